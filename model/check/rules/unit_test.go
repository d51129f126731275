package rules_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

var update = flag.Bool("update", false, "rewrite the expectations")

// listing writes findings as the test files hold them: one a line, with
// consequences indented, got and want where there are any.
func listing(findings []check.Finding) string {
	var b strings.Builder
	var write func(indent string, f check.Finding)
	write = func(indent string, f check.Finding) {
		line := fmt.Sprintf("%s%s %s %s %s %s", indent, f.Severity, f.Rule, place(f), f.Got, f.Want)
		b.WriteString(strings.TrimRight(line, " "))
		if f.Waived != "" {
			b.WriteString(" 豁免：" + f.Waived)
		}
		b.WriteString("\n")
		for _, c := range f.Consequences {
			write(indent+"  ", c)
		}
	}
	for _, f := range findings {
		write("", f)
	}
	return b.String()
}

func only(findings []check.Finding, keep func(check.Finding) bool) []check.Finding {
	var out []check.Finding
	for _, f := range findings {
		if keep(f) {
			out = append(out, f)
		}
	}
	return out
}

// TestUnits runs every rule over whole units; the files list all findings but
// the remarks (info).
func TestUnits(t *testing.T) {
	files, _ := filepath.Glob("testdata/unit/*.txtar")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			p, err := modeltest.Parse("自评.xlsx", section(archive, "project"))
			if err != nil {
				t.Fatal(err)
			}
			findings := run(p, nil)
			for _, f := range check.Flatten(findings) {
				t.Logf("%s %s %s %s｜%s", f.Severity, f.Rule, f.Pos, f.Message, f.Hint)
			}
			got := listing(only(findings, func(f check.Finding) bool { return f.Severity != check.Info }))
			expect(t, file, archive, "want", got)
		})
	}
}

// run applies all rules. That most units of the tests name no unit, project or
// year is left out.
func run(p *model.Project, set *check.Set) []check.Finding {
	return only(rules.All.Run(p, set).Findings, func(f check.Finding) bool { return f.Rule != "text/missing" })
}

func section(a *txtar.Archive, name string) string {
	for _, f := range a.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// expect compares got with a section of the file, or rewrites it.
func expect(t *testing.T, file string, a *txtar.Archive, name, got string) {
	t.Helper()
	want := section(a, name)
	if want == got {
		return
	}
	if !*update {
		t.Errorf("%s: %s (-want +got)\n%s", file, name, cmp.Diff(want, got))
		return
	}
	for i := range a.Files {
		if a.Files[i].Name == name {
			a.Files[i].Data = []byte(got)
		}
	}
	if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}
