// Command gen makes the default Word templates of package render from their
// text sources, so that a change of a template shows in a diff:
//
//	go generate ./render
//
// Every NAME.txt in the working directory that begins with a "template" line
// becomes NAME.docx; the others are parts to include. The syntax is described
// in source.go, the look of the styles in styles.go.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run() error {
	sources, err := filepath.Glob("*.txt")
	if err != nil {
		return err
	}
	for _, name := range sources {
		text, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if !strings.HasPrefix(string(text), "template ") {
			continue
		}
		blocks, err := parse(name, os.ReadFile)
		if err != nil {
			return err
		}
		data, err := pack(blocks)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := os.WriteFile(strings.TrimSuffix(name, ".txt")+".docx", data, 0o644); err != nil {
			return err
		}
	}
	return nil
}
