package form_test

import (
	"os"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout"
	"ziping/xlsx/ooxml"
)

// TestFormSamples reads the two sample workbooks that hold a form.
func TestFormSamples(t *testing.T) {
	for _, tt := range []struct {
		file, sheet, unit, name string
		year, indicators        int
		weight, score, budget   string
		last                    string // place of the last indicator's 三级指标
	}{
		{"zhangye-2022/张掖市科协2022年度科普经费绩效自评.xlsx", "绩效自评表", "张掖市科学技术协会", "科普工作经费", 2022, 11, "90", "98.5", "360000", "C23"},
		{"counties-2022/临泽县科协/绩效自评表.xlsx", "绩效自评表", "临泽县科学技术协会", "科普专项资金", 2022, 4, "90", "100", "80000", "C16"},
	} {
		t.Run(tt.unit, func(t *testing.T) {
			data, err := os.ReadFile("../../../testdata/samples/" + tt.file)
			if err != nil {
				t.Fatal(err)
			}
			book, err := ooxml.Read(data)
			if err != nil {
				t.Fatal(err)
			}
			var forms []*model.Form
			for _, s := range book.Sheets {
				res := layout.Recognise(s, &model.Sheet{File: "x.xlsx", Name: s.Name}, formProfile(t), layout.Options{}).Read(0)
				for _, f := range res.Forms {
					checkMarks(t, s, f)
					if s.Name != tt.sheet {
						t.Errorf("a form on %s", s.Name)
					}
				}
				forms = append(forms, res.Forms...)
				if s.Name == tt.sheet && len(res.Notes) > 0 {
					t.Errorf("notes on a clean form: %+v", res.Notes)
				}
			}
			if len(forms) != 1 {
				t.Fatalf("%d forms", len(forms))
			}
			f := forms[0]
			if f.Unit.Value != tt.unit || f.ProjectName.Value != tt.name || f.Year.Value != tt.year || f.Department.Value != tt.unit {
				t.Errorf("head: %s, %s, %d, %s", f.Unit.Value, f.ProjectName.Value, f.Year.Value, f.Department.Value)
			}
			p := &model.Project{Forms: forms}
			if w, ok := p.IndicatorWeight().Total(); !ok || w.String() != tt.weight {
				t.Errorf("weight %s, want %s", w, tt.weight)
			}
			if s := p.TotalScore(); !s.Known() || s.Value.N.String() != tt.score {
				t.Errorf("score %s, want %s", s.Value.N, tt.score)
			}
			fund := p.Fund()
			planned, ok := fund.Planned.Total()
			if spent, _ := fund.Spent.Total(); !ok || planned.String() != tt.budget || spent.String() != tt.budget {
				t.Errorf("fund %s of %s, want %s", spent, planned, tt.budget)
			}
			if n := len(f.Indicators); n != tt.indicators {
				t.Fatalf("%d indicators, want %d", n, tt.indicators)
			}
			if got := f.Indicators[len(f.Indicators)-1].Level3.Pos.Cell(); got != tt.last {
				t.Errorf("last indicator at %s, want %s", got, tt.last)
			}
			sum := decimal.Zero
			for _, in := range f.Indicators {
				if !in.Level1.Known() || !in.Level2.Known() || !in.Target.Known() || !in.Actual.Known() || !in.Score.Known() {
					t.Errorf("%s is not complete: %+v", in.Level3.Value, in)
				}
				sum = sum.Add(in.Score.Value.N)
			}
			total := f.MoneyTotal()
			if total == nil || len(f.Money) != 4 {
				t.Fatal("money rows")
			}
			if got := sum.Add(total.Score.Value.N); got.String() != tt.score {
				t.Errorf("scores add up to %s, want %s", got, tt.score)
			}
			if f.TotalWeight.Value.N.String() != "100" || f.GoalPlanned.Pos.Cell() != "B11" || f.GoalActual.Pos.Cell() != "F11" {
				t.Errorf("total weight %s, goals at %s and %s", f.TotalWeight.Value.N, f.GoalPlanned.Pos.Cell(), f.GoalActual.Pos.Cell())
			}
		})
	}
}
