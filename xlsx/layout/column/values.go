package column

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// months reads columns of the months, or the quarters, of a 资金表 as parts of what
// was spent, and the 合计 behind them as all of it; where some months are not there
// that is said.
func (c *Claim) months() {
	spent, planned := c.Form.FieldNamed("spent"), c.Form.FieldNamed("planned")
	if c.Form.Kind != model.KindFund || spent < 0 || planned < 0 {
		return
	}
	for _, d := range divisions[:3] {
		var parts []int
		for i := range c.Columns {
			col := &c.Columns[i]
			if col.Field < 0 && len(col.Path) == 1 && d.word.ReplaceAllString(col.Path[0].Key, "") == "" && col.Path[0].Key != "" {
				parts = append(parts, i)
			}
		}
		if len(parts) < 2 {
			continue
		}
		last := parts[len(parts)-1] + 1
		summed := last < len(c.Columns) && c.Columns[last].Field < 0 && len(c.Columns[last].Path) > 0 && c.Columns[last].Path[0].Whole
		switch {
		case c.has(spent):
		case summed:
			c.Columns[last].Field, c.Columns[last].How = spent, "是前面各期的合计"
			if len(parts) < d.parts {
				c.Columns[last].Doubt = fmt.Sprintf("只有 %d 期，不是全年", len(parts))
			}
		case !c.has(planned) || len(parts) < d.parts:
			return
		}
		for _, i := range parts {
			c.Columns[i].Field, c.Columns[i].Part, c.Columns[i].How = spent, true, "各期合起来是全部支出"
		}
		return
	}
}

// everyone reads 惠及儿童人次 as those who took part, where no other column says how
// many did: the children are all there were. Of two columns of the young the one that
// is never less is everybody, and 其中 of it are the young.
func (c *Claim) everyone(v *word.Page, offers []offer) {
	participants, youth := c.Form.FieldNamed("participants"), c.Form.FieldNamed("youth")
	if participants < 0 || youth < 0 || c.has(participants) {
		return
	}
	var young []int
	for i := range c.Columns {
		if col := &c.Columns[i]; col.Field == youth || col.Field < 0 && !col.Again && slices.ContainsFunc(offers, func(o offer) bool { return o.col == i && o.m.Field == youth && !o.m.Part }) {
			young = append(young, i)
		}
	}
	if len(young) == 2 {
		all, part := &c.Columns[young[0]], &c.Columns[young[1]]
		if all.subset() || !part.subset() && !c.covers(v, all, part) {
			all, part = part, all
		}
		if !all.subset() && c.covers(v, all, part) {
			all.Field, all.Part, all.How = participants, false, "“"+part.Header+"”是它的一部分"
			part.Field, part.Part = youth, false
			if !part.subset() {
				all.Doubt = "也可能只是其中的青少年"
			}
			c.Twice = slices.DeleteFunc(c.Twice, func(x [2]Column) bool { return c.twice(all) || c.twice(part) })
			return
		}
	}
	for _, i := range young {
		if col := &c.Columns[i]; col.Field == youth && col.Made && !col.subset() {
			col.Field, col.How, col.Doubt = participants, "没有别的列写参与人次", "也可能只是其中的青少年"
			return
		}
	}
}

// covers reports that the figures of one column are never less than those of another
// beside them, and once more.
func (c *Claim) covers(v *word.Page, all, part *Column) bool {
	more, bottom := 0, min(v.Rows, c.Head.Bottom+evidence.SampleRows)
	for row := c.Head.Bottom + 1; row <= bottom; row++ {
		a, b := value.Count(v.Cell(row, all.Col), ""), value.Count(v.Cell(row, part.Col), "")
		if a.State != model.Known || b.State != model.Known {
			continue
		}
		if a.Value.N.LessThan(b.Value.N) {
			return false
		}
		more += view.One(b.Value.N.LessThan(a.Value.N))
	}
	return more > 0
}

// days reads the only column of days that nobody understood as the time of the
// activities, where the log has no other.
func (c *Claim) days() {
	when := c.Form.FieldNamed("when")
	if c.Form.Kind != model.KindActivity || when < 0 || c.States("when") || c.States("start") {
		return
	}
	found := -1
	for i := range c.Columns {
		if col := &c.Columns[i]; col.Field < 0 && len(col.Path) > 0 && col.Sample.confirms("dates") && !c.Form.Refuses(when, col.Path[len(col.Path)-1]) {
			if found >= 0 {
				return
			}
			found = i
		}
	}
	if found >= 0 {
		c.Columns[found].Field, c.Columns[found].How = when, "写的是日期，没有别的列写活动时间"
	}
}

