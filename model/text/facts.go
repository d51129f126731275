package text

import "strings"

// Facts is what stands in a report, each found once, in reading order.
type Facts struct {
	Doc        *Document
	Lines      []*Line // what a reader reads, without comments and empty paragraphs
	Sentences  []Sentence
	Figures    []*Figure
	Years      []*Year
	References []*Reference
	Titles     []*Title
	Headings   []*Heading
	Lists      []*List
}

// A Sentence ends with 。！？； or its paragraph. A cell of a table is one.
type Sentence struct {
	Span
	// First and Last are the sentence's figures in Facts.Figures, Last not included.
	First, Last int
}

// Read finds the facts of a document.
func Read(d *Document) *Facts {
	f := &Facts{Doc: d}
	for i := range d.Paragraphs {
		p := &d.Paragraphs[i]
		if p.Kind == Remark || strings.TrimSpace(p.Text) == "" {
			continue
		}
		l := NewLine(p, len(f.Lines))
		if l.Text == "" {
			continue
		}
		f.Lines = append(f.Lines, l)
		f.line(l)
	}
	return f
}

// line finds what stands on one line.
func (f *Facts) line(l *Line) {
	var taken []Span // digits there are no figures
	refs := referencesOf(l)
	for _, r := range refs {
		taken = append(taken, r.Span)
	}
	titles := titlesOf(l)
	for _, t := range titles {
		taken = append(taken, t.Span)
	}
	f.References, f.Titles = append(f.References, refs...), append(f.Titles, titles...)
	if h, ok := headingOf(l); ok && !l.Para.Contents {
		f.Headings = append(f.Headings, h)
		taken = append(taken, h.Mark)
	}
	s := scanner{line: l, taken: taken}
	s.run()
	first := len(f.Figures)
	f.Figures, f.Years = append(f.Figures, s.figures...), append(f.Years, s.years...)
	f.Lists = append(f.Lists, listsOf(l)...)
	f.sentences(l, first)
}

// sentences cuts a line at the ends of its sentences, and gives each its figures.
func (f *Facts) sentences(l *Line, first int) {
	depth, from := 0, 0
	add := func(to int) {
		if to <= from {
			return
		}
		last := first
		for last < len(f.Figures) && f.Figures[last].From < to {
			f.Figures[last].Sentence = len(f.Sentences)
			last++
		}
		f.Sentences = append(f.Sentences, Sentence{Span{l, from, to}, first, last})
		first, from = last, to
	}
	for i, r := range l.Text {
		switch r {
		case '《', '(', '“':
			depth++
		case '》', ')', '”':
			depth = max(0, depth-1)
		case '。', '!', '?', ';':
			if depth == 0 {
				add(i + len(string(r)))
			}
		}
	}
	add(len(l.Text))
}

// Of are the figures of a sentence.
func (f *Facts) Of(s *Sentence) []*Figure { return f.Figures[s.First:s.Last] }
