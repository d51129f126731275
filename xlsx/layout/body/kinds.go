package body

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
)

// A Kind is one thing that a row below a header may be.
type Kind struct {
	ID  string
	Doc string // which rows are of the kind
	// Run reports a row that is of the kind, and says on the row how it is used and
	// why. It may note on the body what the row means for those that follow.
	Run func(b *Body, r *Row, s *seen) bool
}

// kinds are the kinds of rows, for tables of every form alike, in the order of how
// sure their tests are: the first that takes a row has it, and the last takes all
// that is left. For a quirk of rows, add a kind where it belongs.
var kinds = []Kind{
	{"blank", "no cell says anything", blankRow},
	{"header", "the header again, as it stands after a page break", headerAgain},
	{"numbering", "1 2 3, (1) (2) (3)=(1)+(2): it only numbers the columns", numbering},
	{"filler", "…… and the like, and no figure", filler},
	{"carried", "过次页, 承前页: the sum so far at a page's end and again at the next one's start", carried},
	{"sum", "合计, 小计, 科普宣传小计: the words of a sum in a column that names rows", aggregate},
	{"note", "注：…, or a signature in a row without figures or below the total", footnote},
	{"signature", "填表人：…  审核人：…  2023年1月5日: labels, names and days, and no figure", signature},
	{"title", "one text: the title of the table again", titleAgain},
	{"line", "one text: a unit line, 续表", line},
	{"block", "one text below a total and above the header again: the title of a part", block},
	{"after-total", "one text below the total that is not numbered", afterTotal},
	{"paragraph", "one text of more than 40 runes where no long text belongs", paragraph},
	{"period", "one text, a heading that only says when: 三月份", period},
	{"heading", "one text, a category over the rows that follow: 一、科普宣传", heading},
	{"beside", "words beside the table: no name and no figure", beside},
	{"of-which", "其中：…, a part of the row above", ofWhich},
	{"comparison", "below the total: 比上年增长, 占比", comparison},
	{"example", "例 in front: how the form is to be filled in", example},
	{"void", "struck through, or said to be cancelled: 取消, 作废, 未开展", void},
	{"unfilled", "a number in front, and formulas that come to nothing", unfilled},
	{"loose", "below the total: figures without a name", loose},
	{"number", "a number in front and nothing else", numberOnly},
	{"data", "everything else", data},
}

// A seen row is what the kinds look at.
type seen struct {
	row     int
	cells   []Cell
	figures int  // figures and days, also in columns that were not understood
	hard    int  // figures in columns of figures
	words   int  // all else
	named   int  // texts in columns that name a row, numbers in front not among them
	bare    bool // nothing says whose figures these are
	over    bool // figures and a category, and no name
}

// look counts what stands in a row.
func (b *Body) look(row int, cells []Cell) *seen {
	b.seen = seen{row: row, cells: cells}
	s := &b.seen
	names := 0 // of named, those in other columns than the category
	for _, c := range cells {
		kind := b.Kinds[c.Col]
		switch {
		case word.IsFigure(kind):
			if c.Kind == grid.String && view.DateLike(c.Text) {
				s.words++ // the day of a signature
			} else if view.Figure(c.Cell) || view.FigureLike(c.Text) || c.Formula() != nil {
				s.figures++
				s.hard++
			} else {
				s.words++
			}
		case kind == "dates" && c.Kind == grid.String && !view.DateLike(c.Text) && len(c.Text) <= evidence.NoteBytes && saysNote(b.page.KeyOf(c.Text)):
			s.words++ // 说明：… where the days stand
		case kind == "dates":
			s.figures++ // a date, too, is more than a heading has
		default:
			if view.Figure(c.Cell) && kind == "" {
				s.figures++
			} else {
				s.words++
			}
			if b.Labels[c.Col] && kind != "index" {
				s.named++
				names += view.One(b.fields[c.Col] != "category")
			}
		}
	}
	if len(cells) > 0 && (s.named == 0 || names == 0) && !b.mergedName(row) {
		s.bare = s.named == 0
		s.over = s.named > 0 && names == 0 && s.hard > 0
	}
	return s
}

