package numfmt

import "strings"

// Custom is the id for a code that a file gives without one: the first that no
// program builds in.
const Custom = 164

// named are the formats that XML Spreadsheet 2003 and HTML pages call by name,
// as Chinese Excel shows them.
var named = map[string]string{
	"general": "General", "general number": "General", "text": "@",
	"general date": "yyyy/m/d h:mm", "long date": `yyyy"年"m"月"d"日"`, "medium date": "d-mmm-yy", "short date": "yyyy/m/d",
	"long time": "h:mm:ss AM/PM", "medium time": "h:mm AM/PM", "short time": "h:mm",
	"currency": `"¥"#,##0.00;[Red]"¥"\-#,##0.00`, "euro currency": `[$€-2]\ #,##0.00`, "fixed": "0.00", "standard": "#,##0.00",
	"percent": "0.00%", "scientific": "0.00E+00",
	"yes/no": `"Yes";"Yes";"No"`, "true/false": `"True";"True";"False"`, "on/off": `"On";"On";"Off"`,
}

// Named is the code of a format called by name.
func Named(name string) (code string, ok bool) {
	code, ok = named[strings.ToLower(strings.TrimSpace(name))]
	return code, ok
}
