package check

import "fmt"

// maxOfRule is the most findings of one rule and severity that are listed one by
// one; nobody reads more. Above it they are one, with the cells of all.
const maxOfRule = 200

// folded makes one finding of those of a rule that are too many, in the place of
// the first. What is settled stands by itself.
func folded(findings []Finding) []Finding {
	type kind struct {
		rule     string
		severity Severity
	}
	count := map[kind]int{}
	of := func(f Finding) kind { return kind{f.Rule, f.Severity} }
	for _, f := range findings {
		if f.Waived == "" {
			count[of(f)]++
		}
	}
	var out []Finding
	first := map[kind]int{}
	for _, f := range findings {
		n := count[of(f)]
		if f.Waived != "" || n <= maxOfRule {
			out = append(out, f)
			continue
		}
		i, seen := first[of(f)]
		if !seen {
			first[of(f)] = len(out)
			f.Message = fmt.Sprintf("同样的问题有 %d 处，第一处：%s", n, f.Message)
			f.Hint += "；其余各处见相关单元格"
			f.Related = f.Related[:len(f.Related):len(f.Related)]
			out = append(out, f)
			continue
		}
		out[i].Related = append(out[i].Related, f.Pos)
	}
	return out
}
