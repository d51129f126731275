package profile

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"ziping/model"
)

// maxSize bounds a profile file, in bytes.
const maxSize = 256 << 10

// Load reads a profile that a person wrote: name, title and forms, or a single
// form at the top like the built-in files. It is strict and reports every fault
// it finds, each an *Error: unknown keys, kinds, types and field names, values
// of the wrong type, a word under two fields of one form (but for those that
// the built-in forms have under both). A field needs only its name and words;
// title and type come from the built-in form. name is the file's, for messages.
func Load(data []byte, name string) (*Profile, error) {
	l := &loader{file: name, known: Default()}
	p := l.profile(data)
	if len(l.faults) > 0 {
		return nil, errors.Join(l.faults...)
	}
	if p.Name == "" {
		p.Name = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	}
	return p, nil
}

// loadForm reads a built-in file, which is where the names come from.
func loadForm(data []byte, name string) (Form, error) {
	l := &loader{file: name}
	p := l.profile(data)
	if len(l.faults) > 0 {
		return Form{}, errors.Join(l.faults...)
	}
	return p.Forms[0], nil
}

// A loader reads one file and collects its faults.
type loader struct {
	file   string
	lines  []string
	known  *Profile // nil while the built-in forms themselves are read
	faults []error
}

func (l *loader) fault(at *token.Token, hint, format string, args ...any) {
	e := &Error{File: l.file, Message: fmt.Sprintf(format, args...), Hint: hint}
	if at != nil && at.Position != nil {
		e.Line, e.Column = at.Position.Line, at.Position.Column
		if 0 < e.Line && e.Line <= len(l.lines) {
			e.Source = strings.TrimRight(clip(l.lines[e.Line-1]), "\r\n\t ")
		}
	}
	l.faults = append(l.faults, e)
}

func clip(s string) string {
	if r := []rune(s); len(r) > 100 {
		return string(r[:99]) + "…"
	}
	return s
}

// profile reads the file; faults tell whether the result may be used.
func (l *loader) profile(data []byte) *Profile {
	p := &Profile{}
	if len(data) > maxSize {
		l.fault(nil, "词表一般只有几十 KB，请确认没有选错文件", "文件太大（%d KB）", len(data)>>10)
		return p
	}
	text, notice, ok := decode(data)
	if !ok || bytes.IndexByte(text, 0) >= 0 {
		l.fault(nil, "请用记事本把文件另存为 UTF-8 编码的文本", "不是文本文件，或编码认不出来")
		return p
	}
	if notice != "" {
		p.Notices = append(p.Notices, l.file+"："+notice)
	}
	l.lines = strings.Split(string(text), "\n")
	root := l.parse(text)
	if root == nil {
		return p
	}
	keys := l.mapping(root, "文件", "name", "title", "forms", "kind", "role", "sheets", "titles", "fields")
	if keys == nil {
		return p
	}
	if keys["kind"] != nil {
		p.Forms = []Form{l.form(root)}
		p.Title = p.Forms[0].Title
		return p
	}
	p.Name, p.Title = l.text(keys["name"], "name"), l.text(keys["title"], "title")
	for _, k := range []string{"role", "sheets", "titles", "fields"} {
		if keys[k] != nil {
			l.fault(keys[k].GetToken(), "它应写在 forms 下面的某一种表里", "%s 不在该在的地方", k)
		}
	}
	if keys["forms"] == nil {
		l.fault(nil, "至少要有 forms:，下面每一种表以“- kind:”开头，可用 ziping profile show 看写法", "没有 forms")
		return p
	}
	for _, n := range l.list(keys["forms"], "forms") {
		p.Forms = append(p.Forms, l.form(n))
	}
	return p
}

// parse gives the root node of the document, nil when there is a fault.
func (l *loader) parse(text []byte) (root ast.Node) {
	if line := tooDeep(l.lines); line > 0 {
		l.fault(at(line), "词表只有三层，请检查这一行的缩进和括号", "嵌套太深")
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			l.fault(nil, l.hint(0), "YAML 写法有误，读不下去")
			root = nil
		}
	}()
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		l.syntax(err)
		return nil
	}
	var docs []ast.Node
	for _, d := range file.Docs {
		if d.Body != nil {
			docs = append(docs, d.Body)
		}
	}
	switch len(docs) {
	case 1:
		return docs[0]
	case 0:
		l.fault(nil, "可用 ziping profile show 看写法", "文件里没有内容")
	default:
		l.fault(docs[1].GetToken(), "请去掉“---”，一个文件只写一份", "文件里有不止一份词表")
	}
	return nil
}

