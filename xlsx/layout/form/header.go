package form

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

var moneyCore = []string{"money.initial", "money.budget", "money.received", "money.spent", "money.rate"}

var moneyKinds = map[string]model.MoneyKind{
	"row.total": model.MoneyTotal, "row.fiscal": model.MoneyFiscal, "row.carry": model.MoneyCarry,
	"row.local": model.MoneyLocal, "row.other": model.MoneyOther,
}

// moneyHeader reports whether a row is a header of the money block: two of its
// columns, or one and the block's label, and no indicator words.
func moneyHeader(lx *word.LabelForm, row int, us []formUnit) bool {
	var core []string
	weights, block, figures, kinds := 0, false, 0, 0
	labelled := slices.ContainsFunc(us, func(u formUnit) bool { return lx.Named(u.Base, "block") == "block.money" })
	for i, u := range us {
		if f := lx.Named(u.Base, "money"); f != "" && u.Top == row {
			switch {
			case slices.Contains(moneyCore, f):
				if !slices.Contains(core, f) {
					core = append(core, f)
				}
				if i+1 < len(us) && view.FigureText(us[i+1].Text) {
					figures++
				}
			case f == "money.weight" || f == "money.score":
				weights++
			}
		} else if f == "" && u.Top == row && labelled {
			if n := lx.Tail(u.Base, "money", 3); slices.Contains(moneyCore, n) && !slices.Contains(core, n) {
				core = append(core, n)
			}
		}
		if lx.Named(u.Base, "ind") != "" && slices.Contains([]string{"ind.l1", "ind.l2", "ind.l3", "ind.target", "ind.actual"}, lx.Named(u.Base, "ind")) {
			return false
		}
		block = block || lx.Named(u.Base, "block") == "block.money"
		if u.Top == row && lx.Named(rowWord(u.Base), "row") != "" {
			kinds++
		}
	}
	if figures > 0 && figures >= len(core) {
		return false // 全年预算数 | 36 | 全年执行数 | 36: label and value, not a header
	}
	return len(core) >= 2 || len(core) == 1 && block && (weights > 0 || kinds == 0 && len(us) > 2)
}

var indicatorLevels = []string{"ind.l1", "ind.l2", "ind.l3"}

// indicatorHeader reports whether a row is a header of the indicators: one of
// the three levels, and three columns in all.
func indicatorHeader(lx *word.LabelForm, row int, us []formUnit) bool {
	level, fields := false, map[string]bool{}
	for _, u := range us {
		if u.Top != row {
			continue
		}
		f := lx.Named(u.Base, "ind")
		if f == "" {
			continue
		}
		fields[f] = true
		level = level || slices.Contains(indicatorLevels, f)
	}
	delete(fields, "ind.method")
	return level && len(fields) >= 3
}

// hintedHeader is indicatorHeader for a row that a person named as the header:
// its words need only be near the known ones.
func hintedHeader(lx *word.LabelForm, us []formUnit) bool {
	level, fields := false, map[string]bool{}
	for _, u := range us {
		f := lx.Named(u.Base, "ind")
		if f == "" {
			f = lx.Near(u.Base, "ind")
		}
		if f != "" {
			fields[f] = true
			level = level || slices.Contains(indicatorLevels, f)
		}
	}
	return level && len(fields) >= 3
}

var (
	monitorColumn = pattern.New(`^(?:20\d\d年)?(?:\d{1,2}月?(?:[-—–~至到]+)\d{1,2}月|截[至止]\d{1,2}月|` + profile.Any("part-years") + `)|` + profile.Any("expected"))
	wholeYear     = pattern.New(`^(?:20\d\d年)?(?:0?1月?(?:[-—–~至到]+)12月|截[至止]12月)`)
)

// monitorHeader reports the header of a column that only a 监控表 has: figures
// of part of the year, or expected ones.
func monitorHeader(key string) bool {
	return monitorColumn.MatchString(key) && !wholeYear.MatchString(key)
}

// othersWord is a header of figures of last year, of part of this one, of what
// is left, or of somebody else's score,
// which no likeness makes ours.
var othersWord = pattern.New(`^未|^\d{1,2}月|` + profile.Any("form-others"))

// numberingRow reports that what begins in the row counts its columns: 1 2 3 …
// or 栏次 1 2 3=2/1.
func numberingRow(row int, us []formUnit) bool {
	fresh := slices.DeleteFunc(slices.Clone(us), func(u formUnit) bool { return u.Top != row })
	if len(fresh) > 0 && fresh[0].Base == "栏次" {
		fresh = fresh[1:]
	}
	if len(fresh) < 4 {
		return false
	}
	first := -1
	for i, u := range fresh {
		number, _, _ := strings.Cut(u.Key, "=")
		if first < 0 {
			first = 1 - view.One(number == "0")
		}
		if number != strconv.Itoa(first+i) {
			return false
		}
	}
	return true
}

// goalHeader reports whether a row is the header of the goals: a planned and a
// reached one side by side, with nothing but the block's label beside them.
func goalHeader(lx *word.LabelForm, row int, us []formUnit) bool {
	planned, actual := 0, 0
	for _, u := range us {
		f := goalField(lx, u.Label)
		switch {
		case f == "" && lx.Named(u.Base, "block") == "":
			return false
		case u.Top != row:
		case f == "goal.actual":
			actual++
		default:
			planned++
		}
	}
	return actual > 0 && planned > 0
}

// goalField is the goal a label speaks of, by its word or by the word's end:
// 全年绩效目标实际完成情况.
func goalField(lx *word.LabelForm, l *word.Label) string {
	if f := lx.Named(l.Base, "goal"); f != "" {
		return f
	}
	switch n := utf8.RuneCountInString(l.Base); {
	case n == 0 || n > evidence.Standard.Word.HeadingRunes || lx.Named(l.Base, "ind", "money", "head") != "":
	case strings.HasSuffix(l.Base, "完成情况"):
		return "goal.actual"
	case strings.HasSuffix(l.Base, "目标") && n <= evidence.Standard.Word.WordRunes:
		return "goal.planned"
	}
	return ""
}

// formTitle takes a row for a title: one text, at most accompanied by short
// ones, that holds a title word. A value of a label is none.
func formTitle(lx *word.LabelForm, us []formUnit) (title *formUnit, foreign, is string) {
	if len(us) == 0 || len(us) > 3 {
		return nil, "", ""
	}
	for i := range us {
		u := &us[i]
		if lx.Named(u.Base, "head", "block", "goal", "ind") != "" {
			return nil, "", ""
		}
		if utf8.RuneCountInString(u.Key) > evidence.Standard.Header.TitleRunes || lx.Named(firstWord(u.Key), "note", "text", "head") != "" {
			continue
		}
		evaluation := word.ContainsAny(u.Key, lx.Titles)
		if !evaluation {
			for _, f := range []string{"foreign.target", "foreign.monitor"} {
				if word.ContainsAny(u.Key, lx.WordsOf(f)) {
					title, foreign, is = u, f, lx.TitleOf(f)
				}
			}
		}
		if evaluation {
			return u, "", ""
		}
	}
	return title, foreign, is
}

// pairBlocks are the blocks whose labels have their value beside them.
var pairBlocks = []string{"head", "goal", "text", "note", "total"}
