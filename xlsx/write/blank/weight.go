package blank

import (
	"github.com/shopspring/decimal"

	"ziping/xlsx/write/kit"
)

// weightCell is a weight as a number, empty where none is known.
func weightCell(text string) kit.Cell {
	n, err := decimal.NewFromString(text)
	if err != nil {
		return kit.Cell{Style: count}
	}
	return kit.Cell{Value: n, Style: count}
}

// weightSum is what the known weights come to, in whole points.
func weightSum(list []Indicator) int {
	sum := decimal.Decimal{}
	for _, x := range list {
		if n, err := decimal.NewFromString(x.Weight); err == nil {
			sum = sum.Add(n)
		}
	}
	return int(sum.IntPart())
}
