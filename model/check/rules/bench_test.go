package rules_test

import (
	"fmt"
	"runtime"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
)

// longLog is a unit with a log of n rows in 20 categories, a fund table that
// agrees with it, and totals that are right.
func longLog(n int) *model.Project {
	sheet, funds := &model.Sheet{File: "a.xlsx", Name: "台账", Order: 1}, &model.Sheet{File: "a.xlsx", Name: "资金表", Order: 2}
	p := &model.Project{Year: model.Cell[int]{Value: 2022, State: model.Known}}
	log := &model.ActivityLog{Table: &model.Table{Unit: "元"}}
	total := model.ActivityRow{Kind: model.Total, Pos: model.Pos{Sheet: sheet, Row: int32(n + 2), Col: 1}}
	main := &model.FundTable{Table: &model.Table{Unit: "元"}}
	spent := make([]int64, 20)
	count := func(row, col, v int) model.Cell[model.Count] {
		return model.Cell[model.Count]{Value: model.Count{N: decimal.NewFromInt(int64(v))}, Pos: model.Pos{Sheet: sheet, Row: int32(row), Col: int32(col)}, State: model.Known}
	}
	word := func(row, col int, s string) model.Cell[string] {
		return model.Cell[string]{Value: s, Text: s, Pos: model.Pos{Sheet: sheet, Row: int32(row), Col: int32(col)}, State: model.Known}
	}
	money := func(s *model.Sheet, row, col int, fen int64) model.Cell[model.Amount] {
		return model.Cell[model.Amount]{Value: model.Amount{Yuan: decimal.New(fen, -2), Place: -2}, Pos: model.Pos{Sheet: s, Row: int32(row), Col: int32(col)}, State: model.Known}
	}
	var sessions, people, young, fen int
	for i := range n {
		row := i + 2
		date := model.Date{Year: 2022, Month: 1 + i%12, Day: 1 + i%28}
		a := model.ActivityRow{
			Pos: model.Pos{Sheet: sheet, Row: int32(row), Col: 2}, Category: word(row, 1, fmt.Sprintf("类别%d", i%20)), Name: word(row, 2, fmt.Sprintf("活动%d", i)),
			When:     model.Cell[model.DateRange]{Value: model.DateRange{From: date, To: date}, Pos: model.Pos{Sheet: sheet, Row: int32(row), Col: 3}, State: model.Known},
			Sessions: count(row, 4, 1), Participants: count(row, 5, 100+i%50), Youth: count(row, 6, i%100), Cost: money(sheet, row, 7, int64(1000+i%777)),
		}
		if i%20 == 0 {
			a.Effect = word(row, 8, fmt.Sprintf("建成基地%d个，群众反映良好", 1+i%7))
		}
		sessions, people, young, fen = sessions+1, people+100+i%50, young+i%100, fen+1000+i%777
		spent[i%20] += int64(1000 + i%777)
		total.Covers = append(total.Covers, i)
		log.Rows = append(log.Rows, a.Pack())
	}
	total.Sessions, total.Participants, total.Youth, total.Cost = count(n+2, 4, sessions), count(n+2, 5, people), count(n+2, 6, young), money(sheet, n+2, 7, int64(fen))
	log.Rows = append(log.Rows, total.Pack())
	for i, s := range spent {
		name := model.Cell[string]{Value: fmt.Sprintf("类别%d", i), Pos: model.Pos{Sheet: funds, Row: int32(i + 2), Col: 1}, State: model.Known}
		main.Rows = append(main.Rows, &model.FundRow{Pos: name.Pos, Label: name, Planned: money(funds, i+2, 2, s), Received: money(funds, i+2, 3, s), Spent: money(funds, i+2, 4, s)})
	}
	p.Logs, p.Funds = []*model.ActivityLog{log}, []*model.FundTable{main}
	ind := &model.Indicator{Level3: word(1, 1, "建成基地数量"), Target: measure(sheet, 50000, "个"), Actual: measure(sheet, 99999, "个")}
	p.Forms = []*model.Form{{Indicators: []*model.Indicator{ind}}}
	return p
}

func measure(sheet *model.Sheet, n int64, unit string) model.Cell[model.Measure] {
	return model.Cell[model.Measure]{Value: model.Measure{Value: decimal.NewFromInt(n), Unit: unit}, Text: fmt.Sprint(n, unit), Pos: model.Pos{Sheet: sheet, Row: 1, Col: 9}, State: model.Known}
}

// BenchmarkRules runs all rules over a log of 100,000 rows.
func BenchmarkRules(b *testing.B) {
	p := longLog(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if n := len(only(run(p, nil), func(f check.Finding) bool { return f.Severity == check.Error })); n > 1 {
			b.Fatalf("%d errors", n)
		}
	}
}

