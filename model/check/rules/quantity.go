package rules

import (
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/figure"
	"ziping/model/check/wording"
	"ziping/model/pattern"
)

// A quantity is what a column of the log counts.
type quantity struct {
	word    string // 场次
	of      func(*model.Activity) model.Cell[model.Count]
	part    *quantity       // 其中, of which it is the whole
	events  bool            // a row of the log may stand for one
	generic *pattern.Regexp // names of it over the whole log are composed of these words
}

// The quantities a log states.
var (
	sessionCount   = quantity{word: "场次", of: (*model.Activity).Sessions, events: true, generic: compose(wholeWords)}
	youthCount     = quantity{word: "其中：青少年", of: (*model.Activity).Youth}
	personCount    = quantity{word: "参与人次", of: (*model.Activity).Participants, part: &youthCount, generic: compose(wholeWords, peopleWords)}
	volunteerCount = quantity{word: "志愿者", of: (*model.Activity).Volunteers, generic: compose(wholeWords, "|志愿者|志愿服务|志愿")}
	materialCount  = quantity{word: "发放资料", of: (*model.Activity).Materials, generic: compose(wholeWords, "|发放|印发|印制|制作|散发|宣传|资料|材料|宣传品|宣传单|份|册")}
)

// Words that say no part of a log: of any quantity, and of people.
const (
	wholeWords  = "活动|开展|举办|组织|各类|各项|各种|类|项|种|全部|所有|全年|全县|全市|全区|年度|总|累计|合计|共|实际|完成|达到|科普|科技|宣传教育|工作|项目|的|数量|数|量|规模|场次|场|次|期"
	peopleWords = "|服务|受益|惠及|覆盖|参与|参加|受众|受惠|到场|直接|间接|群众|公众|居民|社会|人群|对象|人口|人员|百姓|市民|人次|人数|人"
)

func compose(words ...string) *pattern.Regexp {
	return pattern.New("^(?:" + strings.Join(words, "") + ")+$")
}

// quantityOf is the quantity of an indicator: by the unit of its actual value, by
// its name where no unit is written. Not ok when the log states none of the kind.
func quantityOf(unit, name string) (quantity, bool) {
	name, unit = model.Key(name), model.Key(unit)
	people := unit == "" && peopleNames.MatchString(name)
	switch u := figure.Family[unit]; {
	case contains(name, "志愿") && (people || u == figure.Family["人"] || u == figure.Family["人次"]):
		return volunteerCount, true
	case people, unit != "" && (u == figure.Family["人次"] || u == figure.Family["人"]):
		return personCount, true
	case unit == "" && sessionNames.MatchString(name), unit != "" && u == figure.Family["场次"]:
		return sessionCount, true
	case unit == "份", unit == "" && materialNames.MatchString(name):
		return materialCount, true
	}
	return quantity{}, false
}

// Names that tell the quantity where no unit is written.
var (
	peopleNames   = pattern.New(`(?:人次|人数|人次数)$`)
	sessionNames  = pattern.New(`(?:场次|场数|场次数|次数|期数)$`)
	materialNames = pattern.New(`(?:资料|材料|宣传品|宣传单|份)(?:数|数量)?$`)
)

// over is the quantity as a column of some rows.
func (q quantity) over(rows []*model.Activity) figure.Column {
	return figure.Column{Name: q.word, Cell: func(i int) figure.Figure { return figure.Counted(q.of(rows[i])) }}
}

// counting counts the rows themselves.
func counting(rows []*model.Activity) figure.Column {
	return figure.Column{Name: "行数", Cell: func(i int) figure.Figure {
		return figure.Figure{Pos: rows[i].Pos, State: model.Known, N: figure.One}
	}}
}

// whole reports that words mean the quantity of all activities: they are about
// nothing else, or about the project itself.
func (q quantity) whole(p *check.Pass, about string) bool {
	if q.generic != nil && q.generic.MatchString(about) {
		return true
	}
	project := p.Project.Name
	return project.Known() && len([]rune(about)) >= 2 && wording.Core(project.Value) == about
}

// A scope is some of the log's rows that have a name: all, a category's, those of
// an activity.
type scope struct {
	kind       scopeKind
	name, core string
	rows       []*model.Activity
}

type scopeKind int

const (
	ofLog scopeKind = iota
	ofCategory
	ofActivity
)

// title names the scope for a reader.
func (s scope) title() string {
	switch s.kind {
	case ofLog:
		return "全部活动"
	case ofCategory:
		return "类别“" + s.name + "”"
	}
	return "“" + s.name + "”"
}

type scopesKey struct{}

// maxScopes bounds the activities that are scopes of their own.
const maxScopes = 2000

// scopesOf are the scopes of the log, the whole first.
func scopesOf(p *check.Pass) []scope {
	return p.Once(scopesKey{}, func() any {
		g := gather(p)
		out := []scope{{kind: ofLog, rows: g.details}}
		for _, c := range g.categories {
			out = append(out, scope{ofCategory, c.name, wording.Core(c.name), c.rows})
		}
		if names := g.names(); len(names) <= maxScopes {
			for _, n := range names {
				out = append(out, scope{ofActivity, n.name, n.core, n.rows})
			}
		}
		return out
	}).([]scope)
}

// upTo are the numbers below n.
func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
