package prose

import (
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"ziping/render/phrase"
)

// addPeople appends how many took part, in the word that fits the audience, and
// how many of them were young.
func (d *deed) addPeople(l *Line) {
	p, y := d.e.People, d.e.Youth
	young := youthWord(d.e.Heads.Youth)
	switch {
	case d.people || p.Positive() && d.inEffect(p):
		if y.Positive() && !d.inEffect(y) && !d.allYoung() && p.Positive() {
			l.Add("，其中"+young, y)
		}
	case p.Positive() && d.allYoung():
		l.Add("，")
		l.Add(d.counted(d.rule(), p, young))
		d.people = true
	case p.Positive():
		l.Add("，")
		l.Add(d.counted(d.rule(), p, ""))
		d.people = true
		if y.Positive() && !d.inEffect(y) {
			l.Add("，其中"+young, y)
		}
	case y.Positive() && !d.inEffect(y):
		l.Add("，"+young, y, "参加")
	}
}

// allYoung reports that all who took part are young.
func (d *deed) allYoung() bool {
	p, y := d.e.People, d.e.Youth
	return p.Positive() && y.Positive() && p.Num.Equal(y.Num)
}

// youthWord is who the young are, by the words over the column.
func youthWord(head string) string {
	for _, w := range []string{"中小学生", "大学生", "未成年人", "青少年", "少年儿童", "学生", "儿童", "少儿", "女性", "妇女"} {
		if strings.Contains(head, w) {
			return w
		}
	}
	return "青少年"
}

// rule is the first that fits the words over the column or the name.
func (d *deed) rule() counting {
	text := d.e.Name.Text + "，" + d.e.Form.Text
	for _, c := range d.b.People {
		switch {
		case len(c.Heads) > 0 && contains(d.e.Heads.People, c.Heads):
			return c
		case len(c.Words) > 0 && contains(text, c.Words):
			return c
		case len(c.Heads) == 0 && len(c.Words) == 0:
			return c
		}
	}
	return counting{Write: "{人数}参加"}
}

// counted writes a number of people by a rule; who is their word where all are
// of one kind.
func (d *deed) counted(c counting, p Figure, who string) Line {
	audience := Figure{}
	if m := d.b.audience.FindStringSubmatch(d.e.Effect.Text); m != nil {
		audience = d.effect(m[1])
	}
	write := c.Write
	if who != "" && !strings.HasPrefix(write, "{人数}") && !strings.Contains(write, "{人群}") {
		write = "{人数}参加" // the word of the rule is another audience's
	}
	var l Line
	rest := write
	for _, m := range slot.FindAllStringSubmatchIndex(write, -1) {
		l.Add(write[len(write)-len(rest) : m[0]])
		switch write[m[2]:m[3]] {
		case "人数", "数":
			if who != "" && strings.HasPrefix(write, "{人数}") {
				l.Add(who)
			}
			l.Add(p)
		case "人群":
			if who != "" {
				l.Add(who)
			} else if audience.Known() {
				l.Add(audience)
			}
		case "动词形":
			l.Add(checkup(d.e.Name.Text))
		}
		rest = write[m[1]:]
	}
	l.Add(rest)
	return l
}

func checkup(name string) string {
	for _, v := range []string{"筛查", "体检", "普查"} {
		if strings.Contains(name, v) {
			return v
		}
	}
	return "服务"
}

// addThings appends what was handed out and who helped.
func (d *deed) addThings(l *Line) {
	if m := d.e.Materials; m.Positive() && !d.materials && !d.inEffect(m) {
		l.Add("，", thing(d.b.Materials, d.e.Heads.Materials), m)
	}
	if v := d.e.Volunteers; v.Positive() && !d.inEffect(v) {
		l.Add("，", thing(d.b.Volunteers, d.e.Heads.Volunteers), v)
	}
}

// thing is the words before a number, by the words over its column.
func thing(rules []counting, head string) string {
	for _, c := range rules {
		if !c.Attach && (contains(head, c.Heads) || len(c.Heads) == 0) {
			return strings.TrimSuffix(c.Write, "{数}")
		}
	}
	return ""
}

// inEffect reports that the effect states the same number of the same things, so
// that it is not said twice. What came of it (320人结业) is another statement.
func (d *deed) inEffect(f Figure) bool {
	if f.Approx || !f.Numeric {
		return false
	}
	unit := unitOf(f.Text)
	for _, p := range parts(d.e.Effect.Text) {
		if contains(p.text, d.b.Outcomes) {
			continue
		}
		for _, n := range []string{f.Num.String(), strings.TrimSuffix(phrase.CountWords(f.Num), "余"), wanWords(f.Num)} {
			i := numberAt(p.text, n)
			if i < 0 {
				continue
			}
			if after := strings.TrimLeft(p.text[i+len(n):], "余多"); unit == "" || strings.HasPrefix(after, unit) || strings.HasPrefix(unit, firstRune(after)) && after != "" {
				return true
			}
		}
	}
	return false
}

func wanWords(n decimal.Decimal) string { return n.Shift(-4).String() + "万" }

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// numberAt is where s holds the number as one of its own, -1 where not.
func numberAt(s, n string) int {
	for from := 0; ; {
		i := strings.Index(s[from:], n)
		if i < 0 {
			return -1
		}
		i += from
		end := i + len(n)
		if (i == 0 || !strings.ContainsRune("0123456789.", rune(s[i-1]))) && (end == len(s) || !strings.ContainsRune("0123456789.", rune(s[end]))) {
			return i
		}
		from = i + 1
	}
}

// unitOf is what a number counts: 人次 of 1.1万人次.
func unitOf(text string) string {
	return strings.TrimLeftFunc(text, func(r rune) bool {
		return unicode.IsDigit(r) || strings.ContainsRune(".万亿余多约近超", r)
	})
}
