package layout

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// Notes are what is said about cells while they are read.
type Notes struct {
	notes    []model.Note
	computed []string // cells that ziping calculated
}

// Add says something about a place; what is known besides can be set on the note.
func (n *Notes) Add(rule string, pos model.Pos, message, hint string) *model.Note {
	n.notes = append(n.notes, model.Note{Rule: rule, Pos: pos, Message: message, Hint: hint})
	return &n.notes[len(n.notes)-1]
}

// reportComputed says which cells ziping calculated, at the place of the table.
func (n *Notes) reportComputed(pos model.Pos) {
	if len(n.computed) == 0 {
		return
	}
	n.notes = append(n.notes, computedNote(pos, n.computed))
}

// computedNote says which cells ziping calculated.
func computedNote(pos model.Pos, cells []string) model.Note {
	list, more := cells, ""
	if len(list) > 12 {
		list, more = list[:12], fmt.Sprintf(" 等 %d 个单元格", len(cells))
	}
	return model.Note{Rule: "import/uncalculated", Pos: pos, Message: "公式没有保存计算结果，已代为计算：" + strings.Join(list, "、") + more, Hint: "请用 WPS 或 Excel 打开文件，重新计算后保存"}
}

// readValue turns a cell into a value; what cannot be read is Bad and a note.
func readValue[T any](n *Notes, c *grid.Cell, out model.Cell[T], rule, what string, parse func(*grid.Cell) value.Result[T]) model.Cell[T] {
	out.Text = textOf(c)
	if c.Formula() != nil && c.Formula().Computed {
		out.Computed = true
		n.computed = append(n.computed, out.Pos.Cell())
	}
	res := parse(c)
	out.Value, out.State = res.Value, res.State
	if res.Err != nil && sumsOnly(c) {
		out.State = model.Blank
		return out
	}
	if res.Err != nil {
		out.State = model.Bad
		if c.Kind == grid.Error || c.Formula() != nil && out.Text == "" {
			rule = "import/formula-error"
		}
		if res.Err.Backwards() {
			rule = "activity/period"
		}
		n.Add(rule, out.Pos, "“"+what+"”："+res.Err.Cause, res.Err.Cure).Got = out.Text
	}
	return out
}

func readWords(c *grid.Cell, out model.Cell[string]) model.Cell[string] {
	out.Text = textOf(c)
	out.Computed = c.Formula() != nil && c.Formula().Computed
	if c.Kind == grid.Error {
		out.State = model.Bad
		return out
	}
	if out.State = wordState(out.Text); out.State == model.Known {
		out.Value = out.Text
	}
	return out
}
