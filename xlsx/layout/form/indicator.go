package form

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/word"
)

// beginIndicators reads the header rows of the indicators; met a second time
// the block goes on under the new header.
func (fr *formReader) beginIndicators(row int) int {
	top, bottom := row, row
	for bottom < fr.seg.bottom && fr.indicatorSubHeader(bottom+1, row) {
		bottom++
	}
	if top > fr.seg.top && fr.groupsOnly(top-1, "ind", "block") {
		top--
	}
	b := &fr.ind
	if b.cells == nil {
		b.cells = map[string]string{}
	}
	fr.dropForeignMoney(row)
	again := b.seen
	b.seen, b.columns, b.top, b.bottom = true, nil, top, bottom
	b.l1, b.l2, b.l1Span = cellString{}, cellString{}, grid.Range{}
	columns := fr.ofThisYear(fr.v.headerColumns(top, bottom), "ind")
	first := slices.IndexFunc(columns, func(c formColumn) bool { return slices.Contains(indicatorLevels, fr.lx.Named(c.label.Base, "ind")) })
	for i, c := range columns {
		fr.indicatorColumn(c, i < first)
	}
	fr.adoptNames()
	fr.state = inIndicators
	fr.noteOpen = false
	for r := top; r <= bottom; r++ {
		us := fr.v.units(r)
		fr.take(us...)
		why := "指标栏的表头"
		if again {
			why = "重复的表头，指标接着往下读"
		}
		fr.useOnce(r, "header", why)
		if r == row {
			span := rowRange(us)
			span.Top, span.Bottom = top, bottom
			b.span = span
			if !again {
				b.header = span
			}
		}
	}
	return bottom - row + 1
}

// indicatorSubHeader reports that the row is a further header row: labels only,
// below a header cell that is wider or spans down.
func (fr *formReader) indicatorSubHeader(row, header int) bool {
	n := 0
	us := fr.v.units(row)
	for _, u := range us {
		if u.Top != row {
			continue
		}
		if up := fr.v.Span(header, u.Left); u.Left < up.Left || u.Right > up.Right || fr.v.Text(header, u.Left) == "" {
			return false
		}
		if f := fr.lx.Named(u.Base, "ind"); f == "" || slices.Contains(indicatorLevels, f) && indicatorHeader(fr.lx, row, us) {
			if !monitorHeader(u.Key) && !(f == "" && fr.underReason(u, header)) {
				return false
			}
		}
		n++
	}
	return n > 0
}

// underReason reports that u stands below a wider reason header: 经费保障,
// 制度保障 of a 监控表.
func (fr *formReader) underReason(u formUnit, header int) bool {
	up := fr.v.Span(header, u.Left)
	return up.Right > up.Left && up.Bottom < u.Top && strings.Contains(fr.v.Key(header, u.Left), "原因")
}

// indicatorColumn takes one header cell.
func (fr *formReader) indicatorColumn(c formColumn, before bool) {
	b := &fr.ind
	if monitorHeader(c.label.Key) || slices.ContainsFunc(c.parents, func(p formUnit) bool { return monitorHeader(p.Key) }) {
		b.monitor = true
		return
	}
	if before {
		fr.blockWeight(c.label, c.at)
		if fr.lx.Named(c.label.Base, "block") != "" || fr.lx.Named(c.label.Base, "ind") == "" {
			if f := fr.lx.Named(c.label.Base, "block"); f != "" {
				fr.column(c.header, f, c.at, "")
			}
			return
		}
	}
	field := fr.indicatorField(c)
	if field == "" {
		fr.notUnderstood(c, "ind")
		return
	}
	if _, known := b.column(field); known && !fr.adjusts(c, field) && !fr.replaces(c, field) {
		if first, _ := b.column(field); first.label.Base == c.label.Base {
			b.twice = b.twice || field == "ind.l3" || field == "ind.l2"
			if field == "ind.actual" {
				b.actuals = 2
			}
		}
		if field != "ind.method" {
			fr.notUnderstood(c, "ind")
		}
		return
	}
	c.field = field
	b.columns = append(b.columns, c)
	b.has[field] = true
	if b.cells[field] == "" {
		b.cells[field] = c.at.String()
	}
	fr.column(c.header, field, c.at, "")
	if field == "ind.score" || field == "ind.weight" {
		fr.form.HasScores = fr.form.HasScores || field == "ind.score"
		fr.form.HasWeights = fr.form.HasWeights || field == "ind.weight"
	}
}

