package layout

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"

	"github.com/shopspring/decimal"
)

// TestRandomTables lays tables out at random: any word the profile has for a
// column, any order, any offset, titles, units, sums and notes wherever offices
// put them. What is read must add up to what was put in.
func TestRandomTables(t *testing.T) {
	for seed := range uint64(1000) {
		r := rand.New(rand.NewPCG(seed, 7))
		kind := model.KindFund
		if seed%2 == 1 {
			kind = model.KindActivity
		}
		g := newRandomTable(r, kind)
		res := Recognise(g.sheet, &model.Sheet{Name: g.sheet.Name}, profile.Default(), evidence.Options{Year: 2022}).Read(2022)
		got := sumsOf(res)
		if got != g.want() {
			t.Errorf("seed %d: got %s, want %s\n%s\n%s", seed, got, g.want(), g, explainResult(res))
			if t.Failed() && seed > 400 {
				return
			}
		}
	}
}

func sumsOf(res *evidence.Result) string {
	out := ""
	for _, f := range res.Funds {
		if f.Role == model.FundMain {
			out += fmt.Sprintf("fund %v %v %v ", part(f.Sum(model.Planned)), part(f.Sum(model.Received)), part(f.Sum(model.Spent)))
		}
	}
	if len(res.Logs) > 0 {
		a := (&model.Project{Logs: res.Logs}).Activities()
		out += fmt.Sprintf("log %d %v %v %v ", a.Count, part(a.Sessions), part(a.Participants), part(a.Cost))
	}
	return out
}

func part(s model.Sum) decimal.Decimal {
	n, _ := s.Part()
	return n
}

func explainResult(res *evidence.Result) string {
	out := ""
	for _, t := range res.Tables {
		out += fmt.Sprintf("%s %s %v\n", t.Kind, t.Range, t.Why)
		for _, c := range t.Columns {
			out += c.Header + "→" + c.Field + " "
		}
		for _, r := range t.Rows {
			out += fmt.Sprintf("\n%d %s %s", r.Row, r.Role, r.Why)
		}
	}
	for _, p := range res.Partials {
		out += fmt.Sprintf("\npartial %s %v %v", p.Title, p.Missing, p.Twice)
	}
	for _, n := range res.Notes {
		out += "\n" + n.Rule + " " + n.Message
	}
	return out
}

// A randomTable is a table on its way to a sheet.
type randomTable struct {
	r     *rand.Rand
	sheet *grid.Sheet
	kind  model.TableKind
	row   int
	left  int
	cols  []string // fields, in order
	words []string
	sums  map[string]int
	count int
}

func newRandomTable(r *rand.Rand, kind model.TableKind) *randomTable {
	g := &randomTable{r: r, kind: kind, sheet: &grid.Sheet{Name: "Sheet1"}, left: 1 + r.IntN(3), sums: map[string]int{}}
	g.row = 1 + r.IntN(3)
	need := []string{"label", "planned", "received", "spent"}
	may := []string{"index", "balance", "rate", "remark"}
	if kind == model.KindActivity {
		need = []string{"name", "when", "sessions", "participants", "cost"}
		may = []string{"index", "place", "organizer", "materials", "remark", "category"}
	}
	for _, f := range may {
		if r.IntN(2) == 0 {
			if f == "index" {
				need = append([]string{f}, need...)
			} else {
				need = append(need, f)
			}
		}
	}
	if r.IntN(3) == 0 { // another order, the name still before the figures
		tail := need[2:]
		r.Shuffle(len(tail), func(i, j int) { tail[i], tail[j] = tail[j], tail[i] })
	}
	g.cols = need
	g.build()
	return g
}

func (g *randomTable) pick(words ...string) string { return words[g.r.IntN(len(words))] }

func (g *randomTable) set(col int, text string, number bool) {
	kind := grid.String
	if number {
		kind = grid.Number
	}
	n := len(g.sheet.Rows)
	if n == 0 || g.sheet.Rows[n-1].Num != g.row {
		g.sheet.Rows = append(g.sheet.Rows, grid.Row{Num: g.row})
		n++
	}
	g.sheet.Rows[n-1].Cells = append(g.sheet.Rows[n-1].Cells, grid.Cell{Kind: kind, Text: text, Col: int32(g.left + col)})
}

func (g *randomTable) line(col int, text string) {
	g.set(col, text, false)
	g.row++
}

