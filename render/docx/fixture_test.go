package docx

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"
)

// Fixtures are text. A document is written as
//
//	p["一、" b"{{项目" "名称}}"] tbl[tr[tc"甲" tc[p"乙" p"丙"]]]
//
// where a quoted text is a run, b"…" a bold one, p"…" a paragraph of one run, tc"…" a cell of one such paragraph, and
// the other words stand for elements: tbl tr tc sdt box (a text box with its fallback) hyp ins del bm"name" (a
// bookmark around nothing) tab br page note sect proof img"alternative text". show prints a document in the same
// notation, runs of equal formatting joined.

// fixture reads the notation.
type fixture struct {
	t   testing.TB
	s   string
	pos int
	id  int
}

func (f *fixture) space() {
	for f.pos < len(f.s) && strings.IndexByte(" \t\n", f.s[f.pos]) >= 0 {
		f.pos++
	}
}

func (f *fixture) word() string {
	from := f.pos
	for f.pos < len(f.s) && f.s[f.pos] >= 'a' && f.s[f.pos] <= 'z' {
		f.pos++
	}
	return f.s[from:f.pos]
}

func (f *fixture) quoted() string {
	end := strings.IndexByte(f.s[f.pos+1:], '"')
	if end < 0 {
		f.t.Fatalf("fixture: no closing quote at %q", f.s[f.pos:])
	}
	s := f.s[f.pos+1 : f.pos+1+end]
	f.pos += end + 2
	return s
}

// list reads nodes up to the closing bracket or the end.
func (f *fixture) list() string {
	var b strings.Builder
	for {
		f.space()
		if f.pos >= len(f.s) {
			return b.String()
		}
		if f.s[f.pos] == ']' {
			f.pos++
			return b.String()
		}
		b.WriteString(f.node())
	}
}

func run(rpr, content string) string { return "<w:r>" + rpr + content + "</w:r>" }

func textXML(s string) string {
	return `<w:t xml:space="preserve">` + string(appendText(nil, s)) + "</w:t>"
}

