package fact

import (
	"testing"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
)

// FuzzHeader reads any text as a header: no panic, and the same answer twice.
func FuzzHeader(f *testing.F) {
	for _, s := range []string{"经费支出（元）", "其中：青少年", "2022年度计划资金(A)", "③=①-②", "全年（调整）预算数", "((", "单位：万元", "（）", "1.", "\u3000"} {
		f.Add(s)
	}
	forms := word.VocabularyOf(profile.Default()).Tables
	f.Fuzz(func(t *testing.T, s string) {
		for _, form := range forms {
			a, b := form.Look(word.NewLabel(s)), form.Look(word.NewLabel(s))
			if len(a) != len(b) {
				t.Fatalf("%q: %d fields, then %d", s, len(a), len(b))
			}
			for i := range a {
				if a[i] != b[i] || a[i].Field < 0 || a[i].Field >= len(form.Fields) || a[i].Strength <= 0 || a[i].Strength > evidence.Standard.Word.Literal {
					t.Fatalf("%q: %v, then %v", s, a[i], b[i])
				}
			}
			form.Match([]*word.Label{word.NewLabel(s), word.NewLabel("小计")})
			form.Match([]*word.Label{word.NewLabel("到位资金"), word.NewLabel(s)})
		}
		word.AggregateWord(model.Key(s))
		word.SectionName(s)
		HeadLine(s)
		FromTitle(s, model.Pos{}, 10)
	})
}
