package review

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/pattern"
	"ziping/model/text"
)

var (
	allDone   = pattern.New(`(?:(?:各项|所有|全部|年初|年度|既定|预期|设定的?)[^,。;]{0,16}(?:目标|指标|任务)[^,。;]{0,8}(?:均|全部|都|全面|圆满)(?:已)?[^,。;]{0,6}(?:完成|实现|达到|达成)|(?:全部|全面|圆满|均已?|都已?)(?:按时|如期|超额|顺利)?(?:完成|实现|达到|达成)[^,。;]{0,14}(?:目标|指标|任务)|(?:目标|指标|任务)[^,。;率]{0,10}(?:全部|全面|圆满|均已?|都已?)(?:按时|如期|超额|顺利)?(?:完成|实现|达到|达成))`)
	allSpent  = pattern.New(`(?:资金|经费|预算)[^,。;]{0,12}(?:已)?(?:全部|全额|足额)(?:支出|支付|使用|执行)(?:完毕|完成|到位)?|(?:全部|全额)(?:支出|支付|执行)完毕`)
	noProblem = pattern.New(`(?:暂无|不存在|没有|暂未发现|未发现|无)(?:明显|重大|其他|任何|大的|较大)?(?:的)?(?:问题|偏差|偏离|不足)`)
	missed    = pattern.New(`未(?:能)?(?:按[期时])?(?:完成|达到|达成|实现)(?:[^,。;]{0,12}(?:目标|指标|任务|计划|进度|预期))?`)
	notMissed = pattern.New(`未完成(?:的)?(?:指标|目标|项目|绩效目标)?[^,。;]{0,12}(?:原因|情况|和|及|:|0|无)|偏离|没有未完成|无未完成|如(?:果)?未|若未|对未|不存在未|未完成(?:绩效)?(?:目标|指标)的`)
)

// Conclusions holds what a report claims (全部完成, 暂无问题) to its own figures.
func Conclusions(p *check.Pass) {
	r := of(p)
	c := conclusions{p: p, r: r}
	c.low, c.lowAt = r.lowExecution(decimal.NewFromInt(1))
	c.gather()
	told := map[string]bool{}
	r.body(func(s *text.Sentence) {
		if !r.told(s) && !r.section(s.Line).has([]string{"问题"}) || r.section(s.Line).has(r.words.Grounds) {
			return
		}
		c.look(s, told)
	})
	r.body(func(s *text.Sentence) { short(p, r, s) })
}

type conclusions struct {
	p      *check.Pass
	r      *reading
	low    *text.Figure // an execution rate below 100 %
	lowAt  *text.Sentence
	missed *text.Sentence // an indicator that was not met
	rate   *text.Figure   // a rate of completion below 100 %
}

// gather looks for what would contradict a claim.
func (c *conclusions) gather() {
	c.r.body(func(s *text.Sentence) {
		if c.r.section(s.Line).has(c.r.words.Grounds) || c.r.aims(c.r.section(s.Line)) {
			return
		}
		t := s.Text()
		if c.missed == nil && missed.MatchString(t) && !notMissed.MatchString(t) && !hasAny(t, []string{"上年", "去年", "往年"}) {
			c.missed = s
		}
		for _, f := range c.r.f.Of(s) {
			if c.rate == nil && f.Role == text.Done && f.Near == text.Exact && f.N.LessThan(decimal.NewFromInt(1)) && !strings.Contains(f.Words, "预算") {
				c.rate = f
			}
		}
	})
}

func (c *conclusions) look(s *text.Sentence, told map[string]bool) {
	t := s.Text()
	say := func(kind string, m []int, what string) {
		if told[kind] {
			return
		}
		told[kind] = true
		claim := text.Span{Line: s.Line, From: s.From + m[0], To: s.From + m[1]}
		c.p.Report(check.Finding{
			Where: check.At(claim), Got: claim.Quote(),
			Message: fmt.Sprintf("写“%s”，%s，请核对", shorten(claim.Quote(), 30), what), Hint: "结论和数字写一致：改结论，或写明没有完成的和原因",
		})
	}
	if m := allDone.FindStringIndex(t); m != nil && !hasAny(t[:m[0]], []string{"确保", "力争", "争取", "保证", "将", "拟", "要", "促进", "推动", "为", "如", "除", "基本"}) && !hasAny(t[m[0]:m[1]], []string{"基本", "未", "不"}) {
		switch {
		case c.missed != nil:
			say("done", m, fmt.Sprintf("%s写“%s”", c.missed.Line.Para.Place, shorten(missed.FindString(c.missed.Text()), 24)))
		case c.rate != nil:
			say("done", m, fmt.Sprintf("%s写“%s”", c.rate.Line.Para.Place, shorten(c.rate.Words+c.rate.Text(), 24)))
		case c.low != nil && c.low.N.LessThanOrEqual(decimal.New(9, -1)):
			say("done", m, fmt.Sprintf("%s写“%s”", c.low.Line.Para.Place, shorten(c.low.Words+c.low.Text(), 24)))
		default:
			c.p.Held(1)
		}
	}
	if m := allSpent.FindStringIndex(t); m != nil && c.low != nil && !hasAny(t, []string{"拨付到位", "下达", "拨付", "将", "尾款", "后"}) && !c.r.section(s.Line).has(c.r.words.Future) {
		say("spent", m, fmt.Sprintf("%s写“%s”", c.low.Line.Para.Place, shorten(c.low.Words+c.low.Text(), 24)))
	}
	if m := noProblem.FindStringIndex(t); m != nil && c.r.section(s.Line).has([]string{"问题", "偏离", "偏差", "结论"}) && (c.low != nil && c.low.N.LessThan(decimal.New(8, -1)) || c.missed != nil && c.missed.Line != s.Line) &&
		!hasAny(t[m[0]:m[1]], []string{"其他"}) {
		what := ""
		if c.low != nil && c.low.N.LessThan(decimal.New(8, -1)) {
			what = fmt.Sprintf("%s写“%s”", c.low.Line.Para.Place, shorten(c.low.Words+c.low.Text(), 24))
		} else {
			what = fmt.Sprintf("%s写“%s”", c.missed.Line.Para.Place, shorten(missed.FindString(c.missed.Text()), 24))
		}
		say("problem", m, what)
	}
}

