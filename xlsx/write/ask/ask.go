// Package ask writes 补充材料.xlsx: what is missing (请补写), what must be decided
// (请确认), what must be mended (要改的). Package supplement reads it when it comes
// back.
//
//	data, err := ask.Write(ask.Paper{Unit: unit, Fields: fields, Questions: questions, Typed: old})
//
// What a person typed into an earlier one (Typed) is carried over, all of it, and
// read back before the new one is handed out: a field or question that is asked no
// more keeps its row.
package ask

import (
	"fmt"

	"ziping/model"
	"ziping/xlsx/book"
	"ziping/xlsx/mark"
	"ziping/xlsx/supplement"
	"ziping/xlsx/write/kit"
	"ziping/xlsx/write/mend"
)

// A Paper is what a 补充材料 asks.
type Paper struct {
	Unit      mend.Unit
	Name      string // of the folder or workbook that the unit is
	Fields    []Field
	Questions []Question
	Typed     *supplement.Supplement // of the one before, nil for none
}

// A Field is a row of 请补写.
type Field struct {
	Key   string // one of package supplement
	Title string
	Known string // what was found and where, "" for nothing
	Draft string // a text that is proposed, shown instead of what was found
	Hint  string // how to write it
	Long  bool   // a text of paragraphs
}

// A Question is a row of 请确认.
type Question struct {
	model.Question
	Where   string    // in a reader's words
	Now     string    // what is taken, in a reader's words
	Picture [][]Drawn // the rows of the sheet that it is about
	Waiver  bool      // not a question but an offer: it is listed behind them
}

// A Drawn is a cell of such a row: its text, and whether it is what is asked about.
type Drawn struct {
	Text  string
	Asked bool
}

// Empty reports that there is nothing to ask: no text lacks, no question is open,
// nothing is to be mended.
func (p Paper) Empty() bool {
	for _, q := range p.Questions {
		if !q.Waiver {
			return false
		}
	}
	for _, f := range p.Fields {
		if f.Known == "" {
			return false
		}
	}
	for _, r := range p.Unit.Rows {
		if r.Waived == "" && r.Severity != "info" {
			return false
		}
	}
	return true
}

// Write writes the workbook. The bytes depend on p alone.
func Write(p Paper) ([]byte, error) {
	m := mark.Mark{Kind: mark.Answers, Unit: mark.Line(p.Unit.Name), Year: p.Unit.Year, Name: mark.Line(p.Name)}
	data, err := kit.Make(kit.Plan{Title: "补充材料", Mark: &m}, func(b *kit.Book) {
		p.fill(b)
		p.confirm(b)
		p.mend(b)
	})
	if err != nil {
		return nil, err
	}
	return data, p.kept(data)
}

// kept reads the sheet back: everything that was typed before stands in it.
func (p Paper) kept(data []byte) error {
	b, err := book.Open("补充材料.xlsx", data, book.Options{})
	if err != nil {
		return err
	}
	now, err := supplement.Read(b, "补充材料.xlsx")
	if err != nil {
		return err
	}
	if p.Typed == nil {
		return nil
	}
	has := map[string]bool{}
	for _, f := range now.Fields {
		has["f"+f.Key+f.Title+f.Text] = true
	}
	for _, r := range now.Replies {
		has["r"+r.ID+r.Choice+"\x1f"+r.Note] = true
	}
	for _, x := range now.Mended {
		has["m"+x.Key+x.Done+"\x1f"+x.Signed] = true
	}
	for _, f := range p.Typed.Fields {
		if !has["f"+f.Key+f.Title+f.Text] {
			return fmt.Errorf("“%s”里写的内容没有保留下来", f.Title)
		}
	}
	for _, r := range p.Typed.Replies {
		if (r.Choice != "" || r.Note != "") && !has["r"+r.ID+r.Choice+"\x1f"+r.Note] {
			return fmt.Errorf("对“%s”的答复没有保留下来", r.Ask)
		}
	}
	for _, x := range p.Typed.Mended {
		if !has["m"+x.Key+x.Done+"\x1f"+x.Signed] {
			return fmt.Errorf("整改情况没有保留下来")
		}
	}
	return nil
}

var (
	labelStyle = kit.Style{Wrap: true, Bold: true}
	knownStyle = kit.Style{Wrap: true, Top: true, Color: "404040"}
	inputStyle = kit.Style{Wrap: true, Top: true, Open: true}
	lackStyle  = kit.Style{Wrap: true, Top: true, Open: true, Fill: kit.InputFill}
	smallStyle = kit.Style{Color: "595959", Size: 9, Wrap: true}
)

// head writes the lines above a table.
func head(s *kit.Sheet, u mend.Unit, what, lead string) {
	s.Freeze(3)
	name := u.Name
	if u.Project != "" {
		name += "　" + u.Project
	}
	if u.Year != 0 {
		name += fmt.Sprintf("　%d年", u.Year)
	}
	s.Wide(name+"　"+what, kit.Style{Bold: true, Size: 16, Align: kit.Center, Bare: true, Font: kit.HeadFont})
	s.Wide(lead, kit.Style{Wrap: true, Bare: true, Color: "404040"})
	s.Header()
}
