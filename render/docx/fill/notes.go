package fill

import (
	"strconv"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
)

// note writes the id of a reference and fills the note for it.
func (f *filler) note(o *plan.Op, sc *lang.Scope) {
	s := o.Sec
	if f.notes == nil {
		f.notes, f.noteIDs = map[*plan.Section]*noteCopies{}, map[*plan.Part]int64{}
	}
	st, id := f.notes[s], string(o.Lit)
	if st == nil {
		st = &noteCopies{}
		f.notes[s] = st
	} else {
		f.noteIDs[s.Part]++
		id = strconv.FormatInt(s.Part.MaxNote+f.noteIDs[s.Part], 10)
	}
	f.out = append(f.out, id...)
	out, part, was := f.out, f.p, len(st.xml)
	f.out, f.p, f.noteID = st.xml, s.Part, id
	before := f.inNote
	f.inNote = true
	f.run(s.Bodies[0], sc)
	f.inNote = before
	st.xml, f.out, f.p = f.out, out, part
	f.noteBytes += len(st.xml) - was
}
