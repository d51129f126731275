package docx

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A tagKind is what a tag does.
type tagKind uint8

const (
	tagValue   tagKind = iota
	tagLoop            // {{#x}}, {{循环 x}}
	tagInverse         // {{^x}}
	tagIf              // {{如果 …}}
	tagElseIf          // {{否则如果 …}}
	tagElse            // {{否则}}
	tagClose           // {{/x}}, {{/}}, {{结束}}, {{结束循环}}
	tagRemark          // {{!…}}
	tagPicture         // {{图片 x}}
	tagChart           // {{图表 x}}
	tagCounter         // {{一是}}
)

// opens reports whether the tag begins a section.
func (k tagKind) opens() bool { return k == tagLoop || k == tagInverse || k == tagIf }

// vanishes reports whether the tag leaves no text of its own.
func (k tagKind) vanishes() bool {
	return k.opens() || k == tagElse || k == tagElseIf || k == tagClose || k == tagRemark
}

// A tag is one {{…}} in a part.
type tag struct {
	kind    tagKind
	raw     string    // as written, with braces
	path    fieldPath // the field, for values, loops, pictures and charts
	closes  string    // for tagClose: the name after /, "" for the innermost
	only    tagKind   // for tagClose: the kind of section it may close, tagValue for any
	formats []format  // for values
	merge   mergeMode
	cond    *expr    // for tagIf and tagElseIf
	counter *counter // for tagCounter

	part      *part
	para      *para
	from, to  int // byte range in para.text
	name      int // where the first character of the name is
	ord       int // order in the part
	fullWidth bool
	altText   int32 // the wp:docPr node when the tag stands in a picture's alternative text, else -1
	section   *section
	astray    bool // it stands where Word has no text: nothing can be put in its place
}

// mergeMode is how equal neighbours in a column are merged.
type mergeMode uint8

const (
	mergeNone mergeMode = iota
	mergeNested
	mergeAll
)

// A fieldPath names a field: how many levels up to begin, then the names to follow. An empty path is the item itself.
type fieldPath struct {
	up    int
	names []string
	raw   string // normalised text, for messages
}

// self reports whether the path is the item itself: {{.}}.
func (p fieldPath) self() bool { return len(p.names) == 0 }

// String returns the path as one would write it.
func (p fieldPath) String() string { return p.raw }

// normalName brings a field name to the form in which names are compared: NFKC, without blanks and without
// characters of no width.
func normalName(s string) string {
	if plainName(s) {
		return s
	}
	s = norm.NFKC.String(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || invisible(r) || r == object {
			return -1
		}
		return r
	}, s)
}

// plainName reports quickly whether normalName would leave s as it is.
func plainName(s string) bool {
	for _, r := range s {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '_' || r == '.' || r == '-' || r >= 0x4E00 && r <= 0x9FA5) {
			return false
		}
	}
	return true
}

// A span is a tag found in a text, or a brace without its partner.
type span struct {
	from, to int  // braces included
	state    byte // 't' a tag, 'u' opened and not closed, 'c' closed and not opened
	full     bool // some brace is full-width
}

func openBrace(r rune) bool  { return r == '{' || r == '｛' || r == '﹛' }
func closeBrace(r rune) bool { return r == '}' || r == '｝' || r == '﹜' }

// findSpans finds the tags in a paragraph's text.
func findSpans(text string) []span {
	var out []span
	open, openFull := -1, false
	for i := 0; i < len(text); {
		if c := text[i]; c != '{' && c != '}' && c != 0xEF { // the other braces are U+FE5B, U+FE5C, U+FF5B, U+FF5D
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:])
		isOpen, isClose := openBrace(r), closeBrace(r)
		if !isOpen && !isClose {
			i += n
			continue
		}
		second := i + n
		var j int
		var r2 rune
		for {
			var k int
			r2, k = utf8.DecodeRuneInString(text[second:])
			if k == 0 || !invisible(r2) && r2 != object {
				j = second + k
				break
			}
			second += k
		}
		full := r > 0x7F || r2 > 0x7F
		switch {
		case isOpen && openBrace(r2):
			if open >= 0 {
				out = append(out, span{open, i, 'u', openFull})
			}
			open, openFull = i, full
			i = j
		case isClose && closeBrace(r2):
			if open >= 0 {
				out = append(out, span{open, j, 't', full || openFull})
			} else {
				out = append(out, span{i, j, 'c', full})
			}
			open = -1
			i = j
		default:
			i += n
		}
	}
	if open >= 0 {
		out = append(out, span{open, len(text), 'u', openFull})
	}
	return out
}

