package docxtest

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"
	"ziping/render/docx/opc"
	"ziping/render/docx/wml"
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
	return `<w:t xml:space="preserve">` + string(wml.AppendText(nil, s)) + "</w:t>"
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
		return fmt.Sprintf(`<w:p xmlns:w14="%s" w14:paraId="%08X" w14:textId="77777777"><w:pPr><w:jc w:val="center"/></w:pPr>%s</w:p>`, wml.NSW14, 0x10000+f.id, body)
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
		return fmt.Sprintf(`<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="%d" name="框"/><a:graphic xmlns:a="%s"><a:graphicData uri="wps"><wps:wsp xmlns:wps="wps"><wps:txbx>%s</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape id="s%d" xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>%s</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`, f.id, wml.NSDrawing, c, f.id, c)
	case "img":
		return fmt.Sprintf(`<w:r><w:drawing><wp:inline><wp:extent cx="1000000" cy="500000"/><wp:docPr id="%d" name="图" descr="%s"/><a:graphic xmlns:a="%s"><a:graphicData uri="%s"><pic:pic xmlns:pic="%s"><pic:blipFill><a:blip r:embed="rIdImg"/><a:srcRect l="1000"/><a:stretch/></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1000000" cy="500000"/></a:xfrm></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`, f.id, arg, wml.NSDrawing, wml.NSPicture, wml.NSPicture)
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

const namespaces = `xmlns:w="` + wml.NSWord + `" xmlns:r="` + wml.NSRel + `" xmlns:wp="` + wml.NSWPDrawing + `" xmlns:mc="` + wml.NSMCE + `"`

// blocks turns the notation into WordprocessingML.
func blocks(t testing.TB, s string) string { return (&fixture{t: t, s: s}).list() }

// Files of a package, in order.
type Files []File

// A File is one entry of a package: its name and its content.
type File = [2]string

// Parts is what a test document may have besides its body, in the fixture notation.
type Parts struct{ Header, Footer, Footnotes, Comments string }

// New builds a document.
func New(t testing.TB, body string, more ...Parts) []byte {
	t.Helper()
	var m Parts
	if len(more) > 0 {
		m = more[0]
	}
	types, rels := "", `<Relationship Id="rIdImg" Type="`+wml.NSRel+`/image" Target="media/image1.png"/>`
	fs := Files{}
	add := func(name, kind, xml string) {
		types += `<Override PartName="/word/` + name + `" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.` + kind + `+xml"/>`
		rels += `<Relationship Id="rId` + kind + `" Type="` + wml.NSRel + "/" + kind + `" Target="` + name + `"/>`
		fs = append(fs, File{"word/" + name, xml})
	}
	sect := ""
	if m.Header != "" {
		add("header1.xml", "header", `<w:hdr `+namespaces+`>`+blocks(t, m.Header)+`</w:hdr>`)
		sect += `<w:headerReference w:type="first" r:id="rIdheader"/>`
	}
	if m.Footer != "" {
		add("footer1.xml", "footer", `<w:ftr `+namespaces+`>`+blocks(t, m.Footer)+`</w:ftr>`)
		sect += `<w:footerReference w:type="default" r:id="rIdfooter"/>`
	}
	if m.Footnotes != "" {
		add("footnotes.xml", "footnotes", `<w:footnotes `+namespaces+`><w:footnote w:id="2">`+blocks(t, m.Footnotes)+`</w:footnote></w:footnotes>`)
	}
	if m.Comments != "" {
		add("comments.xml", "comments", `<w:comments `+namespaces+`><w:comment w:id="5" w:author="某">`+blocks(t, m.Comments)+`</w:comment></w:comments>`)
	}
	doc := `<w:document ` + namespaces + `><w:body>` + blocks(t, body) + `<w:sectPr>` + sect + `<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>`
	all := Files{
		{opc.ContentTypes, wml.XMLHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Override PartName="/word/document.xml" ContentType="` + opc.TypeMain + `"/>` + types + `</Types>`},
		{"_rels/.rels", wml.XMLHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="` + wml.NSRel + `/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", wml.XMLHead + doc},
		{"word/_rels/document.xml.rels", wml.XMLHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` + rels + `</Relationships>`},
		{"word/media/image1.png", string(PNG(2, 1))},
	}
	return Zip(t, append(all, fs...))
}

// Zip packs files.
func Zip(t testing.TB, fs Files) []byte {
	t.Helper()
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, f := range fs {
		w, err := z.Create(f[0])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(f[1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Bytes()
}

// Unzip returns the parts of a package by name.
func Unzip(t testing.TB, data []byte) map[string]string {
	t.Helper()
	p, err := opc.OpenArchive(data)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for i := range p.Entries {
		b, err := opc.Unpack(&p.Entries[i])
		if err != nil {
			t.Fatalf("%s: %v", p.Entries[i].Name, err)
		}
		out[p.Entries[i].Name] = string(b)
	}
	return out
}
