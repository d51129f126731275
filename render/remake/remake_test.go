package remake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"ziping/model"
	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
	"ziping/render"
	"ziping/render/docx"
	"ziping/render/docx/docxtest"
	"ziping/render/remake"
)

// A unit is what one office's workbooks say, and its report is written of.
type unit struct {
	name, project, year, number string
	categories                  []category
}

type category struct {
	name, event, day, place string
	planned, spent          int // yuan
	sessions, people        int
}

var gaotai = unit{"高台县科学技术协会", "科普专项资金", "2022", "高财教〔2022〕15号", []category{
	{"科普宣传", "全国科普日活动", "9月17日", "中心广场", 80000, 76000, 12, 4600},
	{"青少年科技教育", "科技创新大赛", "5月20日", "县一中", 50000, 48500, 7, 1250},
	{"实用技术培训", "苹果栽培培训", "3月2日", "各乡镇", 70000, 69000, 25, 980},
}}

var linze = unit{"临泽县科学技术协会", "科学普及经费", "2023", "临财教〔2023〕8号", []category{
	{"主题科普活动", "科技活动周", "5月23日", "文化广场", 120000, 119000, 9, 8800},
	{"科技馆服务", "流动科技馆巡展", "6月8日", "县科技馆", 40000, 32000, 3, 15200},
	{"农村科普", "农技下乡", "4月11日", "倪家营镇", 90000, 88000, 31, 2210},
}}

func (u unit) sums() (planned, spent, sessions, people int) {
	for _, c := range u.categories {
		planned, spent, sessions, people = planned+c.planned, spent+c.spent, sessions+c.sessions, people+c.people
	}
	return
}

// workbook is the unit's material in the notation of package modeltest.
func (u unit) workbook() *model.Project {
	planned, _, _, _ := u.sums()
	var b strings.Builder
	fmt.Fprintf(&b, "【基本信息】\n实施单位 | %s\n项目名称 | %s\n预算年度 | %s年\n资金下达文号 | %s\n下达金额 | %d元\n", u.name, u.project, u.year, u.number, planned)
	b.WriteString("【资金表】单位：元\n支出方向 | 计划资金 | 到位资金 | 实际支出\n")
	for _, c := range u.categories {
		fmt.Fprintf(&b, "%s | %d | %d | %d\n", c.name, c.planned, c.planned, c.spent)
	}
	b.WriteString("【活动台账】\n活动类别 | 活动名称 | 活动时间 | 活动地点 | 场次 | 参与人次 | 经费支出\n")
	for _, c := range u.categories {
		fmt.Fprintf(&b, "%s | %s | %s年%s | %s | %d | %d | %d\n", c.name, c.event, u.year, c.day, c.place, c.sessions, c.people, c.spent)
	}
	return modeltest.MustParse(b.String())
}

func (u unit) report() *render.Report {
	p := u.workbook()
	findings, _ := rules.Run(p, (*check.Set)(nil))
	return render.NewReport(p, findings, render.Options{})
}

// wan writes yuan as 万元.
func wan(n int) string {
	s := strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.4f", float64(n)/10000), "0"), ".")
	return s + "万元"
}

func percent(a, b int) string {
	return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", float64(a)*100/float64(b)), "0"), ".") + "%"
}

func people(n int) string {
	if n < 10000 {
		return fmt.Sprint(n)
	}
	return strings.TrimRight(strings.TrimRight(fmt.Sprintf("%.2f", float64(n)/10000), "0"), ".") + "万"
}

// plain is a report of plain paragraphs, runs cut as WPS does.
func (u unit) plain() string {
	planned, spent, sessions, crowd := u.sums()
	var b strings.Builder
	p := func(format string, a ...any) { fmt.Fprintf(&b, "p%q ", fmt.Sprintf(format, a...)) }
	p("%s", u.name)
	p("%s年度%s项目绩效自评报告", u.year, u.project)
	p("一、项目基本情况")
	p("根据《关于下达科普经费的通知》（%s），%s承担%s项目。", u.number, u.name, u.project)
	p("自1998年起，全县连续开展科普活动。")
	p("二、资金情况")
	fmt.Fprintf(&b, `p["项目预算资金" b%q "，实际到位资金%s，资金到位率100%%；实际支出" %q "，预算执行率%s，结余%s。"] `, wan(planned), wan(planned), wan(spent), percent(spent, planned), wan(planned-spent))
	p("三、完成情况")
	p("全年共开展活动%d场次，参与群众%s人次。", sessions, people(crowd))
	words := []string{"一", "二", "三"}
	for i, c := range u.categories {
		end := "；"
		if i == 2 {
			end = "。"
		}
		p("%s是%s。开展活动%d场次，参与%s人次，支出%s%s", words[i], c.name, c.sessions, people(c.people), wan(c.spent), end)
	}
	p("按方向分，%s支出%s、%s支出%s、%s支出%s。", u.categories[0].name, wan(u.categories[0].spent), u.categories[1].name, wan(u.categories[1].spent), u.categories[2].name, wan(u.categories[2].spent))
	return b.String()
}

