package form_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ziping/model"
	"ziping/model/modeltest"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
)

// randomForms is how many forms TestRandomForms makes up.
const randomForms = 400

// TestRandomForms writes made-up forms in shuffled layouts (column order,
// merged, repeated or blank levels, blanks in labels, columns for operator and
// unit, extra columns, money in 元 or 万元, numbers as texts, page breaks) and
// checks that what was put in comes out, from the place where it was put.
func TestRandomForms(t *testing.T) {
	for seed := uint64(1); seed <= randomForms; seed++ {
		w := &formWriter{Rand: rand.New(rand.NewPCG(seed, 77)), b: newFormGrid(), t: t, want: map[string]put{}}
		w.row, w.left = 1+w.IntN(3), 1+w.IntN(3)
		s, wants := w.writeSheet()
		res := layout.Recognise(s, &model.Sheet{File: "r.xlsx", Name: s.Name}, formProfile(t), layout.Options{}).Read(0)
		if len(res.Forms) != len(wants) {
			t.Fatalf("seed %d: %d forms, want %d\n%s", seed, len(res.Forms), len(wants), w)
		}
		if w.tables != len(res.Funds)+len(res.Logs) {
			t.Errorf("seed %d: %d tables beside the forms, want %d", seed, len(res.Funds)+len(res.Logs), w.tables)
		}
		for i, want := range wants {
			compareForm(t, seed, res.Forms[i], want)
			checkMarks(t, s, res.Forms[i])
		}
		for _, n := range res.Notes {
			if n.Rule != "import/missing-column" && n.Rule != "import/uncalculated" && (n.Rule != "import/unit-assumed" || !w.noUnit) {
				t.Errorf("seed %d: note %s %s %s", seed, n.Rule, n.Pos.Cell(), n.Message)
			}
		}
		if t.Failed() {
			t.Fatalf("seed %d:\n%s", seed, w)
		}
	}
}

// compareForm holds a form to what was put in: no more, no less.
func compareForm(t *testing.T, seed uint64, f *model.Form, want map[string]put) {
	got := map[string]put{}
	flattenForm(f, got)
	for key, want := range want {
		if g := got[key]; g != want {
			t.Errorf("seed %d: %s is %v, want %v", seed, key, g, want)
		}
		delete(got, key)
	}
	for key, g := range got {
		t.Errorf("seed %d: %s is %v, was not put in", seed, key, g)
	}
}

// A put is one value and its place.
type put struct{ val, cell string }

// flattenForm is everything a form states, by name.
func flattenForm(f *model.Form, out map[string]put) {
	str := func(key string, c model.Cell[string]) {
		if c.State != model.Absent && c.State != model.Blank {
			out[key] = put{c.Value, c.Pos.Cell()}
		}
	}
	number := func(key string, c model.Cell[model.Number]) {
		if c.State == model.Known {
			out[key] = put{c.Value.N.String(), c.Pos.Cell()}
		}
	}
	str("title", f.Title)
	if f.Year.Known() {
		out["year"] = put{fmt.Sprint(f.Year.Value), f.Year.Pos.Cell()}
	}
	str("name", f.ProjectName)
	str("department", f.Department)
	str("unit", f.Unit)
	for i, m := range f.Money {
		key := fmt.Sprintf("money %d ", i)
		out[key+"kind"] = put{string(m.Kind), ""}
		str(key+"label", m.Label)
		for name, a := range map[string]model.Cell[model.Amount]{"money.initial": m.Initial, "money.budget": m.Budget, "money.spent": m.Spent} {
			if a.Known() {
				out[key+name] = put{a.Value.Yuan.String(), a.Pos.Cell()}
			}
		}
		if m.Rate.Known() {
			out[key+"money.rate"] = put{m.Rate.Value.R.String(), m.Rate.Pos.Cell()}
		}
		number(key+"money.weight", m.Weight)
		number(key+"money.score", m.Score)
	}
	str("planned", f.GoalPlanned)
	str("actual", f.GoalActual)
	for i, in := range f.Indicators {
		key := fmt.Sprintf("ind %d ", i)
		str(key+"l1", in.Level1)
		str(key+"l2", in.Level2)
		str(key+"l3", in.Level3)
		str(key+"op", in.Operator)
		str(key+"unit", in.Unit)
		str(key+"reason", in.Reason)
		if in.Target.Known() {
			out[key+"target"] = put{modeltest.Measure(in.Target.Value), in.Target.Pos.Cell()}
		}
		if in.Actual.Known() {
			out[key+"actual"] = put{modeltest.Measure(in.Actual.Value), in.Actual.Pos.Cell()}
		}
		number(key+"weight", in.Weight)
		number(key+"score", in.Score)
	}
	number("total weight", f.TotalWeight)
	number("total score", f.TotalScore)
	for i, g := range f.Groups {
		number(fmt.Sprintf("group %d %s", i, g.Name), g.Weight)
	}
	for i, x := range f.Texts {
		str(fmt.Sprintf("text %d %s", i, x.Name.Value), x.Body)
	}
}

