package officetest

import (
	"fmt"
	"slices"
	"time"
)

// logPlan is one office's idea of a log of activities.
type logPlan struct {
	fields   []string // columns with figures: sessions, participants, youth, materials, cost
	category bool
	extras   []string
	total    string // last, first, none
	shape    string // plain, merged (categories as merged cells), months, subtotals
	dates    func(draw, activity) string
	purse    purse
	grouped  bool // participants and youth under one head
	counts   string
	halves   bool           // one sheet a half-year
	blanks   map[string]int // field → the activity that states nothing
	zero     string         // how none is written, "" for 0
	approx   int            // the activity, from 1, whose participants are only about so many
}

func newLogPlan(d draw, s *story) logPlan {
	p := logPlan{
		category: d.chance(82), total: pick(d, []string{"last", "last", "last", "none", "none", "first"}), shape: pick(d, []string{"plain", "plain", "plain", "merged", "months", "subtotals"}),
		dates: pick(d, dateStyles), purse: newPurse(d, s.grain), counts: pick(d, []string{"number", "number", "number", "number", "text", "unit"}), halves: d.chance(10),
	}
	if p.purse.where == "title" && d.chance(50) {
		p.purse.where = "header"
	}
	for _, f := range []struct {
		key     string
		percent int
	}{{"sessions", 65}, {"participants", 92}, {"youth", 50}, {"materials", 55}, {"cost", 94}} {
		if d.chance(f.percent) {
			p.fields = append(p.fields, f.key)
		}
	}
	for _, e := range []string{"index", "index", "place", "place", "outcome", "leader", "phone", "photo", "voucher", "remark", "organiser"} {
		if d.chance(34) && !slices.Contains(p.extras, e) {
			p.extras = append(p.extras, e)
		}
	}
	if !slices.Contains(p.fields, "participants") {
		p.fields = slices.DeleteFunc(p.fields, func(f string) bool { return f == "youth" })
	}
	p.grouped = slices.Contains(p.fields, "youth") && d.chance(35)
	if !p.category && (p.shape == "merged" || p.shape == "subtotals") {
		p.shape = "plain"
	}
	if p.halves {
		p.shape = "plain"
	}
	p.zero = pick(d, []string{"", "", "", "'—", "'无"})
	if p.has("participants") && d.chance(10) {
		p.approx = d.between(1, len(s.activities))
		a := &s.activities[p.approx-1]
		a.people -= a.people % 10
		a.youth = min(a.youth, a.people)
	}
	p.blanks = map[string]int{}
	for _, f := range p.fields {
		if f != "cost" && f != "participants" && d.chance(18) {
			p.blanks[f] = d.IntN(len(s.activities))
		}
	}
	return p
}

// dateStyles are ways to write when something was.
var dateStyles = []func(draw, activity) string{
	func(_ draw, a activity) string { return "@" + a.from.Format("2006-01-02") },
	func(_ draw, a activity) string { return "@" + a.from.Format("2006-01-02") },
	func(_ draw, a activity) string { return "'" + ranged(a, "2006年1月2日", "日", "—") },
	func(_ draw, a activity) string { return "'" + ranged(a, "1月2日", "日", "至") },
	func(_ draw, a activity) string { return "'" + ranged(a, "2006.1.2", "", "-") },
	func(_ draw, a activity) string { return "'" + a.from.Format("2006/01/02") },
	func(_ draw, a activity) string { return "'" + a.from.Format("2006-1-2") },
	func(_ draw, a activity) string { return "'" + a.from.Format("20060102") },
	func(_ draw, a activity) string { return "'" + ranged(a, "1.2", "", "-") },
	func(_ draw, a activity) string { return "'" + a.from.Format("2006年1月") },
	func(_ draw, a activity) string {
		return "'" + a.from.Format("1月") + []string{"上旬", "中旬", "下旬"}[min(2, (a.from.Day()-1)/10)]
	},
	func(_ draw, a activity) string { return "'" + ranged(a, "06.01.02", "", "-") },
	func(d draw, a activity) string {
		return "'" + a.from.Format(pick(d, []string{"2006.01.02", "2006-01-02", "2006年1月2日", "1月2日"}))
	},
}

