// Command officerates measures a built ziping against generated units:
//
//	go run ./.ci/officerates -ziping BINARY -seeds 1-100 [-faults] [-v]
//	go run ./.ci/officerates -ziping BINARY -seeds 1-100 -calm 1000 [-v]
//	go run ./.ci/officerates -ziping BINARY -seeds 1-100 -bystanders [-v]
//	go run ./.ci/officerates -seeds 7-7 -write DIR
//
// It prints rates: figures right, asked, lost, silently wrong; per stage;
// faults found at their cell; false errors on clean units; with -calm how many
// variants got a falsely calm result. -v lists single cases, and -write writes
// the units, of seeds 1 to 100 only: the seeds above are to measure, not to learn from.
package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sync"

	"ziping/xlsx/officetest"
)

// lastOpen is the last seed whose cases may be looked at.
const lastOpen = 100

type options struct {
	ziping, write string
	from, to      uint64
	faults, v     bool
	bystanders    bool
	calm          int
}

func main() {
	var o options
	seeds := flag.String("seeds", "1-100", "first-last")
	flag.StringVar(&o.ziping, "ziping", "", "the built binary")
	flag.StringVar(&o.write, "write", "", "write the units into this folder, measure nothing")
	flag.BoolVar(&o.faults, "faults", false, "plant every kind of fault")
	flag.BoolVar(&o.v, "v", false, "list single cases")
	flag.BoolVar(&o.bystanders, "bystanders", false, "lay each bystander beside three units and see whether anything changes")
	flag.IntVar(&o.calm, "calm", 0, "how many variants to try for false calm")
	flag.Parse()
	if _, err := fmt.Sscanf(*seeds, "%d-%d", &o.from, &o.to); err != nil {
		fmt.Fprintln(os.Stderr, "officerates: -seeds first-last:", err)
		os.Exit(2)
	}
	if err := o.run(); err != nil {
		fmt.Fprintln(os.Stderr, "officerates:", err)
		os.Exit(1)
	}
}

func (o options) run() error {
	if o.to > lastOpen && (o.v || o.write != "") {
		return fmt.Errorf("seeds above %d are printed as a rate only", lastOpen)
	}
	var units []*officetest.Unit
	for seed := o.from; seed <= o.to; seed++ {
		units = append(units, officetest.Generate(seed))
	}
	if o.write != "" {
		for _, u := range units {
			dir := filepath.Join(o.write, fmt.Sprintf("%03d-%s", u.Seed, u.Office))
			if err := errors.Join(os.MkdirAll(dir, 0o755), u.WriteDir(dir)); err != nil {
				return err
			}
		}
		return nil
	}
	if o.bystanders {
		return o.measureBystanders(units)
	}
	if o.calm > 0 {
		return o.measureCalm(units)
	}
	return o.measure(units)
}

func (o options) measure(units []*officetest.Unit) error {
	rates := officetest.NewRates()
	results, err := o.each(units, true, false)
	if err != nil {
		return err
	}
	for i, u := range units {
		rates.Add(u, results[i])
	}
	if o.faults {
		var planted []*officetest.Unit
		for _, u := range units {
			for _, kind := range officetest.Plants() {
				if p, ok := officetest.Plant(u, kind); ok {
					planted = append(planted, p)
				}
			}
		}
		results, err := o.each(planted, false, false)
		if err != nil {
			return err
		}
		for i, u := range planted {
			rates.AddFault(u, results[i])
		}
	}
	if o.v {
		for _, n := range rates.Notes {
			fmt.Println(n)
		}
	}
	return rates.Print(os.Stdout)
}

