package layout

import (
	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/table"
	"ziping/xlsx/layout/word"
)

// What passes the door: the plain values of package evidence under the names by
// which those outside know them.
type (
	// Options steer the recognition where a person knows better.
	Options = evidence.Options
	// Result is what one sheet held.
	Result = evidence.Result
	// Head is one place's statement of the project's head fields.
	Head = evidence.Head
	// Partial is a table that is clearly one of ours and lacks a column.
	Partial = evidence.Partial
	// Missing is a column that a Partial lacks.
	Missing = evidence.Missing
	// Unread is a column of a table that was not understood.
	Unread = evidence.Unread
	// Lack is a block that a form does not have.
	Lack = evidence.Lack
	// Assumption is a money unit that nobody wrote.
	Assumption = evidence.Assumption
)

// The weights of heads by the place that states them; a title and a name weigh less.
var (
	HeadOfBasic = evidence.RankBasic
	HeadOfForm  = evidence.RankForm
	HeadOfLine  = evidence.RankLine
)

// Parts are the limits by which tables of a unit are parts of one whole.
var Parts = evidence.Standard.Parts

// NameHead reads the unit and the year out of the name of a file, a folder or a
// sheet: the last resort.
func NameHead(name string, pos model.Pos) (Head, bool) { return fact.FromName(name, pos) }

// Directions adds the names that a 资金表 gives its directions of spending, as keys
// without numbering.
func Directions(into map[string]bool, funds []*model.FundTable) { table.Directions(into, funds) }

// IsExtra reports the header of a column that is known and has no field of ours: 备注,
// 负责人, 联系电话, 照片.
func IsExtra(header string) bool { return word.Extra(header) }

// ColumnKey names a column in Options.Columns.
func ColumnKey(kind model.TableKind, header string) string { return evidence.ColumnKey(kind, header) }

// Paths are the JSON paths that hang on a field of a table.
func Paths(kind model.TableKind, field string) []string { return column.Paths(kind, field) }

// NamedHeader says why a row that a person named as a sheet's header cannot be
// one, and the column that shows it; cause is "" when it can.
func NamedHeader(s *grid.Sheet, row int) (col int, cause string) { return header.CannotBe(s, row) }
