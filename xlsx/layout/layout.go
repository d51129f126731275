// Package layout finds the tables and forms on a sheet and reads them into the
// model. It finds, it does not assume: tables are recognised by their header
// words anywhere on a sheet, forms by their label cells. Every decision leaves
// a sentence that says why, so that `inspect` can explain it and a person can
// correct it.
//
// # The rooms
//
// Recognition is a line of small packages below this one, which is their door:
// nobody else imports them, and each imports only rooms before it.
//
//	evidence  plain values that the rooms hand to each other
//	view      a sheet as a reader sees it
//	word      labels, vocabularies, lines that are no header
//	header    header rows and the path of each column
//	column    which field a column may be
//	body      which kind a row may be
//	sum       which rows sum which
//	cell      one cell as a value, and what is to be said about it
//	fact      unit, year, office and project in titles, lines and names
//	table     readings of tables
//	pair      readings of labels with their values
//	form      readings of 自评表
//	layout    chooses among the readings of a sheet
//
// They lie below layout and not beside it because they mean nothing without it: who
// opens this directory sees the way of a sheet from left to right.
//
// # How a sheet is recognised
//
// A detector is a value in the list detectors. Each looks at the whole sheet
// through a page and proposes readings: a region, a score, and a function that
// reads it, given what is known of the unit. The best readings that do not overlap
// are taken; no region is read twice.
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
//     then without syllables that carry no meaning, then by its end, then taken
//     apart into morphemes (profile/words/grammar.yaml). Points are log-odds: 3
//     for the word, 2 for a composed one, 1 where some of it is unknown and the
//     values must agree, 1 for values of the field's type. Where no word tells,
//     days, units behind figures, months with their sum and the directions of
//     the 资金表 do.
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
	"maps"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/pair"
	"ziping/xlsx/layout/table"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// A detector proposes candidates for one kind of table or form.
type detector struct {
	name string
	find func(v *word.Page, before []evidence.Reading) []evidence.Reading // before: what the detectors before it proposed
}

// A Plan is a sheet that was recognised and not yet read. Heads are what its
// forms, titles and lines say about the project as a whole.
type Plan struct {
	Heads []Head
	v     *word.Page
	taken []evidence.Reading
	left  []grid.Range
	known evidence.Known
	done  []*Result // of the candidates that were read at once, by their index in taken
}

// Recognise decides what is on a sheet. ms is the sheet's identity for places.
func Recognise(s *grid.Sheet, ms *model.Sheet, prof *profile.Profile, opt Options) *Plan {
	v := word.NewPage(s, ms, prof, opt)
	p := &Plan{v: v, known: evidence.Known{Year: opt.Year}}
	var all, partial []evidence.Reading
	for _, d := range detectors {
		for _, c := range d.find(v, all) {
			if c.Partial {
				partial = append(partial, c)
			} else {
				all = append(all, c)
			}
		}
	}
	p.take(all)
	pairs := surer(pair.Find(v, p.taken), partial)
	if len(pairs) > 0 && opt.HeaderRow == 0 && p.figuresLeft() {
		lying := slices.DeleteFunc(surer(table.FindLying(v), partial), func(c evidence.Reading) bool { return c.Records < 2 })
		pairs = slices.DeleteFunc(pairs, func(c evidence.Reading) bool {
			return slices.ContainsFunc(lying, func(l evidence.Reading) bool {
				return view.Overlap(l.Region, c.Region) && l.Score >= evidence.Standard.Table.Least
			})
		}) // a label has one value: with more, its figures are a table that lies on its side
	}
	p.take(pairs)
	if opt.HeaderRow == 0 && p.figuresLeft() {
		p.take(surer(table.FindLying(v), partial)) // for the figures that nothing took
	}
	p.take(partial)
	slices.SortFunc(p.taken, func(a, b evidence.Reading) int {
		return cmp.Or(cmp.Compare(a.Region.Top, b.Region.Top), cmp.Compare(a.Region.Left, b.Region.Left))
	})
	p.known.Alone = len(p.taken) == 1 && !opt.Cells
	p.left = p.leftovers()
	p.done = make([]*Result, len(p.taken))
	for i, c := range p.taken {
		var res Result
		if c.Heads != nil {
			c.Heads(p.known, &res)
		} else {
			res.Uses = p.uses()
			c.Read(p.known, &res)
			p.done[i] = &res
		}
		p.Heads = append(p.Heads, res.Heads...)
	}
	return p
}

// surer keeps of label forms and of tables that lie on their side those that are surer than
// what the same cells are when they stand, though that cannot be read.
func surer(lying, partial []evidence.Reading) []evidence.Reading {
	return slices.DeleteFunc(lying, func(c evidence.Reading) bool {
		return slices.ContainsFunc(partial, func(p evidence.Reading) bool { return view.Overlap(p.Region, c.Region) && p.Score >= c.Score })
	})
}

// take adds the best of the candidates that overlap none already taken.
func (p *Plan) take(all []evidence.Reading) {
	slices.SortStableFunc(all, func(a, b evidence.Reading) int { return cmp.Compare(b.Score, a.Score) })
	for _, c := range all {
		if c.Score >= evidence.Standard.Table.Least && !slices.ContainsFunc(p.taken, func(t evidence.Reading) bool { return view.Overlap(t.Region, c.Region) }) {
			p.taken = append(p.taken, c)
		}
	}
}

