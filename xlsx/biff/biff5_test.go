package biff

import (
	"bytes"
	"encoding/binary"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"

	"ziping/xlsx/grid"
)

// A book5 makes BIFF5 streams by hand, after the layout of the records in the
// documentation of Excel 5 ([MS-XLS] where it did not change).
type book5 struct {
	page  int // 0: no CODEPAGE record
	to    encoding.Encoding
	more  []byte // further records of the globals
	kinds []int  // of sheets; nil is one worksheet
	state int
}

var gbk = book5{page: 936, to: simplifiedchinese.GBK}

// bytes5 is s in the code page.
func (k book5) bytes(s string) []byte {
	b, err := k.to.NewEncoder().Bytes([]byte(s))
	if err != nil {
		panic(err)
	}
	return b
}

func (k book5) text(lenBytes int, s string) []byte {
	b := k.bytes(s)
	if lenBytes == 1 {
		return join(u8(len(b)), b)
	}
	return join(u16(len(b)), b)
}

// Fonts 0 and 1 are plain, 2 is struck through. Styles are 0 General, 1 a date,
// 2 a percentage, 3 struck through, 4 万元.
func (k book5) globals() []byte {
	font := func(flags int) []byte {
		return rec(recFont, u16(200), u16(flags), make([]byte, 10), k.text(1, "SimSun"))
	}
	xf := func(font, format int) []byte { return rec(recXF, u16(font), u16(format), make([]byte, 12)) }
	out := rec(recBOF, u16(0x0500), u16(5), make([]byte, 4))
	if k.page > 0 {
		out = append(out, rec(recCodePage, u16(k.page))...)
	}
	return join(out, font(0), font(0), font(8), rec(recFormat, u16(164), k.text(1, `yyyy"-"m"-"d`)), rec(recFormat, u16(165), k.text(1, `0!.0,"W"`)),
		xf(0, 0), xf(1, 164), xf(0, 10), xf(2, 0), xf(0, 165), k.more)
}

// stream is a workbook of sheets that hold the same cells.
func (k book5) stream(names []string, cells ...[]byte) []byte {
	out := k.globals()
	var at []int
	for i, name := range names {
		kind := 0
		if i < len(k.kinds) {
			kind = k.kinds[i]
		}
		at = append(at, len(out)+4)
		out = append(out, rec(recBoundSheet, u32(0), u8(k.state), u8(kind), k.text(1, name))...)
	}
	out = append(out, rec(recEOF)...)
	for i := range names {
		binary.LittleEndian.PutUint32(out[at[i]:], uint32(len(out)))
		out = append(out, join(rec(recBOF, u16(0x0500), u16(0x10), make([]byte, 4)), join(cells...), rec(recEOF))...)
	}
	return out
}

// lone is a worksheet without a workbook, as short programs write it.
func lone(version int, cells ...[]byte) []byte {
	return join(rec(recBOF, u16(version), u16(0x10), make([]byte, 4)), join(cells...), rec(recEOF))
}

func (k book5) label(row, col, xf int, s string) []byte {
	return rec(recLabel, at(row, col, xf), k.text(2, s))
}

func (k book5) rich(row, col int, s string, runs ...int) []byte {
	out := join(at(row, col, 0), k.text(2, s), u8(len(runs)/2))
	for _, n := range runs {
		out = append(out, byte(n))
	}
	return rec(recRString, out)
}

func formula5(row, col int, value []byte) []byte {
	return rec(recFormula, at(row, col, 0), value, u16(0), u32(0), u16(3), []byte{0x1E, 1, 0})
}

var stringResult = []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}

