package value

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
)

// Measure reads a target or an actual value of an indicator. op and unit are
// the texts of the row's own 指标性质 and 度量单位 cells, "" where the form has no
// such columns; what the cell itself says wins.
//
//	≥95%  不少于800篇  300场次以上  ≤36万元  =100%  ±10%  10-20场  100%±5%
//	36万元 is 360000 元, 11.91万人次 119100 人次, 百分之九十五 and 95百分比 are 95 %
//	提升10% 下降5%        a change: Relative; a decrease is negative, its comparison turned round
//	完成320场次 覆盖率达到90% 举办科普讲座15场    words of known kinds in front of one figure
//	≥*  XX个  ……          model.Filler
//	效果明显, 2022年12月底前, 讲座3场，培训5期      Qualitative
//
// Whatever does not come down to one figure (or span) with one unit is
// Qualitative, never Bad; only cells without a text of their own are (errors,
// truth values, formulas without a result).
func Measure(c *grid.Cell, op, unit string) Result[model.Measure] {
	const want = "指标值"
	t, r, done := begin[model.Measure](c, want)
	if done {
		return r
	}
	own, _ := ParseOp(op)
	exp, unit := measureUnit(fold(unit))
	switch c.Kind {
	case grid.Date:
		return known(model.Measure{Qualitative: true})
	case grid.Number:
		return storedMeasure(c, t, own, exp, unit)
	}
	if noFigure(t) {
		return without[model.Measure](model.Filler)
	}
	m, ok := textMeasure(t, own, exp, unit)
	if !ok {
		return known(model.Measure{Qualitative: true})
	}
	return known(m)
}

// measureUnit gives the power of ten and the plain unit of a unit text: 万人次
// is 4 and 人次, 万元 4 and 元, 百分比 0 and %.
func measureUnit(s string) (exp int32, unit string) {
	if u, ok := ParseMoneyUnit(s); ok && spelled(s) {
		return u.exp, "元"
	}
	if s == "百分比" || s == "﹪" || s == "百分之" {
		return 0, "%"
	}
	return splitMultiplier(s)
}

// storedMeasure reads a number: 0.95 under 0% is 95 %.
func storedMeasure(c *grid.Cell, t string, own model.Op, exp int32, unit string) Result[model.Measure] {
	n, s, err := storedCell(c, t, "指标值")
	if err != nil {
		return bad[model.Measure](err)
	}
	place := s.place(n.Place)
	m := model.Measure{Value: n.N, Unit: unit}
	switch {
	case s.percent:
		m.Value, m.Unit, exp = n.N.Shift(2), "%", 0
		place = s.place(min(n.Place+2, 0))
	case fold(s.after) != "":
		e, u := measureUnit(strings.Trim(fold(s.after), "-_ "))
		if u == "元" || isUnit(u) {
			exp, m.Unit = e, u
		}
	}
	if s.scale != 0 {
		if int32(s.scale) != exp {
			return bad[model.Measure](scaled(t, "指标值"))
		}
		exp -= int32(s.scale)
		place += int32(s.scale)
	}
	m.Value, m.Place = m.Value.Shift(exp), place+exp
	m.Op = own
	if op, ok := ParseOp(s.before); ok {
		m.Op = op
	}
	m.Approx = s.approx()
	return known(m)
}

// noFigure reports an unfilled place: an operator with strokes or nothing
// behind it, 待定 and the like.
func noFigure(t string) bool {
	op, rest := takeOp(t)
	if op != model.OpNone {
		if rest == "" || placeholder(rest) || stroke(rest) || absences[rest] == model.NotApplicable {
			return true
		}
		t = rest
	}
	if slices.Contains([]string{"待定", "待填", "待填写", "待补充", "未填", "未填报", "暂缺"}, strings.Trim(t, "。()")) {
		return true
	}
	// ≥*%, **个
	rest = strings.TrimLeft(t, "*_…")
	return rest != t && (rest == "" || isUnit(rest) || isMoneyWord(rest))
}

