package annotate

import (
	"slices"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/write/mend"
	"ziping/xlsx/write/patch"
)

// maxHatched bounds the cells that are hatched as unread.
const maxHatched = 5000

// unreadColor is the colour of the stripes over what was not read.
const unreadColor = "BFBFBF"

// marks are the cells of a workbook that are to be marked.
type marks struct {
	sheets []string // in order of the first mark
	by     map[string]map[grid.Ref]*cellMark
}

// A cellMark is what one cell gets.
type cellMark struct {
	fill    patch.Fill
	weight  int // of the finding that gave the fill
	comment []string
}

var fills = []struct {
	severity string
	color    string
}{{"error", mend.ErrorFill}, {"warning", mend.WarningFill}, {"info", mend.InfoFill}}

// collect sorts the findings of a workbook by sheet and cell.
func collect(w Workbook) marks {
	m := marks{by: map[string]map[grid.Ref]*cellMark{}}
	for _, r := range w.Unit.Rows {
		at, ok := grid.ParseRef(r.Cell)
		if !ok || r.File != w.Name || r.Sheet == "" || r.Waived != "" {
			continue
		}
		c := m.at(r.Sheet, at)
		c.comment = append(c.comment, "【"+mend.LevelTitle(r.Severity)+"】"+comment(r))
		for i, f := range fills {
			if weight := len(fills) - i; f.severity == r.Severity && weight > c.weight {
				c.fill, c.weight = patch.Solid(f.color), weight
			}
		}
	}
	left := maxHatched
	for _, u := range w.Unread {
		area, ok := grid.ParseRange(u.Range)
		if !ok {
			continue
		}
		for row := area.Top; row <= area.Bottom; row++ {
			for col := area.Left; col <= area.Right && left > 0; col++ {
				left--
				c := m.at(u.Sheet, grid.Ref{Row: row, Col: col})
				if c.weight == 0 {
					c.fill = patch.Hatched(unreadColor)
				}
				if row == area.Top && col == area.Left && len(c.comment) == 0 {
					c.comment = append(c.comment, "【没有读入】"+u.Why)
				}
			}
		}
	}
	return m
}

func (m *marks) at(sheet string, at grid.Ref) *cellMark {
	if m.by[sheet] == nil {
		m.by[sheet] = map[grid.Ref]*cellMark{}
		m.sheets = append(m.sheets, sheet)
	}
	if m.by[sheet][at] == nil {
		m.by[sheet][at] = &cellMark{}
	}
	return m.by[sheet][at]
}

// cells are a sheet's marks in reading order.
func (m *marks) cells(sheet string) []patch.Cell {
	var out []patch.Cell
	for at, c := range m.by[sheet] {
		out = append(out, patch.Cell{Row: at.Row, Col: at.Col, Fill: c.fill, Comment: strings.Join(c.comment, "\n")})
	}
	slices.SortFunc(out, func(a, b patch.Cell) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Col - b.Col
	})
	return out
}

// comment is a finding as its cell's comment tells it: without the place.
func comment(r mend.Row) string {
	r.Sheet, r.File, r.Follows = "", "", false
	return patchText(strings.TrimPrefix(r.Words(), "【"+r.RuleTitle+"】"))
}
