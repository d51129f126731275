package docx

import "strings"

// A space is a namespace the engine knows.
type space uint8

const (
	nsOther space = iota
	nsW           // WordprocessingML, transitional and strict
	nsWP          // DrawingML placed in Word
	nsA           // DrawingML
	nsMC          // markup compatibility
	nsV           // VML
	nsO           // Office VML
	nsM           // formulas
	nsPkg         // the package's own files: relationships, content types
)

var spaces = map[string]space{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           nsW,
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       nsW,
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": nsWP,
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             nsWP,
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  nsA,
	"http://purl.oclc.org/ooxml/drawingml/main":                              nsA,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            nsMC,
	"urn:schemas-microsoft-com:vml":                                          nsV,
	"urn:schemas-microsoft-com:office:office":                                nsO,
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             nsM,
	"http://purl.oclc.org/ooxml/officeDocument/math":                         nsM,
	"http://schemas.openxmlformats.org/package/2006/relationships":           nsPkg,
	"http://schemas.openxmlformats.org/package/2006/content-types":           nsPkg,
}

func spaceOf(uri string) space { return spaces[strings.TrimSpace(uri)] }

// conventional are the prefixes everybody uses, for parts that forgot to declare them.
var conventional = map[string]space{"w": nsW, "wp": nsWP, "a": nsA, "mc": nsMC, "v": nsV, "o": nsO, "m": nsM}

// A kind is what an element is to the engine.
type kind uint8

const (
	kOther kind = iota
	kBody
	kP
	kR
	kT
	kTbl
	kTr
	kTc
	kSdt
	kSdtContent
	kSdtPr
	kTxbx
	kHdr
	kFtr
	kFootnote
	kEndnote
	kComment
	kHyperlink
	kIns
	kMoveTo
	kDel
	kMoveFrom
	kSmartTag
	kCustomXML
	kFldSimple
	kDir
	kPPr
	kPStyle
	kOutlineLvl
	kRPr
	kVanish
	kSectPr
	kHeaderReference
	kFooterReference
	kPgSz
	kPgMar
	kTab
	kPTab
	kBr
	kCr
	kNoBreakHyphen
	kSoftHyphen
	kSym
	kInstrText
	kDelText
	kFldChar
	kFootnoteReference
	kEndnoteReference
	kCommentReference
	kAnnotationRef
	kNoteMark
	kSeparator
	kPageBreakHint
	kDrawing
	kPict
	kObject
	kRuby
	kAlternate
	kChoice
	kFallback
	kBookmarkStart
	kBookmarkEnd
	kCommentRangeStart
	kCommentRangeEnd
	kPermStart
	kPermEnd
	kProofErr
	kMoveMark
	kTcPr
	kTblPr
	kTrPr
	kTblGrid
	kTblHeader
	kTcW
	kTcPrHead
	kGridSpan
	kVMerge
	kDataBinding
	kShowingPlcHdr
	kSdtID
	kDocPr
	kExtent
	kXfrmExt
	kBlip
	kVShape
	kVShapeType
	kOLEObject
	kAP
	kAR
	kAT
	kABr
	kMath
	kMT
	kRelationship
	kTypeDefault
	kTypeOverride
)

