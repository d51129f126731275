package xlsx

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/gridtest"
	"ziping/xlsx/value"
	"ziping/xlsx/xlsxtest"
)

// TestLayouts reads every case in testdata/layout: one or more workbooks as
// text, and what must be read from them. Workbooks are lines of package
// xlsxtest; besides, "3| 序号 | 支出方向" fills row 3 from column A, and "3C| x | y"
// from column C. A line "header 资金表 4" in the comment names a header row.
func TestLayouts(t *testing.T) {
	files, err := filepath.Glob("testdata/layout/*.txtar")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d layouts, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			inputs, opt := layoutInputs(t, ar)
			p, readErr := Read(inputs, opt)
			checkPlaces(t, inputs, p)
			got := dump(p, readErr)
			i := slices.IndexFunc(ar.Files, func(f txtar.File) bool { return f.Name == "want" })
			if i < 0 {
				ar.Files = append(ar.Files, txtar.File{Name: "want"})
				i = len(ar.Files) - 1
			}
			if *gridtest.Update {
				ar.Files[i].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(strings.Split(string(ar.Files[i].Data), "\n"), strings.Split(got, "\n")); diff != "" {
				t.Errorf("want(-) got(+):\n%s", diff)
			}
		})
	}
}

var (
	rowLine    = regexp.MustCompile(`^([0-9]+)([A-Z]*)\|(.*)$`)
	headerLine = regexp.MustCompile(`(?m)^header (\S+) ([0-9]+)$`)
)

func layoutInputs(t *testing.T, ar *txtar.Archive) ([]Input, ReadOptions) {
	t.Helper()
	var inputs []Input
	for _, f := range ar.Files {
		if f.Name == "want" {
			continue
		}
		data, err := xlsxtest.Workbook(expandRows(string(f.Data)))
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		inputs = append(inputs, Input{Name: f.Name, Data: data})
	}
	var opt ReadOptions
	for _, m := range headerLine.FindAllStringSubmatch(string(ar.Comment), -1) {
		opt.HeaderRows = map[string]int{}
		fmt.Sscan(m[2], new(int))
		var row int
		fmt.Sscan(m[2], &row)
		opt.HeaderRows[m[1]] = row
	}
	return inputs, opt
}

// expandRows writes "3| a | b" as cells.
func expandRows(text string) string {
	var out []string
	for _, line := range strings.Split(text, "\n") {
		m := rowLine.FindStringSubmatch(line)
		if m == nil {
			out = append(out, line)
			continue
		}
		col := 1
		if m[2] != "" {
			ref, _ := grid.ParseRef(m[2] + "1")
			col = ref.Col
		}
		for _, cell := range strings.Split(m[3], "|") {
			if cell = strings.TrimSpace(cell); cell != "" {
				out = append(out, grid.ColName(col)+m[1]+" "+cell)
			}
			col++
		}
	}
	return strings.Join(out, "\n")
}

// checkPlaces holds every value of the project to the cell it says it came
// from: what is typed there is the value's text, or the first part of it.
func checkPlaces(t *testing.T, inputs []Input, p *model.Project) {
	t.Helper()
	if p == nil {
		return
	}
	sheets := map[string]*grid.Sheet{}
	for _, in := range inputs {
		book, err := Open(in.Name, in.Data, Options{})
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range book.Sheets {
			sheets[in.Name+"\x00"+s.Name] = s
		}
	}
	walk(reflect.ValueOf(p), map[uintptr]bool{}, func(text string, pos model.Pos) {
		s := sheets[pos.File()+"\x00"+pos.SheetName()]
		if s == nil {
			t.Errorf("%q: no sheet at %v", text, pos)
			return
		}
		if pos.Row == 0 {
			return // named by the sheet or the file
		}
		c := s.Cell(int(pos.Row), int(pos.Col))
		typed := ""
		if c != nil {
			typed = value.Text(c)
		}
		first, _, _ := strings.Cut(text, "＋")
		if typed != text && typed != first && !(typed != "" && strings.HasPrefix(text, typed)) && !strings.Contains(typed, text) {
			t.Errorf("%q is said to stand at %v, where %q stands", text, pos, typed)
		}
	})
}

