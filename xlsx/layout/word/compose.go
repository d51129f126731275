package word

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
)

// A composer takes headers apart that no list has, by the grammar of one form.
type composer struct {
	fields []composed
	fringe []string
	ends   map[rune]bool // last runes of heads and fringes: most texts are none
	begins map[rune]bool // first runes of fronts
}

// composed is the grammar of one field, made ready.
type composed struct {
	field int
	profile.Grammar
	known []string // all that may be in its words
}

// newComposer is nil for a form whose kind has no grammar.
func newComposer(form *profile.Form) *composer {
	grammar := profile.GrammarOf(form.Kind)
	if grammar == nil {
		return nil
	}
	common := profile.CommonMorphemes()
	c := &composer{fringe: common.Fringe, ends: map[rune]bool{}, begins: map[rune]bool{}}
	for i := range form.Fields {
		g, ok := grammar[form.Fields[i].Name]
		if !ok {
			continue
		}
		known := slices.Concat(g.Heads, g.Of, g.With, common.Any)
		c.fields = append(c.fields, composed{i, g, known})
		for _, w := range g.Heads {
			r, _ := utf8.DecodeLastRuneInString(w)
			c.ends[r] = true
		}
		for _, w := range g.Fronts {
			r, _ := utf8.DecodeRuneInString(w)
			c.begins[r] = true
		}
	}
	slices.SortStableFunc(c.fields, func(a, b composed) int { return cmp.Compare(min(len(b.Of), 1), min(len(a.Of), 1)) })
	for _, w := range c.fringe {
		r, _ := utf8.DecodeLastRuneInString(w)
		c.ends[r] = true
	}
	return c
}

// compose finds the fields whose grammar makes the word, and how surely: all of it
// known morphemes, or with a word in front that may be the name of anything.
func (c *composer) compose(key string) []Match {
	if c == nil || utf8.RuneCountInString(key) > evidence.Standard.Word.WordRunes {
		return nil
	}
	last, _ := utf8.DecodeLastRuneInString(key)
	first, _ := utf8.DecodeRuneInString(key)
	if !c.ends[last] && !c.begins[first] {
		return nil
	}
	var out []Match
	narrow := "" // the head of a word that means something narrower: 惠及儿童人次
	for i := range c.fields {
		m, head, ok := c.fields[i].match(key, c.fringe)
		if !ok {
			continue
		}
		if len(c.fields[i].Of) > 0 {
			narrow = head
		} else if head == narrow {
			m.Strength -= evidence.Standard.Word.Spare
		}
		out = append(out, m)
	}
	return out
}

// refuses reports a word that the grammar of the field says is none of it.
func (c *composer) refuses(field int, key string) bool {
	return c != nil && slices.ContainsFunc(c.fields, func(g composed) bool { return g.field == field && ContainsAny(key, g.Not) })
}

// match reads a word by the grammar of one field.
func (g *composed) match(key string, fringe []string) (m Match, head string, ok bool) {
	if ContainsAny(key, g.Not) || len(g.Of) > 0 && !ContainsAny(key, g.Of) {
		return m, "", false
	}
	head, rest := g.head(key, fringe)
	if head == "" {
		return m, "", false
	}
	for _, w := range notTheWord {
		if strings.HasPrefix(rest, w) && !slices.ContainsFunc(g.known, func(k string) bool { return strings.HasPrefix(k, w) && strings.HasPrefix(key, k) }) {
			return m, "", false
		}
	}
	m = Match{Field: g.field, Strength: evidence.Standard.Word.Composed, Composed: true, How: "由“" + rest + "”和“" + head + "”合成"}
	if rest == "" {
		m.How = "是“" + head + "”"
	}
	if leftOver(rest+head, g.known) > 0 {
		if !g.Free {
			return m, "", false
		}
		m.Strength, m.Loose = evidence.Standard.Word.Loose, true
	}
	if strings.HasPrefix(rest, "累计") {
		m.Strength -= evidence.Standard.Word.Spare // what was counted this time goes before
	}
	return m, head, true
}

// head parts a word into its head and what the head is about, "" for none. What
// follows the head is a fringe: 反馈情况 is 反馈.
func (g *composed) head(key string, fringe []string) (head, rest string) {
	ends := func(s string) (string, string) {
		best := ""
		for _, h := range g.Heads {
			if len(h) > len(best) && strings.HasSuffix(s, h) {
				best = h
			}
		}
		return best, strings.TrimSuffix(s, best)
	}
	if head, rest = ends(key); head != "" {
		return head, rest
	}
	for _, f := range fringe {
		if s, ok := strings.CutSuffix(key, f); ok {
			if head, rest = ends(s); head != "" {
				return head, rest
			}
		}
	}
	for _, f := range g.Fronts {
		if s, ok := strings.CutPrefix(key, f); ok && s != "" {
			return f, s
		}
	}
	return "", ""
}

// leftOver counts the runes of a word that known morphemes cannot cover, the
// fewest there may be.
func leftOver(s string, known []string) int {
	if s == "" {
		return 0
	}
	best := make([]int, len(s)+1) // from each byte to the end
	for i := len(s) - 1; i >= 0; i-- {
		if !utf8.RuneStart(s[i]) {
			continue
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		best[i] = best[i+size] + 1
		for _, w := range known {
			if w != "" && strings.HasPrefix(s[i:], w) {
				best[i] = min(best[i], best[i+len(w)])
			}
		}
	}
	return best[0]
}