// A tagError says what is wrong inside a tag.
type tagError struct{ id, msg, hint, suggest string }

func syntaxf(msg, hint string) *tagError { return &tagError{id: idSyntax, msg: msg, hint: hint} }

// parseTag reads what stands between the braces.
func parseTag(inner string) (*tag, *tagError) {
	if plainName(inner) && !strings.ContainsAny(inner, ".-") && !reserved[inner] {
		return &tag{kind: tagValue, path: fieldPath{names: []string{inner}, raw: inner}}, nil
	}
	s := strings.Map(func(r rune) rune {
		if invisible(r) || r == object {
			return -1
		}
		return r
	}, norm.NFKC.String(inner))
	s = strings.TrimSpace(s)
	if s == "" {
		return nil, syntaxf("花括号里是空的", "在花括号里写上字段名。")
	}
	for _, p := range tagForms {
		if t, err, ok := p(s, inner); ok {
			if err != nil {
				return nil, err
			}
			return t, nil
		}
	}
	return parseValue(s)
}

// reserved are the plain words that are more than a field's name.
var reserved = func() map[string]bool {
	m := map[string]bool{up: true, "否则": true, "": true}
	for w := range endWords {
		m[w] = true
	}
	for _, c := range counters {
		m[c.name] = true
	}
	return m
}()

// endWords close a section; those with a kind close that kind only.
var endWords = map[string]tagKind{"结束": tagValue, "结束循环": tagLoop, "循环结束": tagLoop, "结束如果": tagIf, "如果结束": tagIf}

// A tagForm recognises one way to write a tag; ok is false when it is not that form. s is normalised, inner is not.
type tagForm func(s, inner string) (t *tag, err *tagError, ok bool)

// tagForms are tried in order; what none takes is a value.
var tagForms = []tagForm{remarkForm, signForm, endForm, elseForm, keywordForm, counterForm}

func remarkForm(s, _ string) (*tag, *tagError, bool) {
	return &tag{kind: tagRemark}, nil, s[0] == '!'
}

func signForm(s, _ string) (*tag, *tagError, bool) {
	rest := strings.TrimSpace(s[1:])
	switch s[0] {
	case '#':
		t, err := sectionTag(tagLoop, rest)
		return t, err, true
	case '^':
		t, err := sectionTag(tagInverse, rest)
		return t, err, true
	case '/':
		return &tag{kind: tagClose, closes: normalName(rest)}, nil, true
	case '@', '=', '>', '&', '$', '%', '*', '?', '+', '-', '~', '<', '|', ':':
		return nil, syntaxf("不认识以 "+s[:1]+" 开头的写法", "标签里只写字段名、格式、循环和条件。"), true
	}
	return nil, nil, false
}

func sectionTag(k tagKind, name string) (*tag, *tagError) {
	p, err := parsePath(name)
	if err != nil {
		return nil, err
	}
	return &tag{kind: k, path: p}, nil
}

// endForm reads 结束, 结束循环, 结束如果, with or without a name.
func endForm(s, _ string) (*tag, *tagError, bool) {
	word, rest, _ := cutWord(s)
	only, ok := endWords[word]
	if !ok {
		return nil, nil, false
	}
	return &tag{kind: tagClose, closes: normalName(rest), only: only}, nil, true
}

func elseForm(s, inner string) (*tag, *tagError, bool) {
	word, rest, _ := cutWord(s)
	switch {
	case word == "否则如果" || word == "否则" && strings.HasPrefix(rest, "如果 "):
		c, err := parseCondition(afterWord(inner, "如果"))
		return &tag{kind: tagElseIf, cond: c}, err, true
	case word == "否则" && rest == "":
		return &tag{kind: tagElse}, nil, true
	}
	return nil, nil, false
}

func keywordForm(s, inner string) (*tag, *tagError, bool) {
	word, rest, sep := cutWord(s)
	if !sep {
		return nil, nil, false
	}
	switch word {
	case "循环":
		t, err := sectionTag(tagLoop, rest)
		return t, err, true
	case "如果":
		c, err := parseCondition(afterWord(inner, "如果"))
		return &tag{kind: tagIf, cond: c}, err, true
	case "图片", "图表":
		k := tagPicture
		if word == "图表" {
			k = tagChart
		}
		p, err := parsePath(rest)
		return &tag{kind: k, path: p}, err, true
	}
	return nil, nil, false
}

