package plan

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// Lint checks a template: what Compile refuses, and what is likely a mistake. With known fields it also finds names
// that the data will not have, lists used as text and the reverse, and fields that the template leaves out; an empty
// schema turns these checks off.
func Lint(template []byte, known lang.Schema) []problem.Problem {
	c, err := Analyse(template)
	if err != nil {
		var te *problem.TemplateError
		if errors.As(err, &te) {
			return te.Problems
		}
		return []problem.Problem{{ID: problem.Package, Message: err.Error(), Offset: -1}}
	}
	l := &linter{c: c, known: known, used: map[string]bool{}}
	for _, p := range c.T.Parts {
		for _, t := range p.all() {
			for _, check := range tagLints {
				check(l, t)
			}
		}
		for _, check := range partLints {
			check(l, p)
		}
	}
	l.unused()
	return c.T.InOrder(c.Problems)
}

// A linter collects warnings beside the compiler's errors.
type linter struct {
	c     *Compiler
	known lang.Schema
	used  map[string]bool // top-level fields that some tag names
}

// tagLints look at one tag each, partLints at a whole part.
var (
	tagLints  = []func(*linter, *Tag){lintName, lintFullWidth, lintEnter, lintHidden, lintFormatting, lintLoopRow}
	partLints = []func(*linter, *Part){lintDeleted, lintFields, lintElsewhere, lintSingleBraces}
)

func (l *linter) add(t *Tag, sev problem.Severity, e *problem.Fault) {
	if len(l.c.Problems) >= MaxProblems {
		return
	}
	l.c.Problems = append(l.c.Problems, l.c.T.Problem(t, sev, e))
}

// lintName checks the names in a tag against the known fields.
func lintName(l *linter, t *Tag) {
	if len(l.known.Fields) == 0 || t.Kind == lang.TagClose || t.Kind == lang.TagRemark || t.Kind == lang.TagElse || t.Kind == lang.TagCounter {
		return
	}
	scopes, ok := scopesOf(l.known, t)
	if !ok {
		return // the section around it is unknown, and said so
	}
	check := func(p lang.Path) *lang.Field {
		if len(p.Names) == 1 && p.Names[0] == "序号" && len(scopes) > 1 {
			return nil
		}
		f := lang.FindField(scopes, p)
		if f == nil {
			l.add(t, problem.Error, &problem.Fault{ID: problem.Unknown, Msg: "没有名为“" + p.Raw + "”的字段", Suggest: lang.Nearest(p.Raw, lang.Visible(scopes)), Hint: "改成已有的字段名。"})
			return nil
		}
		if len(p.Names) > 0 {
			l.used[p.Names[0]] = true
		}
		return f
	}
	if t.Cond != nil {
		t.Cond.Paths(func(p lang.Path) { check(p) })
		return
	}
	f := check(t.Path)
	if f == nil {
		return
	}
	l.kindOf(t, f)
}

// kindOf checks that a tag fits what the field holds.
func (l *linter) kindOf(t *Tag, f *lang.Field) {
	bad := func(what, hint string) {
		l.add(t, problem.Error, &problem.Fault{ID: problem.Kind, Msg: "“" + t.Path.Raw + "”是" + what, Hint: hint})
	}
	name := t.Path.Raw
	switch t.Kind {
	case lang.TagValue:
		switch f.Kind {
		case lang.FieldList:
			bad("清单，不能当作文字写出来", "用 {{#"+name+"}} … {{/"+name+"}} 逐项写出。")
		case lang.FieldObject:
			bad("一组字段，不能当作文字写出来", "写出其中的字段，例如 {{"+name+"."+firstField(f)+"}}。")
		case lang.FieldPicture:
			bad("图片", "写成 {{图片 "+name+"}}。")
		case lang.FieldChart:
			bad("图表", "写成 {{图表 "+name+"}}。")
		}
	case lang.TagPicture:
		if f.Kind != lang.FieldPicture && f.Kind != lang.FieldText {
			bad("文字或数，不是图片", "去掉“图片”两个字。")
		}
	case lang.TagChart:
		if f.Kind != lang.FieldChart {
			bad("文字或数，不是图表", "去掉“图表”两个字。")
		}
	case lang.TagLoop:
		if f.Kind == lang.FieldNumber || f.Kind == lang.FieldDate {
			l.add(t, problem.Warning, &problem.Fault{ID: problem.Kind, Msg: "“" + name + "”是单个值，不是清单：内容最多出现一次", Hint: "只要写出它，用 {{" + name + "}}。"})
		}
	}
}

func firstField(f *lang.Field) string {
	if len(f.Fields) > 0 {
		return f.Fields[0].Name
	}
	return "名称"
}

