package render

import (
	"io"

	"ziping/model"
	"ziping/render/page"
	"ziping/render/sheet"
)

// InspectHTML writes what InspectText writes as one page that stands alone, with a
// picture of every sheet whose cells were kept.
func InspectHTML(w io.Writer, p *model.Project, _ TextOptions) error {
	view := inspectPage{Read: "没有读到任何内容"}
	style := page.Style
	if p != nil {
		view.Read, view.Head, view.Totals, view.Files = readWords(p), headViews(p), totalViews(p), fileViews(p)
		if draw(view.Files, p) {
			style += string(sheet.Style())
		}
	}
	view.Frame = page.New("认表说明："+unitTitle(p, ""), "", style)
	return inspectTemplate().Execute(w, view)
}

// draw adds the pictures of the sheets; it reports that there is one.
func draw(files []fileView, p *model.Project) bool {
	some := false
	for i := range files {
		for j := range files[i].Sheets {
			s := &files[i].Sheets[j]
			s.Picture = pictureOf(p.Files[i], s.Name)
			some = some || s.Picture != ""
		}
	}
	return some
}

type inspectPage struct {
	page.Frame
	Read   string
	Head   []headView
	Totals []totalView
	Files  []fileView
}
