package rules

import (
	"fmt"
	"slices"

	"ziping/model"
	"ziping/model/check"
)

// A checking is one of the checks of which every output says what became of it.
type checking struct {
	id, title string
	core      bool // no result is calm while it is undecided
	rules     []string
	needs     []need
}

// A need is what a check cannot do without.
type need struct {
	kind   model.TableKind // the table that states it, "" for none in particular
	title  string          // 结余
	fields []string        // canonical names of the columns that state it
	words  bool            // the column holds words or dates, not figures
	has    func(*model.Project) bool
	lack   string // what is said when it is not there; "" for 资金表没有结余
	part   bool   // the check is not nothing without it
}

// checkings are the checks, in the order they are told.
var checkings = []checking{
	{id: "fund-total", title: "资金表合计与各行", core: true, rules: []string{"fund/total"}, needs: []need{
		{kind: model.KindFund, title: "合计行", has: func(p *model.Project) bool { return fundHas(p, isTotal) || len(p.Forms)+len(p.Allotments) > 0 }},
		partly(fundNeed("计划资金", "planned", func(r *model.FundRow) model.State { return r.Planned.State })),
		partly(fundNeed("支出", "spent", func(r *model.FundRow) model.State { return r.Spent.State })),
	}},
	{id: "balance", title: "结余", rules: []string{"fund/balance"}, needs: []need{
		fundNeed("结余", "balance", func(r *model.FundRow) model.State { return r.Balance.State }),
	}},
	{id: "rates", title: "执行率和到位率", rules: []string{"fund/rate", "fund/denominator"}, needs: []need{
		{kind: model.KindFund, title: "执行率", fields: []string{"rate", "receipt"}, has: hasRates},
	}},
	{id: "log-fund", title: "台账各类经费与资金表", core: true, rules: []string{"activity/cost"}, needs: []need{
		logNeed("经费", "cost", func(a *model.Activity) model.State { return a.Cells.Cost.State() }),
		fundNeed("支出", "spent", func(r *model.FundRow) model.State { return r.Spent.State }),
	}},
	{id: "log-total", title: "台账合计与各行", rules: []string{"activity/total"}, needs: []need{
		{kind: model.KindActivity, title: "合计行", has: func(p *model.Project) bool {
			return slices.ContainsFunc(p.Logs, func(l *model.ActivityLog) bool {
				return slices.ContainsFunc(l.Rows, func(a *model.Activity) bool { return a.Kind == model.Total || a.Kind == model.Subtotal })
			})
		}},
		partly(logNeed("人次", "participants", func(a *model.Activity) model.State { return a.Cells.Participants.State() })),
		partly(logNeed("场次", "sessions", func(a *model.Activity) model.State { return a.Cells.Sessions.State() })),
		partly(logNeed("经费", "cost", func(a *model.Activity) model.State { return a.Cells.Cost.State() })),
	}},
	{id: "form-score", title: "自评表得分", core: true, rules: []string{"indicator/score", "indicator/rate-score", "indicator/total"}, needs: []need{
		formNeed("得分", "ind.score", func(f *model.Form) bool { return f.HasScores || f.TotalScore.Known() }),
	}},
	{id: "form-weight", title: "自评表分值", rules: []string{"indicator/weight"}, needs: []need{
		formNeed("分值", "ind.weight", func(f *model.Form) bool { return f.HasWeights || len(f.Groups) > 0 }),
	}},
	{id: "fact", title: "指标完成值与台账", rules: []string{"indicator/fact", "indicator/cost"}, needs: []need{
		inWords(formNeed("实际完成值", "ind.actual", func(f *model.Form) bool {
			return slices.ContainsFunc(f.Indicators, func(i *model.Indicator) bool { return i.Actual.State != model.Absent })
		})),
		partly(logNeed("人次", "participants", func(a *model.Activity) model.State { return a.Cells.Participants.State() })),
		partly(logNeed("场次", "sessions", func(a *model.Activity) model.State { return a.Cells.Sessions.State() })),
	}},
	{id: "allotment", title: "到位资金与资金分配表", rules: []string{"rollup/allotment"}, needs: []need{
		{kind: model.KindAllotment, title: "资金分配表", has: func(p *model.Project) bool { return len(p.Allotments) > 0 }, lack: "没有资金分配表"},
	}},
	{id: "same-amount", title: "同一笔钱各处写的数", rules: []string{"fund/budget"}, needs: []need{
		{title: "第二处", has: statedTwice, lack: "预算和支出只有一处写明"},
	}},
	{id: "form-blank", title: "自评表空着的格", rules: []string{"indicator/blank"}, needs: []need{
		formNeed("自评表", "", func(*model.Form) bool { return true }),
	}},
	{id: "year-text", title: "年度和活动时间", rules: []string{"text/year", "activity/period"}, needs: []need{
		{title: "年度", has: func(p *model.Project) bool { return p.Year.Known() || p.Period.Known() }, lack: "没有写预算年度"},
		partly(need{kind: model.KindActivity, title: "活动时间", fields: []string{"when", "start", "end"}, words: true, has: func(p *model.Project) bool {
			return len(p.Logs) == 0 || slices.ContainsFunc(p.Logs, func(l *model.ActivityLog) bool {
				return slices.ContainsFunc(l.Rows, func(a *model.Activity) bool { return a.Cells.When.State() != model.Absent })
			})
		}}),
	}},
}

// IsCore reports that no result is calm while the check is undecided.
func IsCore(id string) bool {
	return slices.ContainsFunc(checkings, func(c checking) bool { return c.id == id && c.core })
}

