package render

import (
	_ "embed" // the pages
	"net/url"
	"strings"

	"ziping/render/page"
)

var (
	//go:embed page/filter.js
	filterScript string
	//go:embed page/findings.html
	findingsHTML string
	//go:embed page/inspect.html
	inspectHTML string

	findingsTemplate = page.Template("findings", findingsHTML)
	inspectTemplate  = page.Template("inspect", inspectHTML)
)

// relativeLink writes a slash path as a relative link: every segment escaped,
// and never a scheme.
func relativeLink(path string) string {
	if path == "" {
		return ""
	}
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return "./" + strings.Join(parts, "/")
}
