package review

import (
	"fmt"
	"strings"

	"ziping/model/check"
	"ziping/model/text"
)

// Units looks for figures without a unit, and for one number of people that is
// called 人 here and 人次 there.
func Units(p *check.Pass) {
	r := of(p)
	type called struct {
		unit   string
		figure *text.Figure
	}
	people := map[string]called{}
	r.body(func(s *text.Sentence) {
		list := r.f.Of(s)
		for i, f := range list {
			switch {
			case unitless(f, list[i+1:]) && !r.cutOff(f):
				what := "没有写单位"
				p.Report(check.Finding{
					Where: check.At(f.Span), Got: f.Quote(),
					Message: fmt.Sprintf("“%s”%s", shorten(f.Words+f.Text(), 24), what), Hint: "补上单位：元、人次、份等",
				})
			case f.Unit == "人" || f.Unit == "人次":
				key := f.N.String() + f.Scale
				if f.N.Exponent() < 0 || len(f.N.String()) < 3 {
					continue
				}
				if other, seen := people[key]; seen && other.unit != f.Unit {
					p.Report(check.Finding{
						Severity: check.Warning, Where: check.At(f.Span), Got: f.Quote(), Want: other.figure.Quote(),
						Message: fmt.Sprintf("同一个数前面（%s）写“%s”，这里写“%s”，请核对是人还是人次", other.figure.Line.Para.Place, other.figure.Text(), f.Text()),
						Hint:    "一个人参加几次算几人次；前后写一致",
					})
				} else if !seen {
					people[key] = called{f.Unit, f}
				}
			case f.Unit != "":
				p.Held(1)
			}
		}
	})
}

// cutOff reports a figure at the end of a line of a plain text that goes on with
// the next: the unit may stand there.
func (r *reading) cutOff(f *text.Figure) bool {
	l := f.Line
	return f.After() == "" && l.Para.Part == "" && l.No+1 < len(r.f.Lines)
}

// unitless reports 3万 at the end of a clause: a unit of money or of anything is
// missing. In 3万、2万、1万元 the last gives it to all.
func unitless(f *text.Figure, later []*text.Figure) bool {
	if f.Kind != text.Bare || f.Scale != "万" && f.Scale != "亿" || f.Part {
		return false
	}
	after := f.After()
	if after != "" && !strings.HasPrefix(after, "。") && !strings.ContainsAny(after[:1], ",;)") && !strings.HasPrefix(after, "、") {
		return false
	}
	if strings.HasPrefix(after, ")") && len(f.Words) == 0 {
		return false
	}
	for _, g := range later {
		between := f.Line.Text[f.To:g.From]
		if strings.ContainsAny(between, "。;") || !strings.HasPrefix(after, "、") && !strings.HasPrefix(after, ",") {
			break
		}
		if g.Scale == f.Scale && g.Unit != "" && strings.HasPrefix(after, "、") {
			return false
		}
	}
	return true
}
