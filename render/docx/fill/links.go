package fill

import (
	"bytes"
	"net/url"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// link writes the relationship of a hyperlink whose address is filled. The first address takes the template's own
// relationship, every other one a new one.
func (f *filler) link(o *plan.Op, sc *lang.Scope) {
	l := f.p.Links[o.N]
	address := f.address(l, sc)
	key := f.p.Ref.Name + "\x00" + l.ID
	if f.links == nil {
		f.links = map[string]string{}
	}
	if old, ok := f.links[key]; !ok || old == address {
		f.links[key] = address
		f.out = append(f.out, o.Lit...)
		return
	}
	f.out = append(f.out, f.relateTo(f.p.Ref.Name, "/hyperlink", address)...)
}

// address fills the tags of an address.
func (f *filler) address(l *plan.Link, sc *lang.Scope) string {
	var b strings.Builder
	for i := range l.Pieces {
		pc := &l.Pieces[i]
		if pc.Tag == nil {
			b.WriteString(pc.Text)
			continue
		}
		v := &plan.ValueOp{Tag: pc.Tag, Text: true, Merge: -1, Seq: pc.Seq}
		text, _, ok := f.textOf(v, sc)
		if !ok {
			return ""
		}
		text = strings.TrimSpace(text)
		if strings.HasSuffix(b.String(), "://") { // http://{{网址}} with a value that says http:// itself
			if i := strings.Index(text, "://"); i >= 0 {
				text = text[i+3:]
			}
		}
		b.WriteString(text)
	}
	return f.checkAddress(l, b.String())
}

// checkAddress brings an address to the form in which relationships hold it.
func (f *filler) checkAddress(l *plan.Link, s string) string {
	tag := l.Pieces[0].Tag
	for i := range l.Pieces {
		if l.Pieces[i].Tag != nil {
			tag = l.Pieces[i].Tag
		}
	}
	bad := func(what string) string {
		f.reportTag(tag, -2-int32(f.t.Slots)-int32(tag.Ord), &problem.Fault{ID: problem.BadValue, Msg: "链接地址里的 " + tag.Raw + "：" + what, Hint: "改数据，写成 http:// 或 https:// 开头的网址。"})
		return "#"
	}
	if s == "" || f.o.missing == MissingKeep && strings.Contains(s, "{{") {
		if f.o.missing == MissingError {
			return bad("没有内容")
		}
		return "#"
	}
	scheme, _, ok := strings.Cut(s, ":")
	switch {
	case !ok, strings.ContainsAny(scheme, "./?#"):
		s = "http://" + s
	case scheme != "http" && scheme != "https" && scheme != "mailto":
		return bad("“" + wml.Clip(s, 40) + "”不是网址")
	}
	u, err := url.Parse(s)
	if err != nil {
		return bad("“" + wml.Clip(s, 40) + "”不是完整的网址")
	}
	return u.String()
}

// patchLinks puts the filled addresses into the relationships, and takes out those of hyperlinks that were not printed.
func (f *filler) patchLinks(changed map[string][]byte) error {
	for _, p := range f.t.Parts {
		if len(p.Links) == 0 {
			continue
		}
		e := f.t.Pkg.Lookup(opc.RelsName(p.Ref.Name))
		data, err := f.t.Pkg.Read(e)
		if err != nil {
			return err
		}
		tr, serr := wml.Scan(e.Name, data)
		if serr != nil {
			return opc.XMLProblem(e.Name, serr)
		}
		var out bytes.Buffer
		pos := int32(0)
		for _, l := range p.Links {
			i := relNode(tr, l.ID)
			if i < 0 || tr.Nodes[i].Start < pos {
				continue
			}
			address, used := f.links[p.Ref.Name+"\x00"+l.ID]
			from, to := tr.Nodes[i].Start, tr.Nodes[i].End
			if _, _, vf, vt, ok := tr.AttrSpan(i, "Target"); ok && used {
				from, to = int32(vf), int32(vt)
			}
			out.Write(tr.XML[pos:from])
			if used {
				out.Write(wml.AppendAttr(nil, address))
			}
			pos = to
		}
		out.Write(tr.XML[pos:])
		changed[strings.ToLower(e.Name)] = out.Bytes()
	}
	return nil
}

// relNode returns the node of a relationship, -1 without it.
func relNode(tr *wml.Tree, id string) int32 {
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind == wml.Relationship && tr.Attr(int32(i), "Id") == id {
			return int32(i)
		}
	}
	return -1
}
