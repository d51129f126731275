package lang

import (
	"strconv"
	"strings"
	"unicode"
	"ziping/render/docx/problem"
	"ziping/render/docx/wml"

	"golang.org/x/text/unicode/norm"
)

// A TagKind is what a tag does.
type TagKind uint8

const (
	TagValue   TagKind = iota
	TagLoop            // {{#x}}, {{循环 x}}
	TagInverse         // {{^x}}
	TagIf              // {{如果 …}}
	TagElseIf          // {{否则如果 …}}
	TagElse            // {{否则}}
	TagClose           // {{/x}}, {{/}}, {{结束}}, {{结束循环}}
	TagRemark          // {{!…}}
	TagPicture         // {{图片 x}}
	TagChart           // {{图表 x}}
	TagCounter         // {{一是}}
)

// Opens reports whether the tag begins a section.
func (k TagKind) Opens() bool { return k == TagLoop || k == TagInverse || k == TagIf }

// Vanishes reports whether the tag leaves no text of its own.
func (k TagKind) Vanishes() bool {
	return k.Opens() || k == TagElse || k == TagElseIf || k == TagClose || k == TagRemark
}

// A Tag is what one {{…}} says.
type Tag struct {
	Kind    TagKind
	Path    Path     // the field, for values, loops, pictures and charts
	Closes  string   // for tagClose: the name after /, "" for the innermost
	Only    TagKind  // for tagClose: the kind of section it may close, tagValue for any
	Formats []Format // for values
	Merge   mergeMode
	Cond    *Expr    // for tagIf and tagElseIf
	Counter *counter // for tagCounter
	Column  bool     // for tagLoop: it repeats columns of a table
}

// mergeMode is how equal neighbours in a column are merged.
type mergeMode uint8

const (
	MergeNone mergeMode = iota
	mergeNested
	MergeAll
)

// A Path names a field: how many levels up to begin, then the names to follow. An empty path is the item itself.
type Path struct {
	Up    int
	Names []string
	Raw   string // normalised text, for messages
}

// self reports whether the path is the item itself: {{.}}.
func (p Path) self() bool { return len(p.Names) == 0 }

// String returns the path as one would write it.
func (p Path) String() string { return p.Raw }