// book5Cases are the small BIFF5 workbooks: what they hold and what is read.
func book5Cases() []struct {
	name string
	data []byte
	want string
} {
	g := gbk
	one := func(k book5, cells ...[]byte) []byte { return k.stream([]string{"表"}, cells...) }
	latin := book5{page: 1252, to: charmap.Windows1252}
	plain := book5{to: simplifiedchinese.GBK}
	macro, hidden, very, old := g, g, g, g
	macro.kinds, hidden.state, very.state = []int{0, 1, 2, 6}, 1, 2
	old.more = rec(recDateMode, u16(1))
	external := g
	external.more = rec(recExternSheet, u8(9), u8(1), g.bytes("别的表.xls"))
	return []struct {
		name string
		data []byte
		want string
	}{
		{"numbers", one(g, rec(recNumber, at(1, 1, 0), f64(73500.5)), rec(recNumber, at(1, 2, 0), f64(-0.1)), rec(recNumber, at(2, 1, 0), f64(1e-9))), `A1 number "73500.5"|B1 number "-0.1"|A2 number "1E-09"`},
		{"packed numbers", one(g, rec(recRK, at(1, 1, 0), u32(7350050<<2|3)), rec(recRK, at(1, 2, 0), u32(-5<<2|2))), `A1 number "73500.5"|B1 number "-5"`},
		{"a row of packed numbers", one(g, rec(recMulRK, u16(1), u16(0), u16(0), u32(1<<2|2), u16(2), u32(50<<2|3), u16(1))), `A2 number "1"|B2 number "0.5" [0.00%]`},
		{"texts", one(g, g.label(1, 1, 0, "科普活动"), g.label(1, 2, 0, "abc"), g.label(1, 3, 0, "")), `A1 string "科普活动"|B1 string "abc"`},
		{"a text of 255 bytes", one(g, g.label(1, 1, 0, strings.Repeat("长", 127)+"a")), `A1 string "` + strings.Repeat("长", 127) + `a"`},
		{"rich text", one(g, g.rich(1, 1, "富文本", 0, 1)), `A1 string "富文本"`},
		{"dates", one(g, rec(recNumber, at(1, 1, 1), f64(44750)), rec(recRK, at(1, 2, 1), u32(44750<<2|2)), rec(recNumber, at(1, 3, 1), f64(-1))), `A1 date "2022-07-08"|B1 date "2022-07-08"|C1 number "-1"`},
		{"dates of 1904", one(old, rec(recNumber, at(1, 1, 1), f64(43288))), `A1 date "2022-07-08"`},
		{"truth and errors", one(g, rec(recBoolErr, at(1, 1, 0), u8(1), u8(0)), rec(recBoolErr, at(1, 2, 0), u8(0x07), u8(1)), rec(recBoolErr, at(1, 3, 0), u8(0x2A), u8(1))), `A1 bool "1"|B1 error "#DIV/0!"|C1 error "#N/A"`},
		{"formulas", one(g, formula5(1, 1, f64(72500)), formula5(1, 2, []byte{1, 0, 1, 0, 0, 0, 0xFF, 0xFF}), formula5(1, 3, []byte{2, 0, 0x17, 0, 0, 0, 0xFF, 0xFF})), `A1 number "72500" formula|B1 bool "1" formula|C1 error "#REF!" formula`},
		{"text of a formula", one(g, formula5(1, 1, stringResult), rec(recString, g.text(2, "abc"))), `A1 string "abc" formula`},
		{"text of a formula in Chinese", one(g, formula5(1, 1, stringResult), rec(recString, g.text(2, "合格"))), `A1 string "合格" formula`},
		{"blanks", one(g, rec(0x0201, at(6, 1, 0)), rec(0x00BE, u16(5), u16(1), u16(0), u16(0), u16(2)), rec(recNumber, at(7, 1, 0), f64(1))), `A7 number "1"`},
		{"the last cell", one(g, rec(recNumber, at(16384, 256, 0), f64(1))), `IV16384 number "1"`},
		{"rows out of order", one(g, rec(recNumber, at(3, 1, 0), f64(3)), rec(recNumber, at(1, 1, 0), f64(1))), `A1 number "1"|A3 number "3"`},
		{"hidden row", one(g, rec(recRow, u16(0), make([]byte, 10), u16(0x20), u16(0)), rec(recNumber, at(1, 1, 0), f64(3))), `A1 number "3" hidden`},
		{"struck out", one(g, rec(recNumber, at(1, 1, 3), f64(3)), g.rich(1, 2, "取消", 0, 2), g.rich(1, 3, "取消了", 4, 2), g.label(1, 4, 3, "作废")), `A1 number "3" struck|B1 string "取消" struck|C1 string "取消了"|D1 string "作废" struck`},
		{"a unit in the format", one(g, rec(recNumber, at(1, 1, 4), f64(123456))), `A1 number "123456" [0!.0,"W"]`},
		{"a percentage", one(g, rec(recNumber, at(1, 1, 2), f64(0.9667))), `A1 number "0.9667" [0.00%]`},
		{"a style that is none", one(g, rec(recNumber, at(1, 1, 99), f64(1))), `A1 number "1"`},
		{"a chart in the sheet", one(g, rec(recBOF, u16(0x0500), u16(0x20), make([]byte, 4)), rec(recNumber, at(9, 9, 0), f64(1)), rec(recEOF), rec(recNumber, at(1, 1, 0), f64(2))), `A1 number "2"`},
		{"a bare continuation", one(g, rec(recNumber, at(1, 1, 0), f64(2)), rec(recContinue), rec(recContinue, u8(1))), `A1 number "2"`},
		{"Western Europe", latin.stream([]string{"Blatt"}, latin.label(1, 1, 0, "Größe €")), `A1 string "Größe €"`},
		{"Traditional Chinese", func() []byte {
			k := book5{page: 950, to: traditionalchinese.Big5}
			return k.stream([]string{"a"}, k.label(1, 1, 0, "經費"))
		}(), `A1 string "經費"`},
		{"Japanese", func() []byte {
			k := book5{page: 932, to: japanese.ShiftJIS}
			return k.stream([]string{"a"}, k.label(1, 1, 0, "予算ｱ"))
		}(), `A1 string "予算ｱ"`},
		{"Korean", func() []byte {
			k := book5{page: 949, to: korean.EUCKR}
			return k.stream([]string{"a"}, k.label(1, 1, 0, "예산"))
		}(), `A1 string "예산"`},
		{"no code page, plain letters", plain.stream([]string{"Sheet1"}, plain.label(1, 1, 0, "abc")), `A1 string "abc"`},
		{"two sheets", g.stream([]string{"资金表", "台账"}, g.label(1, 1, 0, "甲")), `A1 string "甲"|A1 string "甲"`},
		{"sheets without cells", macro.stream([]string{"表", "宏", "图", "模块"}, g.label(1, 1, 0, "甲")), `A1 string "甲"`},
		{"hidden sheet", one(hidden, g.label(1, 1, 0, "甲")), `A1 string "甲"`},
		{"very hidden sheet", one(very, g.label(1, 1, 0, "甲")), `A1 string "甲"`},
		{"a link", one(external, g.label(1, 1, 0, "甲")), `A1 string "甲"`},
		{"merged", one(g, rec(recMergedCells, u16(1), u16(0), u16(0), u16(0), u16(3)), g.label(1, 1, 0, "甲")), `A1 string "甲"`},
		{"a sheet alone", lone(0, rec(recLabel, at(1, 1, 0), gbk.text(2, "科普活动")), rec(recNumber, at(1, 2, 0), f64(46000.5)), rec(recRK, at(2, 1, 0), u32(-5<<2|2))), `A1 string "科普活动"|B1 number "46000.5"|A2 number "-5"`},
		{"a sheet alone of version 7", lone(7, rec(recCodePage, u16(936)), rec(recLabel, at(1, 1, 0), gbk.text(2, "科普"))), `A1 string "科普"`},
		{"frozen", one(g, rec(recWindow2, u16(8), make([]byte, 8)), rec(recPane, u16(0), u16(3), u16(3), u16(0), u16(2)), g.label(1, 1, 0, "甲")), `A1 string "甲"`},
	}
}

