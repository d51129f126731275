package project

// settled is what earlier passes learned from answers that can only hold when a
// sheet is recognised anew: which column is what.
type settled struct {
	columns map[string]string // columnKey → field, ask.None for a column that is not read
	units   map[string]string // file and sheet → name of the money unit that its tables lack
	ids     map[string]bool   // of the answers that settled it
}

func newSettled() *settled {
	return &settled{columns: map[string]string{}, units: map[string]string{}, ids: map[string]bool{}}
}

// size grows with what is settled: a pass that adds nothing is the last.
func (s *settled) size() int { return len(s.columns) + len(s.units) }
