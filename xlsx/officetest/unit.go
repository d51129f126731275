package officetest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ziping/xlsx/grid"
	"ziping/xlsx/xlsxtest"
)

// A Unit is what one office would hand in: its workbooks, and the truth about them.
type Unit struct {
	Seed   uint64
	Office string // the kind of office, 文化馆
	Files  []*File
	Expect Expect
	Tables []*Table // the truth of each stage, table by table
	Faults []Fault  // none in a clean unit
	Traits []string // the layout choices, for finding what a loss has in common
}

// A File is one workbook.
type File struct {
	Name   string // with its extension
	Sheets []*Sheet
}

// A Sheet holds cells in the notation of xlsxtest.
type Sheet struct {
	Name  string
	Aside bool                // a bystander
	cells map[grid.Ref]string // "'text", "12.5", "=A1 -> 3", "@2024-05-01", "0.95 %"
	spans map[grid.Ref]grid.Ref
}

func newSheet(name string) *Sheet {
	return &Sheet{Name: name, cells: map[grid.Ref]string{}, spans: map[grid.Ref]grid.Ref{}}
}

func (s *Sheet) put(row, col int, value string) {
	if value != "" {
		s.cells[grid.Ref{Row: row, Col: col}] = value
	}
}

// text puts a string that must stay one, whatever it looks like.
func (s *Sheet) text(row, col int, value string) {
	if value != "" {
		s.put(row, col, "'"+value)
	}
}

func (s *Sheet) merge(top, left, bottom, right int) {
	if top != bottom || left != right {
		s.spans[grid.Ref{Row: top, Col: left}] = grid.Ref{Row: bottom, Col: right}
	}
}

func (s *Sheet) lines(b *strings.Builder) {
	fmt.Fprintf(b, "# %s\n", s.Name)
	refs := slices.SortedFunc(maps.Keys(s.cells), func(x, y grid.Ref) int {
		if x.Row != y.Row {
			return x.Row - y.Row
		}
		return x.Col - y.Col
	})
	for _, ref := range refs {
		at := ref.String()
		if end, ok := s.spans[ref]; ok {
			at += ":" + end.String()
		}
		fmt.Fprintf(b, "%s %s\n", at, strings.ReplaceAll(s.cells[ref], "\n", `\n`))
	}
}

// Text is the workbook in the notation of xlsxtest, for looking at.
func (f *File) Text() string {
	var b strings.Builder
	for _, s := range f.Sheets {
		s.lines(&b)
	}
	return b.String()
}

// Bytes is the .xlsx file.
func (f *File) Bytes() ([]byte, error) { return xlsxtest.Workbook(f.Text()) }

// WriteDir writes the unit's workbooks, expected.json, faults.json and
// truth.json (the stages) into dir, which must exist.
func (u *Unit) WriteDir(dir string) error {
	for _, f := range u.Files {
		data, err := f.Bytes()
		if err != nil {
			return fmt.Errorf("%s: %w", f.Name, err)
		}
		if err := os.WriteFile(filepath.Join(dir, f.Name), data, 0o644); err != nil {
			return err
		}
	}
	kinds := []string{}
	for _, f := range u.Faults {
		kinds = append(kinds, f.Kind)
	}
	for name, value := range map[string]any{
		"expected.json": u.Expect,
		"faults.json":   map[string]any{"layout": strings.Join(u.Traits, "+"), "kinds": kinds, "faults": u.Faults},
		"truth.json":    u.Tables,
	} {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		if err := e.Encode(value); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, name), b.Bytes(), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// clone is a copy whose cells and truth may be changed.
func (u *Unit) clone() *Unit {
	c := *u
	c.Faults = slices.Clone(u.Faults)
	c.Files = nil
	for _, f := range u.Files {
		g := &File{Name: f.Name}
		for _, s := range f.Sheets {
			g.Sheets = append(g.Sheets, &Sheet{s.Name, s.Aside, maps.Clone(s.cells), maps.Clone(s.spans)})
		}
		c.Files = append(c.Files, g)
	}
	return &c
}

// sheet is the sheet of a table.
func (u *Unit) sheet(t *Table) *Sheet {
	for _, f := range u.Files {
		for _, s := range f.Sheets {
			if f.Name == t.File && s.Name == t.Sheet {
				return s
			}
		}
	}
	return nil
}

// table is the first table of a kind, nil if there is none.
func (u *Unit) table(kind string) *Table {
	for _, t := range u.Tables {
		if t.Kind == kind {
			return t
		}
	}
	return nil
}

// A Table is the truth about one table.
type Table struct {
	File, Sheet  string
	Kind         string // fund, activity, form, as the contract names them
	Unit         string // of money: 元, 千元, 万元
	HeaderTop    int    // 1-based; a form without a header row has 0
	HeaderBottom int
	Bottom       int // last row
	Columns      []Column
	Rows         []Row
}

// A Column is what stands over a column and what it means.
type Column struct {
	Col   int
	Path  []string // header words from the top tier down
	Field string   // "" when it means nothing to the contract
}

// Header is the lowest word over the column.
func (c Column) Header() string { return c.Path[len(c.Path)-1] }

// A Row is what one row of a table is.
type Row struct {
	Row     int
	Role    string // data, subtotal, total, part (其中), group, note
	Label   string // the direction, the category or the indicator
	Figures map[string]Figure
}

// A Figure is one number and its cell. Money is in fen, scores in hundredths.
type Figure struct {
	Col   int
	Value int64
}

// Expect is the part of the contract's JSON that the unit states. A nil pointer
// is null: not stated.
type Expect struct {
	Unit       *string               `json:"unit"`
	Year       *int                  `json:"year"`
	Fund       Fund                  `json:"fund"`
	Rates      FundRates             `json:"rates"`
	Activities *Activities           `json:"activities,omitempty"`
	ByCategory map[string]Activities `json:"activities_by_category,omitempty"`
	Indicators *Indicators           `json:"indicators,omitempty"`
}

// Fund holds yuan with two decimals.
type Fund struct {
	Planned  *string `json:"planned"`
	Received *string `json:"received"`
	Spent    *string `json:"spent"`
}

// FundRates hold four decimals.
type FundRates struct {
	Received  *string `json:"received"`
	Execution *string `json:"execution"`
}

// Activities are sums over the log's rows.
type Activities struct {
	Count        int            `json:"count"`
	Sessions     *int64         `json:"sessions"`
	Participants *int64         `json:"participants"`
	Youth        *int64         `json:"youth"`
	Materials    *int64         `json:"materials"`
	Cost         *string        `json:"cost"`
	Blank        map[string]int `json:"blank"`
	Approx       map[string]int `json:"approx,omitempty"`
}

// Indicators are the form's sums.
type Indicators struct {
	Count  int     `json:"count,omitempty"` // 0 when the contract leaves it open
	Weight *string `json:"weight"`
	Score  *string `json:"score"`
}

// A Fault is a planted mistake: a finding of one of Rules at one of Cells
// (sheet, cell) has found it.
type Fault struct {
	Kind  string      `json:"kind"`
	Cells [][2]string `json:"cells"`
	Rules []string    `json:"rules"`
}
