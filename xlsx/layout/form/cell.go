package form

import (
	"slices"
	"strings"
	"unicode"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// A formColumn is one column of the money or the indicator block: the columns
// of the sheet under one header word.
type formColumn struct {
	field       string
	kind        model.MoneyKind // money whose columns stand for kinds of money
	left, right int
	wide        int // right, or further over columns without a header
	header      string
	unit        string // money unit stated in the header
	at          grid.Ref
	label       *word.Label
	parents     []formUnit // header cells above, topmost first
}

// headerColumns splits header rows into columns by their lowest words.
func (v *formView) headerColumns(top, bottom int) []formColumn {
	var out []formColumn
	for col := v.left; col <= v.right; col++ {
		leaf, parents, ok := v.headerPath(top, bottom, col)
		if !ok {
			continue
		}
		c := formColumn{left: max(col, leaf.Left), right: leaf.Right, at: grid.Ref{Row: leaf.Top, Col: leaf.Left}, label: leaf.Label, parents: parents}
		words := make([]string, 0, len(parents)+1)
		for _, p := range parents {
			words = append(words, cleanName(p.Text))
		}
		c.header = strings.Join(append(words, cleanName(leaf.Text)), "/")
		out = append(out, c)
		col = max(col, leaf.Right)
	}
	for i := range out {
		out[i].wide = out[i].right
		if i+1 < len(out) {
			out[i].wide = max(out[i].right, out[i+1].left-1)
		}
	}
	return out
}

// headerPath is the header cells over a column: the lowest, and those above it.
// A header cell that only repeats the text below it is left out.
func (v *formView) headerPath(top, bottom, col int) (leaf formUnit, parents []formUnit, ok bool) {
	for _, u := range header.Over(v.Page, top, bottom, col, nil) {
		if ok && u.Key != leaf.Key {
			parents = append(parents, leaf)
		}
		leaf, ok = u, true
	}
	return leaf, parents, ok
}

// A formCell is what stands in a column in one row.
type formCell struct {
	span   grid.Range
	cell   *grid.Cell // nil for nothing
	pos    model.Pos
	shared bool // merged from a row above, or from a column to the left
	bad    string
	field  string     // whose value it is, "" for a name
	beyond bool       // a merge that begins left of the column: it is that column's
	parts  []grid.Ref // the cells that it was put together of
}

// cellIn finds what stands under a column in a row. Several cells under one
// header (≥ | 20 | 场) are put together as long as only one holds figures.
func (v *formView) cellIn(row int, c formColumn) formCell {
	out := v.cellBetween(row, c.left, c.right)
	if out.cell == nil && c.wide > c.right {
		if w := v.cellBetween(row, c.right+1, c.wide); w.cell != nil {
			out = w
		}
	}
	out.field = c.field
	out.beyond = out.span.Left < c.left
	return out
}

func (v *formView) cellBetween(row, left, right int) formCell {
	out := formCell{span: v.Span(row, left), pos: v.Pos(row, left)}
	var parts []*grid.Cell
	var figures int
	for col := left; col <= right; col++ {
		span := v.Span(row, col)
		cell := v.Grid.Cell(span.Top, span.Left)
		if cell != nil && (strings.TrimSpace(cell.Text) != "" || cell.Formula() != nil) {
			digits := cell.Kind != grid.String || view.HoldsDigit(model.Key(cell.Text))
			if len(parts) == 0 || digits && figures == 0 {
				out.span, out.pos = span, v.Pos(row, col)
			}
			if digits {
				figures++
			}
			parts = append(parts, cell)
			out.parts = append(out.parts, grid.Ref{Row: span.Top, Col: span.Left})
			out.shared = out.shared || span.Top < row || span.Left < left
		}
		col = max(col, span.Right)
	}
	switch {
	case len(parts) == 1:
		out.cell = parts[0]
	case len(parts) > 1:
		var words []string
		same := true
		for _, p := range parts {
			words = append(words, strings.TrimSpace(p.Text))
			same = same && p.Text == parts[0].Text && p.Kind == parts[0].Kind
		}
		if same {
			out.cell = parts[0]
			return out
		}
		out.cell = &grid.Cell{Kind: grid.String, Text: strings.Join(words, ""), Col: parts[0].Col}
		if figures > 1 {
			out.bad = "一个表头下面有几个数：" + strings.Join(words, "，")
		}
	}
	return out
}

// consume notes that a cell was read.
func (fr *formReader) consume(at formCell) {
	switch {
	case !fr.v.Options.Cells || at.cell == nil || at.beyond:
	case len(at.parts) > 0:
		fr.consumed.add(at.field, at.parts...)
	case at.span.Top > 0:
		fr.consumed.add(at.field, grid.Ref{Row: at.span.Top, Col: at.span.Left})
	}
}

// readCell turns what stands in a place into a value; what cannot be read is
// Bad and a note. A merged cell is read once a row and said once.
func readCell[T any](fr *formReader, at formCell, what string, parse func(*grid.Cell) value.Result[T]) model.Cell[T] {
	out := model.Cell[T]{Pos: at.pos, State: model.Blank}
	fr.consume(at)
	switch {
	case at.cell == nil:
		return out
	case at.bad != "":
		out.Text, out.State = value.Text(at.cell), model.Bad
		fr.bad(at, "import/bad-number", "“"+what+"”"+at.bad, "请一格只填一个数")
		return out
	}
	said, computed := len(fr.Said), len(fr.Computed)
	out = cell.Read(&fr.Notes, at.cell, out, "import/bad-number", what, parse)
	if n := len(fr.Said); n > said && fr.said(fr.Said[n-1], fr.Said[:said]) {
		fr.Said = fr.Said[:said]
	}
	if n := len(fr.Computed); n > computed && slices.Contains(fr.Computed[:computed], fr.Computed[n-1]) {
		fr.Computed = fr.Computed[:computed]
	}
	return out
}

// said reports that a note was made before.
func (fr *formReader) said(n model.Note, before []model.Note) bool {
	return slices.ContainsFunc(before, func(o model.Note) bool { return o.Rule == n.Rule && o.Pos == n.Pos && o.Message == n.Message })
}

func (fr *formReader) bad(at formCell, rule, message, hint string) {
	got := ""
	if at.cell != nil {
		got = value.Text(at.cell)
	}
	if n := (model.Note{Rule: rule, Pos: at.pos, Message: message, Hint: hint, Got: got}); !fr.said(n, fr.Said) {
		fr.Said = append(fr.Said, n)
	}
}

// textCell reads words. clean is applied to the value only.
func (fr *formReader) textCell(at formCell, clean func(string) string) cellString {
	out := cellString{Pos: at.pos, State: model.Blank}
	fr.consume(at)
	if at.cell == nil || strings.TrimSpace(at.cell.Text) == "" {
		return out
	}
	out = cell.Words(at.cell, out)
	out.Value = clean(out.Text)
	return out
}

// cleanName is a name without the blanks and line breaks that a narrow cell
// put into it; a blank between two Latin words stays.
func cleanName(s string) string {
	var b strings.Builder
	var last rune
	gap := false
	for _, r := range s {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			gap = gap || last != 0
			continue
		}
		if gap && isLatin(last) && isLatin(r) {
			b.WriteByte(' ')
		}
		gap = false
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

func isLatin(r rune) bool {
	return r < 0x250 && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// cleanText is a paragraph with plain line ends and without blanks around it.
func cleanText(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = strings.TrimRightFunc(lines[i], unicode.IsSpace)
	}
	return strings.TrimSpace(strings.Join(lines, "\n"))
}
