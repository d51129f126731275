package city

import (
	"bytes"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/render/docx"
)

func yes(s string) null { return decimal.NewNullDecimal(decimal.RequireFromString(s)) }

func sample() Report {
	return Report{
		Title: "2022年各县", Year: 2022, Listed: true,
		Units: []Unit{
			{Name: "甲县科协", Status: "完成", Judged: true, Planned: yes("80000"), Received: yes("80000"), Spent: yes("60000"), Execution: yes("0.75"), Score: yes("96.5"), Grade: "优",
				Projects: []Project{{Name: "科普经费", Planned: yes("80000"), Spent: yes("60000"), Score: yes("96.5"), Grade: "优", Done: 3, Count: 4}}},
			{Name: "乙县科协", Status: "有错误", Judged: true, Planned: yes("50000"), Spent: yes("50000"), Errors: 2, Projects: []Project{{Name: "科普经费"}},
				Mends: []Mend{{"error", "资金表 E7", "1", "2", "合计不对"}}},
			{Name: "甲县科协（二）", Status: "完成", Judged: true, Again: true, Projects: []Project{{Name: "科普经费", Score: yes("10")}}},
			{Name: "丙县科协", Status: "没有材料", Remark: "应报送，没有找到材料"},
			{Name: "丁县科协", Status: "只有压缩包或 Word", Remark: "只有 Word 报告"},
		},
		Grants: []Grant{{Name: "甲县科协", Allotted: yes("80000"), Received: yes("80000")}, {Name: "丙县科协", Allotted: yes("100"), Verdict: "没有交材料", Differs: true}},
		Kinds:  []Kind{{"合计、小计与各行不符", "error", 2, []string{"乙县科协"}}},
	}
}

func text(t *testing.T, write func(*bytes.Buffer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	d, err := docx.Text(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return d.String()
}

// TestReport wants the report to count nobody twice, to name who is missing, and to
// say over how many units a sum is.
func TestReport(t *testing.T) {
	got := text(t, func(b *bytes.Buffer) error { return sample().Write(b, nil) })
	for _, want := range []string{
		"2022年各县绩效自评汇总报告",
		"应报送和已报送的单位共4个，报送材料的3个，完成核对的2个，涉及项目2个。",
		"没有报送材料的1个：丙县科协。", "没有可以核对的工作簿的1个：丁县科协。", "有1份材料与同一单位的另一份重复，没有计入。",
		"计划资金13万元，写明到位资金的1个单位共8万元，实际支出11万元；资金到位率100%（按两个数都写明的1个单位），预算执行率84.62%。",
		"一致的1个；不能比较的1个：丙县科协。", "执行率低于80%的1个：甲县科协（75%）。",
		"写明自评得分的项目1个，平均96.5分。其中等级为“优”1个。", "绩效指标4项，得满分的3项，扣分的1项。",
		"丙县科协。没有材料：应报送，没有找到材料。", "1.合计、小计与各行不符（错误）：2处，涉及1个单位：乙县科协。",
		"催报没有报送材料的单位：丙县科协。", "重复报送，未计入合计",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s", want)
		}
	}
	if t.Failed() {
		t.Log(got)
	}
}

// TestReturn wants one page: as many things to mend as fit, and the rest named.
func TestReturn(t *testing.T) {
	slip := Return{Unit: "乙县科协", Year: 2022, Errors: 40, Due: "2023年4月20日", From: "某市科协"}
	for range 40 {
		slip.Mends = append(slip.Mends, Mend{"error", "资金表 E7", "1", "2", "合计写的是 1，各行相加是 2。办法：改合计"})
	}
	got := text(t, func(b *bytes.Buffer) error { return slip.Write(b, nil) })
	for _, want := range []string{"有40处错误。请于2023年4月20日前改好后重新报送。", "还有 14 处，见同一文件夹里的核对结果。", "退回单位：某市科协"} {
		if !strings.Contains(got, want) {
			t.Errorf("lacks %s in %s", want, got)
		}
	}
	failed := text(t, func(b *bytes.Buffer) error {
		return Return{Unit: "丁县科协", Failed: "“丁县”只有 Word 报告", Cure: "请报送 Excel 工作簿"}.Write(b, nil)
	})
	if !strings.Contains(failed, "绩效自评材料没有读成，没有核对：“丁县”只有 Word 报告。") || !strings.Contains(failed, "请于　　月　　日前改好") {
		t.Error(failed)
	}
}

// TestOwnTemplates wants the built-in templates to be fit for their data, and a name
// that nothing stands behind to be told.
func TestOwnTemplates(t *testing.T) {
	returned, report := Templates()
	for name, problems := range map[string][]docx.Problem{"return": CheckReturn(returned), "report": CheckReport(report)} {
		for _, p := range problems {
			if p.Severity == docx.Error {
				t.Errorf("%s: %s", name, p.Message)
			}
		}
	}
	if bad := CheckReturn(report); len(bad) == 0 {
		t.Error("the template of a report is none of 退回单")
	}
}

// TestPage wants a line a unit, nothing foreign as markup, and a policy.
func TestPage(t *testing.T) {
	r := sample()
	r.Units[0].Name = `<script>alert(1)</script>`
	var b bytes.Buffer
	if err := WritePage(&b, r, []Link{{"汇总.xlsx", "汇总.xlsx"}}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	if strings.Contains(page, "<script>alert") || strings.Count(page, "<tbody class=") != len(r.Units) || !strings.Contains(page, "Content-Security-Policy") {
		t.Error(page)
	}
	for _, want := range []string{"没有材料 <b>1</b>", "要改的和要看的 2 处", "./%E6%B1%87%E6%80%BB.xlsx", "130,000.00"} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %s", want)
		}
	}
}
