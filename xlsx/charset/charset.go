// Package charset turns the bytes of a text file into UTF-8: whatever the file
// says of its encoding, and when it says nothing or something that cannot be.
//
//	text, enc, err := charset.Decode(data, "gb2312") // as an HTML page declares it
//
// UTF-8 is recognised by its form, which no Chinese text in another encoding of
// some length has by chance; what is neither UTF-8 nor UTF-16 with a mark nor in
// the declared encoding is read as GB18030, in which every older Chinese text is
// written. Bytes that are no text in the encoding are an error, never a gap.
package charset

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/transform"

	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// Foreign bounds a text that has to be decoded in memory.
const Foreign = 32 << 20

// An Encoding is what a text was found to be written in.
type Encoding struct {
	Name     string // "UTF-8", "GB18030"
	Declared string // what the file says, where that is something else
}

// UTF8 reports that the text needed no decoding.
func (e Encoding) UTF8() bool { return e.Name == "UTF-8" }

// Note says, for the user, how the text was read, when that is worth a word.
func (e Encoding) Note() []grid.Note {
	var message string
	switch {
	case e.Declared != "":
		message = "文件声明的编码是 " + e.Declared + "，实际是 " + e.Name + "，按实际的读"
	case !e.UTF8():
		message = "文本按 " + e.Name + " 编码读出"
	default:
		return nil
	}
	return []grid.Note{{Rule: "import/ignored", Message: message}}
}

// Decode gives the text of data in UTF-8, without a byte order mark. declared
// is the label of an encoding as pages and XML declarations state it, "" for
// none. Errors are *grid.Fault without a file's name.
func Decode(data []byte, declared string) ([]byte, Encoding, error) {
	label := strings.ToLower(strings.TrimSpace(declared))
	found := func(text []byte, name string, same bool) ([]byte, Encoding, error) {
		e := Encoding{Name: name}
		if label != "" && !same {
			e.Declared = declared
		}
		return text, e, nil
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xEF\xBB\xBF")):
		if data = data[3:]; !utf8.Valid(data) {
			return nil, Encoding{}, broken("UTF-8")
		}
		return found(data, "UTF-8", true)
	case bytes.HasPrefix(data, []byte("\xFF\xFE")), bytes.HasPrefix(data, []byte("\xFE\xFF")):
		if len(data) > Foreign {
			return nil, Encoding{}, tooLong()
		}
		text := fromUTF16(data)
		if text == nil {
			return nil, Encoding{}, broken("UTF-16")
		}
		return found(text, "UTF-16", true)
	case utf8.Valid(data) && !ambiguous(data, label):
		return found(data, "UTF-8", strings.HasPrefix(label, "utf") || ascii(data))
	case len(data) > Foreign:
		return nil, Encoding{}, tooLong()
	}
	if e := declaredIn(label); e != nil {
		if text, ok := decode(data, e); ok {
			return found(text, nameOf(e, declared), true)
		}
	}
	if text, ok := decode(data, simplifiedchinese.GB18030); ok {
		return found(text, "GB18030", false)
	}
	if label == "" {
		return nil, Encoding{}, broken("GB18030")
	}
	return nil, Encoding{}, broken(declared)
}

// declaredIn is the encoding of a label, nil for none that is decoded here. The
// old Chinese ones are read as the GB18030 that contains them.
func declaredIn(label string) encoding.Encoding {
	if label == "" || strings.HasPrefix(label, "utf") || label == "unicode" {
		return nil
	}
	e, err := htmlindex.Get(label)
	if err != nil {
		return nil
	}
	if e == simplifiedchinese.GBK || e == simplifiedchinese.HZGB2312 && label != "hz-gb-2312" {
		return simplifiedchinese.GB18030
	}
	return e
}

func nameOf(e encoding.Encoding, declared string) string {
	if e == simplifiedchinese.GB18030 {
		return "GB18030"
	}
	return declared
}

// ambiguous reports a text so short that it may be UTF-8 by chance alone while
// it is what the file says: 联通 in GBK is the classical one.
func ambiguous(data []byte, label string) bool {
	const enough = 3 // sequences of UTF-8
	e := declaredIn(label)
	if e == nil || ascii(data) {
		return false
	}
	n := 0
	for i := 0; i < len(data) && n < enough; i++ {
		if data[i] >= 0xC0 {
			n++
		}
	}
	if n >= enough {
		return false
	}
	_, ok := decode(data, e)
	return ok
}

func decode(data []byte, e encoding.Encoding) ([]byte, bool) {
	out, _, err := transform.Append(e.NewDecoder(), make([]byte, 0, len(data)+len(data)/2), data)
	return out, err == nil && !bytes.ContainsRune(out, utf8.RuneError)
}

func ascii(data []byte) bool {
	for _, c := range data {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

func broken(name string) error {
	return &grid.Fault{Rule: "import/damaged", Offset: -1, Cause: "文本里有不是 " + name + " 的字节", Cure: "请用 Excel 或 WPS 打开检查有无乱码，另存为 .xlsx"}
}

func tooLong() error {
	return fill.Over(fmt.Sprintf("不是 UTF-8 的文本超过 %d MB", Foreign>>20))
}

// Valid reports whether every byte belongs to a character of GB18030. The
// decoder puts U+FFFD for one that does not, and the encoding has a four-byte
// form for U+FFFD itself that no office types.
func Valid(data []byte) bool {
	_, ok := decode(data, simplifiedchinese.GB18030)
	return ok
}

// fromUTF16 decodes a text that begins with its byte order mark, nil when it
// is none.
func fromUTF16(data []byte) []byte {
	if len(data)%2 != 0 {
		return nil
	}
	low, high := 0, 1
	if data[0] == 0xFE {
		low, high = 1, 0
	}
	out := make([]byte, 0, len(data))
	var pair rune
	for i := 2; i < len(data); i += 2 {
		r := rune(data[i+high])<<8 | rune(data[i+low])
		switch {
		case pair != 0:
			if r = utf16.DecodeRune(pair, r); r == utf8.RuneError {
				return nil
			}
			pair = 0
		case utf16.IsSurrogate(r):
			if pair = r; r >= 0xDC00 {
				return nil
			}
			continue
		}
		out = utf8.AppendRune(out, r)
	}
	if pair != 0 {
		return nil
	}
	return out
}
