package relation

import (
	"errors"
	"maps"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

// parseYuan reads what yuan wrote; a figure of another kind is an error.
func parseYuan(s string) (decimal.Decimal, error) {
	if i := strings.IndexByte(s, '.'); i < 0 || len(s)-i != 3 {
		return decimal.Decimal{}, errors.New("no sum of money")
	}
	return decimal.NewFromString(s)
}

// TenThousandfold is 1 when what is written is 10,000 times what it should be,
// -1 when it is the 10,000th part, else 0.
func TenThousandfold(f check.Finding) int {
	got, err := parseYuan(f.Got)
	want, err2 := parseYuan(f.Want)
	switch {
	case err != nil || err2 != nil || got.IsZero() || want.IsZero():
		return 0
	case got.Equal(want.Shift(4)):
		return 1
	case got.Shift(4).Equal(want):
		return -1
	}
	return 0
}

// A Relation is what must hold between the figure in one cell and others.
type Relation struct {
	Rule  *check.Rule
	order int       // of the rule
	Cell  model.Pos // the cell that is blamed when it does not hold
	Got   decimal.Decimal
	Right figure.Expr
	// accept decides whether the written figure is what the others ask for.
	Accept func(got, want decimal.Decimal) bool
	// anchor marks a cell that only shows where to look: it does not hold got,
	// and correcting it settles nothing.
	Anchor bool
	// places, when not zero, are the decimals the corrected figure is rounded to.
	Places int32
	// limit marks an inequality: nothing is known of what got should be.
	Limit bool
	// alts are other ways in which the written figure may have been reached,
	// from other stated figures. They never excuse it; they tell that it only
	// repeats another's fault.
	Alts []figure.Expr
	// level orders the blame: 0 rows, 1 columns, 2 what is computed from totals,
	// 3 other tables.
	Level int
	// say words the finding, given what the figure should be.
	Say func(want decimal.Decimal) check.Finding
	// show writes a figure of this kind with its unit.
	Show func(decimal.Decimal) string
}

// asks reports that the relation has a value to compare with: nothing over zero
// asks for nothing.
func (r *Relation) asks() bool {
	_, ok := r.Right.Value(nil)
	return ok
}

// Holds reports whether the relation is satisfied with the cells as corrected.
// A relation without a value (nothing over zero) asks for nothing.
func (r *Relation) Holds(fix figure.Fixes) bool {
	want, ok := r.Right.Value(fix)
	return !ok || r.Accept(r.left(fix), want)
}

func (r *Relation) left(fix figure.Fixes) decimal.Decimal {
	if v, ok := fix[r.Cell]; ok && !r.Anchor {
		return v
	}
	return r.Got
}

// Finding words what is wrong, with the other cells as corrected.
func (r *Relation) Finding(fix figure.Fixes) check.Finding {
	want, _ := r.Right.Value(fix)
	f := r.Say(want)
	if f.Rule == "" {
		f.Rule = r.Rule.ID
	}
	if f.Severity == "" {
		f.Severity = r.Rule.Severity
	}
	f.Pos = r.Cell
	if fixed := r.corrected(fix); len(fixed) > 0 {
		f.Message += "（" + figure.Cells(r.Cell, fixed) + " 按改正后的数算）"
	}
	if TenThousandfold(f) != 0 {
		f.Hint += "；两个数正好差一万倍，先看是不是把元和万元写混了"
	}
	if len(f.Related) > MaxRelated {
		f.Related = f.Related[:MaxRelated]
	}
	return f
}

// MaxRelated bounds the cells a finding lists; a sum over a long log names them
// as a range in its message.
const MaxRelated = 60

// corrected are the cells on the right side that were taken as corrected.
func (r *Relation) corrected(fix figure.Fixes) []model.Pos {
	var out []model.Pos
	if len(fix) == 0 {
		return nil
	}
	for t := range r.Right.About(maps.Keys(fix)).Terms {
		if v, ok := fix[t.Pos]; ok && !v.Equal(t.N) {
			out = append(out, t.Pos)
		}
	}
	return out
}
