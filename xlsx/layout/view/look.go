package view

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// Blank reports a text of white space only.
func Blank(s string) bool {
	if r, _ := utf8.DecodeRuneInString(s); plainHan(r) {
		return false
	}
	return s == "" || s[0] <= ' ' && strings.TrimSpace(s) == "" || s[0] >= 0x80 && strings.TrimSpace(s) == ""
}

// DateLike and figureLike are quick looks, used for nothing but choosing
// between two ways to understand a header.
func DateLike(s string) bool {
	if len(s) > evidence.Standard.Word.ValueBytes || s == "" || !strings.ContainsAny(s, "0123456789０１２３４５６７８９〇一二三四五六七八九十") {
		return false
	}
	return strings.Contains(s, "月") || strings.Contains(s, "年") || strings.Contains(s, "日") ||
		len(s) >= 8 && (strings.Count(s, "-") >= 2 || strings.Count(s, "/") >= 2 || strings.Count(s, ".") >= 2)
}

func FigureLike(s string) bool {
	if len(s) == 0 || len(s) > evidence.Standard.Word.ValueBytes {
		return false
	}
	for _, head := range []string{"约", "近", "超", "共", "￥", "¥", "-", "—", "/", "("} {
		s = strings.TrimPrefix(s, head)
	}
	return s == "" || '0' <= s[0] && s[0] <= '9' || strings.HasPrefix(s, "０") || strings.HasPrefix(s, "１") || strings.HasPrefix(s, "２")
}

// Ditto reports a mark that stands for what stands above.
func Ditto(s string) bool {
	return s != "" && len(s) <= len("  同上") && slices.Contains([]string{"同上", "〃", "″", "\"", "“", "”"}, strings.TrimSpace(s))
}

// TextOf is value.Text, for the texts that logs are full of without a detour.
func TextOf(c *grid.Cell) string {
	switch c.Kind {
	case grid.String:
		first, _ := utf8.DecodeRuneInString(c.Text)
		last, _ := utf8.DecodeLastRuneInString(c.Text)
		if plainRune(first) && plainRune(last) {
			return c.Text
		}
	case grid.Number:
		if len(c.Text) <= 15 && plainDigits(c.Text) && (c.Format() == nil || !strings.ContainsAny(c.Format().Code, "%\"!")) {
			return c.Text
		}
	}
	return value.Text(c)
}

func plainDigits(s string) bool {
	for i := range len(s) {
		if (s[i] < '0' || s[i] > '9') && s[i] != '.' {
			return false
		}
	}
	return true
}

func plainHan(r rune) bool { return '一' <= r && r <= '龥' }

func plainRune(r rune) bool { return plainHan(r) || '!' <= r && r <= '~' }

// WordState tells words from the signs for none.
func WordState(text string) model.State {
	switch first, _ := utf8.DecodeRuneInString(text); {
	case len(text) > evidence.Standard.Word.ValueBytes, '0' <= first && first <= '9', plainHan(first) && !strings.ContainsRune("无没暂不未空", first):
		return model.Known
	}
	if state, missing := value.Missing(text); missing {
		return state
	}
	return model.Known
}

// OnlyMark reports a text of strokes, slashes or marks of the template alone.
func OnlyMark(text string) bool {
	switch WordState(text) {
	case model.Known, model.Blank:
		return false
	}
	return !strings.ContainsFunc(text, func(r rune) bool { return unicode.IsLetter(r) && r != 'X' && r != 'x' || plainHan(r) })
}

func HoldsDigit(key string) bool { return strings.ContainsAny(key, "0123456789") }

// Numeral is what a figure looks like when it is stored as text.
var Numeral = pattern.New(`^[+\-(（¥￥]?[0-9０-９][0-9０-９,，.．]*\s*[%％]?[)）]?$`)

// measured is a figure with its unit: 38场, 9000人次, 约1.2万元. Behind a number
// the unit is no header word.
var measured = pattern.New(`^(?:约|近|超|共|[¥￥])?[0-9０-９][0-9０-９,，.．]*\s*[余多]?[万千百亿]?(?:余|多)?(?:分|` + profile.Any("units") + `)$`)

// mayMeasure is a quick look for a figure at the front of a text.
func mayMeasure(t string) bool {
	r, _ := utf8.DecodeRuneInString(t)
	return '0' <= r && r <= '9' || '０' <= r && r <= '９' || strings.ContainsRune("+-(（¥￥约近超共", r)
}

// Figure reports a cell that holds a number, a date, an error or a formula's
// result: something that a header does not.
func Figure(c *grid.Cell) bool {
	switch c.Kind {
	case grid.Number, grid.Date, grid.Error, grid.Bool:
		return true
	case grid.String:
		return FigureText(c.Text)
	}
	return c.Formula() != nil
}

// FigureText reports a text that is a number, alone or with its unit.
func FigureText(t string) bool {
	if r, _ := utf8.DecodeRuneInString(t); plainHan(r) && !mayMeasure(t) {
		return false // most texts
	}
	t = strings.TrimSpace(t)
	return len(t) > 0 && len(t) <= evidence.Standard.Word.ValueBytes && mayMeasure(t) && (Numeral.MatchString(t) || measured.MatchString(t))
}

func YearLike(s string) bool {
	return len(s) == 4 && (strings.HasPrefix(s, "20") || strings.HasPrefix(s, "19")) && IsASCII(s)
}

// BareFigure reports a figure without a unit of its own.
func BareFigure(c *grid.Cell) bool {
	return Figure(c) && !(c.Kind == grid.String && measured.MatchString(strings.TrimSpace(c.Text))) && !(c.Format() != nil && strings.ContainsAny(c.Format().Code, "元万"))
}
