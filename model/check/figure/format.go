package figure

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
)

// The forms of Got and Want (DESIGN.md 2): money in yuan with two decimals,
// rates with four, counts and scores as they are.
func Yuan(n decimal.Decimal) string { return n.StringFixed(2) }

func Rate(n decimal.Decimal) string { return n.StringFixed(4) }

func Plain(n decimal.Decimal) string { return n.Round(4).String() }

var tenThousand = decimal.NewFromInt(10000)

// Shown are Got and Want for a reader: 96.67% and 73,500.00 元 where the contract
// has 0.9667 and 73500.00.
func Shown(f check.Finding) (got, want string) {
	show := func(s string) string {
		n, err := decimal.NewFromString(s)
		switch places := len(s) - 1 - strings.IndexByte(s, '.'); {
		case err != nil || places == len(s):
			return s
		case places == 4 && slices.Contains(ofRates, f.Rule):
			return Percent(n)
		case places == 2 && (strings.HasPrefix(f.Rule, "fund/") || strings.HasPrefix(f.Rule, "activity/") || slices.Contains(ofMoney, f.Rule)):
			return Money(n, "元")
		}
		return s
	}
	return show(f.Got), show(f.Want)
}

// Money writes a sum for a reader, in the unit of the table it stands in:
// "73,500.00 元", "7.35 万元".
func Money(n decimal.Decimal, unit string) string {
	if unit != "万元" {
		return model.Thousands(n.StringFixed(2)) + " 元"
	}
	n = n.Div(tenThousand).Round(6)
	places := max(2, -n.Exponent())
	s := n.StringFixed(places)
	for places > 2 && strings.HasSuffix(s, "0") {
		s, places = s[:len(s)-1], places-1
	}
	return model.Thousands(s) + " 万元"
}

// Percent writes a rate for a reader: "96.67%".
func Percent(n decimal.Decimal) string { return TrimZeros(n.Shift(2).StringFixed(2)) + "%" }

func TrimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Count writes a number of things for a reader: "1,550 人次".
func Count(n decimal.Decimal, unit string) string {
	s := model.Thousands(Plain(n))
	if unit != "" {
		s += " " + unit
	}
	return s
}

// Score writes a weight or score for a reader: "19.99 分".
func Score(n decimal.Decimal) string { return Plain(n) + " 分" }

// Gap words by how much got is off want: "多 1,000.00 元".
func Gap(got, want decimal.Decimal, show func(decimal.Decimal) string) string {
	d := got.Sub(want)
	if d.IsNegative() {
		return "少 " + show(d.Neg())
	}
	return "多 " + show(d)
}

// Place names a cell for a reader who is nowhere: 资金表!E7.
func Place(pos model.Pos) string {
	if pos.IsZero() {
		return ""
	}
	return At(model.Pos{Sheet: &model.Sheet{File: pos.File()}}, pos)
}

// At names a cell for a reader of the finding at from: "E4" on the same sheet,
// "活动台账!K4" on another, "[台账.xlsx]活动台账!K4" in another workbook.
func At(from, to model.Pos) string {
	switch {
	case to.IsZero():
		return ""
	case to.File() != from.File() && from.File() != "":
		return to.String()
	case to.Sheet != from.Sheet:
		return to.SheetName() + "!" + to.Cell()
	}
	return to.Cell()
}

// Cells names several cells, neighbours in a row or column as a range, and at
// most six of them.
func Cells(from model.Pos, list []model.Pos) string {
	var parts []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && neighbours(list[j], list[j+1]) && (j == i || list[j+1].Col-list[j].Col == list[i+1].Col-list[i].Col) {
			j++
		}
		name := At(from, list[i])
		if j > i {
			name += ":" + list[j].Cell()
		}
		parts = append(parts, name)
		i = j + 1
	}
	if len(parts) > 6 {
		parts = append(parts[:6], "等")
	}
	return strings.Join(parts, "、")
}

func neighbours(a, b model.Pos) bool {
	return a.Sheet == b.Sheet && (a.Col == b.Col && b.Row == a.Row+1 || a.Row == b.Row && b.Col == a.Col+1)
}

// Quote sets what is written between quotation marks, shortened.
func Quote(s string) string {
	s = strings.Join(strings.Fields(s), "")
	if r := []rune(s); len(r) > 30 {
		s = string(r[:30]) + "…"
	}
	return "“" + s + "”"
}

var (
	ofRates = []string{"fund/rate", "fund/denominator", "indicator/deviation"}
	ofMoney = []string{"indicator/cost", "rollup/allotment"}
)
