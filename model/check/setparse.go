package check

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/goccy/go-yaml"
	"github.com/shopspring/decimal"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"ziping/model/pattern"
)

// ParseSet reads a local rule set from YAML. What it does not say is taken from
// the set it extends, the default one when it names none. Unknown keys, values
// that are out of range and names of rules that do not exist are errors, in
// Chinese, with the line. A BOM, GB18030 and UTF-16 text are read.
func (c Catalogue) ParseSet(data []byte, name string) (*Set, error) {
	return parseSet(data, name, c, FindSet)
}

// parseSet reads a set. The built-in ones are read without the catalogue, whose
// ids a test holds them to.
func parseSet(data []byte, name string, c Catalogue, find func(string) (*Set, bool)) (*Set, error) {
	text, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("规则文件 %s：%w", name, err)
	}
	var head struct {
		Extends string `yaml:"extends"`
	}
	if err := yaml.Unmarshal(text, &head); err != nil {
		return nil, fmt.Errorf("规则文件 %s：%w", name, inChinese(text, err))
	}
	set := &Set{}
	if base, known := find(head.Extends); known {
		*set = *base
		set.Name, set.Title, set.Basis = "", "", ""
		set.Severity = cloneMap(base.Severity)
	} else if head.Extends != "" {
		return nil, fmt.Errorf("规则文件 %s：第 %d 行：没有“%s”这套规则，extends 可以写：%s", name, lineOf(text, head.Extends), head.Extends, strings.Join(setOrder, "、"))
	}
	severity := set.Severity
	set.Severity = nil
	if len(bytes.TrimSpace(text)) > 0 { // an empty document would empty the set
		if err := yaml.UnmarshalWithOptions(text, set, yaml.Strict(), yaml.CustomUnmarshaler(readDecimal)); err != nil {
			return nil, fmt.Errorf("规则文件 %s：%w", name, inChinese(text, err))
		}
	}
	set.Severity = c.severityByID(set.Severity)
	for id, s := range severity {
		if _, said := set.Severity[id]; !said {
			if set.Severity == nil {
				set.Severity = map[string]Severity{}
			}
			set.Severity[id] = s
		}
	}
	if set.Name == "" {
		set.Name = strings.TrimSuffix(strings.TrimSuffix(name, ".yaml"), ".yml")
	}
	if err := set.validate(c); err != nil {
		return nil, fmt.Errorf("规则文件 %s：%w", name, err)
	}
	return set, nil
}

// severityByID are the severities under the ids of the rules, which may be named
// by their titles.
func (c Catalogue) severityByID(by map[string]Severity) map[string]Severity {
	out := cloneMap(by)
	for name, level := range by {
		if r, known := c.Named(name); known && r.ID != name {
			delete(out, name)
			out[r.ID] = level
		}
	}
	return out
}

func cloneMap(m map[string]Severity) map[string]Severity {
	if m == nil {
		return nil
	}
	out := make(map[string]Severity, len(m))
	for k, v := range m {
		out[k] = v
	}
	return out
}

var bom = []byte("\xef\xbb\xbf")

// decode makes UTF-8 of what editors on Windows save.
func decode(data []byte) ([]byte, error) {
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) { // what > writes in PowerShell
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
	}
	data = bytes.TrimPrefix(data, bom)
	if utf8.Valid(data) {
		return data, nil
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	if err != nil || bytes.ContainsRune(text, utf8.RuneError) {
		return nil, errors.New("文字编码既不是 UTF-8 也不是 GB18030，用记事本另存为 UTF-8")
	}
	return text, nil
}

// A numberError is a value that should be a number. The library does not say
// where it stands.
type numberError string

func (e numberError) Error() string { return string(e) + " is not a number" }

func readDecimal(d *dec, data []byte) error {
	text := strings.Trim(strings.TrimSpace(string(data)), `"'`)
	n, err := decimal.NewFromString(strings.TrimSuffix(text, "%"))
	if err != nil {
		return numberError(text)
	}
	*d = n
	return nil
}

// lineOf is the first line that has the text.
func lineOf(data []byte, text string) int {
	head, _, _ := strings.Cut(string(data), text)
	return 1 + strings.Count(head, "\n")
}

var (
	unknownField = pattern.New(`unknown field "([^"]+)"`)
	definedTwice = pattern.New(`already defined|duplicate`)
	notATab      = pattern.New(`tab character|cannot start any token`)
)

