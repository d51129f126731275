package officetest

import (
	"fmt"
	"slices"
	"strings"

	"ziping/xlsx/grid"
)

func ref(row, col int) grid.Ref { return grid.Ref{Row: row, Col: col} }

// Generate makes the unit of a seed: the same one on every machine.
func Generate(seed uint64) *Unit {
	d := newDraw(seed)
	s := newStory(d)
	fp, lp := newFundPlan(d, s), newLogPlan(d, s)
	withForm := d.chance(45)
	u := &Unit{Seed: seed, Office: s.trade.name}
	u.Expect.Unit, u.Expect.Year = &s.unit, &s.year

	var sheets []*Sheet
	fund, t := fundSheet(d, s, fp)
	sheets = append(sheets, fund)
	u.Tables = append(u.Tables, t)
	logs, tables := logTables(d, s, lp)
	sheets = append(sheets, logs...)
	u.Tables = append(u.Tables, tables...)
	u.Expect.fund(s, fp)
	u.Expect.log(s, lp)
	u.Traits = append(u.Traits, "rows="+fp.rows, "columns="+fp.columns, "total="+fp.total, "money="+fp.purse.unit+"/"+fp.purse.where, "log="+lp.shape, "logtotal="+lp.total)
	if withForm {
		sheet, truth := formSheet(d, s, fp, lp)
		sheets = append(sheets, sheet)
		u.Tables = append(u.Tables, truth.table)
		u.Expect.Indicators = truth.expect
		u.Traits = append(u.Traits, "form")
	}
	if d.chance(30) {
		sheets = append(sheets, basicSheet(d, s))
	}
	if d.chance(15) {
		sheets = append(sheets, textSheet(d, s))
	}
	for _, b := range some(d, Bystanders(), pick(d, []int{0, 0, 1, 1, 2, 3})) {
		sheets = append(sheets, b.sheet(s))
	}
	if d.chance(20) {
		d.Shuffle(len(sheets), func(i, j int) { sheets[i], sheets[j] = sheets[j], sheets[i] })
	}
	u.pack(d, s, sheets)
	return u
}

// pack puts the sheets into one workbook, or each table into its own.
func (u *Unit) pack(d draw, s *story, sheets []*Sheet) {
	names := map[string]bool{}
	apart := d.chance(20)
	var all *File
	for i, sheet := range sheets {
		old := sheet.Name
		for names[sheet.Name] {
			sheet.Name = fmt.Sprintf("%s(%d)", old, i+1)
		}
		names[sheet.Name] = true
		if all == nil || apart {
			all = &File{Name: fmt.Sprintf("%s%d年%s.xlsx", s.unit, s.year, s.project)}
			if apart {
				all.Name = fmt.Sprintf("%d-%s.xlsx", i+1, sheet.Name)
			}
			u.Files = append(u.Files, all)
		}
		all.Sheets = append(all.Sheets, sheet)
		for _, t := range u.Tables {
			if t.Sheet == old && t.File == "" && u.owns(t, sheet) {
				t.Sheet, t.File = sheet.Name, all.Name
			}
		}
	}
}

// owns tells whether the table was painted on the sheet: its first header word stands there.
func (u *Unit) owns(t *Table, s *Sheet) bool {
	c := t.Columns[0]
	return s.cells[ref(t.HeaderTop, c.Col)] == "'"+c.Path[0]
}

func (e *Expect) fund(s *story, p fundPlan) {
	planned, received, spent := s.sum(plannedOf), s.sum(receivedOf), s.sum(spentOf)
	e.Fund = Fund{Planned: yuan(planned), Spent: yuan(spent)}
	e.Rates.Execution = decimals(ratio(spent, planned), 4)
	if p.received {
		e.Fund.Received, e.Rates.Received = yuan(received), decimals(ratio(received, planned), 4)
	}
}

func (e *Expect) log(s *story, p logPlan) {
	all := make([]int, len(s.activities))
	for i := range all {
		all[i] = i
	}
	sum := s.tally(p, all)
	e.Activities = &sum
	if !p.category {
		return
	}
	e.ByCategory = map[string]Activities{}
	for _, f := range s.directions {
		part := slices.DeleteFunc(slices.Clone(all), func(i int) bool { return s.activities[i].category != f.name })
		e.ByCategory[f.name] = s.tally(p, part)
	}
}

