package form

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/word"
)

// A 项目支出绩效自评表 is a paper form in a grid, not a table: labels and values
// are interleaved, and three blocks stand on top of each other (the head, the
// money, the indicators), each with column boundaries of its own. It is found
// by its anchors, header rows of the money and of the indicators, titles, the
// label 项目名称, wherever they stand, and read row by row: what a row means
// follows from the labels in it and from the block it stands in.

// Find proposes the forms of a sheet, several where it holds several.
func Find(v *word.Page, _ []evidence.Reading) []evidence.Reading {
	if !mayHoldForm(v) {
		return nil
	}
	lx := v.Words.Form
	if lx == nil {
		return nil
	}
	fv := &formView{Page: v, left: 1, right: v.Cols, known: map[int][]formUnit{}}
	var out []evidence.Reading
	for _, seg := range formSegments(fv, lx) {
		fr := readForm(fv, lx, seg)
		if fr.ind.twice && fr.ind.actuals > 1 {
			out = append(out, sideBySide(v, lx)...)
			break
		}
		if c, ok := fr.candidate(); ok {
			out = append(out, c)
		}
	}
	return out
}

// sideBySide reads forms that stand beside each other, an empty column between.
func sideBySide(v *word.Page, lx *word.LabelForm) []evidence.Reading {
	var out []evidence.Reading
	for _, w := range header.Windows(v) {
		if w.Left == 1 && w.Right == v.Cols {
			continue
		}
		fv := &formView{Page: v, left: w.Left, right: w.Right, known: map[int][]formUnit{}}
		for _, seg := range formSegments(fv, lx) {
			if c, ok := readForm(fv, lx, seg).candidate(); ok {
				out = append(out, c)
			}
		}
	}
	return out
}

// mayHoldForm is a cheap look for a header of indicators or of money, so that
// long logs cost nothing.
func mayHoldForm(v *word.Page) bool {
	for i := range v.Grid.Rows {
		for j := range v.Grid.Rows[i].Cells {
			c := &v.Grid.Rows[i].Cells[j]
			if c.Kind != grid.String || len(c.Text) > evidence.Standard.Word.ValueBytes || !strings.Contains(c.Text, "标") && !strings.Contains(c.Text, "执") {
				continue
			}
			key := model.Key(c.Text)
			if strings.Contains(key, "指标") || strings.Contains(key, "执行") {
				return true
			}
		}
	}
	return false
}

// candidate weighs what was read and offers it.
func (fr *formReader) candidate() (evidence.Reading, bool) {
	c := evidence.Reading{Kind: model.KindForm, Region: fr.region()}
	if fr.lastRow == 0 {
		return c, false
	}
	if what := fr.foreign(); what != "" {
		return fr.foreignCandidate(c, what)
	}
	score, why := fr.weigh()
	if !fr.isForm() {
		return c, false
	}
	c.Score, c.Evidence = score, why
	if fr.unfilled() {
		c.Read = func(_ evidence.Known, res *evidence.Result) {
			res.Ignored = append(res.Ignored, model.Ignored{Sheet: fr.v.Grid.Name, Range: c.Region.String(), Reason: "这是空白的自评表，没有填写，没有读取"})
		}
		return c, true
	}
	fr.close(c)
	c.Read = func(k evidence.Known, res *evidence.Result) { fr.again(c, k).yield(res) }
	c.Heads = func(_ evidence.Known, res *evidence.Result) { fr.heads(res) }
	return c, true
}

// isForm asks for what only a self-evaluation has: indicators with an actual
// value or a score, or money under a form's title or label.
func (fr *formReader) isForm() bool {
	if fr.ind.seen && (fr.ind.has["ind.actual"] || fr.ind.has["ind.score"]) {
		return true
	}
	return fr.money.seen && (fr.form.Title.Known() || fr.money.label || fr.sheetNamed())
}

