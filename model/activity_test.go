package model_test

import (
	"reflect"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// TestPacked wants a cell to come out as it went in, whatever it says.
func TestPacked(t *testing.T) {
	sheet := &model.Sheet{Name: "活动台账"}
	for _, pos := range []model.Pos{{}, {Sheet: sheet}, {Sheet: sheet, Row: 1, Col: 1}, {Sheet: sheet, Row: 1048576, Col: 16384}} {
		for state := model.Absent; state <= model.Known; state++ {
			for _, text := range []string{"", "第一场"} {
				for _, computed := range []bool{false, true} {
					c := model.Cell[string]{Value: text, Text: text, Pos: pos, State: state, Computed: computed}
					if got := model.Pack(c).On(sheet); got != c {
						t.Errorf("%+v: got %+v", c, got)
					}
					if got := model.Pack(c).State(); got != c.State {
						t.Errorf("%+v: state %v", c, got)
					}
				}
			}
		}
	}
	shared := &model.Reading[string]{Value: "社区", Text: "社区", State: model.Known}
	a, b := model.Put(shared, model.Pos{Sheet: sheet, Row: 2, Col: 3}), model.Put(shared, model.Pos{Sheet: sheet, Row: 9, Col: 3})
	if a = a.Bad(); a.On(sheet).State != model.Bad || b.On(sheet).State != model.Known || a.On(sheet).Pos.Cell() != "C2" || b.On(sheet).Pos.Cell() != "C9" {
		t.Errorf("%+v, %+v", a.On(sheet), b.On(sheet))
	}
}

// TestActivityRow wants every cell of a row to come out by its own method.
func TestActivityRow(t *testing.T) {
	sheet := &model.Sheet{Name: "活动台账"}
	row := model.ActivityRow{Kind: model.Total, Pos: model.Pos{Sheet: sheet, Row: 7, Col: 1}, Covers: []int{1, 2}}
	v := reflect.ValueOf(&row).Elem()
	cells := 0
	for i := range v.NumField() {
		f := v.Field(i)
		pos := model.Pos{Sheet: sheet, Row: 7, Col: int32(i)}
		switch c := f.Addr().Interface().(type) {
		case *model.Cell[string]:
			*c = model.Cell[string]{Value: "值", Text: v.Type().Field(i).Name, Pos: pos, State: model.Known}
		case *model.Cell[model.DateRange]:
			*c = model.Cell[model.DateRange]{Value: model.DateRange{From: model.Date{Year: 2022}}, Text: "2022年", Pos: pos, State: model.Known}
		case *model.Cell[model.Count]:
			*c = model.Cell[model.Count]{Value: model.Count{N: decimal.NewFromInt(int64(i)), Unit: "人"}, Text: v.Type().Field(i).Name, Pos: pos, State: model.Known}
		case *model.Cell[model.Amount]:
			*c = model.Cell[model.Amount]{Value: model.Amount{Yuan: decimal.NewFromInt(int64(i)), Place: 2}, Text: "万", Pos: pos, State: model.Known}
		default:
			continue
		}
		cells++
	}
	a := row.Pack()
	if got := a.Unpack(); !reflect.DeepEqual(got, row) || cells != 14 {
		t.Errorf("%d cells\ngot  %+v\nwant %+v", cells, got, row)
	}
	for i := range v.NumField() {
		if m := reflect.ValueOf(a).MethodByName(v.Type().Field(i).Name); m.IsValid() {
			if got := m.Call(nil)[0].Interface(); !reflect.DeepEqual(got, v.Field(i).Interface()) {
				t.Errorf("%s: %+v", v.Type().Field(i).Name, got)
			}
			cells--
		}
	}
	if cells != 0 {
		t.Errorf("%d cells have no method of their name", cells)
	}
	defer func() {
		if recover() == nil {
			t.Error("a cell on another sheet is taken")
		}
	}()
	row.Name.Pos.Sheet = &model.Sheet{Name: "别的表"}
	row.Pack()
}
