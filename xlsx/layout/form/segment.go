package form

import (
	"strings"

	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// Marks of a row that cut a sheet into forms.
type formMark uint8

const (
	markTitle formMark = 1 << iota
	markName
	markMoney
	markIndicator
	markGoal
)

const markBlock = markMoney | markIndicator | markGoal

// formSegments cuts the sheet at titles and at 项目名称 labels, and joins what a
// repeated page header had cut off.
func formSegments(v *formView, lx *word.LabelForm) []formSegment {
	var segs []formSegment
	cur := formSegment{top: 1}
	for row := 1; row <= v.Rows; row++ {
		if row != v.Options.HeaderRow && !formRowMatters(v, row) {
			continue
		}
		mark, foreign, is, title := formRowMark(lx, row, v.Options.HeaderRow, v.units(row))
		starts := mark&markTitle != 0 && cur.marks&(markName|markBlock) != 0 ||
			mark&markName != 0 && cur.marks&(markName|markBlock) != 0
		if starts {
			top := headTop(v, lx, row, cur.last+1)
			cur.bottom = top - 1
			segs = append(segs, cur)
			cur = formSegment{top: top}
		}
		if mark != 0 {
			if cur.marks == 0 {
				cur.top = headTop(v, lx, row, cur.top)
			}
			cur.last = row
		}
		if mark&markTitle != 0 && cur.title == nil {
			cur.title, cur.foreign, cur.foreignIs = title, foreign, is
		}
		cur.marks |= mark
	}
	cur.bottom = v.Rows
	segs = append(segs, cur)

	var out []formSegment
	for _, s := range segs {
		last := len(out) - 1
		continues := last >= 0 && s.marks&(markName|markMoney) == 0 && s.foreign == out[last].foreign && sameTitle(s.title, out[last].title)
		switch {
		case s.marks&markBlock == 0 && !continues:
			// Nothing of a form here: a title or a name somewhere else.
		case continues:
			out[last].bottom = s.bottom
			out[last].marks |= s.marks
		default:
			out = append(out, s)
		}
	}
	return out
}

// headTop is the first row of a form whose first mark stands in row: the lines
// right above it that are labels of the head, a unit or a number of the form.
func headTop(v *formView, lx *word.LabelForm, row, floor int) int {
	for row > floor {
		us := v.units(row - 1)
		if len(us) == 0 || len(us) > 6 || us[0].Top != row-1 {
			return row
		}
		_, unit := value.FindUnitLine(us[len(us)-1].Text)
		switch lx.Named(us[0].Base, "head") {
		case "head.department", "head.unit", "head.code", "head.central", "head.year":
		default:
			if f := lx.Named(firstWord(us[0].Key), "head"); f != "head.unit" && f != "head.department" && f != "head.code" && !formNumber.MatchString(us[0].Key) && !isYearLine(us[0].Key) &&
				!(len(us) == 1 && unit) && !strings.HasPrefix(us[0].Key, "报表编号") {
				return row
			}
		}
		row--
	}
	return row
}

// formRowMatters is a cheap look whether a row can be a title, a header or a
// 项目名称 row: all their words hold one of a few signs.
func formRowMatters(v *formView, row int) bool {
	r := v.Grid.Row(row)
	if r == nil {
		return false
	}
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Kind == grid.String && len(c.Text) <= evidence.Standard.Word.LabelBytes && strings.ContainsAny(c.Text, "表标率执名数情") {
			return true
		}
	}
	return false
}

// sameTitle reports that b, found on a later page, does not name another form.
func sameTitle(b, a *formUnit) bool {
	return b == nil || a == nil || carriedTitle.ReplaceAllString(a.Key, "") == carriedTitle.ReplaceAllString(b.Key, "")
}

// carriedTitle is what a title says on further pages: （续）, 续表1.
var carriedTitle = pattern.New(`\(?(?:接上页|续表?|续上表)[0-9一二三]?\)?|\(?第[0-9一二三]页(?:,?共[0-9一二三]页)?\)?`)

// formRowMark says what the row tells about where forms begin.
func formRowMark(lx *word.LabelForm, row, hinted int, us []formUnit) (mark formMark, foreign, is string, title *formUnit) {
	starters := 0
	for _, u := range us {
		if u.Top == row {
			starters++
		}
	}
	if starters == 0 {
		return 0, "", "", nil
	}
	if t, f, what := formTitle(lx, us); t != nil {
		return markTitle, f, what, t
	}
	switch {
	case indicatorHeader(lx, row, us), row == hinted && hintedHeader(lx, us):
		return markIndicator, "", "", nil
	case moneyHeader(lx, row, us):
		return markMoney, "", "", nil
	case goalHeader(lx, row, us):
		return markGoal, "", "", nil
	}
	if len(us) > 0 && us[0].Top == row && lx.Named(us[0].Base, "head") == "head.name" {
		mark |= markName
	}
	return mark, "", "", nil
}

// formNumber is the number of a form above or below its title: 附件2, 公开15表.
var formNumber = pattern.New(`^(?:附件|附表|附录|表|公开|样表)[\d一二三四五六七八九十-]*[表号]?:?$`)
