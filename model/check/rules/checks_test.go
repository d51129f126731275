package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

// standing is what became of one check, with the reasons.
func standing(t *testing.T, p *model.Project, id string) string {
	t.Helper()
	_, checked := rules.Run(p, nil)
	for _, c := range checked {
		if c.Check == id {
			s := fmt.Sprintf("%s %d %d %d", c.State, c.Held, c.Broken, c.Undecided)
			return strings.TrimSpace(s + " " + strings.Join(c.Why, "；"))
		}
	}
	t.Fatalf("no check %s", id)
	return ""
}

// TestChecks: each check is told as held, broken, undecided or absent, with why.
func TestChecks(t *testing.T) {
	const fund = "【资金表】单位：元\n支出方向 | 计划资金 | 到位资金 | 实际支出 | 结余 | 执行率\n宣传 | 40 | 40 | 38 | 2 | 95%\n培训 | 20 | 20 | 20 | 0 | 100%\n"
	const total = "合计 | 60 | 60 | 58 | 2 | 96.67%\n"
	const log = "【活动台账】\n活动类别 | 活动名称 | 参与人次 | 经费支出\n宣传 | 科普日 | 100 | 38\n培训 | 修剪 | 200 | 20\n"
	for _, c := range []struct{ name, text, check, want string }{
		{"a total that holds", fund + total, "fund-total", "held 4 0 0"},
		{"a total that does not", fund + "合计 | 60 | 60 | 59 | 2 | 96.67%\n", "fund-total", "broken 3 1 0"},
		{"a total of a row that cannot be read", strings.Replace(fund, "| 38 |", "| ? |", 1) + total, "fund-total", "undecided 3 0 1 实际支出写了合计（资金表!D4），各行没有写全或者读不出"},
		{"no total", fund, "fund-total", "absent 0 0 0 资金表没有合计行"},
		{"no fund table", log, "fund-total", "absent 0 0 0 没有资金表"},
		{"a balance", fund, "balance", "held 2 0 0"},
		{"no balance", "【资金表】单位：元\n支出方向 | 实际支出\n宣传 | 38\n", "balance", "absent 0 0 0 资金表没有结余一列"},
		{"costs by category", fund + log, "log-fund", "held 2 0 0"},
		{"a category that differs", fund + strings.Replace(log, "| 38\n", "| 39\n", 1), "log-fund", "broken 1 1 0"},
		{"no costs", fund + "【活动台账】\n活动类别 | 活动名称\n宣传 | 科普日\n", "log-fund", "absent 0 0 0 台账没有经费一列"},
		{"no log", fund, "log-fund", "absent 0 0 0 没有台账"},
		{"names that do not fit", fund + "【活动台账】\n活动类别 | 活动名称 | 经费支出\n甲 | 科普日 | 38\n乙 | 修剪 | 20\n", "log-fund", "undecided 1 0 1 台账的类别和资金表的支出方向对不上名称，没有按类别核对"},
		{"no year", log, "year-text", "absent 0 0 0 没有写预算年度"},
		{"no allotment", fund, "allotment", "absent 0 0 0 没有资金分配表"},
		{"one place only", fund, "same-amount", "absent 0 0 0 预算和支出只有一处写明"},
	} {
		if got := standing(t, modeltest.MustParse(c.text), c.check); got != c.want {
			t.Errorf("%s: %s is %q, want %q", c.name, c.check, got, c.want)
		}
	}
}

