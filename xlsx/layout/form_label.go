package layout

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/profile"
)

// A formLabel is what a cell of a form says, taken apart as a label: 预算执行情况
// (万元)(20分) is the word 预算执行情况 with the marks 万元 and 20分.
type formLabel struct {
	key   string   // model.Key of the whole text
	base  string   // the word: no numbering before it, no brackets, no colon after it
	marks []string // what stood in brackets
}

var (
	formNumbering = regexp.MustCompile(`^(?:\((?:[一二三四五六七八九十]+|\d+)\)[、.]?|[一二三四五六七八九十]+、|\d{1,2}[、.)](?:\D|$))`)
	formWeight    = regexp.MustCompile(`^(?:(?:总|权重|标准)?分值|权重|满分|共|总分|占)?:?(\d+(?:\.\d+)?)(?:分|%)$`)
	formBareMark  = regexp.MustCompile(`^\d+(?:\.\d+)?$`)
	formTailNum   = regexp.MustCompile(`^(.*?指标)(\d+(?:\.\d+)?)分$`)
)

// takeLabel takes a text's key apart.
func takeLabel(key string) formLabel {
	l := formLabel{key: key}
	s := strings.TrimLeft(key, "*★▲※")
	if !strings.ContainsAny(s[:min(len(s), 3)], "(0123456789一二三四五六七八九十") {
		// No numbering can begin so: most labels need no closer look.
	} else if m := formNumbering.FindString(s); m != "" {
		if last, size := utf8.DecodeLastRuneInString(m); !strings.ContainsRune("、.)", last) {
			m = m[:len(m)-size] // the rune after "1." belongs to the word
		}
		s = s[len(m):]
	}
	var base, mark strings.Builder
	depth := 0
	for _, r := range s {
		switch {
		case r == '(' || r == '[':
			if depth++; depth == 1 {
				mark.Reset()
				continue
			}
		case (r == ')' || r == ']') && depth > 0:
			if depth--; depth == 0 {
				l.marks = append(l.marks, mark.String())
				continue
			}
		}
		if depth > 0 {
			mark.WriteRune(r)
		} else {
			base.WriteRune(r)
		}
	}
	if depth > 0 && mark.Len() > 0 { // a bracket nobody closed
		l.marks = append(l.marks, mark.String())
	}
	l.base = strings.TrimRight(base.String(), ":;*。,%")
	return l
}

// weight is the number of points printed in the label: 50 of 产出指标(50分).
// With bare set a number alone counts too: 产出指标(50).
func (l formLabel) weight(bare bool) (string, bool) {
	for _, m := range l.marks {
		if w := formWeight.FindStringSubmatch(m); w != nil {
			return w[1], true
		}
		if bare && formBareMark.MatchString(m) {
			return m, true
		}
	}
	if w := formTailNum.FindStringSubmatch(l.base); w != nil {
		return w[2], true
	}
	return "", false
}

// A formUnit is one visible cell of the form: a merged region or a single cell.
type formUnit struct {
	grid.Range
	text string
	formLabel
}

// A formView is a sheet whose rows are taken apart into labels once.
type formView struct {
	*page
	left, right int // the columns looked at
	known       map[int][]formUnit
}

// maxKnownRows bounds the memory of it: forms are short.
const maxKnownRows = 4096

// units are the visible, non-empty cells of a row, left to right. A region
// merged from above is among them.
func (v *formView) units(row int) []formUnit {
	if us, ok := v.known[row]; ok {
		return us
	}
	us := v.takeUnits(row)
	if len(v.known) < maxKnownRows {
		v.known[row] = us
	}
	return us
}

func (v *formView) takeUnits(row int) []formUnit {
	var out []formUnit
	for col := v.left; col <= v.right; col++ {
		span := v.span(row, col)
		if text := v.text(row, col); text != "" {
			u := formUnit{Range: span, text: text}
			if len(text) <= maxLabelBytes {
				u.formLabel = takeLabel(v.key(row, col))
			} else {
				u.key = v.key(row, col)
			}
			out = append(out, u)
		}
		col = max(col, span.Right)
	}
	return out
}

// maxLabelBytes is the length beyond which a text is prose and no label.
const maxLabelBytes = 240

// A lexicon is the form's words, by the block they count in.
type lexicon struct {
	forms  []*profile.Form
	own    map[string]int               // block and word → which form gave it
	exact  map[string]map[string]string // block → word → field
	sorted map[string][]lexWord         // block → words, longest first
	titles []string
	sheets []string
}

type lexWord struct{ word, field string }

var lexicons sync.Map // *profile.Profile → *lexicon

// lexiconOf is the form words of a profile, built once; nil when it has none.
func lexiconOf(prof *profile.Profile) *lexicon {
	if known, ok := lexicons.Load(prof); ok {
		return known.(*lexicon)
	}
	var lx *lexicon
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
	return known.(*lexicon)
}

func newLexicon(form *profile.Form) *lexicon {
	lx := &lexicon{own: map[string]int{}, exact: map[string]map[string]string{}, sorted: map[string][]lexWord{}}
	lx.join(form)
	return lx
}

// join puts the words of one more form on top: they win over those known.
func (lx *lexicon) join(form *profile.Form) {
	lx.forms = append(lx.forms, form)
	for _, f := range form.Fields {
		block, _, _ := strings.Cut(f.Name, ".")
		if lx.exact[block] == nil {
			lx.exact[block] = map[string]string{}
		}
		for _, w := range f.Words {
			base := takeLabel(model.Key(w)).base
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
		lx.titles = append(lx.titles, model.Key(t))
	}
	for _, s := range form.Sheets {
		lx.sheets = append(lx.sheets, model.Key(s))
	}
}

// field is the field the word names in one of the blocks, "" for none.
func (lx *lexicon) field(base string, blocks ...string) string {
	for _, b := range blocks {
		if f := lx.exact[b][base]; f != "" {
			return f
		}
	}
	if !strings.HasPrefix(base, "20") && !strings.HasPrefix(base, "本") {
		return ""
	}
	if year := formYear.FindString(base); year != "" && len(year) < len(base) { // 2022年全年预算数
		return lx.field(base[len(year):], blocks...)
	}
	return ""
}

var formYear = regexp.MustCompile(`^(?:20\d\d年度?|本年度|本年)`)

// near is the field of the longest known word at the end of base, or else
// inside it: 全年实际完成值合计数 is near 全年实际完成值. It serves only where the
// row is known to be a header.
func (lx *lexicon) near(base, block string) string {
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

// tail is the field of the longest known word of at least n runes at the end of
// a short label.
func (lx *lexicon) tail(base, block string, n int) string {
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

// guess is the known word nearest to one that was not understood.
func (lx *lexicon) guess(base string, blocks ...string) string {
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

// title is the title of a field, for sentences.
func (lx *lexicon) title(field string) string {
	if f := lx.fieldNamed(field); f != nil && f.Title != "" {
		return f.Title
	}
	return field
}

// unitOf is the unit the profile gives a field, "" for none.
func (lx *lexicon) unitOf(field string) string {
	if f := lx.fieldNamed(field); f != nil {
		return f.Unit
	}
	return ""
}

// fieldNamed is the field as the last profile that has it describes it.
func (lx *lexicon) fieldNamed(name string) *profile.Field {
	for _, form := range slices.Backward(lx.forms) {
		for i := range form.Fields {
			if form.Fields[i].Name == name {
				return &form.Fields[i]
			}
		}
	}
	return nil
}

func containsAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(s, w) })
}

// wordsOf are the words of one field as keys.
func (lx *lexicon) wordsOf(field string) []string {
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
