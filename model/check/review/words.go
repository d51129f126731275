package review

import (
	_ "embed"
	"fmt"
	"sync"

	"ziping/model/check"
	"ziping/model/pattern"
)

//go:embed words.yaml
var builtIn []byte

// Words are the words that the rules for finished reports go by. Keys are in
// Chinese, as officers read them; lists of a file of one's own are added to the
// built-in ones.
type Words struct {
	YearBefore []string          `yaml:"年度前的词"` // before a year: it may be another one
	YearAfter  []string          `yaml:"年度后的词"`
	YearClause []string          `yaml:"说别的年度的词"` // anywhere in its clause
	Reasons    []string          `yaml:"原因词"`
	Ahead      []string          `yaml:"将来的词"` // what is to be done, not what was done
	NotWhole   []string          `yaml:"不是总数的词"`
	Sources    []string          `yaml:"资金来源"`
	Levels     []string          `yaml:"层级"`
	Wrong      []WrongWord       `yaml:"错词"`
	Laws       map[string]string `yaml:"法规全称"`
	Sections   []SectionWords    `yaml:"章节"`
	OtherMoney []string          `yaml:"别的资金"`
	Grounds    []string          `yaml:"依据一节"`
	Future     []string          `yaml:"计划一节"`
	Aims       []string          `yaml:"目标一节"`

	wrong []*pattern.Regexp // of Wrong
}

// A WrongWord is a frequent mistake.
type WrongWord struct {
	Wrong string `yaml:"写"` // an expression in the syntax of package regexp
	Right string `yaml:"应为"`
	Why   string `yaml:"说明"`
	Not   string `yaml:"不算"` // an expression: where the sentence fits it, nothing is said
}

// SectionWords are the words of which a section with such a title has one.
type SectionWords struct {
	Title []string `yaml:"标题含"`
	Has   []string `yaml:"正文应有"`
}

var builtInWords = sync.OnceValues(func() (*Words, error) { return parse(builtIn, "words.yaml") })

func parse(data []byte, name string) (*Words, error) {
	w := &Words{}
	if err := check.ParseYAML(data, "审读词表", name, w); err != nil {
		return nil, err
	}
	for _, x := range w.Wrong {
		w.wrong = append(w.wrong, pattern.New(x.Wrong))
	}
	return w, nil
}

// Default are the built-in words.
func Default() *Words {
	w, err := builtInWords()
	if err != nil {
		panic(err) // a test holds the file
	}
	return w
}

// ParseWords reads an office's own words from YAML and adds them to the built-in
// ones. Errors are in Chinese, with the line.
func ParseWords(data []byte, name string) (*Words, error) {
	own, err := parse(data, name)
	if err != nil {
		return nil, err
	}
	for _, x := range own.Wrong {
		if err := pattern.Check(x.Wrong); err != nil || x.Wrong == "" {
			return nil, fmt.Errorf("审读词表 %s：错词“%s”不是能用的写法", name, x.Wrong)
		}
	}
	return Default().and(own), nil
}

// and is w with another's words behind its own.
func (w *Words) and(o *Words) *Words {
	both := *w
	join := func(to *[]string, more []string) { *to = append((*to)[:len(*to):len(*to)], more...) }
	join(&both.YearBefore, o.YearBefore)
	join(&both.YearAfter, o.YearAfter)
	join(&both.YearClause, o.YearClause)
	join(&both.Reasons, o.Reasons)
	join(&both.Ahead, o.Ahead)
	join(&both.NotWhole, o.NotWhole)
	join(&both.Sources, o.Sources)
	join(&both.Levels, o.Levels)
	join(&both.OtherMoney, o.OtherMoney)
	join(&both.Grounds, o.Grounds)
	join(&both.Future, o.Future)
	join(&both.Aims, o.Aims)
	both.Wrong = append(w.Wrong[:len(w.Wrong):len(w.Wrong)], o.Wrong...)
	both.wrong = append(w.wrong[:len(w.wrong):len(w.wrong)], o.wrong...)
	both.Sections = append(w.Sections[:len(w.Sections):len(w.Sections)], o.Sections...)
	both.Laws = map[string]string{}
	for _, m := range []map[string]string{w.Laws, o.Laws} {
		for k, v := range m {
			both.Laws[k] = v
		}
	}
	return &both
}
