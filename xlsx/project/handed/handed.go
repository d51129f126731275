// Package handed sorts what came back of the workbooks that ziping handed out:
// 补充材料 is answers and no table; a marked copy stands for its original, or the
// other way round.
//
//	h := handed.Take(inputs, book.Options{})
//	h.Inputs   // what is left to be read as the unit's workbooks
//	h.Choose(p)  // p as read without them: whose 补充材料 is applied
//	h.Answers()
package handed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path"
	"slices"
	"strings"

	"ziping/model"
	"ziping/xlsx/book"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout"
	"ziping/xlsx/mark"
	"ziping/xlsx/project/ask"
	"ziping/xlsx/supplement"
	"ziping/xlsx/value"
)

// An Input is one workbook of a unit. Name is its base name, or the slash path
// below the unit's folder. Fault is why its bytes could not be had; Data is nil
// then.
type Input struct {
	Name  string
	Data  []byte
	Fault error
}

// A Handed is what came back, sorted.
type Handed struct {
	Inputs []Input         // what is left to be read as the unit's workbooks
	Ours   map[string]bool // of these, by name, those that carry our sheets
	given  []given
	used   *given // whose answers are applied, nil for none
	notes  []model.Note
	files  []model.File // of what is not among Inputs
}

// A given is a 补充材料 that came back.
type given struct {
	file  model.File
	sheet *model.Sheet // the file as a whole
	sup   *supplement.Supplement
}

// Take sorts the inputs.
func Take(inputs []Input, opt book.Options) *Handed {
	h := &Handed{Ours: map[string]bool{}}
	var copies []markedCopy
	for _, in := range inputs {
		m, ok := mark.Of(in.Data)
		switch {
		case ok && m.Kind == mark.Answers:
			h.take(in, opt)
		case ok && m.Kind == mark.Copy:
			copies = append(copies, markedCopy{in, m})
		default:
			h.Ours[in.Name] = ok
			h.Inputs = append(h.Inputs, in)
		}
	}
	for _, c := range copies {
		h.pair(c, opt)
	}
	return h
}

// take opens a 补充材料.
func (h *Handed) take(in Input, opt book.Options) {
	g := given{file: model.File{Name: in.Name, SHA256: hexSum(in.Data), Format: "xlsx"}, sheet: &model.Sheet{File: in.Name}}
	b, err := book.Open(in.Name, in.Data, opt)
	if err == nil {
		g.sup, err = supplement.Read(b, in.Name)
	}
	if err != nil {
		g.file.Fault = "补充材料没有读成：" + err.Error()
		h.note("import/answer", g.sheet, g.file.Fault, "请从上一份重新填写，或撤销对表头和隐藏列的改动；里面写的内容没有采用")
	}
	if g.sup != nil {
		if m, ok := mark.Of(in.Data); ok {
			g.sup.Mark = m
		}
		for _, f := range g.sup.Fields {
			g.sheet = f.Pos.Sheet
		}
		g.file.Tables = []model.Table{{Kind: model.KindAnswers, Pos: model.Pos{Sheet: g.sheet}, Title: "补充材料", Why: []string{"它带着 ziping 的标识"}}}
	}
	if g.sup != nil && g.sup.Typed() == 0 && strings.Contains(in.Name, "_核对结果/") {
		return // where ziping put it, and nobody wrote into it
	}
	h.given = append(h.given, g)
}

func (h *Handed) note(rule string, at *model.Sheet, message, hint string) {
	h.notes = append(h.notes, model.Note{Rule: rule, Pos: model.Pos{Sheet: at}, Message: message, Hint: hint})
}

// A markedCopy is a marked copy among the inputs.
type markedCopy struct {
	Input
	mark mark.Mark
}

