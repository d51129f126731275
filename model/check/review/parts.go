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

// parts holds the figures behind 其中 to the one before it.
func parts(p *check.Pass, r *reading, s *text.Sentence) {
	body := s.Text()
	at := strings.Index(body, "其中")
	if at < 0 || strings.Count(body, "其中") > 1 {
		return
	}
	figures := r.f.Of(s)
	var whole *text.Figure
	for _, f := range figures {
		if f.From-s.From < at {
			whole = f
		}
	}
	if at == 0 { // 755.19万元。其中：
		whole = r.lastBefore(s)
	}
	if whole == nil || whole.Part || whole.Near != text.Exact || r.compared[whole] || whole.Kind != text.Money && whole.Kind != text.Count && (whole.Kind != text.Bare || whole.Scale == "") {
		return
	}
	between := s.Line.Text[whole.To : s.From+at]
	if len(between) > 24 || strings.ContainsAny(between, "0123456789") {
		return
	}
	list, tail := r.partsOf(s, at, whole, figures)
	if len(list) == 0 || hasAny(tail, r.words.Levels) || andSoOn.MatchString(tail) || hasAny(tail, []string{"同比", "比上年", "增长", "占", "率"}) {
		return
	}
	sum, tol := decimal.Decimal{}, whole.Tolerance()
	for _, f := range list {
		if f.Near != text.Exact || f.Part {
			return
		}
		sum, tol = sum.Add(f.N), tol.Add(f.Tolerance())
	}
	tol = decimal.Max(tol.Sub(decimal.New(1, -6)), decimal.Decimal{})
	gap := sum.Sub(whole.N)
	if gap.Abs().LessThanOrEqual(tol) {
		p.Held(1)
		return
	}
	r.reportParts(p, whole, list, sum, tail)
}

// andSoOn matches the 等 that says that a list is not whole; 一等奖 is another.
var andSoOn = pattern.New(`(?:^|[^一二三四特同高中初])等(?:$|[^奖级次候待于额价])`)

// lastBefore is the figure that the sentence before ends with, nil for none.
func (r *reading) lastBefore(s *text.Sentence) *text.Figure {
	i := r.index(s)
	if i == 0 || r.f.Sentences[i-1].Line != s.Line {
		return nil
	}
	before := &r.f.Sentences[i-1]
	list := r.f.Of(before)
	if len(list) == 0 || before.To-list[len(list)-1].To > len("。") {
		return nil
	}
	return list[len(list)-1]
}

// reportParts says that parts do not add up, as an error where they must.
func (r *reading) reportParts(p *check.Pass, whole *text.Figure, list []*text.Figure, sum decimal.Decimal, tail string) {
	sources := 0
	for _, f := range list {
		if hasAny(f.Words, r.words.Sources) {
			sources++
		}
	}
	more := sum.GreaterThan(whole.N)
	severity := check.Error
	switch {
	case whole.Kind == text.Money && (more || sources == len(list) && len(list) > 1):
	case whole.Kind == text.Money && len(list) > 2:
		severity = check.Info
	case more && len(list) == 1:
	case more && text.SameUnit(whole.Unit, "场次"):
		severity = check.Warning
	default:
		return // people are counted twice, and a list need not name all
	}
	show := func(n decimal.Decimal) string {
		if whole.Kind == text.Money {
			return figure.Money(n, map[bool]string{true: "万元", false: "元"}[whole.Scale == "万"])
		}
		return figure.Plain(n) + whole.Unit
	}
	f := check.Finding{
		Severity: severity, Where: check.At(whole.Span), Got: contract(whole), Want: contract(&text.Figure{Kind: whole.Kind, N: sum}),
		Message: fmt.Sprintf("写“%s”，“其中”的 %d 项相加是 %s，%s", shorten(whole.Words+whole.Text(), 24), len(list), show(sum), figure.Gap(whole.N, sum, show)),
		Hint:    "核对总数和各项，改错的一处；没有列全的，在最后写“等”",
	}
	if len(list) == 1 {
		f.Message = fmt.Sprintf("写“%s”，其中的“%s”比它还多", shorten(whole.Words+whole.Text(), 24), shorten(list[0].Words+list[0].Text(), 24))
	}
	if severity != check.Error {
		f.Message += "，请核对"
	}
	p.Report(f)
}

// partsOf are the figures of the whole's unit behind 其中, up to the end of its
// clause: a list ends with ； or the bracket it stands in. Those in further
// brackets are parts of parts.
func (r *reading) partsOf(s *text.Sentence, at int, whole *text.Figure, figures []*text.Figure) (list []*text.Figure, tail string) {
	t := s.Text()
	depth, end := 0, len(t)
	var inner []int
loop:
	for i, c := range t[at:] {
		switch c {
		case '(':
			depth++
			inner = append(inner, at+i)
		case ')':
			if depth--; depth < 0 {
				end = at + i
				break loop
			}
			inner = append(inner, at+i)
		case ';', '。':
			if depth == 0 {
				end = at + i
				break loop
			}
		}
	}
	inside := func(off int) bool {
		n := 0
		for _, i := range inner {
			if i < off {
				n++
			}
		}
		return n%2 == 1
	}
	last := at
	for _, f := range figures {
		off := f.From - s.From
		if off < at || off >= end || inside(off) {
			continue
		}
		if f.Kind != whole.Kind && (whole.Kind != text.Bare || f.Kind != text.Money) || whole.Kind == text.Count && f.Unit != whole.Unit || f.Role != text.NoRole && f.Role != whole.Role && whole.Kind == text.Money && f.Role != text.Budget {
			if len(list) > 0 {
				break // the sentence goes on with something else
			}
			return nil, ""
		}
		if len(list) > 0 && !sameList(t[last:off]) {
			break
		}
		list, last = append(list, f), f.To-s.From
	}
	if len(list) > 0 {
		end = min(end, last+len("等等等"))
	}
	return list, t[at:min(end, len(t))]
}

// sameList reports that what stands between two figures goes on with a list: a
// mark and a short name.
func sameList(between string) bool {
	return len(between) < 90 && !strings.ContainsAny(between, "。;:") && !hasAny(between, []string{"实际", "共计", "合计", "总计", "完成", "全年", "累计", "截至", "结余", "同比", "执行"})
}
