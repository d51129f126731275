package lang

import (
	"encoding/json"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"
	"time"
	"ziping/render/docx/wml"

	"github.com/shopspring/decimal"
)

// Marked is a value that shows in the report with a highlight, with comments (批注), or both. Formats apply to Value.
type Marked struct {
	Value     any
	Comments  []string // each becomes a Word comment on the value; in headers and text boxes, where Word has none, see Fill
	Highlight bool     // yellow background
	Bold      bool
	Color     string // RRGGBB, or one of the words in colours; empty for the template's
	Link      string // an address (http, https, mailto), or # and the name of a bookmark

	Parts Spans // the value, when it is made of parts and printed without a format
}

// Picture is an image for {{图片 …}}: PNG or JPEG.
type Picture struct {
	Data   []byte
	Name   string // file name, for Word's name of the picture
	Alt    string // alternative text
	Width  int64  // in EMU (360,000 a centimetre); 0 takes the image's own size, made to fit the page or the cell
	Height int64  // in EMU; 0 follows Width
}

// Chart is a clustered bar chart for {{图表 …}}, which Word draws and lets the user edit.
type Chart struct {
	Title      string
	Categories []string
	Series     []Series
	Unit       string // axis title; empty for none
	Width      int64  // in EMU; 0 takes the width of the text
	Height     int64  // in EMU; 0 is 7.5 cm
}

// Series is one set of bars: a value for each category, as an exact decimal string, a number, or nil for none.
type Series struct {
	Name   string
	Values []any
}

// A Lookuper is an object other than a map whose fields a template may name.
type Lookuper interface {
	Lookup(name string) (value any, ok bool)
}

// Unmark takes the value out of its marks.
func Unmark(v any) any {
	for range 8 {
		switch m := v.(type) {
		case Marked:
			v = m.Value
		case *Marked:
			if m == nil {
				return nil
			}
			v = m.Value
		default:
			return v
		}
	}
	return v
}

// MarksOf returns the marks on a value, of all layers.
func MarksOf(v any) (m Marked, ok bool) {
	for range 8 {
		var x Marked
		switch p := v.(type) {
		case Marked:
			x = p
		case *Marked:
			if p == nil {
				return m, ok
			}
			x = *p
		default:
			return m, ok
		}
		m.Comments = append(m.Comments, x.Comments...)
		m.Inherit(&x)
		ok = true
		v = x.Value
	}
	return m, ok
}

// NumberOf returns the exact decimal a value stands for. Strings count if they are nothing but a number: 72,500.00,
// -3.5, 96.67%.
func NumberOf(v any) (decimal.Decimal, bool) {
	switch x := v.(type) {
	case decimal.Decimal:
		return x, true
	case string:
		return parseNumber(x)
	case json.Number:
		return parseNumber(string(x))
	case int:
		return decimal.NewFromInt(int64(x)), true
	case int64:
		return decimal.NewFromInt(x), true
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return decimal.Decimal{}, false
		}
		return decimal.NewFromFloat(x), true
	case bool, nil, time.Time, []any, map[string]any:
		return decimal.Decimal{}, false
	case Number:
		return x.Number()
	case fmt.Stringer:
		return parseNumber(x.String())
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return decimal.NewFromInt(r.Int()), true
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return decimal.NewFromUint64(r.Uint()), true
	case reflect.Float32:
		return NumberOf(r.Float())
	case reflect.String:
		return parseNumber(r.String())
	}
	return decimal.Decimal{}, false
}

// maxExponent bounds numbers like 1e999999999, which would print as gigabytes of zeros.
const maxExponent = 400

// parseNumber reads a string that is a number and nothing else.
func parseNumber(s string) (decimal.Decimal, bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > 400 {
		return decimal.Decimal{}, false
	}
	exp := int32(0)
	if t, ok := strings.CutSuffix(s, "%"); ok {
		s, exp = t, -2
	}
	if c := s[max(0, len(s)-1):]; s == "" || c < "0" || c > "9" {
		return decimal.Decimal{}, false
	}
	if strings.Contains(s, ",") {
		if !thousands(s) {
			return decimal.Decimal{}, false
		}
		s = strings.ReplaceAll(s, ",", "")
	}
	d, err := decimal.NewFromString(s)
	if err != nil || d.Exponent() > maxExponent || d.Exponent() < -maxExponent {
		return decimal.Decimal{}, false
	}
	return d.Shift(exp), true
}

// thousands reports whether the commas in a number stand at every third digit before the point.
func thousands(s string) bool {
	s = strings.TrimLeft(s, "+-")
	whole, _, _ := strings.Cut(s, ".")
	groups := strings.Split(whole, ",")
	for i, g := range groups {
		if i == 0 && (len(g) == 0 || len(g) > 3) || i > 0 && len(g) != 3 {
			return false
		}
	}
	return !strings.Contains(s[len(whole):], ",")
}

// ErrKind means a list or an object stands where text is wanted.
var ErrKind = fmt.Errorf("kind")

