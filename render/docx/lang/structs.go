package lang

import (
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"
)

// Structs are objects: a field has the name in its docx tag, the one in its json tag, and its own. A type that prints
// itself (fmt.Stringer), a Number or a time is a value, whatever it is made of.

// structFields maps the names of a struct type's fields, normalised, to their places.
type structFields map[string][]int

var knownStructs sync.Map // reflect.Type → structFields

// fieldsOf returns the fields of a struct type.
func fieldsOf(t reflect.Type) structFields {
	if f, ok := knownStructs.Load(t); ok {
		return f.(structFields)
	}
	out := structFields{}
	own := map[string]bool{} // names by tag come before names of fields
	for _, f := range reflect.VisibleFields(t) {
		if !f.IsExported() {
			continue
		}
		tag, hidden := tagName(f)
		if hidden {
			continue
		}
		for _, n := range tag {
			if n = NormalName(n); n != "" && (!own[n] || len(f.Index) < len(out[n])) {
				out[n], own[n] = f.Index, true
			}
		}
		if n := NormalName(f.Name); !own[n] && !f.Anonymous {
			if _, taken := out[n]; !taken || len(f.Index) < len(out[n]) {
				out[n] = f.Index
			}
		}
	}
	knownStructs.Store(t, out)
	return out
}

// tagName returns the names that a field's tags give it; hidden means that it is no field of the data.
func tagName(f reflect.StructField) (names []string, hidden bool) {
	for _, key := range []string{"docx", "json"} {
		n, _, _ := strings.Cut(f.Tag.Get(key), ",")
		if n == "-" {
			return nil, key == "docx" || f.Tag.Get("docx") == ""
		}
		if n != "" {
			names = append(names, n)
		}
	}
	return names, false
}

// structOf returns the struct that v is or points to, if it is one with fields for templates.
func structOf(v any) (reflect.Value, bool) {
	switch v.(type) {
	case nil, string, map[string]any, []any, time.Time, Picture, Chart, Marked, Number, fmt.Stringer, error:
		return reflect.Value{}, false
	}
	r := reflect.ValueOf(v)
	for r.Kind() == reflect.Pointer && !r.IsNil() {
		r = r.Elem()
	}
	return r, r.Kind() == reflect.Struct && len(fieldsOf(r.Type())) > 0
}

// structField returns a field of a struct by its normalised name.
func structField(v any, name string) (any, bool) {
	r, ok := structOf(v)
	if !ok {
		return nil, false
	}
	index, ok := fieldsOf(r.Type())[name]
	if !ok {
		return nil, false
	}
	for _, i := range index {
		for r.Kind() == reflect.Pointer {
			if r.IsNil() {
				return nil, true // an embedded struct that is not there: its fields are empty
			}
			r = r.Elem()
		}
		r = r.Field(i)
	}
	return r.Interface(), true
}

// structNames lists the names of a struct's fields, as written.
func structNames(v any) []string {
	r, ok := structOf(v)
	if !ok {
		return nil
	}
	var out []string
	for _, f := range reflect.VisibleFields(r.Type()) {
		if tag, hidden := tagName(f); f.IsExported() && !hidden && !f.Anonymous {
			out = append(out, append(tag, f.Name)[0])
		}
	}
	return out
}

// Usable returns the Go type of a value that a template can do nothing with, "" for any other.
func Usable(v any) string {
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Chan, reflect.Func, reflect.UnsafePointer, reflect.Complex64, reflect.Complex128, reflect.Uintptr:
		return r.Type().String()
	case reflect.Struct, reflect.Map:
		if _, err := PlainText(v); err != nil && !IsObject(v) {
			return r.Type().String()
		}
	}
	return ""
}
