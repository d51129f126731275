package value

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/grid"
)

// stray is a character that no grammar here knows. Put behind an accepted
// text it must make it unacceptable: nothing is left unread.
const stray = "囧"

var seeds = []string{
	"36万元", "3,724,055.00", "４.５", "(5)", "￥-5", "壹拾贰万叁仟元整", "5元3角2分", "约36万余元左右", "3万5千", "1亿2000万", "三点五万", "一万零五", "0.32万人次", "320余场次", "10台（套）", "100%", "百分之九十五", "96.85", "100元/人天", "每人每天100元",
	"5月13日-16日", "2022年5月20日-9月30日", "2022.6.5-7", "20220316", "二〇二二年三月十日", "2006—2010—2020年", "12月底之前完成", "2022-07-08 09:30", "5月12日、9月18日（星期五）上午9:00-11:00", "自2022年1月1日起至2022年12月31日止", "第一季度", "13-13-13-13-13-13-13",
	"≥95%", "100%±5%", "下降≥5%", "举办科普讲座15场", "群众满意度不低于90%以上", "≥XX个", "5~10万元", "2022年12月底前", "NaN", "1e5", "٣", "\u202d12\u202c", "—", "不适用",
}

func addSeeds(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "万元")
	}
}

func FuzzAmount(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, s, unit string) {
		u, _ := ParseMoneyUnit(unit)
		r := Amount(str(s), u)
		check(t, s, r, r.State)
		if r.State == model.Known {
			v := r.Value
			if v.Yuan.Exponent() < -maxDigits || v.Yuan.Abs().GreaterThanOrEqual(decimal.New(1, tooMuchDigits)) {
				t.Fatalf("%q: got %v", s, v)
			}
			text := v.Yuan.String() + "元"
			if v.Approx {
				text = "约" + text
			}
			again := Amount(str(text), MoneyUnit{})
			if again.State != model.Known || !again.Value.Yuan.Equal(v.Yuan) || again.Value.Approx != v.Approx {
				t.Fatalf("%q is %v, but %q is %v (%v)", s, v, text, again.Value, again.Err)
			}
			if x := Amount(str(s+stray), u); x.State != model.Bad {
				t.Fatalf("%q with a stray character: %v", s, x.Value)
			}
		}
		c := Count(str(s), unit)
		check(t, s, c, c.State)
		if c.State == model.Known {
			again := Count(str(c.Value.N.String()+c.Value.Unit), "")
			if again.State != model.Known || !again.Value.N.Equal(c.Value.N) || again.Value.Unit != c.Value.Unit {
				if u := c.Value.Unit; isUnit(u) && u != "元" && u != "%" { // a header may say anything
					t.Fatalf("%q under %q is %v, but again %v (%v)", s, unit, c.Value, again.Value, again.Err)
				}
			}
			if x := Count(str(s+stray), unit); x.State != model.Bad {
				t.Fatalf("%q with a stray character: %v", s, x.Value)
			}
		}
		for _, r := range []Result[model.Ratio]{Ratio(str(s)), RatioIn(str(s), unit)} {
			check(t, s, r, r.State)
			if again := Ratio(str(r.Value.R.Shift(2).String() + "%")); r.State == model.Known && !again.Value.R.Equal(r.Value.R) {
				t.Fatalf("%q is %v, but again %v", s, r.Value, again.Value)
			}
		}
		n := Number(str(s))
		check(t, s, n, n.State)
		p := Price(str(s), u)
		check(t, s, p, p.State)
		if p.State == model.Known && Price(str(s+stray), u).State != model.Bad {
			t.Fatalf("%q with a stray character: %v", s, p.Value)
		}
		// The same text as a stored number, under a format.
		num := &grid.Cell{Kind: grid.Number, Text: s, Props: &grid.Props{Format: &grid.Format{Code: unit}}}
		if a := Amount(num, TenThous); a.State == model.Known {
			if _, ok := stored(fold(s)); !ok {
				t.Fatalf("stored %q: %v", s, a.Value)
			}
		}
		Text(num)
		Measure(num, "", "")
		Count(num, "人次")
		Ratio(num)
		HeaderUnit(s)
		FindUnitLine(s)
		FindYear(s)
	})
}

func FuzzDates(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, 2022)
	}
	f.Fuzz(func(t *testing.T, s string, year int) {
		if year < firstYear || year > lastYear {
			year = 0
		}
		r := Dates(str(s), year)
		check(t, s, r, r.State)
		if y := Year(str(s)); y.State == model.Known && (y.Value < firstYear || y.Value > lastYear) {
			t.Fatalf("%q: year %d", s, y.Value)
		}
		if r.State != model.Known {
			return
		}
		v := r.Value
		for _, d := range []model.Date{v.From, v.To} {
			if !(point{Date: d, hasMonth: d.Month > 0, hasDay: d.Day > 0}).valid() {
				t.Fatalf("%q: %v is no date", s, d)
			}
		}
		if v.To.Compare(cutTo(v.From, v.To)) < 0 {
			t.Fatalf("%q: ends before it begins: %v", s, v)
		}
		if v.YearAssumed && year == 0 {
			t.Fatalf("%q: assumed no year", s)
		}
		again := Dates(str(spell(v)), 0)
		if again.State != model.Known || again.Value.From != v.From || again.Value.To != v.To {
			t.Fatalf("%q is %v, but %q is %v (%v)", s, v, spell(v), again.Value, again.Err)
		}
		if x := Dates(str(s+stray), year); x.State != model.Bad {
			t.Fatalf("%q with a stray character: %v", s, x.Value)
		}
	})
}

func FuzzMeasure(f *testing.F) {
	for _, s := range seeds {
		f.Add(s, "≥", "%")
	}
	f.Fuzz(func(t *testing.T, s, op, unit string) {
		r := Measure(str(s), op, unit)
		if r.State == model.Bad {
			t.Fatalf("%q: a target is never unreadable: %v", s, r.Err)
		}
		v := r.Value
		if r.State != model.Known || v.Qualitative {
			if v.Op != "" || !v.Value.IsZero() || v.Unit != "" {
				t.Fatalf("%q: words with a figure: %+v", s, v)
			}
			return
		}
		// A Han character might be a noun that is counted.
		if x := Measure(str(s+"§"), op, unit); x.State != model.Known || !x.Value.Qualitative {
			t.Fatalf("%q with a stray character: %+v", s, x.Value)
		}
		if !strings.ContainsFunc(fold(s), func(r rune) bool { return digit(r) || isHan(r) }) {
			t.Fatalf("%q: a figure out of nothing: %+v", s, v)
		}
		if !utf8.ValidString(v.Unit) && utf8.ValidString(s+unit) {
			t.Fatalf("%q: unit %q", s, v.Unit)
		}
		if !isUnit(v.Unit) || v.Relative {
			return // without a unit of its own the row's is read again
		}
		text := spellMeasure(v)
		again := Measure(str(text), "", "")
		w := again.Value
		if again.State != model.Known || w.Op != v.Op || !w.Value.Equal(v.Value) || !w.High.Equal(v.High) || w.Unit != v.Unit {
			if !isDateLike(text) { // 5 with a 日 of its own column
				t.Fatalf("%q is %+v, but %q is %+v", s, v, text, w)
			}
		}
	})
}

func spellMeasure(v model.Measure) string {
	if v.Op == model.OpRange {
		return v.Value.String() + v.Unit + "~" + v.High.String() + v.Unit
	}
	return string(v.Op) + v.Value.String() + v.Unit
}
