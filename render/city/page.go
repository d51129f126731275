package city

import (
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"

	"ziping/model"
	"ziping/render/page"
)

var (
	//go:embed page.html
	pageHTML string
	//go:embed page.css
	pageStyle string
	//go:embed page.js
	pageScript string

	pageTemplate = page.Template("city", pageHTML)
)

// A Link leads from the page to another result.
type Link struct{ Text, Target string }

// WritePage writes the page of the whole city: a line a unit, what there is to mend
// folded under it, then what only shows when units are compared. It stands alone and
// prints on a few pages of A4.
func WritePage(w io.Writer, r Report, links []Link) error {
	return pageTemplate().Execute(w, newPage(r, links))
}

type cityPage struct {
	page.Frame
	Summary, Remark                string
	Links                          []Link
	Statuses                       []statusCount
	Rows                           []pageRow
	Planned, Received, Spent, Rate string
	Errors, Warnings               int
	GrantWords                     string
	Grants                         []grantRow
	Between                        []mendLine
	Kinds                          []kindRow
	Others                         []string
}

type statusCount struct {
	Name  string
	Count int
}

type pageRow struct {
	Number                                int
	Name, Remark, Status, Class, Sign     string
	Planned, Received, Spent, Rate, Score string
	Errors, Warnings                      string
	Report, Page, Says                    string
	Mends                                 []mendLine
	More                                  int
	Unchecked                             []string
}

type mendLine struct{ Severity, Level, Place, Words string }

type grantRow struct {
	Name, Allotted, Received, Gap, Verdict string
	Differs                                bool
}

type kindRow struct {
	Title, Level, Names string
	Count, Units        int
}

// statusLooks are the colour and the sign of each status; the sign is there for who
// sees no colours and for print.
var statusLooks = map[string][2]string{
	"没有材料": {"bad", "✕"}, "只有压缩包或 Word": {"bad", "✕"}, "没读成": {"bad", "✕"}, "有错误": {"bad", "！"},
	"待确认": {"ask", "？"}, "缺材料": {"ask", "△"}, "完成": {"done", "✓"},
}

// foldedMends is how many findings stand under a unit's line, and of many units; its
// own page has all.
const foldedMends, foldedOfMany, many = 12, 3, 200

func newPage(r Report, links []Link) cityPage {
	t := r.totals()
	p := cityPage{Frame: page.New(r.pageTitle(), pageScript, page.Style+pageStyle), Others: r.Others}
	for _, l := range links {
		p.Links = append(p.Links, Link{l.Text, page.RelativeLink(l.Target)})
	}
	at := map[string]int{}
	most := foldedMends
	if len(r.Units) > many {
		most = foldedOfMany
	}
	for i, u := range r.Units {
		p.Rows = append(p.Rows, newPageRow(i+1, most, u))
		p.Errors, p.Warnings = p.Errors+u.Errors, p.Warnings+u.Warnings
		k, ok := at[u.Status]
		if !ok {
			k = len(p.Statuses)
			at[u.Status] = k
			p.Statuses = append(p.Statuses, statusCount{Name: u.Status})
		}
		p.Statuses[k].Count++
	}
	p.Summary = strings.Join(r.overall(t)[:1], "") + fmt.Sprintf("共 %d 处错误，%d 处提醒。", p.Errors, p.Warnings)
	p.Planned, p.Received, p.Spent = money(t.planned.sum), money(t.received.sum), money(t.spent.sum)
	p.Rate = percent(quotient(t.both[0], t.both[1]))
	if t.planned.units < len(r.Units) || t.received.units < len(r.Units) || t.spent.units < len(r.Units) {
		p.Remark = fmt.Sprintf("金额单位：元。合计只加写明了的：计划 %d 个、到位 %d 个、支出 %d 个单位；执行率按计划和支出都写明的 %d 个单位。", t.planned.units, t.received.units, t.spent.units, t.bothUnits)
	} else {
		p.Remark = "金额单位：元。"
	}
	p.grants(r)
	for _, m := range r.Between {
		p.Between = append(p.Between, newMendLine(m))
	}
	for _, k := range r.Kinds {
		p.Kinds = append(p.Kinds, kindRow{k.Title, severities[k.Severity], someOf(k.Units), k.Count, len(k.Units)})
	}
	return p
}

func (r Report) pageTitle() string {
	return strings.TrimSuffix(r.heading(), "绩效自评汇总报告") + "　核对结果"
}

func newPageRow(n, most int, u Unit) pageRow {
	look := statusLooks[u.Status]
	row := pageRow{
		Number: n, Name: u.Name, Remark: u.Remark, Status: u.Status, Class: look[0], Sign: look[1],
		Planned: money(u.Planned), Received: money(u.Received), Spent: money(u.Spent), Rate: percent(u.Execution), Score: plainNumber(u.Score),
		Report: page.RelativeLink(u.Report), Page: page.RelativeLink(u.Folder), Unchecked: u.Unchecked,
	}
	if u.Judged || u.Errors+u.Warnings > 0 {
		row.Errors, row.Warnings = strconv.Itoa(u.Errors), strconv.Itoa(u.Warnings)
	}
	for i, m := range u.Mends {
		if i == most {
			row.More = max(len(u.Mends), u.Errors+u.Warnings) - i
			break
		}
		row.Mends = append(row.Mends, newMendLine(m))
	}
	switch {
	case len(u.Mends) > 0:
		row.Says = fmt.Sprintf("要改的和要看的 %d 处", max(len(u.Mends), u.Errors+u.Warnings))
	case len(u.Unchecked) > 0:
		row.Says = fmt.Sprintf("没有核对的 %d 项", len(u.Unchecked))
	}
	return row
}

func newMendLine(m Mend) mendLine {
	return mendLine{m.Severity, severities[m.Severity], model.Visible(m.Place), model.Visible(m.Words)}
}

func (p *cityPage) grants(r Report) {
	differ := 0
	for _, g := range r.Grants {
		row := grantRow{Name: g.Name, Allotted: money(g.Allotted), Received: money(g.Received), Verdict: g.Verdict, Differs: g.Differs}
		if g.Allotted.Valid && g.Received.Valid {
			gap := g.Received.Decimal.Sub(g.Allotted.Decimal)
			row.Gap = model.Thousands(gap.StringFixed(2))
			if row.Verdict == "" {
				row.Verdict = map[int]string{0: "一致", 1: "到位比下达多", -1: "到位比下达少"}[gap.Sign()]
			}
		}
		if row.Verdict == "" {
			row.Verdict = "只有一边的数，没有比较"
		}
		if g.Differs {
			differ++
		}
		p.Grants = append(p.Grants, row)
	}
	p.GrantWords = fmt.Sprintf("%d 行，%d 行要看", len(r.Grants), differ)
}