var wordKinds = map[string]kind{
	"body": kBody, "p": kP, "r": kR, "t": kT, "tbl": kTbl, "tr": kTr, "tc": kTc, "sdt": kSdt, "sdtContent": kSdtContent,
	"sdtPr": kSdtPr, "txbxContent": kTxbx, "hdr": kHdr, "ftr": kFtr, "footnote": kFootnote, "endnote": kEndnote,
	"comment": kComment, "hyperlink": kHyperlink, "ins": kIns, "moveTo": kMoveTo, "del": kDel, "moveFrom": kMoveFrom,
	"smartTag": kSmartTag, "customXml": kCustomXML, "fldSimple": kFldSimple, "dir": kDir, "bdo": kDir, "pPr": kPPr,
	"pStyle": kPStyle, "outlineLvl": kOutlineLvl, "rPr": kRPr, "vanish": kVanish, "sectPr": kSectPr,
	"headerReference": kHeaderReference, "footerReference": kFooterReference, "pgSz": kPgSz, "pgMar": kPgMar,
	"tab": kTab, "ptab": kPTab, "br": kBr, "cr": kCr, "noBreakHyphen": kNoBreakHyphen, "softHyphen": kSoftHyphen,
	"sym": kSym, "instrText": kInstrText, "delText": kDelText, "delInstrText": kDelText, "fldChar": kFldChar,
	"footnoteReference": kFootnoteReference, "endnoteReference": kEndnoteReference, "commentReference": kCommentReference,
	"annotationRef": kAnnotationRef, "footnoteRef": kNoteMark, "endnoteRef": kNoteMark, "separator": kSeparator,
	"continuationSeparator": kSeparator, "lastRenderedPageBreak": kPageBreakHint, "drawing": kDrawing, "pict": kPict,
	"object": kObject, "ruby": kRuby, "bookmarkStart": kBookmarkStart, "bookmarkEnd": kBookmarkEnd,
	"commentRangeStart": kCommentRangeStart, "commentRangeEnd": kCommentRangeEnd, "permStart": kPermStart,
	"permEnd": kPermEnd, "proofErr": kProofErr, "moveFromRangeStart": kMoveMark, "moveFromRangeEnd": kMoveMark,
	"moveToRangeStart": kMoveMark, "moveToRangeEnd": kMoveMark, "tcPr": kTcPr, "tblPr": kTblPr, "trPr": kTrPr,
	"tblGrid": kTblGrid, "tblHeader": kTblHeader, "tcW": kTcW, "cnfStyle": kTcPrHead, "hMerge": kTcPrHead, "gridSpan": kGridSpan, "vMerge": kVMerge,
	"dataBinding": kDataBinding, "showingPlcHdr": kShowingPlcHdr, "id": kSdtID,
}

// kindOf returns the kind of an element by its namespace and local name.
func kindOf(sp space, local string) kind {
	switch sp {
	case nsW:
		return wordKinds[local]
	case nsMC:
		switch local {
		case "AlternateContent":
			return kAlternate
		case "Choice":
			return kChoice
		case "Fallback":
			return kFallback
		}
	case nsWP:
		switch local {
		case "docPr":
			return kDocPr
		case "extent":
			return kExtent
		}
	case nsA:
		switch local {
		case "blip":
			return kBlip
		case "ext":
			return kXfrmExt
		case "p":
			return kAP
		case "r", "fld":
			return kAR
		case "t":
			return kAT
		case "br":
			return kABr
		case "rPr":
			return kRPr
		case "pPr":
			return kPPr
		}
	case nsM:
		switch local {
		case "oMath":
			return kMath
		case "t":
			return kMT
		}
	case nsV:
		switch local {
		case "shapetype":
			return kVShapeType
		case "shape", "rect", "roundrect", "oval", "line", "polyline", "group", "image", "arc", "curve":
			return kVShape
		}
	case nsPkg:
		switch local {
		case "Relationship":
			return kRelationship
		case "Default":
			return kTypeDefault
		case "Override":
			return kTypeOverride
		}
	case nsO:
		if local == "OLEObject" {
			return kOLEObject
		}
	}
	return kOther
}

// holdsContent reports whether an unknown child of the element is content that shows.
func (k kind) holdsContent() bool { return k == kP || k == kR || k.wrapsRuns() }

// wrapsRuns reports whether the element is a wrapper around runs inside a paragraph, or around blocks:
// looking through it changes nothing about where its content stands.
func (k kind) wrapsRuns() bool {
	switch k {
	case kHyperlink, kIns, kMoveTo, kSmartTag, kCustomXML, kFldSimple, kDir, kSdt, kSdtContent:
		return true
	}
	return false
}

// transparent reports whether a block-level wrapper may be looked through when a region is widened.
func (k kind) transparent() bool {
	switch k {
	case kSdt, kSdtContent, kCustomXML, kIns, kMoveTo:
		return true
	}
	return false
}

// story reports whether the element holds a text of its own: tags in it pair only among themselves.
func (k kind) story() bool {
	switch k {
	case kBody, kTxbx, kHdr, kFtr, kFootnote, kEndnote, kComment:
		return true
	}
	return false
}

// needsParagraph reports whether Word demands a paragraph at the end of the element.
func (k kind) needsParagraph() bool { return k == kTc || k.story() && k != kBody }

// marker reports whether the element is an anchor or mark without any content of its own.
func (k kind) marker() bool {
	switch k {
	case kBookmarkStart, kBookmarkEnd, kCommentRangeStart, kCommentRangeEnd, kPermStart, kPermEnd, kProofErr, kMoveMark:
		return true
	}
	return false
}
