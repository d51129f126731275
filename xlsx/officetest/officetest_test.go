package officetest

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// Every unit is the same each time, its workbooks can be built, and its truth
// agrees with the cells that were laid down.
func TestGenerate(t *testing.T) {
	for seed := uint64(1); seed <= 200; seed++ {
		u, again := Generate(seed), Generate(seed)
		if a, b := text(u), text(again); a != b {
			t.Fatalf("seed %d: two units", seed)
		}
		for _, f := range u.Files[:min(1, int(seed%3))] { // zipping is most of the time
			if data, err := f.Bytes(); err != nil || !bytes.HasPrefix(data, []byte("PK")) {
				t.Fatalf("seed %d: %s: %v", seed, f.Name, err)
			}
		}
		for _, tab := range u.Tables {
			checkTable(t, u, tab)
		}
		checkSums(t, u)
	}
}

func text(u *Unit) string {
	var b strings.Builder
	for _, f := range u.Files {
		fmt.Fprintln(&b, f.Name)
		b.WriteString(f.Text())
	}
	return b.String()
}

// checkTable holds the truth to the cells: every header word and figure stands where it says.
func checkTable(t *testing.T, u *Unit, tab *Table) {
	t.Helper()
	s := u.sheet(tab)
	if s == nil {
		t.Fatalf("seed %d: no sheet for the %s table", u.Seed, tab.Kind)
	}
	for _, c := range tab.Columns {
		row := tab.HeaderTop + len(c.Path) - 1
		if got := s.cells[ref(row, c.Col)]; got != "'"+c.Header() {
			t.Errorf("seed %d: %s!%s holds %q, the truth says %q", u.Seed, s.Name, ref(row, c.Col), got, c.Header())
		}
	}
	for _, r := range tab.Rows {
		for field, f := range r.Figures {
			if s.cells[ref(r.Row, f.Col)] == "" {
				t.Errorf("seed %d: %s!%s states %s but is empty", u.Seed, s.Name, ref(r.Row, f.Col), field)
			}
		}
	}
}

// checkSums adds up the tables' own rows and compares with what is expected,
// a second way to the same figures.
func checkSums(t *testing.T, u *Unit) {
	t.Helper()
	sums := map[string]int64{}
	count := 0
	for _, tab := range u.Tables {
		if tab.Kind == "form" || tab.column("turned") != 0 {
			continue
		}
		own := map[string]int64{}
		for _, r := range tab.rows("data") {
			for field, f := range r.Figures {
				sums[tab.Kind+" "+field] += f.Value
				own[field] += f.Value
			}
			if tab.Kind == "activity" {
				count++
			}
			if y, ok := r.Figures["youth"]; ok && y.Value > r.Figures["participants"].Value {
				t.Errorf("seed %d: row %d has more youth than participants", u.Seed, r.Row)
			}
		}
		for _, r := range tab.rows("total") {
			for field, f := range r.Figures {
				if field != "rate" && f.Value != own[field] {
					t.Errorf("seed %d: total of %s is %d, rows are %d", u.Seed, field, f.Value, own[field])
				}
			}
		}
	}
	e := u.Expect
	for _, x := range []struct {
		name string
		want *string
	}{{"fund planned", e.Fund.Planned}, {"fund received", e.Fund.Received}, {"fund spent", e.Fund.Spent}, {"activity cost", e.Activities.Cost}} {
		if n, ok := sums[x.name]; ok && (x.want == nil || *yuan(n) != *x.want) {
			t.Errorf("seed %d: %s: rows %d, expected %v", u.Seed, x.name, n, x.want)
		}
	}
	if count != e.Activities.Count {
		t.Errorf("seed %d: %d activities, expected %d", u.Seed, count, e.Activities.Count)
	}
	if n, ok := sums["activity participants"]; ok && n != *e.Activities.Participants {
		t.Errorf("seed %d: %d participants, expected %d", u.Seed, n, *e.Activities.Participants)
	}
}

