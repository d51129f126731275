package officetest

import "fmt"

// formPlan is one office's or platform's edition of the 项目支出绩效自评表.
type formPlan struct {
	edition string // official, platform, plain (indicators only)
	unit    string // of its money
	lacking int    // which indicator is short of full marks, -1 for none
}

func newFormPlan(d draw, s *story, n int) formPlan {
	p := formPlan{pick(d, []string{"official", "official", "official", "platform", "plain"}), "元", -1}
	if s.grain >= 10000 {
		p.unit = pick(d, []string{"万元", "万元", "万元", "元"})
	}
	if d.chance(60) {
		p.lacking = d.IntN(n)
	}
	return p
}

// An indicator is one line of the form. Weights and scores are in hundredths.
type indicator struct {
	level1, level2, name  string
	operator, value, unit string // ≥ 12 场
	actual                string
	weight, score         int64
	reason                string
	fact                  string // the log's field that states actual, ""
	figure                int64
	shortable             bool // may fall short of its target
	execution             bool // the execution rate as an indicator of its own
}

// indicators are the unit's, 90 points in all: 产出 50, 效益 30, 满意度 10.
func indicators(d draw, s *story, lp logPlan) []indicator {
	sum := map[string]int64{}
	for i, a := range s.activities {
		sum = addAll(sum, lp.figures(i, a))
	}
	quantity := func(field, unit string, words ...string) indicator {
		n := sum[field]
		target := n - n*int64(d.between(0, 6))/100
		return indicator{level1: "产出指标", level2: "数量指标", name: s.fit(d, pick(d, words)), operator: "≥", value: itoa(int(target)), unit: unit, actual: itoa(int(n)), fact: field, figure: n}
	}
	list := []indicator{}
	if _, blank := lp.blanks["sessions"]; lp.has("sessions") && !blank {
		list = append(list, quantity("sessions", "场次", "活动场次", "举办活动场次", "开展活动场次"))
	}
	if lp.has("participants") {
		list = append(list, quantity("participants", "人次", "参与人次", "活动参与人次", "服务人次"))
	}
	if _, blank := lp.blanks["materials"]; lp.has("materials") && !blank && sum["materials"] > 0 {
		list = append(list, quantity("materials", "份", "发放资料份数", "发放宣传资料", "印发资料"))
	}
	if len(list) < 2 {
		list = append(list, indicator{level1: "产出指标", level2: "数量指标", name: s.fit(d, "〔次〕覆盖乡镇"), operator: "≥", value: "6", unit: "个", actual: "6", shortable: true})
	}
	list = append(list,
		indicator{level1: "产出指标", level2: "质量指标", name: s.fit(d, pick(d, []string{"〔次〕合格率", "任务完成率", "〔次〕计划完成率"})), operator: "≥", value: "95", unit: "%", actual: "97", shortable: true},
		indicator{level1: "产出指标", level2: "时效指标", name: pick(d, []string{"工作完成及时率", "资金支付及时率", "任务按时完成率"}), operator: "≥", value: "100", unit: "%", actual: "100"},
	)
	outputs := len(list)
	list = append(list,
		indicator{level1: "效益指标", level2: "社会效益指标", name: s.fit(d, pick(d, []string{"〔人〕知晓率", "政策知晓率", "服务覆盖率"})), operator: "≥", value: "85", unit: "%", actual: "88", shortable: true},
		indicator{level1: "效益指标", level2: "可持续影响指标", name: pick(d, []string{"长效机制健全率", "制度执行率"}), operator: "≥", value: "90", unit: "%", actual: "90"},
		indicator{level1: "满意度指标", level2: "服务对象满意度指标", name: s.fit(d, pick(d, []string{"〔人〕满意度", "服务对象满意度", "受益〔人〕满意度"})), operator: "≥", value: "90", unit: "%", actual: pick(d, []string{"92", "95", "93.5"}), shortable: true},
	)
	share(list[:outputs], 5000)
	share(list[outputs:outputs+2], 3000)
	list[len(list)-1].weight = 1000
	return list
}

func share(list []indicator, points int64) {
	each := points / int64(len(list)) / 100 * 100
	for i := range list {
		list[i].weight = each
	}
	list[len(list)-1].weight = points - each*int64(len(list)-1)
}

// settle gives the scores, with one indicator short where the plan says so.
func settle(list []indicator, p formPlan) {
	for i := range list {
		list[i].score = list[i].weight
		if i == p.lacking && list[i].shortable {
			list[i].actual = "80"
			if list[i].unit == "个" {
				list[i].actual = "5"
			}
			target := map[string]int64{"6": 6, "95": 95, "85": 85, "90": 90}[list[i].value]
			actual := map[string]int64{"80": 80, "5": 5}[list[i].actual]
			list[i].score = (list[i].weight*actual*2/target + 1) / 2
			list[i].reason = "受天气影响部分工作延后，下年提前谋划、加强督导"
		}
	}
}

