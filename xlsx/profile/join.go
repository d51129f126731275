package profile

import (
	"slices"
	"strings"

	"ziping/model"
)

// Join puts the forms of over on top of base; neither is changed. Forms meet by
// kind and role, fields by name. The words of over come first, and a word that
// over gives to one field is taken from the others of the form: this is how a
// person corrects what was taken wrongly. A form or field that base does not
// have is added.
func Join(base, over *Profile) *Profile {
	out := &Profile{Name: base.Name, Title: base.Title, Notices: slices.Concat(base.Notices, over.Notices)}
	if over.Name != "" {
		out.Name, out.Title = over.Name, over.Title
	}
	for _, f := range base.Forms {
		out.Forms = append(out.Forms, clone(f))
	}
	for _, f := range over.Forms {
		i := slices.IndexFunc(out.Forms, func(x Form) bool { return x.Kind == f.Kind && x.Role == f.Role })
		if i < 0 {
			out.Forms = append(out.Forms, clone(f))
			continue
		}
		out.Forms[i].join(f)
	}
	return out
}

func clone(f Form) Form {
	f.Sheets, f.Titles, f.Fields = slices.Clone(f.Sheets), slices.Clone(f.Titles), slices.Clone(f.Fields)
	for i := range f.Fields {
		f.Fields[i].Words = slices.Clone(f.Fields[i].Words)
	}
	return f
}

// join puts over on top of f.
func (f *Form) join(over Form) {
	if over.Title != "" {
		f.Title = over.Title
	}
	f.Sheets = onTop(over.Sheets, f.Sheets)
	f.Titles = onTop(over.Titles, f.Titles)
	for _, o := range over.Fields {
		f.release(o, over)
		i := slices.IndexFunc(f.Fields, func(x Field) bool { return x.Name == o.Name })
		if i < 0 {
			o.Words = slices.Clone(o.Words)
			f.Fields = append(f.Fields, o)
			continue
		}
		f.Fields[i].join(o)
	}
}

func (f *Field) join(over Field) {
	if over.Title != "" {
		f.Title = over.Title
	}
	if over.Type != "" {
		f.Type = over.Type
	}
	if over.Unit != "" {
		f.Unit = over.Unit
	}
	f.Words = onTop(over.Words, f.Words)
	f.Required = (f.Required || over.Required) && !over.Relaxed
	f.Strong = f.Strong || over.Strong
}

// release takes the words of o from the other fields of its scope, unless over
// itself gives them to those as well.
func (f *Form) release(o Field, over Form) {
	for i := range f.Fields {
		other := &f.Fields[i]
		if other.Name == o.Name || other.scope() != o.scope() {
			continue
		}
		other.Words = slices.DeleteFunc(other.Words, func(w string) bool {
			return contains(o.Words, w) && !contains(over.words(other.Name), w)
		})
	}
}

func (f *Form) words(name string) []string {
	var out []string
	for i := range f.Fields {
		if f.Fields[i].Name == name {
			out = append(out, f.Fields[i].Words...)
		}
	}
	return out
}

// scope is the block of a form in which a field's words count: money of
// money.budget, "" for the columns of a table.
func (f *Field) scope() string {
	block, _, dotted := strings.Cut(f.Name, ".")
	if !dotted {
		return ""
	}
	return block
}

// onTop is upper followed by what of lower it does not have, compared by key.
func onTop(upper, lower []string) []string {
	out := slices.Clone(upper)
	for _, w := range lower {
		if !contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func contains(words []string, word string) bool {
	key := model.Key(word)
	return slices.ContainsFunc(words, func(w string) bool { return model.Key(w) == key })
}
