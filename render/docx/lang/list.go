package lang

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/shopspring/decimal"
)

// Formats over a whole list: 顿号, 连接, 个数, 合计. What stands before such a format is done to each item, what stands
// after it to the result: {{活动.经费｜万元｜顿号}}, {{活动.经费｜合计｜万元}}.

// OverList returns which of the formats takes a whole list, -1 if none does.
func OverList(fs []Format) int {
	for i := range fs {
		if fs[i].def.list != nil {
			return i
		}
	}
	return -1
}

// Reduce applies the first format that takes a whole list. It returns the value it makes, with the marks of what went
// into it, and the formats that are left. Without such a format v and fs come back as they are.
func Reduce(v any, fs []Format) (any, []Format, error) {
	k := OverList(fs)
	if k < 0 {
		return v, fs, nil
	}
	whole, _ := MarksOf(v)
	inner := Unmark(v)
	if inner == nil {
		return v, fs[k+1:], nil
	}
	list, ok := Items(inner)
	if !ok {
		return nil, nil, fmt.Errorf("“%s”只能用于清单，这里是%s", fs[k].def.name, KindName(inner))
	}
	if k > 0 {
		each := make([]any, len(list))
		for i, it := range list {
			m, marked := MarksOf(it)
			s, err := Apply(Unmark(it), fs[:k])
			if err != nil {
				return nil, nil, err
			}
			if each[i] = s; marked {
				m.Value = s
				each[i] = m
			}
		}
		list = each
	}
	out, err := fs[k].def.list(list, fs[k])
	if err != nil {
		return nil, nil, err
	}
	if len(whole.Comments) > 0 || whole.Highlight {
		whole.Value = out
		out = whole
	}
	return out, fs[k+1:], nil
}

// joined puts the items that are not empty behind each other; marks stay on theirs.
func joined(sep string) func([]any, Format) (any, error) {
	return func(list []any, f Format) (any, error) {
		s := sep
		if s == "" {
			s = f.arg
		}
		var out Spans
		marked := false
		for _, it := range list {
			inner := Unmark(it)
			if Empty(inner) && inner != false {
				continue
			}
			it = Styled(it)
			if inner = Unmark(it); IsObject(inner) {
				if _, err := PlainText(inner); err != nil {
					return nil, fmt.Errorf("清单的每一项是一组字段，要写明其中哪一个，例如 {{活动.名称｜顿号}}")
				}
			}
			if _, isList := Items(inner); isList {
				return nil, fmt.Errorf("清单的每一项又是清单")
			}
			if len(out) > 0 {
				out = append(out, s)
			}
			_, m := MarksOf(it)
			marked = marked || m
			out = append(out, it)
		}
		if marked {
			return out, nil
		}
		return out.String(), nil
	}
}

func counted(list []any, _ Format) (any, error) { return len(list), nil }

// A Total is a sum: exact, and approximate when something in it was.
type Total struct {
	decimal.Decimal
	approx bool
}

// String returns the sum without superfluous zeros.
func (t Total) String() string {
	s := Trimmed(t.Decimal, -1)
	if t.approx {
		return "约" + s
	}
	return s
}

// Number returns the sum.
func (t Total) Number() (decimal.Decimal, bool) { return t.Decimal, true }

// Approximate reports whether something that went into the sum was approximate.
func (t Total) Approximate() bool { return t.approx }

// maxNoted bounds the comments that a sum takes over from its items.
const maxNoted = 10

// total adds a list up. What is blank is no 0: it is left out, and said in a comment on the sum.
func total(list []any, _ Format) (any, error) {
	sum, blanks := Total{}, 0
	var m Marked
	for i, it := range list {
		inner := Unmark(it)
		if x, ok := MarksOf(it); ok {
			m.Highlight = m.Highlight || x.Highlight
			if len(m.Comments) < maxNoted {
				m.Comments = append(m.Comments, x.Comments...)
			}
		}
		if Empty(inner) && inner != false {
			blanks++
			continue
		}
		d, ok := NumberOf(inner)
		if !ok {
			shown, err := PlainText(inner)
			if err != nil {
				return nil, fmt.Errorf("第 %d 项是%s，不是数；要写明合计哪一个字段，例如 {{活动.经费｜合计}}", i+1, KindName(inner))
			}
			return nil, fmt.Errorf("第 %d 项“%s”不是数", i+1, shown)
		}
		sum.Decimal = sum.Add(d)
		if a, ok := inner.(interface{ Approximate() bool }); ok && a.Approximate() {
			sum.approx = true
		}
	}
	if blanks > 0 && blanks == len(list) {
		return nil, nil
	}
	if blanks > 0 {
		m.Highlight = true
		m.Comments = append(m.Comments, fmt.Sprintf("共 %d 项，其中 %d 项没有填，没有计入合计。", len(list), blanks))
	}
	if m.Highlight || len(m.Comments) > 0 {
		m.Value = sum
		return m, nil
	}
	return sum, nil
}

