package cmd

import (
	"strings"

	"github.com/spf13/pflag"
	"golang.org/x/text/width"
)

// flagUsages lists options in columns that line up on a terminal: pflag counts
// a Chinese character as one column, it takes two.
func flagUsages(fs *pflag.FlagSet) string {
	type line struct{ left, right string }
	var lines []line
	widest := 0
	fs.VisitAll(func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		placeholder, usage := pflag.UnquoteUsage(f)
		left := "      --" + f.Name
		if f.Shorthand != "" {
			left = "  -" + f.Shorthand + ", --" + f.Name
		}
		if f.Value.Type() != "bool" {
			left += " " + placeholder
		}
		if f.Value.Type() == "int" || f.DefValue == "error" {
			usage += "（不写就是 " + f.DefValue + "）"
		}
		widest = max(widest, columns(left))
		lines = append(lines, line{left, usage})
	})
	var b strings.Builder
	for _, l := range lines {
		b.WriteString(l.left + strings.Repeat(" ", widest-columns(l.left)+3) + l.right + "\n")
	}
	return b.String()
}

// columns is the width of s on a terminal.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}
