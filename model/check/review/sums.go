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

// Sums holds the figures of a sentence to each other: rates to the sums they are
// of, parts to their whole, what is left to what was received and spent.
func Sums(p *check.Pass) {
	r := of(p)
	r.body(func(s *text.Sentence) {
		rates(p, r, s)
		parts(p, r, s)
		balance(p, r, s)
	})
}

// plainRate matches the words before a rate of the project's money as a whole.
var plainRate = pattern.New(`^(?:其?(?:项目|资金|预算|总体|整体|全年|年度|当年|本年|经费|专项|财政|综合|的|和|及|,)){0,5}(?:执行率|支出率|支付率|使用率|到位率|支出进度|执行进度)(?:为|是|达到?|[:=]|均为|约)*$`)

// rates looks for a rate that no two sums of its sentence, or of the ones before it
// in the paragraph, give.
func rates(p *check.Pass, r *reading, s *text.Sentence) {
	for _, f := range r.f.Of(s) {
		if f.Kind != text.Rate || f.Role != text.Execution && f.Role != text.Receipt || f.Near != text.Exact || f.Part || r.compared[f] {
			continue
		}
		top, bottom, severity := r.misfit(s, f)
		if top == nil {
			continue
		}
		doubt := ""
		if severity != check.Error {
			doubt = "，请核对"
		}
		q := top.N.DivRound(bottom.N, 6)
		p.Report(check.Finding{
			Severity: severity,
			Where:    check.At(f.Span), Got: figure.Rate(f.N), Want: figure.Rate(q),
			Message: fmt.Sprintf("写“%s”，按“%s”和“%s”算是 %s%s", f.Words+f.Text(), shorten(top.Words+top.Text(), 20), shorten(bottom.Words+bottom.Text(), 20), figure.Percent(q), doubt),
			Hint:    "金额没有写错，就把比率改过来；比率按别的口径算的，写明口径",
		})
	}
}

// misfit is the pair of sums that a rate is of and does not fit, nil where one
// fits or nothing is sure. Whole 万 may be rounded: what only that explains, and
// not well, is doubtful.
func (r *reading) misfit(s *text.Sentence, rate *text.Figure) (top, bottom *text.Figure, severity check.Severity) {
	fits, pairs := quotient(rate, r.moneyBefore(s))
	top, bottom, sure := r.plainPair(s, rate)
	switch {
	case sure && top.N.DivRound(bottom.N, 6).Sub(rate.N).Abs().GreaterThanOrEqual(decimal.New(1, -2)) && fits && !exactly(rate, r.moneyBefore(s)):
		return top, bottom, check.Warning
	case fits || pairs == 0 && !sure:
		return nil, nil, check.Off
	case sure:
		return top, bottom, check.Error
	}
	if top, bottom, sure = r.farPair(s, rate, top); !sure {
		return nil, nil, check.Off
	}
	return top, bottom, check.Warning
}

// exactly reports that two figures as they are written give the rate.
func exactly(rate *text.Figure, list []*text.Figure) bool {
	for _, a := range list {
		for _, b := range list {
			if a != b && b.N.IsPositive() && a.N.DivRound(b.N, 6).Sub(rate.N).Abs().LessThan(decimal.New(1, rate.Place)) {
				return true
			}
		}
	}
	return false
}

// moneyBefore are the sums of money of a sentence and of those before it in the
// paragraph and the one above.
func (r *reading) moneyBefore(s *text.Sentence) []*text.Figure {
	var out []*text.Figure
	i := r.index(s)
	for j := max(0, i-6); j <= min(i+1, len(r.f.Sentences)-1); j++ {
		q := &r.f.Sentences[j]
		if q.Line.No < s.Line.No-1 || q.Line.No > s.Line.No {
			continue
		}
		for _, f := range r.f.Of(q) {
			if f.Kind == text.Money || f.Kind == text.Bare && f.Scale != "" {
				out = append(out, f)
			}
		}
	}
	return out
}

