package fill

import (
	"bytes"
	"io"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// A MissingPolicy says what becomes of a tag whose field the data does not have.
type MissingPolicy int

const (
	MissingError MissingPolicy = iota // an error, all at once, and nothing is written
	MissingEmpty                      // no text
	MissingKeep                       // the tag stays as it is
)

// A Option changes how Fill writes.
type Option func(*fillOptions)

type fillOptions struct {
	application string // for docProps/app.xml; empty leaves it as it is
	missing     MissingPolicy
	dropControl bool
	author      string
	date        time.Time
	maxComments int
	pictures    func(name string) (lang.Picture, error)
}

// Missing sets what becomes of tags whose field is missing. The default is MissingError.
func Missing(p MissingPolicy) Option { return func(o *fillOptions) { o.missing = p } }

// DropControlCharacters leaves out characters that XML cannot hold. Without it they are an error, ZP-T041.
func DropControlCharacters() Option { return func(o *fillOptions) { o.dropControl = true } }

// CommentsBy sets the author and date of the comments written. Without a date they have none, which keeps the
// output the same from day to day.
func CommentsBy(author string, date time.Time) Option {
	return func(o *fillOptions) { o.author, o.date = author, date }
}

// MaxComments bounds how many comments are written; what is over the bound is left out. The default is 300; Word
// itself opens no document with more than 32,767 ([MS-OI29500] 2.1.315).
func MaxComments(n int) Option {
	return func(o *fillOptions) { o.maxComments = min(max(n, 0), 30000) }
}

// Pictures lets a {{图片 x}} whose value is a string name a file: open returns its content. Without it only Picture
// values are placed.
func Pictures(open func(name string) (lang.Picture, error)) Option {
	return func(o *fillOptions) { o.pictures = open }
}

const (
	maxOutput = 512 << 20 // bytes of one part
	maxSteps  = 2_000_000 // items and sections evaluated; a report of 10,000 rows takes about 100,000
)

// Fill writes the template filled with data. Data is a map[string]any of strings, numbers, bools, times, lists and
// maps, of Marked, Picture and Chart values, or anything with a Lookup or String method. On any problem nothing is
// written and the error is a *TemplateError with all of them. Equal templates, data and options give equal bytes.
//
// Comments of Marked values that stand where Word has no comments (headers, footers, notes, text boxes) are gathered
// in one comment on the first paragraph of the body.
func Fill(t *plan.Template, w io.Writer, data any, opts ...Option) error {
	f := newFiller(t, opts)
	defer f.release()
	done := f.parts(data)
	if len(f.problems) > 0 {
		return &problem.TemplateError{Name: t.Opts.Name, Problems: t.InOrder(f.problems)}
	}
	return f.write(w, done)
}

// parts fills every part that has tags.
func (f *filler) parts(data any) []rendered {
	root := &lang.Scope{Value: lang.Unmark(data), Level: true}
	var done []rendered
	for _, p := range f.t.Parts {
		if p.Prog != nil {
			done = append(done, rendered{p, f.part(p, root)})
		}
	}
	return done
}

// rendered is a part with its filled XML.
type rendered struct {
	p   *plan.Part
	xml []byte
}

// A filler is the state of one Fill.
type filler struct {
	t          *plan.Template
	o          fillOptions
	p          *plan.Part
	out        []byte
	seen       []int32 // how often each slot was emitted; for marks, where
	merges     []mergeState
	row        int32
	broke      bool // a merging cell of this row began a new group
	nextID     int64
	steps      int
	problems   []problem.Problem
	reported   map[int32]bool
	comments   []comment
	gathered   []string // comments of places where Word shows none
	assets     assets
	notes      map[*plan.Section]*noteCopies
	noteIDs    map[*plan.Part]int64 // how many ids were given out
	noteID     string               // of the note being filled
	noteBytes  int
	pooled     [][]byte
	links      map[string]string // part and relationship → the address it got
	lists      []listState
	nums       []int32       // the lists that new w:num were made for
	cols       []columnState // of the repeated columns
	inside     bool          // the output stands inside a paragraph that a section divides
	asTemplate bool          // keep the content type of a .dotx
	pic        struct {      // the placeholder picture being written
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

func newFiller(t *plan.Template, opts []Option) *filler {
	o := fillOptions{author: "ziping", maxComments: 300}
	for _, f := range opts {
		f(&o)
	}
	return &filler{t: t, o: o, seen: make([]int32, t.Slots+1), merges: make([]mergeState, t.Merges), nextID: t.MaxID,
		reported: map[int32]bool{}}
}

// outputs are reused buffers for the filled parts.
var outputs sync.Pool

func (f *filler) part(p *plan.Part, root *lang.Scope) []byte {
	f.p = p
	if b, ok := outputs.Get().(*[]byte); ok {
		f.out = (*b)[:0]
	} else {
		f.out = make([]byte, 0, p.Hint+p.Hint/2+1024)
	}
	f.run(p.Prog, root)
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
func (f *filler) run(prog []plan.Op, sc *lang.Scope) {
	for i := range prog {
		o := &prog[i]
		switch o.Kind {
		case plan.OpLiteral:
			f.out = append(f.out, o.Lit...)
		case plan.OpValue:
			f.value(o.Val, sc)
		case plan.OpSection:
			f.section(o.Sec, sc)
		case plan.OpOnce:
			if f.seen[o.N]++; f.seen[o.N] == 1 {
				f.out = append(f.out, o.Lit...)
			}
		case plan.OpNumber:
			if f.seen[o.N]++; f.seen[o.N] == 1 {
				f.out = append(f.out, o.Lit...)
			} else {
				f.nextID++
				f.out = wml.AppendInt(f.out, f.nextID)
			}
		case plan.OpSuffix:
			f.out = append(f.out, o.Lit...)
			if f.seen[o.N]++; f.seen[o.N] > 1 {
				f.out = append(f.out, '_')
				f.out = wml.AppendInt(f.out, int64(f.seen[o.N]))
			}
		case plan.OpNote:
			if o.Sec == nil {
				f.noteCopy(o)
				continue
			}
			f.note(o, sc)
		case plan.OpNoteID:
			f.out = append(f.out, f.noteID...)
		case plan.OpNotes:
			if n := f.notes[o.Sec]; n != nil {
				f.out = append(f.out, n.xml...)
			}
		case plan.OpRow:
			f.row += o.N
			f.broke = false
		case plan.OpMerge:
			f.merge(o, sc)
		case plan.OpMark:
			f.seen[o.N] = int32(len(f.out))
		case plan.OpVanish:
			f.vanish(int(f.seen[o.N]))
		case plan.OpTableEnd:
			f.tableEnd(int(f.seen[o.N]))
		case plan.OpParagraph:
			f.paragraph(o.N == 1)
		case plan.OpApart:
			if wml.EndsWithElement(f.out, f.p.Tree.Prefix(), "tbl") {
				f.emptyParagraph()
			}
		case plan.OpList:
			f.list(o)
		case plan.OpLink:
			f.link(o, sc)
		case plan.OpColumn:
			f.columnOp(o.Col, sc)
		case plan.OpPicture:
			f.placeholder(o, sc)
		}
	}
}

func (f *filler) emptyParagraph() {
	f.out = append(append(append(f.out, '<'), f.p.Tree.Prefix()...), "p/>"...)
}

// paragraph adds the paragraph that Word wants at the end of a cell; a content control only must not be empty.
func (f *filler) paragraph(control bool) {
	if wml.EndsWithElement(f.out, f.p.Tree.Prefix(), "p", "sdt", "customXml") {
		return
	}
	if control && wml.EndsWithElement(f.out, f.p.Tree.Prefix(), "tbl") {
		return
	}
	f.emptyParagraph()
}

// tableEnd drops the table since from if no row came out of its loops: Word refuses a table without rows.
func (f *filler) tableEnd(from int) {
	w := f.p.Tree.Prefix()
	end := bytes.LastIndex(f.out, []byte("</"+w+"tbl"))
	if end < from || wml.EndsWithElement(f.out[from:end], w, "tr") {
		return
	}
	if wml.EndsWithElement(f.out[from:end], w, "sdt", "customXml") && bytes.Contains(f.out[from:end], []byte("<"+w+"tr")) {
		return
	}
	f.out = f.out[:from]
}

// noteCopy refuses the second copy of a reference to a note that cannot be repeated: it does not exist, or is
// referred to from elsewhere too.
func (f *filler) noteCopy(o *plan.Op) {
	if f.seen[o.N]++; f.seen[o.N] != 2 {
		return
	}
	node := int32(wml.ParseID(string(o.Lit)))
	tr := f.p.Tree
	para := tr.Ancestor(node, wml.Is(wml.P))
	place := f.t.Places.Describe(f.p.Part, para)
	f.problems = append(f.problems, problem.Problem{ID: problem.Note, Part: f.p.Ref.Name, Offset: int(tr.Nodes[node].Start), Place: place,
		Message: place + "：循环里的脚注或尾注不能重复", Hint: "把脚注移到循环外面，或把它的内容写进正文。"})
}

// report notes a problem with a tag, once for each tag.
func (f *filler) report(v *plan.ValueOp, e *problem.Fault) {
	f.reportTag(v.Tag, v.Seq, e)
}

func (f *filler) reportTag(t *plan.Tag, seq int32, e *problem.Fault) {
	if f.reported[seq] || len(f.problems) >= plan.MaxProblems {
		return
	}
	f.reported[seq] = true
	f.problems = append(f.problems, f.t.Problem(t, problem.Error, e))
}

// unknown reports a name that the data does not have, with the name that is probably meant.
func (f *filler) unknown(t *plan.Tag, seq int32, p lang.Path, sc *lang.Scope) {
	if _, inList := sc.Collect(p); inList {
		f.reportTag(t, seq, throughList(p))
		return
	}
	f.reportTag(t, seq, &problem.Fault{ID: problem.Unknown, Msg: "没有名为“" + p.Raw + "”的字段", Suggest: lang.Nearest(p.Raw, sc.Names()),
		Hint: "改成数据里有的字段名，或给数据补上这一项。"})
}

// throughList says that a name leads through a list.
func throughList(p lang.Path) *problem.Fault {
	name, rest := p.Names[0], strings.Join(p.Names[1:], ".")
	return &problem.Fault{ID: problem.Kind, Msg: "“" + name + "”是清单，“" + rest + "”每一项都有一个",
		Hint: "写成 {{#" + name + "}} … {{" + rest + "}} … {{/" + name + "}} 逐项写出，或者用 ｜顿号、｜合计、｜个数 合成一个，例如 {{" + p.Raw + "｜顿号}}。"}
}

// find looks a field up. A missing one is reported unless another policy is set.
func (f *filler) find(v *plan.ValueOp, sc *lang.Scope) (val any, ok bool) {
	p := v.Tag.Path
	if len(p.Names) == 1 && p.Names[0] == "序号" {
		if n, ok := sc.Ordinal(p.Up, false); ok {
			return n, true
		}
	}
	if val, ok = sc.Find(p); !ok && lang.OverList(v.Tag.Formats) >= 0 {
		val, ok = sc.Collect(p)
	}
	if !ok && f.o.missing == MissingError {
		f.unknown(v.Tag, v.Seq, p, sc)
	}
	return val, ok
}

// value prints one tag.
func (f *filler) value(v *plan.ValueOp, sc *lang.Scope) {
	switch v.Tag.Kind {
	case lang.TagPicture:
		f.picture(v, sc)
		return
	case lang.TagChart:
		f.chart(v, sc)
		return
	}
	if v.Merge >= 0 && f.merges[v.Merge].cont {
		return
	}
	text, marks, ok := f.textOf(v, sc)
	if !ok {
		return
	}
	if marks.Parts != nil && !v.Text {
		f.spans(v, marks)
		return
	}
	f.print(v, text, marks)
}

// print writes a text with its marks.
func (f *filler) print(v *plan.ValueOp, text string, marks lang.Marked) {
	if v.Text || len(marks.Comments) == 0 && !marks.Looks() {
		f.text(v, text)
		return
	}
	f.marked(v, text, marks)
}

// textOf evaluates a tag to the text it prints and the marks on it.
func (f *filler) textOf(v *plan.ValueOp, sc *lang.Scope) (text string, marks lang.Marked, ok bool) {
	t := v.Tag
	if t.Kind == lang.TagCounter {
		if n := sc.CounterOf(0); n > 0 {
			return t.Counter.Word(n), marks, true
		}
		f.report(v, &problem.Fault{ID: problem.Outside, Msg: t.Raw + " 只能用在清单的循环里"})
		return "", marks, false
	}
	val, found := f.find(v, sc)
	if !found {
		switch {
		case f.o.missing == MissingKeep:
			return t.Raw, marks, true
		case f.o.missing == MissingEmpty:
			s, err := lang.Apply(nil, t.Formats)
			return s, marks, err == nil
		}
		return "", marks, false
	}
	val, formats, err := lang.Reduce(lang.Styled(val), t.Formats)
	if err != nil {
		f.report(v, &problem.Fault{ID: problem.Kind, Msg: t.Raw + "：" + err.Error()})
		return "", marks, false
	}
	marks, _ = lang.MarksOf(val)
	if err := marks.Check(); err != nil {
		f.report(v, &problem.Fault{ID: problem.BadValue, Msg: "“" + t.Path.Raw + "”：" + err.Error(), Hint: "改数据。"})
		return "", marks, false
	}
	inner := lang.Unmark(val)
	s, err := lang.Apply(inner, formats)
	if err == lang.ErrKind {
		f.report(v, &problem.Fault{ID: problem.Kind, Msg: "“" + t.Path.Raw + "”是" + lang.KindName(inner) + "，不能当作文字写出来", Hint: kindHint(inner, t)})
		return "", marks, false
	}
	if err != nil {
		shown, _ := lang.PlainText(inner)
		f.report(v, &problem.Fault{ID: problem.BadValue, Msg: "“" + t.Path.Raw + "”的值“" + wml.Clip(shown, 30) + "”不能写成“" + formatNames(t.Formats) + "”：" + err.Error(),
			Hint: "改数据，或去掉标签里的格式。"})
		return "", marks, false
	}
	if len(formats) == 0 {
		marks.Parts, _ = inner.(lang.Spans)
	}
	return s, marks, true
}

func kindHint(v any, t *plan.Tag) string {
	switch v.(type) {
	case lang.Picture, *lang.Picture:
		return "写成 {{图片 " + t.Path.Raw + "}}。"
	case lang.Chart, *lang.Chart:
		return "写成 {{图表 " + t.Path.Raw + "}}。"
	}
	if _, ok := lang.Items(v); ok {
		return "用 {{#" + t.Path.Raw + "}} … {{/" + t.Path.Raw + "}} 逐项写出。"
	}
	return "写出其中的字段，例如 {{" + t.Path.Raw + ".名称}}。"
}

func formatNames(fs []lang.Format) string {
	var s []string
	for _, f := range fs {
		s = append(s, f.String())
	}
	return strings.Join(s, "｜")
}

// text appends a value: escaped, its line breaks and tabs as Word's own.
func (f *filler) text(v *plan.ValueOp, s string) {
	s = f.legal(v, s)
	if v.Text {
		f.out = wml.AppendAttr(f.out, s)
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
			sub = v.BreakTag
		case c == '\r':
			if sub = v.BreakTag; i+1 < len(s) && s[i+1] == '\n' {
				width = 2
			}
		case c == '\t':
			sub = v.TabTag
		default: // NEL, LINE SEPARATOR and PARAGRAPH SEPARATOR are line breaks too
			if n := separatorLen(s[i:]); n > 0 {
				sub, width = v.BreakTag, n
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
func (f *filler) legal(v *plan.ValueOp, s string) string {
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
		if r == '\v' || wml.IsXMLChar(r) && r != utf8.RuneError {
			return r
		}
		return -1
	}, s)
}

func (f *filler) forbidden(v *plan.ValueOp, s string) {
	what := "不是合法的 UTF-8 文字"
	for _, r := range s {
		if r != '\v' && !wml.IsXMLChar(r) {
			what = "含有控制字符 U+" + hex4(r)
			break
		}
	}
	f.report(v, &problem.Fault{ID: problem.Forbidden, Msg: "“" + v.Tag.Path.Raw + "”的值" + what + "，Word 不能保存", Hint: "在数据里删去这个看不见的字符，重新输入一遍。"})
}

func hex4(r rune) string {
	const digits = "0123456789ABCDEF"
	out := []byte{digits[r>>12&15], digits[r>>8&15], digits[r>>4&15], digits[r&15]}
	return string(out)
}

// merge writes the w:vMerge of a merging cell: a new group, or a continuation of the cell above.
func (f *filler) merge(o *plan.Op, sc *lang.Scope) {
	v := o.Val
	st := &f.merges[v.Merge]
	text, _, ok := f.textOf(v, sc)
	same := ok && text != "" && st.text == text && st.row > 0 && f.row == st.row+v.Span && (!f.broke || v.Tag.Merge == lang.MergeAll)
	f.broke = f.broke || !same
	st.text, st.row, st.cont = text, f.row, same
	f.out = append(append(append(f.out, '<'), o.Lit...), "vMerge"...)
	if same {
		f.out = append(f.out, "/>"...)
		return
	}
	f.out = append(append(append(f.out, ' '), o.Lit...), `val="restart"/>`...)
}

// section runs a loop or a condition.
func (f *filler) section(s *plan.Section, sc *lang.Scope) {
	if len(f.out)+f.noteBytes > maxOutput || f.steps > maxSteps {
		f.tooMuch(s)
		return
	}
	f.steps++
	if s.Edges == nil {
		f.branches(s, sc)
		return
	}
	f.inside = s.Edges[0].Inside
	f.branches(s, sc)
	f.toEdge(&s.Edges[len(s.Edges)-1])
}

// body runs one branch of a section: 0 what is repeated, then what follows each 否则.
func (f *filler) body(s *plan.Section, i int, sc *lang.Scope) {
	if s.Edges == nil {
		f.run(s.Bodies[i], sc)
		return
	}
	f.toEdge(&s.Edges[i])
	f.run(s.Bodies[i], sc)
	f.inside = s.Edges[i+1].Inside
}

// toEdge goes from inside a paragraph or from between two to where the next text belongs. Text that both sides have
// inside a paragraph is joined.
func (f *filler) toEdge(e *plan.Edge) {
	switch {
	case f.inside && !e.Inside:
		f.out = append(append(append(f.out, "</"...), f.p.Tree.Prefix()...), "p>"...)
	case !f.inside && e.Inside:
		f.out = append(f.out, e.Begin...)
	}
	f.inside = e.Inside
}

// branches chooses what of a section is printed, and how often.
func (f *filler) branches(s *plan.Section, sc *lang.Scope) {
	switch s.Open.Kind {
	case lang.TagIf:
		f.conditions(s, sc)
		return
	case lang.TagInverse:
		if v, ok := f.sectionValue(s, sc); !ok || lang.Empty(lang.Unmark(v)) {
			f.body(s, 0, sc)
		} else {
			f.otherwise(s, sc)
		}
		return
	}
	marked, _ := f.sectionValue(s, sc)
	v := lang.Unmark(marked)
	list, isList := lang.Items(v)
	if s.Cells != nil && !f.cells(s, count(v, list, isList)) {
		return
	}
	switch {
	case isList && len(list) > 0:
		run := &lang.Run{N: len(list)}
		if !s.Shows[0] {
			run.Printed = func() []bool { return f.printed(s, list, sc) }
		}
		for i, it := range list {
			if f.steps++; f.steps > maxSteps || len(f.out)+f.noteBytes > maxOutput {
				f.tooMuch(s)
				return
			}
			f.restart(s)
			f.body(s, 0, &lang.Scope{Parent: sc, Value: lang.Unmark(it), Marked: it, Level: true, Index: i + 1, Run: run})
		}
	case lang.Empty(v):
		f.otherwise(s, sc)
	default:
		f.body(s, 0, &lang.Scope{Parent: sc, Value: v, Marked: marked, Level: lang.IsObject(v)})
	}
}

// count returns how often a section over a value is printed.
func count(v any, list []any, isList bool) int {
	switch {
	case isList:
		return len(list)
	case lang.Empty(v):
		return 0
	}
	return 1
}

func (f *filler) otherwise(s *plan.Section, sc *lang.Scope) {
	if len(s.Bodies) > 1 {
		f.body(s, 1, sc)
	}
}

func (f *filler) tooMuch(s *plan.Section) {
	f.reportTag(s.Open, -1, &problem.Fault{ID: problem.OutputLimit, Msg: s.Open.Raw + " 重复的内容太多，超过了上限", Hint: "检查循环是否套错了层，或分成几个文件生成。"})
}

// sectionValue looks a section's field up. One that is absent counts as empty, as DESIGN says of sections; but a name
// that is one slip away from a field that the template does not use otherwise is taken for a mistake.
func (f *filler) sectionValue(s *plan.Section, sc *lang.Scope) (any, bool) {
	v, ok := sc.Find(s.Open.Path)
	if !ok {
		f.absent(s.Open, s.Open.Path, sc)
	}
	return v, ok
}

// absent reports a name that is not there when it looks like a slip of the pen.
func (f *filler) absent(t *plan.Tag, p lang.Path, sc *lang.Scope) {
	if f.o.missing != MissingError {
		return
	}
	near := lang.Nearest(p.Raw, sc.Names())
	if near == "" || f.t.Uses(near) {
		return
	}
	f.reportTag(t, -2-int32(t.Ord), &problem.Fault{ID: problem.Unknown, Msg: "没有名为“" + p.Raw + "”的字段", Suggest: near})
}
