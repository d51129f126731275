package xlsx

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
)

// TestUses reads every case of layout and every sample: each cell that holds
// something has exactly one use. What nobody marked and what was marked twice and
// differently fail alike.
func TestUses(t *testing.T) {
	shares := map[model.CellUse]int{}
	files, _ := filepath.Glob("testdata/layout/*.txtar")
	for _, file := range files {
		ar, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		inputs, opt := layoutInputs(t, ar)
		usesOf(t, filepath.Base(file), inputs, opt, shares)
	}
	samples := 0
	err := filepath.WalkDir("../testdata/samples", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !slices.Contains([]string{".xlsx", ".xls"}, filepath.Ext(path)) {
			return err
		}
		data, err := os.ReadFile(path)
		samples++
		usesOf(t, path, []Input{{Name: filepath.Base(path), Data: data}}, ReadOptions{}, shares)
		return err
	})
	if err != nil || len(files) < 25 || samples < 4 {
		t.Fatalf("%d cases, %d samples, %v", len(files), samples, err)
	}
	all := 0
	for _, n := range shares {
		all += n
	}
	var list []string
	for _, u := range []model.CellUse{model.UseHeader, model.UseLabel, model.UseValue, model.UseTotal, model.UseTitle, model.UseNote, model.UseDuplicate, model.UseUnread} {
		list = append(list, fmt.Sprintf("%s %.1f %%", u, 100*float64(shares[u])/float64(all)))
	}
	t.Logf("%d cells: %s", all, strings.Join(list, ", "))
	if rest := all - shares[model.UseLabel] - shares[model.UseHeader]; shares[model.UseNote]*10 > rest {
		t.Errorf("%d of %d cells that are no label are notes", shares[model.UseNote], rest)
	}
}

// usesOf holds the uses of every visible sheet to its cells.
func usesOf(t *testing.T, name string, inputs []Input, opt ReadOptions, shares map[model.CellUse]int) {
	t.Helper()
	opt.Cells = true
	p, _ := Read(inputs, opt)
	for _, in := range inputs {
		b, err := Open(in.Name, in.Data, opt.Options)
		if err != nil {
			continue
		}
		for _, s := range b.Sheets {
			plan := layout.Recognise(s, &model.Sheet{File: in.Name, Name: s.Name}, profile.Default(), layout.Options{Cells: true, HeaderRow: opt.HeaderRows[s.Name]})
			_, faults := plan.Uses(plan.Read(0))
			for _, f := range faults {
				t.Errorf("%s %s!%s", name, s.Name, f)
			}
			if s.Visibility == grid.Visible && p != nil {
				oneEach(t, name, s, usesOn(p, in.Name, s.Name), shares)
			}
		}
	}
}

func usesOn(p *model.Project, file, sheet string) []model.Use {
	for _, f := range p.Files {
		for _, u := range f.Uses {
			if f.Name == file && u.Sheet == sheet {
				return u.Uses
			}
		}
	}
	return nil
}

// oneEach fails for a cell that has no use or two.
func oneEach(t *testing.T, name string, s *grid.Sheet, uses []model.Use, shares map[model.CellUse]int) {
	t.Helper()
	for i := range s.Rows {
		for j := range s.Rows[i].Cells {
			c := &s.Rows[i].Cells[j]
			if c.Formula() == nil && strings.TrimSpace(c.Text) == "" {
				continue
			}
			var own []model.Use
			for _, u := range uses {
				if r, _ := grid.ParseRange(u.Range); r.Contains(s.Rows[i].Num, int(c.Col)) {
					own = append(own, u)
				}
			}
			if len(own) != 1 {
				t.Errorf("%s %s!%s%d %q has %d uses: %v", name, s.Name, grid.ColName(int(c.Col)), s.Rows[i].Num, c.Text, len(own), own)
				continue
			}
			if own[0].Use == model.UseUnread && own[0].Why == "" {
				t.Errorf("%s %s!%s%d %q is unread without a reason", name, s.Name, grid.ColName(int(c.Col)), s.Rows[i].Num, c.Text)
			}
			shares[own[0].Use]++
			if os.Getenv("USES") != "" && strings.Contains(os.Getenv("USES"), string(own[0].Use)) {
				t.Logf("%s %s!%s%d %q %s %s %s", name, s.Name, grid.ColName(int(c.Col)), s.Rows[i].Num, c.Text, own[0].Use, own[0].Field, own[0].Why)
			}
		}
	}
}
