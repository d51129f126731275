package form

import (
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// A formPair is a label and what it labels.
type formPair struct {
	field string
	label formUnit
	at    formCell
}

// pairs reads a row of labels with their values at the right, or behind a
// colon in the same cell. It reports false when the row has no known label.
func (fr *formReader) pairs(row int, us []formUnit) bool {
	var found []formPair
	for i := 0; i < len(us); i++ {
		u := us[i]
		if u.Top != row {
			continue
		}
		if inline := fr.inlinePairs(u); len(inline) > 0 {
			found = append(found, inline...)
			continue
		}
		field := fr.lx.Named(u.Base, pairBlocks...)
		if field == "" {
			continue
		}
		if strings.HasPrefix(field, "goal.") && i+1 < len(us) && us[i+1].Top == row && strings.HasPrefix(fr.lx.Named(us[i+1].Base, "goal"), "goal.") {
			continue // 年度目标 | 预期目标 | …: the label of the block
		}
		p := formPair{field: field, label: u, at: formCell{pos: fr.v.Pos(row, u.Right+1)}}
		if i+1 < len(us) && fr.lx.Named(us[i+1].Base, pairBlocks...) == "" && len(fr.inlinePairs(us[i+1])) == 0 {
			next := us[i+1]
			p.at = formCell{span: next.Range, cell: fr.v.Anchor(next.Top, next.Left), pos: fr.v.Pos(next.Top, next.Left), shared: next.Top < row}
			i++
		}
		p.at.field = field
		found = append(found, p)
	}
	if len(found) == 0 || !fr.opensWithLabel(row, us) && (fr.state != inHead || fr.blank > 0) {
		return false
	}
	role := "note"
	for _, p := range found {
		if fr.pair(p) {
			role = "data"
		}
	}
	fr.take(us...)
	fr.use(row, role, "栏目："+pairNames(found))
	return true
}

// opensWithLabel reports that the first text that begins in the row is a known
// label: 负责人 as the last word of a log's header is none of ours.
func (fr *formReader) opensWithLabel(row int, us []formUnit) bool {
	for _, u := range us {
		if u.Top == row {
			return fr.lx.Named(u.Base, pairBlocks...) != "" || fr.lx.Named(u.Base, "block") != "" || len(fr.inlinePairs(u)) > 0
		}
	}
	return false
}

func pairNames(found []formPair) string {
	var names []string
	for _, p := range found {
		names = append(names, view.Brief(cleanName(p.label.Base)))
	}
	return strings.Join(names, "、")
}

// pair puts one value where it belongs; it reports whether it is kept.
func (fr *formReader) pair(p formPair) bool {
	f := fr.form
	at := grid.Ref{Row: p.label.Top, Col: p.label.Left}
	if block, _, _ := strings.Cut(p.field, "."); block == "head" || block == "goal" || block == "total" {
		fr.column(cleanName(p.label.Base), p.field, at, "")
	}
	fr.noteOpen = false
	switch p.field {
	case "head.name":
		if f.ProjectName.State == model.Absent || f.ProjectName.State == model.Blank {
			fr.takeName(p.at)
		}
	case "head.code":
		keepFirst(&f.Code, fr.textCell(p.at, cleanName))
	case "head.department":
		keepFirst(&f.Department, codedName(fr.textCell(p.at, cleanName)))
	case "head.unit":
		own := strings.Contains(p.label.Base, "实施") || strings.Contains(p.label.Base, "承担") || strings.Contains(p.label.Base, "执行")
		if cell := codedName(fr.textCell(p.at, cleanName)); own && !fr.unitOwn && cell.Known() {
			f.Unit, fr.unitOwn = cell, true
		} else {
			keepFirst(&f.Unit, cell)
		}
	case "head.year":
		fr.headYear(p.at)
	case "head.leader":
		keepFirst(&fr.leader, fr.textCell(p.at, cleanName))
	case "head.period":
		keepFirst(&fr.period, readCell(fr, p.at, "项目周期", fr.periodValue))
	case "head.score", "total":
		fr.headScore(p.at)
	case "head.grade":
		keepFirst(&f.Grade, ticked(fr.textCell(p.at, cleanName)))
	case "goal.planned":
		fr.goals = true
		fr.addGoal(&f.GoalPlanned, p.at)
		fr.state = inTail
		return true
	case "goal.actual":
		fr.goals = true
		fr.addGoal(&f.GoalActual, p.at)
		fr.state = inTail
		return true
	case "text":
		return fr.addText(p)
	case "note":
		fr.noteOpen = true
		fr.state = inNotes
		return false
	case "head.central", "head.other":
		return false
	}
	if fr.state == inIndicators || fr.state == inGoal {
		fr.state = inTail
	}
	return true
}

// keepFirst fills a cell that nothing has filled yet.
func keepFirst[T any](cell *model.Cell[T], with model.Cell[T]) {
	if cell.State == model.Absent || cell.State == model.Blank && with.State != model.Absent {
		*cell = with
	}
}

var (
	codePrefix = pattern.New(`^\s*(?:[\[［【(（]\s*([0-9A-Za-z][0-9A-Za-z._-]*)\s*[\]］】)）]|([0-9][0-9A-Za-z]{2,})\s*[-－—–_])\s*(\S.*)$`)
	codeSuffix = pattern.New(`^(.*\p{Han})\s*(?:[\[［【(（]([0-9]{3,})[\]］】)）]|([0-9]{6,}))$`)
	yearNumber = pattern.New(`^(?:19|20)\d\d$`)
	longCode   = pattern.New(`^[0-9][0-9A-Za-z]{5,}$`)
)

// takeName reads 项目名称; a code in front of the name goes to Code.
func (fr *formReader) takeName(at formCell) {
	cell := fr.textCell(at, cleanName)
	if m := codePrefix.FindStringSubmatch(cell.Value); cell.Known() && m != nil {
		code := m[1] + m[2]
		if len(m[1]) > 2 && !yearNumber.MatchString(m[1]) || longCode.MatchString(code) {
			if fr.form.Code.State != model.Known {
				fr.form.Code = cellString{Value: code, Text: cell.Text, Pos: cell.Pos, State: model.Known}
			}
			cell.Value = m[3]
		}
	}
	if m := codeSuffix.FindStringSubmatch(cell.Value); cell.Known() && m != nil && longCode.MatchString(m[2]+m[3]) {
		keepFirst(&fr.form.Code, cellString{Value: m[2] + m[3], Text: cell.Text, Pos: cell.Pos, State: model.Known})
		cell.Value = m[1]
	}
	fr.form.ProjectName = cell
}

// codedName takes the budget code off a unit's name, [105]教育部, 219-某镇 or
// 某局 105001, and the stamp behind it.
func codedName(cell cellString) cellString {
	cell.Value = fact.CleanUnit(cell.Value)
	if m := codePrefix.FindStringSubmatch(cell.Value); cell.Known() && m != nil {
		cell.Value = m[3]
	}
	if m := codeSuffix.FindStringSubmatch(cell.Value); cell.Known() && m != nil {
		cell.Value = m[1]
	}
	return cell
}

func (fr *formReader) headYear(at formCell) {
	if at.cell == nil {
		return
	}
	year := 0
	if r := value.Year(at.cell); r.State == model.Known {
		year = r.Value
	} else if y, ok := value.FindYear(at.cell.Text); ok {
		year = y
	} else {
		return // 评价时段 may hold a span
	}
	fr.form.Year = model.Cell[int]{Value: year, Text: value.Text(at.cell), Pos: at.pos, State: model.Known}
}

// headScore reads 自评总分 in the head, or 总分 with its value beside it.
func (fr *formReader) headScore(at formCell) {
	cell := readCell(fr, at, "自评总分", numberValue)
	if cell.State != model.Blank && (fr.form.TotalScore.State == model.Absent || fr.form.TotalScore.State == model.Blank) {
		fr.form.TotalScore = cell
	}
}

// ticked takes the marked one of several check boxes.
func ticked(cell cellString) cellString {
	if !strings.ContainsAny(cell.Text, "□☐○◯") && !strings.ContainsAny(cell.Text, "☑√✓✔■☒●") {
		return cell
	}
	fields := strings.FieldsFunc(boxGap.Replace(cell.Text), func(r rune) bool { return r == '\x00' })
	var chosen []string
	for _, f := range fields {
		if strings.ContainsAny(f, "☑√✓✔■☒●") {
			chosen = append(chosen, cleanName(strings.Trim(f, "☑√✓✔■☒●()（）:： \t\n　")))
		}
	}
	if len(chosen) != 1 || chosen[0] == "" {
		cell.State, cell.Value = model.Blank, ""
		return cell
	}
	cell.Value = chosen[0]
	return cell
}

// boxGap puts a cut before every box.
var boxGap = strings.NewReplacer("□", "\x00□", "☐", "\x00☐", "○", "\x00○", "◯", "\x00◯", "☑", "\x00☑", "√", "\x00√", "✓", "\x00✓", "✔", "\x00✔", "■", "\x00■", "☒", "\x00☒", "●", "\x00●")

// inlinePairs takes apart a cell that holds labels and values itself:
// 单位名称：某局  填报日期：2023年5月17日.
func (fr *formReader) inlinePairs(u formUnit) []formPair {
	if len(u.Text) > 4*evidence.Standard.Word.LabelBytes || !strings.ContainsAny(u.Text, ":：") {
		return nil
	}
	type label struct {
		field      string
		start, end int // of the label with its colon
	}
	var labels []label
	from := 0
	for i, r := range u.Text {
		if r != ':' && r != '：' {
			continue
		}
		end := i + utf8.RuneLen(r)
		if start, field := fr.labelBefore(u.Text[from:i]); field != "" {
			labels = append(labels, label{field, from + start, end})
		}
		from = end
	}
	if len(labels) == 0 || strings.TrimSpace(strings.TrimLeft(u.Text[:labels[0].start], "*★")) != "" {
		return nil
	}
	var out []formPair
	for i, l := range labels {
		end := len(u.Text)
		if i+1 < len(labels) {
			end = labels[i+1].start
		}
		body := aloneBehind(strings.TrimSpace(u.Text[l.end:end]))
		if body == "" && len(labels) == 1 {
			return nil // the value stands in the next cell
		}
		lab := u
		part := *word.NewLabel(u.Text[l.start:l.end])
		part.Text, lab.Label = u.Text, &part
		p := formPair{field: l.field, label: lab, at: formCell{span: u.Range, pos: fr.v.Pos(u.Top, u.Left)}}
		if body != "" {
			p.at.cell = &grid.Cell{Kind: grid.String, Text: body}
		}
		out = append(out, p)
	}
	return out
}

// labelBefore finds the longest known label at the end of s.
func (fr *formReader) labelBefore(s string) (start int, field string) {
	if len(s) > evidence.Standard.Word.LabelBytes {
		return 0, ""
	}
	for i := range s {
		if f := fr.lx.Named(bareWord(model.Key(s[i:])), pairBlocks...); f != "" {
			return i, f
		}
	}
	return 0, ""
}
