package profile

import (
	_ "embed"
	"strings"

	"ziping/model/pattern"
)

//go:embed words/common.yaml
var wordsFile string

// common are the lists of words/common.yaml, by name.
var common = parseWords(wordsFile)

// Common is the list of words of that name in words/common.yaml: words that decide what a
// line, a row or a header is in forms of every kind. It panics for a name that the
// file does not have; the lists are taken when the program starts.
//
//	profile.Common("sums") // 合计 小计 总计 共计
func Common(name string) []string {
	words, ok := common[name]
	if !ok {
		panic("profile: words/common.yaml has no list " + name)
	}
	return words
}

// Any is a list of words/common.yaml as a group of a regular expression that holds any of
// its words; one that comes earlier in the list wins.
//
//	pattern.New("^" + profile.Any("money")) // ^(?:金额|资金|…)
func Any(name string) string {
	var quoted []string
	for _, w := range Common(name) {
		quoted = append(quoted, pattern.Quote(w))
	}
	return "(?:" + strings.Join(quoted, "|") + ")"
}

// parseWords reads the one shape of YAML that words/common.yaml has: comments, blank lines
// and NAME: [WORD, "WORD", …]. A test holds it to what a YAML reader says.
func parseWords(text string) map[string][]string {
	lists := map[string][]string{}
	for line := range strings.Lines(text) {
		name, list, ok := strings.Cut(strings.TrimSpace(line), ": [")
		if !ok || strings.HasPrefix(name, "#") {
			continue
		}
		for w := range strings.SplitSeq(strings.TrimSuffix(list, "]"), ", ") {
			lists[name] = append(lists[name], strings.Trim(w, `"`))
		}
	}
	return lists
}
