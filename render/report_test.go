package render

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"testing"

	"ziping/model"
	"ziping/model/check"
	"ziping/render/docx"
	"ziping/render/docx/docxtest"
	"ziping/render/phrase"
)

var signed = model.Date{Year: 2023, Month: 4, Day: 13}

// filled writes a report with a built-in template and reads it back.
func filled(t testing.TB, p *model.Project, fs []check.Finding, opt Options, name string) ([]byte, *docx.Document) {
	t.Helper()
	info, ok := TemplateByName(name)
	if !ok {
		t.Fatalf("no template %s", name)
	}
	var b bytes.Buffer
	if err := WriteReport(&b, NewReport(p, fs, opt), info.Docx); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	d, err := docx.Text(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if bad := docxtest.SelfCheck(b.Bytes()); len(bad) > 0 {
		t.Errorf("%s: self-check: %v", name, bad)
	}
	return b.Bytes(), d
}

// shown is a document as a reader sees it: a line a paragraph, headings marked
// by their level, table rows with bars.
func shown(d *docx.Document) string {
	var b strings.Builder
	table := 0
	for _, p := range d.Body().Paragraphs {
		if p.Table > 0 {
			if p.Table > table && p.In == "tc" {
				table = p.Table
				for _, row := range d.Body().Tables[table-1].Rows {
					fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
				}
			}
			continue
		}
		if n, ok := strings.CutPrefix(p.Style, "Heading"); ok {
			b.WriteString(strings.Repeat("#", int(n[0]-'0')) + " ")
		}
		b.WriteString(p.Text + "\n")
	}
	return b.String()
}

func TestReports(t *testing.T) {
	for _, info := range Templates() {
		t.Run(info.Name, func(t *testing.T) {
			p, fs := Sample()
			_, d := filled(t, p, fs, Options{Date: signed}, info.Name)
			golden(t, "report-"+info.Name+".txt", func(w io.Writer) error { _, err := io.WriteString(w, shown(d)); return err })
			wellFormed(t, d)
		})
	}
}

var ordinal = regexp.MustCompile(`^([一二三四五六七八九十]+)、`)

// wellFormed holds a report to what never may go wrong: no tag left, no empty
// heading, sections numbered without a gap.
func wellFormed(t *testing.T, d *docx.Document) {
	t.Helper()
	if text := d.String(); strings.Contains(text, "{{") || strings.Contains(text, "}}") {
		t.Error("a tag is left in the text")
	}
	level := func(p docx.Paragraph) int {
		if n, ok := strings.CutPrefix(p.Style, "Heading"); ok {
			return int(n[0] - '0')
		}
		return 0
	}
	var body []docx.Paragraph
	for _, p := range d.Body().Paragraphs {
		if p.Table == 0 && strings.TrimSpace(p.Text) != "" {
			body = append(body, p)
		}
	}
	n := 0
	for i, p := range body {
		switch l := level(p); {
		case l == 0:
		case i+1 == len(body):
			t.Errorf("nothing after heading %q", p.Text)
		case level(body[i+1]) != 0 && level(body[i+1]) <= l:
			t.Errorf("heading %q has no text", p.Text)
		}
		if level(p) == 1 {
			n++
			if m := ordinal.FindStringSubmatch(p.Text); m == nil || m[1] != phrase.Chinese(n) {
				t.Errorf("heading %q is number %d", p.Text, n)
			}
		}
	}
}

func TestReportSaysWhatTheWorkbookSays(t *testing.T) {
	p, fs := Sample()
	_, d := filled(t, p, fs, Options{Date: signed}, "自评报告")
	text := d.String()
	for _, want := range []string{
		"张掖市科学技术协会", "36万元", "100%", "15场次", "1.1万人次", "5.23万人次", "其中青少年3.76万", "320场次",
		"2022年1月1日至2022年12月31日", "98.5分", "2023年4月13日", "一、项目基本情况", "六、下一步工作计划", "无结余", "附件：1.项目支出绩效自评表",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the report does not say %q", want)
		}
	}
	if r := NewReport(p, fs, Options{}); len(r.Findings()) != 0 {
		t.Errorf("the sample lacks something: %v", r.Findings())
	}
}

