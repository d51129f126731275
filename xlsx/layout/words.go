package layout

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"unicode/utf8"

	"ziping/model"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A vocabulary is a profile made ready for looking words up. It is built once
// a profile and shared.
type vocabulary struct {
	tables []*tableForm // forms that are tables with a header
	basic  *labelForm
	texts  *labelForm
}

var vocabularies sync.Map // *profile.Profile → *vocabulary

func vocabularyOf(prof *profile.Profile) *vocabulary {
	if known, ok := vocabularies.Load(prof); ok {
		return known.(*vocabulary)
	}
	voc := &vocabulary{}
	for i := range prof.Forms {
		form := &prof.Forms[i]
		switch form.Kind {
		case model.KindForm:
		case model.KindBasic:
			voc.basic = voc.basic.join(form)
		case model.KindText:
			voc.texts = voc.texts.join(form)
			voc.tables = append(voc.tables, newTableForm(form))
		default:
			voc.tables = append(voc.tables, newTableForm(form))
		}
	}
	known, _ := vocabularies.LoadOrStore(prof, voc)
	return known.(*vocabulary)
}

// A tableForm is a form whose words are the header of a table.
type tableForm struct {
	*profile.Form
	exact  map[string][]int // word → fields that have it
	core   map[string][]int // word without what carries no meaning → fields
	tails  []tail
	sheets []string // keys
	titles []string
	looked sync.Map // *label that is shared → []match
}

// A tail is a word long enough to be recognised at the end of a longer header.
type tail struct {
	key   string
	field int
}

const textPrefix = "text."

func newTableForm(form *profile.Form) *tableForm {
	f := &tableForm{Form: form, exact: map[string][]int{}, core: map[string][]int{}}
	for i := range form.Fields {
		field := &form.Fields[i]
		if strings.HasPrefix(field.Name, textPrefix) {
			continue
		}
		for _, word := range field.Words {
			key := model.Key(word)
			f.add(f.exact, key, i)
			for _, k := range variants(key) {
				f.add(f.exact, k, i)
			}
			if c := core(key); utf8.RuneCountInString(c) >= 2 {
				f.add(f.core, c, i)
			}
			if utf8.RuneCountInString(key) >= 4 && field.Type != "text" && field.Type != "index" {
				f.tails = append(f.tails, tail{key, i})
			}
		}
	}
	slices.SortStableFunc(f.tails, func(a, b tail) int { return len(b.key) - len(a.key) })
	f.sheets, f.titles = keysOf(form.Sheets), keysOf(form.Titles)
	return f
}

func (f *tableForm) add(index map[string][]int, key string, field int) {
	if key != "" && !slices.Contains(index[key], field) {
		index[key] = append(index[key], field)
	}
}

func keysOf(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = model.Key(w)
	}
	return out
}

// A labelForm is a form whose words are labels beside or above their values.
type labelForm struct {
	*profile.Form
	exact  map[string]int
	sheets []string
	titles []string
}

func (l *labelForm) join(form *profile.Form) *labelForm {
	if l == nil {
		l = &labelForm{Form: form, exact: map[string]int{}}
	}
	for i := range form.Fields {
		if form.Kind == model.KindText && !strings.HasPrefix(form.Fields[i].Name, textPrefix) {
			continue
		}
		for _, word := range form.Fields[i].Words {
			if key := model.Key(word); l.exact[key] == 0 {
				l.exact[key] = i + 1
			}
		}
	}
	l.sheets = append(l.sheets, keysOf(form.Sheets)...)
	l.titles = append(l.titles, keysOf(form.Titles)...)
	return l
}

// field is the field whose label this is.
func (l *labelForm) field(lb *label) *profile.Field {
	if l == nil {
		return nil
	}
	for _, k := range lb.keys {
		if i := l.exact[k]; i > 0 {
			return &l.Form.Fields[i-1]
		}
	}
	return nil
}

// A label is a header or label text taken apart.
type label struct {
	text    string
	key     string   // model.Key of the text
	keys    []string // ways to read it, the most literal first
	ofWhich bool     // begins with 其中
	whole   bool     // 小计, 合计: the sum of the group it stands under
	shared  bool     // kept for the next workbook
}

// maxLabel is the length in bytes beyond which a text is prose and no label.
const maxLabel = 150

