package docx

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Lint checks a template: what Compile refuses, and what is likely a mistake. With known fields it also finds names
// that the data will not have, lists used as text and the reverse, and fields that the template leaves out; an empty
// schema turns these checks off.
func Lint(template []byte, known Schema) []Problem {
	c, err := compile(template)
	if err != nil {
		var te *TemplateError
		if errors.As(err, &te) {
			return te.Problems
		}
		return []Problem{{ID: idPackage, Message: err.Error(), Offset: -1}}
	}
	l := &linter{c: c, known: known, used: map[string]bool{}}
	for _, p := range c.t.parts {
		for _, t := range p.tags {
			for _, check := range tagLints {
				check(l, t)
			}
		}
		for _, check := range partLints {
			check(l, p)
		}
	}
	l.unused()
	return c.t.inOrder(c.problems)
}

// A linter collects warnings beside the compiler's errors.
type linter struct {
	c     *compiler
	known Schema
	used  map[string]bool // top-level fields that some tag names
}

// tagLints look at one tag each, partLints at a whole part.
var (
	tagLints  = []func(*linter, *tag){lintName, lintFullWidth, lintEnter, lintHidden, lintFormatting, lintContents, lintLoopRow}
	partLints = []func(*linter, *part){lintDeleted, lintFields, lintElsewhere, lintSingleBraces}
)

func (l *linter) add(t *tag, sev Severity, e *tagError) {
	if len(l.c.problems) >= maxProblems {
		return
	}
	l.c.problems = append(l.c.problems, l.c.t.problem(t, sev, e))
}

// lintName checks the names in a tag against the known fields.
func lintName(l *linter, t *tag) {
	if len(l.known.Fields) == 0 || t.kind == tagClose || t.kind == tagRemark || t.kind == tagElse || t.kind == tagCounter {
		return
	}
	scopes, ok := l.known.scopesOf(t)
	if !ok {
		return // the section around it is unknown, and said so
	}
	check := func(p fieldPath) *Field {
		if len(p.names) == 1 && p.names[0] == "序号" && len(scopes) > 1 {
			return nil
		}
		f := findField(scopes, p)
		if f == nil {
			l.add(t, Error, &tagError{id: idUnknown, msg: "没有名为“" + p.raw + "”的字段", suggest: nearest(p.raw, visible(scopes)), hint: "改成已有的字段名。"})
			return nil
		}
		if len(p.names) > 0 {
			l.used[p.names[0]] = true
		}
		return f
	}
	if t.cond != nil {
		t.cond.paths(func(p fieldPath) { check(p) })
		return
	}
	f := check(t.path)
	if f == nil {
		return
	}
	l.kindOf(t, f)
}

// kindOf checks that a tag fits what the field holds.
func (l *linter) kindOf(t *tag, f *Field) {
	bad := func(what, hint string) {
		l.add(t, Error, &tagError{id: idKind, msg: "“" + t.path.raw + "”是" + what, hint: hint})
	}
	name := t.path.raw
	switch t.kind {
	case tagValue:
		switch f.Kind {
		case FieldList:
			bad("清单，不能当作文字写出来", "用 {{#"+name+"}} … {{/"+name+"}} 逐项写出。")
		case FieldObject:
			bad("一组字段，不能当作文字写出来", "写出其中的字段，例如 {{"+name+"."+firstField(f)+"}}。")
		case FieldPicture:
			bad("图片", "写成 {{图片 "+name+"}}。")
		case FieldChart:
			bad("图表", "写成 {{图表 "+name+"}}。")
		}
	case tagPicture:
		if f.Kind != FieldPicture && f.Kind != FieldText {
			bad("文字或数，不是图片", "去掉“图片”两个字。")
		}
	case tagChart:
		if f.Kind != FieldChart {
			bad("文字或数，不是图表", "去掉“图表”两个字。")
		}
	case tagLoop:
		if f.Kind == FieldNumber || f.Kind == FieldDate {
			l.add(t, Warning, &tagError{id: idKind, msg: "“" + name + "”是单个值，不是清单：内容最多出现一次", hint: "只要写出它，用 {{" + name + "}}。"})
		}
	}
}

func firstField(f *Field) string {
	if len(f.Fields) > 0 {
		return f.Fields[0].Name
	}
	return "名称"
}

// unused reports the top-level fields that no tag names.
func (l *linter) unused() {
	var names []string
	for _, f := range l.known.Fields {
		if !f.Alias && !l.used[normalName(f.Name)] {
			names = append(names, f.Name)
		}
	}
	if len(names) == 0 || len(l.c.problems) >= maxProblems {
		return
	}
	l.c.problems = append(l.c.problems, Problem{ID: idUnused, Severity: Hint, Offset: -1, Name: strings.Join(names, "、"),
		Message: fmt.Sprintf("模板没有用到 %d 个字段：%s", len(names), strings.Join(names, "、"))})
}

