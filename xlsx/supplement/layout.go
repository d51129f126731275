package supplement

// The sheets, beside 要改的 (mark.MendSheet).
const (
	FillSheet = "请补写"
	AskSheet  = "请确认"
)

// The heads of the sheets, to the letter (DESIGN.md 4).
var (
	FillHeads = []string{"栏目", "已知（来自哪里）", "请填写"}
	AskHeads  = []string{"编号", "问题", "在哪里", "现在按", "请选择", "说明"}
	MendHeads = []string{"序号", "轻重", "表和格", "写的是", "应为", "差", "怎样改", "整改情况", "签字"}
)

// The 0-based columns. Those behind the heads are hidden.
const (
	fillKnown = 1
	fillText  = 2
	fillKey   = 3

	askWhat   = 1
	askWhere  = 2
	askTaken  = 3
	askChoice = 4
	askNote   = 5
	askID     = 6
	askShown  = 7
	askLabels = 8

	mendDone = 7
	mendSign = 8
	mendKey  = 9
)

// LabelSep stands between the labels of a question in its hidden cell.
const LabelSep = "｜"

// Drawn stands in the hidden cell of a row that draws the cells a question is about.
const Drawn = "-"

// The keys of head fields in 请补写; every other row is KeyText.
const (
	KeyUnit      = "unit"
	KeyYear      = "year"
	KeyProject   = "project"
	KeyDate      = "date"
	KeyDocNumber = "document"
	KeyPeriod    = "period"
	KeyBasis     = "basis"
	KeyPurpose   = "purpose"
	KeyContent   = "content"
	KeyGoal      = "goal"
	KeyText      = "text"
)
