package form_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
	"ziping/xlsx/layout"
	"ziping/xlsx/value"
)

// TestForms reads every layout in testdata: a sheet written as text
// (parseFormSheet says how) and what must be read from it, with places.
func TestForms(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no layouts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := parseFormSheet(t, ar)
			res := layout.Recognise(s, &model.Sheet{File: "t.xlsx", Name: s.Name}, formProfile(t), formOptions(ar)).Read(0)
			for _, f := range res.Forms {
				checkMarks(t, s, f)
			}
			oneUseEach(t, s, formOptions(ar))
			got := dumpForms(res)
			i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
			if *gridtest.Update {
				if i < 0 {
					ar.Files, i = append(ar.Files, txtar.File{Name: "want"}), len(ar.Files)
				}
				ar.Files[i].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if i < 0 {
				t.Fatal("no want")
			}
			if diff := cmp.Diff(strings.Split(string(ar.Files[i].Data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("want(-) got(+):\n%s", diff)
			}
		})
	}
}

// formOptions reads "header-row: 5" from the archive's comment.
func formOptions(ar *txtar.Archive) (opt layout.Options) {
	if _, rest, ok := strings.Cut(string(ar.Comment), "header-row: "); ok {
		fmt.Sscan(rest, &opt.HeaderRow)
	}
	return opt
}

// parseFormSheet builds a sheet from the file "sheet NAME": cells separated by
// " | ", each a reference or a range, a blank, and the text. \n is a line break.
// #36;0.00 is the number 36 under that format, !#REF! an error, =SUM(A1)→3 a
// formula we calculated, =SUM(A1) one that nobody did. A range marked with *
// holds copies of its value in every cell, one marked with ~ is not merged.
func parseFormSheet(t testing.TB, ar *txtar.Archive) *grid.Sheet {
	t.Helper()
	for _, f := range ar.Files {
		if name, ok := strings.CutPrefix(f.Name, "sheet "); ok {
			return formSheetOf(t, name, string(f.Data))
		}
	}
	t.Fatal("no sheet in the archive")
	return nil
}

func formSheetOf(t testing.TB, name, text string) *grid.Sheet {
	t.Helper()
	b := newFormGrid()
	for _, line := range strings.Split(text, "\n") {
		if strings.TrimSpace(line) == "" || strings.HasPrefix(line, "//") {
			continue
		}
		for _, item := range strings.Split(line, " | ") {
			ref, val, _ := strings.Cut(strings.TrimLeft(item, " "), " ")
			val = strings.TrimSuffix(strings.ReplaceAll(val, `\n`, "\n"), "|")
			copies, loose := strings.HasSuffix(ref, "*"), strings.HasSuffix(ref, "~")
			r, ok := grid.ParseRange(strings.TrimRight(ref, "*~"))
			if !ok {
				t.Fatalf("bad reference %q in %q", ref, line)
			}
			b.put(r, formValue(val), copies, loose)
		}
	}
	return b.sheet(name)
}

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

// dumpForms writes what was read, one value a line, with places.
func dumpForms(res *layout.Result) string {
	var b bytes.Buffer
	for i, f := range res.Forms {
		if i > 0 {
			b.WriteString("\n")
		}
		dumpForm(&b, f)
		h := res.Heads[min(i, len(res.Heads)-1)]
		fmt.Fprintf(&b, "head %d%s%s%s%s%s%s\n", h.Weight, strCell(" name", h.Name), strCell(" unit", h.Unit), strCell(" department", h.Department), strCell(" code", h.Code), intCell(" year", h.Year), strCell(" leader", h.Leader))
	}
	for _, x := range res.Tables {
		if x.Kind != model.KindForm {
			fmt.Fprintf(&b, "beside it %s %s\n", x.Kind, x.Range)
		}
	}
	for _, x := range res.Ignored {
		fmt.Fprintf(&b, "ignored %s %s\n", x.Range, x.Reason)
	}
	for _, n := range res.Notes {
		message := n.Message + "〔" + n.Hint + "〕"
		if n.Rule == "import/bad-number" { // the rest is package value's
			message, _, _ = strings.Cut(n.Message, "”：")
		}
		fmt.Fprintf(&b, "note %s %s %s\n", n.Rule, n.Pos.Cell(), message)
	}
	return b.String()
}

