package plan

import (
	"bytes"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// active refuses what a template may not hold, each with its place.
func (c *Compiler) active() {
	for _, a := range c.T.Pkg.Active() {
		p := c.partNamed(a.Part)
		if p == nil {
			c.refuse(nil, -1, a.Part, a.What, a.Cure)
			continue
		}
		at := bytes.Index(p.Tree.XML, []byte(`"`+a.ID+`"`))
		c.refuse(p, int32(at), a.Part, a.What, a.Cure)
	}
	for _, p := range c.T.Parts {
		c.activeIn(p)
	}
	c.activeGlossary()
}

// partNamed returns a part that may hold tags by its name, nil for any other.
func (c *Compiler) partNamed(name string) *Part {
	for _, p := range c.T.Parts {
		if p.Ref.Name == name {
			return p
		}
	}
	return nil
}

// activeElements are elements that pull something in or run something.
var activeElements = map[wml.Kind][2]string{
	wml.AltChunk: {"插入的整个文件（altChunk）", "用 Word 打开，另存一份：插入的内容会变成正文。"},
	wml.SubDoc:   {"子文档", "在大纲视图里取消子文档的链接，让内容成为正文。"},
	wml.Control:  {"ActiveX 控件", "删去控件，要选择的地方改用内容控件或文字。"},
	wml.FrameDef: {"框架页", "把内容复制到一份新文档里。"},
}

// activeIn looks through the fields and elements of a part.
func (c *Compiler) activeIn(p *Part) {
	xml := p.Tree.XML
	if bytes.Contains(xml, []byte("instrText")) || bytes.Contains(xml, []byte("fldSimple")) {
		p.fields = p.Tree.Fields()
		for i := range p.fields {
			if what, cure, bad := opc.ActiveField(&p.fields[i]); bad {
				c.refuse(p, p.Tree.Nodes[p.fields[i].Node].Start, p.Ref.Name, what, cure)
			}
		}
	}
	for i := range p.Tree.Nodes {
		n := &p.Tree.Nodes[i]
		if n.Kind == wml.ImageData {
			for _, a := range []string{"src", "href", "althref"} {
				if v := p.Tree.Attr(int32(i), a); bytes.ContainsAny([]byte(v), `:\`) {
					c.refuse(p, n.Start, p.Ref.Name, "外部的图片“"+wml.Clip(v, 60)+"”", "把图片剪切后用“选择性粘贴”贴成图片，或重新插入图片。")
				}
			}
			continue
		}
		if n.Kind < wml.AltChunk || n.Kind > wml.FrameDef {
			continue
		}
		if x, ok := activeElements[n.Kind]; ok {
			c.refuse(p, n.Start, p.Ref.Name, x[0], x[1])
		}
	}
}

// activeGlossary looks through the fields of building blocks, which Word puts in when asked.
func (c *Compiler) activeGlossary() {
	rels, err := c.T.Pkg.Rels(c.T.Pkg.Main)
	if err != nil {
		return
	}
	for i := range rels {
		e := c.T.Pkg.Lookup(rels[i].Resolved)
		if e == nil || !rels[i].Is("/glossaryDocument") {
			continue
		}
		data, err := c.T.Pkg.Read(e)
		if err != nil || !bytes.Contains(data, []byte("instrText")) && !bytes.Contains(data, []byte("fldSimple")) {
			continue
		}
		tr, serr := wml.Scan(e.Name, data)
		if tr == nil || serr != nil {
			continue
		}
		for _, f := range tr.Fields() {
			if what, cure, bad := opc.ActiveField(&f); bad {
				c.refuse(nil, -1, e.Name, "构建基块里的"+what, cure)
			}
		}
	}
}

// refuse reports something that a template may not hold, at a place of a part when it has one.
func (c *Compiler) refuse(p *Part, at int32, part, what, cure string) {
	if len(c.Problems) >= MaxProblems {
		return
	}
	place := part
	if p != nil {
		node := int32(-1)
		if at >= 0 {
			node = p.Tree.Ancestor(p.Tree.NodeAt(at), func(k wml.Kind) bool { return k == wml.P || k == wml.AP })
		}
		place = c.T.Places.Describe(p.Part, node)
	}
	for _, q := range c.Problems {
		if q.ID == problem.Active && q.Part == part && q.Offset == int(at) && at >= 0 {
			return // an element and its relationship
		}
	}
	c.Problems = append(c.Problems, problem.Problem{ID: problem.Active, Code: problem.CodeOf(problem.Active), Place: place, Part: part, Offset: int(at), Hint: cure,
		Message: place + "：模板里有" + what + "，打开报告时会自己运行或取外面的东西，不予接受"})
}
