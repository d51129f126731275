package rules_test

import (
	"testing"

	"ziping/model/modeltest"
)

func TestWaivers(t *testing.T) {
	const unit = `【资金表】单位：元
支出方向 | 到位资金 | 实际支出 | 结余
宣传 | 40000 | 46000 | -6000
培训 | 30000 | 24000 | 6000
合计 | 70000 | 71000 |
【读入记录】
import/bad-number | 认不出 | 改
【豁免】
规则 | 工作表 | 单元格 | 理由
`
	const overspent, total, number = "error fund/overspent 资金表!C2 46000.00 40000.00", "error fund/total 资金表!C4 71000.00 70000.00",
		"error import/bad-number 读入记录!A1\n"
	for _, c := range []struct{ name, waivers, want string }{
		{"one cell", "fund/overspent | 资金表 | $C$2 | 已与财政局核实", overspent + " 豁免：已与财政局核实\n" + total + "\n" + number},
		{"by the rule's title", "支出大于到位 | 资金表 | C2 | 已与财政局核实", overspent + " 豁免：已与财政局核实\n" + total + "\n" + number},
		{"a group, any sheet", "fund/* | | | 底稿", overspent + " 豁免：底稿\n" + total + " 豁免：底稿\n" + number},
		{"another cell", "fund/overspent | 资金表 | C3 | 核实", overspent + "\n" + total + "\n" + number + "info import/waiver 豁免!A2\n"},
		{"no reason", "fund/overspent | 资金表 | C2 |", overspent + "\n" + total + "\n" + number + "warning import/waiver 豁免!A2\n"},
		{"no such rule", "fund/totl | 资金表 | C4 | 核实", overspent + "\n" + total + "\n" + number + "warning import/waiver 豁免!A2\n"},
		{"what cannot be read", "import/* | | | 没关系", overspent + "\n" + total + "\n" + number + "warning import/waiver 豁免!A2\n"},
		{"everything", "* | | | 全部", overspent + " 豁免：全部\n" + total + " 豁免：全部\n" + number + "warning import/waiver 豁免!A2\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := modeltest.MustParse(unit + c.waivers + "\n")
			findings := run(p, nil)
			if got := listing(findings); got != c.want {
				t.Errorf("got\n%swant\n%s", got, c.want)
			}
		})
	}
}

// TestWaivedConsequence: a waiver may be of one consequence, and a waived fault
// waives what follows from it.
func TestWaivedConsequence(t *testing.T) {
	const unit = `【资金表】单位：元
支出方向 | 到位资金 | 实际支出 | 结余
宣传 | 40000 | 36000 | 4000
培训 | 30000 | 24000 | 6000
合计 | 70000 | 61000 | 10000
【豁免】
规则 | 工作表 | 单元格 | 理由
`
	for waiver, want := range map[string]string{
		"fund/total | | C4 | 甲":   "error fund/total 资金表!C4 61000.00 60000.00 豁免：甲\n  error fund/balance 资金表!D4 10000.00 9000.00 豁免：甲\n",
		"fund/balance | | D4 | 乙": "error fund/total 资金表!C4 61000.00 60000.00\n  error fund/balance 资金表!D4 10000.00 9000.00 豁免：乙\n",
	} {
		if got := listing(run(modeltest.MustParse(unit+waiver), nil)); got != want {
			t.Errorf("%s: got\n%swant\n%s", waiver, got, want)
		}
	}
}
