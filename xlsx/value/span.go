package value

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
)

// textDates reads a text cell. A text is a list of spans; a span is a point or
// two points with a mark between. Every way of cutting is tried; the one with
// the fewest points is taken (2022-05-09 is a day), and it must be the only one.
func textDates(t string, year int) (r model.DateRange, err *Error) {
	s := dateText(t, year)
	if r, ok := duration(s, year); ok {
		return r, nil
	}
	if len(s) > maxDateText {
		return r, refuse(t, "日期")
	}
	var found []model.DateRange
	var why *Error
	points := maxPoints
	for _, c := range (&cutter{s: s, seen: map[int][]cut{}}).from(0) {
		r, err := settle(t, slices.Clone(c), year)
		switch {
		case err != nil:
			why = cmp.Or(why, err)
		case len(c) < points:
			found, points = []model.DateRange{r}, len(c)
		case len(c) == points && !slices.Contains(found, r):
			found = append(found, r)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return r, &Error{t, fmt.Sprintf("“%s”可以看成%s，也可以看成%s", clip(t), spell(found[0]), spell(found[1])), "请写明年月日，如 2022年5月6日 或 2022年5月至6月"}
	case why != nil:
		return r, why
	}
	return r, refuse(t, "日期")
}

func spell(r model.DateRange) string {
	if r.From == r.To {
		return r.From.String()
	}
	return r.From.String() + "至" + r.To.String()
}

// duration reads the words for "the whole of the project's year": 全年, 1年, 一年.
func duration(s string, year int) (r model.DateRange, ok bool) {
	switch s {
	case "1年", "12个月", "一年", "为期1年", "一年期", "1年期":
		r.Vague = true
	case "全年", "本年", "本年度", "当年", "整年", "常年":
	default:
		return r, false
	}
	d := model.Date{Year: year}
	r.From, r.To, r.YearAssumed = d, d, true
	return r, year != 0
}

// dateText prepares a folded text: Chinese numerals become digits, days of the
// week and remarks in brackets about them go, 元月 is January.
func dateText(t string, year int) string {
	s := fullYear(arabicDate(unquote(t)), year)
	for _, w := range []string{"星期", "周", "礼拜"} {
		for _, d := range []string{"一", "二", "三", "四", "五", "六", "日", "天", "末", "1", "2", "3", "4", "5", "6", "7"} {
			s = strings.ReplaceAll(s, "("+w+d+")", "")
			if i := strings.Index(s, "日"+w+d); i >= 0 {
				s = s[:i+len("日")] + s[i+len("日")+len(w)+len(d):]
			}
		}
	}
	if inner, ok := strings.CutPrefix(s, "("); ok && strings.Count(s, "(") == 1 && strings.HasSuffix(s, ")") {
		s = strings.TrimSuffix(inner, ")")
	}
	if m := dateRemark.FindStringSubmatch(s); m != nil && !slices.ContainsFunc(vagueRemarks, func(w string) bool { return strings.Contains(m[2], w) }) {
		s = m[1]
	}
	s = strings.TrimRight(strings.ReplaceAll(s, "元月", "1月"), "。;")
	return fullDate(dotBlanks.Replace(s), year)
}

// dateRemark is a date with a remark in brackets that holds no other date:
// 3月12日（植树节）, 9月17日（3场）.
var dateRemark = pattern.New(`^(.*[0-9日月号年])\(([^()0-9]*(?:[0-9]+(?:届|场|期|个|人|周年|处|次)[^()0-9]*)*)\)$`)

// vagueRemarks change what the date in front of them says.
var vagueRemarks = []string{"暂定", "预计", "计划", "拟", "左右", "前后", "旬", "推迟", "延期", "取消", "未"}

// fullYear writes 22年 as 2022年 where that is the project's year.
func fullYear(s string, year int) string {
	short := fmt.Sprintf("%02d年", year%100)
	if rest, ok := strings.CutPrefix(s, short); ok && year != 0 {
		return fmt.Sprintf("%d年", year) + rest
	}
	return s
}

// fullDate writes 22.08.07 as 2022.08.07 where 2022 is a year near the project's.
func fullDate(s string, year int) string {
	all := shortDate.FindAllStringIndex(s, maxPoints)
	for k := len(all) - 1; k >= 0 && year != 0; k-- {
		parts := strings.FieldsFunc(s[all[k][0]:all[k][1]], func(r rune) bool { return r == '.' || r == '/' })
		if len(parts) != 3 || len(parts[0]) != 2 || len(parts[1]) > 2 || len(parts[2]) > 2 {
			continue
		}
		if own := year/100*100 + small(parts[0]); year-nearYears <= own && own <= year+nearYears {
			s = s[:all[k][0]] + strconv.Itoa(year/100) + s[all[k][0]:]
		}
	}
	return s
}

// shortDate is a date in figures. Three of them are year, month and day, 22.08.07,
// where the first is a year near the project's: nobody here writes the year last.
var shortDate = pattern.New(`[0-9]+(?:\.[0-9]+){2,}|[0-9]+(?:/[0-9]+){2,}`)

// nearYears is how many years from the project's a year of two figures may lie.
const nearYears = 3

// dotBlanks closes “2022. 6. 5”: behind a point or a slash a blank parts nothing
// in a date.
var dotBlanks = strings.NewReplacer(". ", ".", " .", ".")

// arabicDate writes the Chinese numerals of a date in digits: rows of digits
// in front of 年, numerals in front of 月, 日, 号.
func arabicDate(s string) string {
	if !strings.ContainsFunc(s, isHan) {
		return s
	}
	var b strings.Builder
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		if !isHan(r) {
			b.WriteString(s[:n])
			s = s[n:]
			continue
		}
		end := strings.IndexFunc(s, func(r rune) bool { return !isHan(r) && r != 'O' && r != 'o' })
		if end < 0 {
			end = len(s)
		}
		b.WriteString(arabicWord(s[:end], s[end:]))
		s = s[end:]
	}
	return b.String()
}

