package pair

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// findValues gives every label the cells of its value.
func findValues(v *word.Page, group []*labelled, free func(grid.Range) bool) {
	labels := map[grid.Ref]*labelled{}
	inRow := map[int]int{}
	for _, l := range group {
		labels[grid.Ref{Row: l.span.Top, Col: l.span.Left}] = l
		for row := l.span.Top; row <= l.span.Bottom; row++ {
			inRow[row]++
		}
	}
	isLabel := func(row, col int) bool {
		s := v.Span(row, col)
		return labels[grid.Ref{Row: s.Top, Col: s.Left}] != nil
	}
	for _, l := range group {
		switch {
		case l.inline != "":
			l.where = "同一格"
		case rightOf(v, l, isLabel, free):
			l.where = "右边"
		case belowOf(v, l, inRow, free):
			l.where = "下面"
		}
	}
}

// rightOf takes the value right of a label: the next cell, over the rows the
// label is merged over; for texts also the rows below whose label cell is blank.
func rightOf(v *word.Page, l *labelled, isLabel func(int, int) bool, free func(grid.Range) bool) bool {
	col := l.span.Right + 1
	for col <= v.Cols && v.Text(l.span.Top, col) == "" && !isLabel(l.span.Top, col) && v.Span(l.span.Top, col).Right == col && col < l.span.Right+3 {
		col++
	}
	if next := v.Span(l.span.Top, min(col, v.Cols)).Right + 1; col > l.span.Right+1 && next <= v.Cols && v.Text(l.span.Top, next) != "" && !isLabel(l.span.Top, next) && !l.typed(v, grid.Ref{Row: l.span.Top, Col: col}) {
		return false // a label that is not known, and its value
	}
	if col > v.Cols || isLabel(l.span.Top, col) || !free(v.Span(l.span.Top, col)) || !l.takes(v.Key(l.span.Top, col)) || headsColumn(v, v.Text(l.span.Top, col)) {
		return false
	}
	last := l.span.Bottom
	if l.field.Type == "text" {
		for last < v.Rows && !anyLeft(v, last+1, col) && v.Text(last+1, col) != "" && v.Span(last+1, col).Left == col && v.Span(last+1, col).Top == last+1 && free(v.Span(last+1, col)) {
			last++
		}
	}
	for row := l.span.Top; row <= last; row++ {
		s := v.Span(row, col)
		if v.Text(row, col) != "" && (s.Top == row || row == l.span.Top) {
			l.cells = append(l.cells, grid.Ref{Row: row, Col: col})
		}
		row = max(row, s.Bottom)
	}
	if len(l.cells) == 0 {
		return false
	}
	carriedOn(v, l, isLabel)
	return true
}

// takes reports that a text may be the label's value: a document has a number,
// 文号 | 金额 | 日期 is a header, and 单位 | 万元 states the unit of money.
func (l *labelled) takes(key string) bool {
	switch l.field.Name {
	case "document":
		return key == "" || strings.ContainsAny(key, "0123456789〇一二三四五六七八九十号无没/-—")
	case "unit":
		_, money := value.ParseMoneyUnit(key)
		return !money
	}
	return true
}

// typed reports a cell that holds what the label asks for by its type: days, a figure.
func (l *labelled) typed(v *word.Page, at grid.Ref) bool {
	switch c := v.Cell(at.Row, at.Col); {
	case c == nil:
		return false
	case l.field.Type == "dates" || l.field.Type == "year":
		return c.Kind == grid.Date || view.DateLike(c.Text) || view.YearLike(strings.TrimSpace(c.Text))
	default:
		return l.field.Type == "amount" && view.Figure(c)
	}
}

// headsColumn reports words that no label has for its value: a sum's, or those over a
// column of figures, 项目内容 | 2021年决算数.
func headsColumn(v *word.Page, text string) bool {
	if text == "" || len(text) > evidence.Standard.Word.LabelBytes {
		return false
	}
	label := v.Label(text)
	if _, sum := word.AggregateWord(label.Key); sum {
		return true
	}
	return slices.ContainsFunc(v.Words.Tables, func(f *word.TableForm) bool {
		return f.Kind != model.KindAllotment && slices.ContainsFunc(label.Keys, func(k string) bool {
			return slices.ContainsFunc(f.Exact[k], func(i int) bool { return word.IsFigure(f.Fields[i].Type) })
		})
	})
}

