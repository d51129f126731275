// Package layout finds the tables and forms on a sheet and reads them into the
// model. It finds, it does not assume: tables are recognised by their header
// words anywhere on a sheet, forms by their label cells. Every decision leaves
// a sentence that says why, so that `inspect` can explain it and a person can
// correct it.
//
// A recogniser is a value in the list detectors. Each looks at the whole sheet
// through a view and proposes candidates: a region, a score, and a function
// that reads it. Sheet takes the best candidates that do not overlap.
package layout

import (
	"cmp"
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/profile"
)

// Options steer the recognition where a person knows better.
type Options struct {
	// HeaderRow is the row a person named as the header of this sheet, 0 for none.
	HeaderRow int
	Date1904  bool
	// Year is the project's year when it is already known from elsewhere, for
	// dates without a year; 0 otherwise.
	Year int
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
}

// A Head is one place's statement of the project's head fields. Weight orders
// the places: the highest wins, the others become model.Stated.
type Head struct {
	Weight int // 基本信息 30, 自评表 20, 编制单位 line 15, title 10, sheet or file name 5
	model.Project
}

// A candidate is one detector's proposal for a region.
type candidate struct {
	kind   model.TableKind
	region grid.Range
	score  float64 // 1 is as sure as it gets; below minScore it is not proposed
	why    []string
	read   func(*Result)
}

// A detector proposes candidates for one kind of table or form.
type detector struct {
	name string
	find func(*view) []candidate
}

// minScore is the score below which a proposal is not taken.
const minScore = 0.5

// Sheet recognises and reads one sheet. ms is the sheet's identity for places.
func Sheet(s *grid.Sheet, ms *model.Sheet, prof *profile.Profile, opt Options) *Result {
	v := newView(s, ms, prof, opt)
	var all []candidate
	for _, d := range detectors {
		all = append(all, d.find(v)...)
	}
	slices.SortStableFunc(all, func(a, b candidate) int { return cmp.Compare(b.score, a.score) })
	var res Result
	var taken []candidate
	for _, c := range all {
		if c.score < minScore || slices.ContainsFunc(taken, func(t candidate) bool { return overlap(t.region, c.region) }) {
			continue
		}
		taken = append(taken, c)
	}
	slices.SortFunc(taken, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.region.Top, b.region.Top), cmp.Compare(a.region.Left, b.region.Left))
	})
	for _, c := range taken {
		c.read(&res)
	}
	return &res
}

func overlap(a, b grid.Range) bool {
	return a.Top <= b.Bottom && b.Top <= a.Bottom && a.Left <= b.Right && b.Left <= a.Right
}
