package project

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/handed"
	"ziping/xlsx/project/kin"
)

// assemble joins what the sheets held into one project.
func (r *reading) assemble() {
	var weak []*model.FundTable
	var lacks []layout.Lack
	for _, pg := range r.pages {
		if res := pg.result; res != nil {
			r.take(pg, res)
			weak, lacks = append(weak, res.Weak...), append(lacks, res.Lacks...)
		}
	}
	r.joinHalves(lacks)
	r.lend()
	r.leaveNeighbours()
	r.settleYears()
	if owners := r.owners(); owners != nil {
		r.settleEach(owners, weak)
	} else {
		r.settle(weak)
	}
	r.settlePartials()
	r.settleSheets()
	r.missingNames()
	r.unread()
	r.askDoubts()
	r.asks.Close(model.AskWaiver, model.AskConclusion)
	r.handOver()
	for _, pg := range r.pages {
		for _, res := range pg.results() {
			for _, t := range res.Tables {
				f := &r.p.Files[pg.file]
				f.Tables = append(f.Tables, *t)
			}
		}
	}
}

// settle leaves of each kind of table what the project uses.
func (r *reading) settle(weak []*model.FundTable) {
	r.settleHeads()
	r.askNames()
	r.repeatedFunds()
	r.repeatedForms()
	r.settleFunds(weak)
	r.leaveStrangers()
	r.settleCategories()
	r.repeatedLogs()
	r.partedLogs()
	if r.project == "" {
		r.join()
	}
	r.missing()
}

// handOver gives the notes and questions to the project, of several to the one that
// they are about, and to the first what is about none.
func (r *reading) handOver() {
	r.p.Questions, r.p.Notes = r.asks.Open, append(r.p.Notes, r.asks.Misfits...)
	for i, part := range r.p.Parts {
		part.Questions = slices.DeleteFunc(slices.Clone(r.p.Questions), func(q model.Question) bool {
			return q.Project != part.Name.Value && (q.Project != "" || i > 0)
		})
		if i == 0 {
			part.Notes = append(part.Notes, r.p.Notes...)
		}
		part.Files, part.Sheets = r.p.Files, r.p.Sheets
	}
	if len(r.p.Parts) > 0 {
		r.p.Notes = nil
		for _, part := range r.p.Parts {
			r.p.Notes = append(r.p.Notes, part.Notes...)
		}
	}
}

// take puts what a sheet held into the project.
func (r *reading) take(pg *page, res *layout.Result) {
	p := r.p
	p.Funds = append(p.Funds, res.Funds...)
	p.Logs = append(p.Logs, res.Logs...)
	p.Forms = append(p.Forms, res.Forms...)
	p.Texts = append(p.Texts, res.Texts...)
	p.Allotments = append(p.Allotments, res.Allotments...)
	p.Waivers = append(p.Waivers, res.Waivers...)
	p.Notes = append(p.Notes, res.Notes...)
	for _, i := range res.Ignored {
		r.ignore(pg, i.Range, i.Reason)
	}
}

// join adds to the project what came back of what was handed out: its texts, its
// files, and what is to be said of them.
func (r *reading) join() {
	h, p := r.handed, r.p
	if head, ok := h.Head(p.Year.Or(0)); ok {
		p.Notes = append(p.Notes, handed.Misread(head)...)
		if head.Signed.Known() {
			p.Signed = head.Signed
		}
	}
	for _, a := range r.opt.Answers {
		if strings.HasPrefix(a.ID, string(model.AskWaiver)+"-") || strings.HasPrefix(a.ID, string(model.AskConclusion)+"-") {
			p.Replies = append(p.Replies, a)
		}
	}
	p.Texts = append(p.Texts, h.Texts()...)
	p.Notes = append(p.Notes, h.Notes()...)
	p.Files = append(p.Files, h.Files()...)
	if s := h.Sheet(); s != nil {
		s.Order = len(p.Sheets)
		p.Sheets = append(p.Sheets, s)
	}
}

