package city

import "github.com/shopspring/decimal"

// Money and rates are not Valid where they are not known: yuan, and 1 for 100 %.
type null = decimal.NullDecimal

// A Return is 退回单: what one unit must mend, until when.
type Return struct {
	Unit, Project string
	Year          int    // 0 when not known
	From          string // who sends it back
	Due           string // until when, "" to be filled in by hand
	Failed        string // why nothing could be judged, "" when it could
	Cure          string // what to do about that
	Errors        int
	Warnings      int
	Questions     int
	Verdict       string   // what may be said of a unit without errors
	Mends         []Mend   // errors, then warnings
	Papers        []string // what else lies in the folder
	Kept          []string // what was handed in and is no workbook
	Unchecked     []string // checks that could not be made, with the reason
}

// A Mend is one thing to be mended.
type Mend struct {
	Severity, Place, Got, Want, Words string
}

// A Report is the city's: what its units come to.
type Report struct {
	Title   string // 2022年各县
	Year    int    // 0 for several
	Office  string // whose report it is, "" to be filled in
	Date    string
	Listed  bool // there is a list of who must hand in
	Units   []Unit
	Shares  []Share
	Marks   []Mark
	Kinds   []Kind
	Grants  []Grant // nil without a 资金分配表
	Others  []string
	Between []Mend
}

// A Unit is one unit in the report and on the page.
type Unit struct {
	Name, Status                                                  string
	Judged                                                        bool // its figures are known and in the sums
	Again                                                         bool // they stand in another row
	Allotted, Planned, Received, Spent, Receipt, Execution, Score null
	Grade                                                         string
	Errors, Warnings, Questions                                   int
	Remark                                                        string
	Projects                                                      []Project
	Mends                                                         []Mend
	Unchecked                                                     []string
	Report, Folder                                                string // slash paths from the page, "" for none
}

// A Project is one project of a unit.
type Project struct {
	Name                             string
	Planned, Spent, Execution, Score null
	Grade, Conclusion                string
	Done, Count                      int // indicators with full marks, and all that state both
}

// A Share is a direction of spending over all units.
type Share struct {
	Name                     string
	Units                    int
	Planned, Received, Spent null
}

// A Mark is a 二级指标 over all units.
type Mark struct {
	Level1, Level2         string
	Count, Short, Unscored int
	Weight, Score          null
}

// A Kind is a kind of finding, with the units that have it.
type Kind struct {
	Title, Severity string
	Count           int
	Units           []string
}

// A Grant compares what was allotted with what was received.
type Grant struct {
	Name               string
	Allotted, Received null
	Verdict            string
	Differs            bool
}
