package plan

import (
	"ziping/render/docx/wml"
)

const emuPerTwip = 635

// roomFor returns the width there is for a picture at a node: of its cell, or of the page between the margins.
func roomFor(t *Template, p *Part, node int32) int64 {
	tr := p.Tree
	if tc := tr.Ancestor(node, wml.Is(wml.Tc)); tc >= 0 {
		if pr := tr.Child(tc, wml.TcPr); pr >= 0 {
			if w := tr.Child(pr, wml.TcW); w >= 0 && tr.Attr(w, "type") != "pct" {
				if n := wml.ParseID(tr.Attr(w, "w")); n > 400 {
					return (n - 216) * emuPerTwip
				}
			}
		}
	}
	body := t.Parts[0].Tree
	from := int32(0)
	if p.Body() {
		from = node
	}
	for j := from; j >= 0 && int(j) < len(body.Nodes); j++ {
		if body.Nodes[j].Kind == wml.SectPr {
			return textWidth(body, j)
		}
	}
	return 5760720 // A4 with Word's margins
}

// textWidth returns the width of the text of a section in EMU.
func textWidth(tr *wml.Tree, sect int32) int64 {
	w := int64(11906 - 2*1800)
	size, mar := tr.Child(sect, wml.PgSz), tr.Child(sect, wml.PgMar)
	if size >= 0 && mar >= 0 {
		if n := wml.ParseID(tr.Attr(size, "w")) - wml.ParseID(tr.Attr(mar, "left")) - wml.ParseID(tr.Attr(mar, "right")); n > 400 {
			w = n
		}
	}
	return w * emuPerTwip
}
