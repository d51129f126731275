package evidence

// Budgets of work and memory, and what is kept of long texts. They bound what a sheet may
// cost; what is read of a sheet within them does not hang on them.
const (
	KnownTexts    = 4096  // texts whose keys, labels and readings are remembered; names in a long log never come back
	TurnedCells   = 256   // rows and columns of the largest sheet that is looked at on its side or for cards
	BriefRunes    = 24    // runes that are kept of a text in a sentence
	SharedBytes   = 48    // bytes of the longest header that is kept for the next workbook
	SampleRows    = 60    // rows below a header that are looked at to tell what a column holds
	NoteBytes     = 3000  // bytes of the longest text that is looked at for the beginning of a note
	BareRows      = 64    // rows without a name above which a table is a dump: rows are settled by words and place only, since comparing sums would take the square of its length
	TotalRows     = 64    // sums above which the same holds
	SumLines      = 4096  // lines above which names are not compared
	ReleasedRows  = 20000 // rows of a sheet from which its cells are let go once they are read into the model: both together would be twice the memory
	LaneRows      = 2048  // rows of a log that are read as one part; longer logs are read in parts, each part in lanes
	RepeatedBytes = 120   // bytes of the longest text whose reading is remembered; longer ones hardly repeat
	OddCounts     = 50    // figures with a fraction that are reported of a column of counts; more say the same
	MoneyRows     = 16    // rows under one total of a form that are tried for levels
	LabelRows     = 400   // rows of the longest sheet that is searched for labels: such a form is a page or two
)

// Ranks of the places that state the head of a project (Head.Weight): the highest wins.
const (
	RankName  = 5  // the name of a sheet or file
	RankTitle = 10 // a title
	RankLine  = 15 // an 编制单位 line
	RankForm  = 20 // the head of a 自评表
	RankBasic = 30 // 基本信息
)
