package formula

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"ziping/xlsx/grid"
)

// eval is the evaluation of one formula.
type eval struct {
	calc  *Calculator
	sheet *grid.Sheet
}

func (e *eval) sheetOf(a area) *grid.Sheet {
	if a.sheet == "" {
		return e.sheet
	}
	if s := e.calc.sheets[lower(a.sheet)]; s != nil {
		return s
	}
	panic(unknown{}) // not among the sheets that were read
}

// each visits the stored cells of an area, row by row, computed where needed.
func (e *eval) each(a area, visit func(row *grid.Row, c *grid.Cell)) {
	s := e.sheetOf(a)
	row := 0
	cellsIn(s, a.Range, func(r *grid.Row, c *grid.Cell) {
		if r.Num != row {
			row = r.Num
			e.calc.step(1)
		}
		e.calc.step(1)
		if pending(c) && !e.calc.compute(s, r.Num, c) {
			panic(unknown{})
		}
		visit(r, c)
	})
}

// cellsIn visits the stored cells of a range.
func cellsIn(s *grid.Sheet, a grid.Range, visit func(*grid.Row, *grid.Cell)) {
	i, _ := slices.BinarySearchFunc(s.Rows, a.Top, func(r grid.Row, n int) int { return cmp.Compare(r.Num, n) })
	for ; i < len(s.Rows) && s.Rows[i].Num <= a.Bottom; i++ {
		r := &s.Rows[i]
		j, _ := slices.BinarySearchFunc(r.Cells, int32(a.Left), func(c grid.Cell, n int32) int { return cmp.Compare(c.Col, n) })
		for ; j < len(r.Cells) && int(r.Cells[j].Col) <= a.Right; j++ {
			visit(r, &r.Cells[j])
		}
	}
}

func lower(s string) string { return strings.ToLower(s) }

// valueOf is a stored cell as a value.
func (e *eval) valueOf(c *grid.Cell) value {
	switch c.Kind {
	case grid.Number:
		return num(parseNumber(c.Text))
	case grid.String:
		return str(c.Text)
	case grid.Bool:
		return truth(c.Text == "1")
	case grid.Error:
		return fault(c.Text)
	case grid.Date:
		return num(e.serial(c.Text))
	}
	return value{}
}

func parseNumber(s string) decimal.Decimal {
	d, ok := numeral(s)
	if !ok {
		panic(unknown{})
	}
	return d
}

// numeral reads a number of sane size: adding 1 to 1E999999999 exactly would
// take a gigabyte.
func numeral(s string) (decimal.Decimal, bool) {
	if len(s) > 40 {
		return decimal.Zero, false
	}
	d, err := decimal.NewFromString(s)
	return d, err == nil && -maxExponent < d.Exponent() && d.Exponent() < maxExponent
}

const maxExponent = 400

