package book

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// openCSV reads a text as a workbook of one sheet, every cell a string. The
// text may be UTF-8, UTF-16 with a byte order mark, or GB18030; the delimiter
// is the one of comma, tab and semicolon that the first lines agree on.
func openCSV(f File) (*grid.Book, error) {
	name, data := f.Name, f.Data
	if !isCSVName(name) {
		return nil, &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "这是文本表格（CSV），只是扩展名写成了 " + filepath.Ext(name),
			Cure: "请把扩展名改回 .csv，或用 Excel、WPS 打开后另存为 .xlsx"}
	}
	text, encoding, err := csvText(data)
	if err != nil {
		return nil, err
	}
	b := fill.NewBook("csv", fill.NewBudget())
	if encoding != "" {
		b.Notes = append(b.Notes, grid.Note{Rule: "import/ignored", Message: "文本按 " + encoding + " 编码读出"})
	}
	if bytes.IndexByte(text, '\n') < 0 { // the line ends of old Macs
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n"))
	}
	s := b.Sheet(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), grid.Visible)
	if err := readCSV(b, s, text); err != nil {
		return nil, err
	}
	if s.MaxRow() == 0 {
		return nil, &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: "文件里没有内容", Cure: "请重新导出"}
	}
	return b.Book, nil
}

func isCSVName(name string) bool {
	switch strings.ToLower(filepath.Ext(name)) {
	case ".csv", ".txt", ".tsv":
		return true
	}
	return false
}

// foreignText bounds a text that has to be decoded in memory.
const foreignText = 16 << 20

// csvText decodes the text and names the encoding when it is not UTF-8.
func csvText(data []byte) (text []byte, encoding string, err error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		data = data[3:]
		if !utf8.Valid(data) {
			return nil, "", brokenText("UTF-8")
		}
		return data, "", nil
	case len(data) > foreignText && !utf8.Valid(data):
		return nil, "", fill.Over(fmt.Sprintf("不是 UTF-8 的文本超过 %d MB", foreignText>>20))
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		if text = fromUTF16(data); text == nil {
			return nil, "", brokenText("UTF-16")
		}
		return text, "UTF-16", nil
	case utf8.Valid(data):
		return data, "", nil
	}
	text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || !validGB18030(data) {
		return nil, "", brokenText("GB18030")
	}
	return text, "GB18030", nil
}

func brokenText(encoding string) *grid.Fault {
	return &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: "文本里有不是 " + encoding + " 的字节", Cure: "请用 Excel 或 WPS 打开检查有无乱码，另存为 .xlsx"}
}

// validGB18030 reports whether every byte belongs to a character of GB18030.
// The decoder puts U+FFFD for one that does not, and the encoding has a
// four-byte form for U+FFFD itself that no office types.
func validGB18030(data []byte) bool {
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	return err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}

// fromUTF16 decodes a text that begins with its byte order mark, nil when it
// is none.
func fromUTF16(data []byte) []byte {
	if len(data)%2 != 0 {
		return nil
	}
	big := data[0] == 0xFE
	units := make([]uint16, 0, len(data)/2)
	for i := 2; i < len(data); i += 2 {
		u := uint16(data[i]) | uint16(data[i+1])<<8
		if big {
			u = u<<8 | u>>8
		}
		units = append(units, u)
	}
	text := string(utf16.Decode(units))
	if strings.ContainsRune(text, utf8.RuneError) {
		return nil
	}
	return []byte(text)
}

// readCSV fills the sheet by RFC 4180, strictly.
func readCSV(book *fill.Book, s *fill.Sheet, text []byte) error {
	comma := delimiter(text)
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
			return csvError(err)
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

func csvError(err error) error {
	if f, ok := errors.AsType[*grid.Fault](err); ok {
		return f
	}
	e := &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: "引号不成对", Cure: "请用 Excel 或 WPS 打开检查后另存为 .xlsx", Err: err}
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		e.Cause = fmt.Sprintf("第 %d 行的引号不成对", p.Line)
	}
	return e
}

// delimiter chooses the character that splits the first lines most evenly:
// most lines with the same number of fields above one. Comma wins a tie.
func delimiter(text []byte) rune {
	best, score := ',', 0
	for _, d := range []rune{',', '\t', ';'} {
		r := csv.NewReader(bytes.NewReader(text[:min(len(text), 64<<10)]))
		r.Comma, r.FieldsPerRecord, r.LazyQuotes = d, -1, true
		widths := map[int]int{}
		for range 50 {
			record, err := r.Read()
			if err != nil {
				break
			}
			if len(record) > 1 {
				widths[len(record)]++
			}
		}
		n := 0
		for _, lines := range widths {
			n = max(n, lines)
		}
		if n > score {
			best, score = d, n
		}
	}
	return best
}