// walk calls f for every model.Cell with a text.
func walk(v reflect.Value, seen map[uintptr]bool, f func(string, model.Pos)) {
	switch v.Kind() {
	case reflect.Pointer:
		if a, ok := v.Interface().(*model.Activity); ok && a != nil {
			walk(reflect.ValueOf(a.Unpack()), seen, f)
			return
		}
		if !v.IsNil() && !seen[v.Pointer()] {
			seen[v.Pointer()] = true
			walk(v.Elem(), seen, f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			walk(v.Index(i), seen, f)
		}
	case reflect.Struct:
		if strings.HasPrefix(v.Type().Name(), "Cell[") {
			if text, pos := v.FieldByName("Text").String(), v.FieldByName("Pos").Interface().(model.Pos); text != "" {
				f(text, pos)
			}
			return
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				walk(v.Field(i), seen, f)
			}
		}
	}
}

// dump writes what was read, one thing a line.
func dump(p *model.Project, err error) string {
	var b strings.Builder
	if err != nil {
		for _, line := range strings.Split(err.Error(), "\n") {
			fmt.Fprintf(&b, "error %s\n", line)
		}
	}
	if p == nil {
		return b.String()
	}
	dumpHead(&b, p)
	for _, f := range p.Files {
		for _, t := range f.Tables {
			var cols []string
			for _, c := range t.Columns {
				field := c.Field
				if field == "" {
					field = "?" + c.Guess
				}
				cols = append(cols, c.Header+"→"+field)
			}
			fmt.Fprintf(&b, "%s %s!%s 表头 %s 单位 %s\n  %s\n", t.Kind, t.Pos.SheetName(), t.Range, t.Header, t.Unit, strings.Join(cols, " "))
			if t.Kind != model.KindBasic && t.Kind != model.KindForm {
				fmt.Fprintf(&b, "  %s\n", roles(t.Rows))
			}
		}
		for _, i := range f.Ignored {
			fmt.Fprintf(&b, "ignored %s %s %s\n", i.Sheet, i.Range, i.Reason)
		}
	}
	for _, t := range p.Funds {
		fmt.Fprintf(&b, "资金表 %s\n", t.Role)
		for i, r := range t.Rows {
			fmt.Fprintf(&b, "  %d %s %s%s %s", i, kindName(r.Kind), r.Pos.Cell(), bracketed(r.Group), r.Label.Text)
			money(&b, "初", r.Initial)
			money(&b, "计", r.Planned)
			money(&b, "调", r.Adjusted)
			money(&b, "到", r.Received)
			for _, s := range r.Sources {
				money(&b, "["+s.Name+"]", s.Amount)
			}
			money(&b, "支", r.Spent)
			money(&b, "余", r.Balance)
			if r.Rate.Known() {
				fmt.Fprintf(&b, " 率%s=%s", r.Rate.Pos.Cell(), r.Rate.Value.R)
			}
			if r.Quantity.Known() {
				fmt.Fprintf(&b, " 量%s=%s%s", r.Quantity.Pos.Cell(), r.Quantity.Value.N, r.Quantity.Value.Unit)
			}
			if r.Price.Known() {
				fmt.Fprintf(&b, " 价%s=%s/%s", r.Price.Pos.Cell(), r.Price.Value.Amount.Yuan, r.Price.Value.Per)
			}
			covers(&b, r.Covers)
		}
	}
	for _, l := range p.Logs {
		fmt.Fprintf(&b, "台账 %s\n", l.Table.Pos.SheetName())
		for i, a := range l.Rows {
			fmt.Fprintf(&b, "  %d %s %s%s %s", i, kindName(a.Kind), a.Pos.Cell(), bracketed(a.Category().Value), a.Name().Text)
			if a.When().Known() {
				fmt.Fprintf(&b, " %s=%v～%v", a.When().Pos.Cell(), a.When().Value.From, a.When().Value.To)
			}
			count(&b, "场", a.Sessions())
			count(&b, "人", a.Participants())
			count(&b, "青", a.Youth())
			count(&b, "资", a.Materials())
			count(&b, "志", a.Volunteers())
			money(&b, "费", a.Cost())
			covers(&b, a.Covers)
		}
	}
	for _, t := range p.Allotments {
		fmt.Fprintf(&b, "分配 %s\n", t.Table.Pos.SheetName())
		for _, r := range t.Rows {
			fmt.Fprintf(&b, "  %s %s %s", kindName(r.Kind), r.Unit.Pos.Cell(), r.Unit.Text)
			money(&b, "", r.Amount)
			b.WriteByte('\n')
		}
	}
	for _, t := range p.Texts {
		fmt.Fprintf(&b, "文字 %s %s：%s %q\n", t.Name.Pos.Cell(), t.Name.Value, t.Body.Pos.Cell(), t.Body.Value)
	}
	for _, w := range p.Waivers {
		fmt.Fprintf(&b, "豁免 %s %s %s!%s %s\n", w.Pos.Cell(), w.Rule, w.Sheet, w.Cell, w.Reason)
	}
	for _, n := range p.Notes {
		fmt.Fprintf(&b, "note %s %s!%s %s\n", n.Rule, n.Pos.SheetName(), n.Pos.Cell(), n.Message)
	}
	f := p.Fund()
	fmt.Fprintf(&b, "合计 计划 %s 到位 %s 支出 %s；活动 %d\n", sumText(f.Planned), sumText(f.Received), sumText(f.Spent), p.Activities().Count)
	return b.String()
}

