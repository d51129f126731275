package render

import (
	"bytes"
	"encoding/json"
	"io"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"ziping/model"
	"ziping/model/check"
)

// JSONOptions choose what of a unit is written.
type JSONOptions struct {
	// Explain adds to every table why it was taken for what it is and how its
	// rows were used (inspect).
	Explain bool
	// Cells adds to every file what became of its cells (inspect --cells).
	Cells bool
	// Reports are the paths of the reports that were written, one a project; nil for
	// none.
	Reports []string
	// Failed is why the unit has no result, in one line, "" when it has.
	Failed string
	// Checked is what became of the twelve checks.
	Checked []check.Checked
	// Parts is what became of the checks of each project, where a unit has several.
	Parts [][]check.Checked
}

// WriteJSON writes one unit, one line of JSON for each of its projects, in the
// form that schema.json describes: money is yuan as a string with two decimals,
// counts are numbers, rates, weights and scores are decimal strings, what is not
// stated is null. p may be nil when nothing could be read; the findings then say
// why.
func WriteJSON(w io.Writer, p *model.Project, fs []check.Finding, opt JSONOptions) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if p == nil {
		return enc.Encode(newUnitJSON(nil, fs, opt))
	}
	all := p.Split()
	of := findingsOf(all, fs)
	for i, one := range all {
		if len(opt.Parts) == len(all) {
			opt.Checked = opt.Parts[i]
		}
		u := newUnitJSON(one, of[i], opt)
		if i < len(opt.Reports) {
			u.Report = opt.Reports[i]
		}
		if i > 0 {
			u.Files = []fileJSON{} // those of the unit stand with the first
		}
		u.Projects, u.Index = len(all), i+1
		if err := enc.Encode(u); err != nil {
			return err
		}
	}
	return nil
}

// WriteReviewJSON writes what was found in a finished report, one line of the same
// form; p is what it was held against, nil for nothing.
func WriteReviewJSON(w io.Writer, p *model.Project, fs []check.Finding, opt JSONOptions) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(newUnitJSON(p, fs, opt))
}

// findingsOf parts the findings by project: those at a cell of a project's form
// are its own, those of none stand with the first.
func findingsOf(all []*model.Project, fs []check.Finding) [][]check.Finding {
	out := make([][]check.Finding, len(all))
	for _, f := range fs {
		if f.Project > 0 && f.Project <= len(all) {
			out[f.Project-1] = append(out[f.Project-1], f)
			continue
		}
		at := max(slices.IndexFunc(all, func(p *model.Project) bool { return len(all) > 1 && onForms(p, f.Pos) }), 0)
		out[at] = append(out[at], f)
	}
	return out
}

// onForms reports that a cell lies in one of the project's forms.
func onForms(p *model.Project, pos model.Pos) bool {
	return pos.Row > 0 && slices.ContainsFunc(p.Forms, func(f *model.Form) bool {
		return slices.ContainsFunc(append([]*model.Table{f.Table}, f.More...), func(t *model.Table) bool {
			return t != nil && t.Pos.Sheet == pos.Sheet && inRange(t.Range, pos)
		})
	})
}

// schemaVersion is the version of the form, "schema" in every object.
const schemaVersion = 2

type unitJSON struct {
	Schema     int            `json:"schema"`
	Unit       *string        `json:"unit"`
	Project    *string        `json:"project"`
	Year       *int           `json:"year"`
	Projects   int            `json:"projects"`
	Index      int            `json:"index"`
	Files      []fileJSON     `json:"files"`
	Fund       fundJSON       `json:"fund"`
	Rates      ratesJSON      `json:"rates"`
	Activities activitiesJSON `json:"activities"`
	Categories object         `json:"activities_by_category"`
	Indicators indicatorsJSON `json:"indicators"`
	Findings   []findingJSON  `json:"findings"`
	Checked    []checkedJSON  `json:"checked"`
	Questions  []questionJSON `json:"questions"`
	Report     string         `json:"report,omitempty"`
	Failed     string         `json:"failed,omitempty"`
}

// A questionJSON is something that a person is asked about.
type questionJSON struct {
	ID      string       `json:"id"`
	Kind    string       `json:"kind"`
	File    *string      `json:"file"`
	Sheet   *string      `json:"sheet"`
	Cell    *string      `json:"cell"`
	Header  *string      `json:"header"`
	Ask     string       `json:"ask"`
	Choices []choiceJSON `json:"choices"`
	Taken   *string      `json:"taken"`
	Fields  []string     `json:"fields"`
	Shown   string       `json:"shown"`
}

type choiceJSON struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

