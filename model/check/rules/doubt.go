package rules

import (
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/pattern"
)

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
	switch over := t.Unit == "%" && !t.Relative && t.Value.GreaterThan(check.Hundred); {
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

func inMoney(t measure) bool { return figure.Family[model.Key(t.Unit)] == figure.Family["元"] }

// misread reports a percentage such as 290 %: a ≥ that was taken for a 2 when
// the paper was scanned.
func misread(t measure) bool {
	n := t.Value.Sub(check.Hundred.Mul(two))
	return t.Op == model.OpNone && !n.IsNegative() && n.LessThanOrEqual(check.Hundred)
}

// noMore turns a lower bound round.
var noMore = strings.NewReplacer("≥", "≤", ">", "<", "＞", "＜", "不低于", "不高于", "不少于", "不超过")

var handled = pattern.New(`[处受]理|化解|查处|办结|整改|调[处解]|宣传|预防|演练|无|零`)

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
