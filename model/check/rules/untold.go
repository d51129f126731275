package rules

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model/check"
)

// untold is one remark on what the rules that belong to no check could not decide.
// The checks tell their own.
func untold(counts map[string]check.Count, set *check.Set) (check.Finding, bool) {
	var parts []string
	first := ""
	for _, r := range All {
		n := counts[r.ID]
		if n.Undecided <= n.Told || slices.ContainsFunc(checkings, func(c checking) bool { return slices.Contains(c.rules, r.ID) }) {
			continue
		}
		if first == "" {
			first = r.ID
		}
		why := strings.Join(n.Why[:min(len(n.Why), 2)], "、")
		if n.Undecided > 2 {
			why += " 等"
		}
		parts = append(parts, fmt.Sprintf("“%s”有 %d 处（%s）", r.Title, n.Undecided-n.Told, why))
	}
	if first == "" {
		return check.Finding{}, false
	}
	return check.Finding{
		Rule: first, Severity: check.Info, Message: "有的数不能核对：" + strings.Join(parts, "；"),
		Hint: "读不出的改成能读的数，写约数的写准数，再核对一次",
	}, true
}