func ranged(a activity, layout, tail, dash string) string {
	s := a.from.Format(layout)
	switch {
	case a.from.Equal(a.to):
		return s
	case tail != "":
		return s + dash + itoa(a.to.Day()) + tail
	}
	return s + dash + a.to.Format("1.2")
}

func (p logPlan) has(field string) bool { return slices.Contains(p.fields, field) }

// figures are what the log states of an activity; a blank one is absent.
func (p logPlan) figures(i int, a activity) map[string]int64 {
	all := map[string]int64{"sessions": a.sessions, "participants": a.people, "youth": a.youth, "materials": a.stuff, "cost": a.cost}
	out := map[string]int64{}
	for _, f := range p.fields {
		if at, blank := p.blanks[f]; !blank || at != i {
			out[f] = all[f]
		}
	}
	return out
}

func (p logPlan) showCount(unit string) func(int64) string {
	return func(n int64) string {
		switch {
		case n == 0 && p.zero != "":
			return p.zero
		case p.counts == "unit":
			return fmt.Sprintf("'%d%s", n, unit)
		case p.counts == "text":
			return fmt.Sprintf("'%d", n)
		}
		return showCount(n)
	}
}

var countUnits = map[string]string{"sessions": "场", "participants": "人次", "youth": "人次", "materials": "份"}

func logColumns(d draw, s *story, p logPlan) []column {
	text := func(key string) column { return column{key: key, field: key, path: []string{s.word(d, "log "+key)}} }
	var cols, rest []column
	for _, e := range p.extras {
		switch e {
		case "index":
		case "place":
		default:
			rest = append(rest, text(e))
		}
	}
	lead := []column{text("name"), text("date")}
	if d.chance(40) {
		lead[0], lead[1] = lead[1], lead[0]
	}
	if p.category {
		at := pick(d, []int{0, 1, 2})
		lead = slices.Insert(lead, at, text("category"))
	}
	if slices.Contains(p.extras, "place") {
		lead = append(lead, text("place"))
	}
	if slices.Contains(p.extras, "index") {
		cols = append(cols, text("index"))
	}
	cols = append(cols, lead...)
	for _, f := range p.fields {
		c := column{key: f, field: f, path: []string{s.word(d, "log "+f)}, show: p.showCount(countUnits[f]), plain: p.counts == "number"}
		switch {
		case f == "cost":
			c.path[0] = p.purse.head(c.path[0])
			c.show, c.plain = p.purse.show, p.purse.plain()
		case p.grouped && f == "participants":
			c.path = []string{c.path[0], pick(d, []string{"总数", "合计", "小计", "总人次"})}
		case p.grouped && f == "youth":
			c.path = []string{cols[len(cols)-1].path[0], c.path[0]}
		}
		cols = append(cols, c)
	}
	return append(cols, rest...)
}

var extraValues = map[string][]string{
	"outcome":   {"反响良好", "群众满意", "达到预期效果", "提升了服务水平", "参与积极性高", "取得较好效果"},
	"leader":    {"周建国", "李小梅", "吴海燕", "赵明", "孙立军"},
	"phone":     {"0936-5521036", "5521037", "139****2210", "150****3312"},
	"photo":     {"ZP-001", "P0312", "见附件3", "IMG_2041"},
	"voucher":   {"记-12", "记-035", "3月18号", "付字7号"},
	"remark":    {"与县融媒体中心联合开展", "", "", "含材料费", "线上线下结合"},
	"organiser": {"县融媒体中心", "各乡镇", "县教育局", "志愿者协会"},
}