var update = flag.Bool("update", false, "rewrite the files of testdata/biff5")

// TestBIFF5 reads the small workbooks; testdata/biff5 holds them as files.
func TestBIFF5(t *testing.T) {
	for _, c := range book5Cases() {
		path := filepath.Join("testdata", "biff5", c.name+".xls")
		if *update {
			if err := os.WriteFile(path, c.data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if data, err := os.ReadFile(path); err != nil || !bytes.Equal(data, c.data) {
			t.Errorf("%s is not the workbook of the test (-update writes it): %v", path, err)
		}
		b, err := Read(c.data, "")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if d := cmp.Diff(c.want, strings.Join(detail(b), "|")); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// detail is dump without sheet names, with formats and strike-through.
func detail(b *grid.Book) (out []string) {
	lines := dump(b)
	i := 0
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				_, line, _ := strings.Cut(lines[i], "!")
				if f := c.Format(); f != nil && !f.Date {
					line += " [" + f.Code + "]"
				}
				if c.Strike() {
					line += " struck"
				}
				out = append(out, line)
				i++
			}
		}
	}
	return out
}

func TestBIFF5Structure(t *testing.T) {
	read := func(name string) *grid.Book {
		for _, c := range book5Cases() {
			if c.name == name {
				b, err := Read(c.data, "")
				if err != nil {
					t.Fatal(name, err)
				}
				return b
			}
		}
		t.Fatal(name)
		return nil
	}
	if b := read("two sheets"); b.Sheets[0].Name != "资金表" || b.Sheets[1].Name != "台账" || b.Format != "xls" {
		t.Errorf("%+v", b.Sheets)
	}
	if b := read("sheets without cells"); len(b.Sheets) != 1 || len(b.Notes) != 3 {
		t.Errorf("%+v", b.Notes)
	}
	if read("hidden sheet").Sheets[0].Visibility != grid.Hidden || read("very hidden sheet").Sheets[0].Visibility != grid.VeryHidden {
		t.Error("visibility")
	}
	if b := read("a link"); !cmp.Equal(b.External, []string{"别的表.xls"}) {
		t.Errorf("%q", b.External)
	}
	if b := read("merged"); !cmp.Equal(b.Sheets[0].Merges, []grid.Range{{Top: 1, Left: 1, Bottom: 1, Right: 4}}) {
		t.Errorf("%v", b.Sheets[0].Merges)
	}
	if b := read("frozen"); b.Sheets[0].FrozenRows != 3 {
		t.Error(b.Sheets[0].FrozenRows)
	}
	if b := read("struck out"); len(b.Notes) != 1 || b.Notes[0].Cell != "C1" {
		t.Errorf("%+v", b.Notes)
	}
	unnamed := book5{to: simplifiedchinese.GBK}
	b, err := Read(unnamed.stream([]string{"资金表"}, unnamed.label(1, 1, 0, "科普")), "")
	if err != nil || b.Sheets[0].Cell(1, 1).Text != "科普" || len(b.Notes) != 1 || !strings.Contains(b.Notes[0].Message, "GB18030") {
		t.Errorf("%v %+v", err, b)
	}
}

func TestBIFF5Refused(t *testing.T) {
	g := gbk
	one := func(k book5, cells ...[]byte) []byte { return k.stream([]string{"a"}, cells...) }
	raw := func(s string) []byte { return rec(recLabel, at(2, 3, 0), u16(len(s)), []byte(s)) }
	noPage, ascii, strange := g, g, g
	noPage.page, ascii.page, strange.page = 0, 1252, 1200
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"half a character", one(g, raw("\xbf\xc6\xc6")), "a!C2：有不是代码页 936 的文字"},
		{"a byte that is none", one(g, raw("\xff\xff")), "a!C2：有不是代码页 936 的文字"},
		{"no code page and not GB18030", one(noPage, raw("\xff\xfe")), "a!C2：文件没有说明文字的编码"},
		{"a hole in the code page", one(ascii, raw("\x81")), "a!C2：有不是代码页 1252 的文字"},
		{"a code page that is none", one(strange, raw("\xbf\xc6")), "代码页 1200"},
		{"a name in no code page", strange.stream([]string{"资金表"}), "工作表名不认识的文字编码"},
		{"text cut off", one(g, rec(recLabel, at(1, 1, 0), u16(9), []byte("abc"))), "写坏了"},
		{"cell twice", one(g, g.label(1, 1, 0, "a"), g.label(1, 1, 0, "b")), "同一个单元格存了两次"},
		{"a formula's text lost", one(g, formula5(1, 2, stringResult)), "a!B1：公式的文字结果丢了"},
		{"shared string", one(g, rec(recLabelSST, at(1, 1, 0), u32(0))), "指向文字表里没有的"},
		{"UTF-8 where no code page is named", lone(0, rec(recLabel, at(1, 1, 0), u16(12), []byte("科普活动"))), "Sheet1!A1：文件没有说明文字的编码"},
		{"styles in a sheet alone", lone(0, rec(recXF, make([]byte, 16))), "带了样式"},
		{"a sheet alone that is cut off", lone(0, rec(recNumber, at(1, 1, 0), f64(1)))[:30], "在一半处断了"},
		{"a sheet without a workbook, of a version", join(rec(recBOF, u16(0x0500), u16(0x10), make([]byte, 4)), rec(recEOF)), "没有工作表清单"},
		{"password", one(book5{page: 936, to: g.to, more: rec(recFilePass, u16(1), u16(2))}), "打开密码"},
	} {
		_, err := Read(c.data, "")
		f, ok := errors.AsType[*grid.Fault](err)
		if !ok || !strings.Contains(f.Error(), c.want) || f.Cure == "" {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
	data := one(g, g.label(1, 1, 0, "科普"), formula5(1, 2, stringResult), rec(recString, g.text(2, "合格")))
	for i := range data {
		if _, err := Read(data[:i], ""); err == nil {
			t.Errorf("the first %d of %d bytes are accepted", i, len(data))
		}
	}
}

// TestBombs: records that cost more than they weigh.
func TestBombs(t *testing.T) {
	empty := func(n int) []byte { return bytes.Repeat(rec(recContinue), n) }
	sst := func(n int) []byte { // as many empty strings, in as many records as they take
		out := rec(recSST, u32(n), u32(n))
		for left := n; left > 0; left -= 2700 {
			out = append(out, rec(recContinue, make([]byte, 3*min(left, 2700)))...)
		}
		return out
	}
	// 1,900 sheets that are all the same 800 KB of records.
	same := gbk.globals()
	start := len(same) + 1900*(4+4+2+2) + 4
	same = append(same, bytes.Repeat(rec(recBoundSheet, u32(start), u8(0), u8(0), u8(1), []byte("a")), 1900)...)
	same = join(same, rec(recEOF), rec(recBOF, u16(0x0500), u16(0x10), make([]byte, 4)), bytes.Repeat(rec(0x00EC, make([]byte, 8000)), 100), rec(recEOF))
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"12 million empty CONTINUE records", stream(globalsOf(), rec(recNumber, at(1, 1, 0), f64(1)), empty(12_000_000)), ""},
		{"a row of packed numbers in as many pieces", stream(globalsOf(), rec(recMulRK, u16(1), u16(0)), empty(4_000_000), rec(recContinue, u16(0), u32(6), u16(0))), ""},
		{"9 million empty strings", stream(globalsOf(sst(9_000_000))), "不同的文字过多"},
		{"1,900 sheets of the same records", same, "工作量过大"},
	} {
		before := allocated()
		_, err := Read(c.data, "")
		if mb := (allocated() - before) >> 20; mb > 200 {
			t.Errorf("%s: %d MB", c.name, mb)
		}
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
}
