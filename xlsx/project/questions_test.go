package project

import (
	"slices"
	"strings"
	"testing"

	"ziping/model"
)

// read reads workbooks, with answers.
func read(t *testing.T, answers []model.Answer, inputs ...Input) *model.Project {
	t.Helper()
	p, err := Read(inputs, Options{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const twoFunds = `# 资金表
A1 2022年度科普经费资金表
D2 单位：元
A3 支出方向
B3 计划资金
C3 到位资金
D3 实际支出
A4 宣传
B4 100
C4 100
D4 90
# 资金使用情况
A1 2022年度科普经费资金表
D2 单位：元
A3 支出方向
B3 计划资金
C3 到位资金
D3 实际支出
A4 宣传
B4 200
C4 200
D4 180
`

// TestVersionAnswered: of two versions that nothing tells apart the last is taken
// and asked; the answer is applied, holds when a file is renamed and a row inserted,
// and one that no longer fits is said.
func TestVersionAnswered(t *testing.T) {
	planned := func(p *model.Project) string {
		n, _ := p.Fund().Planned.Total()
		return n.String()
	}
	p := read(t, nil, workbook(t, "甲.xlsx", twoFunds))
	if len(p.Questions) != 1 || p.Questions[0].Kind != model.AskVersion || planned(p) != "200" {
		t.Fatalf("planned %s, asked %+v", planned(p), p.Questions)
	}
	q := p.Questions[0]
	i := slices.IndexFunc(q.Choices, func(c model.Choice) bool { return strings.Contains(c.Label, "资金表!") })
	a := model.Answer{ID: q.ID, Value: q.Choices[i].Value, Shown: q.Shown}
	lower := strings.NewReplacer("A3 ", "A4 ", "B3 ", "B4 ", "C3 ", "C4 ", "D3 ", "D4 ", "A4 ", "A5 ", "B4 ", "B5 ", "C4 ", "C5 ", "D4 ", "D5 ", "D2 ", "D3 ")
	for name, text := range map[string]string{"甲.xlsx": twoFunds, "乙.xlsx": twoFunds, "丙.xlsx": lower.Replace(twoFunds)} {
		p := read(t, []model.Answer{a}, workbook(t, name, text))
		if planned(p) != "100" || len(p.Questions) != 0 {
			t.Errorf("%s: planned %s, asked %+v", name, planned(p), p.Questions)
		}
	}
	for why, bad := range map[string]model.Answer{
		"没有这个问题": {ID: "year-0123456789ab", Value: "2022"}, "不在可选的答案里": {ID: q.ID, Value: "都用"}, "问的内容已经变了": {ID: q.ID, Value: a.Value, Shown: "000000000000"},
	} {
		p := read(t, []model.Answer{bad}, workbook(t, "甲.xlsx", twoFunds))
		at := slices.IndexFunc(p.Notes, func(n model.Note) bool { return n.Rule == "import/answer" })
		if at < 0 || !strings.Contains(p.Notes[at].Message, why) || planned(p) != "200" || len(p.Questions) != 1 {
			t.Errorf("%s: planned %s, asked %d, notes %+v", why, planned(p), len(p.Questions), p.Notes)
		}
	}
}

// TestProposedNames: what only a file's name says is no name and no year, and asked.
func TestProposedNames(t *testing.T) {
	text := strings.ReplaceAll(strings.Split(twoFunds, "# 资金使用情况")[0], "2022年度科普经费", "")
	p := read(t, nil, workbook(t, "高台县科学技术协会2022年资金表.xlsx", text))
	if p.Unit.Known() || p.Year.Known() || len(p.Questions) != 2 {
		t.Fatalf("unit %v, year %v, asked %+v", p.Unit, p.Year, p.Questions)
	}
	var answers []model.Answer
	for _, q := range p.Questions {
		answers = append(answers, model.Answer{ID: q.ID, Value: q.Choices[0].Value, Shown: q.Shown})
	}
	p = read(t, answers, workbook(t, "高台县科学技术协会2022年资金表.xlsx", text))
	if p.Unit.Value != "高台县科学技术协会" || p.Year.Value != 2022 || len(p.Questions) != 0 {
		t.Errorf("unit %v, year %v, asked %+v", p.Unit, p.Year, p.Questions)
	}
}

// TestProjects: forms of two projects have each their own tables, by title or row by
// row; a table that names none counts for none and is asked about.
func TestProjects(t *testing.T) {
	other := strings.ReplaceAll(strings.ReplaceAll(form, "科普经费", "农技培训经费"), "# 自评表", "# 农技自评")
	fund := func(title string) string {
		return strings.ReplaceAll(strings.Split(twoFunds, "# 资金使用情况")[0], "2022年度科普经费", title)
	}
	totals := func(p *model.Project) (out []string) {
		for _, part := range p.Split() {
			s := part.Main()
			if s == nil {
				out = append(out, part.Name.Value+" none")
				continue
			}
			n, _ := s.Sum(model.Planned).Total()
			out = append(out, part.Name.Value+" "+n.String())
		}
		return out
	}
	p := read(t, nil, workbook(t, "甲.xlsx", form+other+fund("2023年农技培训经费")))
	if got, want := totals(p), []string{"科普经费 none", "农技培训经费 100"}; !slices.Equal(got, want) || len(p.Questions) != 0 {
		t.Errorf("by title: %v, asked %+v", got, p.Questions)
	}
	p = read(t, nil, workbook(t, "甲.xlsx", form+other+fund("2023年")))
	if got, want := totals(p), []string{"科普经费 none", "农技培训经费 none"}; !slices.Equal(got, want) || len(p.Questions) != 1 || p.Questions[0].Kind != model.AskProject {
		t.Fatalf("none named: %v, asked %+v", got, p.Questions)
	}
	q := p.Questions[0]
	p = read(t, []model.Answer{{ID: q.ID, Value: "科普经费", Shown: q.Shown}}, workbook(t, "甲.xlsx", form+other+fund("2023年")))
	if got, want := totals(p), []string{"科普经费 100", "农技培训经费 none"}; !slices.Equal(got, want) || len(p.Questions) != 0 {
		t.Errorf("answered: %v, asked %+v", got, p.Questions)
	}
	rows := strings.NewReplacer("A4 宣传", "A4 科普经费", "A3 支出方向", "A3 项目名称").Replace(fund("2023年")) + "A5 农技培训经费\nB5 50\nC5 50\nD5 50\nA6 合计\nB6 150\nC6 150\nD6 140\n"
	p = read(t, nil, workbook(t, "甲.xlsx", form+other+rows))
	if got, want := totals(p), []string{"科普经费 100", "农技培训经费 50"}; !slices.Equal(got, want) || len(p.Questions) != 0 {
		t.Errorf("row by row: %v, asked %+v", got, p.Questions)
	}
}
