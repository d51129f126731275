package fill

import (
	"io"
	"strings"
	"time"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// Annotate writes a copy of a template with a Word comment (批注) at each problem. Problems in headers, footers, notes
// and text boxes, where Word shows no comments, and those of no place go on the first paragraph of the body.
func Annotate(w io.Writer, template []byte, problems []problem.Problem) error {
	c, err := plan.Analyse(template)
	if err != nil {
		return err
	}
	tr := c.T.Parts[0].Tree
	first := wml.FirstBodyParagraph(tr)
	if first < 0 || tr.Prefix() == "" {
		return problem.Fail(problem.MainPart, c.T.Pkg.Main, "", "正文没有可以加批注的段落")
	}
	f := newFiller(c.T, []Option{CommentsBy("模板检查", time.Time{}), MaxComments(30000)})
	f.asTemplate = true
	on := map[int32][]int64{}
	for _, p := range problems {
		at := first
		if p.Part == c.T.Pkg.Main && p.Offset >= 0 {
			if n := paragraphAt(tr, int32(p.Offset)); n >= 0 {
				at = n
			}
		}
		if id, ok := f.newComment(commentText(&p)); ok {
			on[at] = append(on[at], id)
		}
	}
	changed := map[string][]byte{}
	if len(f.comments) > 0 {
		changed[strings.ToLower(c.T.Pkg.Main)] = commentOn(tr, on)
	}
	return f.pack(w, changed)
}

// commentText is what the comment says: the message and what to do.
func commentText(p *problem.Problem) string {
	s := "【" + p.Severity.String() + " " + p.ID + "】" + p.Message
	if p.Hint != "" {
		s += "\n" + p.Hint
	}
	return s
}

// paragraphAt returns the paragraph of the main text that holds an offset, -1 if Word would show no comment there.
func paragraphAt(tr *wml.Tree, off int32) int32 {
	found := int32(-1)
	for i := range tr.Nodes {
		n := &tr.Nodes[i]
		if n.Start > off {
			break
		}
		if n.Kind == wml.P && off < n.End && !n.SelfClosing() && tr.InBody(int32(i)) {
			found = int32(i)
		}
	}
	return found
}
