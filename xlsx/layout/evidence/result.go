package evidence

import (
	"ziping/model"
	"ziping/xlsx/grid"
)

// A Missing says which required column a table does not have.
type Missing struct {
	Field, Title string
	Words        []string
	Near         string // the header most like it among those not understood, "" for none
	NearCell     string
}

// A Partial is a table that is clearly one of the known forms and lacks a
// required column, or has two columns that read as the same.
type Partial struct {
	Kind    model.TableKind
	Role    string
	Title   string // Chinese name of the form
	Pos     model.Pos
	Header  grid.Range
	Range   grid.Range
	Headers []string
	Missing []Missing
	Twice   [][2]string
	Points  float64
	Named   bool
	Table   *model.Table // as far as it was understood
	Read    *Result      // the table with the columns it has
}

// An Unread is a column of a table that was not understood, with what its cells
// in the rows of data look like.
type Unread struct {
	Table    *model.Table
	Pos      model.Pos  // of the header
	Range    grid.Range // of the cells below it
	Header   string
	Guess    string // the known word nearest to the header, "" for none
	Figures  int    // cells that hold a figure
	Dates    int
	Words    int
	Distinct int      // different values
	Longest  int      // runes of the longest
	Examples []string // the first different values
}

// A Doubt is a column that was taken for a field by a small margin.
type Doubt struct {
	Unread        // what its cells look like
	Field  string // the field it is read as
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
	// Partials are tables that are clearly one of ours and lack a column.
	Partials []Partial
	// Weak are main fund tables that give way to another one.
	Weak []*model.FundTable
	// Unread are the columns of tables that were not understood.
	Unread []Unread
	// Doubts are the columns that were taken for a field and may be something else.
	Doubts []Doubt
	// Lacks is what forms do not have, unless another sheet has it.
	Lacks []Lack
	// Assumed are the tables whose money unit had to be assumed.
	Assumed []*model.Table
	// Uses collects what became of the cells; nil where nobody asked.
	Uses *Uses
}

// A Lack is a block that a form does not have, with what is to be said of it.
type Lack struct {
	Form *model.Form
	Note model.Note
}

// A Head is one place's statement of the project's head fields. Weight orders
// the places: the highest wins, the others become model.Stated.
type Head struct {
	Weight int // 基本信息 30, 自评表 20, 编制单位 line 15, title 10, sheet or file name 5
	model.Project
}

// Add joins another result to this one.
func (r *Result) Add(o *Result) {
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
	r.Lacks = append(r.Lacks, o.Lacks...)
	r.Assumed = append(r.Assumed, o.Assumed...)
	r.Unread = append(r.Unread, o.Unread...)
	r.Doubts = append(r.Doubts, o.Doubts...)
	r.Uses.add(o.Uses)
}
