package relation

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

// A fault is one wrong cell and every relation it breaks.
type fault struct {
	cell    model.Pos
	value   decimal.Decimal
	anchor  bool            // the cell only shows where to look
	limit   bool            // only known to be too much: value is the limit
	solved  bool            // value is what the cell must hold for all to be satisfied
	partner model.Pos       // the cell that holds what belongs here, and the other way round
	rivals  int             // other cells of which one may be wrong just as well
	off     decimal.Decimal // by how much
	along   figure.Fixes    // what follows the correction in its table
	show    func(decimal.Decimal) string
	broken  []*Relation
	reports []check.Finding
}

// sure reports that the fault is one of arithmetic on the sheet of r; which of
// two tables that disagree is wrong is not known.
func (f *fault) sure(r *Relation) bool {
	return f.cell.Sheet == r.Cell.Sheet && (f.solved || f.broken[0].Level < 3)
}

// apart is 0 for a relation that states what the faulty cell should be, or that
// it cannot be what it is whatever the others say (a negative amount), else 1.
func (f *fault) apart(r *Relation) int {
	if (r.Cell == f.cell || r.Cell == f.partner) && !r.Anchor && (!r.Limit || r.Right.Size() == 0) {
		return 0
	}
	return 1
}

func (f *fault) finding() check.Finding {
	first := f.reports[0]
	first.Consequences = f.reports[1:]
	switch {
	case !f.partner.IsZero():
		first.Related = withCell(withCell(first.Related, f.partner), f.cell)
		first.Hint = fmt.Sprintf("%s 和 %s 的数像是互相写反了：互换以后，这里和随后几处就都对得上；否则%s", figure.At(first.Pos, f.cell), figure.At(first.Pos, f.partner), first.Hint)
	case f.rivals > 0:
		first.Hint = fmt.Sprintf("这些格里如果有一格%s，改正那一格，这里和随后几处就都对得上；否则%s", miswritten(f.off, f.show), first.Hint)
	case f.solved && f.cell == first.Pos:
		first.Hint += "；这一格若是 " + f.show(f.value) + "，随后几处就都对得上"
	case f.solved:
		first.Related = withCell(first.Related, f.cell)
		first.Hint = "先看 " + figure.At(first.Pos, f.cell) + "：它若是 " + f.show(f.value) + "，这里和随后几处就都对得上；否则" + first.Hint
	}
	return first
}

// withCell puts a cell first among the related ones.
func withCell(list []model.Pos, cell model.Pos) []model.Pos {
	return append([]model.Pos{cell}, slices.DeleteFunc(slices.Clone(list), func(p model.Pos) bool { return p == cell })...)
}

// miswritten words by how much a cell is off: 多写了 1,000 人次.
func miswritten(off decimal.Decimal, show func(decimal.Decimal) string) string {
	if off.IsNegative() {
		return "少写了 " + show(off.Neg())
	}
	return "多写了 " + show(off)
}
