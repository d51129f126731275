package form

import (
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// readForm reads one segment.
func readForm(v *formView, lx *word.LabelForm, seg formSegment) *formReader {
	fr := &formReader{v: v, lx: lx, seg: seg, form: &model.Form{}, table: &model.Table{}}
	fr.ind.has, fr.money.has = map[string]bool{}, map[string]bool{}
	for row := seg.top; row <= seg.bottom; {
		n := fr.row(row)
		if n == 0 {
			break
		}
		row += n
	}
	fr.finish()
	return fr
}

// row reads one row, or several that belong together, and returns how many; 0
// where the form has ended.
func (fr *formReader) row(row int) int {
	us := fr.v.units(row)
	fresh := slices.DeleteFunc(slices.Clone(us), func(u formUnit) bool { return u.Top != row })
	if len(fresh) == 0 {
		if len(us) == 0 || fr.state != inIndicators {
			fr.blank++
			return 1
		}
		fr.use(row, "blank", "整行是上面合并单元格的延续")
		return 1
	}
	if n := fr.header(row, us); n != 0 {
		return max(n, 0)
	}
	if fr.ended(row, fresh) {
		return 0
	}
	switch {
	case fr.titleRow(row, fresh):
	case fr.blockRow(row, us, fresh):
	case fr.pairs(row, us):
	case fr.noteRow(row, fresh):
	case fr.namedText(row, fresh):
	default:
		if !fr.unknown(row, fresh) {
			return 0
		}
	}
	return 1
}

// header reads a header row of one of the blocks, with the rows below it that
// belong to it, and returns how many; −1 where it is none of the form's.
func (fr *formReader) header(row int, us []formUnit) int {
	switch {
	case fr.taskHeader(row, us):
		return fr.beginTasks(row, us)
	case indicatorHeader(fr.lx, row, us), row == fr.v.Options.HeaderRow && hintedHeader(fr.lx, us):
		return fr.beginIndicators(row)
	case fr.groupsOnly(row, "ind", "block") && indicatorHeader(fr.lx, row+1, fr.v.units(row+1)):
		return fr.beginIndicators(row+1) + 1
	case moneyHeader(fr.lx, row, us), fr.groupsOnly(row, "money", "block") && !goalHeader(fr.lx, row, us) && moneyHeader(fr.lx, row+1, fr.v.units(row+1)):
		if fr.money.seen && !fr.moneyLabelIn(us) || fr.blank > evidence.Standard.Form.Gap && fr.ind.seen {
			return -1 // the header of some other table
		}
		return fr.beginMoney(row)
	case fr.lyingHeader(row, us):
		return fr.beginLying(row)
	case goalHeader(fr.lx, row, us):
		return fr.beginGoals(row, us)
	}
	return 0
}

// groupsOnly reports that everything that begins in the row is a label of the
// blocks, and that the row below may be the header under them. Beside the label
// of the goals stand the goals, whatever they say.
func (fr *formReader) groupsOnly(row int, blocks ...string) bool {
	if us := fr.v.units(row); fr.state == inGoal && len(us) > 0 && us[0].Top < row {
		return false
	}
	return row < fr.seg.bottom && fr.allLabels(row, blocks...)
}

// blockRow reads a row as data of the block it stands in.
func (fr *formReader) blockRow(row int, us, fresh []formUnit) bool {
	switch fr.state {
	case inHead:
		return fr.moneyPairs(row, us)
	case inMoney:
		if fr.money.lying {
			return fr.lyingRow(row, us)
		}
		return fr.moneyRow(row, us)
	case inGoal:
		return fr.goalRow(row, fresh)
	case inIndicators:
		return fr.totalRow(row, us) || fr.indicatorRow(row, us, fresh)
	case inTail, inNotes:
		return fr.totalRow(row, us)
	case inTask:
		return fr.taskRow(row, us, fresh)
	}
	return false
}

// ended reports that the form is over: several blank rows, and then nothing
// that a form says.
func (fr *formReader) ended(row int, fresh []formUnit) bool {
	if fr.blank <= evidence.Standard.Form.Gap || fr.lastRow == 0 || !fr.ind.seen && !fr.money.seen {
		return false
	}
	for _, u := range fresh {
		if fr.lx.Named(u.Base, "head", "text", "note", "total", "goal", "block") != "" || fr.lx.Named(firstWord(u.Key), "head", "text", "note", "total") != "" {
			return false
		}
	}
	return true
}

// titleRow reads the title, the year line and the unit line.
func (fr *formReader) titleRow(row int, fresh []formUnit) bool {
	if len(fresh) > 3 {
		return false
	}
	if t, foreign, _ := formTitle(fr.lx, fresh); t != nil {
		if foreign == "" && !fr.form.Title.Known() {
			fr.form.Title = cellString{Value: cleanName(t.Text), Text: t.Text, Pos: fr.v.Pos(t.Top, t.Left), State: model.Known}
			fr.takeYear(t.Text, *t, 1)
		}
		fr.take(fresh...)
		fr.use(row, "header", "标题")
		return true
	}
	if fr.money.seen || fr.ind.seen {
		return false
	}
	read := len(fresh) == 1 && formNumber.MatchString(fresh[0].Key)
	for i, u := range fresh {
		if unit, ok := value.FindUnitLine(u.Text); ok && fr.lx.Named(u.Base, "block", "money") == "" {
			fr.setUnit(unit, fr.v.Pos(u.Top, u.Left))
			read = true
		}
		if i > 0 && fr.lx.Named(fresh[i-1].Base, pairBlocks...) != "" && len(fr.inlinePairs(fresh[i-1])) == 0 {
			continue // the value of a label
		}
		read = fr.yearLine(u) || read
	}
	if read && !fr.pairs(row, fresh) {
		fr.take(fresh...)
		fr.use(row, "header", "年度、单位或表号")
	}
	return read
}

// unknown keeps a row nobody understands in view. It reports false where such
// a row means that the form has ended.
func (fr *formReader) unknown(row int, fresh []formUnit) bool {
	if fr.blank > 0 && fr.lastRow > 0 && (fr.state == inTail || fr.state == inNotes || fr.state == inIndicators) {
		return false
	}
	if fr.state == inHead && fr.lastRow == 0 {
		return true // above the form: somebody else's
	}
	fr.use(row, "note", "没有认出的行")
	for _, u := range fresh {
		if c := fr.v.Anchor(u.Top, u.Left); fr.state != inHead && c != nil && view.HoldsDigit(u.Key) {
			fr.ignored = append(fr.ignored, model.Ignored{Sheet: fr.v.Grid.Name, Range: u.String(),
				Reason: "自评表里没有认出的内容“" + view.Brief(u.Text) + "”，没有读取"})
		}
	}
	if fr.state == inHead && len(fresh) > 1 {
		fr.table.Columns = append(fr.table.Columns, model.Column{Header: cleanName(fresh[0].Text), Cell: grid.Ref{Row: row, Col: fresh[0].Left}.String(),
			Guess: fr.lx.Guess(fresh[0].Base, "head")})
	}
	return true
}

// finish settles what only the whole form tells.
func (fr *formReader) finish() {
	fr.settleMoney()
	fr.settleExecution()
	fr.settleGoals()
	fr.settleGroups()
	fr.settleWeights()
	fr.sayAssumed()
	fr.ReportComputed(model.Pos{Sheet: fr.v.Model, Row: int32(fr.region().Top), Col: int32(fr.region().Left)})
	fr.table.Unit, fr.table.UnitPos = fr.unit, fr.unitPos
	if h := fr.ind.header; h.Top > 0 {
		fr.table.Header = h.String()
	} else if fr.money.header.Top > 0 {
		fr.table.Header = fr.money.header.String()
	}
}
