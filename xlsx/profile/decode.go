package profile

import (
	"bytes"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decode gives the text of a profile file in UTF-8 without a mark: editors on
// Chinese Windows also write UTF-8 with a mark, GB18030 and UTF-16. notice says
// so where it is worth a word.
func decode(data []byte) (text []byte, notice string, ok bool) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		text, ok := convert(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), data)
		return text, "文件是 UTF-16 编码，已按 UTF-16 读取；建议另存为 UTF-8", ok
	}
	if utf8.Valid(data) {
		return data, "", true
	}
	text, ok = convert(simplifiedchinese.GB18030, data)
	return text, "文件是 GB18030（ANSI）编码，已按 GB18030 读取；建议另存为 UTF-8", ok
}

func convert(e encoding.Encoding, data []byte) ([]byte, bool) {
	text, err := e.NewDecoder().Bytes(data)
	return text, err == nil && !bytes.ContainsRune(text, utf8.RuneError)
}
