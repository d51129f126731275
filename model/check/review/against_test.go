package review_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
	"ziping/model/text"
)

const workbook = `【基本信息】
实施单位 | 高台县科学技术协会
项目名称 | 科普经费
预算年度 | 2022年
【资金表】单位：元
支出方向 | 计划资金 | 到位资金 | 实际支出
科普宣传活动 | 200000 | 200000 | 199900
农业技术培训 | 160000 | 160000 | 160000
【活动台账】
活动类别 | 活动名称 | 活动时间 | 场次 | 参与人次 | 经费支出
科普宣传活动 | 全国科普日主场活动 | 2022年9月17日 | 3 | 11040 | 199900
农业技术培训 | 苹果栽培技术培训班 | 2022年3月2日 | 22 | 980 | 160000
【自评表】
项目名称 | 科普经费
一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分
总分 | | | | | 100 | 97.5
`

// TestAgainst holds reports in somebody's own words to workbooks.
func TestAgainst(t *testing.T) {
	const head = "2022年度科普经费绩效自评报告\n高台县科学技术协会\n一、资金情况\n"
	const all = "项目预算36万元，实际支出35.99万元，预算执行率99.97%，自评得分97.5分。\n"
	for _, c := range []struct{ name, report, want string }{
		{"all as in the workbooks, rounded and near", head + all + "科普宣传活动支出19.99万元，全国科普日主场活动参加1.1万人次，培训班办了22期，近1.21万人次受益。", ""},
		{"a sum of the project", head + strings.Replace(all, "35.99万元", "34.99万元", 1), "error text/figure 349900.00 359900.00"},
		{"a rate", head + strings.Replace(all, "99.97%", "96.97%", 1), "error text/figure 0.9697 0.9997"},
		{"the score", head + strings.Replace(all, "97.5分", "95.5分", 1), "error text/figure 95.5 97.5"},
		{"an activity", head + all + "全国科普日主场活动参加1.3万人次。", "warning text/figure 13000 11040"},
		{"last year's figure, another's, a plan's", head + all + "上年实际支出40万元。全县平均执行率88%。\n二、下一步工作计划\n明年预算安排45万元。", "info text/figure"},
		{"what no workbook states", head + all + "购置展板77块，开通热线电话1部。", "info text/figure"},
		{"left out", head + "项目预算36万元。", "warning text/figure  预算执行率 99.97%（[自评.xlsx]资金表!D2）、自评总分 97.5 分（[自评.xlsx]自评表!G3）"},
		{"another year in the title", strings.Replace(head, "2022年度", "2021年度", 1) + all, "error text/year 2021年 2022年"},
		{"another office's name", strings.Replace(head, "高台县", "高合县", 1) + all, "warning text/name 高合县科学技术协会 高台县科学技术协会"},
	} {
		p := modeltest.MustParse(workbook)
		found, checked := rules.Review(&check.Review{Report: text.Read(text.ParsePlain("报告.txt", c.report)), Project: p}, nil)
		var got []string
		for _, f := range found {
			if f.Severity == check.Info {
				f.Got, f.Want = "", ""
			}
			got = append(got, strings.TrimRight(fmt.Sprintf("%s %s %s %s", f.Severity, f.Rule, f.Got, f.Want), " "))
			t.Logf("%s: %s", c.name, f.Message)
		}
		if diff := cmp.Diff(c.want, strings.Join(got, "\n")); diff != "" {
			t.Errorf("%s (-want +got)\n%s", c.name, diff)
		}
		if len(checked) == 0 || checked[0].Check != "report-workbook" || checked[0].State == check.Missing {
			t.Errorf("%s: %+v", c.name, checked)
		}
	}
}
