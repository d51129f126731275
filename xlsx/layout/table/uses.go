package table

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// columnsSeen are the columns that a reader was made for: what has a field and no
// reader was not read, whatever its header says.
type columnsSeen struct {
	sync.Mutex
	cols map[int]bool
}

func (s *columnsSeen) add(col int) {
	if s == nil {
		return
	}
	s.Lock()
	defer s.Unlock()
	if s.cols == nil {
		s.cols = map[int]bool{}
	}
	s.cols[col] = true
}

// mark gives the cells of the table their uses: its header, its rows by what they
// were taken for and its columns by what was read, and the lines above it.
func (t *table) mark() {
	if t.seen == nil {
		return
	}
	for _, col := range t.parts {
		if col != nil {
			t.seen.add(col.Col)
		}
	}
	t.seen.add(t.unitColumn())
	t.seen.add(t.colOf("year"))
	t.markTitles()
	t.markHeader()
	for _, col := range t.tableColumns() {
		t.markColumn(col)
	}
}

// place marks a stretch of cells, told as this page counts, where it stands on the sheet.
func (t *table) place(r grid.Range, u evidence.Use) {
	if t.v.Spots == nil {
		t.res.Uses.Mark(t.v.Place(r), u.Use, u.Field, u.Why)
		return
	}
	for row := r.Top; row <= r.Bottom; row++ {
		for col := r.Left; col <= r.Right; col++ {
			at := t.v.Ref(grid.Ref{Row: row, Col: col})
			t.res.Uses.Mark(grid.Range{Top: at.Row, Left: at.Col, Bottom: at.Row, Right: at.Col}, u.Use, u.Field, u.Why)
		}
	}
}

// markTitles marks the lines above the table by what they say.
func (t *table) markTitles() {
	for _, l := range t.titles {
		at := l.Span
		if t.v.Spots == nil {
			at = t.v.Place(grid.Range{Top: l.At.Row, Left: l.At.Col, Bottom: l.At.Row, Right: l.At.Col})
		}
		use, field := t.lineUse(l.Text)
		t.res.Uses.MarkAround(at, use, field)
	}
}

// lineUse is what a line around a table is for: it states the unit of money or a
// head field, or it is a title.
func (t *table) lineUse(text string) (model.CellUse, string) {
	if facts := fact.Fields(t.v, text); len(facts) > 0 {
		return model.UseValue, facts[0]
	}
	if name, ok := value.FindUnitLine(text); ok && word.IsLine(t.v.KeyOf(strings.TrimSpace(text))) {
		if _, money := value.ParseMoneyUnit(name); money {
			return model.UseValue, "money-unit"
		}
	}
	if word.NoteHead.MatchString(t.v.KeyOf(text)) || word.SignHead.MatchString(t.v.KeyOf(text)) {
		return model.UseNote, ""
	}
	return model.UseTitle, ""
}

// markHeader marks the header's words, each with the field of its column where it
// has but one.
func (t *table) markHeader() {
	h := t.c.Head
	for row := h.Top; row <= h.Bottom; row++ {
		for col := t.used().Left; col <= t.b.Right(); col++ {
			if !t.v.Owns(row, col) || t.v.Text(row, col) == "" {
				continue
			}
			u := evidence.Use{Use: model.UseHeader}
			if s := t.v.Span(row, col); s.Left == s.Right {
				u.Field = t.fieldAt(col)
			}
			t.place(grid.Range{Top: row, Left: col, Bottom: row, Right: col}, u)
		}
	}
}

func (t *table) fieldAt(col int) string {
	for i := range t.c.Columns {
		if c := &t.c.Columns[i]; c.Col == col && c.Field >= 0 {
			return t.c.Form.Fields[c.Field].Name
		}
	}
	return ""
}

// tableColumns are the numbers of the columns between the table's first and last.
func (t *table) tableColumns() []int {
	var out []int
	for col := t.used().Left; col <= t.b.Right(); col++ {
		out = append(out, col)
	}
	return out
}

