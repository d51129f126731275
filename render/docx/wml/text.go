package wml

import (
	"bytes"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// ParseID reads a decimal id; anything else counts as 0.
func ParseID(s string) int64 {
	var n int64
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' || n > 1<<40 {
			return 0
		}
		n = n*10 + int64(s[i]-'0')
	}
	return n
}

// Clip shortens a text for a message.
func Clip(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		if r == '\n' || r == '\t' || r == '\f' {
			return ' '
		}
		if r == ObjectChar {
			return -1
		}
		return r
	}, s)
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// ObjectChar stands in a paragraph's text for content that is no text: a picture, a formula, a note reference.
const ObjectChar = '\uFFFC'

// A Piece is one w:t, or one element that stands for a character, and what it adds to the paragraph's text.
type Piece struct {
	Node     int32
	Run      int32 // the run it lies in
	From, To int32 // byte range in para.text
	IsText   bool  // a w:t; otherwise an element like w:tab
	At, End  int32 // an attribute's value that is the text; 0 for a w:t
	Encoded  bool  // the raw text holds references such as &amp;
}

// A Para is the text of one paragraph, without that of text boxes anchored in it. A paragraph whose tag was
// cut by Enter is joined with its successors.
type Para struct {
	Nodes   []int32 // the w:p; several when joined; empty for text outside any paragraph
	Spans   []Span  // the tags and stray braces in text
	Text    string
	Pieces  []Piece
	Attr    bool // the value of an attribute
	Formula bool // the text of an m:oMath

	first [1]int32 // nodes of a paragraph that is not joined
	buf   []byte   // the text while it is collected
}

// ElemName returns the qualified name of a node as written.
func (t *Tree) ElemName(i int32) string { return string(t.ElemBytes(i)) }

func (t *Tree) ElemBytes(i int32) []byte {
	b := t.XML[t.Nodes[i].Start+1:]
	return b[:NameLen(b)]
}

// Raw returns the bytes of a whole element.
func (t *Tree) Raw(i int32) []byte { n := &t.Nodes[i]; return t.XML[n.Start:n.End] }

// Content returns the range between an element's tags.
func (t *Tree) Content(i int32) []byte { n := &t.Nodes[i]; return t.XML[n.Open:n.Close] }

// AttrSpan finds an attribute by its local name and returns the Span of name="value" and of the value itself.
func (t *Tree) AttrSpan(i int32, local string) (from, to, vfrom, vto int, ok bool) {
	return attrSpan(t.XML, int(t.Nodes[i].Start), int(t.Nodes[i].Open), local)
}

func attrSpan(b []byte, start, end int, local string) (from, to, vfrom, vto int, ok bool) {
	p := start + 1 + NameLen(b[start+1:])
	for p < end {
		for p < end && IsSpace(b[p]) {
			p++
		}
		n := NameLen(b[p:end])
		if n == 0 {
			return
		}
		from = p
		name := b[p : p+n]
		p += n
		q := bytes.IndexAny(b[p:end], `"'`)
		if q < 0 {
			return
		}
		vfrom = p + q + 1
		e := bytes.IndexByte(b[vfrom:end], b[vfrom-1])
		if e < 0 {
			return
		}
		vto = vfrom + e
		to, p = vto+1, vto+1
		if i := bytes.IndexByte(name, ':'); string(name[i+1:]) == local && !bytes.HasPrefix(name, []byte("xmlns")) {
			return from, to, vfrom, vto, true
		}
	}
	return
}

// Attr returns the decoded value of an attribute by its local name, "" if absent.
func (t *Tree) Attr(i int32, local string) string {
	_, _, a, b, ok := t.AttrSpan(i, local)
	if !ok {
		return ""
	}
	return DecodeText(t.XML[a:b])
}

// DecodeText resolves the references in text whose references were checked by scan.
func DecodeText(b []byte) string {
	if bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	return string(appendDecoded(nil, b))
}

// appendDecoded is decodeText into a buffer.
func appendDecoded(out, b []byte) []byte {
	for {
		i := bytes.IndexByte(b, '&')
		if i < 0 {
			return append(out, b...)
		}
		out, b = append(out, b[:i]...), b[i:]
		if r, n := decodeRef(b); n > 0 {
			out, b = utf8.AppendRune(out, r), b[n:]
		} else {
			out, b = append(out, '&'), b[1:]
		}
	}
}

