// Package evidence holds the plain values that the rooms of layout hand to each
// other: what a person said about a sheet (Options), what is known of its unit
// (Known), one way to read a region (Reading), and what came of it (Result). It
// decides nothing and imports no room.
//
// A 资金表 in A3:G7 goes through the line as
//
//	Reading{Kind: "fund", Region: A3:G7, Score: 0.83, Evidence: [{header, A3:G3, 0, "第 3 行是表头：7 列中认得 7 列"}, …], Read: …}
//
// and Read, called with Known{Year: 2022}, puts one FundTable into a Result.
// Reading is a function of the sheet and of Known: called twice with the same it
// gives the same.
package evidence
