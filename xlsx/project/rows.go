package project

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/layout"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/kin"
)

// ofRow is the project that a row of a table names; "" where its cell is blank.
type ofRow func(i int) string

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
	for _, o := range owners {
		part := &model.FundTable{Table: t.Table, Role: t.Role, Title: t.Title}
		index := map[int]int{}
		for i, row := range t.Rows {
			if !ownRow(to, o, i, row.Kind, row.Covers) {
				continue
			}
			index[i] = len(part.Rows)
			next := *row
			part.Rows = append(part.Rows, &next)
		}
		for _, row := range part.Rows {
			row.Covers = moved(row.Covers, index)
		}
		if len(part.Rows) > 0 {
			o.p.Funds = append(o.p.Funds, part)
		}
	}
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
	for _, o := range owners {
		part := &model.ActivityLog{Table: t.Table, Title: t.Title}
		index := map[int]int{}
		for i, a := range t.Rows {
			if !ownRow(to, o, i, a.Kind, a.Covers) {
				continue
			}
			index[i] = len(part.Rows)
			next := *a
			part.Rows = append(part.Rows, &next)
		}
		for _, a := range part.Rows {
			a.Covers = moved(a.Covers, index)
		}
		if len(part.Rows) > 0 {
			o.p.Logs = append(o.p.Logs, part)
		}
	}
	return true
}

// byDirection goes by the categories of a log, where each is a direction of spending
// of one project only.
func byDirection(owners []*owner, category ofRow, n int, data func(i int) bool) ([]*owner, bool) {
	of := map[string]*owner{}
	for _, o := range owners {
		for _, f := range o.p.Funds {
			for _, row := range f.Rows {
				key := model.Key(kin.StemNumber.ReplaceAllString(row.Label.Value, ""))
				if by, seen := of[key]; f.Role == model.FundMain && row.Kind == model.Detail && row.Label.Known() && (!seen || by == o) {
					of[key] = o
				} else if seen && by != o {
					of[key] = nil // of several
				}
			}
		}
	}
	to := make([]*owner, n)
	for i := range n {
		if to[i] = of[model.Key(kin.StemNumber.ReplaceAllString(category(i), ""))]; to[i] == nil && data(i) {
			return nil, false
		}
	}
	return to, true
}

// ownRow reports a row of a project: a row of data that names it, and a sum over
// nothing but such rows.
func ownRow(to []*owner, o *owner, i int, kind model.RowKind, covers []int) bool {
	if kind == model.Detail || kind == model.OfWhich {
		return to[i] == o
	}
	return kind == model.Subtotal && len(covers) > 0 && !slices.ContainsFunc(covers, func(k int) bool { return to[k] != o })
}

// moved are indexes after rows were left out.
func moved(covers []int, index map[int]int) []int {
	var out []int
	for _, i := range covers {
		if at, ok := index[i]; ok {
			out = append(out, at)
		}
	}
	return out
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

// eachRow goes through one column; a blank cell is of the project above it.
func eachRow(owners []*owner, name ofRow, n int, data func(i int) bool) ([]*owner, bool) {
	to := make([]*owner, n)
	var last *owner
	several := false
	for i := range n {
		text := name(i)
		if text != "" {
			o := exactly(owners, text)
			if o == nil && data(i) {
				return nil, false
			}
			several = several || o != nil && last != nil && o != last
			if o != nil {
				last = o
			}
		}
		if last == nil && data(i) {
			return nil, false
		}
		to[i] = last
	}
	return to, several
}

// exactly is the project that a cell names by its name or code, nil for none.
func exactly(owners []*owner, text string) *owner {
	key := model.ProjectKey(text)
	for _, o := range owners {
		if key == o.Key || o.Code != "" && model.Key(text) == o.Code || len([]rune(o.Key)) > 3 && strings.Contains(key, o.Key) {
			return o
		}
	}
	for _, o := range owners {
		if len([]rune(key)) > 3 && strings.Contains(o.Key, key) {
			return o
		}
	}
	return nil
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