// RawOffset turns a byte offset into the decoded text of a w:t into an offset into the part.
func (t *Tree) RawOffset(pc *Piece, off int32) int32 {
	open, end := t.Nodes[pc.Node].Open, t.Nodes[pc.Node].Close
	if pc.End > 0 {
		open, end = pc.At, pc.End
	}
	rest := int(off - pc.From)
	if !pc.Encoded {
		return open + int32(rest)
	}
	b := t.XML[open:end]
	i := 0
	for rest > 0 && i < len(b) {
		if b[i] == '&' {
			if r, k := decodeRef(b[i:]); k > 0 {
				i += k
				rest -= utf8.RuneLen(r)
				continue
			}
		}
		i++
		rest--
	}
	return open + int32(i)
}

// Child returns the direct child of a kind, -1 if there is none.
func (t *Tree) Child(i int32, k Kind) int32 {
	for j := i + 1; j < t.Nodes[i].Next; j = t.Nodes[j].Next {
		if t.Nodes[j].Kind == k && t.Nodes[j].Parent == i {
			return j
		}
		if k == PPr || k == RPr || k == TcPr { // properties come first or not at all
			return -1
		}
	}
	return -1
}

// Ancestor returns the nearest node at or above i that satisfies ok, -1 if there is none.
func (t *Tree) Ancestor(i int32, ok func(Kind) bool) int32 {
	for ; i >= 0; i = t.Nodes[i].Parent {
		if ok(t.Nodes[i].Kind) {
			return i
		}
	}
	return -1
}

func Is(k Kind) func(Kind) bool { return func(x Kind) bool { return x == k } }

// Paragraphs returns the paragraphs of the part that hold a brace, in document order.
func (t *Tree) Paragraphs() []*Para {
	var out []*Para
	stray := &Para{}
	last := int32(-1)
	var room Para // its slices are used for each paragraph in turn
	for i := range t.Nodes {
		n := &t.Nodes[i]
		switch n.Kind {
		case P, AP:
			last = max(last, n.Next)
			if HasBrace(t.Content(int32(i))) {
				out = append(out, t.collect(int32(i), &room))
			}
		case Math:
			if HasBrace(t.Content(int32(i))) {
				out = append(out, t.formula(int32(i)))
			}
		case T:
			if int32(i) >= last { // text outside any paragraph: such a part is refused, but its tags are reported
				stray.addText(t, int32(i), n.Parent)
			}
		}
	}
	if len(stray.Pieces) > 0 {
		stray.setText(string(stray.buf))
		out = append(out, stray)
	}
	return out
}

// Paragraph collects the text of one w:p (or a:p).
func (t *Tree) Paragraph(i int32) *Para { return t.collect(i, new(Para)) }

// collect is paragraph with room to collect in.
func (t *Tree) collect(i int32, room *Para) *Para {
	p := &Para{first: [1]int32{i}, buf: room.buf[:0], Pieces: room.Pieces[:0]}
	p.Nodes = p.first[:]
	end := t.Nodes[i].Next
	for j := i + 1; j < end; {
		n := &t.Nodes[j]
		switch n.Kind {
		case PPr, RPr, SdtPr, Del, MoveFrom, InstrText, DelText, P, AP:
			j = n.Next
			continue
		case T, AT:
			p.addText(t, j, n.Parent)
			j = n.Next
			continue
		}
		if r := t.CharOf(j); r != 0 {
			p.addRune(t, j, r)
			j = n.Next
			continue
		}
		j++
	}
	room.buf, room.Pieces = p.buf, p.Pieces
	p.Pieces = append([]Piece(nil), p.Pieces...)
	p.setText(string(p.buf))
	return p
}

// formula collects the text of one m:oMath: it is no part of its paragraph's text, and only values can be put in it.
func (t *Tree) formula(i int32) *Para {
	p := &Para{first: [1]int32{i}, Formula: true}
	p.Nodes = p.first[:]
	for j := i + 1; j < t.Nodes[i].Next; j++ {
		if t.Nodes[j].Kind == MT {
			p.addPiece(t, j, t.Nodes[j].Parent)
		}
	}
	p.setText(string(p.buf))
	return p
}

