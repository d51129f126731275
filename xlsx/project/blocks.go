package project

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// blockFigures is how many figures outside every table make a block that is
// named as unread; fewer are only said to be ignored.
const blockFigures = 6

// A block is a stretch of cells outside every table.
type block struct {
	area    grid.Range
	figures int
	cells   int
	words   []string        // what may be its header, in order
	known   []string        // those of them that are headers of looks
	looks   model.TableKind // "" when it looks like none of ours
	title   string          // Chinese name of looks
}

// blockWords is how many rows above a block may hold its header.
const blockWords = 2

// blockIn describes an area of a sheet.
func (r *reading) blockIn(pg *page, area grid.Range) block {
	b := block{area: area}
	for i := range pg.sheet.Rows {
		row := &pg.sheet.Rows[i]
		if row.Num < area.Top-blockWords || row.Num > area.Bottom {
			continue
		}
		for j := range row.Cells {
			c := &row.Cells[j]
			text := strings.Join(strings.Fields(c.Text), "")
			if col := int(c.Col); text == "" || col < area.Left-1 || col > area.Right {
				continue
			}
			if row.Num >= area.Top {
				b.cells++
				if c.Kind == grid.Number {
					b.figures++
					continue
				}
			}
			if c.Kind == grid.String && len([]rune(text)) <= categoryRunes && !slices.Contains(b.words, text) {
				b.words = append(b.words, text)
			}
		}
	}
	r.look(&b)
	return b
}

// look finds the kind of table that a block looks like: the one of whose headers
// most stand in it, three at least and a strong one among them.
func (r *reading) look(b *block) {
	for _, f := range r.prof.Forms {
		if f.Role != "" || f.Kind != model.KindFund && f.Kind != model.KindActivity && f.Kind != model.KindAllotment && f.Kind != model.KindForm {
			continue
		}
		var known []string
		strong := false
		for _, w := range b.words {
			key := model.Key(bracketed.ReplaceAllString(w, ""))
			for _, field := range f.Fields {
				if field.Type != "index" && slices.ContainsFunc(field.Words, func(x string) bool { return model.Key(x) == key }) {
					known, strong = append(known, w), strong || field.Strong
					break
				}
			}
		}
		if strong && len(known) > max(len(b.known), 2) {
			b.known, b.looks, b.title = known, f.Kind, f.Title
		}
	}
}

// why says what was missing to take the block for a table.
func (b *block) why() string {
	quoted := func(words []string) string { return "“" + strings.Join(words[:min(len(words), 4)], "”“") + "”" }
	switch {
	case len(b.words) == 0:
		return "上面和左边都没有文字，不知道是什么数"
	case b.looks == "":
		return "上面写的" + quoted(b.words) + "不是认得的表头"
	}
	return "像" + b.title + "（认得" + quoted(b.known) + "），但表头不全，没有认成表"
}

// unreadBlock names a block of figures that belongs to no table; false for one
// that is too small to be named.
func (r *reading) unreadBlock(pg *page, area grid.Range, what string, mild bool) bool {
	b := r.blockIn(pg, area)
	if b.figures < blockFigures {
		return false
	}
	pos := model.Pos{Sheet: pg.ms, Row: int32(area.Top), Col: int32(area.Left)}
	f := &r.p.Files[pg.file]
	f.Unread = append(f.Unread, model.Unread{Pos: pos, Range: area.String(), Cells: b.cells, Looks: b.looks, Figures: true, Why: b.why()})
	r.note(model.Note{Rule: "import/unread", Pos: pos, Mild: mild && !r.lacks(b.looks),
		Message: fmt.Sprintf("%s有 %d 个数字，不属于任何认出的表，没有读入：%s", what, b.figures, b.why()), Hint: "如果这些数字要用，请写上常见的表头，或移进认得的表里；不用的请移走"})
	return true
}

// lacks reports that the project has no table of that kind.
func (r *reading) lacks(kind model.TableKind) bool {
	switch kind {
	case model.KindFund:
		return r.p.Main() == nil && len(r.p.Forms) == 0
	case model.KindActivity:
		return len(r.p.Logs) == 0
	case model.KindForm:
		return len(r.p.Forms) == 0
	}
	return false
}