// fail adds an error at a place.
func (r *reading) fail(rule string, pos model.Pos, cause, cure string) {
	r.errs = append(r.errs, &grid.Fault{Rule: rule, File: pos.File(), Sheet: pos.SheetName(), Cell: pos.Cell(), Offset: -1, Cause: cause, Cure: cure})
}

// proposed is the weight of what the name of a file says: it is only proposed.
const proposed = 1

// askNames asks for the unit and the year where nothing but the name of a file says
// them.
func (r *reading) askNames() {
	p := r.p
	unit := model.Question{Kind: model.AskUnitName, ID: model.QuestionID(model.AskUnitName, ""), Ask: "单位全称是什么？表里没有写，文件名像是这个单位。", Fields: []string{"unit"}}
	year := model.Question{Kind: model.AskYear, ID: model.QuestionID(model.AskYear, ""), Ask: "自评的是哪一年？表里没有写，文件名里有这个年度。", Fields: []string{"year"}}
	add := func(q *model.Question, value, label string) {
		c := model.Choice{Value: value, Label: label}
		if !slices.Contains(q.Choices, c) {
			q.Choices = append(q.Choices, c)
		}
	}
	for _, h := range r.heads {
		if h.Weight == proposed && h.Unit.Known() {
			add(&unit, h.Unit.Value, h.Unit.Value)
		}
		if h.Weight == proposed && h.Year.Known() {
			add(&year, fmt.Sprint(h.Year.Value), fmt.Sprint(h.Year.Value)+"年")
		}
	}
	if !p.Unit.Known() && len(unit.Choices) > 0 {
		if a := r.asks.Ask(withShown(unit)); a.ID != "" {
			p.Unit = model.Cell[string]{Value: a.Value, Text: a.Value, Pos: a.Pos, State: model.Known}
		}
	}
	if !p.Year.Known() && len(year.Choices) > 0 {
		if a := r.asks.Ask(withShown(year)); a.ID != "" {
			y, _ := ask.Year(a.Value)
			p.Year = model.Cell[int]{Value: y, Text: a.Value, Pos: a.Pos, State: model.Known}
		}
	}
}

// withShown gives a question the digest of its choices.
func withShown(q model.Question) model.Question {
	var texts []string
	for _, c := range q.Choices {
		texts = append(texts, c.Value)
	}
	slices.Sort(texts)
	q.Shown = model.Digest(texts...)
	return q
}

// settleHeads takes every head field from the weightiest place that states it;
// what the others say becomes Stated.
func (r *reading) settleHeads() {
	slices.SortStableFunc(r.heads, func(a, b layout.Head) int { return b.Weight - a.Weight })
	p := r.p
	text := func(field string, to *model.Cell[string], get func(*model.Project) *model.Cell[string]) {
		for i := range r.heads {
			c := *get(&r.heads[i].Project)
			switch {
			case r.heads[i].Weight == proposed:
			case c.State == model.Absent:
			case !to.Known() && (c.Known() || to.State == model.Absent):
				*to = c
			case c.Known() && field != "" && c.Pos != to.Pos:
				p.Stated = append(p.Stated, model.Stated{Field: field, Cell: c})
			}
		}
	}
	text("unit", &p.Unit, func(h *model.Project) *model.Cell[string] { return &h.Unit })
	text("name", &p.Name, func(h *model.Project) *model.Cell[string] { return &h.Name })
	text("department", &p.Department, func(h *model.Project) *model.Cell[string] { return &h.Department })
	text("", &p.Code, func(h *model.Project) *model.Cell[string] { return &h.Code })
	text("", &p.DocNumber, func(h *model.Project) *model.Cell[string] { return &h.DocNumber })
	text("", &p.Leader, func(h *model.Project) *model.Cell[string] { return &h.Leader })
	text("", &p.Basis, func(h *model.Project) *model.Cell[string] { return &h.Basis })
	text("", &p.Purpose, func(h *model.Project) *model.Cell[string] { return &h.Purpose })
	text("", &p.Content, func(h *model.Project) *model.Cell[string] { return &h.Content })
	text("", &p.Goal, func(h *model.Project) *model.Cell[string] { return &h.Goal })
	year := r.projectYear()
	for i := range r.heads {
		if y := r.heads[i].Year; y.Known() && y.Value == year && r.heads[i].Weight != proposed {
			r.stateYear(y)
		}
	}
	for i := range r.heads {
		h := &r.heads[i].Project
		if r.heads[i].Weight == proposed {
			continue
		}
		if !h.Year.Known() || h.Year.Value != year {
			r.stateYear(h.Year)
		}
		if h.Issued.State != model.Absent {
			if p.Issued.State == model.Absent || !p.Issued.Known() && h.Issued.Known() {
				p.Issued = h.Issued
			} else if h.Issued.Known() {
				p.Stated = append(p.Stated, model.Stated{Field: "issued", Cell: model.Cell[string]{Value: h.Issued.Value.Yuan.String(), Text: h.Issued.Text, Pos: h.Issued.Pos, State: model.Known}})
			}
		}
		if h.Period.State != model.Absent && (p.Period.State == model.Absent || !p.Period.Known() && h.Period.Known()) {
			p.Period = h.Period
		}
	}
}

