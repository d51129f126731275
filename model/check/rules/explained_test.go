package rules_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

// TestExplainedAway: of 500 wrong actual values, of indicators whose words name
// the log, a category of it, or nothing in it, at most one in fifty is taken for a
// sum of the log.
func TestExplainedAway(t *testing.T) {
	const wrong, most = 500, 2 // percent
	r := rand.New(rand.NewPCG(11, 12))
	tried, away := map[string]int{}, map[string]int{}
	for n, seed := 0, uint64(0); n < wrong; seed++ {
		p := modeltest.MustParse(modeltest.Generate(seed))
		var list []*model.Indicator
		for _, f := range p.Forms {
			list = append(list, f.Indicators...)
		}
		for _, ind := range list {
			unit := ind.Actual.Value.Unit
			if unit != "场次" && unit != "人次" {
				continue
			}
			kind := "named"
			if r.IntN(2) == 0 {
				kind = "unnamed"
				ind.Level3.Value = map[string]string{"场次": "进校园场次", "人次": "老年学员人次"}[unit]
			}
			right := ind.Actual.Value.Value.IntPart()
			value := max(1, right/2) + r.Int64N(max(2, right*3/2))
			if value == right {
				value++
			}
			ind.Actual.Value = model.Measure{Value: decimal.NewFromInt(value), Unit: unit}
			ind.Actual.Text = fmt.Sprint(value, unit)
			n++
			tried[kind]++
			if explained(p, ind.Actual.Pos) {
				away[kind]++
				t.Logf("seed %d: %s %s, not %d", seed, ind.Level3.Value, ind.Actual.Text, right)
			}
		}
	}
	t.Logf("tried %v, explained away %v", tried, away)
	for kind, n := range away {
		if n*100 > most*tried[kind] {
			t.Errorf("%s: %d of %d wrong values explained away", kind, n, tried[kind])
		}
	}
}

// explained reports that the value at a cell is said to agree with the log.
func explained(p *model.Project, pos model.Pos) bool {
	for _, f := range rules.All.Run(p, nil).Findings {
		if f.Rule != "indicator/fact" || f.Severity != check.Info || !strings.Contains(f.Message, "一致") {
			continue
		}
		if f.Pos == pos {
			return true
		}
		for _, at := range f.Related {
			if at == pos {
				return true
			}
		}
	}
	return false
}
