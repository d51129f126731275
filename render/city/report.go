package city

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// data is what the template of 汇总报告 may use.
func (r Report) data() map[string]any {
	var units, results, shares, marks []any
	for _, u := range r.Units {
		units = append(units, map[string]any{"名称": u.Name, "状态": u.Status, "情况": u.sentence()})
		for _, p := range u.Projects {
			remark := ""
			if u.Again {
				remark = "重复报送，未计入合计"
			}
			results = append(results, map[string]any{"单位": u.Name, "项目名称": p.Name, "预算数": money(p.Planned), "执行数": money(p.Spent),
				"执行率": percent(p.Execution), "得分": plainNumber(p.Score), "等级": p.Grade, "备注": remark})
		}
		if len(u.Projects) == 0 {
			results = append(results, map[string]any{"单位": u.Name, "项目名称": "", "预算数": "", "执行数": "", "执行率": "", "得分": "", "等级": "", "备注": u.Status})
		}
	}
	for _, s := range r.Shares {
		shares = append(shares, map[string]any{"名称": s.Name, "单位数": s.Units, "计划": money(s.Planned), "到位": money(s.Received), "支出": money(s.Spent),
			"执行率": percent(quotient(s.Spent, s.Planned))})
	}
	for _, m := range r.Marks {
		marks = append(marks, map[string]any{"一级指标": m.Level1, "二级指标": m.Level2, "指标数": m.Count, "扣分数": m.Short,
			"分值": plainNumber(m.Weight), "得分": plainNumber(m.Score), "得分率": percent(quotient(m.Score, m.Weight))})
	}
	t := r.totals()
	return map[string]any{
		"标题": r.heading(), "汇总单位": r.Office, "成文日期": r.Date, "年度": orBlank(r.Year),
		"应报数": len(r.Units) - r.again(), "报送数": len(r.Units) - r.again() - len(r.named("没有材料")), "完成核对数": t.judged, "项目数": t.projects,
		"计划资金": exact(t.planned.sum), "到位资金": exact(t.received.sum), "实际支出": exact(t.spent.sum), "平均分": plainNumber(t.average()),
		"总体情况": anys(r.overall(t)), "资金情况": anys(r.money(t)), "支出方向": shares, "绩效情况": anys(r.performance(t)), "二级指标": marks,
		"单位": units, "问题": anys(r.problems()), "下一步": anys(r.next()), "公开段": r.public(t), "自评结果": results,
	}
}

func (r Report) heading() string {
	name := r.Title
	if r.Year != 0 && !strings.Contains(name, fmt.Sprint(r.Year)) {
		name += fmt.Sprintf(" %d年度", r.Year)
	}
	return strings.TrimSpace(name) + "绩效自评汇总报告"
}

// A column is a sum with the number of units it is over.
type column struct {
	sum   null
	units int
}

func (c *column) add(n null) {
	if n.Valid {
		c.sum.Decimal, c.sum.Valid = c.sum.Decimal.Add(n.Decimal), true
		c.units++
	}
}

type totals struct {
	judged, projects         int
	planned, received, spent column
	both                     [2]null // spent and planned of the units that state both
	bothUnits                int
	arrived                  [2]null // received and planned, likewise
	arrivedUnits             int
	scores                   []decimal.Decimal
	grades                   map[string]int
	done, count              int
}

func (r Report) totals() totals {
	t := totals{grades: map[string]int{}}
	for _, u := range r.Units {
		if !u.Judged || u.Again {
			continue
		}
		t.judged++
		t.projects += len(u.Projects)
		t.planned.add(u.Planned)
		t.received.add(u.Received)
		t.spent.add(u.Spent)
		if pair(&t.both, u.Spent, u.Planned) {
			t.bothUnits++
		}
		if pair(&t.arrived, u.Received, u.Planned) {
			t.arrivedUnits++
		}
		for _, p := range u.Projects {
			if p.Score.Valid {
				t.scores = append(t.scores, p.Score.Decimal)
			}
			if p.Grade != "" {
				t.grades[p.Grade]++
			}
			t.done, t.count = t.done+p.Done, t.count+p.Count
		}
	}
	return t
}

