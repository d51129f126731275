package check

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// dec is what every figure is.
type dec = decimal.Decimal

// totals requires of every 小计, 合计 and 总计 that it is the sum of its rows,
// and of 其中 rows that they are no more than what they are part of.
func (p *Pass) totals(t rows, columns []column) {
	for i := range t.n {
		switch t.kind(i) {
		case model.Subtotal, model.Total:
			leaves := t.leaves(i)
			for _, c := range columns {
				p.total(t, c, i, leaves)
			}
		case model.OfWhich:
			for _, c := range columns {
				p.ofWhich(t, c, i)
			}
		}
	}
}

func (p *Pass) total(t rows, c column, i int, leaves []int) {
	stated := c.cell(i)
	if !stated.known() {
		return
	}
	whole, ok := c.tally(leaves)
	if !ok {
		return
	}
	if whole.other != "" {
		p.Undecided(stated.pos, fmt.Sprintf("%s一列里既有“%s”又有“%s”，两种单位不能相加，合计没有核对", header(t.table, stated.pos, c.name), whole.unit, whole.other),
			"把这一列统一成一种单位")
		return
	}
	name := map[model.RowKind]string{model.Subtotal: "小计", model.Total: "合计"}[t.kind(i)]
	show := c.show(t.table, stated.unit)
	tol := whole.tolerance(stated)
	r := relation{
		cell: stated.pos, got: stated.n, right: c.over(leaves, whole), accept: within(tol), level: 1, show: show,
		say: func(want dec) Finding {
			parts, blank, _ := c.pick(leaves)
			f := Finding{
				Got: c.got(stated.n), Want: c.got(want), Related: places(parts),
				Message: fmt.Sprintf("%s的%s写的是 %s，各行（%s）相加是 %s，%s", name, header(t.table, stated.pos, c.name),
					show(stated.n), cells(stated.pos, places(parts)), show(want), gap(stated.n, want, show)),
				Hint: fmt.Sprintf("核对这几行：都没有写错，就把%s改为 %s", name, show(want)),
			}
			if len(blank) > 0 {
				f.Hint += "；" + cells(stated.pos, blank) + " 是空的，如果漏填，先补上"
			}
			if anyApprox(parts) || stated.approx {
				f.Severity = Warning
				f.Hint += "；其中有约数，这个差额超出了约数可能的范围"
			}
			return f
		},
	}
	if covers := t.covers(i); slices.Equal(covers, leaves) {
		// no subtotals in between
	} else if direct, _, ok := c.pick(covers); ok && len(direct) != whole.n {
		r.alts = append(r.alts, expr{num: terms(direct)})
	}
	p.require(r)
}

// mixed finds two units in a column that must not be added: 人 and 人次.
func mixed(parts []figure) (string, string) {
	first := ""
	for i := range parts {
		switch f := &parts[i]; {
		case f.unit == "", f.unit == first:
		case first == "":
			first = f.unit
		case sameUnit(first, f.unit) == different:
			return first, f.unit
		}
	}
	return "", ""
}

func (p *Pass) ofWhich(t rows, c column, i int) {
	part := c.cell(i)
	covers := t.covers(i)
	if !part.known() || len(covers) == 0 || covers[0] < 0 || covers[0] >= t.n {
		return
	}
	whole := c.cell(covers[0])
	if !whole.known() || sameUnit(part.unit, whole.unit) == different {
		return
	}
	show := c.show(t.table, part.unit)
	p.require(relation{
		cell: part.pos, got: part.n, right: expr{num: []term{whole.term()}}, limit: true,
		accept: atMost(tolerance(part, whole)), show: show,
		say: func(want dec) Finding {
			return Finding{
				Got: c.got(part.n), Want: c.got(want), Related: []model.Pos{whole.pos},
				Message: fmt.Sprintf("“其中”一行的%s写的是 %s，比它所在的那一行（%s，%s）还大，%s", header(t.table, part.pos, c.name),
					show(part.n), whole.pos.Cell(), show(want), gap(part.n, want, show)),
				Hint: "“其中”是一部分，不能大于总数，核对这两格",
			}
		},
	})
}
