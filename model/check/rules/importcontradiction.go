package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

var importContradiction = &check.Rule{ID: "import/contradiction", Title: "同一事项几处写得不一样", Severity: check.Warning, Run: func(p *check.Pass) {
	q := p.Project
	for _, s := range q.Stated {
		if !s.Cell.Known() || s.Cell.Value == "" {
			continue
		}
		switch s.Field {
		case "year":
			if q.Year.Known() && s.Cell.Value != fmt.Sprint(q.Year.Value) {
				contradict(p, "年度", s.Cell, s.Cell.Value+"年", fmt.Sprintf("%d年", q.Year.Value), q.Year.Pos)
			}
		case "unit":
			if q.Unit.Known() && !wording.MatchUnit(s.Cell.Value, q.Unit.Value) && wording.UnitKey(s.Cell.Value) != wording.UnitKey(q.Unit.Value) {
				contradict(p, "实施单位", s.Cell, s.Cell.Value, q.Unit.Value, q.Unit.Pos)
			}
		case "department":
			if q.Department.Known() && !wording.MatchUnit(s.Cell.Value, q.Department.Value) && wording.UnitKey(s.Cell.Value) != wording.UnitKey(q.Department.Value) {
				contradict(p, "主管部门", s.Cell, s.Cell.Value, q.Department.Value, q.Department.Pos)
			}
		case "name":
			if q.Name.Known() && !wording.Resemble(projectKey(s.Cell.Value), projectKey(q.Name.Value)) {
				contradict(p, "项目名称", s.Cell, s.Cell.Value, q.Name.Value, q.Name.Pos)
			}
		}
	}
}}

// projectKey is a project's name without its code.
func projectKey(s string) string { return wording.UnitCode.ReplaceAllString(model.Key(s), "") }

func contradict(p *check.Pass, what string, c model.Cell[string], got, want string, first model.Pos) {
	p.Report(check.Finding{
		Pos: c.Pos, Got: got, Want: want, Related: figure.Related(first),
		Message: fmt.Sprintf("这里的%s是%s，%s 写的是%s", what, figure.Quote(got), figure.At(c.Pos, first), figure.Quote(want)),
		Hint:    "同一份材料里的" + what + "应当一致，改错的一处；从上年的表改来的，检查其他地方有没有改全",
	})
}
