package officetest

import (
	_ "embed"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
)

// draw makes every choice of a unit, in order, from its seed.
type draw struct{ *rand.Rand }

func newDraw(seed uint64) draw {
	return draw{rand.New(rand.NewPCG(seed*0x9e3779b97f4a7c15, seed^0x0ff1ce))}
}

// chance is true in percent cases of a hundred.
func (d draw) chance(percent int) bool { return d.IntN(100) < percent }

// between is a number from low to high, both included.
func (d draw) between(low, high int) int { return low + d.IntN(high-low+1) }

func pick[T any](d draw, list []T) T { return list[d.IntN(len(list))] }

// some is n different items of list in a random order.
func some[T any](d draw, list []T, n int) []T {
	out := []T{}
	for _, i := range d.Perm(len(list))[:min(n, len(list))] {
		out = append(out, list[i])
	}
	return out
}

var (
	//go:embed data/headers.txt
	headerData string
	//go:embed data/offices.txt
	officeData string
	//go:embed data/bystanders.txt
	bystanderData string
)

// A Word is an ordinary header word and what it means.
type Word struct {
	Kind  string // fund, log, form
	Field string
	Text  string // 〔次〕〔人〕〔物〕 stand for the office's trade
}

// Words lists all header words of data/headers.txt.
func Words() []Word {
	var out []Word
	kind, field := "", ""
	for line := range dataLines(headerData) {
		if head, ok := strings.CutPrefix(line, "= "); ok {
			kind, field, _ = strings.Cut(head, " ")
			continue
		}
		out = append(out, Word{kind, field, line})
	}
	return out
}

func dataLines(data string) func(func(string) bool) {
	return func(yield func(string) bool) {
		for line := range strings.Lines(data) {
			line = strings.TrimRight(line, "\n")
			if line != "" && !strings.HasPrefix(line, "//") && !yield(line) {
				return
			}
		}
	}
}

// vocabulary is header words by "kind field".
var vocabulary = func() map[string][]string {
	m := map[string][]string{}
	for _, w := range Words() {
		m[w.Kind+" "+w.Field] = append(m[w.Kind+" "+w.Field], w.Text)
	}
	return m
}()

// A trade is a kind of office and its words.
type trade struct {
	name                            string
	projects                        []string
	directions                      []direction
	sessions, people, stuff, places []string
}

type direction struct {
	name       string
	activities []string
}

var trades = func() []trade {
	var out []trade
	for line := range dataLines(officeData) {
		key, rest, _ := strings.Cut(line, " ")
		if key == "单位" {
			out = append(out, trade{name: rest})
			continue
		}
		t := &out[len(out)-1]
		list := strings.Split(rest, "；")
		switch key {
		case "项目":
			t.projects = list
		case "次":
			t.sessions = list
		case "人":
			t.people = list
		case "物":
			t.stuff = list
		case "地":
			t.places = list
		case "方向":
			name, activities, _ := strings.Cut(rest, "：")
			t.directions = append(t.directions, direction{name, strings.Split(activities, "；")})
		default:
			panic("data/offices.txt: " + line)
		}
	}
	return out
}()

// yuan is the contract's form of an amount in fen.
func yuan(fen int64) *string { return decimals(fen, 2) }

// decimals prints value / 10^n with n decimals.
func decimals(value int64, n int) *string {
	sign := ""
	if value < 0 {
		sign, value = "-", -value
	}
	s := fmt.Sprintf("%0*d", n+1, value)
	s = sign + s[:len(s)-n] + "." + s[len(s)-n:]
	return &s
}

// short prints value / 10^n without needless zeros.
func short(value int64, n int) string {
	s := *decimals(value, n)
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// ratio is a / b in ten-thousandths, half up.
func ratio(a, b int64) int64 { return (a*20000 + b) / (2 * b) }

// unitDigits is the power of ten between fen and a unit of money.
var unitDigits = map[string]int{"元": 2, "千元": 5, "万元": 6}

func thousands(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	for i := len(whole) - 3; i > 0 && whole[i-1] != '-'; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	if rest != "" {
		whole += "." + rest
	}
	return whole
}

func itoa(n int) string { return strconv.Itoa(n) }
