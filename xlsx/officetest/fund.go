package officetest

import (
	"fmt"
	"slices"
	"strings"
)

// fundPlan is one office's idea of a fund table.
type fundPlan struct {
	rows, columns string // the shapes drawn
	total         string // first, last, none
	received      bool
	balance, rate bool
	extras        []string // index, purpose, remark
	rateAs        string   // percent, text, number
	purse         purse
	ledger        bool // 收入, 支出 and 余额, the words of a ledger
}

var (
	rowShapes    = []string{"plain", "plain", "plain", "codes", "sources", "sections", "parts", "transposed"}
	columnShapes = []string{"plain", "plain", "plain", "plain", "adjust", "quarters", "halves", "months", "sourcecols", "years", "grouped"}
)

func newFundPlan(d draw, s *story) fundPlan {
	p := fundPlan{
		rows: pick(d, rowShapes), columns: pick(d, columnShapes), total: pick(d, []string{"last", "last", "last", "last", "first", "none"}),
		received: d.chance(78), balance: d.chance(65), rate: d.chance(45), rateAs: pick(d, []string{"percent", "text", "number"}), purse: newPurse(d, s.grain),
	}
	for _, e := range []struct {
		key     string
		percent int
	}{{"index", 40}, {"purpose", 18}, {"remark", 40}} {
		if d.chance(e.percent) {
			p.extras = append(p.extras, e.key)
		}
	}
	if p.rows == "transposed" {
		p.columns, p.extras, p.rate = "plain", nil, false
		if p.purse.where == "header" {
			p.purse.where = "line"
		}
	}
	if p.columns == "grouped" && !p.received {
		p.received = true
	}
	if p.rows == "sources" && p.columns == "sourcecols" {
		p.columns = "plain"
	}
	p.ledger = p.received && p.balance && p.columns == "plain" && d.chance(15)
	return p
}

func (p fundPlan) has(extra string) bool {
	for _, e := range p.extras {
		if e == extra {
			return true
		}
	}
	return false
}

// fundColumns draws the columns and their words.
func fundColumns(d draw, s *story, p fundPlan) []column {
	money := func(key, field string, path ...string) column {
		path[len(path)-1] = p.purse.head(path[len(path)-1])
		return column{key, field, path, p.purse.show, p.purse.plain()}
	}
	text := func(key, field string) column {
		return column{key: key, field: field, path: []string{s.word(d, "fund "+field)}}
	}
	var cols []column
	if p.has("index") {
		cols = append(cols, text("index", "index"))
	}
	if p.rows == "codes" {
		cols = append(cols, text("code", "code"))
	}
	if p.rows == "sections" {
		cols = append(cols, column{key: "group", field: "group", path: []string{pick(d, []string{"大类", "类别", "项目类别", "板块"})}})
	}
	cols = append(cols, text("direction", "direction"))
	if p.rows == "sources" {
		cols[len(cols)-1].path = []string{pick(d, []string{"资金来源", "来源", "资金渠道", "资金来源渠道", "资金性质"})}
	}
	if p.has("purpose") {
		cols = append(cols, text("purpose", "purpose"))
	}
	cols = append(cols, plannedColumns(d, s, p, money)...)
	if p.received {
		word := s.word(d, "fund received")
		if p.ledger {
			word = pick(d, []string{"收入", "本年收入", "收入金额"})
		}
		if p.columns == "grouped" {
			cols = append(cols, money("received1", "", "资金到位情况", pick(d, []string{"上级补助", "省级"})), money("received2", "", "资金到位情况", pick(d, []string{"本级安排", "县级"})),
				money("received", "received", "资金到位情况", pick(d, []string{"小计", "合计", word})))
		} else if p.columns == "years" {
			cols = append(cols, money("received", "received", fmt.Sprintf("%d年", s.year), word))
		} else {
			cols = append(cols, money("received", "received", word))
		}
	}
	cols = append(cols, spentColumns(d, s, p, money)...)
	if p.balance {
		word := s.word(d, "fund balance")
		if p.ledger {
			word = pick(d, []string{"余额", "结余", "收支结余"})
		}
		cols = append(cols, money("balance", "balance", word))
	}
	if p.rate {
		cols = append(cols, column{"rate", "rate", []string{s.word(d, "fund rate")}, p.showRate, p.rateAs == "percent"})
	}
	if p.has("remark") {
		cols = append(cols, text("remark", "remark"))
	}
	return cols
}

