package city

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// sumOf adds up what rows allot; ok is false when one of them does not say.
func sumOf(rows []*model.Allotment) (sum decimal.Decimal, ok bool) {
	for _, a := range rows {
		if !a.Amount.Known() {
			return sum, false
		}
		sum = sum.Add(a.Amount.Value.Yuan)
	}
	return sum, len(rows) > 0
}

func sameSum(a, b []*model.Allotment) bool {
	x, okX := sumOf(a)
	y, okY := sumOf(b)
	return okX && okY && x.Equal(y)
}

// seriesWords part one year's money into sums that are added up.
var seriesWords = []string{"中央", "省级", "市级", "县级", "区级", "第一批", "第二批", "第三批", "第四批", "首批", "上半年", "下半年", "提前下达", "追加"}

// Series is what a table's name or title says of the series it belongs to.
func Series(names ...string) string {
	for _, name := range names {
		for _, w := range seriesWords {
			if strings.Contains(name, w) {
				return w
			}
		}
	}
	return ""
}
