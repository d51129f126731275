package sum

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/word"
)

// linesOf are rows written as LABEL FIGURE; the words of a sum and a number in
// front are read as package body reads them. A row of a figure alone has no name.
func linesOf(text string) *Sums {
	s := &Sums{Columns: 1}
	var figures []string
	for i, row := range strings.Split(strings.TrimSpace(text), "\n") {
		label, figure, _ := strings.Cut(strings.TrimSpace(row), " ")
		if figure == "" && strings.Trim(label, "0123456789") == "" {
			label, figure = "", label
		}
		r := &body.Row{Num: i + 1, Use: body.UseData, Bare: label == "", Level: int8(word.LevelOf(label, false))}
		l := &Line{Row: r, Label: label, Level: int(r.Level)}
		if a, ok := word.AggregateWord(label); ok {
			r.Kind, r.Name, r.Use, l.Level = a.Kind, a.Name, body.UseSubtotal, int(a.Rank)
		}
		if strings.HasPrefix(label, "其中") {
			r.Kind, r.Use = model.OfWhich, body.UseOfWhich
		}
		l.Kind = r.Kind
		s.Lines, figures = append(s.Lines, l), append(figures, figure)
	}
	s.Value = func(line, _ int) (decimal.Decimal, bool) {
		d, err := decimal.NewFromString(figures[line])
		return d, err == nil
	}
	s.Says = func(int, string) bool { return false }
	return s
}

// TestSettle shows which rows are settled as what, and what they cover.
func TestSettle(t *testing.T) {
	for _, c := range []struct{ name, rows, want string }{
		{"total", "科普日 40\n科技周 25\n合计 65", "0:明细 1:明细 2:合计[0 1]"},
		{"total first", "合计 65\n科普日 40\n科技周 25", "0:合计[1 2] 1:明细 2:明细"},
		{"subtotals", "科普日 40\n小计 40\n讲座 25\n小计 25\n合计 65", "0:明细 1:小计[0] 2:明细 3:小计[2] 4:合计[0 2]"},
		{"numbered", "一、科普 65\n1.科普日 40\n2.科技周 25\n合计 65", "0:小计[1 2] 1:明细 2:明细 3:合计[1 2]"},
		{"of which", "科普日 40\n其中:市级 30\n科技周 25\n合计 65", "0:明细 1:其中 2:明细 3:合计[0 2]"},
		{"without a word", "科普日 40\n科技周 25\n65", "0:明细 1:明细 2:合计[0 1]"},
		{"mistyped", "科普日 40\n科技周 25\n合计 66", "0:明细 1:明细 2:合计[0 1]"},
	} {
		s := linesOf(c.rows)
		s.Settle()
		var got []string
		for i, l := range s.Lines {
			text := fmt.Sprint(i, ":", map[model.RowKind]string{model.Detail: "明细", model.Subtotal: "小计", model.Total: "合计", model.OfWhich: "其中"}[l.Kind])
			if len(l.Covers) > 0 && l.Kind != model.OfWhich {
				text += fmt.Sprint(l.Covers)
			}
			got = append(got, strings.ReplaceAll(text, " :", ":"))
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s: %s, want %s", c.name, g, c.want)
		}
	}
}

// TestSteps holds that every step has a name of its own and says what it does.
func TestSteps(t *testing.T) {
	seen := map[string]bool{}
	for _, s := range steps {
		if s.ID == "" || s.Doc == "" || s.Run == nil || seen[s.ID] {
			t.Errorf("step %q", s.ID)
		}
		seen[s.ID] = true
	}
}
