package main

import (
	"fmt"
	"slices"
	"strings"
)

// Measures of GB/T 9704-2012 in twentieths of a point: A4, 天头 37 mm, 订口 28 mm,
// a type area of 156 by 225 mm, 22 lines of 28 characters of 三号 (16 pt).
const (
	pageShort, pageLong = 11906, 16838
	marginTop           = 2098
	marginBottom        = 1984
	marginBinding       = 1588
	marginOuter         = 1474
	linePitch           = 580
	// 28 characters of 16 pt are wider than 156 mm: each gives a quarter of a
	// point. A character grid would say the same, but WPS and LibreOffice stretch
	// it in different ways.
	tracking       = -5
	footerDistance = 1290 // the page number 7 mm below the type area
)

// Fonts of the standard. Machines without them take the alternative that
// fontTable.xml names.
const (
	fangSong = "仿宋_GB2312"
	kaiTi    = "楷体_GB2312"
	heiTi    = "黑体"
	songTi   = "宋体"
	title    = "方正小标宋简体"
	latin    = "Times New Roman"
)

var fonts = []struct{ name, alt, family, pitch string }{
	{fangSong, "仿宋", "modern", "fixed"},
	{kaiTi, "楷体", "modern", "fixed"},
	{heiTi, "SimHei", "modern", "fixed"},
	{songTi, "SimSun", "auto", "variable"},
	{title, "宋体", "auto", "variable"},
	{"仿宋", "FangSong", "modern", "fixed"},
	{"楷体", "KaiTi", "modern", "fixed"},
	{latin, "Liberation Serif", "roman", "variable"},
}

// A style is one paragraph style. Zero fields are inherited from Normal: 三号仿宋,
// exact lines, both sides justified.
type style struct {
	id, name string // id in the document; name as Word shows or knows it
	next     string
	font     string
	size     int // half points
	bold     bool
	align    string // start is left
	indent   int    // hundredths of a character, first line
	right    int    // hundredths of a character, right indent
	line     int    // exact; -1 is single spacing that grows with its content
	before   int
	after    int
	keepNext bool
	outline  int  // 1 to 4 for headings
	plain    bool // off the document grid, for tables and pictures
	quick    bool
}

// paragraphStyles are the words of a source.
var paragraphStyles = map[string]style{
	"title":   {id: "Title", name: "Title", next: "NormalIndent", font: title, size: 44, align: "center", line: 700, keepNext: true, quick: true},
	"h1":      {id: "Heading1", name: "heading 1", next: "NormalIndent", font: heiTi, indent: 200, keepNext: true, outline: 1, quick: true},
	"h2":      {id: "Heading2", name: "heading 2", next: "NormalIndent", font: kaiTi, indent: 200, keepNext: true, outline: 2, quick: true},
	"h3":      {id: "Heading3", name: "heading 3", next: "NormalIndent", font: fangSong, bold: true, indent: 200, keepNext: true, outline: 3, quick: true},
	"h4":      {id: "Heading4", name: "heading 4", next: "NormalIndent", font: fangSong, indent: 200, keepNext: true, outline: 4, quick: true},
	"p":       {id: "NormalIndent", name: "Normal Indent", indent: 200, quick: true},
	"tag":     {id: "NormalIndent", name: "Normal Indent", indent: 200, quick: true},
	"blank":   {id: "Normal"},
	"attach":  {id: "AttachmentNote", name: "附件说明", indent: 200, align: "left"},
	"sign":    {id: "Signature", name: "Signature", align: "right", right: 200, keepNext: true},
	"date":    {id: "Date", name: "Date", align: "right", right: 400},
	"annex":   {id: "AnnexNumber", name: "附件序号", next: "AnnexTitle", font: heiTi, align: "left", keepNext: true},
	"caption": {id: "AnnexTitle", name: "附件标题", next: "TableNote", font: title, size: 36, align: "center", line: 600, before: 120, after: 120, keepNext: true},
	"sub":     {id: "AnnexSubtitle", name: "附件小标题", next: "TableNote", font: heiTi, size: 24, align: "left", line: 400, before: 200, keepNext: true},
	"year":    {id: "TableYear", name: "表年度", font: songTi, size: 21, align: "center", line: 320, keepNext: true, plain: true},
	"note":    {id: "TableNote", name: "表注", font: songTi, size: 21, align: "left", line: 320, keepNext: true, plain: true},
	"unit":    {id: "TableUnit", name: "表单位", font: songTi, size: 21, align: "right", line: 320, keepNext: true, plain: true},
	"foot":    {id: "TableFoot", name: "表后注", font: songTi, size: 21, align: "left", line: 320, before: 60, plain: true},
	"chart":   {id: "Figure", name: "图", align: "center", line: -1, before: 120, after: 120, plain: true},
	"cell":    {id: "TableText", name: "表格文字", font: songTi, size: 21, align: "center", line: 280, plain: true},
	"th":      {id: "TableHead", name: "表格标题", font: heiTi, size: 21, align: "center", line: 280, plain: true},
	"small":   {id: "TableTextSmall", name: "表格小字", font: songTi, size: 18, align: "center", line: 240, plain: true},
	"thsmall": {id: "TableHeadSmall", name: "表格小标题", font: heiTi, size: 18, align: "center", line: 240, plain: true},
	"footer":  {id: "Footer", name: "footer", font: songTi, size: 28, align: "left", line: -1, plain: true},
	"gap":     {id: "Gap", name: "分隔", size: 2, line: 20, plain: true},
}