// markColumn marks the cells of a column below the header, rows that are used alike
// together.
func (t *table) markColumn(col int) {
	use := t.columnUse(col)
	var run grid.Range
	var last evidence.Use
	flush := func() {
		if run.Top > 0 {
			t.place(run, last)
		}
		run = grid.Range{}
	}
	for i := range t.b.Rows {
		r := &t.b.Rows[i]
		c := t.v.Cell(r.Num, col)
		if c == nil || c.Formula() == nil && view.Blank(c.Text) || !t.v.Owns(r.Num, col) {
			continue
		}
		u := t.rowUse(r, col, c, use)
		if run.Top > 0 && u != last {
			flush()
		}
		at := grid.Range{Top: r.Num, Left: col, Bottom: r.Num, Right: col}
		if run.Top == 0 {
			run = at
		}
		run, last = view.Union(run, at), u
	}
	flush()
}

// columnUse is what the cells of a column in rows of data are for.
func (t *table) columnUse(col int) evidence.Use {
	i := slices.IndexFunc(t.c.Columns, func(c column.Column) bool { return c.Col == col })
	if i < 0 {
		return evidence.Use{Use: model.UseUnread, Why: "这一列没有表头"}
	}
	c := &t.c.Columns[i]
	twice := slices.ContainsFunc(t.c.Twice, func(x [2]column.Column) bool { return x[1].Col == col })
	switch {
	case c.Field >= 0 && t.c.Form.Fields[c.Field].Type == "index":
		return evidence.Use{Use: model.UseLabel, Field: "index"}
	case c.Field >= 0 && t.seen.cols[col]:
		return evidence.Use{Use: model.UseValue, Field: t.c.Form.Fields[c.Field].Name}
	case slices.Contains(t.codes, col) && codeHeader.MatchString(t.v.KeyOf(c.Header)):
		return evidence.Use{Use: model.UseValue, Field: "code"}
	case t.seen.cols[col]:
		return evidence.Use{Use: model.UseValue, Field: "unit"}
	case c.Again, twice:
		return evidence.Use{Use: model.UseDuplicate, Why: "另一列说的是同一件事"}
	case c.Other != 0:
		return evidence.Use{Use: model.UseUnread, Why: fmt.Sprintf("这一列是%d年的", c.Other)}
	case c.Field >= 0 && c.Part:
		return evidence.Use{Use: model.UseDuplicate, Field: t.c.Form.Fields[c.Field].Name, Why: "是“" + t.c.Form.Fields[c.Field].Title + "”的一部分，总数另有一列"}
	case word.Extra(c.Header), c.Field >= 0 && !word.IsFigure(t.c.Form.Fields[c.Field].Type):
		return evidence.Use{Use: model.UseValue, Field: "extra"}
	case c.Field >= 0:
		return evidence.Use{Use: model.UseUnread, Why: "认得是“" + t.c.Form.Fields[c.Field].Title + "”，但这张表用不着"}
	case len(c.Path) == 0:
		return evidence.Use{Use: model.UseUnread, Why: "这一列没有表头"}
	}
	return evidence.Use{Use: model.UseUnread, Why: "表头“" + c.Header + "”认不出是什么"}
}

// rowUse is what a cell is for, by its row and by its column.
func (t *table) rowUse(r *body.Row, col int, c *grid.Cell, use evidence.Use) evidence.Use {
	figure := view.Figure(c) && c.Kind != grid.Date && !view.DateLike(c.Text) || c.Formula() != nil
	switch r.Use {
	case body.UseData, body.UseOfWhich:
		return use
	case body.UseTotal, body.UseSubtotal:
		if use.Use == model.UseValue && figure {
			use.Use = model.UseTotal
		} else if use.Use == model.UseValue || !figure {
			use = evidence.Use{Use: model.UseLabel, Field: use.Field}
		}
		return use
	case body.UseHeader, body.UseNumbering:
		return evidence.Use{Use: model.UseHeader, Field: t.fieldAt(col)}
	case body.UseSection:
		return evidence.Use{Use: model.UseTitle}
	case body.UseBlank:
		if figure && c.Formula() == nil && use.Use != model.UseLabel {
			return evidence.Use{Use: model.UseUnread, Why: r.Why}
		}
		return evidence.Use{Use: model.UseNote, Why: r.Why}
	}
	switch {
	case r.Carried:
		return evidence.Use{Use: model.UseDuplicate, Why: r.Why}
	case figure, r.Void:
		return evidence.Use{Use: model.UseUnread, Why: r.Why}
	}
	if facts := fact.Fields(t.v, c.Text); len(facts) > 0 {
		return evidence.Use{Use: model.UseValue, Field: facts[0]}
	}
	return evidence.Use{Use: model.UseNote, Why: r.Why}
}
