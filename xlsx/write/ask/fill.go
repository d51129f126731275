package ask

import (
	"ziping/xlsx/supplement"
	"ziping/xlsx/write/kit"
)

var fillColumns = []kit.Column{
	{Title: "栏目", Width: 16},
	{Title: "已知（来自哪里）", Width: 42},
	{Title: "请填写", Width: 62},
	{Title: "标识", Hidden: true},
}

// Least heights of a row to write in, in points.
const (
	shortRow = 24
	longRow  = 96
)

// fill writes 请补写.
func (p Paper) fill(b *kit.Book) {
	s := b.Add(supplement.FillSheet, fillColumns, kit.Landscape)
	head(s, p.Unit, supplement.FillSheet, "黄色的格还没有内容，请填写；其余的已经读到，要改也写在“请填写”一列。写好后保存，和原来的表放在一起再核对一次。各段之间用 Alt+回车 换行。")
	typed := map[string]supplement.Field{}
	if p.Typed != nil {
		for _, f := range p.Typed.Fields {
			typed[f.Key+"\x1f"+f.Title] = f
		}
	}
	for _, f := range p.Fields {
		key := f.Key + "\x1f" + f.Title
		p.field(s, f, typed[key].Text)
		delete(typed, key)
	}
	if p.Typed != nil {
		for _, f := range p.Typed.Fields { // asked no more, and written
			if _, left := typed[f.Key+"\x1f"+f.Title]; left {
				p.field(s, Field{Key: f.Key, Title: f.Title, Known: f.Known, Long: true}, f.Text)
			}
		}
	}
	s.Repeat(1, 3)
	s.Protect()
	s.End()
}

func (p Paper) field(s *kit.Sheet, f Field, text string) {
	style, known := inputStyle, f.Known
	if f.Draft != "" {
		known = "拟稿（可在“请确认”里选用）：\n" + f.Draft
	}
	if f.Known == "" && text == "" {
		style = lackStyle
	}
	if known == "" {
		known = f.Hint
	}
	least := float64(shortRow)
	if f.Long {
		least = longRow
	}
	s.RowOf(least, kit.Cell{Value: f.Title, Style: labelStyle}, kit.Cell{Value: known, Style: knownStyle},
		kit.Cell{Value: kit.Full(text), Style: style}, kit.Cell{Value: f.Key, Style: smallStyle})
}

// mended is what was written beside findings, by key.
func (p Paper) mended() map[string]supplement.Mended {
	out := map[string]supplement.Mended{}
	if p.Typed != nil {
		for _, m := range p.Typed.Mended {
			out[m.Key] = m
		}
	}
	return out
}
