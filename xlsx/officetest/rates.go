package officetest

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Rates counts what became of the figures and stages of units.
type Rates struct {
	Figures map[string]int            // right, refused, asked, lost, wrong; null-right, null-invented
	Stages  map[string]map[string]int // stage → verdict
	Faults  map[string][2]int         // kind → planted, found
	False   map[string]int            // rule → false errors on clean units
	Asked   int                       // questions on clean units
	Warned  int
	Units   int
	Perfect int
	Notes   []string // single cases, for open seeds only
}

// NewRates is an empty count.
func NewRates() *Rates {
	return &Rates{Figures: map[string]int{}, Stages: map[string]map[string]int{}, Faults: map[string][2]int{}, False: map[string]int{}}
}

func (r *Rates) stage(stage, verdict string) {
	if r.Stages[stage] == nil {
		r.Stages[stage] = map[string]int{}
	}
	r.Stages[stage][verdict]++
}

func (r *Rates) note(u *Unit, format string, args ...any) {
	r.Notes = append(r.Notes, fmt.Sprintf("%d %s: ", u.Seed, u.Office)+fmt.Sprintf(format, args...))
}

// Add counts a clean unit's result.
func (r *Rates) Add(u *Unit, result Result) {
	r.Units++
	if r.figures(u, result) {
		r.Perfect++
	}
	for _, t := range u.Tables {
		r.table(u, t, result)
	}
	for _, f := range u.Files {
		for _, s := range f.Sheets {
			if s.Aside {
				r.aside(u, f.Name, s.Name, result)
			}
		}
	}
	for _, o := range result.Check {
		r.Asked += len(list(o["questions"]))
		for _, f := range list(o["findings"]) {
			switch f["severity"] {
			case "error":
				r.False[fmt.Sprint(f["rule"])]++
				r.note(u, "false error %v at %v!%v: %v", f["rule"], f["sheet"], f["cell"], f["message"])
			case "warning":
				r.Warned++
			}
		}
	}
}

// Facts are a result's figures and its errors and warnings, to tell whether a
// change has changed anything.
func (r Result) Facts() string {
	var b strings.Builder
	for _, o := range r.Check {
		for _, key := range []string{"unit", "project", "year", "fund", "rates", "activities", "activities_by_category", "indicators"} {
			fmt.Fprintln(&b, key, o[key])
		}
		for _, f := range list(o["findings"]) {
			if f["severity"] != "info" {
				fmt.Fprintln(&b, f["rule"], f["sheet"], f["cell"])
			}
		}
	}
	return b.String()
}

// AddFault counts whether the fault of a planted unit was found at its cell.
func (r *Rates) AddFault(u *Unit, result Result) {
	for _, fault := range u.Faults {
		n := r.Faults[fault.Kind]
		n[0]++
		if found(fault, result) {
			n[1]++
		} else {
			r.note(u, "fault %s at %v not found", fault.Kind, fault.Cells)
		}
		r.Faults[fault.Kind] = n
	}
}

func found(fault Fault, result Result) bool {
	for _, o := range result.Check {
		for _, f := range list(o["findings"]) {
			rule, cell := fmt.Sprint(f["rule"]), [2]string{fmt.Sprint(f["sheet"]), fmt.Sprint(f["cell"])}
			if slices.Contains(fault.Rules, rule) && slices.Contains(fault.Cells, cell) {
				return true
			}
		}
	}
	return false
}

// figures compares every figure of the contract; true when all are right.
func (r *Rates) figures(u *Unit, result Result) bool {
	data, err := json.Marshal(u.Expect)
	if err != nil {
		panic(err)
	}
	var want map[string]any
	if err := json.Unmarshal(data, &want); err != nil {
		panic(err)
	}
	got := map[string]any{}
	if len(result.Check) > 0 {
		got = result.Check[len(result.Check)-1]
	}
	refused := result.Code == 1 || len(result.Check) == 0
	perfect := true
	flat(want, nil, func(path []string, v any) {
		g := lookup(got, path)
		verdict := "right"
		switch {
		case v == nil && g == nil:
			verdict = "null right"
		case v == nil && result.asked(path):
			verdict = "null asked"
		case v == nil:
			verdict = "null invented"
		case same(v, g):
		case refused:
			verdict = "lost by refusal"
		case result.asked(path):
			verdict = "asked"
		case g == nil:
			verdict = "lost in silence"
		default:
			verdict = "silently wrong"
		}
		r.Figures[verdict]++
		if v != nil && verdict != "right" {
			perfect = false
			r.note(u, "%s %s: want %v, got %v (%s)", verdict, strings.Join(path, "."), v, g, strings.Join(u.Traits, " "))
		}
	})
	return perfect
}

