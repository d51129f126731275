package remake

import (
	"slices"
	"strconv"
	"strings"

	"ziping/model/pattern"
	"ziping/model/text"
	"ziping/render"
)

// roleFields are the fields that a figure with a role may be, the first that
// prints it as it is written.
var roleFields = map[text.Role][]string{
	text.Budget: {"资金.计划", "下达金额", "资金.年初预算"}, text.Received: {"资金.到位"}, text.Spent: {"资金.支出"}, text.Balance: {"资金.结余"},
	text.Execution: {"资金.执行率"}, text.Receipt: {"资金.到位率"}, text.Total: {"得分"},
}

// counted are the fields that count all activities: by unit, and by what the words
// before the figure must, or must not, say.
var counted = []struct {
	units  []string
	say    []string // one of them; none for any
	silent []string
	field  string
}{
	{[]string{"人次"}, []string{"青少年", "未成年"}, nil, "活动合计.青少年"},
	{[]string{"人次"}, nil, []string{"培训", "志愿", "青少年", "学生", "教师", "农民", "其中"}, "活动合计.参与人次"},
	{[]string{"场次", "场", "次"}, nil, []string{"讲座", "培训", "展览", "竞赛", "其中"}, "活动合计.场次"},
	{[]string{"份", "册"}, []string{"资料", "宣传"}, nil, "活动合计.资料"},
	{[]string{"项"}, []string{"活动"}, []string{"指标"}, "活动合计.活动数"},
}

// ofOther matches words that make a figure another's than the whole project's.
var ofOther = pattern.New(`上年|上一年|去年|往年|同期|平均|人均|每|其中|[省市县区]级|中央|季度|上半年|下半年|(?:基本|人员|公用|整体|部门)(?:支出|经费)`)

// values makes tags of the values outside loops.
func (m *maker) values() {
	for _, l := range m.facts.Lines {
		if m.taken[l.No] || m.bad[l.No] || l.Para.Contents {
			continue
		}
		e := madeEdit{lines: []int{l.No}}
		m.whole(&e, l)
		if len(e.replaces) == 0 {
			m.namesOn(&e, l)
			m.yearsOn(&e, l)
			m.figuresOn(&e, l)
		}
		if len(e.replaces) > 0 {
			m.edits = append(m.edits, e)
		}
	}
}

func (e *madeEdit) free(s text.Span) bool {
	return !slices.ContainsFunc(e.replaces, func(r madeReplace) bool { return r.span.Overlaps(s) })
}

// whole makes a tag of a paragraph that is a text of the workbooks.
func (m *maker) whole(e *madeEdit, l *text.Line) {
	if len([]rune(l.Text)) < 12 {
		return
	}
	for _, f := range m.fields {
		if f.Kind == render.KindText && !strings.Contains(f.Figure.Text, "\n") && strings.TrimRight(fold(f.Figure.Text), "。") == strings.TrimRight(l.Text, "。") && !strings.Contains(f.Name, ".") {
			end := len(strings.TrimRight(l.Text, "。"))
			if strings.HasSuffix(fold(f.Figure.Text), "。") {
				end = len(l.Text)
			}
			e.replaces = append(e.replaces, madeReplace{text.Span{Line: l, From: 0, To: end}, "{{" + f.Name + "}}", f.Source})
			return
		}
	}
}

// namesOn makes tags of the names of the head: the longest first.
func (m *maker) namesOn(e *madeEdit, l *text.Line) {
	type name struct{ field, text, label string }
	var names []name
	department := ""
	for _, f := range m.fields {
		t := fold(f.Figure.Text)
		switch f.Name {
		case "实施单位", "项目全称", "项目名称", "资金下达文号", "实施周期":
			names = append(names, name{f.Name, t, ""})
		case "主管部门":
			department = t
			names = append(names, name{f.Name, t, "主管部门"})
		case "项目负责人":
			names = append(names, name{f.Name, t, "负责人"})
		case "项目编码":
			names = append(names, name{f.Name, t, "编码"})
		}
	}
	slices.SortStableFunc(names, func(a, b name) int {
		if len(a.text) != len(b.text) {
			return len(b.text) - len(a.text)
		}
		return len(b.label) - len(a.label)
	})
	for _, n := range names {
		if len([]rune(n.text)) < 2 || n.label == "" && len([]rune(n.text)) < 4 {
			continue
		}
		for from := 0; ; {
			i := strings.Index(l.Text[from:], n.text)
			if i < 0 {
				break
			}
			s := text.Span{Line: l, From: from + i, To: from + i + len(n.text)}
			from = s.To
			before := s.Before()
			if cell := m.leftCell(l); before == "" && cell != "" {
				before = cell
			}
			labelled := n.label != "" && strings.Contains(tailOf(before, 10), n.label)
			needs := n.label != "" && (n.field != "主管部门" || department == m.fieldText("实施单位"))
			if needs && !labelled || !e.free(s) {
				continue
			}
			if n.field == "资金下达文号" && !m.writtenAlike(n.field, s) {
				continue
			}
			e.replaces = append(e.replaces, madeReplace{s, "{{" + n.field + "}}", m.fieldOf(n.field).Source})
		}
	}
}

// writtenAlike reports that a stretch is written just as the field prints.
func (m *maker) writtenAlike(field string, s text.Span) bool {
	return s.Quote() == m.fieldOf(field).Figure.Text
}

func tailOf(s string, n int) string {
	r := []rune(s)
	return string(r[max(0, len(r)-n):])
}

func (m *maker) fieldOf(name string) render.FieldValue {
	for _, f := range m.fields {
		if f.Name == name {
			return f
		}
	}
	return render.FieldValue{}
}

func (m *maker) fieldText(name string) string { return fold(m.fieldOf(name).Figure.Text) }

