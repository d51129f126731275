// Package profile says what the known forms look like: the names of their
// sheets, the words of their headers and labels, the type and unit of each
// column, what is required. It is data: one YAML file a form, embedded, and
// users add their own. Words are compared through model.Key.
package profile

import "ziping/model"

// A Profile is a set of forms. Where two profiles are joined the later one's
// words come on top of the earlier one's.
type Profile struct {
	Name  string `yaml:"name"`
	Title string `yaml:"title"` // Chinese, for `profile list`
	Forms []Form `yaml:"forms"`
	// Notices are facts about the file that a person should know, in Chinese.
	Notices []string `yaml:"-"`
}

// A Form is one kind of table or form.
type Form struct {
	Kind   model.TableKind `yaml:"kind"`
	Role   string          `yaml:"role,omitempty"`   // model.FundRole of a fund table
	Title  string          `yaml:"title"`            // Chinese name: 资金表
	Sheets []string        `yaml:"sheets,omitempty"` // sheet names that speak for it
	Titles []string        `yaml:"titles,omitempty"` // words in a title row that speak for it
	Fields []Field         `yaml:"fields"`
}

// A Field is one column or one labelled cell of a form.
type Field struct {
	Name     string   `yaml:"name"`  // canonical: "planned"; stable, used in JSON
	Title    string   `yaml:"title"` // Chinese: 计划资金
	Type     string   `yaml:"type"`  // "text", "amount", "count", "ratio", "number", "dates", "measure", "price", "year", "index"
	Words    []string `yaml:"words"` // header words or labels, most usual first
	Unit     string   `yaml:"unit,omitempty"`
	Required bool     `yaml:"required,omitempty"`
	// Strong words speak for the form by themselves; others only count together.
	Strong bool `yaml:"strong,omitempty"`
	// Relaxed says that the file has "required: false": a Join lifts what the
	// base requires.
	Relaxed bool `yaml:"-"`
}

// types are the kinds of value a field can have, with their Chinese names.
var types = map[string]string{
	"text": "文字", "amount": "金额", "count": "数量", "ratio": "比率", "number": "数值", "dates": "日期",
	"measure": "指标值", "price": "单价", "year": "年度", "index": "序号",
}

// kinds are the kinds of table, with their Chinese names.
var kinds = map[model.TableKind]string{
	model.KindBasic: "基本信息", model.KindFund: "资金表", model.KindActivity: "活动台账", model.KindForm: "自评表",
	model.KindText: "文字材料", model.KindAllotment: "资金分配表", model.KindWaiver: "豁免",
}

// roles are the roles a fund table can have.
var roles = []model.FundRole{model.FundMain, model.FundItems, model.FundLedger}

// form returns the form of the kind and role, nil when the profile has none.
func (p *Profile) form(kind model.TableKind, role string) *Form {
	for i := range p.Forms {
		if p.Forms[i].Kind == kind && p.Forms[i].Role == role {
			return &p.Forms[i]
		}
	}
	return nil
}

// Form returns the first form of the kind, nil when the profile has none.
func (p *Profile) Form(kind model.TableKind) *Form {
	for i := range p.Forms {
		if p.Forms[i].Kind == kind {
			return &p.Forms[i]
		}
	}
	return nil
}
