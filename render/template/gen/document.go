package main

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"time"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	wNS     = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	rNS     = `xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"`
)

// A writer lays blocks out as word/document.xml.
type writer struct {
	b           strings.Builder
	orientation string
	title       string
}

func documentXML(blocks []block) (doc, docTitle string, err error) {
	w := &writer{orientation: "portrait"}
	w.b.WriteString(xmlHead + `<w:document ` + wNS + ` ` + rNS + `><w:body>`)
	for i, bl := range blocks {
		switch {
		case bl.title != "":
			w.title = bl.title
		case bl.section != "":
			if bl.section != "portrait" && bl.section != "landscape" {
				return "", "", fmt.Errorf("%s: section %q", bl.location, bl.section)
			}
			if w.started(blocks[:i]) {
				w.b.WriteString(`<w:p><w:pPr><w:pStyle w:val="Gap"/>` + sectPr(w.orientation) + `</w:pPr></w:p>`)
			}
			w.orientation = bl.section
		case bl.table != nil:
			w.table(bl.table)
		default:
			w.paragraph(bl)
		}
	}
	w.b.WriteString(sectPr(w.orientation) + `</w:body></w:document>`)
	return w.b.String(), w.title, nil
}

// started reports whether anything that shows precedes.
func (w *writer) started(blocks []block) bool {
	for _, b := range blocks {
		if b.title == "" && b.section == "" {
			return true
		}
	}
	return false
}

func (w *writer) paragraph(bl block) {
	s := paragraphStyles[bl.style]
	w.b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + s.id + `"/>`)
	if bl.keep {
		w.b.WriteString(`<w:keepNext/>`)
	}
	if bl.newPage {
		w.b.WriteString(`<w:pageBreakBefore/>`)
	}
	w.b.WriteString(`</w:pPr>`)
	w.runs(bl.text, false)
	w.b.WriteString(`</w:p>`)
}

// runs writes text with **bold** parts. The hint keeps quotation marks and
// dashes in the Chinese font.
func (w *writer) runs(text string, bold bool) {
	for i, part := range strings.Split(text, "**") {
		if part == "" {
			continue
		}
		w.b.WriteString(`<w:r><w:rPr><w:rFonts w:hint="eastAsia"/>`)
		if bold || i%2 == 1 {
			w.b.WriteString(`<w:b/><w:bCs/>`)
		}
		w.b.WriteString(`</w:rPr><w:t xml:space="preserve">` + escape(part) + `</w:t></w:r>`)
	}
}

// sectPr is a section in the given orientation with the outside page numbers.
func sectPr(orientation string) string {
	refs := `<w:footerReference w:type="even" r:id="rId13"/><w:footerReference w:type="default" r:id="rId14"/>`
	size := fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d"/>`, pageShort, pageLong)
	margins := pageMargins(marginTop, marginOuter, marginBottom, marginBinding)
	if orientation == "landscape" {
		size = fmt.Sprintf(`<w:pgSz w:w="%d" w:h="%d" w:orient="landscape"/>`, pageLong, pageShort)
		margins = pageMargins(marginBinding, marginTop, marginOuter, marginBottom)
	}
	grid := fmt.Sprintf(`<w:docGrid w:type="lines" w:linePitch="%d"/>`, linePitch)
	return `<w:sectPr>` + refs + `<w:type w:val="nextPage"/>` + size + margins + `<w:cols w:space="720"/>` + grid + `</w:sectPr>`
}

func pageMargins(top, right, bottom, left int) string {
	return fmt.Sprintf(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="%d" w:gutter="0"/>`, top, right, bottom, left, min(footerDistance, bottom-500))
}

// textWidth is the width between the margins.
func textWidth(orientation string) int {
	if orientation == "landscape" {
		return pageLong - marginTop - marginBottom
	}
	return pageShort - marginBinding - marginOuter
}

func (w *writer) table(t *table) {
	widths := scale(t.widths, textWidth(w.orientation))
	total := 0
	for _, n := range widths {
		total += n
	}
	fmt.Fprintf(&w.b, `<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/><w:tblLayout w:type="fixed"/>`, total)
	margin := 10
	if w.orientation == "landscape" {
		margin = 5
	}
	fmt.Fprintf(&w.b, `<w:tblCellMar><w:top w:w="%[1]d" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="%[1]d" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar><w:tblLook w:val="04A0"/></w:tblPr><w:tblGrid>`, margin)
	for _, n := range widths {
		fmt.Fprintf(&w.b, `<w:gridCol w:w="%d"/>`, n)
	}
	w.b.WriteString(`</w:tblGrid>`)
	for _, row := range t.rows {
		w.row(row, widths, t.small)
	}
	w.b.WriteString(`</w:tbl>`)
}

func (w *writer) row(row tableRow, widths []int, small bool) {
	height := "420"
	switch {
	case w.orientation == "landscape":
		height = "340"
	case small:
		height = "310"
	}
	w.b.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="` + height + `" w:hRule="atLeast"/>`)
	if row.head {
		w.b.WriteString(`<w:tblHeader/>`)
	}
	w.b.WriteString(`</w:trPr>`)
	at := 0
	for _, c := range row.cells {
		width := 0
		for _, n := range widths[at : at+c.span] {
			width += n
		}
		at += c.span
		fmt.Fprintf(&w.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
		if c.span > 1 {
			fmt.Fprintf(&w.b, `<w:gridSpan w:val="%d"/>`, c.span)
		}
		if c.vMerge != "" {
			fmt.Fprintf(&w.b, `<w:vMerge w:val="%s"/>`, c.vMerge)
		}
		w.b.WriteString(`<w:vAlign w:val="center"/></w:tcPr>`)
		style := "cell"
		switch {
		case (row.head || c.bold) && small:
			style = "thsmall"
		case row.head || c.bold:
			style = "th"
		case small:
			style = "small"
		}
		for _, text := range strings.Split(c.text, `\n`) {
			w.b.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + paragraphStyles[style].id + `"/>`)
			if c.align != "" {
				w.b.WriteString(`<w:jc w:val="` + c.align + `"/>`)
			}
			w.b.WriteString(`</w:pPr>`)
			w.runs(text, false)
			w.b.WriteString(`</w:p>`)
		}
		w.b.WriteString(`</w:tc>`)
	}
	w.b.WriteString(`</w:tr>`)
}