// adjusts reports 调整指标值 beside 年初指标值, which then is no longer the target.
func (fr *formReader) adjusts(c formColumn, field string) bool {
	adjusted := func(l *word.Label) bool { return strings.Contains(l.Base, "调整") }
	b := &fr.ind
	i := slices.IndexFunc(b.columns, func(o formColumn) bool { return o.field == field })
	if field != "ind.target" || !adjusted(c.label) || adjusted(b.columns[i].label) {
		return false
	}
	b.columns[i].field, b.cells[field] = "ind.initial", ""
	fr.rename(b.columns[i].at, "ind.initial")
	return true
}

// replaces reports that a second column for a field is the one meant, and gives
// the first one up: 上年实际值 for 实际完成值, whose word is known exactly, and the
// 分值 behind 一级指标 for the one behind 三级指标.
func (fr *formReader) replaces(c formColumn, field string) bool {
	b := &fr.ind
	i := slices.IndexFunc(b.columns, func(o formColumn) bool { return o.field == field })
	first := b.columns[i]
	exact := func(c formColumn) bool { return fr.lx.Named(c.label.Base, "ind") == field }
	l3, named := b.column("ind.l3")
	ofGroup := field == "ind.weight" && named && first.right < l3.left && c.left > l3.right
	if !ofGroup && (exact(first) || !exact(c)) {
		return false
	}
	b.columns = slices.Delete(b.columns, i, i+1)
	b.cells[field] = ""
	fr.rename(first.at, "")
	return true
}

// indicatorField understands a header path: 年度指标值/指标性质 is the operator
// of the target, 实际完成值/数值 the actual value.
func (fr *formReader) indicatorField(c formColumn) string {
	if f := fr.lx.Named(bareWord(model.Key(c.header)), "ind"); f != "" {
		return f
	}
	field := fr.lx.Named(c.label.Base, "ind")
	for i := len(c.parents) - 1; i >= 0; i-- {
		up := fr.lx.Named(c.parents[i].Base, "ind")
		switch {
		case up == "ind.actual" && field == "ind.target" && fr.actualUnder(c.parents[i]):
			return field // 指标完成情况 over 目标值 | 完成值
		case up == "ind.actual" && (field == "" || field == "ind.target" || field == "ind.actual"):
			return "ind.actual"
		case up == "ind.actual" && (field == "ind.op" || field == "ind.unit"):
			return "ind.actual." + strings.TrimPrefix(field, "ind.")
		case up == "ind.target" && field == "":
			return "ind.target"
		case up == "ind.reason" && field == "":
			return "ind.reason"
		}
	}
	if field != "" {
		return field
	}
	if othersWord.MatchString(c.label.Base) {
		return ""
	}
	return fr.lx.Near(c.label.Base, "ind")
}

// actualUnder reports that a header cell has a column of actual values below it.
func (fr *formReader) actualUnder(parent formUnit) bool {
	for _, c := range fr.v.headerColumns(fr.ind.top, fr.ind.bottom) {
		if c.left >= parent.Left && c.right <= parent.Right && c.at.Row > parent.Bottom && fr.lx.Named(c.label.Base, "ind") == "ind.actual" {
			return true
		}
	}
	return false
}

// adoptNames takes the lowest level of a header without 三级指标 for the names.
func (fr *formReader) adoptNames() {
	b := &fr.ind
	if four, ok := b.column("ind.l4"); ok { // 四级指标 names what 三级指标 only groups
		b.columns = slices.DeleteFunc(b.columns, func(c formColumn) bool { return c.field == "ind.l3" })
		b.has["ind.l3"], b.cells["ind.l3"] = false, four.at.String()
	}
	if _, named := b.column("ind.l3"); named || len(b.columns) == 0 {
		return
	}
	for _, f := range []string{"ind.l4", "ind.l2", "ind.l1"} {
		for i, c := range b.columns {
			if c.field == f {
				b.columns[i].field = "ind.l3"
				b.has["ind.l3"] = true
				b.cells["ind.l3"] = c.at.String()
				fr.table.Why = append(fr.table.Why, "指标名称取自“"+c.header+"”列")
				return
			}
		}
	}
	b.columns = nil // nothing names the indicators: the rows are not understood
}

