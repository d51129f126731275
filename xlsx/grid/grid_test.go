package grid

import (
	"errors"
	"testing"
)

func TestRef(t *testing.T) {
	for s, want := range map[string]Ref{"A1": {1, 1}, "Z9": {9, 26}, "AA10": {10, 27}, "XFD1048576": {1048576, 16384}} {
		got, ok := ParseRef(s)
		if !ok || got != want || got.String() != s {
			t.Errorf("%s: got %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "A", "1", "A0", "A01", "a1", "$A$1", "XFE1", "A1048577", "AAAA1", "A1 ", "A-1", "A1B", "一1"} {
		if got, ok := ParseRef(s); ok {
			t.Errorf("%q: got %v", s, got)
		}
	}
	for s, want := range map[string]Range{"A3:G7": {3, 1, 7, 7}, "B2": {2, 2, 2, 2}} {
		if got, ok := ParseRange(s); !ok || got != want || got.String() != s {
			t.Errorf("%s: got %v, %v", s, got, ok)
		}
	}
	for _, s := range []string{"", ":", "A1:", "B1:A1", "A2:A1", "A1:B2:C3", "#REF!"} {
		if got, ok := ParseRange(s); ok {
			t.Errorf("%q: got %v", s, got)
		}
	}
}

func TestLookUp(t *testing.T) {
	s := &Sheet{Rows: []Row{{Num: 2, Cells: []Cell{{Col: 1, Kind: String, Text: "甲"}, {Col: 4}}}, {Num: 9, Cells: []Cell{{Col: 3, Kind: Number, Text: "1"}}}, {Num: 12, Cells: []Cell{{Col: 7}}}}}
	if c := s.Cell(9, 3); c == nil || c.Text != "1" {
		t.Errorf("C9: %v", c)
	}
	if s.Cell(9, 2) != nil || s.Cell(3, 1) != nil || s.Row(12) == nil || s.Row(13) != nil {
		t.Error("cells that are not there")
	}
	if s.MaxRow() != 9 || s.MaxCol() != 3 {
		t.Errorf("%d rows, %d columns", s.MaxRow(), s.MaxCol())
	}
}

func TestFault(t *testing.T) {
	cause := errors.New("unexpected EOF")
	for want, f := range map[string]*Fault{
		"〔资金表.xlsx〕资金表!C4：标为数字，内容却是“甲”（部件 xl/a.xml，第 12 字节附近）。请检查。": {File: "资金表.xlsx", Sheet: "资金表", Cell: "C4", Part: "xl/a.xml", Offset: 12, Cause: "标为数字，内容却是“甲”", Cure: "请检查", Err: cause},
		"〔a.xlsx〕这是空文件。请重新复制。": {File: "a.xlsx", Offset: -1, Cause: "这是空文件", Cure: "请重新复制"},
		"表：坏了。": {Sheet: "表", Offset: -1, Cause: "坏了"},
	} {
		if got := f.Error(); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
		if f.Err != nil && !errors.Is(f, cause) {
			t.Error("the cause is lost")
		}
	}
}
