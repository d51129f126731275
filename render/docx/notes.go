package docx

import "strconv"

// A footnote that is referred to from within a repeated region is repeated with it: each copy of the reference gets a
// note of its own, filled with the names that are visible where the reference stands.

// noteParts says which part holds the notes of a kind of reference.
var noteParts = map[kind]struct {
	part partKind
	note kind
}{
	kFootnoteReference: {partFootnotes, kFootnote},
	kEndnoteReference:  {partEndnotes, kEndnote},
}

// linkNotes finds the notes that are referred to from loops of the main text, before the parts they lie in are
// analysed. A note that is also referred to from outside any loop stays as it is.
func (c *compiler) linkNotes(body *part) {
	tr := body.tree
	loops := body.loopRegions()
	if len(loops) == 0 {
		return
	}
	fixed := map[*section]bool{}
	body.refs = map[int32]*section{}
	for i := range tr.nodes {
		k := tr.nodes[i].kind
		if k != kFootnoteReference && k != kEndnoteReference {
			continue
		}
		np := noteParts[k]
		s := c.noteSection(np.part, np.note, tr.attr(int32(i), "id"))
		if s == nil {
			continue
		}
		off := tr.nodes[i].start
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
			delete(s.part.notes, s.where)
		}
	}
}

// noteSection returns the section that stands for a note, nil if there is no such note.
func (c *compiler) noteSection(pk partKind, k kind, id string) *section {
	for _, p := range c.t.parts {
		if p.ref.kind != pk {
			continue
		}
		i, ok := p.noteIndex(k)[id]
		if !ok {
			continue
		}
		s := p.notes[i]
		if s == nil {
			n := &p.tree.nodes[i]
			s = &section{part: p, story: i, where: i, start: n.start, end: n.end, bodies: make([][]op, 1)}
			p.notes[i] = s
		}
		return s
	}
	return nil
}

// noteIndex lists the notes of a part by id.
func (p *part) noteIndex(k kind) map[string]int32 {
	if p.noteIDs != nil {
		return p.noteIDs
	}
	p.noteIDs, p.notes = map[string]int32{}, map[int32]*section{}
	for i := range p.tree.nodes {
		if p.tree.nodes[i].kind == k {
			id := p.tree.attr(int32(i), "id")
			p.noteIDs[id] = int32(i)
			p.maxNote = max(p.maxNote, parseID(id))
		}
	}
	return p.noteIDs
}

// inNotes puts the tags of notes into the sections that their references stand in.
func (p *part) inNotes() {
	for _, t := range p.tags {
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
func (p *part) sectionAt(off int32) *section {
	var in *section
	for _, s := range p.sections { // in the order of their opening tags: the last one is the innermost
		if from, to := s.region(); s.layout != layoutNone && off >= from && off < to {
			in = s
		}
	}
	return in
}

// region returns the bytes of the part that the section covers.
func (s *section) region() (from, to int32) {
	if s.layout == layoutInline {
		return s.open.cutOffset(), s.close.cutOffset()
	}
	return s.start, s.end
}

// loopRegions returns the regions that may be emitted more than once.
func (p *part) loopRegions() [][2]int32 {
	var out [][2]int32
	for _, s := range p.sections {
		if s.open.kind == tagLoop && s.layout != layoutNone {
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
		if _, _, from, to, ok := b.tr.attrSpan(i, "id"); ok {
			b.at(int32(from), int32(to), -1, do(opNoteID, 0))
		}
	}
}

// noteRef writes the id of a repeated reference in its place; without a note to repeat, a second copy is refused.
func (b *builder) noteRef(j int32) {
	s := b.p.refs[j]
	_, _, from, to, ok := b.tr.attrSpan(j, "id")
	if s == nil || !ok {
		b.at(b.tr.nodes[j].start, b.tr.nodes[j].start, -1, item{op: op{kind: opNote, n: int32(b.slot()), lit: []byte(strconv.Itoa(int(j)))}})
		return
	}
	b.at(int32(from), int32(to), -1, item{op: op{kind: opNote, sec: s, lit: b.tr.xml[from:to]}})
}

// noteCopies are the copies of one note filled so far.
type noteCopies struct{ xml []byte }

// note writes the id of a reference and fills the note for it.
func (f *filler) note(o *op, sc *scope) {
	s := o.sec
	if f.notes == nil {
		f.notes, f.noteIDs = map[*section]*noteCopies{}, map[*part]int64{}
	}
	st, id := f.notes[s], string(o.lit)
	if st == nil {
		st = &noteCopies{}
		f.notes[s] = st
	} else {
		f.noteIDs[s.part]++
		id = strconv.FormatInt(s.part.maxNote+f.noteIDs[s.part], 10)
	}
	f.out = append(f.out, id...)
	out, part, was := f.out, f.p, len(st.xml)
	f.out, f.p, f.noteID = st.xml, s.part, id
	f.run(s.bodies[0], sc)
	st.xml, f.out, f.p = f.out, out, part
	f.noteBytes += len(st.xml) - was
}
