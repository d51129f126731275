package sheet_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ziping/render/sheet"
)

var update = flag.Bool("update", false, "rewrite testdata/*.html")

// log is an activity log with a merged title, a column that was not read and a
// block beside the table.
func log() sheet.Sheet {
	s := sheet.Sheet{File: "台账.xlsx", Name: "活动台账"}
	add := func(row, col int, text string, use sheet.Use, field, title string) *sheet.Cell {
		s.Cells = append(s.Cells, sheet.Cell{Row: row, Col: col, Text: text, Use: use, Field: field, Title: title})
		return &s.Cells[len(s.Cells)-1]
	}
	add(1, 1, "高台县科协2022年活动台账", sheet.Title, "", "").Width = 6
	add(2, 1, "填报单位：高台县科协", sheet.Label, "unit", "实施单位").Width = 3
	fields := []string{"category", "name", "when", "", "participants", "cost"}
	titles := []string{"活动类别", "活动名称", "活动时间", "", "参与人次", "经费支出"}
	for i, h := range []string{"类别", "活动名称", "时间", "主要做法", "人次", "经费（元）"} {
		c := add(3, i+1, h, sheet.Header, fields[i], titles[i])
		if fields[i] == "" {
			c.Use, c.Why = sheet.Unread, "认不出是什么；如果是活动成效，请改成“活动成效”"
		}
	}
	for r, row := range [][]string{
		{"科普宣传", "科技活动周", "2022-05-22", "设展板 20 块", "1200", "12000.00"},
		{"", "全国科普日", "2022-09-17", "<b>发</b>手册", "800", "8000.00"},
		{"农技培训", "果树修剪", "2022-03-04", "", "120", "3000.00"},
	} {
		for i, text := range row {
			if text == "" {
				continue
			}
			c := add(4+r, i+1, text, sheet.Value, fields[i], titles[i])
			c.Number = i >= 4
			if i == 0 && r == 0 {
				c.Height = 2
			}
			if fields[i] == "" {
				c.Use, c.Why = sheet.Unread, "认不出是什么"
			}
		}
	}
	add(7, 1, "合计", sheet.Total, "category", "活动类别").Width = 4
	add(7, 5, "2120", sheet.Total, "participants", "参与人次").Number = true
	add(7, 6, "23000.00", sheet.Total, "cost", "经费支出").Number = true
	add(5, 1, "藏在下面", sheet.Unread, "", "")
	add(8, 1, "制表人：某某", sheet.Note, "", "").Width = 6
	for i, text := range []string{"12", "34", "56"} {
		c := add(4+i, 8, text, sheet.Unread, "", "")
		c.Number, c.Why = true, "不在任何认出的表里"
	}
	return s
}

// long is a table of many rows that are used alike, with one that is not read.
func long() sheet.Sheet {
	s := sheet.Sheet{File: "a.xlsx", Name: "长表"}
	for r := 1; r <= 200; r++ {
		c := sheet.Cell{Row: r, Col: 1, Text: fmt.Sprint("第", r, "行"), Use: sheet.Value, Field: "name", Title: "名称"}
		if r == 150 {
			c.Use = sheet.Unread
		}
		s.Cells = append(s.Cells, c)
	}
	return s
}

func TestPictures(t *testing.T) {
	for name, s := range map[string]sheet.Sheet{"log": log(), "long": long(), "empty": {File: "a.xlsx", Name: "空"}} {
		var b bytes.Buffer
		if err := sheet.Page(&b, "认表说明", []sheet.Sheet{s}); err != nil {
			t.Fatal(err)
		}
		file := "testdata/" + name + ".html"
		if *update {
			if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(b.String(), "\n")); d != "" {
			t.Errorf("%s: want(-) got(+)\n%s", name, d)
		}
	}
}

// TestNothingIsLost: every text of every cell is somewhere in the picture, unless
// its row is cut, and what is not read always is.
func TestNothingIsLost(t *testing.T) {
	var b bytes.Buffer
	if err := sheet.Write(&b, log()); err != nil {
		t.Fatal(err)
	}
	for _, c := range log().Cells {
		text := strings.NewReplacer("<", "&lt;", ">", "&gt;").Replace(c.Text)
		if !strings.Contains(b.String(), text) {
			t.Errorf("%d/%d %q is lost", c.Row, c.Col, c.Text)
		}
	}
	b.Reset()
	if err := sheet.Write(&b, long()); err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"第1行": true, "第12行": true, "第60行": false, "第149行": true, "第150行": true, "第200行": true, "没有读入 1 格": true, "第 13—137 行": true} {
		if strings.Contains(b.String(), text) != want {
			t.Errorf("%s: shown %v", text, !want)
		}
	}
}

// TestOverlap: merges that overlap leave a table in which every row has as many
// columns as the others.
func TestOverlap(t *testing.T) {
	s := sheet.Sheet{Name: "x", Cells: []sheet.Cell{
		{Row: 1, Col: 1, Width: 3, Height: 2, Text: "甲", Use: sheet.Value}, {Row: 2, Col: 2, Width: 4, Text: "乙", Use: sheet.Value}, {Row: 1, Col: 4, Height: 3, Width: 2, Text: "丙", Use: sheet.Value},
	}}
	var b bytes.Buffer
	if err := sheet.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{">甲<", ">丙<", "合并单元格下面还有：B2：乙"} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("no %s in\n%s", want, b.String())
		}
	}
}
