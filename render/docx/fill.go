package docx

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A MissingPolicy says what becomes of a tag whose field the data does not have.
type MissingPolicy int

const (
	MissingError MissingPolicy = iota // an error, all at once, and nothing is written
	MissingEmpty                      // no text
	MissingKeep                       // the tag stays as it is
)

// A FillOption changes how Fill writes.
type FillOption func(*fillOptions)

type fillOptions struct {
	application string // for docProps/app.xml; empty leaves it as it is
	missing     MissingPolicy
	dropControl bool
	author      string
	date        time.Time
	maxComments int
	pictures    func(name string) (Picture, error)
}

// Missing sets what becomes of tags whose field is missing. The default is MissingError.
func Missing(p MissingPolicy) FillOption { return func(o *fillOptions) { o.missing = p } }

// DropControlCharacters leaves out characters that XML cannot hold. Without it they are an error, ZP-T041.
func DropControlCharacters() FillOption { return func(o *fillOptions) { o.dropControl = true } }

// CommentsBy sets the author and date of the comments written. Without a date they have none, which keeps the
// output the same from day to day.
func CommentsBy(author string, date time.Time) FillOption {
	return func(o *fillOptions) { o.author, o.date = author, date }
}

// MaxComments bounds how many comments are written; what is over the bound is left out. The default is 300; Word
// itself opens no document with more than 32,767 ([MS-OI29500] 2.1.315).
func MaxComments(n int) FillOption {
	return func(o *fillOptions) { o.maxComments = min(max(n, 0), 30000) }
}

// Pictures lets a {{图片 x}} whose value is a string name a file: open returns its content. Without it only Picture
// values are placed.
func Pictures(open func(name string) (Picture, error)) FillOption {
	return func(o *fillOptions) { o.pictures = open }
}

const (
	maxOutput = 512 << 20 // bytes of one part
	maxSteps  = 5_000_000 // items and sections evaluated; a report of 10,000 rows takes about 100,000
)

// Fill writes the template filled with data. Data is a map[string]any of strings, numbers, bools, times, lists and
// maps, of Marked, Picture and Chart values, or anything with a Lookup or String method. On any problem nothing is
// written and the error is a *TemplateError with all of them. Equal templates, data and options give equal bytes.
//
// Comments of Marked values that stand where Word has no comments (headers, footers, notes, text boxes) are gathered
// in one comment on the first paragraph of the body.
func (t *Template) Fill(w io.Writer, data any, opts ...FillOption) error {
	f := newFiller(t, opts)
	defer f.release()
	done := f.parts(data)
	if len(f.problems) > 0 {
		return &TemplateError{Name: t.opts.name, Problems: t.inOrder(f.problems)}
	}
	return f.write(w, done)
}

// parts fills every part that has tags.
func (f *filler) parts(data any) []rendered {
	root := &scope{value: unmark(data), level: true}
	var done []rendered
	for _, p := range f.t.parts {
		if p.prog != nil {
			done = append(done, rendered{p, f.part(p, root)})
		}
	}
	return done
}

// rendered is a part with its filled XML.
type rendered struct {
	p   *part
	xml []byte
}

// A filler is the state of one Fill.
type filler struct {
	t          *Template
	o          fillOptions
	p          *part
	out        []byte
	seen       []int32 // how often each slot was emitted; for marks, where
	merges     []mergeState
	row        int32
	broke      bool // a merging cell of this row began a new group
	nextID     int64
	steps      int
	problems   []Problem
	reported   map[int32]bool
	comments   []comment
	gathered   []string // comments of places where Word shows none
	assets     assets
	notes      map[*section]*noteCopies
	noteIDs    map[*part]int64 // how many ids were given out
	noteID     string          // of the note being filled
	noteBytes  int
	pooled     [][]byte
	asTemplate bool     // keep the content type of a .dotx
	pic        struct { // the placeholder picture being written
		img  *img
		ok   bool
		from int
		w, h int64
		rid  string
	}
}

// mergeState is what a merging cell showed last, and where.
type mergeState struct {
	text string
	row  int32
	cont bool // this row continues the cell above
}

