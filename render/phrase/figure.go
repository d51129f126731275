package phrase

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
		s = Recorded
	}
	if f.Approx {
		s += "约"
	}
	return s
}

// Zero reports a known number that is 0.
func (f Figure) Zero() bool { return f.Numeric && f.Num.IsZero() }

// Positive reports a known number above 0.
func (f Figure) Positive() bool { return f.Numeric && f.Num.IsPositive() }

// With returns f with one more cell that states the same figure.
func (f Figure) With(pos model.Pos) Figure {
	if pos.Row > 0 {
		f.Also = append(f.Also[:len(f.Also):len(f.Also)], pos)
	}
	return f
}

// A Line is a composed sentence or paragraph: strings and Figures in turn. Its
// strings are the report's own words and hold no digits; every number is a
// Figure and knows its cells. A line that stands for missing material is a Gap.
type Line []any

// A Gap says that the workbook has nothing for a place of the report. It is
// marked there, so that nobody signs it unread.
type Gap struct{ Words, Note string }

// GapLine is a paragraph that stands for missing material: 〔请补写：立项依据〕, with a note that says what to do.
func GapLine(name, what, hint string) []Line { return []Line{{Missing(name, what, hint)}} }

// Missing is the mark for something the workbook does not state.
func Missing(name, what, hint string) Gap {
	return Gap{"〔请补写：" + name + "〕", "待补：工作簿中没有" + what + "。办法：" + hint + "，或在这里补写。"}
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
		case Gap:
			b.WriteString(part.Words)
		}
	}
	return b.String()
}

// Add appends parts; a Line is taken apart.
func (l *Line) Add(parts ...any) {
	for _, part := range parts {
		if sub, ok := part.(Line); ok {
			*l = append(*l, sub...)
			continue
		}
		*l = append(*l, part)
	}
}

// AddKnown appends before, f and after when f has something to print.
func (l *Line) AddKnown(before string, f Figure, after string) {
	if f.Known() {
		l.Add(before, f, after)
	}
}

// Clause appends one more figure of a list: mark, what it counts, the figure.
// That some of the figures are only of what is Recorded is said once, before the
// first of them: 其中有记录的参与3.35万人次，发放资料1.3万份.
func (l *Line) Clause(mark, what string, f Figure) {
	if f.Partial {
		f.Text = strings.TrimPrefix(f.Text, Recorded)
		if !strings.Contains(l.String(), Recorded) {
			mark += Recorded
		}
	}
	l.Add(mark, what, f)
}

// Stop ends the line with a full stop unless it ends with a mark of its own.
func (l *Line) Stop() {
	if s := l.String(); s != "" && Sentence(s) != s {
		l.Add("。")
	}
}

// Amount is a cell of money in words.
func (m Money) Amount(c model.Cell[model.Amount]) Figure {
	if !c.Known() {
		return Figure{}
	}
	f := Figure{Text: m.Words(c.Value.Yuan), Num: c.Value.Yuan, Numeric: true, Place: c.Value.Place, From: []model.Pos{c.Pos}}
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

// Sum is a computed sum of money in words.
func (m Money) Sum(s model.Sum, how string) Figure { return Sum(s, m.Words, "", how) }

// Sum is what the cells that state something come to. Where some do not it says
// so: nobody may read it as the total.
func Sum(s model.Sum, write func(decimal.Decimal) string, unit, how string) Figure {
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
		f.How = strings.TrimPrefix(f.How+"，"+OpenWords(s), "，")
	}
	return f
}

// OpenWords say of how many cells a sum knows nothing.
func OpenWords(s model.Sum) string {
	var parts []string
	if s.Blank > 0 {
		parts = append(parts, strconv.Itoa(s.Blank)+" 行没有写")
	}
	if s.Bad > 0 {
		parts = append(parts, strconv.Itoa(s.Bad)+" 行读不出")
	}
	return strings.Join(parts, "，")
}

// Recorded stands before a sum that is not the total.
const Recorded = "其中有记录的"

// Counted is a cell of people or things: number, approximation, unit.
func Counted(c model.Cell[model.Count], unit string) Figure {
	if !c.Known() {
		return Figure{}
	}
	f := Figure{Text: CountWords(c.Value.N), Num: c.Value.N, Numeric: true, Approx: c.Value.Approx, Place: c.Value.Place, From: []model.Pos{c.Pos}}
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

// CountSum is a computed sum of people or things.
func CountSum(s model.Sum, unit, how string) Figure { return Sum(s, CountWords, unit, how) }

// Difference is a − b of money, where both are whole numbers of what they count.
func (m Money) Difference(a, b Figure, how string) Figure {
	if !a.Numeric || !b.Numeric || a.Partial || b.Partial {
		return Figure{}
	}
	return combine(a, b, a.Num.Sub(b.Num), m.Words, how)
}

// Share is a ÷ b, where both are whole and b is not 0.
func Share(a, b Figure, how string) Figure {
	if !a.Numeric || !b.Numeric || a.Partial || b.Partial || b.Num.IsZero() {
		return Figure{}
	}
	return combine(a, b, a.Num.DivRound(b.Num, model.RatePlaces), PercentWords, how)
}

func combine(a, b Figure, n decimal.Decimal, write func(decimal.Decimal) string, how string) Figure {
	f := Figure{Text: write(n), Num: n, Numeric: true, Approx: a.Approx || b.Approx, Place: max(a.Place, b.Place), How: how}
	f.From = slices.Concat(a.From, b.From)
	if f.Approx {
		f.Text = "约" + f.Text
	}
	return f
}

// Ratio is a rate as a cell states it.
func Ratio(c model.Cell[model.Ratio]) Figure {
	if !c.Known() {
		return Figure{}
	}
	return Figure{Text: PercentWords(c.Value.R), Num: c.Value.R, Numeric: true, From: []model.Pos{c.Pos}}
}

// Number is a weight or a score.
func Number(c model.Cell[model.Number]) Figure {
	if !c.Known() {
		return Figure{}
	}
	return Figure{Text: c.Value.N.String(), Num: c.Value.N, Numeric: true, From: []model.Pos{c.Pos}}
}

// Words is a cell of text.
func Words(c model.Cell[string]) Figure {
	if !c.Known() || strings.TrimSpace(c.Value) == "" {
		return Figure{}
	}
	return Figure{Text: strings.TrimSpace(c.Value), From: []model.Pos{c.Pos}}
}

// Tallied is a number of rows, counted by their name cells.
func Tallied(n int, unit string, from []model.Pos, how string) Figure {
	if n == 0 {
		return Figure{}
	}
	return Figure{Text: CountWords(decimal.NewFromInt(int64(n))) + unit, Num: decimal.NewFromInt(int64(n)), Numeric: true, Counted: true, From: from, How: how}
}

// AsTyped prints a cell of a reproduced table: the value where it is known,
// what stands there where it is not.
func AsTyped[T any](c model.Cell[T], known Figure) Figure {
	if c.Known() || c.Text == "" {
		return known
	}
	return Figure{Text: c.Text, From: []model.Pos{c.Pos}}
}

// A Draft opens a line that is proposed and not the office's: it is marked, with
// the note.
type Draft string