// Every number of a composed sentence is a figure with its cells: the
// sentences' own words hold no digit.
func TestEveryNumberIsTraceable(t *testing.T) {
	for name, p := range projects() {
		r := NewReport(p, nil, Options{Trace: true})
		for _, f := range fields() {
			if f.rows == nil {
				traceable(t, name+" "+f.Name, f.value(r))
				continue
			}
			for _, cells := range f.rows(r) {
				traceableRow(t, name+" "+f.Name, f.Items, cells)
			}
		}
	}
}

func traceableRow(t *testing.T, name string, items []Field, cells row) {
	t.Helper()
	for i, c := range cells {
		if inner, ok := c.([]row); ok {
			for _, r := range inner {
				traceableRow(t, name+"."+items[i].Name, items[i].Items, r)
			}
			continue
		}
		traceable(t, name+"."+items[i].Name, c)
	}
}

// untraced are the numbers the report gives itself.
var untraced = regexp.MustCompile(`成文日期|附件`)

func traceable(t *testing.T, name string, v any) {
	t.Helper()
	if untraced.MatchString(name) {
		return
	}
	switch v := v.(type) {
	case Figure:
		if hasDigit(v.Text) && len(v.From) == 0 {
			t.Errorf("%s: %q comes from no cell", name, v.Text)
		}
	case Line:
		for _, part := range v {
			words, _ := part.(string)
			switch part := part.(type) {
			case Figure:
				traceable(t, name, part)
			case phrase.Gap:
				words = part.Words
			}
			if hasDigit(words) {
				t.Errorf("%s: the words %q hold a digit", name, words)
			}
		}
	}
}

