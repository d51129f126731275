package model

// A CellUse says what became of a cell.
type CellUse string

// The uses of a cell; every cell that holds something has one.
const (
	UseLabel     CellUse = "label"     // names the value beside it
	UseHeader    CellUse = "header"    // names the cells below it
	UseValue     CellUse = "value"     // was read into a field
	UseTotal     CellUse = "total"     // a stated sum, kept to be checked
	UseTitle     CellUse = "title"     // a title, or a heading over rows
	UseNote      CellUse = "note"      // a note, a signature, a line that fills space
	UseDuplicate CellUse = "duplicate" // says what another cell says
	UseUnread    CellUse = "unread"    // was not read; Why says why
)

// A Use is what became of the cells in a range that hold something.
type Use struct {
	Range string // A1 form
	Use   CellUse
	Field string // canonical field, "extra" for a known column without one; "" for none
	Why   string // Chinese; of UseUnread always
}

// A SheetUses is what became of the cells of one visible sheet.
type SheetUses struct {
	Sheet string
	Uses  []Use
	Cells []SheetCell // what stands on the sheet; only where it was asked for
}

// A SheetCell is a cell that holds something, with its merge.
type SheetCell struct {
	Row, Col      int // 1-based
	Height, Width int // of the merge, 1 for a single cell
	Text          string
	Number        bool
}
