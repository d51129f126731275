package rules_test

import (
	"strings"
	"testing"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

// TestImport: what the reader noted is reported by the rule of its id, with its
// weight; a note of no known rule is not lost; without notes there is nothing.
func TestImport(t *testing.T) {
	blocking := map[string]bool{
		"unreadable": true, "damaged": true, "encrypted": true, "no-table": true, "missing-column": true, "bad-number": true, "formula-error": true,
	}
	warnings := map[string]bool{"uncalculated": true, "unit-assumed": true, "hidden": true, "external-link": true, "unread": true, "version": true, "ambiguous": true, "answer": true, "project": true}
	pos := model.Pos{Sheet: &model.Sheet{File: "a.xlsx", Name: "表"}, Row: 3, Col: 2}
	for _, r := range rules.All {
		name, is := strings.CutPrefix(r.ID, "import/")
		if !is || name == "waiver" || name == "contradiction" {
			continue
		}
		want := check.Error
		switch {
		case warnings[name]:
			want = check.Warning
		case name == "ignored":
			want = check.Info
		}
		if r.Severity != want || r.Blocks != blocking[name] {
			t.Errorf("%s: %s, blocks %v", r.ID, r.Severity, r.Blocks)
		}
		p := &model.Project{Notes: []model.Note{{Rule: r.ID, Pos: pos, Message: "原因", Hint: "办法", Got: "1", Want: "2", Related: []model.Pos{pos}}}}
		got := run(p, nil)
		if len(got) != 1 || got[0].Rule != r.ID || got[0].Severity != want || got[0].Pos != pos || got[0].Message != "原因" || got[0].Hint != "办法" ||
			got[0].Got != "1" || got[0].Want != "2" || len(got[0].Related) != 1 {
			t.Errorf("%s: got %+v", r.ID, got)
		}
	}
	if got := run(&model.Project{Notes: []model.Note{{Rule: "import/new", Message: "新的"}}}, nil); len(got) != 1 || got[0].Message != "新的" {
		t.Errorf("unknown note: %+v", got)
	}
	if got := run(&model.Project{}, nil); len(got) != 0 {
		t.Errorf("empty project: %+v", got)
	}
}

func TestContradiction(t *testing.T) {
	for text, want := range map[string]string{
		"【基本信息】\n预算年度 | 2022年\n项目名称 | 科普经费\n【自评表】\n年度 | 2021\n项目名称 | 5100-农函大\n": "warning import/contradiction 自评表!B1 2021年 2022年\nwarning import/contradiction 自评表!B2 5100-农函大 科普经费\n",
		"【基本信息】\n实施单位 | 甘州区科协\n【自评表】\n实施单位 | 张掖市甘州区科学技术协会（盖章）\n":                 "",
		"【基本信息】\n实施单位 | 甘州区科协\n【自评表】\n实施单位 | 山丹县科学技术协会\n":                        "warning import/contradiction 自评表!B1 山丹县科学技术协会 甘州区科协\n",
		"【基本信息】\n项目名称 | 科普经费\n【自评表】\n项目名称 | 2022年科普经费项目\n":                       "",
		"【基本信息】\n主管部门 | 张掖市科协\n【自评表】\n主管部门 | 张掖市科学技术协会\n":                        "",
		"【基本信息】\n主管部门 | 张掖市科协\n【自评表】\n主管部门 | 酒泉市科协\n":                            "warning import/contradiction 自评表!B1 酒泉市科协 张掖市科协\n",
	} {
		if got := listing(run(modeltest.MustParse(text), nil)); got != want {
			t.Errorf("%s\ngot  %swant %s", text, got, want)
		}
	}
}

// TestHostileProjects: a project with holes in it, as a reader that found little
// may leave it, is checked without a panic.
func TestHostileProjects(t *testing.T) {
	sheet := &model.Sheet{Name: "表"}
	pos := model.Pos{Sheet: sheet, Row: 1, Col: 1}
	money := model.Cell[model.Amount]{State: model.Known}
	for i, p := range []*model.Project{
		{Funds: []*model.FundTable{{}, {Rows: []*model.FundRow{{}, {Kind: model.Total, Covers: []int{0, 1, 7, -1}, Spent: money, Balance: money, Received: money}, {Kind: model.OfWhich}, {Kind: model.Subtotal}}}}},
		{Logs: []*model.ActivityLog{{}, {Rows: []*model.Activity{{}, {Kind: model.Total, Covers: []int{0}}, model.ActivityRow{Name: model.Cell[string]{State: model.Known}}.Pack()}}}},
		{Forms: []*model.Form{{}, {HasWeights: true, HasScores: true, Indicators: []*model.Indicator{{}}}, {HasScores: true, Indicators: []*model.Indicator{{}}, Money: []*model.MoneyRow{{}, {Kind: model.MoneyTotal, Budget: money, Spent: money, Score: model.Cell[model.Number]{State: model.Known, Pos: pos}}}}}},
		{Stated: []model.Stated{{}, {Field: "issued", Cell: model.Cell[string]{State: model.Known, Value: "x"}}}, Issued: money, Period: model.Cell[model.DateRange]{State: model.Known}},
		{Waivers: []model.Waiver{{}}, Allotments: []*model.AllotmentTable{{Rows: []*model.Allotment{{}}}}},
	} {
		for _, set := range check.Sets() {
			for _, f := range run(p, set) {
				if f.Message == "" || f.Rule == "" || f.Severity == "" {
					t.Errorf("project %d: incomplete finding %+v", i, f)
				}
			}
		}
		rules.Rollup([]*model.Project{p, p}, &model.AllotmentTable{Rows: []*model.Allotment{{}}}, nil)
	}
}
