package docx

import (
	"context"
	"io"
	"io/fs"
	"time"

	"ziping/render/docx/fill"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/read"
)

// A Template is a compiled template: immutable, and safe for concurrent use.
type Template struct{ t *plan.Template }

// Compile reads a whole .docx as a template. If anything is wrong with it, err is a *TemplateError that holds all
// the problems found, in reading order.
func Compile(template []byte, opts ...Option) (*Template, error) {
	t, err := plan.Compile(template, opts...)
	if err != nil {
		return nil, err
	}
	return &Template{t}, nil
}

// CompileFS reads a template from a file system, for messages under its name.
func CompileFS(fsys fs.FS, name string, opts ...Option) (*Template, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return Compile(data, append([]Option{WithName(name)}, opts...)...)
}

// Tags lists the template's tags in reading order, without 否则, closing tags and remarks.
func (t *Template) Tags() []Tag { return t.t.Tags() }

// Fill writes the template filled with data. Data is a struct (fields by their docx tag, json tag or name), a map
// with names for keys, or anything with a Lookup method; in it strings, numbers, bools, times, lists, maps and structs,
// Marked, Picture and Chart values, and what prints itself by String. On any problem nothing is
// written and the error is a *TemplateError with all of them. Equal templates, data and options give equal bytes.
//
// Comments of Marked values that stand where Word has no comments (headers, footers, notes, text boxes) are gathered
// in one comment on the first paragraph of the body.
func (t *Template) Fill(w io.Writer, data any, opts ...FillOption) error {
	return fill.Fill(t.t, w, data, opts...)
}

// FillContext is Fill that ends early, with the context's error and nothing written, when the context is done.
func (t *Template) FillContext(ctx context.Context, w io.Writer, data any, opts ...FillOption) error {
	return fill.Fill(t.t, w, data, append(opts[:len(opts):len(opts)], fill.Context(ctx))...)
}

// Fill compiles a template and fills it, for a template that is filled once. When the template is at fault the error
// also tells what the data lacks, as far as the tags could be understood.
func Fill(w io.Writer, template []byte, data any, opts ...FillOption) error {
	return fill.Once(w, template, data, opts...)
}

// Lint checks a template: what Compile refuses, and what is likely a mistake. With known fields it also finds names
// that the data will not have, lists used as text and the reverse, and fields that the template leaves out; an empty
// schema turns these checks off.
func Lint(template []byte, known Schema) []Problem { return plan.Lint(template, known) }

// Annotate writes a copy of a template with a Word comment (批注) at each problem. Problems in headers, footers, notes
// and text boxes, where Word shows no comments, and those of no place go on the first paragraph of the body.
func Annotate(w io.Writer, template []byte, problems []Problem) error {
	return fill.Annotate(w, template, problems)
}

// A Remark is a Word comment on words of a document, a Revision all that is to be changed in one.
type (
	Remark   = fill.Remark
	Revision = fill.Revision
	Place    = fill.Place
	Replace  = fill.Replace
	Insert   = fill.Insert
)

// Revise writes a copy of any document with what a revision changes: Word comments, other words, paragraphs put in and
// taken out. Everything else is byte for byte as it was. Comments where Word shows none go on the first paragraph.
func Revise(w io.Writer, docx []byte, author string, r Revision) error {
	return fill.Revise(w, docx, author, r)
}

// A Block is a paragraph or a table to be put at the end of a template; its texts may hold tags.
type Block = fill.Block

// Append returns the template with blocks at the end of its main text, in its last section. They are formatted directly,
// in 宋体 小五: the office's styles are not known.
func Append(template []byte, blocks ...Block) ([]byte, error) {
	return fill.Append(template, blocks...)
}

// Text reads a .docx. Deleted revisions and field codes are not part of the text.
func Text(docx []byte) (*Document, error) { return read.Text(docx) }

// An Option changes how Compile reads a template.
type Option = plan.Option

// WithName gives the template's file name, for messages.
func WithName(name string) Option { return plan.WithName(name) }

// WithFormat adds a format to the language: a tag {{x｜name arg}} prints what format makes of the value. An error is a
// Problem with the place of the tag.
func WithFormat(name string, format func(value any, arg string) (string, error)) Option {
	return plan.WithFormat(name, format)
}

// WithLevel sets the deflate level of the parts that are written anew, 1 (fast) to 9 (small). The default is 2:
// a report's XML repeats itself so much that higher levels cost much and gain little.
func WithLevel(level int) Option { return plan.WithLevel(level) }

// A FillOption changes how Fill writes.
type FillOption = fill.Option

// A MissingPolicy says what becomes of a tag whose field the data does not have.
type MissingPolicy = fill.MissingPolicy

