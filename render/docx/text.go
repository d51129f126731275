package docx

import (
	"bytes"
	"sort"
	"unicode"
	"unicode/utf8"
)

// object stands in a paragraph's text for content that is no text: a picture, a formula, a note reference.
const object = '\uFFFC'

// A piece is one w:t, or one element that stands for a character, and what it adds to the paragraph's text.
type piece struct {
	node     int32
	run      int32 // the run it lies in
	from, to int32 // byte range in para.text
	isText   bool  // a w:t; otherwise an element like w:tab
	encoded  bool  // the raw text holds references such as &amp;
}

// A para is the text of one paragraph, without that of text boxes anchored in it. A paragraph whose tag was
// cut by Enter is joined with its successors.
type para struct {
	nodes   []int32 // the w:p; several when joined; empty for text outside any paragraph
	spans   []span  // the tags and stray braces in text
	text    string
	pieces  []piece
	tags    []*tag // in order
	formula bool   // the text of an m:oMath

	first                 [1]int32 // nodes of a paragraph that is not joined
	buf                   []byte   // the text while it is collected
	measured              bool
	firstShown, lastShown int // see measure
}

// elemName returns the qualified name of a node as written.
func (t *tree) elemName(i int32) string { return string(t.elemBytes(i)) }

func (t *tree) elemBytes(i int32) []byte {
	b := t.xml[t.nodes[i].start+1:]
	return b[:nameLen(b)]
}

// raw returns the bytes of a whole element.
func (t *tree) raw(i int32) []byte { n := &t.nodes[i]; return t.xml[n.start:n.end] }

// content returns the range between an element's tags.
func (t *tree) content(i int32) []byte { n := &t.nodes[i]; return t.xml[n.open:n.close] }

// attrSpan finds an attribute by its local name and returns the span of name="value" and of the value itself.
func (t *tree) attrSpan(i int32, local string) (from, to, vfrom, vto int, ok bool) {
	return attrSpan(t.xml, int(t.nodes[i].start), int(t.nodes[i].open), local)
}

