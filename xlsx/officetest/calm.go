package officetest

import (
	"fmt"
	"slices"
	"strings"

	"ziping/xlsx/grid"
)

// A Variant is a clean unit changed so that a check can no longer be made or
// no longer holds: a result about it must not be calm about that check.
type Variant struct {
	Unit   *Unit
	Family string   // rename, empty, shift, version
	What   string   // what was changed, in a word and a cell
	Checks []string // ids of checked that the change touches
	broken bool     // the check must not be held, made or not
	older  string   // name of the added file
}

// core are the checks without which 没有发现错误 may not be said.
var core = []string{"fund-total", "log-fund", "form-score"}

// touched are the checks that lean on a column.
var touched = map[string][]string{
	"fund direction": {"log-fund"}, "fund planned": {"rates", "fund-total"}, "fund received": {"balance"}, "fund spent": {"log-fund", "fund-total"}, "fund balance": {"balance"}, "fund rate": {"rates"},
	"activity category": {"log-fund"}, "activity cost": {"log-fund", "log-total"}, "activity participants": {"log-total"}, "activity sessions": {"log-total"}, "activity materials": {"log-total"}, "activity date": {"year-text"},
	"form weight": {"form-weight", "form-score"}, "form score": {"form-score"}, "form actual": {"form-blank", "fact"}, "form target": {"form-blank"}, "form level3": {"form-blank"},
}

// strange are header words that stand in no list and mean nothing.
var strange = []string{"甲组之物", "栖云", "第三样", "丁号所记", "阑珊", "乙方数目", "青鸟", "某项", "归处", "大致如此", "子丑", "所托", "余音", "左册", "前述"}

// Variants makes all variants of a clean unit.
func Variants(u *Unit) []Variant {
	d := newDraw(u.Seed<<16 + 7)
	return slices.Concat(renamed(d, u), emptied(u), shifted(d, u), versioned(d, u))
}

func renamed(d draw, u *Unit) []Variant {
	var out []Variant
	for _, t := range u.Tables {
		for _, c := range t.Columns {
			checks, ok := touched[t.Kind+" "+c.Field]
			row := t.HeaderTop + len(c.Path) - 1
			if !ok || t.column("turned") != 0 {
				continue
			}
			v := Variant{Unit: u.clone(), Family: "rename", What: fmt.Sprintf("%s!%s %s", t.Sheet, ref(row, c.Col), c.Header()), Checks: checks}
			v.Unit.sheet(t).text(row, c.Col, pick(d, strange))
			out = append(out, v)
		}
	}
	return out
}

func emptied(u *Unit) []Variant {
	t := u.table("form")
	if t == nil {
		return nil
	}
	var out []Variant
	empty := func(row, col int, checks ...string) {
		if _, ok := u.sheet(t).cells[ref(row, col)]; !ok || col == 0 {
			return
		}
		v := Variant{Unit: u.clone(), Family: "empty", What: fmt.Sprintf("%s!%s", t.Sheet, ref(row, col)), Checks: checks}
		delete(v.Unit.sheet(t).cells, ref(row, col))
		out = append(out, v)
	}
	of := map[string][]string{"weight": {"form-weight", "form-score"}, "score": {"form-score"}, "actual": {"form-blank"}, "rate": {"rates"}, "planned": {"same-amount"}, "spent": {"same-amount"}, "reason": {"form-blank"}}
	for _, r := range t.Rows {
		for _, field := range []string{"planned", "spent", "weight", "rate", "score", "reason"} {
			if f, ok := r.Figures[field]; ok && r.Role != "part" {
				empty(r.Row, f.Col, of[field]...)
			}
		}
		if r.Role == "data" {
			for _, field := range []string{"target", "actual", "level3"} {
				empty(r.Row, t.column(field), "form-blank")
			}
		}
	}
	return out
}

// shifted moves money between two directions, in the fund table or in the
// log, so that every sum still holds.
func shifted(d draw, u *Unit) []Variant {
	fund, log := u.table("fund"), u.table("activity")
	if u.Expect.ByCategory == nil || log.column("cost") == 0 || fund.column("turned") != 0 {
		return nil
	}
	var out []Variant
	for i, t := range []*Table{fund, log} {
		field := []string{"spent", "cost"}[i]
		rows := t.rows("data", field)
		for n := range rows {
			a, b := rows[n], rows[(n+1)%len(rows)]
			by := min(a.Figures[field].Value, b.Figures[field].Value) / 30000 * 10000
			if _, known := u.Expect.ByCategory[a.Label]; !known || a.Label == b.Label || by == 0 || t == log && len(u.Tables) > 2 && u.Tables[2].Kind == "activity" {
				continue
			}
			p := &planting{u: u.clone()}
			p.move(t, a, b, field, by)
			out = append(out, Variant{Unit: p.u, Family: "shift", What: fmt.Sprintf("%s: %s → %s", t.Sheet, b.Label, a.Label), Checks: []string{"log-fund"}, broken: true})
		}
	}
	return out
}

