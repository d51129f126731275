package kin

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
)

// A Project is a project by its name: 科普活动经费 with the core 科普活动.
type Project struct {
	Name, Code string
	Key, Core  string
}

// NewProject is the project of a name and a code.
func NewProject(name, code string) Project {
	p := Project{Name: name, Code: model.Key(code), Key: model.ProjectKey(name)}
	if p.Core = core(p.Key); len([]rune(p.Core)) < coreRunes {
		p.Core = p.Key
	}
	return p
}

// coreRunes is the shortest core that tells a project: 科普 alone is in every name.
const coreRunes = 3

var projectNoise = pattern.New(`(?:专项|补助|工作|活动)?(?:经费|资金|项目|补助|款)+$|\(.*?\)`)

func core(key string) string {
	return projectNoise.ReplaceAllString(key, "")
}

// Named reports a text that names the project: it holds its code, its name or its
// core, or what is left of the text without the words of every table is the
// beginning of the core.
func (p Project) Named(text string) bool {
	key := model.ProjectKey(text)
	switch {
	case p.Code != "" && strings.Contains(model.Key(text), p.Code):
		return true
	case p.Key == "" || key == "":
		return false
	case strings.Contains(key, p.Key), strings.Contains(key, p.Core):
		return true
	}
	s := model.Key(Stem(tableNoise.ReplaceAllString(text, "")))
	return len([]rune(s)) >= coreRunes && strings.Contains(p.Core, s)
}

// tableNoise are the words for tables in the names of sheets and files.
var tableNoise = pattern.New(`资金使用|使用情况|收支|资金|经费|台账|自评|绩效|评价|项目|支出|材料|报告`)
