package wml

import (
	"bytes"
)

// attributes checks the attributes from p on, takes in namespace declarations, and returns the end of the tag.
func (s *scanner) attributes(p int, depth int32) (end int, empty bool, err *SyntaxError) {
	b := s.b
	first := p
	var few [24][]byte
	seen := few[:0]
	prefixed := false
	for {
		q := p
		for p < len(b) && IsSpace(b[p]) {
			p++
		}
		switch {
		case p >= len(b):
			return 0, false, s.errorf(first, "标记没有结束")
		case b[p] == '>':
			end = p + 1
		case b[p] == '/' && p+1 < len(b) && b[p+1] == '>':
			end, empty = p+2, true
		}
		if end > 0 {
			break
		}
		if p == q {
			return 0, false, s.errorf(p, "属性之间没有空格")
		}
		n := NameLen(b[p:])
		if n == 0 {
			return 0, false, s.errorf(p, "属性名不对")
		}
		name := b[p : p+n]
		p += n
		for p < len(b) && IsSpace(b[p]) {
			p++
		}
		if p >= len(b) || b[p] != '=' {
			return 0, false, s.errorf(p, "属性没有值")
		}
		for p++; p < len(b) && IsSpace(b[p]); p++ {
		}
		if p >= len(b) || b[p] != '"' && b[p] != '\'' {
			return 0, false, s.errorf(p, "属性值没有引号")
		}
		from := p + 1
		to, special := valueEnd(b, from, b[p])
		if to < 0 {
			return 0, false, s.errorf(p, "属性值没有结束")
		}
		if special {
			if bytes.IndexByte(b[from:to], '<') >= 0 {
				return 0, false, s.errorf(from, "属性值中有 <")
			}
			if err := s.refs(from, to); err != nil {
				return 0, false, err
			}
		}
		p = to + 1
		if err := s.attribute(name, b[from:to], depth, &prefixed); err != nil {
			return 0, false, err
		}
		if len(seen) < 64 { // more attributes than that occur on no element of ours; a document root has about 40
			for _, o := range seen {
				if bytes.Equal(o, name) {
					return 0, false, s.errorf(from, "属性 %s 重复", name)
				}
			}
		}
		if seen = append(seen, name); len(seen) > 256 {
			return 0, false, s.errorf(from, "属性过多")
		}
	}
	if prefixed {
		s.declared(first, seen)
	}
	return end, empty, nil
}

// declared notes the prefixes of attributes at p that no namespace is declared for.
func (s *scanner) declared(p int, names [][]byte) {
	var last []byte
	for _, name := range names {
		prefix, _, _ := splitName(name)
		if bytes.Equal(prefix, last) {
			continue
		}
		last = prefix
		if len(prefix) > 0 && string(prefix) != "xmlns" && s.lookup(prefix) == nil {
			s.note(p, "前缀 %s 没有声明", prefix)
		}
	}
}

// valueEnd returns where the attribute value from p ends, -1 if it does not, and whether it holds < or &. A loop
// beats IndexByte: values are short.
func valueEnd(b []byte, p int, quote byte) (end int, special bool) {
	for ; p < len(b); p++ {
		switch b[p] {
		case quote:
			return p, special
		case '<', '&':
			special = true
		}
	}
	return -1, special
}

// attribute takes one attribute in: a namespace declaration, or a name whose prefix must be declared.
func (s *scanner) attribute(name, value []byte, depth int32, prefixed *bool) *SyntaxError {
	if bytes.IndexByte(name, ':') < 0 && string(name) != "xmlns" {
		return nil
	}
	prefix, local, ok := splitName(name)
	if !ok {
		return s.errorf(s.pos, "属性名 %s 不对", name)
	}
	switch {
	case prefix == nil && string(local) == "xmlns":
		s.declare(nil, value, depth)
	case string(prefix) == "xmlns":
		if len(value) == 0 || string(local) == "xmlns" {
			return s.errorf(s.pos, "命名空间声明 %s 不对", name)
		}
		s.declare(local, value, depth)
	case prefix != nil:
		*prefixed = true
	}
	return nil
}

func (s *scanner) declare(prefix, uri []byte, depth int32) {
	sp := spaces[string(bytes.TrimSpace(uri))]
	s.bindings = append(s.bindings, binding{prefix: prefix, space: sp, depth: depth})
	s.rebound()
	if sp == SpaceW && s.t.w == "" {
		if s.t.w = string(prefix) + ":"; len(prefix) == 0 {
			s.t.w = "\x00" // the default namespace: no prefix at all
		}
	}
}

func (s *scanner) lookup(prefix []byte) *binding {
	for i := len(s.bindings) - 1; i >= 0; i-- {
		if bytes.Equal(s.bindings[i].prefix, prefix) {
			return &s.bindings[i]
		}
	}
	return nil
}

// resolve returns the kind of an element name under the present namespace bindings.
func (s *scanner) resolve(name []byte, off int) (Kind, *SyntaxError) {
	if k, ok := s.names[string(name)]; ok {
		return k, nil
	}
	prefix, local, ok := splitName(name)
	if !ok {
		return 0, s.errorf(off, "元素名 %s 不对", name)
	}
	sp := SpaceOther
	if b := s.lookup(prefix); b != nil {
		sp = b.space
	} else if len(prefix) > 0 {
		s.note(off, "前缀 %s 没有声明", prefix)
		sp = conventional[string(prefix)]
	}
	k := kindOf(sp, string(local))
	s.names[string(name)] = k
	return k, nil
}
