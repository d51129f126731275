package formula

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"testing"

	"ziping/xlsx/grid"
)

// book builds a workbook from lines: "表!A1 12", "A2 =SUM(A1:A9)", `A3 "text`.
// Cells without a sheet lie on the first.
func book(t testing.TB, lines string) *grid.Book {
	b := &grid.Book{}
	for line := range strings.SplitSeq(strings.TrimSpace(lines), "\n") {
		at, v, _ := strings.Cut(strings.TrimSpace(line), " ")
		sheet, cell, two := strings.Cut(at, "!")
		if !two {
			sheet, cell = "S", at
		}
		ref, ok := grid.ParseRef(cell)
		if !ok {
			t.Fatal(line)
		}
		s := find(b, sheet)
		c := grid.Cell{Col: int32(ref.Col), Kind: grid.Number, Text: v}
		switch {
		case strings.HasPrefix(v, "="):
			c.Kind, c.Text, c.Props = grid.Empty, "", &grid.Props{Formula: &grid.Formula{Text: v[1:]}}
		case strings.HasPrefix(v, `"`):
			c.Kind, c.Text = grid.String, v[1:]
		case strings.HasPrefix(v, "#"):
			c.Kind = grid.Error
		case strings.Contains(v, ":") || strings.Count(v, "-") == 2:
			c.Kind = grid.Date
		case v == "TRUE":
			c.Kind, c.Text = grid.Bool, "1"
		}
		i, ok := slices.BinarySearchFunc(s.Rows, ref.Row, func(r grid.Row, n int) int { return r.Num - n })
		if !ok {
			s.Rows = slices.Insert(s.Rows, i, grid.Row{Num: ref.Row})
		}
		r := &s.Rows[i]
		r.Cells = append(r.Cells, c)
		slices.SortFunc(r.Cells, func(a, b grid.Cell) int { return int(a.Col - b.Col) })
	}
	return b
}

func find(b *grid.Book, name string) *grid.Sheet {
	for _, s := range b.Sheets {
		if s.Name == name {
			return s
		}
	}
	s := &grid.Sheet{Name: name}
	b.Sheets = append(b.Sheets, s)
	return s
}

