// Package project joins the sheets of one unit to its project: it opens the
// workbooks, has every sheet recognised, settles the year, the units of money and
// which of several tables of a kind are used, and says of all that was left out
// why.
//
//	p, err := project.Read([]project.Input{{Name: "资金表.xlsx", Data: data}}, project.Options{})
//
// The order is fixed (Read): open, recognise, read, assemble. Everything that a
// step decides it writes into the reading once.
package project

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ziping/model"
	"ziping/xlsx/book"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/mark"
	"ziping/xlsx/profile"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/handed"
	"ziping/xlsx/project/kin"
)

// An Input is one workbook of a unit.
type Input = handed.Input

// Options are what the user may have to say about a unit's workbooks.
type Options struct {
	book.Options
	Profile    *profile.Profile // nil for the built-in one
	HeaderRows map[string]int   // sheet name → row of its header, where a person knows better
	Cells      bool             // keep what became of every cell: model.File.Uses
	Picture    bool             // keep the cells as well, to draw them
	Answers    []model.Answer   // what a person said to the questions of earlier readings
}

// Read reads the workbooks that together describe one unit into its project.
//
// A file that cannot be opened, a sheet that cannot be recognised, a figure that
// no table states are model.Notes, and the unit is what its other files and
// tables say. What a cell holds that could not be understood is a note and a
// cell with State Bad.
//
// The error, when there is one, joins *grid.Fault values: nothing of the unit
// can be read, or a header row that a person named is none. The project may then
// be used for nothing but showing what was seen; it is nil when no file could be
// opened.
func Read(inputs []Input, opt Options) (*model.Project, error) {
	h := handed.Take(inputs, opt.Options)
	if len(h.Inputs) == 0 && h.Any() {
		return nil, h.Only()
	}
	if h.Any() { // whose they are can be told when the unit is known
		p, err := readAll(h, opt)
		if err != nil || p == nil {
			return p, err
		}
		h.Choose(p)
		opt.Answers = append(slices.Clone(opt.Answers), h.Answers()...)
	}
	return readAll(h, opt)
}

func readAll(h *handed.Handed, opt Options) (*model.Project, error) {
	known := newSettled()
	for {
		size := known.size()
		r := newReading(opt, known)
		r.handed = h
		if !r.open(h.Inputs) {
			return nil, errors.Join(r.refused...)
		}
		r.recognise()
		r.read()
		r.assemble()
		r.keepUses()
		if known.size() == size { // answers have settled nothing that is not read so
			return r.p, errors.Join(r.errs...)
		}
	}
}

func newReading(opt Options, known *settled) *reading {
	r := &reading{opt: opt, prof: opt.Profile, p: &model.Project{}, known: known, asks: ask.New(opt.Answers), modified: map[string]time.Time{}, joined: map[*model.Table]bool{}, parted: map[*model.Table]int{}}
	for id := range known.ids {
		r.asks.Settled(id)
	}
	if r.prof == nil {
		r.prof = profile.Default()
	}
	return r
}

// A reading is one pass over the workbooks.
type reading struct {
	handed   *handed.Handed
	known    *settled
	asks     *ask.Asks
	project  string                // the name of the project that is being settled, where there are several
	joined   map[*model.Table]bool // tables whose rows stand in another: parts of one whole
	parted   map[*model.Table]int  // tables whose rows are of several projects → the column that names them, 0 for one that is read
	modified map[string]time.Time  // by file: when it was changed last, as it says itself
	opt      Options
	prof     *profile.Profile
	p        *model.Project
	books    []*grid.Book // nil for a file that could not be opened
	pages    []*page
	heads    []layout.Head
	refused  []error // files that could not be opened
	errs     []error // why nothing of the unit can be used
}

// A page is one sheet on its way into the project.
type page struct {
	file   int // index in Project.Files
	sheet  *grid.Sheet
	ms     *model.Sheet
	plan   *layout.Plan // nil for a sheet that is not read
	result *layout.Result
	lent   []*layout.Result // tables that lack a column and are used all the same
}

// results are what of the page goes into the project.
func (pg *page) results() []*layout.Result {
	if pg.result == nil {
		return nil
	}
	return append([]*layout.Result{pg.result}, pg.lent...)
}