// inChinese rewords an error of the YAML library: line, cause, cure.
func inChinese(data []byte, err error) error {
	var number numberError
	if errors.As(err, &number) {
		return fmt.Errorf("第 %d 行：“%s”应当是数字", lineOf(data, string(number)), string(number))
	}
	var e yaml.Error
	if !errors.As(err, &e) {
		return errors.New("不是 YAML 格式，对照 ziping rules sets national-2020 打印的那一套改")
	}
	line := 0
	if t := e.GetToken(); t != nil && t.Position != nil {
		line = t.Position.Line
	}
	message := e.GetMessage()
	var unknown *yaml.UnknownFieldError
	var twice *yaml.DuplicateKeyError
	var kind *yaml.TypeError
	switch m := unknownField.FindStringSubmatch(message); {
	case errors.As(err, &unknown) && m != nil:
		hint := "这一级可以写的见 ziping rules sets national-2020"
		if near := nearest(m[1], setKeys); near != "" {
			hint = "是不是 " + near + "？"
		}
		return fmt.Errorf("第 %d 行：不认识的项目“%s”，%s", line, m[1], hint)
	case errors.As(err, &twice), definedTwice.MatchString(message):
		return fmt.Errorf("第 %d 行：同一个项目写了两次，删去一个", line)
	case errors.As(err, &kind):
		return fmt.Errorf("第 %d 行：值的种类不对，该写数字的写数字，该写列表的用 [ ]", line)
	case notATab.MatchString(message):
		return fmt.Errorf("第 %d 行：缩进要用空格，不能用制表符", line)
	}
	return fmt.Errorf("第 %d 行：格式不对，检查缩进、冒号后的空格和引号", line)
}

// setKeys are the words a rule set may use, for suggestions.
var setKeys = []string{
	"name", "title", "extends", "basis", "weights", "execution", "scoring", "tiers", "grades", "ceilings", "require", "targets", "severity",
	"total", "groups", "names", "weight", "fixed", "single-max", "denominator", "explain-below", "places", "tolerance", "accept",
	"words", "from", "to", "also", "below", "max", "activity", "kinds", "second", "over-achieved", "vague-share", "vague",
}

// nearest is the word that differs least from s, "" when none is near.
func nearest(s string, words []string) string {
	best, least := "", 1+len(s)/3
	for _, w := range words {
		if d := distance(s, w); d <= least {
			best, least = w, d-1
		}
	}
	return best
}

// distance is the number of letters to change, add or drop.
func distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i := range x {
		diagonal := row[0]
		row[0] = i + 1
		for j := range y {
			next := diagonal
			if x[i] != y[j] {
				next = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], next
		}
	}
	return row[len(y)]
}

var Hundred = decimal.NewFromInt(100)

// validate rejects a set that no rule could work with.
func (s *Set) validate(c Catalogue) error {
	percentages := map[string]dec{
		"execution.explain-below": s.Execution.ExplainBelow, "targets.vague-share": s.Targets.VagueShare,
	}
	for name, n := range percentages {
		if n.IsNegative() || n.GreaterThan(Hundred) {
			return fmt.Errorf("%s 写的是 %s，应在 0 到 100 之间", name, n)
		}
	}
	if !s.Weights.Total.IsPositive() {
		return errors.New("weights.total 要大于 0，一般是 100")
	}
	if s.Weights.Execution.IsNegative() || s.Weights.Execution.GreaterThan(s.Weights.Total) {
		return fmt.Errorf("weights.execution 写的是 %s，应在 0 到 %s 之间", s.Weights.Execution, s.Weights.Total)
	}
	if !slices.Contains([]string{"budget", "initial", "received"}, s.Execution.Denominator) {
		return fmt.Errorf("execution.denominator 写的是“%s”，可以写 budget（全年预算数）、initial（年初预算数）、received（到位资金）", s.Execution.Denominator)
	}
	for _, a := range s.Scoring.Accept {
		if !slices.Contains([]string{"half-up", "truncate", "rate-first"}, a) {
			return fmt.Errorf("scoring.accept 写的是“%s”，可以写 half-up（四舍五入）、truncate（截尾）、rate-first（先取整执行率）", a)
		}
	}
	for _, t := range s.Tiers {
		if t.From.GreaterThan(t.To) || t.Name == "" {
			return fmt.Errorf("tiers 里“%s”的 from 比 to 大，或者没有名称", t.Name)
		}
	}
	for _, g := range s.Grades {
		if g.Name == "" || g.From.GreaterThan(decimal.Max(g.To, g.Below)) {
			return fmt.Errorf("grades 里“%s”的 from 比上限大，或者没有名称", g.Name)
		}
	}
	for _, field := range s.Require.Activity {
		if LogFields[field] == "" {
			return fmt.Errorf("require.activity 里不认识“%s”", field)
		}
	}
	return s.validateSeverity(c)
}

func (s *Set) validateSeverity(c Catalogue) error {
	for id, level := range s.Severity {
		if !slices.Contains([]Severity{Error, Warning, Info, Off}, level) {
			return fmt.Errorf("severity 里 %s 写的是“%s”，可以写 error、warning、info、off", id, level)
		}
		rule, known := c.Find(id)
		if !known && c != nil {
			hint := "规则的名称和编号见 ziping rules"
			if near := nearest(id, c.names()); near != "" {
				hint = "是不是 " + near + "？"
			}
			return fmt.Errorf("severity 里没有“%s”这条规则，%s", id, hint)
		}
		if known && rule.Blocks && level != Error {
			return fmt.Errorf("severity 里 %s 写的是 %s：这条规则报的是读不出来的数字，只能是 error", id, level)
		}
	}
	return nil
}
