package render

import (
	"io"
	"strings"

	"ziping/model"
	"ziping/model/check"
)

// TextOptions steer text for people.
type TextOptions struct {
	Color bool // terminal colours; the words say the same without
	Width int  // columns of the terminal, 0 to leave lines as long as they are
	// Checked is what became of the checks; they are the last block.
	Checked []check.Checked
}

// FindingsText writes one unit's findings: what was read, then every finding
// by severity and place, each with what to do, and a line that counts them. p
// may be nil when nothing could be read; the findings then say why. Text from
// the workbooks is shown as one safe line each.
func FindingsText(w io.Writer, p *model.Project, fs []check.Finding, opt TextOptions) error {
	t := textPage{opt: opt}
	if p == nil {
		t.line("ziping 核对结果")
	} else {
		t.line("ziping 核对结果：" + unitTitle(p, ""))
	}
	if title := projectTitle(p); title != "" {
		t.line(title)
	}
	t.line("")
	if p != nil {
		t.figures(p)
	}
	if first := mendFirst(fs); first != nil {
		t.named("", "先改这三处", strings.Join(first, "；"))
		t.line("")
	}
	for _, f := range inOrder(fs) {
		t.finding(f)
	}
	counts := tallyOf(fs)
	if v := counts.verdict(p, opt.Checked); v != "" {
		t.line(v)
	}
	t.line(counts.String())
	t.checked(opt.Checked)
	_, err := io.WriteString(w, t.b.String())
	return err
}

// checked is the block of what was checked, what was not, and why.
func (t *textPage) checked(checked []check.Checked) {
	if len(checked) == 0 {
		return
	}
	t.line("")
	t.line("核对了什么、没有核对什么：")
	for _, l := range CheckedLines(checked) {
		t.named(findingIndent, l.Title, l.text())
	}
}

// A textPage is text being laid out.
type textPage struct {
	b   strings.Builder
	opt TextOptions
}

func (t *textPage) line(s string) { wrapInto(&t.b, "", s, 0, t.opt.Width) }

// named writes a line with a short name in front, wrapped under its text.
func (t *textPage) named(indent, name, text string) {
	lead := indent + name + "："
	wrapInto(&t.b, lead, text, columnsOf(lead), t.opt.Width)
}

func (t *textPage) figures(p *model.Project) {
	t.named("", "读到", readWords(p))
	t.named("", "资金", factWords(moneyFacts(p)))
	if s := scoreFacts(p); s != nil {
		t.named("", "自评", factWords(s))
	}
	if rows := activityTable(p); rows != nil {
		t.line("活动：")
		alignRows(&t.b, "  ", activityHeads, rows)
	}
	t.line("")
}

func factWords(facts []fact) string {
	parts := make([]string, len(facts))
	for i, f := range facts {
		parts[i] = f.Name + " " + f.Value
	}
	return strings.Join(parts, "，")
}

// findingIndent is where the lines below a finding begin.
const findingIndent = "  "

func (t *textPage) finding(f check.Finding) {
	text := placeOf(f)
	if text != "" {
		text += "："
	}
	text += plain(f.Message) + " [" + ruleName(f.Rule) + "]"
	t.tagged(groupOf(f), text)
	if f.Waived != "" {
		t.named(findingIndent, "原为"+groupTitle(string(f.Severity))+"，豁免理由", plain(f.Waived))
	}
	if f.Hint != "" {
		t.named(findingIndent, "办法", plain(f.Hint))
	}
	if len(f.Related) > 0 {
		t.named(findingIndent, "相关单元格", RelatedCells(f.Pos, f.Related))
	}
	for _, c := range f.Consequences {
		t.named(findingIndent, "因此还有", placeFrom(f.Pos, c.Pos)+"："+plain(c.Message)+" ["+ruleName(c.Rule)+"]")
	}
	t.line("")
}

// groupColors are the terminal colours of the tags.
var groupColors = map[string]string{"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "info": "\x1b[36m", "waived": "\x1b[2m"}

const colorOff = "\x1b[0m"

// tagged writes 【错误】text; only the tag is coloured.
func (t *textPage) tagged(group, text string) {
	tag := "【" + groupTitle(group) + "】"
	var b strings.Builder
	wrapInto(&b, tag, text, len(findingIndent), t.opt.Width)
	if rest := b.String()[len(tag):]; t.opt.Color {
		t.b.WriteString(groupColors[group] + tag + colorOff + rest)
	} else {
		t.b.WriteString(tag + rest)
	}
}

// ReviewText writes what was found in a finished report, as FindingsText does for
// a unit; what no program checks is said at the end. heading names the report.
func ReviewText(w io.Writer, heading string, fs []check.Finding, opt TextOptions) error {
	t := textPage{opt: opt}
	t.line("ziping 审读结果：" + plain(heading))
	t.line("")
	for _, f := range inOrder(fs) {
		t.finding(f)
	}
	counts := tallyOf(fs)
	t.line(counts.String())
	t.checked(opt.Checked)
	_, err := io.WriteString(w, t.b.String())
	return err
}
