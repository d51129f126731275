package docx

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// conditions runs the first branch whose condition holds.
func (f *filler) conditions(s *section, sc *scope) {
	if f.holds(s.open, s.open.cond, sc) {
		f.run(s.bodies[0], sc)
		return
	}
	for i, e := range s.elses {
		if e.kind == tagElse || f.holds(e, e.cond, sc) {
			f.run(s.bodies[i+1], sc)
			return
		}
	}
}

// holds evaluates a condition.
func (f *filler) holds(t *tag, e *expr, sc *scope) bool {
	switch e.kind {
	case exAnd: // both sides are looked at, so that every unknown name is reported
		a, b := f.holds(t, e.x, sc), f.holds(t, e.y, sc)
		return a && b
	case exOr:
		a, b := f.holds(t, e.x, sc), f.holds(t, e.y, sc)
		return a || b
	case exNot:
		return !f.holds(t, e.x, sc)
	case exPresent:
		v, ok := f.operand(t, &e.a, sc, true)
		return ok && !empty(unmark(v))
	}
	a, ok1 := f.operand(t, &e.a, sc, false)
	b, ok2 := f.operand(t, &e.b, sc, false)
	if !ok1 || !ok2 {
		return false
	}
	res, ok := compare(e.op, a, b)
	if !ok {
		x, _ := plainText(a)
		y, _ := plainText(b)
		f.reportTag(t, -2-int32(t.ord), &tagError{id: idCompare, msg: t.raw + "：“" + clip(x, 20) + "”与“" + clip(y, 20) + "”不能比较大小",
			hint: "比较大小的两边都要是数或日期。"})
	}
	return res
}

// operand evaluates one side of a comparison. In a test of presence an absent name is no error.
func (f *filler) operand(t *tag, o *operand, sc *scope, presence bool) (any, bool) {
	switch {
	case o.isNum:
		return o.number, true
	case !o.isPath:
		return o.text, true
	}
	if len(o.path.names) == 1 && o.path.names[0] == "序号" {
		if n, ok := sc.ordinal(o.path.up); ok {
			return unmark(n), true
		}
	}
	v, ok := sc.find(o.path)
	switch {
	case ok:
		return unmark(v), true
	case presence:
		f.absent(t, o.path, sc)
	case f.o.missing == MissingError:
		f.unknown(t, -2-int32(t.ord), o.path, sc)
	}
	return nil, false
}

// compare compares two values: as numbers if both are, as dates if both are, as text for = and !=. Nothing is
// neither smaller nor larger than anything. ok is false when the two cannot be put in order.
func compare(op string, a, b any) (res, ok bool) {
	if x, isNum := number(a); isNum {
		if y, isNum := number(b); isNum {
			return ordered(op, x.Cmp(y)), true
		}
	}
	if x, day, isDate := dateOf(a); isDate {
		if y, day2, isDate := dateOf(b); isDate && day == day2 {
			return ordered(op, x.Compare(y)), true
		}
	}
	la, aList := items(a)
	if aList || isObject(a) {
		if y, isNum := number(b); isNum && aList { // a list compares by its length
			x, _ := number(len(la))
			return ordered(op, x.Cmp(y)), true
		}
		if s, isText := b.(string); isText && s == "" {
			return (op == "=") == empty(a), op == "=" || op == "!="
		}
		return false, false
	}
	switch op {
	case "=", "!=":
		x, err1 := plainText(a)
		y, err2 := plainText(b)
		same := err1 == nil && err2 == nil && sameText(x, y)
		return same == (op == "="), true
	}
	if empty(a) && a != false || empty(b) && b != false {
		return false, true
	}
	return false, false
}

func sameText(x, y string) bool {
	return strings.TrimSpace(norm.NFKC.String(x)) == strings.TrimSpace(norm.NFKC.String(y))
}

func ordered(op string, c int) bool {
	switch op {
	case "<":
		return c < 0
	case "<=":
		return c <= 0
	case ">":
		return c > 0
	case ">=":
		return c >= 0
	case "=":
		return c == 0
	}
	return c != 0
}
