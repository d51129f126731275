package numfmt

import "testing"

func TestIsDate(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy/m/d": true, `yyyy"年"m"月"d"日"`: true, "[$-804]aaaa": true, "[DBNum1][$-804]yyyy年m月": true, "h:mm": true, "[h]:mm:ss": true, "[mm]": true, "上午/下午h时": true, "AM/PM": true,
		"m.d": true, "yyyy.mm.dd": true, "e年": true, "ggge": true, "mmm-yy": true, "mm:ss.0": true, "d": true,
		"0.00": false, "#,##0.00_ ": false, `0!.0,"万元"`: false, `0.00"元/day"`: false, "0.00E+00": false, "##0.0E+0": false, "@": false, "[Red]0.00": false, `[Blue]\d0`: false, "_d0": false, "*d0": false,
		"G/通用格式": false, "General": false, `G/通用格式"元"`: false, `General"h"`: false, "[>=100]0": false, "[$¥-804]#,##0.00": false, "0%": false, "# ?/?": false, "": false, `"未完`: false, "[未完": false,
	} {
		f := New(164, code)
		if got := f != nil && f.Date; got != want {
			t.Errorf("%q: got %v", code, got)
		}
	}
	for id, want := range map[int]bool{0: false, 1: false, 9: false, 14: true, 22: true, 27: true, 31: true, 36: true, 37: false, 44: false, 45: true, 46: true, 47: true, 48: false, 49: false, 50: true, 57: true, 58: true, 99: false, 163: false} {
		f := New(id, "")
		if got := f != nil && f.Date; got != want {
			t.Errorf("id %d: got %v", id, got)
		}
	}
}

func TestDate(t *testing.T) {
	for _, c := range []struct {
		raw, code string
		is1904    bool
		want      string
	}{
		{"44750", "yyyy/m/d", false, "2022-07-08"}, {"44750.395833333336", "yyyy/m/d h:mm", false, "2022-07-08T09:30:00"}, {"44750.9999999", "yyyy/m/d", false, "2022-07-09"},
		{"1", "yyyy/m/d", false, "1900-01-01"}, {"59", "yyyy/m/d", false, "1900-02-28"}, {"60", "yyyy/m/d", false, "1900-02-29"}, {"61", "yyyy/m/d", false, "1900-03-01"}, {"2958465", "yyyy/m/d", false, "9999-12-31"},
		{"0", "yyyy/m/d", false, ""}, {"-1", "yyyy/m/d", false, ""}, {"2958466", "yyyy/m/d", false, ""}, {"1E300", "yyyy/m/d", false, ""}, {"75000", "0.00", false, ""}, {"x", "yyyy", false, ""}, {"NaN", "yyyy", false, ""},
		{"43288", "yyyy/m/d", true, "2022-07-08"}, {"0", "yyyy/m/d", true, "1904-01-01"}, {"4.475E4", "yyyy/m/d", false, "2022-07-08"},
		{"0.5", "h:mm", false, "12:00:00"}, {"0", "h:mm:ss", false, "00:00:00"}, {"1.5", "[h]:mm", false, "36:00:00"}, {"44750.5", "h:mm", false, "2022-07-08T12:00:00"}, {"0.99999999", "h:mm", false, "1900-01-01"},
	} {
		got, ok := Date(c.raw, New(164, c.code), c.is1904)
		if got != c.want || ok != (c.want != "") {
			t.Errorf("%s as %s: got %q, want %q", c.raw, c.code, got, c.want)
		}
	}
}

func TestISO(t *testing.T) {
	for raw, want := range map[string]string{
		"2022-07-08": "2022-07-08", "2022-07-08T00:00:00": "2022-07-08", "2022-07-08T09:30:00.000": "2022-07-08T09:30:00", "2022-07-08T09:30:00Z": "2022-07-08T09:30:00", "09:30:00": "09:30:00",
		"2022-13-08": "", "2022-02-30": "", "": "", "44750": "", "2022-07-08T09:30:00+08:00": "", "PT36H": "",
	} {
		if got, ok := ISO(raw); got != want || ok != (want != "") {
			t.Errorf("%q: got %q, want %q", raw, got, want)
		}
	}
}