// operators in front of a figure, the longer before their beginnings.
var operators = []struct {
	word string
	op   model.Op
}{
	{">=", model.OpGE}, {"=>", model.OpGE}, {"≥", model.OpGE}, {"<=", model.OpLE}, {"=<", model.OpLE}, {"≤", model.OpLE},
	{"==", model.OpEQ}, {"=", model.OpEQ}, {">", model.OpGT}, {"<", model.OpLT}, {"±", model.OpTolerance}, {"+-", model.OpTolerance}, {"+/-", model.OpTolerance},
	{"大于或等于", model.OpGE}, {"大于等于", model.OpGE}, {"不得少于", model.OpGE}, {"不得低于", model.OpGE}, {"不少于", model.OpGE}, {"不低于", model.OpGE},
	{"不小于", model.OpGE}, {"不得小于", model.OpGE}, {"至少", model.OpGE}, {"最少", model.OpGE}, {"起码", model.OpGE}, {"达到或超过", model.OpGE},
	{"小于或等于", model.OpLE}, {"小于等于", model.OpLE}, {"不得超过", model.OpLE}, {"不得高于", model.OpLE}, {"不得大于", model.OpLE}, {"不超过", model.OpLE},
	{"不高于", model.OpLE}, {"不大于", model.OpLE}, {"不多于", model.OpLE}, {"至多", model.OpLE}, {"最多", model.OpLE}, {"控制在", model.OpLE},
	{"大于", model.OpGT}, {"高于", model.OpGT}, {"超过", model.OpGT}, {"多于", model.OpGT}, {"小于", model.OpLT}, {"低于", model.OpLT}, {"少于", model.OpLT},
	{"等于", model.OpEQ},
}

// opsAfter stand behind the unit. 以上, 以下 and 以内 include the figure itself.
var opsAfter = []struct {
	word string
	op   model.Op
}{
	{"及以上", model.OpGE}, {"(含)以上", model.OpGE}, {"以上(含)", model.OpGE}, {"以上", model.OpGE},
	{"及以下", model.OpLE}, {"(含)以下", model.OpLE}, {"以下(含)", model.OpLE}, {"以下", model.OpLE},
	{"(含)以内", model.OpLE}, {"以内(含)", model.OpLE}, {"以内", model.OpLE}, {"之内", model.OpLE},
}

// ParseOp reads an operator that has a cell of its own: ≥, 大于等于, =. Texts such
// as 定性 or 正向指标 are none.
func ParseOp(s string) (model.Op, bool) {
	op, rest := takeOp(fold(s))
	if rest != "" || op == model.OpNone {
		return model.OpNone, false
	}
	return op, true
}

func takeOp(s string) (op model.Op, rest string) {
	for _, o := range operators {
		if rest, ok := strings.CutPrefix(s, o.word); ok {
			return o.op, rest
		}
	}
	return model.OpNone, s
}

// changes in front of a figure make it relative; -1 turns it round.
var changes = []struct {
	word string
	sign int64
}{
	{"提升", 1}, {"提高", 1}, {"增长", 1}, {"增加", 1}, {"上升", 1}, {"增幅", 1}, {"增速", 1}, {"↑", 1},
	{"下降", -1}, {"降低", -1}, {"减少", -1}, {"减低", -1}, {"降幅", -1}, {"↓", -1},
}

// bases of a comparison, in front of a change.
var bases = []string{"同比", "环比", "较上年度", "较上年", "比上年", "较去年", "比去年", "与上年相比", "较往年", "年均", "逐年", "平均"}

// verbs that may stand in front of a figure and say no more than that it was reached.
var verbs = []string{
	"实际完成", "已完成", "全部完成", "完成", "实际", "已达到", "达到", "达", "已开展", "开展", "举办", "组织", "共计", "累计", "总计", "共", "为", "约为",
	"发放", "印发", "印制", "制作", "购置", "采购", "新建", "建设", "建成", "发表", "覆盖", "受益", "服务", "惠及", "培训", "参与", "新增", "支出", "控制在", ":",
}

// textMeasure reads a figure with what belongs to it, to the last character.
func textMeasure(t string, own model.Op, exp int32, unit string) (m model.Measure, ok bool) {
	s := strings.TrimRight(unquote(t), "。;")
	if isDateLike(s) {
		return m, false
	}
	f := takeFrame(s)
	if !f.ok {
		return m, false
	}
	m, ok = figures(f.body, exp, unit)
	if !ok || f.rate && m.Unit != "%" {
		return m, false
	}
	switch {
	case m.Op != model.OpNone: // a span
		if f.op != model.OpNone && f.op != model.OpEQ {
			return m, false
		}
	case f.op != model.OpNone:
		m.Op = f.op
	default:
		m.Op = own
	}
	m.Approx = m.Approx || f.approx
	m.Relative = f.change != 0
	if f.change < 0 {
		m = turned(m)
	}
	return m, true
}

