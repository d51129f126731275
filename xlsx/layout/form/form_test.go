package form_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/ooxml"
	"ziping/xlsx/value"
	"ziping/xlsx/xlsxtest"
)

// formValue is the cell a piece of text stands for.
func formValue(val string) grid.Cell {
	c := grid.Cell{Kind: grid.String, Text: val}
	switch {
	case strings.HasPrefix(val, "!"):
		c.Kind, c.Text = grid.Error, val[1:]
	case strings.HasPrefix(val, "=") && (strings.HasPrefix(val, "=SUM") || strings.Contains(val, "→")):
		formula, result, ok := strings.Cut(val[1:], "→")
		c = grid.Cell{Kind: grid.Number, Text: result, Props: &grid.Props{Formula: &grid.Formula{Text: formula, Computed: ok}}}
		if !ok {
			c.Kind = grid.Empty
		}
	case strings.HasPrefix(val, "#"):
		num, code, ok := strings.Cut(val[1:], ";")
		c.Kind, c.Text = grid.Number, num
		if ok {
			c.Props = &grid.Props{Format: &grid.Format{ID: 200, Code: code}}
		}
	case val == "":
		c.Kind = grid.Empty
	}
	return c
}

// A formGrid collects cells in any order.
type formGrid struct {
	cells  map[grid.Ref]grid.Cell
	merges []grid.Range
}

func newFormGrid() *formGrid { return &formGrid{cells: map[grid.Ref]grid.Cell{}} }

func (b *formGrid) put(r grid.Range, c grid.Cell, copies, loose bool) {
	for row := r.Top; row <= r.Bottom; row++ {
		for col := r.Left; col <= r.Right; col++ {
			if copies || row == r.Top && col == r.Left {
				c.Col = int32(col)
				b.cells[grid.Ref{Row: row, Col: col}] = c
			}
		}
	}
	if !loose && (r.Top != r.Bottom || r.Left != r.Right) {
		b.merges = append(b.merges, r)
	}
}

func (b *formGrid) sheet(name string) *grid.Sheet {
	s := &grid.Sheet{Name: name, Merges: b.merges}
	rows := map[int][]grid.Cell{}
	for ref, c := range b.cells {
		rows[ref.Row] = append(rows[ref.Row], c)
	}
	for num, cells := range rows {
		slices.SortFunc(cells, func(a, b grid.Cell) int { return int(a.Col - b.Col) })
		s.Rows = append(s.Rows, grid.Row{Num: num, Cells: cells})
	}
	slices.SortFunc(s.Rows, func(a, b grid.Row) int { return a.Num - b.Num })
	return s
}

// checkMarks holds every value to its place: the text of a value is what
// stands in the cell it points at.
func checkMarks(t testing.TB, s *grid.Sheet, f *model.Form) {
	t.Helper()
	walkForm(f, func(name, text string, pos model.Pos, state model.State) {
		if state == model.Absent {
			return
		}
		if pos.Row == 0 {
			t.Errorf("%s has no place", name)
			return
		}
		stored := ""
		if c := s.Cell(int(pos.Row), int(pos.Col)); c != nil {
			stored = value.Text(c)
		}
		first, _, _ := strings.Cut(text, "\n")
		if state == model.Blank && (name == "money label" || name == "score" || name == "weight") {
			return // stands beside the figures, or in a cell merged with its neighbour
		}
		if state == model.Blank && stored == "" || stored == text || text != "" && (strings.Contains(stored, first) || strings.Contains(text, stored) && stored != "") {
			return
		}
		t.Errorf("%s: %q is said to stand at %s, where %q stands", name, text, pos.Cell(), stored)
	})
}

// walkForm visits every value of a form.
func walkForm(f *model.Form, visit func(name, text string, pos model.Pos, state model.State)) {
	str := func(name string, c model.Cell[string]) { visit(name, c.Text, c.Pos, c.State) }
	str("title", f.Title)
	visit("year", f.Year.Text, f.Year.Pos, f.Year.State)
	str("name", f.ProjectName)
	str("department", f.Department)
	str("unit", f.Unit)
	str("code", f.Code)
	for _, m := range f.Money {
		str("money label", m.Label)
		for _, a := range []model.Cell[model.Amount]{m.Initial, m.Budget, m.Received, m.Spent} {
			visit("money "+m.Label.Value, a.Text, a.Pos, a.State)
		}
		visit("money weight", m.Weight.Text, m.Weight.Pos, m.Weight.State)
		visit("money rate", m.Rate.Text, m.Rate.Pos, m.Rate.State)
		visit("money score", m.Score.Text, m.Score.Pos, m.Score.State)
		str("money reason", m.Reason)
	}
	str("goal planned", f.GoalPlanned)
	str("goal actual", f.GoalActual)
	for _, in := range f.Indicators {
		for _, c := range []model.Cell[string]{in.Level1, in.Level2, in.Level3, in.Operator, in.Unit, in.Reason} {
			str("indicator "+in.Level3.Value, c)
		}
		visit("target", in.Target.Text, in.Target.Pos, in.Target.State)
		visit("actual", in.Actual.Text, in.Actual.Pos, in.Actual.State)
		visit("weight", in.Weight.Text, in.Weight.Pos, in.Weight.State)
		visit("score", in.Score.Text, in.Score.Pos, in.Score.State)
	}
	visit("total weight", f.TotalWeight.Text, f.TotalWeight.Pos, f.TotalWeight.State)
	visit("total score", f.TotalScore.Text, f.TotalScore.Pos, f.TotalScore.State)
	str("grade", f.Grade)
	for _, g := range f.Groups {
		visit("group "+g.Name, g.Weight.Text, g.Weight.Pos, g.Weight.State)
	}
	for _, x := range f.Texts {
		str("text "+x.Name.Value, x.Body)
	}
}

// TestFormAssumes reads a form without a unit first in the national form's and
// then in the one that the other tables tell.
func TestFormAssumes(t *testing.T) {
	p := layout.Recognise(caseSheet(t, "form-internal-control"), &model.Sheet{Name: "s"}, formProfile(t), layout.Options{})
	var first *model.Table
	budget := func(res *layout.Result) string {
		if len(res.Forms) != 1 || len(res.Assumed) != 1 || len(res.Notes) != 1 || res.Notes[0].Rule != "import/unit-assumed" {
			t.Fatalf("%d forms, %d assumed, notes %+v", len(res.Forms), len(res.Assumed), res.Notes)
		}
		first = res.Assumed[0]
		return res.Forms[0].MoneyTotal().Budget.Value.Yuan.String()
	}
	if got := budget(p.Read(0)); got != "200000" {
		t.Errorf("in 万元: %s", got)
	}
	if got := budget(p.Assume(map[string]layout.Assumption{first.Range: {Unit: value.Yuan, Because: "，这样才与资金表一致"}}, 0)); got != "20" {
		t.Errorf("in 元: %s", got)
	}
}

// caseSheet is the sheet of a case of package xlsx that needs no rows expanded.
func caseSheet(t *testing.T, name string) *grid.Sheet {
	t.Helper()
	ar, err := txtar.ParseFile("../../testdata/layout/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	data, err := xlsxtest.Workbook(xlsxtest.Rows(string(ar.Files[0].Data)))
	if err != nil {
		t.Fatal(err)
	}
	book, err := ooxml.Read(data)
	if err != nil {
		t.Fatal(err)
	}
	return book.Sheets[0]
}
