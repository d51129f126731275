package write

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/xlsx/write/kit"
)

func sampleRollup() Rollup {
	unit := func(name, planned, received, spent, receipt, execution string, errors, warnings int) RollupUnit {
		return RollupUnit{Name: name, Planned: yes(planned), Received: yes(received), Spent: yes(spent),
			ReceiptRate: yes(receipt), ExecutionRate: yes(execution), Errors: errors, Warnings: warnings, Infos: 1,
			Report: name + "/" + name + "绩效自评报告.docx"}
	}
	scored := unit("临泽县科学技术协会", "90000.10", "90000.10", "89974.20", "1", "0.99971223", 0, 1)
	scored.Score = yes("99.97")
	other := unit("民乐县科学技术协会", "90000", "85000", "85000", "0.9444", "0.9444", 1, 0)
	other.Score = yes("95")
	return Rollup{
		Title: "2022年度科普经费绩效自评汇总",
		Units: []RollupUnit{
			scored,
			unit("山丹县科学技术协会", "80000", "70000", "72000", "0.875", "0.9", 3, 1),
			other,
			{Name: "肃南县科协", Failed: true, Status: "肃南县科普经费.xls 打不开：文件损坏", Errors: 1},
			{Name: "甘州区科学技术协会", Planned: yes("60000"), Spent: yes("60000"), ExecutionRate: yes("1"), Report: "甘州区/报告 #1.docx"},
			unit("高台县科学技术协会", "75000", "75000", "72500", "1", "0.966666666", 1, 0),
		},
		Allotments: []RollupAllotment{
			{Unit: "临泽县科学技术协会", Allotted: yes("90000.10"), Received: yes("90000.10")},
			{Unit: "山丹县科学技术协会", Allotted: yes("80000"), Received: yes("70000")},
			{Unit: "民乐县科学技术协会", Allotted: yes("80000"), Received: yes("85000")},
			{Unit: "肃南县科协", Allotted: yes("50000"), Verdict: "该单位没有做完，无法比较", Differs: true},
			{Unit: "甘州区科学技术协会", Received: yes("60000")},
			{Unit: "高台县科学技术协会", Allotted: yes("75000")},
		},
		Findings: sampleChecklist(),
	}
}

func TestRollup(t *testing.T) {
	data := written(t, "汇总.xlsx", func(w io.Writer) error { return sampleRollup().Write(w) })
	f := opened(t, data)
	diff(t, "sheets", f.GetSheetList(), []string{"汇总", "执行率图", "资金核对", "问题清单", "核对情况"})
	if n := checkFormulas(t, f); n != 14 {
		t.Errorf("%d formulas, want 14", n)
	}
	rows := rawRows(t, f, "汇总")
	diff(t, "header", rows[2], []string{"序号", "单位", "计划", "到位", "支出", "到位率", "执行率", "得分", "错误", "提醒", "说明", "状态", "报告"})
	diff(t, "a unit", rows[3], []string{"1", "临泽县科学技术协会", "90000.1", "90000.1", "89974.2", "1", "0.99971223", "99.97", "0", "1", "1",
		"完成", "打开报告"})
	diff(t, "a failed unit", rows[6], []string{"4", "肃南县科协", "", "", "", "", "", "", "1", "", "", "失败：肃南县科普经费.xls 打不开：文件损坏"})
	diff(t, "an unknown figure", rows[7][:8], []string{"5", "甘州区科学技术协会", "60000", "", "60000", "", "1", ""})
	diff(t, "sums", rows[9], []string{"", "合计（6 个单位）", "395000.1", "320000.1", "379474.2", "", "0.960693934001535", "97.49",
		"6", "2", "4", "1 个单位失败，未计入；1 个单位缺部分金额，缺的未计入；平均得分只按写了得分的 2 个单位"})
	for cell, want := range map[string]string{"C10": "SUM(C4:C9)", "G10": "E10/C10", "F10": "", "H10": "ROUND(AVERAGE(H4:H9),2)", "I10": "SUM(I4:I9)"} {
		if got, _ := f.GetCellFormula("汇总", cell); got != want {
			t.Errorf("formula of %s is %q, want %q", cell, got, want)
		}
	}
	shown, _ := f.GetRows("汇总")
	diff(t, "as shown", shown[9][2:8], []string{"395,000.10", "320,000.10", "379,474.20", "", "96.07%", "平均 97.49"})
	diff(t, "links", links(t, data, "sheet1.xml")["M8"], "External 甘州区/报告%20%231.docx#")
}

