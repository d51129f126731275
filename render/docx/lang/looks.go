package lang

import (
	"fmt"
	"net/url"
	"strings"
)

// Looks reports whether the value is to look otherwise than the tag.
func (m *Marked) Looks() bool { return m.Highlight || m.Bold || m.Color != "" || m.Link != "" }

// Inherit takes over the looks of an outer layer that the value does not have itself.
func (m *Marked) Inherit(x *Marked) {
	m.Highlight = m.Highlight || x.Highlight
	m.Bold = m.Bold || x.Bold
	if m.Color == "" {
		m.Color = x.Color
	}
	if m.Link == "" {
		m.Link = x.Link
	}
}

// colours are the words for colours: those of Word's palette of standard colours.
var colours = map[string]string{"红": "FF0000", "红色": "FF0000", "深红": "C00000", "橙": "FFC000", "橙色": "FFC000", "黄": "FFFF00", "黄色": "FFFF00",
	"绿": "00B050", "绿色": "00B050", "蓝": "0070C0", "蓝色": "0070C0", "深蓝": "002060", "紫": "7030A0", "紫色": "7030A0", "黑": "000000", "黑色": "000000",
	"灰": "7F7F7F", "灰色": "7F7F7F", "白": "FFFFFF", "白色": "FFFFFF"}

// Check brings colour and link to the form in which they are written, or says what is wrong with them.
func (m *Marked) Check() error {
	if m.Color != "" {
		c, ok := colours[m.Color]
		if !ok {
			c = strings.ToUpper(strings.TrimPrefix(m.Color, "#"))
			if len(c) != 6 || strings.Trim(c, "0123456789ABCDEF") != "" {
				return fmt.Errorf("不认识颜色“%s”，写成 FF0000 或者 红、蓝、绿", m.Color)
			}
		}
		m.Color = c
	}
	if m.Link == "" || strings.HasPrefix(m.Link, "#") {
		return nil
	}
	u, err := url.Parse(m.Link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" && u.Scheme != "mailto" {
		return fmt.Errorf("链接“%s”不是 http、https 或 mailto 开头的地址", m.Link)
	}
	m.Link = u.String()
	return nil
}

// looksKeys are the names by which data without Go types says how a text looks: {"文字": "…", "加粗": true}.
var looksKeys = map[string]string{"文字": "text", "text": "text", "加粗": "bold", "bold": "bold", "颜色": "color", "color": "color",
	"链接": "link", "link": "link", "突出": "highlight", "highlight": "highlight"}

// Styled turns an object that holds a text and how it looks, and nothing else, into that value; anything else comes
// back as it is.
func Styled(v any) any {
	m, ok := Unmark(v).(map[string]any)
	if !ok || len(m) < 2 || len(m) > 5 {
		return v
	}
	out := Marked{}
	hasText := false
	for k, x := range m {
		s, _ := x.(string)
		b, _ := x.(bool)
		switch looksKeys[k] {
		case "text":
			out.Value, hasText = x, true
		case "bold":
			out.Bold = b
		case "highlight":
			out.Highlight = b
		case "color":
			out.Color = s
		case "link":
			out.Link = s
		default:
			return v
		}
	}
	if !hasText {
		return v
	}
	if whole, ok := MarksOf(v); ok {
		whole.Value = out
		return whole
	}
	return out
}