func (r *reading) stateYear(c model.Cell[int]) {
	p := r.p
	switch {
	case c.State == model.Absent:
	case !p.Year.Known() && (c.Known() || p.Year.State == model.Absent):
		p.Year = c
	case c.Known() && c.Pos != p.Year.Pos:
		p.Stated = append(p.Stated, model.Stated{Field: "year", Cell: model.Cell[string]{Value: fmt.Sprint(c.Value), Text: c.Text, Pos: c.Pos, State: model.Known}})
	}
}

// hangOn is what hangs on which fund table is used; the one left aside may be
// the log where there is none.
func (r *reading) hangOn() []string {
	if len(r.p.Logs) == 0 {
		return []string{"fund", "rates", "activities", "activities_by_category"}
	}
	return []string{"fund", "rates"}
}

// mains are the tables that would be the unit's 资金表.
func (r *reading) mains() []*model.FundTable {
	return slices.DeleteFunc(slices.Clone(r.p.Funds), func(t *model.FundTable) bool { return t.Role != model.FundMain })
}

// setAside takes a table out of the project in favour of another, and asks.
func (r *reading) setAside(t *model.Table, rule, message, hint string, fields ...string) {
	r.drop(t)
	t.Why = append(t.Why, message)
	r.note(model.Note{Rule: rule, Pos: t.Pos, Message: message, Hint: hint, Fields: fields})
}

// otherUnits reports that two tables lie in files of their own, and that these,
// or else their folders, name different units.
func (r *reading) otherUnits(a, b *model.Table) bool {
	if a.Pos.File() == b.Pos.File() {
		return false
	}
	ua, ub := r.unitsNear(a.Pos.File()), r.unitsNear(b.Pos.File())
	return len(ua) > 0 && len(ub) > 0 && !slices.ContainsFunc(ua, func(x string) bool {
		return slices.ContainsFunc(ub, func(y string) bool { return model.SameOffice(x, y) })
	})
}

// unitsNear are the names of units that a workbook states, else those of the
// workbooks in its folder.
func (r *reading) unitsNear(file string) []string {
	var own, beside []string
	for i := range r.heads {
		if u := r.heads[i].Unit; u.Known() && u.Pos.File() == file {
			own = append(own, u.Value)
		} else if u.Known() && path.Dir(u.Pos.File()) == path.Dir(file) {
			beside = append(beside, u.Value)
		}
	}
	if len(own) > 0 {
		return own
	}
	return beside
}

