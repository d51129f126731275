package render

import (
	"io"
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
	var used map[string]bool
	return t.Fill(w, r.fieldsFor(used), docx.CommentsBy(commentAuthor, time.Time{}), docx.MaxComments(maxMarks))
}
