package project

import "ziping/model"

// settled is what earlier passes learned from answers that can only hold when a
// sheet is recognised anew: which column is what, which row is the header.
type settled struct {
	columns map[string]string // columnKey → field, ask.None for a column that is not read
	rows    map[string]int    // sheetKey → row of the header
	units   map[string]string // sheetKey → name of the money unit that its tables lack
	ids     map[string]bool   // of the answers that settled it
}

func newSettled() *settled {
	return &settled{columns: map[string]string{}, rows: map[string]int{}, units: map[string]string{}, ids: map[string]bool{}}
}

// size grows with what is settled: a pass that adds nothing is the last.
func (s *settled) size() int { return len(s.columns) + len(s.rows) + len(s.units) }

// sheetKey tells the sheets of a unit apart.
func sheetKey(s *model.Sheet) string { return s.File + "\x1f" + s.Name }
