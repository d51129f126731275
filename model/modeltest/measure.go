package modeltest

import "ziping/model"

// Measure writes a measure for tests: 〈words〉, ≥10场, 3..5人.
func Measure(m model.Measure) string {
	if m.Qualitative {
		return "〈words〉"
	}
	s := string(m.Op) + m.Value.String()
	if m.Op == model.OpRange {
		s = m.Value.String() + ".." + m.High.String()
	}
	return s + m.Unit
}
