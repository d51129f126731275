package render

import (
	"html/template"
	"strings"

	"ziping/model"
	"ziping/render/sheet"
)

// pictureOf draws a sheet as a picture of its cells, tinted by field, "" where its
// cells were not kept.
func pictureOf(f model.File, name string) template.HTML {
	for _, s := range f.Uses {
		if s.Sheet != name || len(s.Cells) == 0 {
			continue
		}
		var b strings.Builder
		if err := sheet.Write(&b, picture(f, s)); err != nil {
			return ""
		}
		return template.HTML(b.String()) //nolint:gosec // G203: made by html/template
	}
	return ""
}

// picture feeds the cells of a sheet with what became of them.
func picture(f model.File, s model.SheetUses) sheet.Sheet {
	titles := fieldTitles(f)
	type at struct{ row, col int }
	uses := map[at]*model.Use{}
	for i := range s.Uses {
		u := &s.Uses[i]
		top, left, bottom, right := corners(u.Range)
		for row := top; row <= bottom; row++ {
			for col := left; col <= right; col++ {
				uses[at{row, col}] = u
			}
		}
	}
	out := sheet.Sheet{File: plain(f.Name), Name: plain(s.Sheet)}
	for _, c := range s.Cells {
		x := sheet.Cell{Row: c.Row, Col: c.Col, Height: c.Height, Width: c.Width, Text: plain(c.Text), Number: c.Number}
		if u := uses[at{c.Row, c.Col}]; u != nil && c.Text != "" {
			x.Use, x.Field, x.Why, x.Title = sheet.Use(u.Use), u.Field, plain(u.Why), plain(titles[u.Field])
		}
		out.Cells = append(out.Cells, x)
	}
	return out
}

// fieldTitles are the Chinese names of the fields of a file's tables.
func fieldTitles(f model.File) map[string]string {
	out := map[string]string{"extra": "备查的栏目", "money-unit": "金额单位", "index": "序号", "code": "编码", "text": "文字", "unit": "单位", "head": "年度、单位", "year": "年度", "name": "名称"}
	for _, t := range f.Tables {
		for _, c := range t.Columns {
			if c.Field != "" && c.Title != "" {
				out[c.Field] = c.Title
			}
		}
	}
	return out
}

// corners takes a range in A1 form apart; both ends are 1-based.
func corners(r string) (top, left, bottom, right int) {
	first, last, two := strings.Cut(r, ":")
	top, left = corner(first)
	if bottom, right = top, left; two {
		bottom, right = corner(last)
	}
	return top, left, bottom, right
}

func corner(ref string) (row, col int) {
	for _, c := range ref {
		if c >= 'A' {
			col = col*26 + int(c-'A') + 1
		} else {
			row = row*10 + int(c-'0')
		}
	}
	return row, col
}
