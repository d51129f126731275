package project

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/project/kin"
)

// A required is a figure that every project has to state.
type required struct {
	field string // of the profile's 资金表
	title string
	label string // in a form's money block
	paths []string
	of    func(*model.Fund) model.Sum
	row   func(*model.FundRow) model.Cell[model.Amount]
}

var requiredMoney = []required{
	{"planned", "计划资金", "全年预算数", []string{"fund.planned", "rates.received", "rates.execution"}, func(f *model.Fund) model.Sum { return f.Planned }, model.Planned},
	{"spent", "实际支出", "全年执行数", []string{"fund.spent", "rates.execution"}, func(f *model.Fund) model.Sum { return f.Spent }, model.Spent},
}

// missing says which required figures no table states, and which only a
// second-best one does, at the cell where an officer would have written them.
func (r *reading) missing() {
	sources := r.p.FundSources()
	lent := r.lentFund()
	for _, q := range requiredMoney {
		best := -1
		for i := range sources {
			if s := q.of(&sources[i].Fund); !s.Empty() {
				best = i
				break
			}
		}
		main := r.p.Main()
		switch {
		case best == 0 && main != nil:
		case main != nil:
			r.missingMoney(q, main, lent, sources, best)
		case best < 0 && slices.ContainsFunc(r.p.Forms, (*model.Form).OfProject), best > 0 && sources[best].Name != "自评表":
			r.missingInForm(q, sources, best)
		}
	}
}

// askFigure asks for a figure that no table states; it reports that somebody has
// answered, and then the answer is a source of the project's money, the last.
func (r *reading) askFigure(q required, pos model.Pos) bool {
	a := r.asks.Ask(model.Question{Kind: model.AskFigure, Pos: pos, Header: q.title, Fields: q.paths, Ask: "哪里都没有写明" + q.title + "，是多少元？",
		ID: model.QuestionID(model.AskFigure, model.KindFund, r.about(q.title)...), Shown: model.Digest(q.title)})
	n, ok := ask.Figure(a.Value)
	if a.ID == "" || !ok {
		return false
	}
	sum := model.PartSum(n, a.Pos)
	if q.field == "planned" {
		r.p.Answered.Planned = sum
	} else {
		r.p.Answered.Spent = sum
	}
	return true
}

// missingNames notes what the tables lack that are used all the same.
func (r *reading) missingNames() {
	for _, pg := range r.pages {
		if pg.result == nil {
			continue
		}
		for i := range pg.result.Partials {
			if t := &pg.result.Partials[i]; t.Read != nil && pg.uses(t.Read) {
				r.missingNamesOf(t)
			}
		}
	}
}

// uses reports that the project uses a table that lacks a column.
func (pg *page) uses(res *layout.Result) bool {
	for _, l := range pg.lent {
		if l == res {
			return true
		}
	}
	return false
}

// lentFund is the table that stands for the 资金表 though it lacks a column, nil
// for none.
func (r *reading) lentFund() *layout.Partial {
	main := r.p.Main()
	for _, pg := range r.pages {
		if pg.result == nil || main == nil {
			continue
		}
		for i := range pg.result.Partials {
			t := &pg.result.Partials[i]
			if t.Read != nil && len(t.Read.Funds) > 0 && t.Read.Funds[0] == main {
				return t
			}
		}
	}
	return nil
}

// missingMoney notes a figure that the 资金表 does not state.
func (r *reading) missingMoney(q required, main *model.FundTable, lent *layout.Partial, sources []model.FundSource, best int) {
	n := model.Note{Rule: "import/missing-column", Pos: main.Table.Pos, Fields: q.paths,
		Message: "资金表的“" + q.title + "”一列没有填", Hint: "请填上这一列"}
	for _, row := range main.Rows {
		if c := q.row(row); !c.Pos.IsZero() {
			n.Pos = c.Pos // the column is there, and blank
			break
		}
	}
	if lent != nil {
		for _, m := range lent.Missing {
			if m.Field == q.field {
				n.Pos, n.Message, n.Hint = r.lackWords(lent, m)
			}
		}
	}
	r.noteMissing(n, q, sources, best)
}

// missingInForm notes a figure that the form's 年度资金总额 does not state, where
// there is no 资金表.
func (r *reading) missingInForm(q required, sources []model.FundSource, best int) {
	n := model.Note{Rule: "import/missing-column", Fields: q.paths, Message: "没有资金表，自评表的年度资金总额也没有写“" + q.label + "”", Hint: "请在自评表的年度资金总额一行填上" + q.label}
	if len(r.p.Forms) == 0 {
		n.Message, n.Hint = "没有资金表，也没有自评表，"+q.title+"没有直接写明", "请补上资金表，或填好自评表的年度资金总额"
	}
	if len(r.p.Forms) > 0 {
		n.Pos = r.p.Forms[0].Table.Pos
		if row := r.p.Forms[0].MoneyTotal(); row != nil {
			n.Pos = row.Label.Pos
		}
	}
	r.noteMissing(n, q, sources, best)
}

