package fill

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
)

// section runs a loop or a condition.
func (f *filler) section(s *plan.Section, sc *lang.Scope) {
	if len(f.out)+f.noteBytes > maxOutput || f.steps > maxSteps {
		f.tooMuch(s)
		return
	}
	f.steps++
	if s.Edges == nil {
		f.branches(s, sc)
		return
	}
	f.inside = s.Edges[0].Inside
	f.branches(s, sc)
	f.toEdge(&s.Edges[len(s.Edges)-1])
}

// body runs one branch of a section: 0 what is repeated, then what follows each 否则.
func (f *filler) body(s *plan.Section, i int, sc *lang.Scope) {
	if s.Edges == nil {
		f.run(s.Bodies[i], sc)
		return
	}
	f.toEdge(&s.Edges[i])
	f.run(s.Bodies[i], sc)
	f.inside = s.Edges[i+1].Inside
}

// toEdge goes from inside a paragraph or from between two to where the next text belongs. Text that both sides have
// inside a paragraph is joined.
func (f *filler) toEdge(e *plan.Edge) {
	switch {
	case f.inside && !e.Inside:
		f.out = append(append(append(f.out, "</"...), f.p.Tree.Prefix()...), "p>"...)
	case !f.inside && e.Inside:
		f.out = append(f.out, e.Begin...)
	}
	f.inside = e.Inside
}

// branches chooses what of a section is printed, and how often.
func (f *filler) branches(s *plan.Section, sc *lang.Scope) {
	switch s.Open.Kind {
	case lang.TagIf:
		f.conditions(s, sc)
		return
	case lang.TagInverse:
		if v, ok := f.sectionValue(s, sc); !ok || lang.Empty(lang.Unmark(v)) {
			f.body(s, 0, sc)
		} else {
			f.otherwise(s, sc)
		}
		return
	}
	marked, _ := f.sectionValue(s, sc)
	v := lang.Unmark(marked)
	list, isList := lang.Items(v)
	if s.Cells != nil && !f.cells(s, count(v, list, isList)) {
		return
	}
	switch {
	case isList && len(list) > 0:
		run := &lang.Run{N: len(list)}
		if !s.Shows[0] {
			run.Printed = func() []bool { return f.printed(s, list, sc) }
		}
		for i, it := range list {
			if f.steps++; f.steps > maxSteps || len(f.out)+f.noteBytes > maxOutput {
				f.tooMuch(s)
				return
			}
			f.restart(s)
			f.body(s, 0, &lang.Scope{Parent: sc, Value: lang.Unmark(it), Marked: it, Level: true, Index: i + 1, Run: run})
		}
	case lang.Empty(v):
		f.otherwise(s, sc)
	default:
		f.body(s, 0, &lang.Scope{Parent: sc, Value: v, Marked: marked, Level: lang.IsObject(v)})
	}
}

// count returns how often a section over a value is printed.
func count(v any, list []any, isList bool) int {
	switch {
	case isList:
		return len(list)
	case lang.Empty(v):
		return 0
	}
	return 1
}

func (f *filler) otherwise(s *plan.Section, sc *lang.Scope) {
	if len(s.Bodies) > 1 {
		f.body(s, 1, sc)
	}
}

func (f *filler) tooMuch(s *plan.Section) {
	f.reportTag(s.Open, -1, &problem.Fault{ID: problem.OutputLimit, Msg: s.Open.Raw + " 重复的内容太多，超过了上限", Hint: "检查循环是否套错了层，或分成几个文件生成。"})
}

// sectionValue looks a section's field up. One that is absent counts as empty, as DESIGN says of sections; but a name
// that is one slip away from a field that the template does not use otherwise is taken for a mistake.
func (f *filler) sectionValue(s *plan.Section, sc *lang.Scope) (any, bool) {
	v, ok := sc.Find(s.Open.Path)
	if !ok {
		f.absent(s.Open, s.Open.Path, sc)
	}
	return v, ok
}

// absent reports a name that is not there when it looks like a slip of the pen.
func (f *filler) absent(t *plan.Tag, p lang.Path, sc *lang.Scope) {
	if f.o.missing != MissingError {
		return
	}
	near := lang.Nearest(p.Raw, sc.Names())
	if near == "" || f.t.Uses(near) {
		return
	}
	f.reportTag(t, -2-int32(t.Ord), &problem.Fault{ID: problem.Unknown, Msg: "没有名为“" + p.Raw + "”的字段", Suggest: near})
}
