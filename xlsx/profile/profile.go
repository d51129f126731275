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
