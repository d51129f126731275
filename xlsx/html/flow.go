package html

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// A flow is the text of a cell, or of a paragraph outside the tables: white
// space becomes one blank, line ends are those of <br> and of blocks.
type flow struct {
	text   []byte
	blank  bool // white space before what comes
	breaks int  // line ends before what comes
	strike fill.Strike
	open   []element // inline and block elements inside the cell
	struck int       // of them that strike through
	hidden int
	pre    int
}

// An element is one that may change the look of the text in it.
type element struct {
	name                string
	struck, hidden, pre bool
}

func (f *flow) reset() {
	*f = flow{text: f.text[:0], open: f.open[:0]}
}

// add appends a text.
func (f *flow) add(s []byte) {
	for len(s) > 0 {
		c := s[0]
		if c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' {
			switch {
			case f.pre == 0:
				f.blank = true
			case c == '\n':
				f.breaks++
			case c != '\r':
				f.put([]byte(" "))
			}
			s = s[1:]
			continue
		}
		n := 1
		for n < len(s) && s[n] > ' ' {
			n++
		}
		f.put(s[:n])
		s = s[n:]
	}
}

// put appends a word, after the blanks and line ends that wait.
func (f *flow) put(word []byte) {
	if len(f.text) > 0 {
		for range f.breaks {
			f.text = append(f.text, '\n')
		}
		if f.blank && f.breaks == 0 {
			f.text = append(f.text, ' ')
		}
	}
	f.blank, f.breaks = false, 0
	f.text = append(f.text, word...)
	switch {
	case empty(word):
	case f.struck > 0:
		f.strike |= fill.Struck
	default:
		f.strike |= fill.AsCell
	}
}

// empty reports a text of blanks only, of any that Unicode knows, and of byte
// order marks that a server's included files leave behind.
func empty(s []byte) bool {
	for len(s) > 0 {
		r, n := utf8.DecodeRune(s)
		if !unicode.IsSpace(r) && r != '\ufeff' && r != '\u200b' {
			return false
		}
		s = s[n:]
	}
	return true
}

// flow is where text goes at this place.
func (p *page) flow() *flow {
	if p.table != nil && p.table.inCell {
		return &p.table.text
	}
	return &p.text
}

// words takes a text token.
func (p *page) words(s []byte) error {
	switch {
	case p.skip == "style":
		p.css.read(s)
		return nil
	case p.skip != "" || len(s) == 0:
		return nil
	case p.choices.in:
		p.choices.add(s)
		return nil
	}
	if t := p.table; t != nil && !t.inCell && !t.caption {
		if !empty(trimmed(s)) {
			return p.fail("表格里有文字不在单元格中：“" + excerpt(s) + "”")
		}
		return nil
	}
	f := p.flow()
	if f.hidden > 0 {
		p.buried = p.buried || !empty(trimmed(s))
		return nil
	}
	f.add(s)
	return nil
}

func trimmed(s []byte) []byte { return bytes.Trim(s, " \t\n\r\f") }

func excerpt(s []byte) string {
	r := []rune(string(trimmed(s)))
	if len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return string(r)
}

// line ends a line.
func (p *page) line() {
	if f := p.flow(); p.table == nil || p.table.inCell {
		f.breaks++
	}
}

// block begins or ends a block: a line of its own in a cell, a row of its own
// outside.
func (p *page) block() error {
	switch t := p.table; {
	case t == nil:
		return p.flush()
	case t.inCell && t.text.breaks == 0:
		t.text.breaks = 1
	}
	return nil
}

// inline opens an element that may strike its text through or hide it.
func (p *page) inline(name string) error {
	f := p.flow()
	look := p.css.look(name, &p.attrs)
	e := element{name: name, hidden: look.hidden, pre: name == "pre" || name == "textarea" || name == "xmp",
		struck: look.strike || name == "s" || name == "strike" || name == "del"}
	if !e.struck && !e.hidden && !e.pre && len(f.open) == 0 {
		return nil // an element that changes nothing need not be known
	}
	if len(f.open) >= maxInline {
		return fill.Over("嵌套太深")
	}
	f.open = append(f.open, e)
	f.count(e, 1)
	return nil
}

func (f *flow) count(e element, n int) {
	if e.struck {
		f.struck += n
	}
	if e.hidden {
		f.hidden += n
	}
	if e.pre {
		f.pre += n
	}
}

// endInline closes the innermost element of the name, and those inside it that
// were left open.
func (p *page) endInline(name string) {
	f := p.flow()
	for i := len(f.open) - 1; i >= 0; i-- {
		if f.open[i].name != name {
			continue
		}
		for _, e := range f.open[i:] {
			f.count(e, -1)
		}
		f.open = f.open[:i]
		return
	}
}

// flush makes the paragraph outside the tables a row.
func (p *page) flush() error {
	f := &p.text
	text, strike := f.text, f.strike
	f.text, f.blank, f.breaks, f.strike = f.text[:0], false, 0, 0
	if empty(text) {
		return nil
	}
	s, err := p.book.Texts.Add(text)
	if err != nil {
		return err
	}
	c := grid.Cell{Col: 1, Kind: grid.String, Text: s}
	row, err := p.row()
	if err != nil {
		return err
	}
	if whole, _ := strike.In(false); whole {
		c.Props = p.props(looks{strike: true})
	}
	p.wide = false
	return p.out.Put(row, &c)
}

// row takes the sheet's next row.
func (p *page) row() (int, error) {
	if p.next > fill.Rows {
		return 0, fill.Over("行数超过 1048576")
	}
	p.next++
	return p.next - 1, nil
}
