package layout
import ("runtime/debug";"testing";"math/rand/v2";"ziping/model")
func TestZZ(t *testing.T) {
	n := 0
	for seed := uint64(6800); seed < 14000; seed++ {
		s := scatteredForm(rand.New(rand.NewPCG(seed, 5)), formWords(t))
		func() {
			defer func() { if e := recover(); e != nil { t.Errorf("seed %d: %v %s", seed, e, debug.Stack()) } }()
			res := Sheet(s, &model.Sheet{File: "f.xlsx", Name: s.Name}, formProfile(t), Options{})
			n += len(res.Forms)
			for _, form := range res.Forms {
				walkForm(form, func(name, text string, pos model.Pos, state model.State) {
					if state != model.Absent && (pos.Row < 1 || pos.Col < 1) { t.Errorf("%d %s %q has no place", seed, name, text) }
				})
			}
		}()
		if t.Failed() { break }
	}
	t.Log(n, "forms")
}