func TestRollupAllotments(t *testing.T) {
	f := opened(t, written(t, "汇总.xlsx", func(w io.Writer) error { return sampleRollup().Write(w) }))
	rows := rawRows(t, f, "资金核对")
	diff(t, "rows", rows[2:], [][]string{
		{"序号", "单位", "下达", "到位", "差额", "结论"},
		{"1", "临泽县科学技术协会", "90000.1", "90000.1", "0", "一致"},
		{"2", "山丹县科学技术协会", "80000", "70000", "-10000", "到位比下达少 10,000.00 元"},
		{"3", "民乐县科学技术协会", "80000", "85000", "5000", "到位比下达多 5,000.00 元"},
		{"4", "肃南县科协", "50000", "", "", "该单位没有做完，无法比较"},
		{"5", "甘州区科学技术协会", "", "60000", "", "资金分配表上没有下达数"},
		{"6", "高台县科学技术协会", "75000", "", "", "没有读到到位资金"},
		{"", "合计", "375000.1", "305000.1", "-5000", "3 个单位只有一边的数，没有计入差额"},
	})
	r := sampleRollup()
	r.Allotments = nil
	f = opened(t, written(t, "汇总-无分配表.xlsx", func(w io.Writer) error { return r.Write(w) }))
	if slices.Contains(f.GetSheetList(), "资金核对") {
		t.Error("资金核对 without a 资金分配表")
	}
}

// manyUnits are n units with names of the usual length.
func manyUnits(n int) []RollupUnit {
	units := make([]RollupUnit, n)
	for i := range units {
		units[i] = RollupUnit{Name: fmt.Sprintf("第%d县科学技术协会", i+1), Planned: yes("100000.01"), Received: yes("100000.01"),
			Spent: decimal.NewNullDecimal(decimal.New(int64(6000000+i*53117%4000000), -2)), Report: "r.docx"}
		units[i].ReceiptRate = yes("1")
		units[i].ExecutionRate = decimal.NewNullDecimal(units[i].Spent.Decimal.DivRound(units[i].Planned.Decimal, 6))
	}
	return units
}

// Charts read the cells of 汇总; many units are spread over several.
func TestRollupCharts(t *testing.T) {
	for _, test := range []struct {
		units int
		want  []string // ranges of the names
	}{
		{1, []string{"$B$4:$B$4"}},
		{6, []string{"$B$4:$B$9"}},
		{20, []string{"$B$4:$B$23"}},
		{21, []string{"$B$4:$B$13", "$B$14:$B$24"}},
		{100, []string{"$B$4:$B$23", "$B$24:$B$43", "$B$44:$B$63", "$B$64:$B$83", "$B$84:$B$103"}},
	} {
		r := Rollup{Units: manyUnits(test.units)}
		data := written(t, fmt.Sprintf("汇总-%d.xlsx", test.units), func(w io.Writer) error { return r.Write(w) })
		checkFormulas(t, opened(t, data))
		parts, err := kit.Unpack(data)
		if err != nil {
			t.Fatal(err)
		}
		for i, names := range test.want {
			chart := string(parts[fmt.Sprintf("xl/charts/chart%d.xml", i+1)])
			rates := strings.ReplaceAll(names, "$B$", "$G$")
			if !strings.Contains(chart, "<f>&#39;汇总&#39;!"+names+"</f>") {
				t.Errorf("%d units: chart %d does not read the names %s", test.units, i+1, names)
			}
			if !strings.Contains(chart, rates) || !strings.Contains(chart, "barChart") {
				t.Errorf("%d units: chart %d does not read the rates %s", test.units, i+1, rates)
			}
		}
		if parts[fmt.Sprintf("xl/charts/chart%d.xml", len(test.want)+1)] != nil {
			t.Errorf("%d units: more than %d charts", test.units, len(test.want))
		}
	}
}

func TestRollupWithoutFigures(t *testing.T) {
	r := Rollup{Units: []RollupUnit{{Name: "甲县", Failed: true, Status: "没有工作簿"}}}
	f := opened(t, written(t, "汇总-失败.xlsx", func(w io.Writer) error { return r.Write(w) }))
	diff(t, "sheets", f.GetSheetList(), []string{"汇总", "问题清单"})
	diff(t, "the unit", rawRows(t, f, "汇总")[3], []string{"1", "甲县", "", "", "", "", "", "", "", "", "", "失败：没有工作簿"})
	opened(t, written(t, "汇总-空.xlsx", func(w io.Writer) error { return Rollup{}.Write(w) }))
}

func TestAxis(t *testing.T) {
	for _, test := range []struct {
		high string
		want float64
	}{{"0", 1.2}, {"0.99", 1.2}, {"1", 1.2}, {"1.2", 1.4}, {"3.05", 3.2}} {
		if got := axisEnd(decimal.RequireFromString(test.high), decimal.New(12, -1)); got != test.want {
			t.Errorf("axisEnd(%s) = %v, want %v", test.high, got, test.want)
		}
	}
	if got := axisEnd(decimal.Zero, decimal.Zero); got != 0 {
		t.Errorf("axisEnd(0) = %v", got)
	}
}
