package biff

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/transform"

	"ziping/xlsx/grid"
)

// codePages are the encodings that a CODEPAGE record names ([MS-XLS] 2.4.52 and,
// for BIFF5, the code pages of Windows). GB18030 reads everything that code
// page 936 holds, and the characters that came later.
var codePages = map[int]encoding.Encoding{
	936: simplifiedchinese.GB18030, 54936: simplifiedchinese.GB18030, 950: traditionalchinese.Big5,
	932: japanese.ShiftJIS, 949: korean.EUCKR,
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 855: charmap.CodePage855, 858: charmap.CodePage858,
	860: charmap.CodePage860, 862: charmap.CodePage862, 863: charmap.CodePage863, 865: charmap.CodePage865, 866: charmap.CodePage866, 874: charmap.Windows874,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
	1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258,
	10000: charmap.Macintosh, 32768: charmap.Macintosh, 10007: charmap.MacintoshCyrillic, 32769: charmap.Windows1252,
}

// A decoder turns the bytes of BIFF5 texts into UTF-8.
type decoder struct {
	page    int // 0 when the file names none
	to      *encoding.Decoder
	guessed bool // a text has been read by a code page that the file does not name
	bad     bool // a text was none of the code page's
}

// use takes the code page that the file names.
func (d *decoder) use(page int) {
	d.page, d.to = page, nil
	if e := codePages[page]; e != nil {
		d.to = e.NewDecoder()
	}
}

// append appends the text in b. Without a code page in the file it is read as
// GB18030, which is then noted.
func (d *decoder) append(dst, b []byte) []byte {
	if ascii(b) {
		return append(dst, b...)
	}
	if d.to == nil && d.page == 0 {
		d.to = simplifiedchinese.GB18030.NewDecoder()
		d.guessed = true
	}
	if d.guessed && chineseUTF8(b) {
		d.bad = true // GB18030 would read something else, and no program shows this
		return dst
	}
	if d.to == nil {
		d.bad = true
		return dst
	}
	n := len(dst)
	dst, _, err := transform.Append(d.to, dst, b)
	d.bad = d.bad || err != nil || bytes.ContainsRune(dst[n:], utf8.RuneError)
	return dst
}

// chineseUTF8 reports a text that is UTF-8 with Chinese characters: two of them
// are not in GB18030 by chance.
func chineseUTF8(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	n := 0
	for _, r := range string(b) {
		if 0x4E00 <= r && r <= 0x9FFF {
			n++
		}
	}
	return n > 1
}

// wrong says what is wrong with the last text, "" for nothing.
func (d *decoder) wrong() string {
	switch {
	case !d.bad:
		return ""
	case d.page == 0:
		return "文件没有说明文字的编码，不像是 GB18030"
	case codePages[d.page] == nil:
		return fmt.Sprintf("不认识的文字编码（代码页 %d）", d.page)
	}
	return fmt.Sprintf("有不是代码页 %d 的文字", d.page)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

// text appends a string of the workbook's version, whose length stands before
// it in lenBytes bytes. In BIFF5 the length is in bytes and there are no flags.
func (w *workbook) text(b *body, dst []byte, lenBytes int) []byte {
	if !w.old {
		return b.text(dst, lenBytes)
	}
	n := b.count(lenBytes)
	b.runs, b.length = b.runs[:0], n
	return w.decoder.append(dst, b.take(n))
}

// guessed notes that the code page is ours.
func (w *workbook) guessed() {
	if w.decoder.guessed {
		w.Notes = append(w.Notes, grid.Note{Rule: "import/ignored", Message: "文件没有说明文字的编码，按 GB18030 读出"})
	}
}
