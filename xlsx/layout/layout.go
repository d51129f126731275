// Package layout finds the tables and forms on a sheet and reads them into the
// model. It finds, it does not assume: tables are recognised by their header
// words anywhere on a sheet, forms by their label cells. Every decision leaves
// a sentence that says why, so that `inspect` can explain it and a person can
// correct it.
//
// # How a sheet is recognised
//
// A recogniser is a value in the list detectors. Each looks at the whole sheet
// through a view and proposes candidates: a region, a score, and a function
// that reads it. The best candidates that do not overlap are taken; no region
// is read twice.
//
// # How a table is found
//
//  1. Windows. The sheet as a whole is searched, and every part of it that
//     empty columns set apart; a small sheet also on its side.
//  2. Header rows. A row that holds words only, at least two of them known
//     headers of some form, seeds a header. Rows above join it when they name
//     groups of its columns (a cell merged down into it, or a known word over
//     several columns), rows below when they carry its groups on. A column's
//     path is the words above it from the top row to the last: 到位资金/市级财政.
//     Column numbers are no words.
//  3. Columns. Each form of the profile reads each path: the whole path, the
//     group and the word joined, the word itself, the word under its group
//     (小计 is the group's figure, everything else a part of it). A word is
//     compared as it stands, then without unit, numbering, year and brackets,
//     then without syllables that carry no meaning, then by its end. What
//     stands below only decides between two readings of one word.
//  4. Bids. A form gets 1 point for each strong word, 0.6 for each other column
//     of figures or dates, less for other words, −0.1 for a named column that
//     it does not understand, +0.5 for the sheet's name and +0.6 for the title.
//     The score is 1−1/(1+points). A form that has all its required columns
//     goes before one that has not; a table that states plan and spending is a
//     资金表 whatever else it has. A table that is clearly of a form but lacks a
//     required column is refused by name, never read in part.
//     同上 stands for what stands above. A figure with its unit (38场) is a figure,
//     never a word of a header.
//  5. Rows. Each row below is classified, the surest test first: blank, header
//     again, column numbers, filler, sum (合计, 小计, 科普宣传合计), note and
//     signature, heading, 其中, data. Rows of figures without a word are sums
//     if they add up, and otherwise refused.
//     The table ends where the text of a report begins (三、存在的问题).
//  6. Sums. Which rows a sum covers follows from the group it names, the heading
//     it stands under, its place, and only then from the figures.
//
// A card is a table of one row: labels with their values beside them, one
// activity each (cards.go). Dates may stand in columns of their parts (dates.go).
//
// Money units come from the column's header, its group, the line above or
// beside the table, a note below; a unit that nobody wrote is assumed to be 元
// and reported.
package layout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// Options steer the recognition where a person knows better.
type Options struct {
	// HeaderRow is the row a person named as the header of this sheet, 0 for none.
	HeaderRow int
	Date1904  bool
	// Year is the project's year when it is already known from elsewhere, for
	// dates without a year; 0 otherwise.
	Year int
	// Unit is the money unit to assume where a table states none; zero is 元.
	Unit value.MoneyUnit
}

// A Result is what one sheet held.
type Result struct {
	Tables  []*model.Table
	Ignored []model.Ignored
	Notes   []model.Note

	Funds      []*model.FundTable
	Logs       []*model.ActivityLog
	Forms      []*model.Form
	Texts      []model.Text
	Allotments []*model.AllotmentTable
	Waivers    []model.Waiver
	// Heads are statements of the project's head: from a 基本信息 form (which
	// fills it all), from the head of a 自评表, from titles and 编制单位 lines.
	Heads []Head
	// Partials are tables that are clearly one of ours and cannot be read.
	Partials []Partial
	// Weak are main fund tables that give way to another one.
	Weak []*model.FundTable
	// Assumed are the tables whose money unit had to be assumed.
	Assumed []*model.Table
}

// A Head is one place's statement of the project's head fields. Weight orders
// the places: the highest wins, the others become model.Stated.
type Head struct {
	Weight int // 基本信息 30, 自评表 20, 编制单位 line 15, title 10, sheet or file name 5
	model.Project
}

// A candidate is one detector's proposal for a region.
type candidate struct {
	kind    model.TableKind
	region  grid.Range
	score   float64 // 1 is as sure as it gets; below minScore it is not proposed
	why     []string
	read    func(Known, *Result)
	partial bool                 // clearly one of ours, and cannot be read: taken last
	heads   func(Known, *Result) // adds only what it says about the project as a whole; nil: read does
}

// A detector proposes candidates for one kind of table or form.
type detector struct {
	name string
	find func(v *page, before []candidate) []candidate // before: what the detectors before it proposed
}

// minScore is the score below which a proposal is not taken.
const minScore = 0.5

// A Plan is a sheet that was recognised and not yet read. Heads are what its
// forms, titles and lines say about the project as a whole.
type Plan struct {
	Heads []Head
	v     *page
	taken []candidate
	left  []grid.Range
	known Known
	done  []*Result // of the candidates that were read at once, by their index in taken
}

