package lang

import (
	"strings"

	"github.com/shopspring/decimal"
)

// Spans is a value made of parts that are printed one after the other at one tag: strings, numbers, Stringers, each
// alone or Marked. A sentence with several figures is one field, and each figure can have its own comment. A format
// applies to the whole text.
type Spans []any

// String returns the text of the parts.
func (s Spans) String() string {
	var b strings.Builder
	for _, p := range s {
		text, _ := PlainText(Unmark(p)) // a list or an object inside a sentence has no text
		b.WriteString(text)
	}
	return b.String()
}

// A Number is a value with its own wording: String prints it where the tag has no format, formats and comparisons use
// Number, which is not ok for words. A Number may also say Prefix() string, as 约: it then stands before what a format
// prints. Any value may say Empty() bool: it then counts as nothing in sections and conditions, though it prints.
type Number interface {
	String() string
	Number() (d decimal.Decimal, ok bool)
}
