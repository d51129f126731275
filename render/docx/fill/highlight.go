package fill

import (
	"bytes"
	"strings"
)

// afterHighlight are the run properties that come after w:highlight (ECMA-376 part 1, 17.3.2.28).
var afterHighlight = []string{"u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
	"eastAsianLayout", "specVanish", "oMath", "rPrChange"}

// highlighted returns run properties with a yellow background.
func highlighted(rpr []byte, w string) string {
	mark := "<" + w + `highlight ` + w + `val="yellow"/>`
	if w == "" {
		mark = "" // WordprocessingML as the default namespace leaves its attributes without a prefix to use
	}
	if len(rpr) == 0 || bytes.HasSuffix(rpr, []byte("/>")) && bytes.Count(rpr, []byte("<")) == 1 {
		return "<" + w + "rPr>" + mark + "</" + w + "rPr>"
	}
	s := string(rpr)
	if i := strings.Index(s, "<"+w+"highlight "); i >= 0 {
		if j := strings.IndexByte(s[i:], '>'); j > 0 && s[i+j-1] == '/' {
			s = s[:i] + s[i+j+1:]
		}
	}
	at := strings.LastIndex(s, "</")
	for _, e := range afterHighlight {
		for _, end := range []string{" ", "/", ">"} {
			if i := strings.Index(s, "<"+w+e+end); i >= 0 && i < at {
				at = i
			}
		}
	}
	return s[:at] + mark + s[at:]
}