// Recognise decides what is on a sheet. ms is the sheet's identity for places.
func Recognise(s *grid.Sheet, ms *model.Sheet, prof *profile.Profile, opt Options) *Plan {
	v := newPage(s, ms, prof, opt)
	p := &Plan{v: v, known: Known{Year: opt.Year}}
	var all, partial []candidate
	for _, d := range detectors {
		for _, c := range d.find(v, all) {
			if c.partial {
				partial = append(partial, c)
			} else {
				all = append(all, c)
			}
		}
	}
	p.take(all)
	p.take(surer(findLabels(v, p.taken), partial))
	if opt.HeaderRow == 0 && p.figuresLeft() {
		p.take(surer(findLying(v), partial)) // for the figures that nothing took
	}
	p.take(partial)
	slices.SortFunc(p.taken, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.region.Top, b.region.Top), cmp.Compare(a.region.Left, b.region.Left))
	})
	p.known.Alone = len(p.taken) == 1
	p.left = p.leftovers()
	p.done = make([]*Result, len(p.taken))
	for i, c := range p.taken {
		var res Result
		if c.heads != nil {
			c.heads(p.known, &res)
		} else {
			c.read(p.known, &res)
			p.done[i] = &res
		}
		p.Heads = append(p.Heads, res.Heads...)
	}
	return p
}

// surer keeps of label forms and of tables that lie on their side those that are surer than
// what the same cells are when they stand, though that cannot be read.
func surer(lying, partial []candidate) []candidate {
	return slices.DeleteFunc(lying, func(c candidate) bool {
		return slices.ContainsFunc(partial, func(p candidate) bool { return overlap(p.region, c.region) && p.score >= c.score })
	})
}

// take adds the best of the candidates that overlap none already taken.
func (p *Plan) take(all []candidate) {
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	for _, c := range all {
		if c.score >= minScore && !slices.ContainsFunc(p.taken, func(t candidate) bool { return overlap(t.region, c.region) }) {
			p.taken = append(p.taken, c)
		}
	}
}

// Read reads what was recognised. year is the project's, 0 for not known.
func (p *Plan) Read(year int) *Result {
	if year != 0 {
		p.known.Year = year
	}
	res := &Result{}
	for i, c := range p.taken {
		if p.done[i] != nil {
			res.add(p.done[i])
			continue
		}
		c.read(p.known, res)
	}
	res.joinNewspapers()
	return res
}

// Assume reads the sheet again with other money units for tables that state
// none; units has them by the tables' ranges.
func (p *Plan) Assume(units map[string]Assumption, year int) *Result {
	p.known.Units = units
	for i := range p.done {
		p.done[i] = nil
	}
	return p.Read(year)
}

// Released reports that the sheet was too large to keep and cannot be read again.
func (p *Plan) Released() bool { return p.v.rows >= manyRows }

// add joins another result to this one.
func (r *Result) add(o *Result) {
	r.Tables = append(r.Tables, o.Tables...)
	r.Ignored = append(r.Ignored, o.Ignored...)
	r.Notes = append(r.Notes, o.Notes...)
	r.Funds = append(r.Funds, o.Funds...)
	r.Logs = append(r.Logs, o.Logs...)
	r.Forms = append(r.Forms, o.Forms...)
	r.Texts = append(r.Texts, o.Texts...)
	r.Allotments = append(r.Allotments, o.Allotments...)
	r.Waivers = append(r.Waivers, o.Waivers...)
	r.Heads = append(r.Heads, o.Heads...)
	r.Partials = append(r.Partials, o.Partials...)
	r.Weak = append(r.Weak, o.Weak...)
	r.Assumed = append(r.Assumed, o.Assumed...)
}

// Seen is the header words that a sheet shows, for a message that nothing on it
// was recognised: the row with most words, and the known word nearest to each.
func (p *Plan) Seen() string {
	v := p.v
	var words []string
	for _, c := range p.headerLike() {
		words = append(words, oneLine(v.text(c.Row, c.Col)))
	}
	if len(words) > 6 {
		words = words[:6]
	}
	out := ""
	for i, w := range words {
		if i > 0 {
			out += "、"
		}
		out += "“" + brief(w) + "”"
		if near := v.nearWord(w); near != "" && model.Key(near) != model.Key(w) {
			out += "（最接近“" + near + "”）"
		}
	}
	return out
}

// headerLike is the row that shows most words, the first of them.
func (p *Plan) headerLike() []grid.Ref {
	v := p.v
	var best []grid.Ref
	for row := 1; row <= min(v.rows, 30); row++ {
		var at []grid.Ref
		for col := 1; col <= min(v.cols, 40); col++ {
			c := v.cell(row, col)
			if t := v.text(row, col); t != "" && len(t) <= maxLabel && v.owns(row, col) && !figure(c) {
				at = append(at, grid.Ref{Row: row, Col: col})
			}
		}
		if len(at) > len(best) {
			best = at
		}
	}
	return best
}

