package html

import "strings"

// choices are the options of a <select> that is open.
type choices struct {
	in, option  bool
	chosen      bool   // the option being read is the one
	shown, text []byte // of the chosen option, or the first; of the one being read
	n           int
}

func (c *choices) add(s []byte) {
	if c.option {
		c.text = append(c.text, s...)
	}
}

// input reads a field of a form: what is typed in it is shown.
func (p *page) input() {
	switch p.attrs.kind {
	case "", "text", "number", "date", "month", "tel", "email", "url", "search":
		if f := p.flow(); f.hidden == 0 && (p.table == nil || p.table.inCell) {
			f.add([]byte(p.attrs.value))
		}
	case "checkbox", "radio":
		p.inputs = true
	}
}

// choice opens a <select> or one of its options.
func (p *page) choice(name string) {
	c := &p.choices
	switch {
	case name == "select":
		*c = choices{in: true, shown: c.shown[:0], text: c.text[:0]}
	case name == "option" && c.in:
		p.endChoice("option")
		c.option, c.chosen = true, p.attrs.selected
		c.text = c.text[:0]
	}
}

// endChoice closes an option, or the select: the chosen one is what is shown,
// without one the first.
func (p *page) endChoice(name string) {
	c := &p.choices
	if !c.in {
		return
	}
	if c.option {
		if c.n == 0 || c.chosen {
			c.shown = append(c.shown[:0], c.text...)
		}
		c.n++
		c.option = false
	}
	if name == "select" {
		c.in = false
		if f := p.flow(); f.hidden == 0 {
			f.add([]byte(strings.TrimSpace(string(c.shown))))
		}
	}
}
