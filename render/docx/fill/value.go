package fill

import (
	"strings"
	"ziping/render/docx/lang"
	"ziping/render/docx/plan"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"
)

// value prints one tag.
func (f *filler) value(v *plan.ValueOp, sc *lang.Scope) {
	switch v.Tag.Kind {
	case lang.TagPicture:
		f.picture(v, sc)
		return
	case lang.TagChart:
		f.chart(v, sc)
		return
	}
	if v.Merge >= 0 && f.merges[v.Merge].cont {
		return
	}
	text, marks, ok := f.textOf(v, sc)
	if !ok {
		return
	}
	if marks.Parts != nil && !v.Text {
		f.spans(v, marks)
		return
	}
	f.print(v, text, marks)
}

// print writes a text with its marks.
func (f *filler) print(v *plan.ValueOp, text string, marks lang.Marked) {
	if v.Text || len(marks.Comments) == 0 && !marks.Looks() {
		f.text(v, text)
		return
	}
	f.marked(v, text, marks)
}

// textOf evaluates a tag to the text it prints and the marks on it.
func (f *filler) textOf(v *plan.ValueOp, sc *lang.Scope) (text string, marks lang.Marked, ok bool) {
	t := v.Tag
	if t.Kind == lang.TagCounter {
		if n := sc.CounterOf(0); n > 0 {
			return t.Counter.Word(n), marks, true
		}
		f.report(v, &problem.Fault{ID: problem.Outside, Msg: t.Raw + " 只能用在清单的循环里"})
		return "", marks, false
	}
	val, found := f.find(v, sc)
	if !found {
		switch {
		case f.o.missing == MissingKeep:
			return t.Raw, marks, true
		case f.o.missing == MissingEmpty:
			s, err := lang.Apply(nil, t.Formats)
			return s, marks, err == nil
		}
		return "", marks, false
	}
	if s, plain := val.(string); plain && len(t.Formats) == 0 { // most values, and nothing below has a say in them
		return s, marks, true
	}
	val, formats, err := lang.Reduce(lang.Styled(val), t.Formats)
	if err != nil {
		f.report(v, &problem.Fault{ID: problem.Kind, Msg: t.Raw + "：" + err.Error()})
		return "", marks, false
	}
	marks, _ = lang.MarksOf(val)
	if err := marks.Check(); err != nil {
		f.report(v, &problem.Fault{ID: problem.BadValue, Msg: "“" + t.Path.Raw + "”：" + err.Error(), Hint: "改数据。"})
		return "", marks, false
	}
	inner := lang.Unmark(val)
	s, err := lang.Apply(inner, formats)
	if err == lang.ErrKind {
		f.report(v, &problem.Fault{ID: problem.Kind, Msg: "“" + t.Path.Raw + "”是" + lang.KindName(inner) + "，不能当作文字写出来", Hint: kindHint(inner, t)})
		return "", marks, false
	}
	if err != nil {
		shown, _ := lang.PlainText(inner)
		f.report(v, &problem.Fault{ID: problem.BadValue, Msg: "“" + t.Path.Raw + "”的值“" + wml.Clip(shown, 30) + "”不能写成“" + formatNames(t.Formats) + "”：" + err.Error(),
			Hint: "改数据，或去掉标签里的格式。"})
		return "", marks, false
	}
	if len(formats) == 0 {
		marks.Parts, _ = inner.(lang.Spans)
	}
	return s, marks, true
}

func kindHint(v any, t *plan.Tag) string {
	switch v.(type) {
	case lang.Picture, *lang.Picture:
		return "写成 {{图片 " + t.Path.Raw + "}}。"
	case lang.Chart, *lang.Chart:
		return "写成 {{图表 " + t.Path.Raw + "}}。"
	}
	if _, ok := lang.Items(v); ok {
		return "用 {{#" + t.Path.Raw + "}} … {{/" + t.Path.Raw + "}} 逐项写出。"
	}
	return "写出其中的字段，例如 {{" + t.Path.Raw + ".名称}}。"
}

func formatNames(fs []lang.Format) string {
	var s []string
	for _, f := range fs {
		s = append(s, f.String())
	}
	return strings.Join(s, "｜")
}

// merge writes the w:vMerge of a merging cell: a new group, or a continuation of the cell above.
func (f *filler) merge(o *plan.Op, sc *lang.Scope) {
	v := o.Val
	st := &f.merges[v.Merge]
	text, _, ok := f.textOf(v, sc)
	same := ok && text != "" && st.text == text && st.row > 0 && f.row == st.row+v.Span && (!f.broke || v.Tag.Merge == lang.MergeAll)
	f.broke = f.broke || !same
	st.text, st.row, st.cont = text, f.row, same
	f.out = append(append(append(f.out, '<'), o.Lit...), "vMerge"...)
	if same {
		f.out = append(f.out, "/>"...)
		return
	}
	f.out = append(append(append(f.out, ' '), o.Lit...), `val="restart"/>`...)
}
