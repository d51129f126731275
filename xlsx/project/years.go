package project

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout"
	"ziping/xlsx/profile"
	"ziping/xlsx/project/kin"
	"ziping/xlsx/value"
)

// projectYear is the year that is evaluated, 0 for not known: what 基本信息 says,
// else the forms, lines of label and value, all titles, the fund tables' titles,
// the year common to all kinds of tables, the names of files, and of sheets whose
// titles have no year: the first of them that agree among themselves.
func (r *reading) projectYear() int {
	var basic, forms, lines, titles, funds, names []int
	for _, h := range r.heads {
		switch {
		case !h.Year.Known():
		case h.Weight >= layout.HeadOfBasic:
			basic = append(basic, h.Year.Value)
		case h.Weight >= layout.HeadOfForm:
			forms = append(forms, h.Year.Value)
		case h.Weight >= layout.HeadOfLine:
			lines = append(lines, h.Year.Value)
		case h.Year.Pos.Row == 0:
			if h.Year.Text != h.Year.Pos.SheetName() || !r.titled(h.Year.Pos.Sheet) {
				names = append(names, h.Year.Value)
			}
		default:
			titles = append(titles, h.Year.Value)
			if r.holdsFund(h.Year.Pos.Sheet) {
				funds = append(funds, h.Year.Value)
			}
		}
	}
	if y := outvoted(basic, slices.Concat(forms, lines, titles)); y != 0 {
		return y
	}
	for _, years := range [][]int{basic, forms, lines, titles, funds, {r.commonYear()}, names} {
		slices.Sort(years)
		if years = slices.Compact(years); len(years) == 1 && years[0] != 0 {
			return years[0]
		}
	}
	return 0
}

// titled reports a sheet on which some title has a year.
func (r *reading) titled(s *model.Sheet) bool {
	return slices.ContainsFunc(r.heads, func(h layout.Head) bool { return h.Year.Known() && h.Year.Pos.Sheet == s && h.Year.Pos.Row > 0 })
}

// commonYear is the one year that every kind of table has in the title or the
// name of some sheet: last year's 资金表 stands beside this year's, the log is
// this year's only. 0 where there is none, or several.
func (r *reading) commonYear() int {
	kinds := map[model.TableKind]map[int]bool{}
	for _, h := range r.heads {
		if !h.Year.Known() {
			continue
		}
		for _, pg := range r.pages {
			if pg.ms != h.Year.Pos.Sheet || pg.plan == nil {
				continue
			}
			for _, k := range pg.plan.Kinds() {
				if kinds[k] == nil {
					kinds[k] = map[int]bool{}
				}
				kinds[k][h.Year.Value] = true
			}
		}
	}
	votes := map[int]int{}
	for _, years := range kinds {
		for y := range years {
			votes[y]++
		}
	}
	year := 0
	for y, n := range votes {
		switch {
		case n < max(len(kinds), 2):
		case year != 0:
			return 0
		default:
			year = y
		}
	}
	return year
}

// outvoted is the year that all places but one name, two or more of them, where
// 基本信息 names none: the one is the form or the title that was copied from another
// year's. It is 0 otherwise.
func outvoted(basic, others []int) int {
	count := map[int]int{}
	for _, y := range others {
		count[y]++
	}
	if len(basic) > 0 || len(count) != 2 {
		return 0
	}
	most := 0
	for y, n := range count {
		if n == len(others)-1 && n > 1 {
			most = y
		}
	}
	return most
}

func (r *reading) holdsFund(s *model.Sheet) bool {
	return slices.ContainsFunc(r.pages, func(pg *page) bool {
		return pg.ms == s && pg.plan != nil && slices.Contains(pg.plan.Kinds(), model.KindFund)
	})
}

// A yearly is a table of the project that may be another year's.
type yearly struct {
	table *model.Table
	kind  string
	year  int // that its title, its sheet or its file names; 0 for none
}

// settleYears leaves out the tables of another year that stand beside one of
// the project's year: last year's sheet, kept for comparison. Where nothing says
// which year is evaluated, tables that would be added up are refused.
func (r *reading) settleYears() {
	year := r.projectYear()
	for _, group := range [][]yearly{r.mainTables(), r.logTables(), r.formTables()} {
		var ours, others []yearly
		for _, t := range group {
			switch {
			case bygone(t.table) && t.year != year:
				r.leaveOut(t, t.kind+"写明是上年的或只供参考")
				r.forget(t)
			case t.year == 0:
			case t.year == year:
				ours = append(ours, t)
			case year == 0 || !r.periodHolds(t.year):
				others = append(others, t)
			}
		}
		switch {
		case year == 0 && differ(others):
			r.newestYear(others)
		case len(ours) > 0:
			for _, t := range others {
				r.leaveOut(t, fmt.Sprintf("%s写的是%d年，另有%d年的", t.kind, t.year, year))
				r.forget(t)
			}
		}
	}
}

var bygoneWords = profile.Common("bygone")