// weigh adds up the anchors: 1 is a whole form under its title.
func (fr *formReader) weigh() (float64, []evidence.Evidence) {
	score, w := 0.0, evidence.Standard.Form
	var why []evidence.Evidence
	add := func(ok bool, points float64, format string, args ...any) {
		if ok {
			score += points
			why = append(why, evidence.Evidence{ID: "form", Points: points, Say: fmt.Sprintf(format, args...)})
		}
	}
	add(fr.form.Title.Known(), w.Title, "%s 的标题是“%s”", fr.form.Title.Pos.Cell(), fr.form.Title.Value)
	add(fr.sheetNamed(), w.Part, "工作表名“%s”是自评表的常用名", fr.v.Grid.Name)
	add(fr.ind.has["ind.l3"], w.Anchor, "%s 有指标表头（三级指标等）", fr.ind.headerCell("ind.l3"))
	add(fr.ind.has["ind.target"], w.Part, "%s 是指标值列", fr.ind.headerCell("ind.target"))
	add(fr.ind.has["ind.actual"], w.Anchor, "%s 是实际完成值列", fr.ind.headerCell("ind.actual"))
	add(fr.ind.has["ind.score"] || fr.ind.has["ind.weight"], w.Part, "指标有分值或得分列")
	add(fr.money.label, w.Part, "%s 有资金栏", fr.money.labelCell)
	add(fr.money.seen, w.Anchor, "资金栏有 %s", strings.Join(fr.money.headers, "、"))
	add(fr.form.MoneyTotal() != nil, w.Part, "资金栏有总额行")
	add(fr.goals, w.Part, "有总体目标栏")
	add(fr.form.ProjectName.State != model.Absent, w.Part, "有项目名称栏")
	return min(score, 1), why
}

// unfilled reports a blank form: no project, no figure of money, no indicator.
func (fr *formReader) unfilled() bool {
	f := fr.form
	return fr.ind.seen && len(f.Indicators) == 0 && !f.ProjectName.Known() && !f.TotalScore.Known() &&
		!slices.ContainsFunc(f.Money, func(m *model.MoneyRow) bool {
			return m.Initial.Text+m.Budget.Text+m.Spent.Text != "" || m.Score.Known()
		})
}

// foreign says which form this is when it is no self-evaluation, "" when it is one.
func (fr *formReader) foreign() string {
	switch {
	case fr.seg.foreign == "foreign.target" && fr.reached():
		return "" // 绩效目标申报表（含完成情况）
	case fr.seg.foreign != "":
		return fr.seg.foreign
	case fr.ind.monitor, fr.money.monitor && !fr.money.has["money.spent"]:
		return "foreign.monitor"
	case fr.ind.twice:
		return "foreign.target"
	case fr.form.Title.Known() || fr.money.has["money.spent"] || fr.form.GoalActual.State != model.Absent:
		return ""
	case fr.ind.has["ind.target"] && !fr.ind.has["ind.actual"] && !fr.ind.has["ind.score"]:
		return "foreign.target"
	}
	return ""
}

// reached reports that most indicators state what was reached: whatever the
// title says, this is no mere plan.
func (fr *formReader) reached() bool {
	n := 0
	for _, in := range fr.form.Indicators {
		if in.Actual.Known() {
			n++
		}
	}
	return !fr.ind.monitor && !fr.ind.twice && n > 0 && 2*n >= len(fr.form.Indicators)
}

// foreignCandidate offers to report a form that is no self-evaluation as not
// read: its targets are plans, and taking them for results would be a guess.
func (fr *formReader) foreignCandidate(c evidence.Reading, field string) (evidence.Reading, bool) {
	if !fr.ind.seen && !fr.money.seen {
		return c, false
	}
	what := fr.lx.TitleOf(field)
	reason := "这是绩效目标申报（批复）表，只有年初目标，没有完成值和得分，不是自评表，没有读取"
	if field == "foreign.monitor" {
		reason = "这是绩效目标执行监控表，填的是年中执行和预计数，不是自评表，没有读取"
	}
	c.Score = 0.9
	c.Evidence = []evidence.Evidence{{ID: "form", Say: "认作" + what}}
	region := c.Region
	kind := map[string]model.TableKind{"foreign.target": model.KindGoal, "foreign.monitor": model.KindMonitor}[field]
	c.Read = func(_ evidence.Known, res *evidence.Result) {
		res.Tables = append(res.Tables, &model.Table{Kind: kind, Pos: fr.v.Pos(region.Top, region.Left), Range: region.String(), Title: fr.form.Title.Value, Why: []string{reason}})
		res.Ignored = append(res.Ignored, model.Ignored{Sheet: fr.v.Grid.Name, Range: region.String(), Reason: reason})
	}
	return c, true
}

