// Package html reads the tables of an HTML page as a sheet: budget and accounting
// systems write pages and call them .xls, and Excel and WPS open them without a
// word. A page becomes one sheet in the order of its text, each table from column
// A on, its rows one below the other; a paragraph outside the tables is a row of
// its own, so that a title or 单位：万元 above a table stays above it.
//
//	book, err := html.Read("支出明细.xls", data)
//	book.Sheets[0].Cell(1, 1).Text // "支出方向"
//
// Cells span rows and columns as HTML says; a table inside a cell is a table of
// its own, below what stands before it and above what comes after. Number formats
// (mso-number-format), the numbers that Excel and LibreOffice write beside the
// shown text (x:num, sdval), formulas (x:fmla), strike-through and what is hidden
// are passed on. Every other cell is a text, as shown.
//
// Refused is what may be read in more than one way or may have lost something: a
// page that ends inside a table, spans that cross, text in a table but in no
// cell, frames. No script runs, no link is followed, no style sheet but the
// page's own is read.
package html

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"golang.org/x/net/html"

	"ziping/model/pattern"
	"ziping/xlsx/charset"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// Limits of a page.
const (
	maxToken  = 8 << 20 // a tag or a text; pictures stand in attributes
	maxTables = 16      // one inside the other
	maxInline = 256     // elements open in a cell
	maxSpan   = 1000    // columns of a cell, as the HTML standard has it
	maxRows   = 65534   // likewise
	endless   = 1 << 30 // rows of a cell that says 0
)

// Is reports that a text begins as an HTML page does. head is the start of the
// text, in lower case and without a byte order mark.
func Is(head string) bool {
	for _, tag := range []string{"<!doctype html", "<html", "<head", "<body", "<meta", "<style", "<div", "<script"} {
		if strings.HasPrefix(head, tag) || (strings.HasPrefix(head, "<?xml") || strings.HasPrefix(head, "<!--")) && strings.Contains(head, tag) {
			return true
		}
	}
	return strings.HasPrefix(head, "<") && strings.Contains(head, "<table")
}

// Read reads the page in data. name, a base name, becomes the sheet's where the
// page gives none. Errors are *grid.Fault without the file's name.
func Read(name string, data []byte) (*grid.Book, error) {
	text, enc, err := charset.Decode(data, declared(data))
	if err != nil {
		return nil, err
	}
	if bytes.IndexByte(text, 0) >= 0 {
		return nil, damaged("网页里有空字节，内容写坏了", nil)
	}
	book := fill.NewBook("html", fill.NewBudget())
	book.Notes = enc.Note()
	title := strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	if own := sheetName(text); own != "" {
		title = own
	}
	p := &page{
		z: html.NewTokenizer(bytes.NewReader(text)), book: book, out: book.Sheet(title, grid.Visible), next: 1,
		looks: map[looks]*grid.Props{},
	}
	p.z.SetMaxBuf(maxToken)
	if err := p.read(); err != nil {
		if f, ok := err.(*grid.Fault); ok && f.Sheet == "" {
			f.Sheet = title
		}
		return nil, err
	}
	return book.Book, nil
}

var (
	metaCharset = pattern.New(`(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([a-z0-9_:.-]+)`)
	xmlCharset  = pattern.New(`(?i)^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([a-z0-9_:.-]+)`)
	worksheet   = pattern.New(`(?is)<x:ExcelWorksheet>\s*<x:Name>([^<]{1,100})</x:Name>`)
)

// declared is the encoding that the start of the page states, "" for none.
func declared(data []byte) string {
	head := data[:min(len(data), 8192)]
	for _, label := range []*pattern.Regexp{metaCharset, xmlCharset} {
		if m := label.FindSubmatch(head); m != nil {
			return string(m[1])
		}
	}
	return ""
}

// sheetName is the name that Excel's own pages give their only sheet.
func sheetName(text []byte) string {
	m := worksheet.FindAllSubmatch(text[:min(len(text), 64<<10)], 2)
	if len(m) != 1 {
		return ""
	}
	return strings.TrimSpace(html.UnescapeString(string(m[0][1])))
}

