package modeltest

import (
	"fmt"
	"strings"

	"ziping/model"
)

// ParseAll reads several units, parted by lines of "----", and the allotment
// table that one of the parts holds. A part with nothing else is not a unit.
func ParseAll(text string) ([]*model.Project, *model.AllotmentTable, error) {
	var units []*model.Project
	var allot *model.AllotmentTable
	for i, part := range strings.Split("\n"+text+"\n", "\n----\n") {
		p, err := Parse(fmt.Sprintf("%d.xlsx", i+1), part)
		if err != nil {
			return nil, nil, fmt.Errorf("part %d: %w", i+1, err)
		}
		if len(p.Allotments) > 0 {
			allot = p.Allotments[0]
		}
		if len(p.Allotments) == 0 || len(p.Files[0].Tables) > len(p.Allotments) {
			units = append(units, p)
		}
	}
	return units, allot, nil
}

// Edit returns the text with one cell changed: Edit(text, "资金表!D5", "73500").
func Edit(text, cell, value string) (string, error) {
	sheet, ref, _ := strings.Cut(cell, "!")
	lines := strings.Split(text, "\n")
	current, row := "", 0
	for n, line := range lines {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || strings.HasPrefix(trimmed, "#") {
			continue
		}
		if rest, opens := strings.CutPrefix(trimmed, "【"); opens {
			current, _, _ = strings.Cut(rest, "】")
			row = 0
			continue
		}
		row++
		if current != sheet {
			continue
		}
		parts := strings.Split(line, "|")
		for i := 0; i < 26; i++ {
			if fmt.Sprintf("%c%d", 'A'+i, row) != ref {
				continue
			}
			for len(parts) <= i {
				parts = append(parts, " ")
			}
			parts[i] = " " + value + " "
			lines[n] = strings.TrimSpace(strings.Join(parts, "|"))
			return strings.Join(lines, "\n"), nil
		}
	}
	return "", fmt.Errorf("no cell %s", cell)
}
