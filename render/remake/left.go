package remake

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/text"
	"ziping/render"
)

// list says what stayed literal: first the years and figures that nothing explains.
func (m *maker) list() {
	tagged := map[*text.Line][]text.Span{}
	gone := map[int]bool{}
	for _, e := range m.edits {
		for _, x := range e.replaces {
			tagged[x.span.Line] = append(tagged[x.span.Line], x.span)
		}
		for _, l := range e.drops {
			gone[l] = true
			if row := m.facts.Lines[l].Para; row.Table > 0 {
				for _, other := range m.facts.Lines {
					if q := other.Para; q.Part == row.Part && q.Table == row.Table && q.Row == row.Row {
						gone[other.No] = true
					}
				}
			}
		}
	}
	covered := func(s text.Span) bool {
		return gone[s.Line.No] || slices.ContainsFunc(tagged[s.Line], func(t text.Span) bool { return t.Overlaps(s) })
	}
	for _, y := range m.facts.Years {
		if y.Value > 0 && !covered(y.Span) {
			m.left(y.Span, m.yearReason(y))
		}
	}
	for _, r := range m.facts.References {
		if !covered(r.Span) {
			m.left(r.Span, "")
		}
	}
	m.placesLeft(covered)
	for _, f := range m.facts.Figures {
		if covered(f.Span) || f.Line.Para.Kind == text.Margin {
			continue
		}
		m.left(f.Span, m.why[f.Span])
	}
}

// placesLeft lists, once, where the unit's place is named in other words than the
// unit's name: 高台县财政局.
func (m *maker) placesLeft(covered func(text.Span) bool) {
	place := m.fieldText("实施单位")
	for _, w := range []string{"科学技术协会", "科协"} {
		place = strings.TrimSuffix(place, w)
	}
	if n := len([]rune(place)); n < 2 || n > 8 || place == m.fieldText("实施单位") {
		return
	}
	for _, l := range m.facts.Lines {
		for from := 0; ; {
			i := strings.Index(l.Text[from:], place)
			if i < 0 {
				break
			}
			s := text.Span{Line: l, From: from + i, To: from + i + len(place)}
			from = s.To
			if !covered(s) {
				m.left(s, "是地名，换一个单位时要改")
			}
		}
	}
}

func (m *maker) left(s text.Span, why string) {
	what := s.Quote()
	before := []rune(s.Before())
	if n := len(before); n > 0 {
		what = string(before[max(0, n-10):]) + what
	}
	l := Left{what, s.Line.Para.Place, why}
	if why == "" {
		l.Why = "工作簿里没有这个数"
		m.made.Unknown = append(m.made.Unknown, l)
		return
	}
	m.made.Unclear = append(m.made.Unclear, l)
}

func (m *maker) yearReason(y *text.Year) string {
	if m.report.Year() == y.Value {
		return "和预算年度相同，看不出是不是随年度变"
	}
	return ""
}

// known reports that some value of the workbooks is written like a figure.
func (m *maker) known(f *text.Figure) bool {
	same := func(v render.Figure) bool {
		return v.Numeric && f.Is(v.Num)
	}
	for _, x := range m.fields {
		if same(x.Figure) {
			return true
		}
	}
	for _, l := range m.lists {
		for _, item := range l.Items {
			for _, x := range item {
				if same(x.Figure) {
					return true
				}
			}
		}
	}
	return false
}

// Text lists what a person must look at, the unexplained years and figures first.
func (m *Made) Text() string {
	var b strings.Builder
	section := func(title string, list []Left) {
		if len(list) == 0 {
			return
		}
		fmt.Fprintf(&b, "%s（%d 处）：\n", title, len(list))
		for _, l := range list {
			fmt.Fprintf(&b, "  %s：“%s”", one(l.Place), one(l.What))
			if l.Why != "" && title != unknownTitle {
				fmt.Fprintf(&b, "（%s）", l.Why)
			}
			b.WriteByte('\n')
		}
		b.WriteByte('\n')
	}
	section(unknownTitle, m.Unknown)
	section("工作簿里有、没有改成标签的，请自己决定", m.Unclear)
	fmt.Fprintf(&b, "改成了 %d 个标签：\n", len(m.Tagged))
	for _, t := range m.Tagged {
		fmt.Fprintf(&b, "  %s：“%s” → %s\n", one(t.Place), one(t.Was), one(t.Tag))
	}
	return b.String()
}

// one makes a text of the report one line.
func one(s string) string { return strings.Join(strings.Fields(model.Visible(s)), " ") }

const unknownTitle = "工作簿解释不了的年度、数字和文号，还是原来的字，换一年、换一个单位时要改"
