package rules_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model/check"
	"ziping/model/check/rules"
)

// TestRuleCases runs each rule over a unit it reports, one it accepts, and one
// it deliberately lets pass. Only the rule's own findings count; where it is to
// say nothing wrong, a remark (info) is allowed and listed.
func TestRuleCases(t *testing.T) {
	for _, r := range rules.All {
		if strings.HasPrefix(r.ID, "import/") || (r.ID == "text/missing" || r.ID == "text/unprinted") {
			continue // the reader and the report's writer find these; see TestImport, TestJoin
		}
		t.Run(strings.ReplaceAll(r.ID, "/", "-"), func(t *testing.T) {
			file := filepath.Join("testdata", "rule", strings.ReplaceAll(r.ID, "/", "-")+".txtar")
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			_, set, _ := strings.Cut(strings.TrimSpace(string(archive.Comment)), "set: ")
			for _, kind := range kindsOf(t, archive) {
				input := section(archive, kind)
				found := ofRule(runText(t, input, set), r.ID)
				wrong := 0
				for _, f := range found {
					if f.Severity != check.Info || r.Severity == check.Info {
						wrong++
					}
					t.Logf("%s: %s %s %s｜%s", kind, f.Severity, f.Pos, f.Message, f.Hint)
				}
				if strings.HasPrefix(kind, "reports") != (wrong > 0) {
					t.Errorf("%s: %d findings", kind, wrong)
				}
				for i := range found {
					found[i].Consequences = nil
				}
				expect(t, file, archive, kind+": want", listing(found))
			}
		})
	}
}

// kindsOf are the cases of a file, each named after what the rule does: "reports",
// or "reports swapped columns". Every rule has all three kinds.
func kindsOf(t *testing.T, archive *txtar.Archive) []string {
	t.Helper()
	var out []string
	missing := []string{"reports", "accepts", "lets pass"}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ": want") {
			continue
		}
		out = append(out, f.Name)
		if !slices.ContainsFunc([]string{"reports", "accepts", "lets pass"}, func(k string) bool { return strings.HasPrefix(f.Name, k) }) {
			t.Errorf("case %q is of no kind", f.Name)
		}
		missing = slices.DeleteFunc(missing, func(k string) bool { return f.Name == k })
	}
	if len(missing) > 0 {
		t.Errorf("no case it %s", strings.Join(missing, ", "))
	}
	return out
}
