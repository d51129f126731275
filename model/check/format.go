package check

import (
	"errors"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// The forms of Got and Want (DESIGN.md 2): money in yuan with two decimals,
// rates with four, counts and scores as they are.
func yuan(n decimal.Decimal) string  { return n.StringFixed(2) }
func rate(n decimal.Decimal) string  { return n.StringFixed(4) }
func plain(n decimal.Decimal) string { return n.Round(4).String() }

var tenThousand = decimal.NewFromInt(10000)

var (
	ofRates = []string{"fund/rate", "fund/denominator", "indicator/deviation"}
	ofMoney = []string{"indicator/cost", "rollup/allotment"}
)

// Shown are Got and Want for a reader: 96.67% and 73,500.00 元 where the contract
// has 0.9667 and 73500.00.
func (f Finding) Shown() (got, want string) {
	show := func(s string) string {
		n, err := decimal.NewFromString(s)
		switch places := len(s) - 1 - strings.IndexByte(s, '.'); {
		case err != nil || places == len(s):
			return s
		case places == 4 && slices.Contains(ofRates, f.Rule):
			return percent(n)
		case places == 2 && (strings.HasPrefix(f.Rule, "fund/") || strings.HasPrefix(f.Rule, "activity/") || slices.Contains(ofMoney, f.Rule)):
			return money(n, "元")
		}
		return s
	}
	return show(f.Got), show(f.Want)
}

// money writes a sum for a reader, in the unit of the table it stands in:
// "73,500.00 元", "7.35 万元".
func money(n decimal.Decimal, unit string) string {
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

// parseYuan reads what yuan wrote; a figure of another kind is an error.
func parseYuan(s string) (decimal.Decimal, error) {
	if i := strings.IndexByte(s, '.'); i < 0 || len(s)-i != 3 {
		return decimal.Decimal{}, errors.New("no sum of money")
	}
	return decimal.NewFromString(s)
}

// percent writes a rate for a reader: "96.67%".
func percent(n decimal.Decimal) string { return trimZeros(n.Shift(2).StringFixed(2)) + "%" }

func trimZeros(s string) string {
	if !strings.Contains(s, ".") {
		return s
	}
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// count writes a number of things for a reader: "1,550 人次".
func count(n decimal.Decimal, unit string) string {
	s := model.Thousands(plain(n))
	if unit != "" {
		s += " " + unit
	}
	return s
}

// score writes a weight or score for a reader: "19.99 分".
func score(n decimal.Decimal) string { return plain(n) + " 分" }

// gap words by how much got is off want: "多 1,000.00 元".
func gap(got, want decimal.Decimal, show func(decimal.Decimal) string) string {
	d := got.Sub(want)
	if d.IsNegative() {
		return "少 " + show(d.Neg())
	}
	return "多 " + show(d)
}

// at names a cell for a reader of the finding at from: "E4" on the same sheet,
// "活动台账!K4" on another, "[台账.xlsx]活动台账!K4" in another workbook.
func at(from, to model.Pos) string {
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

// cells names several cells, neighbours in a row or column as a range, and at
// most six of them.
func cells(from model.Pos, list []model.Pos) string {
	var parts []string
	for i := 0; i < len(list); {
		j := i
		for j+1 < len(list) && neighbours(list[j], list[j+1]) && (j == i || list[j+1].Col-list[j].Col == list[i+1].Col-list[i].Col) {
			j++
		}
		name := at(from, list[i])
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

// quote sets what is written between quotation marks, shortened.
func quote(s string) string {
	s = strings.Join(strings.Fields(s), "")
	if r := []rune(s); len(r) > 30 {
		s = string(r[:30]) + "…"
	}
	return "“" + s + "”"
}