// dropEmpty leaves out fund tables without a row when another one has rows: a
// form that was copied and not filled in.
func (r *reading) dropEmpty() {
	if !slices.ContainsFunc(r.p.Funds, func(t *model.FundTable) bool { return t.Role == model.FundMain && len(t.Rows) > 0 }) {
		return
	}
	r.p.Funds = slices.DeleteFunc(r.p.Funds, func(t *model.FundTable) bool {
		empty := t.Role == model.FundMain && len(t.Rows) == 0
		if empty {
			t.Table.Why = append(t.Table.Why, "表是空的，另有填了数的资金表")
			r.note(model.Note{Rule: "import/ignored", Pos: t.Table.Pos, Message: "这张资金表没有填数，没有采用", Hint: "不用的请删除"})
		}
		return empty
	})
}

func place(t *model.Table) string {
	s := "〔" + t.Pos.File() + "〕" + t.Pos.SheetName() + "!" + t.Range
	if t.Title != "" {
		s += "“" + t.Title + "”"
	}
	return s
}

// settlePartials says of the tables that lack a column and are not used why not.
func (r *reading) settlePartials() {
	for _, pg := range r.pages {
		if pg.result == nil {
			continue
		}
		for i := range pg.result.Partials {
			t := &pg.result.Partials[i]
			if slices.Contains(pg.lent, t.Read) {
				continue
			}
			cause, cure := partialWords(t)
			r.ignore(pg, t.Range.String(), cause)
			if t.Table != nil {
				f := &r.p.Files[pg.file]
				f.Refused = append(f.Refused, *t.Table)
			}
			r.note(model.Note{Rule: "import/ignored", Pos: t.Pos, Message: cause + "，没有读入", Hint: cure})
		}
	}
}

func (r *reading) unknown(pg *page, t *model.Table) {
	if t != nil {
		f := &r.p.Files[pg.file]
		f.Refused = append(f.Refused, *t)
	}
}

// partialWords says what is missing or double, and how to mend it.
func partialWords(t *layout.Partial) (cause, cure string) {
	var causes, cures []string
	for _, m := range t.Missing {
		causes = append(causes, "“"+m.Title+"”")
		words := "可以写作" + strings.Join(m.Words, "、")
		if m.Near != "" {
			words += "（" + m.NearCell + " 的“" + m.Near + "”如果就是这一列，请改成其中一个）"
		}
		cures = append(cures, "“"+m.Title+"”一列"+words)
	}
	where := t.Header.String()
	if len(causes) > 0 {
		cause = fmt.Sprintf("%s 是%s的表头，但缺少%s列（有的列是%s）", where, t.Title, strings.Join(causes, "、"), strings.Join(t.Headers, "、"))
		cure = "请补上：" + strings.Join(cures, "；") + "；也可以用 --profile 给出本单位的叫法。如果这张表不该读入，请隐藏或移走"
		return cause, cure
	}
	for _, d := range t.Twice {
		causes = append(causes, d[0]+"和"+d[1])
	}
	return where + " 是" + t.Title + "的表头，但" + strings.Join(causes, "；") + "意思一样，分不清该读哪一列",
		"请改掉其中一列的表头，或用 --profile 指明"
}