// bygone reports a table whose title or sheet says that it is last year's, kept for
// comparison: 2021年度资金使用情况（上年，仅供参考）, sheet 去年旧表.
func bygone(t *model.Table) bool {
	return slices.ContainsFunc([]string{t.Title, t.Pos.SheetName()}, func(s string) bool {
		return slices.ContainsFunc(bygoneWords, func(w string) bool { return strings.Contains(s, w) })
	})
}

// newestYear keeps of tables of several years, of which nothing says which one
// is evaluated, those of the last, and asks.
func (r *reading) newestYear(ts []yearly) {
	last := slices.MaxFunc(ts, func(a, b yearly) int { return a.year - b.year })
	for _, t := range ts {
		if t.year != last.year {
			r.setAside(t.table, "import/ambiguous", fmt.Sprintf("%s有几个年度的，又没有写自评的是哪一年，按%d年的%s计算；这一张是%d年的，没有采用", t.kind, last.year, place(last.table), t.year),
				"请在基本信息里写明预算年度，或隐藏另一年的工作表（隐藏的工作表不读入）", "year")
			r.forget(t)
		}
	}
}

func differ(ts []yearly) bool {
	return slices.ContainsFunc(ts, func(t yearly) bool { return t.year != ts[0].year })
}

// periodHolds reports that the project runs in that year too.
func (r *reading) periodHolds(year int) bool {
	return slices.ContainsFunc(r.heads, func(h layout.Head) bool {
		return h.Period.Known() && h.Period.Value.From.Year <= year && year <= h.Period.Value.To.Year
	})
}

const fundWord = "资金表"

func (r *reading) mainTables() (out []yearly) {
	for _, t := range r.p.Funds {
		if t.Role == model.FundMain {
			out = append(out, yearly{t.Table, fundWord, yearOf(t.Table)})
		}
	}
	return out
}

func (r *reading) logTables() (out []yearly) {
	for _, t := range r.p.Logs {
		out = append(out, yearly{t.Table, "活动台账", yearOf(t.Table)})
	}
	return out
}

func (r *reading) formTables() (out []yearly) {
	for _, t := range r.p.Forms {
		y := yearOf(t.Table)
		if t.Year.Known() {
			y = t.Year.Value
		}
		out = append(out, yearly{t.Table, "自评表", y})
	}
	return out
}

// leaveOut takes a table out of the project, and says so.
func (r *reading) leaveOut(t yearly, why string) {
	r.drop(t.table)
	t.table.Why = append(t.table.Why, why+"，没有采用")
	r.note(model.Note{Rule: "import/ignored", Pos: t.table.Pos, Message: "这张" + why + "，没有采用", Hint: "如果要用，请改正标题里的年度；不用的请删除或隐藏"})
}

// drop takes a table out of the project.
func (r *reading) drop(t *model.Table) {
	r.p.Funds = slices.DeleteFunc(r.p.Funds, func(x *model.FundTable) bool { return x.Table == t })
	r.p.Logs = slices.DeleteFunc(r.p.Logs, func(x *model.ActivityLog) bool { return x.Table == t })
	r.p.Forms = slices.DeleteFunc(r.p.Forms, func(x *model.Form) bool { return x.Table == t })
}

// forget drops what the sheet of a table of last year says about the project,
// when nothing else stands on it, and else the year.
func (r *reading) forget(t yearly) {
	sheet := t.table.Pos.Sheet
	alone := !slices.ContainsFunc(r.tablesOn(sheet), func(o *model.Table) bool { return o != t.table })
	r.heads = slices.DeleteFunc(r.heads, func(h layout.Head) bool {
		return headSheet(h) == sheet && (alone || h.Weight < layout.HeadOfLine && h.Year.Known() && h.Year.Value == t.year && !h.Unit.Known())
	})
	for i := range r.heads {
		if h := &r.heads[i]; h.Weight < layout.HeadOfLine && h.Year.Value == t.year && h.Year.Pos.Sheet == sheet {
			h.Year = model.Cell[int]{}
		}
	}
}

// tablesOn are the tables that were read from a sheet.
func (r *reading) tablesOn(s *model.Sheet) []*model.Table {
	for _, pg := range r.pages {
		if pg.ms == s {
			var out []*model.Table
			for _, res := range pg.results() {
				out = append(out, res.Tables...)
			}
			return out
		}
	}
	return nil
}

// headSheet is the sheet that a head was read from.
func headSheet(h layout.Head) *model.Sheet {
	for _, p := range []model.Pos{h.Year.Pos, h.Unit.Pos, h.Name.Pos, h.Department.Pos} {
		if p.Sheet != nil {
			return p.Sheet
		}
	}
	return nil
}

var plainYear = pattern.New(`(?:^|[^0-9])(20[0-9]{2})(?:[^0-9]|$)`)

// yearOf is the year that a table's title names, else its sheet, else its file;
// 0 where none does, or several.
func yearOf(t *model.Table) int {
	for _, text := range []string{t.Title, t.Pos.SheetName(), kin.FileTitle(t.Pos.File())} {
		if y, ok := value.FindYear(text); ok {
			return y
		}
		if ms := plainYear.FindAllStringSubmatch(text, -1); len(ms) == 1 {
			y, _ := strconv.Atoi(ms[0][1])
			return y
		} else if len(ms) > 1 {
			return 0
		}
	}
	return 0
}