// TestUnreadIsUndecided: what a column that nobody read may state is not told as
// absent, and not as checked.
func TestUnreadIsUndecided(t *testing.T) {
	const fund = "【资金表】单位：元\n支出方向 | 实际支出\n宣传 | 38\n培训 | 20\n"
	const log = "【活动台账】\n活动名称 | 经费支出\n科普日 | 38\n修剪 | 20\n"
	p := modeltest.MustParse(fund + log)
	if got := standing(t, p, "log-fund"); got != "held 1 0 0" {
		t.Errorf("without categories the total is compared: %s", got)
	}
	sheet := p.Logs[0].Rows[0].Pos.Sheet
	p.Files[0].Unread = []model.Unread{{
		Pos: model.Pos{Sheet: sheet, Row: 1, Col: 4}, Range: "D2:D3", Header: "所属方向", Cells: 2, Kind: model.KindActivity, Field: "category", Why: "没有认出",
	}}
	if got := standing(t, p, "log-fund"); got != "undecided 1 0 1 台账没有认出活动类别列（D1“所属方向”），没有按类别核对" {
		t.Errorf("with a column that may be the category: %s", got)
	}
	p = modeltest.MustParse(log)
	p.Files[0].Unread = []model.Unread{{Pos: model.Pos{Sheet: sheet, Row: 9, Col: 1}, Range: "A9:D14", Cells: 20, Looks: model.KindFund, Why: "没有表头"}}
	if got := standing(t, p, "fund-total"); !strings.HasPrefix(got, "undecided 0 0 1 没有认出资金表") {
		t.Errorf("a block that looks like a fund table: %s", got)
	}
}

// TestRuleOff: a rule that the set switches off is a check that was not made.
func TestRuleOff(t *testing.T) {
	set, err := rules.All.ParseSet([]byte("severity:\n  合计、小计与各行不符: off\n"), "本地.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if set.Severity["fund/total"] != check.Off {
		t.Errorf("the title is not taken for the rule: %v", set.Severity)
	}
	_, checked := rules.Run(modeltest.MustParse("【资金表】单位：元\n支出方向 | 实际支出\n宣传 | 38\n合计 | 38\n"), set)
	if c := checked[0]; c.State != check.Undecided || len(c.Why) == 0 {
		t.Errorf("%+v", c)
	}
}

// TestRulesOfChecks: the checks name rules that there are.
func TestRulesOfChecks(t *testing.T) {
	_, checked := rules.Run(&model.Project{}, nil)
	if len(checked) != 12 {
		t.Fatalf("%d checks", len(checked))
	}
	var seen []string
	for _, c := range checked {
		for _, id := range c.Rules {
			if _, known := rules.All.Find(id); !known || slices.Contains(seen, id) {
				t.Errorf("%s: rule %s", c.Check, id)
			}
			seen = append(seen, id)
		}
		if c.State != check.Missing || len(c.Why) != 1 {
			t.Errorf("of an empty project: %+v", c)
		}
	}
}

// TestAllotted: in a batch the allotment is a check of every unit it names.
func TestAllotted(t *testing.T) {
	units, allot, err := modeltest.ParseAll("【基本信息】\n实施单位 | 甘州区科协\n【资金表】单位：元\n支出方向 | 到位资金\n宣传 | 40\n----\n" +
		"【基本信息】\n实施单位 | 山丹县科协\n【资金表】单位：元\n支出方向 | 到位资金\n宣传 | 30\n----\n" +
		"【基本信息】\n实施单位 | 高台县科协\n【资金表】单位：元\n支出方向 | 到位资金\n宣传 | 30\n----\n" +
		"【资金分配表】单位：元\n单位 | 金额\n甘州区科协 | 40\n山丹县科协 | 40\n")
	if err != nil {
		t.Fatal(err)
	}
	all := rules.Rollup(units, allot, nil)
	for i, want := range []check.Standing{check.Held, check.Broken, check.Missing} {
		_, checked := rules.Run(units[i], nil)
		own := only(all, func(f check.Finding) bool { return f.Pos.File() == fmt.Sprintf("%d.xlsx", i+1) })
		for _, c := range rules.Allotted(checked, units[i], allot, own) {
			if c.Check == "allotment" && c.State != want {
				t.Errorf("%s: %+v, want %s", units[i].Unit.Value, c, want)
			}
		}
	}
}
