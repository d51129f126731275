// Package linked asks the go command which modules a program is made of, on the
// systems that releases are built for. Generators and tests use it, the program
// does not.
//
//	modules, err := linked.Modules("ziping/cmd/ziping") // … {"github.com/spf13/cobra", "v1.10.2", "/root/go/pkg/mod/…"} …
package linked

import (
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// Systems are the systems of the releases, as GOOS/GOARCH; .goreleaser.yaml
// names the same.
var Systems = []string{"windows/amd64", "windows/arm64", "linux/amd64", "linux/arm64", "linux/loong64", "darwin/arm64"}

// A Module is one module at a version, and its folder in the module cache.
type Module struct{ Path, Version, Dir string }

// Modules are the modules that the program is linked from on any of Systems,
// by path, without its own and Go's library.
func Modules(program string) ([]Module, error) {
	var all []Module
	for _, system := range Systems {
		goos, arch, _ := strings.Cut(system, "/")
		c := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Version}}\t{{.Dir}}{{end}}{{end}}", program)
		c.Env = append(os.Environ(), "GOOS="+goos, "GOARCH="+arch, "CGO_ENABLED=0")
		out, err := c.Output()
		if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if f := strings.Split(strings.TrimSpace(line), "\t"); len(f) == 3 {
				all = append(all, Module{f[0], f[1], f[2]})
			}
		}
	}
	slices.SortFunc(all, func(a, b Module) int { return strings.Compare(a.Path, b.Path) })
	return slices.Compact(all), nil
}
