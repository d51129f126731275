package pair

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/body"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/fact"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// A labelReader turns labels and values into the head of a project and texts.
type labelReader struct {
	v     *word.Page
	known evidence.Known
	res   *evidence.Result
	out   *model.Table
	cell.Notes
	p *model.Project
}

func readLabels(v *word.Page, known evidence.Known, res *evidence.Result, kind model.TableKind, group []*labelled, c evidence.Reading) {
	out := &model.Table{Kind: kind, Pos: model.Pos{Sheet: v.Model, Row: int32(c.Region.Top), Col: int32(c.Region.Left)}, Range: c.Region.String(), Why: evidence.Says(c.Evidence)}
	head := evidence.Head{Weight: evidence.RankBasic}
	r := &labelReader{v: v, known: known, res: res, out: out, p: &head.Project}
	title := labelTitle(v, group[0])
	if title != nil {
		out.Title = title.Text
		res.Uses.MarkAround(grid.Range{Top: title.At.Row, Left: title.At.Col, Bottom: title.At.Row, Right: title.At.Col}, model.UseTitle, "")
		if h, ok := fact.FromTitle(title.Text, v.Pos(title.At.Row, title.At.Col), evidence.RankTitle); ok {
			res.Heads = append(res.Heads, h)
		}
	}
	var from, to model.Cell[model.DateRange]
	for _, l := range group {
		_, unit := value.HeaderUnit(l.label)
		out.Columns = append(out.Columns, model.Column{Header: l.label, Field: l.fieldName(), Title: l.field.Title, Cell: grid.Ref{Row: l.span.Top, Col: l.span.Left}.String(), Unit: unit})
		switch {
		case l.form == v.Words.Texts:
			r.text(l)
		case l.field.Name == "start":
			from = r.dates(l)
		case l.field.Name == "end":
			to = r.dates(l)
		default:
			r.head(l)
		}
	}
	if head.Period.State == model.Absent && from.State == model.Known && to.State == model.Known {
		from.Value.To = to.Value.To
		from.Text += "—" + to.Text
		head.Period = from
	}
	for row := c.Region.Top; row <= c.Region.Bottom; row++ {
		if v.Row(row) != nil {
			out.Rows = append(out.Rows, model.RowUse{Row: row, Role: body.UseData, Why: "标签和内容"})
		}
	}
	res.Tables = append(res.Tables, out)
	if kind == model.KindBasic || anyHead(&head.Project) {
		res.Heads = append(res.Heads, head)
		if h, ok := fact.ImpliedYear(&head.Project); ok {
			res.Heads = append(res.Heads, h)
		}
	}
	if kind == model.KindBasic {
		r.unread(group, c.Region)
	}
	r.mark(group)
	r.ReportComputed(out.Pos)
	res.Notes = append(res.Notes, r.Said...)
}

func anyHead(p *model.Project) bool {
	return p.Unit.Known() || p.Name.Known() || p.Year.Known() || p.Issued.Known() || p.Period.Known()
}

func (l *labelled) fieldName() string {
	if l.name != "" {
		return "text"
	}
	return l.field.Name
}

// labelTitle is the nearest line above the first label that is none itself.
func labelTitle(v *word.Page, first *labelled) *word.TitleLine {
	for row := first.span.Top - 1; row >= max(1, first.span.Top-evidence.Standard.Header.NearRows); row-- {
		for col := 1; col <= v.Cols; col++ {
			s := v.Span(row, col)
			if t := v.Text(row, col); t != "" && s.Top == row {
				if key := v.KeyOf(t); !word.IsLine(key) && !word.NoTitle.MatchString(key) && len([]rune(t)) <= evidence.Standard.Header.TitleRunes {
					return &word.TitleLine{Text: t, Key: key, At: grid.Ref{Row: row, Col: s.Left}, Span: s}
				}
			}
			col = max(col, s.Right)
		}
	}
	return nil
}

