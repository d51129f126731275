package plan

import (
	"ziping/render/docx/lang"
)

// A Listed is one tag of a template, as Tags lists it. A condition with several names gives one Tag for each.
type Listed struct {
	Name   string   `json:"name"`             // the field's name as a path, normalised; "." for the item itself, 一是 for a counter
	Kind   TagKind  `json:"kind"`             // what it does
	Format string   `json:"format,omitempty"` // its formats: 万元, 百分比 2｜合并
	Raw    string   `json:"raw"`              // as written in the template
	Part   string   `json:"part"`             // word/document.xml
	Place  string   `json:"place"`            // in words
	Loops  []string `json:"loops,omitempty"`  // names of the sections around it, from outside
}

// A TagKind says what a tag does.
type TagKind string

// The kinds of tags.
const (
	KindValue     TagKind = "value"
	KindLoop      TagKind = "loop"
	KindInverse   TagKind = "inverse"
	KindCondition TagKind = "condition"
	KindPicture   TagKind = "picture"
	KindChart     TagKind = "chart"
	KindCounter   TagKind = "counter"
)

var tagKinds = map[lang.TagKind]TagKind{lang.TagValue: KindValue, lang.TagLoop: KindLoop, lang.TagInverse: KindInverse, lang.TagIf: KindCondition,
	lang.TagElseIf: KindCondition, lang.TagPicture: KindPicture, lang.TagChart: KindChart, lang.TagCounter: KindCounter}

// Tags lists the template's tags in reading order, without 否则, closing tags and remarks.
func (t *Template) Tags() []Listed {
	var out []Listed
	for _, p := range t.Parts {
		for _, tg := range p.all() {
			k, ok := tagKinds[tg.Kind]
			if !ok {
				continue
			}
			base := Listed{Name: tg.Path.Raw, Kind: k, Format: tg.FormatText(), Raw: tg.Raw, Part: p.Ref.Name, Place: t.Place(tg), Loops: tg.enclosing()}
			switch {
			case tg.Counter != nil:
				base.Name = tg.Counter.Name
				out = append(out, base)
			case tg.Cond != nil:
				tg.Cond.Paths(func(f lang.Path) {
					base.Name = f.Raw
					out = append(out, base)
				})
			default:
				out = append(out, base)
			}
		}
	}
	return out
}

// around returns the sections around a tag, from inside.
func (t *Tag) around() []*Section {
	s := t.section
	if t.Kind.Opens() && s != nil {
		s = s.parent
	}
	var out []*Section
	for ; s != nil && len(out) <= maxNesting; s = s.parent {
		out = append(out, s)
	}
	return out
}

// enclosing names the loops and sections around a tag, from outside.
func (t *Tag) enclosing() []string {
	var out []string
	for _, s := range t.around() {
		if s.Open.Kind != lang.TagIf {
			out = append([]string{s.Open.Path.Raw}, out...)
		}
	}
	return out
}
