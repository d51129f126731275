package problem

import (
	"fmt"
	"strings"
	"sync"
)

// Severity says whether a Problem stops the work.
type Severity int

const (
	// Error problems stop Compile or Fill: nothing is written.
	Error Severity = iota
	// Warning problems are likely mistakes that a template may still be filled with.
	Warning
	// Hint problems are matters of taste or style.
	Hint
)

// String returns the Chinese word for the severity.
func (s Severity) String() string {
	switch s {
	case Error:
		return "错误"
	case Warning:
		return "警告"
	}
	return "提示"
}

// MarshalText gives the English word for the severity, as it stands in JSON.
func (s Severity) MarshalText() ([]byte, error) {
	return []byte([]string{"error", "warning", "hint"}[min(max(s, 0), 2)]), nil
}

// UnmarshalText reads what MarshalText writes.
func (s *Severity) UnmarshalText(b []byte) error {
	for x := range Severity(3) {
		if t, _ := x.MarshalText(); string(t) == string(b) {
			*s = x
			return nil
		}
	}
	return fmt.Errorf("unknown severity %q", b)
}

// A Problem is one thing wrong with a template, or with the data for it.
type Problem struct {
	ID       string   `json:"id"`                // stable identifier, see Catalogue: ZP-T021
	Code     string   `json:"code"`              // the same in English words: unknown-field
	Severity Severity `json:"severity"`          // error, unless found by Lint only
	Message  string   `json:"message"`           // complete Chinese sentence, including the place
	Hint     string   `json:"hint,omitempty"`    // what to do next; empty when the message says it all
	Place    string   `json:"place,omitempty"`   // the place in words: 正文第3个表格第5行第2列
	Context  string   `json:"context,omitempty"` // the text around the tag, about ten characters each side
	Part     string   `json:"part,omitempty"`    // part name without leading slash: word/document.xml; empty for the package
	Offset   int      `json:"offset"`            // byte offset in the part's XML where the tag begins; -1 when it concerns no tag
	Tag      string   `json:"tag,omitempty"`     // the tag as it stands in the template, with braces
	Name     string   `json:"name,omitempty"`    // the field name concerned, if one is
	Suggest  string   `json:"suggest,omitempty"` // the name probably meant, if there is one
}

// Error makes a Problem usable as an error: its message and identifier.
func (p Problem) Error() string { return p.Message + " [" + p.ID + "]" }

// A TemplateError holds everything that is wrong, in reading order.
type TemplateError struct {
	Name     string // the template's name as given by WithName
	Problems []Problem
}

// Error lists all messages, one a line.
func (e *TemplateError) Error() string {
	var b strings.Builder
	for i, p := range e.Problems {
		if i > 0 {
			b.WriteByte('\n')
		}
		if e.Name != "" {
			b.WriteString(e.Name + "：")
		}
		b.WriteString(p.Error())
		if p.Hint != "" {
			b.WriteString("\n  " + p.Hint)
		}
	}
	return b.String()
}

// Unwrap gives the problems one by one to errors.Is and errors.As.
func (e *TemplateError) Unwrap() []error {
	out := make([]error, len(e.Problems))
	for i, p := range e.Problems {
		out[i] = p
	}
	return out
}

// problem ids; Catalogue says what each means.
const (
	Package     = "ZP-T001"
	Encrypted   = "ZP-T002"
	Macro       = "ZP-T003"
	Limit       = "ZP-T004"
	PartName    = "ZP-T005"
	Doctype     = "ZP-T006"
	XML         = "ZP-T007"
	MainPart    = "ZP-T008"
	Active      = "ZP-T009"
	StrayClose  = "ZP-T011"
	UnclosedTag = "ZP-T012"
	Syntax      = "ZP-T013"
	Format      = "ZP-T014"
	Condition   = "ZP-T015"
	Unknown     = "ZP-T021"
	Kind        = "ZP-T022"
	Outside     = "ZP-T023"
	Position    = "ZP-T031"
	Crossing    = "ZP-T032"
	Unclosed    = "ZP-T033"
	Unopened    = "ZP-T034"
	Mismatch    = "ZP-T035"
	Else        = "ZP-T036"
	Merged      = "ZP-T037"
	Note        = "ZP-T038"
	Merge       = "ZP-T039"
	Forbidden   = "ZP-T041"
	BadValue    = "ZP-T042"
	Compare     = "ZP-T043"
	Picture     = "ZP-T044"
	Chart       = "ZP-T045"
	OutputLimit = "ZP-T046"
	FullWidth   = "ZP-T051"
	Enter       = "ZP-T052"
	Unused      = "ZP-T053"
	Deleted     = "ZP-T054"
	Hidden      = "ZP-T055"
	Field       = "ZP-T056"
	TwoFormats  = "ZP-T057"
	LoopMerged  = "ZP-T058"
	SingleBrace = "ZP-T059"
	Elsewhere   = "ZP-T060"
	OuterList   = "ZP-T061"
	LineBreaks  = "ZP-T062"
)

