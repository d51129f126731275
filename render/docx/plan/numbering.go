package plan

import (
	"bytes"
	"slices"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/wml"
)

// loadNumbering reads the numbering part and what styles number.
func (c *Compiler) loadNumbering() *Numbering {
	n := &Numbering{index: map[string]int{}, nums: map[string]string{}, starts: map[string]string{}, styles: map[string]numbered{}}
	byStyle := map[string]string{} // style of a level → ilvl
	tr := c.related("/numbering", "numId")
	if tr == nil {
		return n
	}
	n.Name, n.Tree = tr.Name(), tr
	n.read(byStyle)
	if styles := c.related("/styles", "numPr"); styles != nil {
		n.readStyles(styles)
	}
	for id, s := range n.styles {
		if l, ok := byStyle[id]; ok && s.level == "" {
			s.level = l
			n.styles[id] = s
		}
	}
	return n
}

// related reads the part that the main part is related to in one way, nil when there is none or the word is not in it.
func (c *Compiler) related(how, word string) *wml.Tree {
	rels, err := c.T.Pkg.Rels(c.T.Pkg.Main)
	if err != nil {
		return nil
	}
	for i := range rels {
		e := c.T.Pkg.Lookup(rels[i].Resolved)
		if e == nil || !rels[i].Is(how) {
			continue
		}
		data, err := c.T.Pkg.Read(e)
		if err != nil || !bytes.Contains(data, []byte(word)) {
			return nil
		}
		if tr, serr := wml.Scan(e.Name, data); serr == nil {
			return tr
		}
	}
	return nil
}

// read takes the lists in.
func (n *Numbering) read(byStyle map[string]string) {
	tr := n.Tree
	abstract := ""
	for i := range tr.Nodes {
		j := int32(i)
		switch tr.Nodes[i].Kind {
		case wml.AbstractNum:
			abstract = tr.Attr(j, "abstractNumId")
		case wml.Start:
			if l := tr.Nodes[i].Parent; l >= 0 && tr.Nodes[l].Kind == wml.Lvl {
				n.starts[abstract+"/"+tr.Attr(l, "ilvl")] = tr.Attr(j, "val")
			}
		case wml.PStyle:
			if l := tr.Nodes[i].Parent; l >= 0 && tr.Nodes[l].Kind == wml.Lvl {
				byStyle[tr.Attr(j, "val")] = tr.Attr(l, "ilvl")
			}
		case wml.Num:
			id := tr.Attr(j, "numId")
			n.MaxNum = max(n.MaxNum, wml.ParseID(id))
			n.At = tr.Nodes[i].End
		case wml.AbstractNumID:
			if p := tr.Nodes[i].Parent; p >= 0 && tr.Nodes[p].Kind == wml.Num {
				n.nums[tr.Attr(p, "numId")] = tr.Attr(j, "val")
			}
		}
	}
}

// readStyles finds out which styles number their paragraphs.
func (n *Numbering) readStyles(tr *wml.Tree) {
	based := map[string]string{}
	style := ""
	for i := range tr.Nodes {
		j := int32(i)
		switch tr.Nodes[i].Kind {
		case wml.StyleDef:
			style = tr.Attr(j, "styleId")
		case wml.BasedOn:
			based[style] = tr.Attr(j, "val")
		case wml.NumPr:
			if tr.Ancestor(j, wml.Is(wml.StyleDef)) >= 0 {
				n.styles[style] = numPrOf(tr, j)
			}
		}
	}
	for s := range based {
		for b, steps := based[s], 0; b != "" && steps < 20; b, steps = based[b], steps+1 {
			if _, own := n.styles[s]; own {
				break
			}
			if x, ok := n.styles[b]; ok && x.num != "" {
				n.styles[s] = x
			}
		}
	}
}

// numPrOf reads a w:numPr.
func numPrOf(tr *wml.Tree, j int32) numbered {
	var out numbered
	for k := j + 1; k < tr.Nodes[j].Next; k = tr.Nodes[k].Next {
		switch tr.Nodes[k].Kind {
		case wml.NumID:
			out.num = tr.Attr(k, "val")
		case wml.Ilvl:
			out.level = tr.Attr(k, "val")
		}
	}
	return out
}

// listOf returns the list a paragraph is numbered by, "" for none, and its w:numPr, -1 where its style says so.
func (n *Numbering) listOf(tr *wml.Tree, p int32) (numbered, int32) {
	ppr := tr.Child(p, wml.PPr)
	if ppr < 0 {
		return numbered{}, -1
	}
	style := ""
	for k := ppr + 1; k < tr.Nodes[ppr].Next; k = tr.Nodes[k].Next {
		switch tr.Nodes[k].Kind {
		case wml.NumPr:
			x := numPrOf(tr, k)
			if x.num == "0" || n.nums[x.num] == "" {
				x.num = ""
			}
			return x, k
		case wml.PStyle:
			style = tr.Attr(k, "val")
		}
	}
	x := n.styles[style]
	if n.nums[x.num] == "" {
		x.num = ""
	}
	return x, -1
}

