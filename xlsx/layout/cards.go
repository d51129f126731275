package layout

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
)

// A card is one record of an 活动台账 written as labels with their values beside
// them, as 活动记录表 and 活动登记卡 are: 活动名称 | 科普日 | 活动时间 | 9月17日.
type card struct {
	labels, values []grid.Ref
	region         grid.Range
}

// findCards proposes every card on the sheet. It is read as a table of one row.
func findCards(v *page, _ []candidate) []candidate {
	if v.rows > maxTurned || v.cols > maxTurned {
		return nil
	}
	var out []candidate
	for _, f := range v.words.tables {
		if f.Kind != model.KindActivity {
			continue
		}
		floor := 1
		for _, k := range v.cards(f) {
			if c, ok := v.proposeCard(f, k, floor); ok {
				out = append(out, c)
			}
			floor = k.region.Bottom + 1
		}
	}
	return out
}

// cards lists the blocks of labels and values; a label that comes again begins
// the next one.
func (v *page) cards(f *tableForm) []card {
	var out []card
	var k card
	seen := map[string]bool{}
	end := func() {
		if v.isCard(f, k) {
			out = append(out, k)
		}
		k, seen = card{}, map[string]bool{}
	}
	for row := 1; row <= v.rows; row++ {
		labels, values, ok := v.cardRow(f, row)
		if !ok {
			end()
			continue
		}
		if slices.ContainsFunc(labels, func(r grid.Ref) bool { return seen[v.key(r.Row, r.Col)] }) {
			end()
		}
		for i, l := range labels {
			seen[v.key(l.Row, l.Col)] = true
			span := union(v.span(l.Row, l.Col), v.span(values[i].Row, values[i].Col))
			if len(k.labels) == 0 {
				k.region = span
			}
			k.labels, k.values, k.region = append(k.labels, l), append(k.values, values[i]), union(k.region, span)
		}
	}
	end()
	return out
}

// minCard is the least number of known labels that make a card.
const minCard = 4

// isCard reports a block in which enough labels are known, and most of those of
// every column: 科普日 beside 科技周 is no label.
func (v *page) isCard(f *tableForm, k card) bool {
	known, all, sum := map[int]int{}, map[int]int{}, 0
	for _, at := range k.labels {
		all[at.Col]++
		if v.names(f, at) {
			known[at.Col]++
			sum++
		}
	}
	for col, n := range all {
		if 2*known[col] <= n {
			return false
		}
	}
	return sum >= minCard
}

// names reports a cell whose words are in the form's list.
func (v *page) names(f *tableForm, at grid.Ref) bool {
	return slices.ContainsFunc(v.label(v.text(at.Row, at.Col)).keys, func(k string) bool { return len(f.exact[k]) > 0 })
}

// cardRow reads a row of label and value pairs; ok is false for a row that has
// texts and is none.
func (v *page) cardRow(f *tableForm, row int) (labels, values []grid.Ref, ok bool) {
	known := func(col int) bool { return v.names(f, grid.Ref{Row: row, Col: col}) }
	for col := 1; col <= v.cols; {
		span := v.span(row, col)
		next := span.Right + 1
		switch {
		case v.text(row, col) == "" || span.Top < row:
		case !known(col) && len(labels) > 0 && next > v.cols, figure(v.anchor(row, col)):
			return nil, nil, false // a figure, or a text that belongs to nothing
		default:
			if next > v.cols || v.text(row, next) != "" && known(next) && !figure(v.anchor(row, next)) {
				return nil, nil, false
			}
			labels, values = append(labels, grid.Ref{Row: row, Col: col}), append(values, grid.Ref{Row: row, Col: next})
			next = v.span(row, next).Right + 1
		}
		col = next
	}
	return labels, values, len(labels) == 0 || slices.ContainsFunc(labels, func(r grid.Ref) bool { return known(r.Col) })
}

// proposeCard is the candidate for a card: a table of one row whose header are
// the labels.
func (v *page) proposeCard(f *tableForm, k card, floor int) (candidate, bool) {
	t := v.spread(k)
	h := &header{window: window{1, len(k.labels)}, top: t.rows - 1, bottom: t.rows - 1}
	t.fillHeader(h)
	titles := v.titlesAbove(&header{window: window{1, v.cols}, top: k.region.Top}, floor)
	c := t.claim(f, h, t.samples(h, t.rows), t.yearOf(titles))
	if c == nil {
		return candidate{}, false
	}
	c.hear(v.sheet.Name, titles, t)
	if name := f.fieldNamed("name"); !c.complete() || !c.named && !slices.ContainsFunc(c.columns, func(x column) bool {
		return x.field == name && (strings.HasPrefix(x.header, "活动") || strings.HasPrefix(x.header, "培训") || strings.HasPrefix(x.header, "讲座"))
	}) {
		return candidate{}, false
	}
	c.why = append(c.why, "一张表记一次活动：标签旁边是内容")
	if !slices.ContainsFunc(k.values, func(r grid.Ref) bool { return v.text(r.Row, r.Col) != "" }) {
		blank := func(_ Known, res *Result) {
			res.Ignored = append(res.Ignored, model.Ignored{Sheet: v.sheet.Name, Range: k.region.String(), Reason: "这是空白的活动登记卡，没有填写，没有读取"})
		}
		return candidate{kind: f.Kind, region: k.region, score: c.score(), why: c.why, read: blank}, true
	}
	tab := t.newTable(c, t.rows, titles)
	return candidate{kind: f.Kind, region: k.region, score: c.score(), why: c.why, read: tab.read, heads: tab.heads}, true
}

// spread is a view in which the labels of a card stand in one row, below the
// sheet's last, and the values in the next. Places are those on the sheet.
func (v *page) spread(k card) *page {
	s := &grid.Sheet{Name: v.sheet.Name}
	spots := map[grid.Ref]grid.Ref{}
	for i, refs := range [][]grid.Ref{k.labels, k.values} {
		row := grid.Row{Num: v.rows + 1 + i}
		for n, at := range refs {
			cell := grid.Cell{}
			if c := v.anchor(at.Row, at.Col); c != nil {
				cell = *c
			}
			if r := v.row(at.Row); r != nil && r.Hidden {
				row.Hidden = true
			}
			cell.Col = int32(n + 1)
			row.Cells = append(row.Cells, cell)
			spots[grid.Ref{Row: row.Num, Col: n + 1}] = at
		}
		s.Rows = append(s.Rows, row)
	}
	t := pageOf(withSpots(s, v.ms, v.rows+2, len(k.labels), spots, k.region), v.prof, v.opt)
	t.up = v
	return t
}