// open reads the cells of every workbook, and notes those that cannot be read.
// It reports that there is at least one.
func (r *reading) open(inputs []Input) bool {
	opened := false
	for _, in := range inputs {
		f := model.File{Name: in.Name}
		b, err := (*grid.Book)(nil), in.Fault
		if err == nil {
			b, err = book.Open(in.Name, in.Data, r.opt.Options)
		}
		if err != nil {
			if in.Data != nil {
				sum := sha256.Sum256(in.Data)
				f.SHA256 = hex.EncodeToString(sum[:])
			}
			r.refuse(&f, err)
		} else {
			opened = true
			r.modified[in.Name] = book.Modified(in.Data)
			if r.handed.Ours[in.Name] {
				mark.Without(b)
			}
			f.SHA256, f.Format = b.SHA256, b.Format
		}
		r.books, r.p.Files = append(r.books, b), append(r.p.Files, f)
	}
	if len(inputs) == 0 {
		r.refused = append(r.refused, &grid.Fault{Rule: "import/unreadable", Offset: -1, Cause: "没有工作簿", Cure: "请指明 .xlsx 或 .xls 文件，或放着它们的文件夹"})
	}
	return opened
}

// refuse notes that a file could not be opened, at the place its reader names.
func (r *reading) refuse(f *model.File, err error) {
	r.refused = append(r.refused, err)
	n := model.Note{Rule: "import/unreadable", Message: err.Error()}
	at := &model.Sheet{File: f.Name, Order: -1} // told before what the sheets say
	n.Pos.Sheet = at
	if fault, ok := errors.AsType[*grid.Fault](err); ok {
		n.Rule, n.Message, n.Hint, at.Name = fault.Rule, fault.Cause, fault.Cure, fault.Sheet
		if ref, ok := grid.ParseRef(fault.Cell); ok {
			n.Pos.Row, n.Pos.Col = int32(ref.Row), int32(ref.Col)
		}
	}
	n.Message = "文件打不开，没有读入：" + n.Message
	f.Fault = n.Message
	f.Ignored = append(f.Ignored, model.Ignored{Sheet: at.Name, Reason: n.Message})
	r.note(n)
}

// recognise decides what is on every visible sheet.
func (r *reading) recognise() {
	for i, b := range r.books {
		if b == nil {
			continue
		}
		for _, s := range b.Sheets {
			pg := &page{file: i, sheet: s, ms: &model.Sheet{File: r.p.Files[i].Name, Name: s.Name, Order: len(r.p.Sheets)}}
			r.p.Sheets = append(r.p.Sheets, pg.ms)
			r.pages = append(r.pages, pg)
			if s.Visibility != grid.Visible {
				r.hidden(pg)
				continue
			}
			r.named(pg)
			pg.plan = layout.Recognise(s, pg.ms, r.prof, r.layoutOptions(pg, 0))
			r.heads = append(r.heads, pg.plan.Heads...)
			if pg.plan.Took() {
				if h, ok := layout.NameHead(s.Name, model.Pos{Sheet: pg.ms}); ok {
					r.heads = append(r.heads, h)
				}
			}
		}
		r.bookNotes(i, b)
	}
	for i := range r.p.Files {
		if h, ok := layout.NameHead(kin.FileTitle(r.p.Files[i].Name), r.filePos(i)); ok {
			h.Weight = proposed
			r.heads = append(r.heads, h)
		}
	}
	if h, ok := r.handed.Head(0); ok {
		r.heads = append(r.heads, h)
	}
}

func (r *reading) layoutOptions(pg *page, year int) layout.Options {
	return layout.Options{HeaderRow: r.opt.HeaderRows[pg.sheet.Name], Date1904: r.books[pg.file].Date1904, Year: year, Cells: r.opt.Cells || r.opt.Picture, Columns: r.known.columns}
}

// named refuses a row that a person named as the header and that cannot be one.
func (r *reading) named(pg *page) {
	row := r.opt.HeaderRows[pg.sheet.Name]
	if row == 0 {
		return
	}
	if col, cause := layout.NamedHeader(pg.sheet, row); cause != "" {
		r.fail("import/no-table", model.Pos{Sheet: pg.ms, Row: int32(row), Col: int32(col)},
			"指定第 "+strconv.Itoa(row)+" 行为表头，但"+cause+"，不像表头", "请看清表头在哪一行，改 --header-row 里的行号；不写 --header-row 就自动找表头")
	}
}

// filePos is a place for what concerns a whole file: its first sheet.
func (r *reading) filePos(file int) model.Pos {
	for _, pg := range r.pages {
		if pg.file == file {
			return model.Pos{Sheet: pg.ms}
		}
	}
	return model.Pos{}
}

func (r *reading) note(n model.Note) { r.p.Notes = append(r.p.Notes, n) }

func (r *reading) ignore(pg *page, area, reason string) {
	f := &r.p.Files[pg.file]
	f.Ignored = append(f.Ignored, model.Ignored{Sheet: pg.sheet.Name, Range: area, Reason: reason})
}