// leftCell is the text of the cell to the left of a line in a table.
func (m *maker) leftCell(l *text.Line) string {
	q := l.Para
	if q.Table == 0 || l.No == 0 {
		return ""
	}
	if o := m.facts.Lines[l.No-1]; o.Para.Part == q.Part && o.Para.Table == q.Table && o.Para.Row == q.Row && o.Para.Col == q.Col-1 {
		return o.Text
	}
	return ""
}

var (
	yearFixedAfter  = []string{"起", "以来", "以后", "制定", "印发", "出台", "发布", "颁布", "修订", "成立", "建成", "版", "召开", "前", "之前"}
	yearFixedBefore = []string{"自", "从", "较", "比", "早在", "始于"}
	chineseYearForm = pattern.New(`[一二][〇○零][〇○零一二三四五六七八九]{2}年`)
)

// yearsOn makes tags of the project's year where it is the year of the report.
func (m *maker) yearsOn(e *madeEdit, l *text.Line) {
	year := m.fieldOf("年度")
	if year.Name == "" {
		return
	}
	put := func(s text.Span, tag string) {
		if e.free(s) {
			e.replaces = append(e.replaces, madeReplace{s, tag, year.Source})
		}
	}
	for _, y := range m.facts.Years {
		if y.Line != l || y.Dated() || strconv.Itoa(y.Value) != year.Figure.Text {
			continue
		}
		if slices.ContainsFunc(yearFixedAfter, func(w string) bool { return strings.HasPrefix(y.After(), w) }) ||
			slices.ContainsFunc(yearFixedBefore, func(w string) bool { return strings.HasSuffix(y.Before(), w) }) {
			continue
		}
		put(text.Span{Line: l, From: y.From, To: y.From + len("2022")}, "{{年度}}")
	}
	if n := chineseYearForm.FindStringIndex(l.Text); n != nil {
		s := text.Span{Line: l, From: n[0], To: n[1] - len("年")}
		if written, ok := chineseDigits(year.Figure.Text); ok && written == s.Text() {
			put(s, "{{年度｜中文数字 逐位}}")
		}
	}
}

// chineseDigits writes 2022 as 二〇二二.
func chineseDigits(s string) (string, bool) {
	digits := []rune("〇一二三四五六七八九")
	var b strings.Builder
	for _, c := range s {
		if c < '0' || c > '9' {
			return "", false
		}
		b.WriteRune(digits[c-'0'])
	}
	return b.String(), true
}

// figuresOn makes tags of the figures whose words say what they are.
func (m *maker) figuresOn(e *madeEdit, l *text.Line) {
	for _, f := range m.facts.Figures {
		if f.Line != l || !e.free(f.Span) {
			continue
		}
		tag, from, why := m.decide(f)
		if tag == "" {
			if why != "" {
				m.why[f.Span] = why
			}
			continue
		}
		e.replaces = append(e.replaces, madeReplace{text.Span{Line: l, From: f.Number.From, To: f.To}, tag, from})
	}
}

// decide is the tag of a figure, or why it stays; both are empty for a figure
// that nothing explains.
func (m *maker) decide(f *text.Figure) (tag, from, why string) {
	if !m.known(f) {
		return "", "", ""
	}
	const unclear = "工作簿里有这个数，看不出是哪一项"
	if f.Near == text.Within {
		return "", "", "是目标，不是完成数"
	}
	role, words := f.Role, f.Words
	clause := clauseBefore(f)
	if label := m.leftCell(f.Line); label != "" && words == "" {
		words, clause = label, label
		role = m.roleIn(label, f)
	}
	for _, n := range m.names {
		if strings.Contains(clause, n) {
			return "", "", "说的是“" + n + "”，只有在循环里才有标签"
		}
	}
	if ofOther.MatchString(clause) {
		return "", "", unclear
	}
	names := roleFields[role]
	if role == text.Budget && strings.Contains(words, "下达") {
		names = []string{"下达金额"}
	}
	if role == text.Budget && (strings.Contains(words, "申请") || strings.Contains(words, "申报")) {
		names = nil // what was asked for need not be what was given
	}
	if role == text.Budget && strings.Contains(words, "年初") {
		names = []string{"资金.年初预算"}
	}
	if f.Kind == text.Count {
		names = countedBy(f, words)
	}
	for _, name := range names {
		x := m.fieldOf(name)
		if x.Name == "" {
			continue
		}
		written := f.Line.Text[f.Number.From:f.To]
		for _, w := range formsOf(name, x.Kind, x.Figure, written, f.Unit) {
			return "{{" + w.expr + "}}" + w.rest, x.Source, ""
		}
		if f.Near != text.Exact && x.Figure.Text == f.Text() {
			return "", "", "是约数，请自己决定"
		}
	}
	return "", "", unclear
}

// clauseBefore is the clause up to a figure.
func clauseBefore(f *text.Figure) string {
	before := f.Before()
	return before[strings.LastIndexAny(before, "。;:,")+1:]
}

// roleIn is the role that the label of a cell gives its figure.
func (m *maker) roleIn(label string, f *text.Figure) text.Role {
	d := text.ParsePlain("", label+f.Text())
	for _, x := range text.Read(d).Figures {
		return x.Role
	}
	return text.NoRole
}

// countedBy are the fields that count what the words of a figure say.
func countedBy(f *text.Figure, words string) []string {
	has := func(list []string) bool {
		return slices.ContainsFunc(list, func(w string) bool { return strings.Contains(words, w) })
	}
	for _, c := range counted {
		if slices.Contains(c.units, f.Unit) && (c.say == nil || has(c.say)) && !has(c.silent) {
			return []string{c.field}
		}
	}
	return nil
}
