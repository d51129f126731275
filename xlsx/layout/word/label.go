package word

import (
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/profile"
)

// A Label is a header or label text taken apart.
type Label struct {
	Text    string
	Key     string   // model.Key of the text
	Keys    []string // ways to read it, the most literal first
	Base    string   // the word: no numbering before it, no brackets, no colon after it
	Marks   []string // what stands in its brackets: 万元 and 20分 of 预算执行情况(万元)(20分)
	OfWhich bool     // begins with 其中
	Whole   bool     // 小计, 合计: the sum of the group it stands under
	shared  bool     // kept for the next workbook
}

// Label takes a header text apart; the result is kept for the next time.
func (v *Page) Label(text string) *Label {
	if l, ok := v.labels[text]; ok {
		return l
	}
	l := sharedLabel(text)
	if len(v.labels) < evidence.KnownTexts {
		v.labels[text] = l
	}
	return l
}

// The headers of all workbooks are made of the same few hundred words.
var (
	labels     sync.Map // text → *label
	labelCount atomic.Int32
)

func sharedLabel(text string) *Label {
	if l, ok := labels.Load(text); ok {
		return l.(*Label)
	}
	l := NewLabel(strings.Clone(text))
	if len(text) <= evidence.SharedBytes && int(labelCount.Add(1)) < evidence.KnownTexts {
		l.shared = true
		known, _ := labels.LoadOrStore(strings.Clone(text), l)
		return known.(*Label)
	}
	return l
}

// NewLabel takes a text apart that is looked up but once.
func NewLabel(text string) *Label {
	l := &Label{Text: strings.TrimSpace(text)}
	if len(text) > evidence.Standard.Word.LabelBytes {
		return l
	}
	l.Key = model.Key(text)
	l.Keys = Variants(l.Key)
	l.Base, l.Marks = Bare(l.Key)
	l.OfWhich = strings.HasPrefix(l.Key, "其中") || strings.HasPrefix(l.Key, "#")
	l.Whole = slices.ContainsFunc(l.Keys, func(k string) bool { return slices.Contains(wholeWords, k) || totalWord.MatchString(k) })
	return l
}

// Visits reports words that end in 人次.
func (l *Label) Visits() bool {
	return slices.ContainsFunc(l.Keys, func(k string) bool { return strings.HasSuffix(k, "人次") })
}

// ofThisYear reports 本年拨款: under 到位资金 it is the part that 上年结转 is not.
func (l *Label) ofThisYear() bool {
	return strings.HasPrefix(l.Key, "本年") || strings.HasPrefix(l.Key, "当年")
}

// wholeWords are headers that stand for the sum of their group.
var wholeWords = profile.Common("wholes")

var (
	numbering  = pattern.New(`^(?:[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,3}[、.]|\([0-9一二三四五六七八九十]{1,3}\))`)
	leadDigits = pattern.New(`^[0-9]{1,2}([^0-9年月日季%.、)~-].*)$`)
	bracket    = pattern.New(`\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>`)
	asciiTail  = pattern.New(`^(.*\p{Han})[\x21-\x7e×÷]+$`)
	yearHead   = pattern.New(`^(?:20[0-9]{2}|[零〇一二三四五六七八九]{4})(?:年度|年)`)
	unitTail   = pattern.New(`^(.+?)[/,:;_|-](?:单位:?|金额单位:?|计量单位:?)?` + profile.Any("units") + `$`)
	UnitOnly   = pattern.New(`^(?:单位:?|金额单位:?|计量单位:?)?` + profile.Any("units") + `$`)
)

// thisYear are beginnings that a header may lose: 本年支出 is 支出.
var thisYear = profile.Common("this-year")

var withoutBrackets = strings.NewReplacer("(", "", ")", "", "[", "", "]", "")

// Variants are the ways to read a header key: as it stands, without what is
// around the word (numbering, a unit, a formula, a year, brackets), and what
// brackets hold. The most literal reading comes first.
func Variants(key string) []string {
	var out []string
	add := func(k string) {
		k = strings.Trim(k, ":：,、.;*")
		if k != "" && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	add(key)
	k := strings.TrimLeft(key, "*#")
	k = numbering.ReplaceAllString(k, "")
	for _, head := range []string{"其中:", "其中", "#"} {
		k = strings.TrimPrefix(k, head)
	}
	add(k)
	if m := leadDigits.FindStringSubmatch(k); m != nil {
		k = m[1]
		add(k)
	}
	var inner [][]string
	whole := k
	if strings.ContainsAny(k, "([<") {
		inner = bracket.FindAllStringSubmatch(k, -1)
		k = bracket.ReplaceAllString(k, "")
		add(k)
	}
	if m := unitTail.FindStringSubmatch(k); m != nil {
		k = m[1]
		add(k)
	}
	if m := asciiTail.FindStringSubmatch(k); m != nil {
		k = m[1]
		add(k)
	}
	add(yearHead.ReplaceAllString(k, ""))
	for _, head := range thisYear {
		if rest, ok := strings.CutPrefix(k, head); ok && utf8.RuneCountInString(rest) >= evidence.Standard.Word.RestRunes {
			add(rest)
		}
	}
	if len(inner) > 0 {
		add(withoutBrackets.Replace(whole))
		for _, m := range inner {
			if in := m[1] + m[2] + m[3]; !UnitOnly.MatchString(in) && utf8.RuneCountInString(in) >= evidence.Standard.Word.RestRunes && !view.IsASCII(in) {
				add(in)
				add(in + k) // 支出（实际） is 实际支出
			}
		}
	}
	return out
}

// filler are the syllables that headers carry without changing what they mean.
var filler = fillerOf(profile.Common("filler"))

func fillerOf(words []string) *strings.Replacer {
	var pairs []string
	for _, w := range words {
		pairs = append(pairs, w, "")
	}
	return strings.NewReplacer(pairs...)
}

// core is what is left of a word without its filler.
func core(key string) string { return filler.Replace(key) }
