package word

import (
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/profile"
)

// Compares are names of rows below a total that compare it with another year's.
var Compares = pattern.New(`^(?:[比较与同]*(?:上年|去年|上期|同期)(?:度|同期|数|相比|合计|总计)*|同比|环比|增减|增长|增加|减少|差额|占比|比重|人均.*|平均.*)+(?:增减|增长|增加|减少|变化|变动|情况)*(?:额|数|率|%|比例|幅度)?$`)

// An Aggregated row sums others.
type Aggregated struct {
	Kind model.RowKind
	Name string // what it sums, "" where its words do not say
	Why  string
	Rank int8 // 小计 1, 合计 2, 总计 3: a sum may cover sums of a lower rank
}

// rankOf is the rank of a sum by all its words.
func rankOf(key string, subtotal bool) int8 {
	switch {
	case strings.Contains(key, "总计"), strings.Contains(key, "总合计"), strings.Contains(key, "累计"):
		return 3
	case subtotal, strings.Contains(key, "小计"), strings.Contains(key, "分计"):
		return 1
	}
	return 2
}

var (
	totalWord    = pattern.New(`^(?:20[0-9]{2}年度?|` + profile.Any("total-of") + `)*` + profile.Any("totals") + profile.Any("total-tails") + `?$`)
	sumWord      = pattern.New(`^` + profile.Any("total-words") + `$`)
	subtotalWord = pattern.New(`^(.*?)(?:小计|分计)(?:数|金额)?(.*)$`)
	namedTotal   = pattern.New(`^(.+?)(?:合计|总计|共计)(?:数|金额)?$`)
	PageWord     = pattern.New(`^(?:本页|本月|当月|[0-9一二三四]{1,3}月(?:份)?|[一二三四1-4]季度|本季度?|上半年|下半年|第[0-9一二三四]季度|本期)`)
)

// AggregateWord reads 合计, 小计, 科普宣传小计, 合计（科普宣传）.
func AggregateWord(key string) (Aggregated, bool) {
	inside := ""
	if m := bracket.FindStringSubmatch(key); m != nil && !UnitOnly.MatchString(m[1]) {
		inside = m[1]
	}
	k := strings.Trim(bracket.ReplaceAllString(key, ""), ":：,。.、*-—_=")
	k = numbering.ReplaceAllString(k, "")
	if m := unitTail.FindStringSubmatch(k); m != nil {
		k = m[1]
	}
	if totalWord.MatchString(k) || sumWord.MatchString(k) {
		if inside != "" && !view.IsASCII(inside) && !IsLine(inside) && !strings.ContainsAny(inside, "=+") {
			return Aggregated{model.Subtotal, inside, "“" + key + "”：" + inside + "的合计", rankOf(key, false)}, true
		}
		return Aggregated{model.Total, "", "“" + key + "”是合计行", rankOf(key, false)}, true
	}
	if m := subtotalWord.FindStringSubmatch(k); m != nil && len([]rune(m[1]+m[2])) <= evidence.Standard.Word.HeadingRunes {
		name := strings.Trim(m[1]+m[2], ":-—()、")
		if name == "" {
			name = inside
		}
		return Aggregated{model.Subtotal, name, "“" + key + "”是小计行", rankOf(key, true)}, true
	}
	if m := namedTotal.FindStringSubmatch(k); m != nil && len([]rune(m[1])) <= evidence.Standard.Word.HeadingRunes {
		return Aggregated{model.Subtotal, m[1], "“" + key + "”是分组的合计行", rankOf(key, false)}, true
	}
	return Aggregated{}, false
}

// SumsOnly reports a cell that says 合计 or 小计 and nothing else: the word of a
// row that sums others may stand in any column.
func SumsOnly(c *grid.Cell) bool {
	if c.Kind != grid.String || len(c.Text) > evidence.Standard.Word.ValueBytes {
		return false
	}
	key := strings.TrimRight(model.Key(c.Text), ":")
	return totalWord.MatchString(key) || sumWord.MatchString(key) || key == "小计"
}
