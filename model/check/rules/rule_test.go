package rules_test

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

// TestRuleCases runs each rule over a unit it reports, one it accepts, one it
// deliberately lets pass, and one it cannot decide and says so. Only the rule's own
// findings count; where it is to say nothing wrong, a remark (info) is allowed and
// listed.
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
			for _, kind := range kindsOf(t, archive, r.Review == nil || r.Run != nil) {
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
				if strings.HasPrefix(kind, "undecided") && !saidUndecided(t, input, set, r) {
					t.Errorf("%s: nothing says so", kind)
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
// or "reports swapped columns". Every rule has all four kinds; those of finished
// reports alone find what they look for or do not.
func kindsOf(t *testing.T, archive *txtar.Archive, decides bool) []string {
	t.Helper()
	var out []string
	missing := []string{"reports", "accepts", "lets pass"}
	if decides {
		missing = append(missing, "undecided")
	}
	for _, f := range archive.Files {
		if strings.HasSuffix(f.Name, ": want") {
			continue
		}
		out = append(out, f.Name)
		if !slices.ContainsFunc([]string{"reports", "accepts", "lets pass", "undecided"}, func(k string) bool { return strings.HasPrefix(f.Name, k) }) {
			t.Errorf("case %q is of no kind", f.Name)
		}
		missing = slices.DeleteFunc(missing, func(k string) bool { return f.Name == k })
	}
	if len(missing) > 0 {
		t.Errorf("no case it %s", strings.Join(missing, ", "))
	}
	return out
}

// saidUndecided reports that an officer reads that the rule could not decide: in
// its check's state, or in a remark that is its own or names it.
func saidUndecided(t *testing.T, input, set string, r *check.Rule) bool {
	t.Helper()
	s, _ := check.FindSet(set)
	var findings []check.Finding
	var checked []check.Checked
	if strings.Contains(input, "----") {
		findings = runText(t, input, set)
	} else {
		findings, checked = rules.Run(modeltest.MustParse(input), s)
	}
	for _, c := range checked {
		if slices.Contains(c.Rules, r.ID) {
			return c.Undecided > 0 && len(c.Why) > 0
		}
	}
	return slices.ContainsFunc(findings, func(f check.Finding) bool {
		return f.Severity == check.Info && (f.Rule == r.ID && strings.HasPrefix(f.Message, "无法判断") || strings.HasPrefix(f.Message, "有的数不能核对") && strings.Contains(f.Message, "“"+r.Title+"”"))
	})
}
