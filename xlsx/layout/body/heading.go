package body

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
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

// block is the title of a part of the table that has its own header and sum:
// 义诊服务（2023年） over 活动主题 | 场数 once more.
func block(b *Body, r *Row, s *seen) bool {
	text, key, ok := b.lone(s)
	if !ok || !b.closed || numbered(key) || !b.headed(s.row) {
		return false
	}
	name := b.blockName(text)
	if name == "" {
		return false
	}
	if !b.blocks && b.current == nil && len(b.titles) > 0 {
		b.firstBlock()
	}
	b.blocks, b.closed = true, false
	b.current = &Section{Text: name, Pos: b.page.Pos(s.row, s.cells[0].Col)}
	return r.as(UseSection, "下面又是表头，是一段的标题，各行属于“"+view.Brief(name)+"”")
}

// firstBlock puts the rows so far under the title above the table.
func (b *Body) firstBlock() {
	l := b.titles[len(b.titles)-1]
	if name := b.blockName(l.Text); name != "" {
		first := &Section{Text: name, Pos: b.page.Pos(l.At.Row, l.At.Col)}
		for i := range b.Rows {
			b.Rows[i].Section = first
		}
	}
}

// blockName is the category that the title of a block names, "" where it names none.
func (b *Body) blockName(text string) string {
	name := strings.TrimSpace(blockYear.ReplaceAllString(word.SectionName(text), ""))
	key := b.page.KeyOf(name)
	if word.IsLine(key) || word.PeriodHeading.MatchString(key) || utf8.RuneCountInString(name) > evidence.Standard.Word.HeadingRunes ||
		slices.ContainsFunc(b.claim.Form.Titles, func(w string) bool { return strings.Contains(key, w) }) {
		return ""
	}
	return name
}

var blockYear = pattern.New(`^20[0-9]{2}年度?|[（(]20[0-9]{2}年?度?[）)]$`)

// headed reports that the header stands again in the next row that says anything.
func (b *Body) headed(row int) bool {
	defer func(kept []Cell) { b.buffer = kept }(b.buffer)
	b.buffer = nil
	for row++; row <= b.bottom; row++ {
		if cells := b.Own(row); len(cells) > 0 {
			return b.repeats(cells)
		}
	}
	return false
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
	text, _, ok := b.lone(s)
	if len(s.cells) == 1 && b.Kinds[s.cells[0].Col] == "dates" && s.cells[0].Kind == grid.String { // 三月份 where the days stand
		text, ok = strings.TrimSpace(s.cells[0].Text), true
	}
	ok = ok && !b.ofTexts()
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
