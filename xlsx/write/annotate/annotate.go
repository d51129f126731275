// Package annotate makes the marked copy of an office's own workbook: each finding
// is a fill and a comment in its cell, what was not read is hatched, and the sheet
// 要改的 stands in front. Nothing else of the workbook changes: it is patched
// (package patch), opened again with our own reader and compared.
//
//	c := annotate.Make(annotate.Workbook{Name: "资金表.xlsx", Data: data, Unit: unit})
//	c.Data // the marked copy; the workbook as it was where c.Why says why it could not be marked
//
// The copy carries a mark, by which it is known when it is handed in again.
package annotate

import (
	"errors"
	"fmt"

	"ziping/xlsx/book"
	"ziping/xlsx/grid"
	"ziping/xlsx/mark"
	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
	"ziping/xlsx/write/patch"
)

// A Workbook is what is to be marked.
type Workbook struct {
	Name   string // as the findings name it
	Data   []byte
	Unit   mend.Unit // its findings, of this workbook and all others
	Unread []Unread
}

// An Unread is a stretch of cells of the workbook that was not read.
type Unread struct {
	Sheet, Range string // A1 form
	Why          string // a Chinese sentence
}

// A Copy is what became of a workbook.
type Copy struct {
	Data    []byte
	Why     string   // why it is as it was, "" for a marked copy
	Cells   int      // how many cells carry a mark
	Kept    int      // how many had a comment of the office's, which stays
	Changed []string // the parts that differ
}

// Make marks a workbook. What cannot be marked safely comes back as it was, with
// the reason; that is no error.
func Make(w Workbook) Copy {
	c, err := try(w)
	if err == nil {
		return c
	}
	why := "这个文件的写法特别，标注后核对不上"
	var known patch.Unknown
	if errors.As(err, &known) {
		why = string(known)
	}
	return Copy{Data: w.Data, Why: why}
}

// try makes the marked copy, or says why not; a fault of ours is one more reason
// to leave the workbook as it is.
func try(w Workbook) (c Copy, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	was, err := book.Open(w.Name, w.Data, book.Options{})
	if err != nil {
		return c, err
	}
	if was.Format != "xlsx" && was.Format != "xlsm" {
		return c, patch.Unknown("不是 .xlsx 格式；要标注，请用 Excel 或 WPS 另存为 .xlsx 再核对")
	}
	b, err := patch.Open(w.Data)
	if err != nil {
		return c, err
	}
	marks := collect(w)
	full := 0
	for _, s := range marks.sheets {
		kept, err := b.Mark(s, marks.cells(s))
		if err != nil {
			return c, err
		}
		for _, k := range kept {
			w.Unit.Rows = noted(w.Unit.Rows, w.Name, s, k)
		}
		full += len(kept)
		c.Cells += len(marks.by[s])
	}
	c.Kept = full
	m := mark.Mark{Kind: mark.Copy, Unit: mark.Line(w.Unit.Name), Year: w.Unit.Year, Name: mark.Line(w.Name), Base: was.SHA256, Content: mark.Hash(was)}
	if err := addSheets(b, w, m); err != nil {
		return c, err
	}
	if err := b.SetMark(m); err != nil {
		return c, err
	}
	if c.Data, err = b.Bytes(); err != nil {
		return c, err
	}
	c.Changed = b.Changed()
	return c, verify(was, c.Data, m)
}

// noted says beside the findings of a cell that it had a comment already.
func noted(rows []mend.Row, file, sheet string, c patch.Cell) []mend.Row {
	ref := grid.Ref{Row: c.Row, Col: c.Col}.String()
	out := make([]mend.Row, len(rows))
	copy(out, rows)
	for i, r := range out {
		if r.File == file && r.Sheet == sheet && r.Cell == ref {
			out[i].Note = "这一格原有批注，没有再加"
		}
	}
	return out
}

// addSheets puts 要改的 in front and the mark behind.
func addSheets(b *patch.Book, w Workbook, m mark.Mark) error {
	unit := w.Unit
	unit.Here, unit.NoLinks = w.Name, false
	made, err := kit.Make(kit.Plan{Title: mark.MendSheet, Mark: &m}, func(b *kit.Book) {
		mend.Add(b, mark.MendSheet, unit, mend.Look{What: mark.MendSheet}).End()
	})
	if err != nil {
		return err
	}
	parts, err := kit.Unpack(made)
	if err != nil {
		return err
	}
	styles := parts["xl/styles.xml"]
	return b.AddSheets(
		patch.Made{Name: mark.MendSheet, Part: parts["xl/worksheets/sheet1.xml"], Styles: styles, Front: true, Titles: mend.HeaderRow},
		patch.Made{Name: mark.Sheet, Part: parts["xl/worksheets/sheet2.xml"], Styles: styles},
	)
}
