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
		return []problem.Problem{{ID: problem.Package, Code: problem.CodeOf(problem.Package), Message: err.Error(), Offset: -1}}
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
	l.lintBound()
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
	tagLints  = []func(*linter, *Tag){lintLineBreaks, lintName, lintFullWidth, lintEnter, lintHidden, lintFormatting, lintLoopRow}
	partLints = []func(*linter, *Part){lintMerge, lintRuby, lintDeleted, lintFields, lintElsewhere, lintSingleBraces}
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
		return // what the section around it holds is not known, or said to be unknown
	}
	if t.Cond != nil {
		t.Cond.Paths(func(p lang.Path) { l.find(t, p, scopes) })
		return
	}
	f, through := l.find(t, t.Path, scopes)
	switch {
	case f == nil:
	case through != "" && t.Kind != lang.TagPicture && lang.OverList(t.Formats) < 0:
		l.add(t, problem.Error, problem.ThroughList(t.Path.Raw, through))
	default:
		l.kindOf(t, f)
	}
	if t.Kind == lang.TagLoop && f != nil && f.Kind == lang.FieldList && len(scopes) > 1 && lang.FollowField(scopes[0].Fields, t.Path.Names) == nil && t.Path.Up == 0 && len(t.Path.Names) > 0 {
		l.add(t, problem.Warning, &problem.Fault{ID: problem.OuterList, Msg: t.Raw + " 写在另一个循环里，但那里的每一项没有“" + t.Path.Raw + "”，每一项里都会把外面的整个清单重复一遍",
			Hint: "要的是每一项自己的，就写那一项里的清单名；确实要外面的，写成 {{#上级." + t.Path.Raw + "}}。"})
	}
}

// find looks a name up among the known fields, and reports it when nothing knows it. through is the list on the way.
func (l *linter) find(t *Tag, p lang.Path, scopes []lang.SchemaScope) (f *lang.Field, through string) {
	if len(p.Names) == 1 && lang.LoopWord(p.Names[0]) && inLoop(t) {
		return nil, ""
	}
	f, through = lang.FindThrough(scopes, p)
	if f == nil {
		e := &problem.Fault{ID: problem.Unknown, Msg: "没有名为“" + p.Raw + "”的字段", Suggest: lang.Nearest(p.Raw, lang.Visible(scopes)), Hint: "改成已有的字段名。"}
		if t.Cond.Word(p) {
			e.Hint = "“" + p.Raw + "”要是文字，就加引号，写成 " + t.Cond.Quoted(p) + "；要是字段，改成已有的字段名。"
		}
		l.add(t, problem.Error, e)
		return nil, ""
	}
	if len(p.Names) > 0 {
		l.used[p.Names[0]] = true
	}
	return f, through
}

// inLoop reports whether a tag stands in a loop.
func inLoop(t *Tag) bool {
	for _, s := range t.around() {
		if s.Open.Kind == lang.TagLoop {
			return true
		}
	}
	return false
}

// kindOf checks that a tag fits what the field holds.
func (l *linter) kindOf(t *Tag, f *lang.Field) {
	bad := func(what, hint string) {
		l.add(t, problem.Error, &problem.Fault{ID: problem.Kind, Msg: "“" + t.Path.Raw + "”是" + what, Hint: hint})
	}
	name := t.Path.Raw
	if f.Kind == lang.FieldAny || len(t.Path.Names) == 0 && t.Kind == lang.TagLoop {
		return
	}
	if k := lang.OverList(t.Formats); k >= 0 {
		if t.Kind == lang.TagValue && f.Kind != lang.FieldList && l.direct(t) {
			bad("单个值，不是清单", "去掉“"+t.Formats[k].String()+"”。")
		}
		return
	}
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

// direct reports whether the name of a tag leads to its field through no list.
func (l *linter) direct(t *Tag) bool {
	scopes, _ := scopesOf(l.known, t)
	_, through := lang.FindThrough(scopes, t.Path)
	return through == ""
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
	l.c.Problems = append(l.c.Problems, problem.Problem{ID: problem.Unused, Code: problem.CodeOf(problem.Unused), Severity: problem.Hint, Offset: -1, Name: strings.Join(names, "、"),
		Message: fmt.Sprintf("模板没有用到 %d 个字段：%s", len(names), shortList(names))})
}

// shortList names the first few of many.
func shortList(names []string) string {
	const few = 6
	if len(names) <= few+2 {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:few], "、") + " 等"
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
