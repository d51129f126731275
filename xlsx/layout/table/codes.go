package table

import (
	"slices"
	"strings"

	"ziping/model/pattern"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/profile"
)

var (
	codeHeader = pattern.New(profile.Any("codes"))
	codeText   = pattern.New(`^([0-9]{3,12})(?:[^0-9.年月日元%]|$)`)
)

// findCodes are the columns that may hold the codes of 科目: those that are called so,
// else the one that names the rows, 30202 印刷费.
func (t *table) findCodes() {
	for i := range t.c.Columns {
		if c := &t.c.Columns[i]; codeHeader.MatchString(t.v.KeyOf(c.Header)) {
			t.codes = append(t.codes, c.Col)
		}
	}
	for _, name := range []string{"label", "category"} {
		if c := t.col[name]; c != nil && !slices.Contains(t.codes, c.Col) {
			t.codes = append(t.codes, c.Col)
		}
	}
}

// codeOf is the code of a row, "" for none.
func (t *table) codeOf(row int) string {
	for _, col := range t.codes {
		if m := codeText.FindStringSubmatch(view.FoldWidth(strings.TrimSpace(t.v.Text(row, col)))); m != nil && t.v.Owns(row, col) {
			return m[1]
		}
	}
	return ""
}
