package fill

import (
	"bytes"
	"slices"
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/wml"
)

// runProps are the properties of a run in the order that the schema wants (ECMA-376 part 1, 17.3.2.28).
var runProps = []string{"rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
	"emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs",
	"highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath", "rPrChange"}

// linkColour is the colour of links in Word's own style.
const linkColour = "0563C1"

// looking returns run properties with the looks of a value. WordprocessingML as the default namespace leaves its
// attributes without a prefix to use: there nothing that has one is set.
func looking(rpr []byte, w string, m *lang.Marked) string {
	s := string(rpr)
	if len(rpr) == 0 || bytes.HasSuffix(rpr, []byte("/>")) && bytes.Count(rpr, []byte("<")) == 1 {
		s = "<" + w + "rPr></" + w + "rPr>"
	}
	if m.Bold {
		s = withProp(s, w, "b", "")
	}
	colour := m.Color
	if m.Link != "" && colour == "" {
		colour = linkColour
	}
	if w == "" {
		return s
	}
	if colour != "" {
		s = withProp(s, w, "color", ` `+w+`val="`+colour+`"`)
	}
	if m.Highlight {
		s = withProp(s, w, "highlight", ` `+w+`val="yellow"`)
	}
	if m.Link != "" {
		s = withProp(s, w, "u", ` `+w+`val="single"`)
	}
	return s
}

// withProp sets one run property in its place among the others.
func withProp(s, w, name, attrs string) string {
	if i, end := propAt(s, w, name); i >= 0 {
		s = s[:i] + s[end:]
	}
	at := strings.LastIndex(s, "</")
	for _, later := range runProps[slices.Index(runProps, name)+1:] {
		if i, _ := propAt(s, w, later); i >= 0 {
			at = min(at, i)
		}
	}
	return s[:at] + "<" + w + name + attrs + "/>" + s[at:]
}

// propAt returns where a property begins and ends, -1 if it is not there.
func propAt(s, w, name string) (from, to int) {
	for _, next := range []string{" ", "/", ">"} {
		i := strings.Index(s, "<"+w+name+next)
		if i < 0 {
			continue
		}
		j := i + strings.IndexByte(s[i:], '>') + 1
		if shut := "</" + w + name + ">"; s[j-2] != '/' {
			if k := strings.Index(s[j:], shut); k >= 0 {
				j += k + len(shut)
			}
		}
		return i, j
	}
	return -1, -1
}

// linkBegin begins a hyperlink around a value: to an address, or to a bookmark written with #.
func (f *filler) linkBegin(w, link string) {
	if mark, ok := strings.CutPrefix(link, "#"); ok {
		f.out = append(f.out, "<"+w+"hyperlink "+w+`anchor="`...)
		f.out = append(wml.AppendAttr(f.out, mark), `">`...)
		return
	}
	id := f.relateTo(f.p.Ref.Name, "/hyperlink", link)
	f.out = append(f.out, "<"+w+`hyperlink xmlns:r="`+f.relNS()+`" r:id="`+id+`">`...)
}
