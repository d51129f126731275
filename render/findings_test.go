package render

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	frame "ziping/render/page"
)

func init() {
	if flag.Lookup("update") == nil {
		flag.Bool("update", false, "rewrite the golden files")
	}
}

// golden compares what write writes with testdata/name, or rewrites that file.
func golden(t *testing.T, name string, write func(io.Writer) error) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	// The rules' titles belong to the rules.
	for _, r := range rules.All {
		b = *bytes.NewBuffer(bytes.ReplaceAll(b.Bytes(), []byte(r.Title+"　"+r.ID), []byte("〈"+r.ID+"〉")))
	}
	path := filepath.Join("testdata", name)
	if flag.Lookup("update").Value.String() == "true" {
		if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(strings.Split(b.String(), "\n"), strings.Split(string(want), "\n")); d != "" {
		t.Errorf("%s (-got +want):\n%s", name, d)
	}
	return b.String()
}

// sampleSheets are the sheets of sampleProject.
var (
	basicSheet  = &model.Sheet{File: "高台县科普经费.xlsx", Name: "基本信息", Order: 0}
	fundSheet   = &model.Sheet{File: "高台县科普经费.xlsx", Name: "资金表", Order: 1}
	logSheet    = &model.Sheet{File: "附件/活动台账(终稿).xlsx", Name: "台账", Order: 2}
	hiddenSheet = &model.Sheet{File: "附件/活动台账(终稿).xlsx", Name: "往年数据", Order: 3}
)

func at(s *model.Sheet, ref string) model.Pos {
	var col, row int32
	for _, c := range ref {
		if c >= 'A' && c <= 'Z' {
			col = col*26 + c - 'A' + 1
		} else {
			row = row*10 + c - '0'
		}
	}
	return model.Pos{Sheet: s, Row: row, Col: col}
}

func cellOf[T any](v T, text string, pos model.Pos) model.Cell[T] {
	return model.Cell[T]{Value: v, Text: text, Pos: pos, State: model.Known}
}

func wordsAt(text string, pos model.Pos) model.Cell[string] { return cellOf(text, text, pos) }

func yuanAt(text string, pos model.Pos) model.Cell[model.Amount] {
	return cellOf(model.Amount{Yuan: decimal.RequireFromString(text), Place: -2}, text, pos)
}

func countAt(text, unit string, pos model.Pos) model.Cell[model.Count] {
	return cellOf(model.Count{N: decimal.RequireFromString(text), Unit: unit}, text, pos)
}

