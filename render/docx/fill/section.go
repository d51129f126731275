package fill

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
)

// section runs a loop or a condition.
func (f *filler) section(s *plan.Section, sc *lang.Scope) {
	if f.tooFar() {
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

// stranger reports whether nothing knows the name of a section, or one in its conditions.
func (f *filler) stranger(s *plan.Section, sc *lang.Scope) bool {
	if s.Open.Kind != lang.TagIf {
		_, ok := sc.Find(s.Open.Path)
		return !ok
	}
	found := true
	look := func(p lang.Path) {
		if _, ok := sc.Find(p); !ok && !lang.LoopWord(p.Names[0]) {
			found = false
		}
	}
	s.Open.Cond.Paths(look)
	for _, e := range s.Elses {
		e.Cond.Paths(look)
	}
	return !found
}

// keep writes the tag of a section that stays.
func (f *filler) keep(k *plan.Keep, sc *lang.Scope) {
	if f.o.missing != MissingKeep {
		return
	}
	for _, s := range k.Secs {
		if f.stranger(s, sc) {
			f.out = append(f.out, k.Raw...)
			return
		}
	}
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
	if f.o.missing == MissingKeep && f.stranger(s, sc) {
		for i := range s.Bodies {
			f.body(s, i, sc)
		}
		return
	}
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
			if f.steps++; f.tooFar() {
				f.tooMuch(s)
				return
			}
			f.flush()
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

// tooFar reports whether no more may be printed: the limits are reached, or nobody waits for the result.
func (f *filler) tooFar() bool {
	if f.o.ctx != nil && f.steps&255 == 0 && f.o.ctx.Err() != nil {
		f.stopped = true
	}
	return f.stopped || f.steps > maxSteps || f.base+len(f.out)+f.noteBytes > maxOutput
}

func (f *filler) tooMuch(s *plan.Section) {
	if f.stopped {
		return
	}
	f.reportTag(s.Open, -1, &problem.Fault{ID: problem.OutputLimit, Msg: s.Open.Raw + " 重复的内容太多，超过了上限", Hint: "检查循环是否套错了层，或分成几个文件生成。"})
}

// sectionValue looks a section's field up. In an item one that is absent counts as empty; a name that no item has at
// all is told at the end.
func (f *filler) sectionValue(s *plan.Section, sc *lang.Scope) (any, bool) {
	v, ok := sc.Find(s.Open.Path)
	f.asked(s.Open, &s.Open.Path, sc, ok)
	return v, ok
}

// asked notes whether the name of a section or of a test of presence was there.
func (f *filler) asked(t *plan.Tag, p *lang.Path, sc *lang.Scope, ok bool) {
	if f.o.missing != MissingError {
		return
	}
	a := f.absents[p]
	switch {
	case a == nil:
		if f.absents == nil {
			f.absents = map[*lang.Path]*absence{}
		}
		a = &absence{tag: t, found: ok}
		if f.absents[p] = a; !ok {
			a.near = lang.Nearest(p.Raw, sc.Names())
		}
	case ok:
		a.found = true
	}
}

// absentees reports the names that sections and conditions asked for and nothing knew.
func (f *filler) absentees() {
	for p, a := range f.absents {
		if !a.found {
			f.reportTag(a.tag, -2-int32(a.tag.Ord), &problem.Fault{ID: problem.Unknown, Msg: "没有名为“" + p.Raw + "”的字段", Suggest: a.near,
				Hint: "改成数据里有的字段名，或给数据补上这一项（没有内容就写成空的清单或 null）。"})
		}
	}
}