// logLines draws the rows for the activities numbered in order.
func logLines(d draw, s *story, p logPlan, cols []column, order []int) []line {
	total := line{role: "total", label: pick(d, []string{"合计", "总计", "合 计"}), figs: map[string]int64{}}
	first := pick(d, []string{"name", cols[0].key})
	if p.shape == "merged" || p.shape == "subtotals" {
		slices.SortStableFunc(order, func(a, b int) int { return s.rank(a) - s.rank(b) })
	}
	if p.shape == "months" {
		slices.SortStableFunc(order, func(a, b int) int { return int(s.activities[a].from.Month() - s.activities[b].from.Month()) })
	}
	var out []line
	group := line{figs: map[string]int64{}}
	for n, i := range order {
		a := s.activities[i]
		l := line{role: "data", label: a.category, figs: p.figures(i, a), text: map[string]string{"index": itoa(n + 1), "name": "'" + a.name, "date": p.dates(d, a), "category": "'" + a.category, "place": "'" + a.place}}
		if i == p.approx-1 {
			l.text["participants"] = fmt.Sprintf("'约%d人次", a.people)
		}
		for _, e := range p.extras {
			if v, ok := extraValues[e]; ok {
				if w := pick(d, v); w != "" {
					l.text[e] = "'" + w
				}
			}
		}
		begins := n == 0 || s.activities[order[n-1]].category != a.category
		ends := n == len(order)-1 || s.activities[order[n+1]].category != a.category
		if p.shape == "merged" {
			if !begins {
				delete(l.text, "category")
			} else {
				l.merged = map[string]int{"category": s.run(order, n)}
			}
		}
		if p.shape == "months" && (n == 0 || s.activities[order[n-1]].from.Month() != a.from.Month()) {
			out = append(out, line{role: "group", text: map[string]string{first: "'" + monthName(a.from)}})
		}
		out = append(out, l)
		total.figs, group.figs = addAll(total.figs, l.figs), addAll(group.figs, l.figs)
		if ends && p.shape == "subtotals" {
			out = append(out, line{role: "subtotal", label: a.category, figs: group.figs, text: map[string]string{first: "'小计"}})
		}
		if ends {
			group.figs = map[string]int64{}
		}
	}
	total.text = map[string]string{first: "'" + total.label}
	switch p.total {
	case "last":
		out = append(out, total)
	case "first":
		out = append([]line{total}, out...)
	}
	return out
}

func monthName(t time.Time) string {
	return []string{"一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月"}[t.Month()-1]
}

func addAll(a, b map[string]int64) map[string]int64 {
	out := map[string]int64{}
	for _, m := range []map[string]int64{a, b} {
		for k, v := range m {
			out[k] += v
		}
	}
	return out
}

// rank is the place of an activity's direction.
func (s *story) rank(i int) int {
	return slices.IndexFunc(s.directions, func(f fundDirection) bool { return f.name == s.activities[i].category })
}

// run is how many activities from order[n] on share its category.
func (s *story) run(order []int, n int) int {
	k := n
	for k < len(order) && s.activities[order[k]].category == s.activities[order[n]].category {
		k++
	}
	return k - n
}

var logSheets = []string{"活动记录", "活动开展情况", "工作开展情况", "活动统计", "Sheet2", "开展情况", "活动明细", "项目实施情况", "活动汇总", "台账"}

// logTables paints the log: one sheet, or one a half-year.
func logTables(d draw, s *story, p logPlan) ([]*Sheet, []*Table) {
	order := make([]int, len(s.activities))
	for i := range order {
		order[i] = i
	}
	cols := logColumns(d, s, p)
	what := pick(d, []string{"活动开展情况统计表", "活动台账", "工作开展情况一览表", "活动登记表", "实施情况明细表"})
	if !p.halves {
		sheet, t := logSheet(d, s, p, pick(d, logSheets), what, cols, order)
		return []*Sheet{sheet}, []*Table{t}
	}
	var sheets []*Sheet
	var tables []*Table
	for h, name := range []string{"上半年", "下半年"} {
		part := slices.DeleteFunc(slices.Clone(order), func(i int) bool { return (s.activities[i].from.Month() > 6) != (h == 1) })
		if len(part) == 0 {
			continue
		}
		sheet, t := logSheet(d, s, p, name+"活动", name+what, cols, part)
		sheets, tables = append(sheets, sheet), append(tables, t)
	}
	return sheets, tables
}

func logSheet(d draw, s *story, p logPlan, name, what string, cols []column, order []int) (*Sheet, *Table) {
	sheet, lk := newSheet(name), newLook(d)
	lines := logLines(d, s, p, cols, order)
	t := paint(sheet, s.block(d, sheet, what, p.purse, len(cols), lk), cols, lines, lk)
	t.Kind, t.Unit = "activity", p.purse.unit
	s.foot(d, sheet, t.Bottom, lk)
	return sheet, t
}
