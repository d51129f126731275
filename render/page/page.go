// Package page is the frame of every page that the program writes or serves: one file with its style and script inside,
// and a policy that lets nothing else load or run. All foreign text goes through html/template.
//
//	tpl := page.Template("manual", text)                       // text uses {{template "head" .}}
//	data := struct{ page.Frame }{page.New("使用手册", "", page.Style)}
//	err := tpl().ExecuteTemplate(w, "manual", data)
package page

import (
	"crypto/sha256"
	_ "embed" // style and head
	"encoding/base64"
	"html/template"
	"net/url"
	"strings"
	"sync"
)

var (
	// Style is the one style of all pages.
	//go:embed page.css
	Style string
	//go:embed frame.html
	frameHTML string
)

// Template parses a page that may use the head of the frame, when it is first asked for.
func Template(name, text string) func() *template.Template {
	return sync.OnceValue(func() *template.Template {
		return template.Must(template.Must(template.New(name).Parse(frameHTML)).Parse(text))
	})
}

// A Frame is what every page has.
type Frame struct {
	Title  string
	Policy string
	Style  template.CSS
	Script template.JS
}

// New makes the frame of a page with a style, and a script or "".
func New(title, script, style string) Frame {
	policy := "default-src 'none'; style-src " + Source(style) + "; base-uri 'none'; form-action 'none'"
	if script != "" {
		policy += "; script-src " + Source(script)
	}
	return Frame{
		Title: title, Policy: policy,
		Style:  template.CSS(style), //nolint:gosec // G203: our own style, embedded
		Script: template.JS(script), //nolint:gosec // G203: our own script, embedded
	}
}

// Source allows exactly this inline text (CSP level 2).
func Source(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// RelativeLink writes a slash path as a relative link: every segment escaped, and
// never a scheme.
func RelativeLink(path string) string {
	if path == "" {
		return ""
	}
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = url.PathEscape(p)
	}
	return "./" + strings.Join(parts, "/")
}
