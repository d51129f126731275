package fill

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
)

// spans prints the parts of a value, each with its marks and those of the whole; comments on the whole stand on its
// first part.
func (f *filler) spans(v *plan.ValueOp, whole lang.Marked) {
	for _, p := range whole.Parts {
		text, err := lang.PlainText(lang.Unmark(p))
		if err != nil || text == "" {
			continue
		}
		m, _ := lang.MarksOf(p)
		m.Highlight = m.Highlight || whole.Highlight
		m.Comments = append(whole.Comments[:len(whole.Comments):len(whole.Comments)], m.Comments...)
		whole.Comments = nil
		f.print(v, text, m)
	}
}
