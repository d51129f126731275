// Package write makes the lists that ziping hands out: 核对清单 (a Checklist) and
// 汇总 with its chart (a Rollup). Each is a plain value with a method Write; the
// bytes depend on the value alone.
//
//	list := write.Checklist{Name: "高台县科协", Rows: []mend.Row{{Severity: "error", Rule: "fund/total", File: "资金.xlsx", Sheet: "资金表", Cell: "E7"}}}
//	err := list.Write(w)
//
// The rooms below it make the other workbooks:
//
//	kit       rows, styles, drop-downs, print, links, the package; all writing goes through it
//	mend      the table of what is to be mended
//	ask       补充材料: questions out, answers in
//	patch     one workbook's parts changed in place, all others byte for byte
//	annotate  the marked copy of an office's workbook
//	blank     forms to fill in
package write
