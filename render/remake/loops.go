package remake

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model/pattern"
	"ziping/model/text"
	"ziping/render"
)

// loops makes loops of table rows, of paragraphs, and of the items of a sentence
// that go through a list of the workbooks one by one.
func (m *maker) loops() {
	m.rowLoops()
	for _, l := range m.lists {
		for s := 0; s+len(l.Items) <= len(m.facts.Lines); s++ {
			m.paragraphLoop(l, s)
		}
	}
	for _, l := range m.lists {
		for _, line := range m.facts.Lines {
			m.inlineLoop(l, line)
		}
	}
}

// label is the name of an item: the last of its columns that names a row, which
// says most (三级指标 behind 一级指标).
func label(item []render.FieldValue) string {
	name := ""
	for _, f := range item {
		if f.Names {
			name = fold(f.Figure.Text)
		}
	}
	return name
}

// A token is a stretch of an item's text that is not the same for every item.
type token struct {
	span  text.Span
	exprs map[string]string // the tags that print it, with the unit behind them
	base  map[string]string // by expression: the column
	words string
}

// tokens are the stretches of a text that columns of the item print, in order: names
// and other words, the longest first, then figures.
func (m *maker) tokens(within text.Span, item []render.FieldValue) []token {
	var out []token
	free := func(s text.Span) bool {
		return !slices.ContainsFunc(out, func(t token) bool { return t.span.Overlaps(s) })
	}
	texts := slices.Clone(item)
	slices.SortStableFunc(texts, func(a, b render.FieldValue) int { return len(b.Figure.Text) - len(a.Figure.Text) })
	for _, f := range texts {
		t := fold(f.Figure.Text)
		if f.Kind != render.KindText && f.Kind != render.KindDate || len([]rune(t)) < 2 {
			continue
		}
		if i := strings.Index(within.Text(), t); i >= 0 {
			s := text.Span{Line: within.Line, From: within.From + i, To: within.From + i + len(t)}
			switch {
			case free(s):
				out = append(out, token{span: s, exprs: map[string]string{f.Name: ""}, base: map[string]string{f.Name: f.Name}})
			default:
				for k := range out {
					if out[k].span == s {
						out[k].exprs[f.Name], out[k].base[f.Name] = "", f.Name
					}
				}
			}
		}
	}
	for _, f := range m.facts.Figures {
		if f.Line != within.Line || f.From < within.From || f.To > within.To || !free(f.Span) {
			continue
		}
		if t := figureToken(f, item); len(t.exprs) > 0 {
			out = append(out, t)
		}
	}
	slices.SortFunc(out, func(a, b token) int { return a.span.From - b.span.From })
	return out
}

func figureToken(f *text.Figure, item []render.FieldValue) token {
	t := token{span: text.Span{Line: f.Line, From: f.Number.From, To: f.To}, exprs: map[string]string{}, base: map[string]string{}, words: f.Words}
	for _, x := range item {
		if x.Kind == render.KindText || x.Kind == render.KindDate || f.Near != text.Exact ||
			x.Name == "台账经费" && !strings.Contains(f.Words, "台账") { // what was spent, by another book
			continue
		}
		for _, w := range formsOf(x.Name, x.Kind, x.Figure, t.span.Text(), f.Unit) {
			t.exprs[w.expr], t.base[w.expr] = w.rest, x.Name
		}
	}
	return t
}

// A skeleton is the text of an item with its tokens as holes.
func skeleton(within text.Span, tokens []token) []string {
	var out []string
	at := within.From
	for _, t := range tokens {
		out = append(out, within.Line.Text[at:t.span.From])
		at = t.span.To
	}
	return append(out, within.Line.Text[at:within.To])
}

// common takes the tags that print a hole of every item: one for each hole, false
// where none does, or several and the words do not decide.
func common(all [][]token) ([]string, []string, bool) {
	var tags, units []string
	for k := range all[0] {
		left := map[string]string{}
		for expr, rest := range all[0][k].exprs {
			left[expr] = rest
		}
		for _, item := range all[1:] {
			if k >= len(item) {
				return nil, nil, false
			}
			for expr, rest := range left {
				if r, ok := item[k].exprs[expr]; !ok || r != rest {
					delete(left, expr)
				}
			}
		}
		expr, ok := chosen(left, all[0][k].base, all[0][k].words)
		if !ok {
			return nil, nil, false
		}
		tags, units = append(tags, expr), append(units, left[expr])
	}
	return tags, units, true
}