// quotient reports that some two figures give a rate, within what rounding
// leaves open, and how many pairs there are. Sums and differences of two count too.
func quotient(rate *text.Figure, list []*text.Figure) (fits bool, pairs int) {
	var values []*text.Figure
	values = append(values, list...)
	if len(list) <= 8 {
		for i, a := range list {
			for _, b := range list[i+1:] {
				if a.Role != b.Role {
					continue // two budgets, or two spendings, may be one whole
				}
				values = append(values, &text.Figure{N: a.N.Add(b.N), Place: max(a.Place, b.Place)}, &text.Figure{N: a.N.Sub(b.N).Abs(), Place: max(a.Place, b.Place)})
			}
		}
	}
	for i, a := range values {
		for j, b := range values {
			if i == j || b.N.IsZero() {
				continue
			}
			if i < len(list) && j < len(list) && a.N.LessThanOrEqual(b.N.Shift(1)) {
				pairs++
			}
			if gives(a, b, rate) {
				return true, pairs
			}
		}
	}
	if rate.N.Equal(decimal.NewFromInt(1)) { // 到位36万元，到位率100%: one figure may stand for both
		seen := map[string]bool{}
		for _, a := range list {
			if seen[a.N.String()] {
				return true, pairs
			}
			seen[a.N.String()] = true
		}
	}
	return false, pairs
}

// gives reports that a/b may be the rate.
func gives(a, b, rate *text.Figure) bool {
	ta, tb := a.Tolerance(), b.Tolerance()
	low, high := b.N.Sub(tb), b.N.Add(tb)
	if low.Sign() <= 0 {
		return false
	}
	from, to := a.N.Sub(ta).DivRound(high, 8), a.N.Add(ta).DivRound(low, 8)
	// rounded, or cut off: 95.8 % is written 96 % or 95 %
	return rate.N.Add(decimal.New(1, rate.Place)).GreaterThan(from) && rate.N.Sub(rate.Tolerance()).LessThanOrEqual(to)
}

// plainPair are the spending and the budget (or what was received) of a sentence
// that has one of each, and no other money, year or list that the rate may be of.
func (r *reading) plainPair(s *text.Sentence, rate *text.Figure) (top, bottom *text.Figure, sure bool) {
	words, figures := r.period(s)
	if !plainRate.MatchString(rate.Words) || hasAny(words, r.words.NotWhole) || strings.Contains(words, "等") {
		return nil, nil, false
	}
	byRole := map[text.Role][]*text.Figure{}
	for _, f := range figures {
		if f.Kind != text.Money {
			continue
		}
		if f.Near != text.Exact || f.Role == text.NoRole {
			return nil, nil, false
		}
		byRole[f.Role] = append(byRole[f.Role], f)
	}
	one := func(role text.Role) *text.Figure {
		if len(byRole[role]) == 1 {
			return byRole[role][0]
		}
		return nil
	}
	top, bottom = one(text.Spent), one(text.Budget)
	if rate.Role == text.Receipt {
		top = one(text.Received)
	} else if bottom == nil && len(byRole[text.Budget]) == 0 {
		bottom = one(text.Received)
	}
	years := map[int]bool{}
	for _, y := range r.f.Years {
		if y.Line == s.Line && y.From >= s.From && y.To <= s.To && y.Value > 0 {
			years[y.Value] = true
		}
	}
	return top, bottom, top != nil && bottom != nil && bottom.N.IsPositive() && len(years) < 2
}

// farPair takes the one budget that the report has named so far, for a sentence
// that states the spending and the rate only.
func (r *reading) farPair(s *text.Sentence, rate, top *text.Figure) (spent, budget *text.Figure, sure bool) {
	if top == nil || rate.Role != text.Execution || !plainRate.MatchString(rate.Words) || hasAny(s.Text(), r.words.NotWhole) || r.whole {
		return nil, nil, false
	}
	values := map[string]bool{}
	for _, f := range r.f.Figures {
		if f.Line.No > s.Line.No {
			break
		}
		if (f.Kind == text.Money || f.Kind == text.Bare && f.Scale != "") && f.Line.Para.Table == 0 && hasAny(f.Words, []string{"预算", "安排", "下达", "计划", "到位"}) && f.Near == text.Exact {
			values[f.N.String()] = true
			budget = f
		}
	}
	for _, f := range r.f.Of(s) {
		if f != top && f.Kind == text.Money && f.Role == text.Spent {
			return nil, nil, false
		}
	}
	if len(values) != 1 || budget.N.LessThan(top.N) || !budget.N.IsPositive() {
		return nil, nil, false
	}
	off := top.N.DivRound(budget.N, 6).Sub(rate.N).Abs()
	return top, budget, !gives(top, budget, rate) || off.GreaterThanOrEqual(decimal.New(2, -2))
}

