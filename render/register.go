package render

import (
	"strings"

	"ziping/model"
	"ziping/render/phrase"
)

// This file is the 活动一览表: the office's log as an annex, with the columns that
// hold something.

// A registerColumn is a column that is left out where no row fills it.
type registerColumn struct {
	name string
	of   func(activity) Figure
}

var registerColumnsShown = []registerColumn{
	{"活动类别", func(a activity) Figure { return a.category }},
	{"活动时间", func(a activity) Figure { return a.when }},
	{"活动地点", func(a activity) Figure { return a.place }},
	{"主办单位", func(a activity) Figure { return a.organizer }},
	{"活动形式", func(a activity) Figure { return a.form }},
	{"场次", func(a activity) Figure { return a.sessions }},
	{"参与人次", func(a activity) Figure { return a.participants }},
	{"青少年", func(a activity) Figure { return a.youth }},
	{"资料", func(a activity) Figure { return a.materials }},
	{"志愿者", func(a activity) Figure { return a.volunteers }},
	{"经费", func(a activity) Figure { return a.cost }},
	{"活动成效", func(a activity) Figure { return a.effect }},
	{"备注", func(a activity) Figure { return a.remark }},
}

// filled are one item where some row fills the column, none where none does: a
// template repeats the column over them.
func (r *Report) filled(c registerColumn) []Line {
	for _, a := range r.work.rows {
		if f := c.of(a); f.Known() {
			return []Line{{""}}
		}
	}
	return nil
}

func registerShown() []column[*Report] {
	var out []column[*Report]
	for _, c := range registerColumnsShown {
		out = append(out, nested(c.name, "有内容时是一项，没有时是空的：{{循环列 一览栏."+c.name+"}}…{{结束循环}}", func(r *Report) []Line { return r.filled(c) }, paragraph()))
	}
	return out
}

// open marks the totals of columns that some rows leave blank.
const open = "*"

// total is a sum at the foot of the table: a bare number, marked where it is not
// the whole.
func total(f Figure) Figure {
	if !f.Numeric {
		return f
	}
	f.Text = f.Num.String()
	if f.Approx {
		f.Text = "约" + f.Text
	}
	if f.Partial {
		f.Text += open
	}
	return f
}

// registerNote says what the marks of the totals mean, and how many rows are not
// listed.
func (r *Report) registerNote() Line {
	var l Line
	all := r.work.all
	var partial []string
	for _, c := range []struct {
		name string
		f    Figure
	}{{"场次", all.sessions}, {"参与人次", all.people}, {"青少年", all.youth}, {"资料", all.materials}, {"经费", all.cost}} {
		if c.f.Partial {
			partial = append(partial, c.name)
		}
	}
	if r.work.cut > 0 {
		l.Add("本表列出前", listedCount(r.work.rows), "，其余", phrase.Tallied(r.work.cut, "项", r.work.all.count.From, "活动台账行数－已列出的行数"), "见活动台账。")
	}
	if len(partial) > 0 {
		l.Add("合计中带" + open + "的" + strings.Join(partial, "、") + "，是" + phrase.Recorded + "各项之和。")
	}
	if len(l) == 0 {
		return nil
	}
	return append(Line{"注："}, l...)
}

func listedCount(rows []activity) Figure {
	var from []model.Pos
	for _, a := range rows {
		from = append(from, a.row.Pos)
	}
	return phrase.Tallied(len(rows), "项", from, "按活动台账的行数计")
}

// categoryTotals are the sums of the categories, where not all rows are listed.
func (r *Report) categoryTotals() []category {
	if r.work.cut == 0 {
		return nil
	}
	return r.work.categories
}

func registerFields() []Field {
	return []Field{
		list("活动一览", "活动一览表各行，数字不带单位，经费以元计", func(r *Report) []activity { return r.work.rows }, registerColumns()...),
		compound("一览栏", "活动一览表中有内容的栏", func(r *Report) *Report { return r }, registerShown()...).inTable(),
		field("活动一览注", KindLine, "活动一览表下面的注：哪些合计不全，哪些行没有列出；没有要注的时为空", func(r *Report) any { return r.registerNote() }),
		compound("活动一览合计", "活动一览表合计行，数字不带单位；有的行没有写的带*", func(r *Report) category { return r.work.all }, totalColumns()...).inTable(),
		list("类别合计", "台账太长、没有全部列出时，各类活动的合计；其余时候没有", func(r *Report) []category { return r.categoryTotals() },
			append([]column[category]{col("类别", KindText, "活动类别", func(c category) any { return c.name })}, totalColumns()...)...),
	}
}

func totalColumns() []column[category] {
	return []column[category]{
		col("活动数", KindCount, "项数", func(c category) any { return bare(c.count) }),
		col("场次", KindCount, "场次", func(c category) any { return total(c.sessions) }),
		col("参与人次", KindCount, "参与人次", func(c category) any { return total(c.people) }),
		col("青少年", KindCount, "青少年", func(c category) any { return total(c.youth) }),
		col("资料", KindCount, "资料", func(c category) any { return total(c.materials) }),
		col("志愿者", KindCount, "志愿者", func(c category) any { return total(c.volunteers) }),
		col("经费", KindMoney, "经费，元", func(c category) any { return total(c.cost) }),
	}
}

func registerColumns() []column[activity] {
	out := activityColumns()
	for i, c := range out {
		if c.kind == KindCount || c.kind == KindMoney {
			value := c.value
			out[i].value = func(a activity) any { return bare(value(a).(Figure)) }
		}
	}
	return out[:len(out)-1]
}

// bare is a figure as a table under a heading with a unit prints it: digits
// only, in base units.
func bare(f Figure) Figure {
	if !f.Numeric {
		return f
	}
	f.Text = f.Num.String()
	if f.Approx {
		f.Text = "约" + f.Text
	}
	return f
}
