package fill

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// conditions runs the first branch whose condition holds.
func (f *filler) conditions(s *plan.Section, sc *lang.Scope) {
	if i := f.branch(s, sc); i >= 0 {
		f.body(s, i, sc)
	}
}

// branch returns which branch of a condition is printed, -1 for none.
func (f *filler) branch(s *plan.Section, sc *lang.Scope) int {
	if f.holds(s.Open, s.Open.Cond, sc) {
		return 0
	}
	for i, e := range s.Elses {
		if e.Kind == lang.TagElse || f.holds(e, e.Cond, sc) {
			return i + 1
		}
	}
	return -1
}

// holds evaluates a condition.
func (f *filler) holds(t *plan.Tag, e *lang.Expr, sc *lang.Scope) bool {
	switch e.Kind {
	case lang.ExAnd: // both sides are looked at, so that every unknown name is reported
		a, b := f.holds(t, e.X, sc), f.holds(t, e.Y, sc)
		return a && b
	case lang.ExOr:
		a, b := f.holds(t, e.X, sc), f.holds(t, e.Y, sc)
		return a || b
	case lang.ExNot:
		return !f.holds(t, e.X, sc)
	case lang.ExPresent:
		v, ok := f.operand(t, &e.A, sc, true)
		return ok && !lang.Empty(lang.Unmark(v))
	}
	a, ok1 := f.operand(t, &e.A, sc, false)
	b, ok2 := f.operand(t, &e.B, sc, false)
	if !ok1 || !ok2 {
		return false
	}
	res, ok := lang.Compare(e.Op, a, b)
	if !ok {
		x, _ := lang.PlainText(a)
		y, _ := lang.PlainText(b)
		f.reportTag(t, -2-int32(t.Ord), &problem.Fault{ID: problem.Compare, Msg: t.Raw + "：“" + wml.Clip(x, 20) + "”与“" + wml.Clip(y, 20) + "”不能比较大小",
			Hint: "比较大小的两边都要是数或日期。"})
	}
	return res
}

// operand evaluates one side of a comparison. In a test of presence an absent name is no error.
func (f *filler) operand(t *plan.Tag, o *lang.Operand, sc *lang.Scope, presence bool) (any, bool) {
	switch {
	case o.IsNum:
		return o.Number, true
	case !o.IsPath:
		return o.Text, true
	}
	if len(o.Path.Names) == 1 && o.Path.Names[0] == "序号" {
		if n, ok := sc.Ordinal(o.Path.Up, true); ok {
			return lang.Unmark(n), true
		}
	}
	v, ok := sc.Find(o.Path)
	switch {
	case ok:
		if presence {
			f.asked(t, &o.Path, sc, true)
		}
		return lang.Unmark(v), true
	case presence:
		f.asked(t, &o.Path, sc, false)
	case f.o.missing == MissingError:
		f.unknown(t, -2-int32(t.Ord), o.Path, sc)
	}
	return nil, false
}