// A CatalogueEntry documents one problem id.
type CatalogueEntry struct {
	ID    string `json:"id"`
	Code  string `json:"code"`  // English
	Title string `json:"title"` // Chinese
}

// CodeOf returns the English words for an id.
func CodeOf(id string) string { return codes()[id] }

var codes = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, e := range Catalogue {
		out[e.ID] = e.Code
	}
	return out
})

// Catalogue lists every id a Problem can carry, in order.
var Catalogue = []CatalogueEntry{
	{Package, "bad-package", "不是完好的 Word 文档（.docx）"},
	{Encrypted, "encrypted", "文件加密，或是旧版 .doc"},
	{Macro, "macros", "带宏的文档不作模板"},
	{Limit, "too-large", "文件过大或压缩比异常"},
	{PartName, "bad-part-name", "压缩包内的文件名不合规或重复"},
	{Doctype, "doctype", "XML 中有 DOCTYPE 声明"},
	{XML, "bad-xml", "XML 损坏"},
	{MainPart, "no-main-part", "找不到正文"},
	{Active, "active-content", "会自己运行、取数或打开外部文件的内容"},
	{StrayClose, "stray-close", "多出来的 }}"},
	{UnclosedTag, "unclosed-tag", "标签没有写完，缺少 }}"},
	{Syntax, "bad-tag", "标签写法不对"},
	{Format, "unknown-format", "没有这种格式"},
	{Condition, "bad-condition", "条件写法不对"},
	{Unknown, "unknown-field", "没有这个字段"},
	{Kind, "wrong-kind", "清单当成了单个值，或单个值当成了清单"},
	{Outside, "outside-loop", "只能用在循环里的标签用在了外面"},
	{Position, "bad-position", "开头和结尾不在可以重复的同一处"},
	{Crossing, "crossing", "两个循环互相交叉"},
	{Unclosed, "unclosed-section", "循环或条件没有结束"},
	{Unopened, "unopened-section", "结束标签没有对应的开头"},
	{Mismatch, "mismatched-close", "开头和结尾的名字不一致"},
	{Else, "misplaced-else", "“否则”的位置不对"},
	{Merged, "merged-cells", "要重复的行里有跨出循环的合并单元格"},
	{Note, "note-in-loop", "要重复的内容里有脚注或尾注"},
	{Merge, "misplaced-merge", "“合并”用的地方不对"},
	{Forbidden, "forbidden-character", "数据中有 Word 不能保存的字符"},
	{BadValue, "bad-value", "数据不能按这种格式显示"},
	{Compare, "not-comparable", "条件中的两边不能比较"},
	{Picture, "bad-picture", "图片不能放入"},
	{Chart, "bad-chart", "图表不能放入"},
	{OutputLimit, "output-too-large", "生成的内容过大"},
	{FullWidth, "full-width-braces", "全角花括号"},
	{Enter, "tag-cut-by-enter", "标签被回车断成两段"},
	{Unused, "unused-fields", "模板没有用到的字段"},
	{Deleted, "tag-in-deleted-text", "标签在已删除的修订里"},
	{Hidden, "tag-in-hidden-text", "标签是隐藏文字"},
	{Field, "tag-in-field", "标签写在域代码里"},
	{TwoFormats, "two-looks", "同一个标签的文字有两种格式"},
	{LoopMerged, "merged-cells-in-loop", "循环行里有合并单元格"},
	{SingleBrace, "single-brace", "像是只写了一个花括号的标签"},
	{Elsewhere, "tag-not-filled", "标签写在不会填写的地方"},
	{OuterList, "outer-list", "内层循环用的是外层的清单"},
	{LineBreaks, "line-breaks", "循环的标签用手动换行隔开"},
}

// Fail makes the error for a problem of the whole package.
func Fail(id, part, hint, format string, args ...any) error {
	return &TemplateError{Problems: []Problem{{
		ID: id, Code: CodeOf(id), Message: fmt.Sprintf(format, args...), Place: part, Hint: hint, Part: part, Offset: -1,
	}}}
}
