package pair

import (
	"strings"

	"ziping/model"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/layout/view"
	"ziping/xlsx/layout/word"
	"ziping/xlsx/value"
)

// unit is the money unit of a label: its own, that of a line on the sheet, or
// none, in which case a bare figure is refused by the value's reader and the
// unit is assumed and reported.
func (r *labelReader) unit(l *labelled) (value.MoneyUnit, model.Pos) {
	if _, name := value.HeaderUnit(l.label); name != "" {
		if u, ok := value.ParseMoneyUnit(name); ok {
			return u, r.v.Pos(l.span.Top, l.span.Left)
		}
	}
	for col := l.span.Left - 1; col > 0; col-- { // 项目资金（万元）, merged down beside its parts
		if u, ok := value.ParseMoneyUnit(word.HeaderMoneyUnit(r.v.Text(l.span.Top, col))); ok {
			s := r.v.Span(l.span.Top, col)
			return u, r.v.Pos(s.Top, s.Left)
		}
	}
	for row := max(1, int(r.out.Pos.Row)-evidence.Standard.Header.NearRows); row <= min(r.v.Rows, l.span.Bottom+3); row++ {
		for col := 1; col <= r.v.Cols; col++ {
			text := r.v.Text(row, col)
			if strings.HasSuffix(r.v.Key(row, col), "单位") {
				if u, ok := value.ParseMoneyUnit(r.v.Text(row, r.v.Span(row, col).Right+1)); ok {
					return u, r.v.Pos(row, r.v.Span(row, col).Right+1)
				}
			}
			if text != "" && r.v.Owns(row, col) && strings.Contains(text, "单位") && len(text) < evidence.Standard.Word.LabelBytes {
				if name, ok := value.FindUnitLine(text); ok {
					if u, ok := value.ParseMoneyUnit(name); ok {
						return u, r.v.Pos(row, col)
					}
				}
			}
		}
	}
	if c, _ := r.cell(l, ""); c != nil && !view.BareFigure(c) {
		return value.MoneyUnit{}, model.Pos{}
	}
	u := r.v.Assume()
	_, pos := r.cell(l, "")
	n := r.Add("import/unit-assumed", pos, "“"+l.label+"”没有写金额单位，按"+u.Name+"读入", "请在标签里写明单位，如“"+l.label+"（万元）”")
	n.Want = u.Name
	r.res.Assumed = append(r.res.Assumed, r.out)
	return u, model.Pos{}
}
