package plan

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/wml"
)

// inFallback reports whether a tag stands in an mc:Fallback, which repeats a text box for older programs.
func (t *Tag) inFallback() bool { return t.Part.Tree.Ancestor(t.Node(), wml.Is(wml.Fallback)) >= 0 }

// Node returns the node a tag stands in: its w:t, or the wp:docPr of an alternative text, or -1.
func (t *Tag) Node() int32 {
	if t.altText >= 0 {
		return t.altText
	}
	if t.para == nil {
		return -1
	}
	if i := t.anchor(); i >= 0 {
		return t.para.Pieces[i].Node
	}
	if len(t.para.Nodes) > 0 {
		return t.para.Nodes[0]
	}
	return -1
}

// anchor returns the piece that takes the value: the one with the first character of the name, -1 if none is text.
func (t *Tag) anchor() int {
	for _, off := range []int{t.name, t.from} {
		if off < t.from {
			continue
		}
		if i := t.para.PieceAt(off); i >= 0 && t.para.Pieces[i].IsText {
			return i
		}
	}
	for i := max(t.para.PieceAt(t.from), 0); i < len(t.para.Pieces) && int(t.para.Pieces[i].From) < t.to; i++ {
		if pc := &t.para.Pieces[i]; pc.IsText && int(pc.To) > t.from {
			return i
		}
	}
	return -1
}

// story returns the node of the text a tag belongs to, -1 for a part without stories.
func (t *Tag) story() int32 {
	n := t.Node()
	if n < 0 {
		return -1
	}
	return t.Part.Tree.Ancestor(n, wml.Kind.Story)
}

// blankAround reports whether nothing shows before and after a tag in its paragraph, tags without text aside.
func (p *Part) blankAround(t *Tag) (before, after bool) {
	t.para.measure()
	return t.para.firstShown >= t.from, t.para.lastShown < t.to
}

// withoutTags returns the paragraph's text with blanks for the tags that leave none.
func (p *Para) withoutTags() string {
	text := []byte(p.Text)
	for _, t := range p.tags {
		if t.Kind.Vanishes() {
			for i := t.from; i < t.to; i++ {
				text[i] = ' '
			}
		}
	}
	return string(text)
}

// measure finds the first and the last byte of the paragraph that show, tags without text aside.
func (p *Para) measure() {
	if p.measured {
		return
	}
	p.measured = true
	p.firstShown, p.lastShown = len(p.Text), -1
	for i, r := range p.withoutTags() {
		if !wml.Blank(string(r)) {
			p.firstShown = min(p.firstShown, i)
			p.lastShown = i
		}
	}
}

// cutOffset returns where in the part the tag's own piece is cut.
func (t *Tag) cutOffset() int32 {
	pc := &t.para.Pieces[t.anchor()]
	return t.Part.Tree.RawOffset(pc, max(pc.From, int32(t.from)))
}

type edgeMark uint8

const (
	markNone edgeMark = iota
	markOpen
	markElse
	markClose
)

func (t *Tag) isEdge() bool { return t.mark() != markNone }

func (t *Tag) mark() edgeMark {
	switch {
	case t.Kind.Opens():
		return markOpen
	case t.Kind == lang.TagElse || t.Kind == lang.TagElseIf:
		return markElse
	case t.Kind == lang.TagClose:
		return markClose
	}
	return markNone
}
