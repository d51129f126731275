package wml

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
)

// MaxDepth bounds how deep elements may nest in a part.
const MaxDepth = 256

// A Node is one element of a part: byte ranges into the part, and its place in the tree. Only elements the engine
// may need are kept (see kindOf); an unknown element is kept when it contains one of those, or stands in a paragraph.
type Node struct {
	Kind   Kind
	Parent int32 // index of the parent node, -1 at the top
	Next   int32 // index of the first node after this one's subtree
	Start  int32 // [start,open) is the start tag
	Open   int32
	Close  int32 // [close,end) is the end tag; empty for <w:p/>
	End    int32
}

// SelfClosing reports whether the node was written <w:p/>.
func (n *Node) SelfClosing() bool { return n.Open == n.End }

// A Tree is a part with the elements found in it.
type Tree struct {
	part  string
	XML   []byte
	Nodes []Node
	w     string // the prefix of WordprocessingML with its colon: "w:"
}

// A SyntaxError says where a part stops being well-formed XML.
type SyntaxError struct {
	Offset  int
	msg     string
	Doctype bool
}

func (e *SyntaxError) Error() string { return fmt.Sprintf("第 %d 字节：%s", e.Offset, e.msg) }

// binding is one namespace declaration in force.
type binding struct {
	prefix []byte
	space  space
	depth  int32
}

// openElement is an element whose end tag has not been seen.
type openElement struct {
	nameEnd       int32 // the name is what lies between here and the < at start
	node          int32 // -1 while not kept
	kind          Kind
	start, tagEnd int32
}

// scanner reads one part in one pass.
type scanner struct {
	b        []byte
	pos      int
	t        *Tree
	stack    []openElement
	bindings []binding
	names    map[string]Kind // resolved names under the present bindings
	roots    int
	soft     *SyntaxError // first fault that does not hinder the analysis: undeclared prefix, second root
	known    [256]knownTag
	round    int32 // counts the changes of the namespace bindings
}

// A knownTag is a start tag that was checked before, under the bindings of a round. Word writes the same few hundred
// tags again and again: one that is equal byte for byte needs no second look.
type knownTag struct {
	from, to int32
	round    int32
	name     int32 // length of the name
	kind     Kind
}

// tagSlot returns where in known a start tag is kept.
func tagSlot(tag []byte) int {
	n := len(tag)
	if n < 8 {
		return int(tag[1])<<2 ^ n
	}
	h := binary.LittleEndian.Uint64(tag)*0x9E3779B97F4A7C15 ^ binary.LittleEndian.Uint64(tag[n-8:])*0xC2B2AE3D27D4EB4F
	h ^= binary.LittleEndian.Uint64(tag[(n-8)/2:]) * 0x165667B19E3779F9
	return int(h>>56) ^ n
}

// Scan checks that xml is a well-formed part and returns its elements. A fault that leaves the elements
// recognisable (an undeclared prefix, several roots) comes back together with the tree, so that the tags in a
// part that must be refused are still reported.
func Scan(part string, xml []byte) (*Tree, *SyntaxError) {
	s := &scanner{b: xml, t: &Tree{part: part, XML: xml}, names: map[string]Kind{}}
	s.bindings = append(s.bindings, binding{prefix: []byte("xml"), space: SpaceOther})
	s.rebound()
	if off := badByte(xml); off >= 0 {
		return nil, &SyntaxError{Offset: off, msg: "有 XML 不允许的字符或不是 UTF-8"}
	}
	s.t.Nodes = make([]Node, 0, elements(xml))
	if err := s.run(); err != nil {
		return nil, err
	}
	if s.t.w == "" {
		s.t.w = "w:"
	}
	if s.soft != nil {
		return s.t, s.soft
	}
	return s.t, nil
}

// elements returns about how many elements a part has; not fewer than that when they are small, as growing would then
// cost several times the part.
func elements(xml []byte) int {
	n := bytes.Count(xml, []byte("<"))
	if n > len(xml)/16 {
		return n - bytes.Count(xml, []byte("</"))
	}
	return n/2 + 1
}

func (s *scanner) errorf(off int, format string, args ...any) *SyntaxError {
	return &SyntaxError{Offset: off, msg: fmt.Sprintf(format, args...)}
}

func (s *scanner) note(off int, format string, args ...any) {
	if s.soft == nil {
		s.soft = s.errorf(off, format, args...)
	}
}

