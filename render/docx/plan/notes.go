package plan

import (
	"strconv"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
)

// A footnote that is referred to from within a repeated region is repeated with it: each copy of the reference gets a
// note of its own, filled with the names that are visible where the reference stands.

// noteParts says which part holds the notes of a kind of reference.
var noteParts = map[wml.Kind]struct {
	part opc.PartKind
	note wml.Kind
}{
	wml.FootnoteReference: {opc.PartFootnotes, wml.Footnote},
	wml.EndnoteReference:  {opc.PartEndnotes, wml.Endnote},
}

// linkNotes finds the notes that are referred to from loops of the main text, before the parts they lie in are
// analysed. A note that is also referred to from outside any loop stays as it is.
func (c *Compiler) linkNotes(body *Part) {
	tr := body.Tree
	loops := body.loopRegions()
	if len(loops) == 0 {
		return
	}
	fixed := map[*Section]bool{}
	body.refs = map[int32]*Section{}
	for i := range tr.Nodes {
		k := tr.Nodes[i].Kind
		if k != wml.FootnoteReference && k != wml.EndnoteReference {
			continue
		}
		np := noteParts[k]
		s := c.noteSection(np.part, np.note, tr.Attr(int32(i), "id"))
		if s == nil {
			continue
		}
		off := tr.Nodes[i].Start
		if !within(loops, off) {
			fixed[s] = true
			continue
		}
		body.refs[int32(i)] = s
		s.parent = body.sectionAt(off)
	}
	for i, s := range body.refs {
		if fixed[s] {
			delete(body.refs, i)
			delete(s.Part.notes, s.where)
		}
	}
}

// noteSection returns the section that stands for a note, nil if there is no such note.
func (c *Compiler) noteSection(pk opc.PartKind, k wml.Kind, id string) *Section {
	for _, p := range c.T.Parts {
		if p.Ref.Kind != pk {
			continue
		}
		i, ok := p.noteIndex(k)[id]
		if !ok {
			continue
		}
		s := p.notes[i]
		if s == nil {
			n := &p.Tree.Nodes[i]
			s = &Section{Part: p, story: i, where: i, start: n.Start, end: n.End, Bodies: make([][]Op, 1)}
			p.notes[i] = s
		}
		return s
	}
	return nil
}

// noteIndex lists the notes of a part by id.
func (p *Part) noteIndex(k wml.Kind) map[string]int32 {
	if p.noteIDs != nil {
		return p.noteIDs
	}
	p.noteIDs, p.notes = map[string]int32{}, map[int32]*Section{}
	for i := range p.Tree.Nodes {
		if p.Tree.Nodes[i].Kind == k {
			id := p.Tree.Attr(int32(i), "id")
			p.noteIDs[id] = int32(i)
			p.MaxNote = max(p.MaxNote, wml.ParseID(id))
		}
	}
	return p.noteIDs
}

// inNotes puts the tags of notes into the sections that their references stand in.
func (p *Part) inNotes() {
	for _, t := range p.Tags {
		if s := p.notes[t.story()]; s != nil && t.section == nil {
			t.section = s.parent
		}
	}
	for _, s := range p.sections {
		if n := p.notes[s.story]; n != nil && s.parent == nil {
			s.parent = n.parent
		}
	}
}

// sectionAt returns the innermost section around an offset.
func (p *Part) sectionAt(off int32) *Section {
	var in *Section
	for _, s := range p.sections { // in the order of their opening tags: the last one is the innermost
		if from, to := s.region(); s.layout != layoutNone && off >= from && off < to {
			in = s
		}
	}
	return in
}

// region returns the bytes of the part that the section covers.
func (s *Section) region() (from, to int32) {
	if s.layout == layoutInline {
		from, to = s.Open.cutOffset(), s.close.cutOffset()
		if !s.sameText() { // the edge may be that of a wrapper, with a bookmark inside the tag itself
			if e, ok := s.Open.runEdge(s.where); ok {
				from = min(from, e.off)
			}
			if e, ok := s.close.runEdge(s.where); ok {
				to = max(to, e.off)
			}
		}
		return from, to
	}
	return s.start, s.end
}

// loopRegions returns the regions that may be emitted more than once.
func (p *Part) loopRegions() [][2]int32 {
	var out [][2]int32
	for _, s := range p.sections {
		if s.Open.Kind == lang.TagLoop && s.layout != layoutNone {
			from, to := s.region()
			out = append(out, [2]int32{from, to})
		}
	}
	for _, s := range p.notes {
		out = append(out, [2]int32{s.start, s.end})
	}
	return united(out)
}

// noteEdges makes the repeated notes of a part programs of their own, whose id is written when they are filled.
func (b *builder) noteEdges() {
	for i, s := range b.p.notes {
		b.at(s.start, s.start, -1, item{mark: markOpen, sec: s})
		b.at(s.end, s.end, -2, item{mark: markClose, sec: s})
		if _, _, from, to, ok := b.tr.AttrSpan(i, "id"); ok {
			b.at(int32(from), int32(to), -1, do(OpNoteID, 0))
		}
	}
}

// noteRef writes the id of a repeated reference in its place; without a note to repeat, a second copy is refused.
func (b *builder) noteRef(j int32) {
	s := b.p.refs[j]
	_, _, from, to, ok := b.tr.AttrSpan(j, "id")
	if s == nil || !ok {
		b.at(b.tr.Nodes[j].Start, b.tr.Nodes[j].Start, -1, item{op: Op{Kind: OpNote, N: int32(b.slot()), Lit: []byte(strconv.Itoa(int(j)))}})
		return
	}
	b.at(int32(from), int32(to), -1, item{op: Op{Kind: OpNote, Sec: s, Lit: b.tr.XML[from:to]}})
}
