package ooxml

import (
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml/token"
)

const maxStrings = 2000000

// sharedStrings reads the table that t="s" cells point into.
func (p *pack) sharedStrings(name string, texts *fill.Texts) ([]string, error) {
	x, err := p.part(name)
	if err != nil {
		return nil, err
	}
	if err := x.root(token.Main, "sst"); err != nil {
		return nil, err
	}
	var out []string
	var text []byte
	for {
		ok, err := x.child()
		if err != nil {
			return nil, err
		}
		if !ok {
			return out, x.finish()
		}
		switch {
		case x.is("si"):
			if text, err = x.rich(text[:0]); err != nil {
				return nil, err
			}
			s, err := texts.Add(text)
			if err != nil {
				return nil, err
			}
			if out = append(out, s); len(out) > maxStrings {
				return nil, fill.Over("不同的文字过多")
			}
		case x.is("extLst"):
			if err := x.skip(); err != nil {
				return nil, err
			}
		default:
			return nil, x.fail("文字表里有不认识的标签 " + printable(string(x.Local)))
		}
	}
}

// rich appends the text of a CT_Rst, the type of <si> and <is>: its own text
// or that of its runs. Phonetic runs are hints for reading, not content.
func (p *part) rich(dst []byte) ([]byte, error) {
	for {
		ok, err := p.child()
		if err != nil || !ok {
			return dst, err
		}
		switch {
		case p.is("t"):
			dst, err = p.xstring(dst)
		case p.is("r"):
			dst, err = p.run(dst)
		case p.is("rPh"), p.is("phoneticPr"), p.is("extLst"):
			err = p.skip()
		default:
			err = p.fail("文字里有不认识的标签 " + printable(string(p.Local)))
		}
		if err != nil {
			return dst, err
		}
	}
}

// run appends the text of one run.
func (p *part) run(dst []byte) ([]byte, error) {
	for {
		ok, err := p.child()
		if err != nil || !ok {
			return dst, err
		}
		switch {
		case p.is("t"):
			dst, err = p.xstring(dst)
		case p.is("rPr"), p.is("extLst"):
			err = p.skip()
		default:
			err = p.fail("文字里有不认识的标签 " + printable(string(p.Local)))
		}
		if err != nil {
			return dst, err
		}
	}
}

// xstring appends the text of the current element with its escapes resolved.
func (p *part) xstring(dst []byte) ([]byte, error) {
	n := len(dst)
	dst, err := p.content(dst)
	if err != nil {
		return dst, err
	}
	return dst[:n+len(unescape(dst[n:]))], nil
}
