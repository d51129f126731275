package docx

import (
	"bytes"
	"errors"
	"slices"
	"strings"
)

// An Option changes how Compile reads a template.
type Option func(*options)

type options struct {
	name  string
	level int
}

// WithName gives the template's file name, for messages.
func WithName(name string) Option { return func(o *options) { o.name = name } }

// WithLevel sets the deflate level of the parts that are written anew, 1 (fast) to 9 (small). The default is 2:
// a report's XML repeats itself so much that higher levels cost much and gain little.
func WithLevel(level int) Option { return func(o *options) { o.level = min(max(level, 1), 9) } }

const defaultLevel = 2

// A Template is a compiled template: immutable, and safe for concurrent use.
type Template struct {
	opts    options
	pkg     *pkg
	parts   []*part
	byEntry map[string]*part // lower-case entry name → part with a program
	slots   int              // number of things to be emitted once only
	merges  int              // number of merging cells
	maxID   int64            // highest id of drawings, content controls and revisions
	maxNote int64            // highest comment id
	places  *placer
}

// A part is one part that may hold tags.
type part struct {
	ref      partRef
	tree     *tree
	tags     []*tag
	paras    map[int32]*para // the paragraphs with tags, by node
	sections []*section
	refs     map[int32]*section // main text: the note references in loops, and the notes they call
	notes    map[int32]*section // notes: those that are called from loops, by node
	noteIDs  map[string]int32   // notes: all of them, by id
	maxNote  int64              // notes: the highest id
	prog     []op               // nil when the part is copied as it is
	hint     int                // size of the part, for the buffer
}

// body reports whether the part is the main text.
func (p *part) body() bool { return p.ref.kind == partBody }

// A section is an open tag, its close tag and the 否则 between, with the program between them once compiled.
type section struct {
	open   *tag
	elses  []*tag
	close  *tag
	part   *part
	story  int32
	parent *section

	layout layoutKind
	start  int32 // the region in the part
	end    int32
	where  int32  // the common ancestor, whose children are repeated
	bodies [][]op // one for each branch
}

func (s *section) tags() []*tag { return append(append([]*tag{s.open}, s.elses...), s.close) }

// layoutKind is what a section repeats.
type layoutKind uint8

const (
	layoutNone layoutKind = iota
	layoutInline
	layoutBlocks
	layoutRows
)

// compiler collects what Compile finds.
type compiler struct {
	t        *Template
	problems []Problem
}

// Compile reads a whole .docx as a template. If anything is wrong with it, err is a *TemplateError that holds all
// the problems found, in reading order.
func Compile(template []byte, opts ...Option) (*Template, error) {
	c, err := compile(template, opts...)
	if err != nil {
		return nil, err
	}
	if len(c.problems) > 0 {
		return nil, &TemplateError{Name: c.t.opts.name, Problems: c.problems}
	}
	return c.t, nil
}

// compile does the work; err is set when the package could not be opened at all.
func compile(template []byte, opts ...Option) (*compiler, error) {
	o := options{level: defaultLevel}
	for _, f := range opts {
		f(&o)
	}
	named := func(err error) error {
		var te *TemplateError
		if errors.As(err, &te) {
			te.Name = o.name
		}
		return err
	}
	pk, err := openPackage(template)
	if err != nil {
		return nil, named(err)
	}
	refs, err := pk.fillable()
	if err != nil {
		return nil, named(err)
	}
	c := &compiler{t: &Template{opts: o, pkg: pk, byEntry: map[string]*part{}}}
	for _, r := range refs {
		if err := c.load(r); err != nil {
			return nil, named(err)
		}
	}
	c.t.places = newPlacer(c.t)
	for i, p := range c.t.parts {
		c.analyse(p)
		if i == 0 {
			c.linkNotes(p)
		}
	}
	if len(c.problems) == 0 {
		for _, p := range c.t.parts {
			c.program(p)
		}
	}
	c.problems = c.t.inOrder(c.problems)
	return c, nil
}

