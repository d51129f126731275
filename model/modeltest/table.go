package modeltest

import (
	"errors"
	"fmt"
	"strings"

	"ziping/model"
)

// head maps header words to column numbers.
func (p *parser) head(known map[string]string) (map[string]int, error) {
	if len(p.rows) == 0 {
		return nil, errors.New("no header row")
	}
	out := map[string]int{}
	for i, c := range p.rows[0] {
		field, ok := known[c.text]
		if source, is := strings.CutPrefix(c.text, "来源:"); is {
			field, ok = "source:"+source, true
		}
		if !ok {
			return nil, fmt.Errorf("unknown column %q", c.text)
		}
		out[field] = i
		p.table.Columns = append(p.table.Columns, model.Column{Header: strings.TrimPrefix(c.text, "来源:"), Field: field, Cell: c.pos.Cell()})
	}
	return out, nil
}

// set reads a column of a row, when the table has it.
func set[T any](err *error, to *model.Cell[T], row []cell, columns map[string]int, field string, read func(string) (T, error)) {
	if i, has := columns[field]; has && *err == nil {
		*to, *err = value(at(row, i), read)
	}
}

func setText(to *model.Cell[string], row []cell, columns map[string]int, field string) {
	if i, has := columns[field]; has {
		*to = text(at(row, i))
	}
}

// rowKind tells totals from details by the row's label.
func rowKind(label string) model.RowKind {
	switch label = strings.ReplaceAll(label, " ", ""); {
	case label == "合计", label == "总计":
		return model.Total
	case label == "小计":
		return model.Subtotal
	case strings.HasPrefix(label, "其中"):
		return model.OfWhich
	}
	return model.Detail
}

// covers are the rows a total sums: a 小计 the details since the last one, a
// 合计 all details, an 其中 row the row above that is none.
func covers(kinds []model.RowKind, i int) []int {
	var out []int
	for j := i - 1; j >= 0; j-- {
		switch {
		case kinds[i] == model.OfWhich && kinds[j] != model.OfWhich:
			return []int{j}
		case kinds[i] == model.Subtotal && kinds[j] != model.Detail && kinds[j] != model.OfWhich:
			return out
		case kinds[j] == model.Detail && kinds[i] != model.OfWhich:
			out = append([]int{j}, out...)
		}
	}
	return out
}

var fundFields = map[string]string{
	"类别": "group", "支出方向": "label", "年初预算": "initial", "计划资金": "planned", "调整数": "adjusted", "到位资金": "received", "实际支出": "spent",
	"结余": "balance", "执行率": "rate", "到位率": "receipt", "数量": "quantity", "价格": "price", "日期": "date", "备注": "remark",
}

func (p *parser) fund() error {
	columns, err := p.head(fundFields)
	if err != nil {
		return err
	}
	role := map[string]model.FundRole{"支出明细": model.FundItems, "支出流水": model.FundLedger}[p.kind]
	t := &model.FundTable{Table: p.table, Role: role, Title: model.Cell[string]{Value: p.sheet.Name, Text: p.sheet.Name, State: model.Known}}
	p.table.Kind = model.KindFund
	money := amount(unit(p.table.Unit))
	var kinds []model.RowKind
	for _, row := range p.rows[1:] {
		label := at(row, columns["label"])
		r := &model.FundRow{Kind: rowKind(label.text), Pos: label.pos, Label: text(label)}
		if g, has := columns["group"]; has {
			r.Group = at(row, g).text
		}
		kinds = append(kinds, r.Kind)
		if r.Kind != model.Detail {
			r.Covers = covers(kinds, len(kinds)-1)
		}
		set(&err, &r.Initial, row, columns, "initial", money)
		set(&err, &r.Planned, row, columns, "planned", money)
		set(&err, &r.Adjusted, row, columns, "adjusted", money)
		set(&err, &r.Received, row, columns, "received", money)
		set(&err, &r.Spent, row, columns, "spent", money)
		set(&err, &r.Balance, row, columns, "balance", money)
		set(&err, &r.Rate, row, columns, "rate", ratio)
		set(&err, &r.Receipt, row, columns, "receipt", ratio)
		set(&err, &r.Quantity, row, columns, "quantity", counted)
		set(&err, &r.Price, row, columns, "price", price(unit(p.table.Unit)))
		set(&err, &r.Date, row, columns, "date", dates)
		setText(&r.Remark, row, columns, "remark")
		for i, c := range p.rows[0] {
			if name, is := strings.CutPrefix(c.text, "来源:"); is && err == nil {
				s := model.Source{Name: name}
				s.Amount, err = value(at(row, i), money)
				r.Sources = append(r.Sources, s)
			}
		}
		if err != nil {
			return err
		}
		t.Rows = append(t.Rows, r)
	}
	p.project.Funds = append(p.project.Funds, t)
	p.done()
	return nil
}

