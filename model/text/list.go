package text

import (
	"strings"
	"unicode/utf8"
)

// A List is a run of items in the words of the text: 一是…二是…, 第一，…第二，….
type List struct {
	Style string // 是, 第
	Items []Item
}

// An Item is one of a list: its mark, and its number.
type Item struct {
	Mark   Span
	Number int
}

// listsOf finds the marks of items on a line, one list a style. Items of one
// list may stand in several paragraphs: whoever looks at them joins the lists.
func listsOf(l *Line) []*List {
	is, nth := &List{Style: "是"}, &List{Style: "第"}
	t := l.Text
	for i, r := range t {
		if !strings.ContainsRune(chineseDigits, r) || i > 0 && !atStart(t[:i]) {
			continue
		}
		end := i
		for end < len(t) {
			c, n := utf8.DecodeRuneInString(t[end:])
			if !strings.ContainsRune(chineseDigits, c) {
				break
			}
			end += n
		}
		n, ok := chinese(t[i:end])
		if !ok {
			continue
		}
		switch {
		case strings.HasPrefix(t[end:], "是"):
			is.Items = append(is.Items, Item{Span{l, i, end + len("是")}, n})
		case strings.HasSuffix(t[:i], "第") && (strings.HasPrefix(t[end:], ",") || strings.HasPrefix(t[end:], "、")):
			nth.Items = append(nth.Items, Item{Span{l, i - len("第"), end}, n})
		}
	}
	var out []*List
	for _, list := range []*List{is, nth} {
		if len(list.Items) > 0 {
			out = append(out, list)
		}
	}
	return out
}

// atStart reports that an item may begin behind a text: at a mark, or 第 at one.
func atStart(before string) bool {
	before = strings.TrimSuffix(before, "第")
	if before == "" {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(before)
	return strings.ContainsRune("。;:,!?、)“", r)
}
