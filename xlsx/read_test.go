package xlsx

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ziping/model"
)

// unitFolders are the folders of samples that hold one unit's workbooks.
func unitFolders(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir("../testdata/samples", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "expected.json" {
			out = append(out, filepath.Dir(path))
		}
		return err
	})
	if err != nil || len(out) < 7 {
		t.Fatalf("samples: %d folders, %v", len(out), err)
	}
	return out
}

func folderInputs(t testing.TB, dir string) []Input {
	t.Helper()
	var out []Input
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if ext := filepath.Ext(e.Name()); ext == ".xlsx" || ext == ".xls" {
			data, err := os.ReadFile(filepath.Join(dir, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, Input{Name: e.Name(), Data: data})
		}
	}
	return out
}

// TestSamples holds every total of the samples to their expected.json.
func TestSamples(t *testing.T) {
	for _, dir := range unitFolders(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			p, err := Read(folderInputs(t, dir), ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			raw, err := os.ReadFile(filepath.Join(dir, "expected.json"))
			if err != nil {
				t.Fatal(err)
			}
			var want map[string]any
			if err := json.Unmarshal(raw, &want); err != nil {
				t.Fatal(err)
			}
			got := totals(p)
			for key, w := range want {
				switch w := w.(type) {
				case map[string]any:
					for k, v := range w {
						if inner, ok := v.(map[string]any); ok {
							for kk, vv := range inner {
								compare(t, got, key+"."+k+"."+kk, vv)
							}
							continue
						}
						compare(t, got, key+"."+k, v)
					}
				case []any:
				default:
					compare(t, got, key, w)
				}
			}
		})
	}
}

func compare(t *testing.T, got map[string]string, key string, want any) {
	t.Helper()
	w := fmt.Sprint(want)
	switch f := want.(type) {
	case float64:
		w = fmt.Sprint(int64(f))
	case nil:
		w = "" // no row states it
	}
	if got[key] != w {
		t.Errorf("%s: got %q, want %q", key, got[key], w)
	}
}

// totals are the figures of a project under the names of the JSON contract.
func totals(p *model.Project) map[string]string {
	out := map[string]string{"unit": p.Unit.Value, "year": fmt.Sprint(p.Year.Value), "project": p.Name.Value}
	money := func(key string, s model.Sum) {
		if n, some := s.Part(); some {
			out[key] = n.StringFixed(2)
		}
	}
	f := p.Fund()
	money("fund.planned", f.Planned)
	money("fund.received", f.Received)
	money("fund.spent", f.Spent)
	if r, ok := f.ReceiptRate(); ok {
		out["rates.received"] = r.StringFixed(4)
	}
	if r, ok := f.ExecutionRate(); ok {
		out["rates.execution"] = r.StringFixed(4)
	}
	all := func(prefix string, a model.Activities) {
		out[prefix+"count"] = fmt.Sprint(a.Count)
		for k, s := range map[string]model.Sum{"sessions": a.Sessions, "participants": a.Participants, "youth": a.Youth, "materials": a.Materials} {
			if n, some := s.Part(); some {
				out[prefix+k] = n.String()
			}
		}
		money(prefix+"cost", a.Cost)
	}
	all("activities.", p.Activities())
	for _, c := range p.ByCategory() {
		all("activities_by_category."+c.Category+".", c)
	}
	n := 0
	for _, f := range p.Forms {
		n += len(f.Indicators)
	}
	out["indicators.count"] = fmt.Sprint(n)
	if w, some := p.IndicatorWeight().Part(); some {
		out["indicators.weight"] = w.String()
	}
	if s := p.TotalScore(); s.Known() {
		out["indicators.score"] = s.Value.N.String()
	}
	return out
}

// explain prints what was recognised, for failing tests.
func explain(p *model.Project, err error) string {
	var b strings.Builder
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	if p == nil {
		return b.String()
	}
	for _, f := range p.Files {
		for _, t := range f.Tables {
			fmt.Fprintf(&b, "%s %s!%s %s unit=%s title=%s\n", t.Kind, t.Pos.SheetName(), t.Range, t.Header, t.Unit, t.Title)
			for _, c := range t.Columns {
				fmt.Fprintf(&b, "  %s %s → %s %s %s\n", c.Cell, c.Header, c.Field, c.Unit, c.Guess)
			}
			for _, w := range t.Why {
				fmt.Fprintf(&b, "  why %s\n", w)
			}
			for _, r := range t.Rows {
				fmt.Fprintf(&b, "  row %d %s %s\n", r.Row, r.Role, r.Why)
			}
		}
		for _, i := range f.Ignored {
			fmt.Fprintf(&b, "ignored %s %s %s\n", i.Sheet, i.Range, i.Reason)
		}
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "note %s %s %s | %s\n", n.Rule, n.Pos, n.Message, n.Hint)
	}
	for _, t := range p.Texts {
		fmt.Fprintf(&b, "text %s %s\n", t.Name.Value, t.Body.Value)
	}
	fmt.Fprintf(&b, "unit=%s name=%s year=%d period=%v issued=%v\n", p.Unit.Value, p.Name.Value, p.Year.Value, p.Period.Value, p.Issued.Value.Yuan)
	fmt.Fprintln(&b, totals(p))
	return b.String()
}

// TestAllotmentSample reads the 资金分配表 that lies beside the counties.
func TestAllotmentSample(t *testing.T) {
	data, err := os.ReadFile("../testdata/samples/counties-2022/资金分配表.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	p, err := Read([]Input{{Name: "资金分配表.xlsx", Data: data}}, ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Allotments) != 1 {
		t.Fatalf("%d allotments", len(p.Allotments))
	}
	got := ""
	for _, r := range p.Allotments[0].Rows {
		got += fmt.Sprintf("%d %s %s %s\n", r.Kind, r.Unit.Value, r.Amount.Pos.Cell(), r.Amount.Value.Yuan)
	}
	want := "0 甘州区科学技术协会 B4 80000\n0 临泽县科学技术协会 B5 80000\n0 高台县科学技术协会 B6 75000\n0 山丹县科学技术协会 B7 80000\n0 民乐县科学技术协会 B8 85000\n0 肃南裕固族自治县科学技术协会 B9 60000\n2 合计 B10 460000\n"
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
