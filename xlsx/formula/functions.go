package formula

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/xlsx/grid"
)

// functions are the ones computed here. Each gets its arguments unevaluated.
var functions map[string]func(*eval, call) value

func init() {
	functions = map[string]func(*eval, call) value{
		"SUM":     func(e *eval, c call) value { return e.fold(c, sum) },
		"AVERAGE": func(e *eval, c call) value { return e.fold(c, average) },
		"MAX":     func(e *eval, c call) value { return e.fold(c, largest) },
		"MIN":     func(e *eval, c call) value { return e.fold(c, smallest) },
		"PRODUCT": func(e *eval, c call) value { return e.fold(c, product) },
		"COUNT":   count, "COUNTA": countA,
		"ROUND": round(decimal.Decimal.Round), "ROUNDUP": round(decimal.Decimal.RoundUp), "ROUNDDOWN": round(decimal.Decimal.RoundDown),
		"ABS": one(decimal.Decimal.Abs), "INT": one(decimal.Decimal.Floor),
		"IF": ifElse, "IFERROR": ifError, "AND": all(true), "OR": all(false), "NOT": not,
		"ISERROR": is(func(v value) bool { return v.kind == grid.Error }), "ISNUMBER": is(func(v value) bool { return v.kind == grid.Number }),
		"ISBLANK": is(func(v value) bool { return v.kind == grid.Empty }),
		"SUMIF":   sumIf, "COUNTIF": countIf, "SUBTOTAL": subtotal,
	}
}

// fold collects the numbers of the arguments: in an area only what is stored
// as a number, as an argument also a text that is one.
func (e *eval) fold(c call, f func([]decimal.Decimal) value) value {
	if len(c.args) == 0 {
		panic(unknown{})
	}
	var nums []decimal.Decimal
	bad := ""
	for _, arg := range c.args {
		if a, ok := arg.(area); ok {
			e.each(a, func(_ *grid.Row, cell *grid.Cell) {
				switch v := e.valueOf(cell); {
				case v.kind == grid.Error && bad == "":
					bad = v.text
				case v.kind == grid.Number:
					nums = append(nums, v.num)
				}
			})
			continue
		}
		d, wrong := asNumber(e.single(arg))
		if wrong != "" && bad == "" {
			bad = wrong
		}
		nums = append(nums, d)
	}
	if bad != "" {
		return fault(bad)
	}
	return f(nums)
}

func sum(nums []decimal.Decimal) value {
	total := decimal.Zero
	for _, d := range nums {
		total = total.Add(d)
	}
	return num(total)
}

func average(nums []decimal.Decimal) value {
	if len(nums) == 0 {
		return fault(ErrDiv)
	}
	return num(divide(sum(nums).num, decimal.NewFromInt(int64(len(nums)))))
}

func largest(nums []decimal.Decimal) value {
	if len(nums) == 0 {
		return num(decimal.Zero)
	}
	return num(decimal.Max(nums[0], nums[1:]...))
}

func smallest(nums []decimal.Decimal) value {
	if len(nums) == 0 {
		return num(decimal.Zero)
	}
	return num(decimal.Min(nums[0], nums[1:]...))
}

func product(nums []decimal.Decimal) value {
	if len(nums) == 0 {
		return num(decimal.Zero)
	}
	out := decimal.NewFromInt(1)
	for _, d := range nums {
		out = trim(out.Mul(d))
	}
	return num(out)
}

func count(e *eval, c call) value {
	return e.tally(c, func(v value) bool { return v.kind == grid.Number })
}

func countA(e *eval, c call) value {
	return e.tally(c, func(v value) bool { return v.kind != grid.Empty })
}

func (e *eval) tally(c call, counts func(value) bool) value {
	n := int64(0)
	for _, arg := range c.args {
		a, ok := arg.(area)
		if !ok {
			panic(unknown{})
		}
		e.each(a, func(_ *grid.Row, cell *grid.Cell) {
			if counts(e.valueOf(cell)) {
				n++
			}
		})
	}
	return num(decimal.NewFromInt(n))
}

// number evaluates an argument to a number.
func (e *eval) number(n node) (decimal.Decimal, value, bool) {
	d, bad := asNumber(e.single(n))
	return d, fault(bad), bad == ""
}

func round(f func(decimal.Decimal, int32) decimal.Decimal) func(*eval, call) value {
	return func(e *eval, c call) value {
		if len(c.args) != 2 {
			panic(unknown{})
		}
		x, bad, ok := e.number(c.args[0])
		if !ok {
			return bad
		}
		places, bad, ok := e.number(c.args[1])
		if !ok {
			return bad
		}
		if places.Abs().GreaterThan(decimal.NewFromInt(30)) {
			panic(unknown{})
		}
		// Excel rounds what it shows, 15 digits, so that 1.005 is 1.01.
		return num(f(parseNumber(show(x)), int32(places.IntPart())))
	}
}

func one(f func(decimal.Decimal) decimal.Decimal) func(*eval, call) value {
	return func(e *eval, c call) value {
		if len(c.args) != 1 {
			panic(unknown{})
		}
		x, bad, ok := e.number(c.args[0])
		if !ok {
			return bad
		}
		return num(f(x))
	}
}

func ifElse(e *eval, c call) value {
	if len(c.args) < 2 || len(c.args) > 3 {
		panic(unknown{})
	}
	test := e.single(c.args[0])
	d, bad := asNumber(test)
	switch {
	case bad != "":
		return fault(bad)
	case test.kind == grid.String:
		return fault(ErrValue)
	case !d.IsZero():
		return e.branch(c.args[1])
	case len(c.args) == 3:
		return e.branch(c.args[2])
	}
	return truth(false)
}

