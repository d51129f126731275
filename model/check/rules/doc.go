// Package rules holds the rules, one file each, and the list of them (All).
//
// A new rule is a value in a file named after its id (fund/total:
// fundtotal.go), a line in All, its page doc/fund-total.md with an example, and
// its case testdata/rule/fund-total.txtar: what it reports, accepts, lets pass and
// cannot decide. The rules of import that only pass on what the reader noticed share
// import.go.
//
//	var fundSmall = &check.Rule{ID: "fund/small", Title: "金额太小", Severity: check.Warning, Run: func(p *check.Pass) {
//		for _, t := range p.Project.Funds {
//			…
//			p.Report(check.Finding{Pos: cell.Pos, Message: "…", Hint: "…"})
//		}
//	}}
//
// What several rules need stands in files of its own: gathered.go (the log by
// category and name), directions.go, place.go (where a sum is stated),
// measure.go (targets and actual values), sentence.go and passage.go (texts).
package rules
