package render

import (
	"fmt"
	"html/template"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/render/phrase"
)

// This file says what was recognised in a project's workbooks, in the words
// that the text and the page share.

type kindTitle struct {
	kind  model.TableKind
	title string
}

// kinds are the Chinese names of the kinds of tables, in the order they are
// counted.
var kinds = []kindTitle{
	{model.KindBasic, "基本信息"},
	{model.KindFund, "资金表"},
	{model.KindActivity, "活动台账"},
	{model.KindForm, "自评表"},
	{model.KindText, "文字材料"},
	{model.KindAllotment, "资金分配表"},
	{model.KindWaiver, "豁免"},
	{model.KindWholeForm, "部门整体自评表"},
	{model.KindGoal, "绩效目标申报表"},
	{model.KindMonitor, "绩效监控表"},
	{model.KindSummary, "自评汇总表"},
	{model.KindFinalAccounts, "决算表"},
	{model.KindProcurement, "政府采购表"},
	{model.KindBond, "专项债券表"},
}

func kindWords(k model.TableKind) string {
	for _, t := range kinds {
		if t.kind == k {
			return t.title
		}
	}
	return plain(string(k))
}

// A fileView is one workbook and its sheets in their order.
type fileView struct {
	Name, Format, SHA256 string
	Sheets               []sheetView
}

// A sheetView is one sheet: the tables on it, and what was left out.
type sheetView struct {
	Name    string
	Tables  []tableView
	Ignored []ignoredView
	Nothing bool          // neither a table nor a reason
	Picture template.HTML // of its cells, for the page; "" where they were not kept
}

type ignoredView struct{ Range, Reason string }

// A tableView is one table: what it was taken for and why.
type tableView struct {
	Kind, Title, Range, Header string
	Unit                       string // with the place it was read from
	Why                        []string
	Columns                    []columnView
	Unknown                    []columnView
	Rows                       []rowView
}

// A columnView is one column or label.
type columnView struct {
	Cell, Header string
	Field        string // 计划资金（planned）
	Unit         string
	Unknown      string // why it was not read
}

// A rowView is the rows that were taken alike: 第 5-9、12 行.
type rowView struct{ Rows, Role, Why string }

// A headView is one field of the project's head.
type headView struct {
	Name, Value string
	Place       string
	Others      []string // other places that state it: [file]sheet!A1 写的是 …
}

func fileViews(p *model.Project) []fileView {
	units := tableUnits(p)
	out := make([]fileView, len(p.Files))
	for i, f := range p.Files {
		out[i] = fileView{Name: plain(f.Name), Format: plain(f.Format), SHA256: plain(f.SHA256)}
		for _, name := range sheetNames(p, f) {
			out[i].Sheets = append(out[i].Sheets, newSheetView(f, name, units))
		}
	}
	return out
}

// sheetNames are the file's sheets in their order: those that were read, and
// those only a reason speaks of.
func sheetNames(p *model.Project, f model.File) []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	for _, s := range p.Sheets {
		if s.File == f.Name {
			add(s.Name)
		}
	}
	for _, t := range f.Tables {
		add(t.Pos.SheetName())
	}
	for _, i := range f.Ignored {
		add(i.Sheet)
	}
	return names
}

func newSheetView(f model.File, name string, units map[model.Pos]string) sheetView {
	v := sheetView{Name: plain(name)}
	for _, t := range f.Tables {
		if t.Pos.SheetName() == name {
			v.Tables = append(v.Tables, newTableView(t, units[t.Pos]))
		}
	}
	for _, i := range f.Ignored {
		if i.Sheet == name {
			v.Ignored = append(v.Ignored, ignoredView{plain(i.Range), plain(i.Reason)})
		}
	}
	v.Nothing = len(v.Tables)+len(v.Ignored) == 0
	return v
}

// unknownWords says why a column was not read.
func unknownWords(c model.Column) string {
	switch {
	case c.Guess == "":
		return "没有认出"
	case model.Key(c.Guess) == model.Key(c.Header):
		return "这个叫法认得，但列里的内容不是这一类"
	}
	return "没有认出，最接近的叫法是“" + plain(c.Guess) + "”"
}

func newTableView(t model.Table, role string) tableView {
	v := tableView{Kind: kindWords(t.Kind) + role, Title: plain(t.Title), Range: plain(t.Range), Header: plain(t.Header), Unit: unitWords(t)}
	for _, w := range t.Why {
		v.Why = append(v.Why, plain(w))
	}
	for _, c := range t.Columns {
		col := columnView{Cell: plain(c.Cell), Header: plain(c.Header), Field: fieldWords(c), Unit: plain(c.Unit)}
		if c.Field == "" {
			col.Unknown = unknownWords(c)
			v.Unknown = append(v.Unknown, col)
		} else {
			v.Columns = append(v.Columns, col)
		}
	}
	v.Rows = rowViews(t.Rows)
	return v
}

