package render

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/render/phrase"
)

// This file is what the lists of findings for people have in common: what is
// counted, in which order, and in which words.

// A tally counts findings: those that stand by severity, and the waived ones.
type tally struct{ errors, warnings, infos, waived int }

func tallyOf(fs []check.Finding) tally {
	var t tally
	for _, f := range fs {
		switch groupOf(f) {
		case "error":
			t.errors++
		case "warning":
			t.warnings++
		case "waived":
			t.waived++
		default:
			t.infos++
		}
	}
	return t
}

func (t tally) plus(u tally) tally {
	return tally{t.errors + u.errors, t.warnings + u.warnings, t.infos + u.infos, t.waived + u.waived}
}

// String is the summary line: 3 处错误，1 处提醒，2 处说明.
func (t tally) String() string {
	s := fmt.Sprintf("%d 处错误，%d 处提醒，%d 处说明", t.errors, t.warnings, t.infos)
	if t.waived > 0 {
		s += fmt.Sprintf("，%d 处已豁免", t.waived)
	}
	return s
}

// verdict is the sentence for a unit without errors. What was not checked is not
// clean: it is said in the same sentence, and nothing is said to be free of
// errors of which a core check could not be made.
func (t tally) verdict(p *model.Project, checked []check.Checked) string {
	s := standingOf(checked)
	switch {
	case t.errors > 0:
		return ""
	case p == nil:
		return "没有读到任何内容。"
	case !s.known:
		return "" // nothing is known of what was checked
	case s.core:
		return "有的数没有核对，不能说没有错误。没有核对的：" + strings.Join(s.undecided, "、") + s.absentWords() + "。原因见后。"
	case t.warnings > 0 || s.any || t.waived > 0:
		text := "没有发现错误"
		if t.waived > 0 {
			text = "没有未处理的错误"
		}
		if t.warnings > 0 {
			text += fmt.Sprintf("，有 %d 处提醒", t.warnings)
		}
		if s.any {
			text += "；没有核对的：" + strings.Join(s.undecided, "、")
		}
		return text + s.absentWords() + "。"
	}
	text := "没有发现错误和需要提醒的地方" + s.absentWords() + "。"
	if t.infos > 0 {
		text += "以下说明供参考。"
	}
	return text
}

// A group is a heading of the list: a severity, or "waived".
type group struct{ name, title string }

// groups in the order they are listed.
var groups = []group{{"error", "错误"}, {"warning", "提醒"}, {"info", "说明"}, {"waived", "已豁免"}}

func groupOf(f check.Finding) string {
	switch {
	case f.Waived != "":
		return "waived"
	case f.Severity == check.Error, f.Severity == check.Warning:
		return string(f.Severity)
	}
	return "info"
}

func groupTitle(name string) string {
	for _, g := range groups {
		if g.name == name {
			return g.title
		}
	}
	return plain(name)
}

// ruleName is what a rule is called for people: its title, the id of one that is
// not known.
func ruleName(id string) string { return plain(cmp.Or(ruleTitle(id), id)) }

// inOrder lists findings for people: by group, then what weighs most first: what
// could not be read, what most else follows from, then as a reader meets them.
func inOrder(fs []check.Finding) []check.Finding {
	rank := func(f check.Finding) int {
		return slices.IndexFunc(groups, func(g group) bool { return g.name == groupOf(f) })
	}
	blocks := func(f check.Finding) int {
		if rule, known := rules.All.Find(f.Rule); known && rule.Blocks {
			return 0
		}
		return 1
	}
	out := slices.Clone(fs)
	slices.SortStableFunc(out, func(a, b check.Finding) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(blocks(a), blocks(b)), cmp.Compare(len(b.Consequences), len(a.Consequences)),
			a.Pos.Compare(b.Pos), compareWhere(a.Where, b.Where), cmp.Compare(a.Rule, b.Rule))
	})
	return out
}

