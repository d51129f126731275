package text

import (
	"errors"
	"strings"
	"testing"

	"ziping/xlsx/charset"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
)

// FuzzText: refused in words, or every field kept at its place. The oracle
// splits texts without quotes by hand; of those with quotes all letters are
// counted.
func FuzzText(f *testing.F) {
	for _, c := range gridtest.Load(f, "testdata/cases.txtar") {
		f.Add(c.Data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Read("a.csv", data)
		if err != nil {
			if f, ok := errors.AsType[*grid.Fault](err); !ok || f.Cause == "" || f.Cure == "" {
				t.Fatalf("%#v", err)
			}
			return
		}
		text, _, err := charset.Decode(data, "")
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.ReplaceAll(string(text), "\r\n", "\n")
		if !strings.Contains(lines, "\n") {
			lines = strings.ReplaceAll(lines, "\r", "\n")
		}
		var all strings.Builder
		for _, r := range b.Sheets[0].Rows {
			for _, c := range r.Cells {
				all.WriteString(c.Text)
			}
		}
		comma, _, _ := delimiter([]byte(lines))
		drop := strings.NewReplacer(string(comma), "", "\n", "", `"`, "", "\r", "")
		if got, want := drop.Replace(all.String()), drop.Replace(lines); got != want {
			t.Fatalf("read %q, the text says %q", got, want)
		}
		if strings.Contains(lines, `"`) {
			return
		}
		for i, line := range strings.Split(lines, "\n") {
			for j, want := range strings.Split(line, string(comma)) {
				got := ""
				if c := b.Sheets[0].Cell(i+1, j+1); c != nil {
					got = c.Text
				}
				if strings.Trim(got, "\r") != strings.Trim(want, "\r") {
					t.Fatalf("%s: read %q, want %q of %q", grid.Ref{Row: i + 1, Col: j + 1}, got, want, lines)
				}
			}
		}
	})
}
