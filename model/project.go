package model

// A Project is the self-evaluation of one budget project of one unit in one
// year, as read from its workbooks.
type Project struct {
	Files  []File
	Sheets []*Sheet // every sheet that was read; a Pos points into one of them

	Unit       Cell[string] // 实施单位, full name
	Name       Cell[string] // 项目名称
	Department Cell[string] // 主管部门
	Code       Cell[string] // 项目编码
	Year       Cell[int]    // 预算年度
	DocNumber  Cell[string] // 资金下达文号
	Issued     Cell[Amount] // 下达金额 in 基本信息
	Period     Cell[DateRange]
	Signed     Cell[DateRange] // 落款日期, where the unit states one
	Leader     Cell[string]    // 项目负责人
	Basis      Cell[string]    // 立项依据
	Purpose    Cell[string]    // 立项目的
	Content    Cell[string]    // 项目内容
	Goal       Cell[string]    // 绩效目标

	// Stated holds every other place that states a fact of the head of the
	// project again (the year in a title, the unit on the form), so that rules
	// can compare them. Field is the name of the field above.
	Stated []Stated

	Funds      []*FundTable
	Logs       []*ActivityLog
	Forms      []*Form
	Texts      []Text // 文字材料: 自评结论, 存在的问题, 下一步工作计划, …
	Allotments []*AllotmentTable

	// Waivers are findings the office has declared settled (sheet 豁免).
	Waivers []Waiver

	// Notes are what the reader met on its way; the import rules report them.
	Notes []Note

	// Questions are what was chosen by a small margin or by default, and not
	// answered yet.
	Questions []Question
	// Replies are the answers of a person to what others than the reader ask: which
	// findings are settled, whether a proposed 自评结论 is accepted.
	Replies []Answer

	// Parts are the projects of a unit that has several, each with its own tables,
	// notes and questions; nil for a unit of one. The unit's own lists then hold what
	// all of them have. One tells that a project is one of several, and AllFund, of each
	// of them, what all come to.
	Parts   []*Project
	One     bool
	AllFund Fund
	// Whole are the tables of a unit of several projects whose rows belong to
	// different ones, as they stand: their sums can only be held to all rows.
	Whole *Project

	// WholeForms are the unit's 部门整体支出绩效自评表, which are about all of its money;
	// Goals the 绩效目标申报表 of the project: what was planned when money was asked for.
	// Neither is counted among Forms.
	WholeForms, Goals []*Form

	// Answered is money that no table states and a person has answered.
	Answered Fund
}

// A Stated is one more statement of a head field.
type Stated struct {
	Field string // "unit", "name", "department", "year", "issued"
	Cell  Cell[string]
}

// A Note is something the reader wants reported: id of an import rule, place,
// and a complete Chinese sentence.
type Note struct {
	Rule    string
	Pos     Pos
	Message string // without place
	Hint    string // what to do
	Got     string
	Want    string
	Related []Pos
	// Fields are the JSON paths that hang on it: "fund.spent".
	Fields []string
	// Mild marks what weighs a step less than the rule's own severity: a figure is
	// missing here, and another source states it.
	Mild bool
}

// A Waiver declares findings settled, with the reason.
type Waiver struct {
	Rule   string // "fund/total", or "*"
	File   string // "" for any
	Sheet  string // "" for any
	Cell   string // "" for any
	Reason string
	Pos    Pos
}

// A File is one workbook that was read, with what was recognised in it.
type File struct {
	Name    string
	SHA256  string
	Format  string // "xlsx", "xlsm", "xls", "html", "xml", "csv"
	Fault   string // why it could not be opened; "" for a file that was read
	Tables  []Table
	Ignored []Ignored
	// Refused are tables that were seen and could not be read: a required column
	// is missing, or (Kind "") nobody can tell what they are. Columns list their
	// header words.
	Refused []Table
	// Unread are the cells in or beside a table, and the blocks of figures, that
	// nobody read.
	Unread []Unread
	// Uses are the uses of all cells of its visible sheets; only where they were
	// asked for.
	Uses []SheetUses
}

// An Unread is a stretch of cells that was not read: a column whose header
// nobody knows, or a block outside every table.
type Unread struct {
	Pos    Pos       // its first cell
	Range  string    // A1 form
	Header string    // the words over a column, "" for a block
	Cells  int       // how many of its cells hold something
	Kind   TableKind // of the table it stands in or beside, "" for none
	Looks  TableKind // the kind of table a block looks like, "" when like none
	Field  string    // the canonical field it may well be, "" for none
	Near   string    // that field's Chinese name
	Why    string    // a Chinese sentence: why it was not read
	// Figures tells that it holds figures, of which some sum may lack.
	Figures bool
	// Examples are a few of the cells' texts, by shape where they may be personal.
	Examples []string
}

// TableKind says what a region of a sheet is.
type TableKind string

