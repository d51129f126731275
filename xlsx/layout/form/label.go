package form

import (
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/word"
)

// A formUnit is one visible cell of the form: a merged region or a single cell.
type formUnit struct {
	grid.Range
	text string
	word.FormLabel
}

// A formView is a sheet whose rows are taken apart into labels once.
type formView struct {
	*word.Page
	left, right int // the columns looked at
	known       map[int][]formUnit
}

// maxKnownRows bounds the memory of it: forms are short.
const maxKnownRows = 4096

// units are the visible, non-empty cells of a row, left to right. A region
// merged from above is among them.
func (v *formView) units(row int) []formUnit {
	if us, ok := v.known[row]; ok {
		return us
	}
	us := v.takeUnits(row)
	if len(v.known) < maxKnownRows {
		v.known[row] = us
	}
	return us
}

func (v *formView) takeUnits(row int) []formUnit {
	var out []formUnit
	for col := v.left; col <= v.right; col++ {
		span := v.Span(row, col)
		if text := v.Text(row, col); text != "" {
			u := formUnit{Range: span, text: text}
			if len(text) <= maxLabelBytes {
				u.FormLabel = word.TakeLabel(v.Key(row, col))
			} else {
				u.Key = v.Key(row, col)
			}
			out = append(out, u)
		}
		col = max(col, span.Right)
	}
	return out
}

// maxLabelBytes is the length beyond which a text is prose and no label.
const maxLabelBytes = 240
