package render

// Kind says what a template may do with a field.
type Kind string

const (
	KindText   Kind = "文字"
	KindMoney  Kind = "金额" // yuan; prints as 36万元
	KindCount  Kind = "数量"
	KindRate   Kind = "比率" // 1 is 100 %
	KindScore  Kind = "分数"
	KindDate   Kind = "日期"
	KindLine   Kind = "语句" // composed from figures
	KindFlag   Kind = "条件" // for {{如果 …}} only
	KindList   Kind = "清单" // for {{#…}} … {{/…}}
	KindObject Kind = "组"
	KindChart  Kind = "图表" // for {{图表 …}}
)

// A Field is one name a template may use: what it means and how it is taken
// from a report. The list of them feeds the data of the template, the table of
// fields and the check of a template alike.
type Field struct {
	Name    string // 资金.计划; inside a list the name of the column
	Kind    Kind
	Meaning string
	Aliases []string // other names under which it may be used
	Items   []Field  // the columns of a list
	Example string   // where the sample has none

	table bool              // an object printed in a table: what is unknown stays blank
	value func(*Report) any // a scalar: Figure, Line, string, bool, docx.Chart; nil for a list
	rows  func(*Report) []row
}

// A row is one item of a list: the values of its columns in their order.
type row []any

// field is a scalar of the report.
func field(name string, kind Kind, meaning string, value func(*Report) any) Field {
	return Field{Name: name, Kind: kind, Meaning: meaning, value: value}
}

// inTable returns f as an object printed in a table.
func (f Field) inTable() Field { f.table = true; return f }

// like returns f with an example for where the sample has none.
func (f Field) like(example string) Field { f.Example = example; return f }

// as returns f with further names.
func (f Field) as(aliases ...string) Field { f.Aliases = aliases; return f }

// A column is one name inside a list over items of type T.
type column[T any] struct {
	name    string // "." when the item is a text, printed by {{.}}
	kind    Kind
	meaning string
	value   func(T) any
	items   []Field // the columns of a list inside the item
}

// col is a column that is no list.
func col[T any](name string, kind Kind, meaning string, value func(T) any) column[T] {
	return column[T]{name, kind, meaning, value, nil}
}

// list is a field that repeats, with its columns.
func list[T any](name, meaning string, items func(*Report) []T, columns ...column[T]) Field {
	f := Field{Name: name, Kind: KindList, Meaning: meaning, Items: describe(columns)}
	f.rows = func(r *Report) []row { return rowsOf(items(r), columns) }
	return f
}

// compound is a list of at most one item: {{自评表.得分}} names a column of it.
func compound[T any](name, meaning string, item func(*Report) T, columns ...column[T]) Field {
	f := list(name, meaning, func(r *Report) []T { return []T{item(r)} }, columns...)
	f.Kind = KindObject
	return f
}

// nested is a list inside the item of another list.
func nested[T, U any](name, meaning string, items func(T) []U, columns ...column[U]) column[T] {
	return column[T]{name, KindList, meaning, func(t T) any { return rowsOf(items(t), columns) }, describe(columns)}
}

func describe[T any](columns []column[T]) []Field {
	var out []Field
	for _, c := range columns {
		out = append(out, Field{Name: c.name, Kind: c.kind, Meaning: c.meaning, Items: c.items})
	}
	return out
}

func rowsOf[T any](items []T, columns []column[T]) []row {
	out := make([]row, len(items))
	for n, item := range items {
		out[n] = make(row, len(columns))
		for i, c := range columns {
			out[n][i] = c.value(item)
		}
	}
	return out
}

// paragraphList is a list of paragraphs, each printed by {{.}}.
func paragraphList(name, meaning string, items func(*Report) []Line) Field {
	return list(name, meaning, items, paragraph())
}

// paragraph is the only column of a list whose items are texts.
func paragraph() column[Line] {
	return column[Line]{".", KindLine, "一段文字", func(l Line) any { return l }, nil}
}
