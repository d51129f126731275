// Package column says which field of a form each column of a header may be, and how
// well a form fits the whole of it: a Claim. Every form of the profile claims every
// header; the best claim that is complete gets the table.
//
// Under 支出方向 | 计划 | 到位 | 支出 the form 资金表 claims label, planned, received and
// spent by the words; what stands below (Sample) only decides between two ways to
// understand one word. Each column keeps the reason why it was
// understood so.
package column