func TestFormulas(t *testing.T) {
	const data = `
A1 10
B1 0.1
C1 "甲
D1 2022-07-08
A2 20
B2 0.2
C2 "5
D2 09:30:00
A3 30.5
C3 TRUE
A4 #N/A
资金表!A1 7
资金表!B2 8
`
	for _, c := range []struct{ formula, want string }{
		{"A1+A2*2", "50"}, {"(A1+A2)*2", "60"}, {"B1+B2", "0.3"}, {"1/3", "0.333333333333333"}, {"2/3", "0.666666666666667"}, {"A1/A9", ErrDiv},
		{"SUM(A1:A3)", "60.5"}, {"SUM(A1:A4)", ErrNA}, {"SUM(C1:C3)", "0"}, {`SUM("5",1)`, "6"}, {"SUM(A:A)", "?"}, {"SUM(A1:B2)", "30.3"}, {"SUM(1:1)-D1", "10.1"},
		{"'资金表'!A1+1", "8"}, {"SUM('资金表'!A1:B2)", "15"}, {"不在!A1", "?"}, {"[1]S!A1", "?"}, {"SUM(A1:A3 A1:A2)", "?"}, {"名称+1", "?"},
		{"-2^2", "4"}, {"2^3^2", "64"}, {"10%", "0.1"}, {"-A1%", "-0.1"}, {"1-2-3", "-4"}, {"8/4/2", "1"}, {"0^0", ErrNum},
		{"ROUND(1.005,2)", "1.01"}, {"ROUND(2.675,2)", "2.68"}, {"ROUND(-2.5,0)", "-3"}, {"ROUND(1234,-2)", "1200"}, {"ROUNDDOWN(1.99,1)", "1.9"}, {"ROUNDUP(1.01,1)", "1.1"},
		{"AVERAGE(A1:A3)", "20.1666666666667"}, {"AVERAGE(C1:C2)", ErrDiv}, {"MAX(A1:A3)", "30.5"}, {"MIN(A1:A3,-1)", "-1"}, {"COUNT(A1:C3)", "5"}, {"COUNTA(A1:C3)", "8"},
		{"IF(A1>5,\"多\",\"少\")", "多"}, {"IF(A1>50,1)", "0"}, {"IFERROR(A1/0,\"—\")", "—"}, {"IFERROR(A4,)", "0"}, {"AND(A1>5,A2>5)", "1"}, {"OR(A1>50,A2>50)", "0"}, {"NOT(0)", "1"},
		{"C2+1", "6"}, {"C1+1", ErrValue}, {"C1&A1", "甲10"}, {"C3+1", "2"}, {"A9", "0"}, {"A9&\"x\"", "x"}, {"A9=0", "1"}, {"A9=\"\"", "1"}, {`"a"="A"`, "1"},
		{"D1", "44750"}, {"D1-1", "44749"}, {"D2*24", "9.5"}, {"A1:A3", "?"}, {"A1:A3+1", "?"}, {"#REF!+1", ErrRef}, {"S!#REF!", ErrRef}, {"NOW()", "?"}, {"OFFSET(A1,1,1)", "?"},
		{"SUMIF(A1:A3,\">15\")", "50.5"}, {"SUMIF(C1:C3,\"甲\",A1:A3)", "10"}, {"COUNTIF(A1:A9,\"<>10\")", "8"}, {"COUNTIF(C1:C3,5)", "1"}, {"COUNTIF(A1:A3,\"1*\")", "?"},
		{"SUBTOTAL(9,A1:A3)", "60.5"}, {"SUBTOTAL(3,A1:A3)", "?"}, {"1E999999999+1", "?"}, {"2^1000", "?"}, {"9E300*9E300", "?"}, {"", "?"}, {"1+", "?"}, {"(1", "?"}, {"1 2", "?"}, {"{1,2}", "?"},
		{"SUM()", "?"}, {"ABS(-3)", "3"}, {"INT(-1.5)", "-2"}, {"PRODUCT(A1:A2)", "200"}, {"TRUE", "1"}, {"1.50", "1.5"}, {"100000000000000000+1", "100000000000000000"}, {"$A$1+A$2", "30"}, {"sum(a1:a2)", "30"},
		{strings.Repeat("(", 100) + "1" + strings.Repeat(")", 100), "?"}, {"+++---1", "-1"}, {"IF(C1,1,2)", ErrValue}, {"A4=A4", ErrNA}, {"ISERROR(A4)", "1"}, {"A1:2", "?"}, {"\"未完", "?"},
	} {
		b := book(t, data+"Z!A1 ="+c.formula)
		b.Sheets[len(b.Sheets)-1].Name = "Z"
		cell := b.Sheets[2].Cell(1, 1)
		cell.Formula().Text = onFirst(c.formula)
		NewCalculator(b).Run()
		got := cell.Text
		if !cell.Formula().Computed {
			got = "?"
		}
		if c.formula == "SUM(A:A)" { // with the #N/A in it
			c.want = ErrNA
		}
		if got != c.want {
			t.Errorf("%s: got %s, want %s", c.formula, got, c.want)
		}
	}
}

// onFirst makes unqualified references of a formula on sheet Z mean sheet S.
func onFirst(f string) string {
	var b strings.Builder
	for i := 0; i < len(f); {
		tk, n := lexOne(f[i:])
		word := f[i : i+n]
		before := i > 0 && (f[i-1] == ':' || f[i-1] == '!')
		after := i+n < len(f) && f[i+n] == '('
		if tk.kind == tokName && !before && !after && word != "TRUE" && word != "名称" || tk.kind == tokNumber && i+n < len(f) && f[i+n] == ':' {
			b.WriteString("S!")
		}
		b.WriteString(word)
		i += n
	}
	return b.String()
}

func TestOrderOfWork(t *testing.T) {
	b := book(t, `
A1 =A2+1
A2 =B1*2
B2 =SUM(A1:A2)
B1 5
C1 =C2
C2 =C1
C3 =C1+1
C4 =IFERROR(C1,1)
D1 =[1]X!A1
D2 =D1+1`)
	left := NewCalculator(b).Run()
	want := map[string]string{"A1": "11", "A2": "10"}
	for ref, v := range want {
		r, _ := grid.ParseRef(ref)
		if c := b.Sheets[0].Cell(r.Row, r.Col); c.Text != v || !c.Formula().Computed || c.Formula().Cached {
			t.Errorf("%s: %+v", ref, c)
		}
	}
	var names []string
	for _, l := range left {
		names = append(names, grid.Ref{Row: l.Row, Col: int(l.Cell.Col)}.String())
		if l.Cell.Text != "" || l.Cell.Kind != grid.Empty {
			t.Errorf("%v has a value", l)
		}
	}
	if got := fmt.Sprint(names); got != "[C1 D1 C2 D2 C3 C4]" {
		t.Errorf("left: %s", got)
	}
}

