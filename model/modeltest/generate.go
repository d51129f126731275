package modeltest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/shopspring/decimal"
)

// Generate writes a unit whose figures all agree: random categories, money,
// activities and indicators in a random layout, in 元 or 万元. The same seed
// gives the same text.
func Generate(seed uint64) string {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 0x5a495049))}
	g.invent()
	var b strings.Builder
	parts := []func(*strings.Builder){g.fund, g.log}
	if g.IntN(4) > 0 {
		parts = append(parts, g.form)
	}
	g.Shuffle(len(parts), func(i, j int) { parts[i], parts[j] = parts[j], parts[i] })
	g.basic(&b)
	for _, part := range parts {
		part(&b)
	}
	return b.String()
}

type generator struct {
	*rand.Rand
	directions []*direction
	planned    int64 // yuan, of all directions
	received   int64
	spent      int64
	unit       string
}

// A direction is one thing money is spent on and its activities.
type direction struct {
	name                     string
	planned, received, spent int64
	activities               []activity
}

type activity struct {
	name, when                         string
	sessions, people, young, materials int64
	cost                               int64
}

var (
	directionNames = []string{"科普宣传", "青少年科技教育", "实用技术培训", "阵地建设", "科技志愿服务", "流动科技馆巡展", "农函大教学", "学会服务"}
	activityNames  = []string{"科技活动周", "全国科普日", "世界环境日", "防灾减灾日", "科普进校园", "科普进社区", "大篷车巡展", "专家讲座", "现场观摩", "知识竞赛", "夏令营", "食品安全日", "科普之冬", "果树修剪", "玉米制种", "设施农业"}
)

// invent makes up the figures.
func (g *generator) invent() {
	g.unit = []string{"元", "万元"}[g.IntN(2)]
	names := append([]string(nil), directionNames...)
	g.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	for _, name := range names[:1+g.IntN(6)] {
		d := &direction{name: name}
		d.planned = 1000 * (5 + g.Int64N(200))
		d.received = d.planned
		if g.IntN(4) == 0 {
			d.received -= 100 * g.Int64N(40)
		}
		d.spent = d.received
		if g.IntN(3) == 0 {
			d.spent -= 10 * g.Int64N(300)
		}
		g.hold(d)
		g.planned, g.received, g.spent = g.planned+d.planned, g.received+d.received, g.spent+d.spent
		g.directions = append(g.directions, d)
	}
}

// hold makes up activities that cost what was spent.
func (g *generator) hold(d *direction) {
	n := 1 + g.IntN(6)
	rest := d.spent
	for i := range n {
		a := activity{
			name: fmt.Sprintf("%s%s", activityNames[g.IntN(len(activityNames))], []string{"", "（上半年）", "（下半年）"}[g.IntN(3)]),
			when: fmt.Sprintf("2022-%02d-%02d", 1+(i*2+g.IntN(2))%12, 1+g.IntN(28)), sessions: 1 + g.Int64N(30), people: 10 + g.Int64N(9000), materials: g.Int64N(5000),
		}
		a.young = g.Int64N(a.people + 1)
		a.cost = rest
		if i < n-1 {
			a.cost = g.Int64N(rest/int64(n) + 1)
		}
		rest -= a.cost
		d.activities = append(d.activities, a)
	}
}

// money writes an amount in the unit of a table, exactly.
func money(yuan int64, unit string) string {
	n := decimal.NewFromInt(yuan)
	if unit == "万元" {
		return n.Shift(-4).String()
	}
	return n.String()
}

// percent writes a rate rounded to a number of decimals.
func percent(a, b int64, places int32) string {
	if b == 0 {
		return ""
	}
	return decimal.NewFromInt(a*100).DivRound(decimal.NewFromInt(b), places).StringFixed(places) + "%"
}

func row(b *strings.Builder, cells ...string) { b.WriteString(strings.Join(cells, " | ") + "\n") }

func (g *generator) basic(b *strings.Builder) {
	fmt.Fprintf(b, "【基本信息】单位：%s\n", g.unit)
	row(b, "实施单位", "某县科学技术协会")
	row(b, "预算年度", "2022年")
	if g.IntN(2) == 0 {
		row(b, "下达金额", money(g.planned, g.unit))
	}
	if g.IntN(2) == 0 {
		row(b, "实施周期", "2022年1月1日~2022年12月31日")
	}
}

// fund writes the fund table with a random choice of columns.
func (g *generator) fund(b *strings.Builder) {
	received, balance, rate, total := g.IntN(4) > 0, g.IntN(2) == 0, g.IntN(2) == 0, g.IntN(4) > 0
	places := int32(g.IntN(3))
	line := func(name string, planned, got, spent int64) {
		cells := []string{name, money(planned, g.unit)}
		if received {
			cells = append(cells, money(got, g.unit))
			if balance {
				cells = append(cells, money(got-spent, g.unit))
			}
		}
		cells = append(cells, money(spent, g.unit))
		if rate {
			cells = append(cells, percent(spent, planned, places))
		}
		row(b, cells...)
	}
	fmt.Fprintf(b, "【资金表】单位：%s\n", g.unit)
	head := []string{"支出方向", "计划资金"}
	if received {
		head = append(head, "到位资金")
		if balance {
			head = append(head, "结余")
		}
	}
	head = append(head, "实际支出")
	if rate {
		head = append(head, "执行率")
	}
	row(b, head...)
	suffix := []string{"", "活动", "经费"}[g.IntN(3)]
	for _, d := range g.directions {
		line(d.name+suffix, d.planned, d.received, d.spent)
	}
	if total {
		line("合计", g.planned, g.received, g.spent)
	}
}

