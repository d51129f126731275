package review

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/pattern"
	"ziping/model/text"
)

// Titles looks for the year in the title of a report, and for who signed it and when.
func Titles(p *check.Pass) {
	r := of(p)
	if r.title.Line == nil || r.ours(r.title.Line) {
		return
	}
	if year := r.yearAbove(); !year {
		p.Report(check.Finding{
			Where: check.At(r.title), Got: shorten(r.title.Quote(), 40),
			Message: "报告的标题没有写年度", Hint: "写明是哪一年度的，如“2022年度……绩效自评报告”",
		})
	} else {
		p.Held(1)
	}
}

// yearAbove reports a year in the title, or in a line before or right after it.
func (r *reading) yearAbove() bool {
	no := r.title.Line.No
	for _, l := range r.f.Lines[:min(len(r.f.Lines), no+3)] {
		if _, heading := headingAt(r, l); l.No > no && (heading || utf8.RuneCountInString(l.Text) > 30 || strings.Contains(l.Text, "。")) {
			break
		}
		if y, _ := chineseYear(l.Text); y > 0 {
			return true
		}
		for _, y := range r.f.Years {
			if y.Line == l && y.Value > 0 && (l != r.title.Line || y.To <= r.title.To) {
				return true
			}
		}
	}
	return yearly.MatchString(r.title.Text())
}

// headingAt is the typed number before a line.
func headingAt(r *reading, l *text.Line) (*text.Heading, bool) {
	for _, h := range r.headings {
		if h.Line == l {
			return h, true
		}
	}
	return nil, false
}

// yearly matches a title's year in another dress: 2021-2022, 〔2022〕, “十四五”.
var yearly = pattern.New(`(?:19|20)[0-9]{2}|十[一二三四五]五`)

var gradeWords = pattern.New(`(?:(?:自评|评价|评定|综合|绩效)[^,。;:]{0,8}(?:等级|等次|结果|结论)|[,;。]等级)[^,。;:0-9]{0,4}(?:为|是|评定为|:)?[“"‘]?(优秀|优|良好|良|中|差)(?:[”"’]|[,。;等]|$)`)

// Grades looks for a grade without a score, and for one that the score does not earn.
func Grades(p *check.Pass) {
	r := of(p)
	var score *text.Figure
	scores := map[string]bool{}
	any := false
	for _, f := range r.f.Figures {
		if f.Kind != text.Score && !(f.Kind == text.Bare && f.Line.Para.Table > 0) {
			continue
		}
		any = true
		if f.Role == text.Total && f.N.GreaterThan(decimal.NewFromInt(30)) && f.Near == text.Exact && ofProject.MatchString(f.Words) {
			score = f
			scores[f.N.String()] = true
		}
	}
	told := false
	r.body(func(s *text.Sentence) {
		m := gradeWords.FindStringSubmatchIndex(s.Text())
		if m == nil || told || hasAny(s.Text(), []string{"上年", "去年", "分为", "划分", "四个", "分别", "应当", "≥", "以上"}) {
			return
		}
		told = true
		at := text.Span{Line: s.Line, From: s.From + m[0], To: s.From + m[3]}
		name := s.Text()[m[2]:m[3]]
		switch {
		case !any:
			p.Report(check.Finding{
				Where: check.At(at), Got: at.Quote(), Message: fmt.Sprintf("写了等级“%s”，全文没有得分", name), Hint: "写明自评得分",
			})
		case score != nil && len(scores) == 1 && !r.compared[score]:
			if want, fits := gradeOf(p, score.N, name); want != "" && !fits {
				p.Report(check.Finding{
					Where: check.At(at), Got: name, Want: want,
					Message: fmt.Sprintf("写等级“%s”，得分是“%s”，按评分规则应为“%s”，请核对", name, score.Text(), want), Hint: "改等级，或改得分；本地另有标准的，不用改",
				})
			}
		}
	})
}

// gradeOf is the grade that a score earns, "" when the set has none for it, and
// whether a name is one of its names.
func gradeOf(p *check.Pass, n decimal.Decimal, name string) (want string, fits bool) {
	for _, g := range p.Set.Grades {
		if n.LessThan(g.From) || g.Below.IsPositive() && n.GreaterThanOrEqual(g.Below) || g.Below.IsZero() && n.GreaterThan(g.To) {
			continue
		}
		return g.Name, name == g.Name || slices.Contains(g.Also, name)
	}
	return "", true
}

var office = pattern.New(`([\p{Han}]{1,8}?[省市县区州盟旗])(科学技术协会|科协)`)

// Names looks for one body under two names that differ by a character.
func Names(p *check.Pass) {
	r := of(p)
	type name struct {
		place string
		span  text.Span
		n     int
	}
	var list []*name
	for _, l := range r.f.Lines {
		for _, m := range office.FindAllStringSubmatchIndex(l.Text, -1) {
			place := l.Text[m[2]:m[3]]
			if i := strings.LastIndexAny(place, "由和与对向从在及"); i >= 0 {
				_, n := utf8.DecodeRuneInString(place[i:])
				place = place[i+n:]
			}
			if i := strings.LastIndexAny(strings.TrimRight(place, "省市县区州盟旗"), "省市州盟"); i >= 0 { // 甘肃省张掖市甘州区 is 甘州区
				_, n := utf8.DecodeRuneInString(place[i:])
				place = place[i+n:]
			}
			if n := utf8.RuneCountInString(place); n < 3 || n > 6 || strings.HasPrefix(place, "全") || strings.HasPrefix(place, "各") || strings.HasPrefix(place, "本") {
				continue
			}
			at := -1
			for i, o := range list {
				if o.place == place {
					at = i
				}
			}
			if at < 0 {
				list = append(list, &name{place, text.Span{Line: l, From: m[3] - len(place), To: m[1]}, 0})
				at = len(list) - 1
			}
			list[at].n++
		}
	}
	if unit := p.Project.Unit; unit.Known() {
		if m := office.FindStringSubmatch(model.Key(unit.Value)); m != nil {
			for _, o := range list {
				if differByOne(o.place, m[1]) && o.place != m[1] && !r.ours(o.span.Line) {
					p.Report(check.Finding{
						Where: check.At(o.span), Got: o.span.Quote(), Want: unit.Value,
						Message: fmt.Sprintf("写“%s”，工作簿的实施单位是“%s”，请核对", o.span.Quote(), unit.Value), Hint: "改成一个名称",
					})
				}
			}
			return
		}
	}
	said := func(place string) int {
		n := 0
		for _, l := range r.f.Lines {
			n += strings.Count(l.Text, place)
		}
		return n
	}
	for _, a := range list {
		for _, b := range list {
			if a.n == 1 && said(a.place) == 1 && said(b.place) >= 2 && differByOne(a.place, b.place) && !r.ours(a.span.Line) && !strings.Contains(a.span.Line.Text, b.place) {
				p.Report(check.Finding{
					Where: check.At(a.span), Got: a.span.Quote(), Want: b.place,
					Message: fmt.Sprintf("这里写“%s”，别处写“%s”，请核对是不是同一个单位", a.place, b.place), Hint: "改成一个名称",
				})
			}
		}
	}
}

// differByOne reports names of one length that differ in one character.
func differByOne(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) != len(y) || len(x) < 3 {
		return false
	}
	n := 0
	for i := range x {
		if x[i] != y[i] {
			n++
		}
	}
	return n == 1
}
