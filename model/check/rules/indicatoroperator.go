package rules

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/model/check"
)

var indicatorOperator = &check.Rule{ID: "indicator/operator", Title: "指标值的符号可能写反", Severity: check.Warning, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			oddOperator(p, ind)
		}
	}
}}

func oddOperator(p *check.Pass, ind *model.Indicator) {
	t, ok := readTarget(ind)
	if !ok {
		unreadableCell(p, ind.Target)
		return
	}
	f := check.Finding{Pos: t.pos, Got: t.text}
	switch doubt(ind, t) {
	case asMisread:
		f.Message = fmt.Sprintf("%s指标值写的是 %s，可能是把“≥”认成了“2”，没有用它核对得分", label(ind), t.shown)
		f.Want = "≥" + t.Value.Sub(check.Hundred.Mul(two)).String() + "%"
		f.Hint = "对照纸质表核对，改为“" + f.Want + "”"
	case asShare:
		f.Message = fmt.Sprintf("%s指标值写的是 %s，比率不会超过 100%%，没有用它核对得分", label(ind), t.shown)
		f.Hint = "核对指标值"
	case asCost:
		f.Message = fmt.Sprintf("%s是成本指标，指标值写的是 %s，花得越多越好的成本不合常理，没有用它核对得分", label(ind), t.shown)
		f.Want = noMore.Replace(t.shown)
		f.Hint = "成本指标一般用“≤”"
	case asSatisfaction:
		f.Message = fmt.Sprintf("%s是满意度指标，指标值写的是 %s，越不满意越好不合常理，没有用它核对得分", label(ind), t.shown)
		f.Want = strings.NewReplacer("≤", "≥", "<", ">", "＜", "＞", "不高于", "不低于", "不超过", "不低于").Replace(t.shown)
		f.Hint = "满意度指标一般用“≥”"
	case asHarm:
		f.Message = fmt.Sprintf("%s指标值写的是 %s，越多越好不合常理，没有用它核对得分", label(ind), t.shown)
		f.Want = noMore.Replace(t.shown)
		f.Hint = "这类指标一般用“≤”或写 0"
	default:
		return
	}
	p.Report(f)
}
