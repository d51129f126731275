// Command turn turns every setting of recognition and counts what changes:
//
//	go run ./.ci/turn [-seeds 1-40] [-only Word.] > table
//
// It reads the cases of xlsx/testdata/layout, the samples and generated units with
// each weight at nothing, at two thirds and at four thirds, and each limit at one less
// and one more, and prints for each how many cases and samples
// then read otherwise and which share of the units' figures does. It fails where a
// weight set to nothing or a limit moved by one changes no case, where a third changes a sample, or one per
// cent of the figures. Run at night: it reads everything some hundred times.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"hash/fnv"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"sync"

	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model"
	"ziping/xlsx"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/officetest"
	"ziping/xlsx/xlsxtest"
)

// A reading is something to read: a case, a sample or a unit.
type reading struct {
	name   string
	kind   int // a case, a sample, a unit
	inputs []xlsx.Input
	header map[string]int

	print   uint64            // of everything that was read
	figures map[string]string // of a unit
}

const (
	aCase = iota
	aSample
	aUnit
)

// A setting is one field of the settings.
type setting struct {
	name  string
	value reflect.Value
}

func main() {
	seeds := flag.String("seeds", "1-40", "first-last of the generated units, up to 100")
	only := flag.String("only", "", "settings whose name begins so")
	quick := flag.Bool("quick", false, "no thirds")
	flag.Parse()
	var from, to uint64
	if _, err := fmt.Sscanf(*seeds, "%d-%d", &from, &to); err != nil || to > 100 {
		fmt.Fprintln(os.Stderr, "turn: -seeds first-last, up to 100")
		os.Exit(2)
	}
	all, err := readings(from, to)
	if err != nil {
		fmt.Fprintln(os.Stderr, "turn:", err)
		os.Exit(2)
	}
	if set := os.Getenv(turnTo); set != "" {
		err = child(all, set)
	} else {
		err = before(all)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "turn:", err)
		os.Exit(2)
	}
	if os.Getenv(turnTo) != "" {
		return
	}
	if bad := table(all, *only, *quick); bad > 0 {
		fmt.Fprintf(os.Stderr, "turn: %d settings do not hold\n", bad)
		os.Exit(1)
	}
}

// readings are all that is read at each turn.
func readings(from, to uint64) ([]*reading, error) {
	var out []*reading
	cases, err := filepath.Glob("xlsx/testdata/layout/*.txtar")
	if err != nil || len(cases) == 0 {
		return nil, fmt.Errorf("no cases; run in the top folder: %v", err)
	}
	for _, file := range cases {
		r, err := caseOf(file)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		out = append(out, r)
	}
	units, err := filepath.Glob("testdata/samples/*")
	if err != nil {
		return nil, err
	}
	for _, dir := range units {
		r := &reading{name: dir, kind: aSample}
		err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasPrefix(filepath.Ext(path), ".xls") {
				return err
			}
			data, err := os.ReadFile(path)
			r.inputs = append(r.inputs, xlsx.Input{Name: filepath.Base(path), Data: data})
			return err
		})
		if err != nil {
			return nil, err
		}
		if len(r.inputs) > 0 {
			out = append(out, r)
		}
	}
	for seed := from; seed <= to; seed++ {
		u := officetest.Generate(seed)
		r := &reading{name: "seed " + strconv.FormatUint(seed, 10), kind: aUnit}
		for _, f := range u.Files {
			data, err := f.Bytes()
			if err != nil {
				return nil, err
			}
			r.inputs = append(r.inputs, xlsx.Input{Name: f.Name, Data: data})
		}
		out = append(out, r)
	}
	return out, nil
}

func caseOf(file string) (*reading, error) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		return nil, err
	}
	r := &reading{name: strings.TrimSuffix(filepath.Base(file), ".txtar"), header: map[string]int{}}
	for _, f := range ar.Files {
		if f.Name == "want" {
			continue
		}
		data, err := xlsxtest.Workbook(xlsxtest.Rows(string(f.Data)))
		if err != nil {
			return nil, err
		}
		r.inputs = append(r.inputs, xlsx.Input{Name: f.Name, Data: data})
	}
	for line := range strings.Lines(string(ar.Comment)) {
		var sheet string
		var row int
		if n, _ := fmt.Sscanf(line, "header %s %d", &sheet, &row); n == 2 {
			r.header[sheet] = row
		}
	}
	return r, nil
}

