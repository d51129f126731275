package fill

import (
	"strconv"

	"ziping/render/docx/wml"
)

// A Block is a paragraph or a table to be put at the end of a document; its texts may hold tags.
type Block struct {
	Text string     // of a paragraph
	Rows [][]string // of a table with lines around its cells; the first row is repeated on every page
	Page bool       // a paragraph that begins a page and stays with what follows
}

// blockText sets what blocks look like: an office's own styles are not known.
const (
	blockFont = "宋体"
	blockSize = "18" // half points: 小五
)

// appendBlock writes a block with a prefix of WordprocessingML.
func appendBlock(b []byte, w string, x *Block) []byte {
	if x.Rows == nil {
		return appendBlockText(b, w, x.Text, x.Page)
	}
	b = append(b, "<"+w+"tbl><"+w+"tblPr><"+w+"tblW "+w+`w="5000" `+w+`type="pct"/><`+w+"tblBorders>"...)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		b = append(b, "<"+w+side+" "+w+`val="single" `+w+`sz="4" `+w+`space="0" `+w+`color="auto"/>`...)
	}
	b = append(b, "</"+w+"tblBorders><"+w+"tblLayout "+w+`type="autofit"/></`+w+"tblPr><"+w+"tblGrid>"...)
	columns := 0
	for _, row := range x.Rows {
		columns = max(columns, len(row))
	}
	for range columns {
		b = append(b, "<"+w+"gridCol "+w+`w="`+strconv.Itoa(9600/columns)+`"/>`...)
	}
	b = append(b, "</"+w+"tblGrid>"...)
	for i, row := range x.Rows {
		b = append(b, "<"+w+"tr><"+w+"trPr><"+w+"cantSplit/>"...)
		if i == 0 {
			b = append(b, "<"+w+"tblHeader/>"...)
		}
		b = append(b, "</"+w+"trPr>"...)
		for _, cell := range row {
			b = append(b, "<"+w+"tc><"+w+"tcPr><"+w+"tcW "+w+`w="0" `+w+`type="auto"/></`+w+"tcPr>"...)
			b = append(appendBlockText(b, w, cell, false), "</"+w+"tc>"...)
		}
		b = append(b, "</"+w+"tr>"...)
	}
	return append(b, "</"+w+"tbl>"...)
}

func appendBlockText(b []byte, w, text string, page bool) []byte {
	b = append(b, "<"+w+"p><"+w+"pPr>"...)
	if page {
		b = append(b, "<"+w+"keepNext/><"+w+"pageBreakBefore/>"...)
	}
	b = append(b, "<"+w+"snapToGrid "+w+`val="0"/><`+w+"spacing "+w+`before="0" `+w+`after="0" `+w+`line="240" `+w+`lineRule="auto"/><`+w+"ind "+w+`left="0" `+w+`right="0" `+w+`firstLine="0"/><`+w+"jc "+w+`val="left"/></`+w+"pPr>"...)
	if text != "" {
		b = append(b, "<"+w+"r><"+w+"rPr><"+w+"rFonts "+w+`ascii="`+blockFont+`" `+w+`hAnsi="`+blockFont+`" `+w+`eastAsia="`+blockFont+`" `+w+`hint="eastAsia"/><`+w+"spacing "+w+`val="0"/><`+w+"sz "+w+`val="`+blockSize+`"/><`+w+"szCs "+w+`val="`+blockSize+`"/></`+w+"rPr><"+w+"t>"...)
		b = append(wml.AppendText(b, text), "</"+w+"t></"+w+"r>"...)
	}
	return append(b, "</"+w+"p>"...)
}
