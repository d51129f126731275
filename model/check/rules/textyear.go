package rules

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/review"
	"ziping/model/pattern"
)

var textYear = &check.Rule{ID: "text/year", Title: "文字里写的是别的年度", Severity: check.Error, Review: review.Years, Run: func(p *check.Pass) {
	if !p.Project.Year.Known() {
		if slices.ContainsFunc(passages(p), func(t passage) bool { return len(ownYears(keyOf(t.cell.Value))) > 0 }) {
			p.Open("没有写预算年度")
		}
		return
	}
	for _, t := range passages(p) {
		if t.tone == aims || t.tone == deeds || t.tone == others && !elsewhen.MatchString(keyOf(t.name)) {
			otherYear(p, t)
		}
	}
	logYears(p)
}}

// elsewhen matches the names of texts in which other years are at home.
var elsewhen = pattern.New(`问题|不足|困难|原因|建议|计划|打算|措施|整改|依据|背景|立项|历史|沿革|上年|以前|概述|简介|备注|说明`)

// logYears reports, once, the log's texts that speak of an earlier year only.
func logYears(p *check.Pass) {
	year := p.Project.Year.Value
	var f check.Finding
	n := 0
	for _, a := range gather(p).details {
		for _, c := range []model.Cell[string]{a.Name(), a.Effect()} {
			if !c.Known() || !strings.Contains(c.Value, "年") || !strings.Contains(c.Value, "20") {
				continue
			}
			y := earlierYear(p, keyOf(c.Value))
			switch {
			case y == 0:
				continue
			case n == 0:
				f = check.Finding{Severity: check.Warning, Pos: c.Pos, Got: fmt.Sprintf("%d年", y), Want: fmt.Sprintf("%d年", year), Related: figure.Related(p.Project.Year.Pos)}
			default:
				f.Related = append(f.Related, c.Pos)
			}
			n++
		}
	}
	if n == 0 {
		return
	}
	f.Message = fmt.Sprintf("活动台账有 %d 格文字写的是以前的年度（%s），预算年度是 %d年", n, f.Got, year)
	f.Hint = "从上年的台账改来的，把年度和数字一起改过来；说的确实是以前的事，不用改"
	p.Report(f)
}

// earlierYear is the first year a text speaks of where all are before the
// project's, 0 for none.
func earlierYear(p *check.Pass, text string) int {
	year := p.Project.Year.Value
	if contains(text, strconv.Itoa(year)) {
		return 0
	}
	found := 0
	for _, y := range ownYears(text) {
		switch {
		case y >= year || inPeriod(p, y):
			return 0
		case found == 0:
			found = y
		}
	}
	return found
}

// otherYear reports a text that speaks of an earlier year as if it were the
// project's. A text that names the project's year too may compare the two.
func otherYear(p *check.Pass, t passage) {
	year := p.Project.Year.Value
	text := keyOf(t.cell.Value)
	if contains(text, strconv.Itoa(year)+"年") {
		p.Held(1)
		return
	}
	found := 0
	for _, y := range ownYears(text) {
		switch {
		case y == year || inPeriod(p, y):
			p.Held(1)
			return
		case y < year && found == 0:
			found = y
		}
	}
	if found == 0 {
		return
	}
	f := check.Finding{
		Pos: t.cell.Pos, Got: fmt.Sprintf("%d年", found), Want: fmt.Sprintf("%d年", year), Related: figure.Related(p.Project.Year.Pos),
		Message: fmt.Sprintf("%s里写的是 %d年，预算年度是 %d年", t.name, found, year),
		Hint:    "从上年的材料改来的，把年度和数字一起改过来；说的确实是以前的事，写明“与上年相比”",
	}
	if t.tone == others || !strings.HasPrefix(text, strconv.Itoa(found)) {
		f.Severity = check.Warning // it may be history
	}
	p.Report(f)
}

func inPeriod(p *check.Pass, year int) bool {
	d := p.Project.Period
	return d.Known() && d.Value.From.Year <= year && year <= d.Value.To.Year
}

var (
	yearWords = pattern.New(`(?:^|[^0-9])(20[0-9]{2})年(度)?`)
	cited     = pattern.New(`《[^》]*》|\([^()]*[0-9]{4}[^()]*号?\)|[0-9]{4}年?[-—~至到][0-9]{2,4}年?`)
)

// ownYears are the years a text speaks of, without those in titles, document
// numbers and spans, and those that something is counted from or compared with.
func ownYears(text string) []int {
	text = cited.ReplaceAllString(text, "#")
	history := map[int]bool{}
	var years []int
	for _, m := range yearWords.FindAllStringSubmatchIndex(text, -1) {
		y, _ := strconv.Atoi(text[m[2]:m[3]])
		history[y] = history[y] || historical(text[:m[2]], text[m[1]:])
		years = append(years, y)
	}
	return slices.DeleteFunc(years, func(y int) bool { return history[y] })
}

// historical reports that a year stands between words of the past or of a
// comparison: 自2018年起, 较2021年, 2021年以来.
func historical(before, after string) bool {
	for _, w := range []string{"自", "从", "较", "比", "于", "截至", "截止", "与", "相比", "始于", "至", "到", "在", "由", "含", "除", "因", "对"} {
		if strings.HasSuffix(before, w) {
			return true
		}
	}
	for _, w := range []string{"以来", "起", "底", "末", "至", "以前", "之前", "建成", "成立", "开始", "相比", "增长", "提高", "增加", "考核"} {
		if strings.HasPrefix(after, w) {
			return true
		}
	}
	clause := after
	if i := strings.IndexAny(after, "。;,"); i >= 0 {
		clause = after[:i]
	}
	return past.MatchString(clause)
}

// past matches what happened once: a speech, a meeting, a document, a prize.
var past = pattern.New(`精神|讲话|会议|部署|印发|发布|召开|提出|通知|基础|获|荣|被评|被授|立项|招标|制定|制订|修订|出台|提前|转列|结转|结余|签订|签署|下达|批复|批准|编制|规划|表彰|总结`)
