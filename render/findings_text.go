package render

import (
	"io"

	"ziping/model"
	"ziping/model/check"
)

// TextOptions steer text for people.
type TextOptions struct {
	Color bool // terminal colours; the words say the same without
	Width int  // columns of the terminal, 0 to leave lines as long as they are
}

// FindingsText writes one unit's findings.
func FindingsText(w io.Writer, p *model.Project, fs []check.Finding, opt TextOptions) error {
	return nil
}
