package formula

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/xlsx/grid"
)

// A node is a parsed formula.
type node interface{}

type (
	number  decimal.Decimal
	text    string
	boolean bool
	failure string   // an error value written in the formula
	missing struct{} // an argument left out, as in IF(A1,,0)
	area    struct {
		sheet string // "" for the formula's own
		grid.Range
	}
	unary struct {
		op byte // '-', '+' or '%'
		x  node
	}
	binary struct {
		op   string
		x, y node
	}
	call struct {
		name string // upper case
		args []node
	}
)

const maxNesting = 64

// parser reads the usual grammar of operators by precedence climbing.
type parser struct {
	toks  []tok
	depth int
	bad   bool
}

// parse reads a formula without its "=". It is false for what the grammar
// does not know: defined names, structured references, arrays, intersections.
func parse(s string) (node, bool) {
	p := &parser{toks: lex(s)}
	n := p.expr(0)
	if p.bad || len(p.toks) > 0 {
		return nil, false
	}
	return n, true
}

func (p *parser) peek() tok {
	if len(p.toks) == 0 {
		return tok{}
	}
	return p.toks[0]
}

func (p *parser) isOp(op string) bool {
	t := p.peek()
	return t.kind == tokOp && t.text == op
}

func (p *parser) take() tok {
	t := p.peek()
	if len(p.toks) > 0 {
		p.toks = p.toks[1:]
	}
	return t
}

func (p *parser) fail() node {
	p.bad = true
	p.toks = nil
	return nil
}

// precedence of the binary operators, Excel's order.
var precedence = map[string]int{"=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1, "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5}

func (p *parser) expr(min int) node {
	if p.depth++; p.depth > maxNesting {
		return p.fail()
	}
	defer func() { p.depth-- }()
	x := p.prefix()
	for {
		t := p.peek()
		prec := precedence[t.text]
		if t.kind != tokOp || prec == 0 || prec <= min {
			return x
		}
		p.take()
		x = binary{t.text, x, p.expr(prec)}
	}
}

// prefix reads signs, which bind closer than ^ in Excel (-2^2 is 4), and the
// percent signs after an operand, which bind closest.
func (p *parser) prefix() node {
	if p.isOp("-") || p.isOp("+") {
		if p.depth++; p.depth > maxNesting {
			return p.fail()
		}
		defer func() { p.depth-- }()
		op := p.take().text[0]
		return unary{op, p.prefix()}
	}
	x := p.operand()
	for p.isOp("%") {
		p.take()
		x = unary{'%', x}
	}
	return x
}

func (p *parser) operand() node {
	switch t := p.take(); t.kind {
	case tokNumber:
		if p.isOp(":") {
			return p.area("", t.text)
		}
		d, ok := numeral(t.text)
		if !ok {
			return p.fail()
		}
		return number(d)
	case tokString:
		return text(t.text)
	case tokError:
		return failure(t.text)
	case tokSheet:
		if strings.ContainsAny(t.text, "[]:") {
			return p.fail() // another workbook, or several sheets
		}
		if e := p.take(); e.kind == tokError {
			return failure(e.text)
		} else if e.kind == tokName || e.kind == tokNumber {
			return p.area(t.text, e.text)
		}
	case tokName:
		return p.name(t.text)
	case tokOp:
		if t.text == "(" {
			x := p.expr(0)
			if !p.isOp(")") {
				return p.fail()
			}
			p.take()
			return x
		}
	}
	return p.fail()
}

// name reads a function call, a truth value or a reference.
func (p *parser) name(s string) node {
	if p.isOp("(") {
		return p.call(strings.TrimPrefix(strings.ToUpper(s), "_XLFN."))
	}
	switch strings.ToUpper(s) {
	case "TRUE":
		return boolean(true)
	case "FALSE":
		return boolean(false)
	}
	return p.area("", s)
}

// area reads the rest of a reference whose first corner is from.
func (p *parser) area(sheet, from string) node {
	to := from
	if p.isOp(":") {
		p.take()
		t := p.take()
		if t.kind != tokName && t.kind != tokNumber {
			return p.fail()
		}
		to = t.text
	} else if _, ok := grid.ParseRef(plain(from)); !ok {
		return p.fail()
	}
	r, ok := corners(plain(from), plain(to))
	if !ok {
		return p.fail()
	}
	return area{sheet, r}
}

func plain(ref string) string { return strings.ToUpper(strings.ReplaceAll(ref, "$", "")) }

// corners joins A1 and B2, A and B, 1 and 3, in either order.
func corners(from, to string) (grid.Range, bool) {
	a, ok1 := grid.ParseRef(from)
	b, ok2 := grid.ParseRef(to)
	if !ok1 || !ok2 {
		a, ok1 = grid.ParseRef(from + "1")
		b, ok2 = grid.ParseRef(to + "1048576")
	}
	if !ok1 || !ok2 {
		a, ok1 = grid.ParseRef("A" + from)
		b, ok2 = grid.ParseRef("XFD" + to)
	}
	r := grid.Range{Top: min(a.Row, b.Row), Left: min(a.Col, b.Col), Bottom: max(a.Row, b.Row), Right: max(a.Col, b.Col)}
	return r, ok1 && ok2
}

func (p *parser) call(name string) node {
	p.take()
	c := call{name: name}
	if p.isOp(")") {
		p.take()
		return c
	}
	for {
		switch {
		case p.isOp(",") || p.isOp(")"):
			c.args = append(c.args, missing{})
		default:
			c.args = append(c.args, p.expr(0))
		}
		switch {
		case p.bad || len(c.args) > 255:
			return p.fail()
		case p.isOp(","):
			p.take()
		case p.isOp(")"):
			p.take()
			return c
		default:
			return p.fail()
		}
	}
}
