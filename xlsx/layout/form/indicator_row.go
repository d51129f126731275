package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// The rows below the header of the indicators.

// indicatorRow reads one row below the indicators' header.
func (fr *formReader) indicatorRow(row int, us, fresh []formUnit) bool {
	b := &fr.ind
	if fr.sectionRow(row, fresh) {
		return true
	}
	if len(b.columns) == 0 || fr.leavesIndicators(row, us, fresh) || fr.blank > 0 && !fr.resumes(row, us) {
		return false
	}
	for _, u := range us {
		if u.Right < b.columns[0].left && u.Top == row {
			fr.blockWeight(u.Label, grid.Ref{Row: u.Top, Col: u.Left})
		}
	}
	cells := map[string]formCell{}
	filled := map[string]bool{}
	for _, c := range b.columns {
		at := fr.v.cellIn(row, c)
		if at.cell != nil && at.span.Top <= b.bottom {
			at = formCell{pos: at.pos} // the header's own cell reaches down
		}
		cells[c.field] = at
		filled[c.field] = at.cell != nil && at.span.Top == row && at.span.Left >= c.left
	}
	l1, l2 := fr.carry(row, cells, filled)
	l3 := cells["ind.l3"]
	role, why := fr.rowRole(row, cells, filled, us)
	switch role {
	case "data":
		fr.addIndicator(row, cells, l1, l2, l3)
	case "unknown":
		return false
	case "more":
		fr.continueIndicator(cells, filled)
		role = "data"
	}
	fr.noteOpen = false
	fr.stray(row, us, b.span)
	fr.take(us...)
	fr.use(row, role, why)
	return true
}

// sectionRow reads a row that does nothing but name the group of what follows,
// 一、产出指标（50分）, where no column is there for it.
func (fr *formReader) sectionRow(row int, fresh []formUnit) bool {
	b := &fr.ind
	u := fresh[0]
	_, column := b.column("ind.l1")
	_, points := u.Weight(false)
	if column || len(fresh) > 1 || fr.blank > 0 || len(b.columns) == 0 || u.Base == "" || utf8.RuneCountInString(u.Key) > evidence.Standard.Word.HeadingRunes ||
		!word.ContainsAny(u.Base, groupWords) || !points && !strings.HasSuffix(u.Base, "指标") {
		return false
	}
	b.l2 = cellString{}
	b.l1 = fr.levelCell(formCell{span: u.Range, cell: fr.v.Anchor(u.Top, u.Left), pos: fr.v.Pos(u.Top, u.Left)}, 1)
	fr.take(fresh...)
	fr.use(row, "blank", "只有指标类别，没有三级指标")
	return true
}

// leavesIndicators reports that the row belongs below the indicators: a named
// paragraph, a note, a label of the head.
func (fr *formReader) leavesIndicators(row int, us, fresh []formUnit) bool {
	b := &fr.ind
	u := fresh[0]
	l3, _ := b.column("ind.l3")
	if u.Left > l3.right {
		return false
	}
	if f := fr.lx.Named(u.Base, "text", "note", "head"); f != "" && (u.Left < l3.left || fr.lx.Named(u.Base, "ind") == "") {
		return true
	}
	if len(fr.inlinePairs(u)) > 0 || noteLine.MatchString(u.Key) && utf8.RuneCountInString(u.Key) > 4 {
		return true
	}
	// A text that runs from the names into the actual values is a paragraph.
	if actual, ok := b.column("ind.actual"); ok && l3.left < actual.left {
		if slices.ContainsFunc(fresh, func(u formUnit) bool { return u.Left <= l3.left && u.Right >= actual.right && u.Right > l3.right }) {
			return true
		}
	}
	// One text over the whole width is a sentence, not an indicator.
	target, ok := b.column("ind.target")
	if len(fresh) == 1 && len(us) == 1 && (ok && u.Left <= l3.left && u.Right >= target.left || fr.noteOpen) {
		return true
	}
	return false
}

// resumes reports that a row after blank rows still is an indicator, and not
// the beginning of something else: it has points, or names a kind of indicator.
func (fr *formReader) resumes(row int, us []formUnit) bool {
	for _, field := range []string{"ind.weight", "ind.score"} {
		if c, ok := fr.ind.column(field); ok {
			if at := fr.v.cellIn(row, c); at.cell != nil && at.span.Left >= c.left && view.Figure(at.cell) {
				return true
			}
		}
	}
	for _, field := range []string{"ind.l1", "ind.l2"} {
		if c, ok := fr.ind.column(field); ok && word.ContainsAny(fr.v.Key(row, c.left), groupWords) {
			return true
		}
	}
	return slices.ContainsFunc(us, func(u formUnit) bool { return fr.lx.Named(u.Base, "total") != "" })
}