// each runs f for all readings, on all processors.
func each(all []*reading, f func(*reading)) {
	next := make(chan *reading)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for r := range next {
				f(r)
			}
		})
	}
	for _, r := range all {
		next <- r
	}
	close(next)
	wg.Wait()
}

func read(r *reading) (uint64, map[string]string) {
	p, err := xlsx.Read(r.inputs, xlsx.ReadOptions{HeaderRows: r.header})
	h := fnv.New64a()
	fmt.Fprintln(h, err)
	if p == nil {
		return h.Sum64(), nil
	}
	write(h, reflect.ValueOf(p), map[uintptr]bool{})
	return h.Sum64(), figures(p)
}

// write prints a value with all it holds, but not why it is so.
func write(w interface{ Write([]byte) (int, error) }, v reflect.Value, seen map[uintptr]bool) {
	switch v.Kind() {
	case reflect.Pointer:
		switch x := v.Interface().(type) {
		case *model.Activity:
			if x != nil {
				write(w, reflect.ValueOf(x.Unpack()), seen)
			}
			return
		case *model.Sheet:
			return
		}
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			write(w, v.Elem(), seen)
		}
	case reflect.Slice:
		fmt.Fprintf(w, "[%d]", v.Len())
		for i := range v.Len() {
			write(w, v.Index(i), seen)
		}
	case reflect.Struct:
		if s, ok := v.Interface().(fmt.Stringer); ok {
			fmt.Fprintf(w, "%s;", s)
			return
		}
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Name != "Why" && f.Name != "Score" {
				write(w, v.Field(i), seen)
			}
		}
	case reflect.Func, reflect.Interface, reflect.Map, reflect.Chan:
	default:
		fmt.Fprintf(w, "%v;", v.Interface())
	}
}

// figures are what a report prints of a unit.
func figures(p *model.Project) map[string]string {
	out := map[string]string{}
	sum := func(name string, s model.Sum) {
		if n, some := s.Part(); some {
			out[name] = n.String()
		}
	}
	activities := func(name string, a model.Activities) {
		out[name+"count"] = strconv.Itoa(a.Count)
		sum(name+"sessions", a.Sessions)
		sum(name+"participants", a.Participants)
		sum(name+"youth", a.Youth)
		sum(name+"materials", a.Materials)
		sum(name+"cost", a.Cost)
	}
	f := p.Fund()
	sum("planned", f.Planned)
	sum("received", f.Received)
	sum("spent", f.Spent)
	activities("", p.Activities())
	for _, a := range p.ByCategory() {
		activities(a.Category+"/", a)
	}
	sum("weight", p.IndicatorWeight())
	if s := p.TotalScore(); s.Known() {
		out["score"] = s.Value.N.String()
	}
	return out
}

// A turned is what one turn of a setting changes.
type turned struct {
	cases, samples int
	figures, of    int
	which          []string
}

func (t turned) share() float64 { return 100 * float64(t.figures) / float64(max(t.of, 1)) }

// turnTo is the environment that makes a process read with one setting turned: what is
// known of words and labels is kept as long as a process lives.
const turnTo = "TURN_TO"

// An answer is what a process read.
type answer struct {
	Print   uint64
	Figures map[string]string
}

// run reads everything in a process of its own, with a setting turned where set names one.
func run(set string) ([]answer, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	c := exec.Command(self, os.Args[1:]...)
	c.Env = append(os.Environ(), turnTo+"="+set)
	c.Stderr = os.Stderr
	data, err := c.Output()
	if err != nil {
		return nil, err
	}
	var out []answer
	return out, json.Unmarshal(data, &out)
}

