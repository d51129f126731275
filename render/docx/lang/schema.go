package lang

import (
	"encoding/json"
	"maps"
	"slices"
	"sort"
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
)

// SchemaOf derives a schema from sample data. The fields of a list's items are those of all its items together.
func SchemaOf(data any) Schema {
	f := fieldFrom("", data)
	return Schema{f.Fields}
}

func fieldFrom(name string, v any) Field {
	v = Unmark(v)
	f := Field{Name: name}
	switch x := v.(type) {
	case map[string]any:
		f.Kind = FieldObject
		for _, k := range slices.Sorted(maps.Keys(x)) {
			f.Fields = append(f.Fields, fieldFrom(k, x[k]))
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
	if list, ok := Items(v); ok {
		f.Kind = FieldList
		for _, it := range list {
			f.Fields = mergeFields(f.Fields, fieldFrom("", it).Fields)
		}
	}
	return f
}

func mergeFields(a, b []Field) []Field {
	for _, f := range b {
		known := false
		for i := range a {
			if a[i].Name == f.Name {
				known = true
				a[i].Fields = mergeFields(a[i].Fields, f.Fields)
			}
		}
		if !known {
			a = append(a, f)
		}
	}
	sort.Slice(a, func(i, j int) bool { return a[i].Name < a[j].Name })
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
	from := scopes
	for range p.Up {
		for len(from) > 0 && !from[0].Level {
			from = from[1:]
		}
		if len(from) < 2 {
			return nil
		}
		from = from[1:]
	}
	if p.self() {
		if from[0].Item == nil {
			return nil
		}
		return &Field{Name: ".", Kind: itemKind(from[0].Item), Fields: from[0].Item.Fields}
	}
	for _, sc := range from {
		if f := FollowField(sc.Fields, p.Names); f != nil {
			return f
		}
	}
	return nil
}

func itemKind(f *Field) FieldKind {
	if len(f.Fields) > 0 {
		return FieldObject
	}
	return FieldText
}

func FollowField(fs []Field, names []string) *Field {
	f := FieldNamed(fs, names[0])
	for _, n := range names[1:] {
		if f == nil {
			break
		}
		f = FieldNamed(f.Fields, n)
	}
	if f == nil && len(names) > 1 {
		f = FieldNamed(fs, strings.Join(names, "."))
	}
	return f
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
