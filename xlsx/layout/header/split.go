package header

import (
	"slices"
	"strings"

	"ziping/xlsx/layout/word"
)

// Split parts a header whose words repeat side by side: 序号 单位 金额 序号 单位 金额.
func Split(v *word.Page, h *Header) []*Header {
	out := []*Header{h}
	n := len(h.Cols)
	for width := 2; width <= n/2; width++ {
		same := true
		for i := 0; i < width && same; i++ {
			same = len(h.Cols[i].Path) > 0 && h.Cols[i].Text() == h.Cols[i+width].Text()
		}
		if !same {
			continue
		}
		for from := 0; from+width <= n; from += width {
			part := *h
			part.Cols = h.Cols[from : from+width]
			part.Left, part.Right = part.Cols[0].Col, part.Cols[width-1].Col
			out = append(out, &part)
		}
		return out[1:]
	}
	return out
}

// SameHeader reports that two headers name the same columns.
func SameHeader(a, b *Header) bool {
	if len(a.Cols) != len(b.Cols) {
		return false
	}
	for i := range a.Cols {
		if a.Cols[i].Col != b.Cols[i].Col || a.Cols[i].Text() != b.Cols[i].Text() {
			return false
		}
	}
	return true
}

// Halves parts the header of a 二栏式 table, nil when it is none. Such a table
// has what came in on the left and what went out on the right: two lists that share
// rows and nothing else.
func Halves(v *word.Page, h *Header) (in, out *Header) {
	split := 0
	for i, c := range h.Cols {
		if len(c.Path) > 0 && strings.HasPrefix(c.Path[0].Key, "支出") && i > 0 && len(h.Cols[i-1].Path) > 0 && !strings.HasPrefix(h.Cols[i-1].Path[0].Key, "支出") {
			split = i
			break
		}
	}
	if split < 2 || len(h.Cols)-split < 2 || !strings.HasPrefix(h.Cols[0].path0(), "收入") {
		return nil, nil
	}
	part := func(cols []Column, side string) *Header {
		p := *h
		p.Cols = slices.Clone(cols)
		p.Left, p.Right = cols[0].Col, cols[len(cols)-1].Col
		for i, c := range p.Cols {
			if len(c.Path) == 0 {
				return nil
			}
			if c.Path[0].Key == side || len(c.Path) > 1 {
				continue
			}
			p.Cols[i].Path = append([]*word.Label{word.NewLabel(side)}, c.Path...)
		}
		return &p
	}
	in, out = part(h.Cols[:split], "收入"), part(h.Cols[split:], "支出")
	if in == nil || out == nil {
		return nil, nil
	}
	return in, out
}

func (c Column) path0() string {
	if len(c.Path) == 0 {
		return ""
	}
	return c.Path[0].Key
}
