// Package sum settles which rows of a table sum which. It reads the words first and
// the figures only where the words do not tell, and leaves on each row what it took
// it for and why. It knows lines of decimals and their words, and no sheet.
//
// Of the lines 科普日 38000, 科技周 12000, 小计 50000, 合计 50000 the third covers the
// first two and the fourth is the total of all: Covers [0 1] and [0 1].
package sum
