package wml

import (
	"sort"
)

// FirstBodyParagraph returns the first paragraph of the body, one that is not empty markup if there is one; -1 without any.
func FirstBodyParagraph(tr *Tree) int32 {
	first := int32(-1)
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind != P || !tr.InBody(int32(i)) {
			continue
		}
		if !tr.Nodes[i].SelfClosing() {
			return int32(i)
		}
		if first < 0 {
			first = int32(i)
		}
	}
	return first
}

// InBody reports whether a node is in the main text itself, where Word shows comments.
func (t *Tree) InBody(i int32) bool {
	st := t.Ancestor(i, Kind.Story)
	return st >= 0 && t.Nodes[st].Kind == Body
}

// InPlace reports whether everything from a text up lies in what Word has it lie in.
func (t *Tree) InPlace(n int32) bool {
	for ; n >= 0; n = t.Nodes[n].Parent {
		up := t.Nodes[n].Parent
		switch t.Nodes[n].Kind {
		case T, AT:
			if k := t.kindAt(up); k != R && k != AR {
				return false
			}
		case R, AR:
			for t.kindAt(up).WrapsRuns() {
				up = t.Nodes[up].Parent
			}
			if k := t.kindAt(up); k != P && k != AP {
				return false
			}
		case P, Tbl:
			if k := ContextOf(t, up); k == Tbl || k == Tr {
				return false
			}
		case Tr:
			if ContextOf(t, up) != Tbl {
				return false
			}
		case Tc:
			if ContextOf(t, up) != Tr {
				return false
			}
		}
	}
	return true
}

// kindAt returns the kind of a node, kOther above the top.
func (t *Tree) kindAt(n int32) Kind {
	if n < 0 {
		return Other
	}
	return t.Nodes[n].Kind
}

// ContextOf returns the kind that governs what stands directly in a node: wrappers are looked through.
func ContextOf(tr *Tree, n int32) Kind {
	for ; n >= 0; n = tr.Nodes[n].Parent {
		if k := tr.Nodes[n].Kind; !k.Transparent() && k != SmartTag {
			return k
		}
	}
	return Other
}

// ChildTowards returns the child of anc on the way down to n.
func ChildTowards(tr *Tree, anc, n int32) int32 {
	for n >= 0 && tr.Nodes[n].Parent != anc {
		n = tr.Nodes[n].Parent
	}
	return n
}

// FirstContent returns the first paragraph or table below a node.
func FirstContent(tr *Tree, n int32) int32 {
	for j := n + 1; j < tr.Nodes[n].Next; j++ {
		if k := tr.Nodes[j].Kind; k == P || k == Tbl {
			return j
		}
	}
	return -1
}

// HasSectPr reports whether a paragraph ends a section of the document.
func HasSectPr(tr *Tree, p int32) bool {
	ppr := tr.Child(p, PPr)
	return ppr >= 0 && tr.Child(ppr, SectPr) >= 0
}

// Off reports whether an on/off attribute is off (ECMA-376 part 1, 22.9.2.7).
func Off(v string) bool { return v == "0" || v == "false" || v == "off" }

// NodeAt returns the innermost node around an offset, -1 if there is none.
func (t *Tree) NodeAt(off int32) int32 {
	i := int32(sort.Search(len(t.Nodes), func(i int) bool { return t.Nodes[i].Start > off }) - 1)
	for i >= 0 && t.Nodes[i].End <= off {
		i = t.Nodes[i].Parent
	}
	return i
}

// Prefix returns the prefix of WordprocessingML in the part, with its colon.
func (t *Tree) Prefix() string {
	if t.w == "\x00" {
		return ""
	}
	return t.w
}

// Name returns the name of the part.
func (t *Tree) Name() string { return t.part }
