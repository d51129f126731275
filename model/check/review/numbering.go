package review

import (
	"fmt"
	"slices"
	"strings"

	"ziping/model/check"
	"ziping/model/text"
)

// Numbering follows the typed numbers of headings and items: none missing, none
// twice, each level from 1.
func Numbering(p *check.Pass) {
	r := of(p)
	n := numbering{p: p, r: r}
	n.headings()
	n.lists()
}

type numbering struct {
	p *check.Pass
	r *reading
}

// signs write a number as each level does.
var signs = []func(int) string{
	nil,
	func(n int) string { return chineseNumber(n) + "、" },
	func(n int) string { return "（" + chineseNumber(n) + "）" },
	func(n int) string { return fmt.Sprintf("%d.", n) },
	func(n int) string { return fmt.Sprintf("（%d）", n) },
	func(n int) string { return string(rune('①' + n - 1)) },
}

func chineseNumber(n int) string {
	digits := []rune("零一二三四五六七八九")
	switch {
	case n < 10:
		return string(digits[n])
	case n < 20:
		return strings.TrimSuffix("十"+string(digits[n%10]), "零")
	}
	return strings.TrimSuffix(string(digits[n/10])+"十"+string(digits[n%10]), "零")
}

// headings looks at the numbers before paragraphs.
func (n numbering) headings() {
	var last [6]int
	var at [6]*text.Heading
	told := map[string]bool{}
	line := -1
	for _, h := range n.r.headings {
		if h.Line.Para.Automatic || h.Level == 5 && h.Number > 19 {
			continue
		}
		if n.annexed(line, h.Line.No) {
			last, at = [6]int{}, [6]*text.Heading{}
		}
		number := n.intended(h)
		prev := last[h.Level]
		expect := prev + 1
		switch {
		case number == expect, number == 1, prev == 0:
			n.p.Held(1)
		case n.r.f.Doc.Automatic || h.Level >= 3 && h.Line.No > line+40:
			// Word may number those between, or they belong to something else
		case h.Level >= 4 && number < prev:
		default:
			key := fmt.Sprintf("%d-%d", h.Level, number)
			if told[key] {
				break
			}
			told[key] = true
			n.broken(h, at[h.Level], number, prev)
		}
		if h.Level == 4 && number == 1 && last[3] == 0 && last[2] > 0 && at[2] != nil && at[2].Short() && h.Short() && !n.r.f.Doc.Automatic && !n.r.ours(h.Line) && !told["level"] {
			told["level"] = true
			n.p.Report(check.Finding{
				Severity: check.Info, Where: check.At(h.Mark), Got: h.Mark.Quote(), Want: signs[3](1),
				Message: fmt.Sprintf("“%s”下面直接用了“%s”，请核对层次", shorten(at[2].Text(), 20), h.Mark.Quote()), Hint: "结构层次依次是 一、（一）1.（1）",
			})
		}
		last[h.Level], at[h.Level] = number, h
		line = h.Line.No
		for level := h.Level + 1; level < len(last); level++ {
			last[level], at[level] = 0, nil
		}
	}
}

// annexed reports a line 附件：1.… between two lines: its list begins on it.
func (n numbering) annexed(from, to int) bool {
	for _, l := range n.r.f.Lines[max(from, 0):to] {
		if strings.HasPrefix(l.Text, "附件") || strings.HasPrefix(l.Text, "附:") || strings.HasPrefix(l.Text, "附表") {
			return true
		}
	}
	return false
}

// intended is the number of a heading, that of its twin where the text is ours:
// the difference is told once.
func (n numbering) intended(h *text.Heading) int {
	if m := n.r.same.lines[h.Line.No]; m != nil {
		if twin, ok := headingIn(m.twin); ok {
			return twin
		}
	}
	return h.Number
}

func headingIn(l *text.Line) (int, bool) {
	for _, h := range text.Read(&text.Document{Paragraphs: []text.Paragraph{*l.Para}}).Headings {
		return h.Number, true
	}
	return 0, false
}

func (n numbering) broken(h, before *text.Heading, number, prev int) {
	what := fmt.Sprintf("前一个是“%s”，缺“%s”", before.Mark.Quote(), signs[h.Level](prev+1))
	switch {
	case number == prev:
		what = fmt.Sprintf("和前面的（%s“%s”）重复", before.Line.Para.Place, shorten(before.Text(), 16))
	case number < prev:
		what = fmt.Sprintf("排在“%s”的后面", before.Mark.Quote())
	}
	f := check.Finding{
		Where: check.At(h.Mark), Got: h.Mark.Quote(), Want: signs[h.Level](prev + 1),
		Message: fmt.Sprintf("序号“%s”（%s）%s", h.Mark.Quote(), shorten(h.Name, 16), what), Hint: "按顺序重新编号；少了一节的，补上",
	}
	if h.Level >= 3 && (!h.Short() || !before.Short()) || h.Level > 3 {
		f.Severity = check.Warning // items of other lists may stand between
	}
	n.p.Report(f)
}

// lists looks at 一是…二是… and 第一，第二，: within a paragraph, and on from one to the next.
func (n numbering) lists() {
	last := map[string]int{}
	lineOf := map[string]int{}
	for _, list := range n.r.f.Lists {
		l := list.Items[0].Mark.Line
		if !n.r.free(l) {
			delete(last, list.Style)
			continue
		}
		numbers := make([]int, len(list.Items))
		for i, item := range list.Items {
			numbers[i] = item.Number
		}
		if ones := countOf(numbers, 1); ones > 1 { // a list in a list
			delete(last, list.Style)
			continue
		}
		prev := 0
		if numbers[0] != 1 && l.No <= lineOf[list.Style]+3 {
			prev = last[list.Style]
		}
		if numbers[0] != 1 && prev == 0 {
			last[list.Style], lineOf[list.Style] = numbers[len(numbers)-1], l.No
			continue // it goes on from elsewhere, or is no list: 第二
		}
		for i, item := range list.Items {
			if item.Number == 1 {
				prev = 1
				continue
			}
			if item.Number != prev+1 && !slices.Contains(numbers[:i], prev+1) {
				n.p.Report(check.Finding{
					Where: check.At(item.Mark), Got: item.Mark.Quote(), Want: itemMark(list.Style, prev+1),
					Message: fmt.Sprintf("“%s”前面是“%s”，缺“%s”", item.Mark.Quote(), itemMark(list.Style, prev), itemMark(list.Style, prev+1)),
					Hint:    "按顺序重新编号；少了一项的，补上",
				})
				break
			}
			n.p.Held(1)
			prev = item.Number
		}
		last[list.Style], lineOf[list.Style] = numbers[len(numbers)-1], l.No
	}
}

func countOf(list []int, want int) int {
	n := 0
	for _, v := range list {
		if v == want {
			n++
		}
	}
	return n
}

func itemMark(style string, n int) string {
	if style == "是" {
		return chineseNumber(n) + "是"
	}
	return "第" + chineseNumber(n)
}
