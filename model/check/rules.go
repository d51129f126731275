package check

// Rules are all rules, in the order they are documented and run. Of the group
// text here is what the texts of the workbooks and the writer of a report show; the
// rest belongs to the review of a finished report.
var Rules = []*Rule{
	importUnreadable, importDamaged, importEncrypted, importNoTable, importMissing, importBadNumber, importBadDate,
	importFormula, importUncalc, importUnit, importHidden, importIgnored, importExternal,
	importContradiction, importWaiver,

	fundTotal, fundBalance, fundRate, fundOverReceived, fundOverspent, fundOverBudget, fundNegative, fundBudget,
	fundProduct, fundAdjustment, fundDenominator,

	activityTotal, activityCost, activityPeriod, activitySubset, activityDuplicate, activityIncomplete,

	indicatorWeight, indicatorScore, indicatorRateScore, indicatorTotal, indicatorDeviation, indicatorUnit,
	indicatorOperator, indicatorFact, indicatorCost, indicatorLowTarget, indicatorVague, indicatorPlaceholder, indicatorShifted,
	indicatorMissingKind, indicatorGrade, indicatorCeiling,

	textYear, textFigure, textPlaceholder, textExpiredBasis, textGoal, textMissing,

	rollupAllotment, rollupDuplicate, rollupMissing,
}

// ruleIDs are their ids.
var ruleIDs = func() []string {
	out := make([]string, len(Rules))
	for i, r := range Rules {
		out[i] = r.ID
	}
	return out
}()

// FindRule finds a rule by its id.
func FindRule(id string) (*Rule, bool) {
	for _, r := range Rules {
		if r.ID == id {
			return r, true
		}
	}
	return nil, false
}
