// Package relation holds what must be true between cells, and finds the fault
// behind those that are not. A rule hands in each Relation it knows, the
// satisfied ones too (Require); when all rules have run, one wrong cell that
// breaks several of them becomes one finding with its consequences.
//
//	relation.Require(p, relation.Relation{
//		Cell: balance.Pos, Got: balance.N,
//		Right:  figure.Expr{Num: figure.Minus(received, spent)},
//		Accept: figure.Within(tolerance),
//		Say:    func(want decimal.Decimal) check.Finding { … },
//		Show:   func(d decimal.Decimal) string { return figure.Money(d, "元") },
//	})
//
// See diagnose for how a fault is found.
package relation
