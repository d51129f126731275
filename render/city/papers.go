package city

import (
	_ "embed"
	"io"
	"strconv"
	"sync"

	"ziping/render/docx"
)

//go:embed return.docx
var returnTemplate []byte

//go:embed report.docx
var reportTemplate []byte

// The templates that are built in, compiled once.
var builtIn = map[bool]func() (*docx.Template, error){
	false: sync.OnceValues(func() (*docx.Template, error) { return docx.Compile(returnTemplate) }),
	true:  sync.OnceValues(func() (*docx.Template, error) { return docx.Compile(reportTemplate) }),
}

// Templates are the files of the templates that are built in: of 退回单 and of 汇总报告.
func Templates() (returned, report []byte) { return returnTemplate, reportTemplate }

// CheckReturn and CheckReport are what is wrong with a template of an office's own.
func CheckReturn(template []byte) []docx.Problem {
	return docx.Lint(template, docx.SchemaOf(Return{Mends: []Mend{{}}, Kept: []string{""}, Unchecked: []string{""}, Papers: []string{""}, Year: 2022}.data()))
}

// CheckReport is CheckReturn of a 汇总报告.
func CheckReport(template []byte) []docx.Problem {
	return docx.Lint(template, docx.SchemaOf(Report{Units: []Unit{{Judged: true, Projects: []Project{{}}}}, Shares: []Share{{}}, Marks: []Mark{{}}}.data()))
}

// Write fills 退回单; template is nil for the one that is built in. The same data and
// template give the same bytes.
func (r Return) Write(w io.Writer, template []byte) error { return fill(w, template, false, r.data()) }

// Write fills 汇总报告; template is nil for the one that is built in.
func (r Report) Write(w io.Writer, template []byte) error { return fill(w, template, true, r.data()) }

func fill(w io.Writer, template []byte, report bool, data map[string]any) error {
	t, err := builtIn[report]()
	if template != nil {
		t, err = docx.Compile(template)
	}
	if err != nil {
		return err
	}
	return t.Fill(w, data, docx.Application("ziping"))
}

// shownLines is how many lines of a table fit beside the rest on the one page that
// 退回单 is to be; what is on the list of all goes with it.
const shownLines = 26

// wordsOnLine is how many characters stand on a line of the column 怎样改, and of the
// others; what is longer takes more lines.
const wordsOnLine, placeOnLine, valueOnLine = 24, 9, 7

// shown is how many things to be mended fit on the page.
func shown(mends []Mend) int {
	left := shownLines
	for i, m := range mends {
		need := func(text string, on int) int { return (columns(text) + 2*on - 1) / (2 * on) }
		left -= max(1, need(m.Words, wordsOnLine), need(m.Place, placeOnLine), need(m.Got, valueOnLine), need(m.Want, valueOnLine))
		if left < 0 {
			return i
		}
	}
	return len(mends)
}

// columns is the width of a text in half characters.
func columns(text string) int {
	n := 0
	for _, r := range text {
		if n++; r > 0x2000 {
			n++
		}
	}
	return n
}

var severities = map[string]string{"error": "错误", "warning": "提醒", "info": "说明"}

// data is what the template of 退回单 may use.
func (r Return) data() map[string]any {
	var mends []any
	n := max(shown(r.Mends), min(1, len(r.Mends)))
	for _, m := range r.Mends[:n] {
		mends = append(mends, map[string]any{"轻重": severities[m.Severity], "表和格": m.Place, "写的是": m.Got, "应为": m.Want, "怎样改": m.Words})
	}
	rest := ""
	if left := len(r.Mends) - n; left > 0 {
		rest = "还有 " + strconv.Itoa(left) + " 处，见同一文件夹里的核对结果。"
	}
	due := r.Due
	if due == "" {
		due = "　　月　　日"
	}
	year := []any{}
	if r.Year != 0 {
		year = append(year, strconv.Itoa(r.Year)+"年度")
	}
	return map[string]any{
		"标题": "绩效自评材料退回单", "单位": r.Unit, "项目名称": r.Project, "年度": orBlank(r.Year), "年度句": year, "期限": due,
		"没有读成": r.Failed, "办法": r.Cure, "错误数": r.Errors, "提醒数": r.Warnings, "待确认数": r.Questions, "核对结论": r.Verdict,
		"要改": mends, "其余": rest, "没有核对": anys(r.Unchecked), "其他文件": anys(r.Kept), "附送": anys(r.Papers), "退回单位": r.From,
	}
}

func orBlank(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func anys(texts []string) []any {
	out := []any{}
	for _, t := range texts {
		out = append(out, t)
	}
	return out
}
