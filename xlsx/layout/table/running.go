package table

import (
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/view"
)

// dropRunning takes the balances out of a ledger in which each is what was left after
// its row: they sum up to nothing. Such a balance follows from the one above and the
// row's own figures, and not from these alone.
func (t *table) dropRunning(rows []*model.FundRow) {
	held, broken := 0, 0
	var last *model.FundRow
	for _, r := range rows {
		if r.Kind != model.Detail || r.Balance.State != model.Known {
			continue
		}
		if last != nil {
			own := moved(r)
			switch step := r.Balance.Value.Yuan.Sub(last.Balance.Value.Yuan); {
			case step.Equal(own) && !step.IsZero() && !r.Balance.Value.Yuan.Equal(own):
				held++
			case !step.Equal(own):
				broken++
			}
		}
		last = r
	}
	if held < 1+view.One(t.weakMain() == "") || held <= broken {
		return
	}
	for _, r := range rows {
		r.Balance = model.Cell[model.Amount]{}
	}
	t.out.Why = append(t.out.Why, "“"+t.col["balance"].Header+"”是逐笔余额，不相加")
}

// moved is what a row adds to the balance.
func moved(r *model.FundRow) (n decimal.Decimal) {
	if r.Received.State == model.Known {
		n = r.Received.Value.Yuan
	}
	if r.Spent.State == model.Known {
		n = n.Sub(r.Spent.Value.Yuan)
	}
	return n
}
