package render

import (
	"io"

	"ziping/model"
)

// InspectHTML writes what was recognised and why as one page.
func InspectHTML(w io.Writer, p *model.Project, opt TextOptions) error { return nil }
