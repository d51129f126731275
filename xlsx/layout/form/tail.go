package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
)

// totalRow reads 总分 or 合计: the weight under the weight column, the score
// under the score column, wherever the label stands.
func (fr *formReader) totalRow(row int, us []formUnit) bool {
	label, i := fr.totalLabel(row, us)
	if i < 0 {
		return false
	}
	rest := slices.DeleteFunc(slices.Clone(us[i+1:]), func(u formUnit) bool { return u.Top != row })
	weight, score := fr.totalCells(row, label, rest)
	if strings.HasSuffix(label.Base, "小计") {
		fr.subtotal(weight)
		fr.take(us...)
		fr.use(row, "subtotal", "小计行，只用来核对")
		return true
	}
	rank := totalRank(label.Base)
	if fr.totalRank > rank {
		fr.take(us...)
		fr.use(row, "total", "已有总分行，这一行只作参考")
		return true
	}
	if fr.totalRank > 0 && fr.totalRank == rank && fr.form.TotalScore.Known() && score.cell == nil && weight.cell == nil {
		return false
	}
	fr.totalRank = rank
	if w := readCell(fr, weight, "总分行的分值", numberValue); weight.pos != (model.Pos{}) {
		fr.form.TotalWeight = w
	}
	if s := readCell(fr, score, "总分行的得分", numberValue); score.pos != (model.Pos{}) {
		fr.form.TotalScore = s
	}
	fr.totalReason(row)
	fr.take(us...)
	fr.use(row, "total", "总分行")
	fr.noteOpen = false
	return true
}

// totalRank orders the words for the total: 总分 beats 合计.
func totalRank(base string) int {
	if strings.Contains(base, "总") {
		return 2
	}
	return 1
}

// totalLabel finds the label of a total row: the first text that begins in the
// row, or one before the weights.
func (fr *formReader) totalLabel(row int, us []formUnit) (formUnit, int) {
	for i, u := range us {
		if u.Top != row {
			continue
		}
		if fr.lx.Named(u.Base, "total") != "" {
			return u, i
		}
		if c, ok := fr.ind.column("ind.l3"); !ok || u.Left > c.right {
			break
		}
	}
	return formUnit{}, -1
}

// totalCells finds the weight and the score of a total row. Under their own
// columns they are what the column says; otherwise two figures are weight and
// score, one figure is the score.
func (fr *formReader) totalCells(row int, label formUnit, rest []formUnit) (weight, score formCell) {
	wc, hasWeight := fr.ind.column("ind.weight")
	sc, hasScore := fr.ind.column("ind.score")
	under := func(c formColumn, ok bool) formCell {
		if !ok || c.left <= label.Right && c.right >= label.Left {
			return formCell{}
		}
		at := fr.v.cellIn(row, c)
		if at.cell != nil && (at.span.Left < c.left || at.span.Top < row) {
			return formCell{pos: at.pos}
		}
		return at
	}
	weight, score = under(wc, hasWeight), under(sc, hasScore)
	if both := fr.acrossColumns(rest, wc, sc); hasWeight && hasScore && both != nil {
		return formCell{}, *both // one merged cell under both columns is the score
	}
	if weight.cell != nil || score.cell != nil {
		return weight, score
	}
	var figures []formCell
	for _, u := range rest {
		if view.FigureText(u.Text) {
			figures = append(figures, formCell{span: u.Range, cell: fr.v.Anchor(u.Top, u.Left), pos: fr.v.Pos(u.Top, u.Left)})
		}
	}
	switch len(figures) {
	case 1:
		return weight, figures[0]
	case 2:
		return figures[0], figures[1]
	}
	if len(figures) == 0 && score.pos == (model.Pos{}) {
		score.pos = fr.v.Pos(row, label.Right+1)
	}
	return weight, score
}

// acrossColumns is the cell that lies under both columns.
func (fr *formReader) acrossColumns(rest []formUnit, a, b formColumn) *formCell {
	for _, u := range rest {
		if u.Left <= min(a.left, b.left) && u.Right >= max(a.left, b.left) && u.Left != u.Right {
			return &formCell{span: u.Range, cell: fr.v.Anchor(u.Top, u.Left), pos: fr.v.Pos(u.Top, u.Left)}
		}
	}
	return nil
}

// totalReason keeps what is written in the reason column of the total row.
func (fr *formReader) totalReason(row int) {
	c, ok := fr.ind.column("ind.reason")
	if !ok {
		return
	}
	at := fr.v.cellIn(row, c)
	if at.cell == nil || at.span.Top < row || at.span.Left < c.left {
		return
	}
	if body := fr.textCell(at, cleanText); body.Known() {
		fr.form.Texts = append(fr.form.Texts, model.Text{
			Name: cellString{Value: "总分说明", Text: "", Pos: body.Pos, State: model.Known}, Body: body,
		})
	}
}

// subtotal is the printed weight of the group above.
func (fr *formReader) subtotal(weight formCell) {
	if weight.cell == nil || len(fr.form.Indicators) == 0 {
		return
	}
	last := fr.form.Indicators[len(fr.form.Indicators)-1]
	w := readCell(fr, weight, "小计行的分值", numberValue)
	if w.Known() && last.Level1.Value != "" {
		fr.form.Groups = append(fr.form.Groups, model.Group{Name: last.Level1.Value, Weight: w, Level: 1})
	}
}

