package sheet

import (
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"slices"
	"strings"
	"unicode"
)

//go:embed sheet.css
var styleText string

// Style is what the pictures need of a page's style sheet.
func Style() template.CSS { return template.CSS(styleText) }

// tints is how many fields are told apart by colour; further ones begin again,
// and are told apart by their names.
const tints = 12

// Write writes the picture of a sheet: a figure with its legend.
func Write(w io.Writer, s Sheet) error {
	return figure.Execute(w, view(s))
}

// Excerpt writes some rows of a sheet, by their 1-based numbers, as a small table without legend.
func Excerpt(w io.Writer, s Sheet, rows []int) error {
	p := view(s)
	p.Rows = slices.DeleteFunc(p.Rows, func(r row) bool { return r.Cut != "" || !slices.Contains(rows, r.Num) })
	return figure.ExecuteTemplate(w, "rows", p)
}

// Page writes a page that stands alone.
func Page(w io.Writer, title string, sheets []Sheet) error {
	p := struct {
		Title  string
		Style  template.CSS
		Sheets []picture
	}{Title: title, Style: Style()}
	for _, s := range sheets {
		p.Sheets = append(p.Sheets, view(s))
	}
	return page.Execute(w, p)
}

// A picture is what the template shows.
type picture struct {
	File, Name string
	Cols       []string
	Rows       []row
	Fields     []legend // the fields that have a tint
	Uses       []legend // the other uses that occur
	Hidden     []string // texts under other cells
	Unread     int
}

type row struct {
	Num   int
	Cells []box
	Cut   string // in place of rows that are left out
	Span  int
}

type box struct {
	Class, Text, Tip string
	Height, Width    int
}

type legend struct {
	Class, Name string
	Cells       int
}

func view(s Sheet) picture {
	l := arrange(s)
	p := picture{File: s.File, Name: s.Name}
	tint := l.tints()
	for col := 1; col <= l.cols; col++ {
		p.Cols = append(p.Cols, column(col))
	}
	for r := 1; r <= l.rows; r++ {
		show, cut := l.shown(r)
		if cut != nil {
			p.Rows = append(p.Rows, row{Cut: fmt.Sprintf("第 %d—%d 行与上下各行读法相同，这里从略", cut.from, cut.to), Span: l.cols + 1})
		}
		if !show {
			continue
		}
		out := row{Num: r}
		for col := 1; col <= l.cols; col++ {
			c := l.at[[2]int{r, col}]
			switch {
			case c != nil:
				out.Cells = append(out.Cells, newBox(c, tint))
			case !l.taken(r, col):
				out.Cells = append(out.Cells, box{Class: "none", Height: 1, Width: 1})
			}
		}
		p.Rows = append(p.Rows, out)
	}
	p.Fields, p.Uses, p.Unread = l.legends(tint)
	for _, c := range l.hidden {
		p.Hidden = append(p.Hidden, fmt.Sprintf("%s%d：%s", column(c.Col), c.Row, visible(c.Text)))
	}
	return p
}

// tints numbers the fields in reading order.
func (l *layout) tints() map[string]int {
	tint := map[string]int{}
	l.each(func(c *Cell) {
		if _, seen := tint[c.Field]; c.Field != "" && !seen {
			tint[c.Field] = len(tint) % tints
		}
	})
	return tint
}

// each visits the cells in reading order.
func (l *layout) each(f func(*Cell)) {
	for r := 1; r <= l.rows; r++ {
		for col := 1; col <= l.cols; col++ {
			if c := l.at[[2]int{r, col}]; c != nil {
				f(c)
			}
		}
	}
}

func newBox(c *Cell, tint map[string]int) box {
	b := box{Class: class(c, tint), Text: visible(c.Text), Height: c.Height, Width: c.Width}
	var tip []string
	for _, u := range Uses {
		if u.Use == c.Use {
			tip = append(tip, u.Name)
		}
	}
	if c.Title != "" {
		tip = append(tip, c.Title)
	}
	if c.Why != "" {
		tip = append(tip, c.Why)
	}
	if len(tip) > 0 {
		b.Tip = fmt.Sprintf("%s%d：%s", column(c.Col), c.Row, strings.Join(tip, "，"))
	}
	return b
}