func sampleProject() *model.Project {
	fund := &model.FundTable{Rows: []*model.FundRow{
		{Pos: at(fundSheet, "A4"), Label: wordsAt("科普宣传", at(fundSheet, "A4")), Planned: yuanAt("40000.00", at(fundSheet, "B4")),
			Received: yuanAt("40000.00", at(fundSheet, "C4")), Spent: yuanAt("38000.00", at(fundSheet, "D4"))},
		{Pos: at(fundSheet, "A5"), Label: wordsAt("技术培训", at(fundSheet, "A5")), Planned: yuanAt("35000.00", at(fundSheet, "B5")),
			Received: yuanAt("35000.00", at(fundSheet, "C5")), Spent: yuanAt("34500.00", at(fundSheet, "D5"))},
		{Kind: model.Total, Pos: at(fundSheet, "A6"), Label: wordsAt("合计", at(fundSheet, "A6")), Planned: yuanAt("75000.00", at(fundSheet, "B6")),
			Received: yuanAt("75000.00", at(fundSheet, "C6")), Spent: yuanAt("73500.00", at(fundSheet, "D6"))},
	}}
	activity := func(row, category, name, sessions, people, youth, cost string) *model.Activity {
		return model.ActivityRow{Pos: at(logSheet, "A"+row), Category: wordsAt(category, at(logSheet, "A"+row)), Name: wordsAt(name, at(logSheet, "B"+row)),
			Sessions: countAt(sessions, "场", at(logSheet, "C"+row)), Participants: countAt(people, "人次", at(logSheet, "D"+row)),
			Youth: countAt(youth, "人次", at(logSheet, "E"+row)), Cost: yuanAt(cost, at(logSheet, "F"+row))}.Pack()
	}
	log := &model.ActivityLog{Rows: []*model.Activity{
		activity("4", "科普宣传", "科技活动周", "4", "2000", "1000", "38000.00"),
		activity("5", "技术培训", "制种玉米栽培技术", "11", "1300", "550", "34500.00"),
	}}
	return &model.Project{
		Sheets: []*model.Sheet{basicSheet, fundSheet, logSheet, hiddenSheet},
		Unit:   wordsAt("高台县科学技术协会", at(basicSheet, "B2")),
		Name:   wordsAt("科普经费", at(basicSheet, "B3")),
		Year:   cellOf(2022, "2022年度", at(basicSheet, "B4")),
		Goal:   model.Cell[string]{Pos: at(basicSheet, "B5"), State: model.Blank},
		Stated: []model.Stated{{Field: "year", Cell: wordsAt("2022年度科普经费资金表", at(fundSheet, "A1"))}},
		Funds:  []*model.FundTable{fund},
		Logs:   []*model.ActivityLog{log},
		Files: []model.File{
			{Name: "高台县科普经费.xlsx", SHA256: strings.Repeat("5e", 32), Format: "xlsx", Tables: []model.Table{
				{Kind: model.KindBasic, Pos: at(basicSheet, "A2"), Range: "A2:B5", Why: []string{"有项目名称、实施单位、预算年度三个标签"},
					Columns: []model.Column{{Header: "实施单位", Field: "unit", Title: "实施单位", Cell: "A2"}}},
				{Kind: model.KindFund, Pos: at(fundSheet, "A3"), Range: "A3:F6", Title: "2022年度科普经费资金表", Unit: "元", UnitPos: at(fundSheet, "D2"), Header: "A3:F3",
					Why: []string{"工作表名“资金表”是资金表的常用名", "表头里有计划资金、到位资金、实际支出"},
					Columns: []model.Column{
						{Header: "支出方向", Field: "label", Title: "支出方向", Cell: "A3"},
						{Header: "计划资金", Field: "planned", Title: "计划资金", Cell: "B3", Unit: "元"},
						{Header: "到位资金/市级财政", Field: "source", Title: "资金来源", Cell: "C3", Unit: "元"},
						{Header: "支出", Field: "spent", Cell: "D3"},
						{Header: "执行率％", Cell: "E3", Guess: "执行率"},
						{Header: "资金来源", Cell: "G3", Guess: "资金来源"},
						{Header: "经手人签字", Cell: "F3"},
					},
					Rows: []model.RowUse{{Row: 4, Role: "data"}, {Row: 5, Role: "data"}, {Row: 6, Role: "total", Why: "第一格写着“合计”"}, {Row: 7, Role: "blank"}, {Row: 8, Role: "data"}}},
			}},
			{Name: "附件/活动台账(终稿).xlsx", Format: "xlsx", Tables: []model.Table{
				{Kind: model.KindActivity, Pos: at(logSheet, "A3"), Range: "A3:F5", Unit: "元", Columns: []model.Column{{Header: "活动名称", Field: "name", Title: "活动名称", Cell: "B3"}}},
			}, Ignored: []model.Ignored{{Sheet: "往年数据", Reason: "工作表是隐藏的，没有读"}, {Sheet: "台账", Range: "H2:K9", Reason: "看不出是什么表"}}},
		},
	}
}

