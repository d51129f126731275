package cmd

import (
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// english matches two English words in a row, outside what is typed.
var english = regexp.MustCompile(`\b[a-z]{2,} [a-z]{2,}\b`)

// TestHelpIsChinese looks at the help of every command: no sentence of cobra's
// or pflag's own shows.
func TestHelpIsChinese(t *testing.T) {
	var visit func(c *cobra.Command)
	visit = func(c *cobra.Command) {
		var b strings.Builder
		c.SetOut(&b)
		if err := c.Help(); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if strings.Contains(line, "ziping ") { // a command line
				continue
			}
			if m := english.FindString(line); m != "" || strings.Contains(line, " string ") || strings.Contains(line, " int ") {
				t.Errorf("%s: English in the help: %s", c.CommandPath(), strings.TrimSpace(line))
			}
		}
		for _, sub := range c.Commands() {
			visit(sub)
		}
	}
	visit(newRoot(streams{strings.NewReader(""), io.Discard, io.Discard}))
}
