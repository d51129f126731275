package token

import (
	"encoding/xml"
	"strings"
)

// name reads a qualified name that starts at i. It returns where it ends and
// where its colon is, 0 when it has none.
func (s *Scanner) name(i int) (end, colon int, err error) {
	buf := s.buf
	if class[buf[i]]&nameStart == 0 {
		return 0, 0, s.short(i, "名称写法有误")
	}
	start, ascii := i, buf[i]
	for i++; class[buf[i]]&nameByte != 0; i++ {
		c := buf[i]
		ascii |= c
		if c == ':' {
			if colon > 0 {
				return 0, 0, s.errorAt(i, "名称里有两个冒号")
			}
			colon = i
		}
	}
	if i == s.end {
		return 0, 0, errMore
	}
	if colon > 0 && (colon+1 == i || class[buf[colon+1]]&nameStart == 0) {
		return 0, 0, s.errorAt(colon, "冒号后面没有名称")
	}
	if ascii >= 0x80 && !isName(string(buf[start:i])) {
		return 0, 0, s.errorAt(start, "名称里有不允许的字符")
	}
	return i, colon, nil
}

// isName leaves names with letters beyond ASCII, which no workbook has, to
// encoding/xml and its tables.
func isName(name string) bool {
	_, err := xml.NewDecoder(strings.NewReader("<" + name + "/>")).RawToken()
	return err == nil
}