// typedNumber is a number that somebody typed before a text: 一、 （二） 3. 4、 ⑤ 第一， 一是. A number of the text itself
// (2022年, 3.5万元) is none.
var typedNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[\s\x{3000}]*(?:` +
		`[（(〔\[【][一二三四五六七八九十百零〇]{1,5}[）)〕\]】][、.．，,:：]?` +
		`|[（(〔\[【][0-9０-９]{1,3}[）)〕\]】][、.．，,:：]?` +
		`|第[一二三四五六七八九十百]{1,4}[、.．，,:：]` +
		`|[一二三四五六七八九十百]{1,4}(?:[、．.，,:：]|是[，,]?)` +
		`|[0-9０-９]{1,3}(?:[、．，]|[)）]|[.](?:[^0-9０-９]|$))` +
		`|[\x{2460}-\x{249B}\x{2776}-\x{2793}\x{3220}-\x{3229}\x{3280}-\x{3289}][、.．]?` +
		`)`)
})

// withoutNumber takes a typed number off the beginning of a text.
func withoutNumber(v any, _ Format) (string, error) {
	s, err := PlainText(v)
	if err != nil {
		return "", err
	}
	at := typedNumber().FindStringIndex(s)
	if at == nil {
		return s, nil
	}
	head, rest := s[:at[1]], s[at[1]:]
	if i := strings.LastIndexByte(head, '.'); i >= 0 && i < len(head)-1 { // the letter after the point is the text's
		rest = head[i+1:] + rest
	}
	if strings.TrimSpace(rest) == "" { // nothing but a number is the text itself
		return s, nil
	}
	return strings.TrimLeft(rest, " \t\u3000\u00A0"), nil
}

// Collect is Find for a format that takes a list: where a step of the path is a list, the rest of the path is followed
// in every item of it. An item without the field counts as blank; when no item has it, it is not found.
func (s *Scope) Collect(p Path) (any, bool) {
	if v, ok := s.Find(p); ok || p.self() {
		return v, ok
	}
	from := s
	for range p.Up {
		if from = from.outer(); from == nil {
			return nil, false
		}
	}
	for sc := from; sc != nil; sc = sc.Parent {
		if v, ok := sc.field(p.Names[0]); ok {
			var out []any
			if collect(v, p.Names[1:], &out) {
				return out, true
			}
		}
	}
	return nil, false
}

// collect appends what names lead to from v; found tells that some item has it.
func collect(v any, names []string, out *[]any) (found bool) {
	list, isList := Items(Unmark(v))
	switch {
	case isList && len(list) == 0:
		return true
	case isList:
		for _, it := range list {
			found = collect(it, names, out) || found
		}
		return found
	case len(names) == 0:
		*out = append(*out, v)
		return true
	}
	next, ok := fieldOf(Unmark(v), names[0])
	if !ok {
		*out = append(*out, nil)
		return false
	}
	return collect(next, names[1:], out)
}

// A Run is one run of a loop over a list: it tells the number of each item among those that are printed.
type Run struct {
	N       int           // items
	Printed func() []bool // which of them are printed; nil when all are
	numbers []int         // of the items, once known
	first   int           // positions of the first and last that are printed, from 1
	last    int
	busy    bool
}

// count finds out once what is printed. A condition may itself ask for the number: then every item counts.
func (r *Run) count() bool {
	if r.Printed == nil || r.busy {
		return false
	}
	if r.numbers != nil {
		return true
	}
	r.busy = true
	printed := r.Printed()
	r.busy = false
	r.numbers = make([]int, r.N)
	n := 0
	for i, p := range printed {
		if p {
			n++
			if r.first == 0 {
				r.first = i + 1
			}
			r.last = i + 1
		}
		r.numbers[i] = max(n, 1)
	}
	return true
}

// number returns what {{序号}} is for the item at a position from 1.
func (s *Scope) number() int {
	if s.Run == nil || !s.Run.count() {
		return s.Index
	}
	return s.Run.numbers[s.Index-1]
}

// The words that a condition in a loop may ask: is this the first item, the last?
const (
	firstItem = "首项"
	lastItem  = "末项"
)

// edgeItem answers 首项 and 末项 for the innermost loop around the scope; ok is false outside loops.
func (s *Scope) edgeItem(name string) (is, ok bool) {
	for sc := s; sc != nil; sc = sc.Parent {
		if sc.Index == 0 {
			continue
		}
		first, last := 1, sc.Index
		if sc.Run != nil {
			if last = sc.Run.N; sc.Run.count() {
				first, last = sc.Run.first, sc.Run.last
			}
		}
		if name == firstItem {
			return sc.Index == first, true
		}
		return sc.Index == last, true
	}
	return false, false
}

// LoopWord reports whether a name means something in every loop: 序号, 首项, 末项.
func LoopWord(name string) bool { return name == "序号" || name == firstItem || name == lastItem }

// ListIn returns the first list on the way of a path, as the template would name it.
func (s *Scope) ListIn(p Path) string {
	for n := 1; n < len(p.Names); n++ {
		v, ok := s.Find(Path{Up: p.Up, Names: p.Names[:n]})
		if _, isList := Items(Unmark(v)); ok && isList {
			return strings.Repeat(up+".", p.Up) + strings.Join(p.Names[:n], ".")
		}
	}
	return p.Names[0]
}
