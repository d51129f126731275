package review

import (
	"strings"

	"ziping/model/check"
	"ziping/model/text"
)

// An alignment says which lines of a report are in the words that ziping would
// write from the workbooks, and which of their numbers differ.
type alignment struct {
	lines map[int]*match // by line of the report
	// shares is how much of the report's text is in such words, 0 to 1.
	share float64
}

// A match is a line of the report and its twin.
type match struct {
	twin  *text.Line
	diffs []difference
}

// A difference is a number that is another one in the twin.
type difference struct {
	span text.Span // in the report
	want text.Span // in the twin
}

// SameWords reports that most of a report is in the words that ziping would
// write from the workbooks: then its figures are compared, and little else is
// looked at.
func SameWords(in *check.Review) bool { return align(in.Report, in.Expected).share > 0.5 }

// A number is a run of digits on a line, commas and the point in it.
type number struct{ from, to int }

// mask is a line with # for each number, and the numbers.
func mask(s string) (string, []number) {
	var b strings.Builder
	var out []number
	for i := 0; i < len(s); {
		if s[i] < '0' || s[i] > '9' {
			b.WriteByte(s[i])
			i++
			continue
		}
		j := i + 1
		for j < len(s) && (s[j] >= '0' && s[j] <= '9' || (s[j] == '.' || s[j] == ',') && j+1 < len(s) && s[j+1] >= '0' && s[j+1] <= '9') {
			j++
		}
		b.WriteByte('#')
		out = append(out, number{i, j})
		i = j
	}
	return b.String(), out
}

// A unit is what is aligned as a whole: a paragraph, or a row of a table.
type alignUnit struct {
	lines   []*text.Line
	mask    string
	numbers []numberAt
}

type numberAt struct {
	line *text.Line
	number
}

func (n numberAt) text() string { return n.line.Text[n.from:n.to] }

func (n numberAt) span() text.Span { return text.Span{Line: n.line, From: n.from, To: n.to} }

// unitsOf cuts a report into paragraphs and rows.
func unitsOf(f *text.Facts) []alignUnit {
	var out []alignUnit
	type row struct {
		part       string
		table, row int
	}
	last := row{}
	for _, l := range f.Lines {
		q := l.Para
		at := row{q.Part, q.Table, q.Row}
		m, numbers := mask(l.Text)
		if q.Table == 0 || at != last || len(out) == 0 {
			out = append(out, alignUnit{})
		}
		if last = at; q.Table == 0 {
			last = row{}
		}
		u := &out[len(out)-1]
		if len(u.lines) > 0 {
			u.mask += "|"
		}
		u.mask += m
		u.lines = append(u.lines, l)
		for _, n := range numbers {
			u.numbers = append(u.numbers, numberAt{l, n})
		}
	}
	return out
}

// align finds for each unit of the report its twin: the same words, and of
// several the one with the most equal numbers, the nearest first.
func align(f *text.Facts, expected []*text.Facts) *alignment {
	a := &alignment{lines: map[int]*match{}}
	if len(expected) == 0 {
		return a
	}
	byMask := map[string][]*alignUnit{}
	for _, e := range expected {
		units := unitsOf(e)
		for i := range units {
			byMask[units[i].mask] = append(byMask[units[i].mask], &units[i])
		}
	}
	used := map[*alignUnit]bool{}
	all, ours := 0, 0
	mine := unitsOf(f)
	twins := make([]*alignUnit, len(mine))
	for _, exact := range []bool{true, false} { // what is equal takes its twin first
		for i := range mine {
			if twins[i] == nil {
				twins[i] = nearest(&mine[i], byMask[mine[i].mask], used, exact)
			}
		}
	}
	for i := range mine {
		size := len(mine[i].mask)
		all += size
		if twins[i] == nil {
			continue
		}
		ours += size
		a.take(&mine[i], twins[i])
	}
	if all > 0 {
		a.share = float64(ours) / float64(all)
	}
	return a
}

// nearest is the twin with the fewest numbers that differ, nil for none: two
// lines of which most numbers differ are not the same statement.
func nearest(u *alignUnit, twins []*alignUnit, used map[*alignUnit]bool, exact bool) *alignUnit {
	var best *alignUnit
	least := 0
	for _, t := range twins {
		n := 0
		for i := range u.numbers {
			if u.numbers[i].text() != t.numbers[i].text() {
				n++
			}
		}
		if used[t] {
			n += len(u.numbers) + 1 // rather one that no other line has
		}
		if best == nil || n < least {
			best, least = t, n
		}
	}
	if best == nil {
		return nil
	}
	if used[best] {
		least -= len(u.numbers) + 1
	}
	switch {
	case exact && least > 0:
		return nil
	case least > 0 && (len(u.mask) < 4 || least > 1 && least*2 > len(u.numbers)):
		return nil
	}
	used[best] = true
	return best
}

// take notes the lines of a unit as ours, with what differs.
func (a *alignment) take(u, twin *alignUnit) {
	for i, l := range u.lines {
		a.lines[l.No] = &match{twin: twin.lines[min(i, len(twin.lines)-1)]}
	}
	for i, n := range u.numbers {
		if w := twin.numbers[i]; n.text() != w.text() {
			m := a.lines[n.line.No]
			m.diffs = append(m.diffs, difference{n.span(), w.span()})
		}
	}
}