// NormalName brings a field name to the form in which names are compared: NFKC, without blanks and without
// characters of no width.
func NormalName(s string) string {
	if plainName(s) {
		return s
	}
	s = norm.NFKC.String(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || wml.Invisible(r) || r == wml.ObjectChar {
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

func syntaxf(msg, hint string) *problem.Fault {
	return &problem.Fault{ID: problem.Syntax, Msg: msg, Hint: hint}
}

// maxTag bounds what stands between the braces, in bytes.
const maxTag = 4000

// Parse reads what stands between the braces.
func Parse(inner string, own Formatters) (Tag, *problem.Fault) {
	if plainName(inner) && !strings.ContainsAny(inner, ".-") && !reserved[inner] {
		return Tag{Kind: TagValue, Path: Path{Names: []string{inner}, Raw: inner}}, nil
	}
	if len(inner) > maxTag {
		return Tag{}, syntaxf("标签太长", "标签里只写字段名、格式、循环和条件。")
	}
	s := strings.Map(func(r rune) rune {
		if wml.Invisible(r) || r == wml.ObjectChar {
			return -1
		}
		return r
	}, norm.NFKC.String(inner))
	s = strings.TrimSpace(s)
	if s == "" {
		return Tag{}, syntaxf("花括号里是空的", "在花括号里写上字段名。")
	}
	for _, p := range tagForms {
		if t, err, ok := p(s, inner); ok {
			if err != nil {
				return Tag{}, err
			}
			return *t, nil
		}
	}
	return parseValue(s, inner, own)
}

// reserved are the plain words that are more than a field's name.
var reserved = func() map[string]bool {
	m := map[string]bool{up: true, "否则": true, "": true}
	for w := range endWords {
		m[w] = true
	}
	for _, c := range counters {
		m[c.Name] = true
	}
	return m
}()

// endWords close a section; those with a kind close that kind only.
var endWords = map[string]TagKind{"结束": TagValue, "结束循环": TagLoop, "结束循环列": TagLoop, "循环结束": TagLoop, "结束如果": TagIf, "如果结束": TagIf}

// A tagForm recognises one way to write a tag; ok is false when it is not that form. s is normalised, inner is not.
type tagForm func(s, inner string) (t *Tag, err *problem.Fault, ok bool)

// tagForms are tried in order; what none takes is a value.
var tagForms = []tagForm{remarkForm, signForm, endForm, elseForm, keywordForm, counterForm}

func remarkForm(s, _ string) (*Tag, *problem.Fault, bool) {
	return &Tag{Kind: TagRemark}, nil, s[0] == '!'
}

func signForm(s, _ string) (*Tag, *problem.Fault, bool) {
	rest := strings.TrimSpace(s[1:])
	switch s[0] {
	case '#':
		t, err := sectionTag(TagLoop, rest)
		return t, err, true
	case '^':
		t, err := sectionTag(TagInverse, rest)
		return t, err, true
	case '/':
		return &Tag{Kind: TagClose, Closes: NormalName(rest)}, nil, true
	case '@', '=', '>', '&', '$', '%', '*', '?', '+', '-', '~', '<', '|', ':':
		return nil, syntaxf("不认识以 "+s[:1]+" 开头的写法", "标签里只写字段名、格式、循环和条件。"), true
	}
	return nil, nil, false
}

func sectionTag(k TagKind, name string) (*Tag, *problem.Fault) {
	p, err := ParsePath(name)
	if err != nil {
		return nil, err
	}
	return &Tag{Kind: k, Path: p}, nil
}

// endForm reads 结束, 结束循环, 结束如果, with or without a name.
func endForm(s, _ string) (*Tag, *problem.Fault, bool) {
	word, rest, _ := cutWord(s)
	only, ok := endWords[word]
	if !ok {
		return nil, nil, false
	}
	return &Tag{Kind: TagClose, Closes: NormalName(rest), Only: only}, nil, true
}

func elseForm(s, inner string) (*Tag, *problem.Fault, bool) {
	word, rest, _ := cutWord(s)
	switch {
	case word == "否则如果" || word == "否则" && strings.HasPrefix(rest, "如果 "):
		c, err := parseCondition(afterWord(inner, "如果"))
		return &Tag{Kind: TagElseIf, Cond: c}, err, true
	case word == "否则" && rest == "":
		return &Tag{Kind: TagElse}, nil, true
	}
	return nil, nil, false
}

func keywordForm(s, inner string) (*Tag, *problem.Fault, bool) {
	word, rest, sep := cutWord(s)
	if !sep {
		return nil, nil, false
	}
	switch word {
	case "循环", "循环列":
		t, err := sectionTag(TagLoop, rest)
		if t != nil {
			t.Column = word == "循环列"
		}
		return t, err, true
	case "如果":
		c, err := parseCondition(afterWord(inner, "如果"))
		return &Tag{Kind: TagIf, Cond: c}, err, true
	case "图片", "图表":
		k := TagPicture
		if word == "图表" {
			k = TagChart
		}
		p, err := ParsePath(rest)
		return &Tag{Kind: k, Path: p}, err, true
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
		if r == wml.ObjectChar {
			return -1
		}
		return r
	}, inner)
	if i := strings.Index(clean, word); i >= 0 {
		return strings.TrimLeftFunc(clean[i+len(word):], func(r rune) bool { return unicode.IsSpace(r) || r == ':' || r == '：' })
	}
	return clean
}

func counterForm(s, _ string) (*Tag, *problem.Fault, bool) {
	name := NormalName(s)
	for i := range counters {
		if counters[i].Name == name {
			return &Tag{Kind: TagCounter, Counter: &counters[i]}, nil, true
		}
	}
	return nil, nil, false
}

// parseValue reads a field name and its formats.
func parseValue(s, inner string, own Formatters) (Tag, *problem.Fault) {
	parts := strings.Split(s, "|")
	typed := strings.FieldsFunc(inner, func(r rune) bool { return r == '|' || r == '｜' })
	if len(typed) != len(parts) { // an empty one, or another sign that normalises to a bar
		typed = parts
	}
	p, err := ParsePath(parts[0])
	if err != nil {
		return Tag{}, err
	}
	t := Tag{Kind: TagValue, Path: p}
	for i := range parts[1:] {
		if err := t.addFormat(parts[i+1], typed[i+1], own); err != nil {
			return Tag{}, err
		}
	}
	return t, nil
}

// addFormat reads one format after the bar. 合并 is written like one, though it concerns the cell.
func (t *Tag) addFormat(s, typed string, own Formatters) *problem.Fault {
	switch NormalName(s) {
	case "合并":
		t.Merge = mergeNested
		return nil
	case "合并全部":
		t.Merge = MergeAll
		return nil
	}
	f, err := parseFormat(s, typed, own)
	if err != nil {
		return err
	}
	t.Formats = append(t.Formats, f)
	return nil
}

const up = "上级"

// ParsePath reads a dotted field name.
func ParsePath(s string) (Path, *problem.Fault) {
	name := strings.ReplaceAll(NormalName(s), "。", ".")
	p := Path{Raw: name}
	if name == "" {
		return p, syntaxf("没有写字段名", "在花括号里写上字段名。")
	}
	if name == "." {
		return p, nil
	}
	for _, seg := range strings.Split(name, ".") {
		if seg == up && len(p.Names) == 0 {
			p.Up++
			continue
		}
		if bad := badNameRune(seg); bad != "" {
			return p, syntaxf("字段名“"+name+"”里"+bad, "字段名只用文字、数字和下划线，下一级用“.”。")
		}
		p.Names = append(p.Names, seg)
	}
	if len(p.Names) == 0 {
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
	Name string
	Word func(n int) string
}

// counters lists the counting words, in the order they are documented. {{序号}} is not among them: a field of
// the item's own by that name comes first.
var counters = []counter{
	{"一是", func(n int) string { return chineseInt(n) + "是" }},
	{"一、", func(n int) string { return chineseInt(n) + "、" }},
	{"(一)", func(n int) string { return "（" + chineseInt(n) + "）" }},
	{"第一", func(n int) string { return "第" + chineseInt(n) }},
	{"(1)", func(n int) string { return "（" + strconv.Itoa(n) + "）" }},
	{"1.", func(n int) string { return strconv.Itoa(n) + "." }},
	{"1、", func(n int) string { return strconv.Itoa(n) + "、" }},
}

// FormatText returns the tag's formats as written after the bar.
func (t *Tag) FormatText() string {
	var s []string
	for _, f := range t.Formats {
		s = append(s, f.String())
	}
	switch t.Merge {
	case mergeNested:
		s = append(s, "合并")
	case MergeAll:
		s = append(s, "合并 全部")
	}
	return strings.Join(s, "｜")
}
