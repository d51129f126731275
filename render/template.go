package render

import (
	_ "embed"
	"slices"
	"strings"

	"ziping/model"
)

//go:generate go run -C template ./gen

// A TemplateInfo is a built-in outline.
type TemplateInfo struct {
	Name    string   // chosen by --template NAME
	Title   string   // what it is for, one line
	Aliases []string // other names it answers to
	Docx    []byte   // the template; not to be changed
}

var (
	//go:embed template/default.docx
	defaultTemplate []byte
	//go:embed template/evaluation.docx
	evaluationTemplate []byte
	//go:embed template/transfer.docx
	transferTemplate []byte
	//go:embed template/form.docx
	formTemplate []byte
	//go:embed template/fields.docx
	fieldsTemplate []byte
)

// templates is every built-in outline, the default first.
var templates = []TemplateInfo{
	{"自评报告", "项目支出绩效自评报告，六个部分，附自评表、资金核对表和活动一览表（默认）", []string{"默认", "default"}, defaultTemplate},
	{"绩效评价", "项目支出绩效评价报告，按财预〔2020〕10号所附提纲", []string{"财预〔2020〕10号", "财预2020", "评价报告"}, evaluationTemplate},
	{"转移支付", "转移支付绩效自评报告，附区域（项目）绩效自评表", []string{"区域绩效", "transfer"}, transferTemplate},
	{"仅自评表", "只有项目支出绩效自评表", []string{"自评表", "form"}, formTemplate},
}

// Templates lists the built-in outlines, the default first.
func Templates() []TemplateInfo { return slices.Clone(templates) }

// TemplateByName finds a built-in outline by its name or one of its aliases,
// compared as the words of a form are.
func TemplateByName(name string) (TemplateInfo, bool) {
	key := strings.TrimSuffix(model.Key(name), ".docx")
	for _, t := range templates {
		for _, n := range append([]string{t.Name}, t.Aliases...) {
			if model.Key(n) == key {
				return t, true
			}
		}
	}
	return TemplateInfo{}, false
}
