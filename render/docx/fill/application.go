package fill

import (
	"bytes"
	"strings"
	"ziping/render/docx/wml"
)

// Application writes the name of the program into the output's docProps/app.xml (ISO 29500-1, 22.2). Word, WPS and
// LibreOffice put their own name there when they save, so it tells an output that nobody worked on since from one
// that somebody did.
func Application(name string) Option { return func(o *fillOptions) { o.application = name } }

const (
	appPart = "docProps/app.xml"
	appType = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
	appNS   = "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"
)

// stamp puts the program's name into the output's properties, adding the part when the template has none.
func (f *filler) stamp(changed map[string][]byte) error {
	if f.o.application == "" {
		return nil
	}
	element := "Application>" + string(wml.AppendText(nil, f.o.application)) + "</Application>"
	e := f.t.Pkg.Lookup(appPart)
	if e == nil {
		f.addPart(appPart, appType, []byte(wml.XMLHead+`<Properties xmlns="`+appNS+`"><`+element+`</Properties>`), false)
		f.relate("", "/extended-properties", appPart)
		return nil
	}
	old, ok := changed[strings.ToLower(e.Name)]
	if !ok {
		var err error
		if old, err = f.t.Pkg.Read(e); err != nil {
			return err
		}
	}
	changed[strings.ToLower(e.Name)] = withApplication(old, element)
	return nil
}

// withApplication replaces the Application element of an extended properties part, or adds one. A part whose root
// has a prefix is left alone: no office program writes one.
func withApplication(doc []byte, element string) []byte {
	for _, form := range []struct{ from, to string }{{"<Application>", "</Application>"}, {"<Application/>", ""}, {"<Application />", ""}} {
		i := bytes.Index(doc, []byte(form.from))
		if i < 0 {
			continue
		}
		j := bytes.Index(doc[i:], []byte(form.to))
		if j < 0 {
			return doc
		}
		end := i + max(j+len(form.to), len(form.from))
		return append(append(append([]byte(nil), doc[:i]...), "<"+element...), doc[end:]...)
	}
	if bytes.Contains(doc, []byte(":Properties")) {
		return doc
	}
	return wml.InsertLast(doc, []string{element})
}