const (
	KindBasic     TableKind = "basic"     // 基本信息
	KindFund      TableKind = "fund"      // 资金表
	KindActivity  TableKind = "activity"  // 活动台账
	KindForm      TableKind = "form"      // 项目支出绩效自评表
	KindText      TableKind = "text"      // 文字材料
	KindAllotment TableKind = "allotment" // 资金分配表
	KindWaiver    TableKind = "waiver"    // 豁免
	KindAnswers   TableKind = "answers"   // 补充材料

	// Forms that offices keep beside the project's, and that are about something else.
	KindGoal          TableKind = "goal"           // 绩效目标申报表
	KindMonitor       TableKind = "monitor"        // 绩效运行监控表
	KindWholeForm     TableKind = "whole-form"     // 部门整体支出绩效自评表
	KindSummary       TableKind = "summary"        // 绩效自评汇总表
	KindFinalAccounts TableKind = "final-accounts" // 部门决算
	KindProcurement   TableKind = "procurement"    // 政府购买服务, 政府采购
	KindBond          TableKind = "bond"           // 专项债券
)

// A Table is one recognised region and the reasons.
type Table struct {
	Kind    TableKind
	Role    string // profile role of the form: "items", "ledger"; "" for the main one
	Pos     Pos    // top left cell
	Range   string // A1 form
	Title   string
	Unit    string // "元", "万元", "" when the table has no money
	UnitPos Pos    // where the unit was read; zero when it is the form's own or assumed
	Header  string // range of the header rows
	Columns []Column
	Why     []string // sentences in Chinese: what decided
	Rows    []RowUse // how each row below the header was taken
}

// A Column is one column of a table, or one label of a form.
type Column struct {
	Header string // header words joined with "/"
	Field  string // canonical field name; "" when not understood
	Title  string // the field's Chinese name, "" when the reader gives none
	Cell   string // where the header word stands
	Unit   string
	Guess  string // nearest known word when Field is ""
}

// A RowUse says how a row, or every row of a run, was taken.
type RowUse struct {
	Row  int
	Last int    // of the run; 0 for a row by itself
	Role string // "data", "subtotal", "total", "of-which", "note", "numbering", "header", "blank", "filler"
	Why  string
}

// An Ignored is a region that was not read as data, with the reason.
type Ignored struct {
	Sheet  string
	Range  string // "" for the whole sheet
	Reason string
}

// RowKind says what a row of figures stands for.
type RowKind uint8

const (
	Detail   RowKind = iota
	Subtotal         // 小计
	Total            // 合计, 总计
	OfWhich          // 其中: part of another row, never added to it
)

// FundRole tells the fund tables of a unit apart.
type FundRole string

const (
	FundMain   FundRole = ""       // 资金表: money per direction of spending; at most one a unit
	FundItems  FundRole = "items"  // 支出明细 with quantity and price
	FundLedger FundRole = "ledger" // 支出流水: one row a voucher
)

// A FundTable is a 资金表 or one of its relatives.
type FundTable struct {
	Table *Table
	Role  FundRole
	Title Cell[string]
	Rows  []*FundRow // in sheet order, totals included
}

// A FundRow is one row of a fund table.
type FundRow struct {
	Kind  RowKind
	Pos   Pos          // of the label, or of the row's first cell
	Label Cell[string] // 支出方向
	Group string       // the category a 小计 row sums, or the merged first column
	// Covers are the indexes in Rows of the rows a Subtotal or Total sums; of
	// an OfWhich row the index of the row it is part of.
	Covers []int

	Initial  Cell[Amount] // 年初预算
	Planned  Cell[Amount] // 计划资金, 全年预算
	Adjusted Cell[Amount] // 调整数, where the table has such a column
	Received Cell[Amount] // 到位资金 (its 小计 column when split by source)
	Spent    Cell[Amount] // 实际支出
	Balance  Cell[Amount] // 结余
	Rate     Cell[Ratio]  // 执行率
	Receipt  Cell[Ratio]  // 到位率
	Sources  []Source     // parts of Received: 市级财政, 其他资金
	Quantity Cell[Count]  // 数量/频率, 25人天
	Price    Cell[Price]  // 价格/标准, 100元/人天
	Date     Cell[DateRange]
	Remark   Cell[string]
}

// A Source is one part of the money received.
type Source struct {
	Name   string
	Amount Cell[Amount]
}

// A Price is money per unit: 100元/人天.
type Price struct {
	Amount Amount
	Per    string // unit after the slash, "" when none is written
}

// An ActivityLog is a 活动台账.
type ActivityLog struct {
	Table *Table
	Title Cell[string]
	Rows  []*Activity // in sheet order, totals included
}

// A Text is one named paragraph block of 文字材料.
type Text struct {
	Name Cell[string] // as written: 存在的问题
	Body Cell[string]
}

// An AllotmentTable is a 资金分配表: money handed to each unit.
type AllotmentTable struct {
	Table *Table
	Rows  []*Allotment
}

// An Allotment is one row of it.
type Allotment struct {
	Kind   RowKind
	Unit   Cell[string]
	Amount Cell[Amount]
}

// Owns reports that a place lies in one of the project's workbooks.
func (p *Project) Owns(pos Pos) bool {
	for _, s := range p.Sheets {
		if s == pos.Sheet {
			return true
		}
	}
	return false
}
