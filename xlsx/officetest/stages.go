package officetest

import (
	"fmt"
	"slices"
	"strings"

	"ziping/xlsx/grid"
)

// aside counts whether a bystander was left alone.
func (r *Rates) aside(u *Unit, file, sheet string, result Result) {
	for _, o := range result.Inspect {
		for _, f := range list(o["files"]) {
			for _, t := range list(f["tables"]) {
				if f["name"] == file && t["sheet"] == sheet {
					r.stage("bystander", "read as "+fmt.Sprint(t["kind"]))
					r.note(u, "bystander %s read as %v", sheet, t["kind"])
					return
				}
			}
		}
	}
	r.stage("bystander", "right")
}

// table compares a table's stages: found, header, columns, rows, totals.
func (r *Rates) table(u *Unit, t *Table, result Result) {
	got := result.table(t)
	if got == nil {
		r.stage(t.Kind+" table", "not found")
		r.note(u, "%s table on %s not found (%s)", t.Kind, t.Sheet, strings.Join(u.Traits, " "))
		return
	}
	r.stage(t.Kind+" table", "right")
	if t.column("turned") != 0 {
		return
	}
	if head, ok := grid.ParseRange(fmt.Sprint(got["header"])); ok && t.Kind != "form" {
		verdict := "right"
		if head.Bottom != t.HeaderBottom {
			verdict = "other row"
			r.note(u, "header of %s: want row %d, got %v", t.Sheet, t.HeaderBottom, got["header"])
		}
		r.stage(t.Kind+" header", verdict)
	}
	r.columns(u, t, got)
	r.rows(u, t, got)
}

// table is the recognised table of the truth's kind on its sheet that overlaps it.
func (r Result) table(t *Table) map[string]any {
	for _, o := range r.Inspect {
		for _, f := range list(o["files"]) {
			for _, x := range list(f["tables"]) {
				area, ok := grid.ParseRange(fmt.Sprint(x["range"]))
				if ok && f["name"] == t.File && x["sheet"] == t.Sheet && kinds(t.Kind, fmt.Sprint(x["kind"])) && area.Top <= t.Bottom && area.Bottom >= t.HeaderTop {
					return x
				}
			}
		}
	}
	return nil
}

func kinds(truth, got string) bool { return got == truth || truth == "fund" && got == "ledger" }

// called are the program's names for the truth's columns, where they differ.
// A block's name before a dot (money.score) is passed over: the program's list
// is by header word, and one word may stand in two blocks of a form.
var called = map[string][]string{
	"direction": {"label", "category", "name"}, "group": {"label", "category", "parent"}, "code": {"label"}, "purpose": {"detail", "purpose", "remark"}, "remark": {"detail"},
	"central": {"part", "source"}, "province": {"part", "source"}, "city": {"part", "source"}, "county": {"part", "source"}, "initial": {"planned"}, "adjust": {"adjusted", "adjustment"},
	"date": {"when"}, "materials": {"handouts"}, "outcome": {"effect"},
	"level1": {"l1", "kind", "indicator"}, "level2": {"l2", "group", "indicator"}, "level3": {"l3", "name", "indicator"}, "operator": {"op"}, "measure": {"unit"}, "reason": {"deviation"}, "rate": {"execution"},
}

// fieldName is a program's field without its block.
func fieldName(field string) string { return field[strings.LastIndex(field, ".")+1:] }

// figureFields are the columns whose figures the contract states.
var figureFields = []string{"planned", "received", "spent", "sessions", "participants", "youth", "materials", "cost"}

func (r *Rates) columns(u *Unit, t *Table, got map[string]any) {
	columns, _ := got["columns"].(map[string]any)
	for _, c := range t.Columns {
		field, known := columnField(columns, c)
		stage := t.Kind + " column " + c.Field
		switch {
		case c.Field == "" || c.Field == "leader" || c.Field == "phone" || c.Field == "photo" || c.Field == "voucher" || c.Field == "organiser":
			stage = t.Kind + " extra column"
			if slices.Contains(figureFields, field) && c.Field != "" {
				r.stage(stage, "wrong")
			} else {
				r.stage(stage, "right")
			}
		case field == c.Field || fieldName(field) == c.Field && t.Kind == "form" || slices.Contains(called[c.Field], fieldName(field)):
			r.stage(stage, "right")
		case !known || field == "":
			r.stage(stage, "unread")
			r.note(u, "column %s %q unread", stage, strings.Join(c.Path, "/"))
		default:
			r.stage(stage, "wrong")
			r.note(u, "column %s %q read as %s", stage, strings.Join(c.Path, "/"), field)
		}
	}
}

// columnField is the program's field of a column, found by its header words.
func columnField(columns map[string]any, c Column) (string, bool) {
	best, field, known := -1, "", false
	whole, leaf := flatten(strings.Join(c.Path, "")), flatten(c.Header())
	for key, value := range columns {
		k := flatten(key)
		score := -1
		switch {
		case k == whole:
			score = 3
		case len(c.Path) > 1 && strings.HasPrefix(k, flatten(c.Path[0])) && strings.HasSuffix(k, leaf):
			score = 2
		case len(c.Path) > 1 && k == leaf:
			score = 1
		case len(c.Path) == 1 && strings.HasSuffix(k, leaf) && strings.ContainsAny(key, "/›·>"):
			score = 0
		}
		if score > best {
			best, known = score, true
			field, _ = value.(string)
		}
	}
	return field, known
}

var bare = strings.NewReplacer(" ", "", "\n", "", "（", "(", "）", ")", "：", ":", "/", "", "›", "", "·", "", ">", "", "\\n", "")

func flatten(s string) string { return bare.Replace(s) }

// roles are the program's names for the truth's roles.
var roles = map[string][]string{
	"data": {"data"}, "total": {"total", "sum"}, "subtotal": {"subtotal", "total", "parent", "sum"}, "part": {"part", "subset", "detail", "note", "of-which"}, "money": {"data", "money", "rate", "budget"},
	"group": {"group", "heading", "section", "note", "skip", "skipped"}, "note": {"note", "numbering", "skip", "skipped", "header"},
}

func (r *Rates) rows(u *Unit, t *Table, got map[string]any) {
	if got["rows"] == nil {
		return
	}
	if t.Kind == "form" {
		return
	}
	for _, row := range t.Rows {
		role := "none"
		for _, x := range list(got["rows"]) {
			from, _ := x["from"].(float64)
			to, _ := x["to"].(float64)
			if row.Row >= int(from) && row.Row <= int(to) {
				role = fmt.Sprint(x["role"])
			}
		}
		verdict := "right"
		if !slices.Contains(roles[row.Role], role) && (role != "none" || row.Role == "data" || row.Role == "total") {
			verdict = "wrong (" + role + ")"
			r.note(u, "row %d of %s: %s read as %s", row.Row, t.Sheet, row.Role, role)
		}
		r.stage(t.Kind+" row "+row.Role, verdict)
	}
}