// before reads everything with all settings as they are.
func before(all []*reading) error {
	got, err := run("=")
	for i, a := range got {
		all[i].print, all[i].figures = a.Print, a.Figures
	}
	return err
}

// child turns the setting that set names (Word.Literal=0) and prints what is read.
func child(all []*reading, set string) error {
	name, to, _ := strings.Cut(set, "=")
	for _, s := range settings(reflect.ValueOf(&evidence.Standard).Elem(), "") {
		if s.name != name {
			continue
		}
		v, err := strconv.ParseFloat(to, 64)
		if err != nil {
			return err
		}
		if s.value.Kind() == reflect.Int {
			s.value.SetInt(int64(v))
		} else {
			s.value.SetFloat(v)
		}
	}
	each(all, func(r *reading) { r.print, r.figures = read(r) })
	out := make([]answer, len(all))
	for i, r := range all {
		out[i] = answer{r.print, r.figures}
	}
	return json.NewEncoder(os.Stdout).Encode(out)
}

func turn(all []*reading, s setting, to float64) turned {
	got, err := run(fmt.Sprintf("%s=%v", s.name, to))
	if err != nil {
		fmt.Fprintln(os.Stderr, "turn:", s.name, to, err)
		return turned{cases: -1}
	}
	var out turned
	for i, r := range all {
		switch {
		case r.kind == aCase && got[i].Print != r.print:
			out.cases++
			out.which = append(out.which, r.name)
		case r.kind == aSample && got[i].Print != r.print:
			out.samples++
		case r.kind == aUnit:
			out.of += len(r.figures)
			for k, v := range r.figures {
				if got[i].Figures[k] != v {
					out.figures++
				}
			}
		}
	}
	return out
}

// table turns every setting and prints what changed; it counts those that do not hold.
func table(all []*reading, prefix string, quick bool) (bad int) {
	fmt.Println("| setting | value | at nothing, or one less | one more | two thirds | four thirds | |\n|---|---|---|---|---|---|---|")
	list := settings(reflect.ValueOf(&evidence.Standard).Elem(), "")
	for _, s := range list {
		if !strings.HasPrefix(s.name, prefix) {
			continue
		}
		v, whole := 0.0, s.value.Kind() == reflect.Int
		var less, more turned
		if whole {
			v = float64(s.value.Int())
			less, more = turn(all, s, v-1), turn(all, s, v+1)
		} else {
			v = s.value.Float()
			less = turn(all, s, 0)
		}
		var low, high turned
		if !quick && !whole {
			low, high = turn(all, s, v*2/3), turn(all, s, v*4/3)
		}
		fault := ""
		switch {
		case less.cases == 0 && !whole:
			fault = "no case pins it"
		case whole && less.cases == 0:
			fault = "no case just inside"
		case whole && more.cases == 0:
			fault = "no case just outside"
		case !whole && (low.samples+high.samples > 0 || max(low.share(), high.share()) >= 1):
			fault = "steep"
		}
		if fault != "" {
			bad++
		}
		fmt.Printf("| %s | %v | %s | %s | %s | %s | %s |\n", s.name, s.value.Interface(), short(less), only(whole, short(more)), only(!whole, long(low)), only(!whole, long(high)), fault)
		if os.Getenv("TURN") != "" {
			fmt.Println("  ", less.which, more.which)
		}
	}
	fmt.Printf("\n%d settings.\n", len(list))
	return bad
}

func short(t turned) string { return fmt.Sprintf("%d cases", t.cases) }

// only is a text where it has something to say.
func only(says bool, s string) string {
	if says {
		return s
	}
	return ""
}

func long(t turned) string {
	return fmt.Sprintf("%d cases, %d samples, %.1f %%", t.cases, t.samples, t.share())
}

// settings lists the fields of a struct and of those in it.
func settings(v reflect.Value, name string) []setting {
	var out []setting
	for i := range v.NumField() {
		f, n := v.Field(i), name+v.Type().Field(i).Name
		if f.Kind() == reflect.Struct {
			out = append(out, settings(f, n+".")...)
			continue
		}
		out = append(out, setting{n, f})
	}
	return out
}