// A formWriter lays a made-up form out at random.
type formWriter struct {
	*rand.Rand
	t      *testing.T
	b      *formGrid
	row    int
	left   int
	width  int
	want   map[string]put
	noUnit bool
	groups int
	texts  int
	tables int // other tables on the sheet
	log    strings.Builder
}

func (w *formWriter) String() string { return w.log.String() }

func (w *formWriter) yes(n int) bool { return w.IntN(n) == 0 }

func pick[T any](w *formWriter, of ...T) T { return of[w.IntN(len(of))] }

// cell puts a text into a region, merged or not, and returns its place.
func (w *formWriter) cell(top, left, bottom, right int, text string) string {
	r := grid.Range{Top: top, Left: left, Bottom: bottom, Right: right}
	c := formValue(text)
	single := top == bottom && left == right
	w.b.put(r, c, !single && w.yes(4), !single && text == "")
	fmt.Fprintf(&w.log, "%s %s | ", r, strings.ReplaceAll(text, "\n", `\n`))
	return grid.Ref{Row: top, Col: left}.String()
}

func (w *formWriter) end() { w.row++; w.log.WriteString("\n") }

// label spoils a label the way narrow cells do.
func (w *formWriter) label(s string) string {
	rs := []rune(s)
	switch w.IntN(6) {
	case 0:
		i := 1 + w.IntN(len(rs)-1)
		return string(rs[:i]) + pick(w, " ", "\n", "　", "\r\n") + string(rs[i:])
	case 1:
		return s + pick(w, "：", ":", " ")
	case 2:
		return " " + s
	}
	return s
}

func (w *formWriter) put(key, val, cell string) { w.want[key] = put{val, cell} }

// writeSheet writes one form, sometimes two, sometimes between other tables.
func (w *formWriter) writeSheet() (*grid.Sheet, []map[string]put) {
	if w.yes(6) {
		w.table("资金使用情况表", [][]string{{"序号", "支出方向", "计划资金（元）", "到位资金（元）", "实际支出（元）", "结余（元）"}, {"#1", "科普宣传", "#100", "#100", "#100", "#0"}, {"#2", "科普培训", "#50", "#50", "#40", "#10"}})
	}
	var wants []map[string]put
	for range 1 + w.IntN(5)/4 {
		w.want, w.groups, w.texts = map[string]put{}, 0, 0
		w.write()
		wants = append(wants, w.want)
		w.row += w.IntN(3)
	}
	if w.yes(6) {
		w.row++
		w.table("活动台账", [][]string{{"序号", "活动名称", "活动时间", "活动地点", "参与人次", "经费（元）"}, {"#1", "科普日", "2022年9月17日", "广场", "#2000", "#100"}, {"#2", "科技周", "2022年5月21日", "学校", "#3000", "#50"}})
	}
	return w.b.sheet(pick(w, "Sheet1", "绩效自评表", "自评", "表一")), wants
}

// table writes a plain table and a blank row.
func (w *formWriter) table(title string, rows [][]string) {
	w.tables++
	w.cell(w.row, w.left, w.row, w.left+5, title)
	w.end()
	for _, row := range rows {
		for i, text := range row {
			w.cell(w.row, w.left+i, w.row, w.left+i, text)
		}
		w.end()
	}
	w.end()
}

func (w *formWriter) write() {
	w.width = 10 + w.IntN(3)
	w.head()
	w.money()
	if w.yes(2) {
		w.goals()
	}
	w.indicators()
	w.tail()
}

func (w *formWriter) right() int { return w.left + w.width - 1 }

