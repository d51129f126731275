// Package manual is the 使用手册: its chapters in the folder chapter, one file each in the order of their names, written as
// one page or as text for a terminal.
//
// A chapter is HTML without a frame that begins with its h2. Two words of its own: {{picture "name" "what it shows"}} puts
// chapter/name.png in, and {{tag "字段"}} writes a tag of a Word template, whose braces are the chapter's own. What stands in
// <pre class="run"> is run by the tests of package cmd, in a folder with the samples; data-exit is the exit code wanted, and
// the lines of the <pre class="shows"> after it must be in what is printed.
//
//	err := manual.HTML(f, "1.0")
package manual

import (
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"path"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"ziping/render/page"
)

var (
	//go:embed chapter
	files embed.FS
	//go:embed manual.css
	style string
	//go:embed manual.html
	frameText string
)

// A chapter is one section of the manual.
type chapter struct {
	ID, Title string
	Body      template.HTML
}

type document struct {
	page.Frame
	Version  string
	Chapters []chapter
}

// HTML writes the manual (使用手册) as one page that needs nothing else; version is said in its head.
func HTML(w io.Writer, version string) error {
	chapters, err := chaptersOf()
	if err != nil {
		return err
	}
	doc := document{Frame: page.New("ziping（自评）使用手册", "", page.Style+style), Version: version, Chapters: chapters}
	doc.Policy += "; img-src data:"
	return page.Template("manual", frameText)().ExecuteTemplate(w, "manual", doc)
}

// chaptersOf fills the chapters in.
func chaptersOf() ([]chapter, error) {
	names, err := files.ReadDir("chapter")
	if err != nil {
		return nil, err
	}
	words := template.FuncMap{"picture": picture, "tag": func(s string) string { return "{{" + s + "}}" }}
	var out []chapter
	for _, f := range names {
		id, isChapter := strings.CutSuffix(f.Name(), ".html")
		if !isChapter {
			continue
		}
		data, err := files.ReadFile(path.Join("chapter", f.Name()))
		if err != nil {
			return nil, err
		}
		t, err := template.New(id).Funcs(words).Parse(string(data))
		if err != nil {
			return nil, err
		}
		var b strings.Builder
		if err := t.Execute(&b, nil); err != nil {
			return nil, err
		}
		body := b.String()
		out = append(out, chapter{ID: "c" + id, Title: between(body, "<h2>", "</h2>"), Body: template.HTML(body)}) //nolint:gosec // G203: our own text, embedded
	}
	return out, nil
}

// picture is a figure of the manual with its picture inside.
func picture(name, shows string) (template.HTML, error) {
	data, err := files.ReadFile("chapter/" + name + ".png")
	if err != nil {
		return "", err
	}
	return template.HTML(`<figure><img alt="" src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(data) + //nolint:gosec // G203: our own picture
		`"><figcaption>图：` + template.HTMLEscapeString(shows) + `</figcaption></figure>`), nil
}

func between(s, from, to string) string {
	_, s, _ = strings.Cut(s, from)
	s, _, _ = strings.Cut(s, to)
	return s
}

// Text writes the manual for a terminal.
func Text(w io.Writer) error {
	chapters, err := chaptersOf()
	if err != nil {
		return err
	}
	var b strings.Builder
	for _, c := range chapters {
		doc, err := html.ParseFragment(strings.NewReader(string(c.Body)), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
		if err != nil {
			return err
		}
		for _, n := range doc {
			plainBlock(&b, n)
		}
	}
	_, err = io.WriteString(w, b.String())
	return err
}

// blocks are the elements that begin a line, with what stands before their text.
var blocks = map[atom.Atom]string{
	atom.H2: "\n\n■ ", atom.H3: "\n\n", atom.P: "\n", atom.Li: "\n  · ", atom.Pre: "\n    ", atom.Tr: "\n  ", atom.Dt: "\n\n", atom.Dd: "\n  ", atom.Figcaption: "\n",
}

// plainBlock writes a node as lines of text.
func plainBlock(b *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode && n.Parent != nil && n.Parent.DataAtom == atom.Pre:
		b.WriteString(strings.ReplaceAll(strings.TrimSpace(n.Data), "\n", "\n    "))
		return
	case n.Type == html.TextNode:
		b.WriteString(strings.ReplaceAll(strings.TrimRight(n.Data, "\n"), "\n", ""))
		return
	case n.DataAtom == atom.Figure:
		return // a picture cannot be shown here
	}
	b.WriteString(blocks[n.DataAtom])
	if n.DataAtom == atom.Td && n.PrevSibling != nil {
		b.WriteString("：")
	}
	if n.DataAtom == atom.Th && n.PrevSibling != nil {
		b.WriteString(" / ")
	}
	for c := range n.ChildNodes() {
		plainBlock(b, c)
	}
	if n.DataAtom == atom.H2 {
		fmt.Fprint(b, "\n")
	}
}