// AttrPara is the value of an attribute as a text, nil when the element has none or there is no brace in it.
func (t *Tree) AttrPara(i int32, local string) *Para {
	_, _, from, to, ok := t.AttrSpan(i, local)
	if !ok || !HasBrace(t.XML[from:to]) {
		return nil
	}
	s := DecodeText(t.XML[from:to])
	return &Para{Text: s, Spans: FindSpans(s), Attr: true,
		Pieces: []Piece{{Node: i, Run: -1, To: int32(len(s)), IsText: true, Encoded: len(s) != to-from, At: int32(from), End: int32(to)}}}
}

// setText takes the text of the paragraph and finds the tags in it.
func (p *Para) setText(s string) { p.Text, p.buf, p.Spans = s, nil, FindSpans(s) }

// CharOf returns the character an element stands for in the text, 0 if it is looked into or adds nothing.
func (t *Tree) CharOf(j int32) rune {
	switch t.Nodes[j].Kind {
	case Tab, PTab:
		return '\t'
	case Cr, ABr:
		return '\n'
	case Br:
		if ty := t.Attr(j, "type"); ty == "page" || ty == "column" {
			return '\f'
		}
		return '\n'
	case NoBreakHyphen:
		return '-'
	case SoftHyphen:
		return '\u00AD'
	case Drawing, Pict, Object, Ruby, Math, Alternate, Other, FootnoteReference, EndnoteReference, Sym, Separator, NoteMark:
		return ObjectChar
	}
	return 0
}

func (p *Para) addText(t *Tree, j, run int32) {
	if run >= 0 && t.Nodes[run].Kind == Other { // a formula, a phonetic guide
		p.addRune(t, j, ObjectChar)
		return
	}
	p.addPiece(t, j, run)
}

func (p *Para) addPiece(t *Tree, j, run int32) {
	n := &t.Nodes[j]
	raw := t.XML[n.Open:n.Close]
	if len(raw) == 0 || bytes.IndexByte(raw, '<') >= 0 { // a w:t with a comment or CDATA inside holds no tags
		return
	}
	from := len(p.buf)
	p.buf = appendDecoded(p.buf, raw)
	p.Pieces = append(p.Pieces, Piece{Node: j, Run: run, From: int32(from), To: int32(len(p.buf)), IsText: true, Encoded: len(p.buf)-from != len(raw)})
}

func (p *Para) addRune(t *Tree, j int32, r rune) {
	from := int32(len(p.buf))
	p.buf = utf8.AppendRune(p.buf, r)
	p.Pieces = append(p.Pieces, Piece{Node: j, Run: t.Nodes[j].Parent, From: from, To: int32(len(p.buf))})
}

// join appends the paragraph that follows; a newline takes the place of Enter.
func (p *Para) join(q *Para) {
	base := int32(len(p.Text)) + 1
	p.setText(p.Text + "\n" + q.Text)
	p.Nodes = append(p.Nodes, q.Nodes...)
	for _, pc := range q.Pieces {
		pc.From += base
		pc.To += base
		p.Pieces = append(p.Pieces, pc)
	}
}

// PieceAt returns the index of the piece that holds the byte at off.
func (p *Para) PieceAt(off int) int {
	i := sort.Search(len(p.Pieces), func(i int) bool { return int(p.Pieces[i].To) > off })
	if i < len(p.Pieces) && int(p.Pieces[i].From) <= off {
		return i
	}
	return -1
}

// Blank reports whether text shows nothing: white space, soft hyphens and zero-width characters.
func Blank(s string) bool {
	for _, r := range s {
		if r == '\f' || !unicode.IsSpace(r) && !Invisible(r) {
			return false
		}
	}
	return true
}

// Invisible reports whether r takes no room: zero-width characters that Word, WPS and input methods leave behind.
func Invisible(r rune) bool {
	switch r {
	case '\u00AD', '\u180E', '\u2060', '\uFEFF':
		return true
	}
	return r >= '\u200B' && r <= '\u200F' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' ||
		r >= '\uFE00' && r <= '\uFE0F'
}
