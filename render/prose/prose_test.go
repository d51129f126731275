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

// files are the rows that the sentences are held to.
var files = []string{"rows", "more"}

// TestRows: what becomes of each row is what a person would leave as it is.
func TestRows(t *testing.T) {
	for _, file := range files {
		var b strings.Builder
		for _, r := range readRows(t, "testdata/"+file+".txt") {
			fmt.Fprintln(&b, Default().Deed(r.event))
		}
		golden(t, "testdata/"+file+".golden", b.String())
	}
}

// forbidden are wordings that a clerk strikes out.
var forbidden = pattern.New(`(开展|举办|组织开展)(推荐|申报|争取|命名|召开|举办|开展|实施|助力|参加|选派|购置|采购|编印|新建|承接|与|联合|做好)` +
	`|在在|在于|活动活动|培训培训|[，。、；]{2}|^，|，。|人人次|次次|1场次?。|未提供|〔|，1场|参与[0-9]+人次。慰问|召开.*?举办|的的`)

// TestNothingForbidden: no sentence holds a wording to strike out, each is one
// sentence with one stop at its end, and its own words hold no digit.
func TestNothingForbidden(t *testing.T) {
	for _, file := range files {
		for _, r := range readRows(t, "testdata/"+file+".txt") {
			l := Default().Deed(r.event)
			s := l.String()
			if bad := forbidden.FindString(s); bad != "" {
				t.Errorf("%s: %q in %s", r.cells[1], bad, s)
			}
			if strings.Count(s, "。") != 1 || !strings.HasSuffix(s, "。") {
				t.Errorf("%s: %s", r.cells[1], s)
			}
			for _, part := range l {
				if w, own := part.(string); own && strings.ContainsAny(w, "0123456789") {
					t.Errorf("%s: %q comes from no cell", s, w)
				}
				if f, is := part.(Figure); is && f.Known() && len(f.From) == 0 {
					t.Errorf("%s: %q comes from no cell", s, f.Text)
				}
			}
		}
	}
}

// unsaid are facts of the rows that no sentence says: a month of what is done by
// its result, the dates and names that the office's own words repeat.
var unsaid = map[string]string{"市科协等12家": "等12家"}

// TestNoFactIsLost: every number of people and things, every result, every place
// and every partner of a row is in its sentence.
func TestNoFactIsLost(t *testing.T) {
	for _, file := range files {
		for _, r := range readRows(t, "testdata/"+file+".txt") {
			said := Default().Deed(r.event).String()
			for _, f := range facts(r) {
				if !strings.Contains(said, f) && unsaid[r.cells[4]] != f {
					t.Errorf("%s: %q is lost: %s", r.cells[1], f, said)
				}
			}
		}
	}
}

var number = pattern.New(`[0-9][0-9.]*`)

// facts are what a sentence on the row must say.
func facts(r tableRow) []string {
	var out []string
	e := r.event
	for _, f := range []Figure{e.Sessions, e.People, e.Youth, e.Materials, e.Volunteers} {
		if f.Known() && f.Text != "" && !f.Num.Equal(one) {
			out = append(out, number.FindString(f.Text))
		}
	}
	out = append(out, number.FindAllString(e.Effect.Text, -1)...)
	if p := Default().place(&e); p != "" {
		out = append(out, p)
	}
	return append(out, Default().hosts(&e).others...)
}

// TestParse: an office's own bank comes first, and what is wrong with one is said
// with its place.
func TestParse(t *testing.T) {
	own, err := Parse([]byte("句式:\n  - {名: 春晚, 名称: '^(.*春晚)$', 写: '{时间，}我县上演了{1}'}\n简称: {归国华侨联合会: 侨联}\n"), "本单位.yaml")
	if err != nil {
		t.Fatal(err)
	}
	name := Figure{Text: "科普春晚", From: []model.Pos{{Sheet: sheet, Row: 1, Col: 1}}}
	if got := own.Deed(Event{Name: name}).String(); got != "我县上演了科普春晚。" {
		t.Error(got)
	}
	if got := Default().Deed(Event{Name: name}).String(); got == "我县上演了科普春晚。" {
		t.Error("the built-in bank has changed")
	}
	if !own.isOwn("县侨联", "临泽县归国华侨联合会") || !own.isOwn("县科协", "临泽县科学技术协会") {
		t.Error("the short names are not joined")
	}
	for text, want := range map[string]string{
		"":                        "文件是空的",
		"句型: []":                  "第 1 行不认识的项目",
		"句式: [{名: 甲}]":            "第 1 个句式“甲”没有“写”",
		"句式: [{名: 甲, 写: '{人名}'}]": "不认识 {人名}",
		"句式: [{名: 甲, 写: '{名称}', 名称: '('}]": "不是正确的匹配式",
		"奖项: '['":  "奖项不是正确的匹配式",
		"动词: 甲: 乙": "第 1 行格式不对",
	} {
		if _, err := Parse([]byte(text), "甲.yaml"); err == nil || !strings.Contains(err.Error(), want) || !strings.HasPrefix(err.Error(), "句式文件 甲.yaml：") {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// TestTell: those with results first, those with a name only in one sentence by
// date, the rest named.
func TestTell(t *testing.T) {
	var events []Event
	at := func(i int, text string) Figure {
		if text == "" {
			return Figure{}
		}
		return Figure{Text: text, From: []model.Pos{{Sheet: sheet, Row: int32(i + 1), Col: 1}}}
	}
	for i, c := range [][3]string{{"食品安全周", "", "6"}, {"科普讲座", "听众反映好", "7"}, {"防灾减灾日", "", "5"}, {"科普大赛", "获省级一等奖2项", "8"}, {"科普展", "展出32件", "9"}} {
		day, _ := strconv.Atoi(c[2])
		events = append(events, Event{Name: at(i, c[0]), Effect: at(i, c[1]), Day: day * 100})
	}
	tell := Default().Tell(events, 0, "活动")
	if got := tell.Merged.String(); got != "组织开展了防灾减灾日、食品安全周等主题活动。" {
		t.Error(got)
	}
	var order []string
	for _, l := range tell.Told {
		order = append(order, l.String())
	}
	if got := strings.Join(order, ""); got != "举办科普大赛，获省级一等奖2项。举办科普展，展出32件。举办科普讲座，听众反映好。" {
		t.Error(got)
	}
	events = nil
	for i := range 20 {
		events = append(events, Event{Name: at(i, fmt.Sprintf("讲座%c", 'A'+i)), Effect: at(i, "反映好")})
	}
	tell = Default().Tell(events, 30, "活动")
	if len(tell.Told) != told || tell.Rest.String() != "此外，还开展了讲座G、讲座H、讲座I、讲座J、讲座K、讲座L等44项活动。" {
		t.Error(len(tell.Told), tell.Rest)
	}
}

func TestTopic(t *testing.T) {
	for name, want := range map[string]string{
		"主题科普宣传活动": "组织开展主题科普宣传活动", "科普阵地建设": "加强科普阵地建设", "科普阵地": "加强科普阵地建设", "农业实用技术培训": "开展农业实用技术培训", "免费开放服务": "做好免费开放服务",
		"健康讲座": "举办健康讲座", "社科普及周": "组织开展社科普及周活动", "推进全民阅读": "推进全民阅读", "会议费": "会议费方面", "其他": "其他方面", "送教下乡": "开展送教下乡", "科普惠农": "开展科普惠农工作",
	} {
		if got := Default().Topic(Figure{Text: name}).String(); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
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
