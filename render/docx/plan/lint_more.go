package plan

import (
	"bytes"
	"strings"

	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// lintLineBreaks finds loops whose tags stand on lines of their own made by Shift+Enter: the lines of the tags stay.
func lintLineBreaks(l *linter, t *Tag) {
	s := t.section
	if !t.Kind.Opens() || s == nil || s.layout != layoutInline || s.close == nil {
		return
	}
	text := t.para.Text
	after, before := strings.TrimLeft(text[t.to:s.close.from], " "), strings.TrimRight(text[t.to:s.close.from], " ")
	if strings.HasPrefix(after, "\n") && strings.HasSuffix(before, "\n") && len(after) > 1 {
		l.add(t, problem.Hint, &problem.Fault{ID: problem.LineBreaks, Msg: t.Raw + " 和结尾的标签各占一行，但换行用的是 Shift+Enter（手动换行），标签所在的行会变成空行",
			Hint: "改用 Enter 分段：标签独占一段时，那一段会去掉。"})
	}
}

// lintMerge finds the fields of Word's mail merge, which nobody fills here.
func lintMerge(l *linter, p *Part) {
	for i := range p.fields {
		f := &p.fields[i]
		if f.Name() != "MERGEFIELD" {
			continue
		}
		words := strings.Fields(f.Code)
		name := "字段名"
		if len(words) > 1 {
			name = strings.Trim(words[1], "\"")
		}
		l.add(p.partTag(f.Node, "MERGEFIELD "+name), problem.Warning, &problem.Fault{ID: problem.Elsewhere, Msg: "邮件合并域“" + name + "”不会填写", Hint: "删去这个域，改写成 {{" + name + "}}。"})
	}
}

// lintRuby finds tags with a phonetic guide over them.
func lintRuby(l *linter, p *Part) {
	for i := range p.Tree.Nodes {
		n := &p.Tree.Nodes[i]
		if n.Kind != wml.Ruby {
			continue
		}
		para := p.Tree.Ancestor(int32(i), wml.Is(wml.P))
		inTag := bytes.Contains(p.Tree.Raw(int32(i)), []byte("{{"))
		if pa := p.paras[para]; pa != nil {
			for _, t := range pa.tags {
				inTag = inTag || strings.ContainsRune(t.Raw, wml.ObjectChar)
			}
		}
		if inTag {
			l.add(p.partTag(int32(i), "拼音指南"), problem.Warning, &problem.Fault{ID: problem.Elsewhere, Msg: "标签上加了拼音指南，不会填写", Hint: "选中标签，在“拼音指南”里点“全部删除”。"})
			return
		}
	}
}

// lintBound finds tags in the data that content controls are bound to: Word shows that data and not the text.
func (l *linter) lintBound() {
	for i := range l.c.T.Pkg.Entries {
		e := &l.c.T.Pkg.Entries[i]
		if !strings.HasPrefix(strings.ToLower(e.Name), "customxml/item") || strings.Contains(e.Name, "Props") {
			continue
		}
		if data, err := l.c.T.Pkg.Read(e); err == nil && bytes.Contains(data, []byte("{{")) && len(l.c.Problems) < MaxProblems {
			l.c.Problems = append(l.c.Problems, problem.Problem{ID: problem.Elsewhere, Code: problem.CodeOf(problem.Elsewhere), Severity: problem.Warning, Part: e.Name, Place: e.Name, Offset: -1,
				Message: e.Name + "：内容控件绑定的数据里有标签，不会填写", Hint: "把标签写在内容控件的文字里；填写时会解除绑定。"})
		}
	}
}
