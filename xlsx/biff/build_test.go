package biff

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
	"testing"
	"unicode/utf16"

	"ziping/xlsx/grid"
)

// rec is one record.
func rec(kind int, data ...[]byte) []byte {
	body := bytes.Join(data, nil)
	out := binary.LittleEndian.AppendUint16(nil, uint16(kind))
	out = binary.LittleEndian.AppendUint16(out, uint16(len(body)))
	return append(out, body...)
}

func u8(n int) []byte  { return []byte{byte(n)} }
func u16(n int) []byte { return binary.LittleEndian.AppendUint16(nil, uint16(n)) }
func u32(n int) []byte { return binary.LittleEndian.AppendUint32(nil, uint32(n)) }
func f64(v float64) []byte {
	return binary.LittleEndian.AppendUint64(nil, math.Float64bits(v))
}

// wide is the characters of s in two bytes each, narrow in one.
func wide(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = binary.LittleEndian.AppendUint16(b, u)
	}
	return b
}

func narrow(s string) []byte { return []byte(s) }

// utext is a string with a two-byte count, in wide characters.
func utext(s string) []byte {
	return bytes.Join([][]byte{u16(len(utf16.Encode([]rune(s)))), u8(1), wide(s)}, nil)
}

func at(row, col, xf int) []byte {
	return bytes.Join([][]byte{u16(row - 1), u16(col - 1), u16(xf)}, nil)
}

// Format 0 of the test workbook is General, 1 a date, 2 a percentage.
func globalsOf(more ...[]byte) []byte {
	xf := func(format int) []byte { return rec(recXF, u16(0), u16(format), make([]byte, 16)) }
	return bytes.Join([][]byte{rec(recBOF, u16(0x0600), u16(5), make([]byte, 12)), rec(recFormat, u16(164), utext(`yyyy"年"m"月"d"日"`)), xf(0), xf(164), xf(10), bytes.Join(more, nil)}, nil)
}

// stream is a workbook stream of one visible sheet 表 with the given records.
func stream(globals []byte, sheet ...[]byte) []byte {
	entry := rec(recBoundSheet, u32(0), u8(0), u8(0), u8(1), u8(1), wide("表"))
	start := len(globals) + len(entry) + 4
	binary.LittleEndian.PutUint32(entry[4:], uint32(start))
	return bytes.Join([][]byte{globals, entry, rec(recEOF), rec(recBOF, u16(0x0600), u16(0x10), make([]byte, 12)), bytes.Join(sheet, nil), rec(recEOF)}, nil)
}

func dump(b *grid.Book) []string {
	kinds := map[grid.Kind]string{grid.Empty: "empty", grid.Number: "number", grid.String: "string", grid.Bool: "bool", grid.Error: "error", grid.Date: "date"}
	var out []string
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				line := fmt.Sprintf("%s!%s %s %q", s.Name, grid.Ref{Row: r.Num, Col: int(c.Col)}, kinds[c.Kind], c.Text)
				if c.Formula() != nil && c.Formula().Cached {
					line += " formula"
				}
				if r.Hidden {
					line += " hidden"
				}
				out = append(out, line)
			}
		}
	}
	return out
}

func read(t testing.TB, data []byte) []string {
	b, err := Read(data, "")
	if err != nil {
		t.Helper()
		t.Fatal(err)
	}
	return dump(b)
}