// tables is a report of tables.
func (u unit) tables() string {
	planned, spent, _, _ := u.sums()
	var b strings.Builder
	fmt.Fprintf(&b, `p"%s年度%s项目绩效自评报告" tbl[tr[tc"序号" tc"支出方向" tc"预算（元）" tc"实际支出（元）" tc"执行率"] `, u.year, u.project)
	for i, c := range u.categories {
		fmt.Fprintf(&b, `tr[tc"%d" tc"%s" tc"%d" tc"%d" tc"%s"] `, i+1, c.name, c.planned, c.spent, percent(c.spent, c.planned))
	}
	fmt.Fprintf(&b, `tr[tc"" tc"合计" tc"%d" tc"%d" tc"%s"]] `, planned, spent, percent(spent, planned))
	b.WriteString(`p"活动一览" tbl[tr[tc"活动名称" tc"时间" tc"地点" tc"场次" tc"参与人次"] `)
	for _, c := range u.categories {
		fmt.Fprintf(&b, `tr[tc"%s" tc"%s" tc"%s" tc"%d" tc"%d"] `, c.event, c.day, c.place, c.sessions, c.people)
	}
	b.WriteString("] ")
	fmt.Fprintf(&b, `tbl[tr[tc"实施单位" tc"%s"] tr[tc"预算金额" tc"%s"] tr[tc"实际支出" tc"%s"]] p"完"`, u.name, wan(planned), wan(spent))
	return b.String()
}

// styled is the plain report with styles, Word numbering, a header and a footer.
func (u unit) styled(t *testing.T) []byte {
	doc := docxtest.New(t, u.plain())
	parts := docxtest.Unzip(t, doc)
	xml := strings.Replace(parts["word/document.xml"], "<w:p><w:r><w:t xml:space=\"preserve\">一、", `<w:p><w:pPr><w:pStyle w:val="1"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t xml:space="preserve">`, 1)
	xml = strings.Replace(xml, "三、完成情况", "完成情况", 1)
	parts["word/document.xml"] = xml
	files := docxtest.Files{}
	for name, data := range parts {
		files = append(files, docxtest.File{name, data})
	}
	return docxtest.Zip(t, files)
}

// made makes a template of a unit's report.
func made(t *testing.T, u unit, doc []byte) (*remake.Made, []byte) {
	t.Helper()
	m, template, err := remake.Make(u.report(), "去年报告.docx", doc)
	if err != nil {
		t.Fatal(err)
	}
	if bad := docxtest.SelfCheck(template); len(bad) > 0 {
		t.Fatal(bad)
	}
	for _, p := range docx.Lint(template, render.TemplateSchema()) {
		if p.Severity != docx.Hint {
			t.Errorf("template check: %s %s", p.Severity, p.Message)
		}
	}
	return m, template
}

func filledWith(t *testing.T, template []byte, u unit) string {
	t.Helper()
	var b bytes.Buffer
	if err := render.WriteReport(&b, u.report(), template); err != nil {
		t.Fatal(err)
	}
	return words(t, b.Bytes())
}

// words are the paragraphs of a document, without comments.
func words(t *testing.T, doc []byte) string {
	t.Helper()
	d, err := render.ReadFinished("", doc)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, p := range d.Paragraphs {
		if !strings.Contains(p.Part, "comments") {
			b.WriteString(p.Text + "\n")
		}
	}
	return b.String()
}

// TestMake: of three reports of different make, filled with the same workbooks the
// template gives the same words; filled with another unit's, the words of its report.
func TestMake(t *testing.T) {
	for _, c := range []struct {
		name string
		doc  func(unit) []byte
		tags int
	}{
		{"plain", func(u unit) []byte { return docxtest.New(t, u.plain()) }, 18},
		{"tables", func(u unit) []byte { return docxtest.New(t, u.tables()) }, 16},
		{"styled", func(u unit) []byte { return u.styled(t) }, 18},
	} {
		t.Run(c.name, func(t *testing.T) {
			doc := c.doc(gaotai)
			m, template := made(t, gaotai, doc)
			t.Log("\n" + m.Text())
			if got, want := filledWith(t, template, gaotai), words(t, doc); got != want {
				t.Errorf("with the same workbooks:\n%s\nwant\n%s", got, want)
			}
			if got, want := filledWith(t, template, linze), words(t, c.doc(linze)); got != want {
				t.Errorf("with another unit's:\n%s\nwant\n%s", got, want)
			}
			if len(m.Tagged) < c.tags {
				t.Errorf("%d tags", len(m.Tagged))
			}
		})
	}
}

// TestMakeLeaves: what is not sure stays, and every year and figure that stays is listed.
func TestMakeLeaves(t *testing.T) {
	doc := docxtest.New(t, `p"高台县科学技术协会2022年度科普专项资金项目绩效自评报告" p"20万元全部用于科普。" p"与2021年相比，增长8%。" p"2022年5月制定办法，购置设备13台。" p"科普宣传7.6万元。" p"目标：活动≥44场次。"`)
	m, template := made(t, gaotai, doc)
	got := words(t, template)
	for _, want := range []string{"20万元全部用于科普。", "与2021年相比，增长8%。", "2022年5月制定办法，购置设备13台。", "科普宣传7.6万元。", "目标：活动≥44场次。"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is no longer there:\n%s", want, got)
		}
	}
	list := m.Text()
	for _, want := range []string{"20万元", "2021年", "8%", "2022年5月", "13台", "7.6万元", "≥44场次"} {
		if !strings.Contains(list, want) {
			t.Errorf("%q is not listed:\n%s", want, list)
		}
	}
	if i, j := strings.Index(list, "13台"), strings.Index(list, "20万元"); i > j {
		t.Errorf("what nothing explains comes first:\n%s", list)
	}
}
