package form

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// The year of a form: in its title, in a line below it, or in a part of a line
// that also names the unit of money or the office.

// isYearLine reports that the text says a year and nothing else.
func isYearLine(key string) bool {
	rest := strings.Trim(key, "()[]")
	rest = strings.TrimPrefix(rest, "预算")
	return len(rest) <= len("二〇二二年预算年度") && strings.ContainsRune(rest, '年') &&
		strings.Trim(rest, "0123456789〇零一二三四五六七八九年度预算") == ""
}

// yearSpan is months of one year: 2023年1月-12月, 2023年1月1日至2023年12月31日.
var yearSpan = pattern.New(`^\(?(\d{4})年\d{1,2}月(?:\d{1,2}日)?(?:[-—–~至]+)(?:(\d{4})年)?\d{1,2}月(?:\d{1,2}日)?\)?$`)

// yearPart takes a text for a year line or for a span within one year.
func yearPart(key string) bool {
	if isYearLine(key) {
		return true
	}
	m := yearSpan.FindStringSubmatch(key)
	return m != nil && (m[2] == "" || m[1] == m[2])
}

// lineGaps part what one cell holds side by side, （2023年度）      单位：元: wide
// gaps first, since 2023 年度 holds a narrow one.
var lineGaps = []*pattern.Regexp{pattern.New(`[ \t\x{a0}]{2,}|\s*[\x{3000}\n]\s*`), pattern.New(`\s+`)}

// yearLine takes the year of a line, or of a part of one.
func (fr *formReader) yearLine(u formUnit) bool {
	if len(u.Text) > evidence.Standard.Word.LabelBytes {
		return false
	}
	if yearPart(u.Key) {
		return fr.takeYear(u.Text, u, 2)
	}
	for _, gap := range lineGaps {
		for _, part := range gap.Split(u.Text, -1) {
			if yearPart(model.Key(part)) {
				return fr.takeYear(part, u, 2)
			}
		}
	}
	return false
}

// aloneBehind is a value behind a label without the year and the unit of money
// that follow it in the same cell: 填报单位：某局      2023年度      单位：元.
func aloneBehind(body string) string {
	for _, gap := range lineGaps {
		for _, at := range gap.FindAllStringIndex(body, -1) {
			rest := body[at[1]:]
			_, unit := value.FindUnitLine(rest)
			if first := gap.Split(rest, 2)[0]; at[0] > 0 && (yearPart(model.Key(first)) || unit && unitFirst.MatchString(rest)) {
				return body[:at[0]]
			}
		}
	}
	return body
}

// unitFirst is a text that begins with the unit of money.
var unitFirst = pattern.New(`^[（(]?\s*(?:金额)?\s*单\s*位\s*[:：]`)

// takeYear reads the year out of a text; the year line beats the title.
func (fr *formReader) takeYear(text string, u formUnit, rank int) bool {
	year, ok := value.FindYear(text)
	if !ok {
		return false
	}
	if fr.form.Year.Known() && rank < 2 {
		return true
	}
	fr.form.Year = model.Cell[int]{Value: year, Text: u.Text, Pos: fr.v.Pos(u.Top, u.Left), State: model.Known}
	return true
}

// ofThisYear drops the columns of other years where a header has several,
// 2022年 | 2023年 over 预算数 | 执行数, and those under 上年 or 财政复核.
func (fr *formReader) ofThisYear(columns []formColumn, block string) []formColumn {
	years := map[int]bool{}
	latest := 0
	for _, c := range columns {
		if y := columnYear(c); y != 0 {
			years[y] = true
			latest = max(latest, y)
		}
	}
	if year := fr.form.Year; year.Known() && years[year.Value] {
		latest = year.Value
	}
	return slices.DeleteFunc(columns, func(c formColumn) bool {
		y := columnYear(c)
		others := len(years) > 1 && y != 0 && y != latest || slices.ContainsFunc(c.parents, func(p formUnit) bool { return othersWord.MatchString(p.Base) })
		if others {
			fr.notUnderstood(c, block)
		}
		return others
	})
}

// columnYear is the year a header cell or one above it states, 0 for none.
func columnYear(c formColumn) int {
	for _, text := range append([]string{c.label.Key}, parentKeys(c)...) {
		if year := word.FormYear.FindString(text); year != "" {
			if y, ok := value.FindYear(strings.TrimSuffix(strings.TrimSuffix(year, "度"), "年") + "年"); ok {
				return y
			}
		}
	}
	return 0
}

func parentKeys(c formColumn) []string {
	var out []string
	for _, p := range c.parents {
		out = append(out, p.Key)
	}
	return out
}
