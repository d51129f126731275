package evidence

import "ziping/xlsx/grid"

// An Evidence is one reason for a reading, or against it.
type Evidence struct {
	ID     string     // what kind of reason it is: column, header, sheet, title, …
	At     grid.Range // where it stands on the sheet, zero for the sheet as a whole
	Points float64    // what it adds to the reading; below zero it speaks against
	Say    string     // the sentence that inspect prints, "" for what is only counted
}

// Points are the points of all evidence, in its order.
func Points(all []Evidence) float64 {
	sum := 0.0
	for _, e := range all {
		sum += e.Points
	}
	return sum
}

// Says are the sentences of evidence that has one.
func Says(all []Evidence) []string {
	var out []string
	for _, e := range all {
		if e.Say != "" {
			out = append(out, e.Say)
		}
	}
	return out
}

// Score is the scale of readings: 0 for nothing that speaks for one, and the nearer
// to 1 the more does.
func Score(points float64) float64 { return 1 - 1/(1+max(points, 0)) }