// band reports a cell that is merged wider than the label above it, where a short value
// is asked for: 项目属性信息 over the next labels.
func (l *labelled) band(v *word.Page, s grid.Range) bool {
	return l.field.Type != "text" && s.Right-s.Left > l.span.Right-l.span.Left || s.Right-s.Left > l.span.Right-l.span.Left && l.field.Name != "content" && l.form == v.Words.Basic && len([]rune(v.Text(s.Top, s.Left))) <= evidence.Standard.Word.HeadingRunes
}

// anyLeft reports a text in the row left of col.
func anyLeft(v *word.Page, row, col int) bool {
	for c := 1; c < col; c++ {
		if v.Text(row, c) != "" {
			return true
		}
	}
	return false
}

// carriedOn adds the cells that carry a value on in its row: 2022年1月1日 | 至 |
// 2022年12月31日, and 36 | 万元.
func carriedOn(v *word.Page, l *labelled, isLabel func(int, int) bool) {
	at := l.cells[0]
	for col := v.Span(at.Row, at.Col).Right + 1; col <= v.Cols && !isLabel(at.Row, col); col = v.Span(at.Row, col).Right + 1 {
		text := v.Text(at.Row, col)
		_, money := value.ParseMoneyUnit(text)
		switch {
		case text == "":
			return
		case l.field.Type == "amount" && money:
		case l.field.Type == "dates" && (strings.Trim(text, "至到—-–~～") == "" || view.DateLike(text)):
		default:
			return
		}
		l.cells = append(l.cells, grid.Ref{Row: at.Row, Col: col})
	}
}

// belowOf takes the value under a label, where that row has no label of its
// own: a row of labels over a row of values, or a heading over paragraphs.
func belowOf(v *word.Page, l *labelled, inRow map[int]int, free func(grid.Range) bool) bool {
	row, col := l.span.Bottom+1, l.span.Left
	if l.field.Type != "text" || inRow[l.span.Top] > 1 {
		if row <= v.Rows && inRow[row] == 0 && v.Text(row, col) != "" && v.Span(row, col).Left == col && free(v.Span(row, col)) && !moreBelow(v, row, col, inRow) && !l.band(v, v.Span(row, col)) {
			l.cells = []grid.Ref{{Row: row, Col: col}}
			return true
		}
		return false
	}
	for blank := 0; row <= v.Rows && inRow[row] == 0 && blank < 2; row++ {
		if v.Text(row, col) == "" {
			blank++
			continue
		}
		if s := v.Span(row, col); s.Left != col || !free(s) || word.HeadingLike(v.Text(row, col)) || !l.takes(v.Key(row, col)) {
			break
		} else {
			l.cells = append(l.cells, grid.Ref{Row: row, Col: col})
			row = max(row, s.Bottom)
		}
		blank = 0
	}
	return len(l.cells) > 0
}

// moreBelow reports that more than one row of values stands under a row of
// labels: then it is a table, and no form.
func moreBelow(v *word.Page, row, col int, inRow map[int]int) bool {
	next := v.Span(row, col).Bottom + 1
	return next <= v.Rows && inRow[next] == 0 && v.Text(next, col) != "" && header.Filled(v, next, 1, v.Cols) >= 3
}

// furtherTexts adds the named texts whose names are not in the list: they stand
// in the column of the known names, with a text to their right.
func furtherTexts(v *word.Page, group []*labelled, free func(grid.Range) bool) []*labelled {
	var known []*labelled
	used := map[grid.Ref]bool{}
	for _, l := range group {
		used[grid.Ref{Row: l.span.Top, Col: l.span.Left}] = true
		for _, c := range l.cells {
			used[c] = true
		}
		if l.form == v.Words.Texts && l.where == "右边" {
			known = append(known, l)
		}
	}
	if len(known) == 0 {
		return group
	}
	col := known[0].span.Left
	for row := known[0].span.Top; row <= v.Rows; row++ {
		s := v.Span(row, col)
		name := v.Text(row, col)
		at := grid.Ref{Row: row, Col: s.Right + 1}
		if s.Top != row || s.Left != col || name == "" || used[grid.Ref{Row: row, Col: col}] || used[at] || !free(s) {
			continue
		}
		if n := len([]rune(name)); n > evidence.Standard.Word.HeadingRunes || word.NoteHead.MatchString(v.KeyOf(name)) || at.Col > v.Cols || v.Text(at.Row, at.Col) == "" {
			continue
		}
		group = append(group, &labelled{form: v.Words.Texts, field: known[0].field, label: name, name: name, span: s, cells: []grid.Ref{at}, where: "右边"})
	}
	slices.SortStableFunc(group, func(a, b *labelled) int {
		if a.span.Top != b.span.Top {
			return a.span.Top - b.span.Top
		}
		return a.span.Left - b.span.Left
	})
	return group
}
