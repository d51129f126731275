package render

import (
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// A Figure is one value of the report: what is printed, the number behind it,
// and where it came from. The zero Figure is "nothing known".
type Figure struct {
	Text string // as the report prints it: 36万元, 约600, 7月8日
	// Num is the number in base units (yuan, persons, 1 for 100 %) when
	// Numeric is set; formats and conditions of a template work on it.
	Num     decimal.Decimal
	Numeric bool
	Counted bool        // Num is the number of cells in From
	Approx  bool        // 约, 近, 余: never equal to anything
	Partial bool        // a sum of which some rows state nothing: 其中有记录的
	Place   int32       // power of ten of the last written place of Num
	From    []model.Pos // the cells it is made of, in order
	Also    []model.Pos // other cells that state the same figure: a printed total, a printed rate
	How     string      // how it was computed, "" when it is taken as it stands
}

// Known reports that the figure has something to print.
func (f Figure) Known() bool { return f.Text != "" }

// String is what the report prints.
func (f Figure) String() string { return f.Text }

// Number is the number in base units, false for words (docx.Number).
func (f Figure) Number() (decimal.Decimal, bool) { return f.Num, f.Numeric }

// Prefix is what stands before a figure that is not quite what it seems: 约,
// 其中有记录的. A template's formats keep it.
func (f Figure) Prefix() string {
	s := ""
	if f.Partial {
		s = recorded
	}
	if f.Approx {
		s += "约"
	}
	return s
}

// zero reports a known number that is 0.
func (f Figure) zero() bool { return f.Numeric && f.Num.IsZero() }

// positive reports a known number above 0.
func (f Figure) positive() bool { return f.Numeric && f.Num.IsPositive() }

// also returns f with one more cell that states the same figure.
func (f Figure) also(pos model.Pos) Figure {
	if pos.Row > 0 {
		f.Also = append(f.Also[:len(f.Also):len(f.Also)], pos)
	}
	return f
}

// A Line is a composed sentence or paragraph: strings and Figures in turn. Its
// strings are the report's own words and hold no digits; every number is a
// Figure and knows its cells. A line that stands for missing material is a gap.
type Line []any

// A gap says that the workbook has nothing for a place of the report. It is
// marked there, so that nobody signs it unread.
type gap struct{ words, comment string }

// gapLine is a paragraph that is a gap.
func gapLine(words, what, hint string) []Line {
	return []Line{{gap{words, "待补：工作簿中没有" + what + "。办法：" + hint + "，或在这里补写。"}}}
}

// String joins the line.
func (l Line) String() string {
	var b strings.Builder
	for _, part := range l {
		switch part := part.(type) {
		case string:
			b.WriteString(part)
		case Figure:
			b.WriteString(part.Text)
		case gap:
			b.WriteString(part.words)
		}
	}
	return b.String()
}

// add appends parts; a Line is taken apart.
func (l *Line) add(parts ...any) {
	for _, part := range parts {
		if sub, ok := part.(Line); ok {
			*l = append(*l, sub...)
			continue
		}
		*l = append(*l, part)
	}
}

// addKnown appends before, f and after when f has something to print.
func (l *Line) addKnown(before string, f Figure, after string) {
	if f.Known() {
		l.add(before, f, after)
	}
}

// clause appends one more figure of a list: mark, what it counts, the figure.
// That some of the figures are only of what is recorded is said once, before the
// first of them: 其中有记录的参与3.35万人次，发放资料1.3万份.
func (l *Line) clause(mark, what string, f Figure) {
	if f.Partial {
		f.Text = strings.TrimPrefix(f.Text, recorded)
		if !strings.Contains(l.String(), recorded) {
			mark += recorded
		}
	}
	l.add(mark, what, f)
}

// stop ends the line with a full stop unless it ends with a mark of its own.
func (l *Line) stop() {
	if s := l.String(); s != "" && sentence(s) != s {
		l.add("。")
	}
}

// amount is a cell of money in words.
func amount(c model.Cell[model.Amount]) Figure {
	if !c.Known() {
		return Figure{}
	}
	f := Figure{Text: moneyWords(c.Value.Yuan), Num: c.Value.Yuan, Numeric: true, Place: c.Value.Place, From: []model.Pos{c.Pos}}
	if c.Value.Approx {
		f.Approx = true
		f = approximate(f, c.Text)
	}
	if c.Computed {
		f.How = "原表公式未存结果，按公式算得"
	}
	return f
}

// approximate puts 约, 近 or 余 back where they were written.
func approximate(f Figure, typed string) Figure {
	before, after := approxWords(typed)
	digits := strings.TrimRight(f.Text, "元")
	f.Text = before + digits + after + f.Text[len(digits):]
	return f
}

// moneySum is a computed sum of money in words.
func moneySum(s model.Sum, how string) Figure { return sum(s, moneyWords, "", how) }

// sum is what the cells that state something come to. Where some do not it says
// so: nobody may read it as the total.
func sum(s model.Sum, write func(decimal.Decimal) string, unit, how string) Figure {
	n, some := s.Part()
	if !some {
		return Figure{}
	}
	f := Figure{Text: write(n) + unit, Num: n, Numeric: true, Approx: s.Approx > 0, Partial: !s.Whole(), Place: s.Place, From: s.From}
	if len(s.From) > 1 {
		f.How = how
	}
	f.Text = f.Prefix() + f.Text
	if f.Partial {
		f.How = strings.TrimPrefix(f.How+"，"+openWords(s), "，")
	}
	return f
}

// openWords say of how many cells a sum knows nothing.
func openWords(s model.Sum) string {
	var parts []string
	if s.Blank > 0 {
		parts = append(parts, strconv.Itoa(s.Blank)+" 行没有写")
	}
	if s.Bad > 0 {
		parts = append(parts, strconv.Itoa(s.Bad)+" 行读不出")
	}
	return strings.Join(parts, "，")
}

// recorded stands before a sum that is not the total.
const recorded = "其中有记录的"

// counted is a cell of people or things: number, approximation, unit.
func counted(c model.Cell[model.Count], unit string) Figure {
	if !c.Known() {
		return Figure{}
	}
	f := Figure{Text: countWords(c.Value.N), Num: c.Value.N, Numeric: true, Approx: c.Value.Approx, Place: c.Value.Place, From: []model.Pos{c.Pos}}
	if c.Value.Approx {
		before, after := approxWords(c.Text)
		f.Text = before + f.Text + after
	}
	if c.Computed {
		f.How = "原表公式未存结果，按公式算得"
	}
	f.Text += unit
	return f
}

// countSum is a computed sum of people or things.
func countSum(s model.Sum, unit, how string) Figure { return sum(s, countWords, unit, how) }

// difference is a − b, where both are whole numbers of what they count.
func difference(a, b Figure, how string) Figure {
	if !a.Numeric || !b.Numeric || a.Partial || b.Partial {
		return Figure{}
	}
	return combine(a, b, a.Num.Sub(b.Num), moneyWords, how)
}

// share is a ÷ b, where both are whole and b is not 0.
func share(a, b Figure, how string) Figure {
	if !a.Numeric || !b.Numeric || a.Partial || b.Partial || b.Num.IsZero() {
		return Figure{}
	}
	return combine(a, b, a.Num.DivRound(b.Num, model.RatePlaces), percentWords, how)
}

func combine(a, b Figure, n decimal.Decimal, write func(decimal.Decimal) string, how string) Figure {
	f := Figure{Text: write(n), Num: n, Numeric: true, Approx: a.Approx || b.Approx, Place: max(a.Place, b.Place), How: how}
	f.From = slices.Concat(a.From, b.From)
	if f.Approx {
		f.Text = "约" + f.Text
	}
	return f
}

// statedRatio is a rate as a cell states it.
func statedRatio(c model.Cell[model.Ratio]) Figure {
	if !c.Known() {
		return Figure{}
	}
	return Figure{Text: percentWords(c.Value.R), Num: c.Value.R, Numeric: true, From: []model.Pos{c.Pos}}
}

// number is a weight or a score.
func number(c model.Cell[model.Number]) Figure {
	if !c.Known() {
		return Figure{}
	}
	return Figure{Text: c.Value.N.String(), Num: c.Value.N, Numeric: true, From: []model.Pos{c.Pos}}
}

// words is a cell of text.
func words(c model.Cell[string]) Figure {
	if !c.Known() || strings.TrimSpace(c.Value) == "" {
		return Figure{}
	}
	return Figure{Text: strings.TrimSpace(c.Value), From: []model.Pos{c.Pos}}
}

// tallied is a number of rows, counted by their name cells.
func tallied(n int, unit string, from []model.Pos, how string) Figure {
	if n == 0 {
		return Figure{}
	}
	return Figure{Text: countWords(decimal.NewFromInt(int64(n))) + unit, Num: decimal.NewFromInt(int64(n)), Numeric: true, Counted: true, From: from, How: how}
}

// asTyped prints a cell of a reproduced table: the value where it is known,
// what stands there where it is not.
func asTyped[T any](c model.Cell[T], known Figure) Figure {
	if c.Known() || c.Text == "" {
		return known
	}
	return Figure{Text: c.Text, From: []model.Pos{c.Pos}}
}