// A formTruth is what the form states besides its table truth.
type formTruth struct {
	table  *Table
	expect *Indicators
	funds  bool // states the money
}

func formSheet(d draw, s *story, fp fundPlan, lp logPlan) (*Sheet, formTruth) {
	list := indicators(d, s, lp)
	p := newFormPlan(d, s, len(list))
	settle(list, p)
	sheet := newSheet(pick(d, []string{"绩效自评表", "自评表", "项目支出绩效自评表", "附件1", "Sheet3"}))
	t := &Table{Sheet: sheet.Name, Kind: "form", Unit: p.unit}
	w := &formPainter{d: d, s: s, p: p, sheet: sheet, t: t}
	w.heading()
	rate := ratio(s.sum(spentOf), s.sum(plannedOf))
	total := int64(0)
	weight := "90"
	e := &Indicators{Count: len(list), Weight: &weight}
	if p.edition != "plain" {
		w.money()
		total = (rate + 5) / 10
		w.goals()
	} else {
		list = append([]indicator{{level1: "预算执行", level2: "预算执行率", name: "预算执行率", operator: "=", value: "100", unit: "%", actual: short(rate, 2), weight: 1000, score: (rate + 5) / 10, execution: true,
			reason: map[bool]string{true: "部分尾款按合同约定次年支付"}[rate < 10000]}}, list...)
		e.Count = 0 // the contract does not say whether the rate counts
	}
	w.indicators(list)
	for _, x := range list {
		total += x.score
	}
	w.total(total)
	score := short(total, 2)
	e.Score = &score
	return sheet, formTruth{t, e, p.edition != "plain"}
}

// A formPainter lays the form down, row by row, in columns A to I.
type formPainter struct {
	d     draw
	s     *story
	p     formPlan
	sheet *Sheet
	t     *Table
	row   int
}

func (w *formPainter) across(left, right int, text string) {
	w.sheet.text(w.row, left, text)
	w.sheet.merge(w.row, left, w.row, right)
}

func (w *formPainter) figure(r *Row, field string, col int, value int64, shown string) {
	w.sheet.put(w.row, col, shown)
	r.Figures[field] = Figure{col, value}
}

func (w *formPainter) heading() {
	w.row = 1
	w.across(1, 9, pick(w.d, []string{"项目支出绩效自评表", "项目支出绩效自评表", "预算项目支出绩效自评表"}))
	w.row++
	w.across(1, 9, fmt.Sprintf("（%d年度）", w.s.year))
	w.row++
	w.across(1, 2, "项目名称")
	w.across(3, 9, w.s.project)
	w.row++
	w.across(1, 2, "主管部门")
	w.across(3, 5, w.s.county+pick(w.d, []string{"人民政府", "财政局", "教育局", "卫生健康局", "文体广电和旅游局"}))
	w.across(6, 7, pick(w.d, []string{"实施单位", "实施单位", "项目单位"}))
	w.across(8, 9, w.s.unit)
	w.row++
}

// money paints 年度资金总额 and its parts.
func (w *formPainter) money() {
	d, s := w.d, w.s
	n := unitDigits[w.p.unit]
	planned, spent := s.sum(plannedOf), s.sum(spentOf)
	top := w.row
	w.sheet.text(top, 1, "项目资金\n（"+w.p.unit+"）")
	w.sheet.merge(top, 1, top+4, 2)
	for i, key := range []string{"initial", "planned", "spent", "weight", "rate", "score"} {
		word := pick(d, vocabulary["form "+key])
		if key == "score" || key == "weight" {
			word = vocabulary["form "+key][0]
		}
		w.sheet.text(top, 4+i, word)
	}
	score := (ratio(spent, planned) + 5) / 10
	for i, label := range []string{"年度资金总额", pick(d, []string{"其中：当年财政拨款", "其中：财政拨款", "其中：本年财政拨款"}), "上年结转资金", "其他资金"} {
		w.row = top + 1 + i
		r := Row{Row: w.row, Role: []string{"money", "part", "part", "part"}[i], Label: label, Figures: map[string]Figure{}}
		w.sheet.text(w.row, 3, label)
		if i < 2 {
			w.figure(&r, "initial", 4, s.sum(initialOf), short(s.sum(initialOf), n))
			w.figure(&r, "planned", 5, planned, short(planned, n))
			w.figure(&r, "spent", 6, spent, short(spent, n))
		}
		if i == 0 {
			w.figure(&r, "weight", 7, 1000, "10")
			w.figure(&r, "rate", 8, ratio(spent, planned), pick(d, []string{short(ratio(spent, planned), 4) + " %", "'" + *decimals(ratio(spent, planned), 2) + "%"}))
			w.figure(&r, "score", 9, score, short(score, 2))
		} else {
			for c := 7; c <= 9; c++ {
				w.sheet.text(w.row, c, "—")
			}
		}
		w.t.Rows = append(w.t.Rows, r)
	}
	w.row = top + 5
}

