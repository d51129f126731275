package ooxml

import (
	"bytes"
	"io"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/htmlindex"

	"ziping/model/pattern"
)

// foreignBytes bounds a part that is not UTF-8; it is decoded in memory.
const foreignBytes = 32 << 20

var encodingLabel = pattern.New(`^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']`)

// decoded returns the part's text as UTF-8 and the label that its XML
// declaration may then carry. Text already in UTF-8 streams through.
func decoded(r io.Reader) (io.Reader, string, error) {
	head := make([]byte, 256)
	n, err := io.ReadFull(r, head)
	if err != nil && err != io.ErrUnexpectedEOF && err != io.EOF {
		return nil, "", err
	}
	head = head[:n]
	whole := io.MultiReader(bytes.NewReader(head), r)
	if order, name := utf16Order(head); order != nil {
		label := name
		if text, _ := order(head[:n&^1]); strings.EqualFold(declaredIn(text), "UTF-16") {
			label = "UTF-16"
		}
		return decode(whole, label, order)
	}
	label := declaredIn(head)
	switch strings.ToLower(label) {
	case "", "utf-8":
		return whole, "", nil
	case "utf8": // as some libraries misspell it
		return whole, label, nil
	}
	if bytes.HasPrefix(head, []byte("\uFEFF")) || strings.HasPrefix(strings.ToLower(label), "utf") {
		return nil, "", damaged("", "声明的编码是 "+label+"，实际不是", nil)
	}
	enc, err := htmlindex.Get(label)
	if err != nil {
		return nil, "", damaged("", "不认识的编码 "+label, err)
	}
	return decode(whole, label, func(b []byte) ([]byte, bool) {
		if utf8.Valid(b) && !ascii(b) {
			return nil, false // bytes are UTF-8, the label is wrong: anything read from them would be
		}
		out, err := enc.NewDecoder().Bytes(b)
		return out, err == nil && !bytes.ContainsRune(out, utf8.RuneError)
	})
}

// declaredIn is the encoding that an XML declaration states, "" for none.
func declaredIn(head []byte) string {
	m := encodingLabel.FindSubmatch(bytes.TrimPrefix(head, []byte("\uFEFF")))
	if m == nil {
		return ""
	}
	return string(m[1])
}

func decode(r io.Reader, label string, to func([]byte) ([]byte, bool)) (io.Reader, string, error) {
	b, err := io.ReadAll(io.LimitReader(r, foreignBytes+1))
	if err != nil {
		return nil, "", err
	}
	if len(b) > foreignBytes {
		return nil, "", damaged("", "编码是 "+label+" 而且过大", nil)
	}
	out, ok := to(b)
	if !ok {
		return nil, "", damaged("", "声明的编码是 "+label+"，实际不是", nil)
	}
	return bytes.NewReader(out), label, nil
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// utf16Order tells UTF-16 by its byte order mark or by the shape of "<?" and
// "<a" (XML 1.0, appendix F), and returns its decoder and name.
func utf16Order(b []byte) (func([]byte) ([]byte, bool), string) {
	if len(b) < 4 {
		return nil, ""
	}
	switch {
	case b[0] == 0xFE && b[1] == 0xFF, b[0] == 0 && b[1] == '<' && b[2] == 0:
		return func(b []byte) ([]byte, bool) { return fromUTF16(b, 0) }, "UTF-16BE"
	case b[0] == 0xFF && b[1] == 0xFE, b[0] == '<' && b[1] == 0 && b[3] == 0:
		return func(b []byte) ([]byte, bool) { return fromUTF16(b, 1) }, "UTF-16LE"
	}
	return nil, ""
}

// fromUTF16 decodes b; high is the place of the high byte in a unit: 0 for big
// endian, 1 for little endian. Lone surrogates and odd lengths are refused.
func fromUTF16(b []byte, high int) ([]byte, bool) {
	if len(b)%2 != 0 {
		return nil, false
	}
	out := make([]byte, 0, len(b))
	unit := func(i int) rune { return rune(b[i+high])<<8 | rune(b[i+1-high]) }
	for i := 0; i < len(b); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			if i+2 >= len(b) {
				return nil, false
			}
			if r = utf16.DecodeRune(r, unit(i+2)); r == utf8.RuneError {
				return nil, false
			}
			i += 2
		}
		out = utf8.AppendRune(out, r)
	}
	return out, true
}
