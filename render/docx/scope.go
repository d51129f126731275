package docx

import (
	"reflect"
	"sort"
	"strings"
)

// A scope is one level of names: the data, an item of a loop, an object of a section.
type scope struct {
	parent *scope
	value  any // without marks
	marked any // with them, when the value is an item or the object of a section
	level  bool
	index  int // counts from 1 in a loop; 0 elsewhere
	keys   map[string]string
	keyed  bool
}

// field returns a field of the scope's value by its normalised name.
func (s *scope) field(name string) (any, bool) {
	if m, ok := s.value.(map[string]any); ok {
		if v, ok := m[name]; ok {
			return v, true
		}
		if !s.keyed {
			s.keyed, s.keys = true, normalKeys(m)
		}
		if k, ok := s.keys[name]; ok {
			return m[k], true
		}
		return nil, false
	}
	return fieldOf(s.value, name)
}

// normalKeys maps the normalised form of those keys that are not in it to the key; nil when there are none.
func normalKeys(m map[string]any) map[string]string {
	var out map[string]string
	for k := range m {
		if plainName(k) {
			continue
		}
		n := normalName(k)
		if n == k {
			continue
		}
		if out == nil {
			out = map[string]string{}
		}
		if old, ok := out[n]; !ok || k < old {
			out[n] = k
		}
	}
	return out
}

// fieldOf returns a field of any value that has fields.
func fieldOf(v any, name string) (any, bool) {
	switch x := v.(type) {
	case nil, string:
		return nil, false
	case map[string]any:
		if f, ok := x[name]; ok {
			return f, true
		}
		if k, ok := normalKeys(x)[name]; ok {
			return x[k], true
		}
		return nil, false
	case Lookuper:
		return x.Lookup(name)
	}
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Map || r.Type().Key().Kind() != reflect.String {
		return nil, false
	}
	f := r.MapIndex(reflect.ValueOf(name).Convert(r.Type().Key()))
	if !f.IsValid() {
		return nil, false
	}
	return f.Interface(), true
}

// find follows a path from the scope outwards.
func (s *scope) find(p fieldPath) (any, bool) {
	from := s
	for range p.up {
		from = from.outer()
		if from == nil {
			return nil, false
		}
	}
	if p.self() {
		if from.marked != nil {
			return from.marked, true
		}
		return from.value, true
	}
	for sc := from; sc != nil; sc = sc.parent {
		if v, ok := sc.follow(p.names); ok {
			return v, true
		}
	}
	return nil, false
}

// outer returns the scope that 上级 means: the next one outside the innermost item or object.
func (s *scope) outer() *scope {
	for s != nil && !s.level {
		s = s.parent
	}
	if s == nil {
		return nil
	}
	return s.parent
}

// follow looks the names up one after the other, beginning in this scope.
func (s *scope) follow(names []string) (any, bool) {
	v, ok := s.field(names[0])
	if len(names) == 1 {
		return v, ok
	}
	if ok {
		for _, n := range names[1:] {
			if v, ok = fieldOf(unmark(v), n); !ok {
				break
			}
		}
		if ok {
			return v, true
		}
	}
	return s.field(strings.Join(names, ".")) // a flat view may use dotted keys
}

// counterOf returns the number of the item in the innermost loop, 0 outside loops.
func (s *scope) counterOf(up int) int {
	for sc := s; sc != nil; sc = sc.parent {
		if sc.index > 0 {
			if up == 0 {
				return sc.index
			}
			up--
		}
	}
	return 0
}

// names lists the names that can be seen from the scope, with one level of fields below objects, for suggestions.
func (s *scope) names() []string {
	seen := map[string]bool{}
	add := func(n string) {
		if len(seen) < 2000 {
			seen[n] = true
		}
	}
	for sc := s; sc != nil; sc = sc.parent {
		m, ok := sc.value.(map[string]any)
		if !ok {
			if l, ok := sc.value.(interface{ Names() []string }); ok {
				for _, n := range l.Names() {
					add(n)
				}
			}
			continue
		}
		for k, v := range m {
			add(normalName(k))
			if sub, ok := unmark(v).(map[string]any); ok {
				for k2 := range sub {
					add(normalName(k) + "." + normalName(k2))
				}
			}
		}
	}
	out := make([]string, 0, len(seen))
	for n := range seen {
		out = append(out, n)
	}
	sort.Strings(out)
	return out
}

// nearest returns the candidate within a small edit distance of name, "" if none is near enough.
func nearest(name string, candidates []string) string {
	best, bestD := "", 3
	want := []rune(name)
	for _, c := range candidates {
		r := []rune(c)
		limit := min(2, max(1, max(len(want), len(r))/2))
		short, long := name, c
		if len(short) > len(long) {
			short, long = long, short
		}
		d := editDistance(want, r, 3)
		if d > limit && len([]rune(short)) >= 2 && (strings.HasPrefix(long, short) || strings.HasSuffix(long, short) || nearTail(want, c)) {
			d = 2 // 年初预算 for 年初预算数额, 执行率 for 资金.执行率
		} else if d > limit {
			continue
		}
		if d < bestD || d == bestD && closer(len(name), c, best) {
			best, bestD = c, d
		}
	}
	if best == name {
		return ""
	}
	return best
}

// nearTail reports that what stands after the last point of c is one letter off
// want: 执行律 for 资金.执行率.
func nearTail(want []rune, c string) bool {
	i := strings.LastIndexByte(c, '.')
	return i >= 0 && len(want) >= 3 && editDistance(want, []rune(c[i+1:]), 2) < 2
}

// closer reports whether c is nearer in length to n bytes than best, or else before it.
func closer(n int, c, best string) bool {
	x, y := max(len(c)-n, n-len(c)), max(len(best)-n, n-len(best))
	return x < y || x == y && c < best
}

// editDistance is the Damerau–Levenshtein distance (adjacent letters swapped count once), cut off at limit.
func editDistance(a, b []rune, limit int) int {
	if d := len(a) - len(b); d >= limit || -d >= limit {
		return limit
	}
	prev2, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], prev2[j-2]+1)
			}
		}
		prev2, prev, cur = prev, cur, prev2
	}
	return min(prev[len(b)], limit)
}
