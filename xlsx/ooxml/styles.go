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
	props  *grid.Props // of a constant; nil for General
	clock  numfmt.Clock
	strike bool // of props
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
	var fonts []bool
	seen := map[string]bool{}
	for {
		ok, err := x.child()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if x.Space == token.Main {
			if seen[string(x.Local)] {
				return nil, x.twice()
			}
			seen[string(x.Local)] = true
		}
		switch {
		case x.is("numFmts"):
			err = x.numFmts(codes)
		case x.is("fonts"):
			fonts, err = x.fonts()
		case x.is("cellXfs"):
			xfs, err = x.cellXfs()
		default:
			err = x.skip()
		}
		if err != nil {
			return nil, err
		}
	}
	return formats(xfs, fonts, codes), x.finish()
}

// An xf is what of an xf element matters here.
type xf struct {
	format int // id
	font   int
	indent int8
	strike bool // of the font
}

func formats(xfs []xf, struck []bool, codes map[int]string) []style {
	known, formats := map[xf]style{}, map[int]*grid.Format{}
	out := make([]style, len(xfs))
	for i, x := range xfs {
		x.strike, x.font = x.font < len(struck) && struck[x.font], 0
		s, ok := known[x]
		if !ok {
			f, met := formats[x.format]
			if !met {
				f = numfmt.New(x.format, codes[x.format])
				formats[x.format] = f
			}
			s = style{clock: numfmt.ClockOf(f), strike: x.strike}
			if f != nil || x.indent > 0 || x.strike {
				s.props = &grid.Props{Format: f, Indent: x.indent, Strike: x.strike}
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

// fonts are struck through or not, in the order of the file.
func (p *part) fonts() (struck []bool, err error) {
	for {
		ok, err := p.choice()
		if err != nil || !ok {
			return struck, err
		}
		if !p.is("font") {
			return nil, p.fail("字体表里有不认识的标签 " + printable(string(p.Local)))
		}
		f, err := p.font()
		if err != nil {
			return nil, err
		}
		if struck = append(struck, f == fill.Struck); len(struck) > maxStyles {
			return nil, fill.Over("字体过多")
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
		font, err := p.number("fontId", 0, 1<<31-1)
		if err != nil {
			return nil, err
		}
		indent, err := p.indent()
		if err != nil {
			return nil, err
		}
		if xfs = append(xfs, xf{format: id, font: font, indent: indent}); len(xfs) > maxStyles {
			return nil, fill.Over("单元格样式过多")
		}
	}
}

// indent reads the rest of an xf element (ECMA-376 part 1, 18.8.1). What is no
// number indents nothing: it is not worth refusing a file for.
func (p *part) indent() (int8, error) {
	indent := 0
	var alignment once
	for {
		ok, err := p.child()
		if err != nil || !ok {
			return int8(indent), err
		}
		if p.is("alignment") && !alignment.first() {
			return 0, p.twice()
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
