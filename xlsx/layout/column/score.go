package column

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// Complete reports that nothing required is missing and nothing is there twice.
func (c *Claim) Complete() bool { return len(c.Missing) == 0 && len(c.Twice) == 0 }

// substance reports that a table of figures has at least one column of figures
// or dates: 名称 and 说明 alone make no log.
func (c *Claim) substance() bool {
	switch c.Form.Kind {
	case model.KindFund, model.KindActivity, model.KindAllotment:
		return slices.ContainsFunc(c.Columns, func(x Column) bool {
			return x.Field >= 0 && (word.IsFigure(c.Form.Fields[x.Field].Type) || c.Form.Fields[x.Field].Type == "dates")
		})
	}
	return true
}

// likeLog reports a header, a title or a sheet that speaks of activities: names, days
// and amounts alone are a diary, a list of payments or of furniture. A name whose
// word only the grammar makes asks for one sign more.
func (c *Claim) likeLog() bool {
	if c.Form.Kind != model.KindActivity || c.Named || c.Head.Forced {
		return true
	}
	signs, asked := 0, 1
	for i := range c.Columns {
		col := &c.Columns[i]
		if col.Field < 0 {
			continue
		}
		if slices.ContainsFunc(col.Path, func(l *word.Label) bool { return word.ContainsAny(l.Key, profile.CommonMorphemes().Signs) }) {
			signs++
		} else if col.Made && c.Form.Fields[col.Field].Required {
			asked++
		}
	}
	return signs >= asked
}

// likeAllotment reports a title, a sheet or a header that speaks of handing out: 实施单位 and
// 金额 beside 项目名称 are a list of projects.
func (c *Claim) likeAllotment() bool {
	amount, project := c.Form.FieldNamed("amount"), c.Form.FieldNamed("project")
	if c.Form.Kind != model.KindAllotment || c.Named || c.Head.Forced || amount < 0 || project < 0 || !c.has(project) {
		return true
	}
	return slices.ContainsFunc(c.Columns, func(x Column) bool {
		return x.Field == amount && slices.ContainsFunc(x.Path, func(l *word.Label) bool { return word.ContainsAny(l.Key, handing) })
	})
}

// handing is what the header of an allotment says, and the one of a list does not.
var handing = profile.Common("handing")

// first reports that the claim goes before relatives: a table that states both
// what was planned and what was spent is a 资金表, whatever else it has.
func (c *Claim) first() bool {
	return c.Complete() && c.Form.Kind == model.KindFund && c.Form.Role == ""
}

// weigh adds up the points of a claim: a strong word 1, a column of figures or
// dates 0.6, other words less, a column not understood minus 0.1.
func (c *Claim) weigh() {
	understood, named := 0, 0
	for i := range c.Columns {
		col := &c.Columns[i]
		if len(col.Path) > 0 {
			named++
		}
		if col.Field < 0 {
			if len(col.Path) > 0 {
				c.Tell("unknown", col.place(), -evidence.Standard.Column.Unknown, "")
			}
			continue
		}
		understood++
		c.Tell("column", col.place(), c.worth(col), "")
	}
	for i := range c.Form.Fields {
		if c.Form.Fields[i].Required && !c.has(i) {
			c.Missing = append(c.Missing, i)
		}
	}
	if c.Form.Role == string(model.FundLedger) && !c.vouched() {
		c.Missing = append(c.Missing, c.Form.FieldNamed("voucher"))
	}
	h := c.Head
	rows := fmt.Sprintf("第 %d 行", h.Top)
	if h.Bottom > h.Top {
		rows = fmt.Sprintf("第 %d～%d 行", h.Top, h.Bottom)
	}
	c.Tell("header", grid.Range{Top: h.Top, Left: h.Left, Bottom: h.Bottom, Right: h.Right}, 0, fmt.Sprintf("%s是表头：%d 列中认得 %d 列", rows, named, understood))
}

