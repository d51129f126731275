package docx

import (
	"bytes"
	"strings"
)

// AppendBody returns the template with block-level content at the end of its main text, in its last section. blocks is
// WordprocessingML with the prefix w, which is changed to the template's own; it may hold tags.
func AppendBody(template []byte, blocks string) ([]byte, error) {
	c, err := compile(template)
	if err != nil {
		return nil, err
	}
	tr := c.t.parts[0].tree
	w := tr.prefix()
	at := bodyEnd(tr)
	if at < 0 || w == "" {
		return nil, fail(idMainPart, c.t.pkg.main, "", "正文的末尾不能添加内容")
	}
	if w != "w:" {
		blocks = strings.NewReplacer("<w:", "<"+w, "</w:", "</"+w, " w:", " "+w).Replace(blocks)
	}
	xml := append(append(append(make([]byte, 0, len(tr.xml)+len(blocks)), tr.xml[:at]...), blocks...), tr.xml[at:]...)
	f := newFiller(c.t, nil)
	f.asTemplate = true
	var out bytes.Buffer
	err = f.pack(&out, map[string][]byte{strings.ToLower(c.t.pkg.main): xml})
	return out.Bytes(), err
}

// bodyEnd is where the body's content ends: before its own section properties, -1 without a body.
func bodyEnd(tr *tree) int32 {
	for i := range tr.nodes {
		n := &tr.nodes[i]
		if n.kind != kBody || n.selfClosing() {
			continue
		}
		at := n.close
		for j := int32(i) + 1; j < n.next; j = tr.nodes[j].next {
			if tr.nodes[j].kind == kSectPr {
				at = tr.nodes[j].start
			}
		}
		return at
	}
	return -1
}
