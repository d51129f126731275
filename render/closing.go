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

// linesOf is how many lines of the page a paragraph takes.
func linesOf(l Line) int { return (len([]rune(l.String())) + 2 + lineChars - 1) / lineChars }

// closings marks the paragraphs at the end that stay together: while they and the
// lines below them, down to the signature, are fewer than lastLines.
func closings(ls []Line, below int) []closing {
	out := make([]closing, len(ls))
	for i := len(ls) - 1; i >= 0; i-- {
		out[i] = closing{ls[i], below < lastLines}
		below += linesOf(ls[i])
	}
	return out
}
