package rules

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check/figure"
	"ziping/model/pattern"
)

func label(ind *model.Indicator) string {
	name := strings.Join(strings.Fields(ind.Level3.Value), "")
	if name == "" {
		name = strings.Join(strings.Fields(ind.Level2.Value), "")
	}
	return "“" + name + "”"
}

// A measure is a target or an actual value ready to be compared: operator and
// unit taken from the indicator's own columns where the text has none.
type measure struct {
	model.Measure
	pos    model.Pos
	text   string
	shown  string // text with the operator and the unit of the other columns
	scaled string // the multiplier taken from the target, 万: the text has none
}

// bareNumber matches a figure that is written without a unit.
var bareNumber = pattern.New(`[0-9０-９]$`)

func readMeasure(c model.Cell[model.Measure], ind *model.Indicator) (measure, bool) {
	m := measure{Measure: c.Value, pos: c.Pos, text: c.Text}
	if !c.Known() {
		return m, false
	}
	if m.Unit == "" && ind.Unit.Known() {
		m.Unit = ind.Unit.Value
	}
	if figure.Family[model.Key(m.Unit)] == figure.Family["%"] {
		m.Unit = "%"
	}
	m.shown = m.text
	if ind.Unit.Known() && bareNumber.MatchString(m.text) {
		m.shown += ind.Unit.Value
	}
	return m, true
}

// readActual is the actual value. One without a unit has the target's, and where
// it only makes sense so, the target's multiplier: 90 under a target of ≤90万元.
func readActual(ind *model.Indicator) (measure, bool) {
	a, ok := readMeasure(ind.Actual, ind)
	t, known := readMeasure(ind.Target, ind)
	if !ok || !known || !a.numeric() || !t.numeric() || a.Unit != "" || a.Relative != t.Relative || !t.Value.IsPositive() {
		return a, ok
	}
	name, places := multiplier(t.text)
	if other, _ := multiplier(a.text); places == 0 || other != "" || near(a.Value, t.Value) || !near(a.Value.Shift(places), t.Value) {
		return a, ok
	}
	a.Value, a.High, a.Place = a.Value.Shift(places), a.High.Shift(places), a.Place+places
	a.Unit, a.scaled = t.Unit, name
	return a, true
}

// multiplier is the 万 or 亿 in a measure, and its power of ten.
func multiplier(text string) (string, int32) {
	switch {
	case strings.Contains(text, "亿"):
		return "亿", 8
	case strings.Contains(text, "万"):
		return "万", 4
	}
	return "", 0
}

// near reports that two figures are of one order of size: within a factor of 100.
func near(a, b decimal.Decimal) bool {
	return a.Shift(2).GreaterThanOrEqual(b) && b.Shift(2).GreaterThanOrEqual(a)
}

// readTarget is the target with its operator.
func readTarget(ind *model.Indicator) (measure, bool) {
	m, ok := readMeasure(ind.Target, ind)
	if !ok || !ind.Operator.Known() {
		return m, ok
	}
	op := operator(ind.Operator.Value)
	if m.Op == model.OpNone {
		m.Op = op
	}
	if op != model.OpNone && op != model.OpEQ && !strings.ContainsAny(m.text, "≥≤＞＜><=﹦＝±不") {
		m.shown = string(op) + m.shown
	}
	return m, ok
}

// operators are the ways the column 指标性质 is filled in.
var operators = map[string]model.Op{
	"=": model.OpEQ, "﹦": model.OpEQ, "＝": model.OpEQ, "等于": model.OpEQ, "定量": model.OpNone,
	"≥": model.OpGE, ">=": model.OpGE, "不少于": model.OpGE, "不低于": model.OpGE, "大于等于": model.OpGE, "正向": model.OpGE,
	"≤": model.OpLE, "<=": model.OpLE, "不超过": model.OpLE, "不高于": model.OpLE, "小于等于": model.OpLE, "反向": model.OpLE,
	">": model.OpGT, "大于": model.OpGT, "<": model.OpLT, "小于": model.OpLT, "±": model.OpTolerance,
}

func operator(s string) model.Op { return operators[model.Key(s)] }

// numeric reports that the measure is one number, exact enough to compare.
func (m measure) numeric() bool { return !m.Qualitative }

// figure is the measure's number as a cell.
func (m measure) figure() figure.Figure {
	return figure.Figure{Pos: m.pos, State: model.Known, N: m.Value, Place: m.Place, Approx: m.Approx, Unit: m.Unit}
}

// pairing is a target and an actual in the same unit.
type pairing struct {
	ind            *model.Indicator
	target, actual measure
	rescaled       bool // the actual was written as 1 for 100 %, or without its sign
}