func at(line int) *token.Token { return &token.Token{Position: &token.Position{Line: line, Column: 1}} }

// tooDeep is the first line that nests beyond all sense, 0 for none: the
// parser is recursive.
func tooDeep(lines []string) int {
	const most = 40
	open := 0
	for i, s := range lines {
		indent := len(s) - len(strings.TrimLeft(s, " \t-?"))
		open = max(0, open+strings.Count(s, "[")+strings.Count(s, "{")-strings.Count(s, "]")-strings.Count(s, "}"))
		if indent > 4*most || strings.Count(s, "[")+strings.Count(s, "{")-strings.Count(s, "]")-strings.Count(s, "}") > most || open > most ||
			strings.Count(s[:indent], "-")+strings.Count(s[:indent], "?") > most {
			return i + 1
		}
	}
	return 0
}

// syntax reports what the YAML parser did not like.
func (l *loader) syntax(err error) {
	var where interface {
		error
		GetToken() *token.Token
		GetMessage() string
	}
	if !errors.As(err, &where) || where.GetToken() == nil {
		l.fault(nil, l.hint(0), "YAML 写法有误")
		return
	}
	tk := where.GetToken()
	message := "YAML 写法有误"
	switch m := where.GetMessage(); {
	case strings.Contains(m, "already defined") || strings.Contains(m, "duplicate"):
		l.fault(tk, "请只留一处", "“%s”写了两次", strings.TrimSpace(tk.Value))
		return
	case strings.Contains(m, "tab"):
		message = "行首用了制表符（Tab）"
	case strings.Contains(m, "not closed") || strings.Contains(m, "must be specified") || strings.Contains(m, "could not find end"):
		message = "括号或引号没有配对"
	}
	l.fault(tk, l.hint(tk.Position.Line), "%s", message)
}

// hint looks for the usual slips near a line: tabs, full-width punctuation.
func (l *loader) hint(line int) string {
	from, to := 1, len(l.lines)
	if line > 0 {
		from, to = max(1, line-2), min(len(l.lines), line+1)
	}
	for i := from; i <= to; i++ {
		s := l.lines[i-1]
		trimmed := strings.TrimLeft(s, " \t")
		if strings.HasPrefix(trimmed, "#") {
			continue
		}
		key, _, wide := strings.Cut(trimmed, "：")
		switch {
		case strings.Contains(s[:len(s)-len(trimmed)], "\t"):
			return fmt.Sprintf("第 %d 行行首是制表符（Tab），请改用空格缩进", i)
		case wide && isKey(strings.TrimLeft(key, "- {")):
			return fmt.Sprintf("第 %d 行的冒号是全角“：”，请改成半角“:”，后面加一个空格", i)
		case strings.HasPrefix(trimmed, "－") || strings.HasPrefix(trimmed, "—"):
			return fmt.Sprintf("第 %d 行行首的横线是全角的，请改成半角“-”，后面加一个空格", i)
		case strings.ContainsAny(s, "［］｛｝【】"):
			return fmt.Sprintf("第 %d 行的括号是全角的，请改成半角 [ ] 或 { }", i)
		}
		if k, v, ok := strings.Cut(trimmed, ":"); ok && isKey(strings.TrimLeft(k, "- ")) && v != "" && v[0] != ' ' && v[0] != '\r' {
			return fmt.Sprintf("第 %d 行的冒号后面要有一个空格", i)
		}
	}
	return "请检查这一行的缩进、冒号和括号；可用 ziping profile show 看正确的写法"
}

// allKeys are the keys of a profile, a form and a field.
var allKeys = []string{"name", "title", "forms", "kind", "role", "sheets", "titles", "fields", "type", "words", "unit", "required", "strong"}

func isKey(s string) bool { return slices.Contains(allKeys, strings.TrimSpace(s)) }

// mapping gives the values of a mapping by key, nil when node is none. Unknown
// keys are faults.
func (l *loader) mapping(node ast.Node, what string, allowed ...string) map[string]ast.Node {
	var values []*ast.MappingValueNode
	switch n := node.(type) {
	case *ast.MappingNode:
		values = n.Values
	case *ast.MappingValueNode:
		values = []*ast.MappingValueNode{n}
	default:
		line := 0
		if tk := node.GetToken(); tk != nil && tk.Position != nil {
			line = tk.Position.Line
		}
		l.fault(node.GetToken(), l.hint(line), "%s应写成“键: 值”", what)
		return nil
	}
	out := map[string]ast.Node{}
	for _, v := range values {
		key := v.Key.GetToken().Value
		if !slices.Contains(allowed, key) {
			hint := "可以用的键：" + strings.Join(allowed, "、")
			if near := nearest(key, allowed); near != "" {
				hint = "是不是 " + near + "？"
			}
			l.fault(v.Key.GetToken(), hint, "%s没有“%s”这个键", what, key)
			continue
		}
		out[key] = v.Value
	}
	return out
}

