package table

import (
	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/value"
)

// atMerged is at, but a region merged downwards holds for all its rows: a date
// is no figure that could be counted twice.
func (r reader[T]) atMerged(row int) model.Cell[T] {
	if r.col == nil {
		return model.Cell[T]{}
	}
	v := r.t.v
	if c := v.Cell(row, r.col.Col); c != nil && r.t.same != nil && view.Ditto(c.Text) {
		if up := r.t.same.source(row, r.col.Col); up > 0 {
			out := r.atMerged(up)
			out.Pos, out.Text = v.Pos(row, r.col.Col), v.Text(row, r.col.Col)
			return out
		}
	}
	span := v.Span(row, r.col.Col)
	if span.Top == row || span.Left != r.col.Col || span.Top <= r.t.c.Head.Bottom {
		return r.at(row)
	}
	notes, computed := len(r.t.Said), len(r.t.Computed)
	out := r.at(span.Top) // said once, at the anchor
	r.t.Said, r.t.Computed = r.t.Said[:notes], r.t.Computed[:computed]
	return out
}

// A reader reads the cells of one column as values of one type.
type reader[T any] struct {
	t     *table
	col   *column.Column // nil: the table has no such column
	rule  string
	parse func(*grid.Cell) value.Result[T]
	byRow func(row int) func(*grid.Cell) value.Result[T] // nil where parse holds for all rows
	known *cache[T]                                      // nil where values hardly repeat
}

// at is the value in a row. A cell that is the follower of a merged region is
// Blank: its figure belongs to the anchor's row and is never counted twice.
func (r reader[T]) at(row int) model.Cell[T] { return r.packed(row).On(r.t.v.Model) }

// packed is at, for a row of a log.
func (r reader[T]) packed(row int) model.Packed[T] {
	if r.col == nil {
		return model.Packed[T]{}
	}
	v := r.t.v
	pos := v.Pos(row, r.col.Col)
	c := v.Cell(row, r.col.Col)
	if c == nil || !v.Owns(row, r.col.Col) {
		return model.Put[T](nil, pos)
	}
	return r.known.packed(c, pos, func() model.Cell[T] {
		parse := r.parse
		if r.byRow != nil {
			parse = r.byRow(row)
		}
		return cell.Read(&r.t.Notes, c, model.Cell[T]{Pos: pos, State: model.Blank}, r.rule, r.col.Header, parse)
	})
}

// A wordReader reads the cells of one column as words.
type wordReader struct {
	t     *table
	col   int // 0: the table has no such column
	known *cache[string]
}

func (t *table) wordReader(field string) *wordReader {
	return &wordReader{t, t.colOf(field), newCache[string]()}
}

func (r *wordReader) packed(row int) model.Packed[string] {
	v := r.t.v
	if r.col == 0 || r.t.same != nil || len(v.Grid.Merges) > 0 {
		return model.Pack(r.t.wordsIn(r.col, row))
	}
	pos := v.Pos(row, r.col)
	c := v.Cell(row, r.col)
	if c == nil {
		return model.Put[string](nil, pos)
	}
	return r.known.packed(c, pos, func() model.Cell[string] { return cell.Words(c, model.Cell[string]{Pos: pos, State: model.Blank}) })
}

// typed is what a cell's value depends on, under one header.
type typed struct {
	text   string
	format *grid.Format
	kind   grid.Kind
}

// A cache holds what a column's cells were read as: the same text under the same
// format means the same. Logs repeat dates, places and counts, and the model
// shares the readings.
type cache[T any] struct {
	known        map[typed]*model.Reading[T]
	hits, misses int
}

func newCache[T any]() *cache[T] { return &cache[T]{known: map[typed]*model.Reading[T]{}} }

// packed is the reading of c, taken from the cache or made by read.
func (k *cache[T]) packed(c *grid.Cell, pos model.Pos, read func() model.Cell[T]) model.Packed[T] {
	if k == nil || len(c.Text) > evidence.RepeatedBytes || c.Formula() != nil || k.idle() {
		return model.Pack(read())
	}
	key := typed{c.Text, c.Format(), c.Kind}
	if reading, ok := k.known[key]; ok {
		k.hits++
		return model.Put(reading, pos)
	}
	k.misses++
	out := read()
	if out.State == model.Bad { // each is reported with its place
		return model.Pack(out)
	}
	reading := &model.Reading[T]{Value: out.Value, Text: out.Text, State: out.State, Computed: out.Computed}
	if len(k.known) < evidence.KnownTexts {
		k.known[key] = reading
	}
	return model.Put(reading, pos)
}

// idle reports a column in which next to nothing repeats.
func (k *cache[T]) idle() bool {
	return k.misses > evidence.KnownTexts && k.hits < k.misses/4
}
