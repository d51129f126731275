// Command gen makes the default Word templates of package render from their
// text sources, so that a change of a template shows in a diff:
//
//	go generate ./render
//
// Every NAME.txt in the working directory that begins with a "template" line
// becomes NAME.docx, and NAME.upright.docx where it has wide tables; the others are parts to include. The syntax is described
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
		for _, v := range variants(name) {
			blocks, err := parse(name, v.read)
			if err != nil {
				return err
			}
			data, err := pack(blocks)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			if err := os.WriteFile(v.file, data, 0o644); err != nil {
				return err
			}
		}
	}
	return nil
}

// A variant is one template made from a source.
type variant struct {
	file string
	read func(string) ([]byte, error)
}

// wideTables is the part that lies on its side.
const wideTables = "tables.part.txt"

// variants are the templates of a source: as it is, and where it has wide tables
// one without them, since a section that lies on its side cannot be left out of a
// document.
func variants(name string) []variant {
	base := strings.TrimSuffix(name, ".txt")
	wide := false
	out := []variant{{base + ".docx", os.ReadFile}, {base + ".upright.docx", func(file string) ([]byte, error) {
		if file == wideTables {
			wide = true
			file = "sources.part.txt"
		}
		return os.ReadFile(file)
	}}}
	if _, err := parse(name, out[1].read); err != nil || !wide {
		return out[:1]
	}
	return out
}
