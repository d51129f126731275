package lang

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"
)

// A Schema describes the fields a template may use.
type Schema struct{ Fields []Field }

// A Field is one field by its name.
type Field struct {
	Name   string
	Kind   FieldKind
	Fields []Field // of a list's items, or of an object
	Open   bool    // it may have other fields than these
	Alias  bool    // another name of a field: known, but not missed when no tag uses it
}

// A FieldKind is what a field holds.
type FieldKind int

// The kinds of fields.
const (
	FieldText FieldKind = iota
	FieldNumber
	FieldDate
	FieldBool
	FieldList
	FieldObject
	FieldPicture
	FieldChart
	FieldAny // not known: null in the sample
)

// SchemaOf derives a schema from sample data. The fields of a list's items are those of all its items together; what a
// list without items or a null would hold is not known, and nothing is said of it.
func SchemaOf(data any) Schema {
	f := fieldFrom("", data, 0)
	return Schema{f.Fields}
}

// maxLevels bounds how deep data is looked into: structs may point to themselves.
const maxLevels = 16

func fieldFrom(name string, v any, level int) Field {
	v = Unmark(v)
	f := Field{Name: name}
	switch x := v.(type) {
	case map[string]any:
		f.Kind = FieldObject
		for _, k := range slices.Sorted(maps.Keys(x)) {
			f.Fields = append(f.Fields, fieldFrom(k, x[k], level+1))
		}
		return f
	case bool:
		f.Kind = FieldBool
		return f
	case time.Time:
		f.Kind = FieldDate
		return f
	case Picture, *Picture:
		f.Kind = FieldPicture
		return f
	case Chart, *Chart:
		f.Kind = FieldChart
		return f
	case json.Number, int, int64, float64:
		f.Kind = FieldNumber
		return f
	}
	if _, look := v.(Lookuper); v == nil || look || level > maxLevels { // nobody can list what it knows
		f.Kind, f.Open = FieldAny, true
		return f
	}
	if names := structNames(v); names != nil {
		f.Kind = FieldObject
		for _, n := range names {
			x, _ := structField(v, NormalName(n))
			f.Fields = append(f.Fields, fieldFrom(n, x, level+1))
		}
		return f
	}
	if list, ok := Items(v); ok {
		f.Kind = FieldList
		f.Fields, f.Open = itemFields(list, level)
	}
	return f
}

// itemFields are the fields of all the items of a list together; open tells that there may be others.
func itemFields(list []any, level int) (fields []Field, open bool) {
	at := map[string]int{}
	for _, it := range list {
		it = Unmark(it)
		if m, ok := it.(map[string]any); ok && allPlain(m, at, fields) {
			continue // as nearly every row is
		}
		item := fieldFrom("", it, level+1)
		open = open || item.Open
		for _, x := range item.Fields {
			i, known := at[x.Name]
			if !known {
				at[x.Name] = len(fields)
				fields = append(fields, x)
				continue
			}
			fields[i] = mergeField(fields[i], x)
		}
	}
	slices.SortFunc(fields, func(x, y Field) int { return strings.Compare(x.Name, y.Name) })
	return fields, open || len(list) == 0
}

// allPlain reports whether a row has nothing but fields that are known and hold no other fields.
func allPlain(m map[string]any, at map[string]int, fields []Field) bool {
	for k := range m {
		i, ok := at[k]
		if !ok {
			return false
		}
		switch fields[i].Kind {
		case FieldList, FieldObject, FieldAny:
			return false
		}
	}
	return true
}

// mergeField is what two samples of one field say together.
func mergeField(a, b Field) Field {
	switch {
	case a.Kind == FieldAny:
		b.Open = b.Open || a.Open && len(b.Fields) == 0
		return b
	case b.Kind == FieldAny:
		return a
	}
	for _, f := range b.Fields {
		if i := slices.IndexFunc(a.Fields, func(x Field) bool { return x.Name == f.Name }); i >= 0 {
			a.Fields[i] = mergeField(a.Fields[i], f)
		} else {
			a.Fields = append(a.Fields, f)
		}
	}
	slices.SortFunc(a.Fields, func(x, y Field) int { return strings.Compare(x.Name, y.Name) })
	a.Open = a.Open && b.Open
	return a
}

// FieldNamed returns a field of a list of fields by its normalised name.
func FieldNamed(fs []Field, name string) *Field {
	for i := range fs {
		if fs[i].Name == name || NormalName(fs[i].Name) == name {
			return &fs[i]
		}
	}
	return nil
}

// A SchemaScope is one level of names, as scope is for data.
type SchemaScope struct {
	Fields []Field
	Item   *Field // the list or object it belongs to; nil at the top and for plain values
	Level  bool
}

// FindField follows a path through the levels outwards.
func FindField(scopes []SchemaScope, p Path) *Field {
	f, _ := FindThrough(scopes, p)
	return f
}

// FindThrough is FindField that also tells the list that the path leads through, "" for none. What a field holds that
// nothing is known of is FieldAny.
func FindThrough(scopes []SchemaScope, p Path) (f *Field, list string) {
	from := scopes
	for range p.Up {
		for len(from) > 0 && !from[0].Level {
			from = from[1:]
		}
		if len(from) < 2 {
			return nil, ""
		}
		from = from[1:]
	}
	if p.self() {
		if from[0].Item == nil {
			return nil, ""
		}
		return &Field{Name: ".", Kind: itemKind(from[0].Item), Fields: from[0].Item.Fields, Open: from[0].Item.Open}, ""
	}
	for _, sc := range from {
		if f, list := followThrough(sc.Fields, p.Names); f != nil {
			return f, list
		}
	}
	return nil, ""
}

func itemKind(f *Field) FieldKind {
	switch {
	case len(f.Fields) > 0:
		return FieldObject
	case f.Open:
		return FieldAny
	}
	return FieldText
}

// FollowField follows names from a list of fields, nil if they lead nowhere.
func FollowField(fs []Field, names []string) *Field {
	f, _ := followThrough(fs, names)
	return f
}

func followThrough(fs []Field, names []string) (f *Field, list string) {
	f = FieldNamed(fs, names[0])
	for i, n := range names[1:] {
		if f == nil {
			break
		}
		if f.Kind == FieldList && list == "" {
			list = strings.Join(names[:i+1], ".")
		}
		next := FieldNamed(f.Fields, n)
		if next == nil && (f.Kind == FieldAny || f.Open) {
			return &Field{Name: n, Kind: FieldAny, Open: true}, ""
		}
		f = next
	}
	if f == nil && len(names) > 1 {
		return FieldNamed(fs, strings.Join(names, ".")), ""
	}
	return f, list
}

// Visible lists the names that can be seen from the scopes, for suggestions.
func Visible(scopes []SchemaScope) []string {
	var out []string
	for _, sc := range scopes {
		for _, f := range sc.Fields {
			out = append(out, NormalName(f.Name))
			for _, g := range f.Fields {
				if f.Kind == FieldObject {
					out = append(out, NormalName(f.Name)+"."+NormalName(g.Name))
				}
			}
		}
	}
	return out
}
