package model

import "fmt"

// An Activity is one row of a log. A log may have a hundred thousand of them,
// so the row keeps its cells packed: 300 bytes, where they would take 1,000.
type Activity struct {
	Kind   RowKind
	Pos    Pos   // its sheet is that of all its cells
	Covers []int // as FundRow.Covers
	Cells  ActivityCells
}

// ActivityCells are the cells of an Activity, for whoever makes one. To read
// them call the Activity's methods.
type ActivityCells struct {
	Category, Name, Place, Organizer                     Packed[string]
	Form                                                 Packed[string] // 讲座, 展览, …
	Effect                                               Packed[string] // 活动成效
	Remark                                               Packed[string]
	When                                                 Packed[DateRange]
	Sessions, Participants, Youth, Materials, Volunteers Packed[Count]
	Cost                                                 Packed[Amount]
}

// Category is 活动类别.
func (a *Activity) Category() Cell[string] { return a.Cells.Category.On(a.Pos.Sheet) }

// Name is 活动名称.
func (a *Activity) Name() Cell[string] { return a.Cells.Name.On(a.Pos.Sheet) }

// When is 活动时间.
func (a *Activity) When() Cell[DateRange] { return a.Cells.When.On(a.Pos.Sheet) }

// Place is 活动地点.
func (a *Activity) Place() Cell[string] { return a.Cells.Place.On(a.Pos.Sheet) }

// Organizer is 主办单位.
func (a *Activity) Organizer() Cell[string] { return a.Cells.Organizer.On(a.Pos.Sheet) }

// Form is the kind of event: 讲座, 展览, ….
func (a *Activity) Form() Cell[string] { return a.Cells.Form.On(a.Pos.Sheet) }

// Sessions is 场次.
func (a *Activity) Sessions() Cell[Count] { return a.Cells.Sessions.On(a.Pos.Sheet) }

// Participants is 参与人次.
func (a *Activity) Participants() Cell[Count] { return a.Cells.Participants.On(a.Pos.Sheet) }

// Youth is 其中：青少年.
func (a *Activity) Youth() Cell[Count] { return a.Cells.Youth.On(a.Pos.Sheet) }

// Materials is 发放资料（份）.
func (a *Activity) Materials() Cell[Count] { return a.Cells.Materials.On(a.Pos.Sheet) }

// Volunteers is 志愿者人数.
func (a *Activity) Volunteers() Cell[Count] { return a.Cells.Volunteers.On(a.Pos.Sheet) }

// Cost is 经费.
func (a *Activity) Cost() Cell[Amount] { return a.Cells.Cost.On(a.Pos.Sheet) }

// Effect is 活动成效.
func (a *Activity) Effect() Cell[string] { return a.Cells.Effect.On(a.Pos.Sheet) }

// Remark is 备注.
func (a *Activity) Remark() Cell[string] { return a.Cells.Remark.On(a.Pos.Sheet) }

// A Reading is what a cell says, without its place. Cells of a log that say the
// same share one, so nobody changes it.
type Reading[T any] struct {
	Value    T
	Text     string
	State    State
	Computed bool
}

// A Packed is a Cell whose sheet is known: 16 bytes, and a Reading that others
// share. The zero Packed is the zero Cell.
type Packed[T any] struct {
	reading *Reading[T] // nil says Blank, without a place Absent
	row     int32
	col     int32 // sheetItself for a Pos that is the sheet as a whole
}

const sheetItself = -1

// Pack packs a cell.
func Pack[T any](c Cell[T]) Packed[T] {
	if c.Text == "" && !c.Computed && (c.State == Absent && c.Pos.IsZero() || c.State == Blank && !c.Pos.IsZero()) {
		return Put[T](nil, c.Pos)
	}
	return Put(&Reading[T]{c.Value, c.Text, c.State, c.Computed}, c.Pos)
}

// Put gives a reading a place; a nil one is a Blank there.
func Put[T any](r *Reading[T], pos Pos) Packed[T] {
	p := Packed[T]{reading: r, row: pos.Row, col: pos.Col}
	if pos.Sheet != nil && pos.Row == 0 {
		p.col = sheetItself
	}
	return p
}

// State is that of the cell.
func (p Packed[T]) State() State {
	switch {
	case p.reading != nil:
		return p.reading.State
	case p.row == 0 && p.col == 0:
		return Absent
	}
	return Blank
}

// Pos is that of the cell, on the sheet it stands on.
func (p Packed[T]) Pos(s *Sheet) Pos {
	if p.row == 0 && p.col == 0 {
		return Pos{}
	}
	return Pos{Sheet: s, Row: p.row, Col: max(p.col, 0)}
}

// On is the cell, on the sheet it stands on.
func (p Packed[T]) On(s *Sheet) Cell[T] {
	c := Cell[T]{State: p.State(), Pos: p.Pos(s)}
	if r := p.reading; r != nil {
		c.Value, c.Text, c.Computed = r.Value, r.Text, r.Computed
	}
	return c
}

// Bad is the cell with the state Bad: nobody may use its value.
func (p Packed[T]) Bad() Packed[T] {
	r := Reading[T]{}
	if p.reading != nil {
		r = *p.reading
	}
	r.State = Bad
	p.reading = &r
	return p
}

// An ActivityRow is an Activity with its cells unpacked, to make one from.
type ActivityRow struct {
	Kind   RowKind
	Pos    Pos
	Covers []int

	Category, Name, Place, Organizer, Form, Effect, Remark Cell[string]
	When                                                   Cell[DateRange]
	Sessions, Participants, Youth, Materials, Volunteers   Cell[Count]
	Cost                                                   Cell[Amount]
}

// Pack packs the row. Its cells all stand on the sheet of its Pos; others are
// a fault of the program.
func (r ActivityRow) Pack() *Activity {
	for _, pos := range []Pos{r.Category.Pos, r.Name.Pos, r.Place.Pos, r.Organizer.Pos, r.Form.Pos, r.Effect.Pos, r.Remark.Pos, r.When.Pos,
		r.Sessions.Pos, r.Participants.Pos, r.Youth.Pos, r.Materials.Pos, r.Volunteers.Pos, r.Cost.Pos} {
		if pos.Sheet != nil && pos.Sheet != r.Pos.Sheet {
			panic(fmt.Sprintf("model: activity at %v has a cell at %v", r.Pos, pos))
		}
	}
	return &Activity{Kind: r.Kind, Pos: r.Pos, Covers: r.Covers, Cells: ActivityCells{
		Category: Pack(r.Category), Name: Pack(r.Name), Place: Pack(r.Place), Organizer: Pack(r.Organizer), Form: Pack(r.Form),
		Effect: Pack(r.Effect), Remark: Pack(r.Remark), When: Pack(r.When), Sessions: Pack(r.Sessions), Participants: Pack(r.Participants),
		Youth: Pack(r.Youth), Materials: Pack(r.Materials), Volunteers: Pack(r.Volunteers), Cost: Pack(r.Cost),
	}}
}

// Unpack is the row with its cells unpacked.
func (a *Activity) Unpack() ActivityRow {
	return ActivityRow{Kind: a.Kind, Pos: a.Pos, Covers: a.Covers,
		Category: a.Category(), Name: a.Name(), Place: a.Place(), Organizer: a.Organizer(), Form: a.Form(), Effect: a.Effect(), Remark: a.Remark(),
		When: a.When(), Sessions: a.Sessions(), Participants: a.Participants(), Youth: a.Youth(), Materials: a.Materials(), Volunteers: a.Volunteers(), Cost: a.Cost()}
}
