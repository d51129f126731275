package xlsx

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ziping/model"
	"ziping/model/modeltest"
)

// claimLine is a line of a case's comment that says what the case is there to show:
//
//	claim: spent = 72500.00
//	claim: note import/unread at 活动台账!K4
//	claim: no log
//	claim: fund.3 小计 covers [0 1 2]
//
// It holds when a fact about the project (facts) is the same or begins with it and a
// blank; "no" before it turns it round.
var claimLine = regexp.MustCompile(`(?m)^claim: (.+)$`)

// checkClaims holds what was read to the claims of a case, of which each has one at least.
func checkClaims(t *testing.T, comment string, p *model.Project, err error) {
	t.Helper()
	known := facts(p, err)
	claims := claimLine.FindAllStringSubmatch(comment, -1)
	if len(claims) == 0 {
		t.Errorf("the case claims nothing; it could claim\n%s", strings.Join(known, "\n"))
	}
	for _, m := range claims {
		claim, no := strings.CutPrefix(strings.TrimSpace(m[1]), "no ")
		holds := slices.ContainsFunc(known, func(f string) bool { return f == claim || strings.HasPrefix(f, claim+" ") })
		if holds == no {
			t.Errorf("claimed is %q, the facts are\n%s", m[1], strings.Join(known, "\n"))
		}
	}
}

// facts are short statements about what was read, one a line.
func facts(p *model.Project, err error) []string {
	var out []string
	say := func(format string, args ...any) { out = append(out, strings.TrimSpace(fmt.Sprintf(format, args...))) }
	if err != nil {
		say("refused")
	}
	if p == nil {
		return out
	}
	for name, c := range map[string]model.Cell[string]{"unit": p.Unit, "project": p.Name, "department": p.Department, "code": p.Code} {
		if c.Known() {
			say("%s = %s", name, c.Value)
		}
	}
	if p.Year.Known() {
		say("year = %d", p.Year.Value)
	}
	for _, f := range p.Files {
		for _, t := range f.Tables {
			say("%s at %s!%s in %s", t.Kind, t.Pos.SheetName(), t.Range, t.Unit)
			for _, c := range t.Columns {
				say("%s column %s %s is %s", t.Kind, c.Cell, c.Header, c.Field)
			}
			for _, r := range t.Rows {
				say("row %s!%d is %s", t.Pos.SheetName(), r.Row, r.Role)
			}
		}
		for _, i := range f.Ignored {
			say("ignored %s!%s", i.Sheet, i.Range)
		}
	}
	for _, n := range p.Notes {
		say("note %s at %s!%s", n.Rule, n.Pos.SheetName(), n.Pos.Cell())
	}
	sum := func(name string, s model.Sum) {
		if n, some := s.Part(); some && s.Bad == 0 {
			say("%s = %s", name, n.StringFixed(2))
		}
	}
	fund := p.Fund()
	sum("planned", fund.Planned)
	sum("received", fund.Received)
	sum("spent", fund.Spent)
	activityFacts(say, "activities", p.Activities())
	for _, a := range p.ByCategory() {
		activityFacts(say, "category "+a.Category, a)
	}
	for _, t := range p.Funds {
		for i, r := range t.Rows {
			say("fund.%d %s covers %v", i, kindName(r.Kind), r.Covers)
		}
	}
	for _, l := range p.Logs {
		for i, a := range l.Rows {
			say("log.%d %s covers %v", i, kindName(a.Kind), a.Covers)
		}
	}
	for _, f := range p.Forms {
		formFacts(say, f)
	}
	for _, t := range p.Texts {
		say("text %s", t.Name.Value)
	}
	for _, a := range p.Allotments {
		say("allotments = %d", len(a.Rows))
	}
	return out
}

func activityFacts(say func(string, ...any), name string, a model.Activities) {
	if a.Count > 0 {
		say("%s = %d", name, a.Count)
	}
	for _, s := range []struct {
		name string
		sum  model.Sum
	}{{"sessions", a.Sessions}, {"participants", a.Participants}, {"youth", a.Youth}, {"materials", a.Materials}, {"cost", a.Cost}} {
		if n, some := s.sum.Part(); some {
			say("%s %s = %s", name, s.name, n.String())
		}
	}
}

func formFacts(say func(string, ...any), f *model.Form) {
	say("indicators = %d", len(f.Indicators))
	for _, m := range f.Money {
		say("money %s level %d budget %s spent %s", m.Kind, m.Level, amountText(m.Budget), amountText(m.Spent))
	}
	for i, in := range f.Indicators {
		say("indicator.%d %s / %s / %s", i, in.Level1.Value, in.Level2.Value, in.Level3.Value)
		say("indicator.%d%s%s", i, anyCell(" target", in.Target, modeltest.Measure), anyCell(" actual", in.Actual, modeltest.Measure))
		say("indicator.%d%s%s", i, num(" weight", in.Weight), num(" score", in.Score))
	}
	if f.TotalScore.Known() {
		say("score = %s", f.TotalScore.Value.N)
	}
	if f.TotalWeight.Known() {
		say("weight = %s", f.TotalWeight.Value.N)
	}
	for _, g := range f.Groups {
		say("group %s = %s", g.Name, g.Weight.Value.N)
	}
	for _, t := range f.Texts {
		say("text %s", t.Name.Value)
	}
	for name, c := range map[string]model.Cell[string]{"goal": f.GoalPlanned, "reached": f.GoalActual, "grade": f.Grade} {
		if c.Known() {
			say("%s stated", name)
		}
	}
}

func amountText(c model.Cell[model.Amount]) string {
	if !c.Known() {
		return "none"
	}
	return c.Value.Yuan.String()
}
