package rules

import (
	"fmt"
	"strings"
	"unicode"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
)

var activityDuplicate = &check.Rule{ID: "activity/duplicate", Title: "活动可能重复登记", Severity: check.Warning, Run: func(p *check.Pass) {
	words := twinWords{}
	names := chains[sameName]{rows: gather(p).details, last: make(map[sameName]int, len(gather(p).details)), words: words}
	deeds := chains[sameDeed]{rows: gather(p).details, last: map[sameDeed]int{}, words: words}
	for i, a := range gather(p).details {
		unreadableCell(p, a.When())
		if name := a.Name(); name.State == model.Absent {
			if deed, full := deedOf(a); full {
				if b := deeds.find(deed, i, sameFigured); b != nil {
					p.Report(nameless(a, b))
				}
			}
			continue
		} else if !name.Known() || name.Value == "" {
			continue
		}
		if b := names.find(nameOf(a), i, sameNamed); b != nil {
			p.Report(duplicate(a, b))
		} else if deed, full := deedOf(a); full {
			if b := deeds.find(deed, i, sameDay); b != nil {
				p.Report(renamed(a, b))
			}
		}
	}
}}

// sameName is what two rows of one activity have in common: the name but for
// marks, by its hash, and the time.
type sameName struct {
	name     uint64
	from, to model.Date
}

func nameOf(a *model.Activity) sameName {
	const offset, prime = 14695981039346656037, 1099511628211 // FNV-1a
	hash := uint64(offset)
	eachOfName(a.Name().Value, func(r rune) { hash = (hash ^ uint64(r)) * prime })
	return sameName{hash, a.When().Value.From, a.When().Value.To}
}

// eachOfName yields the characters that tell a name from another: all but marks
// and the word 活动. Numbers and what stands in brackets count: 第一期 and 第二期,
// （上午） and （下午） are two activities.
func eachOfName(name string, yield func(rune)) {
	name = model.Key(name)
	for i, r := range name {
		switch r {
		case '“', '”', '"', '《', '》', '·', '、', '，', ',', '-', '—':
			continue
		case '活':
			if strings.HasPrefix(name[i:], "活动") {
				continue
			}
		case '动':
			if strings.HasSuffix(name[:i], "活") {
				continue
			}
		}
		yield(r)
	}
}

func nameKey(name string) string {
	var b strings.Builder
	eachOfName(name, func(r rune) { b.WriteRune(r) })
	return b.String()
}

// sameDeed is what an activity has that may have been entered again under
// another name: day, place and size.
type sameDeed struct {
	from, to           model.Date
	place              string
	participants, cost int64
}

// deedOf is not full where the row says too little to know it again.
func deedOf(a *model.Activity) (sameDeed, bool) {
	if !precise(a) || !a.Place().Known() || !a.Participants().Known() || !a.Cost().Known() || a.Participants().Value.N.IsZero() || a.Cost().Value.Yuan.IsZero() {
		return sameDeed{}, false
	}
	return sameDeed{a.When().Value.From, a.When().Value.To, a.Place().Value, a.Participants().Value.N.IntPart(), a.Cost().Value.Yuan.IntPart()}, true
}

// A twin is a row and its words in the forms in which they are compared.
type twin struct {
	*model.Activity
	name, bare, place, organizer, category string // bare: the name without what counts its parts
}

// twinWords are the twins made so far: only rows that share a key with another
// are compared, some of them with hundreds.
type twinWords map[*model.Activity]*twin

func (w twinWords) of(a *model.Activity) *twin {
	t := w[a]
	if t == nil {
		t = &twin{Activity: a, name: nameKey(a.Name().Value), place: wordsKey(a.Place()), organizer: wordsKey(a.Organizer()), category: wordsKey(a.Category())}
		t.bare = unnumbered(t.name)
		w[a] = t
	}
	return t
}

// wordsKey is "" for a cell that says nothing.
func wordsKey(c model.Cell[string]) string {
	if !c.Known() {
		return ""
	}
	return model.Key(c.Value)
}

// sameNamed reports that two rows of one name may be one activity.
func sameNamed(a, b *twin) bool { return a.name == b.name && twice(a, b) }

// sameDay reports that two rows of one deed may be one activity: 第一期 and 第二期,
// 上午 and 下午 of one thing are two.
func sameDay(a, b *twin) bool {
	return a.bare != b.bare && twice(a, b) && sameFigures(a.Activity, b.Activity)
}

// sameFigured reports the same of rows of a log without names.
func sameFigured(a, b *twin) bool { return twice(a, b) && sameFigures(a.Activity, b.Activity) }