// Every kind of fault finds a place in some unit, changes a cell and leaves the original alone.
func TestPlant(t *testing.T) {
	for _, kind := range Plants() {
		n := 0
		for seed := uint64(1); seed <= 100 && n < 8; seed++ {
			u := Generate(seed)
			p, ok := Plant(u, kind)
			if !ok {
				continue
			}
			n++
			before := text(Generate(seed))
			switch {
			case text(u) != before:
				t.Fatalf("%s, seed %d: the original has changed", kind, seed)
			case text(p) == before:
				t.Errorf("%s, seed %d: nothing has changed", kind, seed)
			case len(p.Faults) != 1 || len(p.Faults[0].Cells) == 0 || len(p.Faults[0].Rules) == 0:
				t.Errorf("%s, seed %d: %v", kind, seed, p.Faults)
			}
		}
		if n < 5 {
			t.Errorf("%s: only %d of 100 units have a place for it", kind, n)
		}
	}
	if _, ok := Plant(Generate(1), "no such kind"); ok {
		t.Error("an unknown kind was planted")
	}
}

// Each variant differs from its unit, and there are enough of each family.
func TestVariants(t *testing.T) {
	families := map[string]int{}
	for seed := uint64(1); seed <= 100; seed++ {
		u := Generate(seed)
		before := text(u)
		for i, v := range Variants(u) {
			families[v.Family]++
			if (i+int(seed))%16 == 0 && text(v.Unit) == before {
				t.Errorf("seed %d: %s %s changes nothing", seed, v.Family, v.What)
			}
		}
		if text(u) != before {
			t.Fatalf("seed %d: the original has changed", seed)
		}
	}
	t.Log(families)
	for family, n := range map[string]int{"rename": 500, "empty": 500, "shift": 50, "version": 300} {
		if families[family] < n {
			t.Errorf("%s: %d variants, want %d", family, families[family], n)
		}
	}
}

// The property of false calm, on results made by hand.
func TestCalm(t *testing.T) {
	checked := func(state string, held float64) Result {
		return Result{Text: "没有发现错误，核对了资金表", Check: []map[string]any{{"checked": []any{map[string]any{"check": "log-fund", "state": state, "held": held}}}}}
	}
	loud := func(r Result, text string) Result { r.Text = text; return r }
	clean := checked("held", 3)
	for _, x := range []struct {
		name     string
		variant  Variant
		got      Result
		falsely  bool
		cleanRes Result
	}{
		{"not made", Variant{Family: "rename", Checks: []string{"log-fund"}}, checked("undecided", 0), true, clean},
		{"made as often", Variant{Family: "rename", Checks: []string{"log-fund"}}, checked("held", 3), false, clean},
		{"made less often", Variant{Family: "rename", Checks: []string{"log-fund"}}, checked("held", 2), true, clean},
		{"never made", Variant{Family: "rename", Checks: []string{"log-fund"}}, checked("absent", 0), false, checked("absent", 0)},
		{"money moved", Variant{Family: "shift", Checks: []string{"log-fund"}, broken: true}, checked("held", 3), true, clean},
		{"not calm", Variant{Family: "shift", Checks: []string{"log-fund"}, broken: true}, loud(checked("held", 3), "1 处错误"), false, clean},
		{"not core, first sentence", Variant{Family: "rename", Checks: []string{"balance"}}, checked("undecided", 0), false, Result{}},
		{"not core, second sentence", Variant{Family: "rename", Checks: []string{"balance"}}, loud(checked("undecided", 0), sentenceAll), true, Result{}},
	} {
		if why := x.variant.Calm(x.cleanRes, x.got); (why != "") != x.falsely {
			t.Errorf("%s: %q", x.name, why)
		}
	}
}

// The words and the bystanders are as many as the measure promises.
func TestData(t *testing.T) {
	kinds, fields := map[string][]string{}, map[string]int{}
	for _, w := range Words() {
		if w.Field == "" || strings.TrimSpace(w.Text) == "" {
			t.Errorf("a word without meaning: %+v", w)
		}
		if !slices.Contains(kinds[w.Kind], w.Text) {
			kinds[w.Kind] = append(kinds[w.Kind], w.Text)
		}
		fields[w.Kind+" "+w.Field]++
	}
	for _, kind := range []string{"fund", "log"} {
		if len(kinds[kind]) < 170 {
			t.Errorf("%s: %d words", kind, len(kinds[kind]))
		}
	}
	for _, field := range []string{"fund planned", "fund received", "fund spent", "fund balance", "fund rate", "fund direction", "log name", "log date", "log category", "log sessions", "log participants", "log youth", "log materials", "log cost"} {
		if fields[field] < 22 {
			t.Errorf("%s: %d words", field, fields[field])
		}
	}
	if n := len(Bystanders()); n != 40 {
		t.Errorf("%d bystanders", n)
	}
	if len(trades) < 20 {
		t.Errorf("%d trades", len(trades))
	}
}