// hidden reports a sheet that is not read because nobody sees it.
func (r *reading) hidden(pg *page) {
	if pg.sheet.MaxRow() == 0 {
		return
	}
	how := "隐藏"
	if pg.sheet.Visibility == grid.VeryHidden {
		how = "深度隐藏（只有宏能取消）"
	}
	r.ignore(pg, "", "工作表是"+how+"的")
	r.note(model.Note{Rule: "import/hidden", Pos: model.Pos{Sheet: pg.ms}, Message: "工作表“" + pg.sheet.Name + "”是" + how + "的，没有读入", Hint: "如果里面的内容要用，请取消隐藏；不用的请删除"})
}

// bookNotes hands on what the reader of the cells noticed.
func (r *reading) bookNotes(file int, b *grid.Book) {
	for _, n := range b.Notes {
		pos := r.filePos(file)
		for _, pg := range r.pages {
			if pg.file == file && pg.sheet.Name == n.Sheet {
				pos = model.Pos{Sheet: pg.ms}
				if ref, ok := grid.ParseRef(n.Cell); ok {
					pos.Row, pos.Col = int32(ref.Row), int32(ref.Col)
				}
			}
		}
		r.note(model.Note{Rule: n.Rule, Pos: pos, Message: n.Message, Hint: n.Hint})
	}
	if len(b.External) > 0 && !slices.ContainsFunc(b.Notes, func(n grid.Note) bool { return n.Rule == "import/external-link" }) {
		list := slices.Clone(b.External)
		if len(list) > 3 {
			list = append(list[:3], fmt.Sprintf("等 %d 个", len(b.External)))
		}
		r.note(model.Note{Rule: "import/external-link", Pos: r.filePos(file), Message: "工作簿里的公式引用了别的文件：" + strings.Join(list, "、") + "，读入的是上次保存的结果", Hint: "请核对这些数字，或把它们粘贴为数值"})
	}
}

// read reads the values, now that the year of the project is known.
func (r *reading) read() {
	year := r.projectYear()
	if h := best(r.heads, func(h layout.Head) bool { return h.Year.Known() }); h != nil && year == 0 {
		year = h.Year.Value
	}
	r.heads = r.heads[:0]
	directions := map[string]bool{}
	for _, pg := range r.pages {
		if pg.plan == nil {
			continue
		}
		if pg.plan.Partial() && year != 0 {
			// Columns of several years can be told apart now.
			pg.plan = layout.Recognise(pg.sheet, pg.ms, r.prof, r.layoutOptions(pg, year))
		}
		if !slices.Contains(pg.plan.Kinds(), model.KindActivity) {
			pg.result = pg.plan.Read(year)
			layout.Directions(directions, pg.result.Funds)
		}
	}
	for _, pg := range r.pages {
		if pg.plan == nil {
			continue
		}
		if pg.result == nil { // logs come after the tables whose directions they name
			pg.plan.Learn(directions)
			pg.result = pg.plan.Read(year)
		}
		r.heads = append(r.heads, pg.result.Heads...)
		if pg.plan.Took() {
			if h, ok := layout.NameHead(pg.sheet.Name, model.Pos{Sheet: pg.ms}); ok {
				r.heads = append(r.heads, h)
			}
		}
	}
	for i := range r.p.Files {
		if h, ok := layout.NameHead(kin.FileTitle(r.p.Files[i].Name), r.filePos(i)); ok {
			h.Weight = proposed
			r.heads = append(r.heads, h)
		}
	}
	if h, ok := r.handed.Head(0); ok {
		r.heads = append(r.heads, h)
	}
	r.settleUnits(year)
}

// best is the weightiest of the heads that state something, nil for none.
func best(heads []layout.Head, states func(layout.Head) bool) *layout.Head {
	var out *layout.Head
	for i := range heads {
		if states(heads[i]) && (out == nil || heads[i].Weight > out.Weight) {
			out = &heads[i]
		}
	}
	return out
}

// keepUses keeps what became of the cells of every visible sheet.
func (r *reading) keepUses() {
	if !r.opt.Cells && !r.opt.Picture {
		return
	}
	for _, pg := range r.pages {
		if pg.plan == nil || pg.result == nil {
			continue
		}
		var unused []*model.Table
		for _, res := range pg.results() {
			for _, t := range figureTables(res) {
				if !r.uses(t) {
					unused = append(unused, t)
				}
			}
		}
		for _, p := range pg.result.Partials {
			if p.Table != nil && !slices.ContainsFunc(pg.lent, func(l *layout.Result) bool { return slices.Contains(l.Tables, p.Table) }) {
				unused = append(unused, p.Table)
			}
		}
		f := &r.p.Files[pg.file]
		uses, _ := pg.plan.Uses(pg.result)
		f.Uses = append(f.Uses, sheetUses(pg.sheet, uses, leftAside(pg.sheet, f.Ignored, unused), r.opt.Picture))
	}
}
