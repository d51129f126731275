package wml

import (
	"strings"
)

// A space is a namespace the engine knows.
type space uint8

const (
	SpaceOther space = iota
	SpaceW           // WordprocessingML, transitional and strict
	SpaceWP          // DrawingML placed in Word
	SpaceA           // DrawingML
	SpaceMC          // markup compatibility
	SpaceV           // VML
	SpaceO           // Office VML
	SpaceM           // formulas
	SpaceW15         // Word 2013: bindings of repeating controls
	SpacePkg         // the package's own files: relationships, content types
)

var spaces = map[string]space{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           SpaceW,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       SpaceW,
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": SpaceWP,
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             SpaceWP,
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  SpaceA,
	"http://purl.oclc.org/ooxml/drawingml/main":                              SpaceA,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            SpaceMC,
	"urn:schemas-microsoft-com:vml":                                          SpaceV,
	"urn:schemas-microsoft-com:office:office":                                SpaceO,
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             SpaceM,
	"http://purl.oclc.org/ooxml/officeDocument/math":                         SpaceM,
	"http://schemas.microsoft.com/office/word/2012/wordml":                   SpaceW15,
	"http://schemas.openxmlformats.org/package/2006/relationships":           SpacePkg,
	"http://schemas.openxmlformats.org/package/2006/content-types":           SpacePkg,
}

func SpaceOf(uri string) space { return spaces[strings.TrimSpace(uri)] }

// conventional are the prefixes everybody uses, for parts that forgot to declare them.
var conventional = map[string]space{"w": SpaceW, "wp": SpaceWP, "a": SpaceA, "mc": SpaceMC, "v": SpaceV, "o": SpaceO, "m": SpaceM}

// A Kind is what an element is to the engine.
type Kind uint8

const (
	Other Kind = iota
	Body
	P
	R
	T
	Tbl
	Tr
	Tc
	Sdt
	SdtContent
	SdtPr
	Txbx
	Hdr
	Ftr
	Footnote
	Endnote
	Comment
	Hyperlink
	Ins
	MoveTo
	Del
	MoveFrom
	SmartTag
	CustomXML
	FldSimple
	Dir
	PPr
	PStyle
	OutlineLvl
	RPr
	Vanish
	SectPr
	HeaderReference
	FooterReference
	PgSz
	PgMar
	Tab
	PTab
	Br
	Cr
	NoBreakHyphen
	SoftHyphen
	Sym
	InstrText
	DelText
	FldChar
	FootnoteReference
	EndnoteReference
	CommentReference
	AnnotationRef
	NoteMark
	Separator
	PageBreakHint
	Drawing
	Pict
	Object
	Alternate
	Choice
	Fallback
	BookmarkStart
	BookmarkEnd
	CommentRangeStart
	CommentRangeEnd
	PermStart
	PermEnd
	ProofErr
	MoveMark
	TcPr
	TblPr
	TrPr
	TblGrid
	TblHeader
	GridCol
	GridBefore
	TblW
	NumPr
	NumID
	Ilvl
	Num
	AbstractNumID
	AbstractNum
	Lvl
	Start
	StyleDef
	BasedOn
	Ruby
	TextPath
	AltChunk
	SubDoc
	Control
	FrameDef
	ImageData
	TcW
	TcPrHead
	GridSpan
	VMerge
	DataBinding
	ShowingPlcHdr
	SdtID
	DocPr
	Extent
	XfrmExt
	Blip
	VShape
	VShapeType
	OLEObject
	AP
	AR
	AT
	ABr
	Math
	MT
	Relationship
	TypeDefault
	TypeOverride
)

