package word

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/profile"
)

// A Lexicon is the form's words, by the block they count in.
type Lexicon struct {
	forms  []*profile.Form
	own    map[string]int               // block and word → which form gave it
	exact  map[string]map[string]string // block → word → field
	sorted map[string][]lexWord         // block → words, longest first
	Titles []string
	Sheets []string
}

type lexWord struct{ word, field string }

var lexicons sync.Map // *profile.Profile → *lexicon

// LexiconOf is the form words of a profile, built once; nil when it has none.
func LexiconOf(prof *profile.Profile) *Lexicon {
	if known, ok := lexicons.Load(prof); ok {
		return known.(*Lexicon)
	}
	var lx *Lexicon
	for i := range prof.Forms {
		if prof.Forms[i].Kind != model.KindForm {
			continue
		}
		if lx == nil {
			lx = newLexicon(&prof.Forms[i])
		} else {
			lx.join(&prof.Forms[i])
		}
	}
	known, _ := lexicons.LoadOrStore(prof, lx)
	return known.(*Lexicon)
}

func newLexicon(form *profile.Form) *Lexicon {
	lx := &Lexicon{own: map[string]int{}, exact: map[string]map[string]string{}, sorted: map[string][]lexWord{}}
	lx.join(form)
	return lx
}

// join puts the words of one more form on top: they win over those known.
func (lx *Lexicon) join(form *profile.Form) {
	lx.forms = append(lx.forms, form)
	for _, f := range form.Fields {
		block, _, _ := strings.Cut(f.Name, ".")
		if lx.exact[block] == nil {
			lx.exact[block] = map[string]string{}
		}
		for _, w := range f.Words {
			base := TakeLabel(model.Key(w)).Base
			if at, known := lx.exact[block][base]; base == "" || known && at == f.Name || known && lx.own[block+base] == len(lx.forms) {
				continue
			}
			lx.exact[block][base] = f.Name
			lx.own[block+base] = len(lx.forms)
			lx.sorted[block] = slices.DeleteFunc(lx.sorted[block], func(x lexWord) bool { return x.word == base })
			lx.sorted[block] = append(lx.sorted[block], lexWord{base, f.Name})
		}
	}
	for _, words := range lx.sorted {
		slices.SortStableFunc(words, func(a, b lexWord) int { return len(b.word) - len(a.word) })
	}
	for _, t := range form.Titles {
		lx.Titles = append(lx.Titles, model.Key(t))
	}
	for _, s := range form.Sheets {
		lx.Sheets = append(lx.Sheets, model.Key(s))
	}
}

// Field is the field the word names in one of the blocks, "" for none.
func (lx *Lexicon) Field(base string, blocks ...string) string {
	for _, b := range blocks {
		if f := lx.exact[b][base]; f != "" {
			return f
		}
	}
	if !strings.HasPrefix(base, "20") && !strings.HasPrefix(base, "本") {
		return ""
	}
	if year := FormYear.FindString(base); year != "" && len(year) < len(base) { // 2022年全年预算数
		return lx.Field(base[len(year):], blocks...)
	}
	return ""
}

var FormYear = pattern.New(`^(?:20\d\d年度?|本年度|本年)`)

// Near is the field of the longest known word at the end of base, or else
// inside it: 全年实际完成值合计数 is near 全年实际完成值. It serves only where the
// row is known to be a header.
func (lx *Lexicon) Near(base, block string) string {
	for _, w := range lx.sorted[block] {
		if utf8.RuneCountInString(w.word) >= 2 && strings.HasSuffix(base, w.word) {
			return w.field
		}
	}
	for _, w := range lx.sorted[block] {
		if utf8.RuneCountInString(w.word) >= 2 && strings.Contains(base, w.word) {
			return w.field
		}
	}
	return ""
}

// Tail is the field of the longest known word of at least n runes at the end of
// a short label.
func (lx *Lexicon) Tail(base, block string, n int) string {
	if utf8.RuneCountInString(base) > 14 {
		return ""
	}
	for _, w := range lx.sorted[block] {
		if utf8.RuneCountInString(w.word) >= n && strings.HasSuffix(base, w.word) {
			return w.field
		}
	}
	return ""
}

// Guess is the known word nearest to one that was not understood.
func (lx *Lexicon) Guess(base string, blocks ...string) string {
	best, most := "", 1
	for _, b := range blocks {
		for _, w := range lx.sorted[b] {
			if n := sharedRunes(base, w.word); n > most {
				best, most = w.word, n
			}
		}
	}
	return best
}

// sharedRunes counts the runes of a that b has too, each used once.
func sharedRunes(a, b string) int {
	n := 0
	for _, r := range a {
		if i := strings.IndexRune(b, r); i >= 0 {
			n++
			b = b[:i] + b[i+utf8.RuneLen(r):]
		}
	}
	return n
}

// Title is the title of a field, for sentences.
func (lx *Lexicon) Title(field string) string {
	if f := lx.fieldNamed(field); f != nil && f.Title != "" {
		return f.Title
	}
	return field
}

// UnitOf is the unit the profile gives a field, "" for none.
func (lx *Lexicon) UnitOf(field string) string {
	if f := lx.fieldNamed(field); f != nil {
		return f.Unit
	}
	return ""
}

// fieldNamed is the field as the last profile that has it describes it.
func (lx *Lexicon) fieldNamed(name string) *profile.Field {
	for _, form := range slices.Backward(lx.forms) {
		for i := range form.Fields {
			if form.Fields[i].Name == name {
				return &form.Fields[i]
			}
		}
	}
	return nil
}

func ContainsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(s, w) })
}

// WordsOf are the words of one field as keys.
func (lx *Lexicon) WordsOf(field string) []string {
	var out []string
	for _, form := range lx.forms {
		for i := range form.Fields {
			if form.Fields[i].Name == field {
				out = append(out, keysOf(form.Fields[i].Words)...)
			}
		}
	}
	return out
}
