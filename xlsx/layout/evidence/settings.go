package evidence

// Settings are all weights and limits of recognition but those of the 自评表, by the
// room that uses them. A length says what it counts: bytes (three for a Chinese
// character), runes, rows or cells.
type Settings struct {
	View struct {
		DateBytes    int // the longest text that may be a date at a quick look, bytes
		FigureBytes  int // the longest text that may be a figure, bytes
		AbsenceBytes int // the longest text that may say 无 or 不涉及, bytes
	}
	Word struct {
		LabelBytes        int     // the longest label or header; beyond it a text is prose, bytes
		SharedBytes       int     // the longest header that is kept for the next workbook, bytes
		RestRunes         int     // what must be left of a word without its beginning, its brackets or its filler, runes
		TailRunes         int     // the shortest word that is recognised at the end of a longer header, runes
		HeadingRunes      int     // the longest numbered line above a table that names a category, runes
		ShortHeadingRunes int     // the longest numbered line among labels that is a heading, runes
		SumRunes          int     // the longest name of what a 小计 sums, runes
		SumBytes          int     // the longest text in a cell of figures that may be the word of a sum, bytes
		ComposedRunes     int     // the longest header that is taken apart into morphemes, runes
		Literal           float64 // points of the word itself; all points are log-odds, 1 is ten to one
		Trimmed           float64 // factor for each reading that is less literal: without unit, numbering, year, brackets
		ByCore            float64 // points of words that are the same without 资金, 年度 and the like
		ByTail            float64 // points of a header that ends in the word
		Composed          float64 // points of a word of nothing but known morphemes
		Loose             float64 // points of a word with a known head and something unknown before it
		ByGroup           float64 // factor for a part of what the group above states
		AsTitled          float64 // points of two levels of a header read together
		Spare             float64 // what the reading as a field loses that only takes what another leaves
		SpareWord         float64 // what a reading loses whose word is also one of such a field
		NearLikeness      float64 // likeness (0 to 1) above which a known word is named as the nearest, and taken where nothing else is
	}
	Header struct {
		MaxRows    int // rows of the highest header seen in print, and one more
		KnownWords int // known words that make a row of words a header
		LikeWords  int // understood words that make one of a row, if they are more than half of it
		LikeBytes  int // the longest of them, bytes
		TitleRows  int // rows above a header that may hold its titles
		TitleGap   int // blank rows that end them
		TitleTexts int // texts of a row that still may be titles of the table below
	}
	Column struct {
		SampleRows   int     // rows below a header that are looked at to tell what a column holds
		FigureWords  float64 // share of words above which a column hardly holds figures
		FigureMisfit float64 // points it takes then from the reading as figures
		DateWords    float64 // share of words and figures above which a column hardly holds dates
		DateMisfit   float64 // points it takes then from the reading as dates
		TextFigures  float64 // share of figures above which a column hardly holds texts
		TextMisfit   float64 // points it takes then from the reading as texts
		Fits         float64 // points that values of the field's type give a composed word
		Least        float64 // points below which a composed word is not taken
		DoubtfulRank int     // place in a field's list from which a word may also stand for words
		Required     float64 // what a required field has over another of the same strength
		Visits       float64 // what 人次 has over 人数
		PerPlace     float64 // what a word loses for each place it stands further down in its field's list
		Facts        int     // labels of 基本信息 among the names of a table of texts that make it none
		LeastPoints  float64 // points below which a form does not claim a table
		Unknown      float64 // points a column with a name that is not understood takes
		Derived      float64 // factor for a column whose words are not in the list as they stand
		Number       float64 // points of 序号 and 备注
		Part         float64 // points of a column that holds a part, or a source
		Figures      float64 // points of a required column, and of figures and dates
		Words        float64 // points of other words
		SheetBytes   int     // the shortest usual name of a sheet that counts inside a longer one, bytes
		SheetName    float64 // points of the sheet's name
		Title        float64 // points of the title
	}
	Body struct {
		FillerBytes    int // the longest row of ……, bytes
		NumberBytes    int // the longest number of a column, (3)=(1)+(2), bytes
		SumBytes       int // the longest text that may name a sum, bytes
		ParagraphRunes int // the longest lone text that is no paragraph, runes
	}
	Sum struct {
		OfWhich int // rows below one that may be parts of it
	}
	Fact struct {
		LineBytes   int // the longest line that states labels and values, bytes
		LabelRunes  int // the longest label in it, runes
		TitleRunes  int // the longest title, runes
		OfficeRunes int // the shortest name of an office, runes
		RestRunes   int // what must be left of a title without the unit line behind it, runes
	}
	Table struct {
		Least          float64 // score (0 to 1) below which a reading is not taken
		Turned         float64 // factor for the score of a table that lies on its side
		CardLabels     int     // known labels that make a card
		ReleasedRows   int     // rows of a sheet from which its cells are let go once they are read into the model: both together would be twice the memory
		LaneRows       int     // rows of a log that are read as one part; longer logs are read in parts, each part in lanes
		RepeatedBytes  int     // the longest text whose reading is remembered; longer ones hardly repeat, bytes
		OddCounts      int     // figures with a fraction that are reported of a column of counts; more say the same
		NearLikeness   float64 // likeness (0 to 1) above which a column is named that may be the missing one
		UnitRows       int     // rows above a header in which a unit line may stand beside the table
		TitleKeyBytes  int     // the shortest line that is rather a title, bytes
		TitleUnitRunes int     // the shortest line with a unit that still is a title, runes
	}
	Pair struct {
		Named      float64 // points of a name or title that says what the form is; a strong label has 1
		Rows       int     // rows of the longest sheet that is searched for labels: such a form is a page or two
		HeadBytes  int     // the longest label in front of a colon, bytes
		Gap        int     // rows between labels of one form
		Strong     int     // strong labels that make a form without a name
		SheetBytes int     // the shortest usual name of a sheet that counts inside a longer one, bytes
		TitleRows  int     // rows above the first label in which a title may name the form
		NearRows   int     // rows above it in which the title of the form, or a unit line, stands
		TitleRunes int     // the longest title, runes
		NameRunes  int     // the longest name of a text that is not in the list, runes
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
	s.View.DateBytes = 60
	s.View.FigureBytes = 40
	s.View.AbsenceBytes = 60
	s.Word.LabelBytes = 240
	s.Word.RestRunes = 2
	s.Word.TailRunes = 4
	s.Word.HeadingRunes = 24
	s.Word.ShortHeadingRunes = 20
	s.Word.SumRunes = 16
	s.Word.SumBytes = 60
	s.Word.ComposedRunes = 14
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
	s.Header.LikeBytes = 75
	s.Header.TitleRows = 12
	s.Header.TitleGap = 4
	s.Header.TitleTexts = 3
	s.Column.FigureWords = 0.6
	s.Column.FigureMisfit = 1.2
	s.Column.DateWords = 0.8
	s.Column.DateMisfit = 0.75
	s.Column.TextFigures = 0.7
	s.Column.TextMisfit = 1.2
	s.Column.Fits = 1
	s.Column.Least = 1.2
	s.Column.DoubtfulRank = 5
	s.Column.Required = 0.03
	s.Column.Visits = 0.09
	s.Column.PerPlace = 0.0015
	s.Column.Facts = 3
	s.Column.LeastPoints = 0.3
	s.Column.Unknown = 0.1
	s.Column.Derived = 0.7
	s.Column.Number = 0.05
	s.Column.Part = 0.3
	s.Column.Figures = 0.6
	s.Column.Words = 0.3
	s.Column.SheetBytes = 6
	s.Column.SheetName = 0.5
	s.Column.Title = 0.6
	s.Body.FillerBytes = 60
	s.Body.NumberBytes = 24
	s.Body.SumBytes = 90
	s.Body.ParagraphRunes = 40
	s.Sum.OfWhich = 12
	s.Fact.LineBytes = 300
	s.Fact.LabelRunes = 14
	s.Fact.TitleRunes = 80
	s.Fact.OfficeRunes = 3
	s.Fact.RestRunes = 4
	s.Table.Least = 0.5
	s.Table.Turned = 0.9
	s.Table.CardLabels = 4
	s.Table.NearLikeness = 0.34
	s.Table.UnitRows = 4
	s.Table.TitleKeyBytes = 18
	s.Table.TitleUnitRunes = 14
	s.Pair.HeadBytes = 60
	s.Pair.Gap = 30
	s.Pair.Strong = 3
	s.Pair.Named = 0.5
	s.Pair.SheetBytes = 12
	s.Pair.TitleRows = 6
	s.Pair.NearRows = 4
	s.Pair.TitleRunes = 60
	s.Pair.NameRunes = 30
	s.Parts.CopiedRows = 0.5
	s.Parts.SharedColumns = 0.6
	s.Parts.HeaderColumns = 4
	return s
}