// arabicWord is one run of Chinese numerals in digits; next is what follows.
func arabicWord(word, next string) string {
	if utf8.RuneCountInString(word) == 4 && (strings.HasPrefix(next, "年") || next == "") {
		if row, ok := hanRow(strings.NewReplacer("O", "〇", "o", "〇").Replace(word)); ok {
			return row
		}
	}
	d, _, _, rest, ok := hanNumeral(word)
	if !ok || rest != "" {
		return word
	}
	return d.String()
}

// A cut is one way to see a text: its points, in order, with the marks that
// part them.
type cut []piece

type piece struct {
	point
	mark string // in front of the piece: "" for the first, "至" for a span, "、" for a list
	weak bool   // the mark is a single hyphen, which may also stand within a date
}

// Marks between points, the longer first.
var spanMarks = []string{"——", "--", "—", "–", "―", "~~", "~", "至", "到", "→", "-"}
var listMarks = []string{"、", ",", ";", "及", "和", "与"}

// maxPoints bounds a list; maxCuts the ways of cutting that are tried
// behind each point.
const (
	maxPoints = 24
	maxCuts   = 64
	// maxDateText is the length in bytes above which a text is no date.
	maxDateText = 400
)

// A cutter finds the ways to cut the ends of s, each end once.
type cutter struct {
	s    string
	seen map[int][]cut
}

// from gives the ways to cut s[at:] into points.
func (c *cutter) from(at int) []cut {
	if out, done := c.seen[at]; done {
		return out
	}
	s := c.s[at:]
	var out []cut
	if p, ok := parsePoint(s); ok {
		out = append(out, cut{{point: p}})
	}
	for i := 1; i < len(s) && len(out) < maxCuts; i++ {
		mark, kind := markAt(s, i)
		if mark == "" {
			continue
		}
		p, ok := parsePoint(s[:i])
		if !ok {
			continue
		}
		for _, tail := range c.from(at + i + len(mark)) {
			if len(out) < maxCuts && len(tail) < maxPoints {
				whole := append(cut{{point: p}}, tail...)
				whole[1].mark, whole[1].weak = kind, mark == "-"
				out = append(out, whole)
			}
		}
	}
	c.seen[at] = out
	return out
}

