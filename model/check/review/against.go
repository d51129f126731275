package review

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/pattern"
	"ziping/model/text"
)

// Figures holds the figures of a report against the workbooks; by itself it
// looks for figures of one report that contradict each other.
func Figures(p *check.Pass) {
	r := of(p)
	if p.Text.Project == nil {
		contradictions(p, r)
		return
	}
	k := known(p)
	for _, l := range r.f.Lines {
		if m := r.same.lines[l.No]; m != nil {
			for _, d := range m.diffs {
				if !pageNumber(l) {
					differs(p, k, d)
				}
			}
			p.Held(1)
		}
	}
	var strangers []*text.Figure
	for _, f := range r.f.Figures {
		l := f.Line
		if r.ours(l) || l.Para.Kind == text.Margin || l.Para.Contents || f.Near == text.Within || f.Part {
			continue
		}
		switch {
		case k.stated(f):
			r.compared[f] = true
			p.Held(1)
		case l.Para.Table > 0:
			strangers = append(strangers, f)
		case subjectDiffers(p, r, k, f) || roleDiffers(p, r, k, f):
			r.compared[f] = true
		case f.Kind != text.Bare:
			strangers = append(strangers, f)
		}
	}
	tellStrangers(p, strangers)
	leftOut(p, r, k)
}

// pageNumber reports a header or footer that holds nothing but the number of the
// page, as it was when somebody last saved: — 6 —, 第6页 共9页.
func pageNumber(l *text.Line) bool {
	return l.Para.Kind == text.Margin && strings.Trim(l.Text, "0123456789—-–·~ 第页共/,") == ""
}

// differs reports a number that ziping would have written otherwise.
func differs(p *check.Pass, k *facts, d difference) {
	f := check.Finding{Where: check.At(d.span), Got: d.span.Text(), Want: d.want.Text()}
	place := ""
	if got, want := figureAt(d.span), figureAt(d.want); want != nil {
		f.Want = contract(want)
		if got != nil {
			f.Got = contract(got)
		}
		if v := k.source(want); v != nil {
			f.Related = figure.Related(v.pos)
			place = fmt.Sprintf("（%s，%s）", v.name, v.pos)
		}
	}
	f.Message = fmt.Sprintf("“%s”里的 %s，按工作簿是 %s%s", around(d.span), d.span.Text(), d.want.Text(), place)
	f.Hint = "报告和工作簿写同一个数，改错的一处"
	p.Report(f)
}

// around is a number with a few characters before and after it, as written.
func around(s text.Span) string {
	const before, after = 14, 6
	from, to := s.Characters()
	r := []rune(s.Line.Para.Text)
	return strings.TrimSpace(string(r[max(0, from-before):min(len(r), to+after)]))
}

// figureAt is the figure whose digits are the stretch, nil when it is a part of a date or a number of a document.
func figureAt(s text.Span) *text.Figure {
	d := &text.Document{Paragraphs: []text.Paragraph{*s.Line.Para}}
	for _, f := range text.Read(d).Figures {
		if f.Number.From == s.From {
			return f
		}
	}
	return nil
}

// source is the value of the workbooks that a figure states, the whole project's first.
func (k *facts) source(f *text.Figure) *fact {
	for _, list := range [][]*fact{k.about(f, model.Key(f.Line.Text)), k.of(f.Kind, f.Role), k.all[f.Kind], k.loose[f.Kind]} {
		for _, v := range list {
			if v.fits(f) && !v.pos.IsZero() {
				return v
			}
		}
	}
	return nil
}

// contract is a figure in the units of the JSON contract.
func contract(f *text.Figure) string {
	switch f.Kind {
	case text.Money:
		return figure.Yuan(f.N)
	case text.Rate:
		return figure.Rate(f.N)
	}
	return figure.Plain(f.N)
}

var (
	// ofProject matches the words before a figure that is the whole project's.
	ofProject = pattern.New(`^(?:其?(?:本|该)?(?:项目|全年|年度|本年度?|当年|财政|专项|科普|资金|经费|预算|共|总|累计|合计|实际|计划|年初|到位|支出|支付|执行|使用|下达|安排|批复|完成|全部|已|了|的|总额|金额|数|额|资金额|自评|综合|得分|总分|评分|最终|总|分|绩效|率|进度|为|是|达到?|共计|合计|[:=]|20[0-9]{2}年度?)){1,12}$`)
	// another matches words that make a figure another's.
	another = pattern.New(`上年|上一年|去年|往年|平均|人均|每|其中|[省市县区]级|中央|全[国省市区州]|季度|半年|同期|(?:基本|人员|公用|整体|部门)(?:支出|经费)`)
)

// roleDiffers reports a figure whose words say that it is the project's budget,
// spending, rate or score, and which is none of the workbooks'.
func roleDiffers(p *check.Pass, r *reading, k *facts, f *text.Figure) bool {
	if f.Role == text.NoRole || f.Near == text.About {
		return false
	}
	right := k.of(f.Kind, f.Role)
	before := f.Line.Text[:f.From]
	sentence := before[max(0, strings.LastIndexAny(before, "。;")+1):]
	if len(right) == 0 || another.MatchString(sentence) || r.otherYearIn(sentence) || r.section(f.Line).has(r.words.Future) {
		return false
	}
	w := right[0]
	out := check.Finding{
		Where: check.At(f.Span), Got: contract(f), Want: contractOf(w), Related: figure.Related(w.pos),
		Message: fmt.Sprintf("报告里写“%s%s”，%s（%s）是 %s，%s", f.Words, f.Text(), w.name, w.pos, w.show(f), figure.Gap(f.N, w.n, gapShower(f, w))),
		Hint:    "报告和工作簿写同一个数，改错的一处",
	}
	if !ofProject.MatchString(f.Words) {
		out.Severity = check.Warning // it may speak of a part
		out.Message += "，请核对"
	}
	p.Report(out)
	return true
}

