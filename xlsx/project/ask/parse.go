package ask

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"ziping/model"
)

// A file is what Parse reads.
type file struct {
	Schema  int `json:"schema"`
	Answers []struct {
		ID    string `json:"id"`
		Value any    `json:"value"`
		Shown string `json:"shown"`
		Note  string `json:"note"`
	} `json:"answers"`
}

// schema is the version of the form.
const schema = 1

// Example is a file of answers, for messages.
const Example = `例如 {"schema":1,"answers":[{"id":"…","value":"…","shown":"…"}]}`

// Parse reads a file of answers:
//
//	{"schema":1,"answers":[{"id":"money-unit-3fa4b1c2d3e4","value":"万元","shown":"9c1e7d02aa31"}]}
//
// An answer that settles a finding may carry a note: why. A value may be written as
// a number. The error says in Chinese what is wrong, to follow the file's name.
func Parse(data []byte, name string) ([]model.Answer, error) {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !utf8.Valid(data) {
		return nil, errors.New("不是 UTF-8 编码的文字")
	}
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	dec.DisallowUnknownFields()
	var f file
	if err := dec.Decode(&f); err != nil {
		return nil, fmt.Errorf("读不懂：%s", reason(data, err))
	}
	if dec.More() {
		return nil, errors.New("在第一个对象之后还有内容")
	}
	if f.Schema != schema {
		return nil, fmt.Errorf("的 schema 应为 %d", schema)
	}
	at := model.Pos{Sheet: &model.Sheet{File: filepath.Base(name)}}
	var out []model.Answer
	for i, a := range f.Answers {
		if strings.TrimSpace(a.ID) == "" {
			return nil, fmt.Errorf("的第 %d 条没有写 id", i+1)
		}
		value, ok := text(a.Value)
		if !ok {
			return nil, fmt.Errorf("的第 %d 条的 value 应是文字或数", i+1)
		}
		out = append(out, model.Answer{ID: strings.TrimSpace(a.ID), Value: value, Shown: a.Shown, Note: a.Note, Pos: at})
	}
	return out, nil
}

// text is the value of an answer, which may be written as text or number.
func text(v any) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case json.Number:
		return v.String(), true
	case nil:
		return "", true
	}
	return "", false
}

// reason says where a JSON text is wrong.
func reason(data []byte, err error) string {
	if e, ok := errors.AsType[*json.SyntaxError](err); ok {
		return fmt.Sprintf("第 %d 行写法有误", 1+bytes.Count(data[:min(int(e.Offset), len(data))], []byte("\n")))
	}
	if e, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
		return fmt.Sprintf("第 %d 行的 %s 类型不对", 1+bytes.Count(data[:min(int(e.Offset), len(data))], []byte("\n")), e.Field)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "内容不完整"
	}
	if field, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
		return "没有 " + field + " 这一项"
	}
	return err.Error()
}
