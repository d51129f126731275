package check

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

func newInt(n int) dec { return decimal.NewFromInt(int64(n)) }

var indicatorMissingKind = &Rule{ID: "indicator/missing-kind", Title: "缺少一类指标", Severity: Warning, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		if len(f.Indicators) > 0 {
			p.missingKinds(f)
		}
	}
}}

// missingKinds looks for every kind among the first and second levels. Without
// either nothing can be told; with the second alone, 数量指标 tells that there are
// 产出指标.
func (p *Pass) missingKinds(f *model.Form) {
	var firsts, seconds string
	for _, ind := range f.Indicators {
		firsts += keyOf(ind.Level1.Value)
		seconds += keyOf(ind.Level2.Value)
	}
	missing := func(list []string) []string {
		var out []string
		for _, k := range list {
			if !contains(firsts+"/"+seconds, keyOf(k)) {
				out = append(out, k+"指标")
			}
		}
		return out
	}
	pos := cmp.Or(f.Indicators[0].Level1.Pos, f.Indicators[0].Level3.Pos)
	first, second := missing(p.Set.Require.Kinds), missing(p.Set.Require.Second)
	switch {
	case len(first) == 0:
	case firsts == "" && seconds == "":
		p.Undecided(pos, "自评表没有写一级指标和二级指标，缺不缺"+strings.Join(p.Set.Require.Kinds, "、")+"指标没有核对", "本地的表没有这两栏的不用改")
		return
	case firsts == "" && len(second) < len(p.Set.Require.Second):
		first = slices.DeleteFunc(first, func(k string) bool { return k == "产出指标" })
	}
	if seconds == "" {
		second = nil
	}
	switch {
	case len(first) > 0:
		p.Report(Finding{
			Pos: pos, Want: strings.Join(first, "、"),
			Message: fmt.Sprintf("绩效指标里没有%s", strings.Join(append(first, second...), "、")),
			Hint:    "补上这类指标；确实不适用的，在说明里写清楚，把分值分给别的指标",
		})
	case len(second) > 0:
		p.Report(Finding{
			Severity: Info, Pos: pos, Want: strings.Join(second, "、"),
			Message: fmt.Sprintf("产出指标里没有%s", strings.Join(second, "、")),
			Hint:    "有的就补上，没有的不用改",
		})
	}
}

var indicatorGrade = &Rule{ID: "indicator/grade", Title: "等级与总分不符", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		p.grade(f)
		for _, t := range f.Texts {
			p.gradeCounts(t.Body)
		}
	}
	for _, t := range p.Project.Texts {
		p.gradeCounts(t.Body)
	}
}}

func (p *Pass) grade(f *model.Form) {
	stated, total := f.Grade, number(f.TotalScore)
	if !stated.Known() || stated.Value == "" || !total.known() || len(p.Set.Grades) == 0 {
		return
	}
	g, named := p.Set.gradeNamed(stated.Value)
	want, graded := p.Set.gradeOf(total.n)
	switch {
	case !named:
		p.Undecided(stated.Pos, fmt.Sprintf("等级写的是%s，这套规则里没有这个等级，没有核对", quote(stated.Value)),
			"这套规则的等级是"+p.Set.gradeNames()+"；本地不同的，用 --rules 换成本地的规则")
	case !graded:
		p.Undecided(stated.Pos, fmt.Sprintf("总分 %s 落在两个等级之间的空档里，等级%s没有核对", score(total.n), quote(stated.Value)),
			"按本地文件确定小数怎样归级", total.pos)
	case g.Name != want.Name:
		p.Report(Finding{
			Pos: stated.Pos, Got: stated.Value, Want: want.Name, Related: []model.Pos{total.pos},
			Message: fmt.Sprintf("等级写的是%s，总分 %s（%s）应当是“%s”", quote(stated.Value), score(total.n), total.pos.Cell(), want.Name),
			Hint:    "改等级，或者核对总分",
		})
	}
}

func (s *Set) gradeNamed(name string) (Grade, bool) {
	key := keyOf(name)
	for _, g := range s.Grades {
		for _, n := range append([]string{g.Name}, g.Also...) {
			if key == keyOf(n) || key == keyOf(n+"级") || key == keyOf(n+"等") {
				return g, true
			}
		}
	}
	return Grade{}, false
}

