package prose

import (
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/render/phrase"
)

// Telling is how the events of one category are told.
type Telling struct {
	Merged Line   // those of which only the name is known, in one sentence
	Told   []Line // a sentence each, the weightiest first
	Rest   Line   // the others, named
}

var one = decimal.NewFromInt(1)

const (
	// told is how many events of a category have a sentence of their own. One
	// with a number among its effects always has, up to most.
	told = 6
	most = 15
	// listedNames is how many are named in one sentence before 等.
	listedNames = 6
)

// Tell chooses and orders the events of a category. more is how many further
// rows there are that nobody looks at one by one.
func (b *Bank) Tell(events []Event, more int, noun string) Telling {
	var t Telling
	if len(events) == 1 && more == 0 {
		if l := b.Deed(events[0]); l != nil {
			t.Told = []Line{l}
		}
		return t
	}
	var bare, full []*Event
	for i := range events {
		if e := &events[i]; b.onlyNamed(e) {
			bare = append(bare, e)
		} else {
			full = append(full, e)
		}
	}
	if len(bare) == 1 && len(full)+more > 0 && len(full) < told {
		full, bare = append(full, bare...), nil
	}
	slices.SortStableFunc(full, func(x, y *Event) int {
		if d := b.weight(y) - b.weight(x); d != 0 {
			return d
		}
		return y.People.Num.Cmp(x.People.Num)
	})
	var rest []*Event
	for i, e := range full {
		if i < told || i < most && b.weight(e) > 0 {
			if l := b.Deed(*e); l != nil {
				t.Told = append(t.Told, l)
			}
			continue
		}
		rest = append(rest, e)
	}
	t.Merged = b.merged(bare, noun)
	t.Rest = b.rest(rest, more, noun)
	return t
}

// onlyNamed reports that a row holds a name, a date and its cost, and no more
// that a sentence could say.
func (b *Bank) onlyNamed(e *Event) bool {
	return e.Name.Known() && !e.People.Positive() && !e.Youth.Positive() && !e.Materials.Positive() && !e.Volunteers.Positive() &&
		(!e.Sessions.Positive() || e.Sessions.Num.Equal(one)) && len(b.effectParts(e)) == 0 && b.place(e) == "" && len(b.hosts(e).others) == 0 &&
		b.named(e.Name.Text, true).verb != "" && !figures.MatchString(e.Name.Text)
}

// weight is 2 for prizes, naming and what is of the nation or the province, 1
// for a number among the effects.
func (b *Bank) weight(e *Event) int {
	switch {
	case contains(e.Effect.Text, b.Weighty):
		return 2
	case figures.MatchString(e.Effect.Text):
		return 1
	}
	return 0
}

// merged is the sentence on those of which only the name is known, by date.
func (b *Bank) merged(events []*Event, noun string) Line {
	if len(events) == 0 {
		return nil
	}
	if len(events) == 1 {
		return b.Deed(*events[0])
	}
	slices.SortStableFunc(events, func(x, y *Event) int { return x.Day - y.Day })
	write := ""
	for _, m := range b.Merged {
		if len(m.Ends) == 0 || all(events, m.Ends) {
			write = m.Write
			break
		}
	}
	return b.listed(write, events, noun, 0)
}

func all(events []*Event, ends []string) bool {
	return !slices.ContainsFunc(events, func(e *Event) bool { return endsWith(core(e.Name.Text), ends) == "" })
}

// rest names those that are not told.
func (b *Bank) rest(events []*Event, more int, noun string) Line {
	if len(events) == 0 {
		return nil
	}
	if len(events) == 1 && more == 0 {
		return b.Deed(*events[0])
	}
	return b.listed(b.Rest, events, noun, len(events)+more)
}

// listed writes a sentence over names; count 0 says no number of them unless
// some are left out.
func (b *Bank) listed(write string, events []*Event, noun string, count int) Line {
	var names []Figure
	var from []model.Pos
	seen := map[string]bool{}
	for _, e := range events {
		from = append(from, e.Name.From...)
		name := e.Name
		name.Text = phrase.Trim(name.Text)
		if key := model.Key(name.Text); name.Known() && !seen[key] {
			seen[key] = true
			names = append(names, name)
		}
	}
	if len(names) > listedNames && count == 0 {
		count = len(events)
	}
	var l Line
	rest := write
	for _, m := range slot.FindAllStringSubmatchIndex(write, -1) {
		l.Add(write[len(write)-len(rest) : m[0]])
		switch write[m[2]:m[3]] {
		case "几项":
			for i, n := range names[:min(listedNames, len(names))] {
				if i > 0 {
					l.Add("、")
				}
				l.Add(n)
			}
		case "活动":
			l.Add(noun)
		case "多少":
			l.Add(phrase.Tallied(count, "项", from, "按活动台账的行数计"))
		}
		rest = write[m[1]:]
	}
	if count > 0 && !strings.Contains(write, "{多少}") {
		if s, ok := strings.CutPrefix(rest, "等"); ok {
			l.Add("等", phrase.Tallied(count, "项", from, "按活动台账的行数计"))
			rest = s
		}
	}
	l.Add(rest)
	l.Stop()
	return l
}

// Topic is how a category opens its paragraph, without a number and a stop.
func (b *Bank) Topic(name Figure) Line {
	if !name.Known() {
		return nil
	}
	text := core(name.Text)
	for _, t := range b.Topics {
		fits := len(t.Starts)+len(t.Ends)+len(t.Equals) == 0 || startsWith(text, t.Starts) != "" || endsWith(text, t.Ends) != "" || equal(text, t.Equals)
		if !fits {
			continue
		}
		before, after, found := strings.Cut(t.Write, "{类}")
		if !found {
			return Line{t.Write}
		}
		return Line{before, name, after}
	}
	return Line{name}
}
