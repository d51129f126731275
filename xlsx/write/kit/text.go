package kit

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"golang.org/x/text/width"

	"ziping/model"
)

// maxCellText is how much of one text a generated sheet shows; Excel cuts
// silently at 32,767.
const maxCellText = 2000

// Full is a text that is written whole, up to what a cell may hold: a person's
// own words, or those that a report is to print.
type Full string

// Nothing is the value of a formula that gives no text: a cell with it is calculated
// and empty.
const Nothing = nothing("")

type nothing string

// maxFull is the most characters a cell may hold.
const maxFull = 32_767

// plainValue is what excelize gets: a text stays a text whatever it begins
// with, and shows what cannot be seen.
func plainValue(v any) any {
	switch v := v.(type) {
	case nothing:
		return ""
	case decimal.Decimal:
		f, _ := v.Float64()
		return f
	case Full:
		if v == "" {
			return nil
		}
		if text := model.Visible(string(v)); len(text) <= maxFull || len([]rune(text)) <= maxFull/2 { // a rune is two units at most
			return text
		}
		return cellText(string(v))
	case string:
		if v == "" {
			return nil
		}
		return cellText(v)
	}
	return v
}

// cellText makes foreign text fit for a cell; a text that is too long says so.
func cellText(s string) string {
	s = model.Visible(s)
	if len(s) <= maxCellText {
		return s
	}
	runes := []rune(s)
	if len(runes) <= maxCellText {
		return s
	}
	return fmt.Sprintf("%s……（原文共 %d 字，此处只列前 %d 字）", string(runes[:maxCellText]), len(runes), maxCellText)
}

// lineHeight is the height of a line of body text in points, MaxHeight the most
// a row may have.
const (
	lineHeight = 14
	MaxHeight  = 409
)

func rowHeight(lines int, size float64) float64 {
	return min(float64(lines)*lineHeight*max(1, size/bodySize)+3, MaxHeight)
}

// height is the height that shows the wrapped texts of a row. Excel would find
// it by itself, other programs and previews do not.
func (s *Sheet) height(cells []Cell) float64 {
	lines, size := 1, float64(bodySize)
	for i, c := range cells {
		if text, ok := plainValue(c.Value).(string); ok && c.Style.Wrap && i < len(s.columns) && !s.columns[i].Hidden {
			lines = max(lines, wrappedLines(text, int(s.columns[i].Width)-1))
		}
		size = max(size, c.Style.Size)
	}
	return rowHeight(lines, size)
}

// Fits reports that a text shows whole in a column of the width.
func Fits(text string, width float64) bool {
	return rowHeight(wrappedLines(text, int(width)-1), bodySize) < MaxHeight
}

// maxLines is how many lines the highest row shows.
const maxLines = 29

// cut are the cells with as much of their texts as a row shows.
func (s *Sheet) cut(cells []Cell) []Cell {
	out := make([]Cell, len(cells))
	for i, c := range cells {
		out[i] = c
		if head, _, long := s.split(i, c); long {
			out[i].Value = Full(head)
		}
	}
	return out
}

// rest are the cells with what a row did not show, nil when it showed all.
func (s *Sheet) rest(cells []Cell) []Cell {
	var out []Cell
	for i, c := range cells {
		if _, tail, long := s.split(i, c); long {
			if out == nil {
				out = make([]Cell, len(cells))
				for k, c := range cells {
					out[k].Style = c.Style
				}
			}
			out[i].Value = Full(tail)
		}
	}
	return out
}

// split parts a wrapped text where the highest row ends.
func (s *Sheet) split(i int, c Cell) (head, tail string, long bool) {
	text, ok := plainValue(c.Value).(string)
	if !ok || !c.Style.Wrap || i >= len(s.columns) || len(text) < maxLines {
		return "", "", false
	}
	columns := int(s.columns[i].Width) - 1
	if wrappedLines(text, columns) <= maxLines {
		return "", "", false
	}
	lines, used := 1, 0
	for at, r := range text {
		if r == '\n' {
			lines, used = lines+1, 0
		} else if used += runeWidth(r); used > columns {
			lines, used = lines+1, runeWidth(r)
		}
		if lines > maxLines {
			return strings.TrimRight(text[:at], "\n"), strings.TrimLeft(text[at:], "\n"), true
		}
	}
	return "", "", false
}

// wrappedLines is how many lines text takes in a column of so many Latin
// letters; a Chinese character takes two.
func wrappedLines(text string, columns int) int {
	lines := 0
	for line := range strings.SplitSeq(text, "\n") {
		used := 0
		lines++
		for _, r := range line {
			wide := runeWidth(r)
			if used += wide; used > columns {
				lines++
				used = wide
			}
		}
	}
	return lines
}

func runeWidth(r rune) int {
	if k := width.LookupRune(r).Kind(); k == width.EastAsianWide || k == width.EastAsianFullwidth || k == width.EastAsianAmbiguous {
		return 2
	}
	return 1
}
