package text

import "strings"

// A Document is the text of a report, paragraph by paragraph in reading order:
// the body first, then headers, footers and notes.
type Document struct {
	Name       string // of the file
	Paragraphs []Paragraph
	// Automatic tells that Word numbers some paragraphs of the body: then the
	// numbers that are typed are not all that a reader sees.
	Automatic bool
}

// A Paragraph is one paragraph of a report.
type Paragraph struct {
	Part    string // name of the part, "word/document.xml"; "" in a plain text
	Index   int    // among the paragraphs of the part, from 0
	Kind    Kind
	Place   string // in words: 正文第12段
	Heading string // the nearest heading above it
	Text    string
	// Table, Row and Col are from 1, 0 outside tables.
	Table, Row, Col int
	Style           string // style id
	Automatic       bool   // Word puts a number before it
	Contents        bool   // a line of the 目录, or of ziping's own 取数来源表: no part of what is said
}

// Kind says where in a document a paragraph stands.
type Kind uint8

const (
	Body   Kind = iota
	Box         // a text box
	Margin      // header or footer
	Note        // footnote or endnote
	Remark      // a comment; it is no part of the report
)

// String returns all paragraphs, one a line.
func (d *Document) String() string {
	var b strings.Builder
	for i := range d.Paragraphs {
		b.WriteString(d.Paragraphs[i].Text)
		b.WriteByte('\n')
	}
	return b.String()
}