// names reads as the names of the activities the first column of words of a log that
// nobody understood, where no column has them: 所属任务 | 项目 | 举办时间.
func (c *Claim) names(offers []offer) {
	name := c.Form.FieldNamed("name")
	if c.Form.Kind != model.KindActivity || name < 0 || c.has(name) || !c.States("when") && !c.States("start") {
		return
	}
	for _, o := range offers {
		if col := &c.Columns[o.col]; o.m.Field == name && !o.m.Composed && col.Field >= 0 && c.Form.Fields[col.Field].Type == "text" {
			col.Field, col.How = name, "没有别的列写"+c.Form.Fields[name].Title
			return
		}
	}
	for i := range c.Columns {
		col := &c.Columns[i]
		if col.Field >= 0 || len(col.Path) == 0 || !col.Sample.confirms("text") || word.Extra(col.Header) || c.composedNone(col) ||
			slices.ContainsFunc(offers, func(o offer) bool { return o.col == i && o.m.Field != name }) {
			continue
		}
		col.Field, col.How, col.Made = name, "没有别的列写"+c.Form.Fields[name].Title, true
		col.Doubt = "词表里没有这个叫法"
		return
	}
}

// composedNone reports a header that says whose it is: 参与单位, 人员姓名.
func (c *Claim) composedNone(col *Column) bool {
	key := col.Path[len(col.Path)-1].Key
	return word.ContainsAny(key, nameless)
}

// nameless is in the headers of columns of words that name no activity.
var nameless = profile.Common("nameless")

// nearest reads a column whose word no list has and no grammar makes as the field
// whose word is most like it, where nothing else states the field, the values are of
// its type, and no other column is as good. It is taken and said.
func (c *Claim) nearest() {
	for f := range c.Form.Fields {
		field := &c.Form.Fields[f]
		if !word.IsFigure(field.Type) || !field.Strong || c.has(f) {
			continue
		}
		best, at, word := evidence.Standard.Word.NearLikeness, -1, ""
		for i := range c.Columns {
			col := &c.Columns[i]
			if col.Field >= 0 || len(col.Path) == 0 || col.Again || col.Other != 0 || col.Path[len(col.Path)-1].Whole || col.subset() || col.planned() || !col.Sample.confirms(field.Type) || c.twice(col) {
				continue
			}
			near, w := c.Form.Near(f, col.Path[len(col.Path)-1])
			if near > best {
				best, at, word = near, i, w
			} else if near == best {
				at = -1
			}
		}
		if at >= 0 {
			col := &c.Columns[at]
			col.Field, col.How, col.Made = f, "最接近“"+word+"”，没有别的列写"+field.Title, true
			col.Doubt = "词表里没有这个叫法"
		}
	}
}

// twice reports a column that says what another one says.
func (c *Claim) twice(col *Column) bool {
	return slices.ContainsFunc(c.Twice, func(x [2]Column) bool { return x[0].Col == col.Col || x[1].Col == col.Col })
}

// unit is the unit that the header gives, else the one that the figures carry.
func (c *Column) unit() string {
	if u := headerUnit(c); u != "" {
		return u
	}
	if n := len(c.Path); n > 1 && c.Path[n-1].Whole { // 合计 under 服务妇女（人次）
		if _, u := value.HeaderUnit(c.Path[n-2].Text); u != "" {
			return u
		}
	}
	return c.Sample.Unit
}

// share reports a header whose unit is a per cent: 预算执行情况（%）.
func (c *Column) share() bool { return headerUnit(c) == "%" }

// meanings are the fields that the words of a header may stand for; what is counted in
// per cent is the rate of what its words say.
func (c *Column) meanings(f *word.TableForm) []word.Match {
	out := f.Match(c.Path)
	if len(c.Path) == 0 || !c.share() || slices.ContainsFunc(out, func(m word.Match) bool { return f.Fields[m.Field].Type == "ratio" }) {
		return out
	}
	words, _ := value.HeaderUnit(c.Path[len(c.Path)-1].Text)
	return append(slices.Clone(out), f.Look(word.NewLabel(strings.TrimSuffix(model.Key(words), "情况")+"率"))...)
}

// countUnits are the units of figures that tell what is counted.
var countUnits = []string{"人次", "场次", "场", "份", "册"}

// countUnit is the unit behind a figure, 38场, "" for none that tells.
func countUnit(text string) string {
	for _, u := range countUnits {
		if head, ok := strings.CutSuffix(strings.TrimSpace(text), u); ok && head != "" {
			if r := head[len(head)-1]; '0' <= r && r <= '9' || strings.HasSuffix(head, "余") || strings.HasSuffix(head, "万") {
				return u
			}
		}
	}
	return ""
}

// Paths are the figures of the result that hang on a column.
func Paths(kind model.TableKind, field string) []string {
	switch {
	case kind == model.KindFund && field == "planned":
		return []string{"fund.planned", "rates"}
	case kind == model.KindFund && (field == "received" || field == "spent"):
		return []string{"fund." + field, "rates"}
	case kind == model.KindActivity:
		return []string{"activities." + field, "activities_by_category"}
	}
	return []string{}
}