// list gives the items of a sequence.
func (l *loader) list(node ast.Node, key string) []ast.Node {
	if node == nil {
		return nil
	}
	if _, null := node.(*ast.NullNode); null {
		return nil
	}
	seq, ok := node.(*ast.SequenceNode)
	if !ok {
		l.fault(node.GetToken(), "请写成 "+key+": [甲, 乙]，只有一个也要加方括号", "%s 应是一个清单", key)
		return nil
	}
	return seq.Values
}

// text gives a string. Numbers and truth values are written in quotes, so that
// nothing is changed on the way.
func (l *loader) text(node ast.Node, key string) string {
	switch n := node.(type) {
	case nil, *ast.NullNode:
		return ""
	case *ast.StringNode:
		return strings.TrimSpace(n.Value)
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode:
		l.fault(node.GetToken(), fmt.Sprintf("请加引号，写成 %q", node.GetToken().Value), "%s 应是文字", key)
	default:
		l.fault(node.GetToken(), "这里只写文字", "%s 应是文字", key)
	}
	return ""
}

func (l *loader) truth(node ast.Node, key string) (value, given bool) {
	switch n := node.(type) {
	case nil:
		return false, false
	case *ast.BoolNode:
		return n.Value, true
	}
	l.fault(node.GetToken(), "请写 true（是）或 false（否）", "%s 应是 true 或 false", key)
	return false, false
}

// words gives a list of words that can be found on a sheet.
func (l *loader) words(node ast.Node, key string) []string {
	var out []string
	for _, n := range l.list(node, key) {
		w := l.text(n, key+" 里的词")
		switch {
		case model.Key(w) == "":
			if _, empty := n.(*ast.StringNode); empty {
				l.fault(n.GetToken(), "请删去多余的逗号或引号", "%s 里有一个空的词", key)
			}
		case strings.ContainsAny(w, "，；"):
			l.fault(n.GetToken(), "多个叫法之间用半角逗号“,”加空格隔开；如果叫法里真有逗号，请把它略去", "“%s”里有全角逗号，会被当成一个词", w)
		case strings.ContainsAny(w[:len(firstRune(w))], "“‘「"):
			l.fault(n.GetToken(), "词不用加引号；要加请用半角 \" \"", "“%s”的引号是全角的", w)
		case contains(out, w) && l.known != nil:
			l.fault(n.GetToken(), "请删去一个（空格和全半角不算区别）", "%s 里“%s”写了两次", key, w)
		default:
			out = append(out, w)
		}
	}
	return out
}

