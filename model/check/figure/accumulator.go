package figure

import (
	"github.com/shopspring/decimal"
)

// An accumulator adds decimals exactly. Sums of workbook figures fit a machine
// word at a fixed exponent nearly always; what does not goes to big numbers.
type accumulator struct {
	small int64 // in units of 10^-accumulatorPlaces
	big   decimal.Decimal
}

const (
	accumulatorPlaces = 6
	// accumulatorLimit keeps one addition far from overflow.
	accumulatorLimit = 1 << 61
)

var powers = [...]int64{1, 10, 100, 1000, 10000, 100000, 1000000}

func (a *accumulator) add(n decimal.Decimal) {
	shift := n.Exponent() + accumulatorPlaces
	if shift >= 0 && int(shift) < len(powers) && n.NumDigits() <= 12 {
		a.small += n.CoefficientInt64() * powers[shift]
		if a.small > accumulatorLimit || a.small < -accumulatorLimit {
			a.flush()
		}
		return
	}
	a.big = a.big.Add(n)
}

func (a *accumulator) flush() {
	a.big = a.big.Add(decimal.New(a.small, -accumulatorPlaces))
	a.small = 0
}

func (a *accumulator) value() decimal.Decimal {
	a.flush()
	return a.big
}
