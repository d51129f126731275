package docx

import (
	"io"
	"strings"
	"time"
)

// Annotate writes a copy of a template with a Word comment (批注) at each problem. Problems in headers, footers, notes
// and text boxes, where Word shows no comments, and those of no place go on the first paragraph of the body.
func Annotate(w io.Writer, template []byte, problems []Problem) error {
	c, err := compile(template)
	if err != nil {
		return err
	}
	tr := c.t.parts[0].tree
	first := firstBodyParagraph(tr)
	if first < 0 || tr.prefix() == "" {
		return fail(idMainPart, c.t.pkg.main, "", "正文没有可以加批注的段落")
	}
	f := newFiller(c.t, []FillOption{CommentsBy("模板检查", time.Time{}), MaxComments(30000)})
	f.asTemplate = true
	on := map[int32][]int64{}
	for _, p := range problems {
		at := first
		if p.Part == c.t.pkg.main && p.Offset >= 0 {
			if n := paragraphAt(tr, int32(p.Offset)); n >= 0 {
				at = n
			}
		}
		if id, ok := f.newComment(p.commentText()); ok {
			on[at] = append(on[at], id)
		}
	}
	changed := map[string][]byte{}
	if len(f.comments) > 0 {
		changed[strings.ToLower(c.t.pkg.main)] = commentOn(tr, on)
	}
	return f.pack(w, changed)
}

// commentText is what the comment says: the message and what to do.
func (p *Problem) commentText() string {
	s := "【" + p.Severity.String() + " " + p.ID + "】" + p.Message
	if p.Hint != "" {
		s += "\n" + p.Hint
	}
	return s
}

// paragraphAt returns the paragraph of the main text that holds an offset, -1 if Word would show no comment there.
func paragraphAt(tr *tree, off int32) int32 {
	found := int32(-1)
	for i := range tr.nodes {
		n := &tr.nodes[i]
		if n.start > off {
			break
		}
		if n.kind == kP && off < n.end && !n.selfClosing() && tr.inBody(int32(i)) {
			found = int32(i)
		}
	}
	return found
}
