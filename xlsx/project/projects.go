package project

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/layout"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/kin"
)

// A unit may have several projects. Each form names its own; what else there is
// belongs to the project that its label, title, sheet, file or folder names, or that
// alone has a form there; the rows of one table may belong to several. What names
// none is asked about, and counts for none.

// owners are the projects of the unit by its forms; fewer than two mean that
// everything is of one.
func (r *reading) owners() []*owner {
	var out []*owner
	for _, forms := range r.p.ByProject() {
		o := &owner{forms: forms}
		for _, f := range forms {
			if f.ProjectName.Known() && o.Name == "" {
				o.Project = kin.NewProject(f.ProjectName.Value, f.Code.Value)
			}
		}
		if o.Name != "" {
			out = append(out, o)
		}
	}
	if len(out) < 2 {
		return nil
	}
	return out
}

// settleEach settles every project by itself.
func (r *reading) settleEach(owners []*owner, weak []*model.FundTable) {
	unit, heads := r.p, r.heads
	r.partition(owners)
	for i, o := range owners {
		if i == 0 {
			o.p.Notes = append(unit.Notes, o.p.Notes...)
		}
		before := len(r.asks.Open)
		r.p, r.heads, r.project = o.p, o.heads, o.Name
		r.settle(weak)
		if !r.p.Name.Known() {
			r.p.Name = o.forms[0].ProjectName
		}
		for k := range r.asks.Open[before:] {
			r.asks.Open[before+k].Project = o.Name
		}
		unit.Parts = append(unit.Parts, r.p)
	}
	r.p, r.heads, r.project = unit, heads, ""
	r.gather()
}

// gather gives the unit what its projects have together.
func (r *reading) gather() {
	u := r.p
	u.Funds, u.Logs, u.Forms, u.Texts, u.Stated, u.Notes = nil, nil, nil, nil, nil, nil
	for i, p := range u.Parts {
		u.Funds, u.Logs, u.Forms, u.Texts = append(u.Funds, p.Funds...), append(u.Logs, p.Logs...), append(u.Forms, p.Forms...), append(u.Texts, p.Texts...)
		if i == 0 {
			u.Unit, u.Department, u.Year = p.Unit, p.Department, p.Year
		}
	}
	all := u.Fund()
	for _, p := range u.Parts {
		p.AllFund = all
	}
}

// partition gives every project what is its own.
func (r *reading) partition(owners []*owner) {
	for _, o := range owners {
		o.p = &model.Project{Files: r.p.Files, Sheets: r.p.Sheets, Forms: o.forms, Waivers: r.p.Waivers, One: true}
	}
	whole := &model.Project{Files: r.p.Files, Sheets: r.p.Sheets, One: true}
	for _, t := range r.p.Funds {
		if o := r.ownerOf(owners, t.Table); o != nil {
			o.p.Funds = append(o.p.Funds, t)
		} else if r.partFund(owners, t) {
			whole.Funds = append(whole.Funds, t)
		} else if o := r.askProject(owners, t.Table, []string{"fund", "rates"}); o != nil {
			o.p.Funds = append(o.p.Funds, t)
		}
	}
	for _, t := range r.p.Logs {
		if o := r.ownerOf(owners, t.Table); o != nil {
			o.p.Logs = append(o.p.Logs, t)
		} else if r.partLog(owners, t) {
			whole.Logs = append(whole.Logs, t)
		} else if o := r.askProject(owners, t.Table, []string{"activities", "activities_by_category"}); o != nil {
			o.p.Logs = append(o.p.Logs, t)
		}
	}
	asked := map[*model.Sheet]*owner{}
	for _, t := range r.p.Texts {
		s := t.Name.Pos.Sheet
		o := r.at(owners, s, t.Name.Pos)
		if o == nil && len(r.tablesOn(s)) > 0 {
			if _, done := asked[s]; !done {
				asked[s] = r.askProject(owners, r.tablesOn(s)[0], []string{})
			}
			o = asked[s]
		}
		if o != nil {
			o.p.Texts = append(o.p.Texts, t)
		}
	}
	for _, g := range r.p.Goals {
		for _, o := range owners {
			if g.ProjectName.Known() && o.Named(g.ProjectName.Value) || !g.ProjectName.Known() && r.ownerOf(owners, g.Table) == o {
				o.p.Goals = append(o.p.Goals, g)
			}
		}
	}
	for _, h := range r.heads {
		r.giveHead(owners, h)
	}
	if len(whole.Funds)+len(whole.Logs) > 0 {
		r.p.Whole = whole
	}
	owners[0].p.WholeForms, owners[0].p.Allotments = r.p.WholeForms, nil
}

