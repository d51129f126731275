package modeltest

import (
	"fmt"
	"regexp"
	"strings"

	"ziping/model"
)

func (p *parser) basic() error {
	q := p.project
	for _, row := range p.rows {
		var err error
		c := at(row, 1)
		switch row[0].text {
		case "实施单位":
			q.Unit = text(c)
		case "项目名称":
			q.Name = text(c)
		case "主管部门":
			q.Department = text(c)
		case "项目编码":
			q.Code = text(c)
		case "预算年度":
			q.Year, err = value(c, year)
		case "资金下达文号":
			q.DocNumber = text(c)
		case "下达金额":
			q.Issued, err = value(c, amount(unit(p.table.Unit)))
		case "实施周期":
			q.Period, err = value(c, dates)
		case "项目负责人":
			q.Leader = text(c)
		case "立项依据":
			q.Basis = text(c)
		case "立项目的":
			q.Purpose = text(c)
		case "项目内容":
			q.Content = text(c)
		case "绩效目标":
			q.Goal = text(c)
		default:
			err = fmt.Errorf("unknown label %q", row[0].text)
		}
		if err != nil {
			return err
		}
	}
	p.table.Kind = model.KindBasic
	p.done()
	return nil
}

func (p *parser) texts() {
	for _, row := range p.rows {
		p.project.Texts = append(p.project.Texts, model.Text{Name: text(row[0]), Body: text(at(row, 1))})
	}
	p.table.Kind = model.KindText
	p.done()
}

var moneyFields = map[string]string{
	"资金": "label", "年初预算数": "initial", "全年预算数": "budget", "到位资金": "received", "全年执行数": "spent", "分值": "weight", "执行率": "rate", "得分": "score", "原因": "reason",
}

var indicatorFields = map[string]string{
	"一级指标": "level1", "二级指标": "level2", "三级指标": "level3", "指标性质": "operator", "度量单位": "unit", "年度指标值": "target", "实际完成值": "actual",
	"分值": "weight", "得分": "score", "偏差原因": "reason",
}

// form reads the blocks of a 自评表: label rows, the money block under a row that
// begins with 资金, the indicators under one that begins with 一级指标, the totals.
func (p *parser) form() error {
	f := &model.Form{Table: p.table, Title: model.Cell[string]{Value: p.sheet.Name, Text: p.sheet.Name, State: model.Known}}
	p.table.Kind = model.KindForm
	block, columns := "", map[string]int{}
	for _, row := range p.rows {
		var err error
		switch label := row[0].text; {
		case label == "资金":
			block = "money"
			columns, err = columnsOf(row, moneyFields)
		case label == "一级指标":
			block = "indicators"
			columns, err = columnsOf(row, indicatorFields)
			_, f.HasWeights = columns["weight"]
			_, f.HasScores = columns["score"]
		case p.label(f, row, columns, &err):
		case block == "money":
			err = p.money(f, row, columns)
		case block == "indicators":
			err = p.indicator(f, row, columns)
		default:
			err = fmt.Errorf("unknown label %q", label)
		}
		if err != nil {
			return err
		}
	}
	p.project.Forms = append(p.project.Forms, f)
	p.done()
	return nil
}

func columnsOf(row []cell, known map[string]string) (map[string]int, error) {
	out := map[string]int{}
	for i, c := range row {
		field, ok := known[c.text]
		if !ok {
			return nil, fmt.Errorf("unknown column %q", c.text)
		}
		out[field] = i
	}
	return out, nil
}