// A frame is what stands around a figure.
type frame struct {
	op     model.Op
	rate   bool  // a rate's name stood in front
	change int64 // 1 for an increase, -1 for a decrease
	approx bool
	body   string
	ok     bool // false when what was said contradicts itself
}

func takeFrame(s string) (f frame) {
	f.op, s = takeOp(s)
	s, f.rate = takeLabel(s)
	s, f.change = takeChange(s)
	if f.change == 0 && !f.rate && f.op == model.OpNone {
		s = takeVerb(s)
	}
	if f.change != 0 {
		s, _ = prefix(s, []string{"到了", "了", "达到", "达", ":"})
	}
	if f.op == model.OpNone {
		f.op, s = takeOp(s)
	}
	s, about := prefix(s, approxBefore)
	s, near := suffix(s, []string{"左右", "上下"})
	f.approx = about || near
	body, after := takeOpAfter(s)
	if after != model.OpNone {
		s = body
	}
	// “超过95%以上” says more than 95; two different operators say nothing.
	f.ok = after == model.OpNone || f.op == model.OpNone || f.op == after || f.op == model.OpGT && after == model.OpGE
	if f.op == model.OpNone {
		f.op = after
	}
	s = strings.TrimSuffix(s, "(含)")
	if done, ok := suffix(s, []string{"完成", "达标"}); ok && strings.HasSuffix(done, "%") {
		s = done
	}
	f.body = s
	return f
}

// turned is a decrease as a negative change: 下降≥5% is ≤ −5 %.
func turned(m model.Measure) model.Measure {
	m.Value = m.Value.Neg()
	switch m.Op {
	case model.OpGE:
		m.Op = model.OpLE
	case model.OpLE:
		m.Op = model.OpGE
	case model.OpGT:
		m.Op = model.OpLT
	case model.OpLT:
		m.Op = model.OpGT
	case model.OpRange:
		m.Value, m.High = m.High.Neg(), m.Value
	}
	return m
}

func takeChange(s string) (rest string, sign int64) {
	rest, _ = prefix(s, bases)
	for _, c := range changes {
		if after, ok := strings.CutPrefix(rest, c.word); ok {
			return after, c.sign
		}
	}
	return s, 0
}

func takeOpAfter(s string) (rest string, op model.Op) {
	for _, o := range opsAfter {
		if rest, ok := strings.CutSuffix(s, o.word); ok {
			return rest, o.op
		}
	}
	return s, model.OpNone
}

// takeLabel takes a short name of a rate off the front: 群众满意度≥90%, 覆盖率达到90%. The
// figure behind it must be a percentage.
func takeLabel(s string) (rest string, rate bool) {
	i := strings.IndexFunc(s, func(r rune) bool { return r < 0x4E00 || r > 0x9FFF })
	if i <= 0 {
		return s, false
	}
	words := s[:i]
	for _, o := range operators {
		words = strings.TrimSuffix(words, o.word)
	}
	words, _ = suffix(words, []string{"达到", "达", "为", "约"})
	if n := len([]rune(words)); n < 2 || n > 12 || !hasSuffixAny(words, "率", "度", "比例", "比重", "占比") || strings.ContainsAny(words, "不未无") {
		return s, false
	}
	rest, _ = prefix(s[len(words):], []string{"达到", "达", "为", ":"})
	return rest, true
}

// takeVerb takes a verb and the things it is about off the front: 举办科普讲座15场.
func takeVerb(s string) string {
	rest, ok := prefix(s, verbs)
	if !ok {
		return s
	}
	rest, _ = prefix(rest, []string{"了", "各类", "共", ":"})
	i := strings.IndexFunc(rest, func(r rune) bool { return r < 0x4E00 || r > 0x9FFF })
	if i > 0 && isNoun(rest[:i]) && digit(rune(rest[i])) {
		rest = rest[i:]
	}
	return rest
}

// figures reads one figure, a span of two, or a figure with a tolerance.
func figures(s string, exp int32, unit string) (m model.Measure, ok bool) {
	if a, b, found := strings.Cut(s, "±"); found {
		return tolerance(a, b, exp, unit)
	}
	for _, mark := range []string{"~", "——", "—", "–", "至", "到", "-"} {
		if i := strings.Index(s, mark); i > 0 {
			return span(s[:i], s[i+len(mark):], exp, unit)
		}
	}
	f, ok := takeFigure(s, exp, unit)
	return f.Measure, ok
}

