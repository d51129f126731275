package plan

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// maxTags bounds the tags of a part; a form of many pages has some hundreds.
const maxTags = 50_000

// analyse finds a part's tags, pairs them and lays the sections out.
func (c *Compiler) analyse(p *Part) {
	if p.Ref.Kind != opc.PartProps {
		c.links(p)
	}
	if !wml.HasBrace(p.Tree.XML) {
		return
	}
	if p.Ref.Kind == opc.PartProps {
		c.propertyTags(p)
		return
	}
	p.paras = map[int32]*Para{}
	texts := wml.Healed(p.Tree, p.outsideContents(p.Tree.Paragraphs()))
	paras := make([]Para, len(texts))
	for i, text := range texts {
		pa := &paras[i]
		pa.Para = text
		c.paragraphTags(p, pa)
		for _, n := range pa.Nodes {
			if len(pa.tags) > 0 {
				p.paras[n] = pa
			}
		}
	}
	c.altTextTags(p)
	c.attrTags(p)
	p.sortTags()
	if len(p.Tags) > maxTags {
		c.add(p.Tags[maxTags], &problem.Fault{ID: problem.Limit, Msg: "模板里有 " + strconv.Itoa(len(p.Tags)) + " 个标签，超过上限 " + strconv.Itoa(maxTags) + " 个", Hint: "重复的内容用循环写。"})
		p.Tags = p.Tags[:maxTags]
		return
	}
	c.pair(p)
	if c.tooDeep {
		return
	}
	p.adopt()
	p.inNotes()
	for _, s := range p.sections {
		if s.close != nil && !slices.ContainsFunc(s.tags(), func(t *Tag) bool { return t.Astray }) {
			c.lay(s)
		}
	}
	for _, t := range p.Tags {
		c.checkUse(t)
	}
}

// paragraphTags parses the tags of one paragraph.
func (c *Compiler) paragraphTags(p *Part, pa *Para) {
	for i, sp := range pa.Spans {
		raw := pa.Text[sp.From:sp.To]
		t := &Tag{Part: p, para: pa, from: sp.From, to: sp.To, Raw: raw, fullWidth: sp.Full, altText: -1}
		if sp.State != 't' {
			c.add(t, brokenTag(t, pa, i))
			continue
		}
		inner, off := innerText(raw)
		says, err := lang.Parse(inner, c.T.Opts.Formats)
		if err != nil {
			err.Msg = "“" + wml.Clip(raw, 40) + "”" + join(err.Msg)
			c.add(t, err)
			continue
		}
		t.Tag = says
		t.name = sp.From + off + firstOfName(inner)
		t.Ord = len(p.Tags)
		p.Tags = append(p.Tags, t)
		pa.tags = append(pa.tags, t)
		c.checkPlace(t)
		if pa.Attr && t.Kind != lang.TagValue && t.Kind != lang.TagRemark && t.Kind != lang.TagCounter {
			c.add(t, &problem.Fault{ID: problem.Position, Msg: t.Raw + " 不能写在艺术字或替代文字里", Hint: "这里只能写字段名；循环和条件写在正文里。"})
		}
		if pa.Formula && t.Kind != lang.TagValue && t.Kind != lang.TagRemark && t.Kind != lang.TagCounter {
			c.add(t, &problem.Fault{ID: problem.Position, Msg: t.Raw + " 不能写在公式里", Hint: "公式里只能写字段名；循环和条件写在公式外面。"})
		}
	}
}

