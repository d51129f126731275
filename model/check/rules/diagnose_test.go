package rules_test

import (
	"strings"
	"testing"

	"ziping/model/check"
	"ziping/model/modeltest"
)

// TestBlame: where one cell alone can be at fault the hint names it and what it
// should be; where several can, it says so and names none.
func TestBlame(t *testing.T) {
	for _, c := range []struct{ cell, value, hint string }{
		{"资金表!D2", "60000", "先看 D2：它若是 50,000.00 元，"},
		{"活动台账!F3", "2500", "这些格里如果有一格多写了 500，改正那一格，"},
		{"活动台账!F4", "5300", "核对这几行：都没有写错，就把小计改为 5,200"},
	} {
		text, err := modeltest.Edit(clean(t), c.cell, c.value)
		if err != nil {
			t.Fatal(err)
		}
		found := only(run(modeltest.MustParse(text), nil), func(f check.Finding) bool { return f.Severity == check.Error })
		if len(found) != 1 || !strings.HasPrefix(found[0].Hint, c.hint) {
			t.Errorf("%s = %s: %d errors, hint %q, want %q", c.cell, c.value, len(found), found[0].Hint, c.hint)
		}
	}
}