func (p fundPlan) showRate(v int64) string {
	switch p.rateAs {
	case "percent":
		return short(v, 4) + " %"
	case "text":
		return "'" + *decimals(v, 2) + "%"
	}
	return short(v, 2)
}

type moneyColumn func(key, field string, path ...string) column

func plannedColumns(d draw, s *story, p fundPlan, money moneyColumn) []column {
	switch p.columns {
	case "adjust":
		return []column{money("initial", "initial", s.word(d, "fund initial")), money("adjust", "adjust", s.word(d, "fund adjust")), money("planned", "planned", s.word(d, "fund final"))}
	case "sourcecols":
		group := pick(d, []string{"预算安排", "资金来源", "预算数", "预算资金", "计划安排资金"})
		cols := []column{}
		for _, source := range []string{"central", "province", "county"} {
			cols = append(cols, money(source, source, group, s.word(d, "fund "+source)))
		}
		return append(cols, money("planned", "planned", group, pick(d, []string{"小计", "合计", "计"})))
	case "years":
		last, this := fmt.Sprintf("%d年", s.year-1), fmt.Sprintf("%d年", s.year)
		word, spent := s.word(d, "fund planned"), s.word(d, "fund spent")
		return []column{money("oldPlanned", "", last, word), money("oldSpent", "", last, spent), money("planned", "planned", this, word)}
	}
	if d.chance(20) {
		return []column{money("planned", "planned", s.word(d, "fund initial"))}
	}
	return []column{money("planned", "planned", s.word(d, "fund planned"))}
}

func spentColumns(d draw, s *story, p fundPlan, money moneyColumn) []column {
	names := []string{}
	switch p.columns {
	case "quarters":
		names = []string{"一季度", "二季度", "三季度", "四季度"}
	case "halves":
		names = pick(d, [][]string{{"上半年", "下半年"}, {"1-6月", "7-12月"}, {"1—6月支出", "7—12月支出"}})
	case "months":
		for m := 1; m <= 12; m++ {
			names = append(names, fmt.Sprintf("%d月", m))
		}
	case "years":
		return []column{money("spent", "spent", fmt.Sprintf("%d年", s.year), s.word(d, "fund spent"))}
	default:
		if p.ledger {
			return []column{money("spent", "spent", pick(d, []string{"支出", "本年支出", "支出金额"}))}
		}
		return []column{money("spent", "spent", s.word(d, "fund spent"))}
	}
	group, flat := pick(d, []string{"支出情况", "实际支出", "资金支出情况", "各期支出", "支出数"}), d.chance(25)
	cols := []column{}
	for i, name := range names {
		if flat {
			cols = append(cols, money(fmt.Sprintf("spent%d", i), "", name))
		} else {
			cols = append(cols, money(fmt.Sprintf("spent%d", i), "", group, name))
		}
	}
	if flat {
		return append(cols, money("spent", "spent", pick(d, []string{"支出合计", "全年支出", "累计支出", "支出数合计"})))
	}
	return append(cols, money("spent", "spent", group, pick(d, []string{"合计", "小计", "累计", "全年合计"})))
}

// figures are all the money of a direction, for every column that could show it.
func (p fundPlan) figures(d draw, grain int64, f fundDirection) map[string]int64 {
	m := map[string]int64{"initial": f.initial, "adjust": f.planned - f.initial, "planned": f.planned, "received": f.received, "spent": f.spent}
	m["balance"] = f.received - f.spent
	if !p.received {
		m["balance"] = f.planned - f.spent
	}
	split(d, m, grain, f.received, "received1", "received2")
	split(d, m, grain, f.planned, "central", "province", "county")
	parts := map[string]int{"quarters": 4, "halves": 2, "months": 12}[p.columns]
	keys := []string{}
	for i := range parts {
		keys = append(keys, fmt.Sprintf("spent%d", i))
	}
	split(d, m, grain, f.spent, keys...)
	m["oldPlanned"] = f.planned - f.planned*int64(d.between(0, 15))/100/grain*grain
	m["oldSpent"] = m["oldPlanned"] - m["oldPlanned"]*int64(d.between(0, 8))/100/grain*grain
	m["rate"] = ratio(f.spent, f.planned)
	return m
}

// split parts a sum over the keys, each a multiple of grain.
func split(d draw, m map[string]int64, grain, sum int64, keys ...string) {
	left := sum
	for i, k := range keys {
		part := left
		if i < len(keys)-1 {
			part = left / int64(len(keys)-i) * int64(d.between(40, 160)) / 100 / grain * grain
		}
		m[k], left = part, left-part
	}
}

