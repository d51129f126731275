package review_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/text"
)

var update = flag.Bool("update", false, "rewrite testdata/scores.txt")

var marks = regexp.MustCompile(`⟦([a-z/-]+)⟧`)

// A score counts what a rule found of the planted faults.
type score struct{ right, wrong, missed int }

func (s score) line(name string) string {
	rate := func(a, b int) string {
		if b == 0 {
			return "    -"
		}
		return fmt.Sprintf("%4d%%", a*100/b)
	}
	return fmt.Sprintf("%-22s right %3d  wrong %3d  missed %3d  precision %s  recall %s\n", name, s.right, s.wrong, s.missed, rate(s.right, s.right+s.wrong), rate(s.right, s.right+s.missed))
}

// TestTexts reviews the texts of testdata/texts: a line marked ⟦rule⟧ has a
// planted fault of it, ⟦trap⟧ is right though it looks wrong. What comes out by
// rule stands in testdata/scores.txt.
func TestTexts(t *testing.T) {
	files, err := filepath.Glob("testdata/texts/*.txt")
	if err != nil || len(files) < 60 {
		t.Fatalf("%d texts, %v", len(files), err)
	}
	byRule, bySeverity := map[string]*score{}, map[check.Severity]*score{}
	of := func(m map[string]*score, key string) *score {
		if m[key] == nil {
			m[key] = &score{}
		}
		return m[key]
	}
	traps, trapped, most := 0, 0, 0
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want := map[int]string{}
		lines := strings.Split(string(data), "\n")
		for i, l := range lines {
			if m := marks.FindStringSubmatch(l); m != nil {
				want[i] = m[1]
				if m[1] == "trap" {
					traps++
				}
			}
			lines[i] = marks.ReplaceAllString(l, "")
		}
		report := text.Read(text.ParsePlain(filepath.Base(file), strings.Join(lines, "\n")))
		found, _ := rules.Review(&check.Review{Report: report}, nil)
		most = max(most, len(found))
		hit := map[int]bool{}
		for _, f := range found {
			if bySeverity[f.Severity] == nil {
				bySeverity[f.Severity] = &score{}
			}
			at := -1
			if f.Where != nil {
				at = f.Where.Paragraph - 1
			}
			if want[at] == f.Rule || near(want, at, f.Rule) {
				hit[at] = true
				of(byRule, f.Rule).right++
				bySeverity[f.Severity].right++
				for line, rule := range want {
					hit[line] = hit[line] || rule == f.Rule
				}
				continue
			}
			if want[at] == "trap" {
				trapped++
			}
			of(byRule, f.Rule).wrong++
			bySeverity[f.Severity].wrong++
			t.Logf("%s: wrong: %s %s %s", filepath.Base(file), f.Severity, f.Rule, f.Message)
		}
		for line, rule := range want {
			if rule != "trap" && !hit[line] {
				of(byRule, rule).missed++
				t.Logf("%s:%d: missed: %s %s", filepath.Base(file), line+1, rule, lines[line])
			}
		}
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d texts, %d traps, %d of them found wrong; at most %d findings a text\n\n", len(files), traps, trapped, most)
	for _, id := range slices.Sorted(maps.Keys(byRule)) {
		b.WriteString(byRule[id].line(id))
	}
	b.WriteString("\n")
	for _, s := range []check.Severity{check.Error, check.Warning, check.Info} {
		if bySeverity[s] != nil {
			b.WriteString(bySeverity[s].line(string(s)))
		}
	}
	t.Log("\n" + b.String())
	if e := bySeverity[check.Error]; e.wrong*20 > e.right+e.wrong {
		t.Errorf("%d of %d errors are wrong", e.wrong, e.right+e.wrong)
	}
	const file = "testdata/scores.txt"
	if *update {
		if err := os.WriteFile(file, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	scores, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(scores), b.String()); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// near reports a fault of the rule on a line close by: a number that is missing is
// told where the next one stands, a claim where it is made.
func near(want map[int]string, at int, rule string) bool {
	for line, r := range want {
		if r == rule && (rule == "text/numbering" || rule == "text/conclusion" || rule == "text/title" || rule == "text/name" || rule == "text/section") && at >= line-25 && at <= line+25 {
			return true
		}
	}
	return false
}