// blockWeight keeps the points printed in a label of a whole block:
// 绩效指标(90分), 年度绩效目标1(80分).
func (fr *formReader) blockWeight(l *word.Label, at grid.Ref) {
	if fr.lx.Named(strings.TrimRight(l.Base, "0123456789"), "block") == "" {
		return
	}
	if w, ok := l.Weight(false); ok {
		fr.group(l.Base, 0, w, at.Row, at.Col)
	}
}

// group notes a printed weight once a cell.
func (fr *formReader) group(name string, level int, digits string, row, col int) {
	cell := printedNumber(digits, fr.v.Text(row, col), fr.v.Pos(row, col))
	for _, g := range fr.ind.groups {
		if g.cell.Pos == cell.Pos || g.name == name && g.level == level && g.cell.Value.N.Equal(cell.Value.N) {
			return
		}
	}
	fr.ind.groups = append(fr.ind.groups, groupLabel{name, level, cell})
}

// settleExecution takes the row 预算执行率 out of the indicators where it stands
// among them as a group of its own, and gives its points to the money: they are
// the execution rate's, not an indicator's.
func (fr *formReader) settleExecution() {
	total := fr.form.MoneyTotal()
	if total == nil && fr.money.seen || total != nil && total.Weight.Known() {
		return
	}
	for i, in := range fr.form.Indicators {
		group := in.Level1
		if group.State != model.Known {
			group = in.Level3
		}
		if fr.lx.Named(bareWord(model.Key(group.Value)), "execution") == "" || !in.Weight.Known() {
			continue
		}
		if total == nil { // a form without 资金栏: the row is all it says of the money
			fr.executes = true
			total = &model.MoneyRow{Kind: model.MoneyTotal, Label: in.Level3}
			if a := in.Actual; a.Known() && a.Value.Unit == "%" {
				total.Rate = model.Cell[model.Ratio]{Text: a.Text, Pos: a.Pos, State: model.Known, Value: model.Ratio{R: a.Value.Value.Shift(-2), Place: a.Value.Place - 2, Percent: true}}
			}
			fr.form.Money = append(fr.form.Money, total)
		}
		total.Weight, total.Score, total.Reason = in.Weight, in.Score, in.Reason
		fr.form.Indicators = slices.Delete(fr.form.Indicators, i, i+1)
		fr.form.Groups = append(fr.form.Groups, model.Group{Name: "预算执行", Weight: in.Weight})
		fr.ind.groups = slices.DeleteFunc(fr.ind.groups, func(g groupLabel) bool { return g.name == group.Value })
		fr.table.Why = append(fr.table.Why, in.Weight.Pos.Cell()+" 是预算执行率的分值，不算在指标里")
		return
	}
}

func (fr *formReader) settleGroups() {
	for _, g := range fr.ind.groups {
		fr.form.Groups = append(fr.form.Groups, model.Group{Name: g.name, Weight: g.cell, Level: g.level})
	}
}

// namedWeight is the points printed behind an indicator's name: 培训合格率（20分）.
var namedWeight = pattern.New(`^(.+?)[(（](?:满分)?([0-9]+(?:\.[0-9]+)?)分[)）]$`)

// settleWeights takes the weights from the indicators' names on a form that has
// no column for them and prints one behind every name.
func (fr *formReader) settleWeights() {
	f := fr.form
	parts := make([][]string, len(f.Indicators))
	for i, in := range f.Indicators {
		if parts[i] = namedWeight.FindStringSubmatch(in.Level3.Value); parts[i] == nil || f.HasWeights {
			return
		}
	}
	for i, in := range f.Indicators {
		in.Weight = printedNumber(parts[i][2], in.Level3.Text, in.Level3.Pos)
		in.Level3.Value = parts[i][1]
	}
	if f.HasWeights = len(parts) > 0; f.HasWeights {
		fr.table.Why = append(fr.table.Why, "各指标的分值取自名称后面括号里的数")
	}
}
