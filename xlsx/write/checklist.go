package write

import (
	"io"
	"path"
	"strings"
)

// A ChecklistUnit is one unit's findings, in the order they are to be listed.
type ChecklistUnit struct {
	Name string
	// Dir is the slash path from the folder of the output to the folder that
	// the rows' File is relative to: "" when they are the same, "../甘州区科协".
	Dir string
	// NoLinks leaves the links out: the output has no place of its own, or the
	// workbooks lie on another drive.
	NoLinks bool
	Rows    []ChecklistRow
	Checked []CheckedRow
}

// A CheckedRow says what became of one check.
type CheckedRow struct {
	Title string // 资金表合计与各行
	State string // 无误, 有误, 没有核对, 没有可核对的
	Count string // 12 处无误，1 处有误
	Why   string // why it, or a part of it, could not be checked
}

// A ChecklistRow is one finding as 核对清单 writes it. Every text may hold
// anything: it is written as text and never becomes a formula.
type ChecklistRow struct {
	Severity  string // "error", "warning", "info"
	Rule      string // "fund/total"
	RuleTitle string // Chinese, "" when unknown
	File      string // slash path below ChecklistUnit.Dir; "" for no place
	Sheet     string // "" for the file as a whole
	Cell      string // A1 reference, "" for the sheet as a whole
	Got, Want string
	Message   string
	Hint      string
	Related   string // other cells, as a reader would name them
	Waived    string // the reason, "" when not waived
	Follows   bool   // a consequence of the finding above it
}

// A Checklist is 核对清单: the findings of one unit or several.
type Checklist []ChecklistUnit

// Write writes 核对清单.xlsx: one row a finding, each linked to its
// cell. The bytes depend on c alone. Links are relative, so the list is to
// lie where ChecklistUnit.Dir says.
func (c Checklist) Write(w io.Writer) error {
	return generate(w, "核对清单", func(b *outBook) {
		addChecklist(b, "核对清单", c)
		addChecked(b, "核对情况", c)
	})
}

// checkedColumns are the columns of 核对情况: what was checked, what was not, why.
var checkedColumns = []outColumn{
	{"单位", 18, outStyle{wrap: true}},
	{"核对内容", 26, outStyle{wrap: true}},
	{"结果", 14, outStyle{align: alignCenter}},
	{"处数", 30, outStyle{wrap: true}},
	{"没有核对的原因", 60, outStyle{wrap: true}},
}

// addChecked adds the sheet of the checks, none when they are not known.
func addChecked(b *outBook, name string, units []ChecklistUnit) {
	some := false
	for _, u := range units {
		some = some || len(u.Checked) > 0
	}
	if !some {
		return
	}
	s := b.add(name, checkedColumns)
	s.freeze(1)
	s.header(checkedColumns)
	for _, u := range units {
		for _, r := range u.Checked {
			cells := make([]*outCell, len(checkedColumns))
			for i, v := range []string{u.Name, r.Title, r.State, r.Count, r.Why} {
				cells[i] = &outCell{value: v, style: checkedColumns[i].style}
			}
			s.row(cells...)
		}
	}
	s.filter(1, s.last, len(checkedColumns))
	s.repeat(1, 1)
	s.end()
}

// The columns of a checklist; their order is the order of checklistCells.
var checklistColumns = []outColumn{
	{"序号", 5.5, outStyle{align: alignCenter}},
	{"单位", 13, outStyle{wrap: true}},
	{"级别", 6.5, outStyle{align: alignCenter}},
	{"规则", 15, outStyle{wrap: true}},
	{"文件", 17, outStyle{wrap: true}},
	{"工作表", 10, outStyle{wrap: true}},
	{"单元格", 8, outStyle{align: alignCenter}},
	{"写的是", 12.5, outStyle{align: alignRight, wrap: true}},
	{"应为", 12.5, outStyle{align: alignRight, wrap: true}},
	{"说明", 42, outStyle{wrap: true}},
	{"处理办法", 32, outStyle{wrap: true}},
	{"是否豁免", 11, outStyle{wrap: true}},
}

// columns of a checklist that are treated apart
const (
	severityColumn = 2
	cellColumn     = 6
	gotColumn      = 7
	wantColumn     = 8
)

