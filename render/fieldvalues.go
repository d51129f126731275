package render

// A FieldValue is a field with its value in a report, as a tag prints it.
type FieldValue struct {
	Name   string // 资金.支出; in a list the name of the column
	Kind   Kind
	Figure Figure
	Source string // where it was read, in words; "" for nowhere
	Names  bool   // the column names the item of its list
}

// A ListValue is a list field with its items.
type ListValue struct {
	Name  string
	Items [][]FieldValue
}

// FieldValues are the fields of the registry that hold values, with what the
// project says; those that compose sentences are left out, and lists of fewer than
// two items.
func (r *Report) FieldValues() (scalars []FieldValue, lists []ListValue) {
	for _, f := range fields() {
		switch {
		case f.Name == "取数来源" || f.Kind == KindChart || f.Kind == KindFlag || f.Kind == KindLine:
		case f.rows == nil:
			if v, ok := f.value(r).(Figure); ok && v.Known() {
				scalars = append(scalars, FieldValue{f.Name, f.Kind, v, r.sourceOf(v), false})
			}
		case f.Kind == KindObject:
			for _, row := range f.rows(r)[:min(1, len(f.rows(r)))] {
				for _, c := range r.columnValues(f.Items, row) {
					c.Name = f.Name + "." + c.Name
					scalars = append(scalars, c)
				}
			}
		default:
			l := ListValue{Name: f.Name}
			for _, row := range f.rows(r) {
				l.Items = append(l.Items, r.columnValues(f.Items, row))
			}
			if len(l.Items) > 1 && len(f.Items) > 1 {
				lists = append(lists, l)
			}
		}
	}
	return scalars, lists
}

// columnValues are the columns of a row that hold values.
func (r *Report) columnValues(items []Field, cells row) []FieldValue {
	var out []FieldValue
	for i, c := range cells {
		if v, ok := c.(Figure); ok && items[i].Kind != KindLine {
			out = append(out, FieldValue{items[i].Name, items[i].Kind, v, r.sourceOf(v), namesRow(items[i].Name)})
		}
	}
	return out
}

func namesRow(column string) bool {
	for _, l := range labels {
		if l == column {
			return true
		}
	}
	return false
}

// sourceOf is where a figure was read, "" for nowhere.
func (r *Report) sourceOf(f Figure) string {
	if len(f.From) == 0 {
		return ""
	}
	return r.source(f)
}

// Year is the year of the report's project, 0 when it is not known.
func (r *Report) Year() int { return r.project.Year.Or(0) }