func newQuestionJSON(q model.Question) questionJSON {
	out := questionJSON{ID: q.ID, Kind: string(q.Kind), File: textOrNil(q.Pos.File()), Sheet: textOrNil(q.Pos.SheetName()), Cell: textOrNil(q.Pos.Cell()),
		Header: textOrNil(q.Header), Ask: q.Ask, Choices: []choiceJSON{}, Taken: textOrNil(q.Taken), Fields: stringList(q.Fields), Shown: q.Shown}
	for _, c := range q.Choices {
		out.Choices = append(out.Choices, choiceJSON{c.Value, c.Label})
	}
	return out
}

type fileJSON struct {
	Name    string        `json:"name"`
	SHA256  string        `json:"sha256"`
	Tables  []tableJSON   `json:"tables"`
	Ignored []ignoredJSON `json:"ignored"`
	Unread  []unreadJSON  `json:"unread"`
	Uses    []useJSON     `json:"uses,omitzero"` // inspect --cells
}

// A useJSON is what became of the cells of a range that hold something.
type useJSON struct {
	Sheet string  `json:"sheet"`
	Range string  `json:"range"`
	Use   string  `json:"use"`
	Field *string `json:"field"`
	Why   string  `json:"why,omitempty"`
}

type unreadJSON struct {
	Sheet  string  `json:"sheet"`
	Range  string  `json:"range"`
	Header *string `json:"header"`
	Cells  int     `json:"cells"`
	Near   *string `json:"near"`
	Why    string  `json:"why"`
}

type checkedJSON struct {
	Check     string   `json:"check"`
	Title     string   `json:"title"`
	State     string   `json:"state"`
	Held      int      `json:"held"`
	Broken    int      `json:"broken"`
	Undecided int      `json:"undecided"`
	Rules     []string `json:"rules"`
	Why       []string `json:"why"`
}

type tableJSON struct {
	Sheet   string     `json:"sheet"`
	Range   string     `json:"range"`
	Kind    string     `json:"kind"`
	Unit    *string    `json:"unit"`
	Columns object     `json:"columns"`
	Title   string     `json:"title,omitempty"`
	Header  string     `json:"header,omitempty"`
	Why     []string   `json:"why,omitempty"`
	Rows    []rowsJSON `json:"rows,omitempty"`
}

type rowsJSON struct {
	From int    `json:"from"`
	To   int    `json:"to"`
	Role string `json:"role"`
	Why  string `json:"why,omitempty"`
}

type ignoredJSON struct {
	Sheet  string  `json:"sheet"`
	Range  *string `json:"range"`
	Reason string  `json:"reason"`
}

type fundJSON struct {
	Planned  *string `json:"planned"`
	Received *string `json:"received"`
	Spent    *string `json:"spent"`
	// Where a sum is not whole: how many rows state nothing, could not be read,
	// or say about.
	Blank  object `json:"blank,omitempty"`
	Bad    object `json:"bad,omitempty"`
	Approx object `json:"approx,omitempty"`
}

type ratesJSON struct {
	Received  *string `json:"received"`
	Execution *string `json:"execution"`
}

type activitiesJSON struct {
	Count        int          `json:"count"`
	Sessions     *json.Number `json:"sessions"`
	Participants *json.Number `json:"participants"`
	Youth        *json.Number `json:"youth"`
	Materials    *json.Number `json:"materials"`
	Cost         *string      `json:"cost"`
	Blank        object       `json:"blank"`
	Bad          object       `json:"bad"`
	Approx       object       `json:"approx"`
}

type indicatorsJSON struct {
	Count  int     `json:"count"`
	Weight *string `json:"weight"`
	Score  *string `json:"score"`
}

type findingJSON struct {
	Rule     string          `json:"rule"`
	Title    string          `json:"title"`
	Severity string          `json:"severity"`
	File     *string         `json:"file"`
	Sheet    *string         `json:"sheet"`
	Cell     *string         `json:"cell"`
	Where    *whereJSON      `json:"where,omitempty"`    // of review
	Category json.RawMessage `json:"category,omitempty"` // of activity/cost; null for the whole
	Got      *string         `json:"got"`
	Want     *string         `json:"want"`
	Message  string          `json:"message"`
	Hint     *string         `json:"hint"`
	Related  []placeRef      `json:"related"`
	Fields   []string        `json:"fields,omitzero"` // of import findings
	Waived   string          `json:"waived,omitempty"`
	Because  *causeJSON      `json:"because,omitempty"`
}

// A whereJSON is a stretch of a finished report.
type whereJSON struct {
	Part      string  `json:"part"`
	Paragraph int     `json:"paragraph"`
	Heading   *string `json:"heading"`
	From      int     `json:"from"`
	To        int     `json:"to"`
	Quote     string  `json:"quote"`
}

