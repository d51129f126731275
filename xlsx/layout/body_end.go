package layout

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// footnote says why a row below the data is a note or a signature, "" when it
// is neither.
func (b *body) footnote(cells []ownCell, figures int) string {
	first := b.v.keyOf(strings.TrimSpace(cells[0].Text))
	switch {
	case len(cells[0].Text) <= 3000 && noteHead.MatchString(first) && cells[0].Kind == grid.String && (figures == 0 || len(cells) == 1):
		return "注释"
	case signHead.MatchString(first) && cells[0].Kind == grid.String && !(b.data > 0 && !b.closed && figures > 0):
		return "签章行"
	}
	return ""
}

// signed reports a row that begins with 填表人： and the like and goes on with
// such words, names and days.
func (b *body) signed(cells []ownCell) bool {
	labels := 0
	for i, c := range cells {
		key := b.v.keyOf(strings.TrimSpace(c.Text))
		label := c.Kind == grid.String && signHead.MatchString(key) && strings.ContainsAny(key, ":(")
		if i == 0 && !label {
			return false
		}
		labels += btoi(label)
	}
	return 2*labels >= len(cells)-1
}

// over reports that the table has ended above a row: what follows is the text
// of a report, 三、存在的问题 over its paragraphs or beside them.
func (b *body) over(cells []ownCell, row, bottom int) bool {
	if b.data == 0 || len(cells) == 0 || len(cells) > 2 || b.c.form.Kind == model.KindText || b.c.form.Kind == model.KindWaiver {
		return false
	}
	text := strings.TrimSpace(cells[0].Text)
	if cells[0].Kind != grid.String || len(text) > maxLabel {
		return false
	}
	known := b.v.words.texts.field(b.v.label(sectionName(text))) != nil
	if len(cells) == 2 {
		return known && cells[1].Kind == grid.String && !figureLike(cells[1].Text)
	}
	level := levelOf(b.v.keyOf(text), false)
	return (known || (level == 1 || level == 2) && b.closed) && b.prose(row, bottom)
}

// prose reports that the rows below a heading, down to the next one, hold one
// text each.
func (b *body) prose(heading, bottom int) bool {
	defer func(kept []ownCell) { b.buffer = kept }(b.buffer)
	b.buffer = nil
	texts := 0
	for row := heading + 1; row <= bottom; row++ {
		cells := b.own(row)
		if len(cells) == 0 {
			continue
		}
		if len(cells) > 1 || cells[0].Kind != grid.String || figure(cells[0].Cell) {
			return texts > 0 && len(cells) > 1 && b.v.knownWords(row, window{b.c.head.left, b.right()}) > 1 // the next table
		}
		if level := levelOf(b.v.keyOf(strings.TrimSpace(cells[0].Text)), false); (level == 1 || level == 2) && len(cells[0].Text) < maxLabel/2 {
			return texts > 0
		}
		texts++
	}
	return texts > 0
}

// uses says how the rows were taken.
func (b *body) uses() []model.RowUse {
	var out []model.RowUse
	for i := range b.rows {
		r := &b.rows[i]
		if n := len(out); n > 0 && out[n-1].Last == r.row-1 && out[n-1].Role == r.use && out[n-1].Why == r.why {
			out[n-1].Last = r.row
			continue
		}
		out = append(out, model.RowUse{Row: r.row, Last: r.row, Role: r.use, Why: r.why})
	}
	return out
}

// trim takes blank rows, notes and headings off the end that belong to nothing.
func (b *body) trim() {
	n := len(b.rows)
	for n > 0 && slices.Contains([]string{useBlank, useSection}, b.rows[n-1].use) {
		n--
	}
	b.rows = b.rows[:n]
}

// plain reports rows of data only, none of them over or part of another: there
// is nothing to settle between them.
func (b *body) plain() bool {
	var first *bodyRow
	for i := range b.rows {
		r := &b.rows[i]
		if r.use == useData && (r.bare || r.over || r.level == 1 || r.level == 2 || r.level >= 4) || r.use == useSubtotal || r.use == useTotal || r.use == useOfWhich {
			return false
		}
		if r.use != useData || len(b.rows) > manySaying {
			continue
		}
		if first == nil {
			first = r
		}
		if r.level != first.level || r.indent > first.indent {
			return false
		}
	}
	return true
}
