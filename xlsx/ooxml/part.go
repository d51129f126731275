package ooxml

import (
	"strconv"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/ooxml/token"
)

// A part is an XML part being read, forwards only.
type part struct {
	*token.Scanner
	name string
}

// fail is a fault at the current place.
func (p *part) fail(cause string) *grid.Fault {
	f := damaged(p.name, cause, nil)
	f.Offset = p.Offset()
	return f
}

// next is Next with the part's name on the error.
func (p *part) next() (token.Kind, error) {
	k, err := p.Next()
	if err != nil {
		return k, located(err, p.name)
	}
	return k, nil
}

// root reads up to the root element, which must be the one named, in space.
func (p *part) root(space token.Space, local string) error {
	if _, err := p.next(); err != nil {
		return err
	}
	if p.Space != space && string(p.Local) == local {
		return p.fail(local + " 的命名空间不是正式版 Excel 用的")
	}
	if string(p.Local) != local {
		return p.fail("应是 " + local + "，却是 " + printable(string(p.Local)))
	}
	return nil
}

// child moves to the next element inside the current one and reports whether
// there is one. Text between elements is refused: in the parts of a workbook
// it is what is left of a broken tag.
func (p *part) child() (bool, error) {
	for {
		k, err := p.next()
		if err != nil {
			return false, err
		}
		switch k {
		case token.Start:
			return true, nil
		case token.End:
			return false, nil
		case token.Text:
			if !token.Blank(p.Data) {
				return false, p.fail("标签之间有不该有的文字")
			}
		}
	}
}

// choice is child for lists in which another office program may have put its
// own form of an entry beside the one for everybody (mc:AlternateContent,
// ECMA-376 part 3): the entry of the Fallback counts, as in every reader that
// does not know the extension.
func (p *part) choice() (bool, error) {
	for {
		k, err := p.next()
		if err != nil {
			return false, err
		}
		switch {
		case k == token.Text && !token.Blank(p.Data):
			return false, p.fail("标签之间有不该有的文字")
		case p.Space != token.Compat && k == token.Start:
			return true, nil
		case p.Space != token.Compat && k == token.End:
			return false, nil
		case k != token.Start:
		case string(p.Local) == "Choice":
			if err := p.skip(); err != nil {
				return false, err
			}
		case string(p.Local) != "AlternateContent" && string(p.Local) != "Fallback":
			return false, p.fail("有不认识的标签 " + printable(string(p.Local)))
		}
	}
}

// skip passes over the rest of the current element.
func (p *part) skip() error {
	for depth := p.Depth(); ; {
		k, err := p.next()
		if err != nil {
			return err
		}
		if k == token.End && p.Depth() == depth {
			return nil
		}
	}
}

// content appends the text of the current element, which holds no elements.
func (p *part) content(dst []byte) ([]byte, error) {
	if text, ok := p.Leaf(); ok {
		return append(dst, text...), nil
	}
	for {
		k, err := p.next()
		if err != nil {
			return dst, err
		}
		switch k {
		case token.Text:
			dst = append(dst, p.Data...)
		case token.End:
			return dst, nil
		case token.Start:
			return dst, p.fail("文字里有不该有的标签 " + printable(string(p.Local)))
		}
	}
}

// finish reads the part to its end, which checks its checksum too.
func (p *part) finish() error {
	for {
		k, err := p.next()
		if err != nil || k == token.EOF {
			return err
		}
	}
}

// is reports a main-name-space element.
func (p *part) is(local string) bool { return p.Space == token.Main && string(p.Local) == local }

// attr is the value of an attribute without prefix.
func (p *part) attr(name string) (string, bool) { return p.attrIn(token.None, name) }

func (p *part) attrIn(space token.Space, name string) (string, bool) {
	for i := range p.Attrs {
		if a := &p.Attrs[i]; a.Space == space && string(a.Name) == name {
			return string(a.Value), true
		}
	}
	return "", false
}

// number is an attribute that must be a whole number from 0 to limit; absent
// it is fallback.
func (p *part) number(name string, fallback, limit int) (int, error) {
	v, ok := p.attr(name)
	if !ok {
		return fallback, nil
	}
	n, err := strconv.Atoi(strings.TrimSpace(v))
	if err != nil || n < 0 || n > limit {
		return 0, p.fail(name + " 应是数字，却是“" + printable(v) + "”")
	}
	return n, nil
}

// flag is an attribute of type xsd:boolean.
func (p *part) flag(name string) (bool, error) {
	v, ok := p.attr(name)
	if !ok {
		return false, nil
	}
	b, ok := boolean(v)
	if !ok {
		return false, p.fail(name + " 应是 0 或 1，却是“" + printable(v) + "”")
	}
	return b, nil
}

// boolean reads xsd:boolean, and the spellings that other writers use for it.
func boolean(v string) (value, ok bool) {
	switch strings.ToLower(strings.TrimSpace(v)) {
	case "1", "true", "on":
		return true, true
	case "0", "false", "off", "":
		return false, true
	}
	return false, false
}
