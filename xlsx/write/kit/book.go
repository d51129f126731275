// Package kit is what all workbooks that ziping hands out are written with:
// excelize's stream writer behind rows of cells, styles by description, drop-downs,
// protection, print set-up for A4, links, and the package that is delivered.
//
//	data, err := kit.Make(kit.Plan{Title: "核对清单"}, func(b *kit.Book) {
//		s := b.Add("要改的", columns, kit.Landscape)
//		s.Title("高台县科学技术协会 要改的", "2022年")
//		s.Header()
//		s.Row(kit.Cell{Value: "E7"}, kit.Cell{Value: decimal.New(735, 2)})
//		s.End()
//	})
//
// The bytes depend on what is written alone: no clock, no library's name. A text
// stays a text whatever it begins with. A formula is written with its value, so
// that previews show it. What was made is opened again with our own reader and
// compared cell by cell before anybody gets it.
package kit

import (
	"fmt"

	"github.com/xuri/excelize/v2"

	"ziping/xlsx/mark"
)

// A Plan says what a workbook is as a whole.
type Plan struct {
	Title string     // of the document
	Mark  *mark.Mark // what ziping knows it by when it comes back; nil for a list
}

// Make builds a workbook. A fault of the library is an error, never a panic.
func Make(p Plan, build func(*Book)) (data []byte, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
		if err != nil {
			data, err = nil, fmt.Errorf("生成“%s”时出错：%w", p.Title, err)
		}
	}()
	b := &Book{f: excelize.NewFile(), styles: map[Style]int{}}
	defer b.f.Close()
	b.keep(b.f.SetDefaultFont(BodyFont))
	build(b)
	b.endLists()
	if p.Mark != nil && p.Mark.Kind != mark.List { // a list is no input, whatever a program keeps of its mark
		b.addMark(*p.Mark)
	}
	if b.err != nil {
		return nil, b.err
	}
	if data, err = b.finish(p); err != nil {
		return nil, err
	}
	return data, b.verify(data)
}

// A Book is a workbook being made. The first error is kept; what follows it is
// in vain.
type Book struct {
	f      *excelize.File
	styles map[Style]int
	sheets []*Sheet
	lists  [][]string
	err    error
}

// Excelize is the workbook in the library's own terms, for what the kit has no
// words for: a chart.
func (b *Book) Excelize() *excelize.File { return b.f }

func (b *Book) keep(err error) {
	if b.err == nil && err != nil {
		b.err = err
	}
}

// Do runs a step unless an earlier one failed.
func (b *Book) Do(step func() error) {
	if b.err == nil {
		b.keep(step())
	}
}

// Name makes a name for cells: 类别 for '选项'!$A$2:$A$5.
func (b *Book) Name(name, refersTo string) {
	b.Do(func() error { return b.f.SetDefinedName(&excelize.DefinedName{Name: name, RefersTo: refersTo}) })
}

// An Alignment is how a cell's text stands across.
type Alignment string

const (
	Left   Alignment = "left"
	Center Alignment = "center"
	Right  Alignment = "right"
)

// A Style describes how a cell looks; equal descriptions share one style.
type Style struct {
	Fill, Color string // RRGGBB
	Bold        bool
	Underline   bool
	Wrap        bool
	Bare        bool // no border
	Open        bool // may be written into when the sheet is protected
	Top         bool // text begins at the top
	Size        float64
	Align       Alignment
	NumFmt      string
	Font        string // "" for the body's
}

const (
	bodySize  = 10
	lineColor = "A6A6A6"
)

// The fonts of text, and of titles and headers.
const (
	BodyFont = "宋体"
	HeadFont = "黑体"
)

// Colours that all workbooks share.
const (
	HeaderFill = "DCE6F1"
	InputFill  = "FFF9DB" // here a person writes
	LinkColor  = "0563C1"
)

// style is the number of the style that looks like st.
func (b *Book) style(st Style) int {
	if id, ok := b.styles[st]; ok {
		return id
	}
	if b.err != nil {
		return 0
	}
	id, err := b.f.NewStyle(st.excelize())
	b.keep(err)
	b.styles[st] = id
	return id
}

func (st Style) excelize() *excelize.Style {
	out := &excelize.Style{
		Font:      &excelize.Font{Family: BodyFont, Size: bodySize, Bold: st.Bold, Color: st.Color},
		Alignment: &excelize.Alignment{Horizontal: string(st.Align), Vertical: "center", WrapText: st.Wrap},
	}
	if st.Font != "" {
		out.Font.Family = st.Font
	}
	if st.Top {
		out.Alignment.Vertical = "top"
	}
	if st.Size > 0 {
		out.Font.Size = st.Size
	}
	if st.Underline {
		out.Font.Underline = "single"
	}
	if st.Fill != "" {
		out.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{st.Fill}}
	}
	if !st.Bare {
		for _, side := range []string{"left", "right", "top", "bottom"} {
			out.Border = append(out.Border, excelize.Border{Type: side, Color: lineColor, Style: 1})
		}
	}
	if st.NumFmt != "" {
		out.CustomNumFmt = &st.NumFmt
	}
	if st.Open {
		out.Protection = &excelize.Protection{Locked: false}
	}
	return out
}
