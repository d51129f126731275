package docx

import (
	"sort"
	"strings"
	"time"
)

// A comment is a Word comment to be written.
type comment struct {
	id   int64
	text string
}

const (
	typeComments = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
	nsWord       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	nsWordStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
)

// marked prints a value with a highlight, comments or both: the run is cut before and after it.
func (f *filler) marked(v *valueOp, text string, m Marked) {
	w := f.p.tree.prefix()
	var ids []int64
	if v.comments && w != "" {
		for _, c := range m.Comments {
			if id, ok := f.newComment(c); ok {
				ids = append(ids, id)
			}
		}
	} else {
		for _, c := range m.Comments {
			f.gathered = append(f.gathered, f.t.place(v.tag)+"“"+clip(text, 30)+"”："+c)
		}
	}
	f.out = append(f.out, v.cut...)
	for _, id := range ids {
		f.out = appendAnchor(f.out, w, "commentRangeStart", id)
	}
	if m.Highlight && v.tag.part.tree.nodes[v.tag.node()].kind == kT {
		f.out = append(f.out, v.head...)
		f.out = append(f.out, highlighted(v.rpr, w)...)
		f.out = append(f.out, v.tOpen...)
	} else {
		f.out = append(f.out, v.resume...)
	}
	f.text(v, text)
	f.out = append(f.out, v.cut...)
	for _, id := range ids {
		f.out = appendAnchor(f.out, w, "commentRangeEnd", id)
		f.out = appendReference(f.out, w, id)
	}
	f.out = append(f.out, v.resume...)
}

func appendAnchor(b []byte, w, elem string, id int64) []byte {
	b = append(append(append(append(append(b, '<'), w...), elem...), ' '), w...)
	return append(appendInt(append(b, `id="`...), id), `"/>`...)
}

func appendReference(b []byte, w string, id int64) []byte {
	b = append(append(append(b, '<'), w...), "r>"...)
	b = appendAnchor(b, w, "commentReference", id)
	return append(append(append(b, "</"...), w...), "r>"...)
}

// newComment takes up a comment; ok is false when there are enough.
func (f *filler) newComment(text string) (id int64, ok bool) {
	if len(f.comments) >= f.o.maxComments {
		return 0, false
	}
	id = f.t.maxNote + int64(len(f.comments)) + 1
	f.comments = append(f.comments, comment{id, text})
	return id, true
}

// writeComments writes the comments taken up into the template's comments part, or a new one.
func (f *filler) writeComments(changed map[string][]byte) {
	if len(f.comments) == 0 {
		return
	}
	name := f.t.commentsPart()
	if name == "" {
		ns := nsWord
		if f.t.pkg.strict {
			ns = nsWordStrict
		}
		data := xmlHead + `<w:comments xmlns:w="` + ns + `">` + commentXML(f.comments, "w:", f.o.author, f.o.date) + `</w:comments>`
		name = f.addPart(commentsName(f.t.pkg), typeComments, []byte(data), false)
		f.relate(f.t.pkg.main, relComments, name)
		return
	}
	key := strings.ToLower(name)
	old, ok := changed[key]
	var p *part
	for _, q := range f.t.parts {
		if strings.EqualFold(q.ref.name, name) {
			p = q
		}
	}
	if !ok {
		old = p.tree.xml
	}
	changed[key] = insertComments(old, p.tree.prefix(), f.comments, f.o.author, f.o.date)
}

// commentsName returns a name for a new comments part beside the main part; %d is a number when it is taken.
func commentsName(p *pkg) string {
	dir := p.main[:strings.LastIndexByte(p.main, '/')+1]
	if p.lookup(dir+"comments.xml") == nil {
		return dir + "comments.xml"
	}
	return dir + "comments%d.xml"
}

// commentsPart returns the name of the template's comments part, "" if it has none.
func (t *Template) commentsPart() string {
	for _, p := range t.parts {
		if p.ref.kind == partComments {
			return p.ref.name
		}
	}
	return ""
}

