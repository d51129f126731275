package check

import (
	"fmt"
	"regexp"
	"strings"

	"ziping/model"
)

var indicatorUnit = &Rule{ID: "indicator/unit", Title: "指标值与完成值单位不同", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			p.indicatorUnit(ind)
		}
	}
}}

func (p *Pass) indicatorUnit(ind *model.Indicator) {
	t, okT := readTarget(ind)
	a, okA := readActual(ind)
	if !okT || !okA || !t.numeric() || !a.numeric() {
		return
	}
	f := Finding{Pos: a.pos, Got: a.text, Want: "", Related: []model.Pos{t.pos}}
	kin := sameUnit(t.Unit, a.Unit)
	// The two are the same figure in another dress only when the text has no unit.
	pair := pairing{ind: ind, target: t, actual: a}
	pair.rescale()
	switch {
	case kin == different:
		f.Got, f.Want = a.Unit, t.Unit
		f.Message = fmt.Sprintf("%s指标值 %s 的单位是“%s”，完成值 %s 的单位是“%s”，不能比较", label(ind), t.shown, t.Unit, a.shown, a.Unit)
		f.Hint = "按指标值的单位重新填完成值；人和人次不能互换"
	case kin == unclear:
		f.Severity = Warning
		f.Got, f.Want = a.Unit, t.Unit
		f.Message = fmt.Sprintf("%s指标值 %s 和完成值 %s 的单位写法不同（“%s”“%s”），没有比较", label(ind), t.shown, a.shown, t.Unit, a.Unit)
		f.Hint = "两处写成同一个单位"
	case t.Relative != a.Relative:
		f.Severity = Warning
		f.Message = fmt.Sprintf("%s指标值 %s 和完成值 %s，一个是增减幅度，一个是数值，没有比较", label(ind), t.shown, a.shown)
		f.Hint = "两处都写幅度，或者都写数值"
	case a.scaled != "":
		f.Severity = Warning
		f.Message = fmt.Sprintf("%s指标值是 %s，完成值写的是 %s，没有写单位，按 %s%s%s 比较", label(ind), t.shown, a.text, a.text, a.scaled, a.Unit)
		f.Want = a.text + a.scaled + a.Unit
		f.Hint = "完成值写上单位"
	case pair.rescaled && a.Value.LessThanOrEqual(onePointFive):
		f.Severity = Warning
		f.Message = fmt.Sprintf("%s指标值 %s 是百分比，完成值写的是 %s，按 %s%% 比较", label(ind), t.shown, a.text, trimZeros(pair.actual.Value.StringFixed(2)))
		f.Want = trimZeros(pair.actual.Value.StringFixed(2)) + "%"
		f.Hint = "完成值写上百分号"
	default:
		return
	}
	p.Report(f)
}

var indicatorOperator = &Rule{ID: "indicator/operator", Title: "指标值的符号可能写反", Severity: Warning, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		for _, ind := range f.Indicators {
			p.operator(ind)
		}
	}
}}

func (p *Pass) operator(ind *model.Indicator) {
	t, ok := readTarget(ind)
	if !ok {
		return
	}
	f := Finding{Pos: t.pos, Got: t.text}
	switch doubt(ind, t) {
	case asMisread:
		f.Message = fmt.Sprintf("%s指标值写的是 %s，可能是把“≥”认成了“2”，没有用它核对得分", label(ind), t.shown)
		f.Want = "≥" + t.Value.Sub(hundred.Mul(two)).String() + "%"
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

// A suspicion says why a target cannot mean what is written.
type suspicion int

const (
	plausible suspicion = iota
	asMisread
	asShare
	asCost
	asSatisfaction
	asHarm
)

// doubt finds what is odd about a target. Nothing is measured by a target that
// is in doubt: the score may well be right by the one that was meant.
func doubt(ind *model.Indicator, t measure) suspicion {
	if !t.numeric() {
		return plausible
	}
	name := model.Key(ind.Level1.Value + ind.Level2.Value + ind.Level3.Value)
	switch over := t.Unit == "%" && !t.Relative && t.Value.GreaterThan(hundred); {
	case over && misread(t):
		return asMisread
	case over && share(name):
		return asShare
	case costly(ind) && inMoney(t) && (t.Op == model.OpGE || t.Op == model.OpGT):
		return asCost
	case contains(name, "满意") && (t.Op == model.OpLE || t.Op == model.OpLT):
		return asSatisfaction
	case harm(model.Key(ind.Level3.Value)) && (t.Op == model.OpGE || t.Op == model.OpGT):
		return asHarm
	}
	return plausible
}

func inMoney(t measure) bool { return family[model.Key(t.Unit)] == family["元"] }

// misread reports a percentage such as 290 %: a ≥ that was taken for a 2 when
// the paper was scanned.
func misread(t measure) bool {
	n := t.Value.Sub(hundred.Mul(two))
	return t.Op == model.OpNone && !n.IsNegative() && n.LessThanOrEqual(hundred)
}

// noMore turns a lower bound round.
var noMore = strings.NewReplacer("≥", "≤", ">", "<", "＞", "＜", "不低于", "不高于", "不少于", "不超过")

var handled = regexp.MustCompile(`[处受]理|化解|查处|办结|整改|调[处解]|宣传|预防|演练|无|零`)

// harm reports that a name counts what should not happen.
func harm(name string) bool {
	for _, w := range []string{"投诉", "事故", "差错", "违规", "违纪", "违法", "逾期", "伤亡", "死亡"} {
		if before, after, found := strings.Cut(name, w); found && !handled.MatchString(before) {
			switch after {
			case "", "数", "数量", "次数", "起数", "件数", "人数", "率", "发生率", "发生数", "发生次数", "发生起数":
				return true
			}
		}
	}
	return false
}

// share reports that a name is of a share of a whole, which cannot exceed it.
func share(name string) bool {
	for _, w := range []string{"合格率", "满意", "及时率", "完成率", "覆盖率", "到位率", "达标率", "准确率", "成活率", "出勤率", "按期", "知晓率", "使用率"} {
		if strings.Contains(name, w) {
			return true
		}
	}
	return false
}
