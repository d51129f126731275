package body

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

var (
	carriedWord = pattern.New(`^\(?` + profile.Any("carried") + `(?:余额|金额|数)?\)?$`)
	exampleWord = pattern.New(`^[(\[【]?` + profile.Any("examples") + `[0-9一二三]?[)\]】]?(?:[:：].*)?$`)
	// voidWord is a remark that a row did not come to be, with its cause or what
	// became of it: 因疫情取消, 已作废（重开）.
	voidWord = pattern.New(`^(?:[因受由][^,，。;；]{1,16}?)?[,，]?` + profile.Any("void-of") + `?` + profile.Any("voids") + profile.Any("void-tails") + `?(?:[,，。;；(（].*)?$`)
	voidMark = pattern.New(`^[(\[【](?:` + profile.Any("void-of") + `)?` + profile.Any("voids") + `[)\]】]|[(\[【](?:` + profile.Any("void-of") + `)?` + profile.Any("voids") + `[)\]】]$`)
)

// carried is a sum that a page hands to the next: the rows that it sums stand in
// the table.
func carried(b *Body, r *Row, s *seen) bool {
	for _, c := range s.cells {
		if c.Kind == grid.String && len(c.Text) <= evidence.Standard.Word.ValueBytes && carriedWord.MatchString(b.page.KeyOf(strings.TrimSpace(c.Text))) {
			r.Carried = true
			return r.as(UseNote, "转到下一页的数，前面各行已经算过")
		}
	}
	return false
}

// example is a row that shows how the form is filled in.
func example(b *Body, r *Row, s *seen) bool {
	if b.ofTexts() || len(s.cells) < 2 {
		return false
	}
	c := s.cells[0]
	return c.Kind == grid.String && len(c.Text) <= evidence.Standard.Word.LabelBytes && exampleWord.MatchString(b.page.KeyOf(strings.TrimSpace(c.Text))) &&
		r.as(UseNote, "填写示例，不是数据")
}

// void is a row that no longer holds: everything in it is struck through, or some
// cell says that it was cancelled. Left out, it is always said.
func void(b *Body, r *Row, s *seen) bool {
	if b.ofTexts() || s.bare && !b.mergedName(s.row) {
		return false
	}
	if !slices.ContainsFunc(s.cells, func(c Cell) bool { return !c.Strike() }) {
		r.Void = true
		return r.as(UseNote, "整行划了删除线")
	}
	if b.claim.Form.Kind == model.KindAllotment {
		return false
	}
	for _, c := range s.cells {
		if c.Kind != grid.String || len(c.Text) > evidence.Standard.Word.LabelBytes || word.IsFigure(b.Kinds[c.Col]) {
			continue
		}
		key, named := b.page.KeyOf(strings.TrimSpace(c.Text)), b.Labels[c.Col]
		if !named && voidWord.MatchString(key) || named && voidMark.MatchString(key) {
			r.Void = true
			return r.as(UseNote, "写明“"+strings.TrimSpace(c.Text)+"”")
		}
	}
	return false
}
