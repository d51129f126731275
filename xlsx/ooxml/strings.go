package ooxml

import (
	"ziping/xlsx/grid"
	"ziping/xlsx/grid/fill"
	"ziping/xlsx/ooxml/token"
)

// sharedStrings reads the table that t="s" cells point into.
func (w *workbook) sharedStrings(name string) error {
	x, err := w.pack.part(name)
	if err != nil {
		return err
	}
	if err := x.root(token.Main, "sst"); err != nil {
		return err
	}
	w.strikes = map[int]fill.Strike{}
	var text []byte
	for {
		ok, err := x.child()
		if err != nil {
			return err
		}
		if !ok {
			return x.finish()
		}
		switch {
		case x.is("si"):
			var strike fill.Strike
			if text, strike, err = x.rich(text[:0]); err != nil {
				return err
			}
			s, err := w.texts.Add(text)
			if err != nil {
				return err
			}
			if strike&fill.Struck != 0 {
				w.strikes[len(w.strings)] = strike
			}
			if w.strings = append(w.strings, s); len(w.strings) > fill.Strings {
				return fill.Over("不同的文字过多")
			}
		case x.is("extLst"):
			if err := x.skip(); err != nil {
				return err
			}
		default:
			return x.fail("文字表里有不认识的标签 " + printable(string(x.Local)))
		}
	}
}

// rich appends the text of a CT_Rst, the type of <si> and <is>: its own text
// and that of its runs (ECMA-376 part 1, 18.4.8: t and phoneticPr once, r as
// often as needed). Phonetic runs are hints for reading, not content.
func (p *part) rich(dst []byte) ([]byte, fill.Strike, error) {
	var text, phonetic, ext once
	var strike fill.Strike
	for {
		ok, err := p.child()
		if err != nil || !ok {
			return dst, strike, err
		}
		switch {
		case p.is("t") && text.first():
			strike |= fill.AsCell
			dst, err = p.xstring(dst)
		case p.is("r"):
			var of fill.Strike
			dst, of, err = p.run(dst)
			strike |= of
		case p.is("rPh"), p.is("phoneticPr") && phonetic.first(), p.is("extLst") && ext.first():
			err = p.skip()
		case p.is("t"), p.is("phoneticPr"), p.is("extLst"):
			err = p.twiceIn(dst)
		default:
			err = p.fail("文字里有不认识的标签 " + printable(string(p.Local)))
		}
		if err != nil {
			return dst, strike, err
		}
	}
}

// run appends the text of one run (18.4.4: rPr and t once).
func (p *part) run(dst []byte) ([]byte, fill.Strike, error) {
	var text, props once
	before, strike := len(dst), fill.AsCell
	for {
		ok, err := p.child()
		if err != nil {
			return dst, 0, err
		}
		if !ok {
			if token.Blank(dst[before:]) {
				return dst, 0, nil // nothing of it is seen, struck through or not
			}
			return dst, strike, nil
		}
		switch {
		case p.is("t") && text.first():
			dst, err = p.xstring(dst)
		case p.is("rPr") && props.first():
			strike, err = p.font()
		case p.is("extLst"):
			err = p.skip()
		case p.is("t"), p.is("rPr"):
			err = p.twiceIn(dst)
		default:
			err = p.fail("文字里有不认识的标签 " + printable(string(p.Local)))
		}
		if err != nil {
			return dst, 0, err
		}
	}
}

// font reads a CT_Font or CT_RPrElt (18.8.22, 18.4.7) for its strike-through.
func (p *part) font() (fill.Strike, error) {
	struck := false
	for {
		ok, err := p.child()
		if err != nil || !ok {
			return fill.Font(struck), err
		}
		if p.is("strike") {
			if v, has := p.attr("val"); !has {
				struck = true
			} else if b, ok := boolean(v); ok { // what is none strikes nothing: not worth refusing a file for
				struck = b
			}
		}
		if err := p.skip(); err != nil {
			return 0, err
		}
	}
}

// A once tells the first of what the schema allows once from the second.
type once bool

func (o *once) first() bool {
	was := *o
	*o = true
	return !bool(was)
}

// twiceIn is twice in a text, which tells the officer where to look.
func (p *part) twiceIn(text []byte) error {
	f := p.twice()
	if len(text) > 0 {
		f.Cause = "文字“" + printable(string(text)) + "”写坏了：" + f.Cause
	}
	return f
}

// twice is the fault of an element that stands where the schema allows one and
// one has been: whichever a reader takes, the other is lost.
func (p *part) twice() *grid.Fault {
	return p.fail("标签 " + printable(string(p.Local)) + " 只能有一个，这里写了两次")
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
