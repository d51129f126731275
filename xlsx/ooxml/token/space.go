package token

import "bytes"

// A Space is a name space: one of the constants, or a number that stands for
// another URI in this part.
type Space uint16

const (
	None      Space = iota // no name space
	XML                    // of xml:space
	XMLNS                  // of name space declarations themselves
	Main                   // spreadsheetml/2006/main, transitional or strict
	DocRel                 // officeDocument/2006/relationships: r:id, transitional or strict
	PkgRel                 // package/2006/relationships
	Types                  // package/2006/content-types
	Compat                 // markup-compatibility/2006
	Sheet2003              // XML Spreadsheet 2003: elements and attributes of the cells
	Excel2003              // and of the program's own settings
	HTML                   // texts in several fonts in it
	known                  // the first number for other URIs
	pending   Space = 1<<16 - 1
)

const maxSpaces = 4096

var knownSpaces = map[string]Space{
	"http://www.w3.org/XML/1998/namespace":                                XML,
	"http://www.w3.org/2000/xmlns/":                                       XMLNS,
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":           Main,
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                       Main,
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships": DocRel,
	"http://purl.oclc.org/ooxml/officeDocument/relationships":             DocRel,
	"http://schemas.openxmlformats.org/package/2006/relationships":        PkgRel,
	"http://schemas.openxmlformats.org/package/2006/content-types":        Types,
	"http://schemas.openxmlformats.org/markup-compatibility/2006":         Compat,
	"urn:schemas-microsoft-com:office:spreadsheet":                        Sheet2003,
	"urn:schemas-microsoft-com:office:excel":                              Excel2003,
	"http://www.w3.org/TR/REC-html40":                                     HTML,
}

// spaces numbers the URIs of one part.
type spaces struct {
	byDefault Space
	others    map[string]Space
	uris      []string
}

func (s *spaces) reset() {
	s.byDefault = None
	s.uris = s.uris[:0]
	clear(s.others)
}

// binding is a prefix in scope. The default name space has an empty prefix.
type binding struct {
	prefix string
	space  Space
	before Space // the default name space it hides
}

func (s *Scanner) number(uri []byte) (Space, bool) {
	if len(uri) == 0 {
		return None, true
	}
	if n, ok := knownSpaces[string(uri)]; ok {
		return n, true
	}
	if n, ok := s.spaces.others[string(uri)]; ok {
		return n, true
	}
	if len(s.spaces.uris) == maxSpaces {
		return None, false
	}
	if s.spaces.others == nil {
		s.spaces.others = map[string]Space{}
	}
	n := known + Space(len(s.spaces.uris))
	s.spaces.uris = append(s.spaces.uris, string(uri))
	s.spaces.others[string(uri)] = n
	return n, true
}

// resolve takes the declarations of the current start tag into scope and
// resolves its prefixes (Namespaces in XML 1.0, 3 to 6).
func (s *Scanner) resolve(f *frame) error {
	for i := range s.Attrs {
		a := &s.Attrs[i]
		prefix, local := split(a)
		var key string
		switch {
		case string(prefix) == "xmlns":
			key = string(local)
		case a.Space == None && string(local) == "xmlns":
		default:
			continue
		}
		n, ok := s.number(a.Value)
		switch {
		case !ok:
			return s.errorAt(s.pos, "命名空间过多")
		case n == XMLNS || key == "xmlns" || (key == "xml") != (n == XML) || key != "" && n == None:
			return s.errorAt(s.pos, "命名空间声明有误")
		}
		s.bound = append(s.bound, binding{key, n, s.spaces.byDefault})
		if key == "" {
			s.spaces.byDefault = n
		}
		if key != "" {
			a.Name, a.Space = a.Name[len("xmlns:"):], XMLNS
		}
	}
	for i := range s.Attrs {
		a := &s.Attrs[i]
		if a.Space != pending {
			continue
		}
		prefix, local := split(a)
		n, ok := s.lookup(prefix)
		if !ok {
			return s.errorAt(s.pos, "属性的前缀没有声明")
		}
		a.Space, a.Name = n, a.Name[len(a.Name)-len(local):]
	}
	if f.local == f.name {
		f.space = s.spaces.byDefault
		return nil
	}
	n, ok := s.lookup(s.names[f.name : f.local-1])
	if !ok {
		return s.errorAt(s.pos, "标签的前缀没有声明")
	}
	f.space = n
	return nil
}

// split cuts the prefix off an attribute's name.
func split(a *Attr) (prefix, local []byte) {
	if a.Space != pending {
		return nil, a.Name
	}
	n := bytes.IndexByte(a.Name, ':')
	return a.Name[:n], a.Name[n+1:]
}

func (s *Scanner) lookup(prefix []byte) (Space, bool) {
	if string(prefix) == "xml" {
		return XML, true
	}
	for i := len(s.bound) - 1; i >= 0; i-- {
		if b := &s.bound[i]; b.prefix == string(prefix) {
			return b.space, true
		}
	}
	return None, false
}

func (s *Scanner) unbind(n int) {
	for i := len(s.bound) - 1; i >= n; i-- {
		if s.bound[i].prefix == "" {
			s.spaces.byDefault = s.bound[i].before
		}
	}
	s.bound = s.bound[:n]
}

// URI is the name space as declared in the part; for the constants that stand
// for two it is the transitional one.
func (s *Scanner) URI(n Space) string {
	if n >= known {
		return s.spaces.uris[n-known]
	}
	best := ""
	for uri, m := range knownSpaces {
		if m == n && uri > best {
			best = uri
		}
	}
	return best
}