func firstRune(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// form reads one form.
func (l *loader) form(node ast.Node) Form {
	keys := l.mapping(node, "表", "kind", "role", "title", "sheets", "titles", "fields")
	var f Form
	if keys == nil {
		return f
	}
	f.Kind = model.TableKind(l.text(keys["kind"], "kind"))
	f.Role = l.text(keys["role"], "role")
	f.Title = l.text(keys["title"], "title")
	f.Sheets, f.Titles = l.words(keys["sheets"], "sheets"), l.words(keys["titles"], "titles")
	if !l.checkKind(f, node, keys) {
		return f
	}
	base := l.base(f)
	if f.Title == "" && base != nil {
		f.Title = base.Title
	}
	where := map[string]*token.Token{}
	for _, n := range l.list(keys["fields"], "fields") {
		field, tk := l.field(n, f, base)
		if field.Name == "" {
			continue
		}
		if where[field.Name] != nil {
			l.fault(tk, "请把两处的 words 合到一起", "%s 里字段 %s 写了两次", f.Title, field.Name)
			continue
		}
		where[field.Name] = tk
		f.Fields = append(f.Fields, field)
	}
	l.twice(f, base, where)
	return f
}

// checkKind reports a kind or role that there is not.
func (l *loader) checkKind(f Form, node ast.Node, keys map[string]ast.Node) bool {
	var names []string
	for k := range kinds {
		names = append(names, string(k))
	}
	slices.Sort(names)
	if keys["kind"] == nil || f.Kind == "" {
		l.fault(node.GetToken(), "请写明是哪一种表，如 kind: fund；可以是 "+strings.Join(names, "、"), "这种表没有写 kind")
		return false
	}
	if kinds[f.Kind] == "" {
		hint := "可以是 " + strings.Join(names, "、")
		if near := nearest(string(f.Kind), names); near != "" {
			hint = "是不是 " + near + "（" + kinds[model.TableKind(near)] + "）？"
		}
		l.fault(keys["kind"].GetToken(), hint, "没有“%s”这种表", f.Kind)
		return false
	}
	if f.Role != "" && (f.Kind != model.KindFund || !slices.Contains(roles, model.FundRole(f.Role))) {
		l.fault(keys["role"].GetToken(), "只有资金表（kind: fund）有 role，可以是 items（支出明细）或 ledger（支出流水）；一般的资金表不写", "没有“%s”这种 role", f.Role)
		return false
	}
	return true
}

// base is the built-in form of the same kind and role.
func (l *loader) base(f Form) *Form {
	if l.known == nil {
		return nil
	}
	for i := range l.known.Forms {
		if b := &l.known.Forms[i]; b.Kind == f.Kind && b.Role == f.Role {
			return b
		}
	}
	return nil
}

// field reads one field of form f. Name and type are checked against the
// built-in form.
func (l *loader) field(node ast.Node, f Form, base *Form) (out Field, tk *token.Token) {
	keys := l.mapping(node, "字段", "name", "title", "type", "words", "unit", "required", "strong")
	if keys == nil {
		return out, nil
	}
	out.Name, out.Title = l.text(keys["name"], "name"), l.text(keys["title"], "title")
	out.Type, out.Unit = l.text(keys["type"], "type"), l.text(keys["unit"], "unit")
	out.Words = l.words(keys["words"], "words")
	required, given := l.truth(keys["required"], "required")
	out.Required, out.Relaxed = required, given && !required
	out.Strong, _ = l.truth(keys["strong"], "strong")
	if out.Name == "" {
		l.fault(node.GetToken(), "每个字段要有 name，可用 ziping profile show 看有哪些", "字段没有写 name")
		return Field{}, nil
	}
	tk = keys["name"].GetToken()
	var known *Field
	if base != nil {
		if known = base.field(out.Name); known == nil {
			l.fault(tk, l.fieldHint(out.Name, base), "%s没有“%s”这个字段", base.Title, out.Name)
			return Field{}, nil
		}
		out.Title, out.Type = cmp.Or(out.Title, known.Title), cmp.Or(out.Type, known.Type)
	}
	switch {
	case types[out.Type] == "":
		l.fault(cmp.Or(tokenOf(keys["type"]), tk), "可以是 "+strings.Join(typeNames(), "、")+"；也可以不写", "没有“%s”这种 type", out.Type)
	case known != nil && out.Type != known.Type:
		l.fault(tokenOf(keys["type"]), "请写 type: "+known.Type+"，或不写", "字段 %s 的 type 只能是 %s（%s）", out.Name, known.Type, types[known.Type])
	}
	return out, tk
}

func tokenOf(n ast.Node) *token.Token {
	if n == nil {
		return nil
	}
	return n.GetToken()
}

func typeNames() []string {
	var out []string
	for t := range types {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}

// fieldHint names the field that was probably meant, by name or Chinese title.
func (l *loader) fieldHint(name string, base *Form) string {
	var names []string
	for _, f := range base.Fields {
		if model.Key(f.Title) == model.Key(name) || contains(f.Words, name) {
			return "是不是 " + f.Name + "（" + f.Title + "）？"
		}
		names = append(names, f.Name)
	}
	if near := nearest(name, names); near != "" {
		return "是不是 " + near + "（" + base.field(near).Title + "）？"
	}
	return "可以是 " + strings.Join(names, "、")
}

// twice reports words that stand under two fields of one scope. Some words do
// in the built-in forms, where the rest of the table decides; those pass.
func (l *loader) twice(f Form, base *Form, where map[string]*token.Token) {
	if base == nil {
		return
	}
	owner := map[string]*Field{}
	for i := range f.Fields {
		field := &f.Fields[i]
		for _, w := range field.Words {
			key := field.scope() + "\x00" + model.Key(w)
			first := owner[key]
			if first == nil {
				owner[key] = field
				continue
			}
			if contains(base.words(first.Name), w) && contains(base.words(field.Name), w) {
				continue
			}
			l.fault(where[field.Name], "一个叫法只能归一个字段，请从其中一处删去",
				"“%s”同时写在 %s（%s）和 %s（%s）下面", w, first.Name, first.Title, field.Name, field.Title)
		}
	}
}
