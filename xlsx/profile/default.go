package profile

import (
	"embed"
	"encoding/json"
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
	var compiled []compiledForm
	if err := json.Unmarshal(forms, &compiled); err != nil {
		panic(fmt.Sprintf("built-in profile: %v", err)) // a test compiles it
	}
	out := make([]Entry, 0, len(compiled))
	for _, c := range compiled {
		out = append(out, Entry{Name: c.Name, Title: c.Form.Title, form: c.Form})
	}
	return out
})

// forms is the word lists compiled to JSON. The YAML files are what people
// edit; reading them costs 30 ms at every start, the JSON 2 ms.
//
//go:embed forms.json
var forms []byte

//go:generate go test -run TestCompiledForms -update

type compiledForm struct {
	Name string
	Form Form
}

// compile reads the YAML files, strictly, in the order of their forms.
func compile() ([]compiledForm, error) {
	files, err := builtin.ReadDir(".")
	if err != nil {
		return nil, err
	}
	var out []compiledForm
	for _, f := range files {
		data, err := builtin.ReadFile(f.Name())
		if err != nil {
			return nil, err
		}
		form, err := loadForm(data, f.Name())
		if err != nil {
			return nil, err
		}
		out = append(out, compiledForm{strings.TrimSuffix(f.Name(), ".yaml"), form})
	}
	slices.SortStableFunc(out, func(a, b compiledForm) int { return rank(a.Name) - rank(b.Name) })
	return out, nil
}

func rank(name string) int {
	if i := slices.Index(order, name); i >= 0 {
		return i
	}
	return len(order)
}
