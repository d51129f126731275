package html

import (
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/numfmt"
)

// A kept value is the one that an office program wrote beside the shown text.
type kept struct {
	kind   grid.Kind
	text   string
	shown  bool // the value is the shown text
	format string
}

// typed keeps, of the cell that opens, its look and the value in its attributes.
func (p *page) typed(look looks) error {
	a, t := &p.attrs, p.table
	t.kept = kept{format: look.format}
	t.look = look
	t.fmla = strings.TrimPrefix(strings.TrimSpace(a.fmla), "=")
	k := &t.kept
	switch {
	case a.fault != "":
		k.kind, k.text = grid.Error, a.fault
	case a.boolean != "":
		k.kind, k.text = grid.Bool, "0"
		switch strings.ToLower(a.boolean) {
		case "true", "1":
			k.text = "1"
		case "false", "0":
		default:
			return p.fail("标为真假值，内容却是“" + excerpt([]byte(a.boolean)) + "”")
		}
	case a.hasNum:
		k.kind, k.text, k.shown = grid.Number, strings.TrimSpace(a.num), a.num == ""
	case a.sdval != "":
		k.kind, k.text = grid.Number, strings.TrimSpace(a.sdval)
		// language;of the code;code
		if parts := strings.SplitN(a.sdnum, ";", 3); len(parts) == 3 && look.format == "" {
			k.format = parts[2]
		}
	}
	return nil
}

// value makes the cell of its text and of what was kept.
func (p *page) value(c *grid.Cell, f *flow) error {
	text := f.text
	k, look := p.table.kept, p.table.look
	look.format = k.format
	look.strike = false
	c.Props = p.props(look)
	if whole, part := f.strike.In(false); whole {
		c.Props = p.book.Struck(c.Props)
	} else if part {
		p.book.PartStruck(p.out.Sheet, p.table.at(p), int(c.Col))
	}
	switch {
	case k.kind == grid.Number:
		if k.shown {
			k.text = string(text)
		}
		if k.text == "" && len(text) == 0 {
			break
		}
		if !numfmt.IsNumber([]byte(k.text)) {
			if !k.shown {
				return p.fail("标为数字，内容却是“" + excerpt([]byte(k.text)) + "”")
			}
			k.kind = grid.Empty // "x:num" on a text: Excel shows the text
			break
		}
		text = []byte(k.text)
		if d, ok := numfmt.Date(k.text, c.Format(), false); ok {
			k.kind, text = grid.Date, []byte(d)
		}
	case k.kind != grid.Empty:
		text = []byte(k.text)
	}
	if c.Kind = k.kind; c.Kind == grid.Empty && !empty(text) {
		c.Kind = grid.String
	}
	return p.store(c, text)
}

// store gives the cell its text and formula.
func (p *page) store(c *grid.Cell, text []byte) (err error) {
	if fmla := p.table.fmla; fmla != "" {
		if c.Props, err = p.book.Formula(c.Props, grid.Formula{Text: fmla, Cached: c.Kind != grid.Empty}); err != nil {
			return err
		}
	}
	if c.Kind == grid.Empty {
		return nil
	}
	c.Text, err = p.book.Texts.Add(text)
	return err
}
