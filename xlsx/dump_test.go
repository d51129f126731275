package xlsx

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/model/modeltest"
)

// dump writes what was read, one thing a line.
func dump(p *model.Project, err error) string {
	var b strings.Builder
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			fmt.Fprintf(&b, "error %s\n", line)
		}
	}
	if p == nil {
		return b.String()
	}
	dumpHead(&b, p)
	for _, f := range p.Files {
		for _, t := range f.Tables {
			var cols []string
			for _, c := range t.Columns {
				field := c.Field
				if field == "" {
					field = "?" + c.Guess
				}
				cols = append(cols, c.Header+"→"+field)
			}
			fmt.Fprintf(&b, "%s %s!%s 表头 %s 单位 %s\n  %s\n", t.Kind, t.Pos.SheetName(), t.Range, t.Header, t.Unit, strings.Join(cols, " "))
			if t.Kind != model.KindBasic && t.Kind != model.KindForm {
				fmt.Fprintf(&b, "  %s\n", roles(t.Rows))
			}
		}
		for _, i := range f.Ignored {
			fmt.Fprintf(&b, "ignored %s %s %s\n", i.Sheet, i.Range, i.Reason)
		}
	}
	for _, t := range p.Funds {
		fmt.Fprintf(&b, "资金表 %s\n", t.Role)
		for i, r := range t.Rows {
			fmt.Fprintf(&b, "  %d %s %s%s %s", i, kindName(r.Kind), r.Pos.Cell(), bracketed(r.Group), r.Label.Text)
			money(&b, "初", r.Initial)
			money(&b, "计", r.Planned)
			money(&b, "调", r.Adjusted)
			money(&b, "到", r.Received)
			for _, s := range r.Sources {
				money(&b, "["+s.Name+"]", s.Amount)
			}
			money(&b, "支", r.Spent)
			money(&b, "余", r.Balance)
			if r.Rate.Known() {
				fmt.Fprintf(&b, " 率%s=%s", r.Rate.Pos.Cell(), r.Rate.Value.R)
			}
			if r.Quantity.Known() {
				fmt.Fprintf(&b, " 量%s=%s%s", r.Quantity.Pos.Cell(), r.Quantity.Value.N, r.Quantity.Value.Unit)
			}
			if r.Price.Known() {
				fmt.Fprintf(&b, " 价%s=%s/%s", r.Price.Pos.Cell(), r.Price.Value.Amount.Yuan, r.Price.Value.Per)
			}
			covers(&b, r.Covers)
		}
	}
	for _, l := range p.Logs {
		fmt.Fprintf(&b, "台账 %s\n", l.Table.Pos.SheetName())
		for i, a := range l.Rows {
			fmt.Fprintf(&b, "  %d %s %s%s %s", i, kindName(a.Kind), a.Pos.Cell(), bracketed(a.Category().Value), a.Name().Text)
			if a.When().Known() {
				fmt.Fprintf(&b, " %s=%v～%v", a.When().Pos.Cell(), a.When().Value.From, a.When().Value.To)
			}
			count(&b, "场", a.Sessions())
			count(&b, "人", a.Participants())
			count(&b, "青", a.Youth())
			count(&b, "资", a.Materials())
			count(&b, "志", a.Volunteers())
			money(&b, "费", a.Cost())
			covers(&b, a.Covers)
		}
	}
	for _, f := range p.Forms {
		dumpForm(&b, f)
	}
	for _, t := range p.Allotments {
		fmt.Fprintf(&b, "分配 %s\n", t.Table.Pos.SheetName())
		for _, r := range t.Rows {
			fmt.Fprintf(&b, "  %s %s %s", kindName(r.Kind), r.Unit.Pos.Cell(), r.Unit.Text)
			money(&b, "", r.Amount)
			b.WriteByte('\n')
		}
	}
	for _, t := range p.Texts {
		fmt.Fprintf(&b, "文字 %s %s：%s %q\n", t.Name.Pos.Cell(), t.Name.Value, t.Body.Pos.Cell(), t.Body.Value)
	}
	for _, w := range p.Waivers {
		fmt.Fprintf(&b, "豁免 %s %s %s!%s %s\n", w.Pos.Cell(), w.Rule, w.Sheet, w.Cell, w.Reason)
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "note %s %s!%s %s\n", n.Rule, n.Pos.SheetName(), n.Pos.Cell(), n.Message)
	}
	f := p.Fund()
	fmt.Fprintf(&b, "合计 计划 %s 到位 %s 支出 %s；活动 %d\n", sumText(f.Planned), sumText(f.Received), sumText(f.Spent), p.Activities().Count)
	return b.String()
}

func dumpHead(b *strings.Builder, p *model.Project) {
	say := func(name string, c model.Cell[string]) {
		if c.State != model.Absent {
			fmt.Fprintf(b, "%s %s!%s %q\n", name, c.Pos.SheetName(), c.Pos.Cell(), c.Value)
		}
	}
	say("单位", p.Unit)
	say("项目", p.Name)
	say("主管", p.Department)
	say("编码", p.Code)
	say("文号", p.DocNumber)
	say("负责", p.Leader)
	say("依据", p.Basis)
	say("目的", p.Purpose)
	say("内容", p.Content)
	say("目标", p.Goal)
	if p.Year.State != model.Absent {
		fmt.Fprintf(b, "年度 %s!%s %d\n", p.Year.Pos.SheetName(), p.Year.Pos.Cell(), p.Year.Value)
	}
	if p.Issued.State != model.Absent {
		fmt.Fprintf(b, "下达 %s!%s %s\n", p.Issued.Pos.SheetName(), p.Issued.Pos.Cell(), p.Issued.Value.Yuan)
	}
	if p.Period.State != model.Absent {
		fmt.Fprintf(b, "周期 %s!%s %v～%v\n", p.Period.Pos.SheetName(), p.Period.Pos.Cell(), p.Period.Value.From, p.Period.Value.To)
	}
	for _, s := range p.Stated {
		fmt.Fprintf(b, "又写 %s %s!%s %s\n", s.Field, s.Cell.Pos.SheetName(), s.Cell.Pos.Cell(), s.Cell.Value)
	}
}

