package table

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
)

// Directions adds the names that a 资金表 gives its directions of spending, as keys
// without numbering.
func Directions(into map[string]bool, funds []*model.FundTable) {
	for _, f := range funds {
		for _, row := range f.Rows {
			if row.Kind != model.Total && row.Label.Known() {
				into[model.Key(word.SectionName(row.Label.Value))] = true
			}
		}
	}
}

// categoryByDirections reads as the category of a log the column whose cells name
// the directions of the 资金表, where no word told or the column that a word named
// holds none of them.
func (t *table) categoryByDirections() {
	field := t.c.Form.FieldNamed("category")
	if t.c.Form.Kind != model.KindActivity || field < 0 || len(t.known.Directions) < 2 {
		return
	}
	named := t.col["category"]
	if named != nil && t.shareOfDirections(named) > 0 {
		return
	}
	best, most := (*column.Column)(nil), evidence.Standard.Column.Mixed
	for i := range t.c.Columns {
		if col := &t.c.Columns[i]; col.Field < 0 && len(col.Path) > 0 {
			if t.v.Options.Columns[evidence.ColumnKey(t.c.Form.Kind, col.Header)] == evidence.None {
				continue
			}
			if share := t.shareOfDirections(col); share > most {
				best, most = col, share
			}
		}
	}
	if best == nil {
		return
	}
	if named != nil {
		named.Field, named.How = -1, ""
	}
	best.Field, best.How = field, "写的是资金表的支出方向"
	t.col["category"] = best
}

// shareOfDirections is the share of a column's first cells that name a direction, 0
// where fewer than two do.
func (t *table) shareOfDirections(col *column.Column) float64 {
	all, told := 0, 0
	for i := range t.b.Rows {
		r := &t.b.Rows[i]
		if r.Use != body.UseData || all == evidence.SampleRows {
			continue
		}
		text := t.v.Text(r.Num, col.Col)
		if text == "" || slices.Contains([]string{"同上", "〃"}, text) {
			continue
		}
		all++
		if t.known.Directions[model.Key(word.SectionName(text))] {
			told++
		}
	}
	if told < 2 {
		return 0
	}
	return float64(told) / float64(all)
}
