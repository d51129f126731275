package profile

import "sync"

// The forms ziping knows are the YAML files beside this one, which people edit;
// forms.go is what they say, as data of the program: reading them costs 30 ms.
//
//go:generate go test -run TestCompiledForms -update

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

var entries = sync.OnceValue(func() []Entry {
	out := make([]Entry, 0, len(compiled))
	for _, c := range compiled {
		out = append(out, Entry{Name: c.Name, Title: c.Form.Title, form: c.Form})
	}
	return out
})

// A compiledForm is a form and the name of its file.
type compiledForm struct {
	Name string
	Form Form
}
