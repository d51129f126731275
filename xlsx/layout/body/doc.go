// Package body takes the rows below a header one by one and says which kind each is:
// data, a sum, a part of the row above, a heading, a note, a signature, the header
// again. Kinds are the same for tables of every form.
//
// Below 支出方向 | 支出 the rows
//
//	一、科普宣传 |         section
//	科普日       | 38000   data, under 科普宣传
//	小计         | 38000   subtotal
//	注：单位为元 |         note
//
// What a sum covers is not decided here but in package sum.
package body
