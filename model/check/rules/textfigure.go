package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/review"
	"ziping/model/pattern"
)

var textFigure = &check.Rule{ID: "text/figure", Title: "文字里的数字与表里的不同", Severity: check.Error, Review: review.Figures, Run: func(p *check.Pass) {
	for _, t := range passages(p) {
		if t.tone != deeds {
			continue
		}
		textMoney(p, t)
		textRates(p, t)
		textScore(p, t)
		if t.form == nil || t.cell.Pos != t.form.GoalActual.Pos { // indicator/fact tells
			textCounts(p, t)
		}
	}
}}

// A statement is one figure of a text, after the words that say what it is.
type statement struct {
	words  string
	figure figure.Figure
	text   string
	whole  string // words and figure as written
}

const saidToBe = `[为是达到了共计合总:]{0,4}(约|近)?([0-9][0-9,]*(?:\.[0-9]+)?)`

var (
	moneyWords = pattern.New(`((?:项目|全年|年度|共|总|累计|合计|实际)*(?:支出|到位|预算|下达))(?:资金|经费|金额|数)?` + saidToBe + `(万元|元)`)
	rateWords  = pattern.New(`(执行率|到位率)` + saidToBe + `(%)`)
	scoreWords = pattern.New(`(自评得分|自评总分|综合得分|综合评分|自评分|总得分|总分)` + saidToBe + `(分)`)
)

// ofAnother matches words right before a figure that make it another's: last
// year's, another source's, a larger area's, the office's own, an average.
var ofAnother = pattern.New(`上$|(?:基本|人员|公用|整体|部门)$|平均|人均|每|其中|[省市县区]级|中央|全[国省市区州]`)

// times matches what a sentence says its figures are of: a year, a part of one
// (the first group), or the whole of the project's (the second).
var times = pattern.New(`20[0-9]{2}年|(上一?年|去年|往年|同期|季度|半年|(?:[^0-9]|^)(?:[1-9]|1[01])月(?:份|底|末)|[截至到][^,]{0,8}[^0-9](?:[1-9]|1[01])月|按月)|(全年|今年|本年|当年|年底|年末|年终|12月)`)

// statements are the figures of a kind that a text states of the project's year.
func statements(p *check.Pass, pattern *pattern.Regexp, t passage) []statement {
	var out []statement
	text := keyOf(t.cell.Value)
	for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string { return text[max(m[2*i], 0):max(m[2*i+1], 0)] }
		n, err := decimal.NewFromString(strings.ReplaceAll(group(3), ",", ""))
		if err != nil || anothers(p, text[:m[0]], group(1)) {
			continue
		}
		shift := map[string]int32{"万元": 4, "%": -2}[group(4)]
		out = append(out, statement{words: group(1), text: group(3) + group(4), whole: group(0), figure: figure.Figure{
			Pos: t.cell.Pos, State: model.Known, N: n.Shift(shift), Place: n.Exponent() + shift, Approx: group(2) != "",
		}})
	}
	return out
}

// anothers reports that what stands before a figure and its words makes it
// another's than the project's: back to the last mark, or the time last named.
func anothers(p *check.Pass, before, words string) bool {
	clause := before[strings.LastIndexAny(before, "。;,:、")+1:]
	if ofAnother.MatchString(clause) {
		return true
	}
	sentence := before[strings.LastIndexAny(before, "。;")+1:] + words
	other := false
	for _, m := range times.FindAllStringSubmatchIndex(sentence, -1) {
		switch year := sentence[m[0]:m[1]]; {
		case m[2] >= 0:
			other = true
		case m[4] >= 0:
			other = false
		case m[0] >= len(sentence)-len(clause)-len(words) || !historical(sentence[:m[0]], sentence[m[1]:]):
			other = !p.Project.Year.Known() || year != strconv.Itoa(p.Project.Year.Value)+"年"
		}
	}
	return other
}

// textMoney compares sums of money with the tables: what is none of the
// project's sums of that kind, nor of its parts, is wrong.
func textMoney(p *check.Pass, t passage) {
	for _, s := range statements(p, moneyWords, t) {
		var all []place
		switch {
		case contains(s.words, "支出"):
			all = spendings(p)
		case contains(s.words, "到位"):
			if q, ok := receivedBy(p.Project); ok {
				all = []place{q}
			}
		default:
			all = budgets(p)
			if p.Project.Issued.Known() {
				all = append(all, place{parts: []figure.Figure{figure.Amount(p.Project.Issued)}, cell: p.Project.Issued.Pos, name: "基本信息的下达金额"})
			}
		}
		if contains(s.words, "项目支出") && besideBasic.MatchString(keyOf(t.cell.Value)) {
			p.Open(fmt.Sprintf("%s里的“%s”是与基本支出并列的，说的是部门的全部项目", t.name, s.whole))
			continue
		}
		if len(all) == 0 || someMoney(p, s.figure, all) {
			continue
		}
		q := all[0]
		show := func(d decimal.Decimal) string {
			return figure.Money(d, map[bool]string{true: "万元", false: "元"}[strings.HasSuffix(s.text, "万元")])
		}
		f := check.Finding{
			Pos: t.cell.Pos, Got: figure.Yuan(s.figure.N), Want: figure.Yuan(q.sum()), Related: append([]model.Pos{q.cell}, figure.Places(q.parts)...),
			Message: fmt.Sprintf("%s里写“%s”，%s（%s）是 %s，%s", t.name, s.whole, q.name, figure.At(t.cell.Pos, q.cell), show(q.sum()), figure.Gap(s.figure.N, q.sum(), show)),
			Hint:    "文字和表里写同一个数，改错的一处",
		}
		if s.figure.Approx || !strings.ContainsAny(s.words, "项全年共总累合实") {
			f.Severity = check.Warning // it may speak of a part
		}
		p.Report(f)
	}
}

