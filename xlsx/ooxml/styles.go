package ooxml

import (
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/numfmt"
	"ziping/xlsx/ooxml/token"
)

const maxStyles = 100000

// A style is what a cell's s attribute selects, as far as values go.
type style struct {
	props *grid.Props // of a constant; nil for General
	clock numfmt.Clock
}

// styles reads the number format of every cell style. Cells that share a
// format share one grid.Props.
func (p *pack) styles(name string) ([]style, error) {
	x, err := p.part(name)
	if err != nil {
		return nil, err
	}
	if err := x.root(token.Main, "styleSheet"); err != nil {
		return nil, err
	}
	codes := map[int]string{}
	var ids []int
	for {
		ok, err := x.child()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		switch {
		case x.is("numFmts"):
			err = x.numFmts(codes)
		case x.is("cellXfs"):
			ids, err = x.cellXfs()
		default:
			err = x.skip()
		}
		if err != nil {
			return nil, err
		}
	}
	return formats(ids, codes), x.finish()
}

func formats(ids []int, codes map[int]string) []style {
	known := map[int]style{}
	out := make([]style, len(ids))
	for i, id := range ids {
		s, ok := known[id]
		if !ok {
			f := numfmt.New(id, codes[id])
			s = style{clock: numfmt.ClockOf(f)}
			if f != nil {
				s.props = &grid.Props{Format: f}
			}
			known[id] = s
		}
		out[i] = s
	}
	return out
}

func (p *part) numFmts(codes map[int]string) error {
	for {
		ok, err := p.choice()
		if err != nil || !ok {
			return err
		}
		if !p.is("numFmt") {
			return p.fail("数字格式表里有不认识的标签 " + printable(string(p.Local)))
		}
		id, err := p.number("numFmtId", -1, 1<<31-1)
		if err != nil {
			return err
		}
		code, _ := p.attr("formatCode")
		codes[id] = string(unescape([]byte(code)))
		if len(codes) > maxStyles {
			return fill.Over("数字格式过多")
		}
		if err := p.skip(); err != nil {
			return err
		}
	}
}

func (p *part) cellXfs() ([]int, error) {
	var ids []int
	for {
		ok, err := p.choice()
		if err != nil || !ok {
			return ids, err
		}
		if !p.is("xf") {
			return nil, p.fail("样式表里有不认识的标签 " + printable(string(p.Local)))
		}
		id, err := p.number("numFmtId", 0, 1<<31-1)
		if err != nil {
			return nil, err
		}
		if ids = append(ids, id); len(ids) > maxStyles {
			return nil, fill.Over("单元格样式过多")
		}
		if err := p.skip(); err != nil {
			return nil, err
		}
	}
}