func attrSpan(b []byte, start, end int, local string) (from, to, vfrom, vto int, ok bool) {
	p := start + 1 + nameLen(b[start+1:])
	for p < end {
		for p < end && isSpace(b[p]) {
			p++
		}
		n := nameLen(b[p:end])
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

// attr returns the decoded value of an attribute by its local name, "" if absent.
func (t *tree) attr(i int32, local string) string {
	_, _, a, b, ok := t.attrSpan(i, local)
	if !ok {
		return ""
	}
	return decodeText(t.xml[a:b])
}

// decodeText resolves the references in text whose references were checked by scan.
func decodeText(b []byte) string {
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

// rawOffset turns a byte offset into the decoded text of a w:t into an offset into the part.
func (t *tree) rawOffset(pc *piece, off int32) int32 {
	n := &t.nodes[pc.node]
	rest := int(off - pc.from)
	if !pc.encoded {
		return n.open + int32(rest)
	}
	b := t.xml[n.open:n.close]
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
	return n.open + int32(i)
}

// child returns the direct child of a kind, -1 if there is none.
func (t *tree) child(i int32, k kind) int32 {
	for j := i + 1; j < t.nodes[i].next; j = t.nodes[j].next {
		if t.nodes[j].kind == k && t.nodes[j].parent == i {
			return j
		}
		if k == kPPr || k == kRPr || k == kTcPr { // properties come first or not at all
			return -1
		}
	}
	return -1
}

// ancestor returns the nearest node at or above i that satisfies ok, -1 if there is none.
func (t *tree) ancestor(i int32, ok func(kind) bool) int32 {
	for ; i >= 0; i = t.nodes[i].parent {
		if ok(t.nodes[i].kind) {
			return i
		}
	}
	return -1
}

func is(k kind) func(kind) bool { return func(x kind) bool { return x == k } }

// paragraphs returns the paragraphs of the part that hold a brace, in document order.
func (t *tree) paragraphs() []*para {
	var out []*para
	stray := &para{}
	last := int32(-1)
	var room para // its slices are used for each paragraph in turn
	for i := range t.nodes {
		n := &t.nodes[i]
		switch n.kind {
		case kP, kAP:
			last = max(last, n.next)
			if hasBrace(t.content(int32(i))) {
				out = append(out, t.collect(int32(i), &room))
			}
		case kMath:
			if hasBrace(t.content(int32(i))) {
				out = append(out, t.formula(int32(i)))
			}
		case kT:
			if int32(i) >= last { // text outside any paragraph: such a part is refused, but its tags are reported
				stray.addText(t, int32(i), n.parent)
			}
		}
	}
	if len(stray.pieces) > 0 {
		stray.setText(string(stray.buf))
		out = append(out, stray)
	}
	return out
}

// paragraph collects the text of one w:p (or a:p).
func (t *tree) paragraph(i int32) *para { return t.collect(i, new(para)) }

// collect is paragraph with room to collect in.
func (t *tree) collect(i int32, room *para) *para {
	p := &para{first: [1]int32{i}, buf: room.buf[:0], pieces: room.pieces[:0]}
	p.nodes = p.first[:]
	end := t.nodes[i].next
	for j := i + 1; j < end; {
		n := &t.nodes[j]
		switch n.kind {
		case kPPr, kRPr, kSdtPr, kDel, kMoveFrom, kInstrText, kDelText, kP, kAP:
			j = n.next
			continue
		case kT, kAT:
			p.addText(t, j, n.parent)
			j = n.next
			continue
		}
		if r := t.charOf(j); r != 0 {
			p.addRune(t, j, r)
			j = n.next
			continue
		}
		j++
	}
	room.buf, room.pieces = p.buf, p.pieces
	p.pieces = append([]piece(nil), p.pieces...)
	p.setText(string(p.buf))
	return p
}

// formula collects the text of one m:oMath: it is no part of its paragraph's text, and only values can be put in it.
func (t *tree) formula(i int32) *para {
	p := &para{first: [1]int32{i}, formula: true}
	p.nodes = p.first[:]
	for j := i + 1; j < t.nodes[i].next; j++ {
		if t.nodes[j].kind == kMT {
			p.addPiece(t, j, t.nodes[j].parent)
		}
	}
	p.setText(string(p.buf))
	return p
}

// setText takes the text of the paragraph and finds the tags in it.
func (p *para) setText(s string) { p.text, p.buf, p.spans = s, nil, findSpans(s) }

// charOf returns the character an element stands for in the text, 0 if it is looked into or adds nothing.
func (t *tree) charOf(j int32) rune {
	switch t.nodes[j].kind {
	case kTab, kPTab:
		return '\t'
	case kCr, kABr:
		return '\n'
	case kBr:
		if ty := t.attr(j, "type"); ty == "page" || ty == "column" {
			return '\f'
		}
		return '\n'
	case kNoBreakHyphen:
		return '-'
	case kSoftHyphen:
		return '\u00AD'
	case kDrawing, kPict, kObject, kRuby, kMath, kAlternate, kOther, kFootnoteReference, kEndnoteReference, kSym, kSeparator, kNoteMark:
		return object
	}
	return 0
}

func (p *para) addText(t *tree, j, run int32) {
	if run >= 0 && t.nodes[run].kind == kOther { // a formula, a phonetic guide
		p.addRune(t, j, object)
		return
	}
	p.addPiece(t, j, run)
}

func (p *para) addPiece(t *tree, j, run int32) {
	n := &t.nodes[j]
	raw := t.xml[n.open:n.close]
	if len(raw) == 0 || bytes.IndexByte(raw, '<') >= 0 { // a w:t with a comment or CDATA inside holds no tags
		return
	}
	from := len(p.buf)
	p.buf = appendDecoded(p.buf, raw)
	p.pieces = append(p.pieces, piece{node: j, run: run, from: int32(from), to: int32(len(p.buf)), isText: true, encoded: len(p.buf)-from != len(raw)})
}

func (p *para) addRune(t *tree, j int32, r rune) {
	from := int32(len(p.buf))
	p.buf = utf8.AppendRune(p.buf, r)
	p.pieces = append(p.pieces, piece{node: j, run: t.nodes[j].parent, from: from, to: int32(len(p.buf))})
}

// join appends the paragraph that follows; a newline takes the place of Enter.
func (p *para) join(q *para) {
	base := int32(len(p.text)) + 1
	p.setText(p.text + "\n" + q.text)
	p.nodes = append(p.nodes, q.nodes...)
	for _, pc := range q.pieces {
		pc.from += base
		pc.to += base
		p.pieces = append(p.pieces, pc)
	}
}

// pieceAt returns the index of the piece that holds the byte at off.
func (p *para) pieceAt(off int) int {
	i := sort.Search(len(p.pieces), func(i int) bool { return int(p.pieces[i].to) > off })
	if i < len(p.pieces) && int(p.pieces[i].from) <= off {
		return i
	}
	return -1
}

// blank reports whether text shows nothing: white space, soft hyphens and zero-width characters.
func blank(s string) bool {
	for _, r := range s {
		if r == '\f' || !unicode.IsSpace(r) && !invisible(r) {
			return false
		}
	}
	return true
}

// invisible reports whether r takes no room: zero-width characters that Word, WPS and input methods leave behind.
func invisible(r rune) bool {
	switch r {
	case '\u00AD', '\u180E', '\u2060', '\uFEFF':
		return true
	}
	return r >= '\u200B' && r <= '\u200F' || r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069' ||
		r >= '\uFE00' && r <= '\uFE0F'
}
