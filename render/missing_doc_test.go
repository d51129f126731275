package render_test

import (
	"strings"
	"testing"

	"ziping/model/check/rules"
	"ziping/model/modeltest"
	"ziping/render"
)

// TestMissingDoc holds the example in the prose of text/missing, which the rules
// cannot run themselves.
func TestMissingDoc(t *testing.T) {
	rule, ok := rules.All.Find("text/missing")
	if !ok {
		t.Fatal("no rule text/missing")
	}
	text, want, _ := strings.Cut(rules.DocOf(rule).Example, "→ ")
	p := modeltest.MustParse(text)
	var got []string
	for _, f := range render.NewReport(p, rules.All.Run(p, nil).Findings, render.Options{}).Findings() {
		if f.Rule != rule.ID || f.Severity != rule.Severity {
			t.Errorf("%+v", f)
		}
		got = append(got, "【提醒】"+f.Message)
	}
	if strings.Join(got, "\n→ ") != want {
		t.Errorf("got  %s\nwant %s", strings.Join(got, "\n→ "), want)
	}
}
