package form

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
)

// A ledger is what of a form's cells was read, in the order in which it was.
type ledger []evidence.Use

// add notes that cells were read: into a field, or as a name where it has none.
func (l *ledger) add(field string, refs ...grid.Ref) {
	for _, r := range refs {
		u := evidence.Use{Range: single(r), Use: model.UseValue, Field: field}
		if field == "" {
			u.Use = model.UseLabel
		}
		*l = append(*l, u)
	}
}

func single(r grid.Ref) grid.Range {
	return grid.Range{Top: r.Row, Left: r.Col, Bottom: r.Row, Right: r.Col}
}

// mark hands over what became of the form's cells: what was read, then the labels and
// headers, then what else stands in rows that were understood as a whole. A cell that
// is label and value in one (存在问题：无) is a value.
func (l ledger) mark(to *evidence.Uses, t *model.Table, lx *word.LabelForm, rows [][]formUnit) {
	if to == nil {
		return
	}
	roles := map[int]model.RowUse{}
	for _, r := range t.Rows {
		roles[r.Row] = r
	}
	done := map[grid.Range]bool{}
	for _, u := range l {
		if u.Use != model.UseValue {
			continue
		}
		if role := roles[u.Range.Top].Role; (role == "total" || role == "subtotal") && (strings.HasPrefix(u.Field, "money.") || u.Field == "ind.weight" || u.Field == "ind.score") || strings.HasPrefix(u.Field, "total") {
			u.Use = model.UseTotal
		}
		to.Mark(u.Range, u.Use, u.Field, "")
		done[u.Range] = true
	}
	for _, c := range t.Columns {
		if at, ok := grid.ParseRef(c.Cell); ok && c.Field != "" && !done[single(at)] {
			done[single(at)] = true
			to.Mark(single(at), columnUse(c.Field), c.Field, "")
		}
	}
	for _, u := range l {
		if u.Use == model.UseLabel && !done[u.Range] {
			done[u.Range] = true
			to.Mark(u.Range, u.Use, u.Field, "")
		}
	}
	for _, us := range rows {
		for _, u := range us {
			if at := single(grid.Ref{Row: u.Top, Col: u.Left}); !done[at] {
				done[at] = true
				use := restUse(lx, u, roles[u.Top])
				to.Mark(at, use.Use, use.Field, use.Why)
			}
		}
	}
}

// columnUse tells the headers of blocks from the labels of single values.
func columnUse(field string) model.CellUse {
	switch block, _, _ := strings.Cut(field, "."); block {
	case "money", "ind", "block":
		return model.UseHeader
	}
	return model.UseLabel
}

// restUse is what a cell is for that no field took, by its own words and by what its
// row was taken for.
func restUse(lx *word.LabelForm, u formUnit, row model.RowUse) evidence.Use {
	known := lx.Named(u.Base, "block", "row", "money", "ind", "goal", "head", "total", "text")
	switch {
	case row.Role == "header" && row.Why == "标题":
		return evidence.Use{Use: model.UseTitle}
	case row.Role == "header" && strings.HasPrefix(row.Why, "年度、"):
		return evidence.Use{Use: model.UseValue, Field: "head"}
	case strings.HasPrefix(row.Why, "年度主要任务"):
		if known != "" || row.Role == "header" {
			return evidence.Use{Use: model.UseHeader}
		}
		return evidence.Use{Use: model.UseUnread, Why: row.Why}
	case row.Role == "header", row.Role == "numbering":
		return evidence.Use{Use: model.UseHeader}
	case known != "":
		return evidence.Use{Use: model.UseLabel, Field: known}
	case row.Role == "note" && (row.Why == "注释" || row.Why == "注释的续行" || strings.HasPrefix(row.Why, "栏目：")):
		return evidence.Use{Use: model.UseNote}
	}
	return evidence.Use{Use: model.UseUnread, Why: "自评表里没有认出的内容"}
}