// noteMissing tells whence the figure is taken instead.
func (r *reading) noteMissing(n model.Note, q required, sources []model.FundSource, best int) {
	if best >= 0 {
		n.Mild = true
		n.Message += "；" + q.title + "取自" + sources[best].Name
		if s := q.of(&sources[best].Fund); len(s.From) > 0 {
			n.Related = s.From[:min(len(s.From), 3)]
		}
	} else {
		if r.askFigure(q, n.Pos) {
			return
		}
		n.Message += "，别的表也没有写明" + q.title
	}
	r.note(n)
}

// missingNamesOf notes the columns of a table that is used which hold no figure
// that the project must have, and the columns that read as the same.
func (r *reading) missingNamesOf(t *layout.Partial) {
	for _, m := range t.Missing {
		if t.Kind == model.KindFund && (m.Field == "planned" || m.Field == "spent") {
			continue
		}
		pos, message, hint := r.lackWords(t, m)
		r.note(model.Note{Rule: "import/missing-column", Pos: pos, Message: message + "，其余各列照常读入", Hint: hint, Mild: true})
	}
	if len(t.Twice) > 0 {
		cause, cure := partialWords(&layout.Partial{Title: t.Title, Header: t.Header, Twice: t.Twice})
		r.note(model.Note{Rule: "import/ambiguous", Pos: t.Pos, Message: cause + "，读的是" + t.Twice[0][0], Hint: cure, Fields: []string{"fund"}})
	}
}

// lackWords says which column a table lacks and where: at the header that may be
// it, else in the first empty cell beside the header, else at its head.
func (r *reading) lackWords(t *layout.Partial, m layout.Missing) (pos model.Pos, message, hint string) {
	pos = t.Pos
	switch cell := lackCell(t, m); {
	case cell != "":
		if ref, ok := grid.ParseRef(cell); ok {
			pos.Row, pos.Col = int32(ref.Row), int32(ref.Col)
		}
	case r.empty(t.Pos.Sheet, t.Header.Bottom, t.Header.Right+1):
		pos.Row, pos.Col = int32(t.Header.Bottom), int32(t.Header.Right+1)
	}
	message = t.Header.String() + " 是" + t.Title + "的表头，但缺少“" + m.Title + "”列（有的列是" + strings.Join(t.Headers, "、") + "）"
	hint = "请补上“" + m.Title + "”一列，可以写作" + strings.Join(m.Words, "、")
	if m.Near != "" {
		hint += "（" + m.NearCell + " 的“" + m.Near + "”如果就是这一列，请改成其中一个）"
	}
	return pos, message, hint + "；也可以用 --profile 给出本单位的叫法"
}

// lackCell is the header that may be the missing column: the one most like it,
// or the only one that was not understood. "" for none.
func lackCell(t *layout.Partial, m layout.Missing) string {
	if m.NearCell != "" {
		return m.NearCell
	}
	cell := ""
	for _, c := range t.Table.Columns {
		if c.Field == "" {
			if cell != "" {
				return ""
			}
			cell = c.Cell
		}
	}
	return cell
}

// empty reports a cell that nobody has filled in.
func (r *reading) empty(s *model.Sheet, row, col int) bool {
	for _, pg := range r.pages {
		if pg.ms == s {
			c := pg.sheet.Cell(row, col)
			return c == nil || c.Kind == grid.Empty
		}
	}
	return false
}

// settleFunds leaves one 资金表. A table with vouchers or prices gives way to one
// without; of two of equal right the one is used that agrees with what the unit
// states elsewhere, else the newer by its name, else the last, and
// import/ambiguous says so.
func (r *reading) settleFunds(weak []*model.FundTable) {
	r.dropEmpty()
	mains := r.mains()
	if len(mains) < 2 {
		return
	}
	strong := slices.DeleteFunc(slices.Clone(mains), func(t *model.FundTable) bool { return slices.Contains(weak, t) })
	if len(strong) > 0 && len(strong) < len(mains) {
		for _, t := range mains {
			if !slices.Contains(strong, t) {
				t.Role = model.FundLedger
				t.Table.Why = append(t.Table.Why, "另有资金表“"+strong[0].Table.Pos.SheetName()+"”，这一张当作明细账，不参加合计")
			}
		}
		mains = strong
	}
	if len(mains) < 2 {
		return
	}
	for _, t := range mains[1:] {
		if r.otherUnits(mains[0].Table, t.Table) {
			r.fail("import/no-table", t.Table.Pos, fmt.Sprintf("文件夹里有几个单位的资金表：%s 和 %s", place(mains[0].Table), place(t.Table)),
				"请对这个文件夹运行 ziping batch，或只给出一个单位的文件夹")
			return
		}
	}
	r.settleMains(mains)
}

