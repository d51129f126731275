package prose

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/render/phrase"
)

var (
	deedSlots = []string{"时间，", "时间", "在地点", "地点", "赴地点", "为地点", "与伙伴", "联合", "联", "主办的", "动词", "名称", "场次", "数", "人数", "组织人数", "成员"}
	// countSlots are those of the sentences on numbers of people and things.
	countSlots = []string{"人数", "人群", "数", "青少年", "动词形"}
)

// A deed is one event on its way to a sentence.
type deed struct {
	b       *Bank
	e       *Event
	hosts   hosts
	named   wording
	parts   []part // of the effect, those that are still to be told
	place   string
	groups  []string // of the pattern's name
	effects []string // of the pattern's effect
	before  Line     // stands before the name: 新命名
	after   Line     // stands after it: 5个

	people, sessions, materials, placed, timed bool // told already
}

// Deed is an event in one sentence, nil when it has no name.
func (b *Bank) Deed(e Event) Line {
	if !e.Name.Known() {
		e.Name = e.Form
	}
	if !e.Name.Known() {
		return nil
	}
	e.Name.Text = phrase.Trim(e.Name.Text)
	d := &deed{b: b, e: &e, hosts: b.hosts(&e), parts: b.effectParts(&e), place: b.place(&e)}
	d.named = b.named(e.Name.Text, e.Sessions.Positive() || e.People.Positive())
	d.restate()
	s := d.pattern()
	l := d.fill(s)
	d.tail(&l)
	return l
}

// restate lets the effect's clause stand for the name where it says the same
// with a number.
func (d *deed) restate() {
	if len(d.parts) == 0 {
		return
	}
	before, object, after, ok := d.b.restated(d.e.Name.Text, d.parts[0].text)
	if !ok {
		return
	}
	d.named = wording{name: object}
	d.before, d.after = Line{d.effect(before)}, Line{d.effect(after)}
	d.parts = d.parts[1:]
}

// effect is a piece of the effect's text.
func (d *deed) effect(text string) Figure { return d.of(d.e.Effect, text) }

func (d *deed) of(f Figure, text string) Figure {
	f.Text, f.Numeric = text, false
	return f
}

// pattern is the first sentence that fits.
func (d *deed) pattern() *sentence {
	for i := range d.b.Patterns {
		if s := &d.b.Patterns[i]; d.fits(s) {
			return s
		}
	}
	return &sentence{Write: "{时间，}{在地点}{动词}{名称}{场次}"}
}

func (d *deed) fits(s *sentence) bool {
	name := d.named.before + d.named.name
	if len(d.before) > 0 { // the effect's words are the sentence
		name = d.before.String() + d.named.name
	}
	d.groups, d.effects = nil, nil
	if s.name != nil {
		if d.groups = s.name.FindStringSubmatch(name); d.groups == nil {
			return false
		}
	}
	if s.effect != nil {
		if len(d.parts) == 0 {
			return false
		}
		if d.effects = s.effect.FindStringSubmatch(d.parts[0].text); d.effects == nil {
			return false
		}
	}
	switch {
	case s.Attended && !d.b.attended(d.e, d.hosts), s.Abroad && !d.b.abroad(d.e):
		return false
	case len(s.Verb) > 0 && !slices.Contains(s.Verb, d.named.verb):
		return false
	}
	return !slices.ContainsFunc(s.Needs, func(n string) bool { return !d.has(n) }) && !slices.ContainsFunc(s.Without, d.has)
}

func (d *deed) has(field string) bool {
	switch field {
	case "地点":
		return d.place != ""
	case "人数":
		return d.e.People.Positive()
	case "场次":
		return d.e.Sessions.Positive()
	case "时间":
		return d.e.When.Known()
	case "成效":
		return len(d.parts) > 0
	case "伙伴":
		return len(d.hosts.others) > 0
	case "动词开头":
		return d.named.verb == "" && d.named.before == ""
	}
	return false
}

