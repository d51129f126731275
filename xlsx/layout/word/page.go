package word

import (
	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A Page is a view with the words of a profile at hand, and what a person said
// about the sheet.
type Page struct {
	*view.View
	Profile   *profile.Profile
	Options   evidence.Options
	Words     *Vocabulary
	labels    map[string]*Label
	lineKinds map[string]int8 // text above a table → what it is
	Up        *Page           // of a page on its side or a card: the sheet as it stands
}

// NewPage is the page of a sheet under the words of a profile.
func NewPage(s *grid.Sheet, ms *model.Sheet, prof *profile.Profile, opt evidence.Options) *Page {
	return PageOver(view.New(s, ms), prof, opt)
}

func PageOver(v *view.View, prof *profile.Profile, opt evidence.Options) *Page {
	return &Page{View: v, Profile: prof, Options: opt, Words: VocabularyOf(prof), labels: map[string]*Label{}, lineKinds: map[string]int8{}}
}

// Lie is the same page on its side, nil when it is too large for that.
func (v *Page) Lie() *Page {
	t := v.Turn()
	if t == nil {
		return nil
	}
	opt := v.Options
	opt.HeaderRow = 0
	out := PageOver(t, v.Profile, opt)
	out.Up = v
	return out
}

// Beside is the same page for a reader that runs at the same time: what it
// keeps to be faster is its own.
func (v *Page) Beside() *Page {
	c := *v
	c.View, c.labels = v.View.Beside(), map[string]*Label{}
	return &c
}

// Assume is the money unit of tables that state none: 元, unless a person said
// otherwise.
func (v *Page) Assume() value.MoneyUnit {
	if v.Options.Unit.Name != "" {
		return v.Options.Unit
	}
	return value.Yuan
}