// settleMains leaves one of several 资金表, with its parts.
func (r *reading) settleMains(mains []*model.FundTable) {
	if mains = r.joinParts(r.revisedFunds(mains)); len(mains) < 2 {
		return
	}
	best, why := r.preferred(mains)
	for _, t := range mains {
		if t == best {
			continue
		}
		switch r.askPart(t.Table, best.Table, "资金表", r.hangOn()...) {
		case addPart:
			r.joinFund(best, t)
		case insteadPart:
			r.setAside(best.Table, "import/ignored", "按答复用"+place(t.Table)+"；这一张没有采用", "")
			best = t
		case ask.None:
			r.setAside(t.Table, "import/ignored", "按答复用"+place(best.Table)+"；这一张没有采用", "")
		default:
			r.setAside(t.Table, "import/ambiguous", "有 "+fmt.Sprint(len(mains))+" 张表都像资金表，按"+place(best.Table)+"计算"+why+"；这一张没有采用",
				"请只留一张：把不用的那张删除，或隐藏它所在的工作表（隐藏的工作表不读入）", r.hangOn()...)
		}
	}
}

// revisedFunds leaves the newest of fund tables with the same rows that state
// different figures.
func (r *reading) revisedFunds(mains []*model.FundTable) []*model.FundTable {
	for i := 0; i < len(mains); i++ {
		versions := []*model.Table{mains[i].Table}
		for _, t := range mains[i+1:] {
			if kin.Revised(mains[i], t) && !series(mains[i].Table, t.Table) {
				versions = append(versions, t.Table)
			}
		}
		if len(versions) > 1 {
			best := r.settleVersion(fmt.Sprintf("有 %d 张资金表写的是同样的项目", len(versions)), versions, r.hangOn()...)
			mains = slices.DeleteFunc(mains, func(t *model.FundTable) bool { return t.Table != best && slices.Contains(versions, t.Table) })
			i--
		}
	}
	return mains
}

// series reports parts of a series of one year.
func series(a, b *model.Table) bool { return yearOf(a) == yearOf(b) && kin.Series(a, b) }

// joinParts adds up the parts of one 资金表: other rows under the same columns, and
// of one series, or a sum that is stated elsewhere.
func (r *reading) joinParts(mains []*model.FundTable) []*model.FundTable {
	if len(mains) < 2 {
		return mains
	}
	whole := mains[0]
	for _, t := range mains[1:] {
		if !kin.Disjoint(whole, t) {
			return mains
		}
	}
	for _, t := range mains[1:] {
		if !series(whole.Table, t.Table) && !r.fillsFunds(mains) {
			return mains
		}
	}
	for _, t := range mains[1:] {
		r.joinFund(whole, t)
	}
	return mains[:1]
}

// fillsFunds reports that fund tables come together to a sum that another table
// states, and none does alone.
func (r *reading) fillsFunds(mains []*model.FundTable) bool {
	stated := r.stated()
	all := &model.FundTable{}
	for _, t := range mains {
		if stated.agreeing(fundSums(t)) > 0 {
			return false
		}
		kin.Join(all, t)
	}
	return stated.agreeing(fundSums(all)) > 0
}

// joinFund makes a fund table a part of another.
func (r *reading) joinFund(whole, part *model.FundTable) {
	kin.Join(whole, part)
	r.drop(part.Table)
	r.joined[part.Table] = true
	part.Table.Why = append(part.Table.Why, "与"+place(whole.Table)+"合起来是一张资金表")
}

// preferred is the one of several fund tables that is used, and why.
func (r *reading) preferred(mains []*model.FundTable) (*model.FundTable, string) {
	stated := r.stated()
	agreed := func(t *model.FundTable) int { return stated.agreeing(fundSums(t)) }
	best := slices.MaxFunc(mains, func(a, b *model.FundTable) int { return agreed(a) - agreed(b) })
	if n := agreed(best); !slices.ContainsFunc(mains, func(t *model.FundTable) bool { return t != best && agreed(t) == n }) {
		return best, "，它的合计与单位别处写的一致"
	}
	mains = slices.DeleteFunc(slices.Clone(mains), func(t *model.FundTable) bool { return agreed(t) < agreed(best) })
	return mains[len(mains)-1], "（最后一张）"
}

// leaveStrangers keeps ledgers and lists of prices that are about something else than
// the project out of it: 银行存款日记账, 办公用品采购清单. A stranger's title says nothing of
// the project's money, none of its rows names what the project's do, and its sums are
// none that the project states.
func (r *reading) leaveStrangers() {
	main := r.p.Main()
	if main == nil {
		return
	}
	names := ownNames(r.p, main)
	for _, t := range slices.Clone(r.p.Funds) {
		if t.Role == model.FundMain || titledAsOwn(t.Table) || slices.ContainsFunc(t.Rows, func(row *model.FundRow) bool { return namesOne(row.Label.Value, names) || namesOne(row.Group, names) }) ||
			r.stated().agreeing(fundSums(t)) > 0 {
			continue
		}
		r.setAside(t.Table, "import/ignored", "标题没有写是这个项目的钱，各行和资金表、活动台账都没有同样的名称，合计也对不上哪一处；按别的事情的表处理，没有用来核对",
			"不用处理；是这个项目的，请在标题里写明项目经费")
	}
}
