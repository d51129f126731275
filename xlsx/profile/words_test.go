package profile

import (
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// TestWordsFile holds the reader of words/common.yaml to a YAML reader, and every list to
// words that differ.
func TestWordsFile(t *testing.T) {
	var want map[string][]string
	if err := yaml.Unmarshal([]byte(wordsFile), &want); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, common); diff != "" {
		t.Errorf("words/common.yaml: -want +got\n%s", diff)
	}
	for name, words := range common {
		seen := map[string]bool{}
		for _, w := range words {
			if w == "" || seen[w] {
				t.Errorf("%s: %q", name, w)
			}
			seen[w] = true
		}
	}
}