// unnumbered is a name's key without what counts its parts.
func unnumbered(key string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) || strings.ContainsRune("零〇一二三四五六七八九十百上下早中午晚甲乙丙丁", r) {
			return -1
		}
		return r
	}, key)
}

// chains link the rows that have something in common.
type chains[K comparable] struct {
	rows    []*model.Activity
	last    map[K]int // the last row of the key, from 1
	earlier []int     // the row before it of the same key
	words   twinWords
}

// find links a row and is an earlier one of its key that may be the same
// activity, nil for none.
func (c *chains[K]) find(k K, i int, same func(a, b *twin) bool) *model.Activity {
	if c.earlier == nil {
		c.earlier = make([]int, len(c.rows))
	}
	c.earlier[i] = c.last[k]
	c.last[k] = i + 1
	for j, n := c.earlier[i], 0; j > 0 && n < figure.MaxSuspects; j, n = c.earlier[j-1], n+1 {
		if same(c.words.of(c.rows[i]), c.words.of(c.rows[j-1])) {
			return c.rows[j-1]
		}
	}
	return nil
}

// twice reports that two rows of the same name and time may be one activity:
// nothing written tells them apart by place or organizer, and without a time
// their figures are the same.
func twice(a, b *twin) bool {
	if a.When().State == model.Bad || b.When().State == model.Bad {
		return false
	}
	for _, c := range [][2]string{{a.place, b.place}, {a.organizer, b.organizer}, {a.category, b.category}} {
		if c[0] != "" && c[1] != "" && c[0] != c[1] {
			return false
		}
	}
	return precise(a.Activity) && precise(b.Activity) || sameFigures(a.Activity, b.Activity)
}

// precise reports that the time names days: what is dated "2022年6月" may well
// have happened twice.
func precise(a *model.Activity) bool {
	return a.When().Known() && a.When().Value.From.Day != 0 && a.When().Value.To.Day != 0
}

func sameFigures(a, b *model.Activity) bool {
	some := false
	for _, c := range [][2]figure.Figure{
		{figure.Counted(a.Sessions()), figure.Counted(b.Sessions())}, {figure.Counted(a.Participants()), figure.Counted(b.Participants())},
		{figure.Counted(a.Materials()), figure.Counted(b.Materials())}, {figure.Amount(a.Cost()), figure.Amount(b.Cost())},
	} {
		if c[0].Known() != c[1].Known() || c[0].Known() && !c[0].N.Equal(c[1].N) {
			return false
		}
		some = some || c[0].Known() && !c[0].N.IsZero()
	}
	return some
}

const duplicateHint = "是同一次活动，删去一行并改合计；是两次活动，在名称或地点里写出区别"

func duplicate(a, b *model.Activity) check.Finding {
	what, when := "名称", ""
	if a.When().Known() {
		what, when = "名称和时间", "（"+span(a.When().Value)+"）"
	}
	if sameFigures(a, b) {
		what += "、数字都"
	}
	alike := "相同"
	if model.Key(a.Name().Value) != model.Key(b.Name().Value) {
		alike = "相同（那里写作“" + b.Name().Value + "”）"
	}
	return check.Finding{
		Pos: a.Name().Pos, Got: a.Name().Value, Related: []model.Pos{b.Name().Pos},
		Message: fmt.Sprintf("“%s”%s与 %s 的%s%s，可能重复登记", a.Name().Value, when, figure.At(a.Name().Pos, b.Name().Pos), what, alike),
		Hint:    duplicateHint,
	}
}

// renamed words a row that has all of another but its name.
func renamed(a, b *model.Activity) check.Finding {
	return check.Finding{
		Pos: a.Name().Pos, Got: a.Name().Value, Related: []model.Pos{b.Name().Pos},
		Message: fmt.Sprintf("“%s”（%s）与 %s 的“%s”时间、地点和数字都相同，只是名称不同，可能重复登记", a.Name().Value, span(a.When().Value),
			figure.At(a.Name().Pos, b.Name().Pos), b.Name().Value),
		Hint: duplicateHint,
	}
}

// nameless words a row of a log without names that has all of another.
func nameless(a, b *model.Activity) check.Finding {
	return check.Finding{
		Pos: a.Pos, Related: []model.Pos{b.Pos},
		Message: fmt.Sprintf("这一行（%s）与第 %d 行的时间、地点和数字都相同，可能重复登记", span(a.When().Value), b.Pos.Row),
		Hint:    duplicateHint,
	}
}
