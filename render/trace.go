package render

import (
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"ziping/model"
)

// An origin is one row of the 取数来源表.
type origin struct {
	name, value, file, sheet, cells, typed, how string
}

// typedCells maps every place of the project to what was typed there. The
// model is plain data, so its cells are found by their shape.
func typedCells(p *model.Project) map[model.Pos]string {
	out := map[model.Pos]string{}
	visitCells(reflect.ValueOf(p), func(text string, pos model.Pos) {
		if pos.Row > 0 && text != "" {
			out[pos] = text
		}
	})
	return out
}

var posType = reflect.TypeFor[model.Pos]()

func visitCells(v reflect.Value, visit func(string, model.Pos)) {
	switch v.Kind() {
	case reflect.Pointer:
		if a, ok := v.Interface().(*model.Activity); ok && a != nil {
			visitCells(reflect.ValueOf(a.Unpack()), visit)
			return
		}
		if !v.IsNil() && v.Type() != reflect.TypeFor[*model.Table]() && v.Type() != reflect.TypeFor[*model.Sheet]() {
			visitCells(v.Elem(), visit)
		}
	case reflect.Slice:
		if k := v.Type().Elem().Kind(); k == reflect.Struct || k == reflect.Pointer {
			for i := range v.Len() {
				visitCells(v.Index(i), visit)
			}
		}
	case reflect.Struct:
		if pos, text := v.FieldByName("Pos"), v.FieldByName("Text"); pos.IsValid() && text.IsValid() && pos.Type() == posType {
			visit(text.String(), pos.Interface().(model.Pos))
			return
		}
		if p := v.Type().PkgPath(); p != reflect.TypeFor[model.Project]().PkgPath() {
			return
		}
		for i := range v.NumField() {
			visitCells(v.Field(i), visit)
		}
	}
}

// cellsShown bounds how many typed contents one row or comment quotes.
const cellsShown = 12

// A place is the cells of one file and sheet, in order of appearance.
type place struct {
	file, sheet string
	cells       []model.Pos
}

func places(from []model.Pos) []place {
	var out []place
	at := map[[2]string]int{}
	seen := make(map[model.Pos]bool, len(from))
	for _, pos := range from {
		if seen[pos] {
			continue
		}
		seen[pos] = true
		key := [2]string{pos.File(), pos.SheetName()}
		i, ok := at[key]
		if !ok {
			i = len(out)
			at[key] = i
			out = append(out, place{file: key[0], sheet: key[1]})
		}
		out[i].cells = append(out[i].cells, pos)
	}
	return out
}

// references writes cells as Excel does, runs down a column as ranges: C5:C8、E5.
func references(cells []model.Pos) string {
	var parts []string
	for i := 0; i < len(cells); {
		j := i
		for j+1 < len(cells) && cells[j+1].Col == cells[i].Col && cells[j+1].Row == cells[j].Row+1 {
			j++
		}
		ref := cells[i].Cell()
		if j > i {
			ref += ":" + cells[j].Cell()
		}
		parts = append(parts, ref)
		i = j + 1
	}
	if n := len(parts); n > cellsShown {
		parts = append(parts[:cellsShown:cellsShown], "等共"+itoa(len(cells))+"个单元格")
	}
	return strings.Join(parts, "、 ")
}

// quote is what was typed in the cells.
func (r *Report) quote(cells []model.Pos) string {
	var parts []string
	for _, pos := range cells {
		if s := r.typed[pos]; s != "" {
			parts = append(parts, shorten(s, 40))
		}
	}
	if len(parts) > cellsShown {
		parts = append(parts[:cellsShown:cellsShown], "……")
	}
	return strings.Join(parts, "； ")
}

func shorten(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "……"
	}
	return s
}

// source is the comment that says where a figure came from.
func (r *Report) source(f Figure) string {
	var parts []string
	for _, p := range places(f.From) {
		s := "[" + p.file + "]" + p.sheet + "!" + references(p.cells)
		if q := r.quote(p.cells); q != "" && !f.Counted {
			s += "，原文：" + q
		}
		parts = append(parts, s)
	}
	s := "来源：" + strings.Join(parts, "；")
	if f.How != "" {
		s += "。计算：" + f.How
	}
	return s
}

