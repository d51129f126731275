// Package model holds the self-evaluation of one unit's budget project, as read
// from its workbooks. It is plain data: it opens no file, knows no format, and
// decides nothing. Every value keeps the cell it came from; figures that are
// computed are methods and have no place of their own.
//
// Money is in yuan and exact; scores, weights and rates are decimals; a float64
// never enters. Blank, 0, "—" and "不适用" are four different things (State), and a
// Sum says which of them it is made of.
package model