// compare brings target and actual together; not ok when they cannot be: words,
// a change against a level, units that differ, a target that cannot be meant.
func compare(ind *model.Indicator) (pairing, bool) {
	t, okT := readTarget(ind)
	a, okA := readActual(ind)
	if !okT || !okA || !t.numeric() || !a.numeric() || t.Relative != a.Relative {
		return pairing{}, false
	}
	if doubt(ind, t) != plausible {
		return pairing{}, false
	}
	p := pairing{ind: ind, target: t, actual: a}
	p.rescale()
	if figure.SameUnit(p.target.Unit, p.actual.Unit) != figure.Same {
		return pairing{}, false
	}
	return p, true
}

// rescale reads 1 and 0.96 as percent where the target is one: a share of more
// than 1 and a half is written in percent already.
func (p *pairing) rescale() {
	t, a := &p.target, &p.actual
	bare := a.Unit == "" || a.Unit == "%" && !strings.ContainsAny(a.text, "%％百")
	if t.Unit == "%" && bare && t.Value.GreaterThan(two) && a.Value.LessThanOrEqual(onePointFive) && !a.Value.IsZero() {
		a.Value, a.Place, a.Unit, p.rescaled = a.Value.Shift(2), a.Place+2, "%", true
	} else if t.Unit == "%" && a.Unit == "" {
		a.Unit, p.rescaled = "%", true
	}
}

var (
	two          = figure.One.Add(figure.One)
	onePointFive = decimal.Decimal(figure.One).Add(figure.Half(0))
)

// A direction of an indicator: is more better, or less?
type sense int

const (
	forward sense = iota // met when the actual is not less
	reverse              // met when the actual is not more
	either               // the form does not say: = on a cost
	inside               // a range, a tolerance
)

func (p pairing) sense() sense {
	switch p.target.Op {
	case model.OpLE, model.OpLT:
		return reverse
	case model.OpGE, model.OpGT:
		return forward
	case model.OpRange, model.OpTolerance:
		return inside
	}
	if costly(p.ind) {
		return either
	}
	return forward
}

// costly reports that the indicator is one of cost, of which less is better.
func costly(ind *model.Indicator) bool {
	return strings.Contains(model.Key(ind.Level2.Value), "成本") || strings.Contains(model.Key(ind.Level1.Value), "成本") ||
		strings.Contains(model.Key(ind.Level3.Value), "成本")
}

// verdict says whether the target is met, and what share of it.
type verdict struct {
	met     bool
	share   decimal.Decimal // of the target, not capped
	decided bool            // false when an approximate value or an odd form leaves it open
	right   figure.Expr     // the share as an expression of the two cells
}

func (p pairing) verdict() verdict {
	t, a := p.target.figure(), p.actual.figure()
	a.N = p.actual.Value
	switch p.sense() {
	case reverse:
		return p.judge(t, a, false)
	case forward:
		return p.judge(a, t, true)
	case either:
		if !a.N.Equal(t.N) {
			return verdict{} // less may be saved, or left undone
		}
		return p.judge(a, t, true)
	}
	low, high := p.target.Value, p.target.High
	if p.target.Op == model.OpTolerance {
		low, high = p.target.Value.Neg(), p.target.Value
	}
	if a.Approx || a.N.LessThan(low) || a.N.GreaterThan(high) {
		return verdict{}
	}
	return verdict{met: true, share: figure.One, decided: true}
}

// judge compares: top ÷ bottom is the share.
func (p pairing) judge(top, bottom figure.Figure, actualOnTop bool) verdict {
	if top.Approx || bottom.Approx {
		slack := top.Slack().Add(bottom.Slack())
		if top.N.Sub(bottom.N).Abs().LessThan(slack) {
			return verdict{}
		}
	}
	met := top.N.GreaterThanOrEqual(bottom.N)
	if p.target.Op == model.OpGT || p.target.Op == model.OpLT {
		met = top.N.GreaterThan(bottom.N)
		if top.N.Equal(bottom.N) {
			return verdict{} // neither met nor short by a share
		}
	}
	v := verdict{met: met, decided: true, right: figure.Expr{Num: []figure.Term{top.Term()}, Den: []figure.Term{bottom.Term()}, Capped: true}}
	if bottom.N.IsZero() {
		v.share = figure.One
		v.decided = met
		return v
	}
	v.share = top.N.DivRound(bottom.N, model.RatePlaces)
	if !met && (top.Approx || bottom.Approx) {
		v.decided = false // how far short is not known
	}
	if !met && (top.N.IsNegative() || bottom.N.IsNegative()) {
		v.decided = false
	}
	return v
}
