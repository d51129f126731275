package docx

import (
	"encoding/json"
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
	v = unmark(v)
	f := Field{Name: name}
	switch x := v.(type) {
	case map[string]any:
		f.Kind = FieldObject
		for _, k := range sortedKeys(x) {
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
	if list, ok := items(v); ok {
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

// sub returns a field of a list of fields by its normalised name.
func sub(fs []Field, name string) *Field {
	for i := range fs {
		if fs[i].Name == name || normalName(fs[i].Name) == name {
			return &fs[i]
		}
	}
	return nil
}

// a schemaScope is one level of names, as scope is for data.
type schemaScope struct {
	fields []Field
	item   *Field // the list or object it belongs to; nil at the top and for plain values
	level  bool
}

// scopesOf returns the levels of names a tag sees, from inside, and whether all the sections around it are known.
func (s Schema) scopesOf(t *tag) (scopes []schemaScope, known bool) {
	around := t.around()
	scopes = []schemaScope{{fields: s.Fields, level: true}}
	for i := len(around) - 1; i >= 0; i-- {
		sec := around[i]
		if sec.open.kind != tagLoop {
			continue
		}
		f := findField(scopes, sec.open.path)
		if f == nil {
			return scopes, false
		}
		sc := schemaScope{fields: f.Fields, item: f, level: f.Kind == FieldList || f.Kind == FieldObject}
		scopes = append([]schemaScope{sc}, scopes...)
	}
	return scopes, true
}

// findField follows a path through the levels outwards.
func findField(scopes []schemaScope, p fieldPath) *Field {
	from := scopes
	for range p.up {
		for len(from) > 0 && !from[0].level {
			from = from[1:]
		}
		if len(from) < 2 {
			return nil
		}
		from = from[1:]
	}
	if p.self() {
		if from[0].item == nil {
			return nil
		}
		return &Field{Name: ".", Kind: itemKind(from[0].item), Fields: from[0].item.Fields}
	}
	for _, sc := range from {
		if f := followField(sc.fields, p.names); f != nil {
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

func followField(fs []Field, names []string) *Field {
	f := sub(fs, names[0])
	for _, n := range names[1:] {
		if f == nil {
			break
		}
		f = sub(f.Fields, n)
	}
	if f == nil && len(names) > 1 {
		f = sub(fs, strings.Join(names, "."))
	}
	return f
}

// visible lists the names that can be seen from the scopes, for suggestions.
func visible(scopes []schemaScope) []string {
	var out []string
	for _, sc := range scopes {
		for _, f := range sc.fields {
			out = append(out, normalName(f.Name))
			for _, g := range f.Fields {
				if f.Kind == FieldObject {
					out = append(out, normalName(f.Name)+"."+normalName(g.Name))
				}
			}
		}
	}
	return out
}