func (f *fixture) node() string {
	w := f.word()
	arg, body, isText := "", "", false
	if f.pos < len(f.s) && f.s[f.pos] == '"' {
		arg, isText = f.quoted(), true
	} else if f.pos < len(f.s) && f.s[f.pos] == '[' {
		f.pos++
		body = f.list()
	}
	f.id++
	switch w {
	case "":
		if !isText {
			f.t.Fatalf("fixture: cannot read %q", f.s[f.pos:])
		}
		return run("", textXML(arg))
	case "b":
		return run("<w:rPr><w:b/></w:rPr>", textXML(arg))
	case "p":
		if isText {
			body = run("", textXML(arg))
		}
		return "<w:p>" + body + "</w:p>"
	case "q": // a paragraph with ids and properties
		return fmt.Sprintf(`<w:p xmlns:w14="%s" w14:paraId="%08X" w14:textId="77777777"><w:pPr><w:jc w:val="center"/></w:pPr>%s</w:p>`, nsW14, 0x10000+f.id, body)
	case "sect":
		return `<w:p><w:pPr><w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:pPr>` + body + "</w:p>"
	case "tbl":
		return `<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>` + body + "</w:tbl>"
	case "tr":
		return "<w:tr>" + body + "</w:tr>"
	case "tc":
		if isText {
			body = "<w:p>" + run("", textXML(arg)) + "</w:p>"
		}
		return `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>` + body + "</w:tc>"
	case "vr": // a cell that begins a vertical merge, and one that continues it
		return `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:vMerge w:val="restart"/></w:tcPr><w:p>` + run("", textXML(arg)) + "</w:p></w:tc>"
	case "vc":
		return `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/><w:vMerge/></w:tcPr><w:p/></w:tc>`
	case "sdt":
		return fmt.Sprintf(`<w:sdt><w:sdtPr><w:id w:val="%d"/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>`, 700+f.id, body)
	case "box":
		c := "<w:txbxContent>" + body + "</w:txbxContent>"
		return fmt.Sprintf(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="%d" name="框"/><a:graphic xmlns:a="%s"><a:graphicData uri="wps"><wps:wsp xmlns:wps="wps"><wps:txbx>%s</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="s%d" xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>%s</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, f.id, nsDrawing, c, f.id, c)
	case "img":
		return fmt.Sprintf(`<w:r><w:drawing><wp:inline><wp:extent cx="1000000" cy="500000"/><wp:docPr id="%d" name="图" descr="%s"/><a:graphic xmlns:a="%s"><a:graphicData uri="%s"><pic:pic xmlns:pic="%s"><pic:blipFill><a:blip r:embed="rIdImg"/><a:srcRect l="1000"/><a:stretch/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1000000" cy="500000"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`, f.id, arg, nsDrawing, nsPicture, nsPicture)
	case "hyp":
		return `<w:hyperlink w:anchor="x">` + body + "</w:hyperlink>"
	case "ins":
		return fmt.Sprintf(`<w:ins w:id="%d" w:author="a">%s</w:ins>`, f.id, body)
	case "del":
		return fmt.Sprintf(`<w:del w:id="%d" w:author="a"><w:r><w:delText>%s</w:delText></w:r></w:del>`, f.id, arg)
	case "bm":
		return fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/><w:bookmarkEnd w:id="%d"/>`, f.id, arg, f.id)
	case "tab":
		return run("", "<w:tab/>")
	case "br":
		return run("", "<w:br/>")
	case "page":
		return run("", `<w:br w:type="page"/>`)
	case "note":
		return run("", `<w:footnoteReference w:id="2"/>`)
	case "proof":
		return `<w:proofErr w:type="spellStart"/>`
	case "raw":
		return arg
	}
	f.t.Fatalf("fixture: unknown word %q", w)
	return ""
}

const namespaces = `xmlns:w="` + nsWord + `" xmlns:r="` + nsRel + `" xmlns:wp="` + nsWPDrawing + `" xmlns:mc="` + nsMCE + `"`

// blocks turns the notation into WordprocessingML.
func blocks(t testing.TB, s string) string { return (&fixture{t: t, s: s}).list() }

// files of a package, in order.
type files []struct{ name, data string }

// parts is what a test document may have besides its body, in the fixture notation.
type parts struct{ header, footer, footnotes, comments string }

// docxOf builds a document.
func docxOf(t testing.TB, body string, more ...parts) []byte {
	t.Helper()
	var m parts
	if len(more) > 0 {
		m = more[0]
	}
	types, rels := "", `<Relationship Id="rIdImg" Type="`+nsRel+`/image" Target="media/image1.png"/>`
	fs := files{}
	add := func(name, kind, xml string) {
		types += `<Override PartName="/word/` + name + `" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.` + kind + `+xml"/>`
		rels += `<Relationship Id="rId` + kind + `" Type="` + nsRel + "/" + kind + `" Target="` + name + `"/>`
		fs = append(fs, struct{ name, data string }{"word/" + name, xml})
	}
	sect := ""
	if m.header != "" {
		add("header1.xml", "header", `<w:hdr `+namespaces+`>`+blocks(t, m.header)+`</w:hdr>`)
		sect += `<w:headerReference w:type="first" r:id="rIdheader"/>`
	}
	if m.footer != "" {
		add("footer1.xml", "footer", `<w:ftr `+namespaces+`>`+blocks(t, m.footer)+`</w:ftr>`)
		sect += `<w:footerReference w:type="default" r:id="rIdfooter"/>`
	}
	if m.footnotes != "" {
		add("footnotes.xml", "footnotes", `<w:footnotes `+namespaces+`><w:footnote w:id="2">`+blocks(t, m.footnotes)+`</w:footnote></w:footnotes>`)
	}
	if m.comments != "" {
		add("comments.xml", "comments", `<w:comments `+namespaces+`><w:comment w:id="5" w:author="某">`+blocks(t, m.comments)+`</w:comment></w:comments>`)
	}
	doc := `<w:document ` + namespaces + `><w:body>` + blocks(t, body) + `<w:sectPr>` + sect + `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`
	all := files{
		{contentTypes, xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="` + typeMain + `"/>` + types + `</Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + nsRel + `/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", xmlHead + doc},
		{"word/_rels/document.xml.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`},
		{"word/media/image1.png", string(pngOf(2, 1))},
	}
	return zipOf(t, append(all, fs...))
}

// zipOf packs files.
func zipOf(t testing.TB, fs files) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range fs {
		w, err := z.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f.data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// unzip returns the parts of a package by name.
func unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	p, err := openArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for i := range p.entries {
		b, err := unpack(&p.entries[i])
		if err != nil {
			t.Fatalf("%s: %v", p.entries[i].name, err)
		}
		out[p.entries[i].name] = string(b)
	}
	return out
}

