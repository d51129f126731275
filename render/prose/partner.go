package prose

import (
	"strings"

	"ziping/model/pattern"
)

// hosts are those of the organiser column.
type hosts struct {
	own    bool     // the unit is one of them, or nobody is named
	others []string // the others that a sentence names
}

var (
	roles    = pattern.New(`(主办|承办|协办|联办|支持|指导)(单位|方)?[:：]`)
	between  = pattern.New(`[、，,；;/\n\r\t\x{3000} ]+`)
	joined   = pattern.New(`和|与|及`)
	regional = pattern.New(`^[^县市区省州旗镇乡]{0,6}[县市区省州旗镇乡]|^(中国|全国|国家|自治)`)
)

// hosts parts the organiser's cell and tells the unit itself from the others.
func (b *Bank) hosts(e *Event) hosts {
	h := hosts{}
	if !e.Organizer.Known() || contains(e.Heads.Organizer, b.Speakers) {
		return hosts{own: true}
	}
	var names []string
	for _, part := range between.Split(roles.ReplaceAllString(e.Organizer.Text, "、"), -1) {
		names = append(names, b.unjoin(part)...)
	}
	inner := false
	for _, n := range names {
		n = strings.Trim(n, "。等 ")
		switch {
		case n == "" || n == "等":
		case b.isOwn(n, e.Unit):
			h.own = true
		case b.isInner(n):
			inner = true
		case n == e.Place.Text || strings.HasPrefix(e.Place.Text, n) && len([]rune(n)) > 3:
		case b.isBody(n):
			h.others = append(h.others, n)
		}
	}
	if len(h.others) == 0 || inner || contains(e.Heads.Organizer, b.Helpers) {
		h.own = true
	}
	return h
}

// unjoin parts 县教育局和县卫健局, and leaves 人力资源和社会保障局 whole.
func (b *Bank) unjoin(s string) []string {
	for _, at := range joined.FindAllStringIndex(s, -1) {
		if left, right := s[:at[0]], s[at[1]:]; b.isBody(left) && b.isBody(right) {
			return append([]string{left}, b.unjoin(right)...)
		}
	}
	return []string{s}
}

// isBody reports that a name is that of an office or a body, and of no person.
func (b *Bank) isBody(n string) bool {
	return len([]rune(n)) > 1 && (endsWith(core(n), b.Bodies) != "" || contains(n, b.Outer))
}

func (b *Bank) isInner(n string) bool {
	return endsWith(n, b.Inner) != "" && len([]rune(n)) <= 6 && !contains(n, b.Outer) && !regional.MatchString(n)
}

// isOwn reports that n is the unit, by its full name, its short one or 本单位.
func (b *Bank) isOwn(n, unit string) bool {
	for _, w := range b.Own {
		if n == w {
			return true
		}
	}
	if unit == "" {
		return false
	}
	n, unit = b.shortName(n), b.shortName(unit)
	if n == unit || len([]rune(n)) > 1 && strings.HasSuffix(unit, n) {
		return true
	}
	bare := strings.NewReplacer("县", "", "市", "", "区", "", "旗", "")
	return len([]rune(n)) > 3 && bare.Replace(n) == bare.Replace(unit)
}

func (b *Bank) shortName(s string) string {
	for long, short := range b.Short {
		if strings.Contains(s, long) {
			return strings.Replace(s, long, short, 1)
		}
	}
	return s
}

// Levels of government, the lowest first.
const (
	unknownLevel = iota
	townLevel
	countyLevel
	cityLevel
	provinceLevel
	nationLevel
)

var levels = []struct {
	expr  *pattern.Regexp
	level int
}{
	{pattern.New(`^(中国|全国|国家|国际|世界|中央|中华|中共中央|教育部|科技部|农业农村部|文化和旅游部)`), nationLevel},
	{pattern.New(`^全?省|^[^县市区]{1,6}(省|自治区)|^省级`), provinceLevel},
	{pattern.New(`^全?市|^[^县区]{1,5}市|^市级`), cityLevel},
	{pattern.New(`^全?县|^[^乡镇]{1,6}[县区旗]|^县级`), countyLevel},
	{pattern.New(`^[^县市区]{1,6}(镇|乡|街道)`), townLevel},
}

// levelOf is the level of government a name is of.
func levelOf(name string) int {
	for _, l := range levels {
		if l.expr.MatchString(name) {
			return l.level
		}
	}
	return unknownLevel
}

// attended reports that the unit only took part: the organisers, or the name
// itself, are of a higher level, and it took place elsewhere.
func (b *Bank) attended(e *Event, h hosts) bool {
	unit := levelOf(e.Unit)
	if unit == unknownLevel || b.local(e) || startsWith(e.Name.Text, b.Verbs) != "" {
		return false
	}
	if h.own && (e.Organizer.Known() || levelOf(e.Name.Text) <= unit) {
		return false
	}
	for _, o := range h.others {
		if levelOf(o) <= unit {
			return false
		}
	}
	return endsWith(core(e.Name.Text), b.Attended) != "" || b.abroad(e)
}

var elsewhere = pattern.New(`^(?:[^县区镇乡村]{2,5}(?:市|省|自治区)|北京|上海|天津|重庆|省外|外省|外地|省城)$`)

// abroad reports a place that is another city.
func (b *Bank) abroad(e *Event) bool {
	place := e.Place.Text
	return elsewhere.MatchString(place) && !strings.HasPrefix(e.Unit, place)
}

// local reports a place within the unit's own region.
func (b *Bank) local(e *Event) bool {
	if !e.Place.Known() || b.abroad(e) || contains(e.Place.Text, b.Online) {
		return false
	}
	l := levelOf(e.Place.Text)
	return l == unknownLevel || l <= levelOf(e.Unit)
}

// place is where, as a sentence has it, "" where nothing is to be said.
func (b *Bank) place(e *Event) string {
	p := strings.Join(between.Split(strings.TrimSpace(e.Place.Text), -1), "、")
	p = strings.Trim(p, "。、")
	switch {
	case p == "" || b.isOwn(p, e.Unit) && !strings.HasSuffix(p, "内") || strings.Contains(e.Name.Text, p):
		return ""
	}
	return p
}

// inPlace is 在 and the place, or the place where it has a word of its own.
func (b *Bank) inPlace(p string) (before string) {
	if p == "" || startsWith(p, b.PlaceVerbs) != "" || startsWith(p, b.Online) != "" {
		return ""
	}
	return "在"
}