// A causeJSON names the finding that another follows from.
type causeJSON struct {
	Rule  string  `json:"rule"`
	File  *string `json:"file"`
	Sheet *string `json:"sheet"`
	Cell  *string `json:"cell"`
}

type placeRef struct {
	File  string  `json:"file"`
	Sheet string  `json:"sheet"`
	Cell  *string `json:"cell"`
}

// An object is a JSON object that keeps the order of its members.
type object []member

type member struct {
	name  string
	value any
}

// MarshalJSON writes the members in order; a name that occurs twice is written
// once, with the first value.
func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	seen := map[string]bool{}
	b.WriteByte('{')
	for _, m := range o {
		if seen[m.name] {
			continue
		}
		if len(seen) > 0 {
			b.WriteByte(',')
		}
		seen[m.name] = true
		name, err := json.Marshal(m.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func newUnitJSON(p *model.Project, fs []check.Finding, opt JSONOptions) unitJSON {
	u := unitJSON{
		Schema: schemaVersion, Projects: 1, Index: 1, Files: []fileJSON{}, Categories: object{}, Findings: []findingJSON{}, Checked: []checkedJSON{},
		Questions: []questionJSON{}, Failed: opt.Failed,
	}
	u.Activities = newActivitiesJSON(model.Activities{})
	for _, c := range opt.Checked {
		u.Checked = append(u.Checked, checkedJSON{c.Check, c.Title, string(c.State), c.Held, c.Broken, c.Undecided, c.Rules, stringList(c.Why)})
	}
	if p != nil {
		u.project(p, opt)
	}
	u.findings(p, fs)
	return u
}

func (u *unitJSON) project(p *model.Project, opt JSONOptions) {
	u.Unit, u.Project = known(p.Unit), known(p.Name)
	if p.Year.Known() {
		u.Year = &p.Year.Value
	}
	for _, f := range p.Files {
		u.Files = append(u.Files, newFileJSON(f, opt))
	}
	u.money(p)
	u.work(p)
	u.indicators(p)
	for _, q := range p.Questions {
		u.Questions = append(u.Questions, newQuestionJSON(q))
	}
}

func (u *unitJSON) findings(p *model.Project, fs []check.Finding) {
	open := u.open()
	for _, f := range fs {
		first := newFindingJSON(f, p, open)
		u.Findings = append(u.Findings, first)
		for _, c := range f.Consequences {
			next := newFindingJSON(c, p, open)
			next.Because = &causeJSON{first.Rule, first.File, first.Sheet, first.Cell}
			u.Findings = append(u.Findings, next)
		}
	}
}

func (u *unitJSON) money(p *model.Project) {
	fund := p.Fund()
	u.Fund = fundJSON{Planned: yuan(fund.Planned), Received: yuan(fund.Received), Spent: yuan(fund.Spent)}
	u.Fund.Blank, u.Fund.Bad, u.Fund.Approx = openParts([]namedSum{{"planned", fund.Planned}, {"received", fund.Received}, {"spent", fund.Spent}})
	if r, ok := fund.ReceiptRate(); ok {
		u.Rates.Received = rate(r)
	}
	if r, ok := fund.ExecutionRate(); ok {
		u.Rates.Execution = rate(r)
	}
}

func (u *unitJSON) work(p *model.Project) {
	u.Activities = newActivitiesJSON(p.Activities())
	for _, c := range p.ByCategory() {
		u.Categories = append(u.Categories, member{c.Category, newActivitiesJSON(c)})
	}
}

func newActivitiesJSON(a model.Activities) activitiesJSON {
	out := activitiesJSON{
		Count: a.Count, Sessions: count(a.Sessions), Participants: count(a.Participants), Youth: count(a.Youth), Materials: count(a.Materials), Cost: yuan(a.Cost),
	}
	out.Blank, out.Bad, out.Approx = openParts([]namedSum{
		{"sessions", a.Sessions}, {"participants", a.Participants}, {"youth", a.Youth}, {"materials", a.Materials}, {"cost", a.Cost},
	})
	return out
}

type namedSum struct {
	name string
	sum  model.Sum
}

// openParts counts by column the rows that state nothing, those that could not
// be read, and the approximate ones.
func openParts(list []namedSum) (blank, bad, approx object) {
	blank, bad, approx = object{}, object{}, object{}
	add := func(to *object, name string, n int) {
		if n > 0 {
			*to = append(*to, member{name, n})
		}
	}
	for _, s := range list {
		add(&blank, s.name, s.sum.Blank)
		add(&bad, s.name, s.sum.Bad)
		add(&approx, s.name, s.sum.Approx)
	}
	return blank, bad, approx
}

func (u *unitJSON) indicators(p *model.Project) {
	for _, f := range p.Forms {
		if !f.OfProject() {
			continue
		}
		u.Indicators.Count += len(f.Indicators)
	}
	if w, some := p.IndicatorWeight().Part(); some {
		u.Indicators.Weight = text(w.String())
	}
	if s := p.TotalScore(); s.Known() {
		u.Indicators.Score = text(s.Value.N.String())
	}
}

func newFileJSON(f model.File, opt JSONOptions) fileJSON {
	out := fileJSON{Name: f.Name, SHA256: f.SHA256, Tables: []tableJSON{}, Ignored: []ignoredJSON{}, Unread: []unreadJSON{}}
	for _, t := range f.Tables {
		out.Tables = append(out.Tables, newTableJSON(t, opt))
	}
	for _, i := range f.Ignored {
		out.Ignored = append(out.Ignored, ignoredJSON{i.Sheet, textOrNil(i.Range), i.Reason})
	}
	for _, n := range f.Unread {
		out.Unread = append(out.Unread, unreadJSON{n.Pos.SheetName(), n.Range, textOrNil(n.Header), n.Cells, textOrNil(n.Near), n.Why})
	}
	if opt.Cells {
		out.Uses = []useJSON{}
		for _, s := range f.Uses {
			for _, u := range s.Uses {
				out.Uses = append(out.Uses, useJSON{s.Sheet, u.Range, string(u.Use), textOrNil(u.Field), u.Why})
			}
		}
	}
	return out
}

func newTableJSON(t model.Table, opt JSONOptions) tableJSON {
	out := tableJSON{Sheet: t.Pos.SheetName(), Range: t.Range, Kind: string(t.Kind), Unit: textOrNil(t.Unit), Columns: object{}}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, member{c.Header, textOrNil(c.Field)})
	}
	if opt.Explain {
		out.Title, out.Header, out.Why = t.Title, t.Header, t.Why
		out.Rows = rowRanges(t.Rows)
	}
	return out
}