func (s *scanner) run() *SyntaxError {
	if bytes.HasPrefix(s.b, []byte("\xef\xbb\xbf")) {
		s.pos = 3
	}
	for s.pos < len(s.b) {
		i := bytes.IndexByte(s.b[s.pos:], '<')
		if i < 0 {
			i = len(s.b) - s.pos
		}
		if err := s.text(s.pos, s.pos+i); err != nil {
			return err
		}
		s.pos += i
		if s.pos >= len(s.b) {
			break
		}
		if err := s.markup(); err != nil {
			return err
		}
	}
	if len(s.stack) > 0 {
		return s.errorf(len(s.b), "元素 <%s> 没有结束", s.nameOf(&s.stack[len(s.stack)-1]))
	}
	if s.roots == 0 {
		return s.errorf(0, "没有根元素")
	}
	return nil
}

func (s *scanner) text(from, to int) *SyntaxError {
	if from == to {
		return nil
	}
	seg := s.b[from:to]
	if len(s.stack) == 0 {
		if len(bytes.TrimSpace(seg)) > 0 {
			s.note(from, "根元素之外有文字")
		}
		return nil
	}
	if i := bytes.Index(seg, []byte("]]>")); i >= 0 {
		return s.errorf(from+i, "文字中有 ]]>")
	}
	return s.refs(from, to)
}

// refs checks the entity and character references of a stretch of text or of an attribute value.
func (s *scanner) refs(from, to int) *SyntaxError {
	for p := from; ; {
		i := bytes.IndexByte(s.b[p:to], '&')
		if i < 0 {
			return nil
		}
		p += i
		_, n := decodeRef(s.b[p:to])
		if n == 0 {
			return s.errorf(p, "& 后面不是已知的字符引用")
		}
		p += n
	}
}

// markup reads whatever begins with '<' at the present position.
func (s *scanner) markup() *SyntaxError {
	rest := s.b[s.pos:]
	if len(rest) > 1 {
		switch rest[1] {
		case '/':
			return s.endTag()
		case '!', '?':
		default:
			return s.startTag()
		}
	}
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return s.comment()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		i := bytes.Index(rest, []byte("]]>"))
		if i < 0 || len(s.stack) == 0 {
			return s.errorf(s.pos, "CDATA 不完整")
		}
		s.pos += i + 3
		return nil
	case bytes.HasPrefix(rest, []byte("<!")):
		e := s.errorf(s.pos, "有 DOCTYPE 或其他声明")
		e.Doctype = true
		return e
	case bytes.HasPrefix(rest, []byte("<?")):
		return s.instruction()
	}
	return s.startTag()
}

func (s *scanner) comment() *SyntaxError {
	body := s.b[s.pos+4:]
	i := bytes.Index(body, []byte("--"))
	if i < 0 || i+2 >= len(body) || body[i+2] != '>' {
		return s.errorf(s.pos, "注释不完整")
	}
	s.pos += 4 + i + 3
	return nil
}

func (s *scanner) instruction() *SyntaxError {
	rest := s.b[s.pos+2:]
	i := bytes.Index(rest, []byte("?>"))
	if i < 0 {
		return s.errorf(s.pos, "处理指令不完整")
	}
	body := rest[:i]
	n := NameLen(body)
	if n == 0 || n < len(body) && !IsSpace(body[n]) || bytes.IndexByte(body[:n], ':') >= 0 {
		return s.errorf(s.pos, "处理指令没有名字")
	}
	if strings.EqualFold(string(body[:n]), "xml") {
		if string(body[:n]) != "xml" || s.pos > 3 || s.pos == 3 && !bytes.HasPrefix(s.b, []byte("\xef\xbb\xbf")) {
			return s.errorf(s.pos, "XML 声明不在开头")
		}
		if v := declAttr(body[n:], "version"); v != "1.0" {
			return s.errorf(s.pos, "XML 版本不是 1.0")
		}
		if enc := declAttr(body[n:], "encoding"); enc != "" && !strings.EqualFold(enc, "utf-8") && !strings.EqualFold(enc, "us-ascii") {
			return s.errorf(s.pos, "编码是 %s，应为 UTF-8", enc)
		}
	}
	s.pos += 2 + i + 2
	return nil
}

