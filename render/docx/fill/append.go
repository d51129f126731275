package fill

import (
	"bytes"
	"strings"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// Append returns the template with blocks at the end of its main text, in its last section.
func Append(template []byte, blocks ...Block) ([]byte, error) {
	c, err := plan.Analyse(template)
	if err != nil {
		return nil, err
	}
	tr := c.T.Parts[0].Tree
	w := tr.Prefix()
	at := bodyEnd(tr)
	if at < 0 || w == "" {
		return nil, problem.Fail(problem.MainPart, c.T.Pkg.Main, "", "正文的末尾不能添加内容")
	}
	xml := append(make([]byte, 0, len(tr.XML)+1024), tr.XML[:at]...)
	for i := range blocks {
		xml = appendBlock(xml, w, &blocks[i])
	}
	xml = append(xml, tr.XML[at:]...)
	f := newFiller(c.T, nil)
	f.asTemplate = true
	var out bytes.Buffer
	err = f.pack(&out, map[string][]byte{strings.ToLower(c.T.Pkg.Main): xml})
	return out.Bytes(), err
}

// bodyEnd is where the body's content ends: before its own section properties, -1 without a body.
func bodyEnd(tr *wml.Tree) int32 {
	for i := range tr.Nodes {
		n := &tr.Nodes[i]
		if n.Kind != wml.Body || n.SelfClosing() {
			continue
		}
		at := n.Close
		for j := int32(i) + 1; j < n.Next; j = tr.Nodes[j].Next {
			if tr.Nodes[j].Kind == wml.SectPr {
				at = tr.Nodes[j].Start
			}
		}
		return at
	}
	return -1
}
