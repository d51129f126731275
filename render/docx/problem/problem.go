package problem

import (
	"fmt"
	"strings"
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

// A Problem is one thing wrong with a template, or with the data for it.
type Problem struct {
	ID       string   // stable identifier, see Catalogue
	Severity Severity // Error unless found by Lint only
	Message  string   // complete Chinese sentence, including the place
	Place    string   // the place in words: 正文第3个表格第5行第2列
	Context  string   // the text around the tag, about ten characters each side
	Hint     string   // what to do next; empty when the message says it all
	Part     string   // part name without leading slash: word/document.xml; empty for the package
	Offset   int      // byte offset in the part's XML where the tag begins; -1 when it concerns no tag
	Tag      string   // the tag as it stands in the template, with braces
	Name     string   // the field name concerned, if one is
	Suggest  string   // the name probably meant, if there is one
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
)

// A CatalogueEntry documents one problem id.
type CatalogueEntry struct{ ID, Title string }

// Catalogue lists every id a Problem can carry, in order.
var Catalogue = []CatalogueEntry{
	{Package, "不是完好的 Word 文档（.docx）"},
	{Encrypted, "文件加密，或是旧版 .doc"},
	{Macro, "带宏的文档不作模板"},
	{Limit, "文件过大或压缩比异常"},
	{PartName, "压缩包内的文件名不合规或重复"},
	{Doctype, "XML 中有 DOCTYPE 声明"},
	{XML, "XML 损坏"},
	{MainPart, "找不到正文"},
	{Active, "会自己运行、取数或打开外部文件的内容"},
	{StrayClose, "多出来的 }}"},
	{UnclosedTag, "标签没有写完，缺少 }}"},
	{Syntax, "标签写法不对"},
	{Format, "没有这种格式"},
	{Condition, "条件写法不对"},
	{Unknown, "没有这个字段"},
	{Kind, "清单当成了单个值，或单个值当成了清单"},
	{Outside, "只能用在循环里的标签用在了外面"},
	{Position, "开头和结尾不在可以重复的同一处"},
	{Crossing, "两个循环互相交叉"},
	{Unclosed, "循环或条件没有结束"},
	{Unopened, "结束标签没有对应的开头"},
	{Mismatch, "开头和结尾的名字不一致"},
	{Else, "“否则”的位置不对"},
	{Merged, "要重复的行里有跨出循环的合并单元格"},
	{Note, "要重复的内容里有脚注或尾注"},
	{Merge, "“合并”用的地方不对"},
	{Forbidden, "数据中有 Word 不能保存的字符"},
	{BadValue, "数据不能按这种格式显示"},
	{Compare, "条件中的两边不能比较"},
	{Picture, "图片不能放入"},
	{Chart, "图表不能放入"},
	{OutputLimit, "生成的内容过大"},
	{FullWidth, "全角花括号"},
	{Enter, "标签被回车断成两段"},
	{Unused, "模板没有用到的字段"},
	{Deleted, "标签在已删除的修订里"},
	{Hidden, "标签是隐藏文字"},
	{Field, "标签写在域代码里"},
	{TwoFormats, "同一个标签的文字有两种格式"},
	{LoopMerged, "循环行里有合并单元格"},
	{SingleBrace, "像是只写了一个花括号的标签"},
	{Elsewhere, "标签写在不会填写的地方"},
}

// Fail makes the error for a problem of the whole package.
func Fail(id, part, hint, format string, args ...any) error {
	return &TemplateError{Problems: []Problem{{
		ID: id, Message: fmt.Sprintf(format, args...), Place: part, Hint: hint, Part: part, Offset: -1,
	}}}
}
