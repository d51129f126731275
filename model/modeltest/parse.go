// Package modeltest builds a model.Project from text, so that rules and reports
// are tested without a workbook. It reads its own small notation strictly and
// knows none of the ways in which real workbooks differ; those are package
// xlsx's work.
//
// A project is a list of sheets. A line 【name】 opens one; what follows the
// bracket is its unit of money (单位：万元) and, where the name does not tell it,
// its kind (种类：资金表). Each further line is a row of cells parted by "|"; the
// first row is row 1, the first cell column A. Lines beginning with "#" and
// blank lines are left out and not counted.
//
//	【基本信息】
//	实施单位 | 高台县科学技术协会
//	预算年度 | 2022年
//	【资金表】单位：元
//	支出方向 | 计划资金 | 到位资金 | 实际支出 | 结余 | 执行率
//	科普宣传 | 40000 | 40000 | 38000 | 2000 | 95%
//	合计 | 40000 | 40000 | 38000 | 2000 | 95%
//
// The kinds are 基本信息, 资金表, 支出明细, 支出流水, 活动台账, 自评表, 文字材料, 资金分配表, 豁免
// and 读入 (what the reader noted).
package modeltest

import (
	"fmt"
	"strings"

	"ziping/model"
)

// Parse reads a project in the notation above. File is the name its positions
// carry.
func Parse(file, text string) (*model.Project, error) {
	p := &parser{project: &model.Project{Files: []model.File{{Name: file, Format: "xlsx"}}}, file: file}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		if err := p.line(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
	}
	if err := p.finish(); err != nil {
		return nil, err
	}
	return p.project, nil
}

// MustParse is Parse for texts that are part of a test.
func MustParse(text string) *model.Project {
	p, err := Parse("自评.xlsx", text)
	if err != nil {
		panic(err)
	}
	return p
}

type parser struct {
	project *model.Project
	file    string
	sheets  int
	table   *model.Table
	sheet   *model.Sheet
	rows    [][]cell
	kind    string
	dates   []*model.Activity // without a year
}

// A cell is one cell of the notation.
type cell struct {
	text string
	pos  model.Pos
}

func (p *parser) line(line string) error {
	if rest, opens := strings.CutPrefix(line, "【"); opens {
		if err := p.flush(); err != nil {
			return err
		}
		name, options, closed := strings.Cut(rest, "】")
		if !closed {
			return fmt.Errorf("no 】 in %q", line)
		}
		return p.open(name, options)
	}
	if p.sheet == nil {
		return fmt.Errorf("row before the first 【sheet】: %q", line)
	}
	var row []cell
	for i, text := range strings.Split(line, "|") {
		row = append(row, cell{strings.TrimSpace(text), model.Pos{Sheet: p.sheet, Row: int32(len(p.rows) + 1), Col: int32(i + 1)}})
	}
	p.rows = append(p.rows, row)
	return nil
}

// kinds tell a sheet's kind by its name, the first that fits.
var kinds = []struct {
	words []string
	kind  string
}{
	{[]string{"豁免"}, "豁免"}, {[]string{"读入"}, "读入"}, {[]string{"分配"}, "资金分配表"}, {[]string{"流水"}, "支出流水"}, {[]string{"明细"}, "支出明细"},
	{[]string{"自评表"}, "自评表"}, {[]string{"文字", "材料"}, "文字材料"}, {[]string{"台账", "活动"}, "活动台账"},
	{[]string{"资金", "收支"}, "资金表"}, {[]string{"信息", "概况"}, "基本信息"},
}

func (p *parser) open(name, options string) error {
	p.sheets++
	p.sheet = &model.Sheet{File: p.file, Name: name, Order: p.sheets}
	p.table = &model.Table{Pos: model.Pos{Sheet: p.sheet, Row: 1, Col: 1}, Unit: "元"}
	p.kind = ""
	for _, k := range kinds {
		for _, w := range k.words {
			if p.kind == "" && strings.Contains(name, w) {
				p.kind = k.kind
			}
		}
	}
	if p.kind == "自评表" {
		p.table.Unit = "万元"
	}
	for _, o := range strings.FieldsFunc(options, func(r rune) bool { return r == '，' || r == ' ' }) {
		key, value, _ := strings.Cut(o, "：")
		switch key {
		case "单位":
			p.table.Unit = value
		case "种类":
			p.kind = value
		default:
			return fmt.Errorf("unknown option %q", o)
		}
	}
	if p.kind == "" {
		return fmt.Errorf("the name of sheet %q does not tell its kind", name)
	}
	return nil
}