// measureCalm tries about o.calm variants, spread over the units.
func (o options) measureCalm(units []*officetest.Unit) error {
	var variants []officetest.Variant
	var of []int
	for i, u := range units {
		for _, v := range officetest.Variants(u) {
			variants, of = append(variants, v), append(of, i)
		}
	}
	step := max(1, len(variants)/o.calm)
	var chosen []officetest.Variant
	var changed []*officetest.Unit
	var base []int
	for i := 0; i < len(variants); i += step {
		chosen, changed, base = append(chosen, variants[i]), append(changed, variants[i].Unit), append(base, of[i])
	}
	clean, err := o.each(units, false, true)
	if err != nil {
		return err
	}
	results, err := o.each(changed, false, true)
	if err != nil {
		return err
	}
	calmClean := 0
	for _, r := range clean {
		if r.IsCalm() {
			calmClean++
		}
	}
	fmt.Printf("clean units with a calm result: %d of %d\n", calmClean, len(clean))
	tried, calm := map[string]int{}, map[string]int{}
	for i, v := range chosen {
		tried[v.Family]++
		why := v.Calm(clean[base[i]], results[i])
		if why == "" {
			continue
		}
		calm[v.Family]++
		if o.v {
			fmt.Printf("%d %s %s: %s\n", v.Unit.Seed, v.Family, v.What, why)
		}
	}
	for _, family := range []string{"rename", "empty", "shift", "version"} {
		fmt.Printf("false calm, %s: %d of %d\n", family, calm[family], tried[family])
	}
	return nil
}

// measureBystanders lays every bystander beside the first three units that are
// read without an error, and compares what is said.
func (o options) measureBystanders(units []*officetest.Unit) error {
	plain, err := o.each(units, false, false)
	if err != nil {
		return err
	}
	tried, same, bases := 0, 0, 0
	for i, u := range units {
		if plain[i].Code != 0 || bases == 3 {
			continue
		}
		bases++
		var laid []*officetest.Unit
		var names []string
		for _, b := range officetest.Bystanders() {
			if c, ok := officetest.Beside(u, b); ok {
				laid, names = append(laid, c), append(names, b.Name)
			}
		}
		results, err := o.each(laid, false, false)
		if err != nil {
			return err
		}
		for k, r := range results {
			tried++
			if r.Facts() == plain[i].Facts() {
				same++
			} else if o.v {
				fmt.Printf("%d: %s changes something\n", u.Seed, names[k])
			}
		}
	}
	fmt.Printf("bystanders that change nothing: %d of %d\n", same, tried)
	return nil
}

// each runs the binary on every unit, two at a time.
func (o options) each(units []*officetest.Unit, inspect, text bool) ([]officetest.Result, error) {
	results, errs := make([]officetest.Result, len(units)), make([]error, len(units))
	var wg sync.WaitGroup
	slots := make(chan struct{}, 2)
	for i, u := range units {
		wg.Add(1)
		slots <- struct{}{}
		go func() {
			defer func() { <-slots; wg.Done() }()
			results[i], errs[i] = o.ask(u, inspect, text)
		}()
	}
	wg.Wait()
	return results, errors.Join(errs...)
}

func (o options) ask(u *officetest.Unit, inspect, text bool) (r officetest.Result, err error) {
	root, err := os.MkdirTemp("", "officerates")
	if err != nil {
		return r, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(root)) }()
	dir := filepath.Join(root, "unit") // the folder's name must not help
	if err := errors.Join(os.Mkdir(dir, 0o755), u.WriteDir(dir)); err != nil {
		return r, err
	}
	for _, name := range []string{"expected.json", "faults.json", "truth.json"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return r, err
		}
	}
	var out []byte
	if out, r.Code, err = o.output("check", "--json", dir); err != nil {
		return r, err
	}
	if r.Check, err = objects(out); err != nil {
		return r, fmt.Errorf("seed %d: %w", u.Seed, err)
	}
	if inspect {
		if out, _, err = o.output("inspect", "--json", dir); err != nil {
			return r, err
		}
		if r.Inspect, err = objects(out); err != nil {
			return r, fmt.Errorf("seed %d: %w", u.Seed, err)
		}
	}
	if text {
		if out, _, err = o.output("check", dir); err != nil {
			return r, err
		}
		page := filepath.Join(root, "findings.html")
		if _, _, err = o.output("check", dir, "-o", page); err != nil {
			return r, err
		}
		html, err := os.ReadFile(page)
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a unit of which nothing could be read has no page
			return r, err
		}
		r.Text = string(out) + string(html)
	}
	return r, nil
}

// output is stdout and the exit code.
func (o options) output(args ...string) ([]byte, int, error) {
	out, err := exec.Command(o.ziping, args...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return out, exit.ExitCode(), nil
	}
	return out, 0, err
}

func objects(out []byte) ([]map[string]any, error) {
	var list []map[string]any
	lines := bufio.NewScanner(bytes.NewReader(out))
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var m map[string]any
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			return nil, err
		}
		list = append(list, m)
	}
	return list, lines.Err()
}
