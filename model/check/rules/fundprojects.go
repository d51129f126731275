package rules

import (
	"fmt"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

// severalProjects compares the forms of several projects each with the row of
// the fund table that has the project's name, and says which it cannot.
func severalProjects(p *check.Pass, groups [][]*model.Form) {
	var left []model.Pos
	for _, forms := range groups {
		row := rowNamed(p, forms[0].ProjectName)
		if row == nil {
			left = append(left, forms[0].ProjectName.Pos)
			continue
		}
		t := p.Project.Main()
		for _, f := range forms {
			total := f.MoneyTotal()
			if total == nil {
				continue
			}
			budget, name := budgetOf(total)
			sameAsRow(p, t, f, "预算", name, budget, "计划资金", figure.Amount(row.Planned))
			sameAsRow(p, t, f, "支出", "全年执行数", figure.Amount(total.Spent), "实际支出", figure.Amount(row.Spent))
		}
	}
	if len(left) > 0 {
		p.Undecided(left[0], fmt.Sprintf("自评表有 %d 个项目的，其中 %d 个的预算数和执行数没有与别处核对", len(groups), len(left)),
			"一个项目的文件放一个文件夹，再分别核对", left[1:]...)
	}
}

// rowNamed is the one row of the fund table that is named like a project.
func rowNamed(p *check.Pass, name model.Cell[string]) *model.FundRow {
	t := p.Project.Main()
	if t == nil || !name.Known() {
		return nil
	}
	var found *model.FundRow
	for _, r := range t.Rows {
		if r.Kind != model.Detail || wording.Core(r.Label.Value) != wording.Core(name.Value) {
			continue
		}
		if found != nil {
			return nil
		}
		found = r
	}
	return found
}

// sameAsRow requires a form's figure to be that of its row in the fund table.
func sameAsRow(p *check.Pass, t *model.FundTable, f *model.Form, what, name string, got figure.Figure, column string, want figure.Figure) {
	if !got.Known() || !want.Known() {
		return
	}
	row := stated("资金表的"+column, want, func(d decimal.Decimal) string { return figure.Money(d, figure.MoneyUnit(t.Table)) })
	equalPlaces(p, what, stated("自评表的"+name, got, func(d decimal.Decimal) string { return figure.Money(d, formUnit(f)) }), row)
}
