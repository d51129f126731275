package rules_test

import (
	"runtime"
	"testing"

	"ziping/model/check"
	"ziping/model/check/rules"
	"ziping/model/modeltest"
)

// FuzzCost: whatever the tables say, the rules allocate in proportion to them,
// and what they find stays bounded. Cost is counted, never timed.
func FuzzCost(f *testing.F) {
	for seed := range uint64(12) {
		f.Add(modeltest.Generate(seed))
	}
	f.Add(clean(f))
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		p, err := modeltest.Parse("自评.xlsx", text)
		if err != nil {
			return
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		findings, checked := rules.Run(p, nil)
		runtime.ReadMemStats(&after)
		const base, each = 4 << 20, 20_000 // bytes, and bytes for each byte of the text
		if spent := after.TotalAlloc - before.TotalAlloc; spent > base+each*uint64(len(text)) {
			t.Errorf("%d bytes allocated for %d of text", spent, len(text))
		}
		if n := len(check.Flatten(findings)); n > 100+len(text) {
			t.Errorf("%d findings of %d bytes", n, len(text))
		}
		for _, c := range checked {
			if c.State == check.Held && c.Held == 0 || c.State == check.Undecided && len(c.Why) == 0 {
				t.Errorf("%+v", c)
			}
		}
	})
}
