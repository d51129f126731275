package cell

import (
	"fmt"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// Notes are what is said about cells while they are read.
type Notes struct {
	Said     []model.Note
	Computed []string // cells that ziping calculated
}

// Add says something about a place; what is known besides can be set on the note.
func (n *Notes) Add(rule string, pos model.Pos, message, hint string) *model.Note {
	n.Said = append(n.Said, model.Note{Rule: rule, Pos: pos, Message: message, Hint: hint})
	return &n.Said[len(n.Said)-1]
}

// ReportComputed says which cells ziping calculated, at the place of the table.
func (n *Notes) ReportComputed(pos model.Pos) {
	if len(n.Computed) == 0 {
		return
	}
	n.Said = append(n.Said, ComputedNote(pos, n.Computed))
}

// ComputedNote says which cells ziping calculated.
func ComputedNote(pos model.Pos, cells []string) model.Note {
	list, more := cells, ""
	if len(list) > 12 {
		list, more = list[:12], fmt.Sprintf(" 等 %d 个单元格", len(cells))
	}
	return model.Note{Rule: "import/uncalculated", Pos: pos, Message: "公式没有保存计算结果，已代为计算：" + strings.Join(list, "、") + more, Hint: "请用 WPS 或 Excel 打开文件，重新计算后保存"}
}

// Read turns a cell into a value; what cannot be read is Bad and a note.
func Read[T any](n *Notes, c *grid.Cell, out model.Cell[T], rule, what string, parse func(*grid.Cell) value.Result[T]) model.Cell[T] {
	out.Text = view.TextOf(c)
	if c.Formula() != nil && c.Formula().Computed {
		out.Computed = true
		n.Computed = append(n.Computed, out.Pos.Cell())
	}
	res := parse(c)
	out.Value, out.State = res.Value, res.State
	if res.Err != nil && word.SumsOnly(c) {
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

func Words(c *grid.Cell, out model.Cell[string]) model.Cell[string] {
	out.Text = view.TextOf(c)
	out.Computed = c.Formula() != nil && c.Formula().Computed
	if c.Kind == grid.Error {
		out.State = model.Bad
		return out
	}
	if out.State = view.WordState(out.Text); out.State == model.Known {
		out.Value = out.Text
	}
	return out
}
