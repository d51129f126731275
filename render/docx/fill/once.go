package fill

import (
	"io"
	"slices"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
)

// Once compiles a template and fills it, for a template that is filled once. When the template is at fault the error
// also tells what the data lacks, as far as the tags could be understood.
func Once(w io.Writer, template []byte, data any, opts ...Option) error {
	c, err := plan.Analyse(template)
	if err != nil {
		return err
	}
	if len(c.Problems) == 0 {
		return Fill(c.T, w, data, opts...)
	}
	return &problem.TemplateError{Problems: c.T.InOrder(append(c.Problems, dataProblems(c, data, opts)...))}
}

// lone are the faults of a single tag or brace, which leave sense to the tags around it; a part that is refused for
// an undeclared prefix may still be sound as to its tags.
var lone = []string{problem.XML, problem.StrayClose, problem.UnclosedTag, problem.Syntax, problem.Format, problem.Condition}

// dataProblems fills a template that has faults for the sake of the faults in its data. Where a loop or a condition is
// incomplete nothing can be said of what its tags name.
func dataProblems(c *plan.Compiler, data any, opts []Option) []problem.Problem {
	if slices.ContainsFunc(c.Problems, func(p problem.Problem) bool { return !slices.Contains(lone, p.ID) }) {
		return nil
	}
	for _, p := range c.T.Parts {
		if slices.ContainsFunc(p.Tags, func(t *plan.Tag) bool { return t.Astray }) {
			return nil
		}
	}
	c.Programs()
	f := newFiller(c.T, opts)
	defer f.release()
	f.parts(data)
	f.absentees()
	return f.problems
}
