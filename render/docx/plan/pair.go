package plan

import (
	"fmt"
	"strconv"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// This file pairs the open and close tags of sections.

// maxNesting bounds how deep sections may nest.
const maxNesting = 32

// pair matches open and close tags, story by story.
func (c *Compiler) pair(p *Part) {
	stacks := map[int32][]*Section{}
	opened := map[int32]map[string]bool{}
	for _, t := range p.Tags {
		if t.Kind.Opens() {
			st := t.story()
			if opened[st] == nil {
				opened[st] = map[string]bool{}
			}
			opened[st][t.Path.Raw] = true
		}
	}
	var order []int32
	known := map[int32]bool{}
	for _, t := range p.Tags {
		if c.tooDeep {
			return
		}
		st := t.story()
		stack := stacks[st]
		if !known[st] {
			known[st] = true
			order = append(order, st)
		}
		switch {
		case t.Kind.Opens():
			s := &Section{Open: t, Part: p, story: st}
			if len(stack) > 0 {
				s.parent = stack[len(stack)-1]
			}
			t.section = s
			if len(stack) == maxNesting {
				c.tooDeep = true
				c.add(t, &problem.Fault{ID: problem.Syntax, Msg: t.Raw + " 套了超过 " + strconv.Itoa(maxNesting) + " 层", Hint: "检查前面的循环是不是忘了结束。"})
			}
			p.sections = append(p.sections, s)
			stacks[st] = append(stack, s)
		case t.Kind == lang.TagElse || t.Kind == lang.TagElseIf:
			c.pairElse(t, stack)
		case t.Kind == lang.TagClose:
			stacks[st] = c.pairClose(t, stack, opened[st])
		default:
			if len(stack) > 0 {
				t.section = stack[len(stack)-1]
			}
		}
	}
	for _, st := range order {
		for _, s := range stacks[st] {
			if c.tooDeep {
				return
			}
			c.unclosed(s)
		}
	}
}

func (c *Compiler) unclosed(s *Section) {
	c.add(s.Open, &problem.Fault{ID: problem.Unclosed, Msg: s.Open.Raw + " 没有结束", Hint: "在要重复（或有条件）的内容后面写 " + s.closing() + "。"})
}

// adopt gives the tags and sections of a text box the section of the outer text that its anchor lies in.
func (p *Part) adopt() {
	for _, t := range p.Tags {
		if st := t.story(); st < 0 || p.Tree.Nodes[st].Kind != wml.Txbx {
			continue
		}
		switch {
		case t.section == nil && !t.isEdge():
			t.section = p.sectionAround(t)
		case t.Kind.Opens() && t.section.parent == nil:
			t.section.parent = p.sectionAround(t)
		}
	}
}

// sectionAround returns the innermost section of another story around a tag, nil if there is none.
func (p *Part) sectionAround(t *Tag) *Section {
	at := t.offset()
	for i := len(p.sections) - 1; i >= 0; i-- {
		s := p.sections[i]
		if s.close != nil && s.story != t.story() && s.Open.offset() < at && at < s.close.offset() {
			return s
		}
	}
	return nil
}

// closing returns how the section is closed.
func (s *Section) closing() string {
	switch {
	case s.Open.Kind == lang.TagIf:
		return "{{结束}}"
	case strings.Contains(s.Open.Raw, "循环"):
		return "{{结束循环}}"
	}
	return "{{/" + s.Open.Path.Raw + "}}"
}

func (c *Compiler) pairElse(t *Tag, stack []*Section) {
	if len(stack) == 0 {
		c.add(t, &problem.Fault{ID: problem.Else, Msg: t.Raw + " 前面没有 {{如果 …}}", Hint: "“否则”写在“如果”和“结束”之间。"})
		return
	}
	s := stack[len(stack)-1]
	t.section = s
	if n := len(s.Elses); n > 0 && s.Elses[n-1].Kind == lang.TagElse {
		c.add(t, &problem.Fault{ID: problem.Else, Msg: t.Raw + " 前面已经有一个 {{否则}}", Hint: "一个条件只能有一个“否则”，放在最后。"})
		return
	}
	if t.Kind == lang.TagElseIf && s.Open.Kind != lang.TagIf {
		c.add(t, &problem.Fault{ID: problem.Else, Msg: t.Raw + " 只能接在 {{如果 …}} 后面", Hint: "循环里可以写 {{否则}}，表示清单为空时。"})
		return
	}
	s.Elses = append(s.Elses, t)
}

// matches reports whether a close tag names the section.
func (s *Section) matches(t *Tag) bool {
	if t.Only == lang.TagLoop && s.Open.Kind == lang.TagIf || t.Only == lang.TagIf && s.Open.Kind != lang.TagIf {
		return false
	}
	if t.Closes == "" {
		return true
	}
	if s.Open.Kind == lang.TagIf {
		return t.Closes == "如果"
	}
	name := s.Open.Path.Raw
	return t.Closes == name || t.Closes == "循环" || strings.HasSuffix(name, "."+t.Closes)
}

func (c *Compiler) pairClose(t *Tag, stack []*Section, opened map[string]bool) []*Section {
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
	if t.Closes != "" && opened[t.Closes] {
		c.unopened(t)
		return stack
	}
	c.add(t, &problem.Fault{ID: problem.Mismatch, Msg: fmt.Sprintf("%s 与开头的 %s（%s）对不上", t.Raw, s.Open.Raw, c.T.Place(s.Open)),
		Hint: "把结尾改成 " + s.closing() + "。"})
	return stack[:len(stack)-1]
}

func (c *Compiler) unopened(t *Tag) {
	c.add(t, &problem.Fault{ID: problem.Unopened, Msg: t.Raw + " 没有对应的开头", Hint: "补上开头的标签，或删去这个结束标签。"})
}