// tableNames are what the kinds of table are called in sentences.
var tableNames = map[model.TableKind]string{model.KindFund: "资金表", model.KindActivity: "台账", model.KindForm: "自评表", model.KindAllotment: "资金分配表"}

// Run applies all rules to a project, and tells what became of the checks.
func Run(p *model.Project, set *check.Set) ([]check.Finding, []check.Checked) {
	if set == nil {
		set, _ = check.FindSet("")
	}
	r := All.Run(p, set)
	out := make([]check.Checked, len(checkings))
	for i, c := range checkings {
		out[i] = c.outcome(p, set, r.Counts)
	}
	if f, some := untold(r.Counts, set); some {
		r.Findings = All.Join(r.Findings, []check.Finding{f}, p, set)
	}
	return r.Findings, out
}

// outcome is what became of a check.
func (c checking) outcome(p *model.Project, set *check.Set, counts map[string]check.Count) check.Checked {
	out := check.Checked{Check: c.id, Title: c.title, Rules: c.rules}
	why := func(s string) {
		if !slices.Contains(out.Why, s) {
			out.Why = append(out.Why, s)
		}
	}
	for _, id := range c.rules {
		n := counts[id]
		out.Held, out.Broken, out.Undecided = out.Held+n.Held, out.Broken+n.Broken, out.Undecided+n.Undecided
		for _, s := range n.Why {
			why(s)
		}
		if rule, known := All.Find(id); known && set.Severity[id] == check.Off {
			out.Undecided++
			why("按规则集，“" + rule.Title + "”没有执行")
		}
	}
	var lacks, open []string
	nothing := false // without what is lacking there is no such check
	for _, n := range c.needs {
		if n.has(p) {
			continue
		}
		lack, unread := n.missing(p)
		if unread {
			if !slices.Contains(open, lack) {
				open = append(open, lack)
			}
			continue
		}
		nothing = nothing || !n.part
		lacks = append(lacks, lack)
	}
	if !nothing || out.Held+out.Broken+out.Undecided > 0 {
		out.Undecided += len(open)
		for _, s := range open {
			why(s)
		}
	}
	switch {
	case out.Broken > 0:
		out.State = check.Broken
	case out.Undecided > 0:
		out.State = check.Undecided
	case out.Held > 0:
		out.State = check.Held
	default:
		out.State = check.Missing
		if len(lacks) == 0 {
			lacks = []string{"没有可以对照的数"}
		}
		out.Why = lacks[:1]
	}
	return out
}

// missing says what is not there, and whether something unread may be it.
func (n need) missing(p *model.Project) (string, bool) {
	name := tableNames[n.kind]
	switch {
	case n.kind == "":
		return n.lack, false
	case !hasTable(p, n.kind):
		if at := unreadTable(p, n.kind); at != "" {
			return "没有认出" + name + "（" + at + "）", true
		}
		return "没有" + name, false
	case len(n.fields) > 0:
		if u, found := unreadLike(p, n.kind, !n.words, n.fields...); found {
			return fmt.Sprintf("%s没有认出%s列（%s）", name, n.title, u.words()), true
		}
		return name + "没有" + n.title + "一列", false
	}
	return name + "没有" + n.title, false
}

func hasTable(p *model.Project, kind model.TableKind) bool {
	switch kind {
	case model.KindFund:
		return len(p.Funds) > 0
	case model.KindActivity:
		return len(p.Logs) > 0
	case model.KindForm:
		return len(p.Forms) > 0
	case model.KindAllotment:
		return len(p.Allotments) > 0
	}
	return false
}

func isTotal(r *model.FundRow) bool { return r.Kind == model.Total || r.Kind == model.Subtotal }

func fundHas(p *model.Project, is func(*model.FundRow) bool) bool {
	return slices.ContainsFunc(p.Funds, func(t *model.FundTable) bool { return slices.ContainsFunc(t.Rows, is) })
}

func fundNeed(title, field string, of func(*model.FundRow) model.State) need {
	return need{kind: model.KindFund, title: title, fields: []string{field}, has: func(p *model.Project) bool {
		return fundHas(p, func(r *model.FundRow) bool { return of(r) != model.Absent })
	}}
}

func logNeed(title, field string, of func(*model.Activity) model.State) need {
	return need{kind: model.KindActivity, title: title, fields: []string{field}, has: func(p *model.Project) bool {
		return slices.ContainsFunc(p.Logs, func(l *model.ActivityLog) bool {
			return slices.ContainsFunc(l.Rows, func(a *model.Activity) bool { return of(a) != model.Absent })
		})
	}}
}

// inWords is a need of a column that holds words.
func inWords(n need) need {
	n.words = true
	return n
}

// partly is a need without which the rest of the check can be made.
func partly(n need) need {
	n.part = true
	return n
}

func formNeed(title, field string, has func(*model.Form) bool) need {
	n := need{kind: model.KindForm, title: title, has: func(p *model.Project) bool { return slices.ContainsFunc(p.Forms, has) }}
	if field != "" {
		n.fields = []string{field}
	}
	return n
}

func hasRates(p *model.Project) bool {
	return fundHas(p, func(r *model.FundRow) bool { return r.Rate.State != model.Absent || r.Receipt.State != model.Absent }) ||
		slices.ContainsFunc(p.Forms, func(f *model.Form) bool {
			return slices.ContainsFunc(f.Money, func(r *model.MoneyRow) bool { return r.Rate.State != model.Absent })
		})
}

// statedTwice reports that the budget or the money spent is stated in more
// places than one.
func statedTwice(p *model.Project) bool {
	pass := &check.Pass{Project: p}
	return len(budgets(pass)) > 1 || len(spendings(pass)) > 1 || p.Issued.Known() && len(budgets(pass)) > 0
}