// brokenTag says what is wrong with the brace without its partner in the i-th span, and gives loc the text to show.
func brokenTag(loc *Tag, pa *Para, i int) *problem.Fault {
	sp := pa.Spans[i]
	if sp.State == 'u' {
		if i+1 < len(pa.Spans) && pa.Spans[i+1].From == sp.To && len(strings.TrimFunc(loc.Raw, wml.OpenBrace)) == 0 {
			loc.Raw = wml.Clip(pa.Text[sp.From:pa.Spans[i+1].To], 40)
			return &problem.Fault{ID: problem.UnclosedTag, Msg: "“" + loc.Raw + "”的 {{ 写了两遍", Hint: "每个标签前面只写一个 {{，后面只写一个 }}。"}
		}
		loc.Raw = wml.Clip(loc.Raw, 24)
		return &problem.Fault{ID: problem.UnclosedTag, Msg: "“" + loc.Raw + "”没有写完，缺少 }}", Hint: "在字段名后面补上 }}；一个标签不能分在两段里。"}
	}
	from := 0
	if i > 0 {
		from = pa.Spans[i-1].To
		if pa.Spans[i-1].State == 't' && from == sp.From {
			loc.from = pa.Spans[i-1].From
			loc.Raw = wml.Clip(pa.Text[loc.from:sp.To], 40)
			return &problem.Fault{ID: problem.StrayClose, Msg: "“" + loc.Raw + "”的 }} 写了两遍", Hint: "每个标签前面只写一个 {{，后面只写一个 }}。"}
		}
	}
	word := []rune(pa.Text[from:sp.From])
	n := len(word)
	for n > 0 && len(word)-n < 12 && !wml.Blank(string(word[n-1])) && word[n-1] != wml.ObjectChar {
		n--
	}
	loc.from -= len(string(word[n:]))
	loc.Raw = pa.Text[loc.from:sp.To]
	return &problem.Fault{ID: problem.StrayClose, Msg: "“" + loc.Raw + "”多出一个 }}，前面没有 {{", Hint: "补上 {{，或删去多余的 }}。"}
}

// join puts a comma between a quoted tag and what is said of it.
func join(s string) string { return "：" + s }

// innerText strips the braces; off is where the rest begins.
func innerText(raw string) (inner string, off int) {
	n := 0
	for i, r := range raw {
		if wml.OpenBrace(r) {
			if n++; n == 2 {
				off = i + len(string(r))
				break
			}
		}
	}
	end, n := len(raw), 0
	for n < 2 {
		r, size := utf8.DecodeLastRuneInString(raw[:end])
		if wml.CloseBrace(r) {
			n++
		}
		end -= size
	}
	return raw[off:end], off
}

// firstOfName returns the offset of the first character of the name: signs, blanks and keywords do not count.
func firstOfName(inner string) int {
	for i, r := range inner {
		if wml.Blank(string(r)) || r == wml.ObjectChar || strings.ContainsRune("#^/!＃＾／！", r) {
			continue
		}
		return i
	}
	return 0
}

// checkUse refuses tags that make sense only inside a loop.
func (c *Compiler) checkUse(t *Tag) {
	if t.Part.Ref.Kind == opc.PartProps {
		return
	}
	loop := t.section
	for loop != nil && loop.Open.Kind != lang.TagLoop {
		loop = loop.parent
	}
	if t.Kind == lang.TagCounter && loop == nil {
		c.add(t, &problem.Fault{ID: problem.Outside, Msg: t.Raw + " 只能用在循环里", Hint: "它给循环的每一项编号。"})
	}
	if t.Merge == lang.MergeNone {
		return
	}
	tc := t.Part.Tree.Ancestor(t.Node(), wml.Is(wml.Tc))
	if loop == nil || tc < 0 || t.Part.Tree.Nodes[tc].Parent < 0 {
		c.add(t, &problem.Fault{ID: problem.Merge, Msg: t.Raw + "：“合并”只能用在表格的行循环里", Hint: "去掉“｜合并”，或把它放进重复的表格行。"})
	}
}

// sortTags brings the tags to document order, which those of formulas and pictures are not in as they are found.
func (p *Part) sortTags() {
	byNode := func(x, y *Tag) int { return int(x.Node() - y.Node()) }
	if slices.IsSortedFunc(p.Tags, byNode) {
		return
	}
	slices.SortStableFunc(p.Tags, byNode)
	for i, t := range p.Tags {
		t.Ord = i
	}
}

// propertyTags finds tags in document properties (title, subject, …): values only.
func (c *Compiler) propertyTags(p *Part) {
	for _, text := range propertyTexts(p.Tree) {
		pa := &Para{Para: text}
		from := len(p.Tags)
		c.paragraphTags(p, pa)
		for _, t := range p.Tags[from:] {
			if t.Kind != lang.TagValue && t.Kind != lang.TagRemark {
				c.add(t, &problem.Fault{ID: problem.Position, Msg: t.Raw + " 不能写在文档属性里", Hint: "文档属性里只能写字段名。"})
			}
		}
	}
}

