package profile

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

// builtin holds the forms ziping knows, one file each.
//
//go:embed *.yaml
var builtin embed.FS

// Default is the profile of all built-in forms. It is shared: take a Join to
// change something.
func Default() *Profile { return defaults() }

var defaults = sync.OnceValue(func() *Profile {
	p := &Profile{Name: "default", Title: "内置词表"}
	for _, e := range List() {
		p.Forms = append(p.Forms, e.form)
	}
	return p
})

// An Entry is one built-in form for `profile list`.
type Entry struct {
	Name  string // of its file: "fund", "ledger"
	Title string // 资金表
	form  Form
}

// Form is a copy of the entry's form.
func (e Entry) Form() Form { return clone(e.form) }

// List gives the built-in forms, main forms before their relatives.
func List() []Entry { return entries() }

// order puts the main form of a kind in front of the others: Profile.Form takes
// the first. Files that are not named come last, by name.
var order = []string{"basic", "fund", "items", "ledger", "activity", "form", "text", "allotment", "waiver"}

var entries = sync.OnceValue(func() []Entry {
	files, err := builtin.ReadDir(".")
	if err != nil {
		panic(err) // embedded: cannot happen
	}
	out := make([]Entry, 0, len(files))
	for _, f := range files {
		data, err := builtin.ReadFile(f.Name())
		if err != nil {
			panic(err)
		}
		form, err := loadForm(data, f.Name())
		if err != nil {
			panic(fmt.Sprintf("built-in profile: %v", err)) // a test loads them all
		}
		out = append(out, Entry{Name: strings.TrimSuffix(f.Name(), ".yaml"), Title: form.Title, form: form})
	}
	slices.SortStableFunc(out, func(a, b Entry) int { return rank(a.Name) - rank(b.Name) })
	return out
})

func rank(name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}
