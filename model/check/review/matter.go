package review

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/model/check"
	"ziping/model/pattern"
	"ziping/model/text"
)

// plans are the five-year plans by their names.
var plans = map[string]int{"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030}

var planSpans = pattern.New(`((?:20[0-9]{2}年?[-—~至到]{1,2})+(20[0-9]{2}))年?|(十[一二三四五]五)`)

// Basis looks for plans that ended before the year of the report, where a section
// of grounds cites no other.
func Basis(p *check.Pass) {
	r := of(p)
	if r.year == 0 {
		return
	}
	type found struct {
		span text.Span
		name string
	}
	expired := map[section][]found{}
	current := map[section]bool{}
	for _, t := range r.f.Titles {
		sec := r.section(t.Line)
		if !r.free(t.Line) || t.Name == "" {
			continue
		}
		s := r.sentenceOf(t.Span)
		if s == nil || !strings.Contains(sec.first+sec.second, "依据") && !hasAny(s.Line.Text[s.From:t.From], []string{"根据", "依据", "按照", "落实", "贯彻"}) && !strings.Contains(prevHeading(r, t.Line), "依据") {
			continue
		}
		for _, m := range planSpans.FindAllStringSubmatch(t.Name, -1) {
			end, _ := strconv.Atoi(m[2])
			if m[3] != "" {
				end = plans[m[3]]
			}
			if end >= r.year {
				current[sec] = true
				continue
			}
			expired[sec] = append(expired[sec], found{t.Span, m[0]})
		}
	}
	for _, t := range r.f.Titles {
		list := expired[r.section(t.Line)]
		if len(list) == 0 || list[0].span != t.Span || current[r.section(t.Line)] {
			continue
		}
		p.Report(check.Finding{
			Where: check.At(t.Span), Got: shorten(t.Quote(), 60),
			Message: fmt.Sprintf("依据里引用的“%s”（%s）在 %d年 以前已经到期", shorten(t.Name, 30), list[0].name, r.year), Hint: "换成现行的规划或文件；仍然有效的，写明延续的依据",
		})
	}
}

// prevHeading is the nearest typed heading above a line, of any level.
func prevHeading(r *reading, l *text.Line) string {
	name := ""
	for _, h := range r.headings {
		if h.Line.No > l.No {
			break
		}
		if h.Short() {
			name = h.Name
		}
	}
	return name
}

// Goals remarks, once, on targets with a number whose subject the report never
// comes back to.
func Goals(p *check.Pass) {
	r := of(p)
	var told strings.Builder
	aims := 0
	for _, l := range r.f.Lines {
		if r.aims(r.section(l)) {
			aims++
			continue
		}
		told.WriteString(l.Text)
	}
	if aims == 0 || told.Len() < 600 {
		return
	}
	rest := told.String()
	var missing []string
	var first *text.Figure
	for _, f := range r.f.Figures {
		sec := r.section(f.Line)
		if !r.free(f.Line) || !r.aims(sec) || f.Kind != text.Count {
			continue
		}
		label := goalSubject(f.Words)
		if utf8.RuneCountInString(label) < 4 || mentioned(label, rest) {
			continue
		}
		if first == nil {
			first = f
		}
		missing = append(missing, "“"+shorten(f.Words+f.Text(), 24)+"”")
	}
	if first == nil || len(missing) > 6 {
		return // the report tells its results in other words, or not in this excerpt
	}
	p.Report(check.Finding{
		Severity: check.Info, Where: check.At(first.Span), Got: strings.Join(missing, "、"),
		Message: fmt.Sprintf("目标里写了%s，后面没有提到完成情况，请核对", strings.Join(missing, "、")), Hint: "做了的，写进完成情况；没有做的，写明原因",
	})
}

// goalSubject is what a target is of, without verbs and filler.
func goalSubject(words string) string {
	for _, w := range []string{"全年", "年度", "计划", "预计", "组织", "开展", "举办", "完成", "实施", "建设", "共", "不少于", "达到", "各类", "以上"} {
		words = strings.ReplaceAll(words, w, "")
	}
	return words
}

// mentioned reports that two characters in a row of a label stand in a text.
func mentioned(label, in string) bool {
	r := []rune(label)
	for i := 0; i+2 <= len(r); i++ {
		if strings.Contains(in, string(r[i:i+2])) {
			return true
		}
	}
	return len(r) < 2
}

var announced = pattern.New(`([二两三四五六七八九十]|[2-9])个?(?:方面|大类|项措施|项工作|项任务|个方面|点|大板块|个环节|个层面)(?:的?[^,。;:0-9]{0,8})?[:,。]`)

// Counts holds a number of items that is announced to the items that follow:
// 三个方面：一是…二是…，.
func Counts(p *check.Pass) {
	r := of(p)
	r.body(func(s *text.Sentence) {
		for _, m := range announced.FindAllStringSubmatchIndex(s.Text(), -1) {
			n := countWord(s.Text()[m[2]:m[3]])
			at := s.From + m[1]
			list := itemsAfter(r, s.Line, at)
			if n == 0 || list < 2 || list == n {
				if list == n && n > 0 {
					p.Held(1)
				}
				continue
			}
			span := text.Span{Line: s.Line, From: s.From + m[0], To: s.From + m[1] - 1}
			p.Report(check.Finding{
				Where: check.At(span), Got: span.Quote(), Want: strconv.Itoa(list),
				Message: fmt.Sprintf("写“%s”，后面列了 %d 项，请核对", span.Quote(), list), Hint: "改数目，或补上、删去一项",
			})
		}
	})
}

func countWord(s string) int {
	if s == "两" {
		return 2
	}
	if i := strings.Index("二三四五六七八九十", s); i >= 0 {
		return i/len("二") + 2
	}
	n, _ := strconv.Atoi(s)
	return n
}

// itemsAfter counts the items 一是, 二是 that follow in the paragraph, or in the
// paragraphs right behind it.
func itemsAfter(r *reading, l *text.Line, at int) int {
	count, last, next := 0, l.No, 1
	for _, list := range r.f.Lists {
		for _, item := range list.Items {
			if item.Mark.Line == l && item.Mark.From < at || item.Mark.Line.No < l.No {
				continue
			}
			if item.Mark.Line.No > last+1 || count == 0 && item.Number != 1 {
				return count
			}
			if item.Number != next {
				return 0 // numbered wrongly: text/numbering tells
			}
			count, last, next = count+1, item.Mark.Line.No, next+1
		}
	}
	return count
}

// Sections remarks on a section that has none of the words of its title's matter.
func Sections(p *check.Pass) {
	r := of(p)
	for i, h := range r.headings {
		if h.Level > 2 || !h.Short() || !r.free(h.Line) {
			continue
		}
		end := len(r.f.Lines)
		for _, next := range r.headings[i+1:] {
			if next.Level <= h.Level {
				end = next.Line.No
				break
			}
		}
		if end == len(r.f.Lines) && h.Line.No+1 >= end-1 {
			continue // the excerpt ends here
		}
		var b strings.Builder
		table := false
		for _, l := range r.f.Lines[h.Line.No+1 : end] {
			b.WriteString(l.Text)
			table = table || l.Para.Table > 0
		}
		body := b.String()
		if table || utf8.RuneCountInString(body) < 20 {
			continue
		}
		for _, w := range r.words.Sections {
			if hasAny(h.Name, w.Title) && !hasAny(body, w.Has) {
				p.Report(check.Finding{
					Where: check.At(h.Span), Got: h.Name,
					Message: fmt.Sprintf("“%s”这一节里没有写%s，请核对内容是不是放错了", shorten(h.Name, 20), strings.Join(w.Has[:min(3, len(w.Has))], "、")), Hint: "标题和内容写一致",
				})
				break
			}
		}
	}
}

// Wording remarks on frequent wrong words, each once.
func Wording(p *check.Pass) {
	r := of(p)
	told := map[int]bool{}
	for i, w := range r.words.Wrong {
		re := r.words.wrong[i]
		for _, l := range r.f.Lines {
			if told[i] || r.ours(l) || l.Para.Kind == text.Margin || l.Para.Contents {
				continue
			}
			m := re.FindStringIndex(l.Text)
			if m == nil || w.Not != "" && excused(w.Not, l.Text, m) {
				continue
			}
			told[i] = true
			span := text.Span{Line: l, From: m[0], To: m[1]}
			f := check.Finding{Where: check.At(span), Got: span.Quote(), Want: w.Right, Message: fmt.Sprintf("“%s”请核对，是不是“%s”", span.Quote(), w.Right)}
			if f.Hint = w.Why; f.Hint == "" {
				f.Hint = "写错的改过来；人名、单位名里的不用改"
			}
			p.Report(f)
		}
	}
}

// excused reports that the characters about a match are no mistake.
func excused(not, line string, m []int) bool {
	from, to := max(0, m[0]-12), min(len(line), m[1]+12)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	return pattern.New(not).MatchString(line[from:to])
}

// OtherMoney remarks, once, on money of the office itself among the project's.
func OtherMoney(p *check.Pass) {
	r := of(p)
	if r.title.Line == nil || r.whole || !hasAny(r.title.Text(), []string{"项目", "专项", "经费"}) {
		return
	}
	done := false
	r.body(func(s *text.Sentence) {
		if done || !r.section(s.Line).has([]string{"资金", "支出", "经费"}) {
			return
		}
		for _, f := range r.f.Of(s) {
			if f.Kind != text.Money || !hasAny(f.Words, r.words.OtherMoney) {
				continue
			}
			done = true
			p.Report(check.Finding{
				Where: check.At(f.Span), Got: shorten(f.Words+f.Text(), 40),
				Message: fmt.Sprintf("资金情况里写“%s”，请核对是不是本项目的资金", shorten(f.Words+f.Text(), 30)), Hint: "不是本项目的，删去或写明",
			})
			return
		}
	})
}

// LastYear compares with last year's report: sentences with the same figures, and
// years that were not changed.
func LastYear(p *check.Pass) {
	r := of(p)
	if p.Text.Last == nil {
		return
	}
	last := map[string]bool{}
	for i := range p.Text.Last.Sentences {
		last[p.Text.Last.Sentences[i].Text()] = true
	}
	var same []*text.Sentence
	r.body(func(s *text.Sentence) {
		n := 0
		for _, f := range r.f.Of(s) {
			if f.Near != text.Within && f.Kind != text.Bare && !(f.Kind == text.Rate && f.N.IntPart() == 1) && !r.compared[f] {
				n++
			}
		}
		if n > 0 && r.told(s) && last[s.Text()] {
			same = append(same, s)
		}
	})
	if len(same) == 0 {
		p.Held(1)
		return
	}
	var quotes []string
	for _, s := range same[:min(len(same), 5)] {
		quotes = append(quotes, "“"+shorten(s.Text(), 30)+"”")
	}
	quotes = slices.Compact(quotes)
	p.Report(check.Finding{
		Where: check.At(same[0].Span), Got: shorten(same[0].Text(), 60),
		Message: fmt.Sprintf("有 %d 句连数字都和上年的报告一样：%s，请核对", len(same), strings.Join(quotes, "、")), Hint: "换成今年的数字；确实一样的，不用改",
	})
}

var leftOver = pattern.New(`(?:^|[^A-Za-z0-9])([XxＸ]{2,})(?:$|[^A-Za-z0-9])|(×{2,}|_{3,}|[○〇]{3,})|(?:^|[^0-9A-Za-z*])(\*{2,})(?:$|[^0-9A-Za-z*])|(\([^()]{0,20}[0-9]+字(?:以内|左右|内|以上)[^()]{0,10}\))|((?:请|此处|在此)(?:填写|输入|补充|补写|简要说明)|待填写|待补充)|(\{\{|\}\})`)

// Placeholders looks for what is left of a template. It is one finding a kind of
// leftover; gaps that ziping marked are one.
func Placeholders(p *check.Pass) {
	r := of(p)
	told := map[string]bool{}
	for _, l := range r.f.Lines {
		if l.Para.Kind == text.Margin || l.Para.Contents || r.ours(l) {
			continue
		}
		for _, m := range leftOver.FindAllStringSubmatchIndex(l.Text, -1) {
			for g := 2; g < len(m); g += 2 {
				if m[g] < 0 {
					continue
				}
				span := text.Span{Line: l, From: m[g], To: m[g+1]}
				if told[span.Text()] {
					continue
				}
				told[span.Text()] = true
				p.Report(check.Finding{
					Where: check.At(span), Got: span.Quote(), Message: fmt.Sprintf("还有“%s”，像是模板里没有替换的文字", span.Quote()), Hint: "写上实际内容，删去模板的说明",
				})
			}
		}
	}
}
