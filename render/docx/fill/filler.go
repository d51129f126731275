package fill

import (
	"fmt"
	"sync"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
)

// A columnState is how often a repeated column of the present table comes, and how wide each copy is.
type columnState struct {
	n     int   // copies in the grid
	items int   // items in the list; n is 1 without any when the column must stay
	width int64 // of one copy, in twips
}

// A comment is a Word comment to be written.
type comment struct {
	id   int64
	text string
}

const (
	maxOutput = 512 << 20 // bytes of one part
	maxSteps  = 2_000_000 // items and sections evaluated; a report of 10,000 rows takes about 100,000
)

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
	absents    map[*lang.Path]*absence // sections and conditions over names that the data did not have
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
	nums       []int32                // the lists that new w:num were made for
	cols       []columnState          // of the repeated columns
	stopped    bool                   // the context is done
	marks      []mark                 // places that may be gone back to
	base       int                    // bytes of the part that are packed already
	packed     map[string]*opc.Packed // parts packed while they were filled
	whole      bool                   // keep every part whole
	inNote     bool
	inside     bool     // the output stands inside a paragraph that a section divides
	asTemplate bool     // keep the content type of a .dotx
	pic        struct { // the placeholder picture being written
		img  *img
		ok   bool
		open bool // a placeholder is being written
		from int
		w, h int64
		rid  string
	}
}

// An absence is what became of a name that sections and conditions ask for: whether anything knew it.
type absence struct {
	tag   *plan.Tag
	found bool
	near  string
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

func (f *filler) release() {
	for i := range f.pooled {
		if cap(f.pooled[i]) <= 64<<20 {
			outputs.Put(&f.pooled[i])
		}
	}
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
		f.reportTag(t, seq, problem.ThroughList(p.Raw, sc.ListIn(p)))
		return
	}
	e := &problem.Fault{ID: problem.Unknown, Msg: "没有名为“" + p.Raw + "”的字段", Suggest: lang.Nearest(p.Raw, sc.Names()),
		Hint: "改成数据里有的字段名，或给数据补上这一项。"}
	if t.Cond.Word(p) {
		e.Hint = "“" + p.Raw + "”要是文字，就加引号，写成 " + t.Cond.Quoted(p) + "；要是字段，" + e.Hint
	}
	root := sc
	for root.Parent != nil {
		root = root.Parent
	}
	if _, isList := lang.Items(root.Value); root.Value != nil && !isList && !lang.IsObject(root.Value) {
		e.Msg += fmt.Sprintf("：数据是 Go 的 %T，里面没有字段", root.Value)
		e.Hint = "数据用结构体、以名字为键的 map，或有 Lookup 方法的值。"
	}
	f.reportTag(t, seq, e)
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

// noteCopies are the copies of one note filled so far.
type noteCopies struct{ xml []byte }

// A listState is a list of the template that is restarted.
type listState struct {
	used  bool  // the present run has items
	fresh bool  // the next item begins a run
	num   int64 // the w:num of the present run; 0 is the template's own
}

// An img is a picture checked and measured.
type img struct {
	data   []byte
	ext    string // png or jpeg
	w, h   int64  // own size in EMU
	name   string
	alt    string
	wantW  int64
	wantH  int64
	digest string
}

// A newPart is a part that the template did not have.
type newPart struct {
	name  string
	typ   string // content type, written as an Override; "" when a Default covers it
	data  []byte
	store bool // pictures and workbooks are packed already
}

// assets collects what Fill adds to the package besides the text of its parts.
type assets struct {
	parts    []newPart
	defaults []newPart           // extension in name, type in typ
	rels     map[string][]string // by part: <Relationship …/> elements without prefix
	images   map[string]string   // digest → part name
	embeds   map[string]string   // part + target → relationship id
	taken    map[string]bool     // part names given out
	relSeq   map[string]int      // by part
}