// log writes the activities, with 小计 rows at random.
func (g *generator) log(b *strings.Builder) {
	unit := []string{"元", "万元"}[g.IntN(2)]
	subtotals := g.IntN(2) == 0
	fmt.Fprintf(b, "【活动台账】单位：%s\n", unit)
	row(b, "活动类别", "活动名称", "活动时间", "活动地点", "场次", "参与人次", "其中：青少年", "发放资料", "经费支出")
	place := 0
	line := func(kind, name, when string, a activity) {
		where := ""
		if when != "" {
			place++
			where = fmt.Sprintf("%d号会场", place)
		}
		row(b, kind, name, when, where, fmt.Sprint(a.sessions), fmt.Sprint(a.people), fmt.Sprint(a.young), fmt.Sprint(a.materials), money(a.cost, unit))
	}
	for _, d := range g.directions {
		for _, a := range d.activities {
			line(d.name, a.name, a.when, a)
		}
		if subtotals {
			line("小计", "", "", d.sum())
		}
	}
	line("合计", "", "", g.sum())
}

func (d *direction) sum() activity {
	var s activity
	for _, a := range d.activities {
		s.plus(a)
	}
	return s
}

func (g *generator) sum() activity {
	var s activity
	for _, d := range g.directions {
		s.plus(d.sum())
	}
	return s
}

func (a *activity) plus(b activity) {
	a.sessions, a.people, a.young, a.materials, a.cost = a.sessions+b.sessions, a.people+b.people, a.young+b.young, a.materials+b.materials, a.cost+b.cost
}

// form writes a self-evaluation whose indicators state what the log adds up to
// and whose scores are what they should be, in one rounding or another.
func (g *generator) form(b *strings.Builder) {
	b.WriteString("【自评表】单位：万元\n")
	row(b, "资金", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分")
	rate := g.score(10, g.spent, g.planned)
	p, s := money(g.planned, "万元"), money(g.spent, "万元")
	row(b, "年度资金总额", p, p, s, "10", percent(g.spent, g.planned, 2), rate.String())
	row(b, "其中：当年财政拨款", p, p, s)
	all := g.sum()
	row(b, "实际完成情况", fmt.Sprintf("开展各类活动%d场次，受益群众%d人次。", all.sessions, all.people))
	row(b, "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因")
	total := rate
	add := func(one, two, three, target, actual string, weight int64, score decimal.Decimal) {
		reason := ""
		if score.LessThan(decimal.NewFromInt(weight)) {
			reason = "受天气影响少办，下年提前安排"
		}
		total = total.Add(score)
		row(b, one, two, three, target, actual, fmt.Sprint(weight), score.String(), reason)
	}
	d := g.directions[g.IntN(len(g.directions))]
	sum := d.sum()
	want := 1 + g.Int64N(sum.sessions*2)
	add("产出指标", "数量指标", d.name+"场次", fmt.Sprintf("≥%d场次", want), fmt.Sprintf("%d场次", sum.sessions), 20, g.score(20, sum.sessions, want))
	add("产出指标", "质量指标", "培训合格率", "≥95%", fmt.Sprintf("%d%%", 95+g.IntN(6)), 10, decimal.NewFromInt(10))
	add("产出指标", "时效指标", "按期完成率", "100%", "100%", 10, decimal.NewFromInt(10))
	add("产出指标", "成本指标", "项目总成本", "≤"+p+"万元", s+"万元", 10, decimal.NewFromInt(10))
	add("效益指标", "社会效益指标", "受益群众人次", fmt.Sprintf("≥%d人次", all.people), g.people(all.people), 30, decimal.NewFromInt(30))
	add("满意度指标", "满意度指标", "群众满意度", "≥90%", fmt.Sprintf("%d%%", 90+g.IntN(11)), 10, decimal.NewFromInt(10))
	row(b, "总分", "", "", "", "", "100", total.String())
}

// people writes a number of attendances in full, or to a place of 万 below which
// it is rounded up, so that the target stays met.
func (g *generator) people(n int64) string {
	if g.IntN(2) == 0 || n < 10000 {
		return fmt.Sprintf("%d人次", n)
	}
	return decimal.NewFromInt(n).Shift(-4).String() + "万人次"
}

// score is weight × min(1, got ÷ want), rounded or cut off to two decimals.
func (g *generator) score(weight, got, want int64) decimal.Decimal {
	if got >= want {
		return decimal.NewFromInt(weight)
	}
	exact := decimal.NewFromInt(weight*got).DivRound(decimal.NewFromInt(want), 16)
	if g.IntN(2) == 0 {
		return exact.Truncate(2)
	}
	return exact.Round(2)
}
