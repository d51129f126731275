package rules

import (
	"ziping/model/check"
)

// All are all rules, in the order they are documented and run. Of the group
// text some look at the texts of the workbooks, some at a finished report (Review), some at both.
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

	textYear, textFigure, textPlaceholder, textExpiredBasis, textGoal, textMissing, textUnprinted,
	textSum, textNumbering, textUnit, textReference, textConclusion, textReason, textTitle, textCount, textName, textGrade,
	textSection, textWord, textForeign, textLastYear,

	rollupAllotment, rollupDuplicate, rollupMissing,
}
