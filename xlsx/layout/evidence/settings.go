package evidence

// Settings are all weights and limits of recognition, by the room that uses them first.
// A length says what it counts: bytes (three for a Chinese character), runes, rows or
// cells. What a limit bounds is in the cases just inside and just outside of it;
// .ci/turn turns them.
type Settings struct {
	Word struct {
		ValueBytes   int     // the longest text that may be a figure, a date, the word of a sum or the sign that there is none, bytes
		LabelBytes   int     // the longest label or header, or line that states some; beyond it a text is prose, bytes
		RestRunes    int     // what must be left of a word without its beginning, its brackets or its filler, runes
		TailRunes    int     // the shortest word that is recognised at the end of a longer one, and the shortest title before a unit line, runes
		WordRunes    int     // the longest word: a header that is taken apart into morphemes, a label inside a line, runes
		HeadingRunes int     // the longest heading, or name of a text, a group or what is summed, runes
		Literal      float64 // points of the word itself; all points are log-odds, 1 is ten to one
		Trimmed      float64 // factor for each reading that is less literal: without unit, numbering, year, brackets
		ByCore       float64 // points of words that are the same without 资金, 年度 and the like
		ByTail       float64 // points of a header that ends in the word
		Composed     float64 // points of a word of nothing but known morphemes
		Loose        float64 // points of a word with a known head and something unknown before it
		ByGroup      float64 // factor for a part of what the group above states
		AsTitled     float64 // points of two levels of a header read together
		Spare        float64 // what the reading as a field loses that only takes what another leaves
		SpareWord    float64 // what a reading loses whose word is also one of such a field
		NearLikeness float64 // likeness (0 to 1) above which a known word is named as the nearest, and taken where nothing else is
	}
	Header struct {
		MaxRows    int // rows of the highest header seen in print, and one more
		KnownWords int // known words that make a row of words a header
		LikeWords  int // understood words that make one of a row, if they are more than half of it
		TitleRows  int // rows above a header or a label that may hold titles
		NearRows   int // rows above a table that are near it: a unit line stands in them, as many blank ones part it from its title
		TitleTexts int // texts of a row that still may be titles of the table below
		TitleRunes int // the longest title, runes
	}
	Column struct {
		Mixed        float64 // share of values of another type above which a column hardly holds those of a field
		Misfit       float64 // points it takes then from the reading as that field
		Fits         float64 // points that values of the field's type give a composed word
		Least        float64 // points below which a composed word is not taken
		DoubtfulRank int     // place in a field's list from which a word may also stand for words
		Required     float64 // what a required field has over another of the same strength
		Visits       float64 // what 人次 has over 人数
		PerPlace     float64 // what a word loses for each place it stands further down in its field's list
		LeastPoints  float64 // points below which a form does not claim a table
		Unknown      float64 // points a column takes with a name that is not understood
		Number       float64 // points of 序号 and 备注
		Derived      float64 // factor for a column whose words are not in the list as they stand
		Part         float64 // points of words, and of a column that holds a part or a source
		Figures      float64 // points of a required column, and of figures and dates
		Named        float64 // points of a title or a sheet's name that says what the table is
		SheetBytes   int     // the shortest usual name of a sheet that counts inside a longer one, bytes
	}
	Body struct {
		ParagraphRunes int // the longest lone text that is no paragraph, runes
	}
	Sum struct {
		OfWhich int // rows below one that may be parts of it
	}
	Fact struct {
		OfficeRunes int // the shortest name of an office, runes
	}
	Table struct {
		Least         float64 // score (0 to 1) below which a reading is not taken
		Turned        float64 // factor for the score of a table that lies on its side
		CardLabels    int     // known labels that make a card
		TitleKeyBytes int     // the shortest line that is rather a title, bytes
	}
	Pair struct {
		Gap        int // rows between labels of one form
		Strong     int // strong labels that make a form without a name
		SheetBytes int // the shortest usual name of a sheet that counts inside a longer one, bytes
	}
	Form struct {
		Gap    int     // blank rows that a form may contain; what comes after more of them must begin with a known header
		Title  float64 // points of a form's title
		Anchor float64 // points of 三级指标, 实际完成值 and the columns of money
		Part   float64 // points of what else a form has
	}
	Parts struct {
		CopiedRows    float64 // share of the rows of the shorter of two logs from which they are versions of one
		SharedColumns float64 // share of the columns of a log that two parts of one state both
		HeaderColumns int     // columns of a header that nobody writes twice by chance
	}
}

// Standard are the settings that hold.
var Standard = standard()

func standard() (s Settings) {
	s.Word.ValueBytes = 60
	s.Word.LabelBytes = 240
	s.Word.RestRunes = 2
	s.Word.TailRunes = 4
	s.Word.WordRunes = 14
	s.Word.HeadingRunes = 24
	s.Word.Literal = 3
	s.Word.Trimmed = 0.97
	s.Word.ByCore = 2.1
	s.Word.ByTail = 1.8
	s.Word.Composed = 2
	s.Word.Loose = 1
	s.Word.ByGroup = 0.65
	s.Word.AsTitled = 2.7
	s.Word.Spare = 0.6
	s.Word.SpareWord = 0.3
	s.Word.NearLikeness = 0.45
	s.Header.MaxRows = 5
	s.Header.KnownWords = 2
	s.Header.LikeWords = 3
	s.Header.TitleRows = 12
	s.Header.NearRows = 4
	s.Header.TitleTexts = 3
	s.Header.TitleRunes = 80
	s.Column.Mixed = 0.7
	s.Column.Misfit = 1.2
	s.Column.Fits = 1
	s.Column.Least = 1.2
	s.Column.DoubtfulRank = 5
	s.Column.Required = 0.03
	s.Column.Visits = 0.09
	s.Column.PerPlace = 0.0015
	s.Column.LeastPoints = 0.3
	s.Column.Unknown = 0.1
	s.Column.Number = 0.05
	s.Column.Derived = 0.7
	s.Column.Part = 0.3
	s.Column.Figures = 0.6
	s.Column.Named = 0.5
	s.Column.SheetBytes = 6
	s.Body.ParagraphRunes = 40
	s.Sum.OfWhich = 12
	s.Fact.OfficeRunes = 3
	s.Table.Least = 0.5
	s.Table.Turned = 0.9
	s.Table.CardLabels = 4
	s.Table.TitleKeyBytes = 18
	s.Pair.Gap = 30
	s.Pair.Strong = 3
	s.Pair.SheetBytes = 12
	s.Form.Gap = 2
	s.Form.Title = 0.35
	s.Form.Anchor = 0.2
	s.Form.Part = 0.1
	s.Parts.CopiedRows = 0.5
	s.Parts.SharedColumns = 0.6
	s.Parts.HeaderColumns = 4
	return s
}
