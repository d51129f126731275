package render

import (
	"io"
	"strings"
	"time"

	"ziping/render/docx"
)

// commentAuthor is who the comments in a report are from.
const commentAuthor = "ziping"

// maxMarks bounds all comments together. Comments on findings come on top of
// maxComments and must not be crowded out.
const maxMarks = 5000

// WriteReport fills a template with the report; template is nil for the
// default one. On any mistake of the template nothing is written and the error
// is a *docx.TemplateError with all of them. The same report and template give
// the same bytes.
func WriteReport(w io.Writer, r *Report, template []byte) error {
	if template == nil {
		template = defaultTemplate
	}
	t, err := docx.Compile(template)
	if err != nil {
		return err
	}
	used := usedNames(t)
	return t.Fill(w, r.fieldsFor(used), docx.CommentsBy(commentAuthor, time.Time{}), docx.MaxComments(maxMarks))
}

// usedNames are the names a template uses, each segment of a path by itself.
func usedNames(t *docx.Template) map[string]bool {
	used := map[string]bool{}
	for _, tag := range t.Tags() {
		for _, name := range strings.Split(tag.Name, ".") {
			used[name] = true
		}
		for _, loop := range tag.Loops {
			for _, name := range strings.Split(loop, ".") {
				used[name] = true
			}
		}
	}
	return used
}