// giveHead gives what one place says of the head to the project that it names, or
// that owns the place; what it says of the unit and the year to all where it names
// none.
func (r *reading) giveHead(owners []*owner, h layout.Head) {
	pos := headPos(h)
	var to *owner
	if h.Name.Known() {
		to = named(owners, h.Name.Value)
	}
	if to == nil {
		to = r.at(owners, pos.Sheet, pos)
	}
	for _, o := range owners {
		switch {
		case to == o:
			o.heads = append(o.heads, h)
		case to == nil:
			h.Project = model.Project{Unit: h.Unit, Year: h.Year, Department: h.Department, Period: h.Period}
			o.heads = append(o.heads, h)
		case h.Weight >= layout.HeadOfBasic || len(o.forms) == 0:
		default: // the unit's name on one project's form is that of the others too, last of all
			h := h
			h.Project = model.Project{Unit: h.Unit}
			h.Weight = 0
			o.heads = append(o.heads, h)
		}
	}
}

// headPos is where a head was read.
func headPos(h layout.Head) model.Pos {
	for _, p := range []model.Pos{h.Name.Pos, h.Unit.Pos, h.Year.Pos, h.Department.Pos, h.Issued.Pos, h.Period.Pos} {
		if p.Sheet != nil {
			return p
		}
	}
	return model.Pos{}
}

// ownerOf is the project that a table is of, nil where nothing says.
func (r *reading) ownerOf(owners []*owner, t *model.Table) *owner {
	for _, h := range r.heads { // 项目名称：… above the table
		if at := h.Name.Pos; h.Name.Known() && at.Sheet == t.Pos.Sheet && at.Row <= t.Pos.Row && r.nearest(t, at) {
			if o := named(owners, h.Name.Value); o != nil {
				return o
			}
		}
	}
	if o := named(owners, t.Title); o != nil {
		return o
	}
	return r.at(owners, t.Pos.Sheet, t.Pos)
}

// nearest reports that no other table of the sheet begins between a line and a table.
func (r *reading) nearest(t *model.Table, at model.Pos) bool {
	return !slices.ContainsFunc(r.tablesOn(t.Pos.Sheet), func(o *model.Table) bool {
		return o != t && o.Kind != model.KindBasic && o.Pos.Row >= at.Row && o.Pos.Row < t.Pos.Row
	})
}

// at is the project that a place belongs to: by the name of its sheet, by the only
// project that has a form on the sheet, by the name of its file and of its folders,
// by the only project that has a form in the file, or in the folder.
func (r *reading) at(owners []*owner, s *model.Sheet, _ model.Pos) *owner {
	if s == nil {
		return nil
	}
	if o := named(owners, s.Name); o != nil {
		return o
	}
	if o := alone(owners, func(f *model.Sheet) bool { return f == s }); o != nil {
		return o
	}
	if o := named(owners, kin.FileTitle(s.File)); o != nil {
		return o
	}
	if o := alone(owners, func(f *model.Sheet) bool { return f.File == s.File }); o != nil {
		return o
	}
	for dir := path.Dir(s.File); dir != "." && dir != "/"; dir = path.Dir(dir) {
		if o := named(owners, path.Base(dir)); o != nil {
			return o
		}
		if o := alone(owners, func(f *model.Sheet) bool { return strings.HasPrefix(f.File, dir+"/") }); o != nil {
			return o
		}
	}
	return nil
}

