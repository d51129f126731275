package check

// Sort puts findings of several origins into the order of Run: file, sheet,
// cell, then weight; what has no place comes last. It sorts in place and returns its argument.
func Sort(findings []Finding) []Finding {
	order(findings)
	return findings
}
