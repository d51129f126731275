package render

import (
	_ "embed" // the pages

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
