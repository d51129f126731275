package wml

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
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

// badByte returns the offset of the first byte that cannot be in an XML document in UTF-8, or -1.
func badByte(b []byte) int {
	// Eight bytes at a time: a control character, or a byte that is not ASCII, sets a high bit.
	const high = 0x8080808080808080
	i, ascii := 0, true
	for ; i+8 <= len(b); i += 8 {
		v := binary.LittleEndian.Uint64(b[i:])
		if v&high != 0 {
			ascii = false
		}
		if (v-0x2020202020202020)&^v&high != 0 {
			if off := controlByte(b[i : i+8]); off >= 0 {
				return i + off
			}
		}
	}
	for k := i; k < len(b); k++ {
		ascii = ascii && b[k] < utf8.RuneSelf
	}
	if off := controlByte(b[i:]); off >= 0 {
		return i + off
	}
	if ascii {
		return -1
	}
	if !utf8.Valid(b) {
		for i := 0; i < len(b); {
			r, n := utf8.DecodeRune(b[i:])
			if r == utf8.RuneError && n == 1 {
				return i
			}
			i += n
		}
	}
	if i := bytes.Index(b, []byte("\uFFFE")); i >= 0 {
		return i
	}
	return bytes.Index(b, []byte("\uFFFF"))
}

// controlByte returns the offset of the first control character that XML does not allow, or -1.
func controlByte(b []byte) int {
	for i, c := range b {
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' {
			return i
		}
	}
	return -1
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

// decodeRef decodes the reference at the start of b and returns its rune and length; length 0 if it is not one.
func decodeRef(b []byte) (rune, int) {
	end := bytes.IndexByte(b[:min(len(b), 16)], ';')
	if end < 2 || b[0] != '&' {
		return 0, 0
	}
	switch string(b[1:end]) {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	}
	if b[1] != '#' {
		return 0, 0
	}
	digits, base := b[2:end], rune(10)
	if len(digits) > 0 && digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	if len(digits) == 0 {
		return 0, 0
	}
	var r rune
	for _, c := range digits {
		var d rune
		switch {
		case c >= '0' && c <= '9':
			d = rune(c - '0')
		case base == 16 && c >= 'a' && c <= 'f':
			d = rune(c-'a') + 10
		case base == 16 && c >= 'A' && c <= 'F':
			d = rune(c-'A') + 10
		default:
			return 0, 0
		}
		if r = r*base + d; r > unicode.MaxRune {
			return 0, 0
		}
	}
	if !IsXMLChar(r) {
		return 0, 0
	}
	return r, end + 1
}

// IsXMLChar reports whether XML 1.0 allows r (XML 1.0, 2.2).
func IsXMLChar(r rune) bool {
	return r == '\t' || r == '\n' || r == '\r' ||
		r >= 0x20 && r <= 0xD7FF || r >= 0xE000 && r <= 0xFFFD || r >= 0x10000 && r <= 0x10FFFF
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

// declAttr returns a pseudo attribute of the XML declaration.
func declAttr(decl []byte, name string) string {
	i := bytes.Index(decl, []byte(name))
	if i < 0 {
		return ""
	}
	v := bytes.TrimLeft(decl[i+len(name):], " \t\r\n")
	if len(v) == 0 || v[0] != '=' {
		return ""
	}
	v = bytes.TrimLeft(v[1:], " \t\r\n")
	if len(v) < 2 || v[0] != '"' && v[0] != '\'' {
		return ""
	}
	j := bytes.IndexByte(v[1:], v[0])
	if j < 0 {
		return ""
	}
	return string(v[1 : 1+j])
}

func IsSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\r' || c == '\n' }

// nameBytes marks the ASCII bytes of XML names: 1 may begin one, 2 may only follow.
var nameBytes = func() (t [256]uint8) {
	for c := range 256 {
		switch {
		case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_', c == ':':
			t[c] = 1
		case c >= '0' && c <= '9', c == '-', c == '.':
			t[c] = 2
		}
	}
	return t
}()

// NameLen returns the length of the XML name at the start of b, 0 if there is none.
func NameLen(b []byte) int {
	if len(b) == 0 || nameBytes[b[0]] != 1 && b[0] < utf8.RuneSelf {
		return 0
	}
	for i := 0; i < len(b); {
		if nameBytes[b[i]] != 0 {
			i++
			continue
		}
		if b[i] < utf8.RuneSelf {
			return i
		}
		r, n := utf8.DecodeRune(b[i:])
		if !isNameRune(r, i == 0) {
			return i
		}
		i += n
	}
	return len(b)
}

// isNameRune reports whether a non-ASCII rune may stand in an XML name. It keeps to the letters and digits that the
// fourth edition allowed as well, which every reader accepts.
func isNameRune(r rune, first bool) bool {
	switch {
	case r >= 0x4E00 && r <= 0x9FA5, r >= 0xC0 && r <= 0xD6, r >= 0xD8 && r <= 0xF6, r >= 0xF8 && r <= 0x131,
		r >= 0x391 && r <= 0x3A1, r >= 0x3B1 && r <= 0x3C9, r >= 0x410 && r <= 0x44F, r >= 0xAC00 && r <= 0xD7A3:
		return true
	}
	return !first && r == 0xB7
}

// splitName cuts a qualified name at its colon; ok is false for more than one colon or an empty half.
func splitName(q []byte) (prefix, local []byte, ok bool) {
	i := bytes.IndexByte(q, ':')
	if i < 0 {
		return nil, q, true
	}
	prefix, local = q[:i], q[i+1:]
	return prefix, local, len(prefix) > 0 && len(local) > 0 && bytes.IndexByte(local, ':') < 0
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
		var last []byte
		for _, name := range seen {
			prefix, _, _ := splitName(name)
			if bytes.Equal(prefix, last) {
				continue
			}
			last = prefix
			if len(prefix) > 0 && string(prefix) != "xmlns" && s.lookup(prefix) == nil {
				s.note(first, "前缀 %s 没有声明", prefix)
			}
		}
	}
	return end, empty, nil
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
