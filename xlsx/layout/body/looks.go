package body

import (
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// repeats reports the header again, as it stands after a page break.
func (b *Body) repeats(cells []Cell) bool {
	for _, texts := range b.header {
		if last := cells[len(cells)-1]; len(cells) < 2 || view.Figure(last.Cell) || view.Figure(cells[0].Cell) {
			return false
		}
		same := 0
		for _, c := range cells {
			if c.Kind == grid.String && texts[c.Col] == strings.TrimSpace(c.Text) {
				same++
			}
		}
		if same >= 2 && same*10 >= len(cells)*7 {
			return true
		}
	}
	return false
}

// numbers reports a row that only numbers the columns: 1 2 3, (1) (2) (3)=(1)+(2).
func (b *Body) numbers(cells []Cell) bool {
	if b.data > 0 || len(cells) < 3 {
		return false
	}
	last, plain := 0, 0
	for _, c := range cells {
		if len(c.Text) > evidence.Standard.Word.ValueBytes {
			return false
		}
		key := b.page.KeyOf(strings.TrimSpace(c.Text))
		if !word.Ordinal(key) || c.Formula() != nil {
			return false
		}
		n := 0
		for _, d := range strings.Trim(key, "()列栏") {
			if d < '0' || d > '9' {
				break
			}
			n = n*10 + int(d-'0')
		}
		if n == 0 && key[0] == '0' {
			return false
		}
		if n > 0 {
			if plain > 0 && n != last+1 {
				return false
			}
			last = n
			plain++
		}
	}
	return true
}

// fills reports a row of …… and the like, without any figure.
func (b *Body) fills(cells []Cell) bool {
	for _, c := range cells {
		if b.Kinds[c.Col] == "index" && len(c.Text) <= 4 && len(cells) > 1 {
			continue
		}
		if c.Kind != grid.String || len(c.Text) > evidence.Standard.Word.ValueBytes {
			return false
		}
		t := strings.TrimSpace(c.Text)
		if strings.Trim(t, "…⋯.。·—－-*/～~ ") != "" {
			return false
		}
	}
	return true
}

// unfilled reports a row of a form that nobody filled in: a number in front, and
// formulas that come to nothing.
func (b *Body) unfilled(cells []Cell) bool {
	formulas := 0
	for _, c := range cells {
		switch {
		case b.counter(c):
		case c.Formula() != nil && (c.Kind == grid.Error || view.Blank(c.Text) || strings.Trim(c.Text, "0.%-") == ""):
			formulas++
		default:
			return false
		}
	}
	return formulas > 0
}

// counter reports a number that counts the rows, also in a column without a header
// in front of all others.
func (b *Body) counter(c Cell) bool {
	if c.Kind != grid.Number && !word.Ordinal(b.page.KeyOf(strings.TrimSpace(c.Text))) || c.Formula() != nil && b.Kinds[c.Col] != "index" {
		return false
	}
	return b.Kinds[c.Col] == "index" || b.fields[c.Col] == "" && c.Col < b.first && len(c.Text) <= evidence.Standard.Word.ValueBytes
}

func (b *Body) hasLabelColumn() bool {
	for col := range b.Labels {
		if b.Kinds[col] != "index" {
			return true
		}
	}
	return false
}

// Merged reports that some cell of the row is the follower of a region merged
// down from a row of the table.
func (b *Body) Merged(row int) bool {
	for _, c := range b.claim.Columns {
		if s := b.page.Span(row, c.Col); s.Top < row && s.Top > b.claim.Head.Bottom && b.page.Text(row, c.Col) != "" {
			return true
		}
	}
	return false
}

// mergedName reports that the row's name is merged down from a row above.
func (b *Body) mergedName(row int) bool {
	for col := range b.Labels {
		if b.Kinds[col] == "index" || b.fields[col] == "category" {
			continue
		}
		if s := b.page.Span(row, col); s.Top < row && s.Top > b.claim.Head.Bottom && b.page.Text(row, col) != "" {
			return true
		}
	}
	return false
}

func (b *Body) labelKey(cells []Cell) string {
	for _, c := range cells {
		if b.Labels[c.Col] && b.Kinds[c.Col] != "index" && len(c.Text) <= evidence.Standard.Word.LabelBytes {
			if t := strings.TrimSpace(c.Text); strings.HasPrefix(t, "其") || strings.HasPrefix(t, "#") || len(t) > 0 && t[0] < 0x80 {
				return b.page.KeyOf(t)
			}
			return ""
		}
	}
	return ""
}

// labelText is the key of the first short text of a row.
func (b *Body) labelText(cells []Cell) string {
	for _, c := range cells {
		if c.Kind == grid.String && len(c.Text) <= evidence.Standard.Word.LabelBytes {
			return b.page.KeyOf(strings.TrimSpace(c.Text))
		}
	}
	return ""
}

// aggregate reads the words of a row that sums others.
func (b *Body) aggregate(cells []Cell) (word.Aggregated, bool) {
	for i, c := range cells {
		kind := b.Kinds[c.Col]
		if c.Kind != grid.String || len(c.Text) > evidence.Standard.Word.ValueBytes || word.IsFigure(kind) && i > 0 || b.fields[c.Col] == "remark" && i > 0 {
			continue
		}
		if !strings.Contains(c.Text, "计") && !strings.Contains(c.Text, "总") && (len(c.Text) > 12 || c.Text == "" || !strings.ContainsRune("TtSsGg", rune(c.Text[0]))) {
			continue
		}
		if !b.Labels[c.Col] && i > 0 {
			continue
		}
		if a, ok := word.AggregateWord(b.page.KeyOf(strings.TrimSpace(c.Text))); ok {
			return a, true
		}
	}
	return word.Aggregated{}, false
}