func dumpForm(b *bytes.Buffer, f *model.Form) {
	t := f.Table
	fmt.Fprintf(b, "form %s %s unit %q %s header %s weights %v scores %v\n", t.Pos.Cell(), t.Range, t.Unit, t.UnitPos.Cell(), t.Header, f.HasWeights, f.HasScores)
	line := func(s string) {
		if s != "" {
			fmt.Fprintln(b, strings.TrimSpace(s))
		}
	}
	line(strCell("title", f.Title) + intCell(" year", f.Year))
	line(strCell("name", f.ProjectName) + strCell(" code", f.Code))
	line(strCell("department", f.Department) + strCell(" unit", f.Unit))
	for _, m := range f.Money {
		fmt.Fprintf(b, "money %s/%d%s%s%s%s%s%s%s%s%s\n", m.Kind, m.Level, strCell(" ", m.Label), yuan(" initial", m.Initial), yuan(" budget", m.Budget), yuan(" received", m.Received), yuan(" spent", m.Spent),
			num(" weight", m.Weight), anyCell(" rate", m.Rate, func(r model.Ratio) string { return r.R.String() }), num(" score", m.Score), strCell(" reason", m.Reason))
	}
	line(strCell("planned", f.GoalPlanned))
	line(strCell("actual", f.GoalActual))
	for i, in := range f.Indicators {
		fmt.Fprintf(b, "%d.%s%s%s%s%s\n  %s%s%s%s%s\n", i+1, strCell(" ", in.Level1), strCell(" /", in.Level2), strCell(" /", in.Level3), strCell(" op", in.Operator), strCell(" unit", in.Unit),
			anyCell(" target", in.Target, measureText), anyCell(" actual", in.Actual, measureText), num(" weight", in.Weight), num(" score", in.Score), strCell(" reason", in.Reason))
	}
	line(num("total weight", f.TotalWeight) + num(" total score", f.TotalScore) + strCell(" grade", f.Grade))
	for _, g := range f.Groups {
		fmt.Fprintf(b, "group/%d %s%s\n", g.Level, g.Name, num("", g.Weight))
	}
	for _, x := range f.Texts {
		fmt.Fprintf(b, "text%s%s\n", strCell(" ", x.Name), strCell(" :", x.Body))
	}
	for _, c := range t.Columns {
		fmt.Fprintf(b, "column %s %q = %s %s%s\n", c.Cell, c.Header, c.Field, c.Unit, c.Guess)
	}
	for _, r := range t.Rows {
		fmt.Fprintf(b, "row %d %s %s\n", r.Row, r.Role, r.Why)
	}
	for _, w := range t.Why {
		fmt.Fprintf(b, "why %s\n", w)
	}
}

var stateNames = map[model.State]string{model.Blank: "blank", model.None: "dash", model.Filler: "filler", model.NotApplicable: "n/a", model.Bad: "BAD", model.Known: ""}

func anyCell[T any](name string, c model.Cell[T], show func(T) string) string {
	if c.State == model.Absent {
		return ""
	}
	out := name + " " + c.Pos.Cell()
	if c.State == model.Known {
		out += "=" + show(c.Value)
	} else {
		out += "=<" + stateNames[c.State] + ">"
	}
	if c.Computed {
		out += "(computed)"
	}
	return out
}

func strCell(name string, c model.Cell[string]) string {
	return anyCell(name, c, func(s string) string { return strings.ReplaceAll(s, "\n", `\n`) })
}

func intCell(name string, c model.Cell[int]) string {
	return anyCell(name, c, func(n int) string { return fmt.Sprint(n) })
}

func num(name string, c model.Cell[model.Number]) string {
	return anyCell(name, c, func(n model.Number) string { return n.N.String() })
}

func yuan(name string, c model.Cell[model.Amount]) string {
	return anyCell(name, c, func(a model.Amount) string { return a.Yuan.String() })
}

func measureText(m model.Measure) string {
	if m.Qualitative {
		return "〈words〉"
	}
	s := string(m.Op) + m.Value.String()
	if m.Op == model.OpRange {
		s = m.Value.String() + ".." + m.High.String()
	}
	return s + m.Unit
}

// TestFormAssumes reads a form without a unit first in the national form's and
// then in the one that the other tables tell.
func TestFormAssumes(t *testing.T) {
	ar, err := txtar.ParseFile("testdata/internal-control.txtar")
	if err != nil {
		t.Fatal(err)
	}
	p := layout.Recognise(parseFormSheet(t, ar), &model.Sheet{Name: "s"}, formProfile(t), layout.Options{})
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
