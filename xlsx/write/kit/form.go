package kit

import (
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"ziping/model"
	"ziping/xlsx/mark"
)

// This file is what makes of a table a form: drop-downs, limits, colours by
// condition, protection, and the sheets nobody sees.

// An Area is a rectangle of cells: 0-based columns, 1-based rows.
type Area struct{ Left, Top, Right, Bottom int }

// String is the A1 form.
func (a Area) String() string {
	if a.Left == a.Right && a.Top == a.Bottom {
		return Ref(a.Left, a.Top)
	}
	return Ref(a.Left, a.Top) + ":" + Ref(a.Right, a.Bottom)
}

// maxInline is the most UTF-16 units of a list that stands in the rule itself.
const maxInline = 250

// DropDown offers values in cells. Strict refuses others; otherwise they are
// let in. A list that the format cannot hold in the rule goes to the sheet of
// lists (see lists.go).
func (s *Sheet) DropDown(at Area, values []string, strict bool) {
	shown := make([]string, len(values))
	for i, v := range values {
		shown[i] = model.Visible(v)
	}
	values = shown
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(at.String())
	joined := strings.Join(values, ",")
	if len(utf16.Encode([]rune(joined))) <= maxInline && !strings.ContainsAny(strings.Join(values, ""), ",\"\n") {
		s.do(func() error { return dv.SetDropList(values) })
	} else {
		dv.SetSqrefDropList(s.b.list(values))
	}
	if strict {
		dv.SetError(excelize.DataValidationErrorStyleStop, "请从列表里选", "这一格只能选列表里的一项；要另说，请写在说明里")
	}
	s.do(func() error { return s.b.f.AddDataValidation(s.name, dv) })
}

// DropFrom offers what stands in a range of cells, of this book; other values
// are let in.
func (s *Sheet) DropFrom(at Area, cells string) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(at.String())
	dv.SetSqrefDropList(cells)
	s.do(func() error { return s.b.f.AddDataValidation(s.name, dv) })
}

// AtLeast0 lets in numbers from 0 on; whole ones only when so said.
func (s *Sheet) AtLeast0(at Area, whole bool) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(at.String())
	kind, words := excelize.DataValidationTypeDecimal, "这一格填数字，不小于 0，不要带单位"
	if whole {
		kind, words = excelize.DataValidationTypeWhole, "这一格填整数，不小于 0，不要带单位"
	}
	s.do(func() error { return dv.SetRange("0", "0", kind, excelize.DataValidationOperatorGreaterThanOrEqual) })
	dv.SetError(excelize.DataValidationErrorStyleStop, "请填数字", words)
	s.do(func() error { return s.b.f.AddDataValidation(s.name, dv) })
}

// Prompt shows words beside the cells when one of them is chosen.
func (s *Sheet) Prompt(at Area, title, words string) {
	dv := excelize.NewDataValidation(true)
	dv.SetSqref(at.String())
	dv.SetInput(title, words)
	s.do(func() error { return s.b.f.AddDataValidation(s.name, dv) })
}

// Warn colours the cells where a formula is true; it is written for the first
// of them.
func (s *Sheet) Warn(at Area, formula string) {
	s.do(func() error {
		id, err := s.b.f.NewConditionalStyle(&excelize.Style{
			Font: &excelize.Font{Color: "9C0006", Bold: true},
			Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFC7CE"}},
		})
		if err != nil {
			return err
		}
		return s.b.f.SetConditionalFormat(s.name, at.String(), []excelize.ConditionalFormatOptions{{Type: "formula", Criteria: formula, Format: &id}})
	})
}

// Protect keeps everything but the open cells from being written over by
// mistake. There is no password; widths, heights and formats may be changed.
func (s *Sheet) Protect() {
	s.do(func() error {
		return s.b.f.ProtectSheet(s.name, &excelize.SheetProtectionOptions{
			SelectLockedCells: true, SelectUnlockedCells: true, FormatColumns: true, FormatRows: true, FormatCells: true, AutoFilter: true, Sort: true, EditObjects: true,
		})
	})
}

// addMark adds the sheet that carries the mark.
func (b *Book) addMark(m mark.Mark) {
	s := b.Add(mark.Sheet, []Column{{Width: 12}, {Width: 70}}, Portrait)
	for _, r := range m.Rows() {
		s.Row(Cell{Value: r[0], Style: Style{Bare: true}}, Cell{Value: Full(r[1]), Style: Style{Bare: true}})
	}
	s.End()
	s.hide()
}

// hide makes a sheet one that only a macro can show.
func (s *Sheet) hide() {
	s.do(func() error { return s.b.f.SetSheetVisible(s.name, false, true) })
}
