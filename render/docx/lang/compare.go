package lang

import (
	"strings"

	"golang.org/x/text/unicode/norm"
)

// Compare compares two values: as numbers if both are, as dates if both are, as text for = and !=. Nothing is
// neither smaller nor larger than anything. ok is false when the two cannot be put in order.
func Compare(op string, a, b any) (res, ok bool) {
	if x, isNum := NumberOf(a); isNum {
		if y, isNum := NumberOf(b); isNum {
			return ordered(op, x.Cmp(y)), true
		}
	}
	if x, day, isDate := dateOf(a); isDate {
		if y, day2, isDate := dateOf(b); isDate && day == day2 {
			return ordered(op, x.Compare(y)), true
		}
	}
	la, aList := Items(a)
	if aList || IsObject(a) {
		if y, isNum := NumberOf(b); isNum && aList { // a list compares by its length
			x, _ := NumberOf(len(la))
			return ordered(op, x.Cmp(y)), true
		}
		if s, isText := b.(string); isText && s == "" {
			return (op == "=") == Empty(a), op == "=" || op == "!="
		}
		return false, false
	}
	switch op {
	case "=", "!=":
		x, err1 := PlainText(a)
		y, err2 := PlainText(b)
		same := err1 == nil && err2 == nil && sameText(x, y)
		return same == (op == "="), true
	}
	if Empty(a) && a != false || Empty(b) && b != false {
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