// rowRanges joins neighbouring rows of one role and reason.
func rowRanges(rows []model.RowUse) []rowsJSON {
	var out []rowsJSON
	for _, r := range rows {
		last := max(r.Row, r.Last)
		if n := len(out); n > 0 && out[n-1].To+1 == r.Row && out[n-1].Role == r.Role && out[n-1].Why == r.Why {
			out[n-1].To = last
			continue
		}
		out = append(out, rowsJSON{r.Row, last, r.Role, r.Why})
	}
	return out
}

func newFindingJSON(f check.Finding, p *model.Project, open []string) findingJSON {
	out := findingJSON{
		Rule: f.Rule, Title: ruleTitle(f.Rule), Severity: string(f.Severity),
		File: textOrNil(f.Pos.File()), Sheet: textOrNil(f.Pos.SheetName()), Cell: textOrNil(f.Pos.Cell()),
		Got: textOrNil(f.Got), Want: textOrNil(f.Want),
		Message: f.Message, Hint: textOrNil(f.Hint), Related: []placeRef{}, Waived: f.Waived,
	}
	if w := f.Where; w != nil {
		out.Where = &whereJSON{w.Part, w.Paragraph, textOrNil(w.Heading), w.From, w.To, w.Quote}
	}
	for _, p := range f.Related {
		out.Related = append(out.Related, placeRef{p.File(), p.SheetName(), textOrNil(p.Cell())})
	}
	if f.Category != "" || f.Rule == "activity/cost" && f.Got != "" {
		out.Category, _ = json.Marshal(textOrNil(f.Category)) // a string always can be written
	}
	if strings.HasPrefix(f.Rule, "import/") {
		if out.Fields = f.Fields; len(f.Fields) == 0 {
			out.Fields = stringList(fieldsAt(p, f.Pos, open))
		}
	}
	return out
}

func known(c model.Cell[string]) *string {
	if !c.Known() {
		return nil
	}
	return &c.Value
}

func text(s string) *string { return &s }

func textOrNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// stringList is a list that is written [], never null.
func stringList(of []string) []string {
	if of == nil {
		return []string{}
	}
	return of
}

// yuan is what the rows come to that state something, null when none does.
func yuan(s model.Sum) *string {
	n, some := s.Part()
	if !some {
		return nil
	}
	return text(n.StringFixed(2))
}

func rate(r decimal.Decimal) *string { return text(r.StringFixed(4)) }

// count is what the rows come to that state something, null when none does:
// never 0 for a column that is not there.
func count(s model.Sum) *json.Number {
	n, some := s.Part()
	if !some {
		return nil
	}
	number := json.Number(n.String())
	return &number
}
