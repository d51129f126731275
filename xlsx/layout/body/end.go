package body

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// footnote says why a row below the data is a note or a signature, "" when it
// is neither.
func (b *Body) footnote(cells []Cell, figures int) string {
	first := b.page.KeyOf(strings.TrimSpace(cells[0].Text))
	switch {
	case len(cells[0].Text) <= evidence.NoteBytes && word.NoteHead.MatchString(first) && cells[0].Kind == grid.String && (figures == 0 || len(cells) == 1):
		return "注释"
	case word.SignHead.MatchString(first) && cells[0].Kind == grid.String && !(b.data > 0 && !b.closed && figures > 0):
		return "签章行"
	}
	return ""
}

// signed reports a row that begins with 填表人： and the like and goes on with
// such words, names and days.
func (b *Body) signed(cells []Cell) bool {
	labels := 0
	for i, c := range cells {
		key := b.page.KeyOf(strings.TrimSpace(c.Text))
		label := c.Kind == grid.String && word.SignHead.MatchString(key) && strings.ContainsAny(key, ":(")
		if i == 0 && !label {
			return false
		}
		labels += view.One(label)
	}
	return 2*labels >= len(cells)-1
}

// over reports that the table has ended above a row: what follows is the text
// of a report, 三、存在的问题 over its paragraphs or beside them.
func (b *Body) over(cells []Cell, row, bottom int) bool {
	if b.data == 0 || len(cells) == 0 || len(cells) > 2 || b.claim.Form.Kind == model.KindText || b.claim.Form.Kind == model.KindWaiver {
		return false
	}
	text := strings.TrimSpace(cells[0].Text)
	if cells[0].Kind != grid.String || len(text) > evidence.Standard.Word.LabelBytes {
		return false
	}
	known := b.page.Words.Texts.Field(b.page.Label(word.SectionName(text))) != nil
	if len(cells) == 2 {
		return known && cells[1].Kind == grid.String && !view.FigureLike(cells[1].Text)
	}
	level := word.LevelOf(b.page.KeyOf(text), false)
	return (known || (level == 1 || level == 2) && b.closed) && b.prose(row, bottom)
}

// prose reports that the rows below a heading, down to the next one, hold one
// text each.
func (b *Body) prose(heading, bottom int) bool {
	defer func(kept []Cell) { b.buffer = kept }(b.buffer)
	b.buffer = nil
	texts := 0
	for row := heading + 1; row <= bottom; row++ {
		cells := b.Own(row)
		if len(cells) == 0 {
			continue
		}
		if len(cells) > 1 || cells[0].Kind != grid.String || view.Figure(cells[0].Cell) {
			return texts > 0 && len(cells) > 1 && header.KnownWords(b.page, row, header.Window{Left: b.claim.Head.Left, Right: b.Right()}) > 1 // the next table
		}
		if level := word.LevelOf(b.page.KeyOf(strings.TrimSpace(cells[0].Text)), false); (level == 1 || level == 2) && len(cells[0].Text) < evidence.Standard.Word.LabelBytes/2 {
			return texts > 0
		}
		texts++
	}
	return texts > 0
}

// Uses says how the rows were taken.
func (b *Body) Uses() []model.RowUse {
	var out []model.RowUse
	for i := range b.Rows {
		r := &b.Rows[i]
		if n := len(out); n > 0 && out[n-1].Last == r.Num-1 && out[n-1].Role == r.Use && out[n-1].Why == r.Why {
			out[n-1].Last = r.Num
			continue
		}
		out = append(out, model.RowUse{Row: r.Num, Last: r.Num, Role: r.Use, Why: r.Why})
	}
	return out
}

// trim takes blank rows, notes and headings off the end that belong to nothing.
func (b *Body) trim() {
	n := len(b.Rows)
	for n > 0 && slices.Contains([]string{UseBlank, UseSection}, b.Rows[n-1].Use) {
		n--
	}
	b.Rows = b.Rows[:n]
}
