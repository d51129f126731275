package ooxml

import (
	"strconv"

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
	var xfs []xf
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
			xfs, err = x.cellXfs()
		default:
			err = x.skip()
		}
		if err != nil {
			return nil, err
		}
	}
	return formats(xfs, codes), x.finish()
}

// An xf is what of an xf element matters here.
type xf struct {
	format int // id
	indent int8
}

func formats(xfs []xf, codes map[int]string) []style {
	known, formats := map[xf]style{}, map[int]*grid.Format{}
	out := make([]style, len(xfs))
	for i, x := range xfs {
		s, ok := known[x]
		if !ok {
			f, met := formats[x.format]
			if !met {
				f = numfmt.New(x.format, codes[x.format])
				formats[x.format] = f
			}
			s = style{clock: numfmt.ClockOf(f)}
			if f != nil || x.indent > 0 {
				s.props = &grid.Props{Format: f, Indent: x.indent}
			}
			known[x] = s
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

func (p *part) cellXfs() ([]xf, error) {
	var xfs []xf
	for {
		ok, err := p.choice()
		if err != nil || !ok {
			return xfs, err
		}
		if !p.is("xf") {
			return nil, p.fail("样式表里有不认识的标签 " + printable(string(p.Local)))
		}
		id, err := p.number("numFmtId", 0, 1<<31-1)
		if err != nil {
			return nil, err
		}
		indent, err := p.indent()
		if err != nil {
			return nil, err
		}
		if xfs = append(xfs, xf{id, indent}); len(xfs) > maxStyles {
			return nil, fill.Over("单元格样式过多")
		}
	}
}

// indent reads the rest of an xf element (ECMA-376 part 1, 18.8.1). What is no
// number indents nothing: it is not worth refusing a file for.
func (p *part) indent() (int8, error) {
	indent := 0
	for {
		ok, err := p.child()
		if err != nil || !ok {
			return int8(indent), err
		}
		if v, has := p.attr("indent"); has && p.is("alignment") {
			if n, err := strconv.Atoi(v); err == nil {
				indent = max(0, min(n, 100))
			}
		}
		if err := p.skip(); err != nil {
			return 0, err
		}
	}
}
