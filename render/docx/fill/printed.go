package fill

import (
	"slices"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
)

// What of a loop is printed is known before it is printed when everything in it stands in conditions: the conditions
// tell.

// printed tells for each item of a loop whether something comes out of it.
func (f *filler) printed(s *plan.Section, list []any, sc *lang.Scope) []bool {
	run := &lang.Run{N: len(list)}
	out := make([]bool, len(list))
	for i, it := range list {
		f.steps++
		out[i] = f.shows(s, 0, &lang.Scope{Parent: sc, Value: lang.Unmark(it), Marked: it, Level: true, Index: i + 1, Run: run})
	}
	return out
}

// shows reports whether something comes out of a branch of a section.
func (f *filler) shows(s *plan.Section, i int, sc *lang.Scope) bool {
	if s.Shows[i] {
		return true
	}
	for _, sub := range s.Subs[i] {
		if f.steps++; f.sectionShows(sub, sc) {
			return true
		}
	}
	return false
}

// sectionShows is shows for a section inside, whose value decides what of it is printed.
func (f *filler) sectionShows(s *plan.Section, sc *lang.Scope) bool {
	if s.Open.Kind == lang.TagIf {
		i := f.branch(s, sc)
		return i >= 0 && f.shows(s, i, sc)
	}
	marked, ok := sc.Find(s.Open.Path)
	v := lang.Unmark(marked)
	empty := !ok || lang.Empty(v)
	switch {
	case (s.Open.Kind == lang.TagInverse) == empty:
		if list, isList := lang.Items(v); isList && !empty {
			return slices.Contains(f.printed(s, list, sc), true)
		}
		if s.Open.Kind == lang.TagLoop {
			sc = &lang.Scope{Parent: sc, Value: v, Marked: marked, Level: lang.IsObject(v)}
		}
		return f.shows(s, 0, sc)
	case len(s.Bodies) > 1:
		return f.shows(s, 1, sc)
	}
	return false
}
