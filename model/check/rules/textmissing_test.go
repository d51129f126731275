package rules_test

import (
	"strings"
	"testing"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

// TestJoin: findings of the report's writer get the set's severity and the
// office's waivers like those of Run, and their place among them. A waiver of
// what only the writer raises is not called a waiver of nothing.
func TestJoin(t *testing.T) {
	missing := check.Finding{Rule: "text/missing", Severity: check.Warning, Message: "工作簿中没有存在的问题"}
	waived := &model.Project{Waivers: []model.Waiver{{Rule: "text/missing", Reason: "本项目不写"}, {Rule: "rollup/*", Reason: "另行汇总"}}}
	if got := run(waived, nil); len(got) != 0 {
		t.Errorf("waiver of a rule that is not run: %s", listing(got))
	}
	level := func(text string) *check.Set {
		set, err := rules.All.ParseSet([]byte(text), "本地.yaml")
		if err != nil {
			t.Fatal(err)
		}
		return set
	}
	for _, c := range []struct {
		name    string
		project *model.Project
		set     *check.Set
		want    string
	}{
		{"default", &model.Project{}, nil, "warning text/missing !\n"},
		{"error", &model.Project{}, level("severity: {text/missing: error}"), "error text/missing !\n"},
		{"off", &model.Project{}, level("severity: {text/missing: off}"), ""},
		{"waived", waived, nil, "warning text/missing ! 豁免：本项目不写\n"},
	} {
		if got := listing(rules.All.Join(nil, []check.Finding{missing}, c.project, c.set)); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestMissingHead: who and what the material is of is missed one by one, and
// nothing else is said of an empty project.
func TestMissingHead(t *testing.T) {
	got := listing(rules.All.Run(&model.Project{}, nil).Findings)
	if want := strings.Repeat("warning text/missing !\n", 3); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	p := modeltest.MustParse("【基本信息】\n实施单位 | 高台县科学技术协会\n项目名称 | 科普经费\n预算年度 | 2022年\n")
	if got := listing(rules.All.Run(p, nil).Findings); got != "" {
		t.Errorf("with all of them: %q", got)
	}
}

// TestUnreadableName: whether a name is missing cannot be told where the cell
// cannot be read, and that is said.
func TestUnreadableName(t *testing.T) {
	if !saidUndecided(t, "【基本信息】\n实施单位 | ?\n", "", textMissingRule(t)) {
		t.Error("nothing says so")
	}
}

func textMissingRule(t *testing.T) *check.Rule {
	t.Helper()
	r, known := rules.All.Find("text/missing")
	if !known {
		t.Fatal("no text/missing")
	}
	return r
}
