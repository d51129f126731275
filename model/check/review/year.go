package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/model/check"
	"ziping/model/pattern"
	"ziping/model/text"
)

// Years looks for years that were left from another year's report, and for days
// that no calendar has.
func Years(p *check.Pass) {
	r := of(p)
	days(p, r)
	if r.year == 0 {
		p.Open("报告的标题没有写年度")
		return
	}
	titleYear(p, r)
	var old []*text.Year
	for _, y := range r.f.Years {
		if y.Value == 0 || !r.free(y.Line) || r.title.Line == y.Line && y.From < r.title.To {
			continue
		}
		if y.Value == r.year {
			p.Held(1)
			continue
		}
		if y.Value < r.year && r.year-y.Value <= 3 && r.plainYear(y) {
			old = append(old, y)
		}
	}
	if len(old) == 0 {
		return
	}
	var quotes []string
	for _, y := range old {
		if q := "“" + shorten(clause(y.Span), 24) + "”"; !slices.Contains(quotes, q) && len(quotes) < 4 {
			quotes = append(quotes, q)
		}
	}
	y := old[0]
	p.Report(check.Finding{
		Severity: check.Warning, Where: check.At(y.Span), Got: strconv.Itoa(y.Value) + "年", Want: strconv.Itoa(r.year) + "年",
		Message: fmt.Sprintf("%s的年度是 %d年，这里写的是别的年度：%s，请核对", r.yearOf, r.year, strings.Join(quotes, "、")),
		Hint:    "从上年的报告改来的，把年度和数字一起改过来；说的确实是以前的事，写明“与上年相比”",
	})
}

// selfYear matches what follows the year of the report itself: 2021年度…自评情况.
var selfYear = pattern.New(`^[^,。;:《》]{0,30}(?:绩效自评|自评情况|绩效评价|自评报告|评价报告|绩效目标|预算执行情况)`)

// titleYear compares the title's year with the workbook's, and the year in
// 现将2021年度…自评情况报告如下 with the title's.
func titleYear(p *check.Pass, r *reading) {
	if r.yearOf == "工作簿" && r.title.Line != nil && !r.ours(r.title.Line) {
		for _, y := range r.f.Years {
			if y.Line == r.title.Line && y.Value > 0 && y.Value != r.year && y.To <= r.title.To && (y.Fiscal || y.Value < r.year) {
				p.Report(check.Finding{
					Where: check.At(y.Span), Got: strconv.Itoa(y.Value) + "年", Want: strconv.Itoa(r.year) + "年",
					Message: fmt.Sprintf("标题写的是 %d年，工作簿的预算年度是 %d年", y.Value, r.year), Hint: "改标题的年度；拿错了工作簿的，换成同一年的再核对",
				})
				return
			}
		}
	}
	if !r.fiscal {
		return
	}
	for _, y := range r.f.Years {
		if y.Value == 0 || !y.Fiscal || y.Value == r.year || y.Value == r.year+1 || !r.free(y.Line) || y.Line == r.title.Line || y.Line.No > 30 {
			continue
		}
		before := clause(y.Span)
		if !strings.Contains(before, "现将") && !strings.Contains(before, "现就") || !selfYear.MatchString(y.After()) {
			continue
		}
		p.Report(check.Finding{
			Where: check.At(y.Span), Got: strconv.Itoa(y.Value) + "年度", Want: strconv.Itoa(r.year) + "年度",
			Message: fmt.Sprintf("写“%s”，%s写的是 %d年度", shorten(before, 30), r.yearOf, r.year), Hint: "改成同一个年度",
		})
	}
}

// plainYear reports a year before the report's that begins a sentence about what
// was done, and that nothing explains.
func (r *reading) plainYear(y *text.Year) bool {
	s := r.sentenceOf(y.Span)
	if s == nil || !r.told(s) || y.Dated() {
		return false
	}
	before := y.Line.Text[s.From:y.From]
	if utf8.RuneCountInString(before) > 6 || hasAny(before, []string{"(", "《", "“", "〔"}) {
		return false
	}
	whole := s.Text()
	if strings.Contains(whole, strconv.Itoa(r.year)) || strings.Contains(whole, "今年") || strings.Contains(whole, "本年") {
		return false
	}
	if suffixAny(y.Before(), r.words.YearBefore) || prefixAny(y.After(), r.words.YearAfter) || hasAny(whole, r.words.YearClause) {
		return false
	}
	for _, o := range r.f.Years { // two years side by side are a span or a comparison
		if o.Line == y.Line && o != y && o.Value != y.Value && o.Value > 0 && o.From >= s.From && o.To <= s.To {
			return false
		}
	}
	return strings.ContainsAny(whole, "0123456789") && hasAny(whole, []string{"开展", "举办", "组织", "支出", "完成", "预算", "资金", "到位", "实施", "项目", "执行"})
}

var monthDays = [...]int{0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}

// days looks for 2月30日, 6月31日.
func days(p *check.Pass, r *reading) {
	for _, y := range r.f.Years {
		if y.Month == 0 || y.Day == 0 || r.ours(y.Line) {
			continue
		}
		last := monthDays[y.Month]
		if y.Month == 2 && y.Value > 0 && (y.Value%4 != 0 || y.Value%100 == 0 && y.Value%400 != 0) {
			last = 28
		}
		if y.Day > last {
			p.Report(check.Finding{
				Where: check.At(y.Span), Got: y.Quote(), Message: fmt.Sprintf("没有“%s”这一天", y.Quote()), Hint: "核对日期",
			})
		}
	}
}
