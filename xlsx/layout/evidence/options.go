package evidence

import (
	"ziping/model"
	"ziping/xlsx/value"
)

// Options steer the recognition where a person knows better.
type Options struct {
	// HeaderRow is the row a person named as the header of this sheet, 0 for none.
	HeaderRow int
	Date1904  bool
	// Year is the project's year when it is already known from elsewhere, for
	// dates without a year; 0 otherwise.
	Year int
	// Unit is the money unit to assume where a table states none; zero is 元.
	Unit value.MoneyUnit
	// Columns is what a person said that columns are: ColumnKey → field, None for
	// one that is not to be read.
	Columns map[string]string
	// Cells asks for the use of every cell, which costs memory on long sheets.
	Cells bool
}

// None is what a person says of a column that is not to be read.
const None = "none"

// ColumnKey names a column by the kind of its table and its header.
func ColumnKey(kind model.TableKind, header string) string { return string(kind) + "\x1f" + header }
