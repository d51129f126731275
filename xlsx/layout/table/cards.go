package table

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// A card is one record of an 活动台账 written as labels with their values beside
// them, as 活动记录表 and 活动登记卡 are: 活动名称 | 科普日 | 活动时间 | 9月17日.
type card struct {
	labels, values []grid.Ref
	region         grid.Range
}

// FindCards proposes every card on the sheet. It is read as a table of one row.
func FindCards(v *word.Page, _ []evidence.Reading) []evidence.Reading {
	if v.Rows > evidence.TurnedCells || v.Cols > evidence.TurnedCells {
		return nil
	}
	var out []evidence.Reading
	for _, f := range v.Words.Tables {
		if f.Kind != model.KindActivity {
			continue
		}
		floor := 1
		for _, k := range cards(v, f) {
			if c, ok := proposeCard(v, f, k, floor); ok {
				out = append(out, c)
			}
			floor = k.region.Bottom + 1
		}
	}
	return out
}

// cards lists the blocks of labels and values; a label that comes again begins
// the next one.
func cards(v *word.Page, f *word.TableForm) []card {
	var out []card
	var k card
	seen := map[string]bool{}
	end := func() {
		if isCard(v, f, k) {
			out = append(out, k)
		}
		k, seen = card{}, map[string]bool{}
	}
	for row := 1; row <= v.Rows; row++ {
		labels, values, ok := cardRow(v, f, row)
		if !ok {
			end()
			continue
		}
		if slices.ContainsFunc(labels, func(r grid.Ref) bool { return seen[v.Key(r.Row, r.Col)] }) {
			end()
		}
		for i, l := range labels {
			seen[v.Key(l.Row, l.Col)] = true
			span := view.Union(v.Span(l.Row, l.Col), v.Span(values[i].Row, values[i].Col))
			if len(k.labels) == 0 {
				k.region = span
			}
			k.labels, k.values, k.region = append(k.labels, l), append(k.values, values[i]), view.Union(k.region, span)
		}
	}
	end()
	return out
}

// isCard reports a block in which enough labels are known, and most of those of
// every column: 科普日 beside 科技周 is no label.
func isCard(v *word.Page, f *word.TableForm, k card) bool {
	known, all, sum := map[int]int{}, map[int]int{}, 0
	for _, at := range k.labels {
		all[at.Col]++
		if names(v, f, at) {
			known[at.Col]++
			sum++
		}
	}
	for col, n := range all {
		if 2*known[col] <= n {
			return false
		}
	}
	return sum >= evidence.Standard.Table.CardLabels
}

// names reports a cell whose words are in the form's list.
func names(v *word.Page, f *word.TableForm, at grid.Ref) bool {
	return slices.ContainsFunc(v.Label(v.Text(at.Row, at.Col)).Keys, func(k string) bool { return len(f.Exact[k]) > 0 })
}

// cardRow reads a row of label and value pairs; ok is false for a row that has
// texts and is none.
func cardRow(v *word.Page, f *word.TableForm, row int) (labels, values []grid.Ref, ok bool) {
	known := func(col int) bool { return names(v, f, grid.Ref{Row: row, Col: col}) }
	for col := 1; col <= v.Cols; {
		span := v.Span(row, col)
		next := span.Right + 1
		switch {
		case v.Text(row, col) == "" || span.Top < row:
		case !known(col) && len(labels) > 0 && next > v.Cols, view.Figure(v.Anchor(row, col)):
			return nil, nil, false // a figure, or a text that belongs to nothing
		default:
			if next > v.Cols || v.Text(row, next) != "" && known(next) && !view.Figure(v.Anchor(row, next)) {
				return nil, nil, false
			}
			labels, values = append(labels, grid.Ref{Row: row, Col: col}), append(values, grid.Ref{Row: row, Col: next})
			next = v.Span(row, next).Right + 1
		}
		col = next
	}
	return labels, values, len(labels) == 0 || slices.ContainsFunc(labels, func(r grid.Ref) bool { return known(r.Col) })
}

// proposeCard is the candidate for a card: a table of one row whose header are
// the labels.
func proposeCard(v *word.Page, f *word.TableForm, k card, floor int) (evidence.Reading, bool) {
	t := spread(v, k)
	h := &header.Header{Window: header.Window{Left: 1, Right: len(k.labels)}, Top: t.Rows - 1, Bottom: t.Rows - 1}
	header.Fill(t, h)
	titles := header.TitlesAbove(v, &header.Header{Window: header.Window{Left: 1, Right: v.Cols}, Top: k.region.Top}, floor)
	c := column.Understand(t, f, h, column.Samples(t, h, t.Rows), column.YearOf(t, titles))
	if c == nil {
		return evidence.Reading{}, false
	}
	c.Hear(v.Grid.Name, titles, t)
	if name := f.FieldNamed("name"); !c.Complete() || !c.Named && !slices.ContainsFunc(c.Columns, func(x column.Column) bool {
		return x.Field == name && (strings.HasPrefix(x.Header, "活动") || strings.HasPrefix(x.Header, "培训") || strings.HasPrefix(x.Header, "讲座"))
	}) {
		return evidence.Reading{}, false
	}
	c.Tell("card", k.region, 0, "一张表记一次活动：标签旁边是内容")
	if !slices.ContainsFunc(k.values, func(r grid.Ref) bool { return v.Text(r.Row, r.Col) != "" }) {
		blank := func(_ evidence.Known, res *evidence.Result) {
			res.Ignored = append(res.Ignored, model.Ignored{Sheet: v.Grid.Name, Range: k.region.String(), Reason: "这是空白的活动登记卡，没有填写，没有读取"})
		}
		return evidence.Reading{Kind: f.Kind, Region: k.region, Score: c.Score(), Evidence: c.Evidence, Read: blank}, true
	}
	tab := newTable(t, c, t.Rows, titles)
	return evidence.Reading{Kind: f.Kind, Region: k.region, Score: c.Score(), Evidence: c.Evidence, Read: tab.read, Heads: tab.heads}, true
}

// spread is a view in which the labels of a card stand in one row, below the
// sheet's last, and the values in the next. Places are those on the sheet.
func spread(v *word.Page, k card) *word.Page {
	s := &grid.Sheet{Name: v.Grid.Name}
	spots := map[grid.Ref]grid.Ref{}
	for i, refs := range [][]grid.Ref{k.labels, k.values} {
		row := grid.Row{Num: v.Rows + 1 + i}
		for n, at := range refs {
			cell := grid.Cell{}
			if c := v.Anchor(at.Row, at.Col); c != nil {
				cell = *c
			}
			if r := v.Row(at.Row); r != nil && r.Hidden {
				row.Hidden = true
			}
			cell.Col = int32(n + 1)
			row.Cells = append(row.Cells, cell)
			spots[grid.Ref{Row: row.Num, Col: n + 1}] = at
		}
		s.Rows = append(s.Rows, row)
	}
	t := word.PageOver(view.Assemble(s, v.Model, v.Rows+2, len(k.labels), spots, k.region), v.Profile, v.Options)
	t.Up = v
	return t
}
