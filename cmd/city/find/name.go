package find

import (
	"slices"
	"strings"
	"unicode"

	"ziping/model/check/wording"
)

// A name is a unit's name taken apart: 张掖市甘州区科学技术协会（已报） is of 甘州区,
// in 张掖市, with the rest 科协(已报).
type name struct {
	key    string // as units are compared
	above  string // the place before the last, "" for none
	place  string // the innermost place with its ending, "" for none
	office string // what follows the place
}

// placeEndings end the names of places that units are called by.
const placeEndings = "县区市旗州盟"

// parse takes a name apart.
func parse(s string) name {
	n := name{key: wording.UnitKey(s)}
	runes := []rune(n.key)
	from, last := 0, 0
	for i, r := range runes {
		if !unicode.Is(unicode.Han, r) || r == '年' || r == '度' {
			from = i + 1
			continue
		}
		if strings.ContainsRune(placeEndings, r) && i > from && endsPlace(runes, i) {
			n.above, n.place = n.place, string(runes[from:i+1])
			from, last = i+1, i+1
		}
	}
	n.office = string(runes[last:])
	return n
}

// notAfter are what may not follow an ending: 市场, 市直, 县委, 区域 begin other words.
const notAfter = "场民政直级域长"

func endsPlace(runes []rune, i int) bool {
	if i+1 == len(runes) {
		return true
	}
	next := runes[i+1]
	if strings.ContainsRune(notAfter, next) {
		return false
	}
	return runes[i] != '州' && runes[i] != '市' && runes[i] != '县' || !strings.ContainsRune("市县区", next) // 兰州市, 甘州区, 沙县区
}

// stem is the place without its ending: 高台.
func (n name) stem() string {
	runes := []rune(n.place)
	if len(runes) < 3 {
		return ""
	}
	return string(runes[:len(runes)-1])
}

// officeEndings end the names of offices.
var officeEndings = []string{"科协", "协会", "局", "委", "办", "会", "馆", "院", "中心", "学校", "中学", "小学", "一中", "二中", "所", "站", "部", "厅", "公司", "集团", "镇", "乡", "街道"}

// namesOffice reports that a text names an office.
func namesOffice(s string) bool {
	return slices.ContainsFunc(officeEndings, func(end string) bool { return strings.Contains(s, end) })
}

// agree reports that what follows two names of one place can be of one unit: one
// says nothing of an office, or both name the same.
func agree(a, b string) bool {
	return a == "" || b == "" || strings.Contains(a, b) || strings.Contains(b, a) || !namesOffice(a) || !namesOffice(b)
}

// How surely a name means a unit on a list; 0 is not at all.
const (
	none     = iota
	stem     // 高台 for 高台县科协
	placed   // 高台县（已报）
	like     // 张掖市高台县科协
	same     // 高台县科学技术协会
	excluded = -1
)

// Likeness is how surely two names mean one unit: 0 not at all, and the more the
// surer. Only the comparison of likenesses means something.
func Likeness(called, listed string) int {
	if called == "" || listed == "" {
		return none
	}
	return likeness(parse(called), parse(listed))
}

func likeness(a, b name) int {
	switch {
	case a.key == b.key:
		return same
	case wording.MatchUnit(a.key, b.key):
		return like
	case a.place != "" && b.place != "":
		if a.place != b.place || a.above != "" && b.above != "" && a.above != b.above || !agree(a.office, b.office) {
			return none
		}
		return placed
	}
	for _, p := range [][2]name{{a, b}, {b, a}} {
		with, bare := p[0], p[1]
		s := with.stem()
		if rest, ok := strings.CutPrefix(bare.key, s); ok && s != "" && bare.place == "" && agree(rest, with.office) {
			return stem
		}
		if with.place != "" && bare.place == "" && len([]rune(bare.key)) >= 3 && namesOffice(bare.key) && strings.HasSuffix(with.key, strings.TrimLeft(bare.key, "县市区")) {
			return stem // 县教育局 on a county's own list
		}
	}
	if a.place == "" && b.place == "" && len([]rune(b.key)) >= 3 && strings.Contains(a.key, b.key) && namesOffice(b.key) {
		return placed
	}
	return none
}

// named reports a name like a unit's: it ends with what units' names end with, or
// begins with a place.
func named(s string) bool {
	return parse(s).place != "" || slices.ContainsFunc(unitEndings, func(end string) bool { return strings.HasSuffix(s, end) })
}

// unitEndings are what the names of units end with.
var unitEndings = []string{"市", "区", "县", "旗", "州", "盟", "镇", "乡", "街道", "科协", "协会", "局", "委", "办", "中心", "学校", "馆", "单位"}

// strong reports a name that is a unit's even below another unit: with a place of
// its own, or a 科协.
func strong(s string) bool {
	return parse(s).place != "" || slices.ContainsFunc([]string{"县", "区", "市", "旗", "州", "盟", "镇", "乡", "街道", "科协", "科学技术协会"}, func(end string) bool { return strings.HasSuffix(s, end) })
}

// LikeAllotment tells a 资金分配表, 资金下达表 by its file name.
func LikeAllotment(file string) bool {
	return slices.ContainsFunc([]string{"分配", "下达", "拨付", "拨款"}, func(w string) bool { return strings.Contains(file, w) })
}

// HasPlace reports that a name says of which county, city or district it is.
func HasPlace(s string) bool { return parse(s).place != "" }

// Named reports a name like a unit's: with a place, or with an ending that units have.
func Named(s string) bool { return named(s) }
