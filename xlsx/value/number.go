package value

import (
	"ziping/model"
	"ziping/xlsx/grid"
)

// storedCell reads a Number cell as every reader here does: rounded to 15
// significant digits, residues of calculation dropped, its format read.
func storedCell(c *grid.Cell, t, want string) (n model.Number, s shape, err *Error) {
	d, ok := stored(t)
	if !ok {
		return n, s, &Error{t, "单元格里存的数 " + clip(t) + " 读不出来", "请重新填写这个数值后保存"}
	}
	n.N, n.Place = d, lastPlace(d)
	return n, shapeOf(c.Format(), d), nil
}

// Number reads a weight or a score: 10, 9.68, 10分, 10.00, （10分）; a figure with
// a percent sign is its hundredths (10% is 10), as weights are written.
func Number(c *grid.Cell) Result[model.Number] {
	const want = "数值"
	t, r, done := begin[model.Number](c, want)
	if done {
		return r
	}
	switch c.Kind {
	case grid.Date:
		return bad[model.Number](dateInstead(t, want))
	case grid.Number:
		n, s, err := storedCell(c, t, want)
		if err != nil {
			return bad[model.Number](err)
		}
		if s.scale != 0 {
			return bad[model.Number](scaled(t, want))
		}
		n.Place = s.place(n.Place)
		if s.percent {
			n.N = n.N.Mul(hundred)
		}
		return known(n)
	}
	return numberText(t)
}

func numberText(t string) Result[model.Number] {
	in := unquote(t)
	if len(in) > 2 && in[0] == '(' && in[len(in)-1] == ')' {
		if in = in[1 : len(in)-1]; !hasSuffixAny(in, "分", "%") {
			return bad[model.Number](refuse(t, "数值"))
		}
	}
	in, neg := takeSign(in)
	q, rest, ok := takeQuantity(in)
	if ok && (rest == "" || rest == "分" || rest == "%") && !q.approx && !q.big && !q.bare {
		if neg {
			q.n = q.n.Neg()
		}
		return known(model.Number{N: q.n, Place: min(q.place, 0)})
	}
	return bad[model.Number](refuse(t, "数值"))
}