func (w *formWriter) head() {
	title := pick(w, "项目支出绩效自评表", "部门预算项目支出绩效自评表", "转移支付区域绩效自评表")
	yearLine := w.yes(2)
	if !yearLine {
		title = "2022年度" + title
	}
	at := w.cell(w.row, w.left, w.row, w.right(), title)
	w.put("title", title, at)
	w.put("year", "2022", at)
	w.end()
	if yearLine {
		at = w.cell(w.row, w.left, w.row, w.right(), pick(w, "（2022年度）", "(2022年度)", "( 2022年度)", "2022年度"))
		w.put("year", "2022", at)
		w.end()
	}
	if w.yes(3) {
		w.end()
	}
	mid := w.left + 4
	value := func(key, label, val string, left, right int) {
		inline := w.yes(8) && key != "unit"
		if inline {
			w.put(key, val, w.cell(w.row, left, w.row, right, label+pick(w, "：", ": ")+val))
			return
		}
		w.cell(w.row, left, w.row, left+1, w.label(label))
		w.put(key, val, w.cell(w.row, left+2, w.row, right, val))
	}
	value("name", pick(w, "项目名称", "专项资金名称", "转移支付（项目）名称"), pick(w, "科普工作经费", "社区科普", "科普大篷车2022"), w.left, w.right())
	w.end()
	value("department", pick(w, "主管部门", "县级主管部门", "主管部门及代码"), "某市科学技术协会", w.left, mid)
	value("unit", pick(w, "实施单位", "项目实施单位", "资金使用单位", "承担单位"), "某县科学技术协会", mid+1, w.right())
	w.end()
}

var moneyWords = map[string][]string{
	"money.initial": {"年初预算数", "年初预算", "年初批复"},
	"money.budget":  {"全年预算数", "全年预算数（A）", "调整后预算数", "全年（调整）预算数", "预算数"},
	"money.spent":   {"全年执行数", "全年执行数(B)", "预算执行数", "实际支出"},
	"money.weight":  {"分值", "权重"},
	"money.rate":    {"执行率", "执行率（B/A）", "预算执行率"},
	"money.score":   {"得分", "执行率得分"},
}

func (w *formWriter) money() {
	fields := []string{"money.initial", "money.budget", "money.spent", "money.weight", "money.rate", "money.score"}
	if w.yes(3) {
		fields = fields[1:]
	}
	if w.yes(4) {
		w.Shuffle(len(fields), func(i, j int) { fields[i], fields[j] = fields[j], fields[i] })
	}
	unit := pick(w, "万元", "元", "")
	block := w.label(pick(w, "项目资金", "资金情况", "预算执行情况"))
	switch {
	case unit == "":
		w.noUnit, unit = true, "万元"
	case w.yes(4):
		w.cell(w.row, w.right(), w.row, w.right(), pick(w, "单位：", "金额单位:")+unit)
		w.end()
	default:
		block = strings.TrimRight(block, "：: ") + pick(w, "（", "(") + unit + pick(w, "）", ")")
	}
	rows := []struct {
		kind  model.MoneyKind
		label string
	}{
		{model.MoneyTotal, pick(w, "年度资金总额", "  年度资金总额：", "年度总金额", "总额", "合 计")},
		{model.MoneyFiscal, pick(w, "其中：当年财政拨款", "      其中:财政拨款", "其中：本年财政拨款", "财政资金")},
		{model.MoneyCarry, "        上年结转资金"},
		{model.MoneyOther, pick(w, "其他资金", "            其他资金", "单位资金")},
	}
	if w.yes(3) {
		rows = rows[:2]
	}
	unlabelled := w.yes(6)
	top := w.row
	if w.yes(3) {
		w.cell(top, w.left, top, w.left, block)
	} else {
		w.cell(top, w.left, top+len(rows), w.left, block)
	}
	first := w.left + 3
	for i, f := range fields {
		w.cell(top, first+i, top, first+i, w.label(pick(w, moneyWords[f]...)))
	}
	w.end()
	for i, r := range rows {
		key := fmt.Sprintf("money %d ", i)
		w.put(key+"kind", string(r.kind), "")
		if i > 0 || !unlabelled {
			w.put(key+"label", strings.TrimRight(strings.Join(strings.Fields(r.label), ""), "：:"), w.cell(w.row, w.left+1, w.row, w.left+2, r.label))
		}
		for j, f := range fields {
			w.moneyCell(key, f, w.row, first+j, i == 0, unit)
		}
		w.end()
	}
}

