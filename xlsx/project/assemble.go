package project

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
)

// assemble joins what the sheets held into one project.
func (r *reading) assemble() {
	var weak []*model.FundTable
	for _, pg := range r.pages {
		if res := pg.result; res != nil {
			r.p.Funds = append(r.p.Funds, res.Funds...)
			r.p.Logs = append(r.p.Logs, res.Logs...)
			r.p.Forms = append(r.p.Forms, res.Forms...)
			r.p.Texts = append(r.p.Texts, res.Texts...)
			r.p.Allotments = append(r.p.Allotments, res.Allotments...)
			r.p.Waivers = append(r.p.Waivers, res.Waivers...)
			r.p.Notes = append(r.p.Notes, res.Notes...)
			weak = append(weak, res.Weak...)
			for _, i := range res.Ignored {
				r.ignore(pg, i.Range, i.Reason)
			}
		}
	}
	r.settleYears()
	r.settleHeads()
	r.repeatedFunds()
	r.repeatedForms()
	r.settleFunds(weak)
	r.settlePartials()
	r.settleCategories()
	r.repeatedLogs()
	r.settleSheets()
	for _, pg := range r.pages {
		if pg.result != nil {
			for _, t := range pg.result.Tables {
				f := &r.p.Files[pg.file]
				f.Tables = append(f.Tables, *t)
			}
		}
	}
}

// fail adds an error at a place.
func (r *reading) fail(rule string, pos model.Pos, cause, cure string) {
	r.errs = append(r.errs, &grid.Fault{Rule: rule, File: pos.File(), Sheet: pos.SheetName(), Cell: pos.Cell(), Offset: -1, Cause: cause, Cure: cure})
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
		if y := r.heads[i].Year; y.Known() && y.Value == year {
			r.stateYear(y)
		}
	}
	for i := range r.heads {
		h := &r.heads[i].Project
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

// settleFunds leaves one 资金表. A table with vouchers or prices gives way to
// one without; two of equal right are refused.
func (r *reading) settleFunds(weak []*model.FundTable) {
	r.dropEmpty()
	var mains, strong []*model.FundTable
	for _, t := range r.p.Funds {
		if t.Role == model.FundMain {
			mains = append(mains, t)
			if !slices.Contains(weak, t) {
				strong = append(strong, t)
			}
		}
	}
	if len(mains) < 2 {
		return
	}
	if len(strong) == 1 {
		for _, t := range weak {
			t.Role = model.FundLedger
			t.Table.Why = append(t.Table.Why, "另有资金表“"+strong[0].Table.Pos.SheetName()+"”，这一张当作明细账，不参加合计")
		}
		return
	}
	a, b := mains[0].Table, mains[1].Table
	r.fail("import/no-table", b.Pos, fmt.Sprintf("有 %d 张表都像资金表：%s 和 %s，不知道该用哪一张", len(mains), place(a), place(b)),
		"请只留一张：把不用的那张删除，或隐藏它所在的工作表（隐藏的工作表不读入）"+ofUnits(a, b))
}

// ofUnits is what to do when two tables of one kind lie in folders of their own.
func ofUnits(a, b *model.Table) string {
	if path.Dir(a.Pos.File()) == path.Dir(b.Pos.File()) {
		return ""
	}
	return "；文件夹里是几个单位的，请对这个文件夹运行 ziping batch"
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

// settlePartials decides what becomes of tables that lack a required column: an
// error when they are the only one of their kind, else they are left aside.
func (r *reading) settlePartials() {
	for _, pg := range r.pages {
		if pg.result == nil {
			continue
		}
		for _, t := range pg.result.Partials {
			cause, cure := partialWords(t)
			if r.needs(t) {
				rule := "import/missing-column"
				r.fail(rule, t.Pos, cause, cure)
			}
			r.ignore(pg, t.Range.String(), cause)
			r.unread(pg, t.Table)
			if !r.needs(t) {
				r.note(model.Note{Rule: "import/ignored", Pos: t.Pos, Message: cause + "，没有读入", Hint: cure})
			}
		}
	}
}

func (r *reading) unread(pg *page, t *model.Table) {
	if t != nil {
		f := &r.p.Files[pg.file]
		f.Unread = append(f.Unread, *t)
	}
}

// needs reports that the project cannot do without the table.
func (r *reading) needs(t layout.Partial) bool {
	switch t.Kind {
	case model.KindFund:
		return t.Role == "" && r.p.Main() == nil
	case model.KindActivity:
		return len(r.p.Logs) == 0
	case model.KindAllotment:
		return len(r.p.Allotments) == 0 && t.Named && len(r.p.Funds)+len(r.p.Forms)+len(r.p.Logs) == 0
	}
	return false
}

// partialWords says what is missing or double, and how to mend it.
func partialWords(t layout.Partial) (cause, cure string) {
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
// when that is all of them.
func (r *reading) settleSheets() {
	took, partial := 0, 0
	for _, pg := range r.pages {
		if pg.result != nil {
			partial += len(pg.result.Partials)
			for _, t := range pg.result.Tables {
				if t.Kind != model.KindWaiver {
					took++
				}
			}
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
		case len(pg.result.Tables)+len(pg.result.Partials) == 0:
			words := pg.plan.Seen()
			seen = append(seen, "“"+pg.sheet.Name+"”（有 "+words+"）")
			if len(pg.result.Ignored) > 0 {
				continue // a detector has said why
			}
			r.ignore(pg, "", "没有认出表格或表单")
			r.unread(pg, pg.plan.Unknown())
			if took > 0 {
				r.note(model.Note{Rule: "import/ignored", Pos: model.Pos{Sheet: pg.ms}, Message: "工作表“" + pg.sheet.Name + "”没有认出表格，没有读入；上面写着" + words, Hint: "如果要用，请改用常见的表头，或用 --profile 给出本单位的叫法"})
			}
		default:
			r.leftovers(pg)
		}
	}
	if took+partial == 0 {
		pos := model.Pos{}
		if len(r.p.Files) == 1 {
			pos = r.filePos(0)
			pos.Sheet = &model.Sheet{File: pos.File()}
		}
		r.fail("import/no-table", pos, "没有认出资金表、活动台账、绩效自评表等任何一种表。看到的工作表："+strings.Join(seen, "，"),
			"请确认选对了文件；表头要有常见的叫法（如 支出方向、计划资金、到位资金、实际支出；活动名称、活动时间、场次、参与人次），或用 --profile 给出本单位的叫法，用 --header-row 指明表头在哪一行")
	}
}

// leftovers reports figures on a sheet that no table took.
func (r *reading) leftovers(pg *page) {
	for _, area := range pg.plan.Leftovers() {
		r.ignore(pg, area.String(), "不在任何认出的表里")
		r.note(model.Note{Rule: "import/ignored", Pos: model.Pos{Sheet: pg.ms, Row: int32(area.Top), Col: int32(area.Left)}, Message: "区域 " + area.String() + " 有数字，但不在任何认出的表里，没有读入", Hint: "如果这些数字要用，请加上表头，或移进表格里"})
	}
}
