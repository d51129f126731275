package handout

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/check"
	"ziping/render"
)

// conclusionText is the text of the outline that is proposed.
const conclusionText = "自评结论"

const acceptDraft = "accept"

// conclusionQuestion asks whether a proposed 自评结论 is accepted.
func conclusionQuestion(draft string) model.Question {
	return model.Question{
		ID: model.QuestionID(model.AskConclusion, "", conclusionText), Kind: model.AskConclusion, Ask: "“自评结论”就按拟稿写，可以吗？拟稿：" + draft,
		Choices: []model.Choice{{Value: acceptDraft, Label: "按拟稿写"}, {Value: "own", Label: "自己写在“请补写”里"}}, Shown: model.Digest(draft),
	}
}

// waiverQuestion offers to settle a finding; false for one that cannot be settled
// so: a figure that could not be read, a text that is missing.
func waiverQuestion(f check.Finding) (model.Question, bool) {
	if f.Severity == check.Info || strings.HasPrefix(f.Rule, "import/") || f.Rule == "text/missing" {
		return model.Question{}, false
	}
	q := model.Question{
		ID:   model.QuestionID(model.AskWaiver, "", f.Rule, model.Digest(f.Pos.File(), f.Pos.SheetName(), f.Message)),
		Kind: model.AskWaiver, Pos: f.Pos, Ask: "【" + ruleName(f.Rule) + "】" + f.Message,
		Choices: []model.Choice{{Value: "mend", Label: "要改"}, {Value: "waive", Label: "不用改"}}, Taken: "mend", Shown: model.Digest(f.Got, f.Want),
	}
	return q, true
}

// Settle applies the answers that are about findings and texts: it reports that
// there are any, and then the rules are to be run again.
func Settle(p *model.Project, findings []check.Finding) bool {
	if p == nil || len(p.Replies) == 0 {
		return false
	}
	by := map[string]check.Finding{}
	for _, f := range findings {
		if q, ok := waiverQuestion(f); ok {
			by[q.ID] = f
		}
	}
	draft := render.NewReport(p, findings, render.Options{}).DraftConclusion()
	for _, a := range p.Replies {
		why := ""
		switch f, ok := by[a.ID]; {
		case a.ID == conclusionQuestion("").ID:
			why = conclude(p, a, draft)
		case !ok:
			why = "这一处没有再发现（可能已经改好，或写法变了）"
		case a.Shown != "" && a.Shown != model.Digest(f.Got, f.Want):
			why = "这一处的数已经变了"
		case a.Value == "waive" || model.Key(a.Value) == "不用改":
			p.Waivers = append(p.Waivers, model.Waiver{Rule: f.Rule, File: f.Pos.File(), Sheet: f.Pos.SheetName(), Cell: f.Pos.Cell(), Reason: a.Note, Pos: a.Pos})
		case a.Value == "mend" || model.Key(a.Value) == "要改":
		default:
			why = "“" + model.Visible(a.Value) + "”不在可选的答案里"
		}
		if why != "" {
			p.Notes = append(p.Notes, model.Note{Rule: "import/answer", Pos: a.Pos, Message: "补充材料里的这一条答复没有采用：" + why, Hint: "请按现在的问题重新答复，或清空这一格"})
		}
	}
	return true
}

// conclude takes the accepted draft for the 自评结论; it returns why not.
func conclude(p *model.Project, a model.Answer, draft string) string {
	accepted := a.Value == acceptDraft || model.Key(a.Value) == "按拟稿写"
	switch {
	case !accepted:
		return ""
	case slices.ContainsFunc(p.Texts, func(t model.Text) bool { return strings.Contains(model.Key(t.Name.Value), "结论") }):
		return "“自评结论”已经另外写了"
	case draft == "" || a.Shown != "" && a.Shown != model.Digest(draft):
		return "拟稿里的数已经变了，请看新的拟稿"
	}
	cell := model.Cell[string]{Value: draft, Text: draft, Pos: a.Pos, State: model.Known}
	p.Texts = append(p.Texts, model.Text{Name: model.Cell[string]{Value: conclusionText, Text: conclusionText, Pos: a.Pos, State: model.Known}, Body: cell})
	return ""
}
