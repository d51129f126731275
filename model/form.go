package model

import "github.com/shopspring/decimal"

// A Form is a 项目支出绩效自评表, or one of its relatives (区域绩效自评表, 项目自评表).
type Form struct {
	Table *Table
	More  []*Table // on further sheets, where the form goes on on them
	Title Cell[string]
	Year  Cell[int]

	ProjectName Cell[string]
	Department  Cell[string]
	Unit        Cell[string]
	Code        Cell[string]

	Money       []*MoneyRow
	GoalPlanned Cell[string] // 预期目标
	GoalActual  Cell[string] // 实际完成情况
	Indicators  []*Indicator

	TotalWeight Cell[Number] // 总分 row, weight column
	TotalScore  Cell[Number] // 总分 row, score column, or 自评总分 in the header
	Grade       Cell[string] // 优, 良, …
	Groups      []Group      // printed group weights: 产出指标(50分)
	Texts       []Text       // 评价结论, 存在问题, 改进措施, 说明, …

	HasWeights bool // the form has a 分值 column for indicators
	HasScores  bool // the form has a 得分 column for indicators
}

// OfProject reports a form whose figures are the project's: that of a whole department
// is checked by itself, and its figures are the department's.
func (f *Form) OfProject() bool {
	return f.Table == nil || f.Table.Kind == KindForm || f.Table.Kind == ""
}

// A MoneyKind says which money a row of a form states.
type MoneyKind string

const (
	MoneyTotal  MoneyKind = "total"  // 年度资金总额
	MoneyFiscal MoneyKind = "fiscal" // 其中：当年财政拨款, 中央补助
	MoneyCarry  MoneyKind = "carry"  // 上年结转资金
	MoneyLocal  MoneyKind = "local"  // 地方资金
	MoneyOther  MoneyKind = "other"  // 其他资金, 单位资金, …
)

// A MoneyRow is one row of the form's money block.
type MoneyRow struct {
	Kind  MoneyKind
	Label Cell[string]
	// Level is 0 for the total, 1 for its parts, 2 for a part of the row of
	// level 1 above (其中：一般公共预算): rows of level 2 are in that row already.
	Level    int
	Initial  Cell[Amount] // 年初预算数
	Budget   Cell[Amount] // 全年预算数
	Received Cell[Amount] // 到位资金, where the form has such a column
	Spent    Cell[Amount] // 全年执行数
	Weight   Cell[Number] // 分值, total row only
	Rate     Cell[Ratio]  // 执行率
	Score    Cell[Number] // 得分
	Reason   Cell[string]
}

// A Group is the printed weight of an indicator group.
type Group struct {
	Name   string // 产出指标; "预算执行" for the execution rate's own
	Weight Cell[Number]
	// Level is 1 for a 一级指标, 2 for a 二级指标, 0 for a whole block of the
	// form: 预算执行, 绩效指标, 年度绩效目标1.
	Level int
}

// An Indicator is one 三级指标.
type Indicator struct {
	Level1, Level2, Level3 Cell[string] // Level1 without its "(50分)"
	Operator               Cell[string] // 指标性质, where it has a column of its own
	Unit                   Cell[string] // 度量单位, likewise
	Target                 Cell[Measure]
	Actual                 Cell[Measure]
	Weight                 Cell[Number]
	Score                  Cell[Number]
	Reason                 Cell[string]
}

// Op is the comparison a target asks for.
type Op string

const (
	OpNone      Op = ""   // a bare value
	OpEQ        Op = "="  // = ﹦ ＝
	OpGE        Op = "≥"  // 不少于, 不低于, 以上
	OpLE        Op = "≤"  // 不超过, 以内
	OpGT        Op = ">"  //
	OpLT        Op = "<"  //
	OpTolerance Op = "±"  // ±10%
	OpRange     Op = ".." // 10-20: Value to High
)

// A Measure is a target or an actual value: operator, number, unit; or words.
type Measure struct {
	Op    Op
	Value decimal.Decimal // multipliers applied: 11.91万人次 is 119100 人次, 36万元 is 360000 元; 95% is 95 with Unit "%"
	High  decimal.Decimal // upper end of OpRange
	Unit  string
	Place int32
	// Qualitative: words only (有所带动, 达成预期指标); Text of the cell has them.
	Qualitative bool
	Relative    bool // 提升10%: a change, not a level
	Approx      bool
}