// columnWords are further words by which reports call a column.
var columnWords = map[string][]string{
	"计划": {"计划", "预算", "安排"}, "到位": {"到位"}, "支出": {"支出", "执行", "使用"}, "结余": {"结余"}, "执行率": {"执行率"}, "到位率": {"到位率"},
	"台账经费": {"台账"}, "场次": {"场"}, "参与人次": {"参与", "参加", "人次", "受益", "人数"}, "青少年": {"青少年"}, "资料": {"资料"}, "经费": {"经费", "支出", "费"},
	"活动数": {"活动数", "项数"}, "年度指标值": {"目标", "指标值"}, "实际完成值": {"实际", "完成"}, "分值": {"分值"}, "得分": {"得分"}, "志愿者": {"志愿"},
	"活动成效": {"成效", "效果", "主要内容"}, "备注": {"备注"}, "活动地点": {"地点"}, "主办单位": {"主办", "承办", "单位"}, "活动时间": {"时间", "日期"},
}

// chosen takes one of several tags that print the same: of one column the first in
// writing order, of several the one that the words call.
func chosen(exprs, base map[string]string, words string) (string, bool) {
	var list []string
	for expr := range exprs {
		list = append(list, expr)
	}
	slices.SortFunc(list, func(a, b string) int {
		if len(a) != len(b) {
			return len(a) - len(b)
		}
		return strings.Compare(a, b)
	})
	columns := map[string]bool{}
	for _, expr := range list {
		columns[base[expr]] = true
	}
	if len(columns) == 1 {
		return list[0], true
	}
	best, at := "", -1
	for _, expr := range list {
		c := base[expr]
		for _, w := range append([]string{c}, columnWords[c]...) {
			if i := strings.LastIndex(words, w); i >= 0 && i+len(w) > at {
				best, at = expr, i+len(w)
			}
		}
	}
	return best, at >= 0
}

// itemMarks are the numbers before items, and the tags that count them.
var itemMarks = []struct {
	mark *pattern.Regexp
	tag  func(string) string
}{
	{pattern.New(`^[一二三四五六七八九十]+是`), func(string) string { return "{{一是}}" }},
	{pattern.New(`^\([一二三四五六七八九十]+\)`), func(s string) string { return bracketed(s, "{{序号｜中文数字}}") }},
	{pattern.New(`^\([0-9]+\)`), func(s string) string { return bracketed(s, "{{序号}}") }},
	{pattern.New(`^[0-9]+`), func(string) string { return "{{序号}}" }},
	{pattern.New(`^第[一二三四五六七八九十]+`), func(string) string { return "第{{序号｜中文数字}}" }},
}

// bracketed keeps the brackets of a number as they are written.
func bracketed(written, tag string) string {
	r := []rune(written)
	return string(r[0]) + tag + string(r[len(r)-1])
}

// paragraphLoop makes a loop of the paragraphs from s on that go through a list.
func (m *maker) paragraphLoop(l render.ListValue, s int) {
	n := len(l.Items)
	var spans []text.Span
	var all [][]token
	var lines []int
	mark, markTag := -1, ""
	for i := range n {
		line := m.facts.Lines[s+i]
		q, first := line.Para, m.facts.Lines[s].Para
		name := label(l.Items[i])
		if m.taken[line.No] || q.Table > 0 || q.Part != first.Part || q.Kind != first.Kind || q.Index != first.Index+i || name == "" || !strings.Contains(line.Text, name) {
			return
		}
		from := 0
		for k, c := range itemMarks {
			if at := c.mark.FindStringIndex(line.Text); at != nil {
				if i == 0 {
					mark = k
					markTag = c.tag(text.Span{Line: line, From: 0, To: at[1]}.Quote())
				}
				if k == mark {
					from = at[1]
				}
				break
			}
		}
		if (mark >= 0) != (from > 0) {
			return
		}
		span := text.Span{Line: line, From: from, To: len(line.Text)}
		spans, lines = append(spans, span), append(lines, line.No)
		all = append(all, m.tokens(span, l.Items[i]))
	}
	tags, units, ok := common(all)
	if !ok || len(tags) == 0 {
		return
	}
	first := skeleton(spans[0], all[0])
	end := ""
	for i := 1; i < n; i++ {
		k := skeleton(spans[i], all[i])
		if len(k) != len(first) {
			return
		}
		if i == n-1 { // the last may end with 。 where the others have ；
			a, b := first[len(first)-1], k[len(k)-1]
			if a != b && strings.TrimRight(a, ";。") == strings.TrimRight(b, ";。") {
				end = b[len(strings.TrimRight(b, ";。")):]
				k[len(k)-1] = a
			}
		}
		if !slices.Equal(k, first) {
			return
		}
	}
	e := madeEdit{lines: lines, drops: lines[1:], before: map[int]string{lines[0]: "{{#" + l.Name + "}}"}, after: map[int]string{lines[0]: "{{/" + l.Name + "}}"}}
	if mark >= 0 {
		e.replaces = append(e.replaces, madeReplace{text.Span{Line: spans[0].Line, From: 0, To: spans[0].From}, markTag, ""})
	}
	m.putTokens(&e, l.Items[0], all[0], tags, units)
	if end != "" {
		last := first[len(first)-1]
		mark := last[len(strings.TrimRight(last, ";。")):]
		to := spans[0].To
		s := text.Span{Line: spans[0].Line, From: to - len(mark), To: to}
		written := ""
		if mark != "" {
			written = s.Quote()
		}
		if mark == "" || end == "" {
			return
		}
		lastLine := spans[n-1].Line
		endQuote := text.Span{Line: lastLine, From: len(lastLine.Text) - len(end), To: len(lastLine.Text)}.Quote()
		e.replaces = append(e.replaces, madeReplace{s, "{{如果 末项}}" + endQuote + "{{否则}}" + written + "{{结束}}", ""})
	}
	m.edits = append(m.edits, e)
	for _, no := range lines {
		m.taken[no] = true
	}
}

