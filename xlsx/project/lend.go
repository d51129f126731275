package project

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout"
	"ziping/xlsx/project/kin"
)

// Requirements belong to the project, not to a table: a table that lacks a
// column gives what it has where no whole one of its kind is there.

// A lack is a table that lacks a column, on its page.
type lack struct {
	pg *page
	t  *layout.Partial
}

// lend puts tables that lack a column into the project where it has no whole one
// of their kind.
func (r *reading) lend() {
	lacks := map[model.TableKind][]lack{}
	for _, pg := range r.pages {
		if pg.result == nil {
			continue
		}
		for i := range pg.result.Partials {
			if t := &pg.result.Partials[i]; t.Read != nil && t.Role == "" {
				lacks[t.Kind] = append(lacks[t.Kind], lack{pg, t})
			}
		}
	}
	r.lendLogs(lacks[model.KindActivity])
	r.lendFunds(lacks[model.KindFund])
	r.lendAllotments(lacks[model.KindAllotment])
}

// use puts a table that lacks a column into the project.
func (r *reading) use(l lack) {
	l.pg.lent = append(l.pg.lent, l.t.Read)
	r.heads = append(r.heads, l.t.Read.Heads...)
	r.take(l.pg, l.t.Read)
}

// surest is the table that most clearly is of its kind: named by its title or
// sheet, then by points; the first of equals.
func surest(ls []lack) lack {
	return slices.MaxFunc(ls, func(a, b lack) int {
		return cmp.Or(cmp.Compare(btoi(a.t.Named), btoi(b.t.Named)), cmp.Compare(a.t.Points, b.t.Points))
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// lendLogs uses the surest log, and those with the same header: the months or
// directions of one log.
func (r *reading) lendLogs(ls []lack) {
	ls = slices.DeleteFunc(ls, func(l lack) bool {
		return !slices.ContainsFunc(l.t.Read.Logs, func(log *model.ActivityLog) bool { return len(log.Rows) > 0 })
	})
	if len(ls) == 0 || len(r.p.Logs) > 0 {
		return
	}
	best := surest(ls)
	for _, l := range ls {
		if slices.Equal(l.t.Headers, best.t.Headers) {
			r.use(l)
		}
	}
}

// lendFunds uses fund tables where there is no whole one. Beside a form or
// another statement of the project's money only those that agree with it in one
// column at least; of several the one that agrees most, and those that state for
// the same rows what it does not.
func (r *reading) lendFunds(ls []lack) {
	ls = slices.DeleteFunc(ls, func(l lack) bool { return l.fund() == nil || len(l.fund().Rows) == 0 })
	if len(ls) == 0 || r.p.Main() != nil {
		return
	}
	stated := r.stated()
	agreed := func(l lack) int { return stated.agreeing(fundSums(l.fund())) }
	if len(r.p.Forms) > 0 {
		if ls = slices.DeleteFunc(ls, func(l lack) bool { return agreed(l) == 0 }); len(ls) == 0 {
			return
		}
	}
	best := surest(ls)
	for _, l := range ls {
		if agreed(l) > agreed(best) {
			best = l
		}
	}
	r.use(best)
	for _, l := range ls {
		if l.t != best.t && complete(best.fund(), l.fund()) {
			l.pg.lent = append(l.pg.lent, l.t.Read)
			l.t.Table.Why = append(l.t.Table.Why, "与"+place(best.t.Table)+"是同样的几行，那里没有的列从这里取")
			r.p.Notes = append(r.p.Notes, l.t.Read.Notes...)
		}
	}
}

// fund is the fund table of a partial one, nil for none.
func (l lack) fund() *model.FundTable {
	for _, f := range l.t.Read.Funds {
		return f
	}
	return nil
}

// complete fills columns that a fund table lacks from another table of the same
// rows, the budget on one sheet and what was spent on another. It reports that
// something was filled.
func complete(to, from *model.FundTable) bool {
	rows := map[string]*model.FundRow{}
	for _, row := range from.Rows {
		if row.Kind == model.Detail && row.Label.Known() {
			rows[model.Key(row.Label.Value)] = row
		}
	}
	matched, details := 0, 0
	for _, row := range to.Rows {
		if row.Kind == model.Detail {
			details++
			matched += btoi(rows[model.Key(row.Label.Value)] != nil)
		}
	}
	if matched == 0 || matched < details || details < len(rows) {
		return false
	}
	for _, row := range from.Rows {
		if row.Kind == model.Total {
			rows[totalKey] = row
		}
	}
	filled := false
	for _, row := range to.Rows {
		other := rows[model.Key(row.Label.Value)]
		if row.Kind == model.Total {
			other = rows[totalKey]
		}
		if other != nil && row.Kind != model.Subtotal {
			filled = fill(row, other) || filled
		}
	}
	return filled
}

// totalKey stands for the total among the keys of labels, which have no blanks.
const totalKey = " total"

// fill takes the figures that a row has no cell for.
func fill(to, from *model.FundRow) bool {
	filled := false
	for _, of := range []func(*model.FundRow) *model.Cell[model.Amount]{
		func(r *model.FundRow) *model.Cell[model.Amount] { return &r.Initial },
		func(r *model.FundRow) *model.Cell[model.Amount] { return &r.Planned },
		func(r *model.FundRow) *model.Cell[model.Amount] { return &r.Received },
		func(r *model.FundRow) *model.Cell[model.Amount] { return &r.Spent },
		func(r *model.FundRow) *model.Cell[model.Amount] { return &r.Balance },
	} {
		if a, b := of(to), of(from); a.State == model.Absent && b.State != model.Absent {
			*a, filled = *b, true
		}
	}
	return filled
}

// lendAllotments uses a 资金分配表 that is called so where the unit has nothing else.
func (r *reading) lendAllotments(ls []lack) {
	if len(r.p.Allotments)+len(r.p.Funds)+len(r.p.Forms)+len(r.p.Logs) > 0 {
		return
	}
	for _, l := range ls {
		if l.t.Named {
			r.use(l)
		}
	}
}

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
