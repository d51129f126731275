// Package city is what a city's run knows of its units: who must hand in and who
// did (Plan), what became of each (Record), and what that comes to (Sum).
//
// A run goes in three steps, and each can be taken up where the last one stopped.
//
//	plan := city.NewPlan("2022年各县", units, tables, expected)   // who is who, before a unit is judged
//	rec := …                                                     // a unit at a time, in any order, on any machine
//	sum := city.NewSum(plan, records)                            // the roll-up, of plan and records alone
//
// The plan joins the units that find found with the lines of the 资金分配表 and of
// the list of who must hand in, by the names of folders first and by what the
// workbooks state where those leave somebody out. It is the same for every worker
// and every shard. A record is all that the roll-up needs of a unit: its cells and
// pages are gone when it is written. Neither holds a time, a path of the machine, or
// anything that depends on the order of work.
//
// The package reads and writes no files.
package city
