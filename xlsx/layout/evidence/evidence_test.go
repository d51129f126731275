package evidence

import (
	"slices"
	"testing"
)

// TestEvidence holds the sum, the sentences and the scale.
func TestEvidence(t *testing.T) {
	all := []Evidence{{ID: "column", Points: 1}, {ID: "header", Say: "第 3 行是表头"}, {ID: "unknown", Points: -0.5}, {ID: "title", Points: 0.5, Say: "标题"}}
	if got := Points(all); got != 1 {
		t.Errorf("%v points", got)
	}
	if got := Says(all); !slices.Equal(got, []string{"第 3 行是表头", "标题"}) {
		t.Errorf("says %q", got)
	}
	for points, want := range map[float64]float64{-2: 0, 0: 0, 1: 0.5, 3: 0.75} {
		if got := Score(points); got != want {
			t.Errorf("%v points: %v, want %v", points, got, want)
		}
	}
}
