package officetest

import (
	"regexp"
	"slices"
	"strings"
)

// A plant changes a few cells of a copy of a unit and says what must be found.
// false: the unit has no place for it.
type plant struct {
	kind string
	do   func(p *planting) bool
}

// plants are the kinds of faults, in the order Plants lists them.
var plants = []plant{
	{"fund-total", plantFundTotal}, {"transposed-digits", plantTransposed}, {"cost-of-category", plantCost}, {"over-received", plantOverReceived},
	{"overspent", plantOverspent}, {"balance", plantBalance}, {"rate", plantRate}, {"negative", plantNegative}, {"part-over-whole", plantPart},
	{"log-total", plantLogTotal}, {"youth-over-all", plantYouth}, {"date-outside", plantDate}, {"duplicate-activity", plantDuplicate}, {"date-missing", plantNoDate},
	{"weight", plantWeight}, {"score-over-weight", plantScore}, {"score-total", plantScoreTotal}, {"rate-score", plantRateScore},
	{"missing-reason", plantReason}, {"fact", plantFact}, {"form-budget", plantBudget}, {"form-blank", plantBlank},
}

// Plants lists the kinds of faults Plant knows.
func Plants() []string {
	var out []string
	for _, p := range plants {
		out = append(out, p.kind)
	}
	return out
}

// Plant returns a copy of the unit with one fault of the kind, chosen by the
// unit's seed; false when the unit has no place for it or the kind is unknown.
func Plant(u *Unit, kind string) (*Unit, bool) {
	i := slices.IndexFunc(plants, func(p plant) bool { return p.kind == kind })
	if i < 0 {
		return nil, false
	}
	p := &planting{u: u.clone(), d: newDraw(u.Seed<<8 + uint64(i)), kind: kind}
	if !plants[i].do(p) {
		return nil, false
	}
	return p.u, true
}

type planting struct {
	u    *Unit
	d    draw
	kind string
}

// fault notes what has been planted.
func (p *planting) fault(rules []string, cells ...[2]string) bool {
	p.u.Faults = append(p.u.Faults, Fault{p.kind, cells, rules})
	return true
}

func at(t *Table, row, col int) [2]string { return [2]string{t.Sheet, ref(row, col).String()} }

// rows are the rows of a role that state all the fields.
func (t *Table) rows(role string, fields ...string) []Row {
	var out []Row
	for _, r := range t.Rows {
		has := r.Role == role
		for _, f := range fields {
			_, ok := r.Figures[f]
			has = has && ok
		}
		if has {
			out = append(out, r)
		}
	}
	return out
}

// column is the table's column of a field, 0 if it has none.
func (t *Table) column(field string) int {
	for _, c := range t.Columns {
		if c.Field == field {
			return c.Col
		}
	}
	return 0
}

// set writes a figure in the manner of the table's other figures: it changes
// the digits and keeps what stands around them.
func (p *planting) set(t *Table, row int, f Figure, value int64) {
	s := p.u.sheet(t)
	cell := ref(row, f.Col)
	money := slices.Contains([]string{"initial", "planned", "received", "spent", "balance", "cost"}, t.fieldAt(f.Col)) && t.Kind != "form" || t.Kind == "form" && row < t.HeaderTop
	n := 0
	switch {
	case money:
		n = unitDigits[t.Unit]
	case t.Kind == "form":
		n = 2
	}
	old := s.cells[cell]
	if strings.HasPrefix(old, "=") {
		_, old, _ = strings.Cut(old, " -> ")
	}
	if span := digits.FindStringIndex(old); span != nil {
		s.cells[cell] = old[:span[0]] + short(value, n) + old[span[1]:]
		return
	}
	s.cells[cell] = short(value, n)
}

var digits = regexp.MustCompile(`-?[0-9][0-9,.]*`)

func (t *Table) fieldAt(col int) string {
	for _, c := range t.Columns {
		if c.Col == col {
			return c.Field
		}
	}
	return ""
}

// bump is a step one would take for a slip: a tenth of the value, in whole grains.
func bump(v int64) int64 {
	step := int64(10000)
	for step*20 < v {
		step *= 10
	}
	return step
}

// fund is a fund table with columns that a fault in rows can be put into.
func (p *planting) fund() *Table {
	t := p.u.table("fund")
	if t == nil || t.column("turned") != 0 {
		return nil
	}
	return t
}

func plantFundTotal(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	rows := t.rows("total", "spent", "planned")
	if len(rows) == 0 {
		return false
	}
	f := rows[0].Figures[pick(p.d, []string{"spent", "planned"})]
	p.set(t, rows[0].Row, f, f.Value+bump(f.Value))
	return p.fault([]string{"fund/total"}, at(t, rows[0].Row, f.Col))
}

func plantTransposed(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	for _, r := range some(p.d, t.rows("data", "spent"), 9) {
		f := r.Figures["spent"]
		v, ok := transpose(f.Value)
		if !ok {
			continue
		}
		p.set(t, r.Row, f, v)
		cells := [][2]string{at(t, r.Row, f.Col)}
		for _, role := range []string{"total", "subtotal"} {
			for _, s := range t.rows(role, "spent") {
				cells = append(cells, at(t, s.Row, f.Col))
			}
		}
		for _, field := range []string{"balance", "rate"} {
			if c := t.column(field); c != 0 {
				cells = append(cells, at(t, r.Row, c))
			}
		}
		return p.fault([]string{"fund/total", "activity/cost", "fund/balance", "fund/rate", "fund/overspent"}, cells...)
	}
	return false
}