// balance holds what is left to what was received (or budgeted) less what was spent.
func balance(p *check.Pass, r *reading, s *text.Sentence) {
	words, figures := r.period(s)
	if hasAny(words, []string{"上年", "其中", "结转", "年初", "调整", "收回", "追加", "交回"}) {
		return
	}
	byRole := map[text.Role]*text.Figure{}
	for _, f := range figures {
		if f.Kind != text.Money {
			continue
		}
		if f.Role == text.NoRole || byRole[f.Role] != nil || f.Near != text.Exact || r.compared[f] {
			return
		}
		byRole[f.Role] = f
	}
	left, spent := byRole[text.Balance], byRole[text.Spent]
	if left == nil || spent == nil || left.From < s.From || left.From >= s.To {
		return
	}
	tried := map[string]bool{}
	var want decimal.Decimal
	for _, role := range []text.Role{text.Received, text.Budget} {
		if from := byRole[role]; from != nil {
			want = from.N.Sub(spent.N)
			tol := left.Tolerance().Add(spent.Tolerance()).Add(from.Tolerance())
			if want.Sub(left.N).Abs().LessThan(tol) {
				p.Held(1)
				return
			}
			tried[want.String()] = true
		}
	}
	if len(tried) != 1 {
		return
	}
	show := func(n decimal.Decimal) string {
		return figure.Money(n, map[bool]string{true: "万元", false: "元"}[left.Scale == "万"])
	}
	p.Report(check.Finding{
		Where: check.At(left.Span), Got: contract(left), Want: figure.Yuan(want),
		Message: fmt.Sprintf("写“%s”，同一句里的金额相减是 %s，%s", shorten(left.Words+left.Text(), 24), show(want), figure.Gap(left.N, want, show)),
		Hint:    "核对这几个金额，改错的一处",
	})
}

// contradictions looks for one figure of the whole project that a report states twice
// with two values.
func contradictions(p *check.Pass, r *reading) {
	type stated struct {
		figure *text.Figure
		values map[string]bool
	}
	first := map[text.Role]*stated{}
	r.body(func(s *text.Sentence) {
		if hasAny(s.Text(), []string{"上年", "平均", "其中", "同期", "往年", "去年"}) || !r.told(s) && r.aims(r.section(s.Line)) {
			return
		}
		for _, f := range r.f.Of(s) {
			if f.Role != text.Total && f.Role != text.Execution || f.Near != text.Exact || f.Part || !ofProject.MatchString(f.Words) || f.N.IsZero() {
				continue
			}
			if f.Role == text.Total && (f.N.LessThan(decimal.NewFromInt(40)) || f.N.GreaterThan(decimal.NewFromInt(100)) || strings.Contains(f.Words, "总分") && f.N.Equal(decimal.NewFromInt(100))) {
				continue // a group's, or what can be had
			}
			seen := first[f.Role]
			if seen == nil {
				first[f.Role] = &stated{f, map[string]bool{f.N.String(): true}}
				continue
			}
			if seen.figure.Is(f.N) || f.Is(seen.figure.N) {
				p.Held(1)
				continue
			}
			seen.values[f.N.String()] = true
			if len(seen.values) > 2 || r.whole { // a report of several projects
				continue
			}
			p.Report(check.Finding{
				Severity: check.Warning, Where: check.At(f.Span), Got: contract(f), Want: contract(seen.figure),
				Message: fmt.Sprintf("写“%s”，前面（%s）写“%s”，请核对", f.Words+f.Text(), seen.figure.Line.Para.Place, shorten(seen.figure.Words+seen.figure.Text(), 24)),
				Hint:    "同一个数前后写一致",
			})
		}
	})
}
