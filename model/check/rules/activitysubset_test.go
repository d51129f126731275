package rules

import (
	"testing"

	"ziping/model"
)

// A default of the column's is no unit that somebody wrote.
func TestUnitShown(t *testing.T) {
	sheet := &model.Sheet{}
	for _, c := range []struct {
		header, text string
		want         bool
	}{
		{"其中学生", "684", false},
		{"其中：未成年人", "684", false},
		{"其中学生", "684人次", true},
		{"青少年人数", "684", true},
		{"其中：青少年（人次）", "684", true},
	} {
		l := &model.ActivityLog{Table: &model.Table{Columns: []model.Column{{Cell: "H3", Header: c.header, Field: "youth"}}}}
		cell := model.Cell[model.Count]{Text: c.text, Pos: model.Pos{Sheet: sheet, Row: 5, Col: 8}}
		if got := unitShown(l, cell); got != c.want {
			t.Errorf("header %q, cell %q: unit shown is %v, want %v", c.header, c.text, got, c.want)
		}
	}
}
