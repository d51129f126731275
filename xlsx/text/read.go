// Package text reads tables that are plain text: the fields of a row split by
// commas, tabs or semicolons, in UTF-8, UTF-16 or GB18030, under the name .csv,
// .txt or, as budget systems export them, .xls.
//
//	book, err := text.Read("支出明细.xls", data)
//	book.Sheets[0].Cell(2, 3).Text // as written: "46000.00"
//
// The text is one sheet, every cell a string. Quotes follow RFC 4180 to the
// letter: one that has no pair is refused, because it swallows the rows after it.
package text

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"ziping/xlsx/charset"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// Named reports that a name is one of text files, by its extension.
func Named(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".txt", ".tsv":
		return true
	}
	return false
}

// Is reports bytes that can be a text: no control characters but white space,
// in UTF-8, UTF-16 with a mark, or something that may be GB18030.
func Is(data []byte) bool {
	if bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")) || bytes.HasPrefix(data, []byte("\xFF\xFE")) || bytes.HasPrefix(data, []byte("\xFE\xFF")) {
		return true
	}
	return !Binary(data) && (utf8.Valid(data) || len(data) > charset.Foreign || charset.Valid(data))
}

// Binary looks at the start of data for bytes that no text has.
func Binary(data []byte) bool {
	for _, c := range data[:min(len(data), 64<<10)] {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' || c == 0x7F {
			return true
		}
	}
	return false
}

// Read reads the text in data; name, a base name, becomes the sheet's. A text
// that is not called one has to be a table: most of its lines of several fields.
// Errors are *grid.Fault without the file's name.
func Read(name string, data []byte) (*grid.Book, error) {
	text, enc, err := charset.Decode(data, "")
	if err != nil {
		return nil, err
	}
	b := fill.NewBook("csv", fill.NewBudget())
	b.Notes = enc.Note()
	if bytes.IndexByte(text, '\n') < 0 { // the line ends of old Macs
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	comma, lines, split := delimiter(text)
	if !Named(name) && 2*split <= lines {
		return nil, &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "这是一段文字，不是表格，只是扩展名写成了 " + filepath.Ext(name),
			Cure: "请确认选对了文件；网上系统没有导出成功时，请重新登录系统导出"}
	}
	s := b.Sheet(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), grid.Visible)
	if err := fillSheet(b, s, text, comma); err != nil {
		return nil, err
	}
	if s.MaxRow() == 0 {
		return nil, &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: "文件里没有内容", Cure: "请重新导出"}
	}
	return b.Book, nil
}

// fillSheet fills the sheet by RFC 4180, strictly.
func fillSheet(book *fill.Book, s *fill.Sheet, text []byte, comma rune) error {
	r := csv.NewReader(&narrow{r: bytes.NewReader(text), comma: byte(comma)})
	r.Comma = comma
	r.FieldsPerRecord = -1
	r.ReuseRecord = true
	within := 0 // line ends inside the fields so far: they begin no row
	for {
		record, err := r.Read()
		if err == io.EOF {
			return s.Done()
		}
		if err != nil {
			return broken(err)
		}
		line, _ := r.FieldPos(0)
		row := line - within
		if row > fill.Rows {
			return fill.Over(fmt.Sprintf("行数超过 %d", fill.Rows))
		}
		for i, field := range record {
			if field == "" {
				continue
			}
			within += strings.Count(field, "\n")
			t, err := book.Texts.Add([]byte(field))
			if err != nil {
				return err
			}
			if err := s.Put(row, &grid.Cell{Col: int32(i + 1), Kind: grid.String, Text: t}); err != nil {
				return err
			}
		}
	}
}

// narrow ends the text at a row with too many fields, before all of them are
// taken into memory.
type narrow struct {
	r      io.Reader
	comma  byte
	quoted bool
	fields int // delimiters of the row so far
}

func (n *narrow) Read(p []byte) (int, error) {
	k, err := n.r.Read(p)
	for _, c := range p[:k] {
		switch {
		case c == '"':
			n.quoted = !n.quoted // a doubled one changes nothing
		case n.quoted:
		case c == '\n':
			n.fields = 0
		case c == n.comma:
			if n.fields++; n.fields >= fill.Columns {
				return 0, fill.Over(fmt.Sprintf("一行超过 %d 列", fill.Columns))
			}
		}
	}
	return k, err
}

func broken(err error) error {
	if f, ok := errors.AsType[*grid.Fault](err); ok {
		return f
	}
	e := &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: "引号不成对", Cure: "请用 Excel 或 WPS 打开检查后另存为 .xlsx", Err: err}
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		e.Cause = fmt.Sprintf("第 %d 行的引号不成对", p.StartLine)
	}
	return e
}

// delimiter chooses the character that splits the first lines most evenly:
// most lines with the same number of fields above one. In a tie a tab wins, for
// commas stand in figures and sentences, and then a comma. It also counts those
// lines, and how many of them are split at all.
func delimiter(text []byte) (best rune, lines, split int) {
	score := -1
	for _, d := range []rune{'\t', ',', ';'} {
		r := csv.NewReader(bytes.NewReader(text[:min(len(text), 64<<10)]))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = d, -1, true
		widths := map[int]int{}
		all, several := 0, 0
		for range 50 {
			record, err := r.Read()
			if err != nil {
				break
			}
			if all++; len(record) > 1 {
				several++
				widths[len(record)]++
			}
		}
		n := 0
		for _, lines := range widths {
			n = max(n, lines)
		}
		if n > score {
			best, score, lines, split = d, n, all, several
		}
	}
	if score == 0 {
		best = ','
	}
	return best, lines, split
}
