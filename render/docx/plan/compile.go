package plan

import (
	"bytes"
	"errors"
	"ziping/render/docx/lang"
	"ziping/render/docx/opc"
	"ziping/render/docx/problem"
	"ziping/render/docx/read"
	"ziping/render/docx/wml"
)

// CommentsPart returns the name of the template's comments part, "" if it has none.
func (t *Template) CommentsPart() string {
	for _, p := range t.Parts {
		if p.Ref.Kind == opc.PartComments {
			return p.Ref.Name
		}
	}
	return ""
}

// An Option changes how Compile reads a template.
type Option func(*options)

// WithName gives the template's file name, for messages.
func WithName(name string) Option { return func(o *options) { o.Name = name } }

// WithFormat adds a format to the language: {{x｜name arg}}.
func WithFormat(name string, format func(value any, arg string) (string, error)) Option {
	return func(o *options) {
		if o.Formats == nil {
			o.Formats = lang.Formatters{}
		}
		o.Formats[name] = format
	}
}

// WithLevel sets the deflate level of the parts that are written anew, 1 (fast) to 9 (small). The default is 1:
// a report's XML repeats itself so much that higher levels cost much and gain little (2,000 rows: 1 makes 88 KB of 6.4 MB
// in 11 ms, 2 makes 79 KB in 14, 6 makes 65 KB in 25).
func WithLevel(level int) Option { return func(o *options) { o.Level = min(max(level, 1), 9) } }

const DefaultLevel = 1

// Compile reads a whole .docx as a template. If anything is wrong with it, err is a *TemplateError that holds all
// the problems found, in reading order.
func Compile(template []byte, opts ...Option) (*Template, error) {
	c, err := Analyse(template, opts...)
	if err != nil {
		return nil, err
	}
	if len(c.Problems) > 0 {
		return nil, &problem.TemplateError{Name: c.T.Opts.Name, Problems: c.Problems}
	}
	return c.T, nil
}

// Analyse does the work of compiling; err is set when the package could not be opened at all.
func Analyse(template []byte, opts ...Option) (*Compiler, error) {
	o := options{Level: DefaultLevel}
	for _, f := range opts {
		f(&o)
	}
	named := func(err error) error {
		var te *problem.TemplateError
		if errors.As(err, &te) {
			te.Name = o.Name
		}
		return err
	}
	pk, err := opc.Open(template)
	if err != nil {
		return nil, named(err)
	}
	refs, err := pk.Fillable()
	if err != nil {
		return nil, named(err)
	}
	c := &Compiler{T: &Template{Opts: o, Pkg: pk, ByEntry: map[string]*Part{}}}
	for _, r := range refs {
		if err := c.load(r); err != nil {
			return nil, named(err)
		}
	}
	c.T.Places = read.NewPlacer(c.T.sources())
	c.active()
	for i, p := range c.T.Parts {
		c.analyse(p)
		if i == 0 {
			c.linkNotes(p)
		}
	}
	if len(c.Problems) == 0 {
		c.Programs()
	}
	c.Problems = c.T.InOrder(c.Problems)
	return c, nil
}

// load reads and scans one part. A part with soft faults is refused, after its tags were looked at.
func (c *Compiler) load(r opc.PartRef) error {
	e := c.T.Pkg.Lookup(r.Name)
	data, err := c.T.Pkg.Read(e)
	if err != nil {
		return err
	}
	t, serr := wml.Scan(e.Name, data)
	if t == nil {
		return opc.XMLProblem(e.Name, serr)
	}
	if serr != nil {
		var te *problem.TemplateError
		errors.As(opc.XMLProblem(e.Name, serr), &te)
		te.Problems[0].Offset = serr.Offset
		c.Problems = append(c.Problems, te.Problems...)
	}
	if bytes.Contains(data, []byte("<![CDATA[")) && wml.HasBrace(data) {
		return c.loadPlain(r, e.Name, data)
	}
	c.addPart(r, t)
	return nil
}

// loadPlain replaces CDATA sections by escaped text, so that tags in them are found.
func (c *Compiler) loadPlain(r opc.PartRef, name string, data []byte) error {
	var b bytes.Buffer
	for {
		before, rest, ok := bytes.Cut(data, []byte("<![CDATA["))
		b.Write(before)
		if !ok {
			break
		}
		inner, after, _ := bytes.Cut(rest, []byte("]]>"))
		b.Write(wml.AppendText(nil, string(inner)))
		data = after
	}
	t, serr := wml.Scan(name, b.Bytes())
	if t == nil {
		return opc.XMLProblem(name, serr)
	}
	c.addPart(r, t)
	return nil
}

func (c *Compiler) addPart(r opc.PartRef, t *wml.Tree) {
	c.T.Parts = append(c.T.Parts, &Part{Part: &read.Part{Ref: r, Tree: t}, Hint: len(t.XML)})
	c.highestIDs(t)
}

// highestIDs notes the highest ids in use, so that copies get ids above them.
func (c *Compiler) highestIDs(t *wml.Tree) {
	for i := range t.Nodes {
		var v string
		switch k := t.Nodes[i].Kind; k {
		case wml.DocPr, wml.Ins, wml.Del, wml.MoveFrom, wml.MoveTo, wml.BookmarkStart, wml.Comment:
			v = t.Attr(int32(i), "id")
			if k == wml.Comment {
				c.T.MaxNote = max(c.T.MaxNote, wml.ParseID(v))
				continue
			}
		case wml.SdtID:
			v = t.Attr(int32(i), "val")
		default:
			continue
		}
		c.T.MaxID = max(c.T.MaxID, wml.ParseID(v))
	}
}
