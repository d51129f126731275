package docx

import "strings"

// A Tag is one tag of a template, as Tags lists it. A condition with several names gives one Tag for each.
type Tag struct {
	Name   string   // the field's name as a path, normalised; "." for the item itself, 一是 for a counter
	Kind   TagKind  // what it does
	Format string   // its formats: 万元, 百分比 2｜合并
	Raw    string   // as written in the template
	Part   string   // word/document.xml
	Place  string   // in words
	Loops  []string // names of the sections around it, from outside
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

var tagKinds = map[tagKind]TagKind{tagValue: KindValue, tagLoop: KindLoop, tagInverse: KindInverse, tagIf: KindCondition,
	tagElseIf: KindCondition, tagPicture: KindPicture, tagChart: KindChart, tagCounter: KindCounter}

// Tags lists the template's tags in reading order, without 否则, closing tags and remarks.
func (t *Template) Tags() []Tag {
	var out []Tag
	for _, p := range t.parts {
		for _, tg := range p.tags {
			k, ok := tagKinds[tg.kind]
			if !ok {
				continue
			}
			base := Tag{Name: tg.path.raw, Kind: k, Format: tg.formatText(), Raw: tg.raw, Part: p.ref.name, Place: t.place(tg), Loops: tg.enclosing()}
			switch {
			case tg.counter != nil:
				base.Name = tg.counter.name
				out = append(out, base)
			case tg.cond != nil:
				tg.cond.paths(func(f fieldPath) {
					base.Name = f.raw
					out = append(out, base)
				})
			default:
				out = append(out, base)
			}
		}
	}
	return out
}

// formatText returns the tag's formats as written after the bar.
func (t *tag) formatText() string {
	var s []string
	for _, f := range t.formats {
		s = append(s, f.String())
	}
	switch t.merge {
	case mergeNested:
		s = append(s, "合并")
	case mergeAll:
		s = append(s, "合并 全部")
	}
	return strings.Join(s, "｜")
}

// around returns the sections around a tag, from inside.
func (t *tag) around() []*section {
	s := t.section
	if t.kind.opens() && s != nil {
		s = s.parent
	}
	var out []*section
	for ; s != nil && len(out) <= maxNesting; s = s.parent {
		out = append(out, s)
	}
	return out
}

// enclosing names the loops and sections around a tag, from outside.
func (t *tag) enclosing() []string {
	var out []string
	for _, s := range t.around() {
		if s.open.kind != tagIf {
			out = append([]string{s.open.path.raw}, out...)
		}
	}
	return out
}
