package render

import (
	"html/template"
	"io"
	"slices"
	"strings"

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

// InspectPart is the core of what InspectHTML says, the pictures of the sheets with their tables, as a part of another page that has page.Style and sheet.Style.
func InspectPart(p *model.Project) (template.HTML, error) {
	view := inspectPage{Head: shortHead(p), Files: fileViews(p)}
	draw(view.Files, p)
	var b strings.Builder
	err := inspectTemplate().ExecuteTemplate(&b, "shown", view)
	return template.HTML(b.String()), err //nolint:gosec // G203: made by html/template
}

// shortHead is of the head what tells units and projects apart.
func shortHead(p *model.Project) []headView {
	return slices.DeleteFunc(headViews(p), func(h headView) bool {
		return !slices.Contains([]string{"实施单位", "项目名称", "预算年度", "主管部门", "下达金额"}, h.Name)
	})
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
