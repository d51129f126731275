package word

import (
	"testing"

	"ziping/model"
)

// TestVariants holds the ways to read a header.
func TestVariants(t *testing.T) {
	for text, want := range map[string]string{
		"经费支出（元）": "经费支出", "其中：青少年": "青少年", "1.项目名称": "项目名称", "预算数(A)": "预算数", "执行率（B/A×100%）": "执行率",
		"2022年度计划资金": "计划资金", "主办（承办）单位": "主办承办单位", "经费/万元": "经费", "③结余": "结余", "场次:": "场次", "本年支出": "支出",
		"支出项目（用途）": "用途", "【类别】": "类别", "全年(调整)预算数": "全年调整预算数",
	} {
		found := false
		for _, k := range NewLabel(text).Keys {
			found = found || k == want
		}
		if !found {
			t.Errorf("%q reads as %q, want %q among them", text, NewLabel(text).Keys, want)
		}
	}
}

// TestAggregateWord tells rows that sum from rows that do not.
func TestAggregateWord(t *testing.T) {
	for text, want := range map[string]model.RowKind{
		"合计": model.Total, "合  计": model.Total, "总计：": model.Total, "合计（万元）": model.Total, "本年累计": model.Total, "总支出": model.Total, "Total": model.Total,
		"小计": model.Subtotal, "科普宣传小计": model.Subtotal, "小计（培训）": model.Subtotal, "一季度合计": model.Subtotal, "合计（科普宣传）": model.Subtotal, "本页小计": model.Subtotal,
		"会计培训": model.Detail, "科普统计": model.Detail, "设计费": model.Detail, "总体规划": model.Detail, "计算机": model.Detail,
	} {
		got := model.Detail
		if a, ok := AggregateWord(model.Key(text)); ok {
			got = a.Kind
		}
		if got != want {
			t.Errorf("%q is %d, want %d", text, got, want)
		}
	}
}