// Read reads what was recognised. year is the project's, 0 for not known.
func (p *Plan) Read(year int) *Result {
	if year != 0 {
		p.known.Year = year
	}
	p.directions()
	res := &Result{Uses: p.uses()}
	for i, c := range p.taken {
		if p.done[i] != nil {
			res.Add(p.done[i])
			continue
		}
		c.Read(p.known, res)
	}
	table.JoinNewspapers(res)
	return res
}

// Learn tells what the 资金表 of other sheets call their directions of spending.
func (p *Plan) Learn(directions map[string]bool) { p.known.Directions = directions }

// directions reads the other tables of a sheet before its logs, whose categories
// may be what the 资金表 calls its directions.
func (p *Plan) directions() {
	if len(p.taken) < 2 || !slices.Contains(p.Kinds(), model.KindActivity) || !slices.Contains(p.Kinds(), model.KindFund) {
		return
	}
	own := maps.Clone(p.known.Directions)
	if own == nil {
		own = map[string]bool{}
	}
	for i, c := range p.taken {
		if c.Kind != model.KindFund {
			continue
		}
		if p.done[i] == nil {
			p.done[i] = &Result{}
			c.Read(p.known, p.done[i])
		}
		table.Directions(own, p.done[i].Funds)
	}
	p.known.Directions = own
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
func (p *Plan) Released() bool { return p.v.Rows >= evidence.ReleasedRows }

// Seen is the header words that a sheet shows, for a message that nothing on it
// was recognised: the row with most words, and the known word nearest to each.
func (p *Plan) Seen() string {
	v := p.v
	var words []string
	for _, c := range p.headerLike() {
		words = append(words, view.OneLine(v.Text(c.Row, c.Col)))
	}
	if len(words) > 6 {
		words = words[:6]
	}
	out := ""
	for i, w := range words {
		if i > 0 {
			out += "、"
		}
		out += "“" + view.Brief(w) + "”"
		if near := v.NearWord(w); near != "" && model.Key(near) != model.Key(w) {
			out += "（最接近“" + near + "”）"
		}
	}
	return out
}

// headerLike is the row that shows most words, the first of them.
func (p *Plan) headerLike() []grid.Ref {
	v := p.v
	var best []grid.Ref
	for row := 1; row <= min(v.Rows, 30); row++ {
		var at []grid.Ref
		for col := 1; col <= min(v.Cols, 40); col++ {
			c := v.Cell(row, col)
			if t := v.Text(row, col); t != "" && len(t) <= evidence.Standard.Word.LabelBytes && v.Owns(row, col) && !view.Figure(c) {
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
	out := &model.Table{Pos: v.Pos(at[0].Row, at[0].Col), Range: p.Extent().String(), Header: grid.Range{Top: at[0].Row, Left: at[0].Col, Bottom: at[0].Row, Right: at[len(at)-1].Col}.String()}
	for _, c := range at {
		text := v.Text(c.Row, c.Col)
		out.Columns = append(out.Columns, model.Column{Header: view.OneLine(text), Cell: c.String(), Guess: v.NearWord(text)})
	}
	return out
}

// Blank reports a sheet without content.
func (p *Plan) Blank() bool { return p.v.Rows == 0 }

// Took reports what was recognised, for the reasons of a sheet that is ignored.
func (p *Plan) Took() bool { return len(p.taken) > 0 }

// Partial reports a table that is clearly one of ours and cannot be read.
func (p *Plan) Partial() bool {
	return slices.ContainsFunc(p.taken, func(c evidence.Reading) bool { return c.Partial })
}

// Kinds are the kinds of what was recognised, in the order of the sheet.
func (p *Plan) Kinds() []model.TableKind {
	var out []model.TableKind
	for _, c := range p.taken {
		out = append(out, c.Kind)
	}
	return out
}

// Extent is the used range of the sheet.
func (p *Plan) Extent() fmt.Stringer {
	return grid.Range{Top: 1, Left: 1, Bottom: max(1, p.v.Rows), Right: max(1, p.v.Cols)}
}

// figuresLeft reports a figure, stored as a number or as text, that nothing took.
func (p *Plan) figuresLeft() bool {
	for i := range p.v.Grid.Rows {
		r := &p.v.Grid.Rows[i]
		if p.whole(r.Num) {
			continue
		}
		for j := range r.Cells {
			if c := &r.Cells[j]; view.Figure(c) && !p.inside(r.Num, int(c.Col)) {
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
	for i := range v.Grid.Rows {
		r := &v.Grid.Rows[i]
		if r.Num > v.Rows {
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
				out[n-1] = view.Union(out[n-1], at)
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
	case c.Kind != grid.String || !view.Figure(c) || view.DateLike(c.Text) || view.YearLike(strings.TrimSpace(c.Text)):
		return false
	}
	return len(c.Text) < 7 || strings.ContainsAny(c.Text, ".,，万元人场次份")
}

// whole reports a row of which one region has every cell.
func (p *Plan) whole(row int) bool {
	return slices.ContainsFunc(p.taken, func(c evidence.Reading) bool {
		return c.Region.Left <= 1 && p.v.Cols <= c.Region.Right && c.Region.Top <= row && row <= c.Region.Bottom
	})
}

// inside reports a cell of a region that was taken.
func (p *Plan) inside(row, col int) bool {
	for i := range p.taken {
		if p.taken[i].Region.Contains(row, col) {
			return true
		}
	}
	return false
}
