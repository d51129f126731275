package word

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// Gives is what a reading loses that gives way to others: a spare field, and a
// word of one under another field.
func (f *TableForm) Gives(field int, path []*Label) float64 {
	if f.spare(field) {
		return evidence.Standard.Word.Spare
	}
	for i := range f.Fields {
		if f.spare(i) && f.WordRank(i, path) < len(f.Fields[i].Words) {
			return evidence.Standard.Word.SpareWord
		}
	}
	return 0
}

// WordRank is the place of a column's word in the field's list: the most usual
// words come first there.
func (f *TableForm) WordRank(field int, path []*Label) int {
	leaf := path[len(path)-1]
	for i, w := range f.Fields[field].Words {
		if slices.Contains(leaf.Keys, model.Key(w)) {
			return i
		}
	}
	return len(f.Fields[field].Words)
}

func (v *Page) NearWord(text string) string {
	l := v.Label(text)
	for _, f := range v.Words.Tables {
		if near := f.Nearest(l); near != "" {
			return near
		}
	}
	return ""
}

// A Match is one way to understand a column.
type Match struct {
	Field    int
	Strength float64 // points: 3 for the word itself
	Part     bool    // one part of the field's figure, not all of it
	Composed bool    // no list has the word: the grammar makes it
	Loose    bool    // of it some is no morpheme that is known: the values must agree
	How      string  // Chinese, "" when the word itself is in the list
}

// notTheWord are beginnings that turn a header into something else: 上年支出
// is not 支出.
var notTheWord = profile.Common("not-the-word")

// Look finds the fields one label may stand for. The result is shared.
func (f *TableForm) Look(l *Label) []Match {
	if !l.shared {
		return f.find(l)
	}
	if known, ok := f.looked.Load(l); ok {
		return known.([]Match)
	}
	out := f.find(l)
	f.looked.Store(l, out)
	return out
}

