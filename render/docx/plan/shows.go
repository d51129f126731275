package plan

import (
	"ziping/render/docx/wml"
)

// Programs makes the programs of all parts.
func (c *Compiler) Programs() {
	for _, p := range c.T.Parts {
		c.Program(p)
	}
	for _, p := range c.T.Parts {
		for _, s := range p.sections {
			s.measure(p.Tree.Prefix())
		}
		for _, s := range p.notes {
			s.measure(p.Tree.Prefix())
		}
	}
}

// measure finds out what the branches of a section print of their own, and what stands in sections inside.
func (s *Section) measure(w string) {
	s.Shows, s.Subs = make([]bool, len(s.Bodies)), make([][]*Section, len(s.Bodies))
	for i, body := range s.Bodies {
		var shell []byte
		for j := range body {
			switch o := &body[j]; o.Kind {
			case OpLiteral:
				shell = append(shell, o.Lit...)
			case OpValue, OpPicture:
				s.Shows[i] = true
			case OpSection:
				s.Subs[i] = append(s.Subs[i], o.Sec)
			}
		}
		s.Shows[i] = s.Shows[i] || !wml.ShowsNothing(shell, w)
	}
}