// TestGapsAreMarked: what the workbook lacks is highlighted in every built-in report, with a comment that says what to do.
func TestGapsAreMarked(t *testing.T) {
	r := NewReport(projects()["nothing"], nil, Options{})
	for _, tpl := range templates {
		var out bytes.Buffer
		if err := WriteReport(&out, r, tpl.Docx); err != nil {
			t.Fatal(err)
		}
		doc, err := docx.Text(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		gaps := 0
		for _, p := range doc.Body().Paragraphs {
			if p.Table == 0 {
				gaps += strings.Count(p.Text, "〔请补写：")
			}
		}
		marks := strings.Count(partOf(t, out.Bytes(), "word/document.xml"), `<w:highlight w:val="yellow"/>`)
		notes := strings.Count(partOf(t, out.Bytes(), "word/comments.xml"), "待补：工作簿中没有")
		if gaps == 0 || marks != gaps || notes != gaps {
			t.Errorf("%s: %d gaps, %d highlighted, %d with a comment", tpl.Name, gaps, marks, notes)
		}
	}
}

// projects are the sample and what remains of it when parts are missing.
func projects() map[string]*model.Project {
	out := map[string]*model.Project{}
	add := func(name string, cut func(*model.Project)) {
		p, _ := Sample()
		cut(p)
		out[name] = p
	}
	bare := func(p *model.Project) {
		p.Funds, p.Logs, p.Forms, p.Texts = nil, nil, nil, nil
		p.Basis, p.Purpose, p.Content, p.Goal = model.Cell[string]{}, model.Cell[string]{}, model.Cell[string]{}, model.Cell[string]{}
		p.Period, p.Issued = model.Cell[model.DateRange]{}, model.Cell[model.Amount]{}
	}
	add("full", func(*model.Project) {})
	add("fund only", func(p *model.Project) { f := p.Funds; bare(p); p.Funds = f })
	add("form only", func(p *model.Project) { f := p.Forms; bare(p); p.Forms = f })
	add("log only", func(p *model.Project) { l := p.Logs; bare(p); p.Logs = l })
	add("texts only", func(p *model.Project) { x := p.Texts; bare(p); p.Texts = x })
	add("nothing", func(p *model.Project) { *p = model.Project{} })
	add("no unit", func(p *model.Project) { p.Unit = model.Cell[string]{}; p.Forms = nil })
	return out
}

// Whatever is missing, each section says something, and a finding says what.
func TestSparseProjects(t *testing.T) {
	want := map[string][]string{
		"fund only":  {"项目计划资金36万元", "〔请补写：立项依据〕", "〔请补写：绩效目标完成情况〕", "预算执行率100%。"},
		"form only":  {"全年预算数36万元", "一是产出指标", "绩效自评得分98.5分"},
		"log only":   {"〔请补写：项目资金情况〕", "一是组织开展主题科普宣传活动", "附件：活动一览表"},
		"texts only": {"科普阵地建设滞后", "〔请补写：项目资金情况〕"},
		"nothing":    {"项目支出绩效自评报告", "〔请补写：下一步工作计划〕"},
	}
	for name, p := range projects() {
		for _, info := range Templates() {
			_, d := filled(t, p, nil, Options{Trace: info.Name == "自评报告", Date: signed}, info.Name)
			wellFormed(t, d)
			if info.Name != "自评报告" {
				continue
			}
			for _, w := range want[name] {
				if !strings.Contains(d.String(), w) {
					t.Errorf("%s: the report does not say %q", name, w)
				}
			}
		}
		found := NewReport(p, nil, Options{}).Findings()
		if len(want[name]) > 0 && len(found) == 0 {
			t.Errorf("%s: no finding", name)
		}
		for _, f := range found {
			if f.Rule != "text/missing" || f.Severity != check.Warning || f.Message == "" || f.Hint == "" {
				t.Errorf("%s: %+v", name, f)
			}
		}
	}
}

// An unresolved error marks the figures made of its cell, and only those; a
// waived one and a warning mark nothing.
func TestMarks(t *testing.T) {
	p, _ := Sample()
	spent := p.Funds[0].Rows[0].Spent.Pos
	finding := check.Finding{Rule: "fund/total", Severity: check.Error, Pos: spent, Got: "73500.00", Want: "72500.00", Message: "合计写的是 73500.00 元，各行相加是 72500.00 元", Hint: "改正合计"}
	data, _ := filled(t, p, []check.Finding{finding}, Options{Annexes: []string{LedgerAnnex}}, "自评报告")
	body, comments := partOf(t, data, "word/document.xml"), partOf(t, data, "word/comments.xml")
	for _, want := range []string{"核对：", "合计写的是 73500.00 元", "[合计、小计与各行不符]", "改正合计"} {
		if !strings.Contains(comments, want) {
			t.Errorf("no comment says %q", want)
		}
	}
	marked := regexp.MustCompile(`<w:highlight w:val="yellow"/></w:rPr><w:t[^>]*>([^<]*)</w:t>`)
	got := map[string]bool{}
	for _, m := range marked.FindAllStringSubmatch(body, -1) {
		got[m[1]] = true
	}
	for _, want := range []string{"12.6万元", "36万元", "12.6", "36", "100%"} {
		if !got[want] {
			t.Errorf("%s is not highlighted: %v", want, got)
		}
	}
	for _, not := range []string{"9.8万元", "98.5", "主题科普宣传活动"} {
		if got[not] {
			t.Errorf("%s is highlighted", not)
		}
	}
	if strings.Contains(comments, "来源：") {
		t.Error("sources without the trace")
	}
	settled, warned := finding, finding
	settled.Waived, warned.Severity = "已核实", check.Warning
	if body, comments := parts(t, p, []check.Finding{settled, warned}); comments != "" || strings.Contains(body, "w:highlight") {
		t.Error("a settled finding or a warning leaves a mark")
	}
}

// parts are the document and comments of the default report.
func parts(t *testing.T, p *model.Project, fs []check.Finding) (body, comments string) {
	t.Helper()
	data, _ := filled(t, p, fs, Options{}, "自评报告")
	return partOf(t, data, "word/document.xml"), partOf(t, data, "word/comments.xml")
}

func TestTrace(t *testing.T) {
	p, fs := Sample()
	plain, d := filled(t, p, fs, Options{}, "自评报告")
	if partOf(t, plain, "word/comments.xml") != "" || strings.Contains(d.String(), "取数来源表") {
		t.Error("sources without the trace")
	}
	data, d := filled(t, p, fs, Options{Trace: true}, "自评报告")
	comments := partOf(t, data, "word/comments.xml")
	for _, want := range []string{
		"来源：[" + sampleFile + "]资金表!C5:C8，原文：12.6； 9.8； 7.2； 6.4。计算：资金表各行相加",
		"来源：[" + sampleFile + "]活动台账!H13，原文：52300",
		"实际支出÷计划资金",
	} {
		if !strings.Contains(comments, want) {
			t.Errorf("no comment says %q", want)
		}
	}
	if !strings.Contains(d.String(), "取数来源表") {
		t.Error("no 取数来源表")
	}
	if n := strings.Count(comments, "<w:comment "); n > maxComments {
		t.Errorf("%d comments", n)
	}
}

// An office's template that has no place for the sources gets them at its end.
func TestTraceInOwnTemplate(t *testing.T) {
	p, fs := Sample()
	own := fixtureDocx(t, "支出{{资金.支出｜万元}}，执行率{{资金.执行率}}。")
	for _, trace := range []bool{false, true} {
		var b bytes.Buffer
		if err := WriteReport(&b, NewReport(p, fs, Options{Trace: trace}), own); err != nil {
			t.Fatal(err)
		}
		d, err := docx.Text(b.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		text := d.String()
		if !strings.HasPrefix(text, "支出36万元，执行率100%。\n") || strings.Contains(text, "取数来源表") != trace || strings.Contains(text, "活动台账") {
			t.Errorf("trace %v: %s", trace, text)
		}
		if bad := docxtest.SelfCheck(b.Bytes()); len(bad) > 0 {
			t.Errorf("self-check: %v", bad)
		}
	}
}

// A field without data says so, and is nothing to a condition.
func TestAbsentFields(t *testing.T) {
	p := projects()["log only"]
	own := fixtureDocx(t, "计划{{资金.计划}}，{{如果 资金.计划}}有{{否则}}无{{结束}}；{{等级}}；{{得分｜小数 2}}")
	var b bytes.Buffer
	if err := WriteReport(&b, NewReport(p, nil, Options{}), own); err != nil {
		t.Fatal(err)
	}
	d, err := docx.Text(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.TrimSpace(d.String()), "计划（未提供），无；（未提供）；（未提供）"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestSameBytes(t *testing.T) {
	p, fs := Sample()
	r := NewReport(p, fs, Options{Trace: true, Date: signed})
	var want bytes.Buffer
	if err := WriteReport(&want, r, nil); err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			var b bytes.Buffer
			if err := WriteReport(&b, r, nil); err != nil {
				t.Error(err)
			}
			if !bytes.Equal(b.Bytes(), want.Bytes()) {
				t.Error("the bytes differ")
			}
		})
	}
	wg.Wait()
}

// A long log stays a report.
func TestLongLog(t *testing.T) {
	p, _ := Sample()
	log := p.Logs[0]
	rows := log.Rows[:len(log.Rows)-1]
	for len(log.Rows) < 2000 {
		log.Rows = append(log.Rows, rows...)
	}
	data, d := filled(t, p, nil, Options{Trace: true}, "自评报告")
	if n := strings.Count(partOf(t, data, "word/comments.xml"), "<w:comment "); n > maxComments {
		t.Errorf("%d comments", n)
	}
	for _, para := range d.Body().Paragraphs {
		if para.Table == 0 && len([]rune(para.Text)) > 2000 {
			t.Errorf("a paragraph of %d characters: %.60s", len([]rune(para.Text)), para.Text)
		}
	}
}

func BenchmarkReport(b *testing.B) {
	p, fs := Sample()
	for b.Loop() {
		if err := WriteReport(io.Discard, NewReport(p, fs, Options{Date: signed}), nil); err != nil {
			b.Fatal(err)
		}
	}
}

// Where the fund table groups its rows by category, the groups are compared
// with the log, not the rows.
func TestGroups(t *testing.T) {
	p, _ := Sample()
	for i, r := range p.Funds[0].Rows {
		if r.Kind == model.Detail {
			r.Group = []string{"主题科普宣传活动", "科普宣传阵地建设", "农业实用技术培训", "青少年科技教育活动"}[i]
			r.Label.Value, r.Label.Text = "印刷费", "印刷费"
		}
	}
	r := NewReport(p, nil, Options{})
	for _, row := range r.ledger() {
		if row.result.Known() {
			t.Errorf("%s: %s", row.name, row.result)
		}
	}
	compared := map[string]string{}
	for _, c := range r.checks {
		compared[c.item] = c.result.Text
	}
	if got := compared["主题科普宣传活动"]; got != "一致" {
		t.Errorf("the group is %q: %v", got, compared)
	}
}

// The consequences of an error mark their figures too; those of a settled one
// do not.
func TestConsequencesMark(t *testing.T) {
	p, _ := Sample()
	rows := p.Funds[0].Rows
	f := check.Finding{Rule: "fund/total", Severity: check.Error, Pos: rows[4].Spent.Pos, Message: "甲",
		Consequences: []check.Finding{{Rule: "fund/balance", Severity: check.Error, Pos: rows[4].Balance.Pos, Message: "乙"}}}
	if _, comments := parts(t, p, []check.Finding{f}); !strings.Contains(comments, "乙") {
		t.Error("the consequence is not marked")
	}
	f.Waived = "已核实"
	if _, comments := parts(t, p, []check.Finding{f}); comments != "" {
		t.Error("a settled finding leaves a mark")
	}
}

// A log of one category, or of none, is told without "一是" and without
// saying its sum twice.
func TestOneCategory(t *testing.T) {
	for _, name := range []string{"", "科普宣传"} {
		p, _ := Sample()
		for _, a := range p.Logs[0].Rows {
			if a.Cells.Category = (model.Packed[string]{}); name != "" && a.Kind == model.Detail {
				a.Cells.Category = model.Pack(model.Cell[string]{Value: name, Text: name, State: model.Known, Pos: a.Pos})
			}
		}
		_, d := filled(t, p, nil, Options{}, "自评报告")
		wellFormed(t, d)
		text := d.String()
		if strings.Contains(text, "一是") || strings.Count(text, "11.91万人次") != 4 || !strings.Contains(text, "全年共开展活动13项，支出经费36万元，其中有记录的共354场次") {
			t.Errorf("%q: %d times\n%s", name, strings.Count(text, "11.91万人次"), text)
		}
	}
}

// A template is told only what it has a place for.
func TestFindingsFor(t *testing.T) {
	p := projects()["log only"]
	r := NewReport(p, nil, Options{})
	for name, want := range map[string]string{"自评表": "项目支出绩效自评表", "绩效评价": "评价工作开展情况", "转移支付": "结果应用和公开情况"} {
		info, _ := TemplateByName(name)
		got, err := r.FindingsFor(info.Docx)
		if err != nil {
			t.Fatal(err)
		}
		said := ""
		for _, f := range got {
			said += f.Message + "\n"
		}
		if !strings.Contains(said, want) || name == "自评表" && len(got) != 1 {
			t.Errorf("%s: %s", name, said)
		}
	}
	if got, err := r.FindingsFor(nil); err != nil || len(got) != len(r.Findings()) {
		t.Errorf("%v, %v", got, err)
	}
}

// BenchmarkLongLog is the report of a log of 250,000 rows.
func BenchmarkLongLog(b *testing.B) {
	p, fs := Sample()
	log := p.Logs[0]
	rows := log.Rows[:len(log.Rows)-1]
	for n := int32(0); len(log.Rows) < 250_000; n++ {
		row := *rows[int(n)%len(rows)]
		row.Pos.Row = 100 + n
		log.Rows = append(log.Rows, &row)
	}
	for b.Loop() {
		if err := WriteReport(io.Discard, NewReport(p, fs, Options{Date: signed}), nil); err != nil {
			b.Fatal(err)
		}
	}
}
