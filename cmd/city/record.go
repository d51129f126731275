package city

import (
	"cmp"
	"encoding/json"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/xlsx/write/mend"
)

// A Status is what a unit's work has come to, in the words of 汇总.
type Status string

// The statuses; the first that applies is a unit's.
const (
	NoMaterial Status = "没有材料"
	PaperOnly  Status = "只有压缩包或 Word"
	Unread     Status = "没读成"
	Wrong      Status = "有错误"
	ToConfirm  Status = "待确认"
	Lacking    Status = "缺材料"
	Done       Status = "完成"
)

// Statuses are all, the worst first.
var Statuses = []Status{NoMaterial, PaperOnly, Unread, Wrong, ToConfirm, Lacking, Done}

// A Record is what became of one unit: all that the roll-up needs of it.
type Record struct {
	Schema int
	// Key is a hash of all that the record follows from: inputs, settings, template,
	// version, what was allotted. It is empty when something could not be read just
	// now: the unit is then taken up again by the next run.
	Key      string
	Unit     string // its folder in the results
	Title    string // what it is called
	Stated   string `json:",omitempty"` // the name its workbooks state
	At       Place  // where they do
	Status   Status
	Code     int       // the exit code that the unit asks for
	Failed   string    `json:",omitempty"` // why it was not judged, in one line
	Failures []Failure `json:",omitempty"`
	Report   string    `json:",omitempty"` // slash path of its report from the roll-up
	Old      string    `json:",omitempty"` // the same of one that an earlier run wrote
	Kept     []string  `json:",omitempty"` // files that are no workbooks: texts, scans, archives
	Outputs  []Output
	// Links is the slash path from the roll-up to the folder that the files of the
	// findings lie in; nil where none leads there.
	Links                   *string `json:",omitempty"`
	Projects                []Project
	Errors, Warnings, Infos int
	Questions               []Question `json:",omitempty"`
	Findings                []mend.Row
	Checked                 []mend.Check
	Received                decimal.NullDecimal // over all projects, in yuan
	Waivers                 []Waiver            `json:",omitempty"`
}

// A Failure is a reason why a unit was not judged, for the screen.
type Failure struct{ Place, Cause, Cure string }

// A Waiver is a rule that the office has settled, with the reason.
type Waiver struct{ Rule, Reason string }

// A Place is a cell.
type Place struct{ File, Sheet, Cell string }

// An Output is a file that was written for a unit.
type Output struct {
	Name string // slash path from the folder of results
	Hash string // SHA-256 in hex
}

// A Project is one project of a unit.
type Project struct {
	Name                                                        string
	Year                                                        int // 0 when not known
	Planned, Received, Spent, ReceiptRate, ExecutionRate, Score decimal.NullDecimal
	Grade                                                       string `json:",omitempty"`
	Partial                                                     string `json:",omitempty"` // which of the sums lack rows that state nothing
	Directions                                                  []Direction
	Indicators                                                  []Indicator
	Conclusion                                                  string `json:",omitempty"`
}

// A Direction is a direction of spending.
type Direction struct {
	Name                     string
	Planned, Received, Spent decimal.NullDecimal
}

// An Indicator is one 三级指标.
type Indicator struct {
	Level1, Level2, Name string
	Weight, Score        decimal.NullDecimal
	Short                bool // lost points
}

// A Question is one that a unit is asked.
type Question struct {
	ID, Kind, Ask, Taken string
	Place                Place
	Choices              []Choice
	Shown                string
}

// A Choice is one answer that a question offers.
type Choice struct{ Value, Label string }

// Encode is the record as it is kept.
func (r *Record) Encode() ([]byte, error) {
	r.Schema = planSchema
	return encode(r)
}

// DecodeRecord reads what Encode wrote; ok is false for anything else.
func DecodeRecord(data []byte) (r *Record, ok bool) {
	r = &Record{}
	if json.Unmarshal(data, r) != nil || r.Schema != planSchema || r.Unit == "" {
		return nil, false
	}
	return r, true
}

// Encode is the plan as it is kept.
func (p *Plan) Encode() ([]byte, error) { return encode(p) }

// DecodePlan reads what Encode wrote.
func DecodePlan(data []byte) (p *Plan, ok bool) {
	p = &Plan{}
	if json.Unmarshal(data, p) != nil || p.Schema != planSchema {
		return nil, false
	}
	return p, true
}

func encode(v any) ([]byte, error) {
	data, err := json.MarshalIndent(v, "", " ")
	return append(data, '\n'), err
}

// Fail notes that the record itself could not be kept: its papers may be there, and
// the next run makes them again.
func (r *Record) Fail(f []Failure, line string, code int) {
	r.Key, r.Outputs = "", nil
	r.Failures, r.Failed, r.Code, r.Status = append(r.Failures, f...), line, code, Unread
}

// Failing reports that the unit handed in something of which nothing could be
// judged: the run did not do all its work.
func (r *Record) Failing() bool { return r.Status == Unread || r.Status == PaperOnly }

// Page is the slash path of the unit's page of findings from the roll-up, "" for none.
func (r *Record) Page() string { return r.output(".html") }

// Opens is what a click on the unit opens: its report, else the page of its findings,
// else the report that an earlier run wrote.
func (r *Record) Opens() string { return cmp.Or(r.Report, r.Page(), r.Old) }

// JSON is the slash path of the unit's findings for programs, "" for none.
func (r *Record) JSON() string { return r.output(".json") }

func (r *Record) output(ext string) string {
	for _, o := range r.Outputs {
		if strings.HasSuffix(o.Name, ext) {
			return o.Name
		}
	}
	return ""
}