// serial turns a date back into the number it is.
func (e *eval) serial(s string) decimal.Decimal {
	if h, rest, ok := strings.Cut(s, ":"); ok && !strings.Contains(s, "-") {
		hours, err := strconv.Atoi(h)
		m, sec, _ := strings.Cut(rest, ":")
		minutes, err2 := strconv.Atoi(m)
		seconds, err3 := strconv.Atoi(sec)
		if err != nil || err2 != nil || err3 != nil {
			panic(unknown{})
		}
		return days(hours*3600 + minutes*60 + seconds)
	}
	t, err := time.Parse("2006-01-02T15:04:05", s)
	if err != nil {
		if t, err = time.Parse(time.DateOnly, s); err != nil {
			panic(unknown{}) // 1900-02-29
		}
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	if e.calc.book.Date1904 {
		epoch = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	day := int64(t.Sub(epoch) / (24 * time.Hour))
	if !e.calc.book.Date1904 && day <= 60 {
		day--
	}
	return decimal.NewFromInt(day).Add(days(t.Hour()*3600 + t.Minute()*60 + t.Second()))
}

func days(seconds int) decimal.Decimal {
	return decimal.NewFromInt(int64(seconds)).DivRound(decimal.NewFromInt(86400), 16)
}

// single evaluates a node to one value. An area of more than one cell is none.
func (e *eval) single(n node) value {
	e.calc.step(1)
	switch n := n.(type) {
	case number:
		return num(decimal.Decimal(n))
	case text:
		return str(string(n))
	case boolean:
		return truth(bool(n))
	case failure:
		return fault(string(n))
	case missing:
		return value{}
	case area:
		if n.Top != n.Bottom || n.Left != n.Right {
			panic(unknown{})
		}
		v := value{}
		e.each(n, func(_ *grid.Row, c *grid.Cell) { v = e.valueOf(c) })
		return v
	case unary:
		return e.unary(n)
	case binary:
		return e.binary(n)
	case call:
		f, ok := functions[n.name]
		if !ok {
			panic(unknown{})
		}
		return f(e, n)
	}
	panic(unknown{})
}

func (e *eval) unary(n unary) value {
	v := e.single(n.x)
	if n.op == '+' {
		return v
	}
	d, bad := asNumber(v)
	switch {
	case bad != "":
		return fault(bad)
	case n.op == '%':
		return num(d.Shift(-2))
	}
	return num(d.Neg())
}

func (e *eval) binary(n binary) value {
	x, y := e.single(n.x), e.single(n.y)
	switch {
	case x.kind == grid.Error:
		return x
	case y.kind == grid.Error:
		return y
	}
	switch n.op {
	case "&":
		return e.calc.join(asText(x), asText(y))
	case "=", "<>", "<", ">", "<=", ">=":
		e.calc.step((len(x.text) + len(y.text)) / textStep)
		return truth(compares(n.op, order(x, y)))
	}
	a, bad := asNumber(x)
	if bad != "" {
		return fault(bad)
	}
	b, bad := asNumber(y)
	if bad != "" {
		return fault(bad)
	}
	switch n.op {
	case "+":
		return num(trim(a.Add(b)))
	case "-":
		return num(trim(a.Sub(b)))
	case "*":
		return num(trim(a.Mul(b)))
	case "/":
		if b.IsZero() {
			return fault(ErrDiv)
		}
		return num(divide(a, b))
	case "^":
		return power(a, b)
	}
	panic(unknown{})
}

// divide keeps some digits more than Excel shows.
func divide(a, b decimal.Decimal) decimal.Decimal {
	size := a.NumDigits() + int(a.Exponent()) - b.NumDigits() - int(b.Exponent())
	return trim(a.DivRound(b, int32(max(0, 2*digits-size))))
}

// trim keeps products of products from growing without end.
func trim(d decimal.Decimal) decimal.Decimal {
	if e := d.Exponent(); e > maxExponent || e < -maxExponent {
		panic(unknown{})
	}
	if n := d.NumDigits(); n > 4*digits {
		return d.Round(int32(4*digits - n - int(d.Exponent())))
	}
	return d
}

// power takes small whole exponents only.
func power(a, b decimal.Decimal) value {
	if !b.IsInteger() || b.Abs().GreaterThan(decimal.NewFromInt(100)) {
		panic(unknown{})
	}
	n := int(b.IntPart())
	if a.IsZero() && n <= 0 {
		if n == 0 {
			return fault(ErrNum)
		}
		return fault(ErrDiv)
	}
	out := decimal.NewFromInt(1)
	for range max(n, -n) {
		out = trim(out.Mul(a))
	}
	if n < 0 {
		out = divide(decimal.NewFromInt(1), out)
	}
	return num(out)
}

// asNumber converts as the operators do: a blank is 0, a truth value 0 or 1,
// a text its number. Texts that Excel may or may not read as a number (dates,
// 1,234, 5%) are left unknown.
func asNumber(v value) (d decimal.Decimal, bad string) {
	switch v.kind {
	case grid.Empty:
		return decimal.Zero, ""
	case grid.Number, grid.Bool:
		return v.num, ""
	case grid.Error:
		return decimal.Zero, v.text
	}
	s := strings.TrimSpace(v.text)
	if d, ok := numeral(s); ok && !strings.ContainsAny(s, "_eE") {
		return d, ""
	}
	if strings.ContainsAny(s, "0123456789０１２３４５６７８９") {
		panic(unknown{})
	}
	return decimal.Zero, ErrValue
}

func asText(v value) string {
	switch v.kind {
	case grid.Number:
		return show(v.num)
	case grid.Bool:
		if v.num.IsZero() {
			return "FALSE"
		}
		return "TRUE"
	}
	return v.text
}

// order compares as Excel sorts: numbers before texts before truth values; a
// blank is whatever the other side is, at its least. Texts compare without
// case.
func order(x, y value) int {
	if x.kind == grid.Empty && y.kind == grid.Empty {
		return 0
	}
	if x.kind == grid.Empty {
		x.kind = y.kind
	}
	if y.kind == grid.Empty {
		y.kind = x.kind
	}
	rank := map[grid.Kind]int{grid.Number: 1, grid.String: 2, grid.Bool: 3}
	if x.kind != y.kind {
		return cmp.Compare(rank[x.kind], rank[y.kind])
	}
	if x.kind == grid.String {
		return strings.Compare(strings.ToLower(x.text), strings.ToLower(y.text))
	}
	return x.num.Cmp(y.num)
}

func compares(op string, c int) bool {
	switch op {
	case "=":
		return c == 0
	case "<>":
		return c != 0
	case "<":
		return c < 0
	case ">":
		return c > 0
	case "<=":
		return c <= 0
	}
	return c >= 0
}
