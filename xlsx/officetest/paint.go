package officetest

import (
	"fmt"
	"slices"
	"strings"

	"ziping/xlsx/grid"
)

// A column of a table about to be painted. key names it among the table's
// columns; where key is also the field, its figures are the truth's.
type column struct {
	key, field string
	path       []string
	show       func(int64) string // how a figure is written; nil for a column of text
	plain      bool               // show writes numbers, so that sums may be formulas
}

// A line is a row about to be painted.
type line struct {
	role, label string
	text        map[string]string // cell notation by column key
	figs        map[string]int64  // by column key; absent is an empty cell
	merged      map[string]int    // column key → how many rows its cell spans
}

// look is how an office likes its tables.
type look struct {
	left, top int  // where the table's block begins
	tiers     bool // groups of columns are merged cells, not repeated words
	numbering bool // a row of column numbers below the header
	formulas  bool // sums are formulas
}

// paint lays the header and the lines down from row top and returns the truth.
func paint(s *Sheet, top int, cols []column, lines []line, lk look) *Table {
	depth := 1
	for _, c := range cols {
		depth = max(depth, len(c.path))
	}
	t := &Table{Sheet: s.Name, HeaderTop: top, HeaderBottom: top + depth - 1}
	for i, c := range cols {
		t.Columns = append(t.Columns, Column{lk.left + i, c.path, c.field})
	}
	paintHeader(s, t, depth, lk)
	row := top + depth
	if lk.numbering {
		for i := range cols {
			s.put(row, lk.left+i, itoa(i+1))
		}
		t.Rows = append(t.Rows, Row{Row: row, Role: "note"})
		row++
	}
	first := row
	for _, l := range lines {
		t.Rows = append(t.Rows, paintLine(s, row, first, cols, l, lk, lines))
		row++
	}
	t.Bottom = row - 1
	return t
}

func paintHeader(s *Sheet, t *Table, depth int, lk look) {
	for i, c := range t.Columns {
		for tier, word := range c.Path {
			begins := i == 0 || tier >= len(t.Columns[i-1].Path)-1 || !slices.Equal(t.Columns[i-1].Path[:tier+1], c.Path[:tier+1])
			if tier == len(c.Path)-1 {
				s.text(t.HeaderTop+tier, c.Col, word)
				s.merge(t.HeaderTop+tier, c.Col, t.HeaderTop+depth-1, c.Col)
				continue
			}
			if !begins && lk.tiers {
				continue
			}
			s.text(t.HeaderTop+tier, c.Col, word)
			end := i
			for end+1 < len(t.Columns) && len(t.Columns[end+1].Path) > tier+1 && slices.Equal(t.Columns[end+1].Path[:tier+1], c.Path[:tier+1]) {
				end++
			}
			if lk.tiers {
				s.merge(t.HeaderTop+tier, c.Col, t.HeaderTop+tier, t.Columns[end].Col)
			}
		}
	}
}

func paintLine(s *Sheet, row, first int, cols []column, l line, lk look, lines []line) Row {
	out := Row{Row: row, Role: l.role, Label: l.label, Figures: map[string]Figure{}}
	for i, c := range cols {
		col := lk.left + i
		if c.show == nil {
			s.put(row, col, l.text[c.key])
			if n := l.merged[c.key]; n > 1 && l.text[c.key] != "" {
				s.merge(row, col, row+n-1, col)
			}
			continue
		}
		v, ok := l.figs[c.key]
		if !ok {
			s.put(row, col, l.text[c.key])
			continue
		}
		shown := c.show(v)
		if as := l.text[c.key]; as != "" {
			shown = as
		}
		if lk.formulas && c.plain && c.key != "rate" && l.role == "total" && simple(lines) {
			shown = fmt.Sprintf("=SUM(%s:%s) -> %s", grid.Ref{Row: first, Col: col}, grid.Ref{Row: first + len(lines) - 2, Col: col}, shown)
		}
		s.put(row, col, shown)
		if c.key == c.field {
			out.Figures[c.field] = Figure{col, v}
		}
	}
	return out
}

// simple tells whether the lines are rows of data and one total below them.
func simple(lines []line) bool {
	for i, l := range lines {
		if (i == len(lines)-1) != (l.role == "total") || i < len(lines)-1 && l.role != "data" {
			return false
		}
	}
	return len(lines) > 2
}

// A purse is how a table writes money.
type purse struct {
	unit  string // 元, 千元, 万元
	where string // title, line, header, cells, none
	style string // number, commas, fixed
}

func newPurse(d draw, grain int64) purse {
	p := purse{"元", pick(d, []string{"title", "line", "line", "header", "header", "cells"}), pick(d, []string{"number", "number", "number", "fixed", "commas"})}
	if grain >= 10000 {
		p.unit = pick(d, []string{"元", "元", "元", "万元", "万元", "千元"})
	}
	if p.unit == "元" && d.chance(25) {
		p.where = "none"
	}
	return p
}

func (p purse) show(fen int64) string {
	n := unitDigits[p.unit]
	s := short(fen, n)
	switch {
	case p.where == "cells":
		return "'" + s + p.unit
	case p.style == "commas" && p.unit == "元":
		return "'" + thousands(*decimals(fen, 2))
	case p.style == "fixed" && p.unit == "元":
		return *decimals(fen, 2)
	}
	return s
}

func (p purse) plain() bool { return p.where != "cells" && (p.style != "commas" || p.unit != "元") }

// head adds the unit to a header where the office does so.
func (p purse) head(word string) string {
	if p.where == "header" {
		return word + "（" + p.unit + "）"
	}
	return word
}

func showCount(n int64) string { return short(n, 0) }

// dress writes a header as people do: broken over two lines, spaced out, or as it is.
func dress(d draw, word string) string {
	r := []rune(word)
	switch roll := d.IntN(100); {
	case roll < 8 && len(r) == 2:
		return string(r[0]) + " " + string(r[1])
	case roll < 10 && len(r) >= 5 && !strings.ContainsAny(word, "（("):
		return string(r[:len(r)/2]) + "\n" + string(r[len(r)/2:])
	case roll < 14 && strings.Contains(word, "（"):
		return strings.NewReplacer("（", "\n（").Replace(word)
	case roll < 18:
		return strings.NewReplacer("（", "(", "）", ")").Replace(word)
	}
	return word
}

// word draws a header of the given meaning and fits it to the trade.
func (s *story) word(d draw, kindField string) string {
	return dress(d, s.fit(d, pick(d, vocabulary[kindField])))
}

func (s *story) fit(d draw, word string) string {
	return strings.NewReplacer("〔次〕", pick(d, s.trade.sessions), "〔人〕", pick(d, s.trade.people), "〔物〕", pick(d, s.trade.stuff)).Replace(word)
}