// moneyCell puts one figure of the money block.
func (w *formWriter) moneyCell(key, field string, row, col int, total bool, unit string) {
	text, val := "", ""
	switch field {
	case "money.weight", "money.score":
		if !total {
			w.cell(row, col, row, col, pick(w, "—", "-", "/", "", "－"))
			return
		}
		val = pick(w, "10", "9.5", "20")
		text = pick(w, "#"+val, val)
	case "money.rate":
		if w.yes(3) {
			w.cell(row, col, row, col, pick(w, "", "—"))
			return
		}
		c := pick(w, [2]string{"#0.9861;0.00%", "0.9861"}, [2]string{"98.61%", "0.9861"}, [2]string{"100.00%", "1"}, [2]string{"#1;0%", "1"}, [2]string{"0.00%", "0"}, [2]string{"96.85", "0.9685"})
		text, val = c[0], c[1]
	default:
		n := w.IntN(90000)
		if w.yes(5) {
			n = 0
		}
		whole, cents := n/100, n%100
		plain := fmt.Sprintf("%d.%02d", whole, cents)
		yuan := n // hundredths of 万元 are 100 元
		if unit == "万元" {
			val = fmt.Sprint(yuan * 100)
		} else {
			val = strings.TrimSuffix(strings.TrimRight(plain, "0"), ".")
			if val == "" {
				val = "0"
			}
		}
		text = pick(w, plain, "#"+plain, "#"+plain+";0.00", plain+unit)
	}
	w.put(key+field, val, w.cell(row, col, row, col, text))
}

func (w *formWriter) goals() {
	planned, actual := "目标1：开展活动20场次。\n目标2：受益1万人次。", "开展活动22场次。"
	mid := w.left + 4
	if w.yes(3) {
		w.cell(w.row, w.left, w.row+1, w.left, w.label("年度总体目标"))
		w.cell(w.row, w.left+1, w.row, w.left+1, w.label("预期目标"))
		w.put("planned", planned, w.cell(w.row, w.left+2, w.row, w.right(), planned))
		w.end()
		w.cell(w.row, w.left+1, w.row, w.left+1, w.label("实际完成情况"))
		w.put("actual", actual, w.cell(w.row, w.left+2, w.row, w.right(), actual))
		w.end()
		return
	}
	w.cell(w.row, w.left, w.row+1, w.left, w.label(pick(w, "年度总体目标", "总体目标完成情况", "年度目标")))
	w.cell(w.row, w.left+1, w.row, mid, w.label(pick(w, "预期目标", "年初设定目标", "总体目标")))
	w.cell(w.row, mid+1, w.row, w.right(), w.label(pick(w, "实际完成情况", "全年实际完成情况", "目标实际完成情况")))
	w.end()
	w.put("planned", planned, w.cell(w.row, w.left+1, w.row, mid, planned))
	w.put("actual", actual, w.cell(w.row, mid+1, w.row, w.right(), actual))
	w.end()
}

var indicatorWords = map[string][]string{
	"l1": {"一级指标"}, "l2": {"二级指标"}, "l3": {"三级指标"},
	"target": {"年度指标值", "指标值", "目标值", "年度指标值（A）", "年初目标值"},
	"actual": {"实际完成值", "完成值", "全年实际值(B)", "全年完成值", "全年实际完成值"},
	"weight": {"分值", "权重", "指标权重"}, "score": {"得分", "自评得分"},
	"reason": {"偏差原因分析及改进措施", "未完成原因分析", "未完成原因和改进措施", "原因"},
	"extra":  {"得分计算方法", "评分标准", "天气"}, "op": {"指标性质"}, "unit": {"度量单位", "计量单位"},
}

// A slot is one indicator column: what it holds and where.
type slot struct {
	name        string
	left, right int
}

// slots decides the columns of the indicators.
func (w *formWriter) slots() (slots []slot, block, split bool) {
	names := []string{"target", "actual"}
	for _, n := range []string{"weight", "score", "reason", "extra"} {
		if n == "score" || !w.yes(4) && n != "extra" || n == "extra" && w.yes(3) {
			names = append(names, n)
		}
	}
	if w.yes(3) {
		w.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
	}
	split = w.yes(4)
	col := w.left
	if block = w.yes(2); block {
		col++
	}
	add := func(name string, width int) {
		slots = append(slots, slot{name, col, col + width - 1})
		col += width
	}
	add("l1", 1)
	add("l2", 1)
	add("l3", 1+w.IntN(2))
	for _, n := range names {
		if n == "target" && split {
			add("op", 1)
			add("target", 1)
			add("unit", 1)
			continue
		}
		width := 1
		if n == "reason" {
			width += w.IntN(2)
		}
		add(n, width)
	}
	return slots, block, split
}

