package xlsx

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// maxBars is how many units one chart shows; more are spread evenly over
// several charts, one a page, so that every name can be read on A4.
const maxBars = 40

// A chart fills the sheet's columns of one printed page.
const (
	chartWidth, chartHeight = 1040, 620
	chartColumns, chartRows = 17, 33 // that size in default cells, with room to spare
)

// addChart adds 执行率图: columns of the units' execution rates, read from the
// cells of 汇总. A unit without a rate leaves a gap. With no rate at all there
// is no chart.
func addChart(b *outBook, units []RollupUnit) {
	top, any := highest(units)
	if !any {
		return
	}
	s := b.add("执行率图")
	charts := (len(units) + maxBars - 1) / maxBars
	for i := range charts {
		rows := rowSpan{firstUnitRow + i*len(units)/charts, firstUnitRow + (i+1)*len(units)/charts - 1}
		at := 1 + i*chartRows
		s.do(func() error { return b.f.AddChart(s.name, cellRef(0, at), rateChart(rows, len(units), charts, top)) })
		if i > 0 {
			s.do(func() error { return b.f.InsertPageBreak(s.name, cellRef(0, at)) })
		}
	}
	area := fmt.Sprintf("'%s'!$A$1:$%s$%d", s.name, columnName(chartColumns-1), charts*chartRows)
	s.do(func() error {
		return b.f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Area", Scope: s.name, RefersTo: area})
	})
	s.printed("执行率图")
}

// highest is the highest rate.
func highest(units []RollupUnit) (top decimal.Decimal, any bool) {
	for _, u := range units {
		if u.ExecutionRate.Valid {
			top, any = decimal.Max(top, u.ExecutionRate.Decimal), true
		}
	}
	return top, any
}

func rateChart(rows rowSpan, units, charts int, top decimal.Decimal) *excelize.Chart {
	title := "各单位预算执行率"
	if charts > 1 {
		title += fmt.Sprintf("（第 %d—%d 个，共 %d 个单位）", rows.from-firstUnitRow+1, rows.to-firstUnitRow+1, units)
	}
	column := func(col int) string {
		letter := columnName(col)
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", unitsSheet, letter, rows.from, letter, rows.to)
	}
	letters := excelize.Font{Family: bodyFont, Size: 10, Color: "262626"}
	small := letters
	small.Size = 9
	off, gap := false, uint(60)
	zero, maximum := 0.0, axisTop(top)
	return &excelize.Chart{
		Type: excelize.Col,
		Series: []excelize.ChartSeries{{
			Name:              fmt.Sprintf("'%s'!$%s$%d", unitsSheet, columnName(executionColumn), headerRow),
			Categories:        column(nameColumn),
			Values:            column(executionColumn),
			Fill:              excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"4472C4"}},
			DataLabel:         excelize.ChartDataLabel{Font: small, Alignment: excelize.Alignment{TextRotation: labelTurn(rows)}},
			DataLabelPosition: excelize.ChartDataLabelsPositionOutsideEnd,
		}},
		Title:        excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: bodyFont, Size: 14, Bold: true, Color: "262626"}}}},
		Legend:       excelize.ChartLegend{Position: "none"},
		VaryColors:   &off,
		GapWidth:     &gap,
		ShowBlanksAs: "gap",
		XAxis:        excelize.ChartAxis{Font: letters, Alignment: excelize.Alignment{TextRotation: labelTurn(rows)}, TickLabelSkip: 1},
		YAxis: excelize.ChartAxis{
			Font: letters, MajorGridLines: true, Minimum: &zero, Maximum: &maximum, MajorUnit: axisStep(maximum),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"},
		},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0.00%"}},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Format:    excelize.GraphicOptions{Name: title, AltText: title, Positioning: "oneCell"},
	}
}

// labelTurn stands labels upright where they would run into each other.
func labelTurn(rows rowSpan) int {
	if rows.to-rows.from+1 > 6 {
		return 90
	}
	return 0
}

// axisTop is the end of the axis: 120 %, or the next 20 % above the highest
// rate, leaving room for its label.
func axisTop(top decimal.Decimal) float64 {
	step := decimal.New(2, -1)
	ceiling := top.Div(step).Floor().Add(decimal.NewFromInt(1)).Mul(step)
	f, _ := decimal.Max(ceiling, decimal.New(12, -1)).Float64()
	return f
}

// axisStep divides the axis into at most ten parts.
func axisStep(maximum float64) float64 {
	step := 0.2
	for maximum/step > 10 {
		step *= 2.5
	}
	return step
}
