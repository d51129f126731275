package render

import (
	"html/template"
	"slices"
	"strings"

	"ziping/model"
	"ziping/render/sheet"
)

// excerpts is how many findings of a unit are shown with their rows: those that weigh most.
const excerpts = 40

// excerptOf draws the row of a finding below its header, with the cell marked; "" where the cells were not kept or the finding
// points at none.
func excerptOf(p *model.Project, pos model.Pos) template.HTML {
	if p == nil || pos.Sheet == nil || pos.Row == 0 {
		return ""
	}
	for _, f := range p.Files {
		for _, s := range f.Uses {
			if f.Name != pos.File() || s.Sheet != pos.SheetName() || len(s.Cells) == 0 {
				continue
			}
			return excerpt(picture(f, s), int(pos.Row), int(pos.Col))
		}
	}
	return ""
}

// excerpt draws a row of a sheet below the header rows above it.
func excerpt(s sheet.Sheet, row, col int) template.HTML {
	rows := []int{row}
	header := 0 // the last header row above
	for i := range s.Cells {
		c := &s.Cells[i]
		if c.Use == sheet.Header && c.Row < row {
			header = max(header, c.Row)
		}
		if c.Row <= row && row < c.Row+max(c.Height, 1) && c.Col <= col && col < c.Col+max(c.Width, 1) {
			c.Mark = true
			rows = append(rows, c.Row)
		}
	}
	for _, c := range s.Cells { // and those that stand on it without a gap
		if c.Use == sheet.Header && c.Row <= header && c.Row > header-3 {
			rows = append(rows, c.Row)
		}
	}
	slices.Sort(rows)
	var b strings.Builder
	if err := sheet.Excerpt(&b, s, slices.Compact(rows)); err != nil {
		return ""
	}
	return template.HTML(b.String()) //nolint:gosec // G203: made by html/template
}