func sampleFindings() []check.Finding {
	return []check.Finding{
		{Rule: "import/hidden", Severity: check.Info, Pos: model.Pos{Sheet: hiddenSheet}, Message: "工作表是隐藏的，没有读", Hint: "要用的话请取消隐藏"},
		{Rule: "activity/duplicate", Severity: check.Warning, Pos: at(logSheet, "B5"), Message: "第 4、5 行的活动名称、日期、地点都相同", Related: []model.Pos{at(logSheet, "B4"), at(fundSheet, "A5")},
			Waived: "两场在同一天，分上下午"},
		{Rule: "activity/subset", Severity: check.Warning, Pos: at(logSheet, "E5"), Got: "1600", Want: "1300", Message: "其中青少年 1600 人次多于参与人次 1300 人次", Hint: "请核对两个数字"},
		{Rule: "fund/total", Severity: check.Error, Pos: at(fundSheet, "D6"), Got: "73500.00", Want: "72500.00",
			Message: "支出合计写的是 73500.00 元，各行相加是 72500.00 元，差 1000.00 元", Hint: "请核对各行支出，改正合计，或补上漏掉的行",
			Related: []model.Pos{at(fundSheet, "D4"), at(fundSheet, "D5")},
			Consequences: []check.Finding{{Rule: "fund/rate", Severity: check.Error, Pos: at(fundSheet, "E6"), Got: "0.9800", Want: "0.9667",
				Message: "执行率写的是 98%，支出 72500.00 元除以计划 75000.00 元是 96.67%"}}},
	}
}

func TestFindingsText(t *testing.T) {
	p, fs := sampleProject(), sampleFindings()
	golden(t, "findings.txt", func(w io.Writer) error { return FindingsText(w, p, fs, TextOptions{}) })
	golden(t, "findings-narrow.txt", func(w io.Writer) error { return FindingsText(w, p, fs, TextOptions{Width: 60}) })
	golden(t, "findings-clean.txt", func(w io.Writer) error { return FindingsText(w, p, nil, TextOptions{}) })
	golden(t, "findings-unreadable.txt", func(w io.Writer) error {
		return FindingsText(w, nil, []check.Finding{{Rule: "import/damaged", Severity: check.Error, Pos: model.Pos{Sheet: &model.Sheet{File: "肃南县.xls"}},
			Message: "文件损坏，读不出内容", Hint: "请用 WPS 打开后另存为 .xlsx"}}, TextOptions{})
	})
}

// Colour adds nothing but colour.
func TestFindingsTextColor(t *testing.T) {
	var plain, colored bytes.Buffer
	if err := FindingsText(&plain, sampleProject(), sampleFindings(), TextOptions{Width: 80}); err != nil {
		t.Fatal(err)
	}
	if err := FindingsText(&colored, sampleProject(), sampleFindings(), TextOptions{Width: 80, Color: true}); err != nil {
		t.Fatal(err)
	}
	stripped := regexp.MustCompile("\x1b\\[[0-9;]*m").ReplaceAllString(colored.String(), "")
	if stripped != plain.String() || stripped == colored.String() {
		t.Errorf("without its colours the text is %q", stripped)
	}
}

func TestFindingsTextWidth(t *testing.T) {
	for _, width := range []int{40, 60, 80, 120} {
		var b bytes.Buffer
		if err := FindingsText(&b, nil, sampleFindings(), TextOptions{Width: width}); err != nil {
			t.Fatal(err)
		}
		for line := range strings.SplitSeq(b.String(), "\n") {
			if columnsOf(line) > width+2 { // a closing mark may hang over
				t.Errorf("width %d: %d columns in %q", width, columnsOf(line), line)
			}
		}
	}
}

func TestFindingsHTML(t *testing.T) {
	page := golden(t, "findings.html", func(w io.Writer) error {
		return FindingsHTML(w, []UnitFindings{{Name: "高台", Project: sampleProject(), Findings: sampleFindings(), Report: "高台县 科协/报告#1.docx"}})
	})
	if want := `href="./%E9%AB%98%E5%8F%B0%E5%8E%BF%20%E7%A7%91%E5%8D%8F/%E6%8A%A5%E5%91%8A%231.docx"`; !strings.Contains(page, want) {
		t.Errorf("the page lacks %s", want)
	}
	golden(t, "findings-units.html", func(w io.Writer) error {
		return FindingsHTML(w, []UnitFindings{{Project: sampleProject(), Findings: sampleFindings()[:1]}, {Name: "肃南县科协", Findings: sampleFindings()[3:]}, {Name: "空"}})
	})
}