// besideBasic matches a text that parts a department's spending in 基本支出 and
// 项目支出: the latter is then of all its projects.
var besideBasic = pattern.New(`基本(?:支出|经费)|人员(?:支出|经费)|公用(?:支出|经费)|部门(?:整体)?支出`)

// someMoney reports that a figure of a text is one of the sums it may be, or any
// row's of the tables.
func someMoney(p *check.Pass, f figure.Figure, all []place) bool {
	same := func(list ...figure.Figure) bool {
		f.Place = min(f.Place, figure.Coarsest)
		return figure.Within(figure.ToleranceOf([]figure.Figure{f}, list))(f.N, figure.Sum(figure.Terms(list), nil))
	}
	for _, q := range all {
		if same(q.parts...) {
			return true
		}
	}
	for _, t := range p.Project.Funds {
		for _, r := range t.Rows {
			for _, c := range []model.Cell[model.Amount]{r.Initial, r.Planned, r.Received, r.Spent} {
				if c.Known() && same(figure.Amount(c)) {
					return true
				}
			}
			for _, src := range r.Sources {
				if src.Amount.Known() && same(figure.Amount(src.Amount)) {
					return true
				}
			}
		}
	}
	for _, c := range gather(p).categories {
		if parts, ok := costs(c.rows); ok && same(parts...) {
			return true
		}
	}
	for _, form := range p.Project.Forms {
		for _, r := range form.Money {
			for _, c := range []model.Cell[model.Amount]{r.Initial, r.Budget, r.Received, r.Spent} {
				if c.Known() && same(figure.Amount(c)) {
					return true
				}
			}
		}
	}
	return false
}

// textRates compares rates with those of the project and of its rows.
func textRates(p *check.Pass, t passage) {
	fund := p.Project.Fund()
	for _, s := range statements(p, rateWords, t) {
		want, known := fund.ExecutionRate()
		if s.words == "到位率" {
			want, known = fund.ReceiptRate()
		}
		if !known || s.figure.Approx || rateNear(s.figure.Place)(s.figure.N, want) || someRate(p, s) {
			continue
		}
		p.Report(check.Finding{
			Pos: t.cell.Pos, Got: figure.Rate(s.figure.N), Want: figure.Rate(want), Related: append(fund.Spent.From, fund.Planned.From...),
			Message: fmt.Sprintf("%s里写“%s”，按表里的金额%s是 %s，%s", t.name, s.whole, s.words, figure.Percent(want), points(s.figure.N, want)),
			Hint:    "文字和表里写同一个数，改错的一处",
		})
	}
}

func someRate(p *check.Pass, s statement) bool {
	for _, q := range ratios(p) {
		if q.stated.Known() && rateNear(s.figure.Place)(s.figure.N, q.stated.Value.R) {
			return true
		}
	}
	return false
}

// textScore compares the total score with the form's.
func textScore(p *check.Pass, t passage) {
	total := p.Project.TotalScore()
	if !total.Known() {
		return
	}
	for _, s := range statements(p, scoreWords, t) {
		if s.figure.N.Equal(p.Set.Weights.Total) && s.words == "总分" || scoreNear(p)(s.figure.N, total.Value.N) || toOnePlace(s.figure.N, total.Value.N) ||
			addsUpTo(p, s.figure.N) {
			continue
		}
		p.Report(check.Finding{
			Pos: t.cell.Pos, Got: figure.Plain(s.figure.N), Want: figure.Plain(total.Value.N), Related: []model.Pos{total.Pos},
			Message: fmt.Sprintf("%s里写“%s”，自评表的总分（%s）是 %s，%s", t.name, s.whole, figure.At(t.cell.Pos, total.Pos), figure.Score(total.Value.N), figure.Gap(s.figure.N, total.Value.N, figure.Score)),
			Hint:    "文字和自评表写同一个分数，改错的一处",
		})
	}
}

// addsUpTo reports a score that a form's own scores add up to: then it is the
// stated total that is wrong, and indicator/total tells.
func addsUpTo(p *check.Pass, n decimal.Decimal) bool {
	for _, f := range p.Project.Forms {
		var parts []figure.Figure
		for _, ind := range f.Indicators {
			if ind.Score.Known() {
				parts = append(parts, figure.Number(ind.Score))
			}
		}
		if row := f.MoneyTotal(); row != nil && row.Score.Known() {
			parts = append(parts, figure.Number(row.Score))
		}
		if len(parts) > 0 && n.Equal(figure.Sum(figure.Terms(parts), nil)) {
			return true
		}
	}
	return false
}

// textCounts compares what a text counts with the indicator of the same subject.
func textCounts(p *check.Pass, t passage) {
	var list []*model.Indicator
	for _, f := range p.Project.Forms {
		list = append(list, f.Indicators...)
	}
	for _, k := range telling(sentences(t.cell.Value, t.cell.Pos)) {
		ind, m, ok := counterpart(k, list, readActual)
		if !ok || figure.Within(figure.Tolerance(k.fig, m.figure()))(k.fig.N, m.Value) {
			continue
		}
		f := differs(k, m, ind, t.name)
		f.Pos = t.cell.Pos
		if k.general() {
			f.Severity = check.Warning // it may speak of a part
		}
		p.Report(f)
	}
}