// numbers makes the lists in repeated blocks start anew.
func (b *builder) numbers() {
	if len(b.loops) == 0 {
		return
	}
	if b.c.numbering == nil {
		b.c.numbering = b.c.loadNumbering()
	}
	n := b.c.numbering
	if n.Tree == nil || n.At == 0 {
		return
	}
	done := map[int32]bool{}
	for _, s := range b.p.sections {
		if s.Open.Kind != lang.TagLoop || s.layout == layoutNone || s.layout == layoutInline {
			continue
		}
		from, to := s.region()
		paras := b.numberedIn(n, from, to)
		for _, x := range restarted(b, s, paras) {
			s.Restarts = append(s.Restarts, n.list(x, paras))
			for _, p := range paras {
				if p.num == x && !done[p.node] {
					done[p.node] = true
					b.renumber(p, n.list(x, paras))
				}
			}
		}
	}
	if len(n.Lists) > 0 {
		b.c.T.Numbering = n
	}
}

// A listPara is a paragraph of a region, with the list it is numbered by.
type listPara struct {
	numbered
	node  int32
	numPr int32
	cell  int32
}

// numberedIn lists the paragraphs of a region that stay, numbered or not.
func (b *builder) numberedIn(n *Numbering, from, to int32) []listPara {
	var out []listPara
	i, _ := slices.BinarySearchFunc(b.tr.Nodes, from, func(x wml.Node, off int32) int { return int(x.Start - off) })
	for ; i < len(b.tr.Nodes) && b.tr.Nodes[i].Start < to; i++ {
		if j := int32(i); b.tr.Nodes[i].Kind == wml.P && !b.gone[j] && !b.inGone(j) {
			x, at := n.listOf(b.tr, j)
			out = append(out, listPara{x, j, at, b.tr.Ancestor(j, wml.Is(wml.Tc))})
		}
	}
	return out
}

// inGone reports whether a paragraph lies in a row that is taken out.
func (b *builder) inGone(n int32) bool {
	for ; n >= 0; n = b.tr.Nodes[n].Parent {
		if b.gone[n] {
			return true
		}
	}
	return false
}

// restarted returns the lists that begin anew in every copy of a section: of blocks, those that do not begin it, since
// a list that does has the copies for its items; of rows, those that have several items in one of them.
func restarted(b *builder, s *Section, paras []listPara) []string {
	var out []string
	for _, p := range paras {
		if p.num == "" || slices.Contains(out, p.num) {
			continue
		}
		if s.layout == layoutBlocks {
			if paras[0].num != p.num {
				out = append(out, p.num)
			}
			continue
		}
		same := 0
		for _, q := range paras {
			if q.num == p.num && q.cell == p.cell {
				same++
			}
		}
		if same > 1 || b.inInnerLoop(s, p.node) {
			out = append(out, p.num)
		}
	}
	return out
}

// inInnerLoop reports whether a paragraph is repeated by a loop inside the section.
func (b *builder) inInnerLoop(s *Section, node int32) bool {
	off := b.tr.Nodes[node].Start
	for _, o := range b.p.sections {
		if o != s && o.Open.Kind == lang.TagLoop && o.layout == layoutBlocks {
			from, to := o.region()
			sf, st := s.region()
			if off >= from && off < to && from >= sf && to <= st {
				return true
			}
		}
	}
	return false
}

// list returns the number of a list among those restarted.
func (n *Numbering) list(num string, paras []listPara) int32 {
	if i, ok := n.index[num]; ok {
		return int32(i)
	}
	level := "9"
	for _, p := range paras {
		if p.num == num {
			level = min(level, max(p.level, "0"))
		}
	}
	l := List{NumID: num, Abstract: n.nums[num], Level: level, Start: "1"}
	if s := n.starts[l.Abstract+"/"+level]; s != "" {
		l.Start = s
	}
	n.index[num] = len(n.Lists)
	n.Lists = append(n.Lists, l)
	return int32(len(n.Lists) - 1)
}

// beforeNumPr are the paragraph properties that come before w:numPr (ECMA-376 part 1, 17.3.1.26).
var beforeNumPr = []string{"pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl"}

// renumber puts an instruction in the place of a paragraph's list number.
func (b *builder) renumber(p listPara, list int32) {
	tr, w := b.tr, b.tr.Prefix()
	if p.numPr >= 0 {
		for k := p.numPr + 1; k < tr.Nodes[p.numPr].Next; k = tr.Nodes[k].Next {
			if tr.Nodes[k].Kind == wml.NumID {
				b.number(k, "val", item{op: Op{Kind: OpList, N: list, Lit: []byte(p.num)}})
			}
		}
		return
	}
	ppr := tr.Child(p.node, wml.PPr)
	raw := string(tr.Raw(ppr))
	at := tr.Nodes[ppr].Open - tr.Nodes[ppr].Start
	for _, name := range beforeNumPr {
		if i := strings.Index(raw, "<"+w+name); i >= 0 {
			end := strings.IndexByte(raw[i:], '>')
			if shut := "</" + w + name + ">"; end > 0 && raw[i+end-1] != '/' {
				end = strings.Index(raw[i:], shut) + len(shut) - 1
			}
			at = max(at, int32(i+end+1))
		}
	}
	off := tr.Nodes[ppr].Start + at
	b.at(off, off, -1, lit("<"+w+"numPr><"+w+"ilvl "+w+`val="`+max(p.level, "0")+`"/><`+w+"numId "+w+`val="`),
		item{op: Op{Kind: OpList, N: list, Lit: []byte(p.num)}}, lit(`"/></`+w+"numPr>"))
}