// fill writes a pattern.
func (d *deed) fill(s *sentence) Line {
	var l Line
	rest := s.Write
	for _, m := range slot.FindAllStringSubmatchIndex(s.Write, -1) {
		at := len(s.Write) - len(rest)
		if m[0] > at {
			l.Add(s.Write[at:m[0]])
		}
		l.Add(d.slot(s.Write[m[2]:m[3]]))
		rest = s.Write[m[1]:]
	}
	if rest != "" {
		l.Add(rest)
	}
	if len(d.effects) > 0 {
		d.parts = d.parts[1:]
	}
	if strings.Contains(s.Write, "{时间}") && !d.timed {
		l = append(d.when(), l...)
	}
	return l
}

func (d *deed) slot(name string) Line {
	switch name {
	case "时间，":
		return d.when()
	case "时间":
		if w := whenWords(d.e.When.Text); recurring(w) {
			d.timed = true
			return Line{d.of(d.e.When, w)}
		}
		return nil
	case "在地点":
		d.placed = true
		if d.place == "" {
			return nil
		}
		return Line{d.b.inPlace(d.place), d.of(d.e.Place, d.place)}
	case "地点":
		d.placed = true
		return Line{d.of(d.e.Place, d.place)}
	case "赴地点":
		return d.slot2("赴")
	case "为地点":
		return d.slot2("为")
	case "与伙伴", "联合", "联", "主办的":
		return d.partner(name)
	case "动词":
		return Line{d.named.verb}
	case "名称":
		return d.name()
	case "场次":
		return d.session()
	case "数":
		return d.number()
	case "人数", "组织人数", "成员":
		return d.members(name)
	}
	from, n := d.groups, name
	f := d.e.Name
	if s, ok := strings.CutPrefix(name, "成效"); ok {
		from, n, f = d.effects, s, d.e.Effect
	}
	if i := int(n[0] - '0'); i < len(from) {
		return Line{d.of(f, from[i])}
	}
	return nil
}

// slot2 is the place with another word before it, where that fits.
func (d *deed) slot2(word string) Line {
	d.placed = true
	switch {
	case d.place == "":
		return nil
	case word == "赴" && !d.b.abroad(d.e), startsWith(d.place, d.b.PlaceVerbs) != "":
		word = d.b.inPlace(d.place)
	}
	return Line{word, d.of(d.e.Place, d.place)}
}

func (d *deed) when() Line {
	d.timed = true
	if !d.e.When.Known() {
		return nil
	}
	w := whenWords(d.e.When.Text)
	l := Line{d.of(d.e.When, w)}
	if !recurring(w) {
		l.Add("，")
	}
	return l
}

// partner is with whom: 与甲、乙 and 联合, 由甲组织， where the unit is not one of
// them, 联合甲 for what was given, 由甲主办的.
func (d *deed) partner(how string) Line {
	if len(d.hosts.others) == 0 {
		return nil
	}
	who := d.of(d.e.Organizer, strings.Join(d.hosts.others, "、"))
	switch how {
	case "联合":
		return Line{"联合", who}
	case "主办的":
		return Line{"由", who, "主办的"}
	case "联":
		if d.hosts.own {
			return Line{"联合"}
		}
		return nil
	}
	if d.hosts.own {
		return Line{"与", who}
	}
	return Line{"由", who, "组织，"}
}

// name is the name with the word that follows it, and the number it stands with.
func (d *deed) name() Line {
	l := slices.Clone(d.before)
	if d.named.before != "" {
		l.Add(d.of(d.e.Name, d.named.before))
	}
	l.Add(d.of(d.e.Name, d.named.name))
	if d.named.tail != "" && !strings.HasSuffix(core(d.named.name), d.named.tail) {
		l.Add(d.named.tail)
	}
	l.Add(d.after)
	return l
}

// lessons are units of sessions that follow in a clause of their own.
var lessons = []string{"课时", "学时", "节", "天"}

