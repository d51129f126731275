package handout

import (
	"cmp"
	"slices"
	"strings"

	"ziping/model"
	"ziping/render"
	"ziping/xlsx"
	"ziping/xlsx/grid"
	"ziping/xlsx/supplement"
	"ziping/xlsx/write/ask"
	"ziping/xlsx/write/mend"
)

// headKeys are the rows of 请补写 that are for the head of the project.
var headKeys = map[string]string{
	"单位全称": supplement.KeyUnit, "评价年度": supplement.KeyYear, "项目名称": supplement.KeyProject, "落款日期": supplement.KeyDate,
	"资金下达文号": supplement.KeyDocNumber, "实施周期": supplement.KeyPeriod,
	"立项依据": supplement.KeyBasis, "立项目的": supplement.KeyPurpose, "项目内容": supplement.KeyContent, "绩效目标": supplement.KeyGoal,
}

// Paper is what a unit is asked; books are its workbooks, to draw the places that
// questions are about.
func (u Unit) Paper(books map[string]*grid.Book) ask.Paper {
	p := ask.Paper{Unit: u.Mend(), Name: u.Name}
	p.Unit.NoLinks = true // it is moved about
	if u.Project == nil {
		return p
	}
	report := render.NewReport(u.Project, u.Findings, u.Report)
	draft := report.DraftConclusion()
	for _, m := range report.Materials(u.Strangers) {
		f := ask.Field{Key: supplement.KeyText, Title: m.Name, Known: knownWords(m), Hint: m.Hint, Long: m.Long}
		if m.Head {
			f.Key = headKeys[m.Name]
		}
		if m.Name == conclusionText && m.Text == "" && draft != "" {
			f.Draft = draft
			p.Questions = append(p.Questions, ask.Question{Question: conclusionQuestion(draft), Where: "请补写：自评结论", Now: "还没有写"})
		}
		p.Fields = append(p.Fields, f)
	}
	for _, q := range u.Project.Questions {
		p.Questions = append(p.Questions, ask.Question{Question: q, Where: placeOf(q.Pos), Now: choiceLabel(q, q.Taken), Picture: picture(books[q.Pos.File()], q.Pos)})
	}
	for _, f := range u.Findings {
		if q, ok := waiverQuestion(f); ok && f.Waived == "" {
			p.Questions = append(p.Questions, ask.Question{Question: q, Where: placeOf(f.Pos), Now: "要改", Waiver: true})
		}
	}
	return p
}

// knownWords are what was found of a material, and where.
func knownWords(m render.Material) string {
	if m.Text == "" {
		return ""
	}
	if len(m.From) == 0 {
		return m.Text
	}
	return m.Text + "\n（来自 " + placeOf(m.From[0]) + "）"
}

// placeOf is a place for a reader: sheet and cell, then the file.
func placeOf(p model.Pos) string {
	return mend.Row{File: p.File(), Sheet: p.SheetName(), Cell: p.Cell()}.Place()
}

// choiceLabel is what a choice is called.
func choiceLabel(q model.Question, value string) string {
	for _, c := range q.Choices {
		if c.Value == value {
			return c.Label
		}
	}
	return cmp.Or(value, "还没有")
}

// picture draws the cells around a place: its row and the three below it, five
// columns wide.
func picture(b *grid.Book, at model.Pos) [][]ask.Drawn {
	if b == nil || at.Row == 0 {
		return nil
	}
	i := slices.IndexFunc(b.Sheets, func(s *grid.Sheet) bool { return s.Name == at.SheetName() })
	if i < 0 {
		return nil
	}
	const wide, high = 5, 4
	first := max(int(at.Col)-wide/2, 1)
	var out [][]ask.Drawn
	for row := int(at.Row); row < int(at.Row)+high; row++ {
		var drawn []ask.Drawn
		for col := first; col < first+wide; col++ {
			d := ask.Drawn{Asked: col == int(at.Col)}
			if c := b.Sheets[i].Cell(row, col); c != nil {
				d.Text = shorten(c.Text)
			}
			drawn = append(drawn, d)
		}
		out = append(out, drawn)
	}
	return out
}

// shorten is the beginning of a text, on one line.
func shorten(s string) string {
	r := []rune(strings.Join(strings.Fields(model.Visible(s)), " "))
	const most = 24
	if len(r) > most {
		return string(r[:most]) + "…"
	}
	return string(r)
}

// Books opens the workbooks that questions are about.
func (u Unit) Books(inputs []xlsx.Input, opt xlsx.ReadOptions) map[string]*grid.Book {
	out := map[string]*grid.Book{}
	if u.Project == nil {
		return out
	}
	for _, q := range u.Project.Questions {
		for _, in := range inputs {
			if in.Name == q.Pos.File() && out[in.Name] == nil && in.Fault == nil && q.Pos.Row > 0 {
				if b, err := xlsx.Open(in.Name, in.Data, opt.Options); err == nil {
					out[in.Name] = b
				}
			}
		}
	}
	return out
}
