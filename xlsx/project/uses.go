package project

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
)

// An aside is a table that was read and is not used, with the reason.
type aside struct {
	area grid.Range
	why  string
}

// sheetUses is what became of the cells of a sheet. The values of a table that the
// project does not use are unread, for the reason that was told.
func sheetUses(s *grid.Sheet, uses []layout.Use, left []aside, picture bool) model.SheetUses {
	out := model.SheetUses{Sheet: s.Name}
	for _, u := range uses {
		for _, a := range left {
			if (u.Use == model.UseValue || u.Use == model.UseTotal) && a.area.Contains(u.Range.Top, u.Range.Left) {
				u.Use, u.Why = model.UseUnread, a.why
			}
		}
		out.Uses = append(out.Uses, model.Use{Range: u.Range.String(), Use: u.Use, Field: u.Field, Why: u.Why})
	}
	if picture {
		out.Cells = sheetCells(s)
	}
	return out
}

// leftAside are the places of a sheet that were ignored, and of its tables that are
// not used.
func leftAside(s *grid.Sheet, ignored []model.Ignored, unused []*model.Table) []aside {
	var out []aside
	for _, i := range ignored {
		area, ok := grid.ParseRange(i.Range)
		if i.Range == "" {
			area, ok = grid.Range{Top: 1, Left: 1, Bottom: max(1, s.MaxRow()), Right: max(1, s.MaxCol())}, true
		}
		if ok && i.Sheet == s.Name {
			out = append(out, aside{area, i.Reason})
		}
	}
	for _, t := range unused {
		if area, ok := grid.ParseRange(t.Range); ok {
			out = append(out, aside{area, "所在的表没有采用"})
		}
	}
	return out
}

// figureTables are the tables of figures of a result.
func figureTables(res *layout.Result) []*model.Table {
	var out []*model.Table
	for _, x := range res.Funds {
		out = append(out, x.Table)
	}
	for _, x := range res.Logs {
		out = append(out, x.Table)
	}
	for _, x := range res.Allotments {
		out = append(out, x.Table)
	}
	return out
}

// sheetCells are the cells of a sheet that hold something.
func sheetCells(s *grid.Sheet) []model.SheetCell {
	merged := map[grid.Ref]grid.Range{}
	for _, m := range s.Merges {
		merged[grid.Ref{Row: m.Top, Col: m.Left}] = m
	}
	var out []model.SheetCell
	for i := range s.Rows {
		row := &s.Rows[i]
		for j := range row.Cells {
			c := &row.Cells[j]
			at := grid.Ref{Row: row.Num, Col: int(c.Col)}
			m, wide := merged[at]
			if strings.TrimSpace(c.Text) == "" && c.Formula() == nil && !wide {
				continue
			}
			x := model.SheetCell{Row: at.Row, Col: at.Col, Height: 1, Width: 1, Text: c.Text, Number: c.Kind == grid.Number}
			if wide {
				x.Height, x.Width = m.Bottom-m.Top+1, m.Right-m.Left+1
			}
			out = append(out, x)
		}
	}
	return out
}