// otherYearIn reports that a text names another year than the report's.
func (r *reading) otherYearIn(s string) bool {
	for _, y := range text.Read(text.ParsePlain("", s)).Years {
		if y.Value > 0 && y.Value != r.year {
			return true
		}
	}
	return false
}

func contractOf(v *fact) string {
	return contract(&text.Figure{Kind: v.kind, N: v.n})
}

// show is the value in the unit in which the figure is written.
func (v *fact) show(f *text.Figure) string { return v.shower(f)(v.n) }

func (v *fact) shower(f *text.Figure) func(decimal.Decimal) string {
	switch f.Kind {
	case text.Money:
		return func(n decimal.Decimal) string {
			return figure.Money(n, map[bool]string{true: "万元", false: "元"}[f.Scale == "万"])
		}
	case text.Rate:
		return figure.Percent
	case text.Score:
		return figure.Score
	}
	return func(n decimal.Decimal) string { return figure.Plain(n) + f.Unit }
}

// gapShower shows how far a figure is off: rates in 个百分点.
func gapShower(f *text.Figure, w *fact) func(decimal.Decimal) string {
	if f.Kind == text.Rate {
		return func(n decimal.Decimal) string { return figure.Plain(n.Shift(2)) + " 个百分点" }
	}
	return w.shower(f)
}

// subjectDiffers reports a figure in a clause that names an activity, a category
// or an indicator, where the workbooks state another one of that unit for it.
func subjectDiffers(p *check.Pass, r *reading, k *facts, f *text.Figure) bool {
	if f.Near != text.Exact || f.Kind == text.Bare || f.Kind == text.Score || r.section(f.Line).has(r.words.Future) {
		return false
	}
	words := clause(f.Span)
	if i := strings.Index(words, f.Text()); i >= 0 {
		words = words[:i]
	}
	list := k.about(f, words)
	if len(list) == 0 || another.MatchString(strings.ReplaceAll(words, list[0].subject, "")) || r.otherYearIn(words) {
		return false
	}
	if cut := strings.LastIndex(words, list[0].subject) + len(list[0].subject); cut < len(words) && len(words)-cut > 36 {
		return false // too far behind it
	}
	w := list[len(list)-1]
	if f.Kind == text.Money {
		for _, v := range list {
			if v.role == f.Role || f.Role == text.NoRole && v.role == text.Spent {
				w = v
			}
		}
	}
	p.Report(check.Finding{
		Severity: check.Warning, Where: check.At(f.Span), Got: contract(f), Want: contractOf(w), Related: figure.Related(w.pos),
		Message: fmt.Sprintf("报告里写“%s”，%s（%s）是 %s，请核对是不是同一个数", shorten(words+f.Text(), 40), w.name, w.pos, w.show(f)),
		Hint:    "说的是同一件事的，报告和工作簿写同一个数",
	})
	return true
}

// tellStrangers remarks, once, on the figures that no workbook states.
func tellStrangers(p *check.Pass, list []*text.Figure) {
	const shown = 12
	var names []string
	for _, f := range list {
		if s := "“" + shorten(f.Words+f.Text(), 24) + "”"; !slices.Contains(names, s) {
			names = append(names, s)
		}
	}
	if len(names) == 0 {
		return
	}
	n := len(names)
	more := ""
	if n > shown {
		names, more = names[:shown], "等"
	}
	p.Count(p.Rule.ID, 0, 0)
	p.Report(check.Finding{
		Severity: check.Info, Where: check.At(list[0].Span),
		Message: fmt.Sprintf("有 %d 个数字在工作簿里没有找到：%s%s", n, strings.Join(names, "、"), more),
		Hint:    "有依据的不用改；没有依据的，核对后改正或补进工作簿",
	})
}

// leftOut remarks on the project's own figures that a report does not state.
func leftOut(p *check.Pass, r *reading, k *facts) {
	if r.same.share > 0.5 { // it is ours: what it leaves out, its outline leaves out
		return
	}
	var missing []string
	for _, c := range []struct {
		kind, name string
		role       text.Role
	}{{text.Money, "预算", text.Budget}, {text.Money, "实际支出", text.Spent}, {text.Rate, "预算执行率", text.Execution}, {text.Score, "自评总分", text.Total}} {
		list := k.of(c.kind, c.role)
		if len(list) == 0 || slices.ContainsFunc(r.f.Figures, func(f *text.Figure) bool {
			return f.Kind == c.kind && f.Role == c.role || (f.Kind == c.kind || f.Kind == text.Bare) && slices.ContainsFunc(list, func(v *fact) bool { return v.fits(f) })
		}) {
			continue
		}
		v := list[0]
		missing = append(missing, fmt.Sprintf("%s %s（%s）", c.name, v.show(&text.Figure{Kind: v.kind, Scale: "万"}), v.pos))
	}
	if len(missing) == 0 {
		return
	}
	p.Report(check.Finding{
		Severity: check.Warning, Want: strings.Join(missing, "、"),
		Message: "工作簿里的这些数，报告里没有写：" + strings.Join(missing, "、"), Hint: "写进资金情况和自评结论",
	})
}