func dumpHead(b *strings.Builder, p *model.Project) {
	say := func(name string, c model.Cell[string]) {
		if c.State != model.Absent {
			fmt.Fprintf(b, "%s %s!%s %q\n", name, c.Pos.SheetName(), c.Pos.Cell(), c.Value)
		}
	}
	say("单位", p.Unit)
	say("项目", p.Name)
	say("主管", p.Department)
	say("编码", p.Code)
	say("文号", p.DocNumber)
	say("负责", p.Leader)
	say("依据", p.Basis)
	say("目的", p.Purpose)
	say("内容", p.Content)
	say("目标", p.Goal)
	if p.Year.State != model.Absent {
		fmt.Fprintf(b, "年度 %s!%s %d\n", p.Year.Pos.SheetName(), p.Year.Pos.Cell(), p.Year.Value)
	}
	if p.Issued.State != model.Absent {
		fmt.Fprintf(b, "下达 %s!%s %s\n", p.Issued.Pos.SheetName(), p.Issued.Pos.Cell(), p.Issued.Value.Yuan)
	}
	if p.Period.State != model.Absent {
		fmt.Fprintf(b, "周期 %s!%s %v～%v\n", p.Period.Pos.SheetName(), p.Period.Pos.Cell(), p.Period.Value.From, p.Period.Value.To)
	}
	for _, s := range p.Stated {
		fmt.Fprintf(b, "又写 %s %s!%s %s\n", s.Field, s.Cell.Pos.SheetName(), s.Cell.Pos.Cell(), s.Cell.Value)
	}
}

func roles(rows []model.RowUse) string {
	var out []string
	for _, r := range rows {
		for row := r.Row; row <= max(r.Row, r.Last); row++ {
			out = append(out, fmt.Sprintf("%d %s", row, r.Role))
		}
	}
	return strings.Join(out, "，")
}

func kindName(k model.RowKind) string {
	return []string{"明细", "小计", "合计", "其中"}[k]
}

func bracketed(s string) string {
	if s == "" {
		return ""
	}
	return "〔" + s + "〕"
}

func money(b *strings.Builder, name string, c model.Cell[model.Amount]) {
	switch c.State {
	case model.Known:
		fmt.Fprintf(b, " %s%s=%s", name, c.Pos.Cell(), c.Value.Yuan)
	case model.Bad:
		fmt.Fprintf(b, " %s%s=坏", name, c.Pos.Cell())
	}
}

func count(b *strings.Builder, name string, c model.Cell[model.Count]) {
	switch c.State {
	case model.Known:
		fmt.Fprintf(b, " %s%s=%s%s", name, c.Pos.Cell(), c.Value.N, c.Value.Unit)
	case model.Bad:
		fmt.Fprintf(b, " %s%s=坏", name, c.Pos.Cell())
	}
}

func covers(b *strings.Builder, c []int) {
	if len(c) > 0 {
		fmt.Fprintf(b, " 含%v", c)
	}
	b.WriteByte('\n')
}

func sumText(s model.Sum) string {
	n, some := s.Part()
	if !some || s.Bad > 0 {
		return "不知"
	}
	return n.StringFixed(2)
}