func pair(to *[2]null, a, b null) bool {
	if !a.Valid || !b.Valid {
		return false
	}
	to[0] = decimal.NewNullDecimal(to[0].Decimal.Add(a.Decimal))
	to[1] = decimal.NewNullDecimal(to[1].Decimal.Add(b.Decimal))
	return true
}

func (t totals) average() null {
	if len(t.scores) == 0 {
		return null{}
	}
	return decimal.NewNullDecimal(decimal.Sum(t.scores[0], t.scores[1:]...).DivRound(decimal.NewFromInt(int64(len(t.scores))), 2))
}

// overall is the first chapter: who handed in, and what became of it.
func (r Report) overall(t totals) []string {
	missing, paper, unread := r.named("没有材料"), r.named("只有压缩包或 Word"), r.named("没读成")
	all := len(r.Units) - r.again()
	var out []string
	first := fmt.Sprintf("本次汇总共%d个单位", all)
	if r.Listed {
		first = fmt.Sprintf("应报送和已报送的单位共%d个", all)
	}
	out = append(out, fmt.Sprintf("%s，报送材料的%d个，完成核对的%d个，涉及项目%d个。", first, all-len(missing), t.judged, t.projects))
	for _, group := range []struct {
		words string
		names []string
	}{{"没有报送材料的", missing}, {"只报送压缩包、Word 或扫描件，没有可以核对的工作簿的", paper}, {"报送的材料没有读成的", unread}} {
		if len(group.names) > 0 {
			out = append(out, fmt.Sprintf("%s%d个：%s。", group.words, len(group.names), strings.Join(group.names, "、")))
		}
	}
	if n := r.again(); n > 0 {
		out = append(out, fmt.Sprintf("有%d份材料与同一单位的另一份重复，没有计入。", n))
	}
	return out
}

// named are the units of a status.
func (r Report) named(status string) []string {
	var out []string
	for _, u := range r.Units {
		if u.Status == status {
			out = append(out, u.Name)
		}
	}
	return out
}

func (r Report) again() int {
	n := 0
	for _, u := range r.Units {
		if u.Again {
			n++
		}
	}
	return n
}

// money is the second chapter. A sum says over how many units it is where that is
// not all of them.
func (r Report) money(t totals) []string {
	if t.judged == 0 {
		return []string{"没有可以汇总的资金数。"}
	}
	of := func(name string, c column) string {
		switch {
		case !c.sum.Valid:
			return name + "没有单位写明"
		case c.units < t.judged:
			return fmt.Sprintf("写明%s的%d个单位共%s", name, c.units, tenThousand(c.sum))
		}
		return name + tenThousand(c.sum)
	}
	line := "完成核对的单位" + of("计划资金", t.planned) + "，" + of("到位资金", t.received) + "，" + of("实际支出", t.spent)
	if rate := quotient(t.arrived[0], t.arrived[1]); rate.Valid {
		line += "；资金到位率" + percent(rate) + partly(t.arrivedUnits, t.judged)
	}
	if rate := quotient(t.both[0], t.both[1]); rate.Valid {
		line += "，预算执行率" + percent(rate) + partly(t.bothUnits, t.judged)
	}
	out := []string{line + "。"}
	if len(r.Grants) > 0 {
		out = append(out, r.grants())
	}
	var low []string
	for _, u := range r.Units {
		if u.Judged && !u.Again && u.Execution.Valid && u.Execution.Decimal.LessThan(decimal.New(8, -1)) {
			low = append(low, u.Name+"（"+percent(u.Execution)+"）")
		}
	}
	if len(low) > 0 {
		out = append(out, fmt.Sprintf("执行率低于80%%的%d个：%s。", len(low), strings.Join(low, "、")))
	}
	return out
}

func partly(units, of int) string {
	if units == of {
		return ""
	}
	return fmt.Sprintf("（按两个数都写明的%d个单位）", units)
}

