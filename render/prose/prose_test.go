package prose

import (
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/render/phrase"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A tableRow is one line of testdata/rows.txt.
type tableRow struct {
	category string
	cells    []string
	event    Event
}

var sheet = &model.Sheet{File: "台账.xlsx", Name: "活动台账"}

// readRows reads the rows of a file, with the unit and the heads that hold for each.
func readRows(t testing.TB, file string) []tableRow {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var out []tableRow
	unit := ""
	heads := Heads{Organizer: "主办（承办）单位", Sessions: "场次", People: "参与人次", Youth: "其中：青少年", Materials: "发放资料（份）", Volunteers: "科技志愿者"}
	for i, line := range strings.Split(strings.TrimSpace(string(data)), "\n") {
		switch {
		case strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "= 单位 "):
			unit = strings.TrimPrefix(line, "= 单位 ")
		case strings.HasPrefix(line, "= 列 人次 "):
			heads.People = strings.TrimPrefix(line, "= 列 人次 ")
		default:
			c := strings.Split(line, "|")
			if len(c) != 12 {
				t.Fatalf("%s:%d: %d cells", file, i+1, len(c))
			}
			out = append(out, tableRow{c[0], c, event(c, i+1, unit, heads)})
		}
	}
	return out
}

var count = pattern.New(`^(约?)([0-9]+)(余?)(.*)$`)

func event(c []string, row int, unit string, heads Heads) Event {
	text := func(i int) Figure {
		if c[i] == "" {
			return Figure{}
		}
		return Figure{Text: c[i], From: []model.Pos{{Sheet: sheet, Row: int32(row), Col: int32(i + 1)}}}
	}
	number := func(i int, usual string) Figure {
		f := text(i)
		if m := count.FindStringSubmatch(f.Text); m != nil {
			f.Num, f.Numeric, f.Approx = decimal.RequireFromString(m[2]), true, m[1]+m[3] != ""
			if m[4] == "" {
				m[4] = usual
			}
			f.Text = m[1] + phrase.CountWords(f.Num) + m[3] + m[4]
		}
		return f
	}
	persons := "人次"
	if strings.Contains(heads.People, "人数") {
		persons = "人"
	}
	e := Event{Unit: unit, Name: text(1), When: text(2), Place: text(3), Organizer: text(4), Sessions: number(5, "场次"), People: number(6, persons),
		Youth: number(7, persons), Materials: number(8, "份"), Volunteers: number(9, "人次"), Cost: number(10, "元"), Effect: text(11), Heads: heads}
	e.When.Text = strings.NewReplacer("-", "至", "—", "至", "～", "至", "9、10月", "9月至10月").Replace(e.When.Text)
	if m := pattern.New(`^([0-9]+)月(?:([0-9]+)日)?`).FindStringSubmatch(e.When.Text); m != nil {
		month, _ := strconv.Atoi(m[1])
		day, _ := strconv.Atoi(m[2])
		e.Day = month*100 + day
	}
	return e
}

// TestRows: what becomes of each row is what a person would leave as it is.
func TestRows(t *testing.T) {
	var b strings.Builder
	for _, r := range readRows(t, "testdata/rows.txt") {
		fmt.Fprintln(&b, Default().Deed(r.event))
	}
	golden(t, "testdata/rows.golden", b.String())
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Error(d)
	}
}
