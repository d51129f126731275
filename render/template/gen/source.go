package main

import (
	"fmt"
	"strconv"
	"strings"
)

// A source is lines. The first word of a line says what it is:
//
//	template TITLE        first line of a template; TITLE goes into the document properties
//	include FILE          the lines of another file
//	# …                   a remark
//	{{…}}                 a paragraph that holds only tags and vanishes
//	title h1 h2 h3 h4 p attach sign date annex caption note chart …   a paragraph of that style (styles.go)
//	blank                 an empty line
//	section portrait      the section that begins here; the one before it ends
//	table W W W …         a table with columns of these relative widths; its rows follow
//	head |A|B|C           a row that is repeated on every page
//	row |A|B|C            a row
//	end                   the end of the table
//
// A style word may carry "+", which starts a new page before the paragraph, or
// "&", which keeps it on a page with the next one.
// **…** is bold. A cell may begin with <…>: a number spans columns, v starts a
// vertical merge and ^ continues it, l and r align, b is bold; \n in a cell
// begins a new paragraph of it.
type block struct {
	style    string
	newPage  bool
	keep     bool // with the next paragraph
	text     string
	table    *table
	section  string // orientation of the section that begins here
	title    string
	location string
}

type table struct {
	widths []int
	small  bool
	rows   []tableRow
}

type tableRow struct {
	head  bool
	cells []tableCell
}

type tableCell struct {
	span   int
	vMerge string // "restart", "continue"
	align  string // "left", "right", "" for centre
	bold   bool
	text   string
}

// parse reads a source and what it includes.
func parse(name string, read func(string) ([]byte, error)) ([]block, error) {
	data, err := read(name)
	if err != nil {
		return nil, err
	}
	var out []block
	var open *table
	for i, line := range strings.Split(string(data), "\n") {
		at := fmt.Sprintf("%s:%d", name, i+1)
		line = strings.TrimRight(line, " \t\r")
		word, rest, _ := strings.Cut(line, " ")
		switch {
		case line == "" || word == "#":
		case word == "include":
			inner, err := parse(rest, read)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", at, err)
			}
			out = append(out, inner...)
		case word == "table":
			if open, err = newTable(rest); err != nil {
				return nil, fmt.Errorf("%s: %w", at, err)
			}
		case word == "end":
			out = append(out, block{table: open, location: at})
			open = nil
		case open != nil:
			row, err := newRow(word, rest, len(open.widths))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", at, err)
			}
			open.rows = append(open.rows, row)
		case word == "template":
			out = append(out, block{title: rest, location: at})
		case word == "section":
			out = append(out, block{section: rest, location: at})
		case strings.HasPrefix(line, "{{"):
			out = append(out, block{style: "tag", text: line, location: at})
		default:
			style, newPage := strings.CutSuffix(word, "+")
			style, keep := strings.CutSuffix(style, "&")
			if _, ok := paragraphStyles[style]; !ok {
				return nil, fmt.Errorf("%s: no style %q", at, style)
			}
			out = append(out, block{style: style, newPage: newPage, keep: keep, text: rest, location: at})
		}
	}
	if open != nil {
		return nil, fmt.Errorf("%s: a table without end", name)
	}
	return out, nil
}

func newTable(spec string) (*table, error) {
	t := &table{}
	for _, w := range strings.Fields(spec) {
		if w == "small" {
			t.small = true
			continue
		}
		n, err := strconv.Atoi(w)
		if err != nil {
			return nil, fmt.Errorf("table width %q", w)
		}
		t.widths = append(t.widths, n)
	}
	return t, nil
}

func newRow(word, rest string, columns int) (tableRow, error) {
	row := tableRow{head: word == "head"}
	if word != "head" && word != "row" {
		return row, fmt.Errorf("%q is no row of a table", word)
	}
	total := 0
	for _, text := range strings.Split(strings.TrimPrefix(rest, "|"), "|") {
		cell, err := newCell(text)
		if err != nil {
			return row, err
		}
		total += cell.span
		row.cells = append(row.cells, cell)
	}
	if total != columns {
		return row, fmt.Errorf("a row of %d columns in a table of %d", total, columns)
	}
	return row, nil
}

func newCell(text string) (tableCell, error) {
	c := tableCell{span: 1, text: text}
	spec, rest, ok := strings.Cut(strings.TrimPrefix(text, "<"), ">")
	if !strings.HasPrefix(text, "<") || !ok {
		return c, nil
	}
	c.text = rest
	digits := ""
	for _, r := range spec {
		switch {
		case r >= '0' && r <= '9':
			digits += string(r)
		case r == 'v':
			c.vMerge = "restart"
		case r == '^':
			c.vMerge = "continue"
		case r == 'l':
			c.align = "left"
		case r == 'r':
			c.align = "right"
		case r == 'b':
			c.bold = true
		default:
			return c, fmt.Errorf("cell mark %q", r)
		}
	}
	if digits != "" {
		c.span, _ = strconv.Atoi(digits)
	}
	return c, nil
}