func (d *deed) session() Line {
	s := d.e.Sessions
	if d.sessions || !s.Positive() {
		return nil
	}
	if s.Num.Equal(decimal.NewFromInt(1)) && !strings.HasSuffix(s.Text, "天") {
		d.sessions = true
		return nil
	}
	if len(d.after) > 0 || every(whenWords(d.e.When.Text)) || endsWith(s.Text, lessons) != "" && !strings.HasSuffix(core(d.named.name), "开放") {
		return nil
	}
	d.sessions = true
	return Line{s}
}

// number is the number that belongs to the name itself: a bare one of the
// effect (600册), one that repeats the verb (推荐2个), the materials, the sessions.
func (d *deed) number() Line {
	if len(d.after) > 0 {
		return nil
	}
	if len(d.parts) > 0 {
		t := d.parts[0].text
		if bareNumber.MatchString(t) {
			d.parts = d.parts[1:]
			return Line{d.effect(t)}
		}
		if m := verbNumber.FindStringSubmatch(t); m != nil && strings.Contains(d.named.before+d.named.name, m[1]) {
			d.parts = d.parts[1:]
			return Line{d.effect(m[2])}
		}
	}
	if d.e.Materials.Positive() && !d.materials && d.attaches() {
		d.materials = true
		return Line{d.e.Materials}
	}
	return d.session()
}

// attaches reports that the materials are what the name is about: 编印手册3000册.
func (d *deed) attaches() bool {
	for _, c := range d.b.Materials {
		if c.Attach && startsWith(d.named.before+d.named.name, c.Words) != "" {
			return true
		}
	}
	return false
}

// members are the people inside the main clause: 选派教师5人参加.
func (d *deed) members(how string) Line {
	p := d.e.People
	if !p.Positive() || d.inEffect(p) {
		return nil
	}
	d.people = true
	alone := len(d.groups) > 3 && d.groups[2] == "" // 选拔组队45人次参加: nobody is named
	switch {
	case how == "人数" && alone && d.allYoung():
		return Line{youthWord(d.e.Heads.Youth), p}
	case how == "人数":
		return Line{p}
	case d.allYoung():
		return d.prefixed(how, youthWord(d.e.Heads.Youth), p)
	}
	return d.prefixed(how, "", p)
}

func (d *deed) prefixed(how, who string, p Figure) Line {
	l := Line{}
	if how == "组织人数" {
		l.Add("组织")
	}
	if who != "" {
		l.Add(who)
	}
	l.Add(p)
	return l
}

// tail adds the clauses after the main one, and the full stop.
func (d *deed) tail(l *Line) {
	if s := d.e.Sessions; s.Positive() && !d.sessions {
		d.restSessions(l)
	}
	d.addPeople(l)
	d.addThings(l)
	if d.e.TellCost && d.e.Cost.Positive() {
		l.Add("，支出经费", d.e.Cost)
	}
	d.addEffect(l)
	l.Stop()
}

func (d *deed) restSessions(l *Line) {
	s := d.e.Sessions
	switch {
	case s.Num.Equal(decimal.NewFromInt(1)):
	case endsWith(s.Text, []string{"课时", "学时"}) != "":
		l.Add("，授课", s)
	case every(whenWords(d.e.When.Text)):
		l.Add("，全年共", s)
	default:
		l.Add("，共", s)
	}
}

// addEffect appends what came of it.
func (d *deed) addEffect(l *Line) {
	verb := startsWith(d.e.Name.Text, d.b.Verbs)
	for i, p := range d.parts {
		t := p.text
		if i == 0 {
			if with := d.b.Swaps[verb]; with != "" && strings.HasPrefix(t, verb) && !strings.HasPrefix(t, with) {
				t = with + strings.TrimPrefix(t, verb)
			}
		}
		if m := d.b.audience.FindStringIndex(t); m != nil && m[0] == 0 && d.people && strings.HasPrefix(t[m[1]:], "满意") {
			t = t[m[1]:]
		}
		mark := "，"
		if i > 0 {
			mark = d.parts[i-1].mark
			if mark == "" || mark == "！" {
				mark = "，"
			}
		}
		l.Add(mark, d.effect(t))
	}
}
