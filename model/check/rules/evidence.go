package rules

import (
	"slices"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
)

// An evidence is a sum that the log states: a quantity over a scope.
type evidence struct {
	what    string // 类别“主题科普宣传活动”的场次
	column  figure.Column
	rows    []int // of the column
	total   figure.Tallied
	certain bool // the words name it; otherwise they only resemble its
	whole   bool // it is of the whole log
}

// newEvidence adds up a column; not ok where nothing is stated or something
// cannot be read.
func newEvidence(what string, column figure.Column, rows []int) (evidence, bool) {
	total, ok := column.Tally(rows)
	return evidence{what: what, column: column, rows: rows, total: total}, ok
}

// agrees reports that a figure is the sum, as far as both are written.
func (e evidence) agrees(fig figure.Figure) bool {
	return figure.Within(e.total.Tolerance(fig))(fig.N, e.total.Sum)
}

// mixes reports units that must not be compared: 人 and 人次.
func (e evidence) mixes(fig figure.Figure) bool {
	return e.total.Other != "" || figure.SameUnit(e.total.Unit, fig.Unit) == figure.Different
}

// places are the cells the sum is made of, a few of a long log's.
func (e evidence) places() []model.Pos {
	var out []model.Pos
	for _, i := range e.rows {
		if f := e.column.Cell(i); f.Known() {
			out = append(out, f.Pos)
		}
		if len(out) > figure.MaxSuspects {
			break
		}
	}
	return out
}

// namedBy are the sums that an indicator's words name: a category's, an
// activity's, or the whole log's. Words that name nothing of the log give none.
func namedBy(p *check.Pass, about string, q quantity) []evidence {
	var exact, like []evidence
	put := func(s scope, certain bool) {
		if e, ok := newEvidence(s.title()+"的"+q.word, q.over(s.rows), upTo(len(s.rows))); ok {
			e.certain = certain
			if certain {
				exact = append(exact, e)
			} else {
				like = append(like, e)
			}
		}
	}
	all := scopesOf(p)
	whole := q.whole(p, about)
	for _, s := range all {
		if s.kind == ofCategory && s.core == about || whole && s.kind == ofLog && len(exact) == 0 {
			put(s, true)
		}
	}
	if len(exact) > 0 || whole {
		return exact
	}
	for _, kind := range []scopeKind{ofCategory, ofActivity} {
		for _, s := range all {
			if s.kind == kind && (kind == ofCategory || len([]rune(about)) >= 3) && wording.Resemble(s.core, about) {
				put(s, nearly(s.core, about))
			}
		}
		if len(exact)+len(like) > 0 {
			break
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return like
}

// nearly reports that one name is the other but for a short addition, such as
// 中国流动科技馆巡展 and 流动科技馆巡展.
func nearly(a, b string) bool {
	x, y := len([]rune(a)), len([]rune(b))
	if x > y {
		x, y = y, x
	}
	return a == b || x >= 4 && x*3 >= y*2
}

type sumsKey string

// sumsOf are all sums of a quantity: of the whole log first, of each category, of
// each activity, and of 其中.
func sumsOf(p *check.Pass, q quantity) []evidence {
	return p.Once(sumsKey(q.word), func() any {
		var out []evidence
		for _, s := range scopesOf(p) {
			if e, ok := newEvidence(s.title()+"的"+q.word, q.over(s.rows), upTo(len(s.rows))); ok {
				e.whole = s.kind == ofLog
				out = append(out, e)
			}
			if q.part != nil && s.kind != ofActivity {
				if e, ok := newEvidence(s.title()+"的"+q.part.word, q.part.over(s.rows), upTo(len(s.rows))); ok {
					out = append(out, e)
				}
			}
			if q.events && s.kind != ofActivity {
				if e, ok := newEvidence(s.title()+"的行数", counting(s.rows), upTo(len(s.rows))); ok {
					out = append(out, e)
				}
			}
		}
		return out
	}).([]evidence)
}

// byChance is of how many numbers one may be a sum of the log by chance: then
// that it is one tells nothing.
const byChance = 10

// few is the number below which a sum that is equal says nothing.
var few = decimal.NewFromInt(20)

// explains is the sum that a figure equals although its words do not name it. The
// whole log is what most indicators mean; among the others, where so many sums of
// that size stand that one in ten numbers would be one, being equal is no reason.
func explains(sums []evidence, fig figure.Figure) (evidence, bool) {
	if fig.N.LessThan(few) {
		return evidence{}, false
	}
	equal := slices.IndexFunc(sums, func(e evidence) bool { return !e.mixes(fig) && e.agrees(fig) })
	if equal < 0 {
		return evidence{}, false
	}
	if sums[equal].whole {
		return sums[equal], true
	}
	hits := decimal.Decimal{}
	for i, e := range sums {
		if !sameSize(e.total.Sum, fig.N) || slices.ContainsFunc(sums[:i], func(o evidence) bool { return o.total.Sum.Equal(e.total.Sum) }) {
			continue
		}
		hits = hits.Add(e.total.Tolerance(fig).Mul(two))
	}
	return sums[equal], hits.Mul(decimal.NewFromInt(byChance)).LessThanOrEqual(fig.N)
}

// sameSize reports that a sum is between half and twice a figure.
func sameSize(sum, fig decimal.Decimal) bool {
	return sum.Mul(two).GreaterThanOrEqual(fig) && sum.LessThanOrEqual(fig.Mul(two))
}

// closeTo reports that two figures differ by no more than a tenth.
func closeTo(a, b decimal.Decimal) bool {
	return a.Sub(b).Abs().Shift(1).LessThanOrEqual(b.Abs())
}

// effects finds figures in the texts of 活动成效: 新命名科普教育基地15个.
func effects(p *check.Pass, about, unit string) []evidence {
	if unit == "" || unit == "%" || unit == "元" || len([]rune(about)) < 2 {
		return nil
	}
	var exact, like []evidence
	var same []figure.Figure
	of := func(label string, parts []figure.Figure, certain bool) evidence {
		e, _ := newEvidence("“"+label+"”", figure.Column{Cell: func(i int) figure.Figure { return parts[i] }}, upTo(len(parts)))
		e.certain = certain
		return e
	}
	for _, c := range gather(p).effectSentences(func(c sentence) bool {
		return figure.SameUnit(c.fig.Unit, unit) == figure.Same && wording.Resemble(c.label, about)
	}) {
		if c.label == about {
			same = append(same, c.fig) // the same thing counted in several activities
			exact = []evidence{of(c.label, same, true)}
		} else {
			like = append(like, of(c.label, []figure.Figure{c.fig}, nearly(c.label, about)))
		}
	}
	if len(exact) > 0 {
		return exact
	}
	return like
}
