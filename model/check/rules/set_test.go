package rules_test

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

func TestSets(t *testing.T) {
	sets := check.Sets()
	if sets[0].Name != "national-2020" {
		t.Errorf("the default set is %s", sets[0].Name)
	}
	for _, s := range sets {
		if s.Title == "" || s.Basis == "" || !s.Weights.Total.IsPositive() || len(s.Tiers) != 3 || len(s.Grades) < 4 || len(s.Scoring.Accept) != 3 {
			t.Errorf("set %s is not complete: %+v", s.Name, s)
		}
		byName, ok := check.FindSet(s.Name)
		if byTitle, too := check.FindSet(s.Title); !ok || !too || byName != s || byTitle != s {
			t.Errorf("set %s is not found by its name and title", s.Name)
		}
	}
	if s, ok := check.FindSet(""); !ok || s != sets[0] {
		t.Error(`FindSet("") is not the default set`)
	}
	if _, ok := check.FindSet("xinjiang"); ok {
		t.Error("found a set that does not exist")
	}
}

// TestSetsDiffer pins what the provinces do differently.
func TestSetsDiffer(t *testing.T) {
	of := func(name string) *check.Set {
		s, ok := check.FindSet(name)
		if !ok {
			t.Fatal(name)
		}
		return s
	}
	for _, c := range []struct{ what, got, want string }{
		{"hubei execution weight", of("hubei").Weights.Execution.String(), "20"},
		{"hubei partial tier", of("hubei").Tiers[1].From.String(), "50"},
		{"national partial tier", of("national-2020").Tiers[1].From.String(), "60"},
		{"2016 partial tier", of("national-2016").Tiers[1].From.String(), "50"},
		{"sichuan explains below", of("sichuan").Execution.ExplainBelow.String(), "90"},
		{"sichuan tolerance, from the set it extends", of("sichuan").Scoring.Tolerance.String(), "0.01"},
		{"chongqing rounding", of("chongqing").Scoring.Accept[0], "truncate"},
		{"platform ceilings", of("platform-2022").Ceilings[0].Max.String(), "89"},
	} {
		if c.got != c.want {
			t.Errorf("%s: got %s, want %s", c.what, c.got, c.want)
		}
	}
}

func TestParseSet(t *testing.T) {
	s, err := rules.All.ParseSet([]byte("\ufeffname: 本县\nextends: sichuan\nweights: {execution: 20}\nseverity:\n  fund/over-received: warning\n  indicator/vague: off\n"), "county.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "本县" || s.Weights.Execution.String() != "20" || s.Weights.Total.String() != "100" || s.Execution.ExplainBelow.String() != "90" ||
		s.Severity["fund/over-received"] != check.Warning || s.Severity["indicator/vague"] != check.Off {
		t.Errorf("%+v", s)
	}
	if base, _ := check.FindSet("sichuan"); base.Weights.Execution.String() != "10" || len(base.Severity) != 0 {
		t.Error("a local set changed the one it extends")
	}
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("title: 某县的规则\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s, err = rules.All.ParseSet(gb, "gb.yaml"); err != nil || s.Title != "某县的规则" || s.Name != "gb" {
		t.Errorf("%+v, %v", s, err)
	}
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte("title: 某县的规则\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s, err = rules.All.ParseSet(wide, "wide.yaml"); err != nil || s.Title != "某县的规则" {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err = rules.All.ParseSet(nil, "empty.yaml"); err != nil || s.Weights.Total.String() != "100" {
		t.Errorf("empty file: %+v, %v", s, err)
	}
}

func TestParseSetErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"name: a\nweigths: {execution: 20}\n", "第 2 行：不认识的项目“weigths”，是不是 weights？"},
		{"weights:\n  execution: 20\n  singel-max: 3\n", "第 3 行：不认识的项目“singel-max”，是不是 single-max？"},
		{"extends: shanghai\n", "没有“shanghai”这套规则"},
		{"weights: {execution: many}\n", "第 1 行"},
		{"grades: 90\n", "第 1 行"},
		{"name: a\nname: b\n", "第 2 行：同一个项目写了两次"},
		{"weights:\n\texecution: 20\n", "制表符"},
		{"weights: {execution: 20\n", "第 1 行"},
		{"weights: {execution: 120}\n", "应在 0 到 100 之间"},
		{"execution: {denominator: paid}\n", "可以写 budget"},
		{"severity: {fund/totl: error}\n", "是不是 fund/total？"},
		{"severity: {import/bad-number: off}\n", "只能是 error"},
		{"severity: {fund/total: fatal}\n", "可以写 error、warning、info、off"},
		{"require: {activity: [name, weather]}\n", "不认识“weather”"},
		{"\x81\x20\xff", "UTF-8"},
	} {
		_, err := rules.All.ParseSet([]byte(c.text), "local.yaml")
		if err == nil {
			t.Errorf("%q: no error", c.text)
			continue
		}
		if !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "规则文件 local.yaml：") {
			t.Errorf("%q:\n got %s\nwant %s", c.text, err, c.want)
		}
		t.Log(err)
	}
}

// TestSeverity sets the weight of a rule, or turns it off.
func TestSeverity(t *testing.T) {
	text := "【资金表】单位：元\n支出方向 | 计划资金 | 到位资金\n宣传 | 40000 | 45000\n"
	for _, c := range []struct{ level, want string }{
		{"warning", "warning fund/over-received 资金表!C2 45000.00 40000.00\n"},
		{"off", ""},
	} {
		s, err := rules.All.ParseSet([]byte("severity: {fund/over-received: "+c.level+"}"), "local.yaml")
		if err != nil {
			t.Fatal(err)
		}
		if got := listing(run(modeltest.MustParse(text), s)); got != c.want {
			t.Errorf("%s: got %q", c.level, got)
		}
	}
}

// TestGradeGap: between 89 and 90 the 2016 set has no grade.
func TestGradeGap(t *testing.T) {
	text := "【自评表】\n一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分\n总分 | | | | | 100 | 89.5\n评定等级 | 良\n"
	for set, want := range map[string]string{"national-2016": "info indicator/grade 自评表!B3\n", "national-2020": ""} {
		if got := listing(ofRule(runText(t, text, set), "indicator/grade")); got != want {
			t.Errorf("%s: got %q", set, got)
		}
	}
}

// TestSetFilesParse keeps the embedded files readable on their own.
func TestSetFilesParse(t *testing.T) {
	for _, s := range check.Sets() {
		data, err := os.ReadFile("../set/" + s.Name + ".yaml")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := rules.All.ParseSet(data, s.Name+".yaml"); err != nil {
			t.Error(err)
		}
	}
}
