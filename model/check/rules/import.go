package rules

import (
	"fmt"

	"ziping/model"
	"ziping/model/check"
)

// The import rules report what the reader noticed; their ids are those of
// model.Note. What blocks is what leaves a figure unknown.
var (
	importUnreadable  = imported("import/unreadable", "文件打不开", check.Error, true)
	importDamaged     = imported("import/damaged", "文件损坏", check.Error, true)
	importEncrypted   = imported("import/encrypted", "文件加了密码", check.Error, true)
	importNoTable     = imported("import/no-table", "没有认出表格", check.Error, true)
	importMissing     = imported("import/missing-column", "缺少必需的列", check.Error, true)
	importBadNumber   = imported("import/bad-number", "数字认不出来", check.Error, true)
	importBadDate     = imported("import/bad-date", "日期认不出来", check.Error, false)
	importFormula     = imported("import/formula-error", "公式出错", check.Error, true)
	importUncalc      = imported("import/uncalculated", "公式没有计算过", check.Warning, false)
	importUnread      = imported("import/unread", "有内容没有认出来", check.Warning, false)
	importVersion     = imported("import/version", "同一张表有几个版本", check.Warning, false)
	importAmbiguous   = imported("import/ambiguous", "分不清该用哪一个", check.Warning, false)
	importUnit        = imported("import/unit-assumed", "单位没有写清", check.Warning, false)
	importHidden      = imported("import/hidden", "有隐藏的内容", check.Warning, false)
	importIgnored     = imported("import/ignored", "有内容没有读入", check.Info, false)
	importExternal    = imported("import/external-link", "引用了别的文件", check.Warning, false)
	importWaiver      = imported("import/waiver", "豁免写得不对", check.Warning, false)
	importAnswer      = imported("import/answer", "答复对不上问题", check.Warning, false)
	importProject     = imported("import/project", "分不清是哪个项目的", check.Warning, false)
	importRuleUnknown = "import/ignored"
)

func imported(id, title string, severity check.Severity, blocks bool) *check.Rule {
	return &check.Rule{ID: id, Title: title, Severity: severity, Blocks: blocks, Run: func(p *check.Pass) {
		noted(p, func(rule string) bool { return rule == id || id == importRuleUnknown && !known(rule) })
	}}
}

// noted reports what the reader has noted under a rule. That several tables write
// no unit of money is said once for all that were read in the same.
func noted(p *check.Pass, under func(rule string) bool) {
	first, count := map[string]int{}, map[string]int{}
	var out []check.Finding
	for _, n := range p.Project.Notes {
		if !under(n.Rule) {
			continue
		}
		f := fromNote(n, p.Rule)
		if same := n.Want; n.Rule == "import/unit-assumed" && !n.Mild && same != "" {
			if i, seen := first[same]; seen {
				count[same]++
				out[i].Message += "；" + n.Pos.SheetName() + "!" + n.Pos.Cell() + " " + n.Message
				out[i].Related = append(out[i].Related, n.Pos)
				continue
			}
			first[same], count[same] = len(out), 1
		}
		out = append(out, f)
	}
	for same, i := range first {
		if n := count[same]; n > 1 {
			out[i].Message = fmt.Sprintf("有 %d 张表没有写清单位：%s", n, out[i].Message)
		}
	}
	for _, f := range out {
		p.Report(f)
	}
}

// known reports that a rule has the id and reports the reader's notes.
func known(id string) bool {
	switch id {
	case "import/unreadable", "import/damaged", "import/encrypted", "import/no-table", "import/missing-column", "import/bad-number",
		"import/bad-date", "import/formula-error", "import/uncalculated", "import/unit-assumed", "import/hidden", "import/ignored",
		"import/external-link", "import/waiver", "import/unread", "import/version", "import/ambiguous", "import/answer", "import/project", "activity/period":
		return true
	}
	return false
}

func fromNote(n model.Note, rule *check.Rule) check.Finding {
	var severity check.Severity // the rule's own
	if n.Mild {
		severity = milder[rule.Severity]
	}
	return check.Finding{Severity: severity, Pos: n.Pos, Got: n.Got, Want: n.Want, Message: n.Message, Hint: n.Hint, Related: n.Related, Fields: n.Fields}
}

// milder is what weighs a step less.
var milder = map[check.Severity]check.Severity{check.Error: check.Warning, check.Warning: check.Info, check.Info: check.Info}
