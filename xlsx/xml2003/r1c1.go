package xml2003

import (
	"strconv"
	"strings"

	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
)

// relative is a reference in R1C1: the row or column itself, or how far from the
// cell of the formula.
var relative = pattern.New(`^R(\[-?\d{1,7}\]|\d{1,7})?C(\[-?\d{1,7}\]|\d{1,7})?`)

// a1 writes a formula in R1C1, as it stands in the cell at row and col, with A1
// references. ok is false for one that it leaves: with references to whole rows
// or columns, or into other workbooks, which external says.
func a1(formula string, row, col int) (text string, external, ok bool) {
	var b strings.Builder
	for i := 0; i < len(formula); {
		c := formula[i]
		switch {
		case c == '"' || c == '\'':
			end := strings.IndexByte(formula[i+1:], c)
			if end < 0 {
				return "", external, false
			}
			external = external || c == '\'' && strings.Contains(formula[i:i+end+2], "[")
			b.WriteString(formula[i : i+end+2])
			i += end + 2
		case c == '[':
			return "", true, false
		case !isWord(c):
			b.WriteByte(c)
			i++
		default:
			n := i
			if m := relative.FindStringSubmatch(formula[i:]); m != nil && !continues(formula, i+len(m[0])) {
				at := reference(m[1], m[2], row, col)
				if at == "" {
					return "", external, false
				}
				b.WriteString(at)
				i += len(m[0])
				continue
			}
			for n < len(formula) && isWord(formula[n]) {
				n++
			}
			word := formula[i:n]
			if wholeLine.MatchString(word) || (word == "R" || word == "C") && n < len(formula) && formula[n] == '[' {
				return "", external, false
			}
			b.WriteString(word)
			i = n
		}
	}
	return b.String(), external, !external
}

// wholeLine is a reference to a whole row or column.
var wholeLine = pattern.New(`^[RC]\d*$`)

// continues reports that a word goes on at i, or is the name of a function or
// a sheet.
func continues(s string, i int) bool {
	return i < len(s) && (isWord(s[i]) || s[i] == '(' || s[i] == '!' || s[i] == '[')
}

func isWord(c byte) bool {
	return c == '_' || c == '.' || c >= 0x80 || '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z'
}

// reference is the A1 form, "" for one outside the sheet.
func reference(r, c string, row, col int) string {
	row, absRow := placed(r, row)
	col, absCol := placed(c, col)
	if row < 1 || row > fill.Rows || col < 1 || col > fill.Columns {
		return ""
	}
	return absCol + grid.ColName(col) + absRow + strconv.Itoa(row)
}

// placed is the row or column of one part, and the sign of an absolute one.
func placed(part string, from int) (n int, sign string) {
	if inner, ok := strings.CutPrefix(part, "["); ok {
		d, _ := strconv.Atoi(strings.TrimSuffix(inner, "]"))
		return from + d, ""
	}
	if part == "" {
		return from, ""
	}
	n, _ = strconv.Atoi(part)
	return n, "$"
}
