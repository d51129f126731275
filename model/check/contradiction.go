package check

import (
	"fmt"

	"ziping/model"
)

var importContradiction = &Rule{ID: "import/contradiction", Title: "同一事项几处写得不一样", Severity: Warning, Run: func(p *Pass) {
	q := p.Project
	for _, s := range q.Stated {
		if !s.Cell.Known() || s.Cell.Value == "" {
			continue
		}
		switch s.Field {
		case "year":
			if q.Year.Known() && s.Cell.Value != fmt.Sprint(q.Year.Value) {
				p.contradict("年度", s.Cell, s.Cell.Value+"年", fmt.Sprintf("%d年", q.Year.Value), q.Year.Pos)
			}
		case "unit":
			if q.Unit.Known() && !MatchUnit(s.Cell.Value, q.Unit.Value) && unitKey(s.Cell.Value) != unitKey(q.Unit.Value) {
				p.contradict("实施单位", s.Cell, s.Cell.Value, q.Unit.Value, q.Unit.Pos)
			}
		case "department":
			if q.Department.Known() && !MatchUnit(s.Cell.Value, q.Department.Value) && unitKey(s.Cell.Value) != unitKey(q.Department.Value) {
				p.contradict("主管部门", s.Cell, s.Cell.Value, q.Department.Value, q.Department.Pos)
			}
		case "name":
			if q.Name.Known() && !resemble(projectKey(s.Cell.Value), projectKey(q.Name.Value)) {
				p.contradict("项目名称", s.Cell, s.Cell.Value, q.Name.Value, q.Name.Pos)
			}
		}
	}
}}

// projectKey is a project's name without its code.
func projectKey(s string) string { return unitCode.ReplaceAllString(model.Key(s), "") }

func (p *Pass) contradict(what string, c model.Cell[string], got, want string, first model.Pos) {
	p.Report(Finding{
		Pos: c.Pos, Got: got, Want: want, Related: related(first),
		Message: fmt.Sprintf("这里的%s是%s，%s 写的是%s", what, quote(got), at(c.Pos, first), quote(want)),
		Hint:    "同一份材料里的" + what + "应当一致，改错的一处；从上年的表改来的，检查其他地方有没有改全",
	})
}
