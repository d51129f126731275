package check

import (
	"cmp"
	"slices"

	"ziping/model"
	"ziping/model/text"
)

// A Review is a finished report, and what it is held against.
type Review struct {
	Report *text.Facts
	// Project is what the workbooks say, nil when the report is read by itself.
	Project *model.Project
	// Expected are the reports that would be made of the same workbooks, by each
	// outline: where the report says the same words, its figures are theirs.
	Expected []*text.Facts
	Last     *text.Facts // last year's report, nil for none
	Words    any         // the words and guards of package review; nil for the built-in ones
}

// A Where is a stretch of a report.
type Where struct {
	Part      string // name of the part; "" in a plain text
	Paragraph int    // of the part, from 1
	Heading   string // the nearest heading above
	From, To  int    // characters of the paragraph, from 0, To not included
	Quote     string
	Place     string // in words: 正文第12段（“二、项目资金情况”下）
	Line      int    // among the paragraphs that are read, for the order
}

// At makes the place of a stretch.
func At(s text.Span) *Where {
	p := s.Line.Para
	w := &Where{Part: p.Part, Paragraph: p.Index + 1, Heading: p.Heading, Quote: s.Quote(), Place: p.Place, Line: s.Line.No}
	w.From, w.To = s.Characters()
	return w
}

// compare orders places as a reader meets them.
func (w *Where) compare(o *Where) int {
	if w == nil || o == nil {
		return cmp.Compare(b2i(w == nil), b2i(o == nil))
	}
	return cmp.Or(cmp.Compare(w.Line, o.Line), cmp.Compare(w.From, o.From), cmp.Compare(w.To, o.To))
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Review applies the rules for finished reports. The findings come in reading
// order, those of no place last.
func (c Catalogue) Review(in *Review, set *Set) Result {
	if set == nil {
		set, _ = FindSet("")
	}
	p := in.Project
	if p == nil {
		p = &model.Project{}
	}
	r := &run{made: map[any]any{}, counts: map[string]Count{}}
	for i, rule := range c {
		if rule.Review != nil && set.Severity[rule.ID] != Off {
			rule.Review(&Pass{Project: p, Set: set, Rule: rule, Text: in, rank: i, run: r})
		}
	}
	for i := range r.findings {
		r.findings[i] = c.weighed(r.findings[i], set)
	}
	slices.SortStableFunc(r.findings, func(a, b Finding) int {
		return cmp.Or(a.Where.compare(b.Where), b.Severity.Weight()-a.Severity.Weight())
	})
	return Result{Findings: r.findings, Counts: r.counts}
}
