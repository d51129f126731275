package column

import (
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// A Sample is what the cells below a header look like.
type Sample struct{ Figures, dates, Words, blank int }

// sampleRows is how many rows below a header are looked at.
const sampleRows = 60

func Samples(v *word.Page, h *header.Header, bottom int) []Sample {
	out := make([]Sample, len(h.Cols))
	for row := h.Bottom + 1; row <= min(bottom, h.Bottom+sampleRows); row++ {
		if v.Row(row) == nil {
			continue
		}
		for i, hc := range h.Cols {
			s := &out[i]
			if v.Span(row, hc.Col).Left != hc.Col {
				s.blank++
				continue
			}
			c := v.Anchor(row, hc.Col)
			switch {
			case c == nil || c.Text == "" && c.Formula() == nil:
				s.blank++
			case c.Kind == grid.Date || view.DateLike(c.Text):
				s.dates++
			case view.Figure(c) || view.FigureLike(c.Text):
				s.Figures++
			default:
				s.Words++
			}
		}
	}
	return out
}

// fits weighs a match by what stands below the header.
func (s Sample) fits(kind string) float64 {
	all := s.Figures + s.dates + s.Words
	if all == 0 {
		return 1
	}
	share := func(n int) float64 { return float64(n) / float64(all) }
	switch kind {
	case "amount", "count", "ratio", "number", "price":
		if share(s.Words+s.dates) > 0.6 {
			return 0.6
		}
	case "dates":
		if share(s.Words+s.Figures) > 0.8 {
			return 0.75
		}
	case "text":
		if share(s.Figures) > 0.7 {
			return 0.6
		}
	}
	return 1
}

// refutes reports a column of nothing but words under a header that may also
// stand for words (资金来源, 参加人员), where figures are asked for.
func (s Sample) refutes(f *word.TableForm, m word.Match, path []*word.Label) bool {
	field := f.Fields[m.Field]
	return word.IsFigure(field.Type) && !field.Required && s.Words > 0 && s.Figures+s.dates == 0 && f.WordRank(m.Field, path) >= 5
}
