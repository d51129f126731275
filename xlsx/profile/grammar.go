package profile

import (
	_ "embed"
	"strings"
	"sync"

	"ziping/model"
)

//go:embed words/grammar.yaml
var grammarFile string

// A Grammar says of which morphemes the headers of one field are made. A part that
// the file does not name is empty.
type Grammar struct {
	Heads  []string // the word ends in one of them; a fringe may follow
	Of     []string // one of them must be in it
	With   []string // what else may be in it
	Not    []string // none of them may be in it
	Fronts []string // or it begins with one of them
	Free   bool     // what is left over may be any word
}

// Morphemes are what headers of every table are made of besides.
type Morphemes struct {
	Any    []string // what changes no meaning
	Fringe []string // what may follow a head
	Signs  []string // what a log of activities says and few other lists do
}

// GrammarOf is how the headers of a kind of table are made, by field; nil for a
// kind whose words stand in lists alone. It is read at the first call.
//
//	profile.GrammarOf(model.KindActivity)["participants"].Heads // 人次 人次数 人数 …
func GrammarOf(kind model.TableKind) map[string]Grammar { return grammars().fields[kind] }

// CommonMorphemes are those of every table.
func CommonMorphemes() Morphemes { return grammars().common }

type grammar struct {
	common Morphemes
	fields map[model.TableKind]map[string]Grammar
}

var grammars = sync.OnceValue(func() grammar {
	lists := parseWords(grammarFile)
	g := grammar{common: Morphemes{lists["any"], lists["fringe"], named(lists["signs"], lists)}, fields: map[model.TableKind]map[string]Grammar{}}
	for name, words := range lists {
		kind, rest, ok := strings.Cut(name, ".")
		field, part, _ := strings.Cut(rest, ".")
		if !ok {
			continue
		}
		fields := g.fields[model.TableKind(kind)]
		if fields == nil {
			fields = map[string]Grammar{}
			g.fields[model.TableKind(kind)] = fields
		}
		of := fields[field]
		words = named(words, lists)
		switch part {
		case "heads":
			of.Heads = words
		case "of":
			of.Of = words
		case "with":
			of.With = words
		case "not":
			of.Not = words
		case "fronts":
			of.Fronts = words
		case "free":
			of.Free = true
		}
		fields[field] = of
	}
	return g
})

// named puts lists in the place of their names.
func named(words []string, lists map[string][]string) []string {
	var out []string
	for _, w := range words {
		if list, ok := strings.CutPrefix(w, "@"); ok {
			out = append(out, lists[list]...)
			continue
		}
		out = append(out, w)
	}
	return out
}
