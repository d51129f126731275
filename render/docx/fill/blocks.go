package fill

import (
	"bytes"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

func (f *filler) emptyParagraph() {
	f.out = append(append(append(f.out, '<'), f.p.Tree.Prefix()...), "p/>"...)
}

// paragraph adds the paragraph that Word wants at the end of a cell; a content control only must not be empty.
func (f *filler) paragraph(control bool) {
	if wml.EndsWithElement(f.out, f.p.Tree.Prefix(), "p", "sdt", "customXml") {
		return
	}
	if control && wml.EndsWithElement(f.out, f.p.Tree.Prefix(), "tbl") {
		return
	}
	f.emptyParagraph()
}

// tableEnd drops the table since from if no row came out of its loops: Word refuses a table without rows.
func (f *filler) tableEnd(from int) {
	w := f.p.Tree.Prefix()
	end := bytes.LastIndex(f.out, []byte("</"+w+"tbl"))
	if end < from || wml.EndsWithElement(f.out[from:end], w, "tr") {
		return
	}
	if wml.EndsWithElement(f.out[from:end], w, "sdt", "customXml") && bytes.Contains(f.out[from:end], []byte("<"+w+"tr")) {
		return
	}
	f.out = f.out[:from]
}

// noteCopy refuses the second copy of a reference to a note that cannot be repeated: it does not exist, or is
// referred to from elsewhere too.
func (f *filler) noteCopy(o *plan.Op) {
	if f.seen[o.N]++; f.seen[o.N] != 2 {
		return
	}
	node := int32(wml.ParseID(string(o.Lit)))
	tr := f.p.Tree
	para := tr.Ancestor(node, wml.Is(wml.P))
	place := f.t.Places.Describe(f.p.Part, para)
	f.problems = append(f.problems, problem.Problem{ID: problem.Note, Code: problem.CodeOf(problem.Note), Part: f.p.Ref.Name, Offset: int(tr.Nodes[node].Start), Place: place,
		Message: place + "：循环里的脚注或尾注不能重复", Hint: "把脚注移到循环外面，或把它的内容写进正文。"})
}
