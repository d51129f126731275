package rules

import (
	"slices"
	"strings"
	"unicode"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/pattern"
)

func keyOf(s string) string { return model.Key(s) }

func contains(s, part string) bool { return strings.Contains(s, part) }

// A passage is one text of the material that a person wrote.
type passage struct {
	cell model.Cell[string]
	name string // 自评结论
	tone tone
	form *model.Form // that it stands on, nil for none
}

// A tone is what a passage speaks of.
type tone int

const (
	aims    tone = iota // what the project is to do: 绩效目标, 项目内容
	deeds               // what was done: 实际完成情况, 自评结论
	grounds             // laws and plans: 立项依据
	others              // 存在的问题, 下一步工作计划: other years are at home there
)

// passages are the texts of the project, in no particular order.
func passages(p *check.Pass) []passage {
	q := p.Project
	var out []passage
	add := func(c model.Cell[string], name string, t tone, f *model.Form) {
		if c.Known() && strings.TrimSpace(c.Value) != "" {
			out = append(out, passage{c, name, t, f})
		}
	}
	add(q.Basis, "立项依据", grounds, nil)
	add(q.Purpose, "立项目的", aims, nil)
	add(q.Content, "项目内容", aims, nil)
	add(q.Goal, "绩效目标", aims, nil)
	for _, f := range q.Forms {
		add(f.GoalPlanned, "预期目标", aims, f)
		add(f.GoalActual, "实际完成情况", deeds, f)
		for _, t := range f.Texts {
			add(t.Body, t.Name.Value, toneOf(t.Name.Value), f)
		}
	}
	for _, t := range q.Texts {
		add(t.Body, t.Name.Value, toneOf(t.Name.Value), nil)
	}
	return out
}

func toneOf(name string) tone {
	key := keyOf(name)
	for _, w := range []string{"结论", "完成情况", "成效", "自评结果", "资金情况", "评价"} {
		if contains(key, w) {
			return deeds
		}
	}
	return others
}

// leftOver matches what is left of a template in a text, on its key: XX, ○○,
// （200字以内）, 请填写, and dots where an item should be.
var leftOver = pattern.New(`(?:^|[^a-z0-9])(x{2,})(?:$|[^a-z0-9])|(×{2,}|\*{2,}|_{3,}|[○〇]{2,})|` +
	`(\([^()]{0,20}\d+字(?:以内|左右|内|以上)[^()]{0,10}\))|((?:请|此处|在此)(?:填写|输入|补充|简要说明)|待填写|待补充)|(?:^|[:;]|[一二三四五六七八九十]是)(\.{3,})`)

// asTyped undoes what a key does to the marks of a template.
var asTyped = strings.NewReplacer("......", "……", "...", "…", "(", "（", ")", "）")

// leftOvers are the first few places of a text that nobody has filled in.
func leftOvers(text string) string {
	var found []string
	key := keyOf(text)
	for _, at := range leftOver.FindAllStringSubmatchIndex(key, -1) {
		for i := 2; i < len(at); i += 2 {
			g := key[max(at[i], 0):max(at[i+1], 0)]
			if next, _ := decodeRune(key[at[1]:]); strings.HasPrefix(g, "...") && unicode.Is(unicode.Han, next) {
				continue // 一是……争取资金: the item is there
			}
			if g = "“" + asTyped.Replace(strings.ToUpper(g)) + "”"; g != "“”" && len(found) < 3 && !slices.Contains(found, g) {
				found = append(found, g)
			}
		}
	}
	return strings.Join(found, "、")
}