// cell is the value of a label as one cell: the cell itself, what stands behind
// the colon, or several cells joined.
func (r *labelReader) cell(l *labelled, sep string) (*grid.Cell, model.Pos) {
	at := grid.Ref{Row: l.span.Top, Col: l.span.Left}
	switch {
	case l.inline != "":
		return &grid.Cell{Kind: grid.String, Text: l.inline, Col: int32(at.Col)}, r.v.Pos(at.Row, at.Col)
	case len(l.cells) == 1:
		return r.v.Anchor(l.cells[0].Row, l.cells[0].Col), r.v.Pos(l.cells[0].Row, l.cells[0].Col)
	case len(l.cells) > 1:
		var texts []string
		for _, c := range l.cells {
			texts = append(texts, r.v.Text(c.Row, c.Col))
		}
		return &grid.Cell{Kind: grid.String, Text: strings.Join(texts, sep), Col: int32(l.cells[0].Col)}, r.v.Pos(l.cells[0].Row, l.cells[0].Col)
	}
	// Nothing there: the place where it should stand.
	if l.span.Right < r.v.Cols {
		return nil, r.v.Pos(l.span.Top, l.span.Right+1)
	}
	return nil, r.v.Pos(at.Row, at.Col)
}

func (r *labelReader) words(l *labelled) model.Cell[string] {
	c, pos := r.cell(l, "\n")
	out := model.Cell[string]{Pos: pos, State: model.Blank}
	if c == nil {
		return out
	}
	return cell.Words(c, out)
}

func (r *labelReader) text(l *labelled) {
	name := model.Cell[string]{Value: word.SectionName(strings.TrimRight(l.label, ":：")), Text: l.label, Pos: r.v.Pos(l.span.Top, l.span.Left), State: model.Known}
	r.res.Texts = append(r.res.Texts, model.Text{Name: name, Body: r.words(l)})
}

func (r *labelReader) dates(l *labelled) model.Cell[model.DateRange] {
	c, pos := r.cell(l, "")
	out := model.Cell[model.DateRange]{Pos: pos, State: model.Blank}
	if c == nil {
		return out
	}
	return cell.Read(&r.Notes, c, out, "import/bad-date", l.label, func(c *grid.Cell) value.Result[model.DateRange] { return value.Dates(c, r.known.Year) })
}

// head fills in one field; a label that stands twice keeps what it said first.
func (r *labelReader) head(l *labelled) {
	p := r.p
	texts := map[string]*model.Cell[string]{"name": &p.Name, "code": &p.Code, "department": &p.Department, "unit": &p.Unit, "document": &p.DocNumber,
		"leader": &p.Leader, "basis": &p.Basis, "purpose": &p.Purpose, "content": &p.Content, "goal": &p.Goal}
	if to := texts[l.field.Name]; to != nil {
		c := r.words(l)
		if l.field.Name == "unit" || l.field.Name == "department" {
			c.Value = fact.CleanUnit(c.Value)
		}
		if !to.Known() {
			*to = c
		}
		return
	}
	switch l.field.Name {
	case "year":
		if !p.Year.Known() {
			p.Year = r.year(l)
		}
	case "issued":
		if !p.Issued.Known() {
			p.Issued = r.issued(l)
		}
	case "period":
		if !p.Period.Known() {
			p.Period = r.dates(l)
		}
	}
}

func (r *labelReader) year(l *labelled) model.Cell[int] {
	c, pos := r.cell(l, "")
	out := model.Cell[int]{Pos: pos, State: model.Blank}
	if c == nil || strings.TrimSpace(c.Text) == "" {
		return out
	}
	return cell.Read(&r.Notes, c, out, "import/bad-date", l.label, value.Year)
}

func (r *labelReader) issued(l *labelled) model.Cell[model.Amount] {
	c, pos := r.cell(l, "")
	out := model.Cell[model.Amount]{Pos: pos, State: model.Blank}
	if c == nil {
		return out
	}
	unit, from := r.unit(l)
	r.out.Unit, r.out.UnitPos = unit.Name, from
	cell := cell.Read(&r.Notes, c, out, "import/bad-number", l.label, func(c *grid.Cell) value.Result[model.Amount] { return value.Amount(c, unit) })
	return cell
}