func newFiller(t *Template, opts []FillOption) *filler {
	o := fillOptions{author: "ziping", maxComments: 300}
	for _, f := range opts {
		f(&o)
	}
	return &filler{t: t, o: o, seen: make([]int32, t.slots+1), merges: make([]mergeState, t.merges), nextID: t.maxID,
		reported: map[int32]bool{}}
}

// outputs are reused buffers for the filled parts.
var outputs sync.Pool

func (f *filler) part(p *part, root *scope) []byte {
	f.p = p
	if b, ok := outputs.Get().(*[]byte); ok {
		f.out = (*b)[:0]
	} else {
		f.out = make([]byte, 0, p.hint+p.hint/2+1024)
	}
	f.run(p.prog, root)
	out := f.out
	f.out = nil
	f.pooled = append(f.pooled, out)
	return out
}

func (f *filler) release() {
	for i := range f.pooled {
		if cap(f.pooled[i]) <= 64<<20 {
			outputs.Put(&f.pooled[i])
		}
	}
}

// run executes a program.
func (f *filler) run(prog []op, sc *scope) {
	for i := range prog {
		o := &prog[i]
		switch o.kind {
		case opLiteral:
			f.out = append(f.out, o.lit...)
		case opValue:
			f.value(o.val, sc)
		case opSection:
			f.section(o.sec, sc)
		case opOnce:
			if f.seen[o.n]++; f.seen[o.n] == 1 {
				f.out = append(f.out, o.lit...)
			}
		case opNumber:
			if f.seen[o.n]++; f.seen[o.n] == 1 {
				f.out = append(f.out, o.lit...)
			} else {
				f.nextID++
				f.out = appendInt(f.out, f.nextID)
			}
		case opSuffix:
			f.out = append(f.out, o.lit...)
			if f.seen[o.n]++; f.seen[o.n] > 1 {
				f.out = append(f.out, '_')
				f.out = appendInt(f.out, int64(f.seen[o.n]))
			}
		case opNote:
			if o.sec == nil {
				f.noteCopy(o)
				continue
			}
			f.note(o, sc)
		case opNoteID:
			f.out = append(f.out, f.noteID...)
		case opNotes:
			if n := f.notes[o.sec]; n != nil {
				f.out = append(f.out, n.xml...)
			}
		case opRow:
			f.row += o.n
			f.broke = false
		case opMerge:
			f.merge(o, sc)
		case opMark:
			f.seen[o.n] = int32(len(f.out))
		case opVanish:
			f.vanish(int(f.seen[o.n]))
		case opTableEnd:
			f.tableEnd(int(f.seen[o.n]))
		case opParagraph:
			f.paragraph(o.n == 1)
		case opApart:
			if endsWithElement(f.out, f.p.tree.prefix(), "tbl") {
				f.emptyParagraph()
			}
		case opPicture:
			f.placeholder(o, sc)
		}
	}
}

func (f *filler) emptyParagraph() {
	f.out = append(append(append(f.out, '<'), f.p.tree.prefix()...), "p/>"...)
}

// paragraph adds the paragraph that Word wants at the end of a cell; a content control only must not be empty.
func (f *filler) paragraph(control bool) {
	if endsWithElement(f.out, f.p.tree.prefix(), "p", "sdt", "customXml") {
		return
	}
	if control && endsWithElement(f.out, f.p.tree.prefix(), "tbl") {
		return
	}
	f.emptyParagraph()
}

// tableEnd drops the table since from if no row came out of its loops: Word refuses a table without rows.
func (f *filler) tableEnd(from int) {
	w := f.p.tree.prefix()
	end := bytes.LastIndex(f.out, []byte("</"+w+"tbl"))
	if end < from || endsWithElement(f.out[from:end], w, "tr") {
		return
	}
	if endsWithElement(f.out[from:end], w, "sdt", "customXml") && bytes.Contains(f.out[from:end], []byte("<"+w+"tr")) {
		return
	}
	f.out = f.out[:from]
}

// noteCopy refuses the second copy of a reference to a note that cannot be repeated: it does not exist, or is
// referred to from elsewhere too.
func (f *filler) noteCopy(o *op) {
	if f.seen[o.n]++; f.seen[o.n] != 2 {
		return
	}
	node := int32(parseID(string(o.lit)))
	tr := f.p.tree
	para := tr.ancestor(node, is(kP))
	place := f.t.places.describe(f.p, para)
	f.problems = append(f.problems, Problem{ID: idNote, Part: f.p.ref.name, Offset: int(tr.nodes[node].start), Place: place,
		Message: place + "：循环里的脚注或尾注不能重复", Hint: "把脚注移到循环外面，或把它的内容写进正文。"})
}

