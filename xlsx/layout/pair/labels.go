package pair

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model"
	"ziping/model/pattern"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/profile"
	"ziping/xlsx/value"
)

// A labelled is a label cell of a 基本信息 or 文字材料 form, with its value.
type labelled struct {
	form   *word.LabelForm
	field  *profile.Field
	label  string
	span   grid.Range // of the label
	inline string     // value behind a colon in the label's own cell
	cells  []grid.Ref // where the value stands, in reading order
	where  string     // "右边", "下面", "同一格"
	name   string     // of a text whose name is not in the list
}

// Find proposes the label and value forms on what the tables and the
// 自评表 leave of the sheet.
func Find(v *word.Page, taken []evidence.Reading) []evidence.Reading {
	if v.Rows > evidence.LabelRows || v.Words.Basic == nil {
		return nil
	}
	free := func(r grid.Range) bool {
		return !slices.ContainsFunc(taken, func(c evidence.Reading) bool { return view.Overlap(c.Region, r) })
	}
	var found []*labelled
	for row := 1; row <= v.Rows; row++ {
		for col := 1; col <= v.Cols; col++ {
			span := v.Span(row, col)
			if span.Top == row && span.Left == col && free(span) {
				if l := labelledAt(v, row, col, span); l != nil {
					found = append(found, l)
				}
			}
			col = max(col, span.Right)
		}
	}
	var out []evidence.Reading
	for _, group := range cluster(found, taken) {
		if c, ok := labelCandidate(v, group, free); ok {
			out = append(out, c)
		}
	}
	return out
}

// labelledAt reads a cell as a label, nil when it is none.
func labelledAt(v *word.Page, row, col int, span grid.Range) *labelled {
	c := v.Cell(row, col)
	if c == nil || c.Kind != grid.String {
		return nil
	}
	text := strings.TrimSpace(c.Text)
	if text == "" {
		return nil
	}
	if _, ok := value.FindUnitLine(text); ok && word.IsLine(v.KeyOf(text)) {
		return nil // 单位：万元 is no 单位
	}
	if len(text) <= evidence.Standard.Word.LabelBytes {
		if form, field := v.LabelField(v.Label(text)); field != nil {
			return &labelled{form: form, field: field, label: text, span: span}
		}
	}
	// 项目名称：科普经费 in one cell.
	head, rest, ok := strings.Cut(strings.Replace(text, "：", ":", 1), ":")
	if rest = strings.TrimSpace(rest); !ok || len(head) > evidence.Standard.Word.ValueBytes {
		return nil
	}
	if form, field := v.LabelField(word.NewLabel(head)); field != nil {
		return &labelled{form: form, field: field, label: strings.TrimSpace(head), span: span, inline: rest}
	}
	return nil
}

// cluster parts the labels of a sheet where a table stands between them or
// many rows are empty.
func cluster(found []*labelled, taken []evidence.Reading) [][]*labelled {
	var out [][]*labelled
	for _, l := range found {
		n := len(out)
		if n > 0 {
			last := out[n-1][len(out[n-1])-1]
			gap := grid.Range{Top: last.span.Bottom, Left: 1, Bottom: l.span.Top, Right: 1 << 14}
			if l.span.Top-last.span.Bottom <= evidence.Standard.Pair.Gap && !slices.ContainsFunc(taken, func(c evidence.Reading) bool { return view.Overlap(c.Region, gap) }) {
				out[n-1] = append(out[n-1], l)
				continue
			}
		}
		out = append(out, []*labelled{l})
	}
	return out
}

