package patch

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ziping/xlsx/ooxml/token"
)

// An element is one element of a part, by the places of its tags. Only what is
// named in a visit is looked at; the rest of the part is bytes.
type element struct {
	space      token.Space
	local      string
	prefix     string // with its colon, "" for none
	attrs      []attr
	start      int // of <name
	open       int // behind the start tag
	close, end int // of the end tag; the same as open for <empty/>
	depth      int // 1 for the root
	empty      bool
	children   []*element
}

type attr struct {
	space token.Space
	name  string
	value string
}

func (e *element) attr(name string) (string, bool) { return e.attrIn(token.None, name) }

func (e *element) attrIn(space token.Space, name string) (string, bool) {
	for _, a := range e.attrs {
		if a.space == space && a.name == name {
			return a.value, true
		}
	}
	return "", false
}

// is tells an element of the workbook's own name space.
func (e *element) is(local string) bool { return e.space == token.Main && e.local == local }

// child is the first child of that name, nil for none.
func (e *element) child(local string) *element {
	for _, c := range e.children {
		if c.local == local {
			return c
		}
	}
	return nil
}

// errSkip makes a walk leave out what is in an element.
var errSkip = errors.New("skip")

// walk calls enter for each start tag and leave for each end tag, which has the
// element that was entered with its places filled in. A part that is not UTF-8,
// has entities or is not well-formed is an error.
func walk(part []byte, enter, leave func(*element) error) error {
	s := token.NewScanner(bytes.NewReader(part))
	s.MaxDepth = 256
	var open []*element
	skipping := 0 // depth of the element whose inside is left out
	for {
		from := int(s.Offset())
		kind, err := s.Next()
		if err != nil {
			return err
		}
		at := int(s.Offset())
		switch kind {
		case token.EOF:
			return nil
		case token.Start:
			if skipping > 0 {
				open = append(open, nil)
				continue
			}
			e := &element{space: s.Space, local: string(s.Local), open: at, depth: len(open) + 1}
			e.start = from + bytes.LastIndexByte(part[from:at], '<')
			e.empty = part[at-2] == '/'
			name, _, _ := bytes.Cut(part[e.start+1:at], []byte(e.local))
			e.prefix = string(name)
			for _, a := range s.Attrs {
				e.attrs = append(e.attrs, attr{a.Space, string(a.Name), string(a.Value)})
			}
			open = append(open, e)
			if err := enter(e); err == errSkip {
				skipping = len(open)
			} else if err != nil {
				return err
			}
		case token.End:
			e := open[len(open)-1]
			open = open[:len(open)-1]
			if e == nil {
				continue
			}
			skipping = 0
			e.close, e.end = at, at
			if !e.empty {
				e.close = from + bytes.LastIndexByte(part[from:at], '<')
			}
			if err := leave(e); err != nil {
				return err
			}
		}
	}
}

// tree is a part as a whole, for small parts.
func tree(part []byte) (*element, error) {
	var root *element
	var open []*element
	err := walk(part, func(e *element) error {
		if len(open) == 0 {
			root = e
		} else {
			top := open[len(open)-1]
			top.children = append(top.children, e)
		}
		open = append(open, e)
		return nil
	}, func(*element) error {
		open = open[:len(open)-1]
		return nil
	})
	return root, err
}

// An edit replaces part[from:to].
type edit struct {
	from, to int
	text     string
}

// apply makes the edits of a part, which do not overlap. Several at one place
// come in the order they were made.
func apply(part []byte, edits []edit) []byte {
	slices.SortStableFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var out bytes.Buffer
	out.Grow(len(part) + 64*len(edits))
	at := 0
	for _, e := range edits {
		out.Write(part[at:e.from])
		out.WriteString(e.text)
		at = e.to
	}
	out.Write(part[at:])
	return out.Bytes()
}

// within are the edits that put text at the end of an element, which may be
// written as <empty/>.
func within(part []byte, e *element, text string) []edit {
	if e.empty {
		tag := string(part[e.start:e.open])
		return []edit{{e.start, e.open, strings.TrimRight(strings.TrimSuffix(tag, "/>"), " \t\r\n") + ">" + text + "</" + e.prefix + e.local + ">"}}
	}
	return []edit{{e.close, e.close, text}}
}

// setAttr is a start tag with an attribute set.
func setAttr(tag, name, value string) string {
	if from, to, ok := findAttr(tag, name); ok {
		return tag[:from] + `"` + escape(value) + `"` + tag[to:]
	}
	at := strings.IndexAny(tag, " \t\r\n/>")
	return tag[:at] + " " + name + `="` + escape(value) + `"` + tag[at:]
}

// dropAttr is a start tag without an attribute.
func dropAttr(tag, name string) string {
	from, to, ok := findAttr(tag, name)
	if !ok {
		return tag
	}
	start := strings.LastIndex(tag[:from], name)
	return strings.TrimRight(tag[:start], " \t\r\n") + tag[to:]
}

// findAttr is where the quoted value of an attribute stands in a start tag.
func findAttr(tag, name string) (from, to int, ok bool) {
	i := strings.IndexAny(tag, " \t\r\n/>")
	for i < len(tag) {
		for i < len(tag) && strings.IndexByte(" \t\r\n", tag[i]) >= 0 {
			i++
		}
		eq := strings.IndexByte(tag[i:], '=')
		if eq < 0 {
			return 0, 0, false
		}
		key := strings.TrimRight(tag[i:i+eq], " \t\r\n")
		q := i + eq + 1
		for strings.IndexByte(" \t\r\n", tag[q]) >= 0 {
			q++
		}
		end := q + 1 + strings.IndexByte(tag[q+1:], tag[q]) + 1
		if key == name {
			return q, end, true
		}
		i = end
	}
	return 0, 0, false
}

var xmlEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\n", "&#10;", "\r", "&#13;", "\t", "&#9;")

// escape writes a text as XML, in an attribute or between tags.
func escape(s string) string { return xmlEscaper.Replace(s) }

// An Unknown is why a workbook is left as it is: it has something that the patch
// does not know. It is a Chinese clause.
type Unknown string

func (u Unknown) Error() string { return string(u) }

func unknown(format string, args ...any) error { return Unknown(fmt.Sprintf(format, args...)) }
