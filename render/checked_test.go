package render

import (
	"testing"

	"ziping/model"
	"ziping/model/check"
)

// TestVerdict: a calm sentence stands only under its conditions, and names in
// the same breath what there was nothing to check of.
func TestVerdict(t *testing.T) {
	made := func(states ...check.Standing) []check.Checked {
		ids := []string{"fund-total", "balance", "fact"}
		titles := []string{"资金表合计与各行", "结余", "指标完成值与台账"}
		var out []check.Checked
		for i, s := range states {
			c := check.Checked{Check: ids[i], Title: titles[i], State: s}
			if s == check.Undecided {
				c.Undecided = 1
			}
			out = append(out, c)
		}
		return out
	}
	p := &model.Project{}
	for _, c := range []struct {
		name    string
		t       tally
		p       *model.Project
		checked []check.Checked
		want    string
	}{
		{"all checked", tally{}, p, made(check.Held, check.Held, check.Held), "没有发现错误和需要提醒的地方。"},
		{"with remarks", tally{infos: 1}, p, made(check.Held, check.Held, check.Held), "没有发现错误和需要提醒的地方。以下说明供参考。"},
		{"nothing to check of one", tally{}, p, made(check.Held, check.Missing, check.Held), "没有发现错误和需要提醒的地方；没有可核对的：结余。"},
		{"a warning", tally{warnings: 2}, p, made(check.Held, check.Missing, check.Held), "没有发现错误，有 2 处提醒；没有可核对的：结余。"},
		{"one undecided", tally{}, p, made(check.Held, check.Missing, check.Undecided), "没有发现错误；没有核对的：指标完成值与台账；没有可核对的：结余。"},
		{"a core check undecided", tally{}, p, made(check.Undecided, check.Held, check.Held), "有的数没有核对，不能说没有错误。没有核对的：资金表合计与各行。原因见后。"},
		{"settled", tally{waived: 1}, p, made(check.Broken, check.Held, check.Held), "没有未处理的错误。"},
		{"errors", tally{errors: 1}, p, made(check.Broken, check.Held, check.Held), ""},
		{"checks not known", tally{}, p, nil, ""},
		{"nothing read", tally{}, nil, nil, "没有读到任何内容。"},
	} {
		if got := c.t.verdict(c.p, c.checked); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}
