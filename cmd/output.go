package cmd

import (
	"path/filepath"
	"strings"
)

// jsonName reports that --json may write to out: to stdout, or a .json file.
func jsonName(out string) bool { return out == "" || strings.EqualFold(filepath.Ext(out), ".json") }

func jsonNameError(out string) error {
	return usageError("请去掉 --json，或把文件名改成 .json", "--json 写出来的是 JSON，“%s”的扩展名不是 .json", out)
}