// maxRanges is how many ranges of rows are listed for one use.
const maxRanges = 40

// rowViews gathers the rows of each use, in the order of first appearance.
func rowViews(rows []model.RowUse) []rowView {
	type use struct{ role, why string }
	var order []use
	ranges := map[use][]string{}
	for _, r := range rowRanges(rows) {
		u := use{r.Role, r.Why}
		if ranges[u] == nil {
			order = append(order, u)
		}
		ranges[u] = append(ranges[u], rowWords(r.From, r.To))
	}
	out := make([]rowView, len(order))
	for i, u := range order {
		list := ranges[u]
		words := strings.Join(list[:min(len(list), maxRanges)], "、")
		if len(list) > maxRanges {
			words += fmt.Sprintf(" 等 %d 段", len(list))
		}
		out[i] = rowView{"第 " + words + " 行", roleWords(u.role), plain(u.why)}
	}
	return out
}

func fieldWords(c model.Column) string {
	if c.Title == "" {
		return plain(c.Field)
	}
	return plain(c.Title) + "（" + plain(c.Field) + "）"
}

// unitWords is the unit of a table's money and where it was read.
func unitWords(t model.Table) string {
	switch {
	case t.Unit == "":
		return ""
	case t.UnitPos.IsZero():
		return plain(t.Unit) + "（表内没有写明）"
	}
	return plain(t.Unit) + "，读自 " + placeFrom(t.Pos, t.UnitPos)
}

func rowWords(from, to int) string {
	if from == to {
		return fmt.Sprint(from)
	}
	return fmt.Sprintf("%d-%d", from, to)
}

var roles = map[string]string{
	"data": "数据", "subtotal": "小计", "total": "合计", "of-which": "其中项，不重复相加", "note": "注",
	"numbering": "栏次行", "header": "表头", "blank": "空行", "filler": "占位行",
}

func roleWords(role string) string {
	if w, ok := roles[role]; ok {
		return w
	}
	return plain(role)
}

// tableUnits tells the fund tables apart: （支出明细）, （支出流水）.
func tableUnits(p *model.Project) map[model.Pos]string {
	out := map[model.Pos]string{}
	for _, f := range p.Funds {
		if f.Table == nil {
			continue
		}
		switch f.Role {
		case model.FundItems:
			out[f.Table.Pos] = "（支出明细）"
		case model.FundLedger:
			out[f.Table.Pos] = "（支出流水）"
		}
	}
	return out
}

// headViews are the fields of the head that some place states.
func headViews(p *model.Project) []headView {
	year := textCell(p.Year, func(y int) string { return fmt.Sprintf("%d年", y) })
	issued := textCell(p.Issued, func(a model.Amount) string { return yuanWords(a.Yuan) })
	period := textCell(p.Period, phrase.RangeWords)
	var out []headView
	for _, h := range []struct {
		field, name string
		cell        model.Cell[string]
	}{
		{"unit", "实施单位", p.Unit}, {"name", "项目名称", p.Name}, {"department", "主管部门", p.Department},
		{"code", "项目编码", p.Code}, {"year", "预算年度", year}, {"document", "资金下达文号", p.DocNumber},
		{"issued", "下达金额", issued}, {"period", "实施周期", period}, {"leader", "项目负责人", p.Leader},
		{"basis", "立项依据", p.Basis}, {"purpose", "立项目的", p.Purpose}, {"content", "项目内容", p.Content}, {"goal", "绩效目标", p.Goal},
	} {
		v := headView{Name: h.name, Value: stateWords(h.cell), Place: namePlace(h.cell)}
		for _, s := range p.Stated {
			if s.Field == h.field {
				v.Others = append(v.Others, namePlace(s.Cell)+" 写的是“"+plain(s.Cell.Text)+"”")
			}
		}
		if h.cell.State != model.Absent || len(v.Others) > 0 {
			out = append(out, v)
		}
	}
	return out
}

// namePlace is the place of a head field, which may be the name of a sheet or
// of a file.
func namePlace(c model.Cell[string]) string {
	switch {
	case c.Pos.File() == "" || c.Pos.Row > 0:
		return placeWords(c.Pos)
	case c.Text == c.Pos.SheetName():
		return placeWords(c.Pos) + "（工作表名）"
	}
	return "[" + plain(c.Pos.File()) + "]（文件名）"
}

func yuanWords(yuan decimal.Decimal) string {
	return model.Thousands(yuan.StringFixed(max(2, -yuan.Exponent()))) + " 元"
}

