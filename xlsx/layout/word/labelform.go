package word

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
)

// A LabelForm is the forms of one kind whose words are labels beside or above their
// values, or headers of blocks: 基本信息, 文字材料, 自评表. What several profiles say is
// joined.
type LabelForm struct {
	forms  []*profile.Form
	whole  map[string]*profile.Field       // word as it stands → field; the first form wins
	blocks map[string]map[string]blockWord // what the field's name begins with → bare word → field; the last form wins
	sorted map[string][]blockWord          // the same words, longest first
	Titles []string                        // keys
	Sheets []string
}

type blockWord struct {
	word, field string
	form        int // number of the form that gave it
}

// join puts the words of one more form to those that are known.
func (l *LabelForm) join(form *profile.Form) *LabelForm {
	if l == nil {
		l = &LabelForm{whole: map[string]*profile.Field{}, blocks: map[string]map[string]blockWord{}, sorted: map[string][]blockWord{}}
	}
	l.forms = append(l.forms, form)
	for i := range form.Fields {
		f := &form.Fields[i]
		if form.Kind == model.KindText && !strings.HasPrefix(f.Name, textPrefix) {
			continue
		}
		for _, w := range f.Words {
			key := model.Key(w)
			if l.whole[key] == nil {
				l.whole[key] = f
			}
			l.add(f.Name, key)
		}
	}
	l.Sheets = append(l.Sheets, keysOf(form.Sheets)...)
	l.Titles = append(l.Titles, keysOf(form.Titles)...)
	return l
}

// add puts a word into its block, in place of that of an earlier form.
func (l *LabelForm) add(field, key string) {
	block, _, _ := strings.Cut(field, ".")
	base, _ := Bare(key)
	if l.blocks[block] == nil {
		l.blocks[block] = map[string]blockWord{}
	}
	at, known := l.blocks[block][base]
	if base == "" || known && (at.field == field || at.form == len(l.forms)) {
		return
	}
	w := blockWord{base, field, len(l.forms)}
	l.blocks[block][base] = w
	if known {
		l.sorted[block] = slices.DeleteFunc(l.sorted[block], func(o blockWord) bool { return o.word == base })
	}
	place, _ := slices.BinarySearchFunc(l.sorted[block], len(base)-1, func(o blockWord, n int) int { return n - len(o.word) })
	l.sorted[block] = slices.Insert(l.sorted[block], place, w)
}

// Field is the field whose label this is, nil for none.
func (l *LabelForm) Field(lb *Label) *profile.Field {
	if l == nil {
		return nil
	}
	for _, k := range lb.Keys {
		if f := l.whole[k]; f != nil {
			return f
		}
	}
	return nil
}

// Named is the field that a bare word names in one of the blocks, "" for none.
func (l *LabelForm) Named(base string, blocks ...string) string {
	for _, b := range blocks {
		if w, known := l.blocks[b][base]; known {
			return w.field
		}
	}
	if !strings.HasPrefix(base, "20") && !strings.HasPrefix(base, "本") {
		return ""
	}
	if year := FormYear.FindString(base); year != "" && len(year) < len(base) { // 2022年全年预算数
		return l.Named(base[len(year):], blocks...)
	}
	return ""
}

var FormYear = pattern.New(`^(?:20\d\d年度?|本年度|本年)`)

// Near is the field of the longest known word at the end of base, or else
// inside it: 全年实际完成值合计数 is near 全年实际完成值. It serves only where the
// row is known to be a header.
func (l *LabelForm) Near(base, block string) string {
	for _, w := range l.sorted[block] {
		if utf8.RuneCountInString(w.word) >= 2 && strings.HasSuffix(base, w.word) {
			return w.field
		}
	}
	for _, w := range l.sorted[block] {
		if utf8.RuneCountInString(w.word) >= 2 && strings.Contains(base, w.word) {
			return w.field
		}
	}
	return ""
}

// Tail is the field of the longest known word of at least n runes at the end of
// a short label.
func (l *LabelForm) Tail(base, block string, n int) string {
	if utf8.RuneCountInString(base) > evidence.Standard.Word.WordRunes {
		return ""
	}
	for _, w := range l.sorted[block] {
		if utf8.RuneCountInString(w.word) >= n && strings.HasSuffix(base, w.word) {
			return w.field
		}
	}
	return ""
}

// Guess is the known word nearest to one that was not understood.
func (l *LabelForm) Guess(base string, blocks ...string) string {
	best, most := "", 1
	for _, b := range blocks {
		for _, w := range l.sorted[b] {
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

// Name is the forms' own title.
func (l *LabelForm) Name() string { return l.forms[0].Title }

// TitleOf is the title of a field, for sentences.
func (l *LabelForm) TitleOf(field string) string {
	if f := l.fieldNamed(field); f != nil && f.Title != "" {
		return f.Title
	}
	return field
}

// UnitOf is the unit the profile gives a field, "" for none.
func (l *LabelForm) UnitOf(field string) string {
	if f := l.fieldNamed(field); f != nil {
		return f.Unit
	}
	return ""
}

// fieldNamed is the field as the last profile that has it describes it.
func (l *LabelForm) fieldNamed(name string) *profile.Field {
	for _, form := range slices.Backward(l.forms) {
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
func (l *LabelForm) WordsOf(field string) []string {
	var out []string
	for _, form := range l.forms {
		for i := range form.Fields {
			if form.Fields[i].Name == field {
				out = append(out, keysOf(form.Fields[i].Words)...)
			}
		}
	}
	return out
}
