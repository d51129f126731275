package write

import (
	"io"
	"testing"

	"ziping/xlsx/write/mend"
)

func sampleChecklist() []mend.Unit {
	return []mend.Unit{
		{Name: "高台县科学技术协会", Project: "科普经费", Year: 2022, Dir: "../高台县 科协", Rows: []mend.Row{
			{Severity: "error", Rule: "fund/total", RuleTitle: "合计与各行之和", File: "高台县科普经费.xlsx", Sheet: "资金表", Cell: "E7",
				Got: "73500.00", Want: "72500.00", Gap: "1000.00", Message: "支出合计写的是 73500.00 元，各行相加是 72500.00 元，差 1000.00 元",
				Hint: "请核对各行支出，改正合计，或补上漏掉的行", Related: "E4、E5、E6"},
			{Severity: "error", Rule: "fund/rate", RuleTitle: "执行率", File: "高台县科普经费.xlsx", Sheet: "资金表", Cell: "G7",
				Got: "0.9800", Want: "0.9667", Message: "执行率写的是 98%，按支出 72500.00 元除以计划 75000.00 元是 96.67%", Follows: true},
			{Severity: "warning", Rule: "activity/duplicate", RuleTitle: "活动重复", File: "附件/台账.csv", Sheet: "台账", Cell: "C6",
				Message: "第 5、6 行的活动名称、日期、地点都相同", Waived: "两场在同一天，分上下午"},
			{Severity: "info", Rule: "import/hidden", File: "高台县科普经费.xlsx", Sheet: "往年'数据", Message: "这张工作表是隐藏的，没有读"},
		}, Checked: []mend.Check{{Title: "资金表合计与各行", State: "有误", Count: "3 处无误，1 处有误"}}},
		{Name: "肃南县科协", NoLinks: true, Rows: []mend.Row{
			{Severity: "error", Rule: "import/damaged", File: "肃南县科普经费.xls", Message: "文件损坏，读不出内容", Hint: "请用 WPS 打开后另存为 .xlsx"},
		}},
	}
}

func TestChecklist(t *testing.T) {
	data := written(t, "核对清单.xlsx", func(w io.Writer) error { return Checklist(sampleChecklist()[0]).Write(w) })
	f := opened(t, data)
	rows := rawRows(t, f, "核对清单")
	diff(t, "title", rows[0], []string{"高台县科学技术协会　科普经费　核对清单"})
	diff(t, "line", rows[1], []string{"2022 年度　　核对日期：　　　　年　　月　　日"})
	diff(t, "header", rows[2], mend.Headers())
	diff(t, "an error", rows[3], []string{"1", "错误", "资金表 E7\n高台县科普经费.xlsx", "73500.00", "72500.00", "1000.00",
		"【合计与各行之和】支出合计写的是 73500.00 元，各行相加是 72500.00 元，差 1000.00 元\n改法：请核对各行支出，改正合计，或补上漏掉的行\n相关单元格：E4、E5、E6"})
	diff(t, "a consequence", rows[4][6], "（随上面的问题而来）【执行率】执行率写的是 98%，按支出 72500.00 元除以计划 75000.00 元是 96.67%")
	diff(t, "a sheet", rows[5][2], "往年'数据（整张表）\n高台县科普经费.xlsx")
	diff(t, "waived comes last", rows[6][1:3], []string{"已豁免", "台账 C6\n附件/台账.csv"})
	diff(t, "checks", [][]string{rows[8], rows[9]}, [][]string{{"核对了什么、没有核对什么、为什么"}, {"资金表合计与各行：有误（3 处无误，1 处有误）"}})
	diff(t, "links", links(t, data, "sheet1.xml"), map[string]string{
		"C4": "External ../高台县%20科协/高台县科普经费.xlsx#'资金表'!E7",
		"C5": "External ../高台县%20科协/高台县科普经费.xlsx#'资金表'!G7",
		"C6": "External ../高台县%20科协/高台县科普经费.xlsx#'往年''数据'!A1",
		"C7": "External ../高台县%20科协/附件/台账.csv#",
	})
	panes, err := f.GetPanes("核对清单")
	if err != nil || !panes.Freeze || panes.YSplit != 3 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	diff(t, "names", names, map[string]string{"_xlnm.Print_Titles": "'核对清单'!$1:$3", "_xlnm._FilterDatabase": "'核对清单'!$A$3:$I$7"})
	layout, err := f.GetPageLayout("核对清单")
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != 9 || *layout.FitToWidth != 1 {
		t.Errorf("layout %+v, %v", layout, err)
	}
}

func TestChecklistEmpty(t *testing.T) {
	f := opened(t, written(t, "核对清单-空.xlsx", func(w io.Writer) error { return Checklist{Name: "甲"}.Write(w) }))
	diff(t, "message", rawRows(t, f, "核对清单")[3][0], "没有发现要改的。")
}

func BenchmarkChecklist(b *testing.B) {
	u := mend.Unit{Name: "甲"}
	for range 10_000 {
		u.Rows = append(u.Rows, sampleChecklist()[0].Rows[0])
	}
	for b.Loop() {
		if err := Checklist(u).Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