// report notes a problem with a tag, once for each tag.
func (f *filler) report(v *valueOp, e *tagError) {
	f.reportTag(v.tag, v.seq, e)
}

func (f *filler) reportTag(t *tag, seq int32, e *tagError) {
	if f.reported[seq] || len(f.problems) >= maxProblems {
		return
	}
	f.reported[seq] = true
	f.problems = append(f.problems, f.t.problem(t, Error, e))
}

// unknown reports a name that the data does not have, with the name that is probably meant.
func (f *filler) unknown(t *tag, seq int32, p fieldPath, sc *scope) {
	f.reportTag(t, seq, &tagError{id: idUnknown, msg: "没有名为“" + p.raw + "”的字段", suggest: nearest(p.raw, sc.names()),
		hint: "改成数据里有的字段名，或给数据补上这一项。"})
}

// find looks a field up. A missing one is reported unless another policy is set.
func (f *filler) find(v *valueOp, sc *scope) (val any, ok bool) {
	p := v.tag.path
	if len(p.names) == 1 && p.names[0] == "序号" {
		if n, ok := sc.ordinal(p.up); ok {
			return n, true
		}
	}
	if val, ok = sc.find(p); !ok && f.o.missing == MissingError {
		f.unknown(v.tag, v.seq, p, sc)
	}
	return val, ok
}

// ordinal returns {{序号}}: the item's own field of that name if it has one, else its number in the loop.
func (s *scope) ordinal(up int) (any, bool) {
	from := s
	for range up {
		if from = from.outer(); from == nil {
			return nil, false
		}
	}
	for sc := from; sc != nil; sc = sc.parent {
		if sc.index == 0 {
			continue
		}
		if v, ok := sc.field("序号"); ok && !empty(unmark(v)) {
			return v, true
		}
		return sc.index, true
	}
	return nil, false
}

// value prints one tag.
func (f *filler) value(v *valueOp, sc *scope) {
	switch v.tag.kind {
	case tagPicture:
		f.picture(v, sc)
		return
	case tagChart:
		f.chart(v, sc)
		return
	}
	if v.merge >= 0 && f.merges[v.merge].cont {
		return
	}
	text, marks, ok := f.textOf(v, sc)
	if !ok {
		return
	}
	if marks.parts != nil && !v.text {
		f.spans(v, marks)
		return
	}
	f.print(v, text, marks)
}

// print writes a text with its marks.
func (f *filler) print(v *valueOp, text string, marks Marked) {
	if v.text || !marks.Highlight && len(marks.Comments) == 0 {
		f.text(v, text)
		return
	}
	f.marked(v, text, marks)
}

// textOf evaluates a tag to the text it prints and the marks on it.
func (f *filler) textOf(v *valueOp, sc *scope) (text string, marks Marked, ok bool) {
	t := v.tag
	if t.kind == tagCounter {
		if n := sc.counterOf(0); n > 0 {
			return t.counter.word(n), marks, true
		}
		f.report(v, &tagError{id: idOutside, msg: t.raw + " 只能用在清单的循环里"})
		return "", marks, false
	}
	val, found := f.find(v, sc)
	if !found {
		switch {
		case f.o.missing == MissingKeep:
			return t.raw, marks, true
		case f.o.missing == MissingEmpty:
			s, err := apply(nil, t.formats)
			return s, marks, err == nil
		}
		return "", marks, false
	}
	marks, _ = marksOf(val)
	inner := unmark(val)
	s, err := apply(inner, t.formats)
	if err == errKind {
		f.report(v, &tagError{id: idKind, msg: "“" + t.path.raw + "”是" + kindName(inner) + "，不能当作文字写出来", hint: kindHint(inner, t)})
		return "", marks, false
	}
	if err != nil {
		shown, _ := plainText(inner)
		f.report(v, &tagError{id: idBadValue, msg: "“" + t.path.raw + "”的值“" + clip(shown, 30) + "”不能写成“" + formatNames(t.formats) + "”：" + err.Error(),
			hint: "改数据，或去掉标签里的格式。"})
		return "", marks, false
	}
	if len(t.formats) == 0 {
		marks.parts, _ = inner.(Spans)
	}
	return s, marks, true
}

