package project

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/project/kin"
)

// amounts are sums of money by which a table is known to be the project's.
type amounts []decimal.Decimal

// stated are the sums that the project's forms, logs, allotment and 基本信息
// state: what a fund table of the same project has to come to, in one column at
// least.
func (r *reading) stated() amounts {
	var out amounts
	for _, h := range r.heads {
		if h.Issued.Known() {
			out = append(out, h.Issued.Value.Yuan)
		}
	}
	for _, f := range r.p.Forms {
		for _, c := range moneyTotals(f) {
			out = append(out, c.Value.Yuan)
		}
	}
	for _, l := range r.p.Logs {
		if n, some := kin.Readable(costOf(l)); some {
			out = append(out, n)
		}
	}
	for _, t := range r.p.Allotments {
		for _, row := range t.Rows {
			if row.Kind == model.Detail && row.Amount.Known() {
				out = append(out, row.Amount.Value.Yuan)
			}
		}
	}
	return slices.DeleteFunc(out, decimal.Decimal.IsZero)
}

// agreeing counts the sums that are among those stated.
func (a amounts) agreeing(sums []decimal.Decimal) int {
	n := 0
	for _, s := range sums {
		if slices.ContainsFunc(a, s.Equal) {
			n++
		}
	}
	return n
}

// fundSums are the sums of a fund table's columns, those that are known and not 0.
func fundSums(t *model.FundTable) []decimal.Decimal {
	var out []decimal.Decimal
	for _, column := range []func(*model.FundRow) model.Cell[model.Amount]{model.Planned, model.Received, model.Spent} {
		if n, some := kin.Readable(t.Sum(column)); some && !n.IsZero() {
			out = append(out, n)
		}
	}
	return out
}
