// Package supplement reads 补充材料.xlsx, the sheet of paper between ziping and an
// officer, when it comes back: what was filled in, what was decided, what was
// written beside the findings. What it looks like stands here too (layout.go), for
// xlsx/write/ask, which writes it.
//
//	s, err := supplement.Read(book, "补充材料.xlsx")
//	s.Fields  // 请补写: what was written, by the field it is for
//	s.Replies // 请确认: what was chosen, with all that was shown
//	s.Mended  // 要改的: 整改情况 and 签字
//
// It finds rows by a hidden column, so that sorting, inserting and renaming do not
// matter. A row whose hidden cell is gone and in which something was written is an
// error: what a person typed is never lost without a word.
package supplement

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/mark"
)

// A Supplement is what a person wrote.
type Supplement struct {
	Mark    mark.Mark
	Fields  []Field
	Replies []Reply
	Mended  []Mended
}

// A Field is a row of 请补写 in which something stands.
type Field struct {
	Key   string // of a head field: unit, year, …; "text" for a text
	Title string // the words of the row: 存在的问题
	Known string // what was known and where from, as shown
	Text  string // what was written
	Pos   model.Pos
}

// A Reply is a row of 请确认.
type Reply struct {
	ID, Shown  string
	Ask, Where string // as shown
	Taken      string
	Choice     string // what was chosen: a label or a value
	Note       string
	Labels     []string  // of what could be chosen, as stored with the row
	Pos        model.Pos // of the choice
}

// A Mended is what was written beside a finding.
type Mended struct {
	Key          string
	Cells        []string // what the row showed: 轻重 … 怎样改
	Done, Signed string
}

// Read reads the sheet; file is its name.
func Read(b *grid.Book, file string) (*Supplement, error) {
	m, ok := mark.In(b)
	if !ok {
		m.Kind = mark.Answers
	}
	s := &Supplement{Mark: m}
	found := 0
	for _, part := range []struct {
		sheet string
		read  func(*sheetOf) error
	}{{FillSheet, s.fields}, {AskSheet, s.replies}, {mark.MendSheet, s.mended}} {
		i := slices.IndexFunc(b.Sheets, func(g *grid.Sheet) bool { return g.Name == part.sheet })
		if i < 0 {
			continue
		}
		found++
		if err := part.read(&sheetOf{Sheet: b.Sheets[i], ms: &model.Sheet{File: file, Name: part.sheet, Order: i}}); err != nil {
			return nil, err
		}
	}
	if found == 0 {
		return nil, fmt.Errorf("找不到“%s”“%s”两张表", FillSheet, AskSheet)
	}
	return s, nil
}

// Answers are the replies as answers to questions; an empty choice is none.
func (s *Supplement) Answers() []model.Answer {
	var out []model.Answer
	for _, r := range s.Replies {
		if r.Choice != "" {
			out = append(out, model.Answer{ID: r.ID, Value: r.Choice, Shown: r.Shown, Note: r.Note, Pos: r.Pos})
		}
	}
	return out
}

// Typed counts the cells that a person wrote.
func (s *Supplement) Typed() int {
	n := len(s.Fields)
	for _, r := range s.Replies {
		if r.Choice != "" {
			n++
		}
		if r.Note != "" {
			n++
		}
	}
	for _, m := range s.Mended {
		if m.Done != "" {
			n++
		}
		if m.Signed != "" {
			n++
		}
	}
	return n
}

// A sheetOf is a sheet being read.
type sheetOf struct {
	*grid.Sheet
	ms *model.Sheet
}

// text is what a cell holds, "" for none; columns are 0-based.
func (s *sheetOf) text(row, col int) string {
	c := s.Cell(row, col+1)
	if c == nil || c.Kind == grid.Empty {
		return ""
	}
	return strings.TrimSpace(c.Text)
}

func (s *sheetOf) pos(row, col int) model.Pos {
	return model.Pos{Sheet: s.ms, Row: int32(row), Col: int32(col + 1)}
}

// header is the row of the heads, 0 when it is gone.
func (s *sheetOf) header(heads []string) int {
	for _, r := range s.Rows {
		if s.text(r.Num, 0) == heads[0] && s.text(r.Num, 1) == heads[1] {
			return r.Num
		}
	}
	return 0
}

// lost is the error of a row that a person wrote in and that has lost its key.
func (s *sheetOf) lost(row, col int) error {
	return fmt.Errorf("“%s”的 %s 写了内容，但这一行的隐藏标识没有了，不知道是写给哪一项的", s.Name, grid.Ref{Row: row, Col: col + 1})
}

// rows are the rows below the heads.
func (s *sheetOf) rows(heads []string, each func(row int) error) error {
	top := s.header(heads)
	if top == 0 {
		return fmt.Errorf("“%s”的表头（%s）找不到了", s.Name, strings.Join(heads, "、"))
	}
	for _, r := range s.Rows {
		if r.Num > top {
			if err := each(r.Num); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *Supplement) fields(sheet *sheetOf) error {
	return sheet.rows(FillHeads, func(row int) error {
		text, key := sheet.text(row, fillText), sheet.text(row, fillKey)
		switch {
		case text == "":
			return nil
		case key == "":
			return sheet.lost(row, fillText)
		}
		s.Fields = append(s.Fields, Field{Key: key, Title: sheet.text(row, 0), Known: sheet.text(row, fillKnown), Text: text, Pos: sheet.pos(row, fillText)})
		return nil
	})
}

func (s *Supplement) replies(sheet *sheetOf) error {
	return sheet.rows(AskHeads, func(row int) error {
		id, choice, note := sheet.text(row, askID), sheet.text(row, askChoice), sheet.text(row, askNote)
		if id == Drawn {
			return nil
		}
		if id == "" {
			if choice != "" {
				return sheet.lost(row, askChoice)
			}
			return nil
		}
		r := Reply{ID: id, Shown: sheet.text(row, askShown), Ask: sheet.text(row, askWhat), Where: sheet.text(row, askWhere), Taken: sheet.text(row, askTaken),
			Choice: choice, Note: note, Pos: sheet.pos(row, askChoice)}
		if labels := sheet.text(row, askLabels); labels != "" {
			r.Labels = strings.Split(labels, LabelSep)
		}
		s.Replies = append(s.Replies, r)
		return nil
	})
}

func (s *Supplement) mended(sheet *sheetOf) error {
	return sheet.rows(MendHeads, func(row int) error {
		done, signed, key := sheet.text(row, mendDone), sheet.text(row, mendSign), sheet.text(row, mendKey)
		switch {
		case done == "" && signed == "":
			return nil
		case key == "":
			return sheet.lost(row, mendDone)
		}
		m := Mended{Key: key, Done: done, Signed: signed}
		for col := 1; col < mendDone; col++ {
			m.Cells = append(m.Cells, sheet.text(row, col))
		}
		s.Mended = append(s.Mended, m)
		return nil
	})
}
