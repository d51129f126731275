package plan

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/read"
	"ziping/render/docx/wml"
)

// CommentsPart returns the name of the template's comments part, "" if it has none.
func (t *Template) CommentsPart() string {
	for _, p := range t.Parts {
		if p.Ref.Kind == opc.PartComments {
			return p.Ref.Name
		}
	}
	return ""
}

// An Option changes how Compile reads a template.
type Option func(*options)

type options struct {
	Name  string
	Level int
}

// WithName gives the template's file name, for messages.
func WithName(name string) Option { return func(o *options) { o.Name = name } }

// WithLevel sets the deflate level of the parts that are written anew, 1 (fast) to 9 (small). The default is 2:
// a report's XML repeats itself so much that higher levels cost much and gain little.
func WithLevel(level int) Option { return func(o *options) { o.Level = min(max(level, 1), 9) } }

const DefaultLevel = 2

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

	numbering *Numbering // read when first asked for
}

// Compile reads a whole .docx as a template. If anything is wrong with it, err is a *TemplateError that holds all
// the problems found, in reading order.
func Compile(template []byte, opts ...Option) (*Template, error) {
	c, err := Analyse(template, opts...)
	if err != nil {
		return nil, err
	}
	if len(c.Problems) > 0 {
		return nil, &problem.TemplateError{Name: c.T.Opts.Name, Problems: c.Problems}
	}
	return c.T, nil
}

// compile does the work; err is set when the package could not be opened at all.
func Analyse(template []byte, opts ...Option) (*Compiler, error) {
	o := options{Level: DefaultLevel}
	for _, f := range opts {
		f(&o)
	}
	named := func(err error) error {
		var te *problem.TemplateError
		if errors.As(err, &te) {
			te.Name = o.Name
		}
		return err
	}
	pk, err := opc.Open(template)
	if err != nil {
		return nil, named(err)
	}
	refs, err := pk.Fillable()
	if err != nil {
		return nil, named(err)
	}
	c := &Compiler{T: &Template{Opts: o, Pkg: pk, ByEntry: map[string]*Part{}}}
	for _, r := range refs {
		if err := c.load(r); err != nil {
			return nil, named(err)
		}
	}
	c.T.Places = read.NewPlacer(c.T.sources())
	c.active()
	for i, p := range c.T.Parts {
		c.analyse(p)
		if i == 0 {
			c.linkNotes(p)
		}
	}
	if len(c.Problems) == 0 {
		c.Programs()
	}
	c.Problems = c.T.InOrder(c.Problems)
	return c, nil
}

// load reads and scans one part. A part with soft faults is refused, after its tags were looked at.
func (c *Compiler) load(r opc.PartRef) error {
	e := c.T.Pkg.Lookup(r.Name)
	data, err := c.T.Pkg.Read(e)
	if err != nil {
		return err
	}
	t, serr := wml.Scan(e.Name, data)
	if t == nil {
		return opc.XMLProblem(e.Name, serr)
	}
	if serr != nil {
		var te *problem.TemplateError
		errors.As(opc.XMLProblem(e.Name, serr), &te)
		te.Problems[0].Offset = serr.Offset
		c.Problems = append(c.Problems, te.Problems...)
	}
	if bytes.Contains(data, []byte("<![CDATA[")) && wml.HasBrace(data) {
		return c.loadPlain(r, e.Name, data)
	}
	c.addPart(r, t)
	return nil
}

// loadPlain replaces CDATA sections by escaped text, so that tags in them are found.
func (c *Compiler) loadPlain(r opc.PartRef, name string, data []byte) error {
	var b bytes.Buffer
	for {
		before, rest, ok := bytes.Cut(data, []byte("<![CDATA["))
		b.Write(before)
		if !ok {
			break
		}
		inner, after, _ := bytes.Cut(rest, []byte("]]>"))
		b.Write(wml.AppendText(nil, string(inner)))
		data = after
	}
	t, serr := wml.Scan(name, b.Bytes())
	if t == nil {
		return opc.XMLProblem(name, serr)
	}
	c.addPart(r, t)
	return nil
}

func (c *Compiler) addPart(r opc.PartRef, t *wml.Tree) {
	c.T.Parts = append(c.T.Parts, &Part{Part: &read.Part{Ref: r, Tree: t}, Hint: len(t.XML)})
	c.highestIDs(t)
}

// highestIDs notes the highest ids in use, so that copies get ids above them.
func (c *Compiler) highestIDs(t *wml.Tree) {
	for i := range t.Nodes {
		var v string
		switch k := t.Nodes[i].Kind; k {
		case wml.DocPr, wml.Ins, wml.Del, wml.MoveFrom, wml.MoveTo, wml.BookmarkStart, wml.Comment:
			v = t.Attr(int32(i), "id")
			if k == wml.Comment {
				c.T.MaxNote = max(c.T.MaxNote, wml.ParseID(v))
				continue
			}
		case wml.SdtID:
			v = t.Attr(int32(i), "val")
		default:
			continue
		}
		c.T.MaxID = max(c.T.MaxID, wml.ParseID(v))
	}
}