// header writes the indicators' header, in one row or in two.
func (w *formWriter) header(slots []slot, split bool) {
	two := split && w.yes(2)
	bottom := w.row
	if two {
		bottom++
	}
	for i, s := range slots {
		word := w.label(pick(w, indicatorWords[s.name]...))
		switch {
		case two && s.name == "op":
			w.cell(w.row, s.left, w.row, slots[i+2].right, w.label("年度指标值"))
			w.cell(bottom, s.left, bottom, s.right, w.label("指标性质"))
		case two && s.name == "target":
			w.cell(bottom, s.left, bottom, s.right, w.label("指标值"))
		case two && s.name == "unit":
			w.cell(bottom, s.left, bottom, s.right, w.label("度量单位"))
		default:
			w.cell(w.row, s.left, bottom, s.right, word)
		}
	}
	w.row = bottom
	w.end()
}

// An aim is a target and what became of it, with what must be read from them.
type aim struct{ op, num, unit, text, want, actual, actualWant string }

var aims = []aim{
	{"≥", "20", "场次", "≥20场次", "≥20场次", "25场次", "25场次"},
	{"≥", "95", "%", "≥95%", "≥95%", "96.5%", "96.5%"},
	{"=", "100", "%", "=100%", "=100%", "100%", "100%"},
	{"≤", "36", "万元", "≤36万元", "≤360000元", "35.5万元", "355000元"},
	{"≥", "1.5", "万人次", "不少于1.5万人次", "≥15000人次", "1.6万人次", "16000人次"},
	{"", "", "", "持续提升", "〈words〉", "达成预期指标", "〈words〉"},
}

func (w *formWriter) indicators() {
	slots, block, split := w.slots()
	levels := []struct {
		name    string
		weight  string
		seconds []string
	}{
		{"产出指标", "50", []string{"数量指标", "质量指标", "成本指标"}[:1+w.IntN(3)]},
		{"效益指标", "30", []string{"社会效益指标", "可持续影响指标"}[:1+w.IntN(2)]},
		{"满意度指标", "10", []string{"服务对象满意度指标"}},
	}
	printed := w.yes(4)
	mode := pick(w, "merge", "repeat", "blank")
	label := w.row
	w.header(slots, split)
	n := 0
	for li, l1 := range levels[:1+w.IntN(3)] {
		name1 := l1.name
		if printed {
			name1 += pick(w, "(", "（") + l1.weight + "分" + pick(w, ")", "）")
		}
		counts := make([]int, len(l1.seconds))
		rows := 0
		for i := range counts {
			counts[i] = 1 + w.IntN(3)
			rows += counts[i]
		}
		start := w.row
		for i2, name2 := range l1.seconds {
			start2 := w.row
			for k := range counts[i2] {
				w.indicator(n, slots, split, mode, l1.name, name1, name2, start, rows, start2, counts[i2], k)
				n++
			}
		}
		if printed {
			w.put(fmt.Sprintf("group %d %s", w.groups, l1.name), l1.weight, w.want[fmt.Sprintf("ind %d l1", n-rows)].cell)
			w.groups++
		}
		if w.yes(5) && li == 0 {
			w.filler(slots)
		}
		if w.yes(6) {
			w.pageBreak(slots, split)
		}
	}
	if block {
		w.cell(label, w.left, max(label, w.row-1), w.left, "绩\n效\n指\n标")
	}
	w.total(slots)
}

// filler writes a …… row.
func (w *formWriter) filler(slots []slot) {
	for _, s := range slots {
		if s.name == "l3" {
			w.cell(w.row, s.left, w.row, s.left, pick(w, "……", "…", "......"))
		}
	}
	w.end()
}

// pageBreak repeats the header.
func (w *formWriter) pageBreak(slots []slot, split bool) {
	if w.yes(2) {
		w.end()
	}
	w.header(slots, split)
}