// Unknown describes a sheet on which nothing was recognised by the row that may
// be a header, nil where there is none.
func (p *Plan) Unknown() *model.Table {
	v, at := p.v, p.headerLike()
	if len(at) < 2 {
		return nil
	}
	out := &model.Table{Pos: v.pos(at[0].Row, at[0].Col), Range: p.Extent().String(), Header: grid.Range{Top: at[0].Row, Left: at[0].Col, Bottom: at[0].Row, Right: at[len(at)-1].Col}.String()}
	for _, c := range at {
		text := v.text(c.Row, c.Col)
		out.Columns = append(out.Columns, model.Column{Header: oneLine(text), Cell: c.String(), Guess: v.nearWord(text)})
	}
	return out
}

func (v *page) nearWord(text string) string {
	l := v.label(text)
	for _, f := range v.words.tables {
		if near := f.nearest(l); near != "" {
			return near
		}
	}
	return ""
}

// Blank reports a sheet without content.
func (p *Plan) Blank() bool { return p.v.rows == 0 }

// Took reports what was recognised, for the reasons of a sheet that is ignored.
func (p *Plan) Took() bool { return len(p.taken) > 0 }

// Partial reports a table that is clearly one of ours and cannot be read.
func (p *Plan) Partial() bool {
	return slices.ContainsFunc(p.taken, func(c candidate) bool { return c.partial })
}

// Kinds are the kinds of what was recognised, in the order of the sheet.
func (p *Plan) Kinds() []model.TableKind {
	var out []model.TableKind
	for _, c := range p.taken {
		out = append(out, c.kind)
	}
	return out
}

// Extent is the used range of the sheet.
func (p *Plan) Extent() fmt.Stringer {
	return grid.Range{Top: 1, Left: 1, Bottom: max(1, p.v.rows), Right: max(1, p.v.cols)}
}

// Sheet recognises and reads one sheet by itself.
func Sheet(s *grid.Sheet, ms *model.Sheet, prof *profile.Profile, opt Options) *Result {
	return Recognise(s, ms, prof, opt).Read(opt.Year)
}

func overlap(a, b grid.Range) bool {
	return a.Top <= b.Bottom && b.Top <= a.Bottom && a.Left <= b.Right && b.Left <= a.Right
}

// figuresLeft reports a figure, stored as a number or as text, that nothing took.
func (p *Plan) figuresLeft() bool {
	for i := range p.v.sheet.Rows {
		r := &p.v.sheet.Rows[i]
		if p.whole(r.Num) {
			continue
		}
		for j := range r.Cells {
			if c := &r.Cells[j]; figure(c) && !p.inside(r.Num, int(c.Col)) {
				return true
			}
		}
	}
	return false
}

// Leftovers are the areas with figures that nothing took.
func (p *Plan) Leftovers() []grid.Range { return p.left }

func (p *Plan) leftovers() []grid.Range {
	v := p.v
	var out []grid.Range
	for i := range v.sheet.Rows {
		r := &v.sheet.Rows[i]
		if r.Num > v.rows {
			break
		}
		if p.whole(r.Num) {
			continue
		}
		for j := range r.Cells {
			c := &r.Cells[j]
			at := grid.Range{Top: r.Num, Left: int(c.Col), Bottom: r.Num, Right: int(c.Col)}
			if !leftBehind(c) || p.inside(r.Num, int(c.Col)) {
				continue
			}
			if n := len(out); n > 0 && r.Num-out[n-1].Bottom <= 1 {
				out[n-1] = union(out[n-1], at)
				continue
			}
			out = append(out, at)
		}
	}
	return out
}

// leftBehind reports a cell that holds a figure, which nobody may pass over in
// silence: a number, a formula, a text such as 5,900.00 or 38场. Days and the
// numbers of telephones and codes are none.
func leftBehind(c *grid.Cell) bool {
	switch {
	case c.Formula() != nil, c.Kind == grid.Number && c.Text != "", c.Kind == grid.Error:
		return true
	case c.Kind != grid.String || !figure(c) || dateLike(c.Text) || yearLike(strings.TrimSpace(c.Text)):
		return false
	}
	return len(c.Text) < 7 || strings.ContainsAny(c.Text, ".,，万元人场次份")
}

// whole reports a row of which one region has every cell.
func (p *Plan) whole(row int) bool {
	return slices.ContainsFunc(p.taken, func(c candidate) bool {
		return c.region.Left <= 1 && p.v.cols <= c.region.Right && c.region.Top <= row && row <= c.region.Bottom
	})
}

// inside reports a cell of a region that was taken.
func (p *Plan) inside(row, col int) bool {
	for i := range p.taken {
		if p.taken[i].region.Contains(row, col) {
			return true
		}
	}
	return false
}