func (g *randomTable) build() {
	unit := g.pick("元", "万元")
	title := g.pick("2022年度科普资金使用情况表", "资金表", "某县科协2022年科普经费收支明细")
	if g.kind == model.KindActivity {
		title = g.pick("2022年科普活动台账", "某县科协2022年度科普活动统计表", "活动登记")
	}
	inHeader := g.r.IntN(2) == 0
	if g.r.IntN(4) > 0 {
		if g.r.IntN(2) == 0 {
			g.sheet.Merges = append(g.sheet.Merges, grid.Range{Top: g.row, Left: g.left, Bottom: g.row, Right: g.left + len(g.cols) - 1})
		}
		g.line(0, title)
	}
	if !inHeader {
		g.line(len(g.cols)-1, g.pick("单位：", "金额单位:", "单位: ")+unit)
	}
	if g.r.IntN(3) == 0 {
		g.row++
	}
	g.header(unit, inHeader)
	rows := 1 + g.r.IntN(5)
	g.scale(unit)
	first := g.r.IntN(5) == 0
	start := g.row
	if first {
		g.row++
	}
	for i := range rows {
		g.data(i)
		if g.r.IntN(8) == 0 {
			g.row++
		}
	}
	end := g.row
	switch {
	case first:
		g.row = start
		g.total()
		g.row = end
	case g.r.IntN(3) > 0:
		g.total()
	}
	if g.r.IntN(2) == 0 {
		g.line(0, g.pick("注：数据截至12月31日。", "填表人：张三    审核人：李四", "制表：王五"))
	}
	sortRows(g.sheet)
}

func sortRows(s *grid.Sheet) {
	for i := 1; i < len(s.Rows); i++ {
		for j := i; j > 0 && s.Rows[j].Num < s.Rows[j-1].Num; j-- {
			s.Rows[j], s.Rows[j-1] = s.Rows[j-1], s.Rows[j]
		}
	}
}

// header writes one word of the profile for each column.
func (g *randomTable) header(unit string, inHeader bool) {
	form := profile.Default().Form(g.kind)
	used := map[string]bool{}
	for i, name := range g.cols {
		var words []string
		for _, f := range form.Fields {
			if f.Name == name {
				words = f.Words
			}
		}
		word := ""
		for range 20 {
			if word = words[g.r.IntN(len(words))]; !used[word] {
				break
			}
		}
		used[word] = true
		if g.money(name) && inHeader {
			word += g.pick("（", "(") + unit + g.pick("）", ")")
		}
		if g.r.IntN(8) == 0 {
			r := []rune(word)
			word = string(r[:1]) + g.pick(" ", "\n", "　") + string(r[1:])
		}
		g.words = append(g.words, word)
		g.set(i, word, false)
	}
	g.row++
	if g.r.IntN(6) == 0 {
		for i := range g.cols {
			g.set(i, fmt.Sprint(i+1), true)
		}
		g.row++
	}
}

func (g *randomTable) money(name string) bool {
	return strings.Contains(" planned received spent balance cost ", " "+name+" ")
}

func (g *randomTable) scale(unit string) {
	g.sums["unit"] = 1
	if unit == "万元" {
		g.sums["unit"] = 10000
	}
}

func (g *randomTable) data(i int) {
	g.count++
	for c, name := range g.cols {
		n := 11 + g.r.IntN(900)
		switch name {
		case "index":
			g.set(c, fmt.Sprint(i+1), true)
		case "label", "name":
			g.set(c, g.pick("科普大篷车巡展", "科技活动周", "果树修剪技术", "青少年机器人竞赛", "会计人员培训", "统计调查")+fmt.Sprint("第", i+1, "期"), false)
		case "category":
			g.set(c, g.pick("科普宣传", "技术培训"), false)
		case "when":
			g.set(c, g.pick("5月21日", "2022年6月", "2022-7-1", "3月2日-8日"), false)
		case "place":
			g.set(c, g.pick("县城", "各乡镇"), false)
		case "organizer":
			g.set(c, "县科协", false)
		case "rate":
			g.set(c, "98.5%", false)
		case "remark":
		default:
			g.sums[name] += n
			g.set(c, fmt.Sprint(n), g.r.IntN(4) > 0)
		}
	}
	g.row++
}

func (g *randomTable) total() {
	at := 0
	for at < len(g.cols) && g.cols[at] != "label" && g.cols[at] != "name" && g.cols[at] != "index" {
		at++
	}
	for c, name := range g.cols {
		switch {
		case c == at:
			g.set(c, g.pick("合计", "合  计", "总计", "合计：", "共计"), false)
		case g.sums[name] > 0 && name != "unit":
			g.set(c, fmt.Sprint(g.sums[name]), true)
		}
	}
	g.row++
}

func (g *randomTable) want() string {
	u := g.sums["unit"]
	if g.kind == model.KindFund {
		return fmt.Sprintf("fund %d %d %d ", g.sums["planned"]*u, g.sums["received"]*u, g.sums["spent"]*u)
	}
	return fmt.Sprintf("log %d %d %d %d ", g.count, g.sums["sessions"], g.sums["participants"], g.sums["cost"]*u)
}

func (g *randomTable) String() string {
	var b strings.Builder
	for _, r := range g.sheet.Rows {
		fmt.Fprintf(&b, "%d:", r.Num)
		for _, c := range r.Cells {
			fmt.Fprintf(&b, " %s=%q", grid.ColName(int(c.Col)), c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
