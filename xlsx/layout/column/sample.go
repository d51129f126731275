package column

import (
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/header"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// A Sample is what the cells below a header look like.
type Sample struct {
	Figures, dates, Words, blank int
	Unit                         string // what the figures are counted in, as the first of them says
}

func Samples(v *word.Page, h *header.Header, bottom int) []Sample {
	out := make([]Sample, len(h.Cols))
	for row := h.Bottom + 1; row <= min(bottom, h.Bottom+evidence.SampleRows); row++ {
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
				if s.Figures++; s.Unit == "" && c.Kind == grid.String {
					s.Unit = countUnit(c.Text)
				}
			default:
				s.Words++
			}
		}
	}
	return out
}

// votes are the points that what stands below the header takes from a reading as
// values of this kind.
func (s Sample) votes(kind string) float64 {
	if s.all() == 0 {
		return 0
	}
	switch kind {
	case "amount", "count", "ratio", "number", "price":
		if s.share(s.Words+s.dates) > evidence.Standard.Column.Mixed {
			return -evidence.Standard.Column.Misfit
		}
	case "dates":
		if s.share(s.Words+s.Figures) > evidence.Standard.Column.Mixed {
			return -evidence.Standard.Column.Misfit
		}
	case "text":
		if s.share(s.Figures) > evidence.Standard.Column.Mixed {
			return -evidence.Standard.Column.Misfit
		}
	}
	return 0
}

func (s Sample) all() int { return s.Figures + s.dates + s.Words }

func (s Sample) share(n int) float64 { return float64(n) / float64(max(s.all(), 1)) }

// confirms reports values of the kind under the header, most of them.
func (s Sample) confirms(kind string) bool {
	switch kind {
	case "amount", "count", "ratio", "number", "price", "index":
		return s.share(s.Figures) > evidence.Standard.Column.Mixed
	case "dates":
		return s.share(s.dates) > evidence.Standard.Column.Mixed
	}
	return s.share(s.Words) > evidence.Standard.Column.Mixed
}

// refutes reports a column of nothing but words under a header that may also
// stand for words (资金来源, 参加人员), where figures are asked for.
func (s Sample) refutes(f *word.TableForm, m word.Match, path []*word.Label) bool {
	field := f.Fields[m.Field]
	if field.Type == "text" && !field.Required && s.Unit != "" && s.Figures == s.all() {
		return true // 开展情况 over 5场: how often, not how it went
	}
	return word.IsFigure(field.Type) && !field.Required && s.Words > 0 && s.Figures+s.dates == 0 && f.WordRank(m.Field, path) >= evidence.Standard.Column.DoubtfulRank
}