// textCell is a cell with its value in words.
func textCell[T any](c model.Cell[T], words func(T) string) model.Cell[string] {
	out := model.Cell[string]{Text: c.Text, Pos: c.Pos, State: c.State}
	if c.Known() {
		out.Value = words(c.Value)
	}
	return out
}

// stateWords is what a cell holds; a value that is missing says in which way.
func stateWords(c model.Cell[string]) string {
	switch c.State {
	case model.Known:
		return plain(c.Value)
	case model.Blank:
		return "（空着）"
	case model.Bad:
		return "（读不出：“" + plain(c.Text) + "”）"
	case model.None, model.NotApplicable, model.Filler:
		return "（写的是“" + plain(c.Text) + "”）"
	}
	return "（没有）"
}

// A totalView is a total that a table states, with its cells.
type totalView struct{ Place, Label, Figures string }

func totalViews(p *model.Project) []totalView {
	var out []totalView
	for _, t := range p.Funds {
		for _, r := range t.Rows {
			if r.Kind == model.Total || r.Kind == model.Subtotal {
				out = append(out, totalView{placeWords(r.Pos), labelWords(r.Label, r.Kind), fundRowWords(r)})
			}
		}
	}
	for _, log := range p.Logs {
		for _, a := range log.Rows {
			if a.Kind == model.Total || a.Kind == model.Subtotal {
				label := a.Category()
				if !label.Known() {
					label = a.Name()
				}
				out = append(out, totalView{placeWords(a.Pos), labelWords(label, a.Kind), activityRowWords(a)})
			}
		}
	}
	for _, f := range p.Forms {
		if r := f.MoneyTotal(); r != nil {
			out = append(out, totalView{placeWords(r.Label.Pos), labelWords(r.Label, model.Total), joinStated(
				stated("年初预算", r.Initial, amountValue), stated("全年预算", r.Budget, amountValue), stated("全年执行", r.Spent, amountValue))})
		}
		if f.TotalScore.State != model.Absent {
			out = append(out, totalView{placeWords(f.TotalScore.Pos), "总分", joinStated(
				stated("分值", f.TotalWeight, numberValue), stated("得分", f.TotalScore, numberValue))})
		}
	}
	return out
}

func labelWords(label model.Cell[string], kind model.RowKind) string {
	if s := plain(label.Text); s != "" {
		return s
	}
	if kind == model.Subtotal {
		return "小计"
	}
	return "合计"
}

func fundRowWords(r *model.FundRow) string {
	return joinStated(stated("年初预算", r.Initial, amountValue), stated("计划", r.Planned, amountValue),
		stated("到位", r.Received, amountValue), stated("支出", r.Spent, amountValue), stated("结余", r.Balance, amountValue),
		stated("到位率", r.Receipt, ratioValue), stated("执行率", r.Rate, ratioValue))
}

func activityRowWords(a *model.Activity) string {
	return joinStated(stated("场次", a.Sessions(), countValue), stated("参与", a.Participants(), countValue),
		stated("其中青少年", a.Youth(), countValue), stated("资料", a.Materials(), countValue), stated("经费", a.Cost(), amountValue))
}

func amountValue(a model.Amount) string { return yuanWords(a.Yuan) }
func countValue(c model.Count) string   { return model.Thousands(c.N.String()) + plain(c.Unit) }
func ratioValue(r model.Ratio) string   { return phrase.PercentWords(r.R) }
func numberValue(n model.Number) string { return n.N.String() }

// stated is a figure with its name, its cell, and how it is written there when
// that is another way: 支出 46000.00 元（D6 写的是 4.6）. It is "" when the table
// has no such column or the cell is blank.
func stated[T any](name string, c model.Cell[T], words func(T) string) string {
	if c.State == model.Absent || c.State == model.Blank {
		return ""
	}
	typed := plain(c.Text)
	if !c.Known() {
		return name + " 没有数字（" + c.Pos.Cell() + " 写的是 " + typed + "）"
	}
	value := words(c.Value)
	if typed != "" && model.Key(typed) != model.Key(value) && !sameNumber(typed, value) {
		return name + " " + value + "（" + c.Pos.Cell() + " 写的是 " + typed + "）"
	}
	return name + " " + value + "（" + c.Pos.Cell() + "）"
}

// sameNumber reports that typed is the very number value begins with: 75,000
// and 75000.00 元.
func sameNumber(typed, value string) bool {
	number := strings.TrimRightFunc(value, func(r rune) bool { return r != '%' && (r < '0' || r > '9') })
	a, errA := decimal.NewFromString(strings.ReplaceAll(typed, ",", ""))
	b, errB := decimal.NewFromString(strings.ReplaceAll(number, ",", ""))
	return errA == nil && errB == nil && a.Equal(b)
}

func joinStated(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "，")
}