// BenchmarkFaults runs them over a log whose every total is wrong.
func BenchmarkFaults(b *testing.B) {
	p := longLog(100_000)
	last := p.Logs[0].Rows[100_000].Unpack()
	last.Sessions.Value.N = decimal.NewFromInt(1)
	last.Participants.Value.N = decimal.NewFromInt(2)
	last.Cost.Value.Yuan = decimal.NewFromInt(3)
	p.Logs[0].Rows[100_000] = last.Pack()
	b.ReportAllocs()
	for b.Loop() {
		run(p, nil)
	}
}

// BenchmarkSubtotals runs them over a fund table whose every subtotal is wrong.
func BenchmarkSubtotals(b *testing.B) {
	sheet := &model.Sheet{File: "a.xlsx", Name: "资金表"}
	table := &model.FundTable{Table: &model.Table{Unit: "元"}}
	add := func(kind model.RowKind, label string, n int64, covers []int) {
		row := int32(len(table.Rows) + 2)
		at := func(col int32) model.Pos { return model.Pos{Sheet: sheet, Row: row, Col: col} }
		money := func(col int32) model.Cell[model.Amount] {
			return model.Cell[model.Amount]{Value: model.Amount{Yuan: decimal.NewFromInt(n)}, Pos: at(col), State: model.Known}
		}
		table.Rows = append(table.Rows, &model.FundRow{Kind: kind, Pos: at(1), Label: model.Cell[string]{Value: label, Pos: at(1), State: model.Known},
			Planned: money(2), Received: money(3), Spent: money(4), Covers: covers})
	}
	var all []int
	for i := range 10_000 {
		all = append(all, len(table.Rows))
		add(model.Detail, fmt.Sprintf("项目%d", i), 1, nil)
		if i%10 == 9 {
			add(model.Subtotal, "小计", 7, slices.Clone(all[len(all)-10:]))
		}
	}
	add(model.Total, "合计", 10_000, all)
	p := &model.Project{Year: model.Cell[int]{Value: 2022, State: model.Known}, Funds: []*model.FundTable{table}}
	for b.Loop() {
		if n := len(run(p, nil)); n < 1 {
			b.Fatalf("%d findings", n)
		}
	}
}

// BenchmarkWrongRows runs all rules over a log of which every row is wrong: its
// year, its 其中, its cost.
func BenchmarkWrongRows(b *testing.B) {
	p := longLog(100_000)
	for i, a := range p.Logs[0].Rows[:100_000] {
		row := a.Unpack()
		row.When.Value.From.Year, row.When.Value.To.Year = 2021, 2021
		row.Youth.Value.N = decimal.NewFromInt(900)
		row.Cost.Value.Yuan = decimal.NewFromInt(-5)
		p.Logs[0].Rows[i] = row.Pack()
	}
	b.ReportAllocs()
	for b.Loop() {
		if n := len(check.Flatten(run(p, nil))); n > 1000 {
			b.Fatalf("%d findings", n)
		}
	}
}

// BenchmarkFunds runs them over a fund table of 100,000 rows.
func BenchmarkFunds(b *testing.B) {
	p := longFunds(100_000)
	b.ReportAllocs()
	for b.Loop() {
		if n := len(run(p, nil)); n > 0 {
			b.Fatalf("%d findings", n)
		}
	}
}

// longFunds is a unit with a fund table of n rows and a total that is right.
func longFunds(n int) *model.Project {
	sheet := &model.Sheet{File: "a.xlsx", Name: "资金表"}
	table := &model.FundTable{Table: &model.Table{Unit: "元"}}
	add := func(kind model.RowKind, label string, yuan int64, covers []int) {
		row := int32(len(table.Rows) + 2)
		at := func(col int32) model.Pos { return model.Pos{Sheet: sheet, Row: row, Col: col} }
		money := func(col int32, yuan int64) model.Cell[model.Amount] {
			return model.Cell[model.Amount]{Value: model.Amount{Yuan: decimal.NewFromInt(yuan)}, Pos: at(col), State: model.Known}
		}
		table.Rows = append(table.Rows, &model.FundRow{Kind: kind, Pos: at(1), Label: model.Cell[string]{Value: label, Pos: at(1), State: model.Known},
			Planned: money(2, yuan), Received: money(3, yuan), Spent: money(4, yuan), Balance: money(5, 0), Covers: covers})
	}
	var all []int
	for i := range n {
		all = append(all, i)
		add(model.Detail, fmt.Sprintf("项目%d", i), 7, nil)
	}
	add(model.Total, "合计", int64(7*n), all)
	return &model.Project{Year: model.Cell[int]{Value: 2022, State: model.Known}, Funds: []*model.FundTable{table}}
}

// TestGrowth: a fund table and a log ten times as long take about ten times the
// memory, and what is found in a wrong one stays bounded.
func TestGrowth(t *testing.T) {
	bytes := func(p *model.Project) float64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		run(p, nil)
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc - before.TotalAlloc)
	}
	for name, of := range map[string]func(int) *model.Project{"funds": longFunds, "log": longLog} {
		if small, large := bytes(of(1_000)), bytes(of(10_000)); large > 15*small {
			t.Errorf("%s: %.0f bytes for 1,000 rows, %.0f for 10,000", name, small, large)
		}
	}
}
