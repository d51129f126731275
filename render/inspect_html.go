package render

import (
	"io"

	"ziping/model"
)

// InspectHTML writes what InspectText writes as one page that stands alone.
func InspectHTML(w io.Writer, p *model.Project, _ TextOptions) error {
	page := inspectPage{frame: newFrame("认表说明："+unitTitle(p, ""), ""), Read: "没有读到任何内容"}
	if p != nil {
		page.Read, page.Head, page.Totals, page.Files = readWords(p), headViews(p), totalViews(p), fileViews(p)
	}
	return inspectTemplate().Execute(w, page)
}

type inspectPage struct {
	frame
	Read   string
	Head   []headView
	Totals []totalView
	Files  []fileView
}
