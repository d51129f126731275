package fill

import (
	"strings"
	"ziping/render/docx/plan"
	"ziping/render/docx/wml"
)

// restart makes the lists of a section begin anew with the next copy.
func (f *filler) restart(s *plan.Section) {
	if len(s.Restarts) == 0 {
		return
	}
	if f.lists == nil {
		f.lists = make([]listState, len(f.t.Numbering.Lists))
	}
	for _, i := range s.Restarts {
		f.lists[i].fresh = f.lists[i].used
	}
}

// list writes the number of a list.
func (f *filler) list(o *plan.Op) {
	if f.lists == nil {
		f.out = append(f.out, o.Lit...)
		return
	}
	st := &f.lists[o.N]
	st.used = true
	if st.fresh {
		st.fresh = false
		f.nums = append(f.nums, o.N)
		st.num = f.t.Numbering.MaxNum + int64(len(f.nums))
	}
	if st.num == 0 {
		f.out = append(f.out, o.Lit...)
		return
	}
	f.out = wml.AppendInt(f.out, st.num)
}

// writeNumbering adds the w:num of the new runs to the numbering part.
func (f *filler) writeNumbering(changed map[string][]byte) {
	if len(f.nums) == 0 {
		return
	}
	n := f.t.Numbering
	w := n.Tree.Prefix()
	out := append(make([]byte, 0, len(n.Tree.XML)+200*len(f.nums)), n.Tree.XML[:n.At]...)
	for i, list := range f.nums {
		l := &n.Lists[list]
		out = append(out, "<"+w+"num "+w+`numId="`...)
		out = wml.AppendInt(out, n.MaxNum+int64(i)+1)
		out = append(out, `"><`+w+"abstractNumId "+w+`val="`+l.Abstract+`"/><`+w+"lvlOverride "+w+`ilvl="`+l.Level+`"><`+w+"startOverride "+w+`val="`+l.Start+`"/></`+w+"lvlOverride></"+w+"num>"...)
	}
	changed[strings.ToLower(n.Name)] = append(out, n.Tree.XML[n.At:]...)
}
