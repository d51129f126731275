package sum

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
)

// Plain reports rows of data only, none of them over or part of another: there
// is nothing to settle between them.
func Plain(b *body.Body) bool {
	var first *body.Row
	for i := range b.Rows {
		r := &b.Rows[i]
		if r.Use == body.UseData && (r.Bare || r.Over || r.Level == 1 || r.Level == 2 || r.Level >= 4) || r.Use == body.UseSubtotal || r.Use == body.UseTotal || r.Use == body.UseOfWhich {
			return false
		}
		if r.Use != body.UseData || len(b.Rows) > evidence.SumLines {
			continue
		}
		if first == nil {
			first = r
		}
		if r.Level != first.Level || r.Indent > first.Indent {
			return false
		}
	}
	return true
}

// A Line is a row of figures on its way into the model: what settle has to
// know to tell sums from what they sum.
type Line struct {
	*body.Row
	Kind   model.RowKind
	Level  int    // of an aggregate: 小计 1, 合计 2, 总计 3; else depth of the numbering
	Group  string // key of the category or heading the row belongs to
	Label  string // key of the row's own words
	Code   string // of its 科目: 30202 is part of 302
	Dated  bool   // a row without a name that has a date or a place
	Covers []int  // indexes of lines
	inner  bool   // the group is a row above, which may be part of another one
	Drop   bool   // a heading after all
	Bad    bool   // neither data nor a sum, and nothing says which
	Summed bool   // a formula of the row sums a range
}

// Sums are the lines of one table with the figures that are summed.
type Sums struct {
	Lines   []*Line
	Columns int
	Value   func(line, column int) (decimal.Decimal, bool)
	Says    func(line int, key string) bool // some cell of the row says just that
	groups  map[string][]int                // group → its rows of data; filled by subtotals
}

// A Step is one way in which rows are settled.
type Step struct {
	ID  string
	Doc string // which sums it finds
	Run func(s *Sums)
}

// steps are the ways, in order: words and numbering first, figures where the words
// do not tell, and what follows from the sums found before. For a quirk of sums, add
// a step where it belongs.
var steps = []Step{
	{"codes", "a row with the code 302 over rows with 30201, 30202", (*Sums).codes},
	{"hierarchy", "a row numbered 一、 over rows numbered 1. 2., or a heading if it has no figures", (*Sums).hierarchy},
	{"indented", "a row over rows that are indented below it, if it is their sum", (*Sums).indented},
	{"numbered", "a numbered row over rows without numbers, or the other way round", (*Sums).numberedOverPlain},
	{"categories", "a row with a category and no name over the rows of that category", (*Sums).categories},
	{"bare", "figures without a name that add up what is above", (*Sums).bareRows},
	{"of-which", "其中 rows and the rows after them that are parts of the row above", (*Sums).ofWhich},
	{"whole", "the only row of data over 其中 rows that make up all of it", (*Sums).wholeOfParts},
	{"totals", "what 合计 rows cover", (*Sums).totals},
	{"subtotals", "what 小计 rows cover: the group they name, the heading they stand under, their place", (*Sums).subtotals},
	{"promote", "a 小计 that covers everything is the total", (*Sums).promote},
}

// Settle decides which rows sum which; an explanation is left on each row.
func (s *Sums) Settle() {
	for i := range steps {
		steps[i].Run(s)
	}
}

// agrees reports that line i states the sum of the others in some column.
func (s *Sums) agrees(i int, others []int) bool {
	for k := range s.Columns {
		if v, ok := s.Value(i, k); ok && !v.IsZero() && v.Equal(s.sum(k, others)) {
			return true
		}
	}
	return false
}

// Overlap counts the columns in which line i has a figure, and those in which
// some of the others have one, too.
func (s *Sums) Overlap(i int, others []int) (own, both int) {
	for k := range s.Columns {
		if _, ok := s.Value(i, k); !ok {
			continue
		}
		own++
		if slices.ContainsFunc(others, func(j int) bool { _, ok := s.Value(j, k); return ok }) {
			both++
		}
	}
	return own, both
}

// details are the lines from..to that are data.
func (s *Sums) details(from, to int) []int {
	var out []int
	for i := max(from, 0); i < min(to, len(s.Lines)); i++ {
		if l := s.Lines[i]; l.Kind == model.Detail && !l.Drop && !l.Bad {
			out = append(out, i)
		}
	}
	return out
}
