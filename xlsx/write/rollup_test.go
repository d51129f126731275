package write

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
)

func sampleRollup() Rollup {
	unit := func(name, planned, received, spent, receipt, execution string, errors, warnings int) RollupUnit {
		return RollupUnit{Name: name, Planned: yes(planned), Received: yes(received), Spent: yes(spent),
			ReceiptRate: yes(receipt), ExecutionRate: yes(execution), Errors: errors, Warnings: warnings, Questions: 1, Status: map[bool]string{true: "有错误", false: "待确认"}[errors > 0], Projects: 1,
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
			{Name: "肃南县科协", Failed: true, Status: "没读成", Remark: "肃南县科普经费.xls 打不开：文件损坏", Errors: 1},
			{Name: "甘州区科学技术协会", Status: "完成", Projects: 1, Planned: yes("60000"), Spent: yes("60000"), ExecutionRate: yes("1"), Report: "甘州区/报告 #1.docx"},
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
	diff(t, "header", rows[2], []string{"序号", "单位", "状态", "项目数", "下达", "计划", "到位", "支出", "到位率", "执行率", "得分", "等级", "错误", "提醒", "待确认", "备注", "结果"})
	diff(t, "a unit", rows[3], []string{"1", "临泽县科学技术协会", "待确认", "1", "", "90000.1", "90000.1", "89974.2", "1", "0.99971223", "99.97", "", "0", "1", "1", "", "打开"})
	diff(t, "a failed unit", rows[6], []string{"4", "肃南县科协", "没读成", "", "", "", "", "", "", "", "", "", "1", "", "", "肃南县科普经费.xls 打不开：文件损坏"})
	diff(t, "an unknown figure", rows[7][:11], []string{"5", "甘州区科学技术协会", "完成", "1", "", "60000", "", "60000", "", "1", ""})
	diff(t, "sums", rows[9], []string{"", "合计（6 个单位）", "", "", "", "395000.1", "320000.1", "379474.2", "", "0.960693934001535", "97.49", "",
		"6", "2", "4", "1 个单位没有核对，未计入；1 个单位缺部分金额，缺的未计入；平均得分只按写了得分的 2 个单位"})
	for cell, want := range map[string]string{"F10": "SUM(F4:F9)", "J10": "H10/F10", "I10": "", "K10": "ROUND(AVERAGE(K4:K9),2)", "M10": "SUM(M4:M9)"} {
		if got, _ := f.GetCellFormula("汇总", cell); got != want {
			t.Errorf("formula of %s is %q, want %q", cell, got, want)
		}
	}
	shown, _ := f.GetRows("汇总")
	diff(t, "as shown", shown[9][5:11], []string{"395,000.10", "320,000.10", "379,474.20", "", "96.07%", "平均 97.49"})
	diff(t, "sign-off", shown[11][0], signOff)
	diff(t, "links", links(t, data, "sheet1.xml")["Q8"], "External 甘州区/报告%20%231.docx#")
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
			rates := strings.ReplaceAll(names, "$B$", "$J$")
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

// Of more units than anybody would look through one by one there is no chart, and the
// checks are counted.
func TestRollupOfMany(t *testing.T) {
	for _, n := range []int{maxDrawn, maxDrawn + 1} {
		r := Rollup{Units: manyUnits(n)}
		for range n {
			r.Findings = append(r.Findings, mend.Unit{Name: "某县", Checked: []mend.Check{{Title: "结余", State: "无误"}}})
		}
		f := opened(t, written(t, fmt.Sprintf("汇总-%d个.xlsx", n), func(w io.Writer) error { return r.Write(w) }))
		want := n <= maxDrawn
		if got := slices.Contains(f.GetSheetList(), "执行率图"); got != want {
			t.Errorf("%d units: charts %v", n, got)
		}
		if rows := rawRows(t, f, "核对情况"); (len(rows) == n+1) != want || !want && (len(rows) != 2 || rows[1][2] != fmt.Sprint(n)) {
			t.Errorf("%d units: %d rows of checks, %v", n, len(rows), rows[1])
		}
	}
}

func TestRollupWithoutFigures(t *testing.T) {
	r := Rollup{Units: []RollupUnit{{Name: "甲县", Failed: true, Status: "没有材料", Remark: "没有工作簿"}}}
	f := opened(t, written(t, "汇总-失败.xlsx", func(w io.Writer) error { return r.Write(w) }))
	diff(t, "sheets", f.GetSheetList(), []string{"汇总", "问题清单"})
	diff(t, "the unit", rawRows(t, f, "汇总")[3], []string{"1", "甲县", "没有材料", "", "", "", "", "", "", "", "", "", "", "", "", "没有工作簿"})
	opened(t, written(t, "汇总-空.xlsx", func(w io.Writer) error { return Rollup{}.Write(w) }))
}

// The other sheets are there when there is something for them, and their sums are
// formulas with values.
func TestRollupResults(t *testing.T) {
	r := sampleRollup()
	r.Projects = []RollupProject{
		{Unit: "临泽县科学技术协会", Name: "科普经费", Planned: yes("90000.1"), Spent: yes("89974.2"), ExecutionRate: yes("0.9997"), Score: yes("99.97"), Grade: "优"},
		{Unit: "民乐县科学技术协会", Name: "科普经费", Planned: yes("90000"), Spent: yes("85000"), ExecutionRate: yes("0.9444")},
	}
	r.Directions = []RollupDirection{{"科普宣传", 2, yes("100000"), yes("100000"), yes("90000")}, {"科技培训", 1, yes("80000"), decimal.NullDecimal{}, yes("70000")}}
	r.Seconds = []RollupSecond{{"产出指标", "数量指标", 2, 4, 1, 0, yes("40"), yes("38")}, {"效益指标", "社会效益", 2, 2, 0, 2, decimal.NullDecimal{}, decimal.NullDecimal{}}}
	f := opened(t, written(t, "汇总-全.xlsx", func(w io.Writer) error { return r.Write(w) }))
	checkFormulas(t, f)
	diff(t, "sheets", f.GetSheetList(), []string{"汇总", "执行率图", "资金核对", "自评结果汇总表", "分方向", "二级指标", "问题清单", "核对情况"})
	diff(t, "projects", rawRows(t, f, "自评结果汇总表")[3:6], [][]string{
		{"1", "临泽县科学技术协会", "科普经费", "90000.1", "89974.2", "0.9997", "99.97", "优"},
		{"2", "民乐县科学技术协会", "科普经费", "90000", "85000", "0.9444"},
		{"", "合计", "2 个项目", "180000.1", "174974.2", "0.972078348845361"},
	})
	diff(t, "directions", rawRows(t, f, "分方向")[3:6], [][]string{
		{"1", "科普宣传", "2", "100000", "100000", "90000", "0.9"}, {"2", "科技培训", "1", "80000", "", "70000", "0.875"}, {"", "合计", "", "180000", "100000", "160000", "0.888888888888889"},
	})
	diff(t, "seconds", rawRows(t, f, "二级指标")[3:5], [][]string{
		{"产出指标", "数量指标", "2", "4", "1", "40", "38", "0.95", "0"}, {"效益指标", "社会效益", "2", "2", "0", "", "", "", "2"},
	})
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
