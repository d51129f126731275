package render

import (
	"bytes"
	"embed"
	"slices"
	"strings"

	"ziping/model"
)

//go:generate go run -C template ./gen

// A TemplateInfo is a built-in outline.
type TemplateInfo struct {
	Name    string   // chosen by --outline NAME
	Title   string   // what it is for, one line
	Aliases []string // other names it answers to
	Docx    []byte   // the template; not to be changed
	upright []byte   // the same without the section for wide tables; nil where it has none
}

//go:embed template/*.docx
var templateFiles embed.FS

func templateFile(name string) []byte {
	data, err := templateFiles.ReadFile("template/" + name + ".docx")
	if err != nil {
		return nil // a test holds every outline to its file
	}
	return data
}

var (
	defaultTemplate = templateFile("default")
	fieldsTemplate  = templateFile("fields")
)

// templates is every built-in outline, the default first.
var templates = []TemplateInfo{
	outline("default", "自评报告", "项目支出绩效自评报告，六个部分，附自评表和活动一览表（默认）", "默认", "default"),
	outline("evaluation", "绩效评价", "项目支出绩效评价报告，按财预〔2020〕10号所附提纲", "财预〔2020〕10号", "财预2020", "评价报告"),
	outline("transfer", "转移支付", "转移支付绩效自评报告（2022年起的提纲），附区域（项目）绩效自评表", "区域绩效", "转移支付2022", "transfer"),
	outline("transfer2019", "转移支付2019", "转移支付绩效自评报告（2019—2021年的提纲），附区域（项目）绩效自评表", "transfer2019"),
	outline("conclusion", "结论先行", "先写自评结论，后附佐证材料", "conclusion"),
	outline("linked", "衔接资金", "财政衔接推进乡村振兴补助资金绩效自评报告", "乡村振兴衔接资金", "linked"),
	outline("management", "资金管理使用", "项目资金管理使用情况报告", "资金使用管理", "management"),
	outline("form", "自评表", "只有项目支出绩效自评表", "仅自评表", "form"),
}

func outline(file, name, title string, aliases ...string) TemplateInfo {
	return TemplateInfo{Name: name, Title: title, Aliases: aliases, Docx: templateFile(file), upright: templateFile(file + ".upright")}
}

// fitting is the variant of a template that fits the report: a built-in one
// without wide tables has no section for them.
func (r *Report) fitting(template []byte) []byte {
	if template == nil {
		template = defaultTemplate
	}
	if len(r.work.rows) > 0 || r.ledgerAsked() {
		return template
	}
	for _, t := range templates {
		if t.upright != nil && bytes.Equal(t.Docx, template) {
			return t.upright
		}
	}
	return template
}

// Templates lists the built-in outlines, the default first.
func Templates() []TemplateInfo { return slices.Clone(templates) }

// TemplateByName finds a built-in outline by its name or one of its aliases,
// compared as the words of a form are.
func TemplateByName(name string) (TemplateInfo, bool) {
	key := strings.TrimSuffix(model.Key(name), ".docx")
	for _, t := range templates {
		for _, n := range append([]string{t.Name}, t.Aliases...) {
			if model.Key(n) == key {
				return t, true
			}
		}
	}
	return TemplateInfo{}, false
}