// load reads and scans one part. A part with soft faults is refused, after its tags were looked at.
func (c *compiler) load(r partRef) error {
	e := c.t.pkg.lookup(r.name)
	data, err := c.t.pkg.read(e)
	if err != nil {
		return err
	}
	t, serr := scan(e.name, data)
	if t == nil {
		return xmlProblem(e.name, serr)
	}
	if serr != nil {
		var te *TemplateError
		errors.As(xmlProblem(e.name, serr), &te)
		te.Problems[0].Offset = serr.offset
		c.problems = append(c.problems, te.Problems...)
	}
	if bytes.Contains(data, []byte("<![CDATA[")) && hasBrace(data) {
		return c.loadPlain(r, e.name, data)
	}
	c.addPart(r, t)
	return nil
}

// loadPlain replaces CDATA sections by escaped text, so that tags in them are found.
func (c *compiler) loadPlain(r partRef, name string, data []byte) error {
	var b bytes.Buffer
	for {
		before, rest, ok := bytes.Cut(data, []byte("<![CDATA["))
		b.Write(before)
		if !ok {
			break
		}
		inner, after, _ := bytes.Cut(rest, []byte("]]>"))
		b.Write(appendText(nil, string(inner)))
		data = after
	}
	t, serr := scan(name, b.Bytes())
	if t == nil {
		return xmlProblem(name, serr)
	}
	c.addPart(r, t)
	return nil
}

func (c *compiler) addPart(r partRef, t *tree) {
	c.t.parts = append(c.t.parts, &part{ref: r, tree: t, hint: len(t.xml)})
	c.highestIDs(t)
}

// hasBrace reports whether a part can hold a tag at all.
func hasBrace(xml []byte) bool {
	return bytes.IndexByte(xml, '{') >= 0 || bytes.IndexByte(xml, '}') >= 0 || bytes.Contains(xml, []byte("&#")) ||
		bytes.Contains(xml, []byte("｛")) || bytes.Contains(xml, []byte("｝")) ||
		bytes.Contains(xml, []byte("﹛")) || bytes.Contains(xml, []byte("﹜"))
}

// highestIDs notes the highest ids in use, so that copies get ids above them.
func (c *compiler) highestIDs(t *tree) {
	for i := range t.nodes {
		var v string
		switch k := t.nodes[i].kind; k {
		case kDocPr, kIns, kDel, kMoveFrom, kMoveTo, kBookmarkStart, kComment:
			v = t.attr(int32(i), "id")
			if k == kComment {
				c.t.maxNote = max(c.t.maxNote, parseID(v))
				continue
			}
		case kSdtID:
			v = t.attr(int32(i), "val")
		default:
			continue
		}
		c.t.maxID = max(c.t.maxID, parseID(v))
	}
}

