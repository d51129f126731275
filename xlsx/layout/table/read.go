package table

import (
	"fmt"
	"slices"

	"ziping/model"
	"ziping/xlsx/grid"
	"ziping/xlsx/layout/cell"
	"ziping/xlsx/layout/column"
	"ziping/xlsx/layout/evidence"
	"ziping/xlsx/value"
)

// read puts the table into the result. What it finds out about the rows is its own,
// so that it may be called again with other things known; only a sheet so large that
// its cells are let go is read once.
func (t *table) read(known evidence.Known, res *evidence.Result) {
	if t.v.Rows < evidence.ReleasedRows {
		own, b := *t, *t.b
		b.Rows = slices.Clone(t.b.Rows)
		own.b = &b
		t = &own
	}
	t.known, t.res = known, res
	t.Notes, t.assumed = cell.Notes{}, nil
	if t.seen = nil; res.Uses != nil {
		t.seen = &columnsSeen{}
	}
	t.categoryByDirections()
	t.describe()
	t.findUnit()
	switch t.c.Form.Kind {
	case model.KindFund:
		t.readFund()
	case model.KindActivity:
		t.readLog()
	case model.KindAllotment:
		t.readAllotment()
	case model.KindWaiver:
		t.readWaivers()
	case model.KindText:
		t.readTexts()
	}
	t.finish()
}

// describe fills in what inspect shows before any cell is read.
func (t *table) describe() {
	v, c := t.v, t.c
	used := v.Place(t.used())
	head := v.Place(grid.Range{Top: c.Head.Top, Left: t.used().Left, Bottom: c.Head.Bottom, Right: t.b.Right()})
	t.out = &model.Table{Kind: c.Form.Kind, Role: c.Form.Role, Pos: model.Pos{Sheet: v.Model, Row: int32(used.Top), Col: int32(used.Left)}, Range: used.String(), Header: head.String()}
	if t.title != nil {
		t.out.Title = t.title.Text
	}
	t.out.Why = append(t.out.Why, evidence.Says(c.Evidence)...)
	if v.Turned {
		t.out.Why = append(t.out.Why, "表是横着放的：表头在左边，一列一条记录")
	}
	for i := range c.Columns {
		t.describeColumn(&c.Columns[i])
	}
	t.res.Tables = append(t.res.Tables, t.out)
}

func (t *table) describeColumn(col *column.Column) {
	if col.Field < 0 && col.At.Col < col.Col && col.Sample.Figures+col.Sample.Words == 0 {
		return // the right part of a merged header over merged cells
	}
	if len(col.Path) == 0 && col.Field < 0 {
		if col.Sample.Figures > 0 {
			t.Add("import/ignored", t.v.Pos(t.c.Head.Bottom, col.Col), fmt.Sprintf("第 %s 列没有表头，里面的数字没有读入", t.colName(col.Col)), "请给这一列加上表头，或把它移出表格")
		}
		return
	}
	_, unit := value.HeaderUnit(col.Header)
	if col.Unit != "" {
		unit = col.Unit
	}
	out := model.Column{Header: col.Header, Cell: t.ref(col.At), Unit: unit}
	if col.Field >= 0 {
		f := t.c.Form.Fields[col.Field]
		out.Field, out.Title = f.Name, f.Title
		if col.Part {
			out.Title = f.Title + "的一部分"
			out.Field = f.Name + ".part"
			if f.Name == "received" {
				out.Field, out.Title = "source", "资金来源"
			}
		}
		if col.How != "" {
			t.out.Why = append(t.out.Why, fmt.Sprintf("“%s”读作%s：%s", col.Header, f.Title, col.How))
		}
		if col.Doubt != "" {
			n := t.Add("import/ambiguous", t.v.Pos(col.At.Row, col.At.Col), fmt.Sprintf("“%s”这一列读作%s：%s；%s", col.Header, f.Title, col.How, col.Doubt),
				"如果不是，请改用常见的表头，如“"+f.Words[0]+"”，或在词表（--profile）里加上这个叫法")
			n.Fields = column.Paths(t.c.Form.Kind, f.Name)
			t.res.Doubts = append(t.res.Doubts, evidence.Doubt{Unread: t.unread(col), Field: f.Name})
		}
	} else {
		out.Guess = t.c.Form.Nearest(col.Path[len(col.Path)-1])
		t.reportUnknown(col, out.Guess)
	}
	t.out.Columns = append(t.out.Columns, out)
}

func (t *table) colName(col int) string {
	if t.v.Turned {
		return fmt.Sprint(col)
	}
	return grid.ColName(col)
}

func (t *table) ref(at grid.Ref) string { return t.v.Ref(at).String() }

// finish hands the rows, the notes and what the lines above say to the result.
func (t *table) finish() {
	for _, r := range t.b.Rows {
		if r.Void {
			t.Add("import/ignored", t.rowPos(r.Num), "这一行"+r.Why+"，没有算进去", "如果要算进去，请去掉删除线或改正说明；不要的行请删除")
		}
		if r.Loose {
			t.Add("import/ignored", t.rowPos(r.Num), "合计行下面有没有名称的数字，没有读入", "如果要算进去，请写上名称，放到合计行上面")
		}
	}
	t.out.Rows = t.b.Uses()
	if t.v.Spots != nil {
		for i := range t.out.Rows {
			t.out.Rows[i].Row, t.out.Rows[i].Last = t.v.Card.Top, 0
		}
	}
	t.reportAssumed()
	t.ReportComputed(t.out.Pos)
	t.reportHidden()
	t.reportLeftovers()
	t.res.Notes = append(t.res.Notes, t.Said...)
	t.heads(t.known, t.res)
	t.mark()
}