// A page is one HTML page being read, forwards only.
type page struct {
	z     *html.Tokenizer
	book  *fill.Book
	out   *fill.Sheet
	next  int // the sheet's next free row
	table *table
	text  flow // outside tables
	css   styles
	looks map[looks]*grid.Props

	tables  int    // read so far
	skip    string // the element whose text is none, "" outside
	torn    bool   // the input so far ends where a tag begins
	opened  bool   // <html> or <body> has been
	closed  bool   // and its end
	wide    bool   // the block read last is a table of several rows and columns
	inputs  bool   // choices were left out, which is noted
	buried  bool   // hidden text was
	choices choices
	attrs   attrs
}

func (p *page) read() error {
	for {
		kind := p.z.Next()
		if kind != html.ErrorToken && !whole(kind, p.z.Raw()) {
			return p.fail("网页在标签中间断了，可能没有下载完")
		}
		if kind != html.ErrorToken {
			p.torn = false
		}
		switch kind {
		case html.ErrorToken:
			if err := p.z.Err(); err == html.ErrBufferExceeded {
				return fill.Over("一段内容过长")
			} else if err != io.EOF {
				return damaged("读不出来", err)
			}
			return p.end()
		case html.TextToken:
			raw := p.z.Raw()
			p.torn = bytes.HasSuffix(raw, []byte("<")) || bytes.HasSuffix(raw, []byte("</"))
			if err := p.words(p.z.Text()); err != nil {
				return err
			}
		case html.StartTagToken, html.SelfClosingTagToken:
			name := p.startTag()
			if err := p.start(name); err != nil {
				return err
			}
		case html.EndTagToken:
			name, _ := p.z.TagName()
			if err := p.finish(string(name)); err != nil {
				return err
			}
		}
	}
}

// whole reports that a tag or comment has its end: at the end of the input the
// tokenizer takes what there is for one.
func whole(kind html.TokenType, raw []byte) bool {
	switch {
	case kind == html.TextToken:
		return true
	case bytes.HasPrefix(raw, []byte("<!--")):
		return bytes.HasSuffix(raw, []byte("-->")) || bytes.HasSuffix(raw, []byte("--!>"))
	}
	return bytes.HasSuffix(raw, []byte(">"))
}

// end judges the page as a whole.
func (p *page) end() error {
	switch {
	case p.table != nil:
		return p.fail("网页在表格中间断了，可能没有下载完")
	case p.opened && !p.closed:
		return damaged("网页没有结束标签，可能没有下载完", nil)
	case p.torn:
		return damaged("网页在标签中间断了，可能没有下载完", nil)
	case p.skip != "":
		return damaged("网页里的 "+p.skip+" 没有结束，可能没有下载完", nil)
	}
	if err := p.flush(); err != nil {
		return err
	}
	if p.tables == 0 {
		return &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "这是网页，里面没有表格（可能是登录页面或出错的提示）", Cure: "请重新登录系统导出"}
	}
	if p.inputs {
		p.note("网页里的勾选框没有读")
	}
	if p.buried {
		p.note("网页里隐藏的文字没有读")
	}
	return p.out.Done()
}

func (p *page) note(message string) {
	p.book.Notes = append(p.book.Notes, grid.Note{Rule: "import/ignored", Sheet: p.out.Name, Message: message})
}

// fail is a fault at the current cell, or row.
func (p *page) fail(cause string) error {
	f := damaged(cause, nil)
	if t := p.table; t != nil {
		f.Cell = grid.Ref{Row: max(1, t.at(p)), Col: max(1, t.col)}.String()
	}
	return f
}

func damaged(cause string, err error) *grid.Fault {
	return &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: cause, Cure: "请重新导出；仍不行就用 Excel 或 WPS 打开检查后另存为 .xlsx", Err: err}
}
