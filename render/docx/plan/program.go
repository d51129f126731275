package plan

import (
	"cmp"
	"slices"
	"strings"
	"ziping/render/docx/problem"
)

// Program compiles an analysed part.
func (c *Compiler) Program(p *Part) {
	if len(p.Tags) == 0 && len(p.notes) == 0 && len(p.Links) == 0 {
		return
	}
	b := &builder{c: c, p: p, tr: p.Tree, touched: map[int32]bool{}, gone: map[int32]bool{}, guarded: map[int32]bool{}, counted: map[int32]bool{}}
	b.events = make([]event, 0, 6*len(p.Tags))
	for _, s := range p.sections {
		s.Bodies = make([][]Op, len(s.Elses)+1)
	}
	b.loops = p.loopRegions()
	b.tagEvents()
	b.columns()
	b.removals()
	b.numbers()
	b.vanishing()
	b.guards()
	b.linkEvents()
	b.noteEdges()
	b.copies()
	b.dataBindings()
	b.contents()
	p.Prog = b.build()
	c.T.ByEntry[strings.ToLower(p.Ref.Name)] = p
}

// build sorts the events and makes nested programs of them.
func (b *builder) build() []Op {
	slices.SortFunc(b.events, func(x, y event) int {
		if x.off != y.off {
			return int(x.off - y.off)
		}
		if xr, yr := x.end > x.off, y.end > y.off; xr != yr { // what is put in comes before what is taken out from there on
			if yr {
				return -1
			}
			return 1
		}
		return cmp.Or(x.ord-y.ord, x.seq-y.seq) // no two have the same seq
	})
	w := &progWriter{b: b, out: new([]Op)}
	w.stack = []*[]Op{w.out}
	*w.out = make([]Op, 0, min(len(b.events), 4*len(b.p.Tags))+1)
	pos := int32(0)
	for i := range b.events {
		e := &b.events[i]
		if e.off < pos {
			continue // inside something taken out
		}
		w.literal(b.tr.XML[pos:e.off])
		for _, it := range e.items {
			w.item(it)
		}
		pos = max(e.off, e.end)
	}
	w.literal(b.tr.XML[pos:])
	for _, s := range w.open {
		b.c.crossing(s, nil)
	}
	return *w.stack[0]
}

// progWriter appends ops to the innermost open section.
type progWriter struct {
	b     *builder
	out   *[]Op
	stack []*[]Op
	open  []*Section
}

func (w *progWriter) top() *[]Op { return w.stack[len(w.stack)-1] }

func (w *progWriter) literal(raw []byte) {
	if len(raw) == 0 {
		return
	}
	t := w.top()
	if n := len(*t); n > 0 && (*t)[n-1].Kind == OpLiteral {
		last := &(*t)[n-1]
		if k := len(last.Lit); cap(last.Lit) > k && &last.Lit[:k+1][k] == &raw[0] { // it goes on where that one ends
			last.Lit = last.Lit[:k+len(raw)]
			return
		}
	}
	*t = append(*t, Op{Kind: OpLiteral, Lit: raw})
}

func (w *progWriter) item(it item) {
	s := it.sec
	switch it.mark {
	case markNone:
		if it.op.Kind == OpLiteral {
			w.literal(it.op.Lit)
			return
		}
		t := w.top()
		*t = append(*t, it.op)
	case markOpen:
		t := w.top()
		k := OpSection
		if s.Open == nil {
			k = OpNotes
		}
		*t = append(*t, Op{Kind: k, Sec: s})
		w.open = append(w.open, s)
		w.stack = append(w.stack, &s.Bodies[0])
	case markElse, markClose:
		if len(w.open) == 0 || w.open[len(w.open)-1] != s {
			var other *Section
			if n := len(w.open); n > 0 {
				other = w.open[n-1]
			}
			w.b.c.crossing(s, other)
			return
		}
		if it.mark == markClose {
			w.open = w.open[:len(w.open)-1]
			w.stack = w.stack[:len(w.stack)-1]
			return
		}
		for i := range s.Bodies {
			if w.stack[len(w.stack)-1] == &s.Bodies[i] {
				w.stack[len(w.stack)-1] = &s.Bodies[i+1]
				break
			}
		}
	}
}

// crossing reports a section whose region crosses another's: two loops side by side in one row.
func (c *Compiler) crossing(s, other *Section) {
	for _, p := range c.Problems {
		if p.ID == problem.Crossing {
			return
		}
	}
	e := &problem.Fault{ID: problem.Crossing, Msg: s.Open.Raw + " 与旁边的循环或条件要重复的范围交叉了",
		Hint: "同一行表格里只能有一个行循环；另一个循环请把开头和结尾写在同一个单元格里。"}
	if other != nil && other.Open != nil && other != s {
		e.Msg = s.Open.Raw + " … " + s.close.Raw + " 与 " + other.Open.Raw + " … " + other.close.Raw + "（" + c.T.Place(other.Open) + "）共用了同一行，要重复的范围交叉了"
		e.Hint = "一行只能属于一个行循环或条件：一格里的循环请把开头和结尾写在同一个单元格里；前后相接的，让它们各占各的行，或者在两者之间单加一行，只写 " + s.close.Raw + other.Open.Raw + "。"
	}
	c.add(s.Open, e)
}