// The policies.
const (
	MissingError = fill.MissingError // an error, all at once, and nothing is written
	MissingEmpty = fill.MissingEmpty // no text
	MissingKeep  = fill.MissingKeep  // the tag stays as it is
)

// Missing sets what becomes of tags whose field is missing. The default is MissingError.
func Missing(p MissingPolicy) FillOption { return fill.Missing(p) }

// DropControlCharacters leaves out characters that XML cannot hold. Without it they are an error, ZP-T041.
func DropControlCharacters() FillOption { return fill.DropControlCharacters() }

// CommentsBy sets the author and date of the comments written. Without a date they have none, which keeps the
// output the same from day to day.
func CommentsBy(author string, date time.Time) FillOption { return fill.CommentsBy(author, date) }

// MaxComments bounds how many comments are written; what is over the bound is left out. The default is 300; Word
// itself opens no document with more than 32,767 ([MS-OI29500] 2.1.315).
func MaxComments(n int) FillOption { return fill.MaxComments(n) }

// Pictures lets a {{图片 x}} whose value is a string name a file: open returns its content. Without it only Picture
// values are placed.
func Pictures(open func(name string) (Picture, error)) FillOption { return fill.Pictures(open) }

// Application writes the name of the program into the output's docProps/app.xml (ISO 29500-1, 22.2). Word, WPS and
// LibreOffice put their own name there when they save, so it tells an output that nobody worked on since from one
// that somebody did.
func Application(name string) FillOption { return fill.Application(name) }

// Values with more to them than text.
type (
	// Marked is a value that shows with a highlight, with comments (批注), or both.
	Marked = lang.Marked
	// Spans is a value made of parts that are printed one after the other at one tag.
	Spans = lang.Spans
	// Picture is an image for {{图片 …}}.
	Picture = lang.Picture
	// Chart is a chart for {{图表 …}}, which Word draws and lets the user edit.
	Chart = lang.Chart
	// Series is one set of a chart's values, one for each category.
	Series = lang.Series
	// Number is a value with its own wording.
	Number = lang.Number
	// Lookuper is an object other than a map or struct whose fields a template may name.
	Lookuper = lang.Lookuper
)

// What Lint and Fill find.
type (
	// A Problem is one thing wrong with a template, or with the data for it.
	Problem = problem.Problem
	// A Severity says whether a Problem stops the work.
	Severity = problem.Severity
	// A TemplateError holds everything that is wrong, in reading order.
	TemplateError = problem.TemplateError
	// A CatalogueEntry documents one problem id.
	CatalogueEntry = problem.CatalogueEntry
)

// The severities.
const (
	Error   = problem.Error   // nothing is written
	Warning = problem.Warning // likely a mistake
	Hint    = problem.Hint    // a matter of taste
)

// Catalogue lists every id a Problem can carry, in order.
var Catalogue = problem.Catalogue

// What a template asks for and what data has.
type (
	// A Tag is one tag of a template, as Tags lists it.
	Tag = plan.Listed
	// A TagKind says what a tag does.
	TagKind = plan.TagKind
	// A Schema describes the fields a template may use.
	Schema = lang.Schema
	// A Field is one field by its name.
	Field = lang.Field
	// A FieldKind is what a field holds.
	FieldKind = lang.FieldKind
	// A FormatDoc describes one format for the user.
	FormatDoc = lang.FormatDoc
)

// The kinds of tags.
const (
	KindValue     = plan.KindValue
	KindLoop      = plan.KindLoop
	KindInverse   = plan.KindInverse
	KindCondition = plan.KindCondition
	KindPicture   = plan.KindPicture
	KindChart     = plan.KindChart
	KindCounter   = plan.KindCounter
)

// The kinds of fields.
const (
	FieldText    = lang.FieldText
	FieldNumber  = lang.FieldNumber
	FieldDate    = lang.FieldDate
	FieldBool    = lang.FieldBool
	FieldList    = lang.FieldList
	FieldObject  = lang.FieldObject
	FieldPicture = lang.FieldPicture
	FieldChart   = lang.FieldChart
	FieldAny     = lang.FieldAny
)

// SchemaOf derives a schema from sample data.
func SchemaOf(data any) Schema { return lang.SchemaOf(data) }

// FormatAs writes a value as a tag {{x｜format}} would; without a format as {{x}}.
func FormatAs(value any, format string) (string, error) { return lang.FormatAs(value, format) }

// Formats lists the formats a tag may name, in the order they are documented.
func Formats() []FormatDoc { return lang.Formats() }

// The text of a document.
type (
	// A Document is the text of a .docx as a reader sees it, part by part.
	Document = read.Document
	// A PartText is the text of one part.
	PartText = read.PartText
	// A Paragraph is one paragraph's own text.
	Paragraph = read.Paragraph
	// A Table is a table's text by rows and cells.
	Table = read.Table
)