func add(a, b map[string]int64) map[string]int64 {
	out := map[string]int64{}
	for _, m := range []map[string]int64{a, b} {
		for k, v := range m {
			out[k] += v
		}
	}
	out["rate"] = 0
	if out["planned"] != 0 {
		out["rate"] = ratio(out["spent"], out["planned"])
	}
	return out
}

var remarks = []string{"按进度支付", "已结清", "余款次年支付", "含税", "据实列支", "政府采购", "验收后支付"}

// fundLines draws the rows.
func fundLines(d draw, s *story, p fundPlan) []line {
	total := line{role: "total", label: pick(d, []string{"合计", "合计", "总计", "合 计", "共计"}), figs: map[string]int64{}}
	var out []line
	for i, f := range s.directions {
		l := line{role: "data", label: p.label(i, f, s), figs: p.figures(d, s.grain, f)}
		l.text = map[string]string{"direction": "'" + l.label, "index": itoa(i + 1), "purpose": "'" + strings.Join(s.of(f.name), "、")}
		if d.chance(40) {
			l.text["remark"] = "'" + pick(d, remarks)
		}
		total.figs = add(total.figs, l.figs)
		out = append(out, l)
	}
	switch p.rows {
	case "codes":
		out = withParent(d, out, total)
	case "sections":
		out = withSections(d, out)
	case "parts":
		out = withParts(d, s, out)
	}
	key := "direction"
	if p.rows == "sections" {
		key = "group"
	}
	total.text = map[string]string{key: "'" + total.label}
	switch p.total {
	case "first":
		out = append([]line{total}, out...)
	case "last":
		out = append(out, total)
	}
	return out
}

func (p fundPlan) label(i int, f fundDirection, s *story) string {
	switch p.rows {
	case "codes":
		return economic[(i*3+len(s.unit))%len(economic)].name
	case "sources":
		return []string{"中央财政资金", "省级财政资金", "市级财政资金", "县级财政资金"}[i]
	}
	return f.name
}

// withParent codes the rows and puts the sum of the class above them.
func withParent(d draw, rows []line, total line) []line {
	asText := pick(d, []string{"", "", "'"})
	for i := range rows {
		for _, e := range economic {
			if e.name == rows[i].label {
				rows[i].text["code"] = asText + e.code
			}
		}
	}
	parent := line{role: "subtotal", label: "商品和服务支出", figs: total.figs, text: map[string]string{"code": asText + "302", "direction": "'商品和服务支出"}}
	return append([]line{parent}, rows...)
}

// withSections parts the rows in two groups, each with a 小计.
func withSections(d draw, rows []line) []line {
	cut := (len(rows) + 1) / 2
	names := some(d, []string{"业务类", "宣传类", "能力建设", "基础保障", "其他类", "服务类"}, 2)
	var out []line
	for g, part := range [][]line{rows[:cut], rows[cut:]} {
		if len(part) == 0 {
			continue
		}
		sum := line{role: "subtotal", label: "小计", figs: map[string]int64{}, text: map[string]string{"direction": "'小计"}}
		for _, l := range part {
			sum.figs = add(sum.figs, l.figs)
		}
		part[0].text["group"] = "'" + names[g]
		part[0].merged = map[string]int{"group": len(part) + 1}
		out = append(append(out, part...), sum)
	}
	return out
}

// withParts puts a 其中 row below some rows.
func withParts(d draw, s *story, rows []line) []line {
	var out []line
	for i, l := range rows {
		out = append(out, l)
		if i > 0 && d.chance(50) {
			continue
		}
		name := pick(d, []string{"其中：印刷费", "其中：劳务费", "其中：场地租赁费", "其中：专家讲课费"})
		part := line{role: "part", label: name, figs: map[string]int64{}, text: map[string]string{"direction": "'" + name}}
		for _, key := range []string{"planned", "received", "spent"} {
			part.figs[key] = l.figs[key] / 3 / s.grain * s.grain
		}
		out = append(out, part)
	}
	return out
}

// of lists the names of a direction's activities, each once.
func (s *story) of(direction string) []string {
	var out []string
	for _, a := range s.activities {
		if a.category == direction && len(out) < 2 && !slices.Contains(out, a.name) {
			out = append(out, a.name)
		}
	}
	return out
}
