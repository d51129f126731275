package rules_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/modeltest"
)

const generated = 200

// TestGenerated: units whose figures agree raise no error, in no layout.
func TestGenerated(t *testing.T) {
	for seed := range uint64(generated) {
		text := modeltest.Generate(seed)
		p, err := modeltest.Parse("自评.xlsx", text)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		for _, f := range run(p, nil) {
			if f.Severity == check.Error {
				t.Errorf("seed %d: %s %s %s", seed, f.Rule, f.Pos, f.Message)
			}
		}
	}
}

var digits = regexp.MustCompile(`^[0-9]{2,}$`)

// breakOne changes one number of a unit's tables to another.
func breakOne(r *rand.Rand, text string) string {
	lines := strings.Split(text, "\n")
	for {
		i := r.IntN(len(lines))
		cells := strings.Split(lines[i], " | ")
		j := r.IntN(len(cells))
		if j == 0 || !digits.MatchString(cells[j]) {
			continue
		}
		cells[j] += "000"
		lines[i] = strings.Join(cells, " | ")
		return strings.Join(lines, "\n")
	}
}

// verdict is what the rules say, without the places of the rows.
func verdict(findings []check.Finding) []string {
	var out []string
	for _, f := range check.Flatten(findings) {
		if f.Severity == check.Error {
			out = append(out, fmt.Sprintf("%s %s %s %s", f.Rule, f.Pos.SheetName(), f.Got, f.Want))
		}
	}
	return out
}

// TestPermutation: the order of the rows of logs and fund tables changes no
// verdict.
func TestPermutation(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for seed := range uint64(60) {
		text := breakOne(r, modeltest.Generate(seed))
		p, shuffled := modeltest.MustParse(text), modeltest.MustParse(text)
		for _, l := range shuffled.Logs {
			l.Rows = permute(r, l.Rows, func(a *model.Activity) []int { return a.Covers })
		}
		for _, f := range shuffled.Funds {
			f.Rows = permute(r, f.Rows, func(row *model.FundRow) []int { return row.Covers })
		}
		want, got := sorted(verdict(run(p, nil))), sorted(verdict(run(shuffled, nil)))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("seed %d: %s\n%s", seed, diff, text)
		}
	}
}

// permute shuffles the rows of a table and rewrites what its totals cover.
func permute[R any](r *rand.Rand, rows []R, covers func(R) []int) []R {
	order := r.Perm(len(rows))
	at := make([]int, len(order))
	out := make([]R, len(order))
	for to, from := range order {
		out[to] = rows[from]
		at[from] = to
	}
	for _, row := range out {
		for i, c := range covers(row) {
			covers(row)[i] = at[c]
		}
	}
	return out
}

func sorted(list []string) []string { return slices.Sorted(slices.Values(list)) }

// TestScaling: the same unit in 元 and in 万元 gets the same verdict.
func TestScaling(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for seed := range uint64(60) {
		text := breakOne(r, modeltest.Generate(seed))
		p, scaled := modeltest.MustParse(text), modeltest.MustParse(inOtherUnit(text))
		if diff := cmp.Diff(verdict(run(p, nil)), verdict(run(scaled, nil))); diff != "" {
			t.Errorf("seed %d: %s\n%s", seed, diff, text)
		}
	}
}

// inOtherUnit rewrites the fund table's amounts in the other unit, exactly.
func inOtherUnit(text string) string {
	head, rest, _ := strings.Cut(text, "【资金表】单位：")
	unit, rest, _ := strings.Cut(rest, "\n")
	table, tail, more := strings.Cut(rest, "【")
	other, shift := "万元", int32(-4)
	if unit == "万元" {
		other, shift = "元", 4
	}
	lines := strings.Split(table, "\n")
	for i := 1; i < len(lines); i++ {
		cells := strings.Split(lines[i], " | ")
		for j := 1; j < len(cells); j++ {
			if n, err := decimal.NewFromString(cells[j]); err == nil {
				cells[j] = n.Shift(shift).String()
			}
		}
		lines[i] = strings.Join(cells, " | ")
	}
	out := head + "【资金表】单位：" + other + "\n" + strings.Join(lines, "\n")
	if more {
		out += "【" + tail
	}
	return out
}

// TestExact compares sums and rates with rational arithmetic: a total that is
// right to the last fen is accepted, one that is off by one fen is not, and what
// it should be is exact.
func TestExact(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	for range 100 {
		sum := new(big.Rat)
		text := "【资金表】单位：元\n支出方向 | 计划资金 | 实际支出 | 执行率\n"
		planned := new(big.Rat)
		for i := range 1 + r.IntN(40) {
			spent := big.NewRat(r.Int64N(1e12), 100)
			plan := new(big.Rat).Add(spent, big.NewRat(r.Int64N(1e9), 100))
			sum.Add(sum, spent)
			planned.Add(planned, plan)
			text += fmt.Sprintf("方向%d | %s | %s |\n", i, plan.FloatString(2), spent.FloatString(2))
		}
		rate := ""
		if planned.Sign() > 0 {
			rate = new(big.Rat).Mul(new(big.Rat).Quo(sum, planned), big.NewRat(100, 1)).FloatString(2) + "%"
		}
		total := func(spent *big.Rat) string {
			return text + fmt.Sprintf("合计 | %s | %s | %s\n", planned.FloatString(2), spent.FloatString(2), rate)
		}
		if got := verdict(run(modeltest.MustParse(total(sum)), nil)); len(got) > 0 {
			t.Fatalf("exact total: %s\n%s", got, total(sum))
		}
		off := new(big.Rat).Add(sum, big.NewRat(1, 100))
		want := []string{"fund/total 资金表 " + off.FloatString(2) + " " + sum.FloatString(2)}
		if got := verdict(run(modeltest.MustParse(total(off)), nil)); !cmp.Equal(want, got) {
			t.Fatalf("off by a fen: got %s, want %s", got, want)
		}
	}
}

// TestExactScore compares scores with rational arithmetic: the share rounded to
// two decimals is accepted and a score further away than any rounding is not.
func TestExactScore(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 8))
	for range 300 {
		target, weight := 2+r.Int64N(9999), 1+r.Int64N(30)
		actual := 1 + r.Int64N(target-1)
		exact := new(big.Rat).Mul(big.NewRat(weight, 1), big.NewRat(actual, target))
		line := func(score string) string {
			return fmt.Sprintf("【自评表】\n一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因\n产出指标 | 数量指标 | 资料 | ≥%d份 | %d份 | %d | %s | 印少了，下年补印\n", target, actual, weight, score)
		}
		scores := func(text string) []check.Finding {
			return only(ofRule(run(modeltest.MustParse(text), nil), "indicator/score"), func(f check.Finding) bool { return f.Severity == check.Error })
		}
		if got := scores(line(exact.FloatString(2))); len(got) > 0 {
			t.Errorf("%s of %d for %d of %d: %s", exact.FloatString(2), weight, actual, target, got[0].Message)
		}
		wrong := new(big.Rat).Sub(exact, big.NewRat(weight*7+53, 1000))
		if wrong.Sign() < 0 {
			continue
		}
		got := scores(line(wrong.FloatString(3)))
		want := strings.TrimSuffix(strings.TrimRight(exact.FloatString(2), "0"), ".")
		if len(got) != 1 || got[0].Want != want {
			t.Errorf("%s of %d for %d of %d: got %v, want %s", wrong.FloatString(3), weight, actual, target, got, want)
		}
	}
}
