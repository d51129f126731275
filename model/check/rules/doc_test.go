package rules_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
	"ziping/model/text"
)

// names of the severities in examples and outputs.
var severities = map[check.Severity]string{check.Error: "错误", check.Warning: "提醒", check.Info: "说明"}

// runText runs the rules over a text: over one unit, or over several parted by
// "----" for the rules of a rollup.
func runText(t *testing.T, text, set string) []check.Finding {
	t.Helper()
	s, ok := check.FindSet(set)
	if !ok {
		t.Fatalf("no rule set %q", set)
	}
	if _, report, finished := strings.Cut(text, "【报告】\n"); finished {
		return reviewed(report, s)
	}
	if !strings.Contains(text, "----") {
		p, err := modeltest.Parse("自评.xlsx", text)
		if err != nil {
			t.Fatal(err)
		}
		return run(p, s)
	}
	units, allot, err := modeltest.ParseAll(text)
	if err != nil {
		t.Fatal(err)
	}
	return rules.Rollup(units, allot, s)
}

// reviewed runs the rules over a finished report; behind 【上年的报告】 stands last year's.
func reviewed(report string, set *check.Set) []check.Finding {
	in := &check.Review{}
	report, last, with := strings.Cut(report, "【上年的报告】\n")
	if with {
		in.Last = text.Read(text.ParsePlain("上年.txt", last))
	}
	in.Report = text.Read(text.ParsePlain("报告.txt", report))
	findings, _ := rules.Review(in, set)
	return findings
}

// place is where a finding is: a cell, or words of a report.
func place(f check.Finding) string {
	if f.Where != nil {
		return f.Where.Place
	}
	return f.Pos.SheetName() + "!" + f.Pos.Cell()
}

// ofRule keeps the findings of one rule, consequences of others included.
func ofRule(findings []check.Finding, id string) []check.Finding {
	return only(check.Flatten(findings), func(f check.Finding) bool { return f.Rule == id })
}

// TestDocs holds every rule to its documentation: complete prose, and an example
// that leads to just the findings that are printed under it.
func TestDocs(t *testing.T) {
	for _, r := range rules.All {
		t.Run(strings.ReplaceAll(r.ID, "/", "-"), func(t *testing.T) {
			d := rules.DocOf(r)
			for name, text := range map[string]string{"What": d.What, "Why": d.Why, "Mend": d.Mend, "LetsPass": d.LetsPass, "Basis": d.Basis, "Example": d.Example} {
				if text == "" {
					t.Errorf("%s is empty", name)
				}
			}
			var input, want []string
			for _, line := range strings.Split(d.Example, "\n") {
				if strings.HasPrefix(line, "→") {
					want = append(want, line)
				} else {
					input = append(input, line)
				}
			}
			var got []string
			for _, f := range ofRule(runText(t, strings.Join(input, "\n"), d.Set), r.ID) {
				got = append(got, "→ 【"+severities[f.Severity]+"】"+place(f)+"："+f.Message)
			}
			if r.ID == "text/missing" || r.ID == "text/unprinted" {
				return // raised by the report's writer, whose tests hold the example
			}
			if len(got) == 0 {
				t.Fatal("the example leads to no finding of the rule")
			}
			if cmp.Equal(want, got) {
				return
			}
			if !*update {
				t.Fatalf("example (-want +got)\n%s", cmp.Diff(want, got))
			}
			file := filepath.Join("doc", strings.ReplaceAll(r.ID, "/", "-")+".md")
			data, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			head, _, _ := strings.Cut(string(data), "```\n")
			data = []byte(head + "```\n" + strings.Join(append(input, got...), "\n") + "\n```\n")
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestOneFile: a rule is one file of its name and one case.
func TestOneFile(t *testing.T) {
	for _, r := range rules.All {
		file := strings.NewReplacer("/", "", "-", "").Replace(r.ID) + ".go"
		if strings.HasPrefix(r.ID, "import/") && r.ID != "import/contradiction" {
			file = "import.go"
		}
		text, err := os.ReadFile(file)
		if err != nil || !strings.Contains(string(text), `"`+r.ID+`"`) {
			t.Errorf("%s is not in %s: %v", r.ID, file, err)
		}
		if strings.HasPrefix(r.ID, "import/") || (r.ID == "text/missing" || r.ID == "text/unprinted") {
			continue // import_test.go, and the tests of the report's writer
		}
		if _, err := os.Stat("testdata/rule/" + strings.ReplaceAll(r.ID, "/", "-") + ".txtar"); err != nil {
			t.Error(err)
		}
	}
}

// TestRules holds the catalogue together: ids in their groups and only once,
// titles, severities, a file of prose for each and none without a rule.
func TestRules(t *testing.T) {
	form := regexp.MustCompile(`^(import|fund|activity|indicator|text|rollup)/[a-z]+(-[a-z]+)*$`)
	seen, titles := map[string]bool{}, map[string]string{}
	for _, r := range rules.All {
		if other := titles[r.Title]; other != "" {
			t.Errorf("%s and %s have the same title", r.ID, other)
		}
		titles[r.Title] = r.ID
		if !form.MatchString(r.ID) || seen[r.ID] || r.Title == "" || severities[r.Severity] == "" {
			t.Errorf("rule %+v", r)
		}
		seen[r.ID] = true
		if r.Run == nil && r.Review == nil && !strings.HasPrefix(r.ID, "rollup/") && r.ID != "text/missing" && r.ID != "text/unprinted" && r.ID != "import/waiver" {
			t.Errorf("%s does nothing", r.ID)
		}
	}
	files, _ := filepath.Glob("doc/*.md")
	if len(files) != len(rules.All) {
		t.Errorf("%d files of prose for %d rules", len(files), len(rules.All))
	}
	for _, file := range files {
		if id := strings.Replace(strings.TrimSuffix(filepath.Base(file), ".md"), "-", "/", 1); !seen[id] {
			t.Errorf("%s belongs to no rule", file)
		}
	}
}
