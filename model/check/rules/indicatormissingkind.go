package rules

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/check"
)

var indicatorMissingKind = &check.Rule{ID: "indicator/missing-kind", Title: "缺少一类指标", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		if len(f.Indicators) > 0 {
			missingKinds(p, f)
		}
	}
}}

// missingKinds looks for every kind among the first and second levels. Without
// either nothing can be told; with the second alone, in whichever column, 数量指标
// tells that there are 产出指标.
func missingKinds(p *check.Pass, f *model.Form) {
	var firsts, seconds string
	for _, ind := range f.Indicators {
		firsts += keyOf(ind.Level1.Value)
		seconds += keyOf(ind.Level2.Value)
	}
	missing := func(list []string) []string {
		var out []string
		for _, k := range list {
			if !contains(firsts+"/"+seconds, keyOf(k)) {
				out = append(out, k+"指标")
			}
		}
		return out
	}
	pos := cmp.Or(f.Indicators[0].Level1.Pos, f.Indicators[0].Level3.Pos)
	first, second := missing(p.Set.Require.Kinds), missing(p.Set.Require.Second)
	switch {
	case len(first) == 0:
	case firsts == "" && seconds == "":
		p.Undecided(pos, "自评表没有写一级指标和二级指标，缺不缺"+strings.Join(p.Set.Require.Kinds, "、")+"指标没有核对", "本地的表没有这两栏的不用改")
		return
	case (firsts == "" || holdsSeconds(p, firsts)) && len(second) < len(p.Set.Require.Second):
		first = slices.DeleteFunc(first, func(k string) bool { return k == "产出指标" })
	}
	if seconds == "" {
		second = nil
	}
	switch {
	case len(first) > 0:
		p.Report(check.Finding{
			Pos: pos, Want: strings.Join(first, "、"),
			Message: fmt.Sprintf("绩效指标里没有%s", strings.Join(append(first, second...), "、")),
			Hint:    "补上这类指标；确实不适用的，在说明里写清楚，把分值分给别的指标",
		})
	case len(second) > 0:
		p.Report(check.Finding{
			Severity: check.Info, Pos: pos, Want: strings.Join(second, "、"),
			Message: fmt.Sprintf("产出指标里没有%s", strings.Join(second, "、")),
			Hint:    "有的就补上，没有的不用改",
		})
	}
}

// holdsSeconds reports that the column of the first level holds the second's names:
// forms with one column of kinds (指标类型).
func holdsSeconds(p *check.Pass, firsts string) bool {
	return slices.ContainsFunc(p.Set.Require.Second, func(k string) bool { return contains(firsts, keyOf(k)) })
}
