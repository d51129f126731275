package kin

import (
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/profile"
)

// A Neighbour is a kind of form that offices keep beside the project's: alike,
// and about something else.
type Neighbour struct {
	Kind  model.TableKind
	Title string
	words []string // in a title, or the name of the sheet where there is no title
}

var neighbours = []Neighbour{
	{model.KindWholeForm, "部门整体支出绩效自评表", profile.Common("whole-forms")},
	{model.KindGoal, "绩效目标申报表", profile.Common("goal-forms")},
	{model.KindMonitor, "绩效运行监控表", profile.Common("monitor-forms")},
	{model.KindSummary, "绩效自评汇总表", profile.Common("summaries-of-forms")},
	{model.KindFinalAccounts, "部门决算表", profile.Common("final-accounts")},
	{model.KindProcurement, "政府购买服务（采购）表", profile.Common("procurements")},
	{model.KindBond, "专项债券表", profile.Common("bonds")},
}

// NeighbourOf is which neighbour a table is by its title, else its sheet; nil for none.
func NeighbourOf(t *model.Table) *Neighbour {
	for _, text := range []string{t.Title, t.Pos.SheetName()} {
		key := model.Key(text)
		for i := range neighbours {
			if slices.ContainsFunc(neighbours[i].words, func(w string) bool { return strings.Contains(key, model.Key(w)) }) {
				return &neighbours[i]
			}
		}
		if text != "" && text == t.Title && !strings.EqualFold(t.Title, t.Pos.SheetName()) && len(key) > 12 {
			return nil // the title says that it is something else
		}
	}
	return nil
}
