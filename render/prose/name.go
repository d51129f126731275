package prose

import (
	"strings"

	"ziping/model/pattern"
)

// A wording is a name as it joins a sentence: the verb before it, the name, the
// word after it. A name that is a deed by itself has no verb.
type wording struct{ verb, before, name, tail string }

var (
	parenthesis = pattern.New(`[（(][^（()）]*[)）]$|[（(]?第[一二三四五六七八九十0-9]{1,3}(?:批|期|届|站|场|讲|轮|次|阶段)[）)]?$`)
	outing      = pattern.New(`(?:(?:进|入)(?:校园|军队|部队|医院|商圈|工厂|园区|公园|市场|乡村|社区|农村|机关|企业|家庭|军营|景区|村|户|基层|学校|课堂|寺庙|工地|网络|宗教场所|农家|乡镇|万家)|下乡|上门|入户)$`)
)

// core is a name without what stands around its last word.
func core(name string) string {
	for range 2 {
		name = strings.TrimRight(parenthesis.ReplaceAllString(name, ""), "”\"》）) ")
	}
	return name
}

// named finds the verb for a name. event tells that sessions or people are
// known: what happens is an 活动 then, else 工作.
func (b *Bank) named(name string, event bool) wording {
	bare := core(name)
	if startsWith(bare, b.Never) != "" || inSentence(bare) {
		if startsWith(bare, b.Stripped) != "" && bare == name {
			for _, tail := range []string{"工作", "活动"} {
				if s := strings.TrimSuffix(name, tail); len([]rune(s)) > 3 {
					name = s
				}
			}
		}
		return wording{name: name}
	}
	if startsWith(bare, b.Verbs) != "" && endsWith(bare, b.EventWords) == "" && !strings.HasSuffix(bare, "工作") && !outing.MatchString(bare) {
		return wording{name: name}
	}
	if v := endsWith(bare, b.Fronted); v != "" && bare == name && len([]rune(name)) >= len([]rune(v))+2 {
		return wording{before: v, name: strings.TrimSuffix(name, v)}
	}
	if outing.MatchString(bare) {
		return wording{verb: b.Otherwise.Verb, name: name, tail: b.Otherwise.Event}
	}
	for _, e := range b.Endings {
		if endsWith(bare, e.Words) != "" {
			return wording{verb: e.Verb, name: name, tail: e.Tail}
		}
	}
	p := wording{verb: b.Otherwise.Verb, name: name, tail: b.Otherwise.Work}
	if event {
		p.tail = b.Otherwise.Event
	}
	return p
}

// inSentence reports a name that has its verb in the middle: 县一中举办科技节.
func inSentence(name string) bool {
	for _, v := range []string{"举办", "召开", "组织开展", "联合开展", "组织召开"} {
		if i := strings.Index(name, v); i > 0 {
			return true
		}
	}
	return strings.ContainsAny(name, "，。；")
}

func startsWith(s string, words []string) string {
	for _, w := range words {
		if w != "" && strings.HasPrefix(s, w) {
			return w
		}
	}
	return ""
}

func endsWith(s string, words []string) string {
	for _, w := range words {
		if w != "" && strings.HasSuffix(s, w) {
			return w
		}
	}
	return ""
}

func contains(s string, words []string) bool {
	for _, w := range words {
		if w != "" && strings.Contains(s, w) {
			return true
		}
	}
	return false
}