// compareWhere orders places of a finished report.
func compareWhere(a, b *check.Where) int {
	if a == nil || b == nil {
		return 0
	}
	return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.From, b.From))
}

// mendFirst are the places to mend first, nil where there are so few that the
// list says it.
func mendFirst(fs []check.Finding) []string {
	var out []string
	for _, f := range inOrder(fs) {
		if groupOf(f) != "error" {
			break
		}
		place := placeOf(f)
		if place == "" {
			place = ruleTitle(f.Rule)
		}
		out = append(out, place)
	}
	if len(out) <= 3 {
		return nil
	}
	return out[:3]
}

// ruleTitle is the rule's Chinese title, "" when the rule is not known.
func ruleTitle(id string) string {
	if r, ok := rules.All.Find(id); ok {
		return r.Title
	}
	return ""
}

// maxRelated is how many other cells are named; a total over a thousand rows
// names the first.
const maxRelated = 12

// RelatedCells names other cells, each as short as it can be seen from pos: on
// the same sheet E4, in the same file 资金表!E4.
func RelatedCells(pos model.Pos, related []model.Pos) string {
	var parts []string
	for i, r := range related {
		if i == maxRelated && len(related) > maxRelated+1 {
			return strings.Join(parts, "、") + fmt.Sprintf(" 等 %d 处", len(related))
		}
		parts = append(parts, placeFrom(pos, r))
	}
	return strings.Join(parts, "、")
}

func placeFrom(pos, r model.Pos) string {
	switch {
	case r.Sheet != nil && r.Sheet == pos.Sheet && r.Row > 0:
		return r.Cell()
	case r.File() != "" && r.File() == pos.File() && r.SheetName() != "":
		return plain(strings.TrimSuffix(r.SheetName()+"!"+r.Cell(), "!"))
	}
	return placeWords(r)
}

// placeWords is the place of a finding as it is printed, "" for none. A file
// that could not be opened has no sheet.
func placeWords(p model.Pos) string {
	if p.File() != "" && p.SheetName() == "" {
		return plain("[" + p.File() + "]")
	}
	return plain(p.String())
}

// placeOf is the place of a finding: a cell, or the words of a finished report.
func placeOf(f check.Finding) string {
	if f.Where != nil {
		return plain(f.Where.Place)
	}
	return placeWords(f.Pos)
}

// maxText is how much of one foreign text is shown to people; JSON has all.
const maxText = 600

// plain makes foreign text one safe line: nothing invisible, no line breaks,
// and what is too long is cut and says so.
func plain(s string) string {
	s = strings.Join(strings.Fields(model.Visible(s)), " ")
	if len(s) <= maxText || utf8.RuneCountInString(s) <= maxText {
		return s
	}
	runes := []rune(s)
	return fmt.Sprintf("%s……（共 %d 字，以下略）", string(runes[:maxText]), len(runes))
}

// A fact is a figure that was read, with its name.
type fact struct{ Name, Value string }

// moneyFacts are the unit's money and its rates.
func moneyFacts(p *model.Project) []fact {
	fund := p.Fund()
	facts := []fact{
		{"计划", sumWords(fund.Planned, " 元", 2)},
		{"到位", sumWords(fund.Received, " 元", 2)},
		{"支出", sumWords(fund.Spent, " 元", 2)},
	}
	if r, ok := fund.ReceiptRate(); ok {
		facts = append(facts, fact{"到位率", phrase.PercentWords(r)})
	}
	if r, ok := fund.ExecutionRate(); ok {
		facts = append(facts, fact{"执行率", phrase.PercentWords(r)})
	}
	return facts
}

// scoreFacts are the self-evaluation's figures, nil without a form.
func scoreFacts(p *model.Project) []fact {
	if len(p.Forms) == 0 {
		return nil
	}
	n := 0
	for _, f := range p.Forms {
		n += len(f.Indicators)
	}
	facts := []fact{{"三级指标", fmt.Sprintf("%d 个", n)}}
	if w := p.IndicatorWeight(); !w.Empty() {
		facts = append(facts, fact{"指标分值合计", sumWords(w, "", 0)})
	}
	if s := p.TotalScore(); s.Known() {
		facts = append(facts, fact{"自评总分", s.Value.N.String()})
	}
	return facts
}

