package lang

import (
	"reflect"
	"sort"
	"strings"
)

// Ordinal returns {{序号}}: the item's own field of that name if it has one, else its number among the items that are
// printed; in a condition, which decides what is printed, its place in the list.
func (s *Scope) Ordinal(up int, condition bool) (any, bool) {
	from := s
	for range up {
		if from = from.outer(); from == nil {
			return nil, false
		}
	}
	for sc := from; sc != nil; sc = sc.Parent {
		if sc.Index == 0 {
			continue
		}
		if v, ok := sc.field("序号"); ok && !Empty(Unmark(v)) {
			return v, true
		}
		if condition {
			return sc.Index, true
		}
		return sc.number(), true
	}
	return nil, false
}

// A Scope is one level of names: the data, an item of a loop, an object of a section.
type Scope struct {
	Parent *Scope
	Value  any // without marks
	Marked any // with them, when the value is an item or the object of a section
	Level  bool
	Index  int  // counts from 1 in a loop; 0 elsewhere
	Run    *Run // the loop it is an item of; nil elsewhere
	keys   map[string]string
	keyed  bool
}

// field returns a field of the scope's value by its normalised name.
func (s *Scope) field(name string) (any, bool) {
	if m, ok := s.Value.(map[string]any); ok {
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
	return fieldOf(s.Value, name)
}

// normalKeys maps the normalised form of those keys that are not in it to the key; nil when there are none.
func normalKeys(m map[string]any) map[string]string {
	var out map[string]string
	for k := range m {
		if plainName(k) {
			continue
		}
		n := NormalName(k)
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
	if f, ok := structField(v, name); ok {
		return f, true
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

// Find follows a path from the scope outwards.
func (s *Scope) Find(p Path) (any, bool) {
	from := s
	for range p.Up {
		from = from.outer()
		if from == nil {
			return nil, false
		}
	}
	if p.self() {
		if from.Marked != nil {
			return from.Marked, true
		}
		return from.Value, true
	}
	for sc := from; sc != nil; sc = sc.Parent {
		if v, ok := sc.follow(p.Names); ok {
			return v, true
		}
	}
	if len(p.Names) == 1 && (p.Names[0] == firstItem || p.Names[0] == lastItem) {
		if is, ok := from.edgeItem(p.Names[0]); ok {
			return is, true
		}
	}
	return nil, false
}

// outer returns the scope that 上级 means: the next one outside the innermost item or object.
func (s *Scope) outer() *Scope {
	for s != nil && !s.Level {
		s = s.Parent
	}
	if s == nil {
		return nil
	}
	return s.Parent
}

// follow looks the names up one after the other, beginning in this scope.
func (s *Scope) follow(names []string) (any, bool) {
	v, ok := s.field(names[0])
	if len(names) == 1 {
		return v, ok
	}
	if ok {
		for _, n := range names[1:] {
			if v, ok = fieldOf(Unmark(v), n); !ok {
				break
			}
		}
		if ok {
			return v, true
		}
	}
	return s.field(strings.Join(names, ".")) // a flat view may use dotted keys
}

// CounterOf returns the number of the item in the innermost loop, 0 outside loops.
func (s *Scope) CounterOf(up int) int {
	for sc := s; sc != nil; sc = sc.Parent {
		if sc.Index > 0 {
			if up == 0 {
				return sc.number()
			}
			up--
		}
	}
	return 0
}

// Names lists the names that can be seen from the scope, with one level of fields below objects, for suggestions.
func (s *Scope) Names() []string {
	seen := map[string]bool{}
	add := func(n string) {
		if len(seen) < 2000 {
			seen[n] = true
		}
	}
	for sc := s; sc != nil; sc = sc.Parent {
		m, ok := sc.Value.(map[string]any)
		if !ok {
			for _, n := range structNames(sc.Value) {
				add(NormalName(n))
			}
			if l, ok := sc.Value.(interface{ Names() []string }); ok {
				for _, n := range l.Names() {
					add(n)
				}
			}
			continue
		}
		for k, v := range m {
			add(NormalName(k))
			if sub, ok := Unmark(v).(map[string]any); ok {
				for k2 := range sub {
					add(NormalName(k) + "." + NormalName(k2))
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
