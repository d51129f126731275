package layout

import (
	"testing"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
)

// TestUsesMarkedTwice holds the collector to telling a second mark that differs, and to
// letting one pass that says the same.
func TestUsesMarkedTwice(t *testing.T) {
	s := &grid.Sheet{Name: "表", Rows: []grid.Row{{Num: 2, Cells: []grid.Cell{{Kind: grid.String, Text: "甲", Col: 1}, {Kind: grid.String, Text: "乙", Col: 2}, {Kind: grid.String, Text: "丙", Col: 3}}}}}
	p := Recognise(s, &model.Sheet{Name: "表"}, profile.Default(), Options{Cells: true})
	at := func(left, right int) grid.Range { return grid.Range{Top: 1, Left: left, Bottom: 9, Right: right} }
	res := &Result{Uses: &evidence.Uses{}}
	res.Uses.Mark(at(1, 2), model.UseValue, "name", "")
	res.Uses.Mark(at(1, 1), model.UseValue, "name", "")
	res.Uses.Mark(at(2, 2), model.UseNote, "", "")
	uses, faults := p.Uses(res)
	if len(faults) != 1 || faults[0] != `B2 is value "name" and note ""` {
		t.Errorf("faults %q", faults)
	}
	if len(uses) != 2 || uses[0].Range.String() != "A2:B2" || uses[0].Use != model.UseValue || uses[1].Range.String() != "C2" || uses[1].Use != model.UseUnread || uses[1].Why == "" {
		t.Errorf("uses %+v", uses)
	}
}