// labelCandidate weighs a group of labels and finds their values.
func labelCandidate(v *word.Page, group []*labelled, free func(grid.Range) bool) (evidence.Reading, bool) {
	basics, texts, strong := map[string]bool{}, map[string]bool{}, 0
	for _, l := range group {
		seen := basics
		if l.form == v.Words.Texts {
			seen = texts
		}
		if !seen[l.field.Name] {
			seen[l.field.Name] = true
			strong += view.One(l.field.Strong)
		}
	}
	kind, form, n := model.KindBasic, v.Words.Basic, len(basics)
	if len(texts) > len(basics) {
		kind, form, n = model.KindText, v.Words.Texts, len(texts)
	}
	named, why := labelsNamed(v, form, group[0])
	if !(strong >= evidence.Standard.Pair.Strong || named && strong >= 1 && n >= 2 || kind == model.KindText && (strong >= 2 || named && n >= 1)) {
		return evidence.Reading{}, false
	}
	findValues(v, group, free)
	group = withoutHeader(v, group)
	if first := group[0]; len(group) > 1 && first.inline == "" && first.form == v.Words.Basic && (len(first.cells) == 0 || acrossAll(v, first.span)) &&
		slices.ContainsFunc(form.Titles, func(w string) bool { return strings.Contains(v.KeyOf(first.label), w) }) {
		group = group[1:] // the title, which is also a label's word
	}
	if lying(v, group) {
		return evidence.Reading{}, false
	}
	if kind == model.KindText || len(texts) > 0 {
		group = furtherTexts(v, group, free)
	}
	region := group[0].span
	for _, l := range group {
		region = view.Union(region, l.span)
		for _, c := range l.cells {
			region = view.Union(region, v.Span(c.Row, c.Col))
		}
	}
	region.Right = min(region.Right, max(v.Cols, region.Left))
	why = append(why, evidence.Evidence{ID: "labels", At: region, Points: float64(strong), Say: fmt.Sprintf("认得 %d 个标签", len(group))})
	c := evidence.Reading{Kind: kind, Region: region, Score: evidence.Score(evidence.Points(why)), Evidence: why}
	c.Read = func(known evidence.Known, res *evidence.Result) { readLabels(v, known, res, kind, group, c) }
	c.Heads = c.Read
	return c, true
}

// headerValue is what stands over the values where labels have a header row.
var headerValue = pattern.New(`^` + profile.Any("value-of") + `?` + profile.Any("values") + `$`)

// withoutHeader drops the labels of a header row over the others: 序号 | 内容 |
// 填写, or 项目 | 内容, which are labels' words as well.
func withoutHeader(v *word.Page, group []*labelled) []*labelled {
	n := 0
	for n < len(group) && group[n].span.Top == group[0].span.Top {
		n++
	}
	if n == len(group) || group[n].span.Top != group[0].span.Bottom+1 {
		return group
	}
	over, beside := false, n > 1
	for i, l := range group[:n] {
		over = over || l.span.Left == group[n].span.Left
		beside = beside && len(l.cells) == 0 && l.inline == "" && (i == 0 || group[i-1].span.Right+1 == l.span.Left)
	}
	if first := group[0]; over && (beside || n == 1 && len(first.cells) == 1 && headerValue.MatchString(v.Key(first.cells[0].Row, first.cells[0].Col))) {
		return group[n:]
	}
	return group
}

// labelsNamed reports that the sheet's name or a line above the labels says
// what the form is.
func labelsNamed(v *word.Page, form *word.LabelForm, first *labelled) (bool, []evidence.Evidence) {
	key := v.KeyOf(v.Grid.Name)
	for _, name := range form.Sheets {
		if key == name || len(name) >= evidence.Standard.Pair.SheetBytes && strings.Contains(key, name) {
			return true, []evidence.Evidence{{ID: "sheet", Points: evidence.Standard.Column.Named, Say: "工作表名“" + v.Grid.Name + "”是" + form.Name() + "的常用名"}}
		}
	}
	for row := max(1, first.span.Top-evidence.Standard.Header.TitleRows); row < first.span.Top; row++ {
		for col := 1; col <= v.Cols; col++ {
			for _, w := range form.Titles {
				if strings.Contains(v.Key(row, col), w) {
					return true, []evidence.Evidence{{ID: "title", At: v.Span(row, col), Points: evidence.Standard.Column.Named, Say: "标题“" + view.Brief(v.Text(row, col)) + "”里有“" + w + "”"}}
				}
			}
			col = max(col, v.Span(row, col).Right)
		}
	}
	return false, nil
}

// lying reports that most labels are followed by several values of their own:
// then it is a table on its side, and no form.
func lying(v *word.Page, group []*labelled) bool {
	beside, more := 0, 0
	starts := map[grid.Ref]bool{}
	for _, l := range group {
		starts[grid.Ref{Row: l.span.Top, Col: l.span.Left}] = true
	}
	for _, l := range group {
		if l.where != "右边" {
			continue
		}
		beside++
		at := l.cells[0]
		next := v.Span(at.Row, at.Col).Right + 1
		if next <= v.Cols && v.Text(at.Row, next) != "" && !starts[grid.Ref{Row: at.Row, Col: next}] && len(l.cells) == 1 {
			after := v.Span(at.Row, next).Right + 1
			if after > v.Cols || v.Text(at.Row, after) == "" || !starts[grid.Ref{Row: at.Row, Col: after}] {
				more++
			}
		}
	}
	return beside >= 2 && more*3 >= beside*2
}

// acrossAll reports a region as wide as the sheet.
func acrossAll(v *word.Page, r grid.Range) bool {
	return r.Left <= 1 && r.Right >= v.Cols && v.Cols > 1
}
