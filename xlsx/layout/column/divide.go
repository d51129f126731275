package column

import (
	"slices"
	"strings"

	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
)

// A division is a set of words that part a figure, all of it: 上半年 and 下半年.
// The groups of the pattern are the word in front of what is parted and behind it.
type division struct {
	word  *pattern.Regexp
	parts int
}

var divisions = []division{
	{pattern.New(`^第?([一二三四1-4])季度?|第?([一二三四1-4])季度?$`), 4},
	{pattern.New(`^([上下])半年|([上下])半年$`), 2},
	{pattern.New(`^([0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?|([0-9]{1,2}|[一二三四五六七八九十]{1,2})月份?$`), 12},
	{pattern.New(`^(线上|线下)|(线上|线下)$`), 2},
	{pattern.New(`^([男女])性?|([男女])性?$`), 2},
}

// A divided column is one part of a field's figure by the words of its header.
type divided struct {
	col    int
	fields []word.Match
	part   string
}

// divide reads columns that part a figure, as long as all the parts have one:
// 一季度支出 to 四季度支出, 参与人数（男） and 参与人数（女）, 上半年 over 计划 and 支出.
func (c *Claim) divide(offers []offer) []offer {
	for _, d := range divisions {
		byField := map[int][]divided{}
		for i := range c.Columns {
			if x, ok := inParts(c.Form, &c.Columns[i], d); ok {
				x.col = i
				byField[x.fields[0].Field] = append(byField[x.fields[0].Field], x)
			}
		}
		for _, xs := range byField {
			if !d.whole(xs) {
				continue
			}
			for _, x := range xs {
				offers = slices.DeleteFunc(offers, func(o offer) bool { return o.col == x.col })
				for _, m := range word.Parts(x.fields, evidence.Standard.Word.ByGroup, "各部分合起来是全部") {
					offers = append(offers, offer{x.col, m, m.Strength})
				}
			}
		}
	}
	return offers
}

// whole reports that every part has one column.
func (d division) whole(xs []divided) bool {
	seen := map[string]bool{}
	for _, x := range xs {
		seen[x.part] = true
	}
	return len(seen) == d.parts && len(xs) == d.parts
}

// inParts takes the words of a column apart into a part and a figure.
func inParts(f *word.TableForm, col *Column, d division) (divided, bool) {
	keys := make([]string, len(col.Path))
	for i, l := range col.Path {
		keys[i] = l.Key
	}
	for _, key := range word.Variants(strings.Join(keys, "")) {
		m := d.word.FindStringSubmatchIndex(key)
		if m == nil {
			continue
		}
		rest := key[:m[0]] + key[m[1]:]
		if own := f.AmountsOf(f.All(f.Exact[rest], evidence.Standard.Word.Literal, "")); len(own) > 0 {
			word := d.word.FindStringSubmatch(key)
			return divided{fields: own, part: word[1] + word[2]}, true
		}
	}
	return divided{}, false
}
