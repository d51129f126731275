package value

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// Count reads a number of things or people. headerUnit is the column's unit,
// 万人次 included; a unit in the cell wins, and a 万 in the cell stands in for
// that of the header: 0.32万人次 under 人 is 3200 人次, and 0.32万 under 万人次 is
// 3200 人次.
//
//	450人  2,860  0.32万人次  三十  台（套）
//	约600  320余场次  2.3万余人  4000多名  近885万份      with Approx
func Count(c *grid.Cell, headerUnit string) Result[model.Count] { return CountIn(headerUnit)(c) }

// CountIn is Count for the cells of one column.
func CountIn(headerUnit string) func(*grid.Cell) Result[model.Count] {
	exp, unit := splitMultiplier(fold(headerUnit))
	return func(c *grid.Cell) Result[model.Count] { return count(c, exp, unit) }
}

func count(c *grid.Cell, exp int32, unit string) Result[model.Count] {
	const want = "数量"
	t, r, done := begin[model.Count](c, want)
	if done {
		return r
	}
	var n model.Count
	var err *Error
	switch c.Kind {
	case grid.Date:
		err = dateInstead(t, want)
	case grid.Number:
		n, err = storedCount(c, t, exp, unit)
	default:
		n, err = textCount(t, exp, unit)
	}
	if err != nil {
		return bad[model.Count](err)
	}
	return known(n)
}

func storedCount(c *grid.Cell, t string, exp int32, unit string) (n model.Count, err *Error) {
	d, s, err := storedCell(c, t, "数量")
	if err != nil {
		return n, err
	}
	if s.percent {
		return n, &Error{t, "数量单元格设成了百分比格式", "请把单元格格式改为“数值”，并核对数量"}
	}
	n.Approx = s.approx()
	if s.after == "" {
	} else if word, _ := suffix(strings.Trim(fold(s.after), "-_ "), approxAfter); word != "" {
		e, u := splitMultiplier(word)
		if u != "" && !isUnit(u) {
			return n, &Error{t, fmt.Sprintf("单元格格式在数后面显示“%s”，不是数量单位", clip(word)), "请改正单元格格式"}
		}
		if exp = e; u != "" {
			unit = u
		}
	}
	if s.scale != 0 && int32(s.scale) != exp {
		return n, scaled(t, "数量")
	}
	n.Unit = unit
	n.N = d.N.Shift(exp - int32(s.scale))
	n.Place = exp + s.place(d.Place)
	return n, nil
}

// calendar are units that make a figure a date, unless the column is in them.
var calendar = []string{"年", "月", "日", "周"}

// estimates behind a figure say that it is none that was counted.
var estimates = []string{"(估)", "(估计)", "(估算)", "(约)", "(约数)", "(大约)", "(预估)"}

func textCount(t string, exp int32, unit string) (n model.Count, err *Error) {
	in, approx := lead(unquote(t))
	if s, ok := suffix(in, estimates); ok {
		in, approx = s, true
	}
	in, neg := takeSign(in)
	q, rest, ok := takeQuantity(in)
	if !ok {
		return n, refuse(t, "数量")
	}
	rest, about := suffix(rest, approxAfter)
	n = model.Count{N: q.n, Unit: unit, Place: q.place, Approx: approx || about || q.approx}
	switch {
	case rest == "" && (q.big || q.bare):
	case rest == "":
		n.N, n.Place = q.n.Shift(exp), q.place+exp
	case slices.Contains(calendar, rest) && rest != unit:
		return n, &Error{t, fmt.Sprintf("“%s”像是时间，不是数量", clip(t)), "请填写数量；时间请写到时间列"}
	case rest != "元" && rest != "%" && isUnit(rest):
		n.Unit = rest
	default:
		return n, refuse(t, "数量")
	}
	if neg {
		n.N = n.N.Neg()
	}
	return n, nil
}