func lintFullWidth(l *linter, t *tag) {
	if t.fullWidth {
		l.add(t, Hint, &tagError{id: idFullWidth, msg: t.raw + " 用了全角花括号，能用，但建议写成半角 {{ }}"})
	}
}

func lintEnter(l *linter, t *tag) {
	if t.para != nil && len(t.para.nodes) > 1 && strings.Contains(t.raw, "\n") {
		l.add(t, Warning, &tagError{id: idEnter, msg: "“" + clip(t.raw, 30) + "”被回车断成两段，已经接上", hint: "把标签写在同一段里。"})
	}
}

// lintHidden finds tags in hidden text: what they print is hidden too.
func lintHidden(l *linter, t *tag) {
	tr := t.part.tree
	if t.altText >= 0 || t.kind.vanishes() || t.anchor() < 0 {
		return
	}
	run := t.para.pieces[t.anchor()].run
	if run < 0 {
		return
	}
	if rpr := tr.child(run, kRPr); rpr >= 0 {
		if v := tr.child(rpr, kVanish); v >= 0 && !off(tr.attr(v, "val")) {
			l.add(t, Warning, &tagError{id: idHidden, msg: t.raw + " 是隐藏文字，填进去的内容也看不见", hint: "去掉“隐藏文字”格式。"})
		}
	}
}

// off reports whether an on/off attribute is off (ECMA-376 part 1, 22.9.2.7).
func off(v string) bool { return v == "0" || v == "false" || v == "off" }

