// Package city writes the papers of a city's run: the 退回单 that goes back to a unit,
// the 汇总报告 over all of them, and the page of the whole city.
//
//	err := city.Return{Unit: "高台县科协", Errors: 1, Mends: mends}.Write(w, nil)
//	err := city.Report{Title: "张掖市2022年度绩效自评汇总报告", Units: units}.Write(w, nil)
//	err := city.WritePage(w, report)
//
// The two Word files are filled by the same template engine as the reports; nil is
// the template that is built in (return.txt, report.txt), and an office may have its
// own with the same names (Check says what is wrong with one). What they hold is plain
// data: the package knows neither workbooks nor rules.
package city

//go:generate go run ../template/gen
