package kin

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout"
)

// LogFields are what tells a log: the more of them a table states the more it is one.
var LogFields = []string{"name", "when", "place", "sessions", "participants", "cost", "category"}

// States reports that a table has a column of the field.
func States(t *model.Table, field string) bool {
	return slices.ContainsFunc(t.Columns, func(c model.Column) bool { return c.Field == field })
}

// Copied reports that at least half of the rows of the shorter log stand in the
// other too, under the same name and time.
func Copied(a, b *model.ActivityLog) bool {
	x, y := TallyOf(a), TallyOf(b)
	if x.Rows > y.Rows {
		x, y = y, x
	}
	same := 0
	for k, n := range x.deeds {
		if k.name != "" {
			same += min(n, y.deeds[k])
		}
	}
	return same > 0 && float64(same) >= layout.Parts.CopiedRows*float64(x.Rows)
}

// SameColumns reports that most of the log's columns that either table states
// are stated by both.
func SameColumns(a, b *model.Table) bool {
	both, either := 0, 0
	for _, f := range LogFields[:6] { // a part may be one category, its name above it
		x, y := States(a, f) || f == "when" && States(a, "start"), States(b, f) || f == "when" && States(b, "start")
		both, either = both+btoi(x && y), either+btoi(x || y)
	}
	return float64(both) >= layout.Parts.SharedColumns*float64(either)
}

// sameHeader reports that two tables have the same headers, enough of them that
// nobody writes them so twice by chance.
func sameHeader(a, b *model.Table) bool {
	headers := func(t *model.Table) (out []string) {
		for _, c := range t.Columns {
			out = append(out, model.Key(c.Header))
		}
		return out
	}
	return len(a.Columns) >= layout.Parts.HeaderColumns && slices.Equal(headers(a), headers(b))
}

// seriesToken is what tells the parts of a series apart: numbers, months,
// halves of a year, levels of government.
var seriesToken = pattern.New(`^(?:[0-9一二三四五六七八九十]*|[0-9一二三四五六七八九十~～至到—-]+(?:月份?|季度?|期|批|次)?|[上下春秋前后]|[上下]半年|[春秋]季|(?:中央|国家|[省市县区乡镇])级?|本级)$`)

// OneSeries reports tables on one sheet, under the same headers, or whose
// titles, sheets or files are called alike but for a month, a level, a place, or
// a direction of spending.
func OneSeries(a, b *model.Table, directions []string) bool {
	if a.Pos.Sheet == b.Pos.Sheet || sameHeader(a, b) {
		return true
	}
	for i, names := range [][2]string{{a.Title, b.Title}, {a.Pos.SheetName(), b.Pos.SheetName()}, {FileTitle(a.Pos.File()), FileTitle(b.Pos.File())}} {
		x, y := model.Key(names[0]), model.Key(names[1])
		if x == "" || y == "" || x == y && i > 0 {
			continue
		}
		if x == y || differByToken(x, y) || direct(x, directions) && direct(y, directions) {
			return true
		}
	}
	return false
}

// Series reports tables whose titles, sheets or files are called alike but for one
// word that tells the parts of a series apart: 省级 and 市级, 一季度 and 二季度.
func Series(a, b *model.Table) bool {
	for _, names := range [][2]string{{a.Title, b.Title}, {a.Pos.SheetName(), b.Pos.SheetName()}, {FileTitle(a.Pos.File()), FileTitle(b.Pos.File())}} {
		x, y := model.Key(names[0]), model.Key(names[1])
		p, q, rest := apart(x, y)
		if x != y && p != "" && q != "" && rest > 0 && seriesToken.MatchString(p) && seriesToken.MatchString(q) {
			return true
		}
	}
	return false
}

// apart is what two names differ in, and how many characters they share.
func apart(a, b string) (p, q string, shared int) {
	x, y := []rune(a), []rune(b)
	head := 0
	for head < min(len(x), len(y)) && x[head] == y[head] {
		head++
	}
	tail := 0
	for tail < min(len(x), len(y))-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	return string(x[head : len(x)-tail]), string(y[head : len(y)-tail]), head + tail
}

// direct reports a name that holds a direction of spending, or is held by one.
func direct(name string, directions []string) bool {
	s := model.Key(Stem(name))
	return slices.ContainsFunc(directions, func(d string) bool {
		return d != "" && (strings.Contains(name, d) || len(s) >= 6 && strings.Contains(d, s))
	})
}

// differByToken reports two names that differ in one series token only, or in where.
func differByToken(a, b string) bool {
	p, q, shared := apart(a, b)
	if shared == 0 && !seriesToken.MatchString(a) {
		return false
	}
	if seriesToken.MatchString(p) && seriesToken.MatchString(q) {
		return true
	}
	return PlaceStem.MatchString(Stem(a)) && PlaceStem.MatchString(Stem(b))
}
