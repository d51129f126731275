package header

import (
	"slices"

	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// Seed reports that a row may be the header of a table: words only, and at
// least two of them known headers.
func Seed(v *word.Page, row int, w Window) bool {
	r := v.Row(row)
	if r == nil {
		return false
	}
	words := 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if int(c.Col) < w.Left || int(c.Col) > w.Right || c.Text == "" && c.Formula() == nil {
			continue
		}
		if view.Figure(c) && !view.YearLike(c.Text) {
			return false
		}
		if len(c.Text) <= evidence.Standard.Word.LabelBytes {
			words++
		}
	}
	if words < 1 || pairs(v, row, w) {
		return false
	}
	if KnownWords(v, row, w) >= evidence.Standard.Header.KnownWords {
		return true
	}
	return row <= evidence.TurnedCells && likeWords(v, row, w)
}

// pairs reports a row of labels with their values, 项目名称 | 科普专项经费 | 实施单位 |
// 某县科协: in a column of a label the row below has a label, too, where a table
// would have a value.
func pairs(v *word.Page, row int, w Window) bool {
	if v.Words.Basic == nil {
		return false
	}
	isLabel := func(row, col int) bool {
		text := v.Text(row, col)
		return text != "" && len(text) <= evidence.Standard.Word.LabelBytes && v.Words.Basic.Field(v.Label(text)) != nil
	}
	for col := w.Left; col < min(w.Right, v.Cols); col++ {
		span := v.Span(row, col)
		next := span.Right + 1
		if isLabel(row, col) && !isLabel(row, next) && v.Text(row, next) != "" && isLabel(span.Bottom+1, col) && !isLabel(span.Bottom+1, next) {
			return true
		}
		col = max(col, span.Right)
	}
	return false
}

// likeWords reports a row most of whose words, three at least, can be
// understood as headers of one form, though hardly any is in its list.
func likeWords(v *word.Page, row int, w Window) bool {
	for _, f := range v.Words.Tables {
		understood, texts := 0, 0
		for col := w.Left; col <= min(w.Right, v.Cols); col++ {
			span := v.Span(row, col)
			if text := v.Text(row, col); text != "" {
				texts++
				if len(text) <= evidence.Standard.Word.ValueBytes && slices.ContainsFunc(f.Look(v.Label(text)), func(m word.Match) bool {
					return f.Fields[m.Field].Type != "text" || f.Fields[m.Field].Strong || f.Fields[m.Field].Required
				}) {
					understood++
				}
			}
			col = max(col, min(span.Right, w.Right))
		}
		if understood >= evidence.Standard.Header.LikeWords && understood*2 > texts {
			return true
		}
	}
	return false
}

// KnownWords counts the different header words in a row that some table knows,
// numbering columns not among them.
func KnownWords(v *word.Page, row int, w Window) int {
	n := 0
	for col := w.Left; col <= min(w.Right, v.Cols); col++ {
		span := v.Span(row, col)
		if text := v.Text(row, col); text != "" && len(text) <= evidence.Standard.Word.LabelBytes && knows(v, v.Label(text)) {
			n++
		}
		col = max(col, min(span.Right, w.Right))
	}
	return n
}

// knows reports that some table has this word for a column with content.
func knows(v *word.Page, l *word.Label) bool {
	for _, f := range v.Words.Tables {
		for _, k := range l.Keys {
			for _, i := range f.Exact[k] {
				if f.Fields[i].Type != "index" && f.Fields[i].Name != "remark" {
					return true
				}
			}
		}
	}
	return false
}