func (m *maker) putTokens(e *madeEdit, item []render.FieldValue, tokens []token, tags, units []string) {
	for k, t := range tokens {
		from := ""
		for _, f := range item {
			if f.Name == t.base[tags[k]] {
				from = f.Source
			}
		}
		e.replaces = append(e.replaces, madeReplace{t.span, "{{" + tags[k] + "}}" + units[k], from})
	}
}

// inlineLoop makes a loop of the items of a sentence: 甲12.6万元、乙9.8万元.
func (m *maker) inlineLoop(l render.ListValue, line *text.Line) {
	if m.taken[line.No] || line.Para.Table > 0 {
		return
	}
	n := len(l.Items)
	starts := make([]int, n)
	at := 0
	for i, item := range l.Items {
		name := label(item)
		k := -1
		if name != "" {
			k = strings.Index(line.Text[at:], name)
		}
		if k < 0 {
			return
		}
		starts[i] = at + k
		at = starts[i] + len(name)
	}
	separator := ""
	spans := make([]text.Span, n)
	for i := range n {
		to := len(line.Text)
		if i+1 < n {
			to = starts[i+1]
			r := []rune(line.Text[starts[i]:to])
			sep := string(r[len(r)-1])
			if !strings.Contains("、;,", sep) || separator != "" && sep != separator {
				return
			}
			separator = sep
			to -= len(sep)
		} else if k := strings.IndexAny(line.Text[starts[i]:], "。;"); k >= 0 {
			to = starts[i] + k
		}
		spans[i] = text.Span{Line: line, From: starts[i], To: to}
	}
	var all [][]token
	for i, s := range spans {
		all = append(all, m.tokens(s, l.Items[i]))
	}
	// the words before the first item say what the figures of all are
	if lead := line.Text[:starts[0]]; len(lead) > 0 {
		for k := range all[0] {
			all[0][k].words = lead[strings.LastIndexAny(lead, "。;")+1:] + all[0][k].words
		}
	}
	tags, units, ok := common(all)
	if !ok || len(tags) < 2 {
		return
	}
	first := skeleton(spans[0], all[0])
	for i := range spans {
		if k := skeleton(spans[i], all[i]); !slices.Equal(k, first) {
			return
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "{{#%s}}", l.Name)
	for k := range first {
		from := spans[0].From
		if k > 0 {
			from = all[0][k-1].span.To
		}
		if first[k] != "" {
			b.WriteString(text.Span{Line: line, From: from, To: from + len(first[k])}.Quote())
		}
		if k < len(tags) {
			b.WriteString("{{" + tags[k] + "}}" + units[k])
		}
	}
	sep := text.Span{Line: line, From: spans[0].To, To: spans[0].To + len(separator)}.Quote()
	fmt.Fprintf(&b, "{{如果 非 末项}}%s{{结束}}{{/%s}}", sep, l.Name)
	whole := text.Span{Line: line, From: spans[0].From, To: spans[n-1].To}
	e := madeEdit{lines: []int{line.No}, replaces: []madeReplace{{whole, b.String(), "由“" + l.Name + "”逐项写出"}}}
	// what else stands on the line is looked at as usual
	m.yearsOn(&e, line)
	m.namesOn(&e, line)
	m.figuresOn(&e, line)
	m.edits = append(m.edits, e)
	m.taken[line.No] = true
}
