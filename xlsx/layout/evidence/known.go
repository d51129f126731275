package evidence

import (
	"ziping/xlsx/value"
)

// Known is what is known of the unit once all its sheets were looked at. Reading
// is a function of a sheet and of this.
type Known struct {
	Year  int                   // the project's, 0 for not known
	Units map[string]Assumption // range of a table that states no money unit → what to assume
	// Directions are the directions of spending of the unit's 资金表, as keys.
	Directions map[string]bool
	// Alone reports that nothing else is read from the sheet: its cells may be let
	// go once they were read.
	Alone bool
}

// An Assumption is a money unit that nobody wrote, and the end of the sentence
// that says why it is taken.
type Assumption struct {
	Unit    value.MoneyUnit
	Because string
}
