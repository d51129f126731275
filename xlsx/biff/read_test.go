package biff

import (
	"bytes"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/xlsx/grid"
)

func TestCells(t *testing.T) {
	formula := func(row, col int, value []byte) []byte {
		return rec(recFormula, at(row, col, 0), value, u16(0), u32(0), u16(0))
	}
	data := stream(globalsOf(rec(recSST, u32(1), u32(1), utext("合计"))),
		rec(recNumber, at(1, 1, 0), f64(0.30000000000000004)),
		rec(recRK, at(1, 2, 0), u32(7350050<<2|3)),
		rec(recRK, at(1, 3, 0), u32(-5<<2|2)),
		rec(recRK, at(1, 4, 1), u32(44750<<2|2)),
		rec(recMulRK, u16(1), u16(0), u16(0), u32(1<<2|2), u16(2), u32(50<<2|3), u16(1)),
		rec(recLabelSST, at(3, 1, 0), u32(0)),
		rec(recLabel, at(3, 2, 0), u16(3), u8(0), narrow("abc")),
		rec(recRString, at(3, 3, 0), utext("富文本"), u16(1), u32(0)),
		rec(recBoolErr, at(4, 1, 0), u8(1), u8(0)),
		rec(recBoolErr, at(4, 2, 0), u8(0x07), u8(1)),
		formula(5, 1, f64(72500)),
		formula(5, 2, []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}), rec(0x04BC, make([]byte, 8)), rec(recString, utext("公式文字")),
		formula(5, 3, []byte{1, 0, 1, 0, 0, 0, 0xFF, 0xFF}),
		formula(5, 4, []byte{2, 0, 0x2A, 0, 0, 0, 0xFF, 0xFF}),
		formula(5, 5, []byte{3, 0, 0, 0, 0, 0, 0xFF, 0xFF}),
		rec(recBOF, u16(0x0600), u16(0x20), make([]byte, 12)), rec(recNumber, at(9, 9, 0), f64(1)), rec(recEOF), // a chart
		rec(0x0201, at(6, 1, 0)), rec(0x00BE, u16(5), u16(1), u16(0), u16(0), u16(2)), // blanks
		rec(recRow, u16(2), make([]byte, 10), u16(0x20), u16(0)),
		rec(recNumber, at(7, 1, 0), f64(1e-7)), rec(recNumber, at(7, 2, 0), f64(123456789012345678)), rec(recNumber, at(7, 3, 9), f64(math.Copysign(0, -1))),
	)
	want := []string{
		`表!A1 number "0.30000000000000004"`, `表!B1 number "73500.5"`, `表!C1 number "-5"`, `表!D1 date "2022-07-08"`,
		`表!A2 number "1"`, `表!B2 number "0.5"`,
		`表!A3 string "合计" hidden`, `表!B3 string "abc" hidden`, `表!C3 string "富文本" hidden`,
		`表!A4 bool "1"`, `表!B4 error "#DIV/0!"`,
		`表!A5 number "72500" formula`, `表!B5 string "公式文字" formula`, `表!C5 bool "1" formula`, `表!D5 error "#N/A" formula`, `表!E5 string "" formula`,
		`表!A7 number "1E-07"`, `表!B7 number "123456789012345680"`, `表!C7 number "0"`,
	}
	if d := cmp.Diff(want, read(t, data)); d != "" {
		t.Error(d)
	}
}