// grants says how the money that arrived compares with what was allotted.
func (r Report) grants() string {
	same := 0
	var differ, open []string
	var sum column
	for _, g := range r.Grants {
		sum.add(g.Allotted)
		switch {
		case g.Verdict != "":
			open = append(open, g.Name)
		case !g.Allotted.Valid || !g.Received.Valid:
			open = append(open, g.Name)
		case g.Differs:
			differ = append(differ, fmt.Sprintf("%s（下达%s元，到位%s元）", g.Name, money(g.Allotted), money(g.Received)))
		default:
			same++
		}
	}
	text := fmt.Sprintf("资金分配表下达%s，与各单位到位资金核对：一致的%d个", tenThousand(sum.sum), same)
	if len(differ) > 0 {
		text += fmt.Sprintf("，不一致的%d个：%s", len(differ), strings.Join(differ, "、"))
	}
	if len(open) > 0 {
		text += fmt.Sprintf("；不能比较的%d个：%s", len(open), strings.Join(open, "、"))
	}
	return text + "。"
}

// performance is the third chapter: scores, grades, indicators.
func (r Report) performance(t totals) []string {
	var out []string
	if n := len(t.scores); n > 0 {
		text := fmt.Sprintf("写明自评得分的项目%d个，平均%s分", n, plainNumber(t.average()))
		if low, high := slices.MinFunc(t.scores, decimal.Decimal.Cmp), slices.MaxFunc(t.scores, decimal.Decimal.Cmp); n > 1 {
			text += fmt.Sprintf("，最高%s分，最低%s分", high, low)
		}
		out = append(out, text+"。"+gradeWords(t.grades))
	} else {
		out = append(out, "没有项目写明自评得分。")
	}
	if t.count > 0 {
		out = append(out, fmt.Sprintf("写明分值和得分的绩效指标%d项，得满分的%d项，扣分的%d项。", t.count, t.done, t.count-t.done))
	}
	return out
}

func gradeWords(grades map[string]int) string {
	if len(grades) == 0 {
		return ""
	}
	order := []string{"优", "良", "中", "差"}
	names := make([]string, 0, len(grades))
	for g := range grades {
		names = append(names, g)
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(rank(order, a), rank(order, b)), cmp.Compare(a, b))
	})
	for i, g := range names {
		names[i] = fmt.Sprintf("“%s”%d个", g, grades[g])
	}
	return "其中等级为" + strings.Join(names, "、") + "。"
}

func rank(order []string, name string) int {
	for i, o := range order {
		if strings.HasPrefix(name, o) {
			return i
		}
	}
	return len(order)
}

// sentence is a unit's own paragraph.
func (u Unit) sentence() string {
	if !u.Judged {
		return strings.TrimSuffix(u.Status+"："+cmp.Or(u.Remark, "没有核对"), "。") + "。"
	}
	var parts []string
	if n := len(u.Projects); n > 1 {
		parts = append(parts, fmt.Sprintf("项目%d个", n))
	} else if n == 1 && u.Projects[0].Name != "" {
		parts = append(parts, u.Projects[0].Name+"项目")
	}
	for _, m := range []struct {
		name string
		n    null
	}{{"计划资金", u.Planned}, {"到位资金", u.Received}, {"实际支出", u.Spent}} {
		if m.n.Valid {
			parts = append(parts, m.name+tenThousand(m.n))
		} else {
			parts = append(parts, m.name+"没有写明")
		}
	}
	if u.Execution.Valid {
		parts = append(parts, "执行率"+percent(u.Execution))
	}
	if u.Score.Valid {
		text := "自评得分" + plainNumber(u.Score)
		if u.Grade != "" {
			text += "（" + u.Grade + "）"
		}
		parts = append(parts, text)
	}
	text := strings.Join(parts, "，")
	switch {
	case u.Again:
		text += "；与同一单位的另一份材料重复，没有计入"
	case u.Errors > 0:
		text += fmt.Sprintf("；核对发现错误%d处，须改正", u.Errors)
	case u.Status == "待确认":
		text += fmt.Sprintf("；有%d处待单位确认", u.Questions)
	case u.Status == "缺材料":
		text += "；材料不全"
	case len(u.Unchecked) > 0:
		text += "；有的数没有核对"
	}
	return text + "。"
}

