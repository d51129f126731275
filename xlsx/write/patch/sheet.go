package patch

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/ooxml/token"
)

// A Cell is a cell to be marked.
type Cell struct {
	Row, Col int
	Fill     Fill
	Comment  string // "" for none
}

// Mark gives cells of a sheet their fills and comments. A cell that has a comment
// already keeps it; these are returned.
func (b *Book) Mark(name string, cells []Cell) (kept []Cell, err error) {
	s := b.find(name)
	if s == nil || s.part == "" {
		return nil, unknown("找不到工作表“%s”的内容", name)
	}
	st, err := b.needStyles()
	if err != nil {
		return nil, err
	}
	data, err := b.content(s.part)
	if err != nil {
		return nil, err
	}
	cells = slices.Clone(cells)
	slices.SortFunc(cells, func(a, b Cell) int { return cmp.Or(a.Row-b.Row, a.Col-b.Col) })
	cells = slices.CompactFunc(cells, func(a, b Cell) bool { return a.Row == b.Row && a.Col == b.Col })
	p := &painter{part: data, styles: st, cells: cells}
	if err := walk(data, p.enter, p.leave); err != nil {
		return nil, asUnknown(err, s.part)
	}
	if !p.done {
		return nil, unknown("工作表“%s”的写法特别", name)
	}
	kept, drawing, err := b.comment(s, cells, p.drawing)
	if err != nil {
		return nil, err
	}
	if drawing != "" {
		p.edits = append(p.edits, edit{p.drawingAt, p.drawingAt, fmt.Sprintf(`<legacyDrawing xmlns="%s" xmlns:zr="%s" zr:id="%s"/>`, mainSpace, docRelSpace, drawing)})
	}
	b.set(s.part, apply(data, p.edits))
	return kept, nil
}

func asUnknown(err error, part string) error {
	if _, ok := err.(Unknown); ok {
		return err
	}
	return unknown("部件 %s 的写法特别（%v）", part, err)
}

// A painter goes through a sheet and changes the formats of the cells that are
// to be marked; cells and rows that are not stored are put in.
type painter struct {
	part   []byte
	styles *styles
	cells  []Cell // still to come, in order
	edits  []edit

	columns []column
	data    *element
	row     *element
	num     int // of the row
	col     int // of the last cell in it
	done    bool

	drawing   string // relationship of the sheet's own legacy drawing, "" for none
	drawingAt int    // where one would stand
}

// A column is the usual format of a stretch of columns.
type column struct{ from, to, style int }

// behind are the elements of a sheet that stand behind legacyDrawing (ECMA-376
// part 1, 18.3.1.99).
var behind = []string{"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst"}

func (p *painter) enter(e *element) error {
	switch {
	case e.depth == 1 && !e.is("worksheet"):
		return unknown("工作表的写法特别")
	case e.depth == 2:
		return p.section(e)
	case e.is("col") && e.depth == 3:
		p.columns = append(p.columns, column{number(e, "min"), number(e, "max"), number(e, "style")})
	case e.is("row") && e.depth == 3:
		return p.enterRow(e)
	case e.is("c") && e.depth == 4 && p.row != nil:
		if err := p.enterCell(e); err != nil {
			return err
		}
		return errSkip
	case e.space == token.Compat && e.depth <= 4:
		return unknown("工作表里的内容分新旧版本各写了一份")
	}
	return nil
}

// section takes note of a child of the sheet.
func (p *painter) section(e *element) error {
	switch {
	case e.is("sheetData"):
		p.data = e
		return nil
	case e.is("cols"):
		return nil
	case e.is("legacyDrawing"):
		p.drawing, _ = e.attrIn(token.DocRel, "id")
	case e.space == token.Compat && p.data == nil:
		return unknown("工作表里的内容分新旧版本各写了一份")
	}
	ends := e.is(e.local) && slices.Contains(behind, e.local) || e.space == token.Compat && p.controls(e)
	if p.data != nil && p.drawingAt == 0 && ends {
		p.drawingAt = e.start
	}
	return errSkip
}

// controls tells an alternative that wraps what stands behind legacyDrawing.
func (p *painter) controls(e *element) bool {
	head := string(p.part[e.open:min(len(p.part), e.open+600)])
	return strings.Contains(head, "controls") || strings.Contains(head, "oleObject")
}

func number(e *element, name string) int {
	v, _ := e.attr(name)
	n, _ := strconv.Atoi(v)
	return n
}

