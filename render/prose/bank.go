package prose

import (
	_ "embed"
	"errors"
	"fmt"
	"reflect"
	"regexp/syntax"
	"strings"
	"sync"

	"github.com/goccy/go-yaml"

	"ziping/model/pattern"
)

//go:embed sentences.yaml
var builtIn []byte

// A Bank is the words and sentences a report is composed with (句式): data, read
// from YAML. It is immutable and safe for concurrent use.
type Bank struct {
	Verbs       []string          `yaml:"动词"`
	EventWords  []string          `yaml:"活动词"`
	Never       []string          `yaml:"不加"`
	Stripped    []string          `yaml:"去尾"`
	Endings     []ending          `yaml:"结尾"`
	Otherwise   otherwise         `yaml:"其余"`
	Fronted     []string          `yaml:"前移"`
	Patterns    []sentence        `yaml:"句式"`
	EffectVerbs []string          `yaml:"成效动词"`
	Swaps       map[string]string `yaml:"换词"`
	EffectDrop  []string          `yaml:"成效不写"`
	EffectBare  []string          `yaml:"成效补效果"`
	Prize       string            `yaml:"奖项"`
	People      []counting        `yaml:"人数"`
	Outcomes    []string          `yaml:"另计"`
	Audience    string            `yaml:"人群"`
	AllYouth    string            `yaml:"全是青少年"`
	Materials   []counting        `yaml:"资料"`
	Volunteers  []counting        `yaml:"志愿者"`
	Short       map[string]string `yaml:"简称"`
	Own         []string          `yaml:"本单位"`
	Speakers    []string          `yaml:"主讲表头"`
	Helpers     []string          `yaml:"协办表头"`
	Bodies      []string          `yaml:"机构"`
	Inner       []string          `yaml:"内设"`
	Outer       []string          `yaml:"外单位"`
	National    []string          `yaml:"上级词"`
	Online      []string          `yaml:"线上"`
	PlaceVerbs  []string          `yaml:"地点动词"`
	Levels      []string          `yaml:"级别"`
	Attended    []string          `yaml:"参加的"`
	Topics      []topic           `yaml:"类别"`
	Weighty     []string          `yaml:"要紧"`
	Merged      []merging         `yaml:"合写"`
	Rest        string            `yaml:"其余几项"`

	prize, audience *pattern.Regexp
}

// An ending says which verb a name with that ending takes.
type ending struct {
	Words []string `yaml:"词"`
	Verb  string   `yaml:"用"`
	Tail  string   `yaml:"后接"`
}

type otherwise struct {
	Verb  string `yaml:"用"`
	Event string `yaml:"活动"`
	Work  string `yaml:"工作"`
}

// A sentence is one pattern: when it fits, and how it is written.
type sentence struct {
	Title    string   `yaml:"名"`
	Name     string   `yaml:"名称"`
	Effect   string   `yaml:"成效"`
	Needs    []string `yaml:"要"`
	Without  []string `yaml:"没有"`
	Verb     []string `yaml:"动词"`
	Attended bool     `yaml:"上级"`
	Abroad   bool     `yaml:"外地"`
	Write    string   `yaml:"写"`

	name, effect *pattern.Regexp
}

// A counting says how a number of people or things is written: by the words
// over its column, or by the name and form of the activity.
type counting struct {
	Heads  []string `yaml:"表头"`
	Words  []string `yaml:"词"`
	Write  string   `yaml:"写"`
	Attach bool     `yaml:"接"`
}

// A topic says how a category opens its paragraph.
type topic struct {
	Starts []string `yaml:"开头"`
	Ends   []string `yaml:"结尾"`
	Equals []string `yaml:"等于"`
	Write  string   `yaml:"写"`
}

// A merging says how activities of which only the name is known are written in
// one sentence.
type merging struct {
	Ends  []string `yaml:"结尾"`
	Write string   `yaml:"写"`
}

// Default is the built-in bank.
var Default = sync.OnceValue(func() *Bank {
	b, err := parse(builtIn)
	if err != nil {
		panic(err) // a test reads it
	}
	return b
})