// move takes by from row b and gives it to row a, with what hangs on the rows.
func (p *planting) move(t *Table, a, b Row, field string, by int64) {
	for _, x := range t.Rows {
		step := int64(0)
		switch {
		case x.Row == a.Row:
			step = by
		case x.Row == b.Row:
			step = -by
		case x.Role == "subtotal" && t.Kind == "activity":
			step = map[string]int64{a.Label: by, b.Label: -by}[x.Label]
		case x.Role == "subtotal" && x.Label == "小计":
			if t.under(x, a) {
				step += by
			}
			if t.under(x, b) {
				step -= by
			}
		}
		if step == 0 {
			continue
		}
		f := x.Figures[field]
		p.set(t, x.Row, f, f.Value+step)
		if g, ok := x.Figures["balance"]; ok {
			p.set(t, x.Row, g, g.Value-step)
		}
		if g, ok := x.Figures["rate"]; ok {
			delete(p.u.sheet(t).cells, ref(x.Row, g.Col))
		}
	}
}

// versioned adds an older copy of the first workbook with another figure.
func versioned(d draw, u *Unit) []Variant {
	var out []Variant
	for _, mark := range []string{"（旧）", "初稿", "-备份", "（修改前）"} {
		v := Variant{Unit: u.clone(), Family: "version", What: mark, Checks: core}
		base := v.Unit.clone().Files[0]
		for _, f := range v.Unit.Files {
			if f.Name == u.table("fund").File {
				base = v.Unit.clone().Files[slices.Index(v.Unit.Files, f)]
			}
		}
		base.Name = strings.TrimSuffix(base.Name, ".xlsx") + mark + ".xlsx"
		v.older = base.Name
		t := u.table("fund")
		for _, s := range base.Sheets {
			if s.Name == t.Sheet {
				age(s, t)
			}
		}
		v.Unit.Files = append(v.Unit.Files, base)
		if d.chance(50) {
			slices.Reverse(v.Unit.Files)
		}
		out = append(out, v)
	}
	return out
}

// age makes the first figure of a sheet's fund table another one.
func age(s *Sheet, t *Table) {
	for row := t.HeaderBottom + 1; row <= t.Bottom; row++ {
		for _, c := range t.Columns {
			at := grid.Ref{Row: row, Col: c.Col}
			v := s.cells[at]
			quote := strings.Repeat("'", strings.Count(v[:min(1, len(v))], "'"))
			digits := v[len(quote):]
			if c.Field != "index" && c.Field != "code" && digits != "" && digits[0] >= '1' && digits[0] <= '9' {
				s.cells[at] = quote + "1" + digits
				return
			}
		}
	}
}

// A Result is what the program said about a unit.
type Result struct {
	Code    int
	Check   []map[string]any // the objects of check --json
	Inspect []map[string]any // the objects of inspect --json
	Text    string           // what a person reads: check, report's page, lists
}

const (
	sentenceErrors = "没有发现错误"
	sentenceAll    = "没有发现错误和需要提醒的地方"
)

// alsoCalm are older sentences that say the same as sentenceAll.
var alsoCalm = []string{"没有发现问题。", "没有未处理的错误和提醒。"}

// Calm says why the result about the variant is falsely calm, "" when it is
// not: it never is when no calm sentence is printed, nor when `checked` shows
// that every touched check which held for the clean unit was made just as
// often. clean is the result about the unit before the change.
func (v Variant) Calm(clean, result Result) string {
	all := result.allWell()
	if !result.IsCalm() {
		return ""
	}
	if v.Family == "version" {
		if all && !result.names(v.older) {
			return "calm, and nothing names " + v.older
		}
		if all && !sameFund(clean, result) {
			return "calm about the older figures"
		}
		return ""
	}
	for _, check := range v.Checks {
		before, now := clean.held(check), result.held(check)
		if clean.says("checked") && before == 0 || !v.broken && now >= before && now > 0 {
			continue // it was never made, or it has been made
		}
		if all || slices.Contains(core, check) {
			return fmt.Sprintf("calm, but %s was not made (held %d, before %d)", check, now, before)
		}
	}
	return ""
}

// IsCalm tells whether one of the two calm sentences is printed.
func (r Result) IsCalm() bool { return r.allWell() || strings.Contains(r.Text, sentenceErrors) }

func (r Result) allWell() bool {
	return strings.Contains(r.Text, sentenceAll) || slices.ContainsFunc(alsoCalm, func(s string) bool { return strings.Contains(r.Text, s) })
}

func (r Result) says(key string) bool { return len(r.Check) > 0 && r.Check[0][key] != nil }

// held is how many relations of a check held.
func (r Result) held(check string) int {
	n := 0
	for _, o := range r.Check {
		for _, c := range list(o["checked"]) {
			if c["check"] == check && c["state"] == "held" {
				held, _ := c["held"].(float64)
				n += int(held)
			}
		}
	}
	return n
}

// names tells whether a finding, a question or a left-out table speaks of a file.
func (r Result) names(file string) bool {
	for _, o := range r.Check {
		for _, key := range []string{"findings", "questions"} {
			for _, f := range list(o[key]) {
				if strings.Contains(fmt.Sprint(f), file) {
					return true
				}
			}
		}
		for _, f := range list(o["files"]) {
			if f["name"] == file && len(list(f["ignored"])) > 0 {
				return true
			}
		}
	}
	return false
}

func sameFund(a, b Result) bool {
	return len(a.Check) > 0 && len(b.Check) > 0 && fmt.Sprint(a.Check[0]["fund"]) == fmt.Sprint(b.Check[0]["fund"])
}

// list is a JSON array of objects.
func list(v any) []map[string]any {
	items, _ := v.([]any)
	var out []map[string]any
	for _, x := range items {
		if m, ok := x.(map[string]any); ok {
			out = append(out, m)
		}
	}
	return out
}