// stylesXML is word/styles.xml.
func stylesXML() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:styles ` + wNS + `><w:docDefaults><w:rPrDefault><w:rPr>` + fontsXML(fangSong) +
		`<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>`)
	b.WriteString(`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/><w:pPr><w:widowControl/>` +
		fmt.Sprintf(`<w:spacing w:line="%d" w:lineRule="exact"/><w:jc w:val="both"/></w:pPr><w:rPr><w:spacing w:val="%d"/></w:rPr></w:style>`, linePitch, tracking))
	b.WriteString(`<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>`)
	b.WriteString(`<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>` +
		`<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`)
	b.WriteString(`<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="39"/><w:tblPr><w:tblBorders>` +
		borders("top", "left", "bottom", "right", "insideH", "insideV") + `</w:tblBorders></w:tblPr></w:style>`)
	seen := map[string]bool{"Normal": true}
	for _, word := range sortedStyles() {
		if s := paragraphStyles[word]; !seen[s.id] {
			seen[s.id] = true
			b.WriteString(s.xml())
		}
	}
	b.WriteString(`<w:style w:type="paragraph" w:styleId="CommentText"><w:name w:val="annotation text"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/><w:jc w:val="left"/></w:pPr><w:rPr>` +
		fontsXML(songTi) + `<w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>`)
	b.WriteString(`<w:style w:type="character" w:styleId="CommentReference"><w:name w:val="annotation reference"/><w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:rPr><w:sz w:val="21"/><w:szCs w:val="21"/></w:rPr></w:style>`)
	b.WriteString(`</w:styles>`)
	return b.String()
}

func sortedStyles() []string {
	var words []string
	for w := range paragraphStyles {
		words = append(words, w)
	}
	slices.Sort(words)
	return words
}

// xml writes a style; the order of elements is the schema's (ECMA-376 part 1,
// 17.7.4.17, 17.3.1.26, 17.3.2.28).
func (s style) xml() string {
	var b strings.Builder
	custom := ""
	if !slices.Contains([]string{"Title", "Heading1", "Heading2", "Heading3", "Heading4", "NormalIndent", "Signature", "Date", "Footer"}, s.id) {
		custom = ` w:customStyle="1"`
	}
	fmt.Fprintf(&b, `<w:style w:type="paragraph"%s w:styleId="%s"><w:name w:val="%s"/><w:basedOn w:val="Normal"/>`, custom, s.id, s.name)
	if s.next != "" {
		fmt.Fprintf(&b, `<w:next w:val="%s"/>`, s.next)
	}
	if s.quick || custom != "" {
		b.WriteString(`<w:qFormat/>`)
	}
	b.WriteString(`<w:pPr>`)
	if s.keepNext {
		b.WriteString(`<w:keepNext/>`)
	}
	if s.outline > 0 {
		b.WriteString(`<w:keepLines/>`)
	}
	if s.plain {
		b.WriteString(`<w:snapToGrid w:val="0"/>`)
	}
	if s.line != 0 || s.before != 0 || s.after != 0 {
		b.WriteString(s.spacing())
	}
	b.WriteString(s.indents())
	if s.align != "" {
		fmt.Fprintf(&b, `<w:jc w:val="%s"/>`, s.align)
	}
	if s.outline > 0 {
		fmt.Fprintf(&b, `<w:outlineLvl w:val="%d"/>`, s.outline-1)
	}
	b.WriteString(`</w:pPr><w:rPr>`)
	if s.font != "" {
		b.WriteString(fontsXML(s.font))
	}
	if s.bold {
		b.WriteString(`<w:b/><w:bCs/>`)
	}
	if s.plain || s.size > 0 {
		b.WriteString(`<w:spacing w:val="0"/>`)
	}
	if s.plain {
		b.WriteString(`<w:kern w:val="0"/>`)
	}
	if s.size > 0 {
		fmt.Fprintf(&b, `<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, s.size, s.size)
	}
	b.WriteString(`</w:rPr></w:style>`)
	return b.String()
}

