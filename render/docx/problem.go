package docx

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

	echo bool // it stands in an mc:Fallback
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
	idPackage     = "ZP-T001"
	idEncrypted   = "ZP-T002"
	idMacro       = "ZP-T003"
	idLimit       = "ZP-T004"
	idPartName    = "ZP-T005"
	idDoctype     = "ZP-T006"
	idXML         = "ZP-T007"
	idMainPart    = "ZP-T008"
	idStrayClose  = "ZP-T011"
	idUnclosedTag = "ZP-T012"
	idSyntax      = "ZP-T013"
	idFormat      = "ZP-T014"
	idCondition   = "ZP-T015"
	idUnknown     = "ZP-T021"
	idKind        = "ZP-T022"
	idOutside     = "ZP-T023"
	idPosition    = "ZP-T031"
	idCrossing    = "ZP-T032"
	idUnclosed    = "ZP-T033"
	idUnopened    = "ZP-T034"
	idMismatch    = "ZP-T035"
	idElse        = "ZP-T036"
	idMerged      = "ZP-T037"
	idNote        = "ZP-T038"
	idMerge       = "ZP-T039"
	idForbidden   = "ZP-T041"
	idBadValue    = "ZP-T042"
	idCompare     = "ZP-T043"
	idPicture     = "ZP-T044"
	idChart       = "ZP-T045"
	idOutputLimit = "ZP-T046"
	idFullWidth   = "ZP-T051"
	idEnter       = "ZP-T052"
	idUnused      = "ZP-T053"
	idDeleted     = "ZP-T054"
	idHidden      = "ZP-T055"
	idField       = "ZP-T056"
	idTwoFormats  = "ZP-T057"
	idLoopMerged  = "ZP-T058"
	idSingleBrace = "ZP-T059"
	idElsewhere   = "ZP-T060"
)

// A CatalogueEntry documents one problem id.
type CatalogueEntry struct{ ID, Title string }

// Catalogue lists every id a Problem can carry, in order.
var Catalogue = []CatalogueEntry{
	{idPackage, "不是完好的 Word 文档（.docx）"},
	{idEncrypted, "文件加密，或是旧版 .doc"},
	{idMacro, "带宏的文档不作模板"},
	{idLimit, "文件过大或压缩比异常"},
	{idPartName, "压缩包内的文件名不合规或重复"},
	{idDoctype, "XML 中有 DOCTYPE 声明"},
	{idXML, "XML 损坏"},
	{idMainPart, "找不到正文"},
	{idStrayClose, "多出来的 }}"},
	{idUnclosedTag, "标签没有写完，缺少 }}"},
	{idSyntax, "标签写法不对"},
	{idFormat, "没有这种格式"},
	{idCondition, "条件写法不对"},
	{idUnknown, "没有这个字段"},
	{idKind, "清单当成了单个值，或单个值当成了清单"},
	{idOutside, "只能用在循环里的标签用在了外面"},
	{idPosition, "开头和结尾不在可以重复的同一处"},
	{idCrossing, "两个循环互相交叉"},
	{idUnclosed, "循环或条件没有结束"},
	{idUnopened, "结束标签没有对应的开头"},
	{idMismatch, "开头和结尾的名字不一致"},
	{idElse, "“否则”的位置不对"},
	{idMerged, "要重复的行里有跨出循环的合并单元格"},
	{idNote, "要重复的内容里有脚注或尾注"},
	{idMerge, "“合并”用的地方不对"},
	{idForbidden, "数据中有 Word 不能保存的字符"},
	{idBadValue, "数据不能按这种格式显示"},
	{idCompare, "条件中的两边不能比较"},
	{idPicture, "图片不能放入"},
	{idChart, "图表不能放入"},
	{idOutputLimit, "生成的内容过大"},
	{idFullWidth, "全角花括号"},
	{idEnter, "标签被回车断成两段"},
	{idUnused, "模板没有用到的字段"},
	{idDeleted, "标签在已删除的修订里"},
	{idHidden, "标签是隐藏文字"},
	{idField, "标签写在域代码里"},
	{idTwoFormats, "同一个标签的文字有两种格式"},
	{idLoopMerged, "循环行里有合并单元格"},
	{idSingleBrace, "像是只写了一个花括号的标签"},
	{idElsewhere, "标签写在不会填写的地方"},
}

// fail makes the error for a problem of the whole package.
func fail(id, part, hint, format string, args ...any) error {
	return &TemplateError{Problems: []Problem{{
		ID: id, Message: fmt.Sprintf(format, args...), Place: part, Hint: hint, Part: part, Offset: -1,
	}}}
}
