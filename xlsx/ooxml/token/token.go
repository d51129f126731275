// Package token splits the XML of a package part into tokens: a strict,
// streaming tokenizer that allocates nothing per token.
//
// It accepts no document that encoding/xml refuses and reads every document it
// accepts as encoding/xml does; a differential fuzz test holds it to both.
// Beyond that it refuses what a workbook never holds and what the two
// recommendations (XML 1.0, Namespaces in XML 1.0) forbid although encoding/xml
// lets it pass: DOCTYPE and entity declarations, a second root element, text
// outside the root, attributes given twice or not separated by white space,
// undeclared prefixes, references to characters that do not exist.
package token

import (
	"errors"
	"io"
)

// A Kind is the kind of a token.
type Kind uint8

const (
	EOF   Kind = iota
	Start      // Local, Space and Attrs are set
	End        // Local and Space are set
	Text       // Data is set: character data or a CDATA section, references resolved
)

// An Attr is one attribute of a start tag. Name and Value are valid until the
// next call of Next.
type Attr struct {
	Space Space
	Name  []byte // without the prefix
	Value []byte
}

// A SyntaxError says where a part stops being well-formed, and why, in Chinese.
type SyntaxError struct {
	Offset int64 // of the byte, after decoding to UTF-8
	Msg    string
}

func (e *SyntaxError) Error() string { return e.Msg }

const (
	minWindow = 64 << 10
	// maxWindow bounds one token: a cell holds 32,767 characters, and no tag
	// of a workbook comes near it.
	maxWindow = 4 << 20
	maxAttrs  = 256
	maxNames  = 1 << 20
)

// A Scanner reads the tokens of one part.
type Scanner struct {
	// Encoding is the label an XML declaration may carry besides UTF-8, after
	// the caller has decoded the part from it.
	Encoding string
	// MaxDepth bounds nesting; 0 means 64.
	MaxDepth int

	// Local, Space, Attrs and Data belong to the current token and are valid
	// until the next call of Next.
	Local []byte
	Space Space
	Attrs []Attr
	Data  []byte

	r        io.Reader
	buf      []byte // buf[end] is a zero byte that stops every inner loop
	pos, end int
	base     int64 // offset of buf[0]
	readErr  error // io.EOF, or what stopped the reader

	scratch  []byte // resolved attribute values and text
	open     []frame
	names    []byte // qualified names of the open elements, prefixes in scope
	bound    []binding
	spaces   spaces
	closing  bool // the current start tag was <empty/>
	popName  int  // names to drop before the next token
	seenRoot bool
	started  bool
	failed   error
}

// frame is one open element.
type frame struct {
	name  int // start in names
	local int // start of the local part
	end   int
	bound int // bindings in scope outside the element
	space Space
}

// NewScanner returns a scanner of the UTF-8 text in r.
func NewScanner(r io.Reader) *Scanner {
	s := new(Scanner)
	s.Reset(r)
	return s
}

// Reset makes s read another part, keeping its buffers.
func (s *Scanner) Reset(r io.Reader) {
	if s.buf == nil {
		s.buf = make([]byte, minWindow+1)
	}
	*s = Scanner{r: r, buf: s.buf, scratch: s.scratch[:0], open: s.open[:0], names: s.names[:0],
		bound: s.bound[:0], Attrs: s.Attrs[:0], MaxDepth: s.MaxDepth, popName: -1}
	s.spaces.reset()
	s.buf[0] = 0
}

// Offset is where the next token starts.
func (s *Scanner) Offset() int64 { return s.base + int64(s.pos) }

// Depth is the number of open elements; the one of a current Start or End
// token counts.
func (s *Scanner) Depth() int { return len(s.open) }

// Name is the qualified name of the open element at depth d, counted from 1.
func (s *Scanner) Name(d int) string {
	f := s.open[d-1]
	return string(s.names[f.name:f.end])
}

// errMore asks for more input; the token is then read again from its start.
var errMore = errors.New("more")

// Next reads the next token. After the last one it returns EOF, and only then
// has the underlying reader been read to its own end without error. An error
// stays.
func (s *Scanner) Next() (Kind, error) {
	if s.closing {
		s.closing = false
		return s.end1()
	}
	if s.popName >= 0 {
		s.drop()
	}
	if s.failed != nil {
		return EOF, s.failed
	}
	for {
		k, err := s.token()
		switch {
		case err == nil:
			return k, nil
		case err == errSkipped:
		case err == errMore:
			if s.readErr != nil {
				return s.atEnd()
			}
			if err := s.fill(); err != nil {
				return EOF, s.fail(err)
			}
		default:
			return EOF, s.fail(err)
		}
	}
}

func (s *Scanner) fail(err error) error {
	s.failed = err
	return err
}