// carry fills 一级 and 二级 down over rows that leave them blank, and takes the
// printed weights out of them.
func (fr *formReader) carry(row int, cells map[string]formCell, filled map[string]bool) (l1, l2 cellString) {
	b := &fr.ind
	if at, ok := cells["ind.l1"]; ok && at.cell != nil {
		cell := fr.levelCell(at, 1)
		if cell.State == model.Known || b.l1.State == model.Absent {
			if model.Key(cell.Value) != model.Key(b.l1.Value) {
				b.l2 = cellString{}
			}
			b.l1 = cell
		}
	}
	if at, ok := cells["ind.l2"]; ok {
		switch {
		case at.cell != nil:
			b.l2 = fr.levelCell(at, 2)
		case b.l2.State == model.Absent:
			b.l2 = cellString{Pos: at.pos, State: model.Blank}
		}
	}
	if at, ok := cells["ind.l1"]; ok && b.l1.State == model.Absent {
		b.l1 = cellString{Pos: at.pos, State: model.Blank}
	}
	return b.l1, b.l2
}

// levelCell reads a 一级 or 二级 name; its printed weight becomes a group.
func (fr *formReader) levelCell(at formCell, level int) (cell cellString) {
	cell = fr.textCell(at, cleanName)
	if cell.State != model.Known {
		return cell
	}
	l := fr.v.label(cell.Text)
	if w, ok := l.Weight(true); ok && l.Base != "" {
		cell.Value = printedPoints.ReplaceAllString(cell.Value, "")
		defer func() { fr.group(cell.Value, level, w, at.span.Top, at.span.Left) }()
	}
	cell.Value = levelNumbering.ReplaceAllString(cell.Value, "")
	return cell
}

// printedPoints is the weight at the end of a level's name, in brackets or bare.
var printedPoints = pattern.New(`[（(\[【][^（）()\[\]【】]*[)）\]】]$|\d+(?:\.\d+)?分$`)

var levelNumbering = pattern.New(`^(?:[（(][一二三四五六七八九十0-9]+[）)]|[一二三四五六七八九十]+、|\d{1,2}[、．.])`)

var emptyIndicator = pattern.New(`^指标\d*:?$|^指标[一二三四五六七八九十]+:?$`)

// rowRole says what a row below the header is.
func (fr *formReader) rowRole(row int, cells map[string]formCell, filled map[string]bool, us []formUnit) (role, why string) {
	values := filled["ind.target"] || filled["ind.actual"] || filled["ind.weight"] || filled["ind.score"]
	numbers := filled["ind.weight"] || filled["ind.score"]
	l3 := fr.textCell(cells["ind.l3"], cleanName)
	key := model.Key(l3.Text)
	switch {
	case fr.onlyFillers(cells, filled):
		return "filler", "省略号一类的填充行"
	case numberingRow(row, us):
		return "numbering", "栏次行"
	case filled["ind.l3"] && emptyIndicator.MatchString(key) && !anyKnown(cells, "ind.target", "ind.actual"):
		return "filler", "没有填写的指标"
	case filled["ind.l3"]:
		return "data", "指标"
	case cells["ind.l3"].cell != nil && values:
		return "data", "三级指标与上面的行合并，另有指标值"
	case cells["ind.l3"].cell != nil && filled["ind.reason"] && len(fr.form.Indicators) > 0:
		return "more", "上一行指标的续行"
	case cells["ind.l3"].cell != nil:
		return "blank", "三级指标与上面的行合并，没有别的内容"
	case numbers || values && !fr.hasNumbers():
		return "data", "没有三级指标名称，但有指标值或分值"
	case len(fr.form.Indicators) > 0 && (values || filled["ind.reason"]):
		return "more", "上一行指标的续行"
	case filled["ind.l1"] || filled["ind.l2"]:
		if fr.groupHeading(us) {
			return "blank", "只有指标类别，没有三级指标"
		}
	case len(us) > 0 && filled["ind.method"]:
		return "note", "只有计算方法一类的说明"
	}
	return "unknown", ""
}

func (fr *formReader) hasNumbers() bool { return fr.ind.has["ind.weight"] || fr.ind.has["ind.score"] }

// groupHeading reports that a row with nothing but 一级 or 二级 names a group.
func (fr *formReader) groupHeading(us []formUnit) bool {
	return slices.ContainsFunc(us, func(u formUnit) bool {
		return utf8.RuneCountInString(u.Key) <= evidence.Standard.Word.HeadingRunes && (strings.Contains(u.Key, "指标") || word.ContainsAny(u.Key, groupWords))
	})
}

var groupWords = profile.Common("form-groups")

