package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"ziping/model"
	"ziping/render/docx"
)

// A FieldDoc describes one field to the user.
type FieldDoc struct {
	Name    string     `json:"name"`
	Kind    Kind       `json:"kind"`
	Meaning string     `json:"meaning"`
	Example string     `json:"example,omitempty"`
	Aliases []string   `json:"aliases,omitempty"`
	Items   []FieldDoc `json:"items,omitempty"` // the names inside a list or an object
}

// FieldDocs describes every field, with its value in Sample as the example.
func FieldDocs() []FieldDoc {
	p, fs := Sample()
	r := NewReport(p, fs, Options{Trace: true, Date: model.Date{Year: 2023, Month: 4, Day: 13}, Annexes: []string{LedgerAnnex}})
	var out []FieldDoc
	for _, f := range fields() {
		var value any
		switch {
		case f.Name == "取数来源":
			value = rowsOf(r.originsOf(nil)[:1], originColumns())
		case f.rows != nil:
			value = f.rows(r)
		default:
			value = f.value(r)
		}
		out = append(out, describeField(f, value))
	}
	return out
}

func describeField(f Field, value any) FieldDoc {
	d := FieldDoc{Name: f.Name, Kind: f.Kind, Meaning: f.Meaning, Aliases: f.Aliases}
	rows, ok := value.([]row)
	if !ok {
		d.Example = cmp.Or(exampleText(value), f.Example)
		return d
	}
	if len(f.Items) == 1 && f.Items[0].Name == "." {
		if len(rows) > 0 {
			d.Example = exampleText(rows[0][0])
		}
		if d.Example == "" || f.Example != "" && strings.Contains(d.Example, "〔请补写") {
			d.Example = f.Example
		}
		return d
	}
	for i, item := range f.Items {
		var inner any
		for _, r := range rows { // the first row that has something to show
			if inner = r[i]; exampleText(inner) != "" {
				break
			}
		}
		d.Items = append(d.Items, describeField(item, inner))
	}
	return d
}

func exampleText(v any) string {
	switch v := v.(type) {
	case Figure:
		return shorten(v.Text, 60)
	case Line:
		return shorten(v.String(), 60)
	case string:
		return v
	case bool:
		return map[bool]string{true: "是", false: "否"}[v]
	case []row:
		if len(v) > 0 {
			return "……"
		}
	case docx.Chart:
		return "（柱形图）"
	}
	return ""
}

// A writtenField is how a field stands in a template, and the fields in it.
type writtenField struct{ tag, kind, meaning, example string }

func writtenFields() []writtenField {
	var out []writtenField
	for _, d := range FieldDocs() {
		out = d.written(out, "")
	}
	return out
}

func (d FieldDoc) written(out []writtenField, prefix string) []writtenField {
	name := prefix + d.Name
	tag := "{{" + name + "}}"
	switch d.Kind {
	case KindList:
		tag = "{{#" + name + "}} … {{/" + name + "}}"
		if len(d.Items) == 0 {
			tag = "{{#" + name + "}} {{.}} {{/" + name + "}}"
		}
	case KindChart:
		tag = "{{图表 " + name + "}}"
	case KindObject:
		for _, item := range d.Items {
			out = item.written(out, name+".")
		}
		return out
	}
	meaning := d.Meaning
	if len(d.Aliases) > 0 {
		meaning += "（也可写作 " + strings.Join(d.Aliases, "、") + "）"
	}
	out = append(out, writtenField{tag, string(d.Kind), meaning, d.Example})
	for _, item := range d.Items {
		for _, w := range item.written(nil, "") {
			w.tag = "　" + w.tag
			out = append(out, w)
		}
	}
	return out
}

// FieldsText writes the fields as a plain list.
func FieldsText(w io.Writer) error {
	var b strings.Builder
	b.WriteString("模板里可以用的字段。缩进的写在上面那个清单的循环里。\n\n")
	for _, f := range writtenFields() {
		fmt.Fprintf(&b, "%s\n    %s：%s\n", f.tag, f.kind, f.meaning)
		if f.example != "" {
			fmt.Fprintf(&b, "    例：%s\n", f.example)
		}
	}
	b.WriteString("\n竖线后面可以写格式，如 {{资金.支出｜万元}}：\n\n")
	for _, f := range docx.Formats() {
		fmt.Fprintf(&b, "%s\n    %s\n", f.Name, f.Doc)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// FieldsJSON writes the fields as one JSON object.
func FieldsJSON(w io.Writer) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(struct {
		Fields  []FieldDoc       `json:"fields"`
		Formats []docx.FormatDoc `json:"formats"`
	}{FieldDocs(), docx.Formats()})
}

// FieldsDocx writes the fields as a table in Word, to keep at hand.
func FieldsDocx(w io.Writer) error {
	var rows []any
	for _, f := range writtenFields() {
		rows = append(rows, map[string]any{"写法": f.tag, "类型": f.kind, "含义": f.meaning, "示例": f.example})
	}
	t, err := docx.Compile(fieldsTemplate, docx.WithName("字段表"))
	if err != nil {
		return err
	}
	return t.Fill(w, map[string]any{"字段": rows})
}