var wordKinds = map[string]Kind{
	"body": Body, "p": P, "r": R, "t": T, "tbl": Tbl, "tr": Tr, "tc": Tc, "sdt": Sdt, "sdtContent": SdtContent,
	"sdtPr": SdtPr, "txbxContent": Txbx, "hdr": Hdr, "ftr": Ftr, "footnote": Footnote, "endnote": Endnote,
	"comment": Comment, "hyperlink": Hyperlink, "ins": Ins, "moveTo": MoveTo, "del": Del, "moveFrom": MoveFrom,
	"smartTag": SmartTag, "customXml": CustomXML, "fldSimple": FldSimple, "dir": Dir, "bdo": Dir, "pPr": PPr,
	"pStyle": PStyle, "outlineLvl": OutlineLvl, "rPr": RPr, "vanish": Vanish, "sectPr": SectPr,
	"headerReference": HeaderReference, "footerReference": FooterReference, "pgSz": PgSz, "pgMar": PgMar,
	"tab": Tab, "ptab": PTab, "br": Br, "cr": Cr, "noBreakHyphen": NoBreakHyphen, "softHyphen": SoftHyphen,
	"sym": Sym, "instrText": InstrText, "delText": DelText, "delInstrText": DelText, "fldChar": FldChar,
	"footnoteReference": FootnoteReference, "endnoteReference": EndnoteReference, "commentReference": CommentReference,
	"annotationRef": AnnotationRef, "footnoteRef": NoteMark, "endnoteRef": NoteMark, "separator": Separator,
	"continuationSeparator": Separator, "lastRenderedPageBreak": PageBreakHint, "drawing": Drawing, "pict": Pict,
	"object": Object, "ruby": Ruby, "bookmarkStart": BookmarkStart, "bookmarkEnd": BookmarkEnd,
	"commentRangeStart": CommentRangeStart, "commentRangeEnd": CommentRangeEnd, "permStart": PermStart,
	"permEnd": PermEnd, "proofErr": ProofErr, "moveFromRangeStart": MoveMark, "moveFromRangeEnd": MoveMark,
	"moveToRangeStart": MoveMark, "moveToRangeEnd": MoveMark, "tcPr": TcPr, "tblPr": TblPr, "trPr": TrPr,
	"tblGrid": TblGrid, "tblHeader": TblHeader, "gridCol": GridCol, "gridBefore": GridBefore, "tblW": TblW, "numPr": NumPr, "numId": NumID, "ilvl": Ilvl,
	"num": Num, "abstractNumId": AbstractNumID, "abstractNum": AbstractNum, "lvl": Lvl, "start": Start, "style": StyleDef, "basedOn": BasedOn,
	"altChunk": AltChunk, "subDoc": SubDoc, "control": Control, "frameset": FrameDef, "tcW": TcW, "cnfStyle": TcPrHead, "hMerge": TcPrHead, "gridSpan": GridSpan, "vMerge": VMerge,
	"dataBinding": DataBinding, "showingPlcHdr": ShowingPlcHdr, "id": SdtID,
}

// kinds are the elements that are told apart, by namespace and local name.
var kinds = [...]map[string]Kind{
	SpaceW:   wordKinds,
	SpaceW15: {"dataBinding": DataBinding},
	SpaceMC:  {"AlternateContent": Alternate, "Choice": Choice, "Fallback": Fallback},
	SpaceWP:  {"docPr": DocPr, "extent": Extent},
	SpaceA: {
		"blip": Blip, "ext": XfrmExt, "p": AP, "r": AR, "fld": AR, "t": AT, "br": ABr, "rPr": RPr, "pPr": PPr,
	},
	SpaceM: {"oMath": Math, "t": MT},
	SpaceV: {
		"shapetype": VShapeType, "textpath": TextPath, "imagedata": ImageData, "shape": VShape, "rect": VShape,
		"roundrect": VShape, "oval": VShape, "line": VShape, "polyline": VShape, "group": VShape, "image": VShape,
		"arc": VShape, "curve": VShape,
	},
	SpacePkg: {"Relationship": Relationship, "Default": TypeDefault, "Override": TypeOverride},
	SpaceO:   {"OLEObject": OLEObject},
}

// kindOf returns the kind of an element by its namespace and local name, Other for one that is not told apart.
func kindOf(sp space, local string) Kind {
	if int(sp) >= len(kinds) {
		return Other
	}
	return kinds[sp][local]
}

// holdsContent reports whether an unknown child of the element is content that shows.
func (k Kind) holdsContent() bool { return k == P || k == R || k.WrapsRuns() }

// WrapsRuns reports whether the element is a wrapper around runs inside a paragraph, or around blocks:
// looking through it changes nothing about where its content stands.
func (k Kind) WrapsRuns() bool {
	switch k {
	case Hyperlink, Ins, MoveTo, SmartTag, CustomXML, FldSimple, Dir, Sdt, SdtContent:
		return true
	}
	return false
}

// Transparent reports whether a block-level wrapper may be looked through when a region is widened.
func (k Kind) Transparent() bool {
	switch k {
	case Sdt, SdtContent, CustomXML, Ins, MoveTo:
		return true
	}
	return false
}

// Story reports whether the element holds a text of its own: tags in it pair only among themselves.
func (k Kind) Story() bool {
	switch k {
	case Body, Txbx, Hdr, Ftr, Footnote, Endnote, Comment:
		return true
	}
	return false
}

// NeedsParagraph reports whether Word demands a paragraph at the end of the element.
func (k Kind) NeedsParagraph() bool { return k == Tc || k.Story() && k != Body }

// Marker reports whether the element is an anchor or mark without any content of its own.
func (k Kind) Marker() bool {
	switch k {
	case BookmarkStart, BookmarkEnd, CommentRangeStart, CommentRangeEnd, PermStart, PermEnd, ProofErr, MoveMark:
		return true
	}
	return false
}
