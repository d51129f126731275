package fill

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
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
		m.Inherit(&whole)
		if err := m.Check(); err != nil {
			f.report(v, &problem.Fault{ID: problem.BadValue, Msg: "“" + v.Tag.Path.Raw + "”：" + err.Error(), Hint: "改数据。"})
			return
		}
		m.Comments = append(whole.Comments[:len(whole.Comments):len(whole.Comments)], m.Comments...)
		whole.Comments = nil
		f.print(v, text, m)
	}
}