// altTextTags finds tags in the alternative text of pictures: {{图片 x}} there makes the picture a placeholder.
func (c *Compiler) altTextTags(p *Part) {
	tr := p.Tree
	for i := range tr.Nodes {
		if tr.Nodes[i].Kind != wml.DocPr {
			continue
		}
		for _, a := range []string{"descr", "title"} {
			v := tr.Attr(int32(i), a)
			for _, sp := range wml.FindSpans(v) {
				if sp.State != 't' {
					continue
				}
				inner, _ := innerText(v[sp.From:sp.To])
				says, err := lang.Parse(inner, c.T.Opts.Formats)
				if err != nil || says.Kind != lang.TagPicture {
					continue
				}
				t := &Tag{Tag: says, Part: p, Raw: v[sp.From:sp.To], altText: int32(i), Ord: len(p.Tags)}
				if d := tr.Ancestor(int32(i), wml.Is(wml.Drawing)); d < 0 || blipOf(tr, d) < 0 {
					c.add(t, &problem.Fault{ID: problem.Picture, Msg: t.Raw + " 写在替代文字里，但那里没有图片", Hint: "先插入一张图片占位，再在它的“替代文字”里写标签。"})
					continue
				}
				p.Tags = append(p.Tags, t)
			}
		}
	}
}

// attrTexts are the attributes that show as text: the words of WordArt and of a watermark, the alternative text of
// pictures and shapes.
var attrTexts = map[wml.Kind][]string{wml.TextPath: {"string"}, wml.DocPr: {"descr", "title"}, wml.VShape: {"alt"}}

// attrTags finds the tags in attributes.
func (c *Compiler) attrTags(p *Part) {
	for i := range p.Tree.Nodes {
		names := attrTexts[p.Tree.Nodes[i].Kind]
		if names == nil || slices.ContainsFunc(p.Tags, func(t *Tag) bool { return t.altText == int32(i) }) {
			continue
		}
		for _, a := range names {
			if text := p.Tree.AttrPara(int32(i), a); text != nil && !slices.ContainsFunc(text.Spans, func(s wml.Span) bool { return s.State != 't' }) {
				c.paragraphTags(p, &Para{Para: text})
				p.attrs = append(p.attrs, [2]int32{text.Pieces[0].At, text.Pieces[0].End})
			}
		}
	}
}

// blipOf returns the a:blip below a node, -1 without one.
func blipOf(tr *wml.Tree, i int32) int32 {
	for j := i + 1; j < tr.Nodes[i].Next; j++ {
		if tr.Nodes[j].Kind == wml.Blip {
			return j
		}
	}
	return -1
}

// propertyTexts returns the texts of a document properties part: every element that holds nothing but text.
func propertyTexts(tr *wml.Tree) []*wml.Para {
	var out []*wml.Para
	xml := tr.XML
	for i := 0; i < len(xml); {
		open := bytes.IndexByte(xml[i:], '>')
		if open < 0 {
			break
		}
		from := i + open + 1
		next := bytes.IndexByte(xml[from:], '<')
		if next < 0 {
			break
		}
		to := from + next
		if wml.HasBrace(xml[from:to]) && bytes.HasPrefix(xml[to:], []byte("</")) {
			node := int32(len(tr.Nodes))
			tr.Nodes = append(tr.Nodes, textNode(from, to))
			s := wml.DecodeText(xml[from:to])
			out = append(out, &wml.Para{Text: s, Spans: wml.FindSpans(s), Pieces: []wml.Piece{{Node: node, Run: -1, To: int32(len(s)), IsText: true, Encoded: len(s) != to-from}}})
		}
		i = to
	}
	return out
}

// textNode makes a node of a stretch of text.
func textNode(from, to int) wml.Node {
	return wml.Node{Kind: wml.T, Parent: -1, Start: int32(from), Open: int32(from), Close: int32(to), End: int32(to)}
}
