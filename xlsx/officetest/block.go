package officetest

import "fmt"

// block writes what stands above a table: title, office, unit of money. It
// returns the row the header goes to.
func (s *story) block(d draw, sheet *Sheet, what string, p purse, width int, lk look) int {
	row, right := lk.top, lk.left+width-1
	title := pick(d, []string{
		fmt.Sprintf("%s%d年度%s%s", s.unit, s.year, s.project, what),
		fmt.Sprintf("%s%d年%s%s", s.unit, s.year, s.project, what),
		fmt.Sprintf("%d年%s%s", s.year, s.project, what),
		fmt.Sprintf("%d年度%s", s.year, what),
	})
	if p.where == "title" {
		title += "（单位：" + p.unit + "）"
	}
	sheet.text(row, lk.left, title)
	sheet.merge(row, lk.left, row, right)
	row++
	office := pick(d, []string{"填报单位：", "单位名称：", "编制单位：", "填报单位（盖章）：", "项目单位："}) + s.unit
	money := ""
	if p.where == "line" {
		money = pick(d, []string{"单位：", "金额单位：", "单位：人民币", "计量单位："}) + p.unit
	}
	switch {
	case money != "" && d.chance(15):
		sheet.text(row, lk.left, office+"          "+money)
		sheet.merge(row, lk.left, row, right)
	default:
		sheet.text(row, lk.left, office)
		sheet.text(row, right, money)
	}
	if d.chance(10) {
		row++
	}
	return row + 1
}

// foot writes signature or note lines below a table.
func (s *story) foot(d draw, sheet *Sheet, row int, lk look) {
	if d.chance(40) {
		sheet.text(row+1, lk.left, pick(d, []string{"制表人：周建国", "单位负责人：马志远      财务负责人：李小梅      填表人：吴海燕", "审核：李小梅    制表：赵明"}))
	}
	if d.chance(20) {
		sheet.text(row+2, lk.left, pick(d, []string{"注：本表数据取自财务系统。", "说明：各项支出均附原始凭证。", "备注：以上资金均实行国库集中支付。"}))
	}
}

func newLook(d draw) look {
	lk := look{left: 1, top: 1, tiers: d.chance(85), numbering: d.chance(8), formulas: d.chance(40)}
	if d.chance(15) {
		lk.left = 2
	}
	if d.chance(12) {
		lk.top = d.between(2, 3)
	}
	return lk
}

var fundSheets = []string{"资金", "经费使用情况", "预算执行", "资金使用明细", "专项资金", "Sheet1", "资金情况表", "经费", "项目资金", "财务"}

// fundSheet paints the fund table.
func fundSheet(d draw, s *story, p fundPlan) (*Sheet, *Table) {
	sheet, lk := newSheet(pick(d, fundSheets)), newLook(d)
	what := pick(d, []string{"资金使用情况表", "经费收支明细表", "预算执行情况表", "专项资金明细表", "资金使用一览表", "经费使用情况统计表"})
	lines := fundLines(d, s, p)
	if p.rows == "transposed" {
		return sheet, turned(d, s, p, sheet, what, lines, lk)
	}
	cols := fundColumns(d, s, p)
	t := paint(sheet, s.block(d, sheet, what, p.purse, len(cols), lk), cols, lines, lk)
	t.Kind, t.Unit = "fund", p.purse.unit
	s.foot(d, sheet, t.Bottom, lk)
	return sheet, t
}

// turned paints a fund table whose directions are columns and whose meanings
// are rows.
func turned(d draw, s *story, p fundPlan, sheet *Sheet, what string, lines []line, lk look) *Table {
	fields := []string{"planned"}
	if p.received {
		fields = append(fields, "received")
	}
	fields = append(fields, "spent")
	if p.balance {
		fields = append(fields, "balance")
	}
	top := s.block(d, sheet, what, p.purse, len(lines)+1, lk)
	t := &Table{Sheet: sheet.Name, Kind: "fund", Unit: p.purse.unit, HeaderTop: top, HeaderBottom: top, Bottom: top + len(fields)}
	corner := pick(d, []string{"项目", "指标", "内容", "资金情况"})
	sheet.text(top, lk.left, corner)
	t.Columns = append(t.Columns, Column{lk.left, []string{corner}, "turned"})
	for i, l := range lines {
		sheet.text(top, lk.left+1+i, l.label)
		t.Columns = append(t.Columns, Column{lk.left + 1 + i, []string{l.label}, "turned"})
	}
	for r, field := range fields {
		word := s.fit(d, pick(d, vocabulary["fund "+field]))
		row := Row{Row: top + 1 + r, Role: "turned", Label: word, Figures: map[string]Figure{}}
		sheet.text(row.Row, lk.left, word)
		for i, l := range lines {
			sheet.put(row.Row, lk.left+1+i, p.purse.show(l.figs[field]))
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