// indicator writes one row.
func (w *formWriter) indicator(n int, slots []slot, split bool, mode, l1, name1, name2 string, start, rows, start2, rows2, k int) {
	key := fmt.Sprintf("ind %d ", n)
	a := pick(w, aims...)
	for _, s := range slots {
		at := func(text string) string { return w.cell(w.row, s.left, w.row, s.right, text) }
		ref := func(row int) string { return grid.Ref{Row: row, Col: s.left}.String() }
		switch s.name {
		case "l1":
			w.level(key+"l1", l1, name1, mode, s, start, rows, ref)
		case "l2":
			w.level(key+"l2", name2, name2, mode, s, start2, rows2, ref)
		case "l3":
			text := fmt.Sprintf("指标内容%d", n+1)
			w.put(key+"l3", text, at(w.labelText(text)))
		case "op":
			if a.op != "" {
				w.put(key+"op", a.op, at(a.op))
			}
		case "unit":
			if a.unit != "" {
				w.put(key+"unit", a.unit, at(a.unit))
			}
		case "target":
			text := a.text
			if split && a.num != "" {
				text = pick(w, a.num, "#"+a.num)
			}
			w.put(key+"target", a.want, at(text))
		case "actual":
			w.put(key+"actual", a.actualWant, at(a.actual))
		case "weight", "score":
			val := pick(w, "10", "5", "7.5", "30")
			w.put(key+s.name, val, at(pick(w, "#"+val, val, val+"分", "#"+val+";0.00")))
		case "reason":
			if w.yes(3) {
				w.put(key+"reason", "受天气影响，已改为线上", at("受天气影响，已改为线上"))
			} else {
				at("")
			}
		case "extra":
			at("按完成率计分")
		}
	}
	w.end()
}

// labelText breaks a name over lines, which belongs to no name.
func (w *formWriter) labelText(s string) string {
	if w.yes(6) {
		rs := []rune(s)
		return string(rs[:2]) + "\n" + string(rs[2:])
	}
	return s
}

// level writes 一级 or 二级: one merged cell, the first row only, or every row.
func (w *formWriter) level(key, val, text, mode string, s slot, start, rows int, ref func(int) string) {
	switch {
	case mode == "repeat":
		w.cell(w.row, s.left, w.row, s.right, text)
		w.put(key, val, ref(w.row))
		return
	case mode == "merge" && w.row == start:
		w.cell(start, s.left, start+rows-1, s.right, text)
	case w.row == start:
		w.cell(start, s.left, start, s.left, text)
	}
	w.put(key, val, ref(start))
}

// total writes the 总分 row in one of its shapes.
func (w *formWriter) total(slots []slot) {
	if w.yes(5) {
		return
	}
	first := 0
	for _, s := range slots {
		if s.name == "weight" || s.name == "score" {
			if first == 0 || s.left < first {
				first = s.left
			}
		}
	}
	end := w.left
	if w.yes(2) {
		end = first - 1
	}
	w.cell(w.row, w.left, w.row, end, w.label(pick(w, "总分", "合计", "总    分", "得分合计")))
	for _, s := range slots {
		switch s.name {
		case "weight":
			w.put("total weight", "100", w.cell(w.row, s.left, w.row, s.right, pick(w, "#100", "100", "100.00")))
		case "score":
			w.put("total score", "98.5", w.cell(w.row, s.left, w.row, s.right, pick(w, "#98.5", "98.5", "=SUM(A1)→98.5")))
		}
	}
	w.end()
}

func (w *formWriter) tail() {
	for _, name := range []string{"评价结论", "存在问题", "改进措施", "说明"} {
		if !w.yes(3) {
			continue
		}
		body := "共开展活动22场次，均已完成。"
		key := fmt.Sprintf("text %d %s", w.texts, name)
		w.texts++
		switch w.IntN(3) {
		case 0:
			w.put(key, body, w.cell(w.row, w.left, w.row, w.right(), name+"："+body))
		case 1:
			w.cell(w.row, w.left, w.row, w.right(), name+"（200字以内）")
			w.end()
			w.put(key, body, w.cell(w.row, w.left, w.row, w.right(), body))
		default:
			w.cell(w.row, w.left, w.row, w.left, w.label(name))
			w.put(key, body, w.cell(w.row, w.left+1, w.row, w.right(), body))
		}
		w.end()
	}
	if w.yes(3) {
		w.cell(w.row, w.left, w.row, w.right(), "注：1.其他资金包括自有资金。")
		w.end()
		w.cell(w.row, w.left, w.row, w.right(), "    2.分值合计100分。")
		w.end()
	}
	if w.yes(3) {
		w.cell(w.row, w.left, w.row, w.left+3, "填表人：李某")
		w.cell(w.row, w.left+4, w.row, w.right(), "联系电话：0000")
		w.end()
	}
}
