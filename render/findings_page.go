package render

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"net/url"
	"strings"
	"sync"
)

// The pages are one file each: style and script stand in them, the policy lets
// nothing else load or run, and nothing is fetched. All foreign text goes
// through html/template.

var (
	//go:embed page/page.css
	pageStyle string
	//go:embed page/filter.js
	filterScript string
	//go:embed page/frame.html
	frameHTML string
	//go:embed page/findings.html
	findingsHTML string
	//go:embed page/inspect.html
	inspectHTML string

	findingsTemplate = pageTemplate("findings", findingsHTML)
	inspectTemplate  = pageTemplate("inspect", inspectHTML)
)

func pageTemplate(name, text string) func() *template.Template {
	return sync.OnceValue(func() *template.Template {
		return template.Must(template.Must(template.New(name).Parse(frameHTML)).Parse(text))
	})
}

// A frame is what every page has.
type frame struct {
	Title  string
	Policy string
	Style  template.CSS
	Script template.JS
}

// newFrame makes the frame of a page that runs script, "" for none.
func newFrame(title, script string) frame { return newStyledFrame(title, script, pageStyle) }

// newStyledFrame is newFrame with another style.
func newStyledFrame(title, script, style string) frame {
	policy := "default-src 'none'; style-src " + hashSource(style) + "; base-uri 'none'; form-action 'none'"
	if script != "" {
		policy += "; script-src " + hashSource(script)
	}
	return frame{
		Title: title, Policy: policy,
		Style:  template.CSS(style), //nolint:gosec // G203: our own style, embedded
		Script: template.JS(script), //nolint:gosec // G203: our own script, embedded
	}
}

// hashSource allows exactly this inline text (CSP level 2).
func hashSource(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

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
