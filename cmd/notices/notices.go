// Package notices holds the licences of what is linked into the program: Go's
// own library and the modules of every system that a release is built for.
//
//	for _, m := range notices.Modules() {
//		fmt.Println(m.Path, m.Version, m.Licence) // github.com/spf13/cobra v1.10.2 Apache-2.0
//	}
//
// licences.txt is written by gen from the module cache (go generate); a test
// holds it to what is linked, and the licences to Allowed.
package notices

import (
	_ "embed"
	"strings"
)

//go:generate go run ./gen

//go:embed licences.txt
var text string

// Mark begins the line that names a module: Mark, path, version and licence,
// parted by blanks.
const Mark = "════ "

// Allowed are the licences (SPDX) under which a module may be linked.
var Allowed = []string{"Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "ISC", "MIT", "Unlicense"}

// A Module is one thing that is linked in.
type Module struct{ Path, Version, Licence string }

// Text is every licence in full, each below the line that names its module.
func Text() string { return text }

// Modules are the modules in the order of Text, the first is Go's own library
// (path std, no version).
func Modules() []Module {
	var all []Module
	for line := range strings.Lines(text) {
		if rest, ok := strings.CutPrefix(line, Mark); ok {
			f := append(strings.Fields(rest), "", "", "")
			all = append(all, Module{f[0], f[1], f[2]})
		}
	}
	return all
}