// TestUncalculated: in a workbook that a library wrote, formulas have no result
// yet; where one has, the others' are results too.
func TestUncalculated(t *testing.T) {
	formula := func(kind, col int, value []byte, flags, chain int) []byte {
		return rec(kind, at(1, col, 0), value, u16(flags), u32(chain), u16(0))
	}
	blank := []byte{3, 0, 0, 0, 0, 0, 0xFF, 0xFF}
	constant := rec(recNumber, at(1, 9, 0), f64(5))
	none := []string{`表!A1 empty ""`, `表!B1 empty ""`, `表!I1 number "5"`}
	for _, c := range []struct {
		name  string
		cells []byte
		want  []string
	}{
		{"blank", join(formula(recFormula, 1, blank, 0, 0), formula(recFormula, 2, blank, 3, 0)), none},
		{"zero", join(formula(recFormula, 1, f64(0), 2, 0), formula(recFormula, 2, blank, 2, 0)), none},
		{"zero without the wish", join(formula(recFormula, 1, f64(0), 0, 0), formula(recFormula, 2, blank, 2, 0)), []string{`表!A1 number "0" formula`, `表!B1 string "" formula`, none[2]}},
		{"in the chain", join(formula(recFormula, 1, blank, 0, 0), formula(recFormula, 2, blank, 0, 7)), []string{`表!A1 string "" formula`, `表!B1 string "" formula`, none[2]}},
		{"one with a result", join(formula(recFormula, 1, f64(0), 2, 0), formula(recFormula, 2, f64(3), 2, 0)), []string{`表!A1 number "0" formula`, `表!B1 number "3" formula`, none[2]}},
		{"records of older formats", join(formula(recFormula3, 1, f64(2), 2, 0), formula(recFormula4, 2, f64(3), 2, 0)), []string{`表!A1 number "2" formula`, `表!B1 number "3" formula`, none[2]}},
	} {
		if d := cmp.Diff(c.want, read(t, stream(globalsOf(), c.cells, constant))); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
}

// TestStrings crosses CONTINUE records in every way they can be crossed.
func TestStrings(t *testing.T) {
	cells := func(n int) (out []byte) {
		for i := range n {
			out = append(out, rec(recLabelSST, at(1, i+1, 0), u32(i))...)
		}
		return out
	}
	rich := func(text []byte, n int) []byte { // flags: wide, phonetic, runs
		return bytes.Join([][]byte{u16(n), u8(1 | 4 | 8), u16(2), u32(5), text, make([]byte, 8), make([]byte, 5)}, nil)
	}
	for _, c := range []struct {
		name string
		sst  []byte
		want string
	}{
		{"cut between strings", join(rec(recSST, u32(2), u32(2), utext("甲")), rec(recContinue, utext("乙"))), "甲|乙"},
		{"cut in wide characters", join(rec(recSST, u32(1), u32(1), u16(4), u8(1), wide("科普")), rec(recContinue, u8(1), wide("活动"))), "科普活动"},
		{"wide, then narrow", join(rec(recSST, u32(1), u32(1), u16(4), u8(1), wide("科普")), rec(recContinue, u8(0), narrow("ab"))), "科普ab"},
		{"narrow, then wide", join(rec(recSST, u32(1), u32(1), u16(4), u8(0), narrow("ab")), rec(recContinue, u8(1), wide("科普"))), "ab科普"},
		{"cut before the first character", join(rec(recSST, u32(1), u32(1), u16(2), u8(1)), rec(recContinue, u8(0), narrow("ab"))), "ab"},
		{"cut in a pair", join(rec(recSST, u32(1), u32(1), u16(2), u8(1), wide("😀")[:2]), rec(recContinue, u8(1), wide("😀")[2:])), "😀"},
		{"empty continuation", join(rec(recSST, u32(1), u32(1), u16(2), u8(1), wide("甲")), rec(recContinue), rec(recContinue, u8(1), wide("乙"))), "甲乙"},
		{"runs and phonetic", join(rec(recSST, u32(2), u32(2), rich(wide("富"), 1), utext("后"))), "富|后"},
		{"runs cut", join(rec(recSST, u32(2), u32(2), rich(wide("富"), 1)[:14]), rec(recContinue, rich(wide("富"), 1)[14:], utext("后"))), "富|后"},
		{"empty string", rec(recSST, u32(2), u32(2), u16(0), u8(0), utext("后")), "后"},
	} {
		b, err := Read(stream(globalsOf(c.sst), cells(strings.Count(c.want, "|")+1+strings.Count(c.name, "empty string"))), "")
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, cell := range b.Sheets[0].Rows[0].Cells {
			got = append(got, cell.Text)
		}
		if s := strings.Join(got, "|"); s != c.want {
			t.Errorf("%s: got %q, want %q", c.name, s, c.want)
		}
	}
}

func join(p ...[]byte) []byte { return bytes.Join(p, nil) }

func TestStructure(t *testing.T) {
	globals := globalsOf(rec(recDateMode, u16(1)), rec(recSupBook, u16(1), utext("\x01别的表.xls"), utext("Sheet1")), rec(recSupBook, u16(1), u16(0x0401)),
		rec(recBoundSheet, u32(1), u8(0), u8(2), u8(2), u8(0), narrow("图1")[:2]))
	data := stream(globals,
		rec(recWindow2, u16(8), make([]byte, 16)), rec(recPane, u16(0), u16(3), u16(3), u16(0), u16(2)),
		rec(recColInfo, u16(1), u16(2), u16(0), u16(0), u16(1), u16(0)), rec(recColInfo, u16(3), u16(3), u16(0), u16(0), u16(0), u16(0)),
		rec(recMergedCells, u16(2), u16(0), u16(0), u16(0), u16(6), u16(3), u16(3), u16(3), u16(3)),
		rec(recNumber, at(1, 1, 1), f64(43288)))
	b, err := Read(data, "")
	if err != nil {
		t.Fatal(err)
	}
	s := b.Sheets[0]
	if !b.Date1904 || !cmp.Equal(b.External, []string{"别的表.xls"}) || len(b.Notes) != 1 || b.Format != "xls" {
		t.Errorf("book: %+v", b)
	}
	if s.FrozenRows != 3 || !cmp.Equal(s.HiddenCols, []grid.Range{{Left: 2, Right: 3}}) || !cmp.Equal(s.Merges, []grid.Range{{Top: 1, Left: 1, Bottom: 1, Right: 7}}) {
		t.Errorf("sheet: %d %v %v", s.FrozenRows, s.HiddenCols, s.Merges)
	}
	if d := cmp.Diff([]string{`表!A1 date "2022-07-08"`}, dump(b)); d != "" {
		t.Error(d)
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"encrypted", stream(globalsOf(rec(recFilePass, make([]byte, 6)))), "打开密码"},
		{"BIFF4", append([]byte{0x09, 0x04, 6, 0, 0, 0, 0x10, 0, 0, 0}, make([]byte, 8)...), "Excel 4 或更早"},
		{"string out of range", stream(globalsOf(), rec(recLabelSST, at(2, 3, 0), u32(0))), "表!C2：指向文字表里没有的第 0 项"},
		{"cell twice", stream(globalsOf(), rec(recNumber, at(1, 1, 0), f64(1)), rec(recNumber, at(1, 1, 0), f64(2))), "表!A1：同一个单元格存了两次"},
		{"string of a formula lost", stream(globalsOf(), rec(recFormula, at(1, 2, 0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8))), "表!B1：公式的文字结果丢了"},
		{"NaN", stream(globalsOf(), rec(recNumber, at(1, 1, 0), []byte{1, 0, 0, 0, 0, 0, 0xF8, 0x7F})), "表!A1：数字写坏了"},
		{"a number of Excel 2", stream(globalsOf(), rec(recNumber2, u16(0), u16(0), make([]byte, 3), f64(1))), "Excel 2 的写法"},
		{"column 257", stream(globalsOf(), rec(recNumber, at(1, 257, 0), f64(1))), "列号超过 256"},
		{"MULRK of another width", stream(globalsOf(), rec(recMulRK, u16(1), u16(0), u16(0), u32(6), u16(5))), "列号对不上"},
		{"short record", stream(globalsOf(), rec(recNumber, u16(0), u16(0))), "写坏了"},
		{"short table of strings", stream(globalsOf(rec(recSST, u32(9), u32(9), utext("a")))), "文字表写坏了"},
		{"merge upside down", stream(globalsOf(), rec(recMergedCells, u16(1), u16(5), u16(0), u16(0), u16(6))), "合并单元格写坏了"},
		{"no sheets", join(rec(recBOF, u16(0x0600), u16(5), make([]byte, 12)), rec(recEOF)), "没有工作表清单"},
	} {
		_, err := Read(c.data, "")
		if err == nil {
			t.Errorf("%s: accepted", c.name)
			continue
		}
		f, ok := errors.AsType[*grid.Fault](err)
		if !ok || !strings.Contains(f.Error(), c.want) || f.Cure == "" {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// TestEveryPrefix: a stream that ends early is refused wherever it ends.
func TestEveryPrefix(t *testing.T) {
	data := stream(globalsOf(rec(recSST, u32(1), u32(1), utext("合计"))), rec(recLabelSST, at(1, 1, 0), u32(0)), rec(recNumber, at(1, 2, 0), f64(1)))
	for i := range data {
		if _, err := Read(data[:i], ""); err == nil {
			t.Errorf("the first %d of %d bytes are accepted", i, len(data))
		}
	}
}

// TestSample reads a fund table as LibreOffice saves it, formula results
// included.
func TestSample(t *testing.T) {
	data, err := os.ReadFile("testdata/fund-table.xls")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(read(t, data), "\n") + "\n"
	want, err := os.ReadFile("testdata/fund-table.txt")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Error(d)
	}
	whole := got
	for i := 0; i < len(data); i += 97 {
		b, err := Read(data[:i], "")
		if err == nil && strings.Join(dump(b), "\n")+"\n" != whole {
			t.Errorf("the first %d bytes read differently", i)
		}
	}
}

func FuzzRecords(f *testing.F) {
	f.Add(stream(globalsOf(rec(recSST, u32(1), u32(1), utext("合计"))), rec(recLabelSST, at(1, 1, 0), u32(0)), rec(recNumber, at(1, 2, 1), f64(44750)),
		rec(recFormula, at(2, 1, 0), []byte{0, 0, 0, 0, 0, 0, 0xFF, 0xFF}, make([]byte, 8)), rec(recString, utext("x")), rec(recMulRK, u16(4), u16(0), u16(0), u32(6), u16(0))))
	f.Add(stream(globalsOf(rec(recSST, u32(2), u32(2), u16(4), u8(1), wide("科普")), rec(recContinue, u8(0), narrow("ab"), utext("乙")))))
	for _, c := range book5Cases() {
		f.Add(c.data)
	}
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data) })
}

