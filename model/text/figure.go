package text

import (
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"
)

// What a figure is of.
const (
	Money = "money" // N is in yuan
	Rate  = "rate"  // N is 1 for 100%
	Score = "score" // points
	Count = "count" // of things or people, in Unit
	Bare  = "bare"  // no unit is written
)

// Nearness says how a figure is meant.
type Nearness int8

const (
	Exact  Nearness = iota
	About           // 约, 左右
	Below           // 近: a little less than N
	Above           // 余, 多, 超过: a little more than N
	Within          // 不少于, ≥, 以上, ≤, 以内: a bound that was set
)

// A Figure is one number of the text, with its unit.
type Figure struct {
	Span
	Kind     string
	N        decimal.Decimal // in base units, 360000 for 36万元
	Place    int32           // power of ten of the last written place of N: 4 for 36万元
	Unit     string          // as written, without 万
	Scale    string          // 万, 亿, 千, 百 or ""
	Near     Nearness
	Part     bool   // one of a span: 20-30人
	Words    string // of the clause before it, back to the figure or mark before
	Role     Role
	Sentence int // index in Facts.Sentences
	// Number is the span of the digits alone.
	Number Span
}

// scales are the powers of ten that the signs stand for.
var scales = map[string]int32{"": 0, "百": 2, "千": 3, "万": 4, "亿": 8}

// ahead are what may stand before a number and says how it is meant.
var ahead = []struct {
	word string
	near Nearness
}{
	{"不少于", Within}, {"不低于", Within}, {"不超过", Within}, {"不高于", Within}, {"大于等于", Within}, {"小于等于", Within}, {"至少", Within}, {"最多", Within},
	{"≥", Within}, {"≤", Within}, {">=", Within}, {"<=", Within}, {"＞", Within}, {">", Within}, {"<", Within}, {"控制在", Within},
	{"超过", Above}, {"突破", Above}, {"逾", Above}, {"超", Above}, {"约为", About}, {"大约", About}, {"约", About}, {"近", Below}, {"将近", Below}, {"接近", Below},
}

// scanner goes over one line and finds figures and years.
type scanner struct {
	line    *Line
	taken   []Span
	figures []*Figure
	years   []*Year
	from    int // where the words of the next figure begin at the earliest
}

func (s *scanner) run() {
	t := s.line.Text
	for i := 0; i < len(t); {
		if t[i] < '0' || t[i] > '9' {
			i++
			continue
		}
		if end := s.within(i); end > i {
			i = end
			continue
		}
		end := numberEnd(t, i)
		if next := s.date(i, end); next > 0 {
			i = next
			continue
		}
		if f := s.figure(i, end); f != nil {
			s.figures = append(s.figures, f)
			s.from = f.To
			i = f.To
			continue
		}
		i = end
	}
}

// within is the end of the taken stretch around an offset, 0 for none.
func (s *scanner) within(i int) int {
	for _, t := range s.taken {
		if i >= t.From && i < t.To {
			return t.To
		}
	}
	return 0
}

// numberEnd is the end of the number that begins at i: 12,345.60.
func numberEnd(t string, i int) int {
	j := i
	for j < len(t) && isDigit(t[j]) {
		j++
	}
	if j-i <= 3 {
		for j+3 < len(t) && t[j] == ',' && isDigit(t[j+1]) && isDigit(t[j+2]) && isDigit(t[j+3]) && (j+4 == len(t) || !isDigit(t[j+4])) {
			j += 4
		}
	}
	if j+1 < len(t) && t[j] == '.' && isDigit(t[j+1]) {
		for j++; j < len(t) && isDigit(t[j]); j++ {
		}
	}
	return j
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

// figure reads the figure whose digits are [i,end), nil when it is none: an
// ordinal, a part of a name.
func (s *scanner) figure(i, end int) *Figure {
	t := s.line.Text
	before, after := t[:i], t[end:]
	if nameless(before, after, end-i) {
		return nil
	}
	n, err := decimal.NewFromString(strings.ReplaceAll(t[i:end], ",", ""))
	if err != nil {
		return nil
	}
	f := &Figure{Span: Span{s.line, i, end}, Number: Span{s.line, i, end}}
	if words, near := modifier(before); near != Exact {
		f.Near, f.From, before = near, i-(len(before)-len(words)), words
	}
	rest := f.tail(after)
	f.To = len(t) - len(rest)
	if f.Unit == "" && f.Scale == "" && end-i >= 7 && !strings.ContainsAny(t[i:end], ".,") {
		return nil // a telephone, an account
	}
	shift := scales[f.Scale]
	if f.Kind == Rate {
		shift = -2
	}
	f.N, f.Place = n.Shift(shift), n.Exponent()+shift
	f.Part = f.Part || spanAhead(before) || strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "—") || strings.HasPrefix(rest, "~")
	s.words(f, before)
	f.Role = roleOf(f)
	return f
}