// flush turns the rows of the open sheet into the model.
func (p *parser) flush() error {
	if p.sheet == nil {
		return nil
	}
	var err error
	switch p.kind {
	case "基本信息":
		err = p.basic()
	case "资金表", "支出明细", "支出流水":
		err = p.fund()
	case "活动台账":
		err = p.log()
	case "自评表":
		err = p.form()
	case "文字材料":
		p.texts()
	case "资金分配表":
		err = p.allotment()
	case "豁免":
		p.waivers()
	case "读入":
		err = p.notes()
	default:
		err = fmt.Errorf("unknown kind %q", p.kind)
	}
	p.rows = nil
	if err != nil {
		return fmt.Errorf("%s: %w", p.sheet.Name, err)
	}
	return nil
}

// finish gives dates without a year the project's.
func (p *parser) finish() error {
	if err := p.flush(); err != nil {
		return err
	}
	q := p.project
	for _, f := range q.Forms {
		switch {
		case !q.Year.Known():
			q.Year = f.Year
		case f.Year.Known():
			q.Stated = append(q.Stated, model.Stated{Field: "year", Cell: model.Cell[string]{Value: fmt.Sprint(f.Year.Value), Text: f.Year.Text, Pos: f.Year.Pos, State: model.Known}})
		}
		p.again("unit", &q.Unit, f.Unit)
		p.again("name", &q.Name, f.ProjectName)
		p.again("department", &q.Department, f.Department)
	}
	for _, a := range p.dates {
		d := a.When()
		if !p.project.Year.Known() {
			return fmt.Errorf("%s: a date without a year in a project without one", d.Pos)
		}
		d.Value.From.Year, d.Value.To.Year, d.Value.YearAssumed = p.project.Year.Value, p.project.Year.Value, true
		a.Cells.When = model.Pack(d)
	}
	return nil
}

// at is the row's cell in a column, with its place even when it is empty.
func at(row []cell, i int) cell {
	if i < len(row) {
		return row[i]
	}
	pos := row[0].pos
	pos.Col = int32(i + 1)
	return cell{pos: pos}
}

// empty tells the state of a cell that holds no value.
func empty(c cell) (model.State, bool) {
	switch c.text {
	case "":
		return model.Blank, true
	case "—", "-", "无":
		return model.None, true
	case "……", "XX":
		return model.Filler, true
	case "不适用", "不涉及", "/":
		return model.NotApplicable, true
	case "?":
		return model.Bad, true
	}
	return model.Known, false
}

func value[T any](c cell, read func(string) (T, error)) (model.Cell[T], error) {
	out := model.Cell[T]{Text: c.text, Pos: c.pos}
	var none bool
	if out.State, none = empty(c); none {
		return out, nil
	}
	v, err := read(c.text)
	if err != nil {
		return out, fmt.Errorf("%s: %w", c.pos.Cell(), err)
	}
	out.Value = v
	return out, nil
}

func text(c cell) model.Cell[string] {
	out := model.Cell[string]{Text: c.text, Pos: c.pos, State: model.Known, Value: c.text}
	if c.text == "" {
		out.State = model.Blank
	}
	if state, none := empty(c); none {
		out.State, out.Value = state, c.text
	}
	return out
}

// unit is what money without a unit of its own is in, as a power of ten.
func unit(name string) int32 {
	if name == "万元" {
		return 4
	}
	return 0
}

// again takes a field from a form where nothing states it yet, and notes it as
// stated once more where something does.
func (p *parser) again(field string, to *model.Cell[string], c model.Cell[string]) {
	switch {
	case !to.Known():
		*to = c
	case c.Known():
		p.project.Stated = append(p.project.Stated, model.Stated{Field: field, Cell: c})
	}
}