func (fr *formReader) sheetNamed() bool {
	key := model.Key(fr.v.Grid.Name)
	return key != "" && word.ContainsAny(key, fr.lx.Sheets)
}

// close completes the form once its region is known.
func (fr *formReader) close(c evidence.Reading) {
	t := fr.table
	t.Kind = model.KindForm
	t.Range = c.Region.String()
	t.Pos = fr.v.Pos(c.Region.Top, c.Region.Left)
	t.Title = fr.form.Title.Value
	t.Why = append(evidence.Says(c.Evidence), t.Why...)
	fr.sayMissing()
	fr.form.Table = t
}

// yield hands the form over.
func (fr *formReader) yield(res *evidence.Result) {
	res.Tables = append(res.Tables, fr.table)
	res.Forms = append(res.Forms, fr.form)
	res.Notes = append(res.Notes, fr.Said...)
	res.Ignored = append(res.Ignored, fr.ignored...)
	res.Lacks = append(res.Lacks, fr.lacks...)
	fr.heads(res)
	var rows [][]formUnit
	for row := max(fr.top, 1); res.Uses != nil && row <= fr.lastRow; row++ {
		rows = append(rows, slices.DeleteFunc(slices.Clone(fr.v.units(row)), func(u formUnit) bool { return u.Top != row }))
	}
	fr.consumed.mark(res.Uses, fr.table, fr.lx, rows)
	if fr.assumed {
		res.Assumed = append(res.Assumed, fr.table)
	}
}

// sayMissing reports the blocks and columns the form does not have.
func (fr *formReader) sayMissing() {
	note := func(message, hint string) model.Note {
		return model.Note{Rule: "import/missing-column", Pos: fr.table.Pos, Message: message, Hint: hint}
	}
	say := func(message, hint string) {
		fr.Said = append(fr.Said, note(message, hint))
		fr.table.Why = append(fr.table.Why, message)
	}
	lack := func(message, hint string) {
		fr.lacks = append(fr.lacks, evidence.Lack{Form: fr.form, Note: note(message, hint)})
	}
	if !fr.money.seen && !fr.executes {
		lack("自评表没有找到资金栏（年初预算数、全年预算数、全年执行数）", "请补上资金栏；若用了别的叫法，可在配置中添加")
	}
	if fr.money.seen && !fr.money.has["money.spent"] {
		say("自评表的资金栏没有“"+fr.lx.TitleOf("money.spent")+"”列", "请检查表头；若用了别的叫法，可在配置中添加")
	}
	if !fr.ind.seen {
		lack("自评表没有找到绩效指标栏（三级指标、年度指标值、实际完成值）", "请补上指标栏；若用了别的叫法，可在配置中添加")
		return
	}
	for _, f := range []string{"ind.l3", "ind.target", "ind.actual"} {
		if !fr.ind.has[f] {
			say("自评表的指标栏没有“"+fr.lx.TitleOf(f)+"”列", "请检查表头；若用了别的叫法，可在配置中添加")
		}
	}
	if len(fr.form.Indicators) == 0 {
		say("自评表的指标栏下面没有指标", "请填写各项指标")
	}
}

func (fr *formReader) heads(res *evidence.Result) {
	h := fr.head()
	res.Heads = append(res.Heads, h)
	if y, ok := fact.ImpliedYear(&h.Project); ok {
		res.Heads = append(res.Heads, y)
	}
}

// head is what the form says of the project.
func (fr *formReader) head() evidence.Head {
	f := fr.form
	return evidence.Head{Weight: evidence.RankForm, Project: model.Project{
		Unit: f.Unit, Name: f.ProjectName, Department: f.Department, Code: f.Code,
		Year: f.Year, Leader: fr.leader, Period: fr.period,
	}}
}

// again is the form read with the unit that is to be assumed now.
func (fr *formReader) again(c evidence.Reading, k evidence.Known) *formReader {
	settled, ok := k.Units[c.Region.String()]
	if !fr.assumed || !ok || fr.unit == settled.Unit.Name {
		return fr
	}
	seg := fr.seg
	seg.assume = settled
	n := readForm(fr.v, fr.lx, seg)
	n.close(c)
	return n
}