// pair decides between a marked copy and its original: the one that was changed
// since is used; where both were, the original, and it is said.
func (h *Handed) pair(c markedCopy, opt book.Options) {
	i := slices.IndexFunc(h.Inputs, func(in Input) bool {
		return !h.Ours[in.Name] && (hexSum(in.Data) == c.mark.Base || path.Base(in.Name) == path.Base(c.mark.Name) && in.Fault == nil)
	})
	if i < 0 {
		h.Ours[c.Name] = true
		h.Inputs = append(h.Inputs, c.Input)
		return
	}
	original := h.Inputs[i]
	moved := hexSum(original.Data) != c.mark.Base
	changed := true
	if b, err := book.Open(c.Name, c.Data, opt); err == nil {
		mark.Without(b)
		changed = mark.Hash(b) != c.mark.Content
	}
	sheet := &model.Sheet{File: c.Name}
	switch {
	case changed && !moved:
		h.files = append(h.files, notRead(original, "改的是标注过的副本“"+c.Name+"”，用的是它"))
		h.note("import/ignored", &model.Sheet{File: original.Name}, "标注过的副本“"+c.Name+"”改过，用的是它；这份原表没有改过，没有用", "以后可以只留改好的一份")
		h.Inputs[i] = c.Input
		h.Ours[c.Name] = true
		return
	case changed:
		h.note("import/version", sheet, "这份标注过的副本和原表“"+original.Name+"”都改过，用的是原表，副本没有用", "请只留一份：如果改好的是副本，请移走原表")
	case strings.Contains(c.Name, "_核对结果/"):
		return // where ziping put it
	default:
		h.note("import/ignored", sheet, "这份是“"+original.Name+"”标注过的副本，没有改过，用的是原表", "不用处理")
	}
	h.files = append(h.files, notRead(c.Input, "是“"+original.Name+"”标注过的副本，用的是原表"))
}

// notRead is a file that is not read because another one is.
func notRead(in Input, why string) model.File {
	return model.File{Name: in.Name, SHA256: hexSum(in.Data), Format: "xlsx", Ignored: []model.Ignored{{Reason: why}}}
}

func hexSum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Choose takes of the 补充材料 that came back the one that is about this unit and
// year and holds most; the others are named. p is the unit as read without them.
func (h *Handed) Choose(p *model.Project) {
	best := -1
	for i := range h.given {
		g := &h.given[i]
		if g.sup == nil {
			continue
		}
		if why := stranger(g.sup.Mark, p); why != "" {
			h.note("import/answer", g.sheet, why+"，没有采用", "请移走这一份")
			g.sup = nil
			continue
		}
		if best < 0 || g.sup.Typed() > h.given[best].sup.Typed() {
			best = i
		}
	}
	for i := range h.given {
		switch g := &h.given[i]; {
		case i == best:
			h.used = g
		case g.sup != nil:
			h.note("import/answer", g.sheet, fmt.Sprintf("有不止一份补充材料，用的是填得多的“%s”；这一份填了 %d 处，没有采用", h.given[best].file.Name, g.sup.Typed()), "请把要用的答复并到一份里，另一份移走")
		}
	}
}

// stranger says why a 补充材料 is not this unit's, or not this year's.
func stranger(m mark.Mark, p *model.Project) string {
	switch {
	case m.Unit != "" && p.Unit.Known() && !model.SameOffice(m.Unit, p.Unit.Value):
		return "这份补充材料是“" + m.Unit + "”的"
	case m.Year != 0 && p.Year.Known() && m.Year != p.Year.Value:
		return fmt.Sprintf("这份补充材料是 %d 年的", m.Year)
	}
	return ""
}

// Answers are the replies of the one that is used.
func (h *Handed) Answers() []model.Answer {
	if h.used == nil {
		return nil
	}
	return h.used.sup.Answers()
}

