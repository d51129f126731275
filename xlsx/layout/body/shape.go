package body

import (
	"slices"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// shape notes the depth of a row: leading blanks and numbering.
func (b *Body) shape(out *Row, cells []Cell) {
	named := slices.ContainsFunc(cells, func(c Cell) bool { return b.fields[c.Col] == "name" || b.fields[c.Col] == "label" })
	for _, c := range cells {
		if !b.Labels[c.Col] || c.Kind != grid.String && b.Kinds[c.Col] != "index" {
			continue
		}
		if named && b.fields[c.Col] == "category" {
			continue // 一、科普宣传 beside 科普日 numbers the category
		}
		index := b.Kinds[c.Col] == "index"
		if !index && out.Indent == 0 {
			out.Indent = int16(min(view.LeadingBlanks(c.Text)+2*c.Indent(), 1000))
		}
		switch {
		case out.Level != 0 || !word.MayNumber(c.Text):
		case index && c.Kind == grid.Number:
			if strings.Contains(c.Text, ".") {
				out.Level = 4
			} else if len(c.Text) <= 3 {
				out.Level = 3
			}
		case view.Circled(c.Text):
			out.Level = 5
		default:
			out.Level = int8(word.LevelOf(b.page.KeyOf(strings.TrimSpace(c.Text)), index))
		}
	}
}