// cutWord splits off the first word; sep tells that a blank, a bracket or a colon follows it.
func cutWord(s string) (word, rest string, sep bool) {
	i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ':' })
	if i < 0 {
		return s, "", false
	}
	rest = s[i:]
	if rest[0] == ':' {
		rest = rest[1:]
	}
	return s[:i], strings.TrimSpace(rest), true
}

// afterWord returns what follows a word in the text as typed: quoted strings in conditions are not normalised.
func afterWord(inner, word string) string {
	clean := strings.Map(func(r rune) rune {
		if r == object {
			return -1
		}
		return r
	}, inner)
	if i := strings.Index(clean, word); i >= 0 {
		return strings.TrimLeftFunc(clean[i+len(word):], func(r rune) bool { return unicode.IsSpace(r) || r == ':' || r == '：' })
	}
	return clean
}

func counterForm(s, _ string) (*tag, *tagError, bool) {
	name := normalName(s)
	for i := range counters {
		if counters[i].name == name {
			return &tag{kind: tagCounter, counter: &counters[i]}, nil, true
		}
	}
	return nil, nil, false
}

// parseValue reads a field name and its formats.
func parseValue(s string) (*tag, *tagError) {
	parts := strings.Split(s, "|")
	p, err := parsePath(parts[0])
	if err != nil {
		return nil, err
	}
	t := &tag{kind: tagValue, path: p}
	for _, f := range parts[1:] {
		if err := t.addFormat(f); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// addFormat reads one format after the bar. 合并 is written like one, though it concerns the cell.
func (t *tag) addFormat(s string) *tagError {
	switch normalName(s) {
	case "合并":
		t.merge = mergeNested
		return nil
	case "合并全部":
		t.merge = mergeAll
		return nil
	}
	f, err := parseFormat(s)
	if err != nil {
		return err
	}
	t.formats = append(t.formats, f)
	return nil
}

const up = "上级"

// parsePath reads a dotted field name.
func parsePath(s string) (fieldPath, *tagError) {
	name := strings.ReplaceAll(normalName(s), "。", ".")
	p := fieldPath{raw: name}
	if name == "" {
		return p, syntaxf("没有写字段名", "在花括号里写上字段名。")
	}
	if name == "." {
		return p, nil
	}
	for _, seg := range strings.Split(name, ".") {
		if seg == up && len(p.names) == 0 {
			p.up++
			continue
		}
		if bad := badNameRune(seg); bad != "" {
			return p, syntaxf("字段名“"+name+"”里"+bad, "字段名只用文字、数字和下划线，下一级用“.”。")
		}
		p.names = append(p.names, seg)
	}
	if len(p.names) == 0 {
		return p, syntaxf("“上级”后面没有写字段名", "写成 {{上级.字段名}}。")
	}
	return p, nil
}

// badNameRune says what is wrong with one step of a path, "" if nothing.
func badNameRune(seg string) string {
	if seg == "" {
		return "多了一个点"
	}
	for i, r := range seg {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r), unicode.Is(unicode.Nl, r), unicode.Is(unicode.No, r), r == '_':
		case i > 0 && strings.ContainsRune("-()、·:/%°,;《》", r), r == '(', r == '《':
		default:
			return "有不能用的字符“" + string(r) + "”"
		}
	}
	return ""
}

// A counter is a word that counts the items of a loop.
type counter struct {
	name string
	word func(n int) string
}

// counters lists the counting words, in the order they are documented. {{序号}} is not among them: a field of
// the item's own by that name comes first.
var counters = []counter{
	{"一是", func(n int) string { return chineseInt(n) + "是" }},
	{"一、", func(n int) string { return chineseInt(n) + "、" }},
	{"(一)", func(n int) string { return "（" + chineseInt(n) + "）" }},
	{"第一", func(n int) string { return "第" + chineseInt(n) }},
	{"(1)", func(n int) string { return "（" + itoa(n) + "）" }},
	{"1.", func(n int) string { return itoa(n) + "." }},
	{"1、", func(n int) string { return itoa(n) + "、" }},
}
