package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

// where is the cell that names the unit, or its first table.
func where(p *model.Project) model.Pos {
	if !p.Unit.Pos.IsZero() {
		return p.Unit.Pos
	}
	for _, f := range p.Files {
		for _, t := range f.Tables {
			return t.Pos
		}
	}
	return model.Pos{}
}

// twiceReported finds the submissions that repeat another, and their indexes.
func twiceReported(units []*model.Project) (out []check.Finding, again map[int]bool) {
	again = map[int]bool{}
	seen := map[string][]*model.Project{}
	for i, u := range units {
		if !u.Unit.Known() {
			continue
		}
		key := wording.UnitKey(u.Unit.Value)
		for _, earlier := range seen[key] {
			if sameProject(u, earlier) {
				again[i] = true
				out = append(out, check.Finding{
					Rule: rollupDuplicate.ID, Pos: where(u), Got: u.Unit.Value, Related: figure.Related(where(earlier)),
					Message: fmt.Sprintf("“%s”已经有一份材料（%s），汇总会重复计算", u.Unit.Value, where(earlier)),
					Hint:    "留下要用的一份，另一份移出文件夹",
				})
				break
			}
		}
		seen[key] = append(seen[key], u)
	}
	return out, again
}

// sameProject reports that nothing tells two submissions of a unit apart: a
// unit may have several projects, and several years.
func sameProject(a, b *model.Project) bool {
	if a.Year.Known() && b.Year.Known() && a.Year.Value != b.Year.Value {
		return false
	}
	return !a.Name.Known() || !b.Name.Known() || model.Key(a.Name.Value) == model.Key(b.Name.Value)
}

var rollupDuplicate = &check.Rule{ID: "rollup/duplicate-unit", Title: "同一单位有两份材料", Severity: check.Error}
