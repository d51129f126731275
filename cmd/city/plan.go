package city

import (
	"path"
	"slices"
	"strings"

	"ziping/cmd/city/find"
	"ziping/model"
	"ziping/model/check/wording"
)

// A Table is a 资金分配表 of the city.
type Table struct {
	Scope  string // slash path of the folder whose units it is for, "." for all
	File   string // as a person names it
	Series string // what tells it from others of its kind: 省级, 第一批; "" for nothing
	Table  *model.AllotmentTable
}

// A Line is somebody who must hand in: a line of a 资金分配表, or of a list.
type Line struct {
	Name  string
	Scope string
	// Allotted is what the tables give the unit, in one row or several; nil where it
	// stands on a list only.
	Allotted []*model.Allotment `json:"-"`
	Amount   string             // the sum in yuan, two decimals; "" when not known
	Doubt    string             // why the sum is not certain, "" when it is
	Units    []string           // the names of the units that are it
}

// A Member is a unit of the plan.
type Member struct {
	Name   string // its folder in the results
	Label  string // as its folder or file is called
	Stated string // as its workbooks call it, where that was needed to tell who it is
	Rel    string
	Line   int      // index of its line, -1 for none
	Like   []string // the lines it might be, when it is not clear which
}

// A Plan says who is who.
type Plan struct {
	Schema  int
	Title   string
	Listed  bool // there is a 资金分配表 or a list of who must hand in
	Tables  []string
	Lines   []Line
	Members []Member
	Others  []string // files that belong to nobody
}

// planSchema is the version of the form in which a plan and records are kept.
const planSchema = 1

// NewPlan joins units with tables and with the names of who must hand in.
func NewPlan(title string, units []find.Unit, tables []Table, expected []string) *Plan {
	p := &Plan{Schema: planSchema, Title: title, Listed: len(tables)+len(expected) > 0}
	for _, u := range units {
		p.Members = append(p.Members, Member{Name: u.Name, Label: u.Label, Rel: u.Rel, Line: -1})
	}
	for _, t := range tables {
		p.Tables = append(p.Tables, t.File)
	}
	p.addTables(tables)
	for _, name := range expected {
		p.expect(name)
	}
	p.match()
	return p
}

// expect adds a name of the list, unless a line is that unit's already.
func (p *Plan) expect(name string) {
	if strings.TrimSpace(name) == "" {
		return
	}
	for _, l := range p.Lines {
		if find.Likeness(l.Name, name) > 0 {
			return
		}
	}
	p.Lines = append(p.Lines, Line{Name: strings.TrimSpace(name), Scope: "."})
}

// addTables makes lines of the rows, one for each unit.
func (p *Plan) addTables(tables []Table) {
	type key struct{ scope, unit string }
	at := map[key]int{}
	from := map[key][]int{} // the tables of each row of the line
	for n, t := range tables {
		for _, a := range t.Table.Rows {
			if a.Kind != model.Detail || !a.Unit.Known() {
				continue
			}
			k := key{t.Scope, wording.UnitKey(a.Unit.Value)}
			i, ok := at[k]
			if !ok {
				i = len(p.Lines)
				at[k] = i
				p.Lines = append(p.Lines, Line{Name: a.Unit.Value, Scope: t.Scope})
			}
			p.Lines[i].Allotted = append(p.Lines[i].Allotted, a)
			from[k] = append(from[k], n)
		}
	}
	for k, i := range at {
		p.Lines[i].settle(from[k], tables)
	}
}

// settle decides what several rows of one unit come to: those of one table and of
// tables of one series are added up, a table that says the same again counts once,
// and where nothing tells, that is a doubt.
func (l *Line) settle(from []int, tables []Table) {
	byTable := map[int][]*model.Allotment{}
	var order []int
	for i, a := range l.Allotted {
		if !slices.Contains(order, from[i]) {
			order = append(order, from[i])
		}
		byTable[from[i]] = append(byTable[from[i]], a)
	}
	kept := byTable[order[0]]
	series := []string{tables[order[0]].Series}
	for _, n := range order[1:] {
		switch s := tables[n].Series; {
		case s != "" && !slices.Contains(series, s):
			series = append(series, s)
			kept = append(kept, byTable[n]...)
		case sameSum(byTable[order[0]], byTable[n]):
		default:
			l.Doubt = "有几张资金分配表都写了这个单位，金额不同，看不出该相加还是以哪一张为准"
			kept = append(kept, byTable[n]...)
		}
	}
	l.Allotted = kept
	if sum, ok := sumOf(kept); ok {
		l.Amount = sum.StringFixed(2)
	}
}