func FuzzContainer(f *testing.F) {
	data, err := os.ReadFile("testdata/fund-table.xls")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Fuzz(func(t *testing.T, data []byte) { check(t, data) })
}

// check: a fault or a sheet whose rows and columns ascend.
func check(t *testing.T, data []byte) {
	b, err := Read(data, "")
	if err != nil {
		if f, ok := errors.AsType[*grid.Fault](err); !ok || f.Cause == "" || f.Cure == "" {
			t.Fatalf("%v", err)
		}
		return
	}
	for _, s := range b.Sheets {
		last := 0
		for _, r := range s.Rows {
			if r.Num <= last || r.Num > 65536 {
				t.Fatalf("row %d after %d", r.Num, last)
			}
			last = r.Num
			for i, c := range r.Cells {
				if c.Col < 1 || c.Col > 256 || i > 0 && c.Col <= r.Cells[i-1].Col || c.Kind == grid.Empty && c.Formula() == nil {
					t.Fatalf("row %d: %+v", r.Num, c)
				}
			}
		}
	}
}

// TestDirectoryBomb: a container that is all directory does not take several
// times its length in memory.
func TestDirectoryBomb(t *testing.T) {
	const sector, sectors = 4096, 6000
	le := binary.LittleEndian
	data := make([]byte, sector*(sectors+1))
	copy(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")
	fat := (sectors + 1023) / 1024
	le.PutUint16(data[26:], 4)
	le.PutUint16(data[30:], 12)
	le.PutUint32(data[40:], uint32(sectors-fat))
	le.PutUint32(data[44:], uint32(fat))
	le.PutUint32(data[48:], uint32(fat))
	le.PutUint32(data[60:], 0xFFFFFFFE)
	le.PutUint32(data[68:], 0xFFFFFFFE)
	for i := range 109 {
		at := uint32(0xFFFFFFFF)
		if i < fat {
			at = uint32(i)
		}
		le.PutUint32(data[76+4*i:], at)
	}
	for i := range sectors {
		le.PutUint32(data[sector*(1+i/1024)+4*(i%1024):], uint32(i+1))
	}
	before := allocated()
	_, err := Read(data, "")
	if err == nil || !strings.Contains(err.Error(), "目录读不出来") {
		t.Errorf("got %v", err)
	}
	if mb := (allocated() - before) >> 20; mb > 100 {
		t.Errorf("%d MB for a file of %d MB", mb, len(data)>>20)
	}
}

func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}

// TestIndent wants the indent of a cell's format, and none of an XF that ends
// before it.
func TestIndent(t *testing.T) {
	long, short := rec(recXF, u16(0), u16(0), make([]byte, 4), u8(0x23), make([]byte, 11)), rec(recXF, u16(0), u16(0), make([]byte, 4))
	b, err := Read(stream(globalsOf(long, short), rec(recNumber, at(1, 1, 3), f64(1)), rec(recNumber, at(1, 2, 4), f64(1)), rec(recNumber, at(1, 3, 1), f64(1))), "")
	if err != nil {
		t.Fatal(err)
	}
	for col, want := range []int{1: 3, 2: 0, 3: 0} {
		if col > 0 && b.Sheets[0].Cell(1, col).Indent() != want {
			t.Errorf("column %d: %d", col, b.Sheets[0].Cell(1, col).Indent())
		}
	}
}
