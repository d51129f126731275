package cmd

import (
	"ziping/cmd/handout"
)

// What a unit's outputs in a batch are called, after the unit's name.
const (
	reportSuffix  = "_绩效自评报告.docx"
	projectSuffix = "_自评报告.docx"         // of one of several projects
	resultSuffix  = handout.ResultSuffix // and the ending of a format
	returnSuffix  = "_退回单.docx"
	rollupName    = "汇总.xlsx"
	rollupReport  = "汇总报告.docx"
	rollupPage    = "核对结果.html"
)
