package docxtest

import (
	"strings"
	"testing"
	"ziping/render/docx/wml"
)

// Show prints the blocks of a part in the fixture notation.
func Show(t testing.TB, docx []byte, name string) string {
	t.Helper()
	xml, ok := Unzip(t, docx)[name]
	if !ok {
		t.Fatalf("no part %s", name)
	}
	tr, serr := wml.Scan(name, []byte(xml))
	if serr != nil {
		t.Fatalf("%s: %v\n%s", name, serr, xml)
	}
	var b strings.Builder
	for i := int32(0); int(i) < len(tr.Nodes); {
		k := tr.Nodes[i].Kind
		if k == wml.P || k == wml.Tbl || k == wml.Sdt {
			showNode(&b, tr, i)
			i = tr.Nodes[i].Next
			continue
		}
		i++
	}
	return strings.TrimSpace(b.String())
}

// joinRuns joins the texts of neighbouring runs that look the same.
var joinRuns = strings.NewReplacer("\"\x00 \"", "", "\"\x01 b\"", "", "\x00", "", "\x01", "")

func showNode(b *strings.Builder, tr *wml.Tree, i int32) {
	n := tr.Nodes[i]
	open := func(word string) {
		s := b.String()
		if s != "" && !strings.HasSuffix(s, "[") {
			b.WriteByte(' ')
		}
		b.WriteString(word)
	}
	children := func() {
		b.WriteByte('[')
		for j := i + 1; j < n.Next; j = tr.Nodes[j].Next {
			showNode(b, tr, j)
		}
		b.WriteByte(']')
	}
	switch n.Kind {
	case wml.P:
		open("p")
		b.WriteByte('[')
		var in strings.Builder
		for j := i + 1; j < n.Next; j = tr.Nodes[j].Next {
			showNode(&in, tr, j)
		}
		b.WriteString(joinRuns.Replace(strings.TrimSpace(in.String())))
		b.WriteByte(']')
	case wml.R:
		bold := false
		if pr := tr.Child(i, wml.RPr); pr >= 0 {
			bold = strings.Contains(string(tr.Raw(pr)), "<w:b/>")
		}
		for j := i + 1; j < n.Next; j = tr.Nodes[j].Next {
			switch tr.Nodes[j].Kind {
			case wml.T:
				if text := wml.DecodeText(tr.Content(j)); text != "" {
					if bold {
						open(`b"` + text + "\"\x01")
					} else {
						open(`"` + text + "\"\x00")
					}
				}
			case wml.Tab:
				open("tab")
			case wml.Br:
				open(map[bool]string{true: "page", false: "br"}[tr.Attr(j, "type") == "page"])
			case wml.Drawing:
				open("img")
			case wml.Alternate:
				open("box[")
				ch := tr.Child(j, wml.Choice)
				for k := ch; k < tr.Nodes[ch].Next; k++ {
					if tr.Nodes[k].Kind == wml.Txbx {
						for m := k + 1; m < tr.Nodes[k].Next; m = tr.Nodes[m].Next {
							showNode(b, tr, m)
						}
					}
				}
				b.WriteString("]")
			case wml.FootnoteReference:
				open("note")
			}
		}
	case wml.Tbl:
		open("tbl")
		children()
	case wml.Tr:
		open("tr")
		children()
	case wml.Tc:
		word := "tc"
		if pr := tr.Child(i, wml.TcPr); pr >= 0 {
			if v := tr.Child(pr, wml.VMerge); v >= 0 {
				if word = "vc"; tr.Attr(v, "val") == "restart" {
					word = "vr"
				}
			}
		}
		open(word)
		children()
	case wml.Sdt:
		open("sdt")
		b.WriteByte('[')
		c := tr.Child(i, wml.SdtContent)
		for j := c + 1; j < tr.Nodes[c].Next; j = tr.Nodes[j].Next {
			showNode(b, tr, j)
		}
		b.WriteByte(']')
	case wml.Hyperlink:
		open("hyp")
		children()
	case wml.Ins:
		open("ins")
		children()
	case wml.BookmarkStart:
		open("bm")
	}
}
