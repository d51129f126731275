package profile

import (
	"fmt"
	"strings"
)

// An Error is one fault of a profile file, at its line. Load joins all it finds.
type Error struct {
	File         string
	Line, Column int    // 1-based; 0 for the file as a whole
	Message      string // Chinese, without place and full stop
	Source       string // the line, without its end
	Hint         string // Chinese: what to write instead
}

// Error is the message with place, the line itself and the hint.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	if e.Line > 0 {
		fmt.Fprintf(&b, " 第 %d 行", e.Line)
	}
	b.WriteString("：" + e.Message)
	if e.Source != "" {
		fmt.Fprintf(&b, "\n  %d | %s", e.Line, e.Source)
	}
	if e.Hint != "" {
		b.WriteString("\n  办法：" + e.Hint)
	}
	return b.String()
}
