// Package ask puts questions about a unit's workbooks and finds the answers that
// were given to them before. What could be two things is read in its best reading,
// marked, and asked once:
//
//	a := asks.Ask(model.Question{ID: model.QuestionID(model.AskYear, ""), Kind: model.AskYear, Ask: "自评的是哪一年？", Taken: "2022", Shown: "…"})
//	a.Value // 2022, or what a person answered
//
// An answer holds only for the text it was given for: one to a question that is not
// asked, or whose text is another now, is a misfit, which is said and never applied.
package ask

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// None is the choice of leaving a column, a table or a sheet unread.
const None = "none"

// Asks are the questions of one pass over a unit, with the answers to them.
type Asks struct {
	Open    []model.Question // those that nobody has answered
	Misfits []model.Note     // answers that were not applied, and why
	given   []model.Answer
	answers map[string]model.Answer // by the id of their question
	used    map[string]bool
	count   map[string]int // how often each id was asked
}

// New takes the answers that were given; of two to one question the last counts.
func New(given []model.Answer) *Asks {
	a := &Asks{given: given, answers: map[string]model.Answer{}, used: map[string]bool{}, count: map[string]int{}}
	for _, x := range given {
		a.answers[x.ID] = x
	}
	return a
}

// Any reports that somebody has answered something.
func (a *Asks) Any() bool { return len(a.given) > 0 }

// Ask gives the answer to a question. Where nobody has answered it, or not this
// text, it is open, and the answer is what is taken, without an id.
func (a *Asks) Ask(q model.Question) model.Answer {
	if q.Choices == nil {
		q.Choices = []model.Choice{}
	}
	a.distinguish(&q)
	x, ok := a.find(&q)
	if !ok {
		a.Open = append(a.Open, q)
		return model.Answer{Value: q.Taken}
	}
	return x
}

// Settled tells that an answer was applied before this pass.
func (a *Asks) Settled(id string) { a.used[id] = true }

// distinguish gives a second question of an id another one.
func (a *Asks) distinguish(q *model.Question) {
	first := q.ID
	for n := a.count[first]; a.count[q.ID] > 0; n++ {
		if n == 1 {
			q.ID = string(q.Kind) + "-" + model.Digest(first, q.Shown)
		} else {
			q.ID = string(q.Kind) + "-" + model.Digest(first, q.Shown, fmt.Sprint(n))
		}
	}
	a.count[q.ID]++
	if q.ID != first {
		a.count[first]++
	}
}

func (a *Asks) find(q *model.Question) (model.Answer, bool) {
	x, ok := a.answers[q.ID]
	if !ok {
		return x, false
	}
	a.used[q.ID] = true
	if x.Shown != "" && x.Shown != q.Shown {
		a.misfit(x, "问的内容已经变了（"+q.Ask+"），没有采用")
		return x, false
	}
	if why := unfit(q, &x); why != "" {
		a.misfit(x, "“"+model.Visible(x.Value)+"”"+why+"，没有采用（"+q.Ask+"）")
		return x, false
	}
	return x, true
}

// unfit says why an answer cannot be one to a question; "" when it can. A label
// stands for its value.
func unfit(q *model.Question, a *model.Answer) string {
	a.Value = strings.TrimSpace(a.Value)
	for _, c := range q.Choices {
		if a.Value == c.Value || model.Key(a.Value) == model.Key(c.Label) {
			a.Value = c.Value
			return ""
		}
	}
	switch {
	case a.Value == "":
		return "是空的"
	case q.Kind == model.AskYear:
		if _, ok := Year(a.Value); !ok {
			return "不是年度，例如 2022"
		}
	case q.Kind == model.AskFigure:
		if _, ok := Figure(a.Value); !ok {
			return "不是数，例如 72500.00"
		}
	case !q.Kind.Free():
		return "不在可选的答案里"
	}
	return ""
}

// Year reads an answered year.
func Year(s string) (int, bool) {
	s = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(s), "度"), "年")
	var y int
	if _, err := fmt.Sscanf(s, "%d", &y); err != nil || fmt.Sprint(y) != s || y < 1949 || y > 2200 {
		return 0, false
	}
	return y, true
}

// figureBytes is how long an answered figure may be.
const figureBytes = 24

// Figure reads an answered figure as it is written in JSON; commas between
// thousands may stand in it.
func Figure(s string) (decimal.Decimal, bool) {
	s = strings.NewReplacer(",", "", "，", "").Replace(strings.TrimSpace(s))
	if len(s) > figureBytes || strings.ContainsAny(s, "eE") {
		return decimal.Decimal{}, false
	}
	n, err := decimal.NewFromString(s)
	return n, err == nil
}

// misfit notes an answer that is not applied.
func (a *Asks) misfit(x model.Answer, why string) {
	a.Misfits = append(a.Misfits, model.Note{Rule: "import/answer", Pos: x.Pos, Message: "答复 " + model.Visible(x.ID) + "：" + why, Hint: "请按现在的问题重新答复，或删去这一条"})
}

// Close notes the answers to which there was no question. Those of the kinds that
// are asked elsewhere are left to who asks them.
func (a *Asks) Close(elsewhere ...model.QuestionKind) {
	seen := map[string]bool{}
	for _, x := range a.given {
		kind, _ := kindOf(x.ID)
		if !seen[x.ID] && !a.used[x.ID] && !slices.Contains(elsewhere, kind) {
			a.misfit(x, "没有这个问题（可能已经改好，或不是这个单位的），没有采用")
		}
		seen[x.ID] = true
	}
}

// kindOf is the kind of question that an id is of.
func kindOf(id string) (model.QuestionKind, bool) {
	i := strings.LastIndexByte(id, '-')
	if i < 0 {
		return "", false
	}
	return model.QuestionKind(id[:i]), true
}
