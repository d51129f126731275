package rules

import (
	"ziping/model/check"
)

// textMissing says here who and what the material is of; whether a section of
// the report stays empty depends on the template, and the report's writer
// notices. See check.Catalogue.Join.
var textMissing = &check.Rule{ID: "text/missing", Title: "报告缺一节的材料", Severity: check.Warning, Elsewhere: true, Run: func(p *check.Pass) {
	q := p.Project
	unreadableCell(p, q.Unit)
	unreadableCell(p, q.Name)
	unreadableCell(p, q.Year)
	for _, head := range []struct {
		known      bool
		what, hint string
	}{
		{q.Unit.Known(), "实施单位的名称", "在“基本信息”表填写“实施单位”，或在自评表填写"},
		{q.Name.Known(), "项目名称", "在“基本信息”表填写“项目名称”，或在自评表填写"},
		{q.Year.Known(), "预算年度", "在“基本信息”表填写“预算年度”，如 2022年"},
	} {
		if !head.known {
			p.Report(check.Finding{Message: "工作簿中没有" + head.what, Hint: head.hint})
		}
	}
}}
