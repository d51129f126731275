package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

var textFigure = &Rule{ID: "text/figure", Title: "文字里的数字与表里的不同", Severity: Error, Run: func(p *Pass) {
	for _, t := range p.passages() {
		if t.tone != deeds {
			continue
		}
		p.textMoney(t)
		p.textRates(t)
		p.textScore(t)
		if t.form == nil || t.cell.Pos != t.form.GoalActual.Pos { // indicator/fact tells
			p.textCounts(t)
		}
	}
}}

// A statement is one figure of a text, after the words that say what it is.
type statement struct {
	words  string
	figure figure
	text   string
	whole  string // words and figure as written
}

const saidToBe = `[为是达到了共计合总:]{0,4}(约|近)?([0-9][0-9,]*(?:\.[0-9]+)?)`

var (
	moneyWords = regexp.MustCompile(`((?:项目|全年|年度|共|总|累计|合计|实际)*(?:支出|到位|预算|下达))(?:资金|经费|金额|数)?` + saidToBe + `(万元|元)`)
	rateWords  = regexp.MustCompile(`(执行率|到位率)` + saidToBe + `(%)`)
	scoreWords = regexp.MustCompile(`(自评得分|自评总分|综合得分|综合评分|自评分|总得分|总分)` + saidToBe + `(分)`)
)

// ofAnother matches words right before a figure that make it another's: last
// year's, another source's, a larger area's, an average.
var ofAnother = regexp.MustCompile(`上$|平均|人均|每|其中|[省市县区]级|中央|全[国省市区州]`)

// times matches what a sentence says its figures are of: a year, a part of one
// (the first group), or the whole of the project's (the second).
var times = regexp.MustCompile(`20[0-9]{2}年|(上一?年|去年|往年|同期|季度|半年|(?:[^0-9]|^)(?:[1-9]|1[01])月(?:份|底|末)|[截至到][^,]{0,8}[^0-9](?:[1-9]|1[01])月|按月)|(全年|今年|本年|当年|年底|年末|年终|12月)`)

// statements are the figures of a kind that a text states of the project's year.
func (p *Pass) statements(pattern *regexp.Regexp, t passage) []statement {
	var out []statement
	text := keyOf(t.cell.Value)
	for _, m := range pattern.FindAllStringSubmatchIndex(text, -1) {
		group := func(i int) string { return text[max(m[2*i], 0):max(m[2*i+1], 0)] }
		n, err := decimal.NewFromString(strings.ReplaceAll(group(3), ",", ""))
		if err != nil || p.anothers(text[:m[0]], group(1)) {
			continue
		}
		shift := map[string]int32{"万元": 4, "%": -2}[group(4)]
		out = append(out, statement{words: group(1), text: group(3) + group(4), whole: group(0), figure: figure{
			pos: t.cell.Pos, state: model.Known, n: n.Shift(shift), place: n.Exponent() + shift, approx: group(2) != "",
		}})
	}
	return out
}