// transpose swaps the two leading digits that differ.
func transpose(v int64) (int64, bool) {
	b := []byte(short(v, 0))
	for i := 0; i+1 < len(b)-4; i++ {
		if b[i] != b[i+1] && b[i+1] != '0' {
			b[i], b[i+1] = b[i+1], b[i]
			out := int64(0)
			for _, c := range b {
				out = out*10 + int64(c-'0')
			}
			return out, true
		}
	}
	return 0, false
}

// plantCost changes the log, with its totals, so that only the two tables disagree.
func plantCost(p *planting) bool {
	t, fund := p.u.table("activity"), p.fund()
	if t == nil || t.column("cost") == 0 || fund == nil {
		return false
	}
	r := pick(p.d, t.rows("data", "cost"))
	by := bump(r.Figures["cost"].Value)
	for _, x := range t.Rows {
		if x.Row == r.Row || x.Role == "total" || x.Role == "subtotal" && x.Label == r.Label {
			if f, ok := x.Figures["cost"]; ok {
				p.set(t, x.Row, f, f.Value+by)
			}
		}
	}
	cells := [][2]string{}
	for _, x := range fund.Rows {
		if f, ok := x.Figures["spent"]; ok {
			cells = append(cells, at(fund, x.Row, f.Col))
		}
	}
	return p.fault([]string{"activity/cost"}, cells...)
}

// shift adds to a figure of a row and to every sum over it.
func (p *planting) shift(t *Table, r Row, field string, by int64) {
	for _, x := range t.Rows {
		if f, ok := x.Figures[field]; ok && (x.Row == r.Row || x.Role == "total" || x.Role == "subtotal" && t.under(x, r)) {
			p.set(t, x.Row, f, f.Value+by)
		}
	}
}

// under tells whether subtotal x sums row r: it is the next 小计 below, or the class above.
func (t *Table) under(x, r Row) bool {
	if x.Row < r.Row {
		return x.Label != "小计"
	}
	for _, y := range t.Rows {
		if y.Role == "subtotal" && y.Row > r.Row && y.Row < x.Row {
			return false
		}
	}
	return true
}

func plantOverReceived(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	rows := t.rows("data", "planned", "received")
	if len(rows) == 0 {
		return false
	}
	r := pick(p.d, rows)
	by := r.Figures["planned"].Value - r.Figures["received"].Value + bump(r.Figures["planned"].Value)
	p.shift(t, r, "received", by)
	p.shift(t, r, "balance", by)
	return p.fault([]string{"fund/over-received"}, p.columnCells(t, r, "received")...)
}

// columnCells are the cells of a field in a row and in the sums over it.
func (p *planting) columnCells(t *Table, r Row, field string) [][2]string {
	cells := [][2]string{}
	for _, x := range t.Rows {
		if f, ok := x.Figures[field]; ok && (x.Row == r.Row || x.Role == "total" || x.Role == "subtotal") {
			cells = append(cells, at(t, x.Row, f.Col))
		}
	}
	return cells
}

func plantOverspent(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	rows := t.rows("data", "received", "spent")
	if len(rows) == 0 {
		return false
	}
	r := pick(p.d, rows)
	by := r.Figures["received"].Value - r.Figures["spent"].Value + bump(r.Figures["spent"].Value)
	p.shift(t, r, "spent", by)
	p.shift(t, r, "balance", -by)
	return p.fault([]string{"fund/overspent", "activity/cost"}, p.columnCells(t, r, "spent")...)
}

func plantBalance(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	rows := t.rows("data", "balance")
	if len(rows) == 0 {
		return false
	}
	r := pick(p.d, rows)
	by := bump(r.Figures["planned"].Value)
	p.shift(t, r, "balance", by)
	return p.fault([]string{"fund/balance"}, p.columnCells(t, r, "balance")...)
}

func plantRate(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	rows := append(t.rows("data", "rate"), t.rows("total", "rate")...)
	if len(rows) == 0 {
		return false
	}
	r := pick(p.d, rows)
	f := r.Figures["rate"]
	s := p.u.sheet(t)
	old := s.cells[ref(r.Row, f.Col)]
	v := f.Value - 600
	switch {
	case strings.HasSuffix(old, " %"):
		s.cells[ref(r.Row, f.Col)] = short(v, 4) + " %"
	case strings.HasPrefix(old, "'"):
		s.cells[ref(r.Row, f.Col)] = "'" + *decimals(v, 2) + "%"
	default:
		s.cells[ref(r.Row, f.Col)] = short(v, 2)
	}
	return p.fault([]string{"fund/rate"}, at(t, r.Row, f.Col))
}

func plantNegative(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	rows := t.rows("data", "spent")
	r := pick(p.d, rows)
	f := r.Figures["spent"]
	p.set(t, r.Row, f, -f.Value)
	return p.fault([]string{"fund/negative"}, at(t, r.Row, f.Col))
}

func plantPart(p *planting) bool {
	t := p.fund()
	if t == nil {
		return false
	}
	rows := t.rows("part", "spent")
	if len(rows) == 0 {
		return false
	}
	r := rows[0]
	f := r.Figures["spent"]
	for i, x := range t.Rows {
		if x.Row == r.Row {
			p.set(t, r.Row, f, t.Rows[i-1].Figures["spent"].Value+bump(f.Value))
		}
	}
	return p.fault([]string{"fund/total", "fund/subset", "activity/subset"}, at(t, r.Row, f.Col), at(t, r.Row-1, f.Col))
}