// analyse finds a part's tags, pairs them and lays the sections out.
func (c *Compiler) analyse(p *Part) {
	if p.Ref.Kind != opc.PartProps {
		c.links(p)
	}
	if !wml.HasBrace(p.Tree.XML) {
		return
	}
	if p.Ref.Kind == opc.PartProps {
		c.propertyTags(p)
		return
	}
	p.paras = map[int32]*Para{}
	for _, text := range wml.Healed(p.Tree, p.outsideContents(p.Tree.Paragraphs())) {
		pa := &Para{Para: text}
		c.paragraphTags(p, pa)
		for _, n := range pa.Nodes {
			if len(pa.tags) > 0 {
				p.paras[n] = pa
			}
		}
	}
	c.altTextTags(p)
	c.attrTags(p)
	p.sortTags()
	c.pair(p)
	p.adopt()
	p.inNotes()
	for _, s := range p.sections {
		if s.close != nil && !slices.ContainsFunc(s.tags(), func(t *Tag) bool { return t.Astray }) {
			c.lay(s)
		}
	}
	for _, t := range p.Tags {
		c.checkUse(t)
	}
}

// paragraphTags parses the tags of one paragraph.
func (c *Compiler) paragraphTags(p *Part, pa *Para) {
	for i, sp := range pa.Spans {
		raw := pa.Text[sp.From:sp.To]
		loc := &Tag{Part: p, para: pa, from: sp.From, to: sp.To, Raw: raw, altText: -1}
		if sp.State != 't' {
			c.add(loc, brokenTag(loc, pa, i))
			continue
		}
		inner, off := innerText(raw)
		says, err := lang.Parse(inner)
		if err != nil {
			err.Msg = "“" + wml.Clip(raw, 40) + "”" + join(err.Msg)
			c.add(loc, err)
			continue
		}
		t := &Tag{Tag: *says, Part: p, para: pa, from: sp.From, to: sp.To, Raw: raw, fullWidth: sp.Full, altText: -1}
		t.name = sp.From + off + firstOfName(inner)
		t.Ord = len(p.Tags)
		p.Tags = append(p.Tags, t)
		pa.tags = append(pa.tags, t)
		c.checkPlace(t)
		if pa.Attr && t.Kind != lang.TagValue && t.Kind != lang.TagRemark && t.Kind != lang.TagCounter {
			c.add(t, &problem.Fault{ID: problem.Position, Msg: t.Raw + " 不能写在艺术字或替代文字里", Hint: "这里只能写字段名；循环和条件写在正文里。"})
		}
		if pa.Formula && t.Kind != lang.TagValue && t.Kind != lang.TagRemark && t.Kind != lang.TagCounter {
			c.add(t, &problem.Fault{ID: problem.Position, Msg: t.Raw + " 不能写在公式里", Hint: "公式里只能写字段名；循环和条件写在公式外面。"})
		}
	}
}

// brokenTag says what is wrong with the brace without its partner in the i-th span, and gives loc the text to show.
func brokenTag(loc *Tag, pa *Para, i int) *problem.Fault {
	sp := pa.Spans[i]
	if sp.State == 'u' {
		if i+1 < len(pa.Spans) && pa.Spans[i+1].From == sp.To && len(strings.TrimFunc(loc.Raw, wml.OpenBrace)) == 0 {
			loc.Raw = wml.Clip(pa.Text[sp.From:pa.Spans[i+1].To], 40)
			return &problem.Fault{ID: problem.UnclosedTag, Msg: "“" + loc.Raw + "”的 {{ 写了两遍", Hint: "每个标签前面只写一个 {{，后面只写一个 }}。"}
		}
		loc.Raw = wml.Clip(loc.Raw, 24)
		return &problem.Fault{ID: problem.UnclosedTag, Msg: "“" + loc.Raw + "”没有写完，缺少 }}", Hint: "在字段名后面补上 }}；一个标签不能分在两段里。"}
	}
	from := 0
	if i > 0 {
		from = pa.Spans[i-1].To
		if pa.Spans[i-1].State == 't' && from == sp.From {
			loc.from = pa.Spans[i-1].From
			loc.Raw = wml.Clip(pa.Text[loc.from:sp.To], 40)
			return &problem.Fault{ID: problem.StrayClose, Msg: "“" + loc.Raw + "”的 }} 写了两遍", Hint: "每个标签前面只写一个 {{，后面只写一个 }}。"}
		}
	}
	word := []rune(pa.Text[from:sp.From])
	n := len(word)
	for n > 0 && len(word)-n < 12 && !wml.Blank(string(word[n-1])) && word[n-1] != wml.ObjectChar {
		n--
	}
	loc.from -= len(string(word[n:]))
	loc.Raw = pa.Text[loc.from:sp.To]
	return &problem.Fault{ID: problem.StrayClose, Msg: "“" + loc.Raw + "”多出一个 }}，前面没有 {{", Hint: "补上 {{，或删去多余的 }}。"}
}

