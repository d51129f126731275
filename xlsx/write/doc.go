// Package write makes the workbooks that ziping hands out: 核对清单 (a Checklist)
// and 汇总 with its chart (a Rollup). Each is a plain value with a method Write;
// the bytes depend on the value alone.
//
//	list := write.Checklist{{Name: "高台县科协", Rows: []write.ChecklistRow{{Severity: "error", Rule: "fund/total", File: "资金.xlsx", Sheet: "资金表", Cell: "E7"}}}}
//	err := list.Write(w)
//
// Every text may hold anything: it is written as text and never becomes a
// formula. A new sheet is a list of columns and a function that fills rows
// (sheet.go); what the package must look like is in package.go.
package write
