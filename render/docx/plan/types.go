package plan

import (
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/read"
	"ziping/render/docx/wml"
)

// Columns that repeat: {{循环列 年份}}{{年}}{{结束循环}} in one cell of a row makes a cell for every item. The grid of the
// table grows with it; a cell of another row that lies over the column grows wider.

// Columns is a column of a table, or several beside each other, that is repeated.
type Columns struct {
	ID     int32
	First  int        // grid column, from 0
	Span   int        // grid columns of one copy
	Widths []int64    // of the grid columns, in twips
	Width  int64      // their sum
	Sec    *Section   // the first section that says so
	Around []*Section // the loops over rows of the table that it stands in, from outside
	Keep   bool       // a cell of another row lies over it alone: without items one empty column stays
	parts  []*Section // one in each row that says so
}

// A Grid is a table with repeated columns.
type Grid struct {
	Count int // grid columns in the template
	Cols  []*Columns
	Total int64 // width of the table in the template, in twips
	Room  int64 // width there is for it
}

// What of a table with repeated columns is written by an OpColumn.
const (
	ColBegin = iota // the table begins: how many copies there are is found out
	ColGrid         // w:gridCol elements of Cols[0]
	ColCell         // the width of a repeated cell
	ColOver         // the width of a cell, or of the table, over Cols
	ColSpan         // the grid columns of a cell over Cols
)

// A ColumnOp is the operand of an OpColumn.
type ColumnOp struct {
	Grid *Grid
	What int
	Base int64 // the width or span in the template
	Cols []*Columns
}

type options struct {
	Name    string
	Level   int
	Formats lang.Formatters
}

// A Template is a compiled template: immutable, and safe for concurrent use.
type Template struct {
	Opts      options
	Pkg       *opc.Package
	Parts     []*Part
	ByEntry   map[string]*Part // lower-case entry name → part with a program
	Slots     int              // number of things to be emitted once only
	Merges    int              // number of merging cells
	Columns   int              // number of repeated columns
	MaxID     int64            // highest id of drawings, content controls and revisions
	MaxNote   int64            // highest comment id
	Places    *read.Placer
	Numbering *Numbering // nil when no list is restarted
}

// A Part is one part that may hold tags.
type Part struct {
	*read.Part
	Tags     []*Tag
	attrs    [][2]int32 // the attributes with tags
	linkTags []*Tag
	Links    []*Link // the hyperlinks with tags in their address
	fields   []wml.Field
	paras    map[int32]*Para // the paragraphs with tags, by node
	sections []*Section
	refs     map[int32]*Section // main text: the note references in loops, and the notes they call
	notes    map[int32]*Section // notes: those that are called from loops, by node
	noteIDs  map[string]int32   // notes: all of them, by id
	MaxNote  int64              // notes: the highest id
	Prog     []Op               // nil when the part is copied as it is
	Hint     int                // size of the part, for the buffer
}

// A Keep is the tag of a section, or the paragraph or row of tags, as the template has it: it stays when nothing knows
// the name and such names are to stay.
type Keep struct {
	Secs []*Section
	Raw  []byte
}

// A Section is an open tag, its close tag and the 否则 between, with the program between them once compiled.
type Section struct {
	Open   *Tag
	Elses  []*Tag
	close  *Tag
	Part   *Part
	story  int32
	parent *Section

	layout   layoutKind
	start    int32 // the region in the part
	end      int32
	where    int32        // the common ancestor, whose children are repeated
	Bodies   [][]Op       // one for each branch
	Restarts []int32      // the lists that begin anew with every copy
	Cells    *Columns     // for a section over cells: its column
	Shows    []bool       // for each branch: it prints something of its own, outside the sections in it
	Subs     [][]*Section // for each branch: the sections in it
	Edges    []Edge       // one for each tag, when one of them divides a paragraph; nil otherwise
}

// An Edge is where a tag of a section over paragraphs stands: between two blocks, or inside a paragraph whose two
// halves then lie on both sides of it.
type Edge struct {
	Inside bool
	Begin  []byte // <w:p><w:pPr>…</w:pPr>, to go on in a paragraph of its own
}

func (s *Section) tags() []*Tag { return append(append([]*Tag{s.Open}, s.Elses...), s.close) }

// A Tag is one {{…}} in its place in a part.
type Tag struct {
	lang.Tag
	Raw       string // as written, with braces
	Part      *Part
	para      *Para
	from, to  int // byte range in para.text
	name      int // where the first character of the name is
	Ord       int // order in the part
	fullWidth bool
	link      bool  // it stands in the address of the w:hyperlink altText
	altText   int32 // the wp:docPr node when the tag stands in a picture's alternative text, else -1
	section   *Section
	Astray    bool // it stands where Word has no text: nothing can be put in its place
}

