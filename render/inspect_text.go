package render

import (
	"io"
	"strings"

	"ziping/model"
)

// InspectText writes what was recognised in a project's workbooks and why: the
// head with its sources; then for every file and sheet the tables, their
// columns, units and rows, and what was left out and for which reason.
func InspectText(w io.Writer, p *model.Project, opt TextOptions) error {
	t := textPage{opt: opt}
	t.line("ziping 认表说明：" + unitTitle(p, ""))
	if p == nil {
		t.line("没有读到任何内容。")
		_, err := io.WriteString(w, t.b.String())
		return err
	}
	t.named("", "读到", readWords(p))
	t.line("")
	t.head(headViews(p))
	t.totals(totalViews(p))
	for _, f := range fileViews(p) {
		t.file(f)
	}
	_, err := io.WriteString(w, t.b.String())
	return err
}

// title writes a heading.
func (t *textPage) title(s string) {
	if t.opt.Color {
		s = "\x1b[1m" + s + colorOff
	}
	t.b.WriteString(s + "\n")
}

func (t *textPage) head(heads []headView) {
	if len(heads) == 0 {
		return
	}
	t.title("项目基本情况")
	names := 0
	for _, h := range heads {
		names = max(names, columnsOf(h.Name))
	}
	for _, h := range heads {
		lead := "  " + padRight(h.Name, names) + "  "
		text := h.Value
		if h.Place != "" {
			text += "  ← " + h.Place
		}
		wrapInto(&t.b, lead, text, columnsOf(lead), t.opt.Width)
		for _, o := range h.Others {
			wrapInto(&t.b, strings.Repeat(" ", columnsOf(lead)), "另见 "+o, columnsOf(lead), t.opt.Width)
		}
	}
	t.line("")
}

func (t *textPage) totals(totals []totalView) {
	if len(totals) == 0 {
		return
	}
	t.title("表上写的合计")
	for _, v := range totals {
		wrapInto(&t.b, "  ", v.Place+" “"+v.Label+"”："+v.Figures, 4, t.opt.Width)
	}
	t.line("")
}

func (t *textPage) file(f fileView) {
	t.title("文件 " + f.Name)
	if f.SHA256 != "" {
		t.named("  ", "SHA-256", f.SHA256)
	}
	for _, s := range f.Sheets {
		t.line("")
		t.title("  工作表“" + s.Name + "”")
		for _, table := range s.Tables {
			t.table(table)
		}
		for _, i := range s.Ignored {
			t.named("    ", "没有读 "+orText(i.Range, "整张表"), i.Reason)
		}
		if s.Nothing {
			t.line("    没有认出表")
		}
	}
	t.line("")
}

func orText(s, other string) string {
	if s == "" {
		return other
	}
	return s
}

func (t *textPage) table(v tableView) {
	what := v.Range + " 是" + v.Kind
	if v.Title != "" {
		what += "，标题“" + v.Title + "”"
	}
	wrapInto(&t.b, "    ", what, 6, t.opt.Width)
	for _, w := range v.Why {
		t.named("      ", "依据", w)
	}
	if v.Header != "" {
		t.named("      ", "表头", v.Header)
	}
	if v.Unit != "" {
		t.named("      ", "金额单位", v.Unit)
	}
	t.columns(v.Columns)
	for _, r := range v.Rows {
		text := r.Role
		if r.Why != "" {
			text += "（" + r.Why + "）"
		}
		t.named("      ", r.Rows, text)
	}
	for _, c := range v.Unknown {
		t.named("      ", c.Cell, "“"+c.Header+"”"+c.Unknown)
	}
}

func (t *textPage) columns(columns []columnView) {
	cells, fields := 0, 0
	for _, c := range columns {
		cells, fields = max(cells, columnsOf(c.Cell)), max(fields, columnsOf(c.Field))
	}
	for _, c := range columns {
		lead := "      " + padRight(c.Cell, cells) + "  " + padRight(c.Field, fields) + "  "
		text := "“" + c.Header + "”"
		if c.Unit != "" {
			text += "，" + c.Unit
		}
		wrapInto(&t.b, lead, text, columnsOf(lead), t.opt.Width)
	}
}
