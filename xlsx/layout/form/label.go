package form

import (
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// A formUnit is one visible cell of the form and what it says.
type formUnit = header.Cell

// A formView is a sheet whose rows are taken apart into labels once.
type formView struct {
	*word.Page
	left, right int // the columns looked at
	known       map[int][]formUnit
}

// units are the visible, non-empty cells of a row, left to right. A region
// merged from above is among them.
func (v *formView) units(row int) []formUnit {
	if us, ok := v.known[row]; ok {
		return us
	}
	us := v.takeUnits(row)
	if len(v.known) < evidence.KnownTexts {
		v.known[row] = us
	}
	return us
}

func (v *formView) takeUnits(row int) []formUnit {
	var out []formUnit
	for col := v.left; col <= v.right; col++ {
		span := v.Span(row, col)
		if text := v.Text(row, col); text != "" {
			out = append(out, formUnit{Range: span, Label: v.label(text)})
		}
		col = max(col, span.Right)
	}
	return out
}

// label takes a text apart; prose is only told by its key.
func (v *formView) label(text string) *word.Label {
	if len(text) > evidence.Standard.Word.LabelBytes {
		return &word.Label{Text: text, Key: v.KeyOf(text)}
	}
	return v.Label(text)
}

func rangeRef(u formUnit) grid.Ref { return grid.Ref{Row: u.Top, Col: u.Left} }

// rowRange is the cells of one row from the first text to the last.
func rowRange(us []formUnit) grid.Range {
	out := us[0].Range
	for _, u := range us {
		out = grid.Range{Top: max(out.Top, u.Top), Left: min(out.Left, u.Left), Bottom: max(out.Top, u.Top), Right: max(out.Right, u.Right)}
	}
	return out
}

// opensParts reports that a label begins with 其中.
func opensParts(label formUnit) bool {
	return strings.HasPrefix(strings.TrimLeft(label.Key, "-—. "), "其中")
}

// aloneInRow reports that u is the only text that begins in the row.
func aloneInRow(lx *word.LabelForm, v *formView, row int, u formUnit) bool {
	for _, o := range v.units(row) {
		if o.Top == row && o.Range != u.Range {
			return false
		}
	}
	return true
}

// rowWord is the word of a money row's label without 其中.
func rowWord(base string) string {
	w := strings.TrimLeft(strings.TrimPrefix(base, "其中"), ":,、. ")
	return bareWord(w)
}

// bareWord is the word of a key without what is around it.
func bareWord(key string) string {
	base, _ := word.Bare(key)
	return base
}

// firstWord is what stands before a colon: 注 of "注:1.本表…".
func firstWord(key string) string {
	if i := strings.IndexByte(key, ':'); i > 0 {
		return bareWord(key[:i])
	}
	return ""
}

// labelName is a money row's label without the colon behind it.
func labelName(s string) string { return strings.TrimRight(cleanName(s), "：:") }

// indent counts the blanks before a label.
func (v *formView) indent(u formUnit) int {
	if c := v.Anchor(u.Top, u.Left); c != nil {
		return view.LeadingBlanks(c.Text)
	}
	return 0
}