// problems is the fifth chapter: what was found, by how many units it is in.
func (r Report) problems() []string {
	var out []string
	for _, level := range []struct{ name, words string }{{"error", "错误"}, {"warning", "提醒"}} {
		for _, k := range r.Kinds {
			if k.Severity != level.name || len(out) >= 12 {
				continue
			}
			text := fmt.Sprintf("%s（%s）：%d处", k.Title, level.words, k.Count)
			if len(k.Units) > 0 {
				text += fmt.Sprintf("，涉及%d个单位：%s", len(k.Units), someOf(k.Units))
			}
			out = append(out, text+"。")
		}
	}
	if len(out) == 0 {
		return []string{"完成核对的单位没有发现错误和需要提醒的地方；没有核对到的见各单位的核对结果。"}
	}
	for i := range out {
		out[i] = fmt.Sprintf("%d.%s", i+1, out[i])
	}
	return out
}

func someOf(names []string) string {
	const most = 8
	if len(names) <= most {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:most], "、") + "等"
}

// next proposes what follows from what was found.
func (r Report) next() []string {
	var out []string
	add := func(names []string, words string) {
		if len(names) > 0 {
			out = append(out, words+"："+someOf(names)+"。")
		}
	}
	add(r.named("没有材料"), "催报没有报送材料的单位")
	add(append(r.named("只有压缩包或 Word"), r.named("没读成")...), "请这些单位重新报送可以核对的 Excel 工作簿")
	add(r.named("有错误"), "退回有错误的材料，改正后重新核对")
	add(r.named("待确认"), "请这些单位答复要确认的问题")
	add(r.named("缺材料"), "请这些单位补齐材料")
	if len(out) == 0 {
		out = append(out, "各单位材料已核对完毕，可以归档，并按规定公开。")
	}
	return out
}

// public is the paragraph for what is published of the final accounts.
func (r Report) public(t totals) string {
	if t.judged == 0 || t.projects == 0 || !t.planned.sum.Valid {
		return ""
	}
	year := ""
	if r.Year != 0 {
		year = fmt.Sprintf("%d年度", r.Year)
	}
	text := fmt.Sprintf("根据预算绩效管理要求，组织对%s%d个项目开展了绩效自评，涉及资金%s", year, t.projects, tenThousand(t.planned.sum))
	if t.planned.units < t.judged {
		text += fmt.Sprintf("（写明计划资金的%d个单位）", t.planned.units)
	}
	if len(t.scores) > 0 {
		text += fmt.Sprintf("；写明得分的%d个项目平均得分%s分", len(t.scores), plainNumber(t.average()))
	}
	return text + "。（公开前请确认各单位的错误已经改正。）"
}

// How figures are written.

func money(n null) string {
	if !n.Valid {
		return ""
	}
	return model.Thousands(n.Decimal.StringFixed(2))
}

func exact(n null) string {
	if !n.Valid {
		return ""
	}
	return n.Decimal.StringFixed(2)
}

// tenThousand is money in a sentence: 36万元, 9.75万元.
func tenThousand(n null) string {
	if !n.Valid {
		return "（没有写明）"
	}
	return n.Decimal.Shift(-4).Round(6).String() + "万元"
}

func percent(n null) string {
	if !n.Valid {
		return ""
	}
	return n.Decimal.Shift(2).Round(2).String() + "%"
}

func plainNumber(n null) string {
	if !n.Valid {
		return ""
	}
	return n.Decimal.Round(4).String()
}

func quotient(a, b null) null {
	if !a.Valid || !b.Valid || b.Decimal.IsZero() {
		return null{}
	}
	return decimal.NewNullDecimal(a.Decimal.DivRound(b.Decimal, 8))
}
