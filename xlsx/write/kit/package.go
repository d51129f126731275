package kit

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/mark"
)

// This file turns what excelize wrote into the package that is delivered: the
// same bytes for the same content (excelize orders streamed sheets by a map),
// properties that name no library and no clock, and hyperlinks in the form
// Excel itself writes them: the file as relationship, the cell as location.
// excelize would put both into the relationship, and takes quadratic time.

const (
	maxLinks  = 65_000 // Excel drops a sheet's links above 65,530
	maxTarget = 2_000  // and refuses targets above 2,079 characters
)

// application stands in docProps/app.xml; by it ziping knows its own files.
const application = "ziping"

const (
	contentTypes = "[Content_Types].xml"
	rootRels     = "_rels/.rels"
)

// imageTypes are the content types that excelize declares, in no fixed order,
// once there is a chart. There are no images.
var imageTypes = pattern.New(`<Default Extension="\w+" ContentType="image/[^"]*"></Default>`)

// noText are formulas whose result is the empty text: excelize leaves the result
// out, as of one that nobody has calculated.
var noText = pattern.New(`(t="str"><f>[^<]*</f>)</c>`)

// finish writes the book and packs it.
func (b *Book) finish(p Plan) ([]byte, error) {
	if err := b.f.SetAppProps(&excelize.AppProperties{Application: application}); err != nil {
		return nil, err
	}
	raw, err := b.f.WriteToBuffer()
	if err != nil {
		return nil, err
	}
	parts, err := Unpack(raw.Bytes())
	if err != nil {
		return nil, err
	}
	parts[contentTypes] = imageTypes.ReplaceAll(parts[contentTypes], nil)
	for i := range b.sheets {
		name := fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1)
		parts[name] = noText.ReplaceAll(parts[name], []byte("${1}<v></v></c>"))
	}
	parts["docProps/core.xml"] = coreProperties(p.Title)
	if p.Mark != nil {
		if err := addCustom(parts, *p.Mark); err != nil {
			return nil, err
		}
	}
	for i, s := range b.sheets {
		if err := addLinks(parts, fmt.Sprintf("sheet%d.xml", i+1), s.links); err != nil {
			return nil, err
		}
	}
	return pack(parts)
}

// addCustom adds the mark to the package's properties.
func addCustom(parts map[string][]byte, m mark.Mark) error {
	parts[mark.Part] = m.Custom()
	var ok, too bool
	parts[contentTypes], ok = insertBefore(parts[contentTypes], `<Override PartName="/`+mark.Part+`" ContentType="`+mark.ContentType+`"/>`, "</Types>")
	parts[rootRels], too = insertBefore(parts[rootRels], `<Relationship Id="rIdMark" Type="`+mark.Relation+`" Target="`+mark.Part+`"/>`, relationshipsTail)
	if !ok || !too {
		return fmt.Errorf("the package has no place for the mark")
	}
	return nil
}

// Unpack is the parts of a package by name.
func Unpack(data []byte) (map[string][]byte, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	parts := make(map[string][]byte, len(z.File))
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			return nil, err
		}
		if parts[f.Name], err = io.ReadAll(r); err != nil {
			return nil, err
		}
		r.Close()
	}
	return parts, nil
}

// pack writes the parts, the content types first, all dated 1 January 1980.
func pack(parts map[string][]byte) ([]byte, error) {
	names := make([]string, 0, len(parts))
	for name := range parts {
		names = append(names, name)
	}
	slices.Sort(names) // "[" sorts before the lower-case letters: [Content_Types].xml comes first
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, name := range names {
		h := &zip.FileHeader{Name: name, Method: zip.Deflate}
		//lint:ignore SA1019 Modified would add an extra field to every entry
		h.ModifiedDate = 1<<5 | 1
		w, err := z.CreateHeader(h)
		if err != nil {
			return nil, err
		}
		if _, err := w.Write(parts[name]); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// coreProperties names the title and ziping, and no time.
func coreProperties(title string) []byte {
	return []byte(xml.Header + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
		` xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"` +
		` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">` +
		`<dc:title>` + escapeXML(model.Visible(title)) + `</dc:title><dc:creator>` + application + `</dc:creator></cp:coreProperties>`)
}

const (
	relationshipsHead = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
	relationshipsTail = `</Relationships>`
	hyperlinkType     = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
)

// addLinks puts a sheet's links into its part and its relationships. Links to
// one file share a relationship; links within the workbook need none.
func addLinks(parts map[string][]byte, sheet string, links []placedLink) error {
	if len(links) == 0 {
		return nil
	}
	name, relsName := "xl/worksheets/"+sheet, "xl/worksheets/_rels/"+sheet+".rels"
	var rels, refs strings.Builder
	ids := map[string]string{}
	for _, l := range links {
		fmt.Fprintf(&refs, `<hyperlink ref="%s"`, l.ref)
		if l.Target != "" {
			id, ok := ids[l.Target]
			if !ok {
				id = fmt.Sprintf("rIdLink%d", len(ids)+1)
				ids[l.Target] = id
				fmt.Fprintf(&rels, `<Relationship Id="%s" Type="%s" Target="%s" TargetMode="External"/>`, id, hyperlinkType, escapeXML(TargetURI(l.Target)))
			}
			fmt.Fprintf(&refs, ` r:id="%s"`, id)
		}
		if l.Location != "" {
			fmt.Fprintf(&refs, ` location="%s"`, escapeXML(l.Location))
		}
		refs.WriteString(`/>`)
	}
	part, ok := insertBefore(parts[name], "<hyperlinks>"+refs.String()+"</hyperlinks>", "<printOptions", "<pageMargins")
	if !ok {
		return fmt.Errorf("%s has no place for links", name)
	}
	parts[name] = part
	if rels.Len() == 0 {
		return nil
	}
	old := parts[relsName]
	if old == nil {
		old = []byte(xml.Header + relationshipsHead + relationshipsTail)
	}
	if parts[relsName], ok = insertBefore(old, rels.String(), relationshipsTail); !ok {
		return fmt.Errorf("%s has no place for links", relsName)
	}
	return nil
}

// insertBefore inserts text before the first of the marks that stands after
// the cells.
func insertBefore(part []byte, text string, marks ...string) ([]byte, bool) {
	start := max(bytes.LastIndex(part, []byte("</sheetData>")), 0)
	for _, mark := range marks {
		if i := bytes.Index(part[start:], []byte(mark)); i >= 0 {
			return slices.Concat(part[:start+i], []byte(text), part[start+i:]), true
		}
	}
	return nil, false
}

// TargetURI writes a relative path as a URI reference. Excel leaves letters of
// all scripts as they are and escapes what has a meaning of its own.
func TargetURI(path string) string {
	var b strings.Builder
	for i, c := range []byte(path) {
		switch {
		case c <= ' ', c == 0x7F, strings.IndexByte("%\"<>[]^`{}\\|#?", c) >= 0, c == ':' && !strings.Contains(path[:i], "/"):
			fmt.Fprintf(&b, "%%%02X", c)
		default:
			b.WriteByte(c)
		}
	}
	return strings.ToValidUTF8(b.String(), "")
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s))
	return b.String()
}
