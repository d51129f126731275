package write

import (
	"io"
	"strconv"
	"strings"

	"ziping/xlsx/write/kit"
)

// Reviews is 审读汇总: one row a report that was reviewed.
type Reviews []ReviewedReport

// A ReviewedReport is what was found in one report.
type ReviewedReport struct {
	Name                    string // of the file
	Errors, Warnings, Infos int
	First                   []string // the first findings, each with its place
	Failed                  string   // why it could not be read, "" when it was
}

var reviewColumns = []kit.Column{
	{Title: "序号", Width: 6, Style: kit.Style{Align: kit.Center}},
	{Title: "报告", Width: 40, Style: kit.Style{Wrap: true}},
	{Title: "错误", Width: 8, Style: kit.Style{Align: kit.Center}},
	{Title: "提醒", Width: 8, Style: kit.Style{Align: kit.Center}},
	{Title: "说明", Width: 8, Style: kit.Style{Align: kit.Center}},
	{Title: "先看这几处", Width: 90, Style: kit.Style{Wrap: true}},
}

// Write writes 审读汇总.xlsx. The bytes depend on r alone.
func (r Reviews) Write(w io.Writer) error {
	return deliver(w, kit.Plan{Title: "审读汇总"}, func(b *kit.Book) {
		s := b.Add("审读汇总", reviewColumns, kit.Landscape)
		s.Freeze(1)
		s.Header()
		for i, one := range r {
			s.Flow(one.cells(i + 1)...)
		}
		s.Filter(1, s.Last())
		s.Repeat(1, 1)
		s.End()
	})
}

func (r ReviewedReport) cells(n int) []kit.Cell {
	values := []string{strconv.Itoa(n), r.Name, strconv.Itoa(r.Errors), strconv.Itoa(r.Warnings), strconv.Itoa(r.Infos), strings.Join(r.First, "\n")}
	if r.Failed != "" {
		values = []string{strconv.Itoa(n), r.Name, "", "", "", "没有审读：" + r.Failed}
	}
	out := make([]kit.Cell, len(values))
	for i, v := range values {
		out[i] = kit.Cell{Value: v, Style: reviewColumns[i].Style}
	}
	return out
}