// onlyFillers reports a row whose cells from 三级指标 on hold strokes or dots only.
func (fr *formReader) onlyFillers(cells map[string]formCell, filled map[string]bool) bool {
	n := 0
	for _, c := range fr.ind.columns {
		if c.field == "ind.l1" || c.field == "ind.l2" {
			continue
		}
		if !filled[c.field] {
			continue
		}
		if !view.OnlyMark(cells[c.field].cell.Text) {
			return false
		}
		n++
	}
	if n == 0 { // …… under 二级指标
		for _, f := range []string{"ind.l1", "ind.l2"} {
			if filled[f] && view.OnlyMark(cells[f].cell.Text) {
				return true
			}
		}
	}
	return n > 0
}

func anyKnown(cells map[string]formCell, fields ...string) bool {
	return slices.ContainsFunc(fields, func(f string) bool {
		c := cells[f].cell
		return c != nil && view.WordState(c.Text) == model.Known
	})
}

// addIndicator reads the values of one indicator.
func (fr *formReader) addIndicator(row int, cells map[string]formCell, l1, l2 cellString, l3 formCell) {
	in := &model.Indicator{Level1: l1, Level2: l2, Level3: fr.textCell(l3, cleanName)}
	what := in.Level3.Value
	if what == "" {
		what = "指标"
	}
	if at, ok := cells["ind.op"]; ok {
		in.Operator = fr.textCell(at, cleanName)
	}
	if at, ok := cells["ind.unit"]; ok {
		in.Unit = fr.textCell(at, cleanName)
	}
	if at, ok := cells["ind.target"]; ok {
		in.Target = readCell(fr, at, what+"的指标值", measureOf(in.Operator, in.Unit))
	}
	if at, ok := cells["ind.actual"]; ok {
		unit := in.Unit
		if u, ok := cells["ind.actual.unit"]; ok {
			unit = fr.textCell(u, cleanName)
		}
		in.Actual = readCell(fr, at, what+"的完成值", measureOf(cellString{}, unit))
	}
	in.Weight = fr.indicatorNumber(row, cells, "ind.weight", what+"的分值")
	in.Score = fr.indicatorNumber(row, cells, "ind.score", what+"的得分")
	if at, ok := cells["ind.reason"]; ok {
		in.Reason = fr.textCell(at, cleanText)
	}
	fr.form.Indicators = append(fr.form.Indicators, in)
}

// indicatorNumber reads a weight or a score. One that is merged over several
// indicators belongs to the first; the others have no such cell.
func (fr *formReader) indicatorNumber(row int, cells map[string]formCell, field, what string) model.Cell[model.Number] {
	at, ok := cells[field]
	if !ok {
		return model.Cell[model.Number]{}
	}
	c, _ := fr.ind.column(field)
	if at.cell != nil && at.span.Left < c.left {
		at = formCell{pos: at.pos}
	}
	if at.cell != nil && at.span.Top < row {
		return model.Cell[model.Number]{}
	}
	return readCell(fr, at, what, numberValue)
}

// continueIndicator adds the texts of a row that only goes on with the row above.
func (fr *formReader) continueIndicator(cells map[string]formCell, filled map[string]bool) {
	last := fr.form.Indicators[len(fr.form.Indicators)-1]
	if filled["ind.reason"] {
		more := fr.textCell(cells["ind.reason"], cleanText)
		if last.Reason.State == model.Known {
			last.Reason.Value += "\n" + more.Value
			last.Reason.Text += "\n" + more.Text
		} else {
			last.Reason = more
		}
	}
	if filled["ind.target"] {
		last.Target = goesOn(fr, last.Target, cells["ind.target"], measureOf(last.Operator, last.Unit))
	}
	if filled["ind.actual"] {
		last.Actual = goesOn(fr, last.Actual, cells["ind.actual"], measureOf(cellString{}, last.Unit))
	}
}

// goesOn reads a value that goes on in the row below as one text.
func goesOn(fr *formReader, first model.Cell[model.Measure], more formCell, parse func(*grid.Cell) value.Result[model.Measure]) model.Cell[model.Measure] {
	if first.State == model.Blank || first.State == model.Absent {
		return readCell(fr, more, "指标值", parse)
	}
	text := first.Text + strings.TrimSpace(more.cell.Text)
	out := readCell(fr, formCell{cell: &grid.Cell{Kind: grid.String, Text: text}, pos: first.Pos}, "指标值（两行合起来）", parse)
	if out.State == model.Known && !out.Value.Qualitative && first.Value.Value.String() != out.Value.Value.String() {
		out.State = model.Bad
		fr.bad(more, "import/bad-number", "指标值分在两行，合起来是“"+text+"”，不能确定是一个数还是两个数", "请把一个指标的值写在一格里")
	}
	return out
}