// originsOf lists where the figures of the used fields came from; used is nil
// for all. A figure that several fields print is listed once, where it comes
// first; a row of a list is one row.
func (r *Report) originsOf(used map[string]bool) []origin {
	if !r.opt.Trace {
		return nil
	}
	c := collector{report: r, used: used, seen: map[string]bool{}}
	for _, f := range fields() {
		if f.Name == "取数来源" || used != nil && !used[f.Name] && !slices.ContainsFunc(f.Aliases, func(a string) bool { return used[a] }) {
			continue
		}
		if f.rows == nil {
			c.value(f.Name, f.value(r))
			continue
		}
		for _, item := range f.rows(r) {
			if f.Kind == KindObject {
				for i, cell := range item {
					if c.uses(f.Name, f.Items[i]) {
						c.value(f.Name+"."+f.Items[i].Name, cell)
					}
				}
				continue
			}
			c.row(f.Name, f, item)
		}
	}
	return c.out
}

// A collector gathers origins without repeating itself.
type collector struct {
	report *Report
	used   map[string]bool
	seen   map[string]bool
	out    []origin
}

// labels are the columns that name a row.
var labels = []string{"活动名称", "类别名称", "支出方向", "三级指标", "一级指标", "来源", "表名"}

// uses reports whether the template prints the column of the list.
func (c *collector) uses(list string, f Field) bool {
	return c.used == nil || f.Name == "." || c.used[list+"."+f.Name]
}

// value takes a scalar of a field.
func (c *collector) value(name string, v any) {
	switch v := v.(type) {
	case Figure:
		c.add(name, []Figure{v})
	case Line:
		c.line(heading(name), v)
	}
}

// heading is a field's name as a place in the report.
func heading(field string) string {
	return strings.TrimSuffix(strings.TrimSuffix(field, "各段"), "句")
}

// row takes one item of a list: its figures together, its lines and its inner
// lists each for themselves.
func (c *collector) row(name string, list Field, cells row) {
	items := list.Items
	var figures []Figure
	label := ""
	for i, cell := range cells {
		v, ok := cell.(Figure)
		switch {
		case !ok || !v.Known() || len(v.From) == 0:
		case slices.Contains(labels, items[i].Name):
			label = "：" + shorten(v.Text, 24)
		case hasDigit(v.Text) && c.uses(list.Name, items[i]):
			figures = append(figures, v)
		}
	}
	c.add(name+label, figures)
	for i, cell := range cells {
		if !c.uses(list.Name, items[i]) {
			continue
		}
		switch v := cell.(type) {
		case Line:
			c.line(heading(name)+label, v)
		case []row:
			for _, inner := range v {
				c.row(name+label+"·"+items[i].Name, items[i], inner)
			}
		}
	}
}

// line takes the figures of a sentence; the words before each say what it is.
func (c *collector) line(name string, l Line) {
	before := ""
	for _, part := range l {
		switch part := part.(type) {
		case string:
			before += part
		case Figure:
			if hasDigit(part.Text) && len(part.From) > 0 {
				c.add(name+lead(before), []Figure{part})
			}
			before += part.Text
		}
	}
}

// lead is the words of the clause that a figure stands in, up to the phrase.
func lead(before string) string {
	if i := strings.LastIndexAny(before, "，。；：、（“"); i >= 0 {
		_, n := utf8.DecodeRuneInString(before[i:])
		before = before[i+n:]
	}
	if before = strings.TrimSpace(before); before == "" {
		return ""
	}
	return "：" + shorten(before, 24)
}

func hasDigit(s string) bool { return strings.ContainsFunc(s, unicode.IsDigit) }

// add writes the origin of figures that belong together, one row a sheet.
func (c *collector) add(name string, figures []Figure) {
	var texts, how []string
	var from []model.Pos
	for _, f := range figures {
		if !f.Known() || len(f.From) == 0 {
			continue
		}
		texts = append(texts, shorten(f.Text, 60))
		from = append(from, f.From...)
		if f.How != "" && !slices.Contains(how, f.How) {
			how = append(how, f.How)
		}
	}
	if len(from) == 0 {
		return
	}
	value := strings.Join(texts, "；")
	ps := places(from)
	key := value
	if len(figures) == 1 && !figures[0].Numeric { // the paragraphs of one cell are one origin
		key = ""
	}
	for _, p := range ps {
		key += "|" + p.file + "|" + p.sheet + "|" + references(p.cells)
	}
	if c.seen[key] {
		return
	}
	c.seen[key] = true
	if len(how) == 0 {
		how = []string{"直接取用"}
	}
	for _, p := range ps {
		o := origin{name: name, value: value, file: p.file, sheet: p.sheet, cells: references(p.cells), how: strings.Join(how, "；")}
		if !figures[0].Counted {
			o.typed = c.report.quote(p.cells)
		}
		c.out = append(c.out, o)
	}
}
