package profile

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Save writes a profile as YAML that an officer can edit: every form and field
// is headed by a comment in Chinese. Load reads it back to the same profile.
func Save(p *Profile) []byte {
	var b bytes.Buffer
	b.WriteString(saveHead)
	fmt.Fprintf(&b, "name: %s\ntitle: %s\n", scalar(p.Name), scalar(p.Title))
	if len(p.Forms) == 0 {
		b.WriteString("forms: []\n")
		return b.Bytes()
	}
	b.WriteString("forms:\n")
	for _, f := range p.Forms {
		saveForm(&b, f)
	}
	return b.Bytes()
}

// saveHead explains the keys, as a schema would.
const saveHead = `# ziping 词表：各种表的工作表名、标题、表头和标签的叫法。用 --profile 文件名 使用。
# 格式是 YAML：缩进用空格，冒号和逗号用半角，冒号后面空一格；# 后面是说明，不起作用。
#
# name      词表的名字
# title     词表的中文名
# forms     各种表，每一种以“- kind:”开头；只写要改的那几种就行，其余用内置的
#   kind    表的种类：basic 基本信息、fund 资金表、activity 活动台账、form 自评表、text 文字材料、allotment 资金分配表、waiver 豁免
#   role    只用于 kind: fund：items 支出明细、ledger 支出流水；一般的资金表不写
#   title   表的中文名
#   sheets  常用的工作表名
#   titles  标题行里的字样，见到它就多一分把握
#   fields  各列（各标签），每一个以“- name:”开头；只写要改的那几个就行
#     name      字段名，固定，不能改
#     title     中文名
#     type      值的类型，固定：text 文字、amount 金额、count 数量、ratio 比率、number 数值、dates 日期、
#               measure 指标值、price 单价、year 年度、index 序号
#     words     表头或标签的叫法，最常用的写在前面；空格、换行、全角半角不算区别
#     unit      表里没有写单位时的单位
#     required  true 表示这一列必须有
#     strong    true 表示见到这一列就很可能是这种表
#
# 自己的叫法排在内置的前面；把一个叫法写到某个字段下面，别的字段就不再用它。
`

func saveForm(b *bytes.Buffer, f Form) {
	fmt.Fprintf(b, "\n  # %s\n  - kind: %s\n", comment(f.Title), scalar(string(f.Kind)))
	if f.Role != "" {
		fmt.Fprintf(b, "    role: %s\n", scalar(f.Role))
	}
	fmt.Fprintf(b, "    title: %s\n", scalar(f.Title))
	saveWords(b, "    ", "sheets", f.Sheets)
	saveWords(b, "    ", "titles", f.Titles)
	if len(f.Fields) == 0 {
		b.WriteString("    fields: []\n")
		return
	}
	b.WriteString("    fields:\n")
	for _, field := range f.Fields {
		saveField(b, field)
	}
}

func saveField(b *bytes.Buffer, f Field) {
	note := types[f.Type]
	if f.Required {
		note += "，必须有"
	}
	fmt.Fprintf(b, "      # %s（%s）\n      - name: %s\n        title: %s\n        type: %s\n", comment(f.Title), note, scalar(f.Name), scalar(f.Title), scalar(f.Type))
	if f.Unit != "" {
		fmt.Fprintf(b, "        unit: %s\n", scalar(f.Unit))
	}
	switch {
	case f.Required:
		b.WriteString("        required: true\n")
	case f.Relaxed:
		b.WriteString("        required: false\n")
	}
	if f.Strong {
		b.WriteString("        strong: true\n")
	}
	if len(f.Words) == 0 {
		b.WriteString("        words: []\n")
		return
	}
	saveWords(b, "        ", "words", f.Words)
}

// lineWidth is the width in characters at which a list of words is broken.
const lineWidth = 60

func saveWords(b *bytes.Buffer, indent, key string, words []string) {
	if len(words) == 0 {
		return
	}
	fmt.Fprintf(b, "%s%s: [", indent, key)
	width := 0
	for i, w := range words {
		s := scalar(w)
		if i > 0 {
			b.WriteString(",")
			if width > lineWidth {
				b.WriteString("\n" + indent + "  ")
				width = 0
			} else {
				b.WriteString(" ")
			}
		}
		b.WriteString(s)
		width += utf8.RuneCountInString(s) + 2
	}
	b.WriteString("]\n")
}

func comment(s string) string { return oneLine(s) }

// scalar writes a string plain where no reader of YAML can take it for
// something else, in double quotes otherwise.
func scalar(s string) string {
	for _, r := range s {
		if !unicode.In(r, unicode.Han, unicode.Letter) && !unicode.IsDigit(r) && !strings.ContainsRune("._·（）《》、", r) {
			return quote(s)
		}
	}
	first, _ := utf8.DecodeRuneInString(s)
	switch strings.ToLower(s) {
	case "", "true", "false", "yes", "no", "on", "off", "y", "n", "null":
		return quote(s)
	}
	if unicode.IsDigit(first) || first == '.' || first == '_' {
		return quote(s)
	}
	return s
}