func (s style) spacing() string {
	line, rule := s.line, "exact"
	switch {
	case line == 0:
		line = linePitch
	case line < 0:
		line, rule = 240, "auto"
	}
	return fmt.Sprintf(`<w:spacing w:before="%d" w:after="%d" w:line="%d" w:lineRule="%s"/>`, s.before, s.after, line, rule)
}

// indents are given in characters, which is what Word shows, and in twips for
// readers that know no characters.
func (s style) indents() string {
	size := s.size
	if size == 0 {
		size = 32
	}
	twips := func(chars int) int { return chars * size / 10 }
	switch {
	case s.indent != 0:
		return fmt.Sprintf(`<w:ind w:firstLineChars="%d" w:firstLine="%d"/>`, s.indent, twips(s.indent))
	case s.right != 0:
		return fmt.Sprintf(`<w:ind w:rightChars="%d" w:right="%d"/>`, s.right, twips(s.right))
	}
	return ""
}

func fontsXML(eastAsia string) string {
	western := latin
	if eastAsia == songTi || eastAsia == heiTi {
		western = eastAsia
	}
	return fmt.Sprintf(`<w:rFonts w:ascii="%[1]s" w:hAnsi="%[1]s" w:eastAsia="%[2]s" w:cs="%[3]s"/>`, western, eastAsia, latin)
}

func borders(sides ...string) string {
	var b strings.Builder
	for _, s := range sides {
		fmt.Fprintf(&b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="auto"/>`, s)
	}
	return b.String()
}

// fontTableXML is word/fontTable.xml with the fallbacks.
func fontTableXML() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:fonts ` + wNS + `>`)
	for _, f := range fonts {
		charset := "86"
		if f.name == latin {
			charset = "00"
		}
		fmt.Fprintf(&b, `<w:font w:name="%s"><w:altName w:val="%s"/><w:charset w:val="%s"/><w:family w:val="%s"/><w:pitch w:val="%s"/></w:font>`, f.name, f.alt, charset, f.family, f.pitch)
	}
	b.WriteString(`</w:fonts>`)
	return b.String()
}
