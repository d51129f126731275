package book

import (
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"ziping/model/pattern"
	"ziping/xlsx/formula"
	"ziping/xlsx/grid"
	"ziping/xlsx/numfmt"
)

// calculate gives a result to every formula that its writer left without one,
// where the result is certain: first by our own exact arithmetic, then by
// excelize for the functions it is known to compute right. The rest stay
// empty, neither cached nor computed, for the import rules to report.
func calculate(b *grid.Book) {
	c := formula.NewCalculator(b)
	left := c.Run()
	for range calcRounds { // a result may be what another formula waited for
		n := len(left)
		if n == 0 || n > calcCells {
			return
		}
		if borrow(b, left); len(stillLeft(left)) == n {
			return
		}
		c = c.Again()
		left = c.Run()
	}
}

// Limits of what is given to excelize.
const (
	calcRounds   = 4
	calcCells    = 2000    // formulas
	scratchCells = 50000   // cells of the workbook
	calcOperands = 2000000 // cells that all these formulas refer to
)

func stillLeft(cells []formula.Left) []formula.Left {
	var out []formula.Left
	for _, l := range cells {
		if !l.Cell.Formula().Computed {
			out = append(out, l)
		}
	}
	return out
}

// borrow lets excelize compute in a workbook of our own making, which holds
// the values read and one formula at a time: nothing of the foreign file, no
// other formula whose result excelize might get wrong, and every operand known
// beforehand.
func borrow(b *grid.Book, left []formula.Left) {
	var able []formula.Left
	operands := 0
	for _, l := range left {
		f := l.Cell.Formula()
		if operands < calcOperands && !f.External && borrowed(f.Text) && ready(b, l, &operands) {
			able = append(able, l)
		}
	}
	if len(able) == 0 || cellCount(b) > scratchCells {
		return
	}
	deadline := time.Now().Add(watchdog)
	scratch, err := withDeadline(watchdog, func() (*excelize.File, error) { return scratchBook(b) })
	if err != nil {
		return
	}
	for _, l := range able {
		rest := time.Until(deadline)
		if rest <= 0 {
			return
		}
		v, err := withDeadline(rest, func() (string, error) { return calcOne(scratch, l) })
		if err != nil || time.Now().After(deadline) {
			if time.Now().After(deadline) {
				return // the call may still be running in scratch
			}
			continue
		}
		store(b, l.Cell, v)
	}
}

// scratchBook holds the book's values, without formulas.
func scratchBook(b *grid.Book) (*excelize.File, error) {
	f := excelize.NewFile()
	for i, s := range b.Sheets {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", s.Name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(s.Name); err != nil {
			return nil, err
		}
		for _, r := range s.Rows {
			for _, c := range r.Cells {
				if err := setScratch(f, s.Name, grid.Ref{Row: r.Num, Col: int(c.Col)}.String(), &c); err != nil {
					return nil, err
				}
			}
		}
	}
	return f, nil
}

func setScratch(f *excelize.File, sheet, ref string, c *grid.Cell) error {
	switch c.Kind {
	case grid.Number:
		v, err := strconv.ParseFloat(c.Text, 64)
		if err != nil {
			return err
		}
		return f.SetCellFloat(sheet, ref, v, -1, 64)
	case grid.Bool:
		return f.SetCellBool(sheet, ref, c.Text == "1")
	case grid.String, grid.Error:
		return f.SetCellStr(sheet, ref, c.Text)
	case grid.Date:
		t, err := time.Parse(time.DateOnly, c.Text)
		if err != nil {
			return err
		}
		return f.SetCellValue(sheet, ref, t)
	}
	return nil
}

func calcOne(f *excelize.File, l formula.Left) (string, error) {
	ref := grid.Ref{Row: l.Row, Col: int(l.Cell.Col)}.String()
	if err := f.SetCellFormula(l.Sheet.Name, ref, l.Cell.Formula().Text); err != nil {
		return "", err
	}
	v, err := f.CalcCellValue(l.Sheet.Name, ref, excelize.Options{RawCellValue: true})
	if err2 := f.SetCellFormula(l.Sheet.Name, ref, ""); err == nil {
		err = err2
	}
	return v, err
}

// store takes a result over. An empty one may be a failure and is left.
func store(b *grid.Book, c *grid.Cell, v string) {
	if v == "" || formula.TooLong(v) {
		return
	}
	c.Formula().Computed = true
	c.Kind, c.Text = grid.String, v
	if plainNumber.MatchString(v) && !textual(c.Formula().Text) {
		c.Kind = grid.Number
		if d, ok := numfmt.Date(v, c.Format(), b.Date1904); ok {
			c.Kind, c.Text = grid.Date, d
		}
	}
}

var plainNumber = pattern.New(`^-?\d+(\.\d+)?$`)

// textual reports a formula whose outermost function gives text.
func textual(f string) bool {
	name, _, _ := strings.Cut(strings.ToUpper(f), "(")
	switch strings.TrimSpace(name) {
	case "TEXT", "LEFT", "RIGHT", "MID", "CONCATENATE", "CONCAT", "TRIM", "SUBSTITUTE", "UPPER", "LOWER", "REPT":
		return true
	}
	return strings.Contains(f, "&")
}

// borrowable are the functions that excelize was found to compute as Excel
// does over plain references: none volatile, none that can ask for unbounded
// work, and none of SUMIF(S), SUBTOTAL and SUMPRODUCT, which it gets wrong.
var borrowable = words("SUM AVERAGE MAX MIN COUNT COUNTA ROUND ROUNDUP ROUNDDOWN ABS INT IF IFERROR AND OR NOT " +
	"VLOOKUP HLOOKUP INDEX MATCH COUNTIFS DATE YEAR MONTH DAY DATEDIF EOMONTH EDATE TEXT LEFT RIGHT MID LEN TRIM CONCATENATE VALUE MOD")

func words(s string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		m[w] = true
	}
	return m
}

var functionName = pattern.New(`([A-Za-z_][A-Za-z0-9_.]*)\s*\(`)

// borrowed reports a formula of known functions with plain references.
func borrowed(f string) bool {
	if len(f) > 1000 || strings.ContainsAny(f, "{}[]@#") || strings.Contains(f, "!#") {
		return false
	}
	for _, m := range functionName.FindAllStringSubmatch(unquoted.ReplaceAllString(f, `""`), -1) {
		if !borrowable[strings.ToUpper(m[1])] {
			return false
		}
	}
	return formula.Plain(f)
}

var unquoted = pattern.New(`"[^"]*"`)

// ready reports that every cell the formula refers to has its value, and counts
// them.
func ready(b *grid.Book, l formula.Left, n *int) bool {
	ok := true
	formula.Operands(b, l, func(c *grid.Cell) {
		*n++
		if c == l.Cell || c.Kind == grid.Error || c.Formula() != nil && !c.Formula().Cached && !c.Formula().Computed {
			ok = false
		}
	})
	return ok
}

func cellCount(b *grid.Book) int {
	n := 0
	for _, s := range b.Sheets {
		for _, r := range s.Rows {
			n += len(r.Cells)
		}
	}
	return n
}
