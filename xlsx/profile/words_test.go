package profile

import (
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"

	"ziping/model"
)

// TestWordsFile holds the reader of words/*.yaml to a YAML reader, and every list to
// words that differ.
func TestWordsFile(t *testing.T) {
	for name, text := range map[string]string{"common.yaml": wordsFile, "grammar.yaml": grammarFile} {
		got := parseWords(text)
		var want map[string][]string
		if err := yaml.Unmarshal([]byte(text), &want); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("words/%s: -want +got\n%s", name, diff)
		}
		different(t, got)
	}
}

// different reports blank words and words that a list has twice.
func different(t *testing.T, lists map[string][]string) {
	t.Helper()
	for name, words := range lists {
		seen := map[string]bool{}
		for _, w := range words {
			if w == "" || seen[w] {
				t.Errorf("%s: %q", name, w)
			}
			seen[w] = true
		}
	}
}

// TestGrammar holds every entry of the grammar to a field that there is, a part that
// there is, and lists that there are.
func TestGrammar(t *testing.T) {
	lists := parseWords(grammarFile)
	for name, words := range lists {
		for _, w := range words {
			if list, ok := strings.CutPrefix(w, "@"); ok && lists[list] == nil {
				t.Errorf("%s names the list %s, which is none", name, list)
			}
			if model.Key(w) != w {
				t.Errorf("%s: %q is no key", name, w)
			}
		}
		kind, rest, ok := strings.Cut(name, ".")
		if !ok {
			continue
		}
		field, part, _ := strings.Cut(rest, ".")
		form := Default().form(model.TableKind(kind), "")
		if form == nil || !slices.ContainsFunc(form.Fields, func(f Field) bool { return f.Name == field }) {
			t.Errorf("%s: no such field", name)
		}
		if !slices.Contains([]string{"heads", "of", "with", "not", "fronts", "free"}, part) {
			t.Errorf("%s: no such part", name)
		}
	}
	for kind, fields := range grammars().fields {
		for field, g := range fields {
			if len(g.Heads) == 0 {
				t.Errorf("%s.%s has no heads", kind, field)
			}
		}
	}
}
