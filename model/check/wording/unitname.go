package wording

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
)

// nationalities are the names inside 自治县, 自治州 and 自治旗 that offices leave
// out: 肃南裕固族自治县 is 肃南县.
var nationalities = []string{
	"蒙古族", "回族", "藏族", "维吾尔族", "苗族", "彝族", "壮族", "布依族", "朝鲜族", "满族", "侗族", "瑶族", "白族", "土家族",
	"哈尼族", "哈萨克族", "傣族", "黎族", "傈僳族", "佤族", "畲族", "高山族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族",
	"柯尔克孜族", "土族", "达斡尔族", "仫佬族", "羌族", "布朗族", "撒拉族", "毛南族", "仡佬族", "锡伯族", "阿昌族", "普米族",
	"塔吉克族", "怒族", "乌孜别克族", "俄罗斯族", "鄂温克族", "德昂族", "保安族", "裕固族", "京族", "塔塔尔族", "独龙族",
	"鄂伦春族", "赫哲族", "门巴族", "珞巴族", "基诺族", "各族", "蒙古", "哈萨克", "柯尔克孜", "维吾尔", "鄂温克", "鄂伦春", "达斡尔",
}

// shortened are the long names of offices and what they are called.
var shortened = strings.NewReplacer("科学技术协会", "科协", "科学技术局", "科技局", "人民政府", "政府", "委员会", "委", "办公室", "办",
	"自治县", "县", "自治州", "州", "自治旗", "旗", "自治区", "区", "省", "", "本级", "", "机关", "")

var UnitCode = pattern.New(`^(\([0-9a-z]+\)|\[[0-9a-z]+\]|[0-9]+[-—_ ]?)`)

// UnitKey is the form in which units are compared: without code, seal and
// brackets, offices by their short names, counties without nationality.
func UnitKey(s string) string {
	s = UnitCode.ReplaceAllString(model.Key(s), "")
	for _, tail := range []string{"(盖章)", "(公章)", "(签章)", "(章)"} {
		s = strings.ReplaceAll(s, tail, "")
	}
	if i := strings.Index(s, "自治"); i > 0 {
		s = withoutNationalities(s[:i]) + s[i:]
	}
	return shortened.Replace(s)
}

func withoutNationalities(s string) string {
	for again := true; again; {
		again = false
		for _, n := range nationalities {
			if rest, cut := strings.CutSuffix(s, n); cut && len([]rune(rest)) >= 2 {
				s, again = rest, true
			}
		}
	}
	return s
}

// MatchUnit reports whether two names are of one unit: 甘州区科协 and
// 甘州区科学技术协会, or the same with its city in front (张掖市甘州区科协).
// Two different counties are never one; which of several candidates is meant is
// for the caller to refuse.
func MatchUnit(a, b string) bool {
	a, b = UnitKey(a), UnitKey(b)
	if a == "" || b == "" {
		return false
	}
	if a == b {
		return true
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	front, below := strings.CutSuffix(b, a)
	return below && (strings.HasSuffix(front, "市") || strings.HasSuffix(front, "州") || strings.HasSuffix(front, "县") || isProvince(front)) && hasPlace(a)
}

// hasPlace reports that a name says of which county or city it is: 科协 alone is
// everybody's.
func hasPlace(s string) bool {
	i := strings.IndexAny(s, "县区市旗州镇乡")
	return i > 0 && len([]rune(s[:i])) >= 1
}

func isProvince(s string) bool { return slices.Contains(provinces, s) }

var provinces = []string{
	"河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南",
	"四川", "贵州", "云南", "陕西", "甘肃", "青海", "内蒙古", "广西", "西藏", "宁夏", "新疆",
}

// MatchAll finds the units a name may be: those of the same name, and those it
// resembles.
func MatchAll(name string, units []string) (exact, like []int) {
	for i, u := range units {
		switch {
		case u == "":
		case UnitKey(u) == UnitKey(name):
			exact = append(exact, i)
		case MatchUnit(u, name):
			like = append(like, i)
		}
	}
	return exact, like
}
