package xlsx

import (
	"archive/zip"
	"bytes"
	"os"
	"strings"
	"testing"

	"ziping/model"
	"ziping/xlsx/grid"
)

// oldFund is a fund table as every old format holds it.
func oldFund() *grid.Sheet {
	s := &grid.Sheet{Name: "资金表"}
	for i, line := range []string{"青岭县科学技术协会2022年度科普专项经费使用情况表", "支出方向|计划资金（元）|到位资金（元）|实际支出（元）", "科普宣传|46000|46000|45000.5", "校园科技|34000|34000|34000", "合计|80000|80000|79000.5"} {
		r := grid.Row{Num: i + 1}
		for j, text := range strings.Split(line, "|") {
			kind := grid.String
			if i > 1 && j > 0 {
				kind = grid.Number
			}
			r.Cells = append(r.Cells, grid.Cell{Col: int32(j + 1), Kind: kind, Text: text})
		}
		s.Rows = append(s.Rows, r)
	}
	return s
}

func spent(p *model.Project) string {
	d, _ := p.Fund().Spent.Total()
	return d.String()
}

// TestOldFund reads the same table from every old format into the model.
func TestOldFund(t *testing.T) {
	for _, f := range oldFormats {
		p, err := Read([]Input{{Name: "资金表.xls", Data: f.write(oldFund())}}, ReadOptions{})
		if err != nil {
			t.Errorf("%s: %v", f.name, err)
			continue
		}
		if got := spent(p); got != "79000.5" {
			t.Errorf("%s: spent %s", f.name, got)
		}
	}
}

// TestBystanders: a file of any kind that cannot be read completely is refused
// with its name, and the unit's other file is read all the same.
func TestBystanders(t *testing.T) {
	sound := Input{Name: "资金表.xls", Data: asHTML(oldFund())}
	sound.Data = gb18030(sound.Data)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	for _, name := range []string{"[Content_Types].xml", "_rels/.rels", "xl/workbook.xml"} {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		w.Write(bytes.Repeat([]byte(" "), 100<<20))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	old, err := os.ReadFile("biff/testdata/fund-table.xls")
	if err != nil {
		t.Fatal(err)
	}
	book := logBook(3)
	half := func(b []byte) []byte { return b[:len(b)/2] }
	for name, data := range map[string][]byte{
		"半个网页.xls": half(asHTML(oldFund())), "半个XML.xls": half(asXML(oldFund())), "半个BIFF5.xls": half(asBIFF5(oldFund())), "半个.xls": half(old), "半个.xlsx": half(book),
		"引号.csv": []byte("甲,\"乙\n丙,1\n"), "登录.xls": []byte("<html><body>请登录</body></html>"), "实体.xls": []byte(`<?xml version="1.0"?><!DOCTYPE Workbook [<!ENTITY a "1">]><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>`),
		"炸弹.xlsx": bomb.Bytes(), "乱码.xls": {0, 1, 2, 3, 4}, "图片.xls": []byte("\x89PNG\r\n\x1a\n"), "乱码.csv": []byte("a,\xff\xff\n"), "空.xls": {},
	} {
		p, err := Read([]Input{sound, {Name: name, Data: data}}, ReadOptions{})
		if p == nil {
			t.Errorf("%s: nothing is read: %v", name, err)
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if got := spent(p); got != "79000.5" {
			t.Errorf("%s: spent %s", name, got)
		}
		if len(p.Files) != 2 || p.Files[0].Fault != "" || p.Files[1].Fault == "" {
			t.Errorf("%s: %+v", name, p.Files)
		}
	}
}
