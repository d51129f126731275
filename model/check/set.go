package check

import (
	"embed"
	"slices"
	"strings"
	"sync"

	"github.com/shopspring/decimal"

	"ziping/model"
)

// dec is what every figure is.
type dec = decimal.Decimal

// A Set is a rule set: what differs by province, year or office. Percentages
// are written as 90, not 0.9. The built-in sets are the files in set/; a local
// one names the set it extends and states only what differs.
type Set struct {
	Name    string `yaml:"name"`    // "national-2020"
	Title   string `yaml:"title"`   // 全国通用（2020年起）
	Extends string `yaml:"extends"` // name of the set that fills in what is not said here
	// Basis says in prose what the set rests on and what of it is unconfirmed.
	Basis string `yaml:"basis"`

	Weights   Weights             `yaml:"weights"`
	Execution Execution           `yaml:"execution"`
	Scoring   Scoring             `yaml:"scoring"`
	Tiers     []Tier              `yaml:"tiers"`
	Grades    []Grade             `yaml:"grades"`
	Ceilings  []Ceiling           `yaml:"ceilings"`
	Require   Require             `yaml:"require"`
	Targets   Targets             `yaml:"targets"`
	Severity  map[string]Severity `yaml:"severity"` // per rule: error, warning, info, off
}

// Weights say what must be 100.
type Weights struct {
	Total     dec         `yaml:"total"`     // of all weights
	Execution dec         `yaml:"execution"` // the execution rate's, where the form prints none
	Groups    []GroupRule `yaml:"groups"`    // usual weights of the 一级指标
	Fixed     bool        `yaml:"fixed"`     // the groups' weights may not be changed
	SingleMax dec         `yaml:"single-max"`
}

// A GroupRule is the usual weight of one 一级指标, or of several together.
type GroupRule struct {
	Names  []string `yaml:"names"` // 产出, or 效益 and 满意度
	Weight dec      `yaml:"weight"`
}

// Execution says how the execution rate is computed and explained.
type Execution struct {
	Denominator  string `yaml:"denominator"`   // "budget" 全年预算数, "initial" 年初预算数, "received" 到位资金
	ExplainBelow dec    `yaml:"explain-below"` // percent; 0 asks for none
}

// Scoring says which roundings of a score are accepted.
type Scoring struct {
	Places    int32    `yaml:"places"`    // decimals of a score
	Tolerance dec      `yaml:"tolerance"` // points
	Accept    []string `yaml:"accept"`    // "half-up", "truncate", "rate-first"
}

// A Tier is one outcome of a qualitative indicator, with the share of the
// weight, in percent, that it may score, both ends included.
type Tier struct {
	Name  string   `yaml:"name"`
	Words []string `yaml:"words"` // how offices write it
	From  dec      `yaml:"from"`
	To    dec      `yaml:"to"`
}

// A Grade is a name for the scores From to To, both included; scores that fall
// between two grades (89.5 with 80-89 and 90-100) have none. Below, when not
// zero, excludes the upper end instead.
type Grade struct {
	Name  string   `yaml:"name"`
	Also  []string `yaml:"also"` // other names for it
	From  dec      `yaml:"from"`
	To    dec      `yaml:"to"`
	Below dec      `yaml:"below"`
}

// A Ceiling is the highest total score a project may have whose execution rate,
// in percent, is below a bound.
type Ceiling struct {
	Below dec `yaml:"below"`
	Max   dec `yaml:"max"`
}

// LogFields are the columns of the log a rule set may require, and their names.
var LogFields = map[string]string{
	"category": "活动类别", "name": "活动名称", "when": "活动时间", "place": "活动地点", "organizer": "主办单位",
	"sessions": "场次", "participants": "参与人次", "cost": "经费", "effect": "活动成效",
}

// Require says what must be filled in.
type Require struct {
	Activity []string `yaml:"activity"` // columns of the log, see LogFields
	Kinds    []string `yaml:"kinds"`    // 一级指标
	Second   []string `yaml:"second"`   // 二级指标
}

// Targets say what a good target is.
type Targets struct {
	OverAchieved dec      `yaml:"over-achieved"` // percent of the target from which it counts as set too low
	VagueShare   dec      `yaml:"vague-share"`   // percent of indicators that may be qualitative
	Vague        []string `yaml:"vague"`         // words that say no level
}

//go:embed set/*.yaml
var setFiles embed.FS

// setOrder is the order in which sets are listed; the first is the default.
var setOrder = []string{"national-2020", "national-2016", "hubei", "sichuan", "chongqing", "platform-2022"}

// The built-in sets are the YAML files in set/, which people edit and copy;
// setdata.go is what they say, as data of the program: a command that uses one
// need not parse it.
//
//go:generate go test -run TestCompiledSets -update

// Source is the text of a built-in set, nil of a local one.
func (s *Set) Source() []byte {
	data, err := setFiles.ReadFile("set/" + s.Name + ".yaml")
	if err != nil {
		return nil
	}
	return data
}

var builtIn = sync.OnceValue(compiledSets)

// Sets are the built-in rule sets, the default first. They are shared: do not
// change them.
func Sets() []*Set { return slices.Clone(builtIn()) }

// FindSet finds a built-in set by name or title; "" is the default set.
func FindSet(name string) (*Set, bool) {
	if name == "" {
		return builtIn()[0], true
	}
	return findSet(builtIn(), name)
}

func findSet(sets []*Set, name string) (*Set, bool) {
	for _, s := range sets {
		if strings.EqualFold(s.Name, strings.TrimSpace(name)) || model.Key(s.Title) == model.Key(name) {
			return s, true
		}
	}
	return nil, false
}

// Denominators are the columns an execution rate may be computed on, the set's
// own first.
func (s *Set) Denominators() []string {
	out := []string{s.Execution.Denominator}
	for _, name := range []string{"budget", "initial", "received"} {
		if name != s.Execution.Denominator {
			out = append(out, name)
		}
	}
	return out
}