// scale spreads relative widths over a total, to the twip.
func scale(widths []int, total int) []int {
	sum := 0
	for _, n := range widths {
		sum += n
	}
	out := make([]int, len(widths))
	left := total
	for i, n := range widths {
		out[i] = n * total / sum
		left -= out[i]
	}
	out[len(out)-1] += left
	return out
}

func escape(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a bytes.Buffer takes everything
	return b.String()
}

// footerXML is the page number with a dash on each side, on the outside.
func footerXML(even bool) string {
	align, indent := "right", `<w:ind w:rightChars="100" w:right="280"/>`
	if even {
		align, indent = "left", `<w:ind w:leftChars="100" w:left="280"/>`
	}
	run := func(inner string) string {
		return `<w:r><w:rPr><w:rFonts w:ascii="宋体" w:hAnsi="宋体" w:eastAsia="宋体" w:hint="eastAsia"/><w:sz w:val="28"/><w:szCs w:val="28"/></w:rPr>` + inner + `</w:r>`
	}
	return xmlHead + `<w:ftr ` + wNS + `><w:p><w:pPr><w:pStyle w:val="Footer"/>` + indent + `<w:jc w:val="` + align + `"/></w:pPr>` +
		run(`<w:t xml:space="preserve">— </w:t>`) + run(`<w:fldChar w:fldCharType="begin"/>`) + run(`<w:instrText xml:space="preserve"> PAGE </w:instrText>`) +
		run(`<w:fldChar w:fldCharType="separate"/>`) + run(`<w:t>1</w:t>`) + run(`<w:fldChar w:fldCharType="end"/>`) + run(`<w:t xml:space="preserve"> —</w:t>`) + `</w:p></w:ftr>`
}

const settingsXML = xmlHead + `<w:settings ` + wNS + `><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/><w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/><w:evenAndOddHeaders/>` +
	`<w:drawingGridVerticalSpacing w:val="290"/><w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/><w:doNotExpandShiftReturn/><w:adjustLineHeightInTable/><w:useFELayout/>` +
	`<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>`

const contentTypes = xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>` +
	`<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>` +
	`<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/>` +
	`<Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>` +
	`<Override PartName="/word/fontTable.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.fontTable+xml"/>` +
	`<Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/word/footer2.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/>` +
	`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>` +
	`<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>`

const relNS = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`

const packageRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="word/document.xml"/>` +
	`<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>` +
	`<Relationship Id="rId3" Type="` + relNS + `/extended-properties" Target="docProps/app.xml"/></Relationships>`

const documentRels = xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
	`<Relationship Id="rId1" Type="` + relNS + `/styles" Target="styles.xml"/>` +
	`<Relationship Id="rId2" Type="` + relNS + `/settings" Target="settings.xml"/>` +
	`<Relationship Id="rId3" Type="` + relNS + `/fontTable" Target="fontTable.xml"/>` +
	`<Relationship Id="rId13" Type="` + relNS + `/footer" Target="footer1.xml"/>` +
	`<Relationship Id="rId14" Type="` + relNS + `/footer" Target="footer2.xml"/></Relationships>`

// pack writes the package: fixed order, fixed time, the same bytes every time.
func pack(blocks []block) ([]byte, error) {
	doc, docTitle, err := documentXML(blocks)
	if err != nil {
		return nil, err
	}
	core := xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + escape(docTitle) + `</dc:title></cp:coreProperties>`
	app := xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>ziping</Application></Properties>`
	var buf bytes.Buffer
	z := zip.NewWriter(&buf)
	for _, part := range []struct{ name, data string }{
		{"[Content_Types].xml", contentTypes}, {"_rels/.rels", packageRels}, {"word/document.xml", doc}, {"word/_rels/document.xml.rels", documentRels},
		{"word/styles.xml", stylesXML()}, {"word/settings.xml", settingsXML}, {"word/fontTable.xml", fontTableXML()},
		{"word/footer1.xml", footerXML(true)}, {"word/footer2.xml", footerXML(false)}, {"docProps/core.xml", core}, {"docProps/app.xml", app},
	} {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return nil, err
		}
		if _, err := f.Write([]byte(part.data)); err != nil {
			return nil, err
		}
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return buf.Bytes(), nil
}
