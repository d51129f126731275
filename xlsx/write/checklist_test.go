package write

import (
	"io"
	"testing"
)

func sampleChecklist() []ChecklistUnit {
	return []ChecklistUnit{
		{Name: "高台县科学技术协会", Dir: "../高台县 科协", Rows: []ChecklistRow{
			{Severity: "error", Rule: "fund/total", RuleTitle: "合计与各行之和", File: "高台县科普经费.xlsx", Sheet: "资金表", Cell: "E7",
				Got: "73500.00", Want: "72500.00", Message: "支出合计写的是 73500.00 元，各行相加是 72500.00 元，差 1000.00 元",
				Hint: "请核对各行支出，改正合计，或补上漏掉的行", Related: "E4、E5、E6"},
			{Severity: "error", Rule: "fund/rate", RuleTitle: "执行率", File: "高台县科普经费.xlsx", Sheet: "资金表", Cell: "G7",
				Got: "0.9800", Want: "0.9667", Message: "执行率写的是 98%，按支出 72500.00 元除以计划 75000.00 元是 96.67%", Follows: true},
			{Severity: "warning", Rule: "activity/duplicate", RuleTitle: "活动重复", File: "附件/台账.csv", Sheet: "台账", Cell: "C6",
				Message: "第 5、6 行的活动名称、日期、地点都相同", Waived: "两场在同一天，分上下午"},
			{Severity: "info", Rule: "import/hidden", File: "高台县科普经费.xlsx", Sheet: "往年'数据", Message: "这张工作表是隐藏的，没有读"},
		}},
		{Name: "肃南县科协", NoLinks: true, Rows: []ChecklistRow{
			{Severity: "error", Rule: "import/damaged", File: "肃南县科普经费.xls", Message: "文件损坏，读不出内容", Hint: "请用 WPS 打开后另存为 .xlsx"},
		}},
	}
}

func TestChecklist(t *testing.T) {
	data := written(t, "核对清单.xlsx", func(w io.Writer) error { return Checklist(sampleChecklist()).Write(w) })
	f := opened(t, data)
	rows := rawRows(t, f, "核对清单")
	diff(t, "header", rows[0], []string{"序号", "单位", "级别", "规则", "文件", "工作表", "单元格", "写的是", "应为", "说明", "处理办法", "是否豁免"})
	diff(t, "an error", rows[1], []string{"1", "高台县科学技术协会", "错误", "合计与各行之和\nfund/total", "高台县科普经费.xlsx", "资金表", "E7", "73500.00", "72500.00",
		"支出合计写的是 73500.00 元，各行相加是 72500.00 元，差 1000.00 元\n相关单元格：E4、E5、E6", "请核对各行支出，改正合计，或补上漏掉的行", "否"})
	diff(t, "a consequence", rows[2][9], "（随上面的问题而来）执行率写的是 98%，按支出 72500.00 元除以计划 75000.00 元是 96.67%")
	diff(t, "waived", rows[3][11], "是：两场在同一天，分上下午")
	diff(t, "a sheet", rows[4][6], "整张表")
	diff(t, "a file", rows[5][6], "整个文件")
	diff(t, "links", links(t, data, "sheet1.xml"), map[string]string{
		"G2": "External ../高台县%20科协/高台县科普经费.xlsx#'资金表'!E7",
		"G3": "External ../高台县%20科协/高台县科普经费.xlsx#'资金表'!G7",
		"G4": "External ../高台县%20科协/附件/台账.csv#",
		"G5": "External ../高台县%20科协/高台县科普经费.xlsx#'往年''数据'!A1",
	})
	panes, err := f.GetPanes("核对清单")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v, %v", panes, err)
	}
	names := map[string]string{}
	for _, n := range f.GetDefinedName() {
		names[n.Name] = n.RefersTo
	}
	diff(t, "names", names, map[string]string{"_xlnm.Print_Titles": "'核对清单'!$1:$1", "_xlnm._FilterDatabase": "'核对清单'!$A$1:$L$6"})
	layout, err := f.GetPageLayout("核对清单")
	if err != nil || *layout.Orientation != "landscape" || *layout.Size != 9 || *layout.FitToWidth != 1 {
		t.Errorf("layout %+v, %v", layout, err)
	}
}

func TestChecklistEmpty(t *testing.T) {
	f := opened(t, written(t, "核对清单-空.xlsx", func(w io.Writer) error { return Checklist{{Name: "甲"}}.Write(w) }))
	diff(t, "message", rawRows(t, f, "核对清单")[1][9], "没有发现问题。")
}

func BenchmarkChecklist(b *testing.B) {
	u := ChecklistUnit{Name: "甲"}
	for range 10_000 {
		u.Rows = append(u.Rows, sampleChecklist()[0].Rows[0])
	}
	for b.Loop() {
		if err := (Checklist{u}).Write(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
