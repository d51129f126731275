package ooxml

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/numfmt"
)

const (
	maxRows = 1048576
	maxCols = 16384
)

type node struct {
	XMLName xml.Name
	Attrs   []xml.Attr `xml:",any,attr"`
	Text    string     `xml:",chardata"`
	Kids    []node     `xml:",any"`
}

func (n *node) attr(name string) string {
	for _, a := range n.Attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

func (n *node) all(name string) (out []*node) {
	for i := range n.Kids {
		if n.Kids[i].XMLName.Local == name {
			out = append(out, &n.Kids[i])
		}
	}
	return
}

func (n *node) one(name string) *node {
	if a := n.all(name); len(a) > 0 {
		return a[0]
	}
	return &node{}
}

// Read reads a workbook.
func Read(data []byte) (*grid.Book, error) {
	zr, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	load := func(name string) (*node, error) {
		for _, f := range zr.File {
			if strings.EqualFold(f.Name, strings.TrimPrefix(name, "/")) {
				r, err := f.Open()
				if err != nil {
					return nil, err
				}
				b, err := io.ReadAll(r)
				if err != nil {
					return nil, err
				}
				n := new(node)
				return n, xml.Unmarshal(b, n)
			}
		}
		return nil, fmt.Errorf("no part %s", name)
	}
	wb, err := load("xl/workbook.xml")
	if err != nil {
		return nil, err
	}
	rels, err := load("xl/_rels/workbook.xml.rels")
	if err != nil {
		return nil, err
	}
	target := map[string]*node{}
	b := &grid.Book{Format: "xlsx"}
	var sst []string
	var formats []*grid.Format
	for _, r := range rels.all("Relationship") {
		target[r.attr("Id")] = r
		t := r.attr("Target")
		if !strings.HasPrefix(t, "/") {
			t = path.Join("xl", t)
		}
		switch path.Base(r.attr("Type")) {
		case "vbaProject":
			b.Macros, b.Format = true, "xlsm"
		case "sharedStrings":
			n, err := load(t)
			if err != nil {
				return nil, err
			}
			for _, si := range n.all("si") {
				sst = append(sst, rich(si))
			}
		case "styles":
			n, err := load(t)
			if err != nil {
				return nil, err
			}
			codes := map[int]string{}
			for _, f := range n.one("numFmts").all("numFmt") {
				id, _ := strconv.Atoi(f.attr("numFmtId"))
				codes[id] = f.attr("formatCode")
			}
			for _, x := range n.one("cellXfs").all("xf") {
				id, _ := strconv.Atoi(x.attr("numFmtId"))
				formats = append(formats, numfmt.New(id, codes[id]))
			}
		}
	}
	b.Date1904 = wb.one("workbookPr").attr("date1904") == "1"
	for _, s := range wb.one("sheets").all("sheet") {
		r := target[s.attr("id")]
		if r == nil || path.Base(r.attr("Type")) != "worksheet" {
			continue
		}
		t := r.attr("Target")
		if !strings.HasPrefix(t, "/") {
			t = path.Join("xl", t)
		}
		n, err := load(t)
		if err != nil {
			return nil, err
		}
		sh := &grid.Sheet{Name: s.attr("name")}
		switch s.attr("state") {
		case "hidden":
			sh.Visibility = grid.Hidden
		case "veryHidden":
			sh.Visibility = grid.VeryHidden
		}
		if err := quickSheet(n, sh, sst, formats, b.Date1904); err != nil {
			return nil, err
		}
		b.Sheets = append(b.Sheets, sh)
	}
	if len(b.Sheets) == 0 {
		return nil, errors.New("no sheets")
	}
	return b, nil
}

func rich(n *node) string {
	s := ""
	for _, k := range n.Kids {
		switch k.XMLName.Local {
		case "t":
			s += k.Text
		case "r":
			s += k.one("t").Text
		}
	}
	return s
}

func quickSheet(n *node, sh *grid.Sheet, sst []string, formats []*grid.Format, date1904 bool) error {
	for _, c := range n.one("cols").all("col") {
		if c.attr("hidden") == "1" || c.attr("hidden") == "true" {
			lo, _ := strconv.Atoi(c.attr("min"))
			hi, _ := strconv.Atoi(c.attr("max"))
			sh.HiddenCols = append(sh.HiddenCols, grid.Range{Left: lo, Right: hi})
		}
	}
	for _, m := range n.one("mergeCells").all("mergeCell") {
		if r, ok := grid.ParseRange(m.attr("ref")); ok {
			sh.Merges = append(sh.Merges, r)
		}
	}
	type master struct {
		text string
		at   grid.Ref
	}
	shared := map[string]master{}
	for _, r := range n.one("sheetData").all("row") {
		row := grid.Row{Hidden: r.attr("hidden") == "1" || r.attr("hidden") == "true"}
		row.Num, _ = strconv.Atoi(r.attr("r"))
		for _, c := range r.all("c") {
			ref, ok := grid.ParseRef(c.attr("r"))
			if !ok {
				return fmt.Errorf("bad reference %q", c.attr("r"))
			}
			cell := grid.Cell{Col: int32(ref.Col)}
			row.Num = ref.Row
			if s, err := strconv.Atoi(c.attr("s")); err == nil && s < len(formats) {
				cell.Format = formats[s]
			}
			vs := c.all("v")
			v := c.one("v").Text
			switch t := c.attr("t"); {
			case t == "inlineStr":
				cell.Kind, cell.Text = grid.String, rich(c.one("is"))
			case len(vs) == 0 || v == "" && t != "str":
			case t == "s":
				i, err := strconv.Atoi(v)
				if err != nil || i >= len(sst) {
					return fmt.Errorf("bad string index %q", v)
				}
				cell.Kind, cell.Text = grid.String, sst[i]
			case t == "str":
				cell.Kind, cell.Text = grid.String, v
			case t == "b":
				cell.Kind, cell.Text = grid.Bool, v
			case t == "e":
				cell.Kind, cell.Text = grid.Error, v
			case t == "d":
				cell.Kind = grid.Date
				cell.Text, _ = numfmt.ISO(v)
			default:
				cell.Kind, cell.Text = grid.Number, v
				if d, ok := numfmt.Date(v, cell.Format, date1904); ok {
					cell.Kind, cell.Text = grid.Date, d
				}
			}
			if fs := c.all("f"); len(fs) > 0 {
				f := &grid.Formula{Text: fs[0].Text, Cached: cell.Kind != grid.Empty}
				if fs[0].attr("t") == "shared" {
					if f.Text != "" {
						shared[fs[0].attr("si")] = master{f.Text, ref}
					} else if m, ok := shared[fs[0].attr("si")]; ok {
						f.Text = string(appendShifted(nil, m.text, ref.Row-m.at.Row, ref.Col-m.at.Col))
					}
				}
				cell.Formula = f
			}
			row.Cells = append(row.Cells, cell)
		}
		slices.SortFunc(row.Cells, func(a, b grid.Cell) int { return int(a.Col - b.Col) })
		sh.Rows = append(sh.Rows, row)
	}
	return nil
}