// atEnd is called when the input ended where a token was wanted.
func (s *Scanner) atEnd() (Kind, error) {
	switch {
	case s.readErr != io.EOF:
		return EOF, s.fail(s.readErr)
	case s.pos < s.end || len(s.open) > 0:
		return EOF, s.fail(s.errorAt(s.end, "内容不完整，在一半处断了"))
	case !s.seenRoot:
		return EOF, s.fail(s.errorAt(s.end, "内容是空的"))
	}
	return EOF, nil
}

func (s *Scanner) errorAt(pos int, msg string) error {
	return &SyntaxError{Offset: s.base + int64(pos), Msg: msg}
}

// short is the error of a token that stopped at position i: more input when
// that is where the window ends, else msg.
func (s *Scanner) short(i int, msg string) error {
	if i >= s.end {
		return errMore
	}
	return s.errorAt(i, msg)
}

// fill moves the unread input to the front of the window and reads until the
// window is full or the input ends.
func (s *Scanner) fill() error {
	if s.pos > 0 {
		copy(s.buf, s.buf[s.pos:s.end])
		s.base += int64(s.pos)
		s.end -= s.pos
		s.pos = 0
	}
	if s.end > len(s.buf)/2 {
		if len(s.buf) > maxWindow {
			return s.errorAt(0, "一段内容过长")
		}
		grown := make([]byte, 2*len(s.buf)-1)
		copy(grown, s.buf[:s.end])
		s.buf = grown
	}
	for idle := 0; s.end < len(s.buf)-1 && s.readErr == nil; idle++ {
		n, err := s.r.Read(s.buf[s.end : len(s.buf)-1])
		s.end += n
		if n > 0 {
			idle = 0
		}
		if err == nil && idle == 100 {
			err = io.ErrNoProgress
		}
		s.readErr = err
	}
	s.buf[s.end] = 0
	return nil
}

// errSkipped says that a comment or processing instruction was passed over.
var errSkipped = errors.New("skipped")

func (s *Scanner) token() (Kind, error) {
	if s.pos == s.end {
		return EOF, errMore
	}
	if !s.started {
		if err := s.prolog(); err != nil {
			return EOF, err
		}
		s.started = true
		return EOF, errSkipped
	}
	if s.buf[s.pos] != '<' {
		return s.text()
	}
	c := s.buf[s.pos+1]
	switch {
	case class[c]&nameStart != 0:
		return s.startTag()
	case c == '/':
		return s.endTag()
	case c == '!':
		return s.bang()
	case c == '?':
		return EOF, s.instruction()
	}
	return EOF, s.short(s.pos+1, "“<”后面不是标签名")
}

// startTag reads <name attr="value" …>.
func (s *Scanner) startTag() (Kind, error) {
	buf := s.buf
	nameAt := s.pos + 1
	i, colon := nameAt+1, 0
	var err error
	if class[buf[i]]&nameByte != 0 || buf[nameAt] >= 0x80 || i == s.end { // most names are one letter
		if i, colon, err = s.name(nameAt); err != nil {
			return EOF, err
		}
	}
	nameEnd := i
	s.Attrs = s.Attrs[:0]
	s.scratch = s.scratch[:0]
	declares, prefixed := false, colon > 0
	for {
		c := buf[i]
		if c == '>' {
			i++
			break
		}
		if c == '/' {
			if buf[i+1] != '>' {
				return EOF, s.short(i+1, "标签里“/”后面不是“>”")
			}
			s.closing = true
			i += 2
			break
		}
		if class[c]&space == 0 {
			return EOF, s.short(i, "标签写法有误")
		}
		for class[buf[i]]&space != 0 {
			i++
		}
		if c := buf[i]; c == '>' || c == '/' {
			continue
		}
		at, sep := i, 0
		if 'a' <= buf[i] && buf[i] <= 'z' && buf[i+1] == '=' {
			i++
		} else if i, sep, err = s.name(at); err != nil {
			return EOF, err
		}
		a := Attr{Name: buf[at:i]}
		if sep > 0 {
			prefixed = true
			a.Space = pending
		} else if i-at == 5 && string(a.Name) == "xmlns" {
			declares = true
		}
		for class[buf[i]]&space != 0 {
			i++
		}
		if buf[i] != '=' {
			return EOF, s.short(i, "属性没有值")
		}
		i++
		for class[buf[i]]&space != 0 {
			i++
		}
		quote := buf[i]
		if quote != '"' && quote != '\'' {
			return EOF, s.short(i, "属性值没有引号")
		}
		i++
		at = i
		for class[buf[i]]&plainValue != 0 {
			i++
		}
		if buf[i] == quote {
			a.Value = buf[at:i]
		} else if a.Value, i, err = s.value(at, quote); err != nil {
			return EOF, err
		}
		i++
		if len(s.Attrs) == maxAttrs {
			return EOF, s.errorAt(i, "一个标签的属性过多")
		}
		s.Attrs = append(s.Attrs, a)
	}
	return s.opened(nameAt, colon, nameEnd, i, declares || prefixed)
}