// match gives every unit the line it most surely is. The surest come first: a
// folder 高台 is not 高台县教育局's when another folder is.
func (p *Plan) match() {
	best := make([][]int, len(p.Members))
	how := make([]int, len(p.Members))
	for m := range p.Members {
		if p.Members[m].Line < 0 {
			best[m], how[m] = p.candidates(&p.Members[m])
		}
	}
	taken := map[int]int{} // line → how surely
	for i, l := range p.Lines {
		if len(l.Units) > 0 {
			taken[i] = surest
		}
	}
	for level := surest; level > 0; level-- {
		for m := range p.Members {
			if how[m] != level {
				continue
			}
			lines := best[m]
			if len(lines) > 1 {
				lines = slices.DeleteFunc(slices.Clone(lines), func(i int) bool { return taken[i] > level })
			}
			if len(lines) == 1 {
				p.join(m, lines[0])
				taken[lines[0]] = max(taken[lines[0]], level)
			}
		}
	}
	for m := range p.Members {
		mem := &p.Members[m]
		mem.Like = nil
		if mem.Line < 0 && len(best[m]) > 1 {
			for _, i := range best[m] {
				mem.Like = append(mem.Like, p.Lines[i].Name)
			}
		}
	}
}

const surest = 8

func (p *Plan) join(member, line int) {
	p.Members[member].Line = line
	p.Lines[line].Units = append(p.Lines[line].Units, p.Members[member].Name)
}

// candidates are the lines that a unit most likely is.
func (p *Plan) candidates(m *Member) (lines []int, how int) {
	called := []string{m.Label}
	if above := path.Base(path.Dir(m.Rel)); above != "." && above != "/" {
		called = append(called, above+m.Label)
	}
	if m.Stated != "" {
		called = append([]string{m.Stated}, called...)
	}
	for _, name := range called {
		lines, how = nil, 0
		for i, l := range p.Lines {
			if !within(l.Scope, m.Rel) {
				continue
			}
			switch n := find.Likeness(name, l.Name); {
			case n == 0 || n < how:
			case n > how:
				lines, how = []int{i}, n
			default:
				lines = append(lines, i)
			}
		}
		if len(lines) > 0 {
			return lines, how
		}
	}
	return nil, 0
}

// within reports that a path lies in a folder.
func within(dir, rel string) bool { return dir == "." || dir == "" || strings.HasPrefix(rel, dir+"/") }

// Open are the units without a line, when somebody is missing: to tell who they are
// their workbooks must be looked into.
func (p *Plan) Open() []int {
	missing := slices.ContainsFunc(p.Lines, func(l Line) bool { return len(l.Units) == 0 })
	var out []int
	for i, m := range p.Members {
		if missing && m.Line < 0 {
			out = append(out, i)
		}
	}
	return out
}

// State notes what the workbooks of units call themselves, by the index of the
// member, and gives those units their lines.
func (p *Plan) State(stated map[int]string) {
	for i, name := range stated {
		p.Members[i].Stated = name
	}
	p.match()
}

// Missing are the lines of which nothing was handed in.
func (p *Plan) Missing() []Line {
	var out []Line
	for _, l := range p.Lines {
		if len(l.Units) == 0 {
			out = append(out, l)
		}
	}
	return out
}

// Sole is the line of a unit that is its alone, nil when it has none or shares it:
// then only the sum of all can be compared.
func (p *Plan) Sole(member int) *Line {
	i := p.Members[member].Line
	if i < 0 || len(p.Lines[i].Units) != 1 {
		return nil
	}
	return &p.Lines[i]
}