// vouched reports what makes a list of spending a ledger: vouchers, payees, or
// dates.
func (c *Claim) vouched() bool {
	for _, name := range []string{"voucher", "payee", "date"} {
		if i := c.Form.FieldNamed(name); i >= 0 && c.has(i) {
			return true
		}
	}
	return c.Form.FieldNamed("voucher") < 0
}

func (c *Claim) worth(col *Column) float64 {
	f := c.Form.Fields[col.Field]
	strength := 1.0
	if col.How != "" {
		strength = evidence.Standard.Column.Derived
	}
	switch {
	case f.Type == "index" || f.Name == "remark":
		return evidence.Standard.Column.Number
	case col.Part || strings.HasPrefix(f.Name, "source"):
		return evidence.Standard.Column.Part * strength
	case f.Strong:
		return strength
	case f.Required, slices.Contains([]string{"amount", "count", "ratio", "price", "dates"}, f.Type):
		return evidence.Standard.Column.Figures * strength
	}
	return evidence.Standard.Column.Part * strength
}

// Tell adds a reason for the claim, or against it.
func (c *Claim) Tell(id string, at grid.Range, points float64, say string) {
	c.Evidence = append(c.Evidence, evidence.Evidence{ID: id, At: at, Points: points, Say: say})
	c.Points += points
}

// place is where the lowest word of a column's header stands.
func (c *Column) place() grid.Range {
	return grid.Range{Top: c.At.Row, Left: c.At.Col, Bottom: c.At.Row, Right: c.At.Col}
}

// Hear adds what the sheet's name and the title say.
func (c *Claim) Hear(sheet string, titles []word.TitleLine, v *word.Page) {
	key := v.KeyOf(sheet)
	for _, name := range c.Form.Sheets {
		if key == name || len(name) >= evidence.Standard.Column.SheetBytes && strings.Contains(key, name) {
			c.Named = true
			c.Tell("sheet", grid.Range{}, evidence.Standard.Column.Named, "工作表名“"+sheet+"”是"+c.Form.Title+"的常用名")
			break
		}
	}
	for _, t := range titles {
		for _, name := range c.Form.Titles {
			if strings.Contains(t.Key, name) {
				c.Named = true
				c.Tell("title", t.Span, evidence.Standard.Column.Named, "标题“"+view.Brief(t.Text)+"”里有“"+name+"”")
				return
			}
		}
	}
}

// Score is the points on the scale of candidates.
func (c *Claim) Score() float64 {
	if c.Head.Forced {
		return 1
	}
	return evidence.Score(c.Points)
}

// Yields reports that the table is called something else, which it is more
// clearly though a column is missing: then the column is missing.
func (c *Claim) Yields(others []*Claim) bool {
	return !c.Named && slices.ContainsFunc(others, func(o *Claim) bool {
		return o.Named && !o.Complete() && o.Form.Kind != c.Form.Kind && o.Points > c.Points && o.Speaks() &&
			(c.Form.Kind != model.KindAllotment || o.strong() > 1)
	})
}

// strong counts the columns under strong words as they are in the list.
func (c *Claim) strong() int {
	n := 0
	for i := range c.Columns {
		f := c.Columns[i].Field
		n += view.One(f >= 0 && c.Form.Fields[f].Strong && c.Columns[i].How == "")
	}
	return n
}

// Speaks reports that an incomplete claim is still clearly the form: a person
// would say that a column is missing, not that it is something else.
func (c *Claim) Speaks() bool {
	strong, known := c.strong(), 0
	for i := range c.Columns {
		if f := c.Columns[i].Field; f >= 0 && c.Form.Fields[f].Type != "index" && c.Form.Fields[f].Name != "remark" {
			known++
		}
	}
	return strong >= 1 && (c.Named && known >= 2 || known >= 4) || strong >= 2 && known >= 3 || c.Head.Forced
}