func insertComments(old []byte, w string, cs []comment, author string, date time.Time) []byte {
	return insertLast(old, []string{strings.TrimPrefix(commentXML(cs, w, author, date), "<"+w)})
}

// commentXML writes comments: each line of a text is a paragraph.
func commentXML(cs []comment, w, author string, date time.Time) string {
	var b []byte
	stamp := ""
	if !date.IsZero() {
		stamp = " " + w + `date="` + date.UTC().Format("2006-01-02T15:04:05Z") + `"`
	}
	for _, c := range cs {
		b = append(b, "<"+w+"comment "+w+`id="`...)
		b = appendInt(b, c.id)
		b = append(b, `" `+w+`author="`...)
		b = appendAttr(b, author)
		b = append(b, `" `+w+`initials="zp"`+stamp+">"...)
		for i, line := range strings.Split(strings.ReplaceAll(c.text, "\r\n", "\n"), "\n") {
			b = append(b, "<"+w+"p>"...)
			if i == 0 {
				b = append(b, "<"+w+"r><"+w+"annotationRef/></"+w+"r>"...)
			}
			b = append(b, "<"+w+"r><"+w+`t xml:space="preserve">`...)
			b = appendText(b, line)
			b = append(b, "</"+w+"t></"+w+"r></"+w+"p>"...)
		}
		b = append(b, "</"+w+"comment>"...)
	}
	return string(b)
}

// gather puts the comments of places where Word shows none on the first paragraph of the body.
func (f *filler) gather(changed map[string][]byte) {
	if len(f.gathered) == 0 || len(f.comments) >= f.o.maxComments {
		return
	}
	key := strings.ToLower(f.t.pkg.main)
	body, ok := changed[key]
	if !ok {
		body = f.t.parts[0].tree.xml
	}
	tr, _ := scan(f.t.pkg.main, body)
	if tr == nil || tr.prefix() == "" {
		return
	}
	p := firstBodyParagraph(tr)
	if p < 0 {
		return
	}
	id, _ := f.newComment(strings.Join(f.gathered, "\n"))
	changed[key] = commentOn(tr, map[int32][]int64{p: {id}})
}

// firstBodyParagraph returns the first paragraph of the body, one that is not empty markup if there is one; -1 without any.
func firstBodyParagraph(tr *tree) int32 {
	first := int32(-1)
	for i := range tr.nodes {
		if tr.nodes[i].kind != kP || !tr.inBody(int32(i)) {
			continue
		}
		if !tr.nodes[i].selfClosing() {
			return int32(i)
		}
		if first < 0 {
			first = int32(i)
		}
	}
	return first
}

// inBody reports whether a node is in the main text itself, where Word shows comments.
func (t *tree) inBody(i int32) bool {
	st := t.ancestor(i, kind.story)
	return st >= 0 && t.nodes[st].kind == kBody
}

// commentOn returns the part with comments anchored on whole paragraphs.
func commentOn(tr *tree, on map[int32][]int64) []byte {
	type edit struct {
		from, to int32
		text     []byte
	}
	var edits []edit
	w := tr.prefix()
	for p, ids := range on {
		var start, end []byte
		for _, id := range ids {
			start = appendAnchor(start, w, "commentRangeStart", id)
			end = appendReference(appendAnchor(end, w, "commentRangeEnd", id), w, id)
		}
		n := &tr.nodes[p]
		if n.selfClosing() {
			edits = append(edits, edit{n.open - 2, n.open, []byte(">" + string(start) + string(end) + "</" + w + "p>")})
			continue
		}
		from := n.open
		if ppr := tr.child(p, kPPr); ppr >= 0 {
			from = tr.nodes[ppr].end
		}
		edits = append(edits, edit{from, from, start}, edit{n.close, n.close, end})
	}
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].from < edits[j].from })
	var out []byte
	pos := int32(0)
	for _, x := range edits {
		out = append(append(out, tr.xml[pos:x.from]...), x.text...)
		pos = x.to
	}
	return append(out, tr.xml[pos:]...)
}

// sortedKeys returns a map's keys in order.
func sortedKeys[V any](m map[string]V) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
