package render

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/render/figure"
)

// A block is a named text of 文字材料 the outlines have a place for.
type block struct {
	name string   // the field
	keys []string // a text whose name holds one of these belongs here; the first block that fits takes it
}

// blocks is in order of precedence: "改进措施及建议" is a plan before it is advice.
var blocks = []block{
	{"立项依据", []string{"立项依据", "设立依据"}},
	{"立项目的", []string{"立项目的", "立项背景", "设立目的"}},
	{"项目内容", []string{"项目内容", "主要内容", "建设内容"}},
	{"决策情况", []string{"决策"}},
	{"过程情况", []string{"过程", "管理情况"}},
	{"产出情况", []string{"产出"}},
	{"效益情况", []string{"效益"}},
	{"偏离原因", []string{"偏离", "偏差", "未完成原因"}},
	{"存在的问题", []string{"问题", "不足"}},
	{"主要经验及做法", []string{"经验", "做法"}},
	{"结果应用和公开情况", []string{"应用", "公开"}},
	{"下一步工作计划", []string{"下一步", "改进", "整改", "工作计划", "打算"}},
	{"有关建议", []string{"建议"}},
	{"目标分解下达情况", []string{"分解", "下达情况"}},
	{"评价工作开展情况", []string{"评价工作", "自评工作", "组织实施", "工作开展"}},
	{"自评结论", []string{"结论", "总体评价", "综合评价"}},
	{"绩效目标", []string{"绩效目标", "总体目标"}},
}

// texts are the named texts by block, and those no outline has a place for.
type texts struct {
	byBlock map[string][]Figure // paragraphs
	whole   map[string]Figure
	other   []namedText
}

// A namedText is a text with its own heading.
type namedText struct {
	name       Figure
	paragraphs []Figure
}

func newTexts(p *model.Project) texts {
	t := texts{byBlock: map[string][]Figure{}, whole: map[string]Figure{}}
	for _, text := range p.Texts {
		t.take(text, true)
	}
	for _, form := range p.Forms {
		for _, text := range form.Texts {
			t.take(text, false)
		}
	}
	return t
}

// take files one text. A form's text only fills a gap: it is printed with the
// form anyway.
func (t *texts) take(text model.Text, own bool) {
	body := figure.Words(text.Body)
	if !body.Known() {
		return
	}
	if name := blockOf(text.Name.Value); name != "" {
		if own || !t.whole[name].Known() {
			t.byBlock[name] = append(t.byBlock[name], paragraphs(body)...)
			w := t.whole[name]
			if w.Known() {
				body.Text = w.Text + "\n" + body.Text
				body.From = append(w.From, body.From...)
			}
			t.whole[name] = body
		}
		return
	}
	if own {
		t.other = append(t.other, namedText{figure.Words(text.Name), paragraphs(body)})
	}
}

func blockOf(name string) string {
	key := model.Key(name)
	for _, b := range blocks {
		for _, k := range b.keys {
			if strings.Contains(key, model.Key(k)) {
				return b.name
			}
		}
	}
	return ""
}

// paragraphs splits a cell's text at its line breaks; each part ends as a
// sentence does.
func paragraphs(f Figure) []Figure {
	var out []Figure
	for line := range strings.Lines(strings.ReplaceAll(f.Text, "\r", "\n")) {
		line = strings.Trim(line, " \t\n\u3000")
		if line == "" {
			continue
		}
		part := f
		part.Text = figure.Sentence(line)
		out = append(out, part)
	}
	return out
}

var numbered = pattern.New(`^(\d{1,2})\s*[.．、]\s*([^\d\s])`)

// lowered numbers items 1. 2. as （1）（2）, for a place under a heading that
// itself bears 1. (GB/T 9704-2012, 7.3.3: 一、（一）1.（1）). A single paragraph
// keeps no number.
func lowered(ps []Figure) []Figure {
	out := make([]Figure, len(ps))
	for i, p := range ps {
		if !numbered.MatchString(p.Text) {
			return ps
		}
		p.Text = numbered.ReplaceAllString(p.Text, "（$1）$2")
		out[i] = p
	}
	return out
}

// lines turns paragraphs into composed lines.
func lines(ps []Figure) []Line {
	out := make([]Line, len(ps))
	for i, p := range ps {
		out[i] = Line{p}
	}
	return out
}

// containsNumber reports that s holds the number as a number of its own, so
// that 8.5分 is not found in 98.5分.
func containsNumber(s, number string) bool {
	for i := strings.Index(s, number); i >= 0; {
		if i == 0 || !strings.ContainsRune("0123456789.", rune(s[i-1])) {
			return true
		}
		next := strings.Index(s[i+1:], number)
		if next < 0 {
			return false
		}
		i += 1 + next
	}
	return false
}