// sumWords writes a sum: "没有" when no cell states a part, 其中有记录的 before one of
// which some cells do not, with how many. It is never 0 for what is not known.
func sumWords(s model.Sum, unit string, places int32) string {
	n, some := s.Part()
	switch {
	case s.Empty():
		return "没有"
	case !some:
		return "读不出"
	}
	text := n.String()
	if places > 0 {
		text = n.StringFixed(max(places, -n.Exponent()))
	}
	text = model.Thousands(text) + unit
	if s.Approx > 0 {
		text = "约 " + text
	}
	if !s.Whole() {
		text = phrase.Recorded + " " + text + "（" + phrase.OpenWords(s) + "）"
	}
	return text
}

// activityHeads are the heads of activityCells; the category, which may hold
// anything, comes last.
var activityHeads = []string{"活动数", "场次", "参与人次", "其中青少年", "发放资料", "经费（元）", "活动类别"}

// activityTable is the log by category, with the whole as the last row when
// there are several; nil without a log.
func activityTable(p *model.Project) [][]string {
	categories := p.ByCategory()
	if len(categories) == 0 {
		return nil
	}
	var rows [][]string
	for _, c := range categories {
		name := plain(c.Category)
		if name == "" {
			name = "（没有写类别）"
		}
		rows = append(rows, activityCells(c, name))
	}
	if len(categories) > 1 {
		rows = append(rows, activityCells(p.Activities(), "合计"))
	}
	return rows
}

func activityCells(a model.Activities, name string) []string {
	count := func(s model.Sum) string {
		if s.Empty() {
			return "-"
		}
		return sumWords(s, "", 0)
	}
	cost := "-"
	if !a.Cost.Empty() {
		cost = sumWords(a.Cost, "", 2)
	}
	return []string{fmt.Sprint(a.Count), count(a.Sessions), count(a.Participants), count(a.Youth), count(a.Materials), cost, name}
}

// unitTitle is what the unit is called on top of a page: its name as the
// workbooks give it, else other.
func unitTitle(p *model.Project, other string) string {
	if p != nil && p.Unit.Known() {
		other = p.Unit.Value
	}
	if other = plain(other); other == "" {
		return "（没有写单位名称）"
	}
	return other
}

// projectTitle is the project's name and year, "" when neither is known.
func projectTitle(p *model.Project) string {
	if p == nil {
		return ""
	}
	var parts []string
	if p.Name.Known() {
		parts = append(parts, plain(p.Name.Value))
	}
	if p.Year.Known() {
		parts = append(parts, fmt.Sprintf("%d年度", p.Year.Value))
	}
	return strings.Join(parts, "，")
}

// readWords says what was read: 2 个文件：资金表 1 张、活动台账 1 张.
func readWords(p *model.Project) string {
	counts, opened, refused := map[model.TableKind]int{}, len(p.Files), ""
	for _, f := range p.Files {
		if f.Fault != "" {
			opened--
			refused = fmt.Sprintf("，另有 %d 个文件打不开", len(p.Files)-opened)
		}
		for _, t := range f.Tables {
			counts[t.Kind]++
		}
	}
	var parts []string
	for _, k := range kinds {
		if n := counts[k.kind]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d 张", k.title, n))
		}
	}
	if len(parts) == 0 {
		return fmt.Sprintf("%d 个文件%s，没有认出表", opened, refused)
	}
	return fmt.Sprintf("%d 个文件：%s%s", opened, strings.Join(parts, "、"), refused)
}

// Verdict is the sentence for a unit without errors, "" for one with: it says what
// was not checked in the same breath.
func Verdict(p *model.Project, fs []check.Finding, checked []check.Checked) string {
	return tallyOf(fs).verdict(p, checked)
}
