package handout

import (
	"path/filepath"
	"slices"
	"strings"

	"ziping/xlsx/mark"
)

// ResultSuffix ends the names of folders of results.
const ResultSuffix = "_核对结果"

// NotInput says why a workbook is none of a unit's although it lies among them:
// ziping wrote it, or it lies in a folder of results, and it is no copy to be worked
// on. ours tells that it is as ziping wrote it. "" for an input.
func NotInput(path string, data []byte, ours bool) string {
	m, ok := mark.Of(data)
	switch {
	case ok && m.Kind != mark.List:
		return ""
	case ok, ours:
		return "是 ziping 写的清单或汇总，没有当作材料"
	case inResults(path):
		return "在核对结果文件夹里，不是标注副本也不是补充材料，没有读"
	}
	return ""
}

// inResults reports a place in a folder of results.
func inResults(path string) bool {
	return slices.ContainsFunc(strings.Split(filepath.ToSlash(filepath.Dir(path)), "/"), func(dir string) bool { return strings.HasSuffix(dir, ResultSuffix) })
}

// Marked reports a workbook that carries ziping's mark.
func Marked(data []byte) bool {
	_, ok := mark.Of(data)
	return ok
}

// IsAnswers tells a 补充材料.
func IsAnswers(data []byte) bool {
	m, ok := mark.Of(data)
	return ok && m.Kind == mark.Answers
}