// branch evaluates an argument that becomes the result; left out it is 0.
func (e *eval) branch(n node) value {
	if _, ok := n.(missing); ok {
		return num(decimal.Zero)
	}
	return e.single(n)
}

func ifError(e *eval, c call) value {
	if len(c.args) != 2 {
		panic(unknown{})
	}
	if v := e.single(c.args[0]); v.kind != grid.Error {
		return v
	}
	return e.branch(c.args[1])
}

func all(want bool) func(*eval, call) value {
	return func(e *eval, c call) value {
		result := want
		for _, arg := range c.args {
			v := e.single(arg)
			if v.kind == grid.Error {
				return v
			}
			if v.kind != grid.Bool && v.kind != grid.Number {
				panic(unknown{})
			}
			if v.num.IsZero() == want {
				result = !want
			}
		}
		return truth(result)
	}
}

func not(e *eval, c call) value {
	if len(c.args) != 1 {
		panic(unknown{})
	}
	d, bad, ok := e.number(c.args[0])
	if !ok {
		return bad
	}
	return truth(d.IsZero())
}

func is(test func(value) bool) func(*eval, call) value {
	return func(e *eval, c call) value {
		if len(c.args) != 1 {
			panic(unknown{})
		}
		return truth(test(e.single(c.args[0])))
	}
}

// matcher reads a criterion of SUMIF and COUNTIF: a value, or a text of a
// comparison and a value. Wildcards are left unknown.
func (e *eval) matcher(v value) func(value) bool {
	op := "="
	want := v
	if v.kind == grid.String {
		s := v.text
		for _, o := range []string{"<>", "<=", ">=", "=", "<", ">"} {
			if strings.HasPrefix(s, o) {
				op, s = o, s[len(o):]
				break
			}
		}
		if s == "" || strings.ContainsAny(s, "*?~") {
			panic(unknown{})
		}
		want = str(s)
		if d, ok := numeral(s); ok {
			want = num(d)
		}
	}
	if want.kind != grid.Number && want.kind != grid.String {
		panic(unknown{})
	}
	return func(got value) bool {
		e.calc.step((len(got.text) + len(want.text)) / textStep)
		if got.kind != want.kind {
			d, ok := numeral(got.text)
			if got.kind != grid.String || want.kind != grid.Number || !ok {
				return op == "<>"
			}
			got = num(d) // a number typed as text matches a number
		}
		return compares(op, order(got, want))
	}
}

func countIf(e *eval, c call) value {
	if len(c.args) != 2 {
		panic(unknown{})
	}
	a, ok := c.args[0].(area)
	if !ok {
		panic(unknown{})
	}
	match := e.matcher(e.single(c.args[1]))
	n, seen := int64(0), 0
	e.each(a, func(_ *grid.Row, cell *grid.Cell) {
		seen++
		if match(e.valueOf(cell)) {
			n++
		}
	})
	if match(value{}) { // blanks match "<>x"
		n += int64((a.Bottom-a.Top+1)*(a.Right-a.Left+1) - seen)
	}
	return num(decimal.NewFromInt(n))
}

// sumIf adds the cells that lie in the second area where those of the first
// match. The second takes the shape of the first.
func sumIf(e *eval, c call) value {
	if len(c.args) < 2 || len(c.args) > 3 {
		panic(unknown{})
	}
	from, ok := c.args[0].(area)
	if !ok {
		panic(unknown{})
	}
	add := from
	if len(c.args) == 3 {
		if add, ok = c.args[2].(area); !ok {
			panic(unknown{})
		}
	}
	match := e.matcher(e.single(c.args[1]))
	if match(value{}) {
		panic(unknown{})
	}
	total, bad := decimal.Zero, ""
	e.each(from, func(r *grid.Row, cell *grid.Cell) {
		if !match(e.valueOf(cell)) {
			return
		}
		row, col := add.Top+r.Num-from.Top, add.Left+int(cell.Col)-from.Left
		at := area{add.sheet, grid.Range{Top: row, Left: col, Bottom: row, Right: col}}
		switch v := e.single(at); {
		case v.kind == grid.Error && bad == "":
			bad = v.text
		case v.kind == grid.Number:
			total = total.Add(v.num)
		}
	})
	if bad != "" {
		return fault(bad)
	}
	return num(total)
}

// subtotal sums without the subtotals inside its areas. Whether a hidden row
// counts depends on how it was hidden, so with one in reach the result is
// unknown.
func subtotal(e *eval, c call) value {
	if len(c.args) < 2 {
		panic(unknown{})
	}
	which, bad, ok := e.number(c.args[0])
	if !ok {
		return bad
	}
	f, ok := map[int64]func([]decimal.Decimal) value{1: average, 4: largest, 5: smallest, 9: sum, 101: average, 104: largest, 105: smallest, 109: sum}[which.IntPart()]
	if !ok {
		panic(unknown{})
	}
	var nums []decimal.Decimal
	wrong := ""
	for _, arg := range c.args[1:] {
		a, ok := arg.(area)
		if !ok {
			panic(unknown{})
		}
		e.each(a, func(r *grid.Row, cell *grid.Cell) {
			if r.Hidden {
				panic(unknown{})
			}
			if cell.Formula() != nil {
				e.calc.step(len(cell.Formula().Text) / textStep)
			}
			if cell.Formula() != nil && strings.Contains(strings.ToUpper(cell.Formula().Text), "SUBTOTAL(") {
				return
			}
			switch v := e.valueOf(cell); {
			case v.kind == grid.Error && wrong == "":
				wrong = v.text
			case v.kind == grid.Number:
				nums = append(nums, v.num)
			}
		})
	}
	if wrong != "" {
		return fault(wrong)
	}
	return f(nums)
}
