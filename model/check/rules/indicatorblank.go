package rules

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var indicatorBlank = &check.Rule{ID: "indicator/blank", Title: "自评表有空着的格", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		blankCells(p, f)
	}
}}

// A blankCell is a cell of the form that should be filled in.
type blankCell struct {
	name    string
	pos     model.Pos
	depends bool // a score, a total or the budget hangs on it
}

// blankCells reports all empty cells of a form as one.
func blankCells(p *check.Pass, f *model.Form) {
	list, filled, unread := formCells(f)
	p.Held(filled)
	unreadable(p, unread...)
	if len(list) == 0 {
		return
	}
	first, severity := list[0], p.Rule.Severity
	for _, b := range list {
		if b.depends {
			severity = check.Error
			if !first.depends {
				first = b
			}
		}
	}
	var names []string
	var others []model.Pos
	for _, b := range list {
		if len(names) < 8 {
			names = append(names, fmt.Sprintf("%s（%s）", b.name, b.pos.Cell()))
		}
		if b.pos != first.pos {
			others = append(others, b.pos)
		}
	}
	what := strings.Join(names, "、")
	if len(list) > len(names) {
		what += " 等"
	}
	p.Report(check.Finding{
		Severity: severity, Pos: first.pos, Related: others,
		Message: fmt.Sprintf("自评表有 %d 格是空的：%s", len(list), what),
		Hint:    "填上；确实没有的写“无”或“—”",
	})
}

// formCells are the empty cells of a form that should say something, and how
// many are filled in, and those that say something nobody can read. What is written as none (—, 不适用) is not empty.
func formCells(f *model.Form) (blank []blankCell, filled int, unread []figure.Figure) {
	look := func(name string, state model.State, pos model.Pos, depends bool) {
		switch {
		case state == model.Known:
			filled++
		case state == model.Bad:
			unread = append(unread, figure.Figure{Pos: pos, State: state})
		case (state == model.Blank || state == model.Filler) && !pos.IsZero():
			blank = append(blank, blankCell{name, pos, depends})
		}
	}
	look("项目名称", f.ProjectName.State, f.ProjectName.Pos, false)
	look("实施单位", f.Unit.State, f.Unit.Pos, false)
	if row := f.MoneyTotal(); row != nil {
		base, name := budgetOf(row)
		look(name, base.State, base.Pos, true)
		look("全年执行数", row.Spent.State, row.Spent.Pos, true)
		look("执行率", row.Rate.State, row.Rate.Pos, false)
		if row.Weight.Known() {
			look("执行率得分", row.Score.State, row.Score.Pos, true)
		}
	}
	look("预期目标", f.GoalPlanned.State, f.GoalPlanned.Pos, false)
	look("实际完成情况", f.GoalActual.State, f.GoalActual.Pos, false)
	for _, ind := range f.Indicators {
		weight, score := figure.Number(ind.Weight), figure.Number(ind.Score)
		look(strings.TrimSpace(ind.Level2.Value)+"的三级指标", ind.Level3.State, ind.Level3.Pos, false)
		if weight.Known() && weight.N.IsPositive() || !f.HasWeights {
			scored := score.Known() && score.N.IsPositive()
			if ind.Target.State != model.Filler { // indicator/placeholder tells
				look(label(ind)+"的指标值", ind.Target.State, ind.Target.Pos, scored || weight.Known())
			}
			if ind.Actual.State != model.Filler {
				look(label(ind)+"的完成值", ind.Actual.State, ind.Actual.Pos, scored)
			}
		}
		if weight.Known() && !weight.N.IsZero() {
			look(label(ind)+"的得分", score.State, score.Pos, true)
		}
		if score.Known() && f.HasWeights {
			look(label(ind)+"的分值", weight.State, weight.Pos, true)
		}
	}
	if len(f.Indicators) > 0 {
		look("总分", f.TotalScore.State, f.TotalScore.Pos, true)
	}
	return blank, filled, unread
}
