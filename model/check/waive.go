package check

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
)

// WaiverRule is the rule that tells of waivers which settle nothing.
const WaiverRule = "import/waiver"

// waive marks the findings the office has declared settled. What leaves a
// figure unknown cannot be settled by declaring it, and a waiver without a
// reason, or of nothing, is said to be so.
func (c Catalogue) waive(findings []Finding, waivers []model.Waiver) []Finding {
	for _, w := range waivers {
		w = c.byID(w)
		if !hasReason(w) {
			findings = append(findings, aboutWaiver(w, "没有写理由，没有生效", "写上理由，例如“已与财政局核实，见某某文件”"))
			continue
		}
		if what, hint, bad := c.unknownRule(w.Rule); bad {
			findings = append(findings, aboutWaiver(w, what, hint))
			continue
		}
		hit, blocked := 0, 0
		for i := range findings {
			if findings[i].Rule != WaiverRule {
				h, b := c.apply(waiver(w), &findings[i])
				hit, blocked = hit+h, blocked+b
			}
		}
		switch {
		case blocked > 0:
			findings = append(findings, aboutWaiver(w, "对应的问题使数字读不出来，不能豁免", "改正单元格里的数字"))
		case hit == 0 && !c.elsewhere(w.Rule):
			f := aboutWaiver(w, "没有对应的问题", "问题已经改好的，删去这条豁免；没有改好的，核对规则编号、工作表和单元格")
			f.Severity = Info
			findings = append(findings, f)
		}
	}
	return findings
}

// byID is the waiver with the id of its rule, which may be named by its title.
func (c Catalogue) byID(w model.Waiver) model.Waiver {
	if r, known := c.Named(w.Rule); known {
		w.Rule = r.ID
	}
	return w
}

func hasReason(w model.Waiver) bool { return strings.TrimSpace(w.Reason) != "" }

// elsewhere reports that findings of the rule are raised by others than Run.
func (c Catalogue) elsewhere(id string) bool {
	id = strings.TrimSpace(id)
	r, known := c.Find(id)
	return known && (r.Run == nil || r.Elsewhere) || id == "text/*" || id == "rollup/*"
}

// unknownRule says what is wrong with a waiver's rule that is neither an id, nor
// a group (fund/*), nor all (*).
func (c Catalogue) unknownRule(id string) (what, hint string, bad bool) {
	id = strings.TrimSpace(id)
	if group, all := strings.CutSuffix(id, "*"); all {
		if slices.ContainsFunc(c.ids(), func(known string) bool { return strings.HasPrefix(known, group) }) {
			return "", "", false
		}
	} else if _, known := c.Find(id); known {
		return "", "", false
	}
	hint = "规则的名称和编号见 ziping rules，如“合计、小计与各行不符”或 fund/total；一组规则写 fund/*，全部写 *"
	if near := nearest(id, c.names()); near != "" {
		hint = "是不是 " + near + "？"
	}
	return "没有这条规则，没有生效", hint, true
}

// apply gives the finding the waiver's reason, or its consequences alone when
// the waiver is of one of them.
func (c Catalogue) apply(w waiver, f *Finding) (hit, blocked int) {
	if w.covers(*f) {
		if r, ok := c.Find(f.Rule); ok && r.Blocks {
			return 0, 1
		}
		w.settle(f)
		return 1, 0
	}
	for i := range f.Consequences {
		h, b := c.apply(w, &f.Consequences[i])
		hit, blocked = hit+h, blocked+b
	}
	return hit, blocked
}

// settle waives a finding and what follows from it.
func (w waiver) settle(f *Finding) {
	if f.Waived == "" {
		f.Waived = strings.TrimSpace(w.Reason)
	}
	for i := range f.Consequences {
		w.settle(&f.Consequences[i])
	}
}

func aboutWaiver(w model.Waiver, what, hint string) Finding {
	where := w.Sheet
	if w.Sheet != "" && w.Cell != "" {
		where += "!"
	}
	if where += w.Cell; where != "" {
		where = "（" + where + "）"
	}
	return Finding{
		Rule: WaiverRule, Severity: Warning, Pos: w.Pos,
		Message: fmt.Sprintf("豁免“%s”%s%s", w.Rule, where, what), Hint: hint,
	}
}

// covers reports that the waiver is of the finding: its rule, its group
// ("fund/*") or all ("*"), on the sheet and at the cell it names, if any.
func (w waiver) covers(f Finding) bool {
	rule := strings.TrimSpace(w.Rule)
	if group, all := strings.CutSuffix(rule, "*"); all && !strings.HasPrefix(f.Rule, group) || !all && rule != f.Rule {
		return false
	}
	if w.File != "" && model.Key(w.File) != model.Key(f.Pos.File()) {
		return false
	}
	if s := model.Key(w.Sheet); s != "" && s != model.Key(f.Pos.SheetName()) {
		return false
	}
	cell := strings.ToUpper(strings.ReplaceAll(model.Key(w.Cell), "$", ""))
	return cell == "" || cell == f.Pos.Cell()
}

type waiver model.Waiver
