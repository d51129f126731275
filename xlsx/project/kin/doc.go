// Package kin tells what the tables of a unit are to each other: copies, summaries,
// versions, parts of one whole. It only compares; what follows from it is decided in
// package project.
//
//	kin.Copied(a, b)               // most rows of one log stand in the other
//	kin.OneSeries(a, b, nil)       // 科普活动台账（一季度） and 科普活动台账（二季度）
//	kin.Age("资金表（定稿）")            // 3, newer than 资金表（初稿）
package kin
