package settings

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/xlsx/profile"
)

// An Error is one fault of a settings file, at its line; it has the form of
// those of profiles.
type Error = profile.Error

// A Value is one setting as a file states it.
type Value struct {
	Key
	Text string // as written, without quotes and surrounding blanks
	File string // path of the ziping.yaml
	Line int    // 1-based
}

// Dir is the folder that a path in the value is relative to.
func (v Value) Dir() string { return filepath.Dir(v.File) }

// IsFile reports that the value is the path of a file.
func (v Value) IsFile() bool {
	return v.Form == File || v.Form == NameOrFile && strings.ContainsAny(v.Text, `./\`)
}

// Path is the path of the file that the value names, relative to Dir and inside
// it; `\` parts folders on every system.
func (v Value) Path() string { return filepath.FromSlash(strings.ReplaceAll(v.Text, `\`, "/")) }

// Fault is an error at the value's place.
func (v Value) Fault(hint, format string, args ...any) error {
	return &Error{File: v.File, Line: v.Line, Message: v.Name + "：" + fmt.Sprintf(format, args...), Hint: hint}
}

// Parse reads a settings file; file is its path, for messages. The error joins
// every fault, each an *Error.
func Parse(data []byte, file string) ([]Value, error) {
	p := &reader{file: file}
	values := p.read(data)
	return values, errors.Join(p.faults...)
}

// A reader reads one file and collects its faults.
type reader struct {
	file   string
	lines  []string
	faults []error
}

func (p *reader) fault(line int, hint, format string, args ...any) {
	e := &Error{File: p.file, Line: line, Message: fmt.Sprintf(format, args...), Hint: hint}
	if 0 < line && line <= len(p.lines) {
		e.Source = strings.TrimSpace(p.lines[line-1])
		if r := []rune(e.Source); len(r) > 100 {
			e.Source = string(r[:99]) + "…"
		}
	}
	p.faults = append(p.faults, e)
}

func (p *reader) read(data []byte) []Value {
	text, ok := decode(data)
	if !ok {
		p.fault(0, "请用记事本把文件另存为 UTF-8 编码的文本", "不是文本文件，或编码认不出来")
		return nil
	}
	p.lines = strings.Split(text, "\n")
	if p.wideColons(); len(p.faults) > 0 {
		return nil
	}
	var values []Value
	seen := map[string]int{}
	for _, pair := range p.pairs(text) {
		v, ok := p.value(pair)
		if !ok {
			continue
		}
		if first := seen[v.Twin]; first > 0 {
			p.fault(v.Line, "请删去一个", "“%s”写了两次，第 %d 行已经写过", v.Name, first)
			continue
		}
		seen[v.Twin] = v.Line
		values = append(values, v)
	}
	return values
}

// wideColons finds the colons that a Chinese keyboard types by itself.
func (p *reader) wideColons() {
	for i, line := range p.lines {
		key, _, wide := strings.Cut(line, "：")
		if wide && !strings.ContainsAny(key, ":#\"'") {
			p.fault(i+1, "请改成英文冒号，后面空一格，例如 "+strings.TrimSpace(key)+": …", "冒号是全角的")
		}
	}
}

// pairs are the lines of the file; nil for an empty one, and for one that is
// not to be read.
func (p *reader) pairs(text string) (pairs []*ast.MappingValueNode) {
	const cure = "每行写一项：名称、英文冒号、一个空格、值，例如 评分规则: hubei"
	defer func() {
		if recover() != nil {
			p.fault(0, cure, "格式有误，读不下去")
			pairs = nil
		}
	}()
	file, err := parser.ParseBytes([]byte(text), 0, parser.AllowDuplicateMapKey())
	if err != nil {
		line := 0
		var at yaml.Error
		if errors.As(err, &at) {
			line = lineOf(at.GetToken())
		}
		p.fault(line, cure, "格式不对")
		return nil
	}
	var bodies []ast.Node
	for _, d := range file.Docs {
		if d.Body != nil {
			bodies = append(bodies, d.Body)
		}
	}
	if len(bodies) > 1 {
		p.fault(lineOf(bodies[1].GetToken()), "请去掉“---”", "一个文件只写一份设置")
		return nil
	}
	for _, body := range bodies {
		switch n := body.(type) {
		case *ast.MappingNode:
			return n.Values
		case *ast.MappingValueNode:
			return []*ast.MappingValueNode{n}
		case *ast.CommentGroupNode:
		default:
			p.fault(lineOf(n.GetToken()), cure, "不是“名称: 值”")
		}
	}
	return nil
}

func (p *reader) value(pair *ast.MappingValueNode) (Value, bool) {
	name := pair.Key.GetToken().Value
	line := lineOf(pair.Key.GetToken())
	key, known := find(name)
	if !known {
		p.fault(line, "可以写 "+names(), "不认识的设置“%s”", name)
		return Value{}, false
	}
	v := Value{Key: key, File: p.file, Line: line}
	switch n := pair.Value.(type) {
	case *ast.NullNode:
		p.fault(line, "不用的设置请删去这一行，或在行首加 #", "“%s”后面没有写值", key.Name)
		return v, false
	case *ast.LiteralNode, *ast.MappingNode, *ast.MappingValueNode, *ast.SequenceNode, *ast.AliasNode, *ast.AnchorNode, *ast.TagNode:
		p.fault(line, "只写一个值，写在同一行；有特殊符号的加英文引号", "“%s”的值不是一行文字", key.Name)
		return v, false
	default:
		v.Text = strings.TrimSpace(n.GetToken().Value)
	}
	switch {
	case v.Text == "":
		p.fault(line, "不用的设置请删去这一行，或在行首加 #", "“%s”后面没有写值", key.Name)
	case strings.ContainsFunc(v.Text, func(r rune) bool { return r < ' ' }):
		p.fault(line, "只写一个值，写在同一行", "“%s”的值不是一行文字", key.Name)
	case v.IsFile() && !inside(v):
		p.fault(line, "请把文件放进“"+v.Dir()+"”，这里写文件名或下级文件夹里的路径", "“%s”不在 ziping.yaml 所在的文件夹里", v.Text)
	default:
		return v, true
	}
	return v, false
}

// inside reports a path that stays in its folder, on any system.
func inside(v Value) bool {
	path := v.Path()
	return filepath.IsLocal(path) && !(len(path) > 1 && path[1] == ':')
}

func lineOf(t *token.Token) int {
	if t == nil || t.Position == nil {
		return 0
	}
	return t.Position.Line
}

// decode reads what the editors of Chinese Windows write: UTF-8, with a mark or
// without, GB18030, and UTF-16 with a mark.
func decode(data []byte) (text string, ok bool) {
	var from encoding.Encoding
	switch {
	case bytes.HasPrefix(data, []byte{0xFF, 0xFE}), bytes.HasPrefix(data, []byte{0xFE, 0xFF}):
		from = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case !utf8.Valid(data):
		from = simplifiedchinese.GB18030
	}
	if from != nil {
		var err error
		if data, err = from.NewDecoder().Bytes(data); err != nil {
			return "", false
		}
	}
	text = strings.TrimPrefix(string(data), "\uFEFF")
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return text, !strings.ContainsAny(text, "\x00\uFFFD")
}