// TestLongChain: each cell needs the one below it.
func TestLongChain(t *testing.T) {
	var lines strings.Builder
	for i := 1; i < 3000; i++ {
		fmt.Fprintf(&lines, "A%d =A%d+0.1\n", i, i+1)
	}
	lines.WriteString("A3000 0")
	b := book(t, lines.String())
	if left := NewCalculator(b).Run(); len(left) > 0 {
		t.Errorf("%d cells left", len(left))
	}
	if got := b.Sheets[0].Cell(1, 1).Text; got != "299.9" {
		t.Errorf("got %s", got)
	}
	b = book(t, strings.Replace(lines.String(), "A3000 0", "A3000 =A1", 1))
	if left := NewCalculator(b).Run(); len(left) != 3000 {
		t.Errorf("a cycle of 3000: %d cells left", len(left))
	}
}

// TestLongText: a text that no cell holds is #VALUE!, as in Excel, and a
// workbook that doubles texts takes neither memory nor time.
func TestLongText(t *testing.T) {
	x := strings.Repeat("文", maxLength)
	for text, want := range map[string]string{`A1&""`: x, `A1&"b"`: ErrValue, `A2&A2&"b"`: strings.Repeat("😀", 16382) + "b", `A2&A2&A3`: ErrValue} {
		b := book(t, "A1 \""+x+"\nA2 \""+strings.Repeat("😀", 8191)+"\nA3 \"1234\nB1 ="+text)
		NewCalculator(b).Run()
		if got := b.Sheets[0].Cell(1, 2).Text; got != want {
			t.Errorf("%s: %.20q… of %d bytes", text, got, len(got))
		}
	}
	var doubling, wide strings.Builder
	doubling.WriteString("A1 \"0123456789\n")
	for i := 2; i <= 40; i++ {
		fmt.Fprintf(&doubling, "A%d =A%d&A%d\n", i, i-1, i-1)
	}
	fmt.Fprintf(&wide, "A1 \"%s\n", x[:3*16000])
	for i := 2; i <= 2000; i++ {
		fmt.Fprintf(&wide, "A%d =A1&A1\n", i)
	}
	for name, lines := range map[string]string{"doubling": doubling.String(), "wide": wide.String()} {
		b := book(t, lines)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		NewCalculator(b).Run()
		runtime.ReadMemStats(&after)
		if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 64 {
			t.Errorf("%s: %d MB", name, mb)
		}
		for _, r := range b.Sheets[0].Rows {
			if c := r.Cells[0]; TooLong(c.Text) || c.Kind == grid.Error && c.Text != ErrValue {
				t.Fatalf("%s: %.20q", name, c.Text)
			}
		}
	}
}

// TestWork: running totals over running totals are computed up to the limit, the
// same ones every time, and a second round gets no second allowance.
func TestWork(t *testing.T) {
	if testing.Short() {
		t.Skip("uses up the steps of a workbook")
	}
	var lines strings.Builder
	const rows = 4500
	for i := 1; i <= rows; i++ {
		fmt.Fprintf(&lines, "A%d %d.25\nB%d =SUM(A$1:A%d)\n", i, i, i, i)
	}
	b := book(t, lines.String())
	c := NewCalculator(b)
	left := c.Run()
	if n := len(left); n == 0 || n > rows/2 {
		t.Errorf("%d of %d left", n, rows)
	}
	if again := c.Again().Run(); len(again) != len(left) {
		t.Errorf("%d left, then %d", len(left), len(again))
	}
	if got := b.Sheets[0].Cell(3, 2).Text; got != "6.75" {
		t.Error(got)
	}
}

func FuzzFormula(f *testing.F) {
	for _, s := range []string{"SUM(A1:B2)", "'a''b'!A1*-2^3%", "IF(A1>=1,\"x\"&1,)", "ROUND(A1/3,2)", "SUMIF(A:A,\">1\",1:2)", "1E9999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b := book(t, "A1 1\nB1 2.5\nA2 \"x\nB2 =A1")
		b.Sheets[0].Cell(2, 2).Formula().Text = s
		NewCalculator(b).Run()
		c := b.Sheets[0].Cell(2, 2)
		if c.Formula().Computed != (c.Kind != grid.Empty) {
			t.Errorf("%q: %+v", s, c)
		}
	})
}
