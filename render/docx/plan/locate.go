package plan

import (
	"slices"
	"sort"
	"unicode/utf8"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/read"
	"ziping/render/docx/wml"
)

// add notes a problem at a tag.
func (c *Compiler) add(t *Tag, e *problem.Fault) {
	if len(c.Problems) < MaxProblems {
		c.Problems = append(c.Problems, c.T.Problem(t, problem.Error, e))
	}
}

// Problem makes a Problem at a tag.
func (t *Template) Problem(at *Tag, sev problem.Severity, e *problem.Fault) problem.Problem {
	place := t.Place(at)
	p := problem.Problem{
		ID: e.ID, Code: problem.CodeOf(e.ID), Severity: sev, Place: place, Part: at.Part.Ref.Name, Offset: at.offset(), Tag: at.Raw,
		Name: at.Path.Raw, Context: at.context(), Suggest: e.Suggest, Hint: e.Hint,
	}
	if e.ID == problem.Unknown && (at.Part.Ref.Kind == opc.PartChart || at.Part.Ref.Kind == opc.PartDiagram) {
		p.Hint += "图表和智能图形里的标签只看得见最外层的字段，即使它在循环里。"
	}
	p.Message = place + "：" + e.Msg
	if e.Suggest != "" {
		p.Message += "，是不是" + e.Suggestion() + "？"
	}
	return p
}

// echo reports whether a problem stands in an mc:Fallback, which repeats a text box for older programs.
func (t *Template) echo(p *problem.Problem) bool {
	if p.Offset < 0 {
		return false
	}
	for _, q := range t.Parts {
		if q.Ref.Name == p.Part && q.Ref.Kind != opc.PartProps {
			return q.Tree.Ancestor(q.Tree.NodeAt(int32(p.Offset)), wml.Is(wml.Fallback)) >= 0
		}
	}
	return false
}

// sources lists the parts as they were read.
func (t *Template) sources() []*read.Part {
	out := make([]*read.Part, len(t.Parts))
	for i, p := range t.Parts {
		out[i] = p.Part
	}
	return out
}

// InOrder brings problems to reading order. One in an mc:Fallback is left out when the other branch has it too: it is
// the same text box, written twice.
func (t *Template) InOrder(ps []problem.Problem) []problem.Problem {
	type key struct{ part, id, tag, name string }
	said := map[key]bool{}
	for _, p := range ps {
		if !t.echo(&p) {
			said[key{p.Part, p.ID, p.Tag, p.Name}] = true
		}
	}
	ps = slices.DeleteFunc(ps, func(p problem.Problem) bool { return t.echo(&p) && said[key{p.Part, p.ID, p.Tag, p.Name}] })
	order := map[string]int{}
	for i, p := range t.Parts {
		order[p.Ref.Name] = i + 1
	}
	rank := func(p *problem.Problem) int {
		if p.ID == problem.Unused {
			return len(t.Parts) + 1
		}
		return order[p.Part]
	}
	sort.SliceStable(ps, func(i, j int) bool {
		if a, b := rank(&ps[i]), rank(&ps[j]); a != b {
			return a < b
		}
		return ps[i].Offset < ps[j].Offset
	})
	return ps
}

// offset returns where the tag begins in the part's XML.
func (t *Tag) offset() int {
	tr := t.Part.Tree
	if t.altText >= 0 {
		return int(tr.Nodes[t.altText].Start)
	}
	if t.para == nil {
		return -1
	}
	if i := t.para.PieceAt(t.from); i >= 0 {
		pc := &t.para.Pieces[i]
		if pc.IsText {
			return int(tr.RawOffset(pc, int32(t.from)))
		}
		return int(tr.Nodes[pc.Node].Start)
	}
	return -1
}

// context returns the text around a tag, ten characters each side.
func (t *Tag) context() string {
	if t.para == nil {
		return ""
	}
	text := t.para.Text
	from, to := t.from, t.to
	pre, post := "", "…"
	for range 10 {
		_, n := utf8.DecodeLastRuneInString(text[:from])
		from -= n
	}
	for range 10 {
		_, n := utf8.DecodeRuneInString(text[to:])
		to += n
	}
	if from > 0 {
		pre = "…"
	}
	if to == len(text) {
		post = ""
	}
	return pre + wml.Clip(text[from:min(to, from+600)], 200) + post
}

// Place returns a tag's place in words.
func (t *Template) Place(at *Tag) string {
	if at.Part.Ref.Kind == opc.PartProps {
		return "文档属性"
	}
	node := int32(-1)
	if at.altText >= 0 {
		node = at.Part.Tree.Ancestor(at.altText, func(k wml.Kind) bool { return k == wml.P || k == wml.AP })
	} else if n := at.Node(); n >= 0 {
		node = at.Part.Tree.Ancestor(n, func(k wml.Kind) bool { return k == wml.P || k == wml.AP })
	}
	return t.Places.Describe(at.Part.Part, node)
}
