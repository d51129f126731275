package ask

import (
	"slices"
	"strings"

	"ziping/xlsx/mark"
	"ziping/xlsx/supplement"
	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
)

var askColumns = []kit.Column{
	{Title: "编号", Width: 6, Style: kit.Style{Align: kit.Center}},
	{Title: "问题", Width: 46, Style: kit.Style{Wrap: true}},
	{Title: "在哪里", Width: 22, Style: kit.Style{Wrap: true}},
	{Title: "现在按", Width: 20, Style: kit.Style{Wrap: true}},
	{Title: "请选择", Width: 24, Style: kit.Style{Wrap: true, Open: true, Fill: kit.InputFill}},
	{Title: "说明", Width: 30, Style: kit.Style{Wrap: true, Open: true}},
	{Title: "标识", Hidden: true},
	{Title: "所问", Hidden: true},
	{Title: "可选", Hidden: true},
}

// confirm writes 请确认.
func (p Paper) confirm(b *kit.Book) {
	s := b.Add(supplement.AskSheet, askColumns, kit.Landscape)
	head(s, p.Unit, supplement.AskSheet, "每一行是一处读表时拿不准的地方，已按“现在按”一列先做。不对的，在“请选择”里选一项（或直接写）；对的也请选一下，以后就不再问。")
	c := &confirming{sheet: s, typed: map[string]supplement.Reply{}}
	if p.Typed != nil {
		for _, r := range p.Typed.Replies {
			c.typed[r.ID] = r
		}
	}
	for _, waiver := range []bool{false, true} {
		for i, q := range p.Questions {
			if q.Waiver != waiver {
				continue
			}
			if waiver && !c.offered {
				c.offered = true
				c.section("确实没有错、不用改的（在“请选择”里选“不用改”，并在“说明”里写原因，以后不再提）")
			}
			c.question(p.Questions[i])
		}
	}
	c.rest(p.Typed)
	if c.n == 0 {
		s.Wide("没有需要确认的。", kit.Style{Align: kit.Center})
	}
	s.Repeat(1, 3)
	s.Protect()
	s.End()
}

// A confirming is 请确认 being written.
type confirming struct {
	sheet   *kit.Sheet
	n       int
	offered bool
	typed   map[string]supplement.Reply
}

func (c *confirming) section(text string) {
	c.sheet.Wide(text, kit.Style{Bold: true, Font: kit.HeadFont, Bare: true, Wrap: true})
}

// question writes a question, its drop-down, and the picture below it.
func (c *confirming) question(q Question) {
	old := c.typed[q.ID]
	delete(c.typed, q.ID)
	var labels []string
	for _, choice := range q.Choices {
		labels = append(labels, choice.Label)
	}
	c.row(supplement.Reply{ID: q.ID, Shown: q.Shown, Ask: q.Ask, Where: q.Where, Taken: q.Now, Labels: labels}, old, q.Kind.Free() || len(labels) == 0)
	for _, row := range q.Picture {
		c.picture(row)
	}
}

func (c *confirming) row(r, old supplement.Reply, free bool) {
	c.n++
	if old.Choice != "" && old.Shown != r.Shown { // it was given for another text: it stays with it, so that it is said and not applied
		r.Shown = old.Shown
	}
	values := []any{c.n, r.Ask, r.Where, r.Taken, kit.Full(old.Choice), kit.Full(old.Note), r.ID, r.Shown, kit.Full(strings.Join(r.Labels, supplement.LabelSep))}
	cells := make([]kit.Cell, len(values))
	for i, v := range values {
		cells[i] = kit.Cell{Value: v, Style: askColumns[i].Style}
	}
	c.sheet.RowOf(shortRow, cells...)
	at := kit.Area{Left: 4, Top: c.sheet.Last(), Right: 4, Bottom: c.sheet.Last()}
	if len(r.Labels) > 0 {
		c.sheet.DropDown(at, r.Labels, !free && !slices.Contains(r.Labels, ""))
	}
}

// picture draws a row of the sheet that a question is about, small, in the columns
// beside the number.
func (c *confirming) picture(row []Drawn) {
	cells := []kit.Cell{{}}
	for _, d := range row {
		style := kit.Style{Color: "595959", Size: 8, Fill: "F7F7F7"}
		if d.Asked {
			style.Fill, style.Bold, style.Color = "DDEBF7", true, "1F3864"
		}
		if len(cells) < 6 {
			cells = append(cells, kit.Cell{Value: d.Text, Style: style})
		}
	}
	for len(cells) < 6 {
		cells = append(cells, kit.Cell{})
	}
	c.sheet.Row(append(cells, kit.Cell{Value: supplement.Drawn, Style: kit.Style{Bare: true}})...)
}

// rest keeps what was answered and is asked no more: it is what the reading rests
// on.
func (c *confirming) rest(typed *supplement.Supplement) {
	if typed == nil {
		return
	}
	first := true
	for _, r := range typed.Replies {
		if _, left := c.typed[r.ID]; !left || r.Choice == "" && r.Note == "" {
			continue
		}
		if first {
			c.section("已经答复的（请不要删：每次核对都要用到）")
			first = false
		}
		c.row(r, r, true)
	}
}

// mend writes 要改的.
func (p Paper) mend(b *kit.Book) {
	u := p.Unit
	written := p.mended()
	u.Rows = mend.Keyed(u.Rows)
	for i, r := range u.Rows {
		if m, ok := written[r.Key]; ok {
			u.Rows[i].Done, u.Rows[i].Signed = m.Done, m.Signed
			delete(written, r.Key)
		}
	}
	var gone []mend.Gone
	if p.Typed != nil {
		for _, m := range p.Typed.Mended {
			if _, left := written[m.Key]; left {
				gone = append(gone, mend.Gone{Key: m.Key, Cells: m.Cells, Done: m.Done, Signed: m.Signed})
			}
		}
	}
	s := mend.Add(b, mark.MendSheet, u, mend.Look{What: mark.MendSheet, Keys: true, Gone: gone})
	s.End()
}
