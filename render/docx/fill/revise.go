package fill

import (
	"io"
	"slices"
	"sort"
	"strings"
	"time"
	"unicode/utf8"

	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// A Remark is a Word comment on words of a document.
type Remark struct {
	Part      string // name of the part; "" for none
	Paragraph int    // of the part, from 0, as Text lists them; -1 for none
	From, To  int    // characters of the paragraph's text
	Text      string
}

// A Revision is what is to be changed in a document, part by part. Paragraphs are
// those of Text, from 0, characters those of a paragraph's text.
type Revision struct {
	Remarks  []Remark
	Replaces []Replace
	Drops    []Place // paragraphs to take out; for one in a table, its row
	Inserts  []Insert
}

// A Place is a paragraph of a part.
type Place struct {
	Part      string
	Paragraph int
}

// A Replace puts other words in the place of some, in the formatting of the first; in a paragraph without any text
// it puts them in.
type Replace struct {
	Place
	From, To int
	Text     string
}

// An Insert is a bare paragraph before a paragraph, or after it.
type Insert struct {
	Place
	After bool
	Text  string
}

// Revise writes a copy of a document with what a revision changes; everything else is byte for byte as it was.
// Remarks where Word shows no comments (headers, footers, notes, text boxes), and those of no place, go on the
// first paragraph of the body.
func Revise(w io.Writer, docx []byte, author string, r Revision) error {
	c, err := plan.Analyse(docx)
	if err != nil {
		return err
	}
	f := newFiller(c.T, []Option{CommentsBy(author, time.Time{}), MaxComments(30000)})
	f.asTemplate = true
	v := reviser{f: f, r: &r, parts: map[string]*revised{}}
	for _, p := range c.T.Parts {
		v.parts[p.Ref.Name] = &revised{p: p, cuts: map[int32]*cut{}}
	}
	if err := v.remarks(c.T.Parts[0]); err != nil {
		return err
	}
	v.replaces()
	v.structure()
	changed := map[string][]byte{}
	for name, p := range v.parts {
		if xml := p.write(); xml != nil {
			changed[strings.ToLower(name)] = xml
		}
	}
	return f.pack(w, changed)
}

type reviser struct {
	f     *filler
	r     *Revision
	parts map[string]*revised
}

// A revised part collects the edits to it.
type revised struct {
	p     *plan.Part
	nodes []int32 // of its paragraphs
	texts map[int]*placed
	cuts  map[int32]*cut // by offset
	edits []edit
}

// An edit replaces bytes of the part.
type edit struct {
	from, to int32
	text     []byte
}

// A cut is a place where comments begin and end: between runs, or inside one, which is closed and opened again there.
type cut struct {
	closing, opening []byte
	ends, starts     []int64
	empty            bool // what begins here ends here
}

// A placed paragraph knows where each of its characters stands.
type placed struct {
	pa    *wml.Para
	chars []charAt
}

type charAt struct {
	piece    int
	off, end int32 // bytes of the paragraph's text
}

// paragraph returns the node of a paragraph, -1 when there is no such.
func (p *revised) paragraph(n int) int32 {
	if p.nodes == nil {
		for i := range p.p.Tree.Nodes {
			if p.p.Tree.Nodes[i].Kind == wml.P {
				p.nodes = append(p.nodes, int32(i))
			}
		}
	}
	if n < 0 || n >= len(p.nodes) {
		return -1
	}
	return p.nodes[n]
}

// text returns a paragraph with the places of its characters, as package read counts them.
func (p *revised) text(n int) *placed {
	if t := p.texts[n]; t != nil {
		return t
	}
	node := p.paragraph(n)
	if node < 0 {
		return nil
	}
	tr := p.p.Tree
	pa := tr.Paragraph(node)
	t := &placed{pa: pa}
	for i := range pa.Pieces {
		pc := &pa.Pieces[i]
		s := pa.Text[pc.From:pc.To]
		if !pc.IsText && s == string(wml.ObjectChar) && tr.Nodes[pc.Node].Kind != wml.Sym {
			continue
		}
		for off, c := range s {
			t.chars = append(t.chars, charAt{i, pc.From + int32(off), pc.From + int32(off+utf8.RuneLen(c))})
		}
	}
	if p.texts == nil {
		p.texts = map[int]*placed{}
	}
	p.texts[n] = t
	return t
}

// remarks puts each comment on its words.
func (v *reviser) remarks(body *plan.Part) error {
	if len(v.r.Remarks) == 0 {
		return nil
	}
	tr := body.Tree
	first := wml.FirstBodyParagraph(tr)
	if first < 0 || tr.Prefix() == "" {
		return problem.Fail(problem.MainPart, body.Ref.Name, "", "正文没有可以加批注的段落")
	}
	main := v.parts[body.Ref.Name]
	for _, r := range v.r.Remarks {
		id, ok := v.f.newComment(r.Text)
		if !ok {
			break
		}
		p := v.parts[r.Part]
		if p != main || !main.anchor(r, id) {
			main.whole(first, id)
		}
	}
	return nil
}

// anchor puts a comment on words of the body, false when they are not where Word shows one.
func (p *revised) anchor(r Remark, id int64) bool {
	tr := p.p.Tree
	node := p.paragraph(r.Paragraph)
	if node < 0 || !tr.InBody(node) || tr.Nodes[node].SelfClosing() {
		return false
	}
	t := p.text(r.Paragraph)
	if r.From < 0 || r.To > len(t.chars) || r.From >= r.To {
		p.whole(node, id)
		return true
	}
	from, to := p.cutAt(t, r.From, false), p.cutAt(t, r.To-1, true)
	if from == nil || to == nil {
		p.whole(node, id)
		return true
	}
	from.starts, to.ends = append(from.starts, id), append(to.ends, id)
	return true
}

// whole puts a comment on a paragraph as it is.
func (p *revised) whole(node int32, id int64) {
	tr := p.p.Tree
	n := &tr.Nodes[node]
	w := tr.Prefix()
	if n.SelfClosing() {
		at := n.Open - 2
		c := p.cuts[at]
		if c == nil {
			c = &cut{closing: []byte{'>'}, opening: []byte("</" + w + "p>"), empty: true}
			p.cuts[at] = c
			p.edits = append(p.edits, edit{at, n.Open, nil})
		}
		c.starts, c.ends = append(c.starts, id), append(c.ends, id)
		return
	}
	from := n.Open
	if ppr := tr.Child(node, wml.PPr); ppr >= 0 {
		from = tr.Nodes[ppr].End
	}
	start, end := p.plainCut(from), p.plainCut(n.Close)
	start.empty = start == end
	start.starts, end.ends = append(start.starts, id), append(end.ends, id)
}

func (p *revised) plainCut(at int32) *cut {
	if p.cuts[at] == nil {
		p.cuts[at] = &cut{}
	}
	return p.cuts[at]
}

// cutAt is the cut before a character, or after it; nil where the run cannot be divided.
func (p *revised) cutAt(t *placed, char int, after bool) *cut {
	tr := p.p.Tree
	c := t.chars[char]
	pc := &t.pa.Pieces[c.piece]
	run := pc.Run
	if run < 0 || tr.Nodes[run].Kind != wml.R {
		return nil
	}
	w := tr.Prefix()
	head := "<" + w + "r>"
	if rpr := tr.Child(run, wml.RPr); rpr >= 0 {
		head += string(tr.Raw(rpr))
	}
	between := func(at int32) *cut { // two elements of the run
		if p.cuts[at] == nil {
			p.cuts[at] = &cut{closing: []byte("</" + w + "r>"), opening: []byte(head)}
		}
		return p.cuts[at]
	}
	switch {
	case !after && c.off == pc.From && t.pa.FirstInRun(tr, c.piece, c.off):
		return p.plainCut(tr.Nodes[run].Start)
	case after && c.end == pc.To && t.pa.LastInRun(tr, c.piece, c.end):
		return p.plainCut(tr.Nodes[run].End)
	case !after && c.off == pc.From:
		return between(tr.Nodes[pc.Node].Start)
	case after && c.end == pc.To:
		return between(tr.Nodes[pc.Node].End)
	}
	off := c.off
	if after {
		off = c.end
	}
	p.keepBlanks(pc, t.pa.Text[pc.From:off])
	at := tr.RawOffset(pc, off)
	if p.cuts[at] == nil {
		name := tr.ElemName(pc.Node)
		p.cuts[at] = &cut{closing: []byte("</" + name + "></" + w + "r>"), opening: []byte(head + "<" + name + ` xml:space="preserve">`)}
	}
	return p.cuts[at]
}

// keepBlanks has a text keep its blanks when it comes to end with one.
func (p *revised) keepBlanks(pc *wml.Piece, left string) {
	tr := p.p.Tree
	if _, _, _, _, ok := tr.AttrSpan(pc.Node, "space"); ok || strings.TrimSpace(left) == left && left != "" {
		return
	}
	at := tr.Nodes[pc.Node].Open - 1
	for _, e := range p.edits {
		if e.from == at && e.to == at {
			return
		}
	}
	p.edits = append(p.edits, edit{at, at, []byte(` xml:space="preserve"`)})
}

// replaces puts in the new words.
func (v *reviser) replaces() {
	for _, r := range v.r.Replaces {
		p := v.parts[r.Part]
		if p == nil || p.paragraph(r.Paragraph) < 0 {
			continue
		}
		t := p.text(r.Paragraph)
		switch {
		case len(t.chars) == 0 && r.From == 0 && r.To == 0:
			p.fillIn(p.paragraph(r.Paragraph), r.Text)
		case r.From >= 0 && r.To <= len(t.chars) && r.From < r.To:
			p.replace(t, r)
		}
	}
}

// fillIn puts a text into an empty paragraph, in the formatting of its mark.
func (p *revised) fillIn(node int32, words string) {
	tr := p.p.Tree
	w, n := tr.Prefix(), &tr.Nodes[node]
	run := "<" + w + "r>"
	if ppr := tr.Child(node, wml.PPr); ppr >= 0 {
		for j := ppr + 1; j < tr.Nodes[ppr].Next; j++ {
			if tr.Nodes[j].Kind == wml.RPr && tr.Nodes[j].Parent == ppr {
				run += string(tr.Raw(j))
			}
		}
	}
	xml := append([]byte(run+"<"+w+"t>"), wml.AppendText(nil, words)...)
	xml = append(xml, "</"+w+"t></"+w+"r>"...)
	if n.SelfClosing() {
		p.edits = append(p.edits, edit{n.Open - 2, n.Open, append(append([]byte(">"), xml...), "</"+w+"p>"...)})
		return
	}
	p.edits = append(p.edits, edit{n.Close, n.Close, xml})
}

func (p *revised) replace(t *placed, r Replace) {
	tr := p.p.Tree
	put := false
	for i := r.From; i < r.To; {
		piece := t.chars[i].piece
		j := i
		for j < r.To && t.chars[j].piece == piece {
			j++
		}
		pc := &t.pa.Pieces[piece]
		if !pc.IsText { // a tab or a break among the words
			p.edits = append(p.edits, edit{tr.Nodes[pc.Node].Start, tr.Nodes[pc.Node].End, nil})
			i = j
			continue
		}
		e := edit{from: tr.RawOffset(pc, t.chars[i].off), to: tr.RawOffset(pc, t.chars[j-1].end)}
		if !put {
			e.text, put = wml.AppendText(nil, r.Text), true
			if strings.TrimSpace(r.Text) != r.Text {
				p.keepBlanks(pc, " ")
			}
		}
		p.edits = append(p.edits, e)
		i = j
	}
}

// structure takes paragraphs and rows out, and puts bare paragraphs in.
func (v *reviser) structure() {
	gone := map[int32]bool{}
	for _, d := range v.r.Drops {
		p := v.parts[d.Part]
		if p == nil || p.paragraph(d.Paragraph) < 0 {
			continue
		}
		node := p.paragraph(d.Paragraph)
		if row := p.p.Tree.Ancestor(node, wml.Is(wml.Tr)); row >= 0 {
			node = row
		}
		if !gone[node] {
			gone[node] = true
			n := &p.p.Tree.Nodes[node]
			p.edits = append(p.edits, edit{n.Start, n.End, nil})
		}
	}
	for _, in := range v.r.Inserts {
		p := v.parts[in.Part]
		if p == nil || p.paragraph(in.Paragraph) < 0 {
			continue
		}
		n := &p.p.Tree.Nodes[p.paragraph(in.Paragraph)]
		w := p.p.Tree.Prefix()
		xml := append([]byte("<"+w+"p><"+w+"r><"+w+"t>"), wml.AppendText(nil, in.Text)...)
		xml = append(xml, "</"+w+"t></"+w+"r></"+w+"p>"...)
		at := n.Start
		if in.After {
			at = n.End
		}
		p.edits = append(p.edits, edit{at, at, xml})
	}
}

// write applies the edits; nil when there are none.
func (p *revised) write() []byte {
	w := p.p.Tree.Prefix()
	for at, c := range p.cuts {
		var xml []byte
		xml = append(xml, c.closing...)
		ends := func() {
			for _, id := range c.ends {
				xml = appendReference(appendAnchor(xml, w, "commentRangeEnd", id), w, id)
			}
		}
		if !c.empty {
			ends()
		}
		for _, id := range c.starts {
			xml = appendAnchor(xml, w, "commentRangeStart", id)
		}
		if c.empty {
			ends()
		}
		p.edits = append(p.edits, edit{at, at, append(xml, c.opening...)})
	}
	if len(p.edits) == 0 {
		return nil
	}
	sort.SliceStable(p.edits, func(i, j int) bool {
		a, b := p.edits[i], p.edits[j]
		if a.from != b.from {
			return a.from < b.from
		}
		return a.to-a.from < b.to-b.from // what is put in comes before what is replaced
	})
	p.edits = slices.CompactFunc(p.edits, func(a, b edit) bool { return a.from == b.from && a.to == b.to && a.to > a.from && len(b.text) == 0 })
	xml := p.p.Tree.XML
	out := make([]byte, 0, len(xml)+1024)
	pos := int32(0)
	for _, e := range p.edits {
		if e.from < pos { // inside what was taken out
			continue
		}
		out = append(append(out, xml[pos:e.from]...), e.text...)
		pos = e.to
	}
	return append(out, xml[pos:]...)
}
