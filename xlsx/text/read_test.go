package text

import (
	"testing"

	"ziping/xlsx/grid/gridtest"
)

func TestCases(t *testing.T) { gridtest.Cases(t, "testdata/cases.txtar", Read) }

// TestDelimiter: the character that the lines agree on.
func TestDelimiter(t *testing.T) {
	for text, want := range map[string]rune{"a,b\nc,d": ',', "a\tb\nc\td": '\t', "a;b;c\n1,5;2;3\n": ';', "只有一列\n2\n": ',', "": ',', "a,b;c\nd,e;f": ','} {
		if got, _, _ := delimiter([]byte(text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
