package layout

import (
	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A page is a view with the words of a profile at hand, and what a person said
// about the sheet.
type page struct {
	*view
	prof      *profile.Profile
	opt       Options
	words     *vocabulary
	labels    map[string]*label
	lineKinds map[string]int8 // text above a table → what it is
	up        *page           // of a page on its side or a card: the sheet as it stands
}

// newPage is the page of a sheet under the words of a profile.
func newPage(s *grid.Sheet, ms *model.Sheet, prof *profile.Profile, opt Options) *page {
	return pageOf(newView(s, ms), prof, opt)
}

func pageOf(v *view, prof *profile.Profile, opt Options) *page {
	return &page{view: v, prof: prof, opt: opt, words: vocabularyOf(prof), labels: map[string]*label{}, lineKinds: map[string]int8{}}
}

// lie is the same page on its side, nil when it is too large for that.
func (v *page) lie() *page {
	t := v.turn()
	if t == nil {
		return nil
	}
	opt := v.opt
	opt.HeaderRow = 0
	out := pageOf(t, v.prof, opt)
	out.up = v
	return out
}

// beside is the same page for a reader that runs at the same time: what it
// keeps to be faster is its own.
func (v *page) beside() *page {
	c := *v
	c.view, c.labels = v.view.beside(), map[string]*label{}
	return &c
}

// assume is the money unit of tables that state none: 元, unless a person said
// otherwise.
func (v *page) assume() value.MoneyUnit {
	if v.opt.Unit.Name != "" {
		return v.opt.Unit
	}
	return value.Yuan
}
