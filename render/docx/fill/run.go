package fill

import (
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/wml"
)

func (f *filler) part(p *plan.Part, root *lang.Scope) []byte {
	f.p, f.base, f.marks = p, 0, f.marks[:0]
	if b, ok := outputs.Get().(*[]byte); ok {
		f.out = (*b)[:0]
	} else {
		f.out = make([]byte, 0, p.Hint+p.Hint/2+1024)
	}
	f.run(p.Prog, root)
	out := f.out
	f.out = nil
	f.pooled = append(f.pooled, out)
	if x := f.packed[strings.ToLower(p.Ref.Name)]; x != nil {
		_, _ = x.Write(out) // into memory
		return nil
	}
	return out
}

// run executes a program.
func (f *filler) run(prog []plan.Op, sc *lang.Scope) {
	for i := range prog {
		o := &prog[i]
		switch o.Kind {
		case plan.OpLiteral:
			f.out = append(f.out, o.Lit...)
		case plan.OpValue:
			f.value(o.Val, sc)
		case plan.OpSection:
			f.section(o.Sec, sc)
		case plan.OpOnce:
			if f.seen[o.N]++; f.seen[o.N] == 1 {
				f.out = append(f.out, o.Lit...)
			}
		case plan.OpNumber:
			if f.seen[o.N]++; f.seen[o.N] == 1 {
				f.out = append(f.out, o.Lit...)
			} else {
				f.nextID++
				f.out = wml.AppendInt(f.out, f.nextID)
			}
		case plan.OpSuffix:
			f.out = append(f.out, o.Lit...)
			if f.seen[o.N]++; f.seen[o.N] > 1 {
				f.out = append(f.out, '_')
				f.out = wml.AppendInt(f.out, int64(f.seen[o.N]))
			}
		case plan.OpNote:
			if o.Sec == nil {
				f.noteCopy(o)
				continue
			}
			f.note(o, sc)
		case plan.OpNoteID:
			f.out = append(f.out, f.noteID...)
		case plan.OpNotes:
			if n := f.notes[o.Sec]; n != nil {
				f.out = append(f.out, n.xml...)
			}
		case plan.OpRow:
			f.row += o.N
			f.broke = false
		case plan.OpMerge:
			f.merge(o, sc)
		case plan.OpMark:
			at := f.base + len(f.out)
			f.seen[o.N] = int32(at)
			f.marks = append(f.marks, mark{at, len(o.Lit) > 0})
		case plan.OpVanish:
			f.unmark()
			if from := int(f.seen[o.N]) - f.base; from >= 0 {
				f.vanish(from)
			}
		case plan.OpTableEnd:
			f.unmark()
			if from := int(f.seen[o.N]) - f.base; from >= 0 {
				f.tableEnd(from)
			}
		case plan.OpParagraph:
			f.paragraph(o.N == 1)
		case plan.OpApart:
			if wml.EndsWithElement(f.out, f.p.Tree.Prefix(), "tbl") {
				f.emptyParagraph()
			}
		case plan.OpList:
			f.list(o)
		case plan.OpKeep:
			f.keep(o.Keep, sc)
		case plan.OpLink:
			f.link(o, sc)
		case plan.OpColumn:
			f.columnOp(o.Col, sc)
		case plan.OpPicture:
			f.placeholder(o, sc)
		}
	}
}

// unmark forgets the latest mark.
func (f *filler) unmark() {
	if n := len(f.marks); n > 0 {
		f.marks = f.marks[:n-1]
	}
}