// nameless reports a number that counts nothing: 第3, A4, 3号, (1), 1.1.2.
func nameless(before, after string, digits int) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, size := utf8.DecodeRuneInString(after)
	switch {
	case last == '第', next == '号' && !strings.HasPrefix(after, "号召"), last == '.' && len(before) > 1 && isDigit(before[len(before)-2]):
		return true
	case digitOrLetter(last) && !isDigit(byte(last)), last == '_', last == '@':
		return true
	case digitOrLetter(next) && next > '9' && digits < 5: // 5G, 3D; 120kg is none of ours either
		return true
	case last == '(' && next == ')' && digits <= 2, next == '届', strings.HasPrefix(after, "周年"):
		return true
	case last == '附' || strings.HasSuffix(before, "附件") || strings.HasSuffix(before, "附表"):
		return true
	case next == '.' && len(after) > size && isDigit(after[size]):
		return true
	}
	return false
}

// modifier cuts off what stands right before a number and says how it is meant.
func modifier(before string) (string, Nearness) {
	for _, m := range ahead {
		if rest, ok := strings.CutSuffix(before, m.word); ok {
			return rest, m.near
		}
	}
	return before, Exact
}

// spanAhead reports that a number is the second of a span: 20-30, 20至30.
func spanAhead(before string) bool {
	for _, mark := range []string{"-", "—", "~", "至", "到"} {
		if rest, ok := strings.CutSuffix(before, mark); ok {
			r, _ := utf8.DecodeLastRuneInString(rest)
			return r >= '0' && r <= '9' || r == '%' || r == '万'
		}
	}
	return false
}

// tail reads what stands behind the digits, and returns what is left.
func (f *Figure) tail(after string) string {
	more := func(s string) string {
		for _, w := range []string{"余", "多"} {
			if rest, ok := strings.CutPrefix(s, w); ok && !strings.HasPrefix(s, "多媒体") && !strings.HasPrefix(s, "多功能") {
				f.Near = Above
				return rest
			}
		}
		return s
	}
	rest := more(after)
	for _, sign := range []string{"亿", "万", "千", "百"} {
		if next, ok := strings.CutPrefix(rest, sign); ok && !notAScale(rest) {
			f.Scale, rest = sign, next
			if sign == "百" || sign == "千" {
				if next, ok := strings.CutPrefix(rest, "万"); ok {
					f.Scale, rest = "万", next // 3百万 is read by its last sign; it is rare, and never compared
					f.Part = true
				}
			}
			break
		}
	}
	rest = more(rest)
	if u := unitAt(rest); u != "" {
		f.Unit, rest = u, rest[len(u):]
	}
	f.Kind = kindOf(f.Unit, f.Scale)
	for _, w := range []string{"左右", "上下"} {
		if next, ok := strings.CutPrefix(rest, w); ok {
			f.Near, rest = About, next
		}
	}
	for _, w := range []string{"以上", "以内", "以下", "(含)以上"} {
		if strings.HasPrefix(rest, w) {
			f.Near = Within
		}
	}
	return more(rest)
}

func notAScale(s string) bool {
	for _, w := range []string{"百分", "百姓", "千米", "千克", "千瓦", "千方百计", "百家", "百科", "万众", "千家", "万里"} {
		if strings.HasPrefix(s, w) {
			return true
		}
	}
	return false
}

// words gives a figure the words of its clause: back to a mark, or the figure before.
func (s *scanner) words(f *Figure, before string) {
	const marks = ",;:。!?、()“”《》|"
	cut := max(lastCut(before, marks), min(s.from, len(before)))
	f.Words = strings.TrimLeft(before[cut:], "-—~至")
	if f.Words == "" && strings.HasSuffix(before, ":") { // 预算资金：36万元
		before = strings.TrimSuffix(before, ":")
		f.Words = before[max(lastCut(before, marks), min(s.from, len(before))):]
	}
}

// Tolerance is how far a stated value may be from the figure, by the places that are shown.
func (f *Figure) Tolerance() decimal.Decimal { return decimal.New(5, f.Place-1) }

// Is reports that the figure may stand for a value: rounded or cut off to the places
// shown, or near it as the words say.
func (f *Figure) Is(value decimal.Decimal) bool {
	gap := value.Sub(f.N)
	unit := decimal.New(1, f.Place)
	switch f.Near {
	case Below:
		return gap.Sign() <= 0 && gap.Neg().LessThan(f.grain())
	case Above:
		return gap.Sign() >= 0 && gap.LessThan(f.grain())
	case About:
		return gap.Abs().LessThanOrEqual(f.grain())
	}
	return gap.Abs().LessThanOrEqual(f.Tolerance()) || gap.Sign() > 0 && gap.LessThan(unit) && f.Place > -2
}

// grain is a unit of the last digit that is not zero.
func (f *Figure) grain() decimal.Decimal {
	if f.N.IsZero() {
		return decimal.Decimal{}
	}
	place := f.Place
	for d := f.N.Shift(-place); d.Mod(decimal.NewFromInt(10)).IsZero(); d = d.Shift(-1) {
		place++
	}
	return decimal.New(1, place)
}
