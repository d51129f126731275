package check

import (
	"regexp"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// A clause is one figure of a text with the words before it: "主题科普宣传" 25 场次.
type clause struct {
	label string
	fig   figure
	text  string // number and unit as written
	whole string // the words before it too, as written
}

// clauseFigure finds a number with a counted unit. Dates, document numbers and
// ordinals have none of these units behind them.
var clauseFigure = regexp.MustCompile(`(约|近|超过|超)?([0-9][0-9,]*(?:\.[0-9]+)?)(余|多)?(万|千|百|亿)?(余|多)?` +
	`(场次|人次|场|次|期|人|名|份|册|个|家|项|处|支|篇|条|户|亩|套|%|元)`)

var scales = map[string]int32{"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}

// clauses are the figures a text states, each with its label. Figures without
// one ("共3次") say nothing and are left out.
func clauses(text string, pos model.Pos) []clause {
	var out []clause
	text = model.Key(text)
	end := 0
	for _, m := range clauseFigure.FindAllStringSubmatchIndex(text, -1) {
		if unclear := strings.HasSuffix(text[:m[0]], "第") || ordinal(text[m[1]:]); unclear {
			end = m[1]
			continue
		}
		before := text[end:m[0]]
		if i := strings.LastIndexAny(before, "，。；、,;:!?（(）)“”\"·"); i >= 0 {
			_, size := decodeRune(before[i:])
			before = before[i+size:]
		}
		end = m[1]
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return text[m[2*i]:m[2*i+1]]
		}
		n, err := decimal.NewFromString(strings.ReplaceAll(group(2), ",", ""))
		label := subject(before)
		if err != nil || label == "" {
			continue
		}
		shift := scales[group(4)]
		out = append(out, clause{label: label, text: text[m[0]:m[1]], whole: before + text[m[0]:m[1]], fig: figure{
			pos: pos, state: model.Known, n: n.Shift(shift), place: n.Exponent() + shift,
			approx: group(1) != "" || group(3) != "" || group(5) != "", unit: group(6),
		}})
	}
	return out
}

func decodeRune(s string) (rune, int) {
	for _, r := range s {
		return r, len(string(r))
	}
	return 0, 0
}

// ordinal reports that the unit just read is the start of a longer word: 20个月,
// 3次会议室.
func ordinal(rest string) bool {
	return strings.HasPrefix(rest, "月") || strings.HasPrefix(rest, "百分点")
}

// Words around the subject of an indicator or a clause.
var (
	subjectHeads = []string{
		"全年", "年度", "本年度", "全市", "全县", "全区", "今年", "共计", "共", "累计", "组织", "开展", "举办", "举行", "召开", "建成", "完成", "实施", "预计", "计划", "其中", "已", "并", "实际", "总",
	}
	subjectTails = []string{
		"总场次", "总人次", "场次数", "人次数", "场次", "场数", "次数", "人次", "人数", "数量", "个数", "期数", "份数", "总数", "总量", "数",
		"不少于", "不低于", "不超过", "达到", "超过", "达", "共计", "共", "累计", "为", "约", "近",
	}
)

var (
	leadingYear = regexp.MustCompile(`^20[0-9]{2}年(?:度)?`)
	remark      = regexp.MustCompile(`(.)\([^()]*\)$`)
)

// subject is what a name or label is about, without verbs, measures and filler.
func subject(s string) string {
	s = remark.ReplaceAllString(leadingYear.ReplaceAllString(model.Key(s), ""), "$1")
	for again := true; again; {
		again = false
		for _, w := range subjectHeads {
			if rest, cut := strings.CutPrefix(s, w); cut && rest != "" {
				s, again = rest, true
			}
		}
		for _, w := range subjectTails {
			if rest, cut := strings.CutSuffix(s, w); cut && rest != "" {
				s, again = rest, true
			}
		}
	}
	return core(s)
}

// The subjects that mean the whole log: of 场次, and of 人次.
var (
	allSessions     = words("活动", "科普", "科普类", "各类", "各类科普", "科技", "场次", "次", "科普宣传教育")
	allParticipants = words("受益群众", "受益", "受益人群", "受益公众", "参与", "参加", "参与群众", "参加群众", "参与公众", "群众参与", "公众参与",
		"科普受益", "科普受益群众", "参与科普", "参加科普", "科普参与", "人次", "群众")
)

func words(list ...string) map[string]bool {
	m := map[string]bool{}
	for _, w := range list {
		m[w] = true
	}
	return m
}
