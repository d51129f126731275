package table

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// A table is a region that a form has claimed.
type table struct {
	v      *word.Page
	c      *column.Claim
	b      *body.Body
	titles []word.TitleLine
	out    *model.Table
	col    map[string]*column.Column // field → its column
	title  *word.TitleLine

	codes    []int            // columns that may hold codes of 科目
	same     dittos           // nil where the table has none
	parts    []*column.Column // 年, 月, 日 of a log whose dates stand in parts, nil for none
	unit     value.MoneyUnit  // of columns that state none
	unitName string
	unitPos  model.Pos
	assumed  []string // columns of money for which no unit was found
	cell.Notes
	res   *evidence.Result
	known evidence.Known // of the unit, while the table is read
	seen  *columnsSeen   // nil where nobody asked for the uses of cells
}

func newTable(v *word.Page, c *column.Claim, bottom int, titles []word.TitleLine) *table {
	t := &table{v: v, c: c, titles: titles, col: map[string]*column.Column{}}
	t.b = body.Read(v, c, bottom, titles)
	for i := range c.Columns {
		col := &c.Columns[i]
		if col.Field >= 0 && !col.Part {
			if name := c.Form.Fields[col.Field].Name; t.col[name] == nil {
				t.col[name] = col
			}
		}
	}
	t.title = t.pickTitle()
	t.dateParts()
	t.findCodes()
	if t.b.Ditto {
		t.findDittos()
	}
	return t
}

// belongsToForm reports rows that only a 自评表 has.
func (t *table) belongsToForm() bool {
	if t.c.Form.Kind != model.KindFund {
		return false
	}
	for _, r := range t.b.Rows {
		for col := t.c.Head.Left; col <= min(t.b.Right(), t.c.Head.Left+5); col++ {
			switch key := t.v.Key(r.Num, col); {
			case strings.HasPrefix(key, "年度资金总额"), key == "一级指标", key == "三级指标", key == "年度总体目标", key == "总体目标":
				return true
			}
		}
	}
	return false
}

// pickTitle is the line above the table that names it.
func (t *table) pickTitle() *word.TitleLine {
	var best *word.TitleLine
	rank := func(l *word.TitleLine) int {
		n := 0
		for _, w := range t.c.Form.Titles {
			if strings.Contains(l.Key, w) {
				n += 4
				break
			}
		}
		if l.Span.Right > l.Span.Left {
			n += 2
		}
		if len(l.Key) >= evidence.Standard.Table.TitleKeyBytes {
			n++
		}
		return n
	}
	for i := range t.titles {
		l := &t.titles[i]
		text := fact.TitleText(l.Text)
		if word.IsLine(t.v.KeyOf(text)) || word.NoTitle.MatchString(l.Key) || fact.HeadLine(text) != nil || word.HeadingOf(*l) != "" && len(t.titles) > 1 {
			continue
		}
		if _, isUnit := value.FindUnitLine(text); isUnit && len([]rune(l.Key)) < evidence.Standard.Word.WordRunes {
			continue
		}
		if best == nil || rank(l) > rank(best) {
			best = l
		}
	}
	return best
}

// region is the table's cells, from the header to the last row read.
func (t *table) region() grid.Range {
	r := t.used()
	if n := len(t.b.Rows); n > 0 {
		r.Bottom = max(r.Bottom, t.b.Rows[n-1].Num)
	}
	return r
}

// records counts the rows that go into the model.
func (t *table) records() int {
	n := 0
	for i := range t.b.Rows {
		n += view.One(t.b.Rows[i].Counts())
	}
	return n
}

// used is the table from its header to the last row of figures or totals.
func (t *table) used() grid.Range {
	r := grid.Range{Top: t.c.Head.Top, Left: t.c.Columns[0].Col, Bottom: t.c.Head.Bottom, Right: t.b.Right()}
	for i := range t.c.Columns {
		if len(t.c.Columns[i].Path) > 0 || t.c.Columns[i].Field >= 0 {
			r.Left = t.c.Columns[i].Col
			break
		}
	}
	for _, row := range slices.Backward(t.b.Rows) {
		if slices.Contains([]string{body.UseData, body.UseSubtotal, body.UseTotal, body.UseOfWhich}, row.Use) {
			r.Bottom = row.Num
			break
		}
	}
	return r
}

// runnersUp explains why other forms did not get the table.
func (t *table) runnersUp(others []*column.Claim) {
	for _, o := range others {
		if o.Points < 1 || o.Form == t.c.Form {
			continue
		}
		why := fmt.Sprintf("得 %.1f 分", o.Points)
		if len(o.Missing) > 0 {
			why = "缺少“" + o.Form.Fields[o.Missing[0]].Title + "”列"
		}
		t.c.Tell("runner-up", grid.Range{}, 0, fmt.Sprintf("不是%s：%s（%s得 %.1f 分）", o.Form.Title, why, t.c.Form.Title, t.c.Points))
		return
	}
}