func kindHint(v any, t *tag) string {
	switch v.(type) {
	case Picture, *Picture:
		return "写成 {{图片 " + t.path.raw + "}}。"
	case Chart, *Chart:
		return "写成 {{图表 " + t.path.raw + "}}。"
	}
	if _, ok := items(v); ok {
		return "用 {{#" + t.path.raw + "}} … {{/" + t.path.raw + "}} 逐项写出。"
	}
	return "写出其中的字段，例如 {{" + t.path.raw + ".名称}}。"
}

func formatNames(fs []format) string {
	var s []string
	for _, f := range fs {
		s = append(s, f.String())
	}
	return strings.Join(s, "｜")
}

// text appends a value: escaped, its line breaks and tabs as Word's own.
func (f *filler) text(v *valueOp, s string) {
	s = f.legal(v, s)
	if v.text {
		f.out = appendAttr(f.out, s)
		return
	}
	from := 0
	for i := 0; i < len(s); i++ {
		var sub []byte
		width := 1
		switch c := s[i]; {
		case c >= 0x20 && c < 0x7F || c > 0xE2 || c > 0x7F && c < 0xC2 || c > 0xC2 && c < 0xE2:
			switch c {
			case '&':
				sub = ampEntity
			case '<':
				sub = ltEntity
			case '>':
				sub = gtEntity
			default:
				continue
			}
		case c == '\n' || c == '\v':
			sub = v.breakTag
		case c == '\r':
			if sub = v.breakTag; i+1 < len(s) && s[i+1] == '\n' {
				width = 2
			}
		case c == '\t':
			sub = v.tabTag
		default: // NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR are line breaks too
			if n := separatorLen(s[i:]); n > 0 {
				sub, width = v.breakTag, n
				break
			}
			continue
		}
		f.out = append(f.out, s[from:i]...)
		f.out = append(f.out, sub...)
		i += width - 1
		from = i + 1
	}
	f.out = append(f.out, s[from:]...)
}

var ampEntity, ltEntity, gtEntity = []byte("&amp;"), []byte("&lt;"), []byte("&gt;")

// separatorLen returns the length of a Unicode line separator at the start of s.
func separatorLen(s string) int {
	for _, sep := range []string{"\u0085", "\u2028", "\u2029"} {
		if strings.HasPrefix(s, sep) {
			return len(sep)
		}
	}
	return 0
}

// legal returns s if XML can hold it; otherwise the problem is reported, or what is illegal left out.
func (f *filler) legal(v *valueOp, s string) string {
	bad := -1
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\v' || c == 0xEF && (strings.HasPrefix(s[i:], "\uFFFE") || strings.HasPrefix(s[i:], "\uFFFF")) {
			bad = i
			break
		}
	}
	if bad < 0 && utf8.ValidString(s) {
		return s
	}
	if !f.o.dropControl {
		f.forbidden(v, s)
		return ""
	}
	return strings.Map(func(r rune) rune {
		if r == '\v' || isXMLChar(r) && r != utf8.RuneError {
			return r
		}
		return -1
	}, s)
}

func (f *filler) forbidden(v *valueOp, s string) {
	what := "不是合法的 UTF-8 文字"
	for _, r := range s {
		if r != '\v' && !isXMLChar(r) {
			what = "含有控制字符 U+" + hex4(r)
			break
		}
	}
	f.report(v, &tagError{id: idForbidden, msg: "“" + v.tag.path.raw + "”的值" + what + "，Word 不能保存", hint: "在数据里删去这个看不见的字符，重新输入一遍。"})
}

func hex4(r rune) string {
	const digits = "0123456789ABCDEF"
	out := []byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]}
	return string(out)
}

// merge writes the w:vMerge of a merging cell: a new group, or a continuation of the cell above.
func (f *filler) merge(o *op, sc *scope) {
	v := o.val
	st := &f.merges[v.merge]
	text, _, ok := f.textOf(v, sc)
	same := ok && text != "" && st.text == text && st.row > 0 && f.row == st.row+v.span && (!f.broke || v.tag.merge == mergeAll)
	f.broke = f.broke || !same
	st.text, st.row, st.cont = text, f.row, same
	f.out = append(append(append(f.out, '<'), o.lit...), "vMerge"...)
	if same {
		f.out = append(f.out, "/>"...)
		return
	}
	f.out = append(append(append(f.out, ' '), o.lit...), `val="restart"/>`...)
}

