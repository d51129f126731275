package body

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// lone is the only text of a row without figures; ok is false for other rows.
func (b *Body) lone(s *seen) (text, key string, ok bool) {
	if s.figures > 0 || len(s.cells) != 1 {
		return "", "", false
	}
	text = strings.TrimSpace(s.cells[0].Text)
	return text, b.page.KeyOf(text), true
}

// numbered reports a text that is numbered as a heading is: 一、, （一）.
func numbered(key string) bool {
	level := word.LevelOf(key, false)
	return level == 1 || level == 2
}

func titleAgain(b *Body, r *Row, s *seen) bool {
	_, key, ok := b.lone(s)
	return ok && slices.ContainsFunc(b.titles, func(l word.TitleLine) bool { return l.Key == key }) && r.as(UseHeader, "重复的标题")
}

func line(b *Body, r *Row, s *seen) bool {
	_, key, ok := b.lone(s)
	return ok && (word.IsLine(key) || strings.HasPrefix(key, "续表")) && r.as(UseNote, "单位或说明行")
}

func afterTotal(b *Body, r *Row, s *seen) bool {
	_, key, ok := b.lone(s)
	return ok && b.closed && !numbered(key) && r.as(UseNote, "合计行之后的文字")
}

func paragraph(b *Body, r *Row, s *seen) bool {
	text, _, ok := b.lone(s)
	return ok && utf8.RuneCountInString(text) > evidence.Standard.Body.ParagraphRunes && (b.Kinds[s.cells[0].Col] != "text" || b.wide(s)) && r.as(UseNote, "一段文字，不是数据")
}

// wide reports that the first cell of a row is merged over half of the table.
func (b *Body) wide(s *seen) bool {
	span := b.page.Span(s.row, s.cells[0].Col)
	return min(span.Right, b.Right())-span.Left+1 >= max(2, (b.Right()-b.claim.Head.Left+2)/2)
}

// heads reports a lone text that stands over the rows that follow: it is numbered,
// or wide, or stands where a category stands.
func (b *Body) heads(s *seen) (text string, ok bool) {
	text, key, ok := b.lone(s)
	if !ok || b.ofTexts() {
		return "", false
	}
	c := s.cells[0]
	kind := b.Kinds[c.Col]
	return text, numbered(key) || b.wide(s) || b.claim.Form.Kind == model.KindFund && word.SideOf(text) != "" ||
		kind == "index" && c.Kind == grid.String && !word.Ordinal(key) || kind == "text" && b.fields[c.Col] == "category"
}

func period(b *Body, r *Row, s *seen) bool {
	text, ok := b.heads(s)
	if len(s.cells) == 1 && b.Kinds[s.cells[0].Col] == "dates" && s.cells[0].Kind == grid.String { // 三月份 where the days stand
		text, ok = strings.TrimSpace(s.cells[0].Text), !b.ofTexts()
	}
	if !ok || !word.PeriodHeading.MatchString(b.page.KeyOf(word.SectionName(text))) {
		return false
	}
	b.closed, b.period = false, int32(s.row)
	return r.as(UseSection, "小标题，只说是什么时候的")
}

func heading(b *Body, r *Row, s *seen) bool {
	text, ok := b.heads(s)
	if !ok {
		return false
	}
	b.current = &Section{Text: word.SectionName(text), Pos: b.page.Pos(s.row, s.cells[0].Col)}
	b.closed = false
	return r.as(UseSection, "小标题，下面各行属于“"+view.Brief(text)+"”")
}