// join puts a comma between a quoted tag and what is said of it.
func join(s string) string { return "：" + s }

// innerText strips the braces; off is where the rest begins.
func innerText(raw string) (inner string, off int) {
	n := 0
	for i, r := range raw {
		if wml.OpenBrace(r) {
			if n++; n == 2 {
				off = i + len(string(r))
				break
			}
		}
	}
	end, n := len(raw), 0
	for n < 2 {
		r, size := utf8.DecodeLastRuneInString(raw[:end])
		if wml.CloseBrace(r) {
			n++
		}
		end -= size
	}
	return raw[off:end], off
}

// firstOfName returns the offset of the first character of the name: signs, blanks and keywords do not count.
func firstOfName(inner string) int {
	for i, r := range inner {
		if wml.Blank(string(r)) || r == wml.ObjectChar || strings.ContainsRune("#^/!＃＾／！", r) {
			continue
		}
		return i
	}
	return 0
}

// add notes a problem at a tag.
func (c *Compiler) add(t *Tag, e *problem.Fault) {
	if len(c.Problems) < MaxProblems {
		c.Problems = append(c.Problems, c.T.Problem(t, problem.Error, e))
	}
}

// MaxProblems bounds how many problems are reported at once.
const MaxProblems = 1000

// inFallback reports whether a tag stands in an mc:Fallback, which repeats a text box for older programs.
func (t *Tag) inFallback() bool { return t.Part.Tree.Ancestor(t.Node(), wml.Is(wml.Fallback)) >= 0 }

// Node returns the node a tag stands in: its w:t, or the wp:docPr of an alternative text, or -1.
func (t *Tag) Node() int32 {
	if t.altText >= 0 {
		return t.altText
	}
	if t.para == nil {
		return -1
	}
	if i := t.anchor(); i >= 0 {
		return t.para.Pieces[i].Node
	}
	if len(t.para.Nodes) > 0 {
		return t.para.Nodes[0]
	}
	return -1
}

// anchor returns the piece that takes the value: the one with the first character of the name, -1 if none is text.
func (t *Tag) anchor() int {
	for _, off := range []int{t.name, t.from} {
		if off < t.from {
			continue
		}
		if i := t.para.PieceAt(off); i >= 0 && t.para.Pieces[i].IsText {
			return i
		}
	}
	for i := max(t.para.PieceAt(t.from), 0); i < len(t.para.Pieces) && int(t.para.Pieces[i].From) < t.to; i++ {
		if pc := &t.para.Pieces[i]; pc.IsText && int(pc.To) > t.from {
			return i
		}
	}
	return -1
}

// story returns the node of the text a tag belongs to, -1 for a part without stories.
func (t *Tag) story() int32 {
	n := t.Node()
	if n < 0 {
		return -1
	}
	return t.Part.Tree.Ancestor(n, wml.Kind.Story)
}

// checkUse refuses tags that make sense only inside a loop.
func (c *Compiler) checkUse(t *Tag) {
	if t.Part.Ref.Kind == opc.PartProps {
		return
	}
	loop := t.section
	for loop != nil && loop.Open.Kind != lang.TagLoop {
		loop = loop.parent
	}
	if t.Kind == lang.TagCounter && loop == nil {
		c.add(t, &problem.Fault{ID: problem.Outside, Msg: t.Raw + " 只能用在循环里", Hint: "它给循环的每一项编号。"})
	}
	if t.Merge == lang.MergeNone {
		return
	}
	tc := t.Part.Tree.Ancestor(t.Node(), wml.Is(wml.Tc))
	if loop == nil || tc < 0 || t.Part.Tree.Nodes[tc].Parent < 0 {
		c.add(t, &problem.Fault{ID: problem.Merge, Msg: t.Raw + "：“合并”只能用在表格的行循环里", Hint: "去掉“｜合并”，或把它放进重复的表格行。"})
	}
}

// sortTags brings the tags to document order, which those of formulas and pictures are not in as they are found.
func (p *Part) sortTags() {
	byNode := func(x, y *Tag) int { return int(x.Node() - y.Node()) }
	if slices.IsSortedFunc(p.Tags, byNode) {
		return
	}
	slices.SortStableFunc(p.Tags, byNode)
	for i, t := range p.Tags {
		t.Ord = i
	}
}

