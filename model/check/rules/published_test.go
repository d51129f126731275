package rules_test

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// TestPublished reproduces the faults, and the figures that look like faults and
// are none, of self-evaluations that were published (the letters are those of
// the collection they come from). All findings are listed, the remarks too.
func TestPublished(t *testing.T) {
	files, _ := filepath.Glob("testdata/published/*.txtar")
	if len(files) == 0 {
		t.Fatal("no cases")
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, set, _ := strings.Cut(strings.TrimSpace(string(archive.Comment)), "set: ")
			findings := runText(t, section(archive, "project"), set)
			for _, f := range findings {
				t.Logf("%s %s %s｜%s", f.Rule, f.Pos, f.Message, f.Hint)
			}
			expect(t, file, archive, "want", listing(findings))
		})
	}
}