func class(c *Cell, tint map[string]int) string {
	var out []string
	if c.Use == "" {
		out = append(out, "none")
	} else {
		out = append(out, string(c.Use))
	}
	if c.Field != "" && c.Use != Unread {
		out = append(out, fmt.Sprintf("t%d", tint[c.Field]))
	}
	if c.Number {
		out = append(out, "n")
	}
	if c.Mark {
		out = append(out, "mark")
	}
	return strings.Join(out, " ")
}

// legends count the cells by field, and by use where they have no field.
func (l *layout) legends(tint map[string]int) (fields, uses []legend, unread int) {
	at := map[string]int{}
	count := map[Use]int{}
	l.each(func(c *Cell) {
		if c.Text == "" && c.Use == "" {
			return
		}
		count[c.Use]++
		if c.Field == "" || c.Use == Unread {
			return
		}
		i, seen := at[c.Field]
		if !seen {
			i = len(fields)
			at[c.Field] = i
			name := c.Title
			if name == "" {
				name = c.Field
			}
			fields = append(fields, legend{Class: fmt.Sprintf("t%d", tint[c.Field]), Name: visible(name)})
		}
		fields[i].Cells++
	})
	for _, c := range l.hidden {
		count[c.Use]++
	}
	for _, u := range Uses {
		if n := count[u.Use]; n > 0 && u.Use != Value {
			uses = append(uses, legend{Class: string(u.Use), Name: u.Name, Cells: n})
		}
	}
	return fields, uses, count[Unread]
}

// column is the letters of a 1-based column.
func column(col int) string {
	var b []byte
	for ; col > 0; col = (col - 1) / 26 {
		b = append(b, byte('A'+(col-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}

// visible is a text without the characters that turn or hide what is around it.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			return -1
		}
		return r
	}, s)
}

var figure = template.Must(template.New("figure").Parse(figureText + rowText))

// rowText is a row, and a table of some rows.
const rowText = `{{define "row"}}{{if .Cut}}<tr class="cut"><td colspan="{{.Span}}">{{.Cut}}</td></tr>
{{else}}<tr><th scope="row">{{.Num}}</th>{{range .Cells}}<td class="{{.Class}}"{{if gt .Height 1}} rowspan="{{.Height}}"{{end}}{{if gt .Width 1}} colspan="{{.Width}}"{{end}}{{if .Tip}} title="{{.Tip}}"{{end}}>{{.Text}}</td>{{end}}</tr>
{{end}}{{end}}{{define "rows"}}<figure class="sheet excerpt"><div class="scroll"><table>
<thead><tr><th></th>{{range .Cols}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}{{template "row" .}}{{end}}</tbody>
</table></div></figure>
{{end}}`

var page = template.Must(template.Must(figure.Clone()).New("page").Parse(pageText))

const figureText = `<figure class="sheet">
<figcaption>{{.File}} <b>{{.Name}}</b>{{if .Unread}}<span class="count">没有读入 {{.Unread}} 格</span>{{end}}</figcaption>
<p class="key">{{range .Fields}}<span class="value {{.Class}}">{{.Name}}（{{.Cells}}）</span>{{end}}{{range .Uses}}<span class="{{.Class}}">{{.Name}}（{{.Cells}}）</span>{{end}}</p>
<div class="scroll"><table>
<thead><tr><th></th>{{range .Cols}}<th scope="col">{{.}}</th>{{end}}</tr></thead>
<tbody>
{{range .Rows}}{{template "row" .}}{{end}}</tbody>
</table></div>
{{if .Hidden}}<p class="hidden">合并单元格下面还有：{{range $i, $t := .Hidden}}{{if $i}}；{{end}}{{$t}}{{end}}</p>
{{end}}</figure>
`

const pageText = `<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="ziping"><title>{{.Title}}</title><style>{{.Style}}</style></head>
<body><h1>{{.Title}}</h1>
{{range .Sheets}}{{template "figure" .}}{{end}}</body></html>
`