// label takes a header text apart; the result is kept for the next time.
func (v *page) label(text string) *label {
	if l, ok := v.labels[text]; ok {
		return l
	}
	l := sharedLabel(text)
	if len(v.labels) < maxKeys {
		v.labels[text] = l
	}
	return l
}

// The headers of all workbooks are made of the same few hundred words.
var (
	labels     sync.Map // text → *label
	labelCount atomic.Int32
)

func sharedLabel(text string) *label {
	if l, ok := labels.Load(text); ok {
		return l.(*label)
	}
	l := newLabel(strings.Clone(text))
	if len(text) <= 48 && labelCount.Add(1) < maxKeys {
		l.shared = true
		known, _ := labels.LoadOrStore(strings.Clone(text), l)
		return known.(*label)
	}
	return l
}

func newLabel(text string) *label {
	l := &label{text: strings.TrimSpace(text)}
	if len(text) > maxLabel {
		return l
	}
	l.key = model.Key(text)
	l.keys = variants(l.key)
	l.ofWhich = strings.HasPrefix(l.key, "其中") || strings.HasPrefix(l.key, "#")
	l.whole = slices.ContainsFunc(l.keys, func(k string) bool { return slices.Contains(wholeWords, k) })
	return l
}

// visits reports words that end in 人次.
func (l *label) visits() bool {
	return slices.ContainsFunc(l.keys, func(k string) bool { return strings.HasSuffix(k, "人次") })
}

// ofThisYear reports 本年拨款: under 到位资金 it is the part that 上年结转 is not.
func (l *label) ofThisYear() bool {
	return strings.HasPrefix(l.key, "本年") || strings.HasPrefix(l.key, "当年")
}

// wholeWords are headers that stand for the sum of their group.
var wholeWords = []string{"小计", "合计", "总计", "总额", "金额", "总数", "总金额", "合计金额", "金额合计", "资金", "资金小计", "资金合计", "总量", "数额", "小计数", "合计数", "计", "总人数", "总人次", "人数", "人次", "数量", "共计"}

var (
	numbering  = regexp.MustCompile(`^(?:[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,3}[、.]|\([0-9一二三四五六七八九十]{1,3}\))`)
	leadDigits = regexp.MustCompile(`^[0-9]{1,2}([^0-9年月日季%.、)~-].*)$`)
	bracket    = regexp.MustCompile(`\(([^()]*)\)|\[([^\[\]]*)\]|<([^<>]*)>`)
	asciiTail  = regexp.MustCompile(`^(.*\p{Han})[\x21-\x7e×÷]+$`)
	yearHead   = regexp.MustCompile(`^(?:20[0-9]{2}|[零〇一二三四五六七八九]{4})(?:年度|年)`)
	unitTail   = regexp.MustCompile(`^(.+?)[/,:;_|-](?:单位:?|金额单位:?|计量单位:?)?(?:` + unitWords + `)$`)
	unitOnly   = regexp.MustCompile(`^(?:单位:?|金额单位:?|计量单位:?)?(?:` + unitWords + `)$`)
)

const unitWords = `人民币元|人民币|万元|千元|百元|亿元|元|人次|万人次|人|万人|名|份|场|场次|次|期|个|册|套|%|天|小时|人天|批|项|户|张|万份|人/次|份/册|份\(册\)|班|件|支|站`

var withoutBrackets = strings.NewReplacer("(", "", ")", "", "[", "", "]", "")