// enterRow comes to a row: those to be marked before it are not stored.
func (p *painter) enterRow(e *element) error {
	num := p.num + 1
	if v, ok := e.attr("r"); ok {
		n, err := strconv.Atoi(v)
		if err != nil {
			return err
		}
		num = n
	}
	if num <= p.num {
		return unknown("工作表里行的次序是乱的")
	}
	p.missingRows(num, e.start)
	p.row, p.num, p.col = e, num, 0
	return nil
}

// missingRows puts in the rows before a row, at a place.
func (p *painter) missingRows(before, at int) {
	for len(p.cells) > 0 && p.cells[0].Row < before {
		row := p.cells[0].Row
		pre := p.data.prefix
		text := fmt.Sprintf(`<%srow r="%d">%s</%srow>`, pre, row, p.missing(row, 1<<20, 0, pre), pre)
		p.edits = append(p.edits, edit{at, at, text})
	}
}

// missing are the cells of a row that come before a column and are not stored;
// row is their usual format, 0 for the columns' own.
func (p *painter) missing(num, before, row int, prefix string) string {
	var b strings.Builder
	for len(p.cells) > 0 && p.cells[0].Row == num && p.cells[0].Col < before {
		c := p.cells[0]
		p.cells = p.cells[1:]
		style := row
		for _, k := range p.columns {
			if style == 0 && k.from <= c.Col && c.Col <= k.to {
				style = k.style
			}
		}
		fmt.Fprintf(&b, `<%sc r="%s" s="%d"/>`, prefix, grid.Ref{Row: c.Row, Col: c.Col}, p.styles.filled(style, c.Fill))
	}
	return b.String()
}

// rowStyle is the format of a row, 0 when it has none of its own.
func rowStyle(e *element) int {
	if v, _ := e.attr("customFormat"); v == "1" || v == "true" {
		return number(e, "s")
	}
	return 0
}

func (p *painter) enterCell(e *element) error {
	col := p.col + 1
	if v, ok := e.attr("r"); ok {
		ref, ok := grid.ParseRef(v)
		if !ok || ref.Row != p.num {
			return unknown("工作表里单元格的位置写得特别")
		}
		col = ref.Col
	}
	if col <= p.col {
		return unknown("工作表里单元格的次序是乱的")
	}
	p.col = col
	if text := p.missing(p.num, col, rowStyle(p.row), e.prefix); text != "" {
		if _, ok := e.attr("r"); !ok {
			return unknown("工作表里的单元格没有写位置")
		}
		p.edits = append(p.edits, edit{e.start, e.start, text})
	}
	if len(p.cells) > 0 && p.cells[0].Row == p.num && p.cells[0].Col == col {
		style := p.styles.filled(number(e, "s"), p.cells[0].Fill)
		p.cells = p.cells[1:]
		p.edits = append(p.edits, edit{e.start, e.open, setAttr(string(p.part[e.start:e.open]), "s", strconv.Itoa(style))})
	}
	return nil
}

func (p *painter) leave(e *element) error {
	switch {
	case e == p.row:
		p.leaveRow(e)
		p.row = nil
	case e == p.data:
		p.leaveData(e)
	case e.depth == 1 && p.drawingAt == 0:
		p.drawingAt = e.close
		p.done = p.data != nil && !e.empty
	case e.depth == 1:
		p.done = p.data != nil
	}
	return nil
}

// leaveRow puts in the cells behind the last one that is stored.
func (p *painter) leaveRow(e *element) {
	text := p.missing(p.num, 1<<20, rowStyle(e), e.prefix)
	if text == "" {
		return
	}
	tag := dropAttr(string(p.part[e.start:e.open]), "spans") // a hint that may be left out
	if e.empty {
		tag = strings.TrimRight(strings.TrimSuffix(tag, "/>"), " \t\r\n") + ">" + text + "</" + e.prefix + "row>"
		p.edits = append(p.edits, edit{e.start, e.open, tag})
		return
	}
	p.edits = append(p.edits, edit{e.start, e.open, tag}, edit{e.close, e.close, text})
}

func (p *painter) leaveData(e *element) {
	from := len(p.edits)
	p.missingRows(1<<21, e.close)
	if !e.empty || len(p.edits) == from {
		return
	}
	var text strings.Builder
	for _, m := range p.edits[from:] {
		text.WriteString(m.text)
	}
	p.edits = append(p.edits[:from], within(p.part, e, text.String())...)
}
