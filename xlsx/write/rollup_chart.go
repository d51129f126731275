package write

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"ziping/xlsx/write/kit"
)

// maxBars is how many units one chart shows; more are spread evenly over
// several charts, one a page, so that every name can be read on A4.
const maxBars = 20

// maxDrawn is the most units of which charts are drawn and checks are listed one by
// one: of more, nobody would look through the pages.
const maxDrawn = 200

// A chart fills a page; chartRows rows of the usual height are one page.
const (
	chartWidth, chartHeight = 1000, 600 // pixels: 26.5 by 15.9 cm
	chartRows               = 33        // 17.5 cm
)

// addChart adds 执行率图: columns of the units' execution rates, read from the
// cells of 汇总. A unit without a rate leaves a gap. With no rate at all, or more units
// than anybody would look through, there is no chart.
func addChart(b *kit.Book, units []RollupUnit) {
	low, high, any := rateRange(units)
	if !any || len(units) > maxDrawn {
		return
	}
	s := b.Add("执行率图", nil, kit.Paper{Loose: true})
	rowHeight, fixed := 15.0, true
	b.Do(func() error {
		return b.Excelize().SetSheetProps(s.Name(), &excelize.SheetPropsOptions{DefaultRowHeight: &rowHeight, CustomHeight: &fixed})
	})
	charts := (len(units) + maxBars - 1) / maxBars
	for i := range charts {
		rows := rowSpan{firstUnitRow + i*len(units)/charts, firstUnitRow + (i+1)*len(units)/charts - 1}
		at := 1 + i*chartRows
		b.Do(func() error {
			return b.Excelize().AddChart(s.Name(), kit.Ref(0, at), rateChart(rows, len(units), charts, low, high))
		})
		if i > 0 {
			b.Do(func() error { return b.Excelize().InsertPageBreak(s.Name(), kit.Ref(0, at)) })
		}
	}
	s.End()
}

// rateRange is the lowest and the highest rate, with 0 between them.
func rateRange(units []RollupUnit) (low, high decimal.Decimal, any bool) {
	for _, u := range units {
		if u.ExecutionRate.Valid {
			low, high, any = decimal.Min(low, u.ExecutionRate.Decimal), decimal.Max(high, u.ExecutionRate.Decimal), true
		}
	}
	return low, high, any
}

func rateChart(rows rowSpan, units, charts int, low, high decimal.Decimal) *excelize.Chart {
	title := "各单位预算执行率"
	if charts > 1 {
		title += fmt.Sprintf("（第 %d—%d 个，共 %d 个单位）", rows.from-firstUnitRow+1, rows.to-firstUnitRow+1, units)
	}
	column := func(col int) string {
		letter := kit.Letters(col)
		return fmt.Sprintf("'%s'!$%s$%d:$%s$%d", unitsSheet, letter, rows.from, letter, rows.to)
	}
	letters := excelize.Font{Family: kit.BodyFont, Size: 10, Color: "262626"}
	small := letters
	small.Size = 8
	off, gap := false, uint(60)
	minimum, maximum := -axisEnd(low.Neg(), decimal.Zero), axisEnd(high, decimal.New(12, -1))
	return &excelize.Chart{
		Type: excelize.Col,
		Series: []excelize.ChartSeries{{
			Name:              fmt.Sprintf("'%s'!$%s$%d", unitsSheet, kit.Letters(executionColumn), headerRow),
			Categories:        column(nameColumn),
			Values:            column(executionColumn),
			Fill:              excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"4472C4"}},
			DataLabel:         excelize.ChartDataLabel{Font: small},
			DataLabelPosition: excelize.ChartDataLabelsPositionOutsideEnd,
		}},
		Title:        excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: kit.BodyFont, Size: 14, Bold: true, Color: "262626"}}}},
		Legend:       excelize.ChartLegend{Position: "none"},
		VaryColors:   &off,
		GapWidth:     &gap,
		ShowBlanksAs: "gap",
		XAxis:        excelize.ChartAxis{Font: letters, Alignment: excelize.Alignment{TextRotation: nameTurn(rows)}, TickLabelSkip: 1},
		YAxis: excelize.ChartAxis{
			Font: letters, MajorGridLines: true, Minimum: &minimum, Maximum: &maximum, MajorUnit: axisStep(maximum - minimum),
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0%"},
		},
		PlotArea:  excelize.ChartPlotArea{ShowVal: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: "0.00%"}},
		Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Format:    excelize.GraphicOptions{Name: title, AltText: title, Positioning: "oneCell"},
	}
}

// nameTurn slants names that would run into each other.
func nameTurn(rows rowSpan) int {
	if rows.to-rows.from+1 > 6 {
		return -45
	}
	return 0
}

// axisEnd is an end of the axis: the least there is to be, or the next 20 %
// beyond the rate, leaving room for its label.
func axisEnd(rate, least decimal.Decimal) float64 {
	if step := decimal.New(2, -1); rate.IsPositive() {
		least = decimal.Max(least, rate.Div(step).Floor().Add(decimal.NewFromInt(1)).Mul(step))
	}
	f, _ := least.Float64()
	return f
}

// axisStep divides an axis of that length into at most ten parts.
func axisStep(length float64) float64 {
	step := 0.2
	for length/step > 10 {
		step *= 2.5
	}
	return step
}
