package fill

import (
	"io"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
)

// Fill writes the template filled with data. Data is a map[string]any of strings, numbers, bools, times, lists and
// maps, of Marked, Picture and Chart values, or anything with a Lookup or String method. On any problem nothing is
// written and the error is a *TemplateError with all of them. Equal templates, data and options give equal bytes.
//
// Comments of Marked values that stand where Word has no comments (headers, footers, notes, text boxes) are gathered
// in one comment on the first paragraph of the body.
func Fill(t *plan.Template, w io.Writer, data any, opts ...Option) error {
	f := newFiller(t, opts)
	if f.o.ctx != nil && f.o.ctx.Err() != nil {
		return f.o.ctx.Err()
	}
	defer f.release()
	done := f.parts(data)
	if f.stopped {
		return f.o.ctx.Err()
	}
	f.absentees()
	if len(f.problems) > 0 {
		return &problem.TemplateError{Name: t.Opts.Name, Problems: t.InOrder(f.problems)}
	}
	return f.write(w, done)
}

// parts fills every part that has tags.
func (f *filler) parts(data any) []rendered {
	root := &lang.Scope{Value: lang.Unmark(data), Level: true}
	var done []rendered
	for _, p := range f.t.Parts {
		if p.Prog != nil {
			done = append(done, rendered{p, f.part(p, root)})
		}
	}
	return done
}