// addText keeps a named paragraph: 存在问题 with its body at the right, behind
// the colon, or in the row below.
func (fr *formReader) addText(p formPair) bool {
	name := cellString{Value: bareWord(model.Key(p.label.Text)), Text: p.label.Text, Pos: fr.v.Pos(p.label.Top, p.label.Left), State: model.Known}
	if p.label.Base != "" {
		name.Value = p.label.Base
	}
	p.at.field = "text"
	body := fr.textCell(p.at, cleanText)
	fr.form.Texts = append(fr.form.Texts, model.Text{Name: name, Body: body})
	fr.state = inTail
	fr.pendingText = 0
	if body.State == model.Blank {
		fr.pendingText = len(fr.form.Texts)
	}
	fr.column(name.Value, "text", rangeRef(p.label), "")
	return true
}

// namedText keeps a paragraph below the indicators whose name is no known word:
// a short text at the left, a longer one beside it.
func (fr *formReader) namedText(row int, fresh []formUnit) bool {
	if len(fresh) != 2 || fr.blank > 0 || fr.state != inTail && fr.state != inNotes && fr.state != inIndicators || fresh[0].Left > fr.left+1 {
		return false
	}
	name, body := fresh[0], fresh[1]
	if n := utf8.RuneCountInString(name.Base); n < 2 || n > evidence.Standard.Word.HeadingRunes || view.HoldsDigit(name.Base) || utf8.RuneCountInString(body.Key) < 8 {
		return false
	}
	fr.addText(formPair{field: "text", label: name, at: formCell{span: body.Range, cell: fr.v.Anchor(body.Top, body.Left), pos: fr.v.Pos(body.Top, body.Left)}})
	fr.noteOpen = false
	fr.take(fresh...)
	fr.use(row, "data", "文字栏目“"+name.Base+"”")
	return true
}

var noteLine = pattern.New(`^(?:注|备注|说明|填表说明)\d*[:、.]?`)

// noteRow reads notes, and the body of a text whose label stood alone above.
func (fr *formReader) noteRow(row int, fresh []formUnit) bool {
	u := fresh[0]
	if len(fresh) == 1 && fr.pendingText > 0 && fr.blank == 0 {
		at := formCell{span: u.Range, cell: fr.v.Anchor(u.Top, u.Left), pos: fr.v.Pos(u.Top, u.Left)}
		at.field = "text"
		fr.form.Texts[fr.pendingText-1].Body = fr.textCell(at, cleanText)
		fr.pendingText = 0
		fr.take(fresh...)
		fr.use(row, "data", "上一行栏目的内容")
		return true
	}
	if noteLine.MatchString(u.Key) && (len(fresh) == 1 || fr.lastRow > 0) && (fr.ind.seen || fr.money.seen) {
		fr.noteOpen = true
		fr.state = inNotes
		fr.take(fresh...)
		fr.use(row, "note", "注释")
		return true
	}
	if len(fresh) == 1 && fr.noteOpen && fr.blank == 0 {
		fr.take(fresh...)
		fr.use(row, "note", "注释的续行")
		return true
	}
	return false
}

// taskHeader reports a header of the blocks that are only recognised: the
// tasks of a 部门整体 form, 资金管理情况 of a transfer form.
func (fr *formReader) taskHeader(row int, us []formUnit) bool {
	if len(us) < 2 || !fr.ind.seen && !fr.money.seen {
		return false
	}
	return slices.ContainsFunc(us, func(u formUnit) bool {
		if u.Top != row {
			return false
		}
		f := fr.lx.Named(u.Base, "task", "management")
		return f == "task" && (u.Base == "任务名称" || fr.lx.Named(us[0].Base, "task") != "") || f == "management" && u.Base == "资金管理情况"
	})
}

func (fr *formReader) beginTasks(row int, us []formUnit) int {
	fr.state, fr.taskTop = inTask, 0
	fr.take(us...)
	fr.use(row, "header", "年度主要任务或资金管理情况：只认出，不读取其中的数字")
	return 1
}

// taskRow passes over the rows of such a block and says so once.
func (fr *formReader) taskRow(row int, us, fresh []formUnit) bool {
	if f := fr.lx.Named(fresh[0].Base, "head", "text", "note"); f != "" && fr.lx.Named(fresh[0].Base, "management", "task") == "" && fresh[0].Left <= fr.left {
		return false
	}
	fr.take(us...)
	fr.use(row, "note", "年度主要任务或资金管理情况，没有读取其中的数字")
	last := len(fr.ignored) - 1
	reason := "自评表里的年度主要任务或资金管理情况，只认出，没有读取"
	span := rowRange(us)
	if last >= 0 && fr.taskTop > 0 {
		span = view.Union(fr.taskSpan, span)
		fr.taskSpan = span
		fr.ignored[last].Range = span.String()
		return true
	}
	fr.taskTop, fr.taskSpan = row, span
	fr.ignored = append(fr.ignored, model.Ignored{Sheet: fr.v.Grid.Name, Range: span.String(), Reason: reason})
	return true
}