func TestInspect(t *testing.T) {
	golden(t, "inspect.txt", func(w io.Writer) error { return InspectText(w, sampleProject(), TextOptions{}) })
	golden(t, "inspect-narrow.txt", func(w io.Writer) error { return InspectText(w, sampleProject(), TextOptions{Width: 60}) })
	golden(t, "inspect.html", func(w io.Writer) error { return InspectHTML(w, sampleProject(), TextOptions{}) })
}

// Nothing that was read may be missing where a project is empty or nil.
func TestEmptyProjects(t *testing.T) {
	for _, p := range []*model.Project{nil, {}} {
		var b bytes.Buffer
		if err := FindingsText(&b, p, nil, TextOptions{}); err != nil {
			t.Error(err)
		}
		if err := FindingsHTML(&b, []UnitFindings{{Project: p}}); err != nil {
			t.Error(err)
		}
		if err := FindingsHTML(&b, nil); err != nil {
			t.Error(err)
		}
		if err := InspectText(&b, p, TextOptions{}); err != nil {
			t.Error(err)
		}
		if err := InspectHTML(&b, p, TextOptions{}); err != nil {
			t.Error(err)
		}
		if s := b.String(); strings.Contains(s, "计划 0") || strings.Contains(s, "<dd>0") {
			t.Errorf("an unknown sum became 0 in %s", s)
		}
	}
}

var hostile = []string{
	"<script>alert(1)</script>", "</style><script>alert(1)</script>", "</title><img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover='alert(1)",
	"javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "data:text/html,<script>alert(1)</script>", "//evil.example/x", "\\\\evil.example\\x",
	"<iframe src=javascript:alert(1)>", "<meta http-equiv=refresh content=0;url=//evil.example>", "<base href=//evil.example>", "<link rel=stylesheet href=//evil.example>",
	"<form action=//evil.example><input>", "{{.Title}}", "{{template \"head\"}}", "${alert(1)}", "<!--", "-->", "]]>", "<![CDATA[", "&lt;script&gt;", "&#x3c;script&#x3e;",
	"<a href=javascript:alert(1)>x</a>", "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">", "<details open ontoggle=alert(1)>", "<body onload=alert(1)>",
	"<style>*{display:none}</style>", "`-alert(1)-`", "\u2028alert(1)\u2029", "+ADw-script+AD4-", "<scr\x00ipt>alert(1)</scr\x00ipt>", "%3Cscript%3E",
	"\x1b]0;owned\x07\x1b[2J\x1b[31m", "\x9b31m", "a\rb", "金额\u202e00.001\u2066", "1\u200b23\ufeff", "\ufffe\uffff\xff\xc3", "𠮷👨\u200d👩\u200d👧",
	strings.Repeat("长", 40_000), strings.Repeat("<b>", 2_000), "=cmd|' /C calc'!A0",
}