// PlainText returns a value as it prints without a format.
func PlainText(v any) (string, error) {
	switch x := v.(type) {
	case nil:
		return "", nil
	case string:
		return x, nil
	case json.Number:
		return jsonNumber(string(x)), nil
	case int:
		return strconv.Itoa(x), nil
	case int64:
		return strconv.FormatInt(x, 10), nil
	case float64:
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return "", fmt.Errorf("不是有限的数")
		}
		return strconv.FormatFloat(x, 'f', -1, 64), nil
	case bool:
		if x {
			return "是", nil
		}
		return "否", nil
	case time.Time:
		return dateFormat(x, Format{})
	case []byte:
		return string(x), nil
	case []any, map[string]any, Picture, *Picture, Chart, *Chart:
		return "", ErrKind
	case fmt.Stringer:
		if r := reflect.ValueOf(v); r.Kind() == reflect.Pointer && r.IsNil() {
			return "", nil
		}
		return x.String(), nil
	case error:
		return "", ErrKind
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.String:
		return r.String(), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(r.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return strconv.FormatUint(r.Uint(), 10), nil
	case reflect.Float32:
		return PlainText(r.Float())
	case reflect.Bool:
		return PlainText(r.Bool())
	case reflect.Pointer:
		if r.IsNil() {
			return "", nil
		}
		return PlainText(r.Elem().Interface())
	}
	return "", ErrKind
}

// jsonNumber prints a JSON number as written, but without an exponent.
func jsonNumber(s string) string {
	if strings.ContainsAny(s, "eE") {
		if d, ok := parseNumber(s); ok {
			return d.String()
		}
	}
	return s
}

// Empty reports whether a section over the value shows nothing: nothing, false, blank text, an empty list or object.
// Zero is a figure, not nothing.
func Empty(v any) bool {
	switch x := v.(type) {
	case nil:
		return true
	case bool:
		return !x
	case string:
		return wml.Blank(x)
	case []any:
		return len(x) == 0
	case map[string]any:
		return len(x) == 0
	case Picture:
		return len(x.Data) == 0
	case Chart:
		return len(x.Series) == 0
	case json.Number:
		return x == ""
	case time.Time:
		return x.IsZero()
	case Spans:
		return wml.Blank(x.String())
	case interface{ Empty() bool }:
		return x.Empty()
	}
	switch r := reflect.ValueOf(v); r.Kind() {
	case reflect.Slice, reflect.Map:
		return r.Len() == 0
	case reflect.String:
		return wml.Blank(r.String())
	case reflect.Bool:
		return !r.Bool()
	case reflect.Pointer, reflect.Interface:
		return r.IsNil()
	}
	return false
}

// Items returns a list's items; ok is false when v is no list.
func Items(v any) (list []any, ok bool) {
	switch x := v.(type) {
	case []any:
		return x, true
	case nil, string, bool, map[string]any, float64, json.Number, []byte:
		return nil, false
	case []map[string]any:
		list = make([]any, len(x))
		for i := range x {
			list[i] = x[i]
		}
		return list, true
	}
	r := reflect.ValueOf(v)
	if r.Kind() != reflect.Slice && r.Kind() != reflect.Array {
		return nil, false
	}
	if _, stringer := v.(fmt.Stringer); stringer {
		return nil, false
	}
	list = make([]any, r.Len())
	for i := range list {
		list[i] = r.Index(i).Interface()
	}
	return list, true
}

// IsObject reports whether the value has fields.
func IsObject(v any) bool {
	switch v.(type) {
	case map[string]any, Lookuper:
		return true
	case nil, string, []any, bool:
		return false
	}
	r := reflect.TypeOf(v)
	if r.Kind() == reflect.Map && r.Key().Kind() == reflect.String {
		return true
	}
	_, ok := structOf(v)
	return ok
}

// KindName says in words what a value is.
func KindName(v any) string {
	if _, ok := Items(v); ok {
		return "清单"
	}
	switch v.(type) {
	case Picture, *Picture:
		return "图片"
	case Chart, *Chart:
		return "图表"
	}
	if IsObject(v) {
		return "一组字段"
	}
	if t := Usable(v); t != "" {
		return "模板不认识的 Go 类型 " + t
	}
	return "单个值"
}

// Apply runs a value through the formats of a tag.
func Apply(v any, fs []Format) (string, error) {
	if len(fs) == 0 {
		return PlainText(v)
	}
	for _, f := range fs {
		if f.def.free && Empty(v) {
			return f.arg, nil
		}
	}
	var s string
	for i, f := range fs {
		if i > 0 {
			v = s
		}
		if f.def.free || Empty(v) && v != false {
			t, err := PlainText(v)
			if err != nil {
				return "", err
			}
			s = t
			continue
		}
		t, err := applyOne(v, f)
		if err != nil {
			return "", err
		}
		s = t
	}
	return s, nil
}

func applyOne(v any, f Format) (string, error) {
	if f.def.other != nil {
		return f.def.other(v, f)
	}
	d, ok := NumberOf(v)
	if !ok {
		if _, err := PlainText(v); err != nil {
			return "", err
		}
		return "", fmt.Errorf("不是数")
	}
	s, err := f.def.number(d, f)
	if p, ok := v.(interface{ Prefix() string }); ok && err == nil {
		s = p.Prefix() + s
	}
	return s, err
}
