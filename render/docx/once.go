package docx

import (
	"io"
	"slices"
)

// Fill compiles a template and fills it, for a template that is filled once. When the template is at fault the error
// also tells what the data lacks, as far as the tags could be understood.
func Fill(w io.Writer, template []byte, data any, opts ...FillOption) error {
	c, err := compile(template)
	if err != nil {
		return err
	}
	if len(c.problems) == 0 {
		return c.t.Fill(w, data, opts...)
	}
	return &TemplateError{Problems: c.t.inOrder(append(c.problems, c.dataProblems(data, opts)...))}
}

// lone are the faults of a single tag or brace, which leave sense to the tags around it; a part that is refused for
// an undeclared prefix may still be sound as to its tags.
var lone = []string{idXML, idStrayClose, idUnclosedTag, idSyntax, idFormat, idCondition}

// dataProblems fills a template that has faults for the sake of the faults in its data. Where a loop or a condition is
// incomplete nothing can be said of what its tags name.
func (c *compiler) dataProblems(data any, opts []FillOption) []Problem {
	if slices.ContainsFunc(c.problems, func(p Problem) bool { return !slices.Contains(lone, p.ID) }) {
		return nil
	}
	for _, p := range c.t.parts {
		if slices.ContainsFunc(p.tags, func(t *tag) bool { return t.astray }) {
			return nil
		}
		c.program(p)
	}
	f := newFiller(c.t, opts)
	defer f.release()
	f.parts(data)
	return f.problems
}
