package value

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"ziping/model"
	"ziping/xlsx/grid"
)

// Missing tells whether a text says that there is nothing, and how: blank, a
// stroke, a placeholder, 不适用. It is false for a text that says something.
func Missing(text string) (model.State, bool) { return absence(fold(text)) }

// absence tells the ways in which a folded text says that there is no value.
// Its second result is false for a text that says something.
func absence(t string) (model.State, bool) {
	switch {
	case t == "":
		return model.Blank, true
	case stroke(t):
		return model.None, true
	case placeholder(t):
		return model.Filler, true
	}
	state, found := absences[strings.TrimRight(t, "。.")]
	return state, found
}

var absences = map[string]model.State{
	"无": model.None, "没有": model.None, "暂无": model.None, "无此项": model.None,
	"不适用": model.NotApplicable, "不涉及": model.NotApplicable, "未涉及": model.NotApplicable, "不考核": model.NotApplicable,
	"不需要": model.NotApplicable, "N/A": model.NotApplicable, "n/a": model.NotApplicable, "NA": model.NotApplicable,
	"/": model.NotApplicable, "\\": model.NotApplicable, "//": model.NotApplicable,
}

// stroke reports strokes alone, mixed ones (-—) too: they do occur where several
// people filled in. Accounting formats print a zero as "¥ -", and exports keep
// it so.
func stroke(t string) bool {
	t = strings.TrimPrefix(t, "¥")
	return t != "" && strings.Trim(t, "—–―‐‑‒─━-") == ""
}

// placeholder reports a text that only fills the cell: underscores, dots,
// asterisks of one kind, or XX, XXX with or without a unit.
func placeholder(t string) bool {
	if t == "空" {
		return true
	}
	t = strings.TrimPrefix(t, "¥")
	const marks = "_*….·。⋯"
	first, _ := utf8.DecodeRuneInString(t)
	if strings.ContainsRune(marks, first) && strings.Trim(t, string(first)) == "" {
		return t != ""
	}
	if strings.Trim(t, "—–―‐‑‒─━-_") == "" {
		return t != ""
	}
	rest := strings.TrimLeft(t, "Xx×")
	n := len([]rune(t)) - len([]rune(rest))
	return n >= 2 && (rest == "" || isUnit(rest) || isMoneyWord(rest))
}

// errorCodes explains the error values of a cell.
var errorCodes = map[string]string{
	"#DIV/0!": "除数为零或为空", "#N/A": "查找的内容不存在", "#NAME?": "公式里的名称或函数写错了",
	"#NULL!": "公式引用的区域没有交集", "#NUM!": "数值超出了公式能算的范围", "#REF!": "公式引用的单元格已被删除",
	"#VALUE!": "公式里混进了文字", "#SPILL!": "公式结果没有地方放", "#CALC!": "公式没有结果", "#GETTING_DATA": "外部数据没有取回",
}

// fault reports a cell that holds no value at all: an error, a truth value, a
// formula that was never calculated. want names the kind of value in Chinese:
// 金额, 人数.
func fault(c *grid.Cell, want string) *Error {
	switch c.Kind {
	case grid.Error:
		why := errorCodes[c.Text]
		if why == "" {
			why = "公式出错"
		}
		return &Error{c.Text, fmt.Sprintf("单元格是错误值 %s（%s），没有%s", c.Text, why, want), "请改正公式，或直接填写数值后重新保存"}
	case grid.Bool:
		word := "FALSE"
		if c.Text == "1" {
			word = "TRUE"
		}
		return &Error{word, fmt.Sprintf("单元格里是逻辑值 %s，不是%s", word, want), "请改填" + want}
	}
	if c.Formula() != nil && !c.Formula().Cached && !c.Formula().Computed && strings.TrimSpace(c.Text) == "" {
		return &Error{"=" + c.Formula().Text, "公式没有保存计算结果，" + want + "未知", "请用 WPS 或 Excel 打开文件，重新计算后保存"}
	}
	return nil
}

// begin settles what all readers settle alike. done is true when the Result is
// final; otherwise t is the folded text.
func begin[T any](c *grid.Cell, want string) (t string, r Result[T], done bool) {
	if c == nil {
		return "", without[T](model.Blank), true
	}
	if err := fault(c, want); err != nil {
		return "", bad[T](err), true
	}
	t = fold(c.Text)
	if c.Kind == grid.Number || c.Kind == grid.Date {
		if t == "" {
			return "", without[T](model.Blank), true
		}
		return t, r, false
	}
	if s, yes := absence(t); yes {
		return "", without[T](s), true
	}
	return t, r, false
}