// askProject asks which project a table is of that names none; until somebody says
// so it counts for none.
func (r *reading) askProject(owners []*owner, t *model.Table, fields []string) *owner {
	q := model.Question{Kind: model.AskProject, Pos: t.Pos, Taken: ask.None, Fields: fields, Ask: place(t) + "是哪个项目的？",
		ID: model.QuestionID(model.AskProject, t.Kind, t.Pos.SheetName()), Shown: model.Digest(headersOf(t)...)}
	for _, o := range owners {
		q.Choices = append(q.Choices, model.Choice{Value: o.Name, Label: o.Name})
	}
	q.Choices = append(q.Choices, model.Choice{Value: ask.None, Label: "都不是，不用这一张"})
	a := r.asks.Ask(q)
	for _, o := range owners {
		if a.ID != "" && a.Value == o.Name {
			t.Why = append(t.Why, "按答复是“"+o.Name+"”的")
			return o
		}
	}
	n := model.Note{Rule: "import/project", Pos: t.Pos, Fields: fields, Message: fmt.Sprintf("材料里有 %d 个项目，这张表没有写是哪个项目的，没有计入任何一个", len(owners)),
		Hint: "请在标题、工作表名或“项目名称”一列写明项目，例如“" + owners[0].Name + "”"}
	if a.ID != "" {
		n.Rule, n.Message = "import/ignored", "按答复不用这张表"
	}
	t.Why = append(t.Why, n.Message)
	r.p.Notes = append(r.p.Notes, n)
	return nil
}

// partFund parts the rows of a 资金表 that are of several projects: one column names
// them in every row. False where none does.
func (r *reading) partFund(owners []*owner, t *model.FundTable) bool {
	rows := make([]int, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = int(row.Pos.Row)
	}
	names := []ofRow{
		func(i int) string { return t.Rows[i].Label.Value },
		func(i int) string { return t.Rows[i].Group },
	}
	to, ok := r.rowOwners(owners, t.Table, names, rows, func(i int) bool { return t.Rows[i].Kind == model.Detail })
	if !ok {
		return false
	}
	splitFund(owners, t, to)
	return true
}

// partLog does the same with a log. Where the names of projects were taken for the
// categories, and another column may hold these, the next pass reads that one.
func (r *reading) partLog(owners []*owner, t *model.ActivityLog) bool {
	rows := make([]int, len(t.Rows))
	for i, a := range t.Rows {
		rows[i] = int(a.Pos.Row)
	}
	names := []ofRow{
		func(i int) string { return t.Rows[i].Category().Value },
		func(i int) string { return t.Rows[i].Name().Value },
	}
	data := func(i int) bool { return t.Rows[i].Kind == model.Detail }
	to, ok := r.rowOwners(owners, t.Table, names, rows, data)
	switch {
	case ok && r.parted[t.Table] == 0:
		r.otherCategory(t.Table)
	case !ok:
		if to, ok = byDirection(owners, names[0], len(rows), data); !ok {
			return false
		}
	}
	splitLog(owners, t, to)
	return true
}

// rowOwners are the projects that the rows of a table name, false unless one column
// names one of them in every row of data, and several in all. What is read is looked
// at first, then the columns that nobody understood.
func (r *reading) rowOwners(owners []*owner, t *model.Table, read []ofRow, rows []int, data func(i int) bool) ([]*owner, bool) {
	for _, name := range read {
		if to, ok := eachRow(owners, name, len(rows), data); ok {
			r.parted[t] = 0
			return to, true
		}
	}
	for _, pg := range r.pages {
		for _, res := range pg.results() {
			for _, u := range res.Unread {
				if u.Table != t || u.Words == 0 || u.Range.Left != u.Range.Right {
					continue
				}
				name := func(i int) string {
					if c := pg.sheet.Cell(rows[i], u.Range.Left); c != nil {
						return strings.TrimSpace(c.Text)
					}
					return ""
				}
				if to, ok := eachRow(owners, name, len(rows), data); ok {
					r.parted[t] = u.Range.Left
					return to, true
				}
			}
		}
	}
	return nil, false
}

// otherCategory has the next pass leave the column unread that was taken for the
// category and names projects, where another may hold the categories.
func (r *reading) otherCategory(t *model.Table) {
	header := ""
	for _, c := range t.Columns {
		if c.Field == "category" {
			header = c.Header
		}
	}
	for _, pg := range r.pages {
		for _, res := range pg.results() {
			for _, u := range res.Unread {
				if header != "" && u.Table == t && u.Words > 0 && u.Figures == 0 && u.Longest <= categoryRunes && !layout.IsExtra(u.Header) {
					r.known.columns[layout.ColumnKey(t.Kind, header)] = ask.None
				}
			}
		}
	}
}
