package modeltest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// A quantity is a number as offices write it.
type quantity struct {
	n      decimal.Decimal
	place  int32
	approx bool
	unit   string // what follows the number and its multiplier
}

var number = regexp.MustCompile(`^(约|近|超)?(-?[0-9][0-9,]*(?:\.[0-9]+)?)(余|多)?(百|千|万|亿)?(余|多)?(.*)$`)

var multipliers = map[string]int32{"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}

func readQuantity(s string) (quantity, error) {
	m := number.FindStringSubmatch(s)
	if m == nil {
		return quantity{}, fmt.Errorf("not a number: %q", s)
	}
	n, err := decimal.NewFromString(strings.ReplaceAll(m[2], ",", ""))
	if err != nil {
		return quantity{}, err
	}
	if m[4] == "百" && strings.HasPrefix(m[6], "分") { // 百分比 is a unit
		m[4], m[6] = "", "百"+m[6]
	}
	shift := multipliers[m[4]]
	return quantity{
		n: n.Shift(shift), place: n.Exponent() + shift, unit: m[6],
		approx: m[1] != "" || m[3] != "" || m[5] != "",
	}, nil
}

// amount reads money; the unit of the table is that of a bare number.
func amount(unitOf int32) func(string) (model.Amount, error) {
	return func(s string) (model.Amount, error) {
		q, err := readQuantity(s)
		switch {
		case err != nil:
			return model.Amount{}, err
		case q.unit == "" && !strings.ContainsAny(s, "万亿"):
			q.n, q.place = q.n.Shift(unitOf), q.place+unitOf
		case q.unit != "" && q.unit != "元":
			return model.Amount{}, fmt.Errorf("not money: %q", s)
		}
		return model.Amount{Yuan: q.n, Place: q.place, Approx: q.approx}, nil
	}
}

func counted(s string) (model.Count, error) {
	q, err := readQuantity(s)
	return model.Count{N: q.n, Unit: q.unit, Place: q.place, Approx: q.approx}, err
}

func ratio(s string) (model.Ratio, error) {
	q, err := readQuantity(s)
	switch {
	case err != nil:
		return model.Ratio{}, err
	case q.unit == "%":
		return model.Ratio{R: q.n.Shift(-2), Place: q.place - 2, Percent: true, Approx: q.approx}, nil
	case q.n.GreaterThan(decimal.NewFromInt(2)):
		return model.Ratio{R: q.n.Shift(-2), Place: q.place - 2, Approx: q.approx}, nil
	}
	return model.Ratio{R: q.n, Place: q.place, Approx: q.approx}, nil
}

func plain(s string) (model.Number, error) {
	q, err := readQuantity(s)
	return model.Number{N: q.n, Place: q.place}, err
}

func price(unitOf int32) func(string) (model.Price, error) {
	return func(s string) (model.Price, error) {
		sum, per, _ := strings.Cut(s, "/")
		a, err := amount(unitOf)(sum)
		return model.Price{Amount: a, Per: per}, err
	}
}

// ops are the operators in front of a measure, longest first.
var ops = []struct {
	word string
	op   model.Op
}{
	{"不少于", model.OpGE}, {"不低于", model.OpGE}, {"不超过", model.OpLE}, {">=", model.OpGE}, {"<=", model.OpLE},
	{"≥", model.OpGE}, {"≤", model.OpLE}, {"＝", model.OpEQ}, {"﹦", model.OpEQ}, {"=", model.OpEQ}, {">", model.OpGT}, {"<", model.OpLT}, {"±", model.OpTolerance},
}

func measure(s string) (model.Measure, error) {
	var m model.Measure
	rest := s
	for _, o := range ops {
		if after, found := strings.CutPrefix(rest, o.word); found {
			m.Op, rest = o.op, after
			break
		}
	}
	for _, word := range []string{"提升", "增长", "提高"} {
		if after, found := strings.CutPrefix(rest, word); found && number.MatchString(after) {
			m.Relative, rest = true, after
		}
	}
	low, high, isRange := strings.Cut(rest, "~")
	q, err := readQuantity(low)
	if err != nil {
		if m.Op != model.OpNone {
			return m, err
		}
		return model.Measure{Qualitative: true}, nil
	}
	m.Value, m.Place, m.Unit, m.Approx = q.n, q.place, q.unit, q.approx
	if isRange {
		h, err := readQuantity(high)
		if err != nil {
			return m, err
		}
		m.Op, m.High, m.Unit = model.OpRange, h.n, h.unit
	}
	if strings.Contains(rest, "万元") && m.Unit == "元" {
		m.Unit = "元"
	}
	return m, nil
}

var date = regexp.MustCompile(`^(?:(\d{4})[-年./])?(?:(\d{1,2})(?:[-月./]|$))?(?:(\d{1,2})日?)?$`)

func oneDate(s string) (model.Date, error) {
	m := date.FindStringSubmatch(s)
	if m == nil || s == "" {
		return model.Date{}, fmt.Errorf("not a date: %q", s)
	}
	n := func(i int) int { v, _ := strconv.Atoi(m[i]); return v }
	return model.Date{Year: n(1), Month: n(2), Day: n(3)}, nil
}

// dates reads 2022-05-22, 2022年6月, 2022年, 5月13日, and two of them parted by "~".
func dates(s string) (model.DateRange, error) {
	low, high, isRange := strings.Cut(s, "~")
	from, err := oneDate(low)
	if err != nil {
		return model.DateRange{}, err
	}
	to := from
	if isRange {
		if to, err = oneDate(high); err != nil {
			return model.DateRange{}, err
		}
		if to.Year == 0 {
			to.Year = from.Year
		}
	}
	return model.DateRange{From: from, To: to}, nil
}

func year(s string) (int, error) { return strconv.Atoi(strings.TrimSuffix(s, "年")) }