// flat visits the figures; `blank` is a state of them, counted like one.
func flat(m map[string]any, path []string, visit func([]string, any)) {
	keys := []string{}
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for _, k := range keys {
		p := append(slices.Clone(path), k)
		if sub, ok := m[k].(map[string]any); ok {
			flat(sub, p, visit)
		} else {
			visit(p, m[k])
		}
	}
}

func lookup(m map[string]any, path []string) any {
	var v any = m
	for _, k := range path {
		sub, ok := v.(map[string]any)
		if !ok {
			return nil
		}
		v = sub[k]
	}
	return v
}

func same(a, b any) bool {
	if b == nil {
		return false
	}
	x, errX := strconv.ParseFloat(fmt.Sprint(a), 64)
	y, errY := strconv.ParseFloat(fmt.Sprint(b), 64)
	if errX == nil && errY == nil {
		return math.Abs(x-y) < 1e-6
	}
	return a == b
}

// broad are the import rules that cover every figure where a finding names no fields.
var broad = []string{"missing-column", "bad-number", "no-table", "unreadable", "damaged", "encrypted", "ambiguous", "version", "project"}

// asked tells whether a question, or an import finding of weight, names the figure.
func (r Result) asked(path []string) bool {
	name := strings.Join(path, ".")
	covers := func(fields any) bool {
		items, _ := fields.([]any)
		return slices.ContainsFunc(items, func(f any) bool { return name == f || strings.HasPrefix(name, fmt.Sprint(f)+".") })
	}
	for _, o := range r.Check {
		for _, q := range list(o["questions"]) {
			if covers(q["fields"]) {
				return true
			}
		}
		for _, f := range list(o["findings"]) {
			rule, imported := strings.CutPrefix(fmt.Sprint(f["rule"]), "import/")
			if !imported || f["severity"] == "info" {
				continue
			}
			fields, told := f["fields"]
			if told && covers(fields) || !told && slices.Contains(broad, rule) {
				return true
			}
		}
	}
	return false
}

// Print writes the rates.
func (r *Rates) Print(w io.Writer) error {
	var b strings.Builder
	all, nulls := 0, 0
	for k, n := range r.Figures {
		if strings.HasPrefix(k, "null") {
			nulls += n
		} else {
			all += n
		}
	}
	fmt.Fprintf(&b, "%d units, %d with every figure right\nfigures stated (%d):", r.Units, r.Perfect, all)
	for _, k := range []string{"right", "lost by refusal", "asked", "lost in silence", "silently wrong"} {
		fmt.Fprintf(&b, " %s %d (%.1f%%)", k, r.Figures[k], percent(r.Figures[k], all))
	}
	fmt.Fprintf(&b, "\nnot stated (%d): null %d, asked %d, invented %d (%.1f%%)\n", nulls, r.Figures["null right"], r.Figures["null asked"], r.Figures["null invented"], percent(r.Figures["null invented"], nulls))
	for _, stage := range sorted(r.Stages) {
		n := 0
		for _, k := range r.Stages[stage] {
			n += k
		}
		fmt.Fprintf(&b, "  %-28s %5.1f%% of %d", stage, percent(r.Stages[stage]["right"], n), n)
		for _, v := range sorted(r.Stages[stage]) {
			if v != "right" {
				fmt.Fprintf(&b, "  %s %d", v, r.Stages[stage][v])
			}
		}
		b.WriteString("\n")
	}
	planted, hit := 0, 0
	for _, kind := range sorted(r.Faults) {
		n := r.Faults[kind]
		planted, hit = planted+n[0], hit+n[1]
		fmt.Fprintf(&b, "  fault %-22s %d of %d\n", kind, n[1], n[0])
	}
	fmt.Fprintf(&b, "faults at the right cell %d of %d (%.1f%%)\n", hit, planted, percent(hit, planted))
	errors := 0
	for _, n := range r.False {
		errors += n
	}
	fmt.Fprintf(&b, "false errors on clean units %d %v; warnings a unit %.2f, questions %.2f\n", errors, r.False, float64(r.Warned)/float64(max(1, r.Units)), float64(r.Asked)/float64(max(1, r.Units)))
	_, err := io.WriteString(w, b.String())
	return err
}

func percent(n, all int) float64 { return 100 * float64(n) / float64(max(1, all)) }

func sorted[V any](m map[string]V) []string {
	keys := []string{}
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
