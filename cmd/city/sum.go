package city

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model/check/wording"
	"ziping/xlsx/write/mend"
)

// A Row is a unit in the roll-up.
type Row struct {
	*Record
	Name     string // what it is called
	Allotted decimal.NullDecimal
	Planned, Received, Spent, Receipt,
	Execution, Score decimal.NullDecimal
	Grade  string
	Remark string
	// Again tells that the same work stands in another row: its figures are in no sum.
	Again bool
}

// A Balance compares what a line allots with what its units received.
type Balance struct {
	Name               string
	Allotted, Received decimal.NullDecimal
	Verdict            string
	Differs            bool
}

// A Share is a direction of spending, or a 二级指标, over all units.
type Share struct {
	Name                     string
	Units                    int
	Planned, Received, Spent decimal.NullDecimal
}

// A Second is a 二级指标 over all units.
type Second struct {
	Level1, Level2 string
	Units          int
	Count, Short   int // indicators, and those that lost points
	Weight, Score  decimal.Decimal
	Unscored       int // indicators that do not state both
}

// A Kind is a kind of finding.
type Kind struct {
	Title    string
	Severity string
	Count    int
	Units    []string
}

// A Sum is the roll-up: what plan and records come to.
type Sum struct {
	Title      string
	Year       int // 0 when the units are of several years, or of none
	Listed     bool
	Rows       []Row
	Balances   []Balance
	Directions []Share
	Seconds    []Second
	Kinds      []Kind
	Between    []mend.Row // findings of no unit
	Others     []string
}

// NewSum makes the roll-up. Records may be nil where a unit has none yet.
func NewSum(p *Plan, records []*Record) *Sum {
	s := &Sum{Title: p.Title, Listed: p.Listed, Others: p.Others}
	by := map[string]*Record{}
	for _, r := range records {
		if r != nil {
			by[r.Unit] = r
		}
	}
	for _, m := range p.Members {
		if r := by[m.Name]; r != nil {
			s.Rows = append(s.Rows, newRow(p, m, r))
		}
	}
	for _, l := range p.Missing() {
		s.Rows = append(s.Rows, Row{Record: &Record{Status: NoMaterial}, Name: l.Name, Allotted: l.allotted(), Remark: "应报送，没有找到材料"})
	}
	s.again()
	s.Year = s.year()
	s.balance(p)
	s.directions()
	s.seconds()
	s.kinds()
	return s
}

func (l Line) allotted() decimal.NullDecimal {
	d, err := decimal.NewFromString(l.Amount)
	return decimal.NullDecimal{Decimal: d, Valid: err == nil}
}

func newRow(p *Plan, m Member, r *Record) Row {
	row := Row{Record: r, Name: r.Title}
	if r.Stated == "" && m.Line >= 0 {
		row.Name = p.Lines[m.Line].Name
	}
	var remarks []string
	if m.Line >= 0 {
		l := p.Lines[m.Line]
		if len(l.Units) == 1 {
			row.Allotted = l.allotted()
		}
		if r.Stated != "" && !sameUnit(r.Stated, l.Name) {
			remarks = append(remarks, "按文件夹是“"+l.Name+"”，表里写的单位是“"+r.Stated+"”")
			row.Name = l.Name
		}
	}
	if len(m.Like) > 0 {
		remarks = append(remarks, "看不出是应报名单里的哪一个："+strings.Join(m.Like, "、"))
	}
	row.money(r)
	if r.Failed != "" {
		_, why, _ := strings.Cut(r.Failed, "：")
		remarks = append(remarks, cmp.Or(why, r.Failed))
		if r.Old != "" {
			remarks = append(remarks, "这里的报告是以前的，不是这次核对的")
		}
	}
	if len(r.Kept) > 0 && r.Failed == "" {
		remarks = append(remarks, fmt.Sprintf("另有 %d 个不是工作簿的文件", len(r.Kept)))
	}
	row.Remark = strings.Join(remarks, "；")
	return row
}

