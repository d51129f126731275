// Package officetest makes workbooks as offices of all kinds keep them for a
// budget project, together with the truth about them, to measure how well
// reading does on layouts and words it has not seen. It must stay ignorant of
// how recognition works: its words and layouts are its own, and nothing that
// recognition learns may be copied into it. It is test support, linked into no
// product.
//
//	u := officetest.Generate(7)                 // the same unit for the same seed, always
//	err := u.WriteDir(dir)                      // workbooks, expected.json, faults.json
//	bad, ok := officetest.Plant(u, "balance")   // a copy with one fault, and where it is
//	for _, v := range officetest.Variants(u) {  // copies about which a result must not be calm
//		falsely := v.Calm(clean, result)
//	}
//	rates.Add(u, result)                        // right, asked, lost, wrong, and per stage
//
// Seeds 1–100 are for looking at; 101–200 are for a rate only, and the command
// in .ci/officerates shows no single case of them.
//
// A unit is made in two steps: a story (story.go) says what the office did and
// what it cost, exact in fen; sheets (fund.go, log.go, form.go, side.go) tell
// the story in a layout drawn at random, and note the truth of every table as
// they lay it down: header rows, column → field, role of each row, each figure's
// cell. The story's checks hold in every clean unit.
package officetest