// variants are the ways to read a header key: as it stands, without what is
// around the word (numbering, a unit, a formula, a year, brackets), and what
// brackets hold. The most literal reading comes first.
func variants(key string) []string {
	var out []string
	add := func(k string) {
		k = strings.Trim(k, ":：,、.;*")
		if k != "" && !slices.Contains(out, k) {
			out = append(out, k)
		}
	}
	add(key)
	k := strings.TrimLeft(key, "*#")
	k = numbering.ReplaceAllString(k, "")
	for _, head := range []string{"其中:", "其中", "#"} {
		k = strings.TrimPrefix(k, head)
	}
	add(k)
	if m := leadDigits.FindStringSubmatch(k); m != nil {
		k = m[1]
		add(k)
	}
	var inner [][]string
	whole := k
	if strings.ContainsAny(k, "([<") {
		inner = bracket.FindAllStringSubmatch(k, -1)
		k = bracket.ReplaceAllString(k, "")
		add(k)
	}
	if m := unitTail.FindStringSubmatch(k); m != nil {
		k = m[1]
		add(k)
	}
	if m := asciiTail.FindStringSubmatch(k); m != nil {
		k = m[1]
		add(k)
	}
	add(yearHead.ReplaceAllString(k, ""))
	for _, head := range []string{"本年度", "本年", "当年", "年度", "本次", "本项目", "本期", "实际"} {
		if rest, ok := strings.CutPrefix(k, head); ok && utf8.RuneCountInString(rest) >= 2 {
			add(rest)
		}
	}
	if len(inner) > 0 {
		add(withoutBrackets.Replace(whole))
		for _, m := range inner {
			if in := m[1] + m[2] + m[3]; !unitOnly.MatchString(in) && utf8.RuneCountInString(in) >= 2 && !isASCII(in) {
				add(in)
			}
		}
	}
	return out
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// filler are the syllables that headers carry without changing what they mean.
var filler = strings.NewReplacer("年度", "", "本年", "", "全年", "", "当年", "", "项目", "", "科普", "", "专项", "", "资金", "", "经费", "", "金额",
	"", "款项", "", "总额", "", "数额", "", "情况", "", "数", "", "额", "", "的", "", "与", "", "和", "", "及", "", "、", "", "/", "", "财政性", "", "活动", "")

// core is what is left of a word without its filler.
func core(key string) string { return filler.Replace(key) }

// A match is one way to understand a column.
type match struct {
	field    int
	strength float64 // 1 for the word itself
	part     bool    // one part of the field's figure, not all of it
	how      string  // Chinese, "" when the word itself is in the list
}

// Strengths of the ways a word may match.
const (
	literal  = 1.0
	trimmed  = 0.97 // per reading that is less literal
	byCore   = 0.7
	byTail   = 0.6
	byGroup  = 0.65
	asTitled = 0.9
)

// notTheWord are beginnings that turn a header into something else: 上年支出
// is not 支出.
var notTheWord = []string{"上年", "去年", "以前", "往年", "前年", "上期", "人均", "平均", "每", "预计", "预期", "目标", "拟", "应", "计划", "未", "无", "不", "非", "剩余", "累计", "下年", "次年", "明年", "其他", "其它", "单位"}

// look finds the fields one label may stand for. The result is shared.
func (f *tableForm) look(l *label) []match {
	if !l.shared {
		return f.find(l)
	}
	if known, ok := f.looked.Load(l); ok {
		return known.([]match)
	}
	out := f.find(l)
	f.looked.Store(l, out)
	return out
}

func (f *tableForm) find(l *label) []match {
	if _, ok := value.FindUnitLine(l.text); ok && aLine(l.key) {
		return nil // 单位：元 above a table
	}
	var out []match
	add := func(fields []int, strength float64, how string) {
		for _, i := range fields {
			if !slices.ContainsFunc(out, func(m match) bool { return m.field == i }) {
				out = append(out, match{field: i, strength: strength, how: how})
			}
		}
	}
	strength := literal
	for _, k := range l.keys {
		add(f.exact[k], strength, "")
		strength *= trimmed
	}
	if len(out) > 0 || l.key == "" {
		return out
	}
	for _, k := range l.keys {
		if rest := withoutSum(k); rest != "" {
			add(f.exact[rest], trimmed, "是“"+rest+"”的合计")
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range l.keys {
		if c := core(k); utf8.RuneCountInString(c) >= 2 {
			add(f.core[c], byCore, "去掉“资金”“年度”一类的字后相同")
		}
	}
	if len(out) > 0 {
		return out
	}
	for _, k := range l.keys {
		for _, t := range f.tails {
			head, ok := strings.CutSuffix(k, t.key)
			if ok && head != "" && !slices.ContainsFunc(notTheWord, func(w string) bool { return strings.HasPrefix(head, w) || strings.HasSuffix(head, w) }) {
				add([]int{t.field}, byTail, "以“"+t.key+"”结尾")
				return out
			}
		}
	}
	return out
}

// withoutSum is 场次 for 场次合计 and 合计场次, "" for a word that is no sum.
func withoutSum(key string) string {
	for _, w := range []string{"合计", "小计", "总计", "共计"} {
		if rest, ok := strings.CutSuffix(key, w); ok {
			return rest
		}
		if rest, ok := strings.CutPrefix(key, w); ok {
			return rest
		}
	}
	return ""
}

// match finds the fields a column may stand for, given its header path from the
// top row to the one above the data.
func (f *tableForm) match(path []*label) []match {
	if len(path) == 0 {
		return nil
	}
	leaf := path[len(path)-1]
	if len(path) == 1 {
		return f.look(leaf)
	}
	joined := make([]string, len(path))
	for i, l := range path {
		joined[i] = l.key
	}
	if fields := f.exact[strings.Join(joined, "/")]; len(fields) > 0 {
		return f.all(fields, literal, "")
	}
	group := path[:len(path)-1]
	up := group[len(group)-1]
	above := f.amountsOf(f.match(group))
	if up.key == "其中" || up.key == "其中:" {
		above = nil
	}
	own := f.look(leaf)
	if leaf.whole && len(above) > 0 {
		return above
	}
	if len(above) > 0 && slices.ContainsFunc(own, func(m match) bool { return f.isSource(m.field) && m.strength > byTail }) {
		return parts(above, 1, "")
	}
	for _, pair := range [][2]*label{{up, leaf}, {leaf, up}} {
		fields := f.pair(pair[0], pair[1])
		if len(above) > 0 && !slices.ContainsFunc(fields, func(i int) bool { return !f.spare(i) }) {
			continue // 线上 under 参与人次 is a part of them
		}
		if len(fields) > 0 {
			return f.all(fields, asTitled, "上下两级表头合起来读")
		}
	}
	if len(own) > 0 && (len(above) == 0 || own[0].strength > byCore) && !(len(above) > 0 && own[0].field == above[0].field && leaf.ofThisYear()) {
		return own
	}
	return parts(above, byGroup, "是“"+up.text+"”的一部分")
}

func (f *tableForm) pair(a, b *label) []int {
	for _, x := range a.keys {
		for _, y := range b.keys {
			if fields := f.exact[x+y]; len(fields) > 0 {
				return fields
			}
		}
	}
	return nil
}

func (f *tableForm) all(fields []int, strength float64, how string) []match {
	out := make([]match, len(fields))
	for i, field := range fields {
		out[i] = match{field: field, strength: strength, how: how}
	}
	return out
}

// amountsOf keeps the matches to fields of figures: only those have parts.
func (f *tableForm) amountsOf(ms []match) []match {
	return slices.DeleteFunc(slices.Clone(ms), func(m match) bool {
		t := f.Fields[m.field].Type
		return t != "amount" && t != "count" || f.isSource(m.field)
	})
}

func (f *tableForm) isSource(field int) bool {
	return strings.HasPrefix(f.Fields[field].Name, "source")
}

func parts(ms []match, factor float64, how string) []match {
	out := slices.Clone(ms)
	for i := range out {
		out[i].part, out[i].strength = true, out[i].strength*factor
		if how != "" {
			out[i].how = how
		}
	}
	return out
}

// fieldNamed is the index of a field, -1 when the form has none.
func (f *tableForm) fieldNamed(name string) int {
	return slices.IndexFunc(f.Fields, func(x profile.Field) bool { return x.Name == name })
}

// nearest is the known word most like a header that was not understood, "" when
// none is near.
func (f *tableForm) nearest(l *label) string {
	best, word := 0.45, ""
	for i := range f.Fields {
		if strings.HasPrefix(f.Fields[i].Name, textPrefix) {
			continue
		}
		for _, w := range f.Fields[i].Words {
			if s := likeness(model.Key(w), l.key); s > best {
				best, word = s, w
			}
		}
	}
	return word
}

// likeness is the share of runes two words have in common (Dice).
func likeness(a, b string) float64 {
	ra, rb := []rune(a), []rune(b)
	common := 0
	used := make([]bool, len(rb))
	for _, x := range ra {
		for j, y := range rb {
			if x == y && !used[j] {
				used[j] = true
				common++
				break
			}
		}
	}
	if len(ra)+len(rb) == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(ra)+len(rb))
}
