package profile

import (
	"strings"
	"unicode/utf8"

	"ziping/model"
)

// How a header was matched.
const (
	Exact  = "原词"      // the word itself
	Bare   = "去掉单位和括号" // without brackets, unit and punctuation
	Inside = "词尾"      // the word stands at the end of the header, or at its front before a filler
)

// Match finds the field a header or label names. text may be the text itself
// or its model.Key. The first that holds decides:
//
//  1. Exact: the text is one of the field's words.
//  2. Bare: it is one without bracketed parts, a unit behind a stroke, a %
//     sign, a colon, leading numbering.
//  3. Inside: Chinese puts the head of a term last, so a word of two characters
//     or more that ends the bare text names it (本年度实际支出), and so does a
//     word that makes it up but for a filler behind it (实际支出情况). The longest
//     word decides; where two fields have it, or the word is less than a third
//     of the text, there is no match.
//
// In the first two a word that stands under two fields names the first.
//
// Words of fields in blocks (money.budget) are all considered; where the block
// matters the caller knows better.
func (f *Form) Match(text string) (field *Field, how string, ok bool) {
	key := model.Key(text)
	if field, ok := f.exact(func(word string) bool { return word == key }); ok {
		return field, Exact, true
	}
	bare := strip(key)
	if bare == "" {
		return nil, "", false
	}
	if field, ok := f.exact(func(word string) bool { return strip(word) == bare }); ok {
		return field, Bare, true
	}
	field, longest := f.inside(bare, strings.HasSuffix)
	for _, filler := range fillers {
		if head, ok := strings.CutSuffix(bare, filler); ok {
			whole := func(s, w string) bool { return s == w }
			if other, size := f.inside(head, whole); other != nil && size > longest {
				field, longest = other, size
			}
		}
	}
	if field == nil {
		return nil, "", false
	}
	return field, Inside, true
}

// fillers may follow a word without changing what it names.
var fillers = []string{"情况", "明细", "金额", "数额", "数量", "总数", "总额", "数", "额", "一览", "统计", "说明", "名称"}

// exact is the first field with a word that holds.
func (f *Form) exact(holds func(string) bool) (*Field, bool) {
	for i := range f.Fields {
		for _, w := range f.Fields[i].Words {
			if holds(model.Key(w)) {
				return &f.Fields[i], true
			}
		}
	}
	return nil, false
}

// inside is the field with the longest word that holds and the word's length,
// nil when none or two do.
func (f *Form) inside(bare string, holds func(s, word string) bool) (best *Field, longest int) {
	tie := false
	n := utf8.RuneCountInString(bare)
	for i := range f.Fields {
		for _, w := range f.Fields[i].Words {
			word := strip(model.Key(w))
			size := utf8.RuneCountInString(word)
			if size < 2 || 3*size < n || size < longest || !holds(bare, word) {
				continue
			}
			if size > longest {
				best, longest, tie = &f.Fields[i], size, false
			} else if best != &f.Fields[i] {
				tie = true
			}
		}
	}
	if tie {
		return nil, longest
	}
	return best, longest
}

// strip takes from a key what carries no meaning: bracketed parts, a unit
// behind a stroke, signs at the ends, numbering in front.
func strip(key string) string {
	s := key
	for {
		i := strings.IndexByte(s, '(')
		if i < 0 {
			break
		}
		j := strings.IndexByte(s[i:], ')')
		if j < 0 {
			s = s[:i]
			break
		}
		s = s[:i] + s[i+j+1:]
	}
	if i := strings.LastIndexByte(s, '/'); i > 0 && unitWords[s[i+1:]] {
		s = s[:i]
	}
	s = strings.TrimRight(s, ":%*。.,、;?/-")
	s = strings.TrimLeft(s, "*:、.-")
	if i := strings.IndexAny(s, "、.:"); i > 0 && isNumbering(s[:i]) {
		s = strings.TrimLeft(s[i:], "、.:")
	}
	return strings.TrimPrefix(strings.TrimPrefix(s, "其中:"), "其中")
}

var unitWords = map[string]bool{"元": true, "万元": true, "千元": true, "亿元": true, "人": true, "人次": true, "场": true, "场次": true, "份": true, "次": true, "个": true, "%": true}

func isNumbering(s string) bool {
	for _, r := range s {
		if !strings.ContainsRune("0123456789一二三四五六七八九十", r) {
			return false
		}
	}
	return utf8.RuneCountInString(s) <= 3
}

// Nearest is the known word most like text, for suggestions: "" when none is
// at all like it.
func (f *Form) Nearest(text string) string {
	bare := strip(model.Key(text))
	best, score := "", 0.0
	for i := range f.Fields {
		for _, w := range f.Fields[i].Words {
			if s := alike(bare, strip(model.Key(w))); s > score {
				best, score = w, s
			}
		}
	}
	if score < likely {
		return ""
	}
	return best
}

// likely is the least likeness that is worth a suggestion.
const likely = 0.5

// nearest is the word of a list most like s, "" when none is.
func nearest(s string, words []string) string {
	best, score := "", 0.0
	for _, w := range words {
		if a := alike(model.Key(s), model.Key(w)); a > score {
			best, score = w, a
		}
	}
	if score < likely {
		return ""
	}
	return best
}

// alike is 1 for equal words and falls with every character that has to be put
// in, taken out or changed. A change counts a little less, so that of two words
// the one of the same length is nearer.
func alike(a, b string) float64 {
	x, y := []rune(a), []rune(b)
	if len(x) == 0 || len(y) == 0 || len(x) > 60 || len(y) > 60 {
		return 0
	}
	const step, change = 1, 0.9
	row := make([]float64, len(y)+1)
	for j := range row {
		row[j] = float64(j) * step
	}
	for i, r := range x {
		diagonal := row[0]
		row[0] = float64(i+1) * step
		for j, q := range y {
			cost := diagonal
			if r != q {
				cost += change
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+step, row[j+1]+step)
		}
	}
	return 1 - row[len(y)]/float64(max(len(x), len(y)))
}