func (s *scanner) startTag() *SyntaxError {
	start := s.pos
	var slot *knownTag
	if i := bytes.IndexByte(s.b[start:], '>'); i > 0 && i < 512 && len(s.stack) > 0 && len(s.stack) < MaxDepth {
		tag := s.b[start : start+i+1]
		slot = &s.known[tagSlot(tag)&255]
		if slot.round == s.round && bytes.Equal(s.b[slot.from:slot.to], tag) {
			s.push(int(slot.name), slot.kind, start, start+len(tag), tag[i-1] == '/')
			return nil
		}
	}
	n := NameLen(s.b[start+1:])
	if n == 0 {
		return s.errorf(start, "< 后面不是元素名")
	}
	name := s.b[start+1 : start+1+n]
	if len(s.stack) == 0 {
		if s.roots++; s.roots > 1 {
			s.note(start, "不止一个根元素")
		}
	}
	if len(s.stack) >= MaxDepth {
		return s.errorf(start, "元素嵌套超过 %d 层", MaxDepth)
	}
	depth, round := int32(len(s.stack)+1), s.round
	end, empty, err := s.attributes(start+1+n, depth)
	if err != nil {
		return err
	}
	k, err := s.resolve(name, start)
	if err != nil {
		return err
	}
	if slot != nil && s.round == round { // it declares no namespace
		*slot = knownTag{from: int32(start), to: int32(end), round: round, name: int32(n), kind: k}
	}
	s.push(n, k, start, end, empty)
	return nil
}

// nameOf returns the name of an open element.
func (s *scanner) nameOf(e *openElement) []byte { return s.b[e.start+1 : e.nameEnd] }

// push opens an element with a name of n bytes whose start tag is [start,end), and closes it at once if the tag is empty.
func (s *scanner) push(n int, k Kind, start, end int, empty bool) {
	s.stack = append(s.stack, openElement{nameEnd: int32(start + 1 + n), node: -1, kind: k, start: int32(start), tagEnd: int32(end)})
	s.keep(k)
	s.pos = end
	if empty {
		s.pop(end, end)
	}
}

// rebound forgets what was known under other namespace bindings.
func (s *scanner) rebound() {
	s.round++
	clear(s.names)
}

// keep records the element just opened when it may matter, with the ancestors that were not recorded so far.
func (s *scanner) keep(k Kind) {
	top := len(s.stack) - 1
	if k == Other {
		if top == 0 || !s.stack[top-1].kind.holdsContent() {
			return
		}
	}
	first, parent := top, int32(-1) // what stands above a recorded element is recorded
	for first > 0 && s.stack[first-1].node < 0 {
		first--
	}
	if first > 0 {
		parent = s.stack[first-1].node
	}
	for i := first; i <= top; i++ {
		e := &s.stack[i]
		e.node = int32(len(s.t.Nodes))
		s.t.Nodes = append(s.t.Nodes, Node{Kind: e.kind, Parent: parent, Start: e.start, Open: e.tagEnd})
		parent = e.node
	}
}

func (s *scanner) endTag() *SyntaxError {
	if k := len(s.stack) - 1; k >= 0 { // as it nearly always is
		if name := s.nameOf(&s.stack[k]); bytes.HasPrefix(s.b[s.pos+2:], name) {
			if p := s.pos + 2 + len(name); p < len(s.b) && s.b[p] == '>' {
				start := s.pos
				s.pos = p + 1
				s.pop(start, s.pos)
				return nil
			}
		}
	}
	n := NameLen(s.b[s.pos+2:])
	name := s.b[s.pos+2 : s.pos+2+n]
	p := s.pos + 2 + n
	for p < len(s.b) && IsSpace(s.b[p]) {
		p++
	}
	if n == 0 || p >= len(s.b) || s.b[p] != '>' {
		return s.errorf(s.pos, "结束标记不完整")
	}
	if len(s.stack) == 0 || !bytes.Equal(s.nameOf(&s.stack[len(s.stack)-1]), name) {
		return s.errorf(s.pos, "结束标记 </%s> 没有对应的开头", name)
	}
	start := s.pos
	s.pos = p + 1
	s.pop(start, s.pos)
	return nil
}

// pop closes the innermost element, whose end tag is [from,to).
func (s *scanner) pop(from, to int) {
	depth := int32(len(s.stack))
	e := s.stack[depth-1]
	s.stack = s.stack[:depth-1]
	if e.node >= 0 {
		n := &s.t.Nodes[e.node]
		n.Close, n.End, n.Next = int32(from), int32(to), int32(len(s.t.Nodes))
		if from == to { // <w:p/>: everything is the start tag
			n.Close, n.End = n.Open, n.Open
		}
	}
	k := len(s.bindings)
	for k > 0 && s.bindings[k-1].depth == depth {
		k--
	}
	if k < len(s.bindings) {
		s.bindings = s.bindings[:k]
		s.rebound()
	}
}
