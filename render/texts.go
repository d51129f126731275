package render

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/render/phrase"
)

// A block is a named text of 文字材料 the outlines have a place for.
type block struct {
	name  string   // the field
	whole []string // a text of one of these names belongs here, whatever else is in it
	keys  []string // a text whose name holds one of these belongs here; the longest that fits decides
}

// blocks is what texts are filed by: first their whole names, then the longest
// key. A tie goes to the first.
var blocks = []block{
	{"立项依据", nil, []string{"立项依据", "设立依据"}},
	{"立项目的", nil, []string{"立项目的", "立项背景", "设立目的"}},
	{"项目内容", []string{"建设内容"}, []string{"项目内容", "主要内容", "项目主要内容"}},
	{"立项情况", []string{"项目立项情况", "立项程序"}, []string{"立项情况"}},
	{"决策情况", []string{"决策"}, []string{"决策情况", "项目决策"}},
	{"资金管理情况", []string{"资金使用和管理情况", "资金使用及管理情况", "项目资金管理情况"}, []string{"资金管理", "资金使用管理"}},
	{"组织管理", []string{"组织管理情况", "项目组织管理情况", "项目管理情况"}, []string{"组织管理", "项目管理"}},
	{"组织实施", []string{"组织实施情况", "项目组织实施情况", "项目组织实施"}, []string{"组织实施"}},
	{"过程情况", []string{"过程"}, []string{"过程情况", "项目过程"}},
	{"产出情况", []string{"产出"}, []string{"产出情况", "项目产出"}},
	{"效益情况", []string{"效益"}, []string{"效益情况", "项目效益"}},
	{"满意度", []string{"满意度调查", "满意度调查情况", "满意度情况"}, []string{"满意度"}},
	{"偏离原因", []string{"未完成原因分析", "未完成原因"}, []string{"偏离", "偏差", "未完成原因"}},
	{"上年问题整改", []string{"上年度问题整改情况", "上年问题整改情况", "上年度问题整改", "上年度自评问题整改情况", "以前年度问题整改情况", "问题整改情况"}, nil},
	{"存在的问题", []string{"问题", "不足", "存在问题"}, []string{"存在的问题", "存在问题", "主要问题", "问题及原因", "存在的不足", "存在不足", "困难和问题", "问题和困难", "问题与不足"}},
	{"主要经验及做法", []string{"经验", "做法", "经验做法"}, []string{"经验", "主要做法", "做法"}},
	{"结果应用和公开情况", nil, []string{"应用", "公开"}},
	{"下一步工作计划", []string{"改进措施", "打算", "工作计划"}, []string{"下一步", "改进", "工作打算", "下年度工作计划"}},
	{"有关建议", []string{"建议"}, []string{"有关建议", "意见建议", "意见及建议", "工作建议", "意见和建议"}},
	{"目标分解下达情况", []string{"绩效目标分解下达情况", "资金分解下达情况"}, []string{"分解下达", "目标分解", "资金下达情况"}},
	{"评价工作开展情况", []string{"自评工作开展情况", "绩效自评工作开展情况", "绩效评价工作开展情况", "自评开展情况"}, []string{"评价工作", "自评工作", "自评开展", "评价开展"}},
	{"评价方法", []string{"自评方法", "评价方式方法"}, []string{"评价方法"}},
	{"自评结论", []string{"结论", "评价结论"}, []string{"结论", "总体评价", "综合评价"}},
	{"绩效目标", []string{"年度绩效目标", "项目绩效目标"}, []string{"绩效目标", "总体目标"}},
}

func init() {
	for _, name := range managed {
		blocks = append(blocks, block{name: name, keys: []string{name}})
	}
}

// apart are words that make a text another one, whatever else its name holds:
// 其他需要说明的问题 are no 存在的问题.
var apart = []string{"其他", "其它", "上年", "以前年度", "往年", "去年", "整改"}

// texts are the named texts by block, and those no outline has a place for.
type texts struct {
	byBlock map[string][]Figure // paragraphs
	whole   map[string]Figure
	names   map[string][]Figure // the names under which the office has the texts of a block
	own     map[string]bool     // blocks that the office's 文字材料 states
	other   []namedText
}

// A namedText is a text with its own heading.
type namedText struct {
	name       Figure
	paragraphs []Figure
	last       bool // of the report: its end stays with the signature
}

func (t namedText) closings() []closing {
	out := closings(lines(t.paragraphs), 0)
	for i := range out {
		out[i].joined = out[i].joined && t.last
	}
	return out
}

func newTexts(p *model.Project) texts {
	t := texts{byBlock: map[string][]Figure{}, whole: map[string]Figure{}, names: map[string][]Figure{}, own: map[string]bool{}}
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
	body := phrase.Words(text.Body)
	if !body.Known() {
		return
	}
	name := blockOf(text.Name.Value)
	if name == "" {
		if own {
			t.other = append(t.other, namedText{name: phrase.Words(text.Name), paragraphs: paragraphs(body)})
		}
		return
	}
	if !own && t.whole[name].Known() {
		return
	}
	t.own[name] = t.own[name] || own
	t.byBlock[name] = append(t.byBlock[name], paragraphs(body)...)
	t.names[name] = append(t.names[name], phrase.Words(text.Name))
	w := t.whole[name]
	if w.Known() {
		body.Text = w.Text + "\n" + body.Text
		body.From = append(w.From, body.From...)
	}
	t.whole[name] = body
}

// textOrdinal is the number of a heading that was typed with it: 五、存在的问题.
var textOrdinal = pattern.New(`^([一二三四五六七八九十]+、|\([一二三四五六七八九十]+\)、?|[0-9]{1,2}[.、．])`)

// blockOf is the block a text of that name belongs to, "" for none.
func blockOf(name string) string {
	key := strings.TrimRight(textOrdinal.ReplaceAllString(model.Key(name), ""), ":")
	for _, b := range blocks {
		for _, w := range append([]string{b.name}, b.whole...) {
			if key == w {
				return b.name
			}
		}
	}
	for _, w := range apart {
		if strings.Contains(key, w) {
			return ""
		}
	}
	found, longest := "", 0
	for _, b := range blocks {
		for _, k := range b.keys {
			if len(k) > longest && strings.Contains(key, k) {
				found, longest = b.name, len(k)
			}
		}
	}
	return found
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
		part.Text = phrase.Sentence(line)
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

// endLines is how many lines the section of other texts takes, with its headings;
// where there are none it says so.
func endLines(others []namedText) int {
	if len(others) == 0 {
		return 2
	}
	n := 1
	for _, t := range others {
		n++
		for _, l := range lines(t.paragraphs) {
			n += linesOf(l)
		}
	}
	return n
}
