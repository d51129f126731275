package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"ziping/model"
)

// The budget of a unit's findings, by number: nobody reads more, and what is
// written of them stays small however bad a long table is.
const (
	maxOfRule = 200   // findings of one rule and severity that are listed one by one
	maxBeside = 100   // consequences of one rule in one finding
	maxCells  = 1_000 // cells listed of one that stands for many
	maxRanges = 12    // ranges of cells named in its message
)

// folded makes one finding of those of a rule that are too many, in the place of
// the first, and does the same with the consequences of each. What is settled
// stands by itself.
func folded(findings []Finding) []Finding {
	for i := range findings {
		if len(findings[i].Consequences) > maxBeside {
			findings[i].Consequences = fold(findings[i].Consequences, maxBeside)
		}
		if len(findings[i].Related) > maxCells {
			findings[i].Related = findings[i].Related[:maxCells]
		}
	}
	return fold(findings, maxOfRule)
}

func fold(findings []Finding, most int) []Finding {
	type kind struct {
		rule     string
		severity Severity
	}
	of := func(f Finding) kind { return kind{f.Rule, f.Severity} }
	places := map[kind][]model.Pos{}
	for _, f := range findings {
		if f.Waived == "" {
			places[of(f)] = append(places[of(f)], f.Pos)
		}
	}
	var out []Finding
	first := map[kind]int{}
	for _, f := range findings {
		all := places[of(f)]
		if f.Waived != "" || len(all) <= most {
			out = append(out, f)
			continue
		}
		if i, seen := first[of(f)]; seen {
			room := most - len(out[i].Consequences)
			out[i].Consequences = append(out[i].Consequences, f.Consequences[:min(max(room, 0), len(f.Consequences))]...)
			continue
		}
		first[of(f)] = len(out)
		f.Message = fmt.Sprintf("同样的问题有 %d 处（%s），第一处：%s", len(all), ranges(all), f.Message)
		f.Hint += "；其余各处见相关单元格"
		f.Related = append(slices.Clone(f.Related), all[1:]...)
		f.Related = f.Related[:min(len(f.Related), maxCells)]
		f.Consequences = slices.Clone(f.Consequences)
		out = append(out, f)
	}
	return out
}

// ranges names cells as a reader would: 台账!G3:G100002、H5 等.
func ranges(cells []model.Pos) string {
	cells = slices.Clone(cells)
	slices.SortFunc(cells, func(a, b model.Pos) int {
		return cmp.Or(cmp.Compare(a.File(), b.File()), cmp.Compare(a.SheetName(), b.SheetName()), cmp.Compare(a.Col, b.Col), cmp.Compare(a.Row, b.Row))
	})
	var out []string
	sheet := ""
	for i := 0; i < len(cells); {
		j := i + 1
		for j < len(cells) && cells[j].Sheet == cells[i].Sheet && cells[j].Col == cells[i].Col && cells[j].Row-cells[j-1].Row <= 1 {
			j++
		}
		name := cells[i].Cell()
		if last := cells[j-1].Cell(); last != name {
			name += ":" + last
		}
		if s := cells[i].SheetName(); s != sheet {
			sheet, name = s, s+"!"+name
		}
		if name != "" {
			out = append(out, name)
		}
		if i = j; len(out) == maxRanges && i < len(cells) {
			return strings.Join(out, "、") + " 等"
		}
	}
	return strings.Join(out, "、")
}