// Parse reads an office's own bank: what it says comes before what the built-in
// one says. A wrong key, a pattern that does not compile and a slot that does
// not exist are errors in Chinese with the line.
func Parse(data []byte, file string) (*Bank, error) {
	own, err := parse(data)
	if err != nil {
		return nil, fmt.Errorf("句式文件 %s：%w", file, err)
	}
	base := *Default()
	join(reflect.ValueOf(&base).Elem(), reflect.ValueOf(own).Elem())
	base.prize, base.audience = pattern.New(base.Prize), pattern.New(base.Audience)
	return &base, nil
}

// join puts what own says before what base does.
func join(base, own reflect.Value) {
	for i := range base.NumField() {
		b, o := base.Field(i), own.Field(i)
		switch {
		case !b.CanSet() || o.IsZero():
		case b.Kind() == reflect.Slice:
			b.Set(reflect.AppendSlice(reflect.AppendSlice(reflect.MakeSlice(b.Type(), 0, o.Len()+b.Len()), o), b))
		case b.Kind() == reflect.Map:
			m := reflect.MakeMap(b.Type())
			for _, from := range []reflect.Value{b, o} {
				for it := from.MapRange(); it.Next(); {
					m.SetMapIndex(it.Key(), it.Value())
				}
			}
			b.Set(m)
		default:
			b.Set(o)
		}
	}
}

func parse(data []byte) (*Bank, error) {
	b := &Bank{}
	text := strings.TrimPrefix(string(data), "\ufeff")
	if strings.TrimSpace(text) == "" {
		return nil, errors.New("文件是空的")
	}
	if err := yaml.UnmarshalWithOptions([]byte(text), b, yaml.Strict()); err != nil {
		return nil, inChinese(err)
	}
	if err := errors.Join(compiles(b.Prize, "奖项"), compiles(b.Audience, "人群")); err != nil {
		return nil, err
	}
	b.prize, b.audience = pattern.New(orNever(b.Prize)), pattern.New(orNever(b.Audience))
	for i := range b.Patterns {
		if err := b.Patterns[i].prepare(i); err != nil {
			return nil, err
		}
	}
	for _, c := range append(append(append([]counting{}, b.People...), b.Materials...), b.Volunteers...) {
		if err := slotsKnown(c.Write, countSlots); err != nil {
			return nil, err
		}
	}
	return b, nil
}

func orNever(expr string) string {
	if expr == "" {
		return `\z.` // fits nothing
	}
	return expr
}

func (s *sentence) prepare(i int) error {
	what := fmt.Sprintf("第 %d 个句式“%s”", i+1, s.Title)
	if s.Write == "" {
		return fmt.Errorf("%s没有“写”", what)
	}
	if err := errors.Join(compiles(s.Name, what+"的名称"), compiles(s.Effect, what+"的成效")); err != nil {
		return err
	}
	if s.Name != "" {
		s.name = pattern.New(s.Name)
	}
	if s.Effect != "" {
		s.effect = pattern.New(s.Effect)
	}
	if err := slotsKnown(s.Write, deedSlots); err != nil {
		return fmt.Errorf("%s：%w", what, err)
	}
	return nil
}

func compiles(expr, what string) error {
	if _, err := syntax.Parse(expr, syntax.Perl); err != nil {
		return fmt.Errorf("%s不是正确的匹配式：%s", what, expr)
	}
	return nil
}

var (
	slot  = pattern.New(`\{([^{}]*)\}`)
	group = pattern.New(`^(成效)?[1-9]$`)
)

// slotsKnown refuses a slot that nothing fills.
func slotsKnown(write string, known []string) error {
	for _, m := range slot.FindAllStringSubmatch(write, -1) {
		ok := group.MatchString(m[1])
		for _, k := range known {
			ok = ok || k == m[1]
		}
		if !ok {
			return fmt.Errorf("不认识 {%s}，可以写 {%s}", m[1], strings.Join(known, "} {"))
		}
	}
	return nil
}

// inChinese says of an error of the YAML reader where it is and what is wrong.
func inChinese(err error) error {
	var at yaml.Error
	line := 0
	if errors.As(err, &at) {
		if t := at.GetToken(); t != nil && t.Position != nil {
			line = t.Position.Line
		}
	}
	what := "格式不对"
	if strings.Contains(err.Error(), "unknown field") {
		what = "不认识的项目"
	}
	if line > 0 {
		return fmt.Errorf("第 %d 行%s", line, what)
	}
	return errors.New(what)
}