// Head is what 请补写 states of the head of the project.
func (h *Handed) Head(year int) (out layout.Head, ok bool) {
	if h == nil || h.used == nil {
		return out, false
	}
	out.Weight = layout.HeadOfBasic + 10
	for _, f := range h.used.sup.Fields {
		cell := model.Cell[string]{Value: f.Text, Text: f.Text, Pos: f.Pos, State: model.Known}
		typed := &grid.Cell{Kind: grid.String, Text: f.Text}
		if to := headText(&out.Project, f.Key); to != nil {
			*to = cell
			continue
		}
		switch f.Key {
		case supplement.KeyYear:
			out.Year = model.Cell[int]{Text: f.Text, Pos: f.Pos, State: model.Bad}
			if y, ok := ask.Year(f.Text); ok {
				out.Year.Value, out.Year.State = y, model.Known
			}
		case supplement.KeyPeriod:
			out.Period = dates(typed, f, year)
		case supplement.KeyDate:
			out.Signed = dates(typed, f, year)
		}
	}
	return out, true
}

func dates(c *grid.Cell, f supplement.Field, year int) model.Cell[model.DateRange] {
	r := value.Dates(c, year)
	return model.Cell[model.DateRange]{Value: r.Value, Text: f.Text, Pos: f.Pos, State: r.State}
}

// headText is the text of a project's head that a row of 请补写 is for.
func headText(p *model.Project, key string) *model.Cell[string] {
	return map[string]*model.Cell[string]{
		supplement.KeyUnit: &p.Unit, supplement.KeyProject: &p.Name, supplement.KeyDocNumber: &p.DocNumber,
		supplement.KeyBasis: &p.Basis, supplement.KeyPurpose: &p.Purpose, supplement.KeyContent: &p.Content, supplement.KeyGoal: &p.Goal,
	}[key]
}

// Texts are the texts of 请补写.
func (h *Handed) Texts() []model.Text {
	if h == nil || h.used == nil {
		return nil
	}
	var out []model.Text
	for _, f := range h.used.sup.Fields {
		if f.Key == supplement.KeyText {
			name := f.Pos
			name.Col = 1
			out = append(out, model.Text{
				Name: model.Cell[string]{Value: f.Title, Text: f.Title, Pos: name, State: model.Known},
				Body: model.Cell[string]{Value: f.Text, Text: f.Text, Pos: f.Pos, State: model.Known},
			})
		}
	}
	return out
}

// Misread is what was written into 请补写 and could not be understood.
func Misread(head layout.Head) (notes []model.Note) {
	for _, bad := range []struct {
		state model.State
		pos   model.Pos
		what  string
	}{{head.Year.State, head.Year.Pos, "年度，例如 2022"}, {head.Period.State, head.Period.Pos, "起止日期，例如 2022年1月1日至2022年12月31日"}, {head.Signed.State, head.Signed.Pos, "日期，例如 2023年4月13日"}} {
		if bad.state == model.Bad {
			notes = append(notes, model.Note{Rule: "import/answer", Pos: bad.pos, Message: "补充材料里写的不是" + strings.Split(bad.what, "，")[0] + "，没有采用", Hint: "请写成" + bad.what})
		}
	}
	return notes
}

// Only is the error of a unit of which nothing but ours came.
func (h *Handed) Only() error {
	f := &grid.Fault{Rule: "import/no-table", Offset: -1, Cause: "只有补充材料，没有它所说的工作簿", Cure: "请把补充材料和本单位的资金表、活动台账、自评表放在一起（或一起拖过来）再试"}
	if len(h.given) > 0 {
		f.File = h.given[0].file.Name
	}
	return f
}

// Any reports that a 补充材料 came back.
func (h *Handed) Any() bool { return len(h.given) > 0 }

// Notes are what is to be said of what came back.
func (h *Handed) Notes() []model.Note { return h.notes }

// Files are the files that are no inputs of the unit's.
func (h *Handed) Files() []model.File {
	var out []model.File
	for _, g := range h.given {
		out = append(out, g.file)
	}
	return append(out, h.files...)
}

// Sheet is the sheet that the texts of the used 补充材料 stand on, nil for none.
func (h *Handed) Sheet() *model.Sheet {
	if h.used == nil || len(h.used.sup.Fields) == 0 {
		return nil
	}
	return h.used.sup.Fields[0].Pos.Sheet
}