func (p *parser) done() {
	p.project.Files[0].Tables = append(p.project.Files[0].Tables, *p.table)
}

var logFields = map[string]string{
	"序号": "no", "活动类别": "category", "活动名称": "name", "活动时间": "when", "活动地点": "place", "主办单位": "organizer", "活动形式": "form",
	"场次": "sessions", "参与人次": "participants", "其中：青少年": "youth", "发放资料": "materials", "志愿者": "volunteers", "经费支出": "cost",
	"活动成效": "effect", "备注": "remark",
}

func (p *parser) log() error {
	columns, err := p.head(logFields)
	if err != nil {
		return err
	}
	l := &model.ActivityLog{Table: p.table}
	p.table.Kind = model.KindActivity
	var kinds []model.RowKind
	for _, row := range p.rows[1:] {
		a := model.ActivityRow{Pos: at(row, columns["name"]).pos, Kind: rowKind(row[0].text)}
		for _, c := range row {
			if k := rowKind(c.text); k != model.Detail {
				a.Kind = k
			}
		}
		kinds = append(kinds, a.Kind)
		if a.Kind != model.Detail {
			a.Covers = covers(kinds, len(kinds)-1)
		}
		setText(&a.Category, row, columns, "category")
		setText(&a.Name, row, columns, "name")
		setText(&a.Place, row, columns, "place")
		setText(&a.Organizer, row, columns, "organizer")
		setText(&a.Form, row, columns, "form")
		setText(&a.Effect, row, columns, "effect")
		setText(&a.Remark, row, columns, "remark")
		set(&err, &a.When, row, columns, "when", dates)
		set(&err, &a.Sessions, row, columns, "sessions", counted)
		set(&err, &a.Participants, row, columns, "participants", counted)
		set(&err, &a.Youth, row, columns, "youth", counted)
		set(&err, &a.Materials, row, columns, "materials", counted)
		set(&err, &a.Volunteers, row, columns, "volunteers", counted)
		set(&err, &a.Cost, row, columns, "cost", amount(unit(p.table.Unit)))
		if err != nil {
			return err
		}
		l.Rows = append(l.Rows, a.Pack())
		if a.When.Known() && a.When.Value.From.Year == 0 {
			p.dates = append(p.dates, l.Rows[len(l.Rows)-1])
		}
	}
	p.project.Logs = append(p.project.Logs, l)
	p.done()
	return nil
}

func (p *parser) allotment() error {
	t := &model.AllotmentTable{Table: p.table}
	p.table.Kind = model.KindAllotment
	for _, row := range p.rows[1:] {
		a := &model.Allotment{Kind: rowKind(row[0].text), Unit: text(row[0])}
		var err error
		if a.Amount, err = value(at(row, 1), amount(unit(p.table.Unit))); err != nil {
			return err
		}
		t.Rows = append(t.Rows, a)
	}
	p.project.Allotments = append(p.project.Allotments, t)
	p.done()
	return nil
}

// waivers: rule | sheet | cell | reason.
func (p *parser) waivers() {
	for _, row := range p.rows[1:] {
		p.project.Waivers = append(p.project.Waivers, model.Waiver{
			Rule: row[0].text, Sheet: at(row, 1).text, Cell: at(row, 2).text, Reason: at(row, 3).text, Pos: row[0].pos,
		})
	}
}

// notes: rule | message | hint; the place is the row.
func (p *parser) notes() error {
	for _, row := range p.rows {
		p.project.Notes = append(p.project.Notes, model.Note{Rule: row[0].text, Pos: row[0].pos, Message: at(row, 1).text, Hint: at(row, 2).text})
	}
	return nil
}