// as sets how a row is used, and why.
func (r *Row) as(use, why string) bool {
	r.Use, r.Why = use, why
	return true
}

// saysNote reports a text that begins as a note or a signature does.
func saysNote(key string) bool {
	return word.NoteHead.MatchString(key) || word.SignHead.MatchString(key)
}

func blankRow(_ *Body, r *Row, s *seen) bool { return len(s.cells) == 0 && r.as(UseBlank, "空行") }

func headerAgain(b *Body, r *Row, s *seen) bool {
	return b.repeats(s.cells) && r.as(UseHeader, "重复的表头")
}

func numbering(b *Body, r *Row, s *seen) bool {
	return b.numbers(s.cells) && r.as(UseNumbering, "列号行")
}

func filler(b *Body, r *Row, s *seen) bool {
	return b.fills(s.cells) && r.as(useFiller, "只有省略号一类的占位符")
}

func aggregate(b *Body, r *Row, s *seen) bool {
	agg, ok := b.aggregate(s.cells)
	if !ok {
		return false
	}
	r.Kind, r.Name, r.Rank = agg.Kind, agg.Name, agg.Rank
	r.as(UseSubtotal, agg.Why)
	if agg.Kind == model.Total {
		r.Use = UseTotal
		b.closed = b.data > 0
	}
	b.shape(r, s.cells)
	return true
}

func footnote(b *Body, r *Row, s *seen) bool {
	if s.figures > 0 && !b.closed || b.claim.Form.Kind == model.KindWaiver && len(s.cells) > 1 { // rule * is no mark of a note
		return false
	}
	why := b.footnote(s.cells, s.figures)
	return why != "" && r.as(UseNote, why)
}

func signature(b *Body, r *Row, s *seen) bool {
	return s.hard == 0 && b.data > 0 && b.signed(s.cells) && r.as(UseNote, "签章行")
}

func beside(b *Body, r *Row, s *seen) bool {
	if s.figures > 0 || s.words == 0 || s.named > 0 || !b.hasLabelColumn() || b.ofTexts() {
		return false
	}
	if t := strings.TrimSpace(s.cells[0].Text); word.Ordinal(b.page.KeyOf(t)) && s.words == 1 || b.Merged(s.row) {
		return false
	}
	return r.as(UseNote, "没有名称也没有数字")
}

// ofTexts reports a table whose rows are texts and have no figures.
func (b *Body) ofTexts() bool {
	return b.claim.Form.Kind == model.KindWaiver || b.claim.Form.Kind == model.KindText
}

func ofWhich(b *Body, r *Row, s *seen) bool {
	if b.claim.Form.Kind == model.KindText || !strings.HasPrefix(b.labelKey(s.cells), "其中") {
		return false
	}
	r.Kind = model.OfWhich
	b.shape(r, s.cells)
	b.data++
	return r.as(UseOfWhich, "“其中”行，是上面一行的一部分")
}

func comparison(b *Body, r *Row, s *seen) bool {
	return b.closed && s.figures > 0 && word.Compares.MatchString(b.labelText(s.cells)) && r.as(UseNote, "和别的年度比较的数字，不是表里的行")
}

func unfilled(b *Body, r *Row, s *seen) bool {
	return s.bare && b.unfilled(s.cells) && r.as(UseBlank, "没有填写，只有序号和公式")
}

func loose(b *Body, r *Row, s *seen) bool {
	r.Loose = s.bare && b.closed && s.figures > 0
	return r.Loose && r.as(UseNote, "合计行之后没有名称的数字，不是表里的行")
}

func numberOnly(b *Body, r *Row, s *seen) bool {
	return s.bare && len(s.cells) == 1 && b.counter(s.cells[0]) && r.as(UseBlank, "只有序号")
}

func data(b *Body, r *Row, s *seen) bool {
	b.shape(r, s.cells)
	r.Bare, r.Over = s.bare, s.over
	b.data++
	return r.as(UseData, "")
}
