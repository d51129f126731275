package fact

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A Fact is one head field that a line of text states.
type Fact struct {
	field string
	text  string
}

var pieces = pattern.New(`[\s\x{3000}\x{00a0}]{2,}|[\n\t;；]`)

// HeadLine reads 编制单位：高台县科学技术协会 and the like; several on a line are
// parted by wide blanks. nil when the line states nothing.
func HeadLine(text string) []Fact {
	if len(text) > evidence.Standard.Word.LabelBytes || !strings.ContainsAny(text, ":：") {
		return nil
	}
	var out []Fact
	for _, piece := range pieces.Split(text, -1) {
		label, val, ok := strings.Cut(strings.Replace(unwrap(piece), "：", ":", 1), ":")
		val = strings.TrimSpace(val)
		if !ok || val == "" || len([]rune(label)) > evidence.Standard.Word.WordRunes {
			continue
		}
		if unitsOnly(val) {
			continue
		}
		out = append(out, Fact{strings.TrimSpace(label), val})
	}
	return out
}

// unitsOnly reports a list of units, 万元、人次、%, which names no office.
func unitsOnly(val string) bool {
	if _, money := value.ParseMoneyUnit(val); money {
		return true
	}
	if i := strings.IndexAny(val, "（( 　币"); i > 0 { // 万元（人民币）, 万元 币种：人民币
		if _, money := value.ParseMoneyUnit(val[:i]); money {
			return true
		}
	}
	words := strings.FieldsFunc(val, func(r rune) bool { return strings.ContainsRune(",，、;；/／ 　和", r) })
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool {
		return !word.UnitOnly.MatchString(model.Key(w)) && !scaledUnit.MatchString(model.Key(w))
	})
}

var scaledUnit = pattern.New(`^[万千百亿]` + profile.Any("units") + `$`)

// unwrap takes off brackets around the whole of a text: （单位：万元）.
func unwrap(s string) string {
	s = strings.TrimSpace(s)
	for _, pair := range [][2]string{{"（", "）"}, {"(", ")"}} {
		if inner, ok := strings.CutPrefix(s, pair[0]); ok && strings.HasSuffix(inner, pair[1]) {
			return strings.TrimSuffix(inner, pair[1])
		}
	}
	return s
}

// TitleText is a title without the unit line that stands behind it in its cell:
// 2022年资金表（单位：元）.
func TitleText(s string) string {
	if rest := strings.TrimSpace(unitPhrase.ReplaceAllString(s, "")); len([]rune(rest)) >= evidence.Standard.Word.TailRunes {
		return rest
	}
	return s
}

var unitPhrase = pattern.New(`[（(【\[]?\s*(?:金额|计量|货币)?单位\s*[:：]\s*[^（）()\s:：]{0,20}元[^（）()\s:：]{0,10}[）)】\]]?\s*$|[（(](?:人民币)?[万千百亿]?元[）)]\s*$`)

// HeadFacts fills in what a line of label and value pairs states.
func HeadFacts(v *word.Page, p *model.Project, text string, pos model.Pos) bool {
	found := false
	for _, f := range HeadLine(text) {
		field := v.Words.Basic.Field(word.NewLabel(f.field))
		if field == nil {
			continue
		}
		cell := model.Cell[string]{Value: CleanUnit(f.text), Text: f.text, Pos: pos, State: model.Known}
		switch field.Name {
		case "unit":
			p.Unit = cell
		case "name":
			p.Name = cell
		case "department":
			p.Department = cell
		case "code":
			p.Code = cell
		case "year":
			y, ok := value.FindYear(f.text)
			if !ok && view.YearLike(f.text) {
				y, ok = value.FindYear(f.text + "年")
			}
			if ok {
				p.Year = model.Cell[int]{Value: y, Text: f.text, Pos: pos, State: model.Known}
			}
		default:
			continue
		}
		found = true
	}
	return found
}

// Fields are the head fields that a line states: 编制单位：某县科协 states unit.
func Fields(v *word.Page, text string) []string {
	if v.Words.Basic == nil {
		return nil
	}
	var out []string
	for _, f := range HeadLine(text) {
		if field := v.Words.Basic.Field(word.NewLabel(f.field)); field != nil {
			out = append(out, field.Name)
		}
	}
	return out
}

var stamp = pattern.New(`[（(]\s*(?:盖章|公章|签章|章|加盖公章)\s*[）)]|^（?盖章）?[:：]?`)

// CleanUnit is a unit's name without （盖章） and the like.
func CleanUnit(s string) string {
	return strings.TrimSpace(stamp.ReplaceAllString(s, ""))
}

// officeName finds the office a title begins with, or names behind the year.
var officeName = pattern.New(`^(.{0,30}?(?:` + profile.Any("offices") + `|[市县区省乡镇旗州]\p{Han}{0,8}局))`)

var titleYear = pattern.New(`^(?:20[0-9]{2}|[二〇零○一三四五六七八九]{4})[-—~～至]?(?:20[0-9]{2})?(?:年度|年)?`)

// FromTitle reads the unit and the year out of a title: 高台县科学技术协会2022年
// 科普活动统计表.
func FromTitle(text string, pos model.Pos, weight int) (evidence.Head, bool) {
	h := evidence.Head{Weight: weight}
	if len([]rune(text)) > evidence.Standard.Header.TitleRunes {
		return h, false
	}
	found := false
	if y, ok := value.FindYear(view.OneLine(text)); ok {
		h.Year = model.Cell[int]{Value: y, Text: text, Pos: pos, State: model.Known}
		found = true
	}
	folded := view.FoldWidth(view.OneLine(text))
	folded = strings.TrimSpace(titleYear.ReplaceAllString(folded, ""))
	if m := officeName.FindString(folded); len([]rune(m)) >= evidence.Standard.Fact.OfficeRunes && !strings.ContainsAny(m, "0123456789") && !slices.ContainsFunc(notOffices, func(w string) bool { return strings.HasPrefix(m, w) }) {
		h.Unit = model.Cell[string]{Value: m, Text: text, Pos: pos, State: model.Known}
		found = true
	}
	return h, found
}

var notOffices = profile.Common("not-offices")

// ImpliedYear is the year of a project whose name has one, or which runs within
// one, where no place of its own states it.
func ImpliedYear(p *model.Project) (evidence.Head, bool) {
	h := evidence.Head{Weight: evidence.RankName}
	if p.Year.Known() {
		return h, false
	}
	if y, ok := value.FindYear(view.OneLine(p.Name.Value)); ok {
		h.Year = model.Cell[int]{Value: y, Text: p.Name.Text, Pos: p.Name.Pos, State: model.Known}
		return h, true
	}
	if d := p.Period.Value; p.Period.Known() && !d.YearAssumed && d.From.Year == d.To.Year {
		h.Year = model.Cell[int]{Value: d.From.Year, Text: p.Period.Text, Pos: p.Period.Pos, State: model.Known}
		return h, true
	}
	return h, false
}

// FromName reads the unit and the year out of the name of a file, a folder or a
// sheet: the last resort.
func FromName(name string, pos model.Pos) (evidence.Head, bool) {
	name = strings.TrimSuffix(name, ".xlsx")
	h, ok := FromTitle(name, pos, evidence.RankName)
	return h, ok
}