func (f *TableForm) find(l *Label) []Match {
	if _, ok := value.FindUnitLine(l.Text); ok && IsLine(l.Key) {
		return nil // 单位：元 above a table
	}
	var out []Match
	add := func(fields []int, strength float64, how string) {
		for _, i := range fields {
			if !slices.ContainsFunc(out, func(m Match) bool { return m.Field == i }) {
				out = append(out, Match{Field: i, Strength: strength, How: how})
			}
		}
	}
	strength := evidence.Standard.Word.Literal
	for _, k := range l.Keys {
		add(f.Exact[k], strength, "")
		strength *= evidence.Standard.Word.Trimmed
	}
	if len(out) > 0 || l.Key == "" {
		return out
	}
	for _, k := range l.Keys {
		if rest := withoutSum(k); rest != "" {
			add(f.Exact[rest], evidence.Standard.Word.Literal*evidence.Standard.Word.Trimmed, "是“"+rest+"”的合计")
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range l.Keys {
		if c := core(k); utf8.RuneCountInString(c) >= evidence.Standard.Word.RestRunes {
			add(f.core[c], evidence.Standard.Word.ByCore, "去掉“资金”“年度”一类的字后相同")
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range l.Keys {
		for _, t := range f.tails {
			head, ok := strings.CutSuffix(k, t.key)
			if ok && head != "" && !slices.ContainsFunc(notTheWord, func(w string) bool { return strings.HasPrefix(head, w) || strings.HasSuffix(head, w) }) {
				add([]int{t.field}, evidence.Standard.Word.ByTail, "以“"+t.key+"”结尾")
				for _, m := range f.Composed(l) { // 宣传学生人次 ends as the young do, and may be everybody
					if m.Field != t.field && !m.Loose && f.Fields[m.Field].Type == f.Fields[t.field].Type {
						m.Strength -= evidence.Standard.Word.Spare
						out = append(out, m)
					}
				}
				return out
			}
		}
	}
	return f.Composed(l)
}

// Composed finds the fields whose grammar makes the word, the surest reading of each.
func (f *TableForm) Composed(l *Label) []Match {
	var out []Match
	for _, k := range l.Keys {
		for _, m := range f.composer().compose(k) {
			if i := slices.IndexFunc(out, func(o Match) bool { return o.Field == m.Field }); i < 0 {
				out = append(out, m)
			} else if m.Strength > out[i].Strength {
				out[i] = m
			}
		}
	}
	slices.SortStableFunc(out, func(a, b Match) int { return cmp.Compare(b.Strength, a.Strength) })
	return out
}

// sumWords are what a sum adds to the word it sums.
var sumWords = profile.Common("sums")

// withoutSum is 场次 for 场次合计 and 合计场次, "" for a word that is no sum.
func withoutSum(key string) string {
	for _, w := range sumWords {
		if rest, ok := strings.CutSuffix(key, w); ok {
			return rest
		}
		if rest, ok := strings.CutPrefix(key, w); ok {
			return rest
		}
	}
	return ""
}

// Match finds the fields a column may stand for, given its header path from the
// top row to the one above the data.
func (f *TableForm) Match(path []*Label) []Match {
	if len(path) == 0 {
		return nil
	}
	leaf := path[len(path)-1]
	if len(path) == 1 {
		return f.Look(leaf)
	}
	joined := make([]string, len(path))
	for i, l := range path {
		joined[i] = l.Key
	}
	if fields := f.Exact[strings.Join(joined, "/")]; len(fields) > 0 {
		return f.All(fields, evidence.Standard.Word.Literal, "")
	}
	group := path[:len(path)-1]
	up := group[len(group)-1]
	above := sure(f.AmountsOf(f.Match(group)))
	if up.Key == "其中" || up.Key == "其中:" {
		above = nil
	}
	own := f.Look(leaf)
	if leaf.Whole {
		if all := f.AmountsOf(f.Match(group)); len(all) > 0 {
			return all
		}
	}
	if len(above) > 0 && slices.ContainsFunc(own, func(m Match) bool { return f.IsSource(m.Field) && m.Strength > evidence.Standard.Word.ByTail }) {
		return Parts(above, 1, "")
	}
	if len(own) > 0 && len(above) > 0 && own[0].Composed && !own[0].Loose && own[0].Field != above[0].Field {
		return own // 儿童人次 under 人次 is a figure of its own
	}
	for _, pair := range [][2]*Label{{up, leaf}, {leaf, up}} {
		fields := f.pair(pair[0], pair[1])
		if len(above) > 0 && !slices.ContainsFunc(fields, func(i int) bool { return !f.spare(i) }) {
			continue // 线上 under 参与人次 is a part of them
		}
		if len(fields) > 0 {
			return f.All(fields, evidence.Standard.Word.AsTitled, "上下两级表头合起来读")
		}
	}
	if len(own) > 0 && (len(above) == 0 || own[0].Strength > evidence.Standard.Word.ByCore) && !(len(above) > 0 && own[0].Field == above[0].Field && leaf.ofThisYear()) {
		return own
	}
	if len(above) == 0 {
		return f.Composed(NewLabel(up.Key + leaf.Key))
	}
	return Parts(above, evidence.Standard.Word.ByGroup, "是“"+up.Text+"”的一部分")
}

// sure leaves out what the values would have to confirm.
func sure(ms []Match) []Match { return slices.DeleteFunc(ms, func(m Match) bool { return m.Loose }) }

func (f *TableForm) pair(a, b *Label) []int {
	for _, x := range a.Keys {
		for _, y := range b.Keys {
			if fields := f.Exact[x+y]; len(fields) > 0 {
				return fields
			}
		}
	}
	return nil
}

func (f *TableForm) All(fields []int, strength float64, how string) []Match {
	out := make([]Match, len(fields))
	for i, field := range fields {
		out[i] = Match{Field: field, Strength: strength, How: how}
	}
	return out
}

// AmountsOf keeps the matches to fields of figures: only those have parts.
func (f *TableForm) AmountsOf(ms []Match) []Match {
	return slices.DeleteFunc(slices.Clone(ms), func(m Match) bool {
		t := f.Fields[m.Field].Type
		return t != "amount" && t != "count" || f.IsSource(m.Field)
	})
}

func (f *TableForm) IsSource(field int) bool {
	return strings.HasPrefix(f.Fields[field].Name, "source")
}

func Parts(ms []Match, factor float64, how string) []Match {
	out := slices.Clone(ms)
	for i := range out {
		out[i].Part, out[i].Strength = true, out[i].Strength*factor
		if how != "" {
			out[i].How = how
		}
	}
	return out
}

// Nearest is the known word most like a header that was not understood, "" when
// none is near.
func (f *TableForm) Nearest(l *Label) string {
	best, word := evidence.Standard.Word.NearLikeness, ""
	for i := range f.Fields {
		if strings.HasPrefix(f.Fields[i].Name, textPrefix) {
			continue
		}
		for _, w := range f.Fields[i].Words {
			if s := Likeness(model.Key(w), l.Key); s > best {
				best, word = s, w
			}
		}
	}
	return word
}

// Near is how like (0 to 1) a header is to the words of one field, and the word: 0
// where a word of another field is as like, or where it says that it is none of it.
func (f *TableForm) Near(field int, l *Label) (float64, string) {
	best, at, word := 0.0, -1, ""
	if f.Refuses(field, l) {
		return 0, ""
	}
	for i := range f.Fields {
		for _, w := range f.Fields[i].Words {
			for _, k := range l.Keys {
				switch s := Likeness(model.Key(w), k); {
				case s > best:
					best, at, word = s, i, w
				case s == best && i != at && !f.spare(i):
					at = -1
				}
			}
		}
	}
	if at != field {
		return 0, ""
	}
	return best, word
}

// Refuses reports a header that says of itself that it is none of the field: 计划时间
// is not when an activity was.
func (f *TableForm) Refuses(field int, l *Label) bool {
	return slices.ContainsFunc(l.Keys, func(k string) bool { return ContainsAny(k, notTheWord) || f.composer().refuses(field, k) })
}

// Likeness is the share of runes two words have in common (Dice).
func Likeness(a, b string) float64 {
	ra, rb := []rune(a), []rune(b)
	common := 0
	used := make([]bool, len(rb))
	for _, x := range ra {
		for j, y := range rb {
			if x == y && !used[j] {
				used[j] = true
				common++
				break
			}
		}
	}
	if len(ra)+len(rb) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(ra)+len(rb))
}
