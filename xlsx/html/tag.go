package html

import "strings"

// attrs are the attributes of a start tag that matter here.
type attrs struct {
	class, style      string
	colspan, rowspan  string
	span              string // of <col>
	num, fmla         string // x:num, x:fmla
	hasNum, hasStr    bool
	sdval, sdnum      string
	boolean, fault    string // x:bool, x:err
	kind, value       string // of <input>
	checked, selected bool
	hidden            bool
}

// startTag reads the name and the attributes of the current start tag.
func (p *page) startTag() string {
	name, more := p.z.TagName()
	tag := intern(name)
	p.attrs = attrs{}
	a := &p.attrs
	for more {
		var key, val []byte
		key, val, more = p.z.TagAttr()
		switch string(key) {
		case "class":
			a.class = string(val)
		case "style":
			a.style = string(val)
		case "colspan":
			a.colspan = string(val)
		case "rowspan":
			a.rowspan = string(val)
		case "span":
			a.span = string(val)
		case "x:num":
			a.num, a.hasNum = string(val), true
		case "x:str":
			a.hasStr = true
		case "x:fmla":
			a.fmla = string(val)
		case "x:bool":
			a.boolean = string(val)
		case "x:err":
			a.fault = string(val)
		case "sdval":
			a.sdval = string(val)
		case "sdnum":
			a.sdnum = string(val)
		case "type":
			a.kind = strings.ToLower(string(val))
		case "value":
			a.value = string(val)
		case "checked":
			a.checked = true
		case "selected":
			a.selected = true
		case "hidden":
			a.hidden = true
		}
	}
	return tag
}

// intern saves the allocation of the tags that a table is made of.
func intern(name []byte) string {
	for _, tag := range [...]string{"td", "tr", "th", "br", "span", "font", "p", "b", "div", "table"} {
		if string(name) == tag {
			return tag
		}
	}
	return string(name)
}

// classes of elements.
var (
	blocks = set("address article aside blockquote body center dd details dir div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html " +
		"legend li main menu nav ol p pre section summary ul")
	voids = set("area base basefont bgsound br col embed hr img input keygen link meta param source track wbr")
	// mute hold text that no reader shows.
	mute = set("script style title noscript iframe noembed noframes template object applet svg math xml")
)

func set(words string) map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		m[w] = true
	}
	return m
}

// start opens an element.
func (p *page) start(name string) error {
	if p.skip != "" {
		return nil
	}
	switch name {
	case "html", "body":
		p.opened = true
	case "frameset", "frame":
		return damaged("这是框架网页，表格在另外的文件里", nil)
	case "table":
		return p.openTable()
	case "tr":
		return p.openRow()
	case "td", "th":
		return p.openCell()
	case "thead", "tbody", "tfoot":
		return p.openGroup(name)
	case "caption":
		return p.openCaption()
	case "col":
		p.column()
		return nil
	case "input":
		p.input()
		return nil
	case "select", "option", "optgroup":
		p.choice(name)
		return nil
	case "br":
		p.line()
		return nil
	}
	if mute[name] {
		p.skip = name
		return nil
	}
	if blocks[name] {
		if err := p.block(); err != nil {
			return err
		}
	}
	if !voids[name] {
		return p.inline(name)
	}
	return nil
}

// finish closes an element.
func (p *page) finish(name string) error {
	if p.skip != "" {
		if p.skip == name {
			p.skip = ""
		}
		return nil
	}
	switch name {
	case "html", "body":
		p.closed = p.table == nil
		return nil
	case "table":
		return p.closeTable()
	case "tr":
		return p.closeRow()
	case "td", "th":
		return p.closeCell()
	case "thead", "tbody", "tfoot":
		return p.endGroup(name)
	case "caption":
		return p.closeCaption()
	case "select", "option":
		p.endChoice(name)
		return nil
	case "br", "p":
		p.line() // </br> and </p> alone are line ends to every browser
	}
	if blocks[name] {
		if err := p.block(); err != nil {
			return err
		}
	}
	p.endInline(name)
	return nil
}
