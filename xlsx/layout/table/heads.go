package table

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/word"
)

// heads hands in what the lines around the table say about the project.
func (t *table) heads(_ evidence.Known, res *evidence.Result) {
	if t.v.Words.Basic == nil || t.c.Form.Kind == model.KindWaiver {
		return
	}
	for i, l := range t.titles {
		pos := t.v.Pos(l.At.Row, l.At.Col)
		h := evidence.Head{Weight: evidence.RankLine}
		text := fact.TitleText(l.Text)
		if fact.HeadFacts(t.v, &h.Project, text, pos) {
			res.Heads = append(res.Heads, h)
		}
		if i > 0 && t.titles[i-1].At.Row == l.At.Row && !strings.ContainsAny(l.Text, ":：") {
			// 单位名称 | 某县科协: label and value in two cells.
			label := strings.TrimRight(t.titles[i-1].Text, ":： ")
			if fact.HeadFacts(t.v, &h.Project, label+"："+l.Text, pos) {
				res.Heads = append(res.Heads, h)
				continue
			}
		}
		if word.IsLine(t.v.KeyOf(text)) || fact.HeadLine(text) != nil {
			continue
		}
		if h, ok := fact.FromTitle(text, pos, evidence.RankTitle); ok {
			if t.c.Form.Kind == model.KindAllotment {
				h.Unit = model.Cell[string]{} // the office that allots is not the unit that reports
			}
			res.Heads = append(res.Heads, h)
		}
	}
	t.noteHeads(res)
}

// noteHeads hands in what the lines below the table say: 填报单位：某县科协（公章）.
func (t *table) noteHeads(res *evidence.Result) {
	for _, r := range t.b.Rows {
		if r.Use != body.UseNote {
			continue
		}
		for _, c := range t.b.Own(r.Num) {
			h := evidence.Head{Weight: evidence.RankLine}
			if c.Kind == grid.String && fact.HeadFacts(t.v, &h.Project, c.Text, t.v.Pos(r.Num, c.Col)) {
				res.Heads = append(res.Heads, h)
			}
		}
	}
}
