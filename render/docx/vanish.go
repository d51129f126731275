package docx

import (
	"bytes"
	"strings"
)

// A paragraph that is nothing but conditions and loops, such as {{如果 资金.结余 > 0}}结余已上缴。{{结束}}, vanishes when
// nothing comes out of them: an empty line, or a number of a list without text, is not what anybody means by it.

// vanishing puts the checks around such paragraphs.
func (b *builder) vanishing() {
	seen := map[*para]bool{}
	for _, t := range b.p.tags {
		pa := t.para
		if pa == nil || seen[pa] {
			continue
		}
		seen[pa] = true
		if !b.mayVanish(pa) {
			continue
		}
		n := &b.tr.nodes[pa.nodes[0]]
		slot := int32(b.slot())
		b.at(n.start, n.start, 1<<26, do(opMark, slot))
		b.at(n.end, n.end, -5, do(opVanish, slot))
		b.guard(n.parent)
	}
}

// mayVanish reports whether a paragraph shows nothing outside its inline sections, and could be missed.
func (b *builder) mayVanish(pa *para) bool {
	if len(pa.nodes) != 1 || b.tr.nodes[pa.nodes[0]].kind != kP || b.gone[pa.nodes[0]] || hasSectPr(b.tr, pa.nodes[0]) {
		return false
	}
	text := []byte(pa.text)
	inline := false
	for _, t := range pa.tags {
		if t.kind.opens() && t.section.layout == layoutInline {
			inline = true
			for i := t.from; i < t.section.close.to; i++ {
				text[i] = ' '
			}
		} else if t.isEdge() && t.section.layout != layoutInline {
			return false
		}
	}
	if !inline || !blank(string(text)) || !b.hasOtherParagraph(pa.nodes[0]) {
		return false
	}
	for j := pa.nodes[0] + 1; j < b.tr.nodes[pa.nodes[0]].next; j++ {
		if k := b.tr.nodes[j].kind; k.marker() && k != kProofErr { // the other end may be elsewhere
			return false
		}
	}
	return true
}

// vanish takes the paragraph that was begun at from back if it shows nothing.
func (f *filler) vanish(from int) {
	if showsNothing(f.out[from:], f.p.tree.prefix()) {
		f.out = f.out[:from]
	}
}

// bare are the elements of a paragraph in which nothing shows.
var bare = map[string]bool{"p": true, "r": true, "t": true, "proofErr": true, "lastRenderedPageBreak": true}

// showsNothing reports whether a paragraph is only empty runs. w is the prefix of WordprocessingML.
func showsNothing(x []byte, w string) bool {
	for {
		i := bytes.IndexByte(x, '<')
		if i < 0 || len(bytes.TrimSpace(x[:i])) > 0 {
			return i < 0
		}
		end := bytes.IndexByte(x[i:], '>') + i
		name := x[i+1:]
		if x[i+1] == '/' {
			name = x[i+2:]
		}
		local, ok := strings.CutPrefix(string(name[:nameLen(name)]), w)
		switch {
		case !ok:
			return false
		case (local == "pPr" || local == "rPr") && x[end-1] != '/':
			shut := "</" + w + local + ">"
			k := bytes.Index(x[end:], []byte(shut))
			if k < 0 {
				return false
			}
			end += k + len(shut) - 1
		case local != "pPr" && local != "rPr" && !bare[local]:
			return false
		}
		x = x[end+1:]
	}
}
