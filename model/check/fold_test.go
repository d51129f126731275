package check

import (
	"strings"
	"testing"

	"ziping/model"
)

// TestFolded: as many findings of a rule as are read are listed; one more and
// they are one, with the cells of all. What is settled stays by itself.
func TestFolded(t *testing.T) {
	sheet := &model.Sheet{File: "a.xlsx", Name: "台账"}
	many := func(n int) []Finding {
		var out []Finding
		for i := range n {
			out = append(out, Finding{Rule: "activity/period", Severity: Error, Message: "甲", Pos: model.Pos{Sheet: sheet, Row: int32(i + 1), Col: 4}})
		}
		return out
	}
	if got := folded(many(maxOfRule)); len(got) != maxOfRule {
		t.Errorf("%d findings of %d", len(got), maxOfRule)
	}
	list := append(many(maxOfRule+2), Finding{Rule: "activity/period", Severity: Warning, Message: "乙"})
	list[5].Waived = "已核实"
	got := folded(list)
	if len(got) != 3 || len(got[0].Related) != maxOfRule || !strings.HasPrefix(got[0].Message, "同样的问题有 201 处") || got[1].Waived == "" || got[2].Message != "乙" {
		t.Errorf("%d findings, the first %q with %d cells", len(got), got[0].Message, len(got[0].Related))
	}
}

// TestFoldedConsequences: what follows from one fault is bounded too, and the
// cells of all are named as ranges.
func TestFoldedConsequences(t *testing.T) {
	sheet := &model.Sheet{File: "a.xlsx", Name: "台账"}
	of := func(n int) Finding {
		f := Finding{Rule: "activity/period", Severity: Error}
		for i := range n {
			f.Consequences = append(f.Consequences, Finding{Rule: "activity/period", Severity: Error, Message: "甲", Pos: model.Pos{Sheet: sheet, Row: int32(i + 1), Col: 4}})
		}
		return f
	}
	if got := folded([]Finding{of(maxBeside)})[0].Consequences; len(got) != maxBeside {
		t.Errorf("%d consequences of %d", len(got), maxBeside)
	}
	got := folded([]Finding{of(5 * maxCells)})[0].Consequences
	if len(got) != 1 || len(got[0].Related) != maxCells || !strings.Contains(got[0].Message, "台账!D1:D5000") {
		t.Errorf("%d consequences, the first %+v", len(got), got)
	}
}
