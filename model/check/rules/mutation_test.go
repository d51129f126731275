package rules_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

func clean(t testing.TB) string {
	t.Helper()
	data, err := os.ReadFile("testdata/clean.txt")
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func errorsAndWarnings(f check.Finding) bool { return f.Severity != check.Info }

func TestCleanUnit(t *testing.T) {
	p := modeltest.MustParse(clean(t))
	for _, f := range run(p, nil) {
		if f.Severity != check.Info {
			t.Errorf("%s %s %s", f.Rule, f.Pos, f.Message)
		}
	}
}

// TestMutations breaks one cell of the clean unit at a time. Each section of the
// file is headed by the cell and its new text and lists what that leads to, with
// the consequences indented. Every rule that looks at one unit has a section.
func TestMutations(t *testing.T) {
	const file = "testdata/mutations.txtar"
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	text := clean(t)
	reported := map[string]bool{}
	for i, section := range archive.Files {
		t.Run(section.Name, func(t *testing.T) {
			changed := text
			set := ""
			for _, edit := range strings.Split(section.Name, "; ") {
				if name, is := strings.CutPrefix(edit, "set "); is {
					set = name
					continue
				}
				cell, value, _ := strings.Cut(edit, " =")
				value = strings.TrimSpace(value)
				if changed, err = modeltest.Edit(changed, cell, value); err != nil {
					t.Fatal(err)
				}
			}
			findings := only(runText(t, changed, set), errorsAndWarnings)
			for _, f := range check.Flatten(findings) {
				reported[f.Rule] = true
				t.Logf("%s %s %s｜%s", f.Rule, f.Pos, f.Message, f.Hint)
			}
			got := listing(findings)
			if *update {
				archive.Files[i].Data = []byte(got)
			} else if want := string(section.Data); want != got {
				t.Errorf("(-want +got)\n%s", cmp.Diff(want, got))
			}
		})
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range rules.All {
		if r.Run != nil && !strings.HasPrefix(r.ID, "import/") && r.ID != "text/missing" && r.ID != "text/unprinted" && !reported[r.ID] {
			t.Errorf("no mutation leads to %s", r.ID)
		}
	}
}