// A Para is a paragraph with its tags.
type Para struct {
	*wml.Para
	tags                  []*Tag // in order
	measured              bool
	firstShown, lastShown int // see measure
}

// layoutKind is what a section repeats.
type layoutKind uint8

const (
	layoutNone layoutKind = iota
	layoutInline
	layoutBlocks
	layoutRows
	layoutCells
)

// Compiler collects what Compile finds.
type Compiler struct {
	T        *Template
	Problems []problem.Problem

	tooDeep   bool       // sections nest deeper than any template: nothing further is looked at
	numbering *Numbering // read when first asked for
}

// MaxProblems bounds how many problems are reported at once.
const MaxProblems = 1000

// The address of a hyperlink stands in the relationships of its part, where Word writes {{网址}} as %7B%7B…%7D%7D.

// A Link is a relationship to an address with tags in it.
type Link struct {
	ID     string
	Pieces []LinkPiece
}

// A LinkPiece is a stretch of an address: text, or a tag.
type LinkPiece struct {
	Text string
	Tag  *Tag
	Seq  int32 // to report each problem once
}

// A numbered list in a repeated block starts anew in every copy, unless the copies themselves are the items of the list.
// Word numbers by w:num, so that each run of a list needs one of its own.

// A List is a w:num of the template that is restarted somewhere.
type List struct {
	NumID    string
	Abstract string
	Level    string // the level that begins anew
	Start    string // its first number
}

// Numbering is the template's numbering part, as far as lists are restarted.
type Numbering struct {
	Name   string // of the part
	Tree   *wml.Tree
	At     int32 // where a new w:num is put in
	MaxNum int64
	Lists  []List

	index  map[string]int    // numId → place in Lists
	nums   map[string]string // numId → abstractNumId
	starts map[string]string // abstractNumId/ilvl → first number
	styles map[string]numbered
}

// A numbered is the list and level of a paragraph.
type numbered struct{ num, level string }

// An opKind is one instruction of a compiled part.
type opKind uint8

const (
	OpLiteral   opKind = iota
	OpValue            // the value of a tag
	OpSection          // a section
	OpOnce             // bytes that may appear once only: a bookmark, a paraId
	OpNumber           // a numeric id that must be unique
	OpSuffix           // a textual id that must be unique
	OpNote             // the id of a footnote reference in a loop; the note is filled as well
	OpNoteID           // the id of a note that is filled for a reference
	OpNotes            // the notes filled for the references to one note
	OpRow              // a row of a table with merging cells begins
	OpMerge            // the w:vMerge of a merging cell
	OpMark             // remember where the output stands
	OpVanish           // drop the paragraph since the mark if it shows nothing
	OpTableEnd         // drop the table since the mark if it got no rows
	OpParagraph        // Word wants a paragraph at the end of this cell, text box, header …
	OpApart            // keep two tables from growing together
	OpPicture          // an attribute of a placeholder picture
	OpKeep             // the tag of a section as it is, when its name is not known and stays
	OpLink             // the relationship of a hyperlink with tags in its address
	OpList             // the w:num of a paragraph whose list begins anew
	OpColumn           // a piece of a table with repeated columns
)

// An Op is an instruction with its operands.
type Op struct {
	Kind opKind
	N    int32
	Lit  []byte
	Val  *ValueOp
	Sec  *Section
	Col  *ColumnOp
	Keep *Keep
}

// A ValueOp is a tag that prints, with what is needed to cut the run around it.
type ValueOp struct {
	*glue
	Tag      *Tag
	Text     bool  // no markup may be put in: a document property, a formula
	InLink   bool  // it stands in a hyperlink or field: no link can be put in
	Comments bool  // Word shows comments here
	Merge    int32 // number of the merging cell, -1
	Span     int32 // rows of the template the merging cell spans
	Room     int64 // width there is for a picture, in EMU
	BoxW     int64 // size of a placeholder picture, in EMU
	BoxH     int64
	Seq      int32 // order of tags over the template, to report each problem once
}

// A glue is the markup around a value in a run; tags in runs that look the same share it.
type glue struct {
	Cut      []byte // </w:t></w:r>
	Resume   []byte // <w:r><w:rPr>…</w:rPr><w:t xml:space="preserve">
	tn, rn   []byte // the names of the text element and the run
	Rpr      []byte // the run's properties, for a highlighted run
	Head     []byte // <w:r>
	BreakTag []byte // </w:t><w:br/><w:t xml:space="preserve">
	TabTag   []byte
	T        []byte // </w:t>, and the same reopened, for pictures
	TOpen    []byte
}
