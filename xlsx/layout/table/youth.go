package table

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

var youthWords = pattern.New(`^(.+?)[（(，,；;]\s*(?:其中|含)[:：]?\s*` + profile.Any("youth") + profile.Any("heads") + `?[:：]?\s*([^（）()]+?)[）)]?$`)

// youthInside parts 5.23万人次（其中青少年3.76万人次）.
func youthInside(c *grid.Cell) (all, youth *grid.Cell, ok bool) {
	if c.Kind != grid.String || len(c.Text) > 120 {
		return nil, nil, false
	}
	m := youthWords.FindStringSubmatch(strings.TrimSpace(c.Text))
	if m == nil {
		return nil, nil, false
	}
	return &grid.Cell{Kind: grid.String, Text: m[1]}, &grid.Cell{Kind: grid.String, Text: m[2]}, true
}

// youthBeside is the part of the participants that their own cell states, where
// no column does.
func (r *logReader) youthBeside(whole model.Cell[model.Count], row int) model.Cell[model.Count] {
	if whole.State != model.Known || r.participants.col == nil || !strings.ContainsAny(whole.Text, "中含") {
		return model.Cell[model.Count]{}
	}
	c := r.t.v.Cell(row, r.participants.col.Col)
	if c == nil {
		return model.Cell[model.Count]{}
	}
	_, youth, ok := youthInside(c)
	if !ok {
		return model.Cell[model.Count]{}
	}
	unit := r.t.countUnit(r.participants.col)
	return cell.Read(&r.t.Notes, youth, model.Cell[model.Count]{Pos: whole.Pos}, "import/bad-number", "其中青少年", func(c *grid.Cell) value.Result[model.Count] { return value.Count(c, unit) })
}
