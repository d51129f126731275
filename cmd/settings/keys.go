package settings

import "strings"

// A Form is what the value of a setting may be.
type Form int

// The forms of values.
const (
	Text       Form = iota // a text that its feature reads, a date
	File                   // the path of a file
	NameOrFile             // the name of something built in, or the path of a file
)

// A Key is one setting.
type Key struct {
	Name string // what officers write
	Twin string // what their IT person may write, and the key's id
	What string // one line for the list of settings
	Form Form
}

// The settings that are followed, by their ids.
const (
	Profile   = "profile"
	Rules     = "rules"
	Outline   = "outline"
	Template  = "template"
	MoneyUnit = "money-unit"
	Date      = "date"
	Sentences = "sentences"

	ReturnTemplate = "return-template"
	RollupTemplate = "rollup-template"
)

// Keys are all settings, in the order in which they are listed.
var Keys = []Key{
	{Name: "表格词表", Twin: Profile, What: "本单位的表头词表文件", Form: File},
	{Name: "评分规则", Twin: Rules, What: "内置规则集的名称，或自己的规则文件", Form: NameOrFile},
	{Name: "提纲", Twin: Outline, What: "报告按哪一种提纲写，内置提纲的名称", Form: Text},
	{Name: "模板", Twin: Template, What: "内置模板的名称，或自己的模板文件（.docx）", Form: NameOrFile},
	{Name: "金额单位", Twin: MoneyUnit, What: "报告里的金额写元还是万元", Form: Text},
	{Name: "日期", Twin: Date, What: "报告落款的日期", Form: Text},
	{Name: "退回模板", Twin: ReturnTemplate, What: "自己的退回单模板文件（.docx），batch 用", Form: File},
	{Name: "汇总模板", Twin: RollupTemplate, What: "自己的汇总报告模板文件（.docx），batch 用", Form: File},
	{Name: "句式", Twin: Sentences, What: "自己的句式文件（YAML）", Form: File},
}

// find is the key that goes by a name, in either language.
func find(name string) (Key, bool) {
	for _, k := range Keys {
		if name == k.Name || strings.EqualFold(name, k.Twin) {
			return k, true
		}
	}
	return Key{}, false
}

func names() string {
	var all []string
	for _, k := range Keys {
		all = append(all, k.Name)
	}
	return strings.Join(all, "、")
}
