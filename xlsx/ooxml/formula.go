package ooxml

import "ziping/xlsx/grid/fill"

const maxShared = 100000

// readFormula reads <f> (ECMA-376 part 1, 18.3.1.40). A cell of a shared
// formula that is not the master has none of its own; it is the master's,
// shifted. Array formulas and data tables stand in their first cell only.
func (r *sheetReader) readFormula() error {
	kind, _ := r.attr("t")
	shared := kind == "shared"
	si := -1
	if shared {
		var err error
		if si, err = r.number("si", -1, 1<<31-1); err != nil {
			return err
		}
	}
	var err error
	if r.formula, err = r.content(r.formula[:0]); err != nil {
		return err
	}
	if shared && si >= 0 {
		if err := r.share(si); err != nil {
			return err
		}
	}
	r.one.Text = r.formula
	r.one.Cached = false
	r.cell.Formula = &r.one
	return nil
}

// share stores a master's text or derives a follower's.
func (r *sheetReader) share(si int) error {
	if len(r.formula) > 0 {
		if len(r.shared) == maxShared {
			return fill.Over("共享公式过多")
		}
		text, err := r.book.texts.Add(r.formula)
		r.shared[si] = master{text, r.cell.Row, r.cell.Col}
		return err
	}
	if m, ok := r.shared[si]; ok {
		r.formula = appendShifted(r.formula, m.text, r.cell.Row-m.row, r.cell.Col-m.col)
	}
	return nil
}

// external reports a reference into another workbook: [1]表!A1, '[1]表 2'!A1.
func external(formula []byte) bool {
	for i := 0; i < len(formula); i++ {
		switch formula[i] {
		case '"':
			i += quoted(string(formula[i:]), '"') - 1
		case '[':
			n := digits(formula[i+1:])
			follows := i == 0 || !isWord(formula[i-1])
			if n > 0 && follows && i+1+n < len(formula) && formula[i+1+n] == ']' {
				return true
			}
		}
	}
	return false
}