func hostileProject(text string) (*model.Project, []check.Finding) {
	sheet := &model.Sheet{File: text, Name: text}
	pos := at(sheet, "B2")
	p := sampleProject()
	p.Sheets = append(p.Sheets, sheet)
	p.Unit, p.Name, p.Goal = wordsAt(text, pos), wordsAt(text, pos), model.Cell[string]{Text: text, Pos: pos, State: model.Bad}
	p.Stated = []model.Stated{{Field: "unit", Cell: wordsAt(text, pos)}}
	row := p.Logs[0].Rows[0]
	row.Cells.Category = model.Pack(wordsAt(text, model.Pos{Sheet: row.Pos.Sheet, Row: 2, Col: 2}))
	p.Funds[0].Rows[2].Label = wordsAt(text, pos)
	p.Funds[0].Rows[2].Spent.Text = text
	p.Files = append(p.Files, model.File{Name: text, SHA256: text, Format: text, Tables: []model.Table{{Kind: model.TableKind(text), Pos: pos, Range: "A1", Title: text,
		Unit: text, UnitPos: pos, Why: []string{text}, Columns: []model.Column{{Header: text, Cell: "A1", Guess: text}, {Header: text, Field: "x", Title: "y", Unit: text}},
		Rows: []model.RowUse{{Row: 1, Role: "data", Why: text}}}}, Ignored: []model.Ignored{{Sheet: text, Reason: text}}})
	f := check.Finding{Rule: text, Severity: check.Severity(text), Pos: pos, Got: text, Want: text, Message: text, Hint: text, Related: []model.Pos{pos, at(fundSheet, "A1")}, Waived: text}
	f.Consequences = []check.Finding{f}
	g := f
	g.Severity, g.Waived = check.Error, ""
	return p, []check.Finding{f, g}
}

// Text from a workbook is text on every page: it makes no element, no
// attribute, no link with a scheme, and drives no terminal.
func TestHostileText(t *testing.T) {
	var calm bytes.Buffer
	p, fs := hostileProject("平常的字")
	writeAll(t, &calm, p, fs, "报告.docx")
	want := elements(t, calm.String())
	for _, text := range hostile {
		var b bytes.Buffer
		p, fs := hostileProject(text)
		writeAll(t, &b, p, fs, text)
		name := text[:min(len(text), 40)]
		if d := cmp.Diff(elements(t, b.String()), want); d != "" {
			t.Errorf("%q changes the page (-got +want):\n%s", name, d)
		}
		b.Reset()
		if err := FindingsText(&b, p, fs, TextOptions{Width: 80}); err != nil {
			t.Fatal(err)
		}
		if err := InspectText(&b, p, TextOptions{Width: 80}); err != nil {
			t.Fatal(err)
		}
		if s := strings.ReplaceAll(b.String(), "\n", ""); s != model.Visible(s) {
			t.Errorf("%q reaches the terminal", name)
		}
		if b.Len() > 400_000 {
			t.Errorf("%q makes %d bytes of text", name, b.Len())
		}
	}
}

func writeAll(t *testing.T, w io.Writer, p *model.Project, fs []check.Finding, report string) {
	t.Helper()
	units := []UnitFindings{{Name: report, Project: p, Findings: fs, Report: report}, {Name: report, Findings: fs, Report: report}}
	if err := FindingsHTML(w, units); err != nil {
		t.Fatal(err)
	}
	if err := InspectHTML(w, p, TextOptions{}); err != nil {
		t.Fatal(err)
	}
}

var (
	startTag = regexp.MustCompile(`<[a-zA-Z!/][^>]*>`)
	attrName = regexp.MustCompile(`\s([a-zA-Z-]+)(?:="([^"]*)")?`)
)

// elements lists the tags of a page with the names of their attributes; links
// are checked to be relative.
func elements(t *testing.T, page string) []string {
	t.Helper()
	var out []string
	for _, tag := range startTag.FindAllString(page, -1) {
		name := strings.Fields(strings.Trim(tag, "</>"))[0]
		for _, a := range attrName.FindAllStringSubmatch(tag, -1) {
			name += " " + a[1]
			if a[1] == "href" && !strings.HasPrefix(a[2], "./") {
				t.Errorf("a link leads to %q", a[2])
			}
		}
		out = append(out, name)
	}
	return out
}