// tally adds up the given activities as the log states them.
func (s *story) tally(p logPlan, which []int) Activities {
	out := Activities{Count: len(which), Blank: map[string]int{}}
	sums := map[string]*int64{}
	for _, i := range which {
		figs := p.figures(i, s.activities[i])
		for _, f := range p.fields {
			v, ok := figs[f]
			if !ok {
				out.Blank[f]++
				continue
			}
			if sums[f] == nil {
				sums[f] = new(int64)
			}
			*sums[f] += v
			if f == "participants" && i == p.approx-1 {
				out.Approx = map[string]int{f: 1}
			}
		}
	}
	out.Sessions, out.Participants, out.Youth, out.Materials = sums["sessions"], sums["participants"], sums["youth"], sums["materials"]
	if c := sums["cost"]; c != nil {
		out.Cost = yuan(*c)
	}
	return out
}

func basicSheet(d draw, s *story) *Sheet {
	sheet := newSheet("基本信息")
	for i, pair := range [][2]string{{pick(d, []string{"单位名称", "实施单位", "项目单位"}), s.unit}, {"项目名称", s.project}, {pick(d, []string{"预算年度", "年度"}), fmt.Sprintf("%d年", s.year)}, {"项目负责人", "马志远"}, {"联系电话", "0936-5521036"}} {
		sheet.text(i+1, 1, pair[0])
		sheet.text(i+1, 2, pair[1])
	}
	return sheet
}

func textSheet(d draw, s *story) *Sheet {
	sheet := newSheet(pick(d, []string{"文字材料", "文字说明", "报告素材"}))
	for i, pair := range [][2]string{
		{"标题", "内容"},
		{"立项依据", fmt.Sprintf("根据%s%d年部门预算批复，设立%s。", s.county, s.year, s.project)},
		{"存在的问题", "一是部分活动集中在下半年；二是宣传形式还不够丰富。"},
		{"下一步工作计划", fmt.Sprintf("%d年将提前谋划，均衡安排全年工作。", s.year+1)},
	} {
		sheet.text(i+1, 1, pair[0])
		sheet.text(i+1, 2, pair[1])
	}
	return sheet
}

// A Bystander is a sheet that lies beside the tables and must change nothing.
type Bystander struct {
	Name string
	Rows [][]string
}

// Bystanders lists the sheets of data/bystanders.txt; ◇年, ◇去年 and ◇单位 are
// still in them.
func Bystanders() []Bystander {
	var out []Bystander
	for line := range dataLines(bystanderData) {
		if name, ok := strings.CutPrefix(line, "# "); ok {
			out = append(out, Bystander{Name: name})
			continue
		}
		b := &out[len(out)-1]
		b.Rows = append(b.Rows, strings.Split(line, "|"))
	}
	return out
}

// Beside is a copy of the unit with the bystander laid into its first workbook;
// nothing may change by it. false: a sheet of that name lies there already.
func Beside(u *Unit, b Bystander) (*Unit, bool) {
	c := u.clone()
	for _, f := range c.Files {
		for _, s := range f.Sheets {
			if s.Name == b.Name {
				return nil, false
			}
		}
	}
	c.Files[0].Sheets = append(c.Files[0].Sheets, b.sheet(&story{unit: *u.Expect.Unit, year: *u.Expect.Year}))
	return c, true
}

func (b Bystander) sheet(s *story) *Sheet {
	sheet := newSheet(b.Name)
	sheet.Aside = true
	fit := strings.NewReplacer("◇年", itoa(s.year), "◇去年", itoa(s.year-1), "◇单位", s.unit)
	for r, row := range b.Rows {
		for c, v := range row {
			v = fit.Replace(v)
			if plainNumber(v) {
				sheet.put(r+1, c+1, v)
			} else {
				sheet.text(r+1, c+1, v)
			}
		}
		if r == 0 && len(row) == 1 && len(b.Rows) > 1 {
			sheet.merge(1, 1, 1, len(b.Rows[1]))
		}
	}
	return sheet
}

func plainNumber(s string) bool {
	if s == "" || len(s) > 1 && s[0] == '0' && !strings.HasPrefix(s, "0.") {
		return false
	}
	digits := strings.TrimPrefix(s, "-")
	return strings.Trim(digits, "0123456789.") == "" && strings.Count(digits, ".") <= 1 && digits != "."
}
