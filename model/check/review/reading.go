package review

import (
	"slices"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/pattern"
	"ziping/model/text"
)

// A reading is what the rules know of a report in common.
type reading struct {
	f     *text.Facts
	words *Words

	title     text.Span // of the report; Line nil when it shows none
	year      int       // the report is of this year, 0 when it does not say
	fiscal    bool      // 年度 is written behind it
	yearOf    string    // 标题, 工作簿
	whole     bool      // a department's report over all its projects
	sections  []section // by line
	same      *alignment
	compared  map[*text.Figure]bool // figures that were held against the workbooks
	headings  []*text.Heading       // typed numbers that count: no contents, no table
	paragraph [][]int               // sentences by line
}

// A section is the headings a line stands under.
type section struct{ first, second string }

func (s section) has(words []string) bool {
	for _, w := range words {
		if strings.Contains(s.first, w) || strings.Contains(s.second, w) {
			return true
		}
	}
	return false
}

type readingKey struct{}

// of is the reading of a pass, made once a run.
func of(p *check.Pass) *reading {
	return p.Once(readingKey{}, func() any { return newReading(p) }).(*reading)
}

func newReading(p *check.Pass) *reading {
	r := &reading{f: p.Text.Report, words: Default(), compared: map[*text.Figure]bool{}}
	if w, ok := p.Text.Words.(*Words); ok && w != nil {
		r.words = w
	}
	r.findTitle()
	r.findYear(p.Project)
	r.findSections()
	r.paragraph = make([][]int, len(r.f.Lines))
	for i := range r.f.Sentences {
		no := r.f.Sentences[i].Line.No
		r.paragraph[no] = append(r.paragraph[no], i)
	}
	r.same = align(p.Text.Report, p.Text.Expected)
	return r
}

// ours reports a line in the words that ziping would write.
func (r *reading) ours(l *text.Line) bool { return r.same.lines[l.No] != nil }

// body are the sentences that are neither ours nor in a table, a margin or the 目录.
func (r *reading) body(do func(s *text.Sentence)) {
	for i := range r.f.Sentences {
		s := &r.f.Sentences[i]
		if r.free(s.Line) {
			do(s)
		}
	}
}

// free reports a line of the text itself, in words of somebody's own.
func (r *reading) free(l *text.Line) bool {
	q := l.Para
	return q.Table == 0 && q.Kind != text.Margin && !q.Contents && !r.ours(l)
}

var titleWords = pattern.New(`^(.{0,60}?(?:绩效|自评|自我评价|评价).{0,14}?报告)`)

// findTitle looks for the report's title among its first lines.
func (r *reading) findTitle() {
	for _, l := range r.f.Lines[:min(len(r.f.Lines), 12)] {
		if l.Para.Table > 0 || l.Para.Kind == text.Margin || l.Para.Contents {
			continue
		}
		m := titleWords.FindStringSubmatchIndex(l.Text)
		if m == nil || strings.ContainsAny(l.Text[:m[1]], "。:;") || utf8.RuneCountInString(l.Text[:m[1]]) > 60 {
			continue
		}
		if h, ok := headed(l); ok && h {
			continue
		}
		r.title = text.Span{Line: l, From: 0, To: m[1]}
		if strings.HasPrefix(l.Text[m[1]:], "》") || strings.Contains(l.Text[:m[1]], "《") {
			r.title = text.Span{}
			continue
		}
		break
	}
	if r.title.Line != nil {
		t := r.title.Text()
		for _, w := range []string{"部门整体", "整体支出", "单位整体", "部门支出"} {
			r.whole = r.whole || strings.Contains(t, w)
		}
	}
}

// headed reports a line that begins with a number of a heading.
func headed(l *text.Line) (bool, bool) {
	r, _ := utf8.DecodeRuneInString(l.Text)
	return strings.ContainsRune("一二三四五六七八九十", r) && strings.Contains(l.Text[:min(len(l.Text), 12)], "、"), true
}

// findYear finds the year of the report: the workbook's, or the title's.
func (r *reading) findYear(p *model.Project) {
	if p.Year.Known() {
		r.year, r.yearOf, r.fiscal = p.Year.Value, "工作簿", true
		return
	}
	if r.title.Line == nil {
		return
	}
	from := max(0, r.title.Line.No-2)
	var found []*text.Year
	for _, y := range r.f.Years {
		if y.Line.No >= from && y.Line.No <= r.title.Line.No && y.Value > 0 && !y.Dated() && (y.Line != r.title.Line || y.To <= r.title.To) {
			found = append(found, y)
		}
	}
	if len(found) == 0 {
		if y, fiscal := chineseYear(r.title.Text()); y > 0 {
			r.year, r.yearOf, r.fiscal = y, "标题", fiscal
		}
		return
	}
	last := found[len(found)-1]
	for _, y := range found {
		if y.Value != last.Value {
			return // 2021-2022年
		}
	}
	r.year, r.yearOf, r.fiscal = last.Value, "标题", last.Fiscal
}

