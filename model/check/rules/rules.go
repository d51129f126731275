package rules

import (
	"ziping/model/check"
)

// All are all rules, in the order they are documented and run. Of the group
// text here is what the texts of the workbooks and the writer of a report show; the
// rest belongs to the review of a finished report.
var All = check.Catalogue{
	importUnreadable, importDamaged, importEncrypted, importNoTable, importMissing, importBadNumber, importBadDate,
	importFormula, importUncalc, importUnit, importHidden, importIgnored, importExternal,
	importUnread, importVersion, importAmbiguous, importProject, importAnswer, importContradiction, importWaiver,

	fundTotal, fundBalance, fundRate, fundOverReceived, fundOverspent, fundOverBudget, fundNegative, fundBudget,
	fundProduct, fundAdjustment, fundDenominator,

	activityTotal, activityCost, activityPeriod, activitySubset, activityDuplicate, activityIncomplete,

	indicatorWeight, indicatorScore, indicatorRateScore, indicatorTotal, indicatorDeviation, indicatorUnit,
	indicatorOperator, indicatorFact, indicatorCost, indicatorLowTarget, indicatorVague, indicatorPlaceholder, indicatorBlank, indicatorShifted,
	indicatorMissingKind, indicatorGrade, indicatorCeiling,

	textYear, textFigure, textPlaceholder, textExpiredBasis, textGoal, textMissing,

	rollupAllotment, rollupDuplicate, rollupMissing,
}
