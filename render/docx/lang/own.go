package lang

import "strings"

// Formatters are formats beside the language's own, by name. A formatter gets the value and what stands behind its name
// in the tag, and returns the text to print; an error is told with the place of the tag.
type Formatters map[string]func(value any, arg string) (string, error)

// find returns the longest formatter that the text of a format begins with.
func (fs Formatters) find(text string) *formatDef {
	var def *formatDef
	for name, f := range fs {
		if n := NormalName(name); strings.HasPrefix(text, n) && (def == nil || len(n) > len(def.name)) {
			def = &formatDef{name: n, anyArg: true, other: func(v any, x Format) (string, error) { return f(v, x.arg) }}
		}
	}
	return def
}
