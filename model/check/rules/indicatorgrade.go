package rules

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/pattern"
)

func newInt(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }

var indicatorGrade = &check.Rule{ID: "indicator/grade", Title: "等级与总分不符", Severity: check.Error, Run: func(p *check.Pass) {
	for _, f := range p.Project.Forms {
		grade(p, f)
		for _, t := range f.Texts {
			gradeCounts(p, t.Body)
		}
	}
	for _, t := range p.Project.Texts {
		gradeCounts(p, t.Body)
	}
}}

func grade(p *check.Pass, f *model.Form) {
	stated, total := f.Grade, figure.Number(f.TotalScore)
	if !stated.Known() || stated.Value == "" || !total.Known() || len(p.Set.Grades) == 0 {
		return
	}
	g, named := gradeNamed(p.Set, stated.Value)
	want, graded := gradeOf(p.Set, total.N)
	switch {
	case !named:
		p.Undecided(stated.Pos, fmt.Sprintf("等级写的是%s，这套规则里没有这个等级，没有核对", figure.Quote(stated.Value)),
			"这套规则的等级是"+gradeNames(p.Set)+"；本地不同的，用 --rules 换成本地的规则")
	case !graded:
		p.Undecided(stated.Pos, fmt.Sprintf("总分 %s 落在两个等级之间的空档里，等级%s没有核对", figure.Score(total.N), figure.Quote(stated.Value)),
			"按本地文件确定小数怎样归级", total.Pos)
	case g.Name != want.Name:
		p.Report(check.Finding{
			Pos: stated.Pos, Got: stated.Value, Want: want.Name, Related: []model.Pos{total.Pos},
			Message: fmt.Sprintf("等级写的是%s，总分 %s（%s）应当是“%s”", figure.Quote(stated.Value), figure.Score(total.N), total.Pos.Cell(), want.Name),
			Hint:    "改等级，或者核对总分",
		})
	}
}

func gradeNamed(s *check.Set, name string) (check.Grade, bool) {
	key := keyOf(name)
	for _, g := range s.Grades {
		for _, n := range append([]string{g.Name}, g.Also...) {
			if key == keyOf(n) || key == keyOf(n+"级") || key == keyOf(n+"等") {
				return g, true
			}
		}
	}
	return check.Grade{}, false
}

// gradeOf is the grade of a score; none for a score in a gap between two.
func gradeOf(s *check.Set, score decimal.Decimal) (check.Grade, bool) {
	for _, g := range s.Grades {
		if score.LessThan(g.From) {
			continue
		}
		if !g.Below.IsZero() && score.LessThan(g.Below) || g.Below.IsZero() && score.LessThanOrEqual(g.To) {
			return g, true
		}
	}
	return check.Grade{}, false
}

func gradeNames(s *check.Set) string {
	names := make([]string, len(s.Grades))
	for i, g := range s.Grades {
		names[i] = g.Name
	}
	return strings.Join(names, "、")
}

// gradeCounts: the projects of all grades are all projects.
func gradeCounts(p *check.Pass, c model.Cell[string]) {
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
		p.Report(check.Finding{
			Pos: c.Pos, Got: strconv.Itoa(sum), Want: strconv.Itoa(total),
			Message: fmt.Sprintf("项目共 %d 个，各等级（%s）相加是 %d 个", total, strings.Join(parts, "、"), sum),
			Hint:    "核对各等级的项目数",
		})
	}
}

var (
	gradeCount = pattern.New(`(不合格|优秀|良好|合格|较差|优|良|中|差)["”'’]?(?:等级|等|级)?的?(?:项目)?[:：]?(?:有|为)?(\d+)个`)
	gradeTotal = pattern.New(`(?:项目(?:共|共计|合计|总数)?(?:为|有)?(\d+)个|(?:共|共计|合计)?(\d+)个项目)`)
)

// GradeName is what a rule set calls a score: 优; "" for one that falls between two
// grades, or where the set names none.
func GradeName(s *check.Set, score decimal.Decimal) string {
	g, _ := gradeOf(s, score)
	return g.Name
}