// money adds up the projects; a sum that some of them do not state is not one.
func (r *Row) money(rec *Record) {
	var planned, received, spent, score []decimal.NullDecimal
	var partial []string
	for _, p := range rec.Projects {
		planned, received, spent, score = append(planned, p.Planned), append(received, p.Received), append(spent, p.Spent), append(score, p.Score)
		if p.Partial != "" && !slices.Contains(partial, p.Partial) {
			partial = append(partial, p.Partial)
		}
	}
	r.Planned, r.Received, r.Spent = total(planned), total(received), total(spent)
	if len(rec.Projects) == 1 {
		p := rec.Projects[0]
		r.Receipt, r.Execution, r.Score, r.Grade = p.ReceiptRate, p.ExecutionRate, p.Score, p.Grade
	} else if len(rec.Projects) > 1 {
		r.Receipt, r.Execution = quotient(r.Received, r.Planned), quotient(r.Spent, r.Planned)
		if n := total(score); n.Valid {
			r.Score = decimal.NewNullDecimal(n.Decimal.DivRound(decimal.NewFromInt(int64(len(score))), 2))
		}
	}
	if len(rec.Projects) > 1 && !r.Received.Valid {
		r.Received = rec.Received // of tables that name no project
	}
	if len(partial) > 0 {
		r.Remark = strings.Join(partial, "；")
	}
}

// total is the sum, where every part is known.
func total(parts []decimal.NullDecimal) (sum decimal.NullDecimal) {
	for _, p := range parts {
		if !p.Valid {
			return decimal.NullDecimal{}
		}
		sum.Decimal, sum.Valid = sum.Decimal.Add(p.Decimal), true
	}
	return sum
}

func quotient(a, b decimal.NullDecimal) decimal.NullDecimal {
	if !a.Valid || !b.Valid || b.Decimal.IsZero() {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.DivRound(b.Decimal, 8))
}

func sameUnit(a, b string) bool { return wording.MatchUnit(a, b) || likenessOf(a, b) }

// again marks rows whose work stands in an earlier row: one unit, one project, one
// year, handed in twice.
func (s *Sum) again() {
	seen := map[string]int{}
	for i := range s.Rows {
		r := &s.Rows[i]
		if r.Record.Unit == "" || r.Failed != "" {
			continue
		}
		for _, p := range r.Projects {
			key := wording.UnitKey(r.Name) + "\x1f" + p.Name + "\x1f" + fmt.Sprint(p.Year)
			first, twice := seen[key]
			if !twice {
				seen[key] = i
				continue
			}
			if first == i {
				continue
			}
			other := s.Rows[first].Record.Unit
			r.Again = true
			r.Remark = strings.Trim("与“"+other+"”是同一单位同一项目的两份材料，没有计入合计；"+r.Remark, "；")
			s.Between = append(s.Between, mend.Row{
				Severity: "error", Rule: "rollup/duplicate-unit", RuleTitle: "同一单位有两份材料", File: r.At.File, Sheet: r.At.Sheet, Cell: r.At.Cell,
				Message: "“" + r.Name + "”有两份材料（" + other + "、" + r.Record.Unit + "），汇总只计前一份", Hint: "留下要用的一份，另一份移出文件夹",
				Waived: r.waived("rollup/duplicate-unit", "同一单位有两份材料"),
			})
			break
		}
	}
}

// waived is why the office has settled a rule about several units, "" when it has not.
func (r *Record) waived(names ...string) string {
	for _, w := range r.Waivers {
		if slices.Contains(append(names, "*"), w.Rule) {
			return w.Reason
		}
	}
	return ""
}

func (s *Sum) year() int {
	year := 0
	for _, r := range s.Rows {
		for _, p := range r.Projects {
			switch {
			case p.Year == 0 || p.Year == year:
			case year == 0:
				year = p.Year
			default:
				return 0
			}
		}
	}
	return year
}
