package docx

import (
	"fmt"
	"strings"
)

// This file pairs the open and close tags of sections.

// maxNesting bounds how deep sections may nest.
const maxNesting = 32

// pair matches open and close tags, story by story.
func (c *compiler) pair(p *part) {
	stacks := map[int32][]*section{}
	opened := map[int32]map[string]bool{}
	for _, t := range p.tags {
		if t.kind.opens() {
			st := t.story()
			if opened[st] == nil {
				opened[st] = map[string]bool{}
			}
			opened[st][t.path.raw] = true
		}
	}
	var order []int32
	known := map[int32]bool{}
	for _, t := range p.tags {
		st := t.story()
		stack := stacks[st]
		if !known[st] {
			known[st] = true
			order = append(order, st)
		}
		switch {
		case t.kind.opens():
			s := &section{open: t, part: p, story: st}
			if len(stack) > 0 {
				s.parent = stack[len(stack)-1]
			}
			t.section = s
			if len(stack) == maxNesting {
				c.add(t, &tagError{id: idSyntax, msg: t.raw + " 套了超过 " + itoa(maxNesting) + " 层", hint: "检查前面的循环是不是忘了结束。"})
			}
			p.sections = append(p.sections, s)
			stacks[st] = append(stack, s)
		case t.kind == tagElse || t.kind == tagElseIf:
			c.pairElse(t, stack)
		case t.kind == tagClose:
			stacks[st] = c.pairClose(t, stack, opened[st])
		default:
			if len(stack) > 0 {
				t.section = stack[len(stack)-1]
			}
		}
	}
	for _, st := range order {
		for _, s := range stacks[st] {
			c.unclosed(s)
		}
	}
}

func (c *compiler) unclosed(s *section) {
	c.add(s.open, &tagError{id: idUnclosed, msg: s.open.raw + " 没有结束", hint: "在要重复（或有条件）的内容后面写 " + s.closing() + "。"})
}

// adopt gives the tags and sections of a text box the section of the outer text that its anchor lies in.
func (p *part) adopt() {
	for _, t := range p.tags {
		if st := t.story(); st < 0 || p.tree.nodes[st].kind != kTxbx {
			continue
		}
		switch {
		case t.section == nil && !t.isEdge():
			t.section = p.sectionAround(t)
		case t.kind.opens() && t.section.parent == nil:
			t.section.parent = p.sectionAround(t)
		}
	}
}

// sectionAround returns the innermost section of another story around a tag, nil if there is none.
func (p *part) sectionAround(t *tag) *section {
	at := t.offset()
	for i := len(p.sections) - 1; i >= 0; i-- {
		s := p.sections[i]
		if s.close != nil && s.story != t.story() && s.open.offset() < at && at < s.close.offset() {
			return s
		}
	}
	return nil
}

// closing returns how the section is closed.
func (s *section) closing() string {
	switch {
	case s.open.kind == tagIf:
		return "{{结束}}"
	case strings.Contains(s.open.raw, "循环"):
		return "{{结束循环}}"
	}
	return "{{/" + s.open.path.raw + "}}"
}

func (c *compiler) pairElse(t *tag, stack []*section) {
	if len(stack) == 0 {
		c.add(t, &tagError{id: idElse, msg: t.raw + " 前面没有 {{如果 …}}", hint: "“否则”写在“如果”和“结束”之间。"})
		return
	}
	s := stack[len(stack)-1]
	t.section = s
	if n := len(s.elses); n > 0 && s.elses[n-1].kind == tagElse {
		c.add(t, &tagError{id: idElse, msg: t.raw + " 前面已经有一个 {{否则}}", hint: "一个条件只能有一个“否则”，放在最后。"})
		return
	}
	if t.kind == tagElseIf && s.open.kind != tagIf {
		c.add(t, &tagError{id: idElse, msg: t.raw + " 只能接在 {{如果 …}} 后面", hint: "循环里可以写 {{否则}}，表示清单为空时。"})
		return
	}
	s.elses = append(s.elses, t)
}

// matches reports whether a close tag names the section.
func (s *section) matches(t *tag) bool {
	if t.only == tagLoop && s.open.kind == tagIf || t.only == tagIf && s.open.kind != tagIf {
		return false
	}
	if t.closes == "" {
		return true
	}
	if s.open.kind == tagIf {
		return t.closes == "如果"
	}
	name := s.open.path.raw
	return t.closes == name || t.closes == "循环" || strings.HasSuffix(name, "."+t.closes)
}

func (c *compiler) pairClose(t *tag, stack []*section, opened map[string]bool) []*section {
	if len(stack) == 0 {
		c.unopened(t)
		return stack
	}
	for i := len(stack) - 1; i >= 0; i-- {
		s := stack[i]
		if !s.matches(t) {
			continue
		}
		for _, left := range stack[i+1:] {
			c.unclosed(left)
		}
		s.close, t.section = t, s
		return stack[:i]
	}
	s := stack[len(stack)-1]
	if t.closes != "" && opened[t.closes] {
		c.unopened(t)
		return stack
	}
	c.add(t, &tagError{id: idMismatch, msg: fmt.Sprintf("%s 与开头的 %s（%s）对不上", t.raw, s.open.raw, c.t.place(s.open)),
		hint: "把结尾改成 " + s.closing() + "。"})
	return stack[:len(stack)-1]
}

func (c *compiler) unopened(t *tag) {
	c.add(t, &tagError{id: idUnopened, msg: t.raw + " 没有对应的开头", hint: "补上开头的标签，或删去这个结束标签。"})
}
