package rules_test

import (
	"strings"
	"testing"

	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

// TestForms: what differs between the forms of the provinces. Only what the
// form itself shows is used; remarks (info) are left out.
func TestForms(t *testing.T) {
	const hubei = `【自评表】单位：万元
预算执行情况(20分)
资金 | 全年预算数 | 全年执行数 | 执行率 | 得分
年度资金总额 | 104 | 104 | 100% | 20
年度绩效目标1(80分)
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分
产出指标 | 数量指标 | 科普日活动 | 10场 | 10场 | 60
效益指标 | 社会效益指标 | 受益群众 | 1000人次 | 1000人次 | 10
满意度指标 | 满意度指标 | 群众满意度 | ≥90% | 95% | 10
总分 | | | | | 100
`
	const money = `【自评表】单位：万元
资金 | 年初预算数 | 全年执行数 | 分值 | 执行率 | 得分
年度资金总额 | 50 | 49 | 10 | 98% | 9.8
其中：财政拨款 | 50 | 49 | | 98% |
·一般公共预算 | 50 | 49 | | 98% |
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因
产出指标 | 成本指标 | 项目总成本 | ≤50万元 | 49万元 | 30 | 30 |
产出指标 | 质量指标 | 培训合格率 | ≥95% | 96% | 20 | 20 |
效益指标 | 社会效益指标 | 受益群众 | ≥2万人次 | 2.1万人次 | 30 | 30 |
满意度指标 | 满意度指标 | 群众满意度 | ≥90% | 92% | 10 | 10 |
总分 | | | | | 100 | 99.8 |
`
	for _, c := range []struct{ name, text, edit, value, set, want string }{
		{"clean hubei", hubei, "", "", "", ""},
		{"clean 2016", money, "", "", "", ""},
		{"labels do not make 100", hubei, "自评表!A4", "年度绩效目标1(90分)", "", "error indicator/weight 自评表!A4 110 100\n"},
		{"more than the block", hubei, "自评表!F6", "70", "", "error indicator/score 自评表!A4 90 80\n  error indicator/total 自评表!F9 100 110\n"},
		{"more than full", hubei, "自评表!F9", "110", "", "error indicator/total 自评表!F9 110 100\n  error indicator/total 自评表!F9 110 100\n"},
		{"a weight times the value", hubei, "自评表!F8", "9.5", "", "warning indicator/score 自评表!F8 9.5 10\nerror indicator/total 自评表!F9 100 99.5\n"},
		{"no weight printed", strings.Replace(hubei, "预算执行情况(20分)\n", "", 1), "", "", "", ""},
		{"a total of one decimal", money, "自评表!F2", "9.84", "", "error indicator/rate-score 自评表!F2 9.84 9.8\n"},
		{"one text of reasons", hubei + "偏差原因分析 | 无\n", "自评表!E6", "9场", "", "error indicator/deviation 自评表!B10 无\n"},
		{"one text that says why", hubei + "偏差原因分析 | 遇雨取消一场，下年避开雨季\n", "自评表!E6", "9场", "", ""},
		{"spent more than 年初预算数", money, "自评表!C2", "51", "", "error fund/rate 自评表!E2 0.9800 1.0200\n" +
			"  error fund/over-budget 自评表!C2 510000.00 500000.00\n  error indicator/rate-score 自评表!F2 9.8 10\n  error indicator/cost 自评表!E6 490000.00 510000.00\n"},
		{"其中 of 其中", money, "自评表!C4", "49.5", "", "error fund/total 自评表!C4 495000.00 490000.00\nerror fund/rate 自评表!E4 0.9800 0.9900\n"},
		{"a bare cost", money, "自评表!E6", "48", "", "error indicator/cost 自评表!E6 480000.00 490000.00\nwarning indicator/unit 自评表!E6 48 48万元\n"},
		{"a bare number of people", money, "自评表!E8", "2.1", "", "warning indicator/unit 自评表!E8 2.1 2.1万人次\n"},
		{"the same without 万", money, "自评表!E8", "21000", "", ""},
		{"cost without an operator", money, "自评表!D6", "50万元", "", ""},
		{"what cannot be meant", money, "自评表!D9", "≤90%", "", "warning indicator/operator 自评表!D9 ≤90% ≥90%\n"},
		{"the set's weights", money, "", "", "weights: {fixed: true}", ""},
		{"not the set's weights", money, "", "", "weights: {fixed: true, groups: [{names: [产出], weight: 60}, {names: [效益, 满意度], weight: 40}]}",
			"error indicator/weight 自评表!F6 50 60\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.text
			if c.edit != "" {
				var err error
				if text, err = modeltest.Edit(text, c.edit, c.value); err != nil {
					t.Fatal(err)
				}
			}
			set, err := rules.All.ParseSet([]byte(c.set), "local.yaml")
			if err != nil {
				t.Fatal(err)
			}
			if got := listing(only(run(modeltest.MustParse(text), set), errorsAndWarnings)); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}
