package form

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// Which money row is part of which.

// fiscalParts are rows that are part of 财政拨款 where they follow it.
var fiscalParts = profile.Common("fiscal-parts")

// levelMoney says which row is part of which: 其中 opens a level below the row
// above it; the known parts of 财政拨款 that follow it lie one deeper.
func (fr *formReader) levelMoney() {
	fiscal := false            // a 财政拨款 row stands above
	nested := -1               // indent at which a second 其中 was met
	var last, whole *moneyLine // the row above
	for i := range fr.money.rows {
		l := &fr.money.rows[i]
		name := model.Key(l.Label.Value)
		part := word.ContainsAny(name, fiscalParts)
		switch {
		case l.part && whole.Kind == model.MoneyTotal && fr.rowsBelow(i):
			l.Level = 2 // the rows below are the total's parts already
			continue
		case l.part:
			l.Level = whole.Level + 1
			continue
		case l.Kind == model.MoneyTotal:
			l.Level, fiscal, nested = 0, false, -1
		case part && fiscal:
			l.Level = 2
		case l.of && last != nil && last.Kind != model.MoneyTotal && !last.of && last.Level == 1:
			l.Level, nested = 2, l.indent
		case nested >= 0 && last != nil && last.Level == 2 && l.indent > nested:
			l.Level = 2
		default:
			l.Level = 1
			fiscal = l.Kind == model.MoneyFiscal && !part
			nested = -1
		}
		last, whole = l, l
	}
	fr.nestMoney()
}

// settleTotal takes the only row of the money for the total, whatever it is
// called. Several rows without a total are said: nobody adds them up.
func (fr *formReader) settleTotal() {
	m := &fr.money
	own := slices.DeleteFunc(slices.Clone(m.rows), func(l moneyLine) bool { return l.part })
	if len(own) == 0 || slices.ContainsFunc(own, func(l moneyLine) bool { return l.Kind == model.MoneyTotal }) {
		return
	}
	missing := "一行"
	if len(own) == 1 {
		own[0].Kind = model.MoneyTotal
		if len(m.rows) == 1 || own[0].Budget.Known() || own[0].Spent.Known() {
			return
		}
		missing = "一列"
	}
	fr.Said = append(fr.Said, model.Note{Rule: "import/ignored", Pos: own[0].Label.Pos,
		Message: "自评表的资金栏没有“年度资金总额”" + missing + "，各项的数没有合起来与别处核对", Hint: "请补上“年度资金总额”" + missing})
}

// rowsBelow reports a further row of the sheet below row i of the money.
func (fr *formReader) rowsBelow(i int) bool {
	for _, l := range fr.money.rows[i+1:] {
		if !l.part {
			return l.Kind != model.MoneyTotal
		}
	}
	return false
}

// nestMoney finds the rows that lie deeper than their words tell: where the
// rows of level 1 do not make up the total, and do so once what begins with
// 其中 or an indent, or follows a 小计, is taken for part of the row above it.
func (fr *formReader) nestMoney() {
	rows := fr.money.rows
	for i := 0; i < len(rows); i++ {
		if rows[i].Kind != model.MoneyTotal {
			continue
		}
		end := i + 1
		for end < len(rows) && rows[end].Kind != model.MoneyTotal {
			end++
		}
		n := nesting{total: moneyOf(rows[i]), rows: rows[i+1 : end]}
		if len(n.rows) <= evidence.MoneyRows && !n.adds(nil) {
			if deep, ok := n.find(0, nil); ok {
				for _, j := range deep {
					n.rows[j].Level = 2
				}
			}
		}
		i = end - 1
	}
}

// A nesting is a total and the rows below it.
type nesting struct {
	total []model.Cell[model.Amount]
	rows  []moneyLine
}

func moneyOf(l moneyLine) []model.Cell[model.Amount] {
	return []model.Cell[model.Amount]{l.Initial, l.Budget, l.Received, l.Spent}
}

// find tries every choice of runs of deeper rows from row i on.
func (n nesting) find(i int, deep []int) ([]int, bool) {
	for ; i < len(n.rows); i++ {
		if !n.opens(i) {
			continue
		}
		for end := len(n.rows); end > i; end-- {
			if run, ok := n.run(i, end); ok {
				if all, ok := n.find(end, append(deep[:len(deep):len(deep)], run...)); ok {
					return all, true
				}
			}
		}
	}
	return deep, len(deep) > 0 && n.adds(deep)
}

// opens reports that row i may begin a deeper level.
func (n nesting) opens(i int) bool {
	l := n.rows[i]
	if i == 0 || l.Level != 1 || l.part {
		return false
	}
	above := n.rows[i-1]
	return l.of || l.indent > above.indent || strings.HasSuffix(model.Key(above.Label.Value), "小计") ||
		above.Kind == model.MoneyFiscal && l.Kind == model.MoneyFiscal
}

// run is the rows from i up to end, as long as they are no more together than
// the row above them.
func (n nesting) run(i, end int) ([]int, bool) {
	var run []int
	sums := make([]decimal.Decimal, len(n.total))
	for j := i; j < end; j++ {
		if n.rows[j].Level != 1 {
			continue
		}
		run = append(run, j)
		for k, c := range moneyOf(n.rows[j]) {
			sums[k] = sums[k].Add(c.Value.Yuan)
		}
	}
	for k, c := range moneyOf(n.rows[i-1]) {
		if c.State == model.Known && sums[k].GreaterThan(c.Value.Yuan) {
			return nil, false
		}
	}
	return run, true
}

// adds reports that the rows of level 1 without those in deep make up the total.
func (n nesting) adds(deep []int) bool {
	sums := make([]decimal.Decimal, len(n.total))
	for i, l := range n.rows {
		if l.Level != 1 || slices.Contains(deep, i) {
			continue
		}
		for k, c := range moneyOf(l) {
			sums[k] = sums[k].Add(c.Value.Yuan)
		}
	}
	for k, c := range n.total {
		if c.State == model.Known && !sums[k].Equal(c.Value.Yuan) {
			return false
		}
	}
	return true
}
