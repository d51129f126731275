package plan

import (
	"slices"
	"ziping/render/docx/wml"
)

// contents are the fields that Word makes out of the document: what stands in their result is nobody's text.
var contents = []string{"TOC", "INDEX", "TOA"}

// tables returns the fields of the part that are tables of contents.
func (p *Part) tables() []wml.Field {
	var out []wml.Field
	for _, f := range p.fields {
		if slices.Contains(contents, f.Name()) && f.From < f.To {
			out = append(out, f)
		}
	}
	return out
}

// outsideContents leaves out the paragraphs whose text is the result of a table of contents: a tag in it is the copy of
// one in a heading.
func (p *Part) outsideContents(ps []*wml.Para) []*wml.Para {
	toc := p.tables()
	if len(toc) == 0 {
		return ps
	}
	return slices.DeleteFunc(ps, func(pa *wml.Para) bool {
		at := int32(-1)
		for i := range pa.Pieces {
			if pa.Pieces[i].IsText && wml.HasBrace(p.Tree.Content(pa.Pieces[i].Node)) {
				at = p.Tree.Nodes[pa.Pieces[i].Node].Start
				break
			}
		}
		return slices.ContainsFunc(toc, func(f wml.Field) bool { return at >= f.From && at < f.To })
	})
}

// contents marks the tables of contents to be made anew when the report is opened.
func (b *builder) contents() {
	for _, f := range b.p.tables() {
		n := &b.tr.Nodes[f.Node]
		if _, _, from, to, ok := b.tr.AttrSpan(f.Node, "dirty"); ok {
			b.at(int32(from), int32(to), -1, lit("true"))
			continue
		}
		at := n.Open - 1
		if n.SelfClosing() {
			at--
		}
		if w := b.tr.Prefix(); w != "" {
			b.at(at, at, -1, lit(" "+w+`dirty="true"`))
		}
	}
}