// propertyTags finds tags in document properties (title, subject, …): values only.
func (c *Compiler) propertyTags(p *Part) {
	for _, text := range propertyTexts(p.Tree) {
		pa := &Para{Para: text}
		from := len(p.Tags)
		c.paragraphTags(p, pa)
		for _, t := range p.Tags[from:] {
			if t.Kind != lang.TagValue && t.Kind != lang.TagRemark {
				c.add(t, &problem.Fault{ID: problem.Position, Msg: t.Raw + " 不能写在文档属性里", Hint: "文档属性里只能写字段名。"})
			}
		}
	}
}

// altTextTags finds tags in the alternative text of pictures: {{图片 x}} there makes the picture a placeholder.
func (c *Compiler) altTextTags(p *Part) {
	tr := p.Tree
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind != wml.DocPr {
			continue
		}
		for _, a := range []string{"descr", "title"} {
			v := tr.Attr(int32(i), a)
			for _, sp := range wml.FindSpans(v) {
				if sp.State != 't' {
					continue
				}
				inner, _ := innerText(v[sp.From:sp.To])
				says, err := lang.Parse(inner)
				if err != nil || says.Kind != lang.TagPicture {
					continue
				}
				t := &Tag{Tag: *says, Part: p, Raw: v[sp.From:sp.To], altText: int32(i), Ord: len(p.Tags)}
				if d := tr.Ancestor(int32(i), wml.Is(wml.Drawing)); d < 0 || blipOf(tr, d) < 0 {
					c.add(t, &problem.Fault{ID: problem.Picture, Msg: t.Raw + " 写在替代文字里，但那里没有图片", Hint: "先插入一张图片占位，再在它的“替代文字”里写标签。"})
					continue
				}
				p.Tags = append(p.Tags, t)
			}
		}
	}
}

// attrTexts are the attributes that show as text: the words of WordArt and of a watermark, the alternative text of
// pictures and shapes.
var attrTexts = map[wml.Kind][]string{wml.TextPath: {"string"}, wml.DocPr: {"descr", "title"}, wml.VShape: {"alt"}}

// attrTags finds the tags in attributes.
func (c *Compiler) attrTags(p *Part) {
	for i := range p.Tree.Nodes {
		names := attrTexts[p.Tree.Nodes[i].Kind]
		if names == nil || slices.ContainsFunc(p.Tags, func(t *Tag) bool { return t.altText == int32(i) }) {
			continue
		}
		for _, a := range names {
			if text := p.Tree.AttrPara(int32(i), a); text != nil && !slices.ContainsFunc(text.Spans, func(s wml.Span) bool { return s.State != 't' }) {
				c.paragraphTags(p, &Para{Para: text})
				p.attrs = append(p.attrs, [2]int32{text.Pieces[0].At, text.Pieces[0].End})
			}
		}
	}
}

// blipOf returns the a:blip below a node, -1 without one.
func blipOf(tr *wml.Tree, i int32) int32 {
	for j := i + 1; j < tr.Nodes[i].Next; j++ {
		if tr.Nodes[j].Kind == wml.Blip {
			return j
		}
	}
	return -1
}

// propertyTexts returns the texts of a document properties part: every element that holds nothing but text.
func propertyTexts(tr *wml.Tree) []*wml.Para {
	var out []*wml.Para
	xml := tr.XML
	for i := 0; i < len(xml); {
		open := bytes.IndexByte(xml[i:], '>')
		if open < 0 {
			break
		}
		from := i + open + 1
		next := bytes.IndexByte(xml[from:], '<')
		if next < 0 {
			break
		}
		to := from + next
		if wml.HasBrace(xml[from:to]) && bytes.HasPrefix(xml[to:], []byte("</")) {
			node := int32(len(tr.Nodes))
			tr.Nodes = append(tr.Nodes, textNode(from, to))
			s := wml.DecodeText(xml[from:to])
			out = append(out, &wml.Para{Text: s, Spans: wml.FindSpans(s), Pieces: []wml.Piece{{Node: node, Run: -1, To: int32(len(s)), IsText: true, Encoded: len(s) != to-from}}})
		}
		i = to
	}
	return out
}

// textNode makes a node of a stretch of text.
func textNode(from, to int) wml.Node {
	return wml.Node{Kind: wml.T, Parent: -1, Start: int32(from), Open: int32(from), Close: int32(to), End: int32(to)}
}

// Uses reports whether some tag of the template names the field.
func (t *Template) Uses(name string) bool {
	for _, p := range t.Parts {
		for _, tg := range p.Tags {
			if tg.Path.Raw == name {
				return true
			}
			found := false
			tg.Cond.Paths(func(q lang.Path) { found = found || q.Raw == name })
			if found {
				return true
			}
		}
	}
	return false
}
