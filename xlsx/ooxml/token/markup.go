package token

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// longestMark is the longest fixed piece of markup that has to be in the
// window before its kind is known: "<![CDATA[".
const longestMark = 9

// prolog passes over a byte order mark and reads the XML declaration.
func (s *Scanner) prolog() error {
	if s.end-s.pos < longestMark && s.readErr == nil {
		return errMore
	}
	if bytes.HasPrefix(s.buf[s.pos:s.end], []byte("\uFEFF")) {
		s.pos += 3
	}
	rest := s.buf[s.pos:s.end]
	if !bytes.HasPrefix(rest, []byte("<?xml")) || len(rest) > 5 && class[rest[5]]&space == 0 {
		return nil
	}
	n := bytes.Index(rest, []byte("?>"))
	if n < 0 {
		return errMore
	}
	if !s.declaration(string(rest[5:n])) {
		return s.errorAt(s.pos, "XML 声明有误，或者编码不是声明的那样")
	}
	s.pos += n + 2
	return nil
}

// declaration checks version, encoding and standalone, in that order
// (XML 1.0, 2.8).
func (s *Scanner) declaration(d string) bool {
	version, rest, ok := pseudoAttr(d, "version")
	if !ok || version != "1.0" {
		return false
	}
	if enc, after, ok := pseudoAttr(rest, "encoding"); ok {
		if !strings.EqualFold(enc, "utf-8") && (s.Encoding == "" || !strings.EqualFold(enc, s.Encoding)) {
			return false
		}
		rest = after
	}
	if alone, after, ok := pseudoAttr(rest, "standalone"); ok {
		if alone != "yes" && alone != "no" {
			return false
		}
		rest = after
	}
	return strings.Trim(rest, " \t\r\n") == ""
}

// pseudoAttr reads ` name="value"` off the front of d.
func pseudoAttr(d, name string) (value, rest string, ok bool) {
	t := strings.TrimLeft(d, " \t\r\n")
	if len(t) == len(d) || !strings.HasPrefix(t, name) {
		return "", d, false
	}
	t = strings.TrimLeft(t[len(name):], " \t\r\n")
	if t == "" || t[0] != '=' {
		return "", d, false
	}
	t = strings.TrimLeft(t[1:], " \t\r\n")
	if t == "" || t[0] != '"' && t[0] != '\'' {
		return "", d, false
	}
	n := strings.IndexByte(t[1:], t[0])
	if n < 0 {
		return "", d, false
	}
	return t[1 : n+1], t[n+2:], true
}

// instruction passes over a processing instruction.
func (s *Scanner) instruction() error {
	at := s.pos + 2
	i, colon, err := s.name(at)
	if err != nil {
		return err
	}
	if colon > 0 || strings.EqualFold(string(s.buf[at:i]), "xml") {
		return s.errorAt(at, "XML 声明不在开头")
	}
	if class[s.buf[i]]&space == 0 && s.buf[i] != '?' {
		return s.short(i, "处理指令写法有误")
	}
	n := bytes.Index(s.buf[i:s.end], []byte("?>"))
	if n < 0 {
		return errMore
	}
	if class[s.buf[i]]&space == 0 && n > 0 {
		return s.errorAt(i, "处理指令写法有误")
	}
	if err := s.checkChars(i, i+n); err != nil {
		return err
	}
	s.pos = i + n + 2
	return errSkipped
}

// bang reads what starts with "<!": a comment or a CDATA section, never a
// declaration.
func (s *Scanner) bang() (Kind, error) {
	rest := s.buf[s.pos:s.end]
	switch {
	case bytes.HasPrefix(rest, []byte("<!--")):
		return EOF, s.comment()
	case bytes.HasPrefix(rest, []byte("<![CDATA[")):
		return s.cdata()
	case len(rest) < longestMark:
		return EOF, errMore
	}
	return EOF, s.errorAt(s.pos, "含有 DOCTYPE 或实体声明，工作簿里不应有")
}

func (s *Scanner) comment() error {
	at := s.pos + len("<!--")
	n := bytes.Index(s.buf[at:s.end], []byte("--"))
	if n < 0 || at+n+2 == s.end {
		return errMore
	}
	if s.buf[at+n+2] != '>' {
		return s.errorAt(at+n, "注释里有“--”")
	}
	if err := s.checkChars(at, at+n); err != nil {
		return err
	}
	s.pos = at + n + 3
	return errSkipped
}

func (s *Scanner) cdata() (Kind, error) {
	if len(s.open) == 0 {
		return EOF, s.errorAt(s.pos, "根元素外面有文字")
	}
	at := s.pos + len("<![CDATA[")
	n := bytes.Index(s.buf[at:s.end], []byte("]]>"))
	if n < 0 {
		return EOF, errMore
	}
	if err := s.checkChars(at, at+n); err != nil {
		return EOF, err
	}
	s.Data = s.buf[at : at+n]
	if bytes.IndexByte(s.Data, '\r') >= 0 {
		s.scratch = appendLines(s.scratch[:0], s.Data)
		s.Data = s.scratch
	}
	s.pos = at + n + 3
	return Text, nil
}

// appendLines appends b with its line ends as \n.
func appendLines(dst, b []byte) []byte {
	for i, c := range b {
		switch {
		case c == '\r':
			dst = append(dst, '\n')
		case c == '\n' && i > 0 && b[i-1] == '\r':
		default:
			dst = append(dst, c)
		}
	}
	return dst
}

// checkChars refuses bytes that are no characters of XML.
func (s *Scanner) checkChars(i, end int) error {
	for j := i; j < end; {
		r, n := utf8.DecodeRune(s.buf[j:end])
		if r == utf8.RuneError && n == 1 || !isChar(r) {
			return s.errorAt(j, "有不允许的字符")
		}
		j += n
	}
	return nil
}
