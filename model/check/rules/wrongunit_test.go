package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"ziping/model/check"
	"ziping/model/modeltest"
)

// TestWrongUnit: a table in the wrong unit is one error at its unit, whatever
// else disagrees with it is a consequence.
func TestWrongUnit(t *testing.T) {
	for _, c := range []struct{ name, from, to, want string }{
		{"fund table", "【资金表】单位：元", "【资金表】单位：万元", "fund/budget 资金表!A1 万元 元, 6 more"},
		{"form", "【自评表】单位：万元", "【自评表】单位：元", "fund/budget 自评表!A1 元 万元, 3 more"},
		{"log", "【活动台账】", "【活动台账】单位：万元", "fund/budget 活动台账!A1 万元 元, 3 more"},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(clean(t), c.from, c.to, 1)
			found := only(run(modeltest.MustParse(text), nil), func(f check.Finding) bool { return f.Severity == check.Error })
			for _, f := range check.Flatten(found) {
				t.Logf("%s %s %s｜%s", f.Rule, f.Pos, f.Message, f.Hint)
			}
			f := found[0]
			got := fmt.Sprintf("%s %s!%s %s %s, %d more", f.Rule, f.Pos.SheetName(), f.Pos.Cell(), f.Got, f.Want, len(f.Consequences))
			if len(found) != 1 || got != c.want {
				t.Errorf("%d findings, the first %s, want %s", len(found), got, c.want)
			}
		})
	}
}

// TestWrongUnitOfTwo: of two tables that disagree by a factor of 10,000 either
// may be wrong; figures of which some agree are wrong one by one.
func TestWrongUnitOfTwo(t *testing.T) {
	text := "【资金表】单位：万元\n支出方向 | 实际支出\n宣传 | 46000\n培训 | %s\n【活动台账】\n活动类别 | 活动名称 | 经费支出\n宣传 | 科普日 | 46000\n培训 | 修剪 | 20000\n"
	found := run(modeltest.MustParse(fmt.Sprintf(text, "20000")), nil)
	if len(found) != 1 || !strings.Contains(found[0].Message, "两张表有一张的单位写错了") {
		t.Errorf("%+v", found)
	}
	if got, want := listing(run(modeltest.MustParse(fmt.Sprintf(text, "2")), nil)), "error activity/cost 资金表!B2 46000.00 460000000.00\n"; got != want {
		t.Errorf("got %s want %s", got, want)
	}
}
