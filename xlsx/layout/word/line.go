package word

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/profile"
)

// A TitleLine is a text above a table.
type TitleLine struct {
	Text, Key string
	At        grid.Ref
	Span      grid.Range
}

var (
	NoteHead = pattern.New(`^(?:注[0-9]?[:：.、]|注$|备注$|[0-9]\.?本表|` + profile.Any("notes") + `)`)
	SignHead = pattern.New(`^(?:` + profile.Any("signs") + `|20[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日$|年月日$|第[0-9]+页|共[0-9]+页|单位[万元千百亿]+元)`)
)

// What a line above a table is, as far as it begins a new one.
const (
	aText  = iota
	Aside  // a heading, a line of units or a mark that the table goes on
	ATitle // it names a table
)

func (v *Page) LineKind(t TitleLine) int8 {
	if kind, known := v.lineKinds[t.Text]; known {
		return kind
	}
	kind := int8(aText)
	if sectionNumber.MatchString(t.Text) || IsLine(t.Key) || carriedOn.MatchString(t.Key) {
		kind = Aside
	} else if slices.ContainsFunc(v.Words.Tables, func(f *TableForm) bool {
		return slices.ContainsFunc(f.Titles, func(w string) bool { return strings.Contains(t.Key, w) })
	}) {
		kind = ATitle
	}
	if len(v.lineKinds) < evidence.KnownTexts {
		v.lineKinds[t.Text] = kind
	}
	return kind
}

var carriedOn = pattern.New(`续表|续\)|\(续|^第[0-9一二三]+页|接上`)

func FirstKey(lines []TitleLine) string {
	if len(lines) == 0 {
		return ""
	}
	return lines[0].Key
}

var NoTitle = pattern.New(`^(?:附件|附表|附[:：0-9]|表[0-9一二三四五]|\(?20[0-9]{2}年度?\)?$|公开[0-9]+表|[0-9]{1,2}$)`)

// lineWords begin texts that stand above or below a table and name no column.
var lineWords = profile.Common("lines")

// unitLabel is a unit line whose unit stands in brackets: 单位（万元）.
var unitLabel = pattern.New(`^(?:金额|货币|计量)?单位\((?:人民币)?[万千百亿]?元\)$`)

// IsLine reports a text of a unit line, an 编制单位 line or a note.
func IsLine(key string) bool {
	for _, w := range lineWords {
		if strings.HasPrefix(key, w) {
			return true
		}
	}
	if at := strings.Index(key, "单位:"); at >= 0 && !strings.Contains(key[:at], "(") {
		return true
	}
	return unitLabel.MatchString(key) || strings.Contains(key, "年月日") || len(key) > evidence.Standard.Word.LabelBytes
}

var ordinalWord = pattern.New(`^\(?(?:[0-9]{1,2}|[a-z]|[甲乙丙丁戊己庚辛]|栏次|行次)\)?(?:列|栏)?(?:=[0-9a-z+\-*/×÷%().]+)?$`)

// Ordinal reports the number or letter of a column: 1, (2), 3=1+2, 甲.
func Ordinal(key string) bool { return ordinalWord.MatchString(key) }

// Numbers reports the header of a column of numbers of rows, which is also what
// begins a row of numbers of columns: 行次.
func Numbers(key string) bool { return key == "行次" || key == "栏次" }

// HeadingLike reports a short line that is numbered like a heading.
func HeadingLike(s string) bool {
	return len([]rune(s)) <= evidence.Standard.Word.HeadingRunes && LevelOf(model.Key(s), false) == 1
}
