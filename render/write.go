package render

import (
	"crypto/sha256"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"ziping/render/docx"
)

// program is who wrote a report and who its comments are from.
const program = "ziping"

// maxMarks bounds all comments together. Comments on findings come on top of
// maxComments and must not be crowded out.
const maxMarks = 5000

// WriteReport fills a template with the report; template is nil for the
// default one. On any mistake of the template nothing is written and the error
// is a *docx.TemplateError with all of them. The same report and template give
// the same bytes.
func WriteReport(w io.Writer, r *Report, template []byte) error {
	template = r.fitting(template)
	t, err := compiled(template, false)
	if err == nil && r.opt.Trace && !t.used["取数来源"] {
		t, err = compiled(template, true)
	}
	if err != nil {
		return err
	}
	fields := r.fieldsFor(t.used)
	for _, name := range t.strangers {
		fields[name] = r.own(name)
	}
	return t.Fill(w, fields, docx.Application(program), docx.CommentsBy(program, time.Time{}), docx.MaxComments(maxMarks))
}

// A compiledTemplate is a template ready to be filled, with the names it uses.
type compiledTemplate struct {
	*docx.Template
	used      map[string]bool
	strangers []string // names that are no field of reports
}

// cache keeps the templates of this run: a batch fills one many times.
var cache = struct {
	sync.Mutex
	byDigest map[[sha256.Size]byte]*compiledTemplate
}{byDigest: map[[sha256.Size]byte]*compiledTemplate{}}

// cached bounds the cache; a run uses a template or two.
const cached = 8

// compiled compiles a template, with the 取数来源表 at its end when sources is
// set.
func compiled(template []byte, sources bool) (*compiledTemplate, error) {
	key := sha256.Sum256(append([]byte{btoi(sources)}, template...))
	cache.Lock()
	defer cache.Unlock()
	if t := cache.byDigest[key]; t != nil {
		return t, nil
	}
	if sources {
		var err error
		if template, err = docx.Append(template, sourcesBlocks()...); err != nil {
			return nil, err
		}
	}
	t, err := docx.Compile(template)
	if err != nil {
		return nil, err
	}
	if len(cache.byDigest) >= cached {
		clear(cache.byDigest)
	}
	c := &compiledTemplate{Template: t, used: usedNames(t)}
	for _, p := range Strangers(template) {
		if !slices.Contains(c.strangers, p.Name) {
			c.strangers = append(c.strangers, p.Name)
		}
	}
	cache.byDigest[key] = c
	return c, nil
}

func btoi(b bool) byte {
	if b {
		return 1
	}
	return 0
}

// sourcesBlocks is the 取数来源表 for a template that has no place for it.
func sourcesBlocks() []docx.Block {
	var head, row []string
	columns := originColumns()
	for i, c := range columns {
		tag := "{{" + c.name + "}}"
		if i == 0 {
			tag = "{{#取数来源}}" + tag
		}
		if i == len(columns)-1 {
			tag += "{{/取数来源}}"
		}
		head, row = append(head, c.name), append(row, tag)
	}
	return []docx.Block{{Text: "取数来源表", Page: true}, {Rows: [][]string{head, row}}, {}}
}

// usedNames are the names a template uses: paths, each segment of a path, and
// for a name inside a loop "list.name" for every list around it.
func usedNames(t *docx.Template) map[string]bool {
	used := map[string]bool{}
	for _, tag := range t.Tags() {
		used[tag.Name] = true
		for _, name := range strings.Split(tag.Name, ".") {
			used[name] = true
		}
		for _, loop := range tag.Loops {
			used[loop] = true
			used[loop+"."+tag.Name] = true
		}
	}
	return used
}
