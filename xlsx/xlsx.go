// Package xlsx reads and writes workbooks. Open gives the cells of any workbook
// that a finance office keeps, completely or with the reason why not; Read makes
// of the workbooks of one unit its project. The package itself is a door: what
// it does stands in the rooms behind it.
//
//	book                          a file's format, its cells, its formulas
//	ooxml, biff, formula, numfmt  the readers that book chooses from, and what they share
//	grid                          the cells, whatever the format was
//	layout, profile, value        the tables and forms on a sheet
//	project                       the sheets of a unit joined to its project
//	write                         the workbooks that are handed out
//
// A sheet goes through them once:
//
//	book.Open → *grid.Book → layout.Recognise → *layout.Result → project.Read → *model.Project
package xlsx

import (
	"ziping/model"
	"ziping/xlsx/book"
	"ziping/xlsx/grid"
	"ziping/xlsx/project"
	"ziping/xlsx/project/ask"
)

// An Error says why a workbook, or one place in it, could not be read:
// 〔file〕sheet!cell：cause。cure。Several are joined with errors.Join; find the
// first with errors.As.
type Error = grid.Fault

// Options are what the user may have to say about a file.
type Options = book.Options

// An Input is one workbook of a unit.
type Input = project.Input

// ReadOptions are what the user may have to say about a unit's workbooks.
type ReadOptions = project.Options

// Open reads the cells of one workbook; see book.Open.
func Open(name string, data []byte, opt Options) (*grid.Book, error) {
	return book.Open(name, data, opt)
}

// Read reads the workbooks that together describe one unit into its project;
// see project.Read.
func Read(inputs []Input, opt ReadOptions) (*model.Project, error) {
	return project.Read(inputs, opt)
}

// AnswersExample is a file of answers, for messages.
const AnswersExample = ask.Example

// ParseAnswers reads a file of answers; see ask.Parse.
func ParseAnswers(data []byte, name string) ([]model.Answer, error) { return ask.Parse(data, name) }