// A level is how a severity is shown.
type levelLook struct {
	title string
	style outStyle
}

var levels = map[string]levelLook{
	"error":   {"错误", outStyle{fill: "FBE3E1", color: "9C0006", bold: true, align: alignCenter}},
	"warning": {"提醒", outStyle{fill: "FFF2CC", color: "7F6000", bold: true, align: alignCenter}},
	"info":    {"说明", outStyle{fill: "E7EEF8", color: "1F3864", align: alignCenter}},
}

const (
	waivedFill  = "EDEDED"
	waivedColor = "595959"
	linkColor   = "0563C1"
)

// addChecklist adds a sheet of findings with a frozen, filtered header.
func addChecklist(b *outBook, name string, units []ChecklistUnit) {
	s := b.add(name, checklistColumns)
	s.freeze(1)
	s.header(checklistColumns)
	n := 0
	for _, u := range units {
		for _, r := range u.Rows {
			n++
			s.checklistRow(n, u, r)
		}
	}
	if n == 0 {
		s.row(nil, nil, nil, nil, nil, nil, nil, nil, nil, &outCell{value: "没有发现问题。", style: outStyle{wrap: true}})
	}
	s.filter(1, s.last, len(checklistColumns))
	s.repeat(1, 1)
	s.textNumbers(gotColumn, wantColumn)
	s.end()
}

func (s *outSheet) checklistRow(n int, u ChecklistUnit, r ChecklistRow) {
	cells := checklistCells(n, u, r)
	for i := range cells {
		look := checklistColumns[i].style
		if r.Waived != "" {
			look.color, look.fill = waivedColor, waivedFill
		}
		cells[i].style = look
	}
	if r.Waived == "" {
		cells[severityColumn].style = levels[r.Severity].style
	}
	link := checklistLink(u, r)
	if link.target != "" {
		cells[cellColumn].style.color, cells[cellColumn].style.underline = linkColor, true
	}
	all := make([]*outCell, len(cells))
	for i := range cells {
		all[i] = &cells[i]
	}
	s.row(all...)
	if link.target != "" {
		s.link(cellColumn, link)
	}
}

func checklistCells(n int, u ChecklistUnit, r ChecklistRow) []outCell {
	values := []string{"", u.Name, levelTitle(r.Severity), ruleCell(r), r.File, r.Sheet, placeCell(r), r.Got, r.Want,
		messageCell(r), r.Hint, waivedCell(r)}
	cells := make([]outCell, len(values))
	for i, v := range values {
		cells[i].value = v
	}
	cells[0].value = n
	return cells
}

func levelTitle(severity string) string {
	if l, ok := levels[severity]; ok {
		return l.title
	}
	return severity
}

func ruleCell(r ChecklistRow) string {
	if r.RuleTitle == "" {
		return r.Rule
	}
	return r.RuleTitle + "\n" + r.Rule
}

// placeCell is what the cell column shows; a finding about a whole sheet or
// file says so.
func placeCell(r ChecklistRow) string {
	switch {
	case r.Cell != "":
		return r.Cell
	case r.Sheet != "":
		return "整张表"
	case r.File != "":
		return "整个文件"
	}
	return ""
}

func messageCell(r ChecklistRow) string {
	message := r.Message
	if r.Follows {
		message = "（随上面的问题而来）" + message
	}
	if r.Related != "" {
		message += "\n相关单元格：" + r.Related
	}
	return message
}

func waivedCell(r ChecklistRow) string {
	if r.Waived == "" {
		return "否"
	}
	return "是：" + r.Waived
}

// checklistLink leads from a finding to its cell.
func checklistLink(u ChecklistUnit, r ChecklistRow) outLink {
	if u.NoLinks || r.File == "" {
		return outLink{}
	}
	to := outLink{target: path.Join(u.Dir, r.File)}
	if r.Sheet == "" || strings.EqualFold(path.Ext(r.File), ".csv") {
		return to // a csv file's sheet has the name the program gives it
	}
	at := r.Cell
	if at == "" {
		at = "A1"
	}
	to.location = "'" + strings.ReplaceAll(r.Sheet, "'", "''") + "'!" + at
	return to
}