// label reads the rows that are a label and its value.
func (p *parser) label(f *model.Form, row []cell, columns map[string]int, err *error) bool {
	c := at(row, 1)
	if m := groupWeight.FindStringSubmatch(row[0].text); m != nil && len(row) == 1 {
		w, bad := value(cell{m[2], row[0].pos}, plain)
		*err = bad
		f.Groups = append(f.Groups, model.Group{Name: m[1], Weight: w}) // a block of its own: 年度绩效目标1(80分)
		return true
	}
	switch row[0].text {
	case "项目名称":
		f.ProjectName = text(c)
	case "主管部门":
		f.Department = text(c)
	case "实施单位":
		f.Unit = text(c)
	case "年度":
		f.Year, *err = value(c, year)
	case "预期目标":
		f.GoalPlanned = text(c)
	case "实际完成情况":
		f.GoalActual = text(c)
	case "评定等级":
		f.Grade = text(c)
	case "总分":
		set(err, &f.TotalWeight, row, columns, "weight", plain)
		set(err, &f.TotalScore, row, columns, "score", plain)
	case "偏差原因分析", "改进措施", "存在问题", "评价结论", "说明":
		f.Texts = append(f.Texts, model.Text{Name: text(row[0]), Body: text(c)})
	default:
		return false
	}
	return true
}

func (p *parser) money(f *model.Form, row []cell, columns map[string]int) error {
	r := &model.MoneyRow{Label: text(row[0]), Kind: moneyKind(row[0].text)}
	if r.Kind != model.MoneyTotal {
		r.Level = 1
	}
	if rest, part := strings.CutPrefix(r.Label.Value, "·"); part {
		r.Label.Value, r.Level = rest, 2
	}
	money := amount(unit(p.table.Unit))
	var err error
	set(&err, &r.Received, row, columns, "received", money)
	set(&err, &r.Initial, row, columns, "initial", money)
	set(&err, &r.Budget, row, columns, "budget", money)
	set(&err, &r.Spent, row, columns, "spent", money)
	set(&err, &r.Weight, row, columns, "weight", plain)
	set(&err, &r.Rate, row, columns, "rate", ratio)
	set(&err, &r.Score, row, columns, "score", plain)
	setText(&r.Reason, row, columns, "reason")
	f.Money = append(f.Money, r)
	return err
}

func moneyKind(label string) model.MoneyKind {
	switch {
	case strings.Contains(label, "总额"):
		return model.MoneyTotal
	case strings.Contains(label, "结转"):
		return model.MoneyCarry
	case strings.Contains(label, "地方"):
		return model.MoneyLocal
	case strings.Contains(label, "财政"), strings.Contains(label, "一般公共预算"), strings.Contains(label, "补助"):
		return model.MoneyFiscal
	}
	return model.MoneyOther
}

var groupWeight = regexp.MustCompile(`^(.*)[(（]([0-9.]+)分[)）]$`)

func (p *parser) indicator(f *model.Form, row []cell, columns map[string]int) error {
	ind := &model.Indicator{}
	setText(&ind.Level1, row, columns, "level1")
	if m := groupWeight.FindStringSubmatch(ind.Level1.Value); m != nil {
		w, err := value(cell{m[2], ind.Level1.Pos}, plain)
		if err != nil {
			return err
		}
		ind.Level1.Value = m[1]
		f.Groups = append(f.Groups, model.Group{Name: m[1], Weight: w, Level: 1})
	}
	if n := len(f.Indicators); n > 0 && ind.Level1.State == model.Blank {
		ind.Level1 = f.Indicators[n-1].Level1
	}
	setText(&ind.Level2, row, columns, "level2")
	if n := len(f.Indicators); n > 0 && ind.Level2.State == model.Blank {
		ind.Level2 = f.Indicators[n-1].Level2
	}
	setText(&ind.Level3, row, columns, "level3")
	setText(&ind.Operator, row, columns, "operator")
	setText(&ind.Unit, row, columns, "unit")
	setText(&ind.Reason, row, columns, "reason")
	var err error
	set(&err, &ind.Target, row, columns, "target", measure)
	set(&err, &ind.Actual, row, columns, "actual", measure)
	set(&err, &ind.Weight, row, columns, "weight", plain)
	set(&err, &ind.Score, row, columns, "score", plain)
	f.Indicators = append(f.Indicators, ind)
	return err
}
