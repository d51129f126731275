package rules

import (
	"slices"

	"ziping/model"
)

// An unread is a place that nobody read and that may be what a check needs.
type unread struct {
	header string
	pos    string // D4
	sheet  string
}

// words name it for a reader: D4“到场情况”.
func (u unread) words() string {
	if u.header == "" {
		return u.sheet + "!" + u.pos
	}
	return u.pos + "“" + u.header + "”"
}

// unreadLike finds what was not read in a table of the kind and may be the field
// there: a column of that field, or one of which nothing is known but that it
// holds figures or none.
func unreadLike(p *model.Project, kind model.TableKind, figures bool, fields ...string) (unread, bool) {
	for _, f := range p.Files {
		for _, u := range f.Unread {
			fits := slices.Contains(fields, u.Field) || u.Field == "" && u.Figures == figures
			if u.Kind == kind && fits && onUsed(f, u) {
				return unread{u.Header, u.Pos.Cell(), u.Pos.SheetName()}, true
			}
		}
	}
	return unread{}, false
}

// onUsed reports that a table of the kind was read on the sheet: what stands in
// a table that is not used is no part of it.
func onUsed(f model.File, u model.Unread) bool {
	return slices.ContainsFunc(f.Tables, func(t model.Table) bool { return t.Kind == u.Kind && t.Pos.Sheet == u.Pos.Sheet })
}

// unreadTable says which table of the kind may lie in what was not read: a block
// that looks like one, a table that was refused, a file that could not be
// opened. "" for none.
func unreadTable(p *model.Project, kind model.TableKind) string {
	for _, f := range p.Files {
		for _, u := range f.Unread {
			if u.Looks == kind {
				return u.Pos.SheetName() + "!" + u.Range + " 没有读入，像是这样的表"
			}
		}
		for _, t := range f.Refused {
			if t.Kind == kind || t.Kind == "" && kind != model.KindAllotment { // hardly any unit keeps one
				return t.Pos.SheetName() + "!" + t.Range + " 没有读入，可能就是这样的表"
			}
		}
		if f.Fault != "" {
			return f.Name + " 打不开"
		}
	}
	return ""
}