// settleSheets reports the sheets on which nothing was recognised, and fails
// when nothing of the unit can be used.
func (r *reading) settleSheets() {
	took := 0
	for _, pg := range r.pages {
		for _, res := range pg.results() {
			took += len(stating(res.Tables))
		}
	}
	var seen []string
	for _, pg := range r.pages {
		switch {
		case pg.plan == nil:
			seen = append(seen, "“"+pg.sheet.Name+"”（隐藏，不读）")
		case pg.plan.Blank():
			r.ignore(pg, "", "空工作表")
			seen = append(seen, "“"+pg.sheet.Name+"”（空）")
		case len(stating(pg.result.Tables))+len(pg.result.Partials) == 0 && !slices.ContainsFunc(pg.result.Tables, isWaiver):
			words := pg.plan.Seen()
			seen = append(seen, "“"+pg.sheet.Name+"”（有 "+words+"）")
			if len(pg.result.Ignored) > 0 {
				continue // a detector has said why
			}
			if n := neighbourOn(pg); n != nil {
				at := usedRange(pg.sheet)
				pg.result.Tables = append(pg.result.Tables, &model.Table{Kind: n.Kind, Pos: model.Pos{Sheet: pg.ms, Row: 1, Col: 1}, Range: at.String(), Why: []string{"上面写着" + words}})
				r.ignore(pg, "", "这是"+n.Title+"，不是项目的表，没有读取")
				continue
			}
			r.ignore(pg, "", "没有认出表格或表单")
			r.unknown(pg, pg.plan.Unknown())
			if took > 0 && !r.unreadBlock(pg, usedRange(pg.sheet), "工作表“"+pg.sheet.Name+"”", true) {
				r.note(model.Note{Rule: "import/ignored", Pos: model.Pos{Sheet: pg.ms}, Message: "工作表“" + pg.sheet.Name + "”没有认出表格，没有读入；上面写着" + words, Hint: "如果要用，请改用常见的表头，或用 --profile 给出本单位的叫法"})
			}
		default:
			for _, t := range pg.result.Partials {
				cause, _ := partialWords(&t)
				seen = append(seen, "“"+pg.sheet.Name+"”（"+cause+"）")
			}
			r.leftovers(pg)
		}
	}
	if took == 0 {
		r.nothing(seen)
	}
}

// stating are the tables that state something of a project: not waivers, and not the
// forms of plans and of half a year, of which only the kind is read.
func stating(tables []*model.Table) []*model.Table {
	return slices.DeleteFunc(slices.Clone(tables), func(t *model.Table) bool {
		return slices.Contains([]model.TableKind{model.KindWaiver, model.KindGoal, model.KindMonitor}, t.Kind)
	})
}

func isWaiver(t *model.Table) bool { return t.Kind == model.KindWaiver }

// neighbourOn is which neighbour a sheet without a table is by its first line or its
// name, nil for none.
func neighbourOn(pg *page) *kin.Neighbour {
	t := &model.Table{Pos: model.Pos{Sheet: pg.ms}}
	for i := range pg.sheet.Rows {
		for _, c := range pg.sheet.Rows[i].Cells {
			if t.Title == "" && c.Kind == grid.String {
				t.Title = c.Text
			}
		}
	}
	return kin.NeighbourOf(t)
}

// nothing fails: of the files that could be opened no table can be used.
func (r *reading) nothing(seen []string) {
	r.errs = append(r.errs, r.refused...)
	pos := model.Pos{}
	if len(r.p.Files) == 1 {
		pos = r.filePos(0)
		pos.Sheet = &model.Sheet{File: pos.File()}
	}
	r.fail("import/no-table", pos, "没有认出资金表、活动台账、绩效自评表等任何一种表。看到的工作表："+strings.Join(seen, "，"),
		"请确认选对了文件；表头要有常见的叫法（如 支出方向、计划资金、到位资金、实际支出；活动名称、活动时间、场次、参与人次），或用 --profile 给出本单位的叫法，用 --header-row 指明表头在哪一行")
}

// leftovers reports figures on a sheet that no table took.
func (r *reading) leftovers(pg *page) {
	for _, area := range pg.plan.Leftovers() {
		r.ignore(pg, area.String(), "不在任何认出的表里")
		if r.unreadBlock(pg, area, "区域 "+area.String()+" ", false) {
			continue
		}
		r.note(model.Note{Rule: "import/ignored", Pos: model.Pos{Sheet: pg.ms, Row: int32(area.Top), Col: int32(area.Left)}, Message: "区域 " + area.String() + " 有数字，但不在任何认出的表里，没有读入", Hint: "如果这些数字要用，请加上表头，或移进表格里"})
	}
}

// usedRange is all of a sheet that holds something.
func usedRange(s *grid.Sheet) grid.Range {
	return grid.Range{Top: 1, Left: 1, Bottom: max(1, s.MaxRow()), Right: max(1, s.MaxCol())}
}