// markAt finds a mark at s[i:].
func markAt(s string, i int) (mark, kind string) {
	for _, m := range spanMarks {
		if strings.HasPrefix(s[i:], m) {
			return m, "至"
		}
	}
	for _, m := range listMarks {
		if strings.HasPrefix(s[i:], m) {
			return m, "、"
		}
	}
	return "", ""
}

// settle fills in what the points leave to each other and to the project, and
// checks that they are dates in order.
func settle(t string, c cut, year int) (r model.DateRange, err *Error) {
	dated := !slices.ContainsFunc(c, func(p piece) bool { return !p.hasYear })
	if !markers(c) || !inherit(c) {
		return r, refuse(t, "日期")
	}
	assumed := false
	for i := range c {
		p := &c[i].point
		if p.Year == 0 {
			if year == 0 {
				return r, &Error{t, fmt.Sprintf("“%s”没有写年份，也不知道项目年度", clip(t)), "请写上年份，如 2022年5月13日"}
			}
			p.Year, assumed = year, true
		}
		if !p.valid() {
			return r, impossible(t, *p)
		}
	}
	from, to, vague := c[0].first(), c[0].final(), c[0].vague
	for i := 1; i < len(c); i++ {
		a, b := c[i].first(), c[i].final()
		// A lone hyphen also stands within dates, and a third end is odd: both
		// only between equals.
		if c[i].mark == "至" && (c[i].weak || i > 1 && c[i-1].mark == "至") && c[i-1].precision() != c[i].precision() {
			return r, refuse(t, "日期")
		}
		if c[i].mark == "至" && a.Compare(cutTo(c[i-1].first(), a)) < 0 {
			cure := swapEnds
			if !dated && a.Month != c[i-1].first().Month {
				cure += "；跨年的请写明两个年份"
			}
			return r, &Error{t, fmt.Sprintf("“%s”的结束早于开始", clip(t)), cure}
		}
		vague = vague || c[i].vague || c[i].mark == "、" || i > 1
		if a.Compare(cutTo(from, a)) < 0 {
			from = a
		}
		if b.Compare(cutTo(to, b)) >= 0 {
			to = b
		}
	}
	return model.DateRange{From: from, To: to, YearAssumed: assumed, Vague: vague}, nil
}

// first and final are the ends of a point: of 上半年 January and June.
func (p point) first() model.Date { return p.Date }

func (p point) final() model.Date {
	if p.last.Month == 0 {
		return p.Date
	}
	return model.Date{Year: p.Year, Month: p.last.Month}
}

// cutTo gives d at the precision of like, so that 2022年9月 and 2022年9月30日 compare.
func cutTo(d, like model.Date) model.Date {
	if like.Month == 0 {
		d.Month = 0
	}
	if like.Day == 0 {
		d.Day = 0
	}
	return d
}

// markers settles digits without a marker: they are what the next point is
// (5-9月, 5月13-16日), or, at the end, the finest part of the one before
// (2022.5.13-16).
func markers(c cut) bool {
	for i := len(c) - 1; i >= 0; i-- {
		p := &c[i].point
		if p.open == 0 {
			continue
		}
		n := max(p.open, 0)
		like := 0
		switch {
		case i+1 < len(c):
			like = c[i+1].finest()
		case i > 0:
			like = c[i-1].finest()
		}
		switch like {
		case 2:
			p.Month, p.hasMonth = n, true
		case 3:
			p.Day, p.hasDay = n, true
		default:
			return false
		}
		p.open = 0
	}
	return true
}

// finest is the last part that a point has, or 0.
func (p point) finest() int {
	if p.open != 0 {
		return 0
	}
	return p.precision()
}

// inherit passes year and month on from the point before, where the next one
// begins lower.
func inherit(c cut) bool {
	for i := range c {
		p := &c[i].point
		if p.hasDay && !p.hasMonth {
			if i == 0 || !c[i-1].hasMonth {
				return false
			}
			p.Month, p.hasMonth = c[i-1].Month, true
			if c[i-1].hasYear && !p.hasYear {
				p.Year, p.hasYear = c[i-1].Year, true
			}
			continue
		}
		if p.hasMonth && !p.hasYear && i > 0 && c[i-1].hasYear {
			p.Year, p.hasYear = c[i-1].Year, true
		}
	}
	return c[0].hasYear || c[0].hasMonth
}
