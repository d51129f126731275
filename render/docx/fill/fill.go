package fill

import (
	"io"
	"strings"
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
	defer f.release()
	done, err := f.all(data)
	if err == nil && len(f.gathered) > 0 && f.packed[strings.ToLower(t.Pkg.Main)] != nil {
		// comments for the first paragraph of a body that is packed already: once more, in one piece
		f = newFiller(t, opts)
		defer f.release()
		f.whole = true
		done, err = f.all(data)
	}
	if err != nil {
		return err
	}
	return f.write(w, done)
}

// all fills every part, and tells what was wrong.
func (f *filler) all(data any) ([]rendered, error) {
	if f.o.ctx != nil && f.o.ctx.Err() != nil {
		return nil, f.o.ctx.Err()
	}
	done := f.parts(data)
	if f.stopped {
		return nil, f.o.ctx.Err()
	}
	f.absentees()
	if len(f.problems) > 0 {
		return nil, &problem.TemplateError{Name: f.t.Opts.Name, Problems: f.t.InOrder(f.problems)}
	}
	return done, nil
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
