package prose

import (
	"strings"
	"unicode"

	"ziping/model/pattern"
)

// A part is one clause of an effect, with the mark that stood after it.
type part struct{ text, mark string }

var (
	bareNumber = pattern.New(`^(?:约|近|共|累计)?[0-9][0-9.]*[万亿]?(?:余|多)?[^0-9，。；]{1,4}$`)
	verbNumber = pattern.New(`^([^0-9约近共，。；]{2,4})((?:约|近)?[0-9][0-9.]*[万亿]?(?:余|多)?[^0-9，。；、]{1,3})$`)
	figures    = pattern.New(`[0-9][0-9.]*`)
)

// parts cuts an effect into clauses.
func parts(text string) []part {
	var out []part
	start := 0
	runes := []rune(strings.TrimSpace(text))
	for i, r := range runes {
		thousands := r == ',' && i > 0 && i+1 < len(runes) && unicode.IsDigit(runes[i-1]) && unicode.IsDigit(runes[i+1])
		if strings.ContainsRune("，,。；;！\n", r) && !thousands {
			out = addPart(out, string(runes[start:i]), string(r))
			start = i + 1
		}
	}
	return addPart(out, string(runes[start:]), "")
}

var itemNumber = pattern.New(`^[(（]?[0-9]{1,2}[)）.．、]\s*([^0-9])`)

// addPart takes a clause without the number of a list before it.
func addPart(out []part, text, mark string) []part {
	return append(out, part{itemNumber.ReplaceAllString(strings.TrimSpace(text), "$1"), mark})
}

// effectParts are the clauses that are to be told, cleaned.
func (b *Bank) effectParts(e *Event) []part {
	var out []part
	for _, p := range parts(e.Effect.Text) {
		t := strings.TrimSpace(p.text)
		switch {
		case t == "" || equal(t, b.EffectDrop) || t == e.Name.Text:
			continue
		case equal(t, b.EffectBare):
			t = "效果" + t
		case b.prize.MatchString(t):
			t = "获" + t
		}
		if p.mark == "," || p.mark == "\n" {
			p.mark = "，"
		}
		out = append(out, part{t, p.mark})
	}
	return out
}

func equal(s string, words []string) bool {
	for _, w := range words {
		if s == w {
			return true
		}
	}
	return false
}

// restated reports that a clause says what the name says, with a number: 新命名
// 县级科普教育基地5个 of 县级科普教育基地命名. The result is the clause around the
// name's object, so that the object stands in full.
func (b *Bank) restated(name, clause string) (before, object, after string, ok bool) {
	bare := strings.TrimSuffix(strings.TrimSuffix(core(name), "工作"), "活动")
	if !figures.MatchString(clause) || startsWith(clause, b.EffectVerbs) == "" {
		return "", "", "", false
	}
	verb, object := "", ""
	for _, v := range b.EffectVerbs {
		if len([]rune(v)) < 2 || !strings.Contains(clause, v) {
			continue
		}
		if s, found := strings.CutSuffix(bare, v); found {
			verb, object = v, s
			break
		}
		if s, found := strings.CutPrefix(bare, v); found {
			verb, object = v, s
			break
		}
	}
	obj := []rune(object)
	if verb == "" || len(obj) < 2 {
		return "", "", "", false
	}
	for n := len(obj); n >= 2; n-- { // the longest end of the object that stands before a number
		end := string(obj[len(obj)-n:])
		i := strings.Index(clause, end)
		if i < 0 {
			continue
		}
		before, after = clause[:i], clause[i+len(end):]
		if after == "" || !unicode.IsDigit([]rune(after)[0]) {
			return "", "", "", false
		}
		head := []rune(string(obj[:len(obj)-n]))
		for k := min(len(head), len([]rune(before))); k > 0; k-- { // what both say is said once
			if s, cut := strings.CutSuffix(before, string(head[:k])); cut {
				before = s
				break
			}
		}
		return before, object, after, true
	}
	return "", "", "", false
}