// section runs a loop or a condition.
func (f *filler) section(s *section, sc *scope) {
	if len(f.out)+f.noteBytes > maxOutput || f.steps > maxSteps {
		f.tooMuch(s)
		return
	}
	f.steps++
	switch s.open.kind {
	case tagIf:
		f.conditions(s, sc)
		return
	case tagInverse:
		if v, ok := f.sectionValue(s, sc); !ok || empty(unmark(v)) {
			f.run(s.bodies[0], sc)
		} else {
			f.otherwise(s, sc)
		}
		return
	}
	marked, _ := f.sectionValue(s, sc)
	v := unmark(marked)
	list, isList := items(v)
	switch {
	case isList && len(list) > 0:
		for i, it := range list {
			if f.steps++; f.steps > maxSteps || len(f.out)+f.noteBytes > maxOutput {
				f.tooMuch(s)
				return
			}
			f.run(s.bodies[0], &scope{parent: sc, value: unmark(it), marked: it, level: true, index: i + 1})
		}
	case empty(v):
		f.otherwise(s, sc)
	default:
		f.run(s.bodies[0], &scope{parent: sc, value: v, marked: marked, level: isObject(v)})
	}
}

func (f *filler) otherwise(s *section, sc *scope) {
	if len(s.bodies) > 1 {
		f.run(s.bodies[1], sc)
	}
}

func (f *filler) tooMuch(s *section) {
	f.reportTag(s.open, -1, &tagError{id: idOutputLimit, msg: s.open.raw + " 重复的内容太多，超过了上限", hint: "检查循环是否套错了层，或分成几个文件生成。"})
}

// sectionValue looks a section's field up. One that is absent counts as empty, as DESIGN says of sections; but a name
// that is one slip away from a field that the template does not use otherwise is taken for a mistake.
func (f *filler) sectionValue(s *section, sc *scope) (any, bool) {
	v, ok := sc.find(s.open.path)
	if !ok {
		f.absent(s.open, s.open.path, sc)
	}
	return v, ok
}

// absent reports a name that is not there when it looks like a slip of the pen.
func (f *filler) absent(t *tag, p fieldPath, sc *scope) {
	if f.o.missing != MissingError {
		return
	}
	near := nearest(p.raw, sc.names())
	if near == "" || f.t.uses(near) {
		return
	}
	f.reportTag(t, -2-int32(t.ord), &tagError{id: idUnknown, msg: "没有名为“" + p.raw + "”的字段", suggest: near})
}

// uses reports whether some tag of the template names the field.
func (t *Template) uses(name string) bool {
	for _, p := range t.parts {
		for _, tg := range p.tags {
			if tg.path.raw == name {
				return true
			}
			found := false
			tg.cond.paths(func(q fieldPath) { found = found || q.raw == name })
			if found {
				return true
			}
		}
	}
	return false
}

func appendInt(b []byte, n int64) []byte {
	if n >= 10 {
		b = appendInt(b, n/10)
	}
	return append(b, byte('0'+n%10))
}

// appendText appends s as XML text; what XML cannot hold becomes U+FFFD.
func appendText(b []byte, s string) []byte {
	for _, r := range s {
		switch {
		case r == '&':
			b = append(b, "&amp;"...)
		case r == '<':
			b = append(b, "&lt;"...)
		case r == '>':
			b = append(b, "&gt;"...)
		case !isXMLChar(r):
			b = append(b, "\uFFFD"...)
		default:
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// appendAttr appends s as an attribute value, or as text in which line breaks are kept.
func appendAttr(b []byte, s string) []byte {
	for _, r := range s {
		switch r {
		case '"':
			b = append(b, "&quot;"...)
		case '\n', '\r', '\t':
			b = append(append(append(b, "&#"...), itoa(int(r))...), ';')
		case '\v':
			b = append(b, "&#10;"...)
		default:
			b = appendText(b, string(r))
		}
	}
	return b
}