// The policy allows exactly the style and the script that are on the page.
func TestPagePolicy(t *testing.T) {
	var b bytes.Buffer
	if err := FindingsHTML(&b, []UnitFindings{{Project: sampleProject(), Findings: sampleFindings()}}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	for _, tag := range []string{"style", "script"} {
		_, text, _ := strings.Cut(page, "<"+tag+">")
		text, _, _ = strings.Cut(text, "</"+tag+">")
		source := tag + "-src " + frame.Source(text)
		if policy := frame.New("", filterScript, frame.Style).Policy; !strings.Contains(policy, source) || text == "" {
			t.Errorf("the policy %s does not allow the %s: %s", policy, tag, source)
		}
	}
	for _, bad := range []string{"http://", "https://", " style=", " onclick", "src="} {
		if strings.Contains(page, bad) {
			t.Errorf("the page holds %q", bad)
		}
	}
	if i := strings.Index(page, `name="generator" content="ziping"`); i < 0 || i > 2000 {
		t.Errorf("the generator stands at %d", i)
	}
}

func TestRelatedWords(t *testing.T) {
	pos := at(fundSheet, "D6")
	other := at(&model.Sheet{File: "表 (1).xlsx", Name: "O'Neil"}, "A1")
	if got, want := RelatedCells(pos, []model.Pos{at(fundSheet, "D4"), at(basicSheet, "B2"), {Sheet: basicSheet}, other}),
		"D4、基本信息!B2、基本信息、'[表 (1).xlsx]O''Neil'!A1"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	var many []model.Pos
	for i := range 20 {
		many = append(many, at(fundSheet, fmt.Sprint("D", i+1)))
	}
	if got := RelatedCells(pos, many); !strings.HasSuffix(got, "D12 等 20 处") {
		t.Errorf("got %s", got)
	}
}

// TestJSONBecause: every finding is listed, and what follows from another names it.
func TestJSONBecause(t *testing.T) {
	var b bytes.Buffer
	if err := WriteJSON(&b, nil, sampleFindings(), JSONOptions{}); err != nil {
		t.Fatal(err)
	}
	var unit struct {
		Findings []struct {
			Rule    string
			Because *struct{ Rule, Sheet, Cell string }
		}
	}
	if err := json.Unmarshal(b.Bytes(), &unit); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range unit.Findings {
		line := f.Rule
		if f.Because != nil {
			line += " < " + f.Because.Rule + " " + f.Because.Sheet + "!" + f.Because.Cell
		}
		got = append(got, line)
	}
	want := []string{"import/hidden", "activity/duplicate", "activity/subset", "fund/total", "fund/rate < fund/total 资金表!D6"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got)\n%s", d)
	}
}

// Several projects are a line each; what is said at a cell of a project's form
// is said in its line, the rest in the first.
func TestJSONProjects(t *testing.T) {
	sheet := &model.Sheet{File: "a.xlsx", Name: "自评表"}
	form := func(name, area string, row int32) *model.Form {
		pos := model.Pos{Sheet: sheet, Row: row, Col: 1}
		return &model.Form{ProjectName: model.Cell[string]{Value: name, State: model.Known}, Table: &model.Table{Pos: pos, Range: area}}
	}
	p := &model.Project{Files: []model.File{{Name: "a.xlsx", SHA256: strings.Repeat("0", 64)}}, Forms: []*model.Form{form("科普经费", "A1:I9", 1), form("农技培训", "A11:I19", 11)}}
	fs := []check.Finding{
		{Rule: "indicator/total", Severity: check.Error, Message: "乙", Pos: model.Pos{Sheet: sheet, Row: 15, Col: 2}},
		{Rule: "text/missing", Severity: check.Warning, Message: "甲"},
	}
	var b bytes.Buffer
	if err := WriteJSON(&b, p, fs, JSONOptions{}); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(b.String()), "\n")
	if len(lines) != 2 {
		t.Fatalf("%d lines", len(lines))
	}
	for i, want := range [][]string{
		{`"project":"科普经费"`, `"projects":2,"index":1`, `"name":"a.xlsx"`, `"message":"甲"`},
		{`"project":"农技培训"`, `"projects":2,"index":2`, `"files":[]`, `"message":"乙"`},
	} {
		for _, w := range want {
			if !strings.Contains(lines[i], w) {
				t.Errorf("line %d lacks %s: %s", i+1, w, lines[i])
			}
		}
	}
}