// opened makes an element of a tag that was read up to end; named tells that it
// declares namespaces or uses prefixes.
func (s *Scanner) opened(nameAt, colon, nameEnd, end int, named bool) (Kind, error) {
	if err := s.push(nameAt, colon, nameEnd); err != nil {
		s.closing = false
		return EOF, err
	}
	f := &s.open[len(s.open)-1]
	if named {
		if err := s.resolve(f); err != nil {
			s.closing = false
			return EOF, err
		}
	} else {
		f.space = s.spaces.byDefault
	}
	if len(s.Attrs) > 1 {
		if err := s.unique(); err != nil {
			s.closing = false
			return EOF, err
		}
	}
	s.pos = end
	s.Local, s.Space = s.buf[nameAt:nameEnd], f.space
	if colon > 0 {
		s.Local = s.buf[colon+1 : nameEnd]
	}
	return Start, nil
}

// push opens an element.
func (s *Scanner) push(nameAt, colon, nameEnd int) error {
	limit := s.MaxDepth
	if limit == 0 {
		limit = 64
	}
	if len(s.open) == limit {
		return s.errorAt(s.pos, "嵌套太深")
	}
	if len(s.open) == 0 {
		if s.seenRoot {
			return s.errorAt(s.pos, "有两个根元素")
		}
		s.seenRoot = true
	}
	if len(s.names) > maxNames {
		return s.errorAt(s.pos, "标签名过长")
	}
	start := len(s.names)
	s.names = append(s.names, s.buf[nameAt:nameEnd]...)
	local := start
	if colon > 0 {
		local += colon + 1 - nameAt
	}
	s.open = append(s.open, frame{name: start, local: local, end: len(s.names), bound: len(s.bound)})
	return nil
}

// unique refuses an attribute given twice, after prefixes are resolved
// (Namespaces in XML 1.0, 6.3).
func (s *Scanner) unique() error {
	for i := 1; i < len(s.Attrs); i++ {
		a := &s.Attrs[i]
		for j := range i {
			b := &s.Attrs[j]
			if len(a.Name) == len(b.Name) && a.Name[0] == b.Name[0] && a.Space == b.Space && string(a.Name) == string(b.Name) {
				return s.errorAt(s.pos, "同一个属性写了两次")
			}
		}
	}
	return nil
}

// endTag reads </name>.
func (s *Scanner) endTag() (Kind, error) {
	i := s.pos + 2
	if len(s.open) == 0 {
		return EOF, s.short(i, "多出一个结束标签")
	}
	f := s.open[len(s.open)-1]
	want := s.names[f.name:f.end]
	if len(want) == 1 && s.buf[i] == want[0] && s.buf[i+1] == '>' {
		s.pos = i + 2
		return s.end1()
	}
	if s.end-i <= len(want) {
		return EOF, s.endMismatch(i, want)
	}
	if string(s.buf[i:i+len(want)]) != string(want) {
		return EOF, s.endMismatch(i, want)
	}
	i += len(want)
	for class[s.buf[i]]&space != 0 {
		i++
	}
	if s.buf[i] != '>' {
		return EOF, s.short(i, "开始和结束标签不配对")
	}
	s.pos = i + 1
	return s.end1()
}

// Leaf reads the rest of the element whose Start token is current, when that
// is plain text and its end tag and lies in the window, and returns the text.
// The End token then counts as given. When it is false nothing has been read.
// Most elements of a worksheet are leaves.
func (s *Scanner) Leaf() ([]byte, bool) {
	if s.closing || s.popName >= 0 || s.failed != nil {
		return nil, false
	}
	i := s.pos
	for class[s.buf[i]]&plainText != 0 {
		i++
	}
	f := s.open[len(s.open)-1]
	n := f.end - f.name
	if i+2+n >= s.end || s.buf[i] != '<' || s.buf[i+1] != '/' || s.buf[i+2+n] != '>' || string(s.buf[i+2:i+2+n]) != string(s.names[f.name:f.end]) {
		return nil, false
	}
	s.Data = s.buf[s.pos:i]
	s.pos = i + 3 + n
	s.end1()
	return s.Data, true
}

// endMismatch tells a wrong end tag from one that is not all in the window.
func (s *Scanner) endMismatch(i int, want []byte) error {
	for j := 0; j < len(want) && i+j < s.end; j++ {
		if s.buf[i+j] != want[j] {
			return s.errorAt(i, "开始和结束标签不配对")
		}
	}
	return s.short(s.end, "")
}

// end1 gives the End token of the innermost element.
func (s *Scanner) end1() (Kind, error) {
	f := &s.open[len(s.open)-1]
	s.Local, s.Space = s.names[f.local:f.end], f.space
	s.popName = f.name
	return End, nil
}

// drop forgets the element whose End token was given.
func (s *Scanner) drop() {
	f := s.open[len(s.open)-1]
	if f.bound < len(s.bound) {
		s.unbind(f.bound)
	}
	s.open = s.open[:len(s.open)-1]
	s.names = s.names[:f.name]
	s.popName = -1
}
