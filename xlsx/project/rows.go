package project

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/layout"
	"ziping/xlsx/project/kin"
)

// ofRow is the project that a row of a table names; "" where its cell is blank.
type ofRow func(i int) string

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

// An owner is one project of a unit.
type owner struct {
	kin.Project
	forms []*model.Form
	p     *model.Project
	heads []layout.Head
}

// named is the only project that a text names, nil for none.
func named(owners []*owner, text string) *owner {
	var best *owner
	for _, o := range owners {
		switch {
		case !o.Named(text):
		case best == nil || len(o.Core) > len(best.Core):
			best = o
		case len(o.Core) == len(best.Core):
			return nil
		}
	}
	return best
}

// alone is the only project with forms on some sheets, nil where none or several have.
func alone(owners []*owner, in func(*model.Sheet) bool) *owner {
	var found *owner
	for _, o := range owners {
		if slices.ContainsFunc(o.forms, func(f *model.Form) bool { return in(f.Table.Pos.Sheet) }) {
			if found != nil {
				return nil
			}
			found = o
		}
	}
	return found
}

// splitFund gives every project the rows of a fund table that are its own.
func splitFund(owners []*owner, t *model.FundTable, to []*owner) {
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
}

// splitLog does the same with a log.
func splitLog(owners []*owner, t *model.ActivityLog, to []*owner) {
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
}
