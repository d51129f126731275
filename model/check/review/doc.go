// Package review looks at a finished report: each function is what one rule of
// group text does with it. The rules themselves are values in package rules,
// like all others; the text and the facts in it come from model/text; what a
// program must know of words (when a year may be another one, what gives a
// reason) is data, in words.yaml, and an office can add its own.
//
//	var textUnit = &check.Rule{ID: "text/unit", …, Review: review.Units}
//
// # Precision
//
// A wrong alarm costs more than a fault that is missed: a person reads the
// report after us. What cannot be decided is left alone, what is likely and no
// more is a remark that asks to look (请核对). Words that ziping itself would
// write from the same workbooks are compared figure by figure, and no other rule
// looks at them.
package review
