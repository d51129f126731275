package text

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// ErrEncoding tells of a text that is neither UTF-8 nor UTF-16 nor GB18030.
var ErrEncoding = errors.New("文字编码既不是 UTF-8 也不是 GB18030")

// DecodePlain makes a string of a .txt, whatever editor saved it.
func DecodePlain(data []byte) (string, error) {
	switch {
	case strings.HasPrefix(string(data), "\xff\xfe"), strings.HasPrefix(string(data), "\xfe\xff"):
		out, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		return string(out), err
	case utf8.Valid(data):
		return strings.TrimPrefix(string(data), "\ufeff"), nil
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || strings.ContainsRune(string(out), utf8.RuneError) {
		return "", ErrEncoding
	}
	return string(out), nil
}

// ParsePlain makes a document of a plain text: a line is a paragraph.
func ParsePlain(name, s string) *Document {
	d := &Document{Name: name}
	heading := ""
	n := 0
	for line := range strings.Lines(s) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if strings.TrimSpace(line) == "" {
			continue
		}
		p := Paragraph{Index: n - 1, Place: fmt.Sprintf("第%d行", n), Heading: heading, Text: line}
		if heading != "" {
			p.Place += "（“" + clip(heading, 20) + "”下）"
		}
		d.Paragraphs = append(d.Paragraphs, p)
		if h, ok := headingOf(NewLine(&p, 0)); ok && h.Level <= 2 && h.Short() {
			heading = strings.TrimSpace(line)
		}
	}
	return d
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
