package check

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// A fault is one wrong cell and every relation it breaks.
type fault struct {
	cell    model.Pos
	value   decimal.Decimal
	anchor  bool            // the cell only shows where to look
	limit   bool            // only known to be too much: value is the limit
	solved  bool            // value is what the cell must hold for all to be satisfied
	rivals  int             // other cells of which one may be wrong just as well
	off     decimal.Decimal // by how much
	along   fixes           // what follows the correction in its table
	show    func(decimal.Decimal) string
	broken  []*relation
	reports []Finding
}

// sure reports that the fault is one of arithmetic on the sheet of r; which of
// two tables that disagree is wrong is not known.
func (f *fault) sure(r *relation) bool {
	return f.cell.Sheet == r.cell.Sheet && (f.solved || f.broken[0].level < 3)
}

func (f *fault) finding() Finding {
	first := f.reports[0]
	first.Consequences = f.reports[1:]
	switch {
	case f.rivals > 0:
		first.Hint = fmt.Sprintf("这些格里如果有一格%s，改正那一格，这里和随后几处就都对得上；否则%s", miswritten(f.off, f.show), first.Hint)
	case f.solved && f.cell == first.Pos:
		first.Hint += "；这一格若是 " + f.show(f.value) + "，随后几处就都对得上"
	case f.solved:
		first.Related = append([]model.Pos{f.cell}, slices.DeleteFunc(slices.Clone(first.Related), func(p model.Pos) bool { return p == f.cell })...)
		first.Hint = "先看 " + at(first.Pos, f.cell) + "：它若是 " + f.show(f.value) + "，这里和随后几处就都对得上；否则" + first.Hint
	}
	return first
}

// miswritten words by how much a cell is off: 多写了 1,000 人次.
func miswritten(off decimal.Decimal, show func(decimal.Decimal) string) string {
	if off.IsNegative() {
		return "少写了 " + show(off.Neg())
	}
	return "多写了 " + show(off)
}
