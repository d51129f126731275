package form

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

var (
	goalInitial  = profile.Common("goals-at-first")
	goalAdjusted = profile.Common("goals-adjusted")
)

// beginGoals reads the header row of the goals.
func (fr *formReader) beginGoals(row int, us []formUnit) int {
	fr.goals = true
	fr.goal = goalBlock{}
	fr.state = inGoal
	fr.noteOpen = false
	columns := fr.goalColumns(row)
	for _, c := range columns {
		fr.column(c.header, c.field, c.at, "")
	}
	fr.goal.columns = columns
	fr.take(us...)
	fr.use(row, "header", "总体目标的表头")
	return 1
}

// goalColumns tells the block's label, the goal set at the beginning of the
// year, the adjusted one, and what was reached.
func (fr *formReader) goalColumns(row int) []formColumn {
	var out []formColumn
	for _, c := range fr.v.headerColumns(row, row) {
		if c.field = goalField(fr.lx, c.label); c.field != "" {
			out = append(out, c)
		}
	}
	// The leftmost is the block's own label, 总体目标 or 总体目标完成情况, where the
	// others are complete without it and it reaches down beside the texts, or
	// speaks of no time: 年初 and 全年（调整）目标 stand side by side.
	if first := out[0]; len(out) > 2 && count(out[1:], "goal.planned") > 0 && count(out[1:], "goal.actual") > 0 &&
		(fr.v.Span(row, first.left).Bottom > row || !word.ContainsAny(first.label.Base, goalInitial)) {
		out = out[1:]
	}
	if planned := count(out, "goal.planned"); planned > 1 {
		for i := range out {
			if out[i].field == "goal.planned" && word.ContainsAny(out[i].label.Base, goalInitial) && !word.ContainsAny(out[i].label.Base, goalAdjusted) {
				out[i].field = "goal.initial"
			}
		}
	}
	return out
}

func count(columns []formColumn, field string) int {
	n := 0
	for _, c := range columns {
		if c.field == field {
			n++
		}
	}
	return n
}

// goalRow reads the texts below the goals' headers.
func (fr *formReader) goalRow(row int, fresh []formUnit) bool {
	if first := fresh[0]; fr.lx.Named(first.Base, "head", "text", "note", "total") != "" || fr.lx.Named(firstWord(first.Key), "text", "note") != "" {
		return false
	}
	if fr.goal.rows > 0 && len(fr.goal.columns) > 0 && fresh[0].Left < fr.goal.columns[0].left {
		return false // another label begins at the left
	}
	read := false
	for _, c := range fr.goal.columns {
		at := fr.v.cellIn(row, c)
		if at.cell == nil || at.span.Top < row || at.span.Left > c.wide || at.span.Left < c.left {
			continue
		}
		read = true
		switch c.field {
		case "goal.planned":
			fr.addGoal(&fr.form.GoalPlanned, at)
		case "goal.actual":
			fr.addGoal(&fr.form.GoalActual, at)
		case "goal.initial":
			body := fr.textCell(at, cleanText)
			name := fr.v.Text(c.at.Row, c.at.Col)
			fr.form.Texts = append(fr.form.Texts, model.Text{
				Name: cellString{Value: cleanName(name), Text: name, Pos: fr.v.Pos(c.at.Row, c.at.Col), State: model.Known},
				Body: body,
			})
		}
	}
	if !read {
		// Blank texts under the headers: the cells are there.
		if fr.form.GoalPlanned.State != model.Absent || !slices.ContainsFunc(fresh, fr.blockLabel) {
			return false
		}
	}
	fr.goal.rows++
	fr.take(fresh...)
	fr.use(row, "data", "总体目标的文字")
	return true
}

func (fr *formReader) blockLabel(u formUnit) bool {
	return strings.HasPrefix(fr.lx.Named(u.Base, "block"), "block.")
}

// addGoal puts a text to a goal; further rows are further paragraphs.
func (fr *formReader) addGoal(goal *cellString, at formCell) {
	cell := fr.textCell(at, cleanText)
	if goal.State != model.Known {
		if goal.State == model.Absent || cell.State == model.Known {
			*goal = cell
		}
		return
	}
	if cell.State == model.Known && cell.Pos != goal.Pos {
		goal.Value += "\n" + cell.Value
		goal.Text += "\n" + cell.Text
	}
}

// settleGoals gives goals that have a header and no text their place.
func (fr *formReader) settleGoals() {
	for _, c := range fr.goal.columns {
		goal := map[string]*cellString{"goal.planned": &fr.form.GoalPlanned, "goal.actual": &fr.form.GoalActual}[c.field]
		if goal != nil && goal.State == model.Absent {
			row := c.at.Row + 1
			if fr.v.Text(row, c.left) != "" {
				row = c.at.Row // no room was left for the text: the header stands for it
			}
			*goal = cellString{Pos: fr.v.Pos(row, c.left), State: model.Blank}
		}
	}
}