var chineseYears = pattern.New(`([一二][〇○0零九][〇○0零一二三四五六七八九]{2})年(度)?`)

// chineseYear reads 二〇二二年度.
func chineseYear(s string) (year int, fiscal bool) {
	m := chineseYears.FindStringSubmatch(s)
	if m == nil {
		return 0, false
	}
	for _, c := range m[1] {
		d := strings.IndexRune("零一二三四五六七八九", c) / 3
		if strings.ContainsRune("〇○0", c) {
			d = 0
		}
		year = year*10 + d
	}
	return year, m[2] != ""
}

// findSections notes under which headings each line stands.
func (r *reading) findSections() {
	r.sections = make([]section, len(r.f.Lines))
	next := 0
	var at section
	for _, l := range r.f.Lines {
		for next < len(r.f.Headings) && r.f.Headings[next].Line.No < l.No {
			next++
		}
		if next < len(r.f.Headings) && r.f.Headings[next].Line == l && l.Para.Table == 0 && l.Para.Kind == text.Body {
			h := r.f.Headings[next]
			name := h.Name
			if i := strings.IndexAny(name, ",:"); i > 0 {
				name = name[:i]
			}
			if utf8.RuneCountInString(name) > 30 {
				name = ""
			}
			switch {
			case h.Level == 1:
				at = section{first: name}
			case h.Level == 2:
				at.second = name
			}
			r.headings = append(r.headings, h)
		}
		r.sections[l.No] = at
	}
}

func (r *reading) section(l *text.Line) section { return r.sections[l.No] }

// aims reports a section that says what is to be reached, not what was.
func (r *reading) aims(sec section) bool {
	return sec.has(r.words.Aims) && !sec.has([]string{"完成", "实现", "分解", "下达", "偏离"})
}

// told reports a sentence that says what was done, not what is to be done, why, or by which law.
func (r *reading) told(s *text.Sentence) bool {
	sec := r.section(s.Line)
	return !sec.has(r.words.Grounds) && !sec.has(r.words.Future) && !r.aims(sec)
}

// around is the text of the sentences about one: so many before and after it,
// across paragraphs, without headings.
func (r *reading) around(s *text.Sentence, before, after int) string {
	i := r.index(s)
	var b strings.Builder
	for j := max(0, i-before); j <= min(len(r.f.Sentences)-1, i+after); j++ {
		b.WriteString(r.f.Sentences[j].Text())
		b.WriteByte('|')
	}
	return b.String()
}

func (r *reading) index(s *text.Sentence) int {
	for _, i := range r.paragraph[s.Line.No] {
		if &r.f.Sentences[i] == s {
			return i
		}
	}
	return 0
}

// clause is the clause of a stretch: between the marks around it.
func clause(s text.Span) string {
	const marks = ",;。!?:"
	t := s.Line.Text
	from := 0
	if i := strings.LastIndexAny(t[:s.From], marks); i >= 0 {
		_, n := utf8.DecodeRuneInString(t[i:])
		from = i + n
	}
	to := len(t)
	if i := strings.IndexAny(t[s.To:], marks); i >= 0 {
		to = s.To + i
	}
	return t[from:to]
}

// period is the words up to the full stops around a sentence: sentences that only ；
// parts are one, with all their figures.
func (r *reading) period(s *text.Sentence) (words string, figures []*text.Figure) {
	i := r.index(s)
	from, to := i, i
	for from > 0 && r.f.Sentences[from-1].Line == s.Line && strings.HasSuffix(r.f.Sentences[from-1].Text(), ";") {
		from--
	}
	for to+1 < len(r.f.Sentences) && r.f.Sentences[to+1].Line == s.Line && strings.HasSuffix(r.f.Sentences[to].Text(), ";") {
		to++
	}
	return s.Line.Text[r.f.Sentences[from].From:r.f.Sentences[to].To], r.f.Figures[r.f.Sentences[from].First:r.f.Sentences[to].Last]
}

// sentenceOf is the sentence a stretch stands in.
func (r *reading) sentenceOf(s text.Span) *text.Sentence {
	for _, i := range r.paragraph[s.Line.No] {
		if q := &r.f.Sentences[i]; s.From >= q.From && s.From < q.To {
			return q
		}
	}
	return nil
}

func hasAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.Contains(s, w) })
}

func prefixAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.HasPrefix(s, w) })
}

func suffixAny(s string, words []string) bool {
	return slices.ContainsFunc(words, func(w string) bool { return w != "" && strings.HasSuffix(s, w) })
}

// shorten keeps the beginning of a quote.
func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), ""))
	if len(r) > n {
		return string(r[:n]) + "…"
	}
	return string(r)
}
