package write

import (
	"io"

	"ziping/xlsx/mark"
	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
)

// A Checklist is 核对清单: the findings of one unit, the twin of the sheet 要改的.
type Checklist mend.Unit

// Write writes 核对清单.xlsx: one row a finding, each linked to its cell, and what
// was checked and what was not. The bytes depend on c alone. Links are relative,
// so the list is to lie where Dir says.
func (c Checklist) Write(w io.Writer) error {
	return deliver(w, kit.Plan{Title: "核对清单", Mark: list}, func(b *kit.Book) {
		mend.Add(b, "核对清单", mend.Unit(c), mend.Look{What: "核对清单"}).End()
	})
}

// list marks what is handed out to be read only.
var list = &mark.Mark{Kind: mark.List}

// deliver makes a workbook and writes it, whole or not at all.
func deliver(w io.Writer, p kit.Plan, build func(*kit.Book)) error {
	data, err := kit.Make(p, build)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// checkedColumns are the columns of 核对情况: what was checked, what was not, why.
var checkedColumns = []kit.Column{
	{Title: "单位", Width: 18, Style: kit.Style{Wrap: true}},
	{Title: "核对内容", Width: 26, Style: kit.Style{Wrap: true}},
	{Title: "结果", Width: 14, Style: kit.Style{Align: kit.Center}},
	{Title: "处数", Width: 30, Style: kit.Style{Wrap: true}},
	{Title: "没有核对的原因", Width: 60, Style: kit.Style{Wrap: true}},
}

// addChecked adds the sheet of the checks of several units, none when they are
// not known.
func addChecked(b *kit.Book, name string, units []mend.Unit) {
	some := false
	for _, u := range units {
		some = some || len(u.Checked) > 0
	}
	if !some {
		return
	}
	s := b.Add(name, checkedColumns, kit.Landscape)
	s.Freeze(1)
	s.Header()
	for _, u := range units {
		for _, r := range u.Checked {
			cells := make([]kit.Cell, len(checkedColumns))
			for i, v := range []string{u.Name, r.Title, r.State, r.Count, r.Why} {
				cells[i] = kit.Cell{Value: v, Style: checkedColumns[i].Style}
			}
			s.Flow(cells...)
		}
	}
	s.Filter(1, s.Last())
	s.Repeat(1, 1)
	s.End()
}
