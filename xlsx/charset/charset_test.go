package charset

import (
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/encoding/unicode"
)

func TestDecode(t *testing.T) {
	gbk := func(s string) string { b, _ := simplifiedchinese.GBK.NewEncoder().String(s); return b }
	gb18030 := func(s string) string { b, _ := simplifiedchinese.GB18030.NewEncoder().String(s); return b }
	big5 := func(s string) string { b, _ := traditionalchinese.Big5.NewEncoder().String(s); return b }
	utf16 := func(order unicode.Endianness, s string) string {
		b, _ := unicode.UTF16(order, unicode.UseBOM).NewEncoder().String(s)
		return b
	}
	for _, c := range []struct{ data, declared, text, name, against string }{
		{"科普活动", "", "科普活动", "UTF-8", ""},
		{"\uFEFF科普", "gb2312", "科普", "UTF-8", ""},
		{"科普", "UTF-8", "科普", "UTF-8", ""},
		{"abc", "gb2312", "abc", "UTF-8", ""},
		{"科普活动", "gb2312", "科普活动", "UTF-8", "gb2312"},
		{gbk("科普活动"), "", "科普活动", "GB18030", ""},
		{gbk("科普活动"), "gb2312", "科普活动", "GB18030", ""},
		{gbk("科普活动"), "utf-8", "科普活动", "GB18030", "utf-8"},
		{gbk("科普活动"), "x-none", "科普活动", "GB18030", "x-none"},
		{gbk("联通"), "gbk", "联通", "GB18030", ""},
		{gb18030("𠮷县"), "", "𠮷县", "GB18030", ""},
		{big5("經費"), "big5", "經費", "big5", ""},
		{utf16(unicode.LittleEndian, "𠮷a科"), "", "𠮷a科", "UTF-16", ""},
		{utf16(unicode.BigEndian, "𠮷a科"), "gb2312", "𠮷a科", "UTF-16", ""},
		{"", "", "", "UTF-8", ""},
	} {
		text, e, err := Decode([]byte(c.data), c.declared)
		if err != nil || string(text) != c.text || e.Name != c.name || e.Declared != c.against {
			t.Errorf("%q as %q: %q %+v %v", c.data, c.declared, text, e, err)
		}
		if noted := len(e.Note()) > 0; noted != (c.name != "UTF-8" || c.against != "") {
			t.Errorf("%q: noted %v", c.data, noted)
		}
	}
	for data, want := range map[string]string{
		"a\xff": "GB18030", "\xEF\xBB\xBF\xff": "UTF-8", "\xFF\xFEa": "UTF-16", "\xFF\xFE\x00\xD8": "UTF-16", "\xFF\xFE\x00\xDC": "UTF-16", "\xFF\xFE\x00\xD8a\x00": "UTF-16", "\xbf\xc6\xc6": "GB18030",
	} {
		if _, _, err := Decode([]byte(data), ""); err == nil || !strings.Contains(err.Error(), "不是 "+want) {
			t.Errorf("%q: %v", data, err)
		}
	}
	if _, _, err := Decode([]byte(strings.Repeat("\xbf\xc6", Foreign)), ""); err == nil || !strings.Contains(err.Error(), "超过 32 MB") {
		t.Error(err)
	}
}
