package cmd

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"ziping/xlsx/officetest"
)

// full has the generated units of the tests below all tried, not a sample.
var full = flag.Bool("full", false, "try all generated units, not a sample of them")

// ask is what check says of a generated unit, text for people too where it is
// wanted.
func ask(u *officetest.Unit, dir string, text bool) (r officetest.Result, err error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return r, err
	}
	for _, f := range u.Files {
		data, err := f.Bytes()
		if err != nil {
			return r, err
		}
		if err := os.WriteFile(filepath.Join(dir, f.Name), data, 0o644); err != nil {
			return r, err
		}
	}
	var out, errs bytes.Buffer
	r.Code = run(context.Background(), []string{"check", "--json", dir}, streams{strings.NewReader(""), &out, &errs})
	for line := range strings.Lines(out.String()) {
		var m map[string]any
		if err := json.Unmarshal([]byte(line), &m); err != nil {
			return r, fmt.Errorf("seed %d: %w", u.Seed, err)
		}
		r.Check = append(r.Check, m)
	}
	if text {
		out.Reset()
		run(context.Background(), []string{"check", dir}, streams{strings.NewReader(""), &out, &errs})
		r.Text = out.String()
	}
	return r, os.RemoveAll(dir)
}

// askAll asks about many units, two at a time.
func askAll(t *testing.T, units []*officetest.Unit, text bool) []officetest.Result {
	t.Helper()
	root := t.TempDir()
	results, errs := make([]officetest.Result, len(units)), make([]error, len(units))
	var wg sync.WaitGroup
	slots := make(chan struct{}, 2)
	for i, u := range units {
		slots <- struct{}{}
		wg.Go(func() {
			results[i], errs[i] = ask(u, filepath.Join(root, fmt.Sprint(i), "单位"), text)
			<-slots
		})
	}
	wg.Wait()
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	return results
}

// TestNeverFalselyCalm: of clean units whose headers are renamed to words nobody
// knows, whose form lacks a cell, whose money is shifted between two directions,
// or beside which an older version lies, no result is calm about what was not
// checked.
func TestNeverFalselyCalm(t *testing.T) {
	if testing.Short() {
		t.Skip("many units, one after the other")
	}
	seeds, variants := uint64(100), 60
	var chosen []officetest.Variant
	var bases, changed []*officetest.Unit
	var of []int
	var all []officetest.Variant
	var from []int
	if !*full {
		seeds = 12
	}
	for seed := range seeds {
		u := officetest.Generate(seed + 1)
		for _, v := range officetest.Variants(u) {
			all, from = append(all, v), append(from, len(bases))
		}
		bases = append(bases, u)
	}
	step := max(1, len(all)/variants)
	if *full {
		step = 1
	}
	for i := 0; i < len(all); i += step {
		chosen, of, changed = append(chosen, all[i]), append(of, from[i]), append(changed, all[i].Unit)
	}
	clean, results := askAll(t, bases, true), askAll(t, changed, true)
	tried := map[string]int{}
	for i, v := range chosen {
		tried[v.Family]++
		if why := v.Calm(clean[of[i]], results[i]); why != "" {
			t.Errorf("seed %d, %s %s: %s", v.Unit.Seed, v.Family, v.What, why)
		}
	}
	calm := 0
	for _, r := range clean {
		if r.IsCalm() {
			calm++
		}
	}
	t.Logf("%d of %d clean units with a calm result; variants %v", calm, len(clean), tried)
	if calm*4 < len(clean) {
		t.Errorf("only %d of %d clean units have a calm result", calm, len(clean))
	}
}

// TestPlantedFaults: in units whose every figure is read, at least 95 of 100
// planted faults are found at their cell, a clean unit has no error, and hardly a
// warning.
func TestPlantedFaults(t *testing.T) {
	if testing.Short() {
		t.Skip("many units, one after the other")
	}
	seeds := uint64(6)
	if *full {
		seeds = 300
	}
	var units, planted []*officetest.Unit
	for seed := range seeds {
		units = append(units, officetest.Generate(seed+1))
	}
	readable, warnings := 0, 0
	for i, r := range askAll(t, units, false) {
		if !wholly(units[i], r) {
			continue
		}
		readable++
		for _, f := range findingsOf(r) {
			switch {
			case f["severity"] == "error":
				t.Errorf("seed %d: false error %v %v!%v %v", units[i].Seed, f["rule"], f["sheet"], f["cell"], f["message"])
			case f["severity"] == "warning" && !slices.Contains(deserved, fmt.Sprint(f["rule"])):
				warnings++
				t.Logf("seed %d: warning %v %v!%v %v", units[i].Seed, f["rule"], f["sheet"], f["cell"], f["message"])
			}
		}
		for _, kind := range officetest.Plants() {
			if p, ok := officetest.Plant(units[i], kind); ok {
				planted = append(planted, p)
			}
		}
	}
	rates := officetest.NewRates()
	for i, r := range askAll(t, planted, false) {
		rates.AddFault(planted[i], r)
	}
	all, found := 0, 0
	for _, n := range rates.Faults {
		all, found = all+n[0], found+n[1]
	}
	for _, n := range rates.Notes {
		t.Log(n)
	}
	t.Logf("%d of %d units read wholly, %d warnings; %d of %d faults at their cell", readable, len(units), warnings, found, all)
	if found*100 < 95*all || all == 0 {
		t.Errorf("%d of %d planted faults found at their cell", found, all)
	}
	if warnings*10 > 3*readable {
		t.Errorf("%d warnings on %d clean units", warnings, readable)
	}
}

// deserved are the rules whose warnings are true of the generated units: what no
// list has, names that nobody wrote, tables without a unit, rows with a blank.
var deserved = []string{"import/unread", "text/missing", "import/unit-assumed", "activity/incomplete"}

// wholly reports that every figure of a unit was read, and no reader's error
// stands in the way.
func wholly(u *officetest.Unit, r officetest.Result) bool {
	rates := officetest.NewRates()
	rates.Add(u, r)
	for _, f := range findingsOf(r) {
		if f["severity"] == "error" && strings.HasPrefix(fmt.Sprint(f["rule"]), "import/") {
			return false
		}
	}
	return rates.Perfect == 1
}

func findingsOf(r officetest.Result) []map[string]any {
	var out []map[string]any
	for _, o := range r.Check {
		list, _ := o["findings"].([]any)
		for _, f := range list {
			out = append(out, f.(map[string]any))
		}
	}
	return out
}
