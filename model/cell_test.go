package model_test

import (
	"slices"
	"testing"

	"ziping/model"
)

// TestCompare: places come as a reader meets them, what has none last.
func TestCompare(t *testing.T) {
	one, two := &model.Sheet{File: "乙.xlsx", Name: "表", Order: 1}, &model.Sheet{File: "甲.xlsx", Name: "表", Order: 2}
	want := []model.Pos{
		{Sheet: one}, {Sheet: one, Row: 1, Col: 2}, {Sheet: one, Row: 2, Col: 1}, {Sheet: one, Row: 2, Col: 3}, {Sheet: two, Row: 1, Col: 1}, {},
	}
	got := slices.Clone(want)
	slices.Reverse(got)
	slices.SortFunc(got, model.Pos.Compare)
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