// anothers reports that what stands before a figure and its words makes it
// another's than the project's: back to the last mark, or the time last named.
func (p *Pass) anothers(before, words string) bool {
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
func (p *Pass) textMoney(t passage) {
	for _, s := range p.statements(moneyWords, t) {
		var all []place
		switch {
		case contains(s.words, "支出"):
			all = p.spendings()
		case contains(s.words, "到位"):
			if q, ok := receivedBy(p.Project); ok {
				all = []place{q}
			}
		default:
			all = p.budgets()
			if p.Project.Issued.Known() {
				all = append(all, place{parts: []figure{amount(p.Project.Issued)}, cell: p.Project.Issued.Pos, name: "基本信息的下达金额"})
			}
		}
		if len(all) == 0 || p.someMoney(s.figure, all) {
			continue
		}
		q := all[0]
		show := func(d dec) string {
			return money(d, map[bool]string{true: "万元", false: "元"}[strings.HasSuffix(s.text, "万元")])
		}
		f := Finding{
			Pos: t.cell.Pos, Got: yuan(s.figure.n), Want: yuan(q.sum()), Related: append([]model.Pos{q.cell}, places(q.parts)...),
			Message: fmt.Sprintf("%s里写“%s”，%s（%s）是 %s，%s", t.name, s.whole, q.name, at(t.cell.Pos, q.cell), show(q.sum()), gap(s.figure.n, q.sum(), show)),
			Hint:    "文字和表里写同一个数，改错的一处",
		}
		if s.figure.approx || !strings.ContainsAny(s.words, "项全年共总累合实") {
			f.Severity = Warning // it may speak of a part
		}
		p.Report(f)
	}
}

// someMoney reports that a figure of a text is one of the sums it may be, or any
// row's of the tables.
func (p *Pass) someMoney(f figure, all []place) bool {
	same := func(list ...figure) bool {
		f.place = min(f.place, coarsest)
		return within(toleranceOf([]figure{f}, list))(f.n, add(terms(list), nil))
	}
	for _, q := range all {
		if same(q.parts...) {
			return true
		}
	}
	for _, t := range p.Project.Funds {
		for _, r := range t.Rows {
			for _, c := range []model.Cell[model.Amount]{r.Initial, r.Planned, r.Received, r.Spent} {
				if c.Known() && same(amount(c)) {
					return true
				}
			}
			for _, src := range r.Sources {
				if src.Amount.Known() && same(amount(src.Amount)) {
					return true
				}
			}
		}
	}
	for _, c := range gathered(p).categories {
		if parts, ok := costs(c.rows); ok && same(parts...) {
			return true
		}
	}
	for _, form := range p.Project.Forms {
		for _, r := range form.Money {
			for _, c := range []model.Cell[model.Amount]{r.Initial, r.Budget, r.Received, r.Spent} {
				if c.Known() && same(amount(c)) {
					return true
				}
			}
		}
	}
	return false
}

// textRates compares rates with those of the project and of its rows.
func (p *Pass) textRates(t passage) {
	fund := p.Project.Fund()
	for _, s := range p.statements(rateWords, t) {
		want, known := fund.ExecutionRate()
		if s.words == "到位率" {
			want, known = fund.ReceiptRate()
		}
		if !known || s.figure.approx || rateNear(s.figure.place)(s.figure.n, want) || p.someRate(s) {
			continue
		}
		p.Report(Finding{
			Pos: t.cell.Pos, Got: rate(s.figure.n), Want: rate(want), Related: append(fund.Spent.From, fund.Planned.From...),
			Message: fmt.Sprintf("%s里写“%s”，按表里的金额%s是 %s，%s", t.name, s.whole, s.words, percent(want), points(s.figure.n, want)),
			Hint:    "文字和表里写同一个数，改错的一处",
		})
	}
}

func (p *Pass) someRate(s statement) bool {
	for _, q := range ratios(p) {
		if q.stated.Known() && rateNear(s.figure.place)(s.figure.n, q.stated.Value.R) {
			return true
		}
	}
	return false
}

// textScore compares the total score with the form's.
func (p *Pass) textScore(t passage) {
	total := p.Project.TotalScore()
	if !total.Known() {
		return
	}
	for _, s := range p.statements(scoreWords, t) {
		if s.figure.n.Equal(p.Set.Weights.Total) && s.words == "总分" || p.scoreNear()(s.figure.n, total.Value.N) || toOnePlace(s.figure.n, total.Value.N) ||
			p.addsUpTo(s.figure.n) {
			continue
		}
		p.Report(Finding{
			Pos: t.cell.Pos, Got: plain(s.figure.n), Want: plain(total.Value.N), Related: []model.Pos{total.Pos},
			Message: fmt.Sprintf("%s里写“%s”，自评表的总分（%s）是 %s，%s", t.name, s.whole, at(t.cell.Pos, total.Pos), score(total.Value.N), gap(s.figure.n, total.Value.N, score)),
			Hint:    "文字和自评表写同一个分数，改错的一处",
		})
	}
}

// addsUpTo reports a score that a form's own scores add up to: then it is the
// stated total that is wrong, and indicator/total tells.
func (p *Pass) addsUpTo(n dec) bool {
	for _, f := range p.Project.Forms {
		var parts []figure
		for _, ind := range f.Indicators {
			if ind.Score.Known() {
				parts = append(parts, number(ind.Score))
			}
		}
		if row := f.MoneyTotal(); row != nil && row.Score.Known() {
			parts = append(parts, number(row.Score))
		}
		if len(parts) > 0 && n.Equal(add(terms(parts), nil)) {
			return true
		}
	}
	return false
}

// textCounts compares what a text counts with the indicator of the same subject.
func (p *Pass) textCounts(t passage) {
	var list []*model.Indicator
	for _, f := range p.Project.Forms {
		list = append(list, f.Indicators...)
	}
	for _, k := range telling(clauses(t.cell.Value, t.cell.Pos)) {
		ind, m, ok := counterpart(k, list, readActual)
		if !ok || within(tolerance(k.fig, m.figure()))(k.fig.n, m.Value) {
			continue
		}
		f := differs(k, m, ind, t.name)
		f.Pos = t.cell.Pos
		if k.general() {
			f.Severity = Warning // it may speak of a part
		}
		p.Report(f)
	}
}