// lintFormatting finds names whose characters look different: only the first one's formatting counts.
func lintFormatting(l *linter, t *tag) {
	if t.kind.vanishes() || t.altText >= 0 || t.part.ref.kind == partProps {
		return
	}
	tr := t.part.tree
	first, started := "", false
	for i := max(t.para.pieceAt(t.name), 0); i < len(t.para.pieces) && int(t.para.pieces[i].from) < t.to; i++ {
		pc := &t.para.pieces[i]
		if !pc.isText || pc.run < 0 || int(pc.to) <= t.name || int(pc.from) >= t.to {
			continue
		}
		text := t.para.text[max(int(pc.from), t.name):min(int(pc.to), t.to)]
		if strings.TrimFunc(text, func(r rune) bool { return closeBrace(r) || blank(string(r)) }) == "" {
			continue
		}
		look := ""
		if rpr := tr.child(pc.run, kRPr); rpr >= 0 {
			look = visibleLook(tr.raw(rpr))
		}
		if started && look != first {
			l.add(t, Hint, &tagError{id: idTwoFormats, msg: t.raw + " 里的文字有两种格式，填写时按第一个字的格式", hint: "选中整个标签，统一格式。"})
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

// lintContents finds tags in a table of contents: Word writes that anew.
func lintContents(l *linter, t *tag) {
	if t.altText >= 0 || t.para == nil || len(t.para.nodes) == 0 {
		return
	}
	tr := t.part.tree
	ppr := tr.child(t.para.nodes[0], kPPr)
	if ppr < 0 {
		return
	}
	if s := tr.child(ppr, kPStyle); s >= 0 && strings.HasPrefix(strings.ToLower(tr.attr(s, "val")), "toc") {
		l.add(t, Warning, &tagError{id: idElsewhere, msg: t.raw + " 在目录里，更新目录时会被改掉", hint: "标签写在标题里，目录由 Word 更新。"})
	}
}

// lintLoopRow finds loops over rows with merged cells, which rarely come out as meant.
func lintLoopRow(l *linter, t *tag) {
	s := t.section
	if t.kind != tagLoop || s == nil || s.layout != layoutRows {
		return
	}
	tr := t.part.tree
	for i := sort.Search(len(tr.nodes), func(i int) bool { return tr.nodes[i].start >= s.start }); i < len(tr.nodes) && tr.nodes[i].start < s.end; i++ {
		n := &tr.nodes[i]
		if n.end <= s.end && (n.kind == kVMerge || n.kind == kGridSpan) {
			l.add(t, Hint, &tagError{id: idLoopMerged, msg: t.raw + " 重复的行里有合并单元格，每一份都照样合并", hint: "要把相同的内容合并，用“｜合并”。"})
			return
		}
	}
}

// partTag makes a tag that stands for a place in a part.
func (p *part) partTag(node int32, raw string) *tag {
	node = p.tree.ancestor(node, is(kP))
	t := &tag{part: p, raw: raw, altText: -1}
	if node >= 0 {
		t.para = &para{nodes: []int32{node}}
	}
	return t
}

// lintDeleted finds tags in deleted revisions.
func lintDeleted(l *linter, p *part) {
	tr := p.tree
	for i := range tr.nodes {
		n := &tr.nodes[i]
		if n.kind != kDelText && n.kind != kT {
			continue
		}
		if tr.ancestor(int32(i), func(k kind) bool { return k == kDel || k == kMoveFrom }) < 0 {
			continue
		}
		if text := decodeText(tr.content(int32(i))); strings.Contains(text, "{{") {
			l.add(p.partTag(int32(i), text), Warning, &tagError{id: idDeleted, msg: "“" + clip(text, 30) + "”在已删除的修订里，不会填写", hint: "接受或拒绝全部修订后再用作模板。"})
		}
	}
}

// lintFields finds tags in field codes.
func lintFields(l *linter, p *part) {
	tr := p.tree
	for i := range tr.nodes {
		if tr.nodes[i].kind != kInstrText {
			continue
		}
		if text := decodeText(tr.content(int32(i))); strings.Contains(text, "{{") {
			l.add(p.partTag(int32(i), text), Warning, &tagError{id: idField, msg: "“" + clip(text, 30) + "”写在域代码里，不会填写", hint: "把标签写在正文里。"})
		}
	}
}

// lintElsewhere finds tags in what is no text to Word's text: the words of WordArt, the alternative text of a picture.
func lintElsewhere(l *linter, p *part) {
	tr := p.tree
	for off := 0; p.ref.kind != partProps; {
		i := bytes.Index(tr.xml[off:], []byte("{{"))
		if i < 0 {
			return
		}
		off += i
		node := tr.nodeAt(int32(off))
		raw, _, _ := strings.Cut(clip(decodeText(tr.xml[off:min(len(tr.xml), off+200)]), 100), "}}")
		off += 2
		if node < 0 {
			continue
		}
		switch tr.nodes[node].kind {
		case kT, kAT, kMT, kDelText, kInstrText: // filled, or told of by another lint
			continue
		case kDocPr:
			if slices.ContainsFunc(p.tags, func(t *tag) bool { return t.altText == node }) {
				continue
			}
		}
		l.add(p.partTag(node, raw+"}}"), Warning, &tagError{id: idElsewhere, msg: "“" + raw + "}}”写在艺术字、替代文字这类地方，不会填写", hint: "把标签写在正文或文本框里。"})
	}
}

// nodeAt returns the innermost node around an offset, -1 if there is none.
func (t *tree) nodeAt(off int32) int32 {
	i := int32(sort.Search(len(t.nodes), func(i int) bool { return t.nodes[i].start > off }) - 1)
	for i >= 0 && t.nodes[i].end <= off {
		i = t.nodes[i].parent
	}
	return i
}

// lintSingleBraces finds {名称}: a tag with one brace too few.
func lintSingleBraces(l *linter, p *part) {
	tr := p.tree
	if p.ref.kind == partProps || !hasBrace(tr.xml) {
		return
	}
	for i := range tr.nodes {
		if tr.nodes[i].kind != kP {
			continue
		}
		pa := tr.paragraph(int32(i))
		rest := pa.text
		for {
			a := strings.IndexFunc(rest, openBrace)
			if a < 0 {
				break
			}
			_, size := utf8.DecodeRuneInString(rest[a:])
			rest = rest[a+size:]
			b := strings.IndexFunc(rest, func(r rune) bool { return openBrace(r) || closeBrace(r) })
			if b <= 0 {
				continue
			}
			r, size := utf8.DecodeRuneInString(rest[b:])
			inner, after := rest[:b], rest[b+size:]
			before := pa.text[:len(pa.text)-len(rest)]
			next, _ := utf8.DecodeRuneInString(after)
			if closeBrace(r) && !closeBrace(next) && !strings.HasSuffix(before, "{{") && l.looksLikeField(inner) {
				l.add(p.partTag(int32(i), "{"+inner+"}"), Warning, &tagError{id: idSingleBrace, msg: "“{" + inner + "}”只有一个花括号，不会填写", hint: "字段写成 {{" + inner + "}}。"})
			}
			rest = after
		}
	}
}

// looksLikeField reports whether a word in single braces is a known field or, without a schema, a Chinese name.
func (l *linter) looksLikeField(s string) bool {
	p, err := parsePath(s)
	if err != nil {
		return false
	}
	if len(l.known.Fields) > 0 {
		return followField(l.known.Fields, p.names) != nil
	}
	return utf8.RuneCountInString(s) <= 20 && strings.IndexFunc(s, func(r rune) bool { return r >= 0x4E00 && r <= 0x9FA5 }) >= 0
}
