package rules

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/relation"
)

// totals requires of every 小计, 合计 and 总计 that it is the sum of its rows,
// and of 其中 rows that they are no more than what they are part of.
func totals(p *check.Pass, t figure.Table, columns []figure.Column) {
	for i := range t.N {
		switch t.Kind(i) {
		case model.Subtotal, model.Total:
			leaves := t.Leaves(i)
			for _, c := range columns {
				total(p, t, c, i, leaves)
			}
		case model.OfWhich:
			for _, c := range columns {
				ofWhich(p, t, c, i)
			}
		}
	}
}

func total(p *check.Pass, t figure.Table, c figure.Column, i int, leaves []int) {
	stated := c.Cell(i)
	if !stated.Known() {
		if stated.State == model.Bad {
			p.Open(fmt.Sprintf("%s读不出（%s）", figure.Header(t.Table, stated.Pos, c.Name), figure.Place(stated.Pos)))
		}
		return
	}
	whole, ok := c.Tally(leaves)
	if !ok {
		if !stated.N.IsZero() || whole.Bad {
			p.Open(fmt.Sprintf("%s写了合计（%s），各行没有写全或者读不出", figure.Header(t.Table, stated.Pos, c.Name), figure.Place(stated.Pos)))
		}
		return
	}
	if whole.Other != "" {
		p.Undecided(stated.Pos, fmt.Sprintf("%s一列里既有“%s”又有“%s”，两种单位不能相加，合计没有核对", figure.Header(t.Table, stated.Pos, c.Name), whole.Unit, whole.Other),
			"把这一列统一成一种单位")
		return
	}
	name := map[model.RowKind]string{model.Subtotal: "小计", model.Total: "合计"}[t.Kind(i)]
	show := c.Show(t.Table, stated.Unit)
	tol := whole.Tolerance(stated)
	r := relation.Relation{
		Cell: stated.Pos, Got: stated.N, Right: c.Over(leaves, whole), Accept: figure.Within(tol), Level: 1, Show: show,
		Say: func(want decimal.Decimal) check.Finding {
			parts, blank, _ := c.Pick(leaves)
			f := check.Finding{
				Got: c.Got(stated.N), Want: c.Got(want), Related: figure.Places(parts),
				Message: fmt.Sprintf("%s的%s写的是 %s，各行（%s）相加是 %s，%s", name, figure.Header(t.Table, stated.Pos, c.Name),
					show(stated.N), figure.Cells(stated.Pos, figure.Places(parts)), show(want), figure.Gap(stated.N, want, show)),
				Hint: fmt.Sprintf("核对这几行：都没有写错，就把%s改为 %s", name, show(want)),
			}
			if len(blank) > 0 {
				f.Hint += "；" + figure.Cells(stated.Pos, blank) + " 是空的，如果漏填，先补上"
			}
			if figure.AnyApprox(parts) || stated.Approx {
				f.Severity = check.Warning
				f.Hint += "；其中有约数，这个差额超出了约数可能的范围"
			}
			return f
		},
	}
	if covers := t.Covers(i); slices.Equal(covers, leaves) {
		// no subtotals in between
	} else if direct, _, ok := c.Pick(covers); ok && len(direct) != whole.N {
		r.Alts = append(r.Alts, figure.Expr{Num: figure.Terms(direct)})
	}
	relation.Require(p, r)
}

func ofWhich(p *check.Pass, t figure.Table, c figure.Column, i int) {
	part := c.Cell(i)
	covers := t.Covers(i)
	if !part.Known() || len(covers) == 0 || covers[0] < 0 || covers[0] >= t.N {
		return
	}
	whole := c.Cell(covers[0])
	if !whole.Known() || figure.SameUnit(part.Unit, whole.Unit) == figure.Different {
		return
	}
	show := c.Show(t.Table, part.Unit)
	relation.Require(p, relation.Relation{
		Cell: part.Pos, Got: part.N, Right: figure.Expr{Num: []figure.Term{whole.Term()}}, Limit: true,
		Accept: figure.AtMost(figure.Tolerance(part, whole)), Show: show,
		Say: func(want decimal.Decimal) check.Finding {
			return check.Finding{
				Got: c.Got(part.N), Want: c.Got(want), Related: []model.Pos{whole.Pos},
				Message: fmt.Sprintf("“其中”一行的%s写的是 %s，比它所在的那一行（%s，%s）还大，%s", figure.Header(t.Table, part.Pos, c.Name),
					show(part.N), whole.Pos.Cell(), show(want), figure.Gap(part.N, want, show)),
				Hint: "“其中”是一部分，不能大于总数，核对这两格",
			}
		},
	})
}
