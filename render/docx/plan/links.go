package plan

import (
	"net/url"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// links finds the hyperlinks of a part whose address holds tags.
func (c *Compiler) links(p *Part) {
	rels, err := c.T.Pkg.Rels(p.Ref.Name)
	if err != nil {
		return
	}
	for i := range rels {
		r := &rels[i]
		if !strings.EqualFold(r.Mode, "External") || !r.Is("/hyperlink") {
			continue
		}
		address := r.Target
		if u, err := url.PathUnescape(address); err == nil {
			address = u
		}
		spans := wml.FindSpans(address)
		if len(spans) == 0 {
			continue
		}
		node := linkNode(p.Tree, r.ID)
		if node < 0 {
			continue
		}
		c.link(p, r.ID, address, spans, node)
	}
}

// linkNode returns the first w:hyperlink that uses a relationship, -1 if none does.
func linkNode(tr *wml.Tree, id string) int32 {
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind == wml.Hyperlink && tr.Attr(int32(i), "id") == id {
			return int32(i)
		}
	}
	return -1
}

// link reads the tags in one address.
func (c *Compiler) link(p *Part, id, address string, spans []wml.Span, node int32) {
	l := &Link{ID: id}
	pos := 0
	for _, sp := range spans {
		at := &Tag{Part: p, Raw: address[sp.From:sp.To], altText: node, link: true}
		if sp.State != 't' {
			c.add(at, &problem.Fault{ID: problem.UnclosedTag, Msg: "链接地址“" + wml.Clip(address, 40) + "”里的标签不完整", Hint: "在“编辑超链接”里把地址写成 {{网址}}。"})
			return
		}
		inner, _ := innerText(at.Raw)
		says, err := lang.Parse(inner, c.T.Opts.Formats)
		if err != nil {
			err.Msg = "链接地址里的“" + wml.Clip(at.Raw, 40) + "”：" + err.Msg
			c.add(at, err)
			return
		}
		if at.Tag = says; at.Kind != lang.TagValue {
			c.add(at, &problem.Fault{ID: problem.Position, Msg: at.Raw + " 不能写在链接地址里", Hint: "链接地址里只能写字段名。"})
			return
		}
		if sp.From > pos {
			l.Pieces = append(l.Pieces, LinkPiece{Text: address[pos:sp.From]})
		}
		c.T.Slots++
		l.Pieces = append(l.Pieces, LinkPiece{Tag: at, Seq: int32(c.T.Slots)})
		p.linkTags = append(p.linkTags, at)
		pos = sp.To
	}
	if pos < len(address) {
		l.Pieces = append(l.Pieces, LinkPiece{Text: address[pos:]})
	}
	if first := &l.Pieces[0]; first.Tag == nil && strings.HasPrefix(strings.ToLower(first.Text), "file:") {
		first.Text = "" // Word takes {{网址}} alone for a file beside the document
	}
	p.Links = append(p.Links, l)
}

// linkEvents writes the relationship of a filled address in place of the template's.
func (b *builder) linkEvents() {
	for i, l := range b.p.Links {
		for j := range b.tr.Nodes {
			if b.tr.Nodes[j].Kind == wml.Hyperlink && b.tr.Attr(int32(j), "id") == l.ID {
				b.number(int32(j), "id", item{op: Op{Kind: OpLink, N: int32(i), Lit: []byte(l.ID)}})
			}
		}
		for _, pc := range l.Pieces {
			if pc.Tag != nil {
				pc.Tag.section = b.p.sectionAt(b.tr.Nodes[pc.Tag.altText].Start)
			}
		}
	}
}

// all returns the tags of a part, those in addresses too.
func (p *Part) all() []*Tag {
	if len(p.linkTags) == 0 {
		return p.Tags
	}
	return append(p.Tags[:len(p.Tags):len(p.Tags)], p.linkTags...)
}