// lowExecution is the first execution rate of the project as a whole below a limit.
func (r *reading) lowExecution(limit decimal.Decimal) (*text.Figure, *text.Sentence) {
	var found *text.Figure
	var at *text.Sentence
	r.body(func(s *text.Sentence) {
		if found != nil || hasAny(s.Text(), []string{"上年", "去年", "往年", "同期", "低于", "不足", "如", "若", "按", "扣", "目标", "部门整体"}) || r.section(s.Line).has(r.words.Future) {
			return
		}
		for _, f := range r.f.Of(s) {
			if f.Role == text.Execution && f.Near == text.Exact && !f.Part && f.N.LessThan(limit) && f.N.IsPositive() && ofProject.MatchString(f.Words) {
				found, at = f, s
				return
			}
		}
	})
	return found, at
}

// short reports an actual value below the target in the same sentence that is called done.
func short(p *check.Pass, r *reading, s *text.Sentence) {
	list := r.f.Of(s)
	for i, f := range list {
		if f.Near != text.Within || i+1 == len(list) || f.Kind == text.Bare {
			continue
		}
		if !atLeast(f) {
			continue
		}
		g := list[i+1]
		between := s.Line.Text[f.To:g.From]
		if g.Kind != f.Kind || g.Unit != f.Unit || g.Near != text.Exact || !hasAny(between, []string{"实际完成", "实际", "完成值", "完成"}) || len(between) > 60 || !g.N.LessThan(f.N) || hasAny(between, []string{"目标", ";", "。"}) {
			continue
		}
		if hasAny(s.Text(), r.words.Reasons) || missed.MatchString(s.Text()) {
			continue
		}
		show := func(n decimal.Decimal) string {
			if f.Kind == text.Rate {
				return figure.Percent(n)
			}
			return figure.Plain(n) + f.Unit
		}
		p.Report(check.Finding{
			Where: check.At(g.Span), Got: contract(g), Want: contract(f),
			Message: fmt.Sprintf("目标是“%s”，实际是“%s”，少 %s，没有说明原因", f.Text(), g.Text(), show(f.N.Sub(g.N))), Hint: "写明没有完成的原因；写错的，改过来",
		})
	}
}

// atLeast reports a bound from below.
func atLeast(f *text.Figure) bool {
	head := f.Line.Text[f.From:f.Number.From]
	tail := f.Line.Text[f.To:]
	return hasAny(head, []string{"不少于", "不低于", "≥", ">=", "大于等于", "至少", ">"}) || strings.HasPrefix(tail, "以上")
}

// Reasons asks for a reason where money was not spent or a target missed.
func Reasons(p *check.Pass) {
	r := of(p)
	var texts []string
	r.body(func(s *text.Sentence) { texts = append(texts, s.Text()) })
	limit := decimal.New(9, -1)
	if p.Set.Execution.ExplainBelow.IsPositive() {
		limit = p.Set.Execution.ExplainBelow.Shift(-2)
	}
	if f, s := r.lowExecution(limit); f != nil {
		if explained(r, s, texts) {
			p.Held(1)
		} else {
			p.Report(check.Finding{
				Where: check.At(f.Span), Got: f.Quote(),
				Message: fmt.Sprintf("写“%s”，低于 %s，全文没有说明原因", shorten(f.Words+f.Text(), 24), figure.Percent(limit)), Hint: "写明没有支出完的原因和下一步怎么用",
			})
		}
	}
	done := false
	r.body(func(s *text.Sentence) {
		t := s.Text()
		if done || !missed.MatchString(t) || notMissed.MatchString(t) || !strings.ContainsAny(t, "0123456789") || r.section(s.Line).has(r.words.Grounds) || r.section(s.Line).has([]string{"下一步", "建议", "措施"}) {
			return
		}
		if hasAny(r.around(s, 2, 2), r.words.Reasons) {
			p.Held(1)
			return
		}
		done = true
		m := missed.FindStringIndex(t)
		p.Report(check.Finding{
			Where: check.At(text.Span{Line: s.Line, From: s.From + m[0], To: s.From + m[1]}), Got: shorten(t, 40),
			Message: fmt.Sprintf("写“%s”，前后两句里没有说明原因", shorten(t, 36)), Hint: "写明没有完成的原因",
		})
	})
}

// explained reports that a reason is near a low rate, or that some sentence about
// the money gives one.
func explained(r *reading, s *text.Sentence, all []string) bool {
	if hasAny(r.around(s, 2, 2), r.words.Reasons) {
		return true
	}
	for _, t := range all {
		if hasAny(t, []string{"执行", "支出", "支付", "资金", "进度"}) && hasAny(t, []string{"原因", "由于", "因", "受", "导致", "尚未", "所致"}) {
			return true
		}
	}
	return false
}
