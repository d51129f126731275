package model_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/model"
)

func TestByProject(t *testing.T) {
	for _, test := range []struct {
		names []string
		want  [][]int // indexes of names
	}{
		{nil, nil},
		{[]string{"科普经费", "科普经费"}, [][]int{{0, 1}}},
		{[]string{"科普经费", "219-科普 经费", "2022年科普经费项目"}, [][]int{{0, 1, 2}}},
		{[]string{"科普经费", "农技培训", "科普经费"}, [][]int{{0, 2}, {1}}},
		{[]string{"", "科普经费", "农技培训"}, [][]int{{0, 1}, {2}}},
		{[]string{"科普经费", ""}, [][]int{{0, 1}}},
	} {
		var p model.Project
		index := map[*model.Form]int{}
		for i, name := range test.names {
			f := &model.Form{ProjectName: model.Cell[string]{Value: name}}
			p.Forms, index[f] = append(p.Forms, f), i
		}
		var got [][]int
		for _, group := range p.ByProject() {
			var is []int
			for _, f := range group {
				is = append(is, index[f])
			}
			got = append(got, is)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%q: %s", test.names, diff)
		}
	}
}

// TestFundOfForms wants the money of every project once, and 年初预算数 where a
// form states no other.
func TestFundOfForms(t *testing.T) {
	yuan := func(n int64) model.Cell[model.Amount] {
		return model.Cell[model.Amount]{Value: model.Amount{Yuan: decimal.NewFromInt(n)}, State: model.Known}
	}
	form := func(name string, row model.MoneyRow) *model.Form {
		row.Kind = model.MoneyTotal
		return &model.Form{ProjectName: model.Cell[string]{Value: name}, Money: []*model.MoneyRow{&row}}
	}
	p := model.Project{Forms: []*model.Form{
		form("科普经费", model.MoneyRow{Initial: yuan(9), Budget: yuan(10), Spent: yuan(8)}),
		form("科普经费", model.MoneyRow{Budget: yuan(10), Spent: yuan(8)}),
		form("农技培训", model.MoneyRow{Initial: yuan(5), Spent: yuan(4)}),
	}}
	fund := p.Fund()
	planned, _ := fund.Planned.Total()
	spent, _ := fund.Spent.Total()
	if got, want := planned.String()+" "+spent.String(), "15 12"; got != want || !fund.Received.Empty() {
		t.Errorf("got %s, received %v, want %s and none", got, fund.Received, want)
	}
}

// TestSplit: each project of a unit has its own forms and name, and no sum of a
// table that names no project.
func TestSplit(t *testing.T) {
	name := func(s string) model.Cell[string] { return model.Cell[string]{Value: s, State: model.Known} }
	one := &model.Project{Forms: []*model.Form{{ProjectName: name("科普经费")}}, Funds: []*model.FundTable{{}}}
	if got := one.Split(); len(got) != 1 || got[0] != one {
		t.Errorf("a unit of one project: %v", got)
	}
	two := &model.Project{Forms: []*model.Form{{ProjectName: name("科普经费")}, {ProjectName: name("农技培训")}}, Funds: []*model.FundTable{{}}, Files: []model.File{{Name: "a.xlsx"}}}
	got := two.Split()
	if len(got) != 2 || got[1].Name.Value != "农技培训" || len(got[1].Forms) != 1 || got[0].Main() != nil || len(got[0].Files) != 1 || len(got[1].Files) != 0 {
		t.Errorf("a unit of two: %+v", got)
	}
}
