package wml

import (
	"bytes"
	"strings"
)

// bare are the elements of a paragraph in which nothing shows.
var bare = map[string]bool{"p": true, "r": true, "t": true, "proofErr": true, "lastRenderedPageBreak": true}

// ShowsNothing reports whether a paragraph is only empty runs. w is the prefix of WordprocessingML.
func ShowsNothing(x []byte, w string) bool {
	for {
		i := bytes.IndexByte(x, '<')
		if i < 0 || len(bytes.TrimSpace(x[:i])) > 0 {
			return i < 0
		}
		end := bytes.IndexByte(x[i:], '>') + i
		name := x[i+1:]
		if x[i+1] == '/' {
			name = x[i+2:]
		}
		local, ok := strings.CutPrefix(string(name[:NameLen(name)]), w)
		switch {
		case !ok:
			return false
		case (local == "pPr" || local == "rPr") && x[end-1] != '/':
			shut := "</" + w + local + ">"
			k := bytes.Index(x[end:], []byte(shut))
			if k < 0 {
				return false
			}
			end += k + len(shut) - 1
		case local != "pPr" && local != "rPr" && !bare[local]:
			return false
		}
		x = x[end+1:]
	}
}