func (w *formPainter) goals() {
	goal := fmt.Sprintf("围绕%s开展%s等工作，服务%s。", w.s.project, w.s.directions[0].name, pick(w.d, w.s.trade.people))
	w.sheet.text(w.row, 1, "年度总体目标")
	w.sheet.merge(w.row, 1, w.row+1, 1)
	w.across(2, 5, "预期目标")
	w.across(6, 9, "实际完成情况")
	w.row++
	w.across(2, 5, goal)
	w.across(6, 9, "已按计划完成"+w.s.directions[0].name+"等各项工作。")
	w.row++
}

// indicators paints the header of the indicators and their rows.
func (w *formPainter) indicators(list []indicator) {
	keys := []string{"level1", "level2", "level3", "target", "actual", "weight", "score", "reason"}
	left := 2
	if w.p.edition == "platform" {
		keys, left = []string{"level1", "level2", "level3", "operator", "target", "measure", "actual", "weight", "score", "reason"}, 1
	}
	w.t.HeaderTop, w.t.HeaderBottom = w.row, w.row
	if left == 2 {
		w.sheet.text(w.row, 1, "绩效指标")
		w.sheet.merge(w.row, 1, w.row+len(list), 1)
	}
	for i, key := range keys {
		word := pick(w.d, vocabulary["form "+key])
		w.sheet.text(w.row, left+i, word)
		w.t.Columns = append(w.t.Columns, Column{left + i, []string{word}, key})
	}
	top := w.row + 1
	for i, x := range list {
		w.row = top + i
		r := Row{Row: w.row, Role: "data", Label: x.name, Figures: map[string]Figure{}}
		if x.execution {
			r.Role = "money"
		}
		for k, key := range keys {
			w.cell(&r, list, i, key, left+k)
		}
		w.t.Rows = append(w.t.Rows, r)
	}
	w.row = top + len(list)
}

func (w *formPainter) cell(r *Row, list []indicator, i int, key string, col int) {
	x := list[i]
	platform := w.p.edition == "platform"
	same := func(text string, alike func(indicator) bool) {
		if i > 0 && alike(list[i-1]) {
			return
		}
		n := i
		for n+1 < len(list) && alike(list[n+1]) {
			n++
		}
		w.sheet.text(w.row, col, text)
		w.sheet.merge(w.row, col, w.row+n-i, col)
	}
	switch key {
	case "level1":
		same(x.level1, func(y indicator) bool { return x.level1 == y.level1 })
	case "level2":
		same(x.level2, func(y indicator) bool { return x.level1 == y.level1 && x.level2 == y.level2 })
	case "level3":
		w.sheet.text(w.row, col, x.name)
	case "operator":
		w.sheet.text(w.row, col, x.operator)
	case "measure":
		w.sheet.text(w.row, col, x.unit)
	case "target":
		if platform {
			w.sheet.put(w.row, col, x.value)
		} else {
			w.sheet.text(w.row, col, x.operator+x.value+x.unit)
		}
	case "actual":
		if platform {
			w.sheet.put(w.row, col, x.actual)
		} else {
			w.sheet.text(w.row, col, x.actual+x.unit)
		}
		r.Figures["actual"] = Figure{col, x.figure}
		if x.fact == "" {
			delete(r.Figures, "actual")
		}
	case "weight":
		w.figure(r, "weight", col, x.weight, short(x.weight, 2))
	case "score":
		w.figure(r, "score", col, x.score, short(x.score, 2))
	case "reason":
		if x.reason == "" {
			w.sheet.text(w.row, col, pick(w.d, []string{"", "无", ""}))
			return
		}
		w.sheet.text(w.row, col, x.reason)
		r.Figures["reason"] = Figure{Col: col}
	}
}

func (w *formPainter) total(score int64) {
	r := Row{Row: w.row, Role: "total", Label: "总分", Figures: map[string]Figure{}}
	weight, points := w.column("weight"), w.column("score")
	w.across(1, weight-1, pick(w.d, []string{"总分", "合计", "总 分"}))
	w.figure(&r, "weight", weight, 10000, "100")
	w.figure(&r, "score", points, score, short(score, 2))
	w.t.Rows = append(w.t.Rows, r)
	w.t.Bottom = w.row
}

func (w *formPainter) column(field string) int {
	for _, c := range w.t.Columns {
		if c.Field == field {
			return c.Col
		}
	}
	return 0
}