// unused reports the top-level fields that no tag names.
func (l *linter) unused() {
	var names []string
	for _, f := range l.known.Fields {
		if !f.Alias && !l.used[lang.NormalName(f.Name)] {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 || len(l.c.Problems) >= MaxProblems {
		return
	}
	l.c.Problems = append(l.c.Problems, problem.Problem{ID: problem.Unused, Severity: problem.Hint, Offset: -1, Name: strings.Join(names, "、"),
		Message: fmt.Sprintf("模板没有用到 %d 个字段：%s", len(names), strings.Join(names, "、"))})
}

func lintFullWidth(l *linter, t *Tag) {
	if t.fullWidth {
		l.add(t, problem.Hint, &problem.Fault{ID: problem.FullWidth, Msg: t.Raw + " 用了全角花括号，能用，但建议写成半角 {{ }}"})
	}
}

func lintEnter(l *linter, t *Tag) {
	if t.para != nil && len(t.para.Nodes) > 1 && strings.Contains(t.Raw, "\n") {
		l.add(t, problem.Warning, &problem.Fault{ID: problem.Enter, Msg: "“" + wml.Clip(t.Raw, 30) + "”被回车断成两段，已经接上", Hint: "把标签写在同一段里。"})
	}
}

// lintHidden finds tags in hidden text: what they print is hidden too.
func lintHidden(l *linter, t *Tag) {
	tr := t.Part.Tree
	if t.altText >= 0 || t.Kind.Vanishes() || t.anchor() < 0 {
		return
	}
	run := t.para.Pieces[t.anchor()].Run
	if run < 0 {
		return
	}
	if rpr := tr.Child(run, wml.RPr); rpr >= 0 {
		if v := tr.Child(rpr, wml.Vanish); v >= 0 && !wml.Off(tr.Attr(v, "val")) {
			l.add(t, problem.Warning, &problem.Fault{ID: problem.Hidden, Msg: t.Raw + " 是隐藏文字，填进去的内容也看不见", Hint: "去掉“隐藏文字”格式。"})
		}
	}
}

// lintFormatting finds names whose characters look different: only the first one's formatting counts.
func lintFormatting(l *linter, t *Tag) {
	if t.Kind.Vanishes() || t.altText >= 0 || t.Part.Ref.Kind == opc.PartProps {
		return
	}
	tr := t.Part.Tree
	first, started := "", false
	for i := max(t.para.PieceAt(t.name), 0); i < len(t.para.Pieces) && int(t.para.Pieces[i].From) < t.to; i++ {
		pc := &t.para.Pieces[i]
		if !pc.IsText || pc.Run < 0 || int(pc.To) <= t.name || int(pc.From) >= t.to {
			continue
		}
		text := t.para.Text[max(int(pc.From), t.name):min(int(pc.To), t.to)]
		if strings.TrimFunc(text, func(r rune) bool { return wml.CloseBrace(r) || wml.Blank(string(r)) }) == "" {
			continue
		}
		look := ""
		if rpr := tr.Child(pc.Run, wml.RPr); rpr >= 0 {
			look = visibleLook(tr.Raw(rpr))
		}
		if started && look != first {
			l.add(t, problem.Hint, &problem.Fault{ID: problem.TwoFormats, Msg: t.Raw + " 里的文字有两种格式，填写时按第一个字的格式", Hint: "选中整个标签，统一格式。"})
			return
		}
		first, started = look, true
	}
}

// looks are the run properties one sees; fonts are not among them, since WPS splits braces and names by font.
var looks = []string{"b", "i", "u", "strike", "dstrike", "color", "sz", "highlight", "shd", "vertAlign"}

// visibleLook returns the properties one sees, as written.
func visibleLook(rpr []byte) string {
	var b strings.Builder
	for _, name := range looks {
		for _, end := range []string{" ", "/"} {
			if i := bytes.Index(rpr, []byte(":"+name+end)); i >= 0 {
				if j := bytes.IndexByte(rpr[i:], '>'); j >= 0 {
					b.Write(rpr[i : i+j])
				}
			}
		}
	}
	return b.String()
}

// lintLoopRow finds loops over rows with merged cells, which rarely come out as meant.
func lintLoopRow(l *linter, t *Tag) {
	s := t.section
	if t.Kind != lang.TagLoop || s == nil || s.layout != layoutRows {
		return
	}
	tr := t.Part.Tree
	for i := sort.Search(len(tr.Nodes), func(i int) bool { return tr.Nodes[i].Start >= s.start }); i < len(tr.Nodes) && tr.Nodes[i].Start < s.end; i++ {
		n := &tr.Nodes[i]
		if n.End <= s.end && (n.Kind == wml.VMerge || n.Kind == wml.GridSpan) {
			l.add(t, problem.Hint, &problem.Fault{ID: problem.LoopMerged, Msg: t.Raw + " 重复的行里有合并单元格，每一份都照样合并", Hint: "要把相同的内容合并，用“｜合并”。"})
			return
		}
	}
}

// partTag makes a tag that stands for a place in a part.
func (p *Part) partTag(node int32, raw string) *Tag {
	node = p.Tree.Ancestor(node, wml.Is(wml.P))
	t := &Tag{Part: p, Raw: raw, altText: -1}
	if node >= 0 {
		t.para = &Para{Para: &wml.Para{Nodes: []int32{node}}}
	}
	return t
}

// lintDeleted finds tags in deleted revisions.
func lintDeleted(l *linter, p *Part) {
	tr := p.Tree
	for i := range tr.Nodes {
		n := &tr.Nodes[i]
		if n.Kind != wml.DelText && n.Kind != wml.T {
			continue
		}
		if tr.Ancestor(int32(i), func(k wml.Kind) bool { return k == wml.Del || k == wml.MoveFrom }) < 0 {
			continue
		}
		if text := wml.DecodeText(tr.Content(int32(i))); strings.Contains(text, "{{") {
			l.add(p.partTag(int32(i), text), problem.Warning, &problem.Fault{ID: problem.Deleted, Msg: "“" + wml.Clip(text, 30) + "”在已删除的修订里，不会填写", Hint: "接受或拒绝全部修订后再用作模板。"})
		}
	}
}

// lintFields finds tags in field codes.
func lintFields(l *linter, p *Part) {
	tr := p.Tree
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind != wml.InstrText {
			continue
		}
		if text := wml.DecodeText(tr.Content(int32(i))); strings.Contains(text, "{{") {
			l.add(p.partTag(int32(i), text), problem.Warning, &problem.Fault{ID: problem.Field, Msg: "“" + wml.Clip(text, 30) + "”写在域代码里，不会填写", Hint: "把标签写在正文里。"})
		}
	}
}

// lintElsewhere finds tags in what is no text to Word's text: the words of WordArt, the alternative text of a picture.
func lintElsewhere(l *linter, p *Part) {
	tr := p.Tree
	for off := 0; p.Ref.Kind != opc.PartProps; {
		i := bytes.Index(tr.XML[off:], []byte("{{"))
		if i < 0 {
			return
		}
		off += i
		node := tr.NodeAt(int32(off))
		raw, _, _ := strings.Cut(wml.Clip(wml.DecodeText(tr.XML[off:min(len(tr.XML), off+200)]), 100), "}}")
		off += 2
		if node < 0 {
			continue
		}
		switch tr.Nodes[node].Kind {
		case wml.T, wml.AT, wml.MT, wml.DelText, wml.InstrText: // filled, or told of by another lint
			continue
		case wml.DocPr:
			if slices.ContainsFunc(p.Tags, func(t *Tag) bool { return t.altText == node }) {
				continue
			}
		}
		if slices.ContainsFunc(p.attrs, func(a [2]int32) bool { return int32(off) >= a[0] && int32(off) < a[1] }) {
			continue
		}
		l.add(p.partTag(node, raw+"}}"), problem.Warning, &problem.Fault{ID: problem.Elsewhere, Msg: "“" + raw + "}}”写在艺术字、替代文字这类地方，不会填写", Hint: "把标签写在正文或文本框里。"})
	}
}

// lintSingleBraces finds {名称}: a tag with one brace too few.
func lintSingleBraces(l *linter, p *Part) {
	tr := p.Tree
	if p.Ref.Kind == opc.PartProps || !wml.HasBrace(tr.XML) {
		return
	}
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind != wml.P {
			continue
		}
		pa := tr.Paragraph(int32(i))
		rest := pa.Text
		for {
			a := strings.IndexFunc(rest, wml.OpenBrace)
			if a < 0 {
				break
			}
			_, size := utf8.DecodeRuneInString(rest[a:])
			rest = rest[a+size:]
			b := strings.IndexFunc(rest, func(r rune) bool { return wml.OpenBrace(r) || wml.CloseBrace(r) })
			if b <= 0 {
				continue
			}
			r, size := utf8.DecodeRuneInString(rest[b:])
			inner, after := rest[:b], rest[b+size:]
			before := pa.Text[:len(pa.Text)-len(rest)]
			next, _ := utf8.DecodeRuneInString(after)
			if wml.CloseBrace(r) && !wml.CloseBrace(next) && !strings.HasSuffix(before, "{{") && l.looksLikeField(inner) {
				l.add(p.partTag(int32(i), "{"+inner+"}"), problem.Warning, &problem.Fault{ID: problem.SingleBrace, Msg: "“{" + inner + "}”只有一个花括号，不会填写", Hint: "字段写成 {{" + inner + "}}。"})
			}
			rest = after
		}
	}
}

// looksLikeField reports whether a word in single braces is a known field or, without a schema, a Chinese name.
func (l *linter) looksLikeField(s string) bool {
	p, err := lang.ParsePath(s)
	if err != nil {
		return false
	}
	if len(l.known.Fields) > 0 {
		return lang.FollowField(l.known.Fields, p.Names) != nil
	}
	return utf8.RuneCountInString(s) <= 20 && strings.IndexFunc(s, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FA5 }) >= 0
}