// show prints the blocks of a part in the fixture notation.
func show(t testing.TB, docx []byte, name string) string {
	t.Helper()
	xml, ok := unzip(t, docx)[name]
	if !ok {
		t.Fatalf("no part %s", name)
	}
	tr, serr := scan(name, []byte(xml))
	if serr != nil {
		t.Fatalf("%s: %v\n%s", name, serr, xml)
	}
	var b strings.Builder
	for i := int32(0); int(i) < len(tr.nodes); {
		k := tr.nodes[i].kind
		if k == kP || k == kTbl || k == kSdt {
			showNode(&b, tr, i)
			i = tr.nodes[i].next
			continue
		}
		i++
	}
	return strings.TrimSpace(b.String())
}

// joinRuns joins the texts of neighbouring runs that look the same.
var joinRuns = strings.NewReplacer("\"\x00 \"", "", "\"\x01 b\"", "", "\x00", "", "\x01", "")

func showNode(b *strings.Builder, tr *tree, i int32) {
	n := tr.nodes[i]
	open := func(word string) {
		s := b.String()
		if s != "" && !strings.HasSuffix(s, "[") {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	children := func() {
		b.WriteByte('[')
		for j := i + 1; j < n.next; j = tr.nodes[j].next {
			showNode(b, tr, j)
		}
		b.WriteByte(']')
	}
	switch n.kind {
	case kP:
		open("p")
		b.WriteByte('[')
		var in strings.Builder
		for j := i + 1; j < n.next; j = tr.nodes[j].next {
			showNode(&in, tr, j)
		}
		b.WriteString(joinRuns.Replace(strings.TrimSpace(in.String())))
		b.WriteByte(']')
	case kR:
		bold := false
		if pr := tr.child(i, kRPr); pr >= 0 {
			bold = strings.Contains(string(tr.raw(pr)), "<w:b/>")
		}
		for j := i + 1; j < n.next; j = tr.nodes[j].next {
			switch tr.nodes[j].kind {
			case kT:
				if text := decodeText(tr.content(j)); text != "" {
					if bold {
						open(`b"` + text + "\"\x01")
					} else {
						open(`"` + text + "\"\x00")
					}
				}
			case kTab:
				open("tab")
			case kBr:
				open(map[bool]string{true: "page", false: "br"}[tr.attr(j, "type") == "page"])
			case kDrawing:
				open("img")
			case kAlternate:
				open("box[")
				ch := tr.child(j, kChoice)
				for k := ch; k < tr.nodes[ch].next; k++ {
					if tr.nodes[k].kind == kTxbx {
						for m := k + 1; m < tr.nodes[k].next; m = tr.nodes[m].next {
							showNode(b, tr, m)
						}
					}
				}
				b.WriteString("]")
			case kFootnoteReference:
				open("note")
			}
		}
	case kTbl:
		open("tbl")
		children()
	case kTr:
		open("tr")
		children()
	case kTc:
		word := "tc"
		if pr := tr.child(i, kTcPr); pr >= 0 {
			if v := tr.child(pr, kVMerge); v >= 0 {
				if word = "vc"; tr.attr(v, "val") == "restart" {
					word = "vr"
				}
			}
		}
		open(word)
		children()
	case kSdt:
		open("sdt")
		b.WriteByte('[')
		c := tr.child(i, kSdtContent)
		for j := c + 1; j < tr.nodes[c].next; j = tr.nodes[j].next {
			showNode(b, tr, j)
		}
		b.WriteByte(']')
	case kHyperlink:
		open("hyp")
		children()
	case kIns:
		open("ins")
		children()
	case kBookmarkStart:
		open("bm")
	}
}

// fillWith compiles and fills, and holds the output to the self-check.
func fillWith(t testing.TB, tpl []byte, data any, opts ...FillOption) []byte {
	t.Helper()
	c, err := Compile(tpl)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	var out bytes.Buffer
	if err := c.Fill(&out, data, opts...); err != nil {
		t.Fatalf("Fill: %v", err)
	}
	checkOutput(t, tpl, out.Bytes())
	return out.Bytes()
}

// checkOutput fails the test for every fault that the output has and the template has not.
func checkOutput(t testing.TB, tpl, out []byte) {
	t.Helper()
	kind := func(s string) string { // a template with duplicates may lose the first of them
		if i := strings.LastIndexByte(s, ' '); strings.Contains(s, "重复的") {
			return s[:i]
		}
		return s
	}
	before := map[string]bool{}
	for _, s := range SelfCheck(tpl) {
		before[kind(s)] = true
	}
	for _, s := range SelfCheck(out) {
		if !before[kind(s)] {
			t.Errorf("self-check: %s", s)
		}
	}
	for n, x := range unzip(t, out) {
		if !utf8.ValidString(x) && strings.HasSuffix(n, ".xml") {
			t.Errorf("%s: not UTF-8", n)
		}
	}
}
