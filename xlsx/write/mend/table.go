package mend

import (
	"fmt"
	"slices"

	"ziping/xlsx/write/kit"
)

// A Look is what differs between the workbooks that hold the table of one unit.
type Look struct {
	What string // the title's last words: 要改的
	Lead string // stands before the date, "" for nothing
	// Keys adds a hidden column with the key of each finding, by which what was
	// written beside it is found again.
	Keys bool
	// Gone are the findings beside which a person wrote something, and that are
	// found no more.
	Gone []Gone
}

// A Gone is a finding that is no more, as it was shown.
type Gone struct {
	Key          string
	Cells        []string // 轻重 … 怎样改
	Done, Signed string
}

// HeaderRow is the row of the heads; the findings begin below it.
const HeaderRow = 3

// columns of the table; their order is the order of cells.
var columns = []kit.Column{
	{Title: "序号", Width: 5.5, Style: kit.Style{Align: kit.Center}},
	{Title: "轻重", Width: 6.5, Style: kit.Style{Align: kit.Center}},
	{Title: "表和格", Width: 19, Style: kit.Style{Wrap: true}},
	{Title: "写的是", Width: 13, Style: kit.Style{Align: kit.Right, Wrap: true}},
	{Title: "应为", Width: 13, Style: kit.Style{Align: kit.Right, Wrap: true}},
	{Title: "差", Width: 12, Style: kit.Style{Align: kit.Right, Wrap: true}},
	{Title: "怎样改", Width: 58, Style: kit.Style{Wrap: true}},
	{Title: "整改情况", Width: 20, Style: kit.Style{Wrap: true, Open: true}},
	{Title: "签字", Width: 9, Style: kit.Style{Wrap: true, Open: true}},
}

var (
	unitColumn = kit.Column{Title: "单位", Width: 14, Style: kit.Style{Wrap: true}}
	keyColumn  = kit.Column{Title: "标识", Hidden: true}
)

// Headers are the heads of the table of one unit.
func Headers() []string {
	var out []string
	for _, c := range columns {
		out = append(out, c.Title)
	}
	return out
}

// A table is a table being written.
type table struct {
	s       *kit.Sheet
	columns []kit.Column
	units   bool // with the column 单位
	keys    bool
	n       int
}

// Add adds the table of one unit, with its title, and below it what was checked.
// The sheet is ended by the caller.
func Add(b *kit.Book, name string, u Unit, look Look) *kit.Sheet {
	t := &table{columns: slices.Clone(columns), keys: look.Keys}
	if look.Keys {
		t.columns = append(t.columns, keyColumn)
	}
	t.s = b.Add(name, t.columns, kit.Landscape)
	t.s.Freeze(HeaderRow)
	title, line := u.headline(look.What)
	if look.Lead != "" {
		line = look.Lead + "　　" + line
	}
	t.s.Title(title, line)
	t.s.Header()
	t.findings(u, look.Gone)
	t.end()
	t.checks(u.Checked)
	return t.s
}

// AddAll adds one table of the findings of several units.
func AddAll(b *kit.Book, name, title string, units []Unit) {
	t := &table{columns: slices.Insert(slices.Clone(columns), 1, unitColumn), units: true}
	t.s = b.Add(name, t.columns, kit.Landscape)
	t.s.Freeze(HeaderRow)
	t.s.Title(title, "核对日期：　　　　年　　月　　日")
	t.s.Header()
	for _, u := range units {
		t.unit(u)
	}
	if t.n == 0 {
		t.s.Wide("没有发现问题。", kit.Style{Align: kit.Center})
	}
	t.end()
	t.s.End()
}

func (t *table) unit(u Unit) {
	for _, r := range Keyed(u.Rows) {
		t.finding(u, r)
	}
}

func (t *table) findings(u Unit, gone []Gone) {
	t.unit(u)
	if t.n == 0 {
		t.s.Wide("没有发现要改的。", kit.Style{Align: kit.Center})
	}
	for _, g := range gone {
		t.gone(g)
	}
}

// gone writes a finding that is no more, for what stands beside it.
func (t *table) gone(g Gone) {
	t.n++
	values := []any{t.n}
	for _, text := range g.Cells {
		values = append(values, kit.Full(text))
	}
	values[1] = "这次没有再发现"
	values = append(values, kit.Full(g.Done), kit.Full(g.Signed))
	if t.keys {
		values = append(values, g.Key)
	}
	cells := make([]kit.Cell, len(values))
	for i, v := range values {
		cells[i] = kit.Cell{Value: v, Style: t.columns[i].Style}
		cells[i].Style.Color, cells[i].Style.Wrap = waivedColor, true
	}
	t.s.Row(cells...)
}

// end sets what depends on the rows: filter, repeated heads.
func (t *table) end() {
	if t.n > 0 {
		t.s.Filter(HeaderRow, t.s.Last())
	}
	t.s.Repeat(1, HeaderRow)
	at := t.at(3)
	t.s.TextNumbers(at, at+1, at+2)
}

// at is the place of a column of the table of one unit in this one.
func (t *table) at(column int) int {
	if t.units && column > 0 {
		return column + 1
	}
	return column
}

func (t *table) finding(u Unit, r Row) {
	t.n++
	at := r
	if u.Here != "" && r.File == u.Here {
		at.File = "" // this one
	}
	values := []any{t.n, LevelTitle(r.Severity), at.place(r.File != ""), r.Got, r.Want, r.Gap, r.Words(), kit.Full(r.Done), kit.Full(r.Signed)}
	if r.Waived != "" {
		values[1] = "已豁免"
	}
	if t.units {
		values = slices.Insert(values, 1, any(u.Name))
	}
	if t.keys {
		values = append(values, r.Key)
	}
	cells := make([]kit.Cell, len(values))
	for i, v := range values {
		look := t.columns[i].Style
		if r.Waived != "" {
			look.Color, look.Fill = waivedColor, waivedFill
		}
		cells[i] = kit.Cell{Value: v, Style: look}
	}
	if l, ok := levels[r.Severity]; ok && r.Waived == "" {
		cells[t.at(1)].Style = l.style
	}
	link := u.Link(r)
	place := t.at(2)
	if link != (kit.Link{}) {
		cells[place].Style.Color, cells[place].Style.Underline = kit.LinkColor, true
	}
	first := t.s.Flow(cells...)
	if link != (kit.Link{}) {
		t.s.LinkAt(place, first, link)
	}
}

// checks says below the table what was checked and what was not.
func (t *table) checks(checked []Check) {
	if len(checked) == 0 {
		return
	}
	t.s.Wide("", kit.Style{Bare: true})
	t.s.Wide("核对了什么、没有核对什么、为什么", kit.Style{Bold: true, Font: kit.HeadFont, Bare: true, Size: 12})
	for _, c := range checked {
		text := c.Count
		switch {
		case text != "" && c.Why != "":
			text += "；" + c.Why
		case c.Why != "":
			text = c.Why
		}
		t.check(c.State, c.Title, text)
	}
}

// check is a line of the checks: state, what, how many and why.
func (t *table) check(state, title, text string) {
	line := fmt.Sprintf("%s：%s", title, state)
	if text != "" {
		line += "（" + text + "）"
	}
	t.s.Wide(line, kit.Style{Wrap: true, Bare: true})
}