// parseID reads a decimal id; anything else counts as 0.
func parseID(s string) int64 {
	var n int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || n > 1<<40 {
			return 0
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n
}

// analyse finds a part's tags, pairs them and lays the sections out.
func (c *compiler) analyse(p *part) {
	if !hasBrace(p.tree.xml) {
		return
	}
	if p.ref.kind == partProps {
		c.propertyTags(p)
		return
	}
	p.paras = map[int32]*para{}
	for _, pa := range healed(p.tree, p.tree.paragraphs()) {
		c.paragraphTags(p, pa)
		for _, n := range pa.nodes {
			if len(pa.tags) > 0 {
				p.paras[n] = pa
			}
		}
	}
	c.altTextTags(p)
	p.sortTags()
	c.pair(p)
	p.adopt()
	p.inNotes()
	for _, s := range p.sections {
		if s.close != nil && !slices.ContainsFunc(s.tags(), func(t *tag) bool { return t.astray }) {
			c.lay(s)
		}
	}
	for _, t := range p.tags {
		c.checkUse(t)
	}
}

// healed joins paragraphs whose last tag was cut in two by Enter: the tag opens in one and closes, before any
// other brace, in one of the next few paragraphs beside it.
func healed(tr *tree, ps []*para) []*para {
	byNode := map[int32]int{}
	for i, p := range ps {
		if len(p.nodes) > 0 {
			byNode[p.nodes[0]] = i
		}
	}
	gone := map[int]bool{}
	for i, p := range ps {
		for !gone[i] && p.dangling() {
			joined, used := continuation(tr, ps, byNode, p)
			if joined == nil {
				break
			}
			for _, k := range used {
				gone[k] = true
			}
			*p = *joined
		}
	}
	out := ps[:0]
	for i, p := range ps {
		if !gone[i] {
			out = append(out, p)
		}
	}
	return out
}

// dangling reports whether a paragraph ends inside a tag.
func (p *para) dangling() bool {
	sp := p.spans
	return len(sp) > 0 && sp[len(sp)-1].state == 'u' && sp[len(sp)-1].to == len(p.text)
}

// continuation joins to p the paragraphs that complete its last tag, nil if there are none.
func continuation(tr *tree, ps []*para, byNode map[int32]int, p *para) (joined *para, used []int) {
	if len(p.nodes) == 0 {
		return nil, nil
	}
	q := &para{nodes: append([]int32(nil), p.nodes...), text: p.text, pieces: append([]piece(nil), p.pieces...)}
	parent := tr.nodes[p.nodes[0]].parent
	for len(q.nodes) < 20 {
		n := tr.nodes[q.nodes[len(q.nodes)-1]].next
		for int(n) < len(tr.nodes) && tr.nodes[n].kind.marker() && tr.nodes[n].parent == parent {
			n = tr.nodes[n].next
		}
		if int(n) >= len(tr.nodes) || tr.nodes[n].parent != parent || tr.nodes[n].kind != kP && tr.nodes[n].kind != kAP {
			return nil, nil
		}
		var next *para
		if k, ok := byNode[n]; ok {
			next = ps[k]
			used = append(used, k)
		} else {
			next = tr.paragraph(n)
		}
		q.join(next)
		spans := next.spans
		if len(spans) == 0 && len(next.text) < 60 {
			continue
		}
		if len(spans) > 0 && spans[0].state == 'c' {
			return q, used
		}
		return nil, nil
	}
	return nil, nil
}

// paragraphTags parses the tags of one paragraph.
func (c *compiler) paragraphTags(p *part, pa *para) {
	for i, sp := range pa.spans {
		raw := pa.text[sp.from:sp.to]
		loc := &tag{part: p, para: pa, from: sp.from, to: sp.to, raw: raw, altText: -1}
		if sp.state != 't' {
			c.add(loc, brokenTag(loc, pa, i))
			continue
		}
		inner, off := innerText(raw)
		t, err := parseTag(inner)
		if err != nil {
			err.msg = "“" + clip(raw, 40) + "”" + join(err.msg)
			c.add(loc, err)
			continue
		}
		t.part, t.para, t.from, t.to, t.raw, t.fullWidth, t.altText = p, pa, sp.from, sp.to, raw, sp.full, -1
		t.name = sp.from + off + firstOfName(inner)
		t.ord = len(p.tags)
		p.tags = append(p.tags, t)
		pa.tags = append(pa.tags, t)
		c.checkPlace(t)
		if pa.formula && t.kind != tagValue && t.kind != tagRemark && t.kind != tagCounter {
			c.add(t, &tagError{id: idPosition, msg: t.raw + " 不能写在公式里", hint: "公式里只能写字段名；循环和条件写在公式外面。"})
		}
	}
}

// brokenTag says what is wrong with the brace without its partner in the i-th span, and gives loc the text to show.
func brokenTag(loc *tag, pa *para, i int) *tagError {
	sp := pa.spans[i]
	if sp.state == 'u' {
		if i+1 < len(pa.spans) && pa.spans[i+1].from == sp.to && len(strings.TrimFunc(loc.raw, openBrace)) == 0 {
			loc.raw = clip(pa.text[sp.from:pa.spans[i+1].to], 40)
			return &tagError{id: idUnclosedTag, msg: "“" + loc.raw + "”的 {{ 写了两遍", hint: "每个标签前面只写一个 {{，后面只写一个 }}。"}
		}
		loc.raw = clip(loc.raw, 24)
		return &tagError{id: idUnclosedTag, msg: "“" + loc.raw + "”没有写完，缺少 }}", hint: "在字段名后面补上 }}；一个标签不能分在两段里。"}
	}
	from := 0
	if i > 0 {
		from = pa.spans[i-1].to
		if pa.spans[i-1].state == 't' && from == sp.from {
			loc.from = pa.spans[i-1].from
			loc.raw = clip(pa.text[loc.from:sp.to], 40)
			return &tagError{id: idStrayClose, msg: "“" + loc.raw + "”的 }} 写了两遍", hint: "每个标签前面只写一个 {{，后面只写一个 }}。"}
		}
	}
	word := []rune(pa.text[from:sp.from])
	n := len(word)
	for n > 0 && len(word)-n < 12 && !blank(string(word[n-1])) && word[n-1] != object {
		n--
	}
	loc.from -= len(string(word[n:]))
	loc.raw = pa.text[loc.from:sp.to]
	return &tagError{id: idStrayClose, msg: "“" + loc.raw + "”多出一个 }}，前面没有 {{", hint: "补上 {{，或删去多余的 }}。"}
}

// join puts a comma between a quoted tag and what is said of it.
func join(s string) string { return "：" + s }

// innerText strips the braces; off is where the rest begins.
func innerText(raw string) (inner string, off int) {
	n := 0
	for i, r := range raw {
		if openBrace(r) {
			if n++; n == 2 {
				off = i + len(string(r))
				break
			}
		}
	}
	end, n := len(raw), 0
	for n < 2 {
		r, size := lastRune(raw[:end])
		if closeBrace(r) {
			n++
		}
		end -= size
	}
	return raw[off:end], off
}

// firstOfName returns the offset of the first character of the name: signs, blanks and keywords do not count.
func firstOfName(inner string) int {
	for i, r := range inner {
		if blank(string(r)) || r == object || strings.ContainsRune("#^/!＃＾／！", r) {
			continue
		}
		return i
	}
	return 0
}

// clip shortens a text for a message.
func clip(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\f' {
			return ' '
		}
		if r == object {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// add notes a problem at a tag.
func (c *compiler) add(t *tag, e *tagError) {
	if len(c.problems) < maxProblems {
		c.problems = append(c.problems, c.t.problem(t, Error, e))
	}
}

// maxProblems bounds how many problems are reported at once.
const maxProblems = 1000

// inFallback reports whether a tag stands in an mc:Fallback, which repeats a text box for older programs.
func (t *tag) inFallback() bool { return t.part.tree.ancestor(t.node(), is(kFallback)) >= 0 }

// node returns the node a tag stands in: its w:t, or the wp:docPr of an alternative text, or -1.
func (t *tag) node() int32 {
	if t.altText >= 0 {
		return t.altText
	}
	if t.para == nil {
		return -1
	}
	if i := t.anchor(); i >= 0 {
		return t.para.pieces[i].node
	}
	if len(t.para.nodes) > 0 {
		return t.para.nodes[0]
	}
	return -1
}

// anchor returns the piece that takes the value: the one with the first character of the name, -1 if none is text.
func (t *tag) anchor() int {
	for _, off := range []int{t.name, t.from} {
		if off < t.from {
			continue
		}
		if i := t.para.pieceAt(off); i >= 0 && t.para.pieces[i].isText {
			return i
		}
	}
	for i := max(t.para.pieceAt(t.from), 0); i < len(t.para.pieces) && int(t.para.pieces[i].from) < t.to; i++ {
		if pc := &t.para.pieces[i]; pc.isText && int(pc.to) > t.from {
			return i
		}
	}
	return -1
}

// story returns the node of the text a tag belongs to, -1 for a part without stories.
func (t *tag) story() int32 {
	n := t.node()
	if n < 0 {
		return -1
	}
	return t.part.tree.ancestor(n, kind.story)
}

// checkUse refuses tags that make sense only inside a loop.
func (c *compiler) checkUse(t *tag) {
	if t.part.ref.kind == partProps {
		return
	}
	loop := t.section
	for loop != nil && loop.open.kind != tagLoop {
		loop = loop.parent
	}
	if t.kind == tagCounter && loop == nil {
		c.add(t, &tagError{id: idOutside, msg: t.raw + " 只能用在循环里", hint: "它给循环的每一项编号。"})
	}
	if t.merge == mergeNone {
		return
	}
	tc := t.part.tree.ancestor(t.node(), is(kTc))
	if loop == nil || tc < 0 || t.part.tree.nodes[tc].parent < 0 {
		c.add(t, &tagError{id: idMerge, msg: t.raw + "：“合并”只能用在表格的行循环里", hint: "去掉“｜合并”，或把它放进重复的表格行。"})
	}
}

// sortTags brings the tags to document order, which those of formulas and pictures are not in as they are found.
func (p *part) sortTags() {
	byNode := func(x, y *tag) int { return int(x.node() - y.node()) }
	if slices.IsSortedFunc(p.tags, byNode) {
		return
	}
	slices.SortStableFunc(p.tags, byNode)
	for i, t := range p.tags {
		t.ord = i
	}
}

// propertyTags finds tags in document properties (title, subject, …): values only.
func (c *compiler) propertyTags(p *part) {
	for _, pa := range propertyTexts(p.tree) {
		from := len(p.tags)
		c.paragraphTags(p, pa)
		for _, t := range p.tags[from:] {
			if t.kind != tagValue && t.kind != tagRemark {
				c.add(t, &tagError{id: idPosition, msg: t.raw + " 不能写在文档属性里", hint: "文档属性里只能写字段名。"})
			}
		}
	}
}

// altTextTags finds tags in the alternative text of pictures: {{图片 x}} there makes the picture a placeholder.
func (c *compiler) altTextTags(p *part) {
	tr := p.tree
	for i := range tr.nodes {
		if tr.nodes[i].kind != kDocPr {
			continue
		}
		for _, a := range []string{"descr", "title"} {
			v := tr.attr(int32(i), a)
			for _, sp := range findSpans(v) {
				if sp.state != 't' {
					continue
				}
				inner, _ := innerText(v[sp.from:sp.to])
				t, err := parseTag(inner)
				if err != nil || t.kind != tagPicture {
					continue
				}
				t.part, t.raw, t.altText, t.ord = p, v[sp.from:sp.to], int32(i), len(p.tags)
				if d := tr.ancestor(int32(i), is(kDrawing)); d < 0 || blipOf(tr, d) < 0 {
					c.add(t, &tagError{id: idPicture, msg: t.raw + " 写在替代文字里，但那里没有图片", hint: "先插入一张图片占位，再在它的“替代文字”里写标签。"})
					continue
				}
				p.tags = append(p.tags, t)
			}
		}
	}
}

// blipOf returns the a:blip below a node, -1 without one.
func blipOf(tr *tree, i int32) int32 {
	for j := i + 1; j < tr.nodes[i].next; j++ {
		if tr.nodes[j].kind == kBlip {
			return j
		}
	}
	return -1
}

// propertyTexts returns the texts of a document properties part: every element that holds nothing but text.
func propertyTexts(tr *tree) []*para {
	var out []*para
	xml := tr.xml
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
		if hasBrace(xml[from:to]) && bytes.HasPrefix(xml[to:], []byte("</")) {
			node := int32(len(tr.nodes))
			tr.nodes = append(tr.nodes, textNode(from, to))
			s := decodeText(xml[from:to])
			out = append(out, &para{text: s, spans: findSpans(s), pieces: []piece{{node: node, run: -1, to: int32(len(s)), isText: true, encoded: len(s) != to-from}}})
		}
		i = to
	}
	return out
}

// textNode makes a node of a stretch of text.
func textNode(from, to int) node {
	return node{kind: kT, parent: -1, start: int32(from), open: int32(from), close: int32(to), end: int32(to)}
}
