package ooxml

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"ziping/xlsx/grid"
)

// oracle is the reading of a worksheet or string table by encoding/xml alone:
// simple, slow and as lax as encoding/xml is. What Read accepts has to read
// the same here.

// element is a node of a part.
type element struct {
	name xml.Name
	attr map[string]string // without name space
	text string            // its own character data
	kids []*element
}

// tree reads a document to its last byte.
func tree(doc string) (*element, error) {
	d := xml.NewDecoder(strings.NewReader(doc))
	top := &element{}
	open := []*element{top}
	for {
		t, err := d.Token()
		if err == io.EOF {
			if len(top.kids) == 0 {
				return nil, fmt.Errorf("no root")
			}
			return top.kids[0], nil
		}
		if err != nil {
			return nil, err
		}
		in := open[len(open)-1]
		switch t := t.(type) {
		case xml.StartElement:
			e := &element{name: t.Name, attr: map[string]string{}}
			for _, a := range t.Attr {
				if a.Name.Space == "" {
					e.attr[a.Name.Local] = a.Value
				}
			}
			in.kids = append(in.kids, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			in.text += string(t)
		}
	}
}

func (e *element) all(name string) (out []*element) {
	for _, k := range e.kids {
		if k.name.Local == name {
			out = append(out, k)
		}
	}
	return out
}

func (e *element) richText() string {
	var b strings.Builder
	for _, k := range e.kids {
		switch k.name.Local {
		case "t":
			b.Write(unescape([]byte(k.text)))
		case "r":
			for _, t := range k.all("t") {
				b.Write(unescape([]byte(t.text)))
			}
		}
	}
	return b.String()
}

// oracleStrings reads a string table.
func oracleStrings(doc string) ([]string, error) {
	e, err := tree(doc)
	if err != nil {
		return nil, err
	}
	var out []string
	for _, si := range e.all("si") {
		out = append(out, si.richText())
	}
	return out, nil
}

// oracleCell is a non-empty cell: its place, the raw text of its value after
// the shared strings, and the text of its formula as stored.
type oracleCell struct {
	row, col             int
	typ, value, formula  string
	hasValue, hasFormula bool
}

func oracleSheet(doc string) ([]oracleCell, error) {
	e, err := tree(doc)
	if err != nil {
		return nil, err
	}
	var out []oracleCell
	last := 0
	for _, data := range e.all("sheetData") {
		for _, r := range data.all("row") {
			last++
			if n, err := strconv.Atoi(r.attr["r"]); err == nil {
				last = n
			}
			col := 0
			for _, c := range r.all("c") {
				col++
				if ref, ok := grid.ParseRef(c.attr["r"]); ok {
					col = ref.Col
				}
				o := oracleCell{row: last, col: col, typ: c.attr["t"]}
				for _, v := range c.all("v") {
					o.value, o.hasValue = v.text, true
				}
				for _, is := range c.all("is") {
					o.value, o.hasValue = is.richText(), true
				}
				for _, f := range c.all("f") {
					o.formula, o.hasFormula = f.text, true
				}
				out = append(out, o)
			}
		}
	}
	slices.SortStableFunc(out, func(a, b oracleCell) int { return (a.row-b.row)<<15 + a.col - b.col })
	return out, nil
}

// agree compares a book's first sheet with the oracle's reading. Dates are
// compared by their being dates; the fuzz workbook formats no style as one.
func agree(b *grid.Book, want []oracleCell, texts []string) error {
	var got []string
	for _, r := range b.Sheets[0].Rows {
		for _, c := range r.Cells {
			line := fmt.Sprintf("%d,%d %d %q", r.Num, c.Col, c.Kind, c.Text)
			if c.Formula() != nil && c.Formula().Text != "" {
				line += " has formula"
			}
			got = append(got, line)
		}
	}
	var expect []string
	for _, o := range want {
		kind, text, err := o.typed(texts)
		if err != nil {
			return err
		}
		if kind == grid.Empty && !o.hasFormula {
			continue
		}
		line := fmt.Sprintf("%d,%d %d %q", o.row, o.col, kind, text)
		if o.formula != "" {
			line += " has formula"
		}
		expect = append(expect, line)
	}
	for i := range max(len(got), len(expect)) {
		if i >= len(got) || i >= len(expect) {
			return fmt.Errorf("%d cells, want %d", len(got), len(expect))
		}
		if g := strings.TrimSuffix(got[i], " has formula"); g != strings.TrimSuffix(expect[i], " has formula") || strings.HasSuffix(expect[i], " has formula") && g == got[i] {
			return fmt.Errorf("got %s, want %s", got[i], expect[i])
		}
	}
	return nil
}

func (o oracleCell) typed(texts []string) (grid.Kind, string, error) {
	trimmed := string(bytes.Trim([]byte(o.value), " \t\r\n"))
	switch o.typ {
	case "inlineStr", "str":
		text := o.value
		if o.typ == "str" {
			text = string(unescape([]byte(o.value)))
		}
		if !o.hasValue || text == "" && !o.hasFormula {
			return grid.Empty, "", nil
		}
		return grid.String, text, nil
	case "s":
		if trimmed == "" {
			return grid.Empty, "", nil
		}
		n, err := strconv.Atoi(trimmed)
		if err != nil || n < 0 || n >= len(texts) {
			return 0, "", fmt.Errorf("string %s", trimmed)
		}
		if texts[n] == "" && !o.hasFormula {
			return grid.Empty, "", nil
		}
		return grid.String, texts[n], nil
	}
	if trimmed == "" {
		return grid.Empty, "", nil
	}
	switch o.typ {
	case "", "n":
		if _, err := strconv.ParseFloat(trimmed, 64); err != nil && !strings.Contains(err.Error(), "range") {
			return 0, "", err
		}
		if o.hasFormula && trimmed == "0.0" { // a placeholder, see TestPlaceholders
			return grid.Empty, "", nil
		}
		return grid.Number, trimmed, nil
	case "b":
		b, err := strconv.ParseBool(strings.NewReplacer("on", "1", "off", "0").Replace(strings.ToLower(trimmed)))
		if err != nil {
			return 0, "", err
		}
		return grid.Bool, map[bool]string{true: "1", false: "0"}[b], nil
	case "e":
		return grid.Error, trimmed, nil
	}
	return 0, "", fmt.Errorf("type %s", o.typ)
}
