// Package mend is the table of what is to be mended, which several workbooks
// hold: 核对清单, 补充材料, the marked copy of an office's workbook, and 汇总.
//
//	mend.Add(book, "要改的", mend.Unit{Name: "高台县科协", Rows: rows}, mend.Look{})
//
// A title line says whom it is about; the findings come by weight, each with a
// link to its cell, what to do, and two columns to write in: 整改情况 and 签字. What
// was checked and what was not stands below them.
package mend

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"ziping/xlsx/write/kit"
)

// A Unit is one unit's findings, in the order a reader meets them.
type Unit struct {
	Name    string
	Project string // "" when not known
	Year    int    // 0 when not known
	Date    string // of the check, "" to be filled in by hand
	// Dir is the slash path from the folder of the output to the folder that
	// the rows' File is relative to: "" when they are the same, "../甘州区科协".
	Dir string
	// NoLinks leaves the links out: the output has no place of its own, or the
	// workbooks lie on another drive. Here makes them lead into the workbook that
	// holds the table, which is File Here; others get none.
	NoLinks bool
	Here    string
	Rows    []Row
	Checked []Check
}

// A Check says what became of one check.
type Check struct {
	Title string // 资金表合计与各行
	State string // 无误, 有误, 没有核对, 没有可核对的
	Count string // 12 处无误，1 处有误
	Why   string // why it, or a part of it, could not be checked
}

// A Row is one finding. Every text may hold anything: it is written as text and
// never becomes a formula.
type Row struct {
	Severity  string // "error", "warning", "info"
	Rule      string // "fund/total"
	RuleTitle string // Chinese, "" when unknown
	File      string // slash path below Unit.Dir; "" for no place
	Sheet     string // "" for the file as a whole
	Cell      string // A1 reference, "" for the sheet as a whole
	Got, Want string
	Gap       string // Got less Want, where both are figures
	Message   string
	Hint      string
	Related   string // other cells, as a reader would name them
	Waived    string // the reason, "" when not waived
	Follows   bool   // a consequence of the finding above it
	Note      string // what the table adds: that the cell could not be marked
	// Done and Signed are what a person wrote.
	Done, Signed string
	// Key tells a finding from all others of a unit, whatever its figures are;
	// Keyed gives it.
	Key string
}

// Keyed are the rows by weight, each with its key.
func Keyed(rows []Row) []Row {
	out := ByWeight(rows)
	seen := map[string]int{}
	for i, r := range out {
		sum := sha256.Sum256([]byte(strings.Join([]string{r.Rule, r.File, r.Sheet, r.Cell}, "\x1f")))
		key := hex.EncodeToString(sum[:6])
		if seen[key]++; seen[key] > 1 {
			key = fmt.Sprintf("%s-%d", key, seen[key])
		}
		out[i].Key = key
	}
	return out
}

// Link leads from a finding to its cell; the zero Link when nowhere.
func (u Unit) Link(r Row) kit.Link {
	if u.NoLinks || r.File == "" || u.Here != "" && r.File != u.Here {
		return kit.Link{}
	}
	var to kit.Link
	if u.Here == "" {
		to.Target = path.Join(u.Dir, r.File)
	}
	if r.Sheet == "" || strings.EqualFold(path.Ext(r.File), ".csv") {
		return to // a csv file's sheet has the name the program gives it
	}
	at := r.Cell
	if at == "" {
		at = "A1"
	}
	to.Location = kit.Quote(r.Sheet) + "!" + at
	return to
}

// ByWeight are the rows with the weightiest first, each followed by what follows
// from it; what is settled comes last.
func ByWeight(rows []Row) []Row {
	var groups [][]Row
	for _, r := range rows {
		if n := len(groups); r.Follows && n > 0 {
			groups[n-1] = append(groups[n-1], r)
			continue
		}
		groups = append(groups, []Row{r})
	}
	slices.SortStableFunc(groups, func(a, b []Row) int { return cmp.Compare(weight(a[0]), weight(b[0])) })
	return slices.Concat(groups...)
}

func weight(r Row) int {
	if r.Waived != "" {
		return len(order)
	}
	return slices.Index(order, r.Severity)
}

var order = []string{"error", "warning", "info"}

// A level is how a severity is shown.
type level struct {
	title string
	style kit.Style
}

var levels = map[string]level{
	"error":   {"错误", kit.Style{Fill: ErrorFill, Color: "9C0006", Bold: true, Align: kit.Center}},
	"warning": {"提醒", kit.Style{Fill: WarningFill, Color: "7F6000", Bold: true, Align: kit.Center}},
	"info":    {"说明", kit.Style{Fill: InfoFill, Color: "1F3864", Align: kit.Center}},
}

// The fills of severities, here and in the cells of a marked copy.
const (
	ErrorFill   = "FBE3E1"
	WarningFill = "FFF2CC"
	InfoFill    = "E7EEF8"
)

const (
	waivedFill  = "EDEDED"
	waivedColor = "595959"
)

// LevelTitle is a severity's name for a reader.
func LevelTitle(severity string) string {
	if l, ok := levels[severity]; ok {
		return l.title
	}
	return severity
}

// Place is where a finding is, for a reader: sheet and cell, the file below them.
func (r Row) Place() string { return r.place(r.File != "") }

// place is Place; somewhere tells that there is a place although no file is named.
func (r Row) place(somewhere bool) string {
	place := ""
	switch {
	case r.Cell != "":
		place = r.Sheet + " " + r.Cell
	case r.Sheet != "":
		place = r.Sheet + "（整张表）"
	case somewhere:
		place = "整个文件"
	default:
		return "整个单位"
	}
	if r.File == "" {
		return strings.TrimSpace(place)
	}
	return strings.TrimSpace(place) + "\n" + r.File
}

// Words are what is wrong and what to do about it.
func (r Row) Words() string {
	var parts []string
	title := r.RuleTitle
	if title == "" {
		title = r.Rule
	}
	first := "【" + title + "】" + r.Message
	if r.Follows {
		first = "（随上面的问题而来）" + first
	}
	parts = append(parts, first)
	if r.Hint != "" {
		parts = append(parts, "改法："+r.Hint)
	}
	if r.Related != "" {
		parts = append(parts, "相关单元格："+r.Related)
	}
	if r.Waived != "" {
		parts = append(parts, "已豁免："+r.Waived)
	}
	if r.Note != "" {
		parts = append(parts, "（"+r.Note+"）")
	}
	return strings.Join(parts, "\n")
}

// headline is whom the table is about, and when.
func (u Unit) headline(what string) (title, line string) {
	name := []string{u.Name}
	if u.Project != "" {
		name = append(name, u.Project)
	}
	title = strings.TrimSpace(strings.Join(name, "　") + "　" + what)
	date := u.Date
	if date == "" {
		date = "　　　　年　　月　　日"
	}
	line = "核对日期：" + date
	if u.Year != 0 {
		line = fmt.Sprintf("%d 年度　　", u.Year) + line
	}
	return title, line
}