func roles(rows []model.RowUse) string {
	var out []string
	for _, r := range rows {
		for row := r.Row; row <= max(r.Row, r.Last); row++ {
			out = append(out, fmt.Sprintf("%d %s", row, r.Role))
		}
	}
	return strings.Join(out, "，")
}

func kindName(k model.RowKind) string {
	return []string{"明细", "小计", "合计", "其中"}[k]
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "〔" + s + "〕"
}

func money(b *strings.Builder, name string, c model.Cell[model.Amount]) {
	switch c.State {
	case model.Known:
		fmt.Fprintf(b, " %s%s=%s", name, c.Pos.Cell(), c.Value.Yuan)
	case model.Bad:
		fmt.Fprintf(b, " %s%s=坏", name, c.Pos.Cell())
	}
}

func count(b *strings.Builder, name string, c model.Cell[model.Count]) {
	switch c.State {
	case model.Known:
		fmt.Fprintf(b, " %s%s=%s%s", name, c.Pos.Cell(), c.Value.N, c.Value.Unit)
	case model.Bad:
		fmt.Fprintf(b, " %s%s=坏", name, c.Pos.Cell())
	}
}

func covers(b *strings.Builder, c []int) {
	if len(c) > 0 {
		fmt.Fprintf(b, " 含%v", c)
	}
	b.WriteByte('\n')
}

func sumText(s model.Sum) string {
	n, some := s.Part()
	if !some || s.Bad > 0 {
		return "不知"
	}
	return n.StringFixed(2)
}

// dumpForm writes what a form says, with places.
func dumpForm(b *strings.Builder, f *model.Form) {
	t := f.Table
	fmt.Fprintf(b, "自评表 %s 单位 %s %s 分值 %v 得分 %v\n", t.Range, t.Unit, t.UnitPos.Cell(), f.HasWeights, f.HasScores)
	line := func(s string) {
		if s != "" {
			fmt.Fprintln(b, "  "+strings.TrimSpace(s))
		}
	}
	line(strCell("title", f.Title) + intCell(" year", f.Year))
	line(strCell("name", f.ProjectName) + strCell(" code", f.Code))
	line(strCell("department", f.Department) + strCell(" unit", f.Unit))
	for _, m := range f.Money {
		fmt.Fprintf(b, "  money %s/%d%s%s%s%s%s%s%s%s%s\n", m.Kind, m.Level, strCell(" ", m.Label), yuan(" initial", m.Initial), yuan(" budget", m.Budget), yuan(" received", m.Received), yuan(" spent", m.Spent),
			num(" weight", m.Weight), anyCell(" rate", m.Rate, func(r model.Ratio) string { return r.R.String() }), num(" score", m.Score), strCell(" reason", m.Reason))
	}
	line(strCell("planned", f.GoalPlanned))
	line(strCell("actual", f.GoalActual))
	for i, in := range f.Indicators {
		fmt.Fprintf(b, "  %d.%s%s%s%s%s\n    %s%s%s%s%s\n", i+1, strCell(" ", in.Level1), strCell(" /", in.Level2), strCell(" /", in.Level3), strCell(" op", in.Operator), strCell(" unit", in.Unit),
			anyCell(" target", in.Target, modeltest.Measure), anyCell(" actual", in.Actual, modeltest.Measure), num(" weight", in.Weight), num(" score", in.Score), strCell(" reason", in.Reason))
	}
	line(num("total weight", f.TotalWeight) + num(" total score", f.TotalScore) + strCell(" grade", f.Grade))
	for _, g := range f.Groups {
		fmt.Fprintf(b, "  group/%d %s%s\n", g.Level, g.Name, num("", g.Weight))
	}
	for _, x := range f.Texts {
		fmt.Fprintf(b, "  text%s%s\n", strCell(" ", x.Name), strCell(" :", x.Body))
	}
}

var stateNames = map[model.State]string{model.Blank: "blank", model.None: "dash", model.Filler: "filler", model.NotApplicable: "n/a", model.Bad: "BAD", model.Known: ""}

func anyCell[T any](name string, c model.Cell[T], show func(T) string) string {
	if c.State == model.Absent {
		return ""
	}
	out := name + " " + c.Pos.Cell()
	if c.State == model.Known {
		out += "=" + show(c.Value)
	} else {
		out += "=<" + stateNames[c.State] + ">"
	}
	if c.Computed {
		out += "(computed)"
	}
	return out
}

func strCell(name string, c model.Cell[string]) string {
	return anyCell(name, c, func(s string) string { return strings.ReplaceAll(s, "\n", `\n`) })
}

func intCell(name string, c model.Cell[int]) string {
	return anyCell(name, c, func(n int) string { return fmt.Sprint(n) })
}

func num(name string, c model.Cell[model.Number]) string {
	return anyCell(name, c, func(n model.Number) string { return n.N.String() })
}

func yuan(name string, c model.Cell[model.Amount]) string {
	return anyCell(name, c, func(a model.Amount) string { return a.Yuan.String() })
}
