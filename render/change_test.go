package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/render/docx"
)

// What an older report writes in other figures is listed, whatever became of the
// words around them, and the page with it is one more page of a whole document.
func TestChanges(t *testing.T) {
	report := func(text ...string) []byte {
		var b bytes.Buffer
		if err := docx.Fill(&b, fixtureDocx(t, "{{全文}}"), map[string]any{"全文": strings.Join(text, "\n")}); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	older := report("实际支出35万元，预算执行率97.2%。参加培训900人次的农民反映很好。没有变的2项。")
	newer := report("实际支出36万元，预算执行率100%。参加培训900人次的农民反映很好。没有变的2项。")
	got, err := Changes(newer, older)
	want := []Change{{"实际支出…", "35万元", "36万元"}, {"预算执行率…", "97.2%", "100%"}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
	reworded := report("去年实际支出达到35万元，预算执行率为97.2%。参加培训900人次的农民反映都很好。没有变的2项。")
	if got, err = Changes(newer, reworded); err != nil || len(got) != 1 || got[0].Old != "35万元、97.2%" || got[0].New != "36万元、100%" {
		t.Error(got, err)
	}
	d, err := docx.Text(WithChanges(newer, older))
	if err != nil || !strings.Contains(d.String(), "与原报告不同的数字") || !strings.Contains(d.String(), "97.2%") {
		t.Error(d, err)
	}
	if got := WithChanges(newer, []byte("no document")); !bytes.Equal(got, newer) {
		t.Error("what cannot be compared changes the new report")
	}
}
