package xlsxtest

import (
	"regexp"
	"strings"

	"ziping/xlsx/grid"
)

var rowLine = regexp.MustCompile(`^([0-9]+)([A-Z]*)\|(.*)$`)

// Rows writes "3| a | b", which fills row 3 from column A, and "3C| a | b", from column C, as cells.
func Rows(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		m := rowLine.FindStringSubmatch(line)
		if m == nil {
			out = append(out, line)
			continue
		}
		col := 1
		if m[2] != "" {
			ref, _ := grid.ParseRef(m[2] + "1")
			col = ref.Col
		}
		for _, cell := range strings.Split(m[3], "|") {
			if cell = strings.TrimSpace(cell); cell != "" {
				out = append(out, grid.ColName(col)+m[1]+" "+cell)
			}
			col++
		}
	}
	return strings.Join(out, "\n")
}