// tolerance reads 100%±5% as a span.
func tolerance(a, b string, exp int32, unit string) (m model.Measure, ok bool) {
	f, ok := takeFigure(a, exp, unit)
	d, fine := takeFigure(b, exp, f.Unit)
	if !ok || !fine || d.Unit != f.Unit || d.Value.IsNegative() {
		return m, false
	}
	m = f.Measure
	m.Op, m.Value, m.High = model.OpRange, f.Value.Sub(d.Value), f.Value.Add(d.Value)
	m.Place, m.Approx = min(f.Place, d.Place), f.Approx || d.Approx
	return m, true
}

// span reads 10-20场, 10%-20%, 5~10万元: a unit that only the second figure has is
// the first one's too.
func span(a, b string, exp int32, unit string) (m model.Measure, ok bool) {
	high, fine := takeFigure(b, exp, unit)
	low, ok := takeFigure(a, exp, unit)
	if !ok || !fine {
		return m, false
	}
	if low.bare && !high.bare {
		low.Value, low.Place, low.Unit = low.n.Shift(high.exp), low.place+high.exp, high.Unit
	}
	if low.Unit != high.Unit || low.Value.GreaterThan(high.Value) || low.Approx || high.Approx {
		return m, false
	}
	m = low.Measure
	m.Op, m.High, m.Place = model.OpRange, high.Value, min(low.Place, high.Place)
	return m, true
}

// A figureText is one figure as written, for a second one that shares its unit.
type figureText struct {
	model.Measure
	n     decimal.Decimal // without unit and multiplier, for a bare one
	place int32
	exp   int32 // what the unit and the multiplier make of the digits
	bare  bool  // digits and nothing else
}

// takeFigure reads one figure with its unit, to the last character. exp and
// unit are the row's own, for a figure without.
func takeFigure(s string, exp int32, unit string) (f figureText, ok bool) {
	s, neg := takeSign(s)
	if strings.HasPrefix(s, "百分之") {
		r, ok := ratioBody(s, 0)
		f.Measure = model.Measure{Value: r.R.Shift(2), Unit: "%", Place: r.Place + 2, Approx: r.Approx}
		f.negate(neg)
		return f, ok
	}
	s, currency := prefix(s, currencyBefore)
	if currency {
		exp, unit = 0, "元"
	}
	q, rest, ok := takeQuantity(s)
	if !ok {
		return f, false
	}
	f = figureText{Measure: model.Measure{Unit: unit, Approx: q.approx}, n: q.n, place: q.place, exp: q.exp}
	rest, _ = suffix(rest, []string{"人民币"})
	if rest == "元整" {
		rest = "元"
	}
	switch e, u := measureUnit(rest); {
	case rest == "" && (q.big || q.bare):
	case rest == "":
		if q.han && !q.n.IsZero() && unit == "" {
			return f, false // 一, 十: hardly a figure without a unit
		}
		f.exp, f.bare = exp, true
	case rest == "成":
		f.exp, f.Unit = q.exp+1, "%"
	case isUnit(u):
		f.exp, f.Unit = q.exp+e, u
	case q.han:
		return f, false
	default:
		if f.Unit, ok = openUnit(rest); !ok {
			return f, false
		}
	}
	shift := f.exp - q.exp
	f.Value, f.Place = q.n.Shift(shift), q.place+shift
	if f.bare {
		f.Value, f.Place = q.n.Shift(exp), q.place+exp
	}
	f.negate(neg)
	f.n = f.n.Mul(decimal.NewFromInt(1 - 2*int64(btoi(neg))))
	return f, true
}

func (f *figureText) negate(yes bool) {
	if yes {
		f.Value = f.Value.Neg()
	}
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// isDateLike reports a point in time: 2022年12月, 12月底前, 5日, 2022-2023.
func isDateLike(s string) bool {
	for _, o := range operators {
		s = strings.TrimPrefix(s, o.word)
	}
	s = arabicDate(s)
	marked := strings.ContainsAny(s, "年月日号")
	year, w := digitsAt(s, 4)
	if !marked && (w != 4 || year < firstYear || year > lastYear || !strings.ContainsAny(s[w:], "-./~—至到")) {
		return false
	}
	r, err := textDates(s, lastYear)
	if err == nil {
		return r.From != model.Date{Year: lastYear} && strings.Count(s, ".") != 1
	}
	day, isDay := strings.CutSuffix(s, "日")
	return isDay && allDigits(day) && len(day) < 3
}
