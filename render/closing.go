package render

// This file holds the page rules of the last section: its end stays on a page
// with the signature, so that no page has the signature alone, or less than four
// lines before the annexes.

// A closing is a paragraph of the last section; joined ones stay with the next.
type closing struct {
	text   Line
	joined bool
}

const (
	lineChars = 28 // characters of 三号 in a line (GB/T 9704-2012)
	lastLines = 4  // the least lines that go with the signature
)

// closings marks the last paragraph, and those before it while they do not make
// four lines together.
func closings(ls []Line) []closing {
	out := make([]closing, len(ls))
	lines := 0
	for i := len(ls) - 1; i >= 0; i-- {
		out[i] = closing{ls[i], lines < lastLines}
		lines += (len([]rune(ls[i].String())) + 2 + lineChars - 1) / lineChars
	}
	return out
}
