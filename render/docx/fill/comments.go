package fill

import (
	"sort"
	"strings"
	"time"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/plan"
	"ziping/render/docx/wml"
)

const (
	TypeComments = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
)

// marked prints a value with a highlight, comments or both: the run is cut before and after it.
func (f *filler) marked(v *plan.ValueOp, text string, m lang.Marked) {
	w := f.p.Tree.Prefix()
	var ids []int64
	if v.Comments && w != "" {
		for _, c := range m.Comments {
			if id, ok := f.newComment(c); ok {
				ids = append(ids, id)
			}
		}
	} else {
		for _, c := range m.Comments {
			f.gathered = append(f.gathered, f.t.Place(v.Tag)+"“"+wml.Clip(text, 30)+"”："+c)
		}
	}
	f.out = append(f.out, v.Cut...)
	for _, id := range ids {
		f.out = appendAnchor(f.out, w, "commentRangeStart", id)
	}
	word := v.Tag.Part.Tree.Nodes[v.Tag.Node()].Kind == wml.T
	link := word && m.Link != "" && w != "" && !v.InLink
	if link {
		f.linkBegin(w, m.Link)
	}
	if word && m.Looks() {
		f.out = append(f.out, v.Head...)
		f.out = append(f.out, looking(v.Rpr, w, &m)...)
		f.out = append(f.out, v.TOpen...)
	} else {
		f.out = append(f.out, v.Resume...)
	}
	f.text(v, text)
	f.out = append(f.out, v.Cut...)
	if link {
		f.out = append(f.out, "</"+w+"hyperlink>"...)
	}
	for _, id := range ids {
		f.out = appendAnchor(f.out, w, "commentRangeEnd", id)
		f.out = appendReference(f.out, w, id)
	}
	f.out = append(f.out, v.Resume...)
}

func appendAnchor(b []byte, w, elem string, id int64) []byte {
	b = append(append(append(append(append(b, '<'), w...), elem...), ' '), w...)
	return append(wml.AppendInt(append(b, `id="`...), id), `"/>`...)
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
	id = f.t.MaxNote + int64(len(f.comments)) + 1
	f.comments = append(f.comments, comment{id, text})
	return id, true
}

// writeComments writes the comments taken up into the template's comments part, or a new one.
func (f *filler) writeComments(changed map[string][]byte) {
	if len(f.comments) == 0 {
		return
	}
	name := f.t.CommentsPart()
	if name == "" {
		ns := wml.NSWord
		if f.t.Pkg.Strict {
			ns = wml.NSWordStrict
		}
		data := wml.XMLHead + `<w:comments xmlns:w="` + ns + `">` + commentXML(f.comments, "w:", f.o.author, f.o.date) + `</w:comments>`
		name = f.addPart(commentsName(f.t.Pkg), TypeComments, []byte(data), false)
		f.relate(f.t.Pkg.Main, opc.RelComments, name)
		return
	}
	key := strings.ToLower(name)
	old, ok := changed[key]
	var p *plan.Part
	for _, q := range f.t.Parts {
		if strings.EqualFold(q.Ref.Name, name) {
			p = q
		}
	}
	if !ok {
		old = p.Tree.XML
	}
	changed[key] = insertComments(old, p.Tree.Prefix(), f.comments, f.o.author, f.o.date)
}

// commentsName returns a name for a new comments part beside the main part; %d is a number when it is taken.
func commentsName(p *opc.Package) string {
	dir := p.Main[:strings.LastIndexByte(p.Main, '/')+1]
	if p.Lookup(dir+"comments.xml") == nil {
		return dir + "comments.xml"
	}
	return dir + "comments%d.xml"
}

func insertComments(old []byte, w string, cs []comment, author string, date time.Time) []byte {
	return wml.InsertLast(old, []string{strings.TrimPrefix(commentXML(cs, w, author, date), "<"+w)})
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
		b = wml.AppendInt(b, c.id)
		b = append(b, `" `+w+`author="`...)
		b = wml.AppendAttr(b, author)
		b = append(b, `" `+w+`initials="zp"`+stamp+">"...)
		for i, line := range strings.Split(strings.ReplaceAll(c.text, "\r\n", "\n"), "\n") {
			b = append(b, "<"+w+"p>"...)
			if i == 0 {
				b = append(b, "<"+w+"r><"+w+"annotationRef/></"+w+"r>"...)
			}
			b = append(b, "<"+w+"r><"+w+`t xml:space="preserve">`...)
			b = wml.AppendText(b, line)
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
	key := strings.ToLower(f.t.Pkg.Main)
	body, ok := changed[key]
	if !ok {
		body = f.t.Parts[0].Tree.XML
	}
	tr, _ := wml.Scan(f.t.Pkg.Main, body)
	if tr == nil || tr.Prefix() == "" {
		return
	}
	p := wml.FirstBodyParagraph(tr)
	if p < 0 {
		return
	}
	id, _ := f.newComment(strings.Join(f.gathered, "\n"))
	changed[key] = commentOn(tr, map[int32][]int64{p: {id}})
}

// commentOn returns the part with comments anchored on whole paragraphs.
func commentOn(tr *wml.Tree, on map[int32][]int64) []byte {
	type edit struct {
		from, to int32
		text     []byte
	}
	var edits []edit
	w := tr.Prefix()
	for p, ids := range on {
		var start, end []byte
		for _, id := range ids {
			start = appendAnchor(start, w, "commentRangeStart", id)
			end = appendReference(appendAnchor(end, w, "commentRangeEnd", id), w, id)
		}
		n := &tr.Nodes[p]
		if n.SelfClosing() {
			edits = append(edits, edit{n.Open - 2, n.Open, []byte(">" + string(start) + string(end) + "</" + w + "p>")})
			continue
		}
		from := n.Open
		if ppr := tr.Child(p, wml.PPr); ppr >= 0 {
			from = tr.Nodes[ppr].End
		}
		edits = append(edits, edit{from, from, start}, edit{n.Close, n.Close, end})
	}
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].from < edits[j].from })
	var out []byte
	pos := int32(0)
	for _, x := range edits {
		out = append(append(out, tr.XML[pos:x.from]...), x.text...)
		pos = x.to
	}
	return append(out, tr.XML[pos:]...)
}
