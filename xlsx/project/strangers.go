package project

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/profile"
)

// ownNames are the keys of what the project's fund table and logs call their rows.
func ownNames(p *model.Project, main *model.FundTable) []string {
	var out []string
	add := func(c model.Cell[string]) {
		if k := model.Key(c.Value); len([]rune(k)) >= 2 && !slices.Contains(out, k) && len(out) < 200 {
			out = append(out, k)
		}
	}
	for _, row := range main.Rows {
		if row.Kind == model.Detail {
			add(row.Label)
		}
	}
	for _, log := range p.Logs {
		for _, a := range log.Rows {
			if a.Kind == model.Detail {
				add(a.Name())
				add(a.Category())
			}
		}
	}
	add(p.Name)
	return out
}

// namesOne reports a text that holds one of the names, or is a part of one.
func namesOne(text string, names []string) bool {
	key := model.Key(text)
	if len([]rune(key)) < 2 {
		return false
	}
	return slices.ContainsFunc(names, func(n string) bool { return strings.Contains(key, n) || strings.Contains(n, key) })
}

// titledAsOwn reports a title that speaks of a project's money; a table without a title
// may be anything.
func titledAsOwn(t *model.Table) bool {
	key := model.Key(t.Title)
	return key == "" || slices.ContainsFunc(profile.Common("own-titles"), func(w string) bool { return strings.Contains(key, w) })
}
