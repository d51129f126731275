package rules

import (
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
	"ziping/model/pattern"
)

// A sentence is one figure of a text with the words before it: "主题科普宣传" 25 场次.
type sentence struct {
	label string
	fig   figure.Figure
	text  string // number and unit as written
	whole string // the words before it too, as written
}

// sentenceFigure finds a number with a counted unit. Dates, document numbers and
// ordinals have none of these units behind them.
var sentenceFigure = pattern.New(`(约|近|超过|超)?([0-9][0-9,]*(?:\.[0-9]+)?)(余|多)?(万|千|百|亿)?(余|多)?` +
	`(场次|人次|场|次|期|人|名|份|册|个|家|项|处|支|篇|条|户|亩|套|%|元)`)

var scales = map[string]int32{"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}

// sentences are the figures a text states, each with its label. Figures without
// one ("共3次") say nothing and are left out.
func sentences(text string, pos model.Pos) []sentence {
	var out []sentence
	text = model.Key(text)
	end := 0
	for _, m := range sentenceFigure.FindAllStringSubmatchIndex(text, -1) {
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
		out = append(out, sentence{label: label, text: text[m[0]:m[1]], whole: before + text[m[0]:m[1]], fig: figure.Figure{
			Pos: pos, State: model.Known, N: n.Shift(shift), Place: n.Exponent() + shift,
			Approx: group(1) != "" || group(3) != "" || group(5) != "", Unit: group(6),
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
	leadingYear = pattern.New(`^20[0-9]{2}年(?:度)?`)
	remark      = pattern.New(`(.)\([^()]*\)$`)
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
	return wording.Core(s)
}

// The subjects that mean the whole log: of 场次, and of 人次.
var (
	allSessions     = wording.Words("活动", "科普", "科普类", "各类", "各类科普", "科技", "场次", "次", "科普宣传教育")
	allParticipants = wording.Words("受益群众", "受益", "受益人群", "受益公众", "参与", "参加", "参与群众", "参加群众", "参与公众", "群众参与", "公众参与",
		"科普受益", "科普受益群众", "参与科普", "参加科普", "科普参与", "人次", "群众")
)

// mentioned reports that something told shares enough of its words with a
// subject: half of it, and at least two characters in a row.
func mentioned(label string, told []string) bool {
	runes := []rune(label)
	n := max(2, (len(runes)+1)/2)
	for i := 0; i+n <= len(runes); i++ {
		part := string(runes[i : i+n])
		for _, text := range told {
			if strings.Contains(text, part) {
				return true
			}
		}
	}
	return len(runes) < 2
}

// general reports that a clause speaks of all activities, or of all people.
func (k sentence) general() bool { return allSessions[k.label] || allParticipants[k.label] }

// telling leaves out general clauses of which a text has several of a unit: the
// parts of a whole that the text may not state.
func telling(list []sentence) []sentence {
	count := map[int]int{}
	for _, k := range list {
		if k.general() {
			count[figure.Family[model.Key(k.fig.Unit)]]++
		}
	}
	var out []sentence
	for _, k := range list {
		if !k.general() || count[figure.Family[model.Key(k.fig.Unit)]] == 1 {
			out = append(out, k)
		}
	}
	return out
}