// gradeOf is the grade of a score; none for a score in a gap between two.
func (s *Set) gradeOf(score dec) (Grade, bool) {
	for _, g := range s.Grades {
		if score.LessThan(g.From) {
			continue
		}
		if !g.Below.IsZero() && score.LessThan(g.Below) || g.Below.IsZero() && score.LessThanOrEqual(g.To) {
			return g, true
		}
	}
	return Grade{}, false
}

func (s *Set) gradeNames() string {
	names := make([]string, len(s.Grades))
	for i, g := range s.Grades {
		names[i] = g.Name
	}
	return strings.Join(names, "、")
}

// gradeCount finds how many projects a text gives each grade; gradeTotal how
// many there are: "39个项目…优39个、良0个、合格0个、不合格0个".
var (
	gradeCount = regexp.MustCompile(`(不合格|优秀|良好|合格|较差|优|良|中|差)["”'’]?(?:等级|等|级)?的?(?:项目)?[:：]?(?:有|为)?(\d+)个`)
	gradeTotal = regexp.MustCompile(`(?:项目(?:共|共计|合计|总数)?(?:为|有)?(\d+)个|(?:共|共计|合计)?(\d+)个项目)`)
)

// gradeCounts: the projects of all grades are all projects.
func (p *Pass) gradeCounts(c model.Cell[string]) {
	if !c.Known() {
		return
	}
	text := keyOf(c.Value)
	counts := gradeCount.FindAllStringSubmatch(text, -1)
	all := gradeTotal.FindStringSubmatch(text)
	if len(counts) < 3 || all == nil {
		return
	}
	total, _ := strconv.Atoi(all[1] + all[2])
	sum := 0
	seen := map[string]bool{}
	var parts []string
	for _, m := range counts {
		if seen[m[1]] {
			return // two lists in one text
		}
		seen[m[1]] = true
		n, _ := strconv.Atoi(m[2])
		sum += n
		parts = append(parts, m[1]+m[2]+"个")
	}
	if sum != total {
		p.Report(Finding{
			Pos: c.Pos, Got: strconv.Itoa(sum), Want: strconv.Itoa(total),
			Message: fmt.Sprintf("项目共 %d 个，各等级（%s）相加是 %d 个", total, strings.Join(parts, "、"), sum),
			Hint:    "核对各等级的项目数",
		})
	}
}

var indicatorCeiling = &Rule{ID: "indicator/ceiling", Title: "总分超过执行率对应的上限", Severity: Error, Run: func(p *Pass) {
	for _, f := range p.Project.Forms {
		p.ceiling(f)
	}
}}

// ceiling: some platforms cap the total score of a project that spent little.
func (p *Pass) ceiling(f *model.Form) {
	total, row := number(f.TotalScore), f.MoneyTotal()
	if !total.known() || row == nil || !row.Spent.Known() {
		return
	}
	budget, _ := budgetOf(row)
	if !budget.known() || budget.n.IsZero() {
		return
	}
	most := func(share dec) (Ceiling, bool) { return p.Set.ceiling(share.Shift(2)) }
	p.require(relation{
		cell: total.pos, got: total.n, limit: true, level: 3, show: score,
		right: expr{num: []term{amount(row.Spent).term()}, den: []term{budget.term()}},
		accept: func(got, share dec) bool {
			c, capped := most(share)
			return !capped || got.LessThanOrEqual(c.Max)
		},
		say: func(share dec) Finding {
			c, _ := most(share)
			return Finding{
				Got: plain(total.n), Want: plain(c.Max), Related: []model.Pos{row.Spent.Pos, budget.pos},
				Message: fmt.Sprintf("执行率 %s，低于 %s%%，总分最高 %s，写的是 %s", percent(share), plain(c.Below), score(c.Max), score(total.n)),
				Hint:    "按本地的封顶规定改总分",
			}
		},
	})
}

// ceiling is the lowest of the set's ceilings that a rate, in percent, is under.
func (s *Set) ceiling(share dec) (Ceiling, bool) {
	var least Ceiling
	found := false
	for _, c := range s.Ceilings {
		if share.LessThan(c.Below) && (!found || c.Max.LessThan(least.Max)) {
			least, found = c, true
		}
	}
	return least, found
}
