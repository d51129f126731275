package cmd

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/settings"
)

func newSettings(s *job) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "settings [路径]",
		Short: "显示对一个单位有效的设置，以及各写在哪个文件里",
		Long: `本单位或全市固定不变的，写在 ziping.yaml 里，就不用每次写选项。每行一项：

  表格词表: 本县词表.yaml
  评分规则: hubei
  模板: 表样/自评报告.docx
  日期: 2023年4月13日

放在工作簿旁边、它上级的文件夹里，或程序旁边；几处都写了的，离工作簿近的那一处算数，
一项一项地比。里面的路径从 ziping.yaml 所在的文件夹算起，文件要放在这个文件夹里。
命令行里写了选项的，以选项为准。`,
		Example: `  ziping settings
  ziping settings 甘州区科协 --json`,
		Args: atMostOne,
		RunE: func(_ *cobra.Command, args []string) error {
			path := "."
			if len(args) == 1 {
				path = args[0]
			}
			return runSettings(s, path, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "写成 JSON，供程序使用")
	return c
}

// runSettings shows what holds, after what holds has been tried.
func runSettings(s *job, path string, asJSON bool) error {
	if _, err := os.Stat(path); err != nil {
		return inputError(path, err)
	}
	var f reportFlags
	held, err := findSettings(s.door, path)
	if err != nil {
		return err
	}
	f.held = held
	if _, err := f.options(s.door); err != nil {
		return err
	}
	if asJSON {
		return settingsJSON(s, path, held)
	}
	for _, k := range settings.Keys {
		v, ok := held.Find(k.Twin)
		name := k.Name + strings.Repeat("　", 4-len([]rune(k.Name)))
		switch {
		case ok:
			printf(s.out, "%s  %s\n%s  ← %s 第 %d 行\n", name, oneLine(v.Text), strings.Repeat("　", 4), oneLine(v.File), v.Line)
		default:
			printf(s.out, "%s  没有设置（%s）\n", name, k.What)
		}
	}
	if len(held.Files) == 0 {
		printf(s.out, "\n没有找到 %s：“%s”那里、它的上级文件夹和程序旁边都没有。\n", settings.FileName, oneLine(path))
		return nil
	}
	printf(s.out, "\n读了这些设置文件，前面的优先：\n")
	for _, file := range held.Files {
		printf(s.out, "  %s\n", oneLine(file))
	}
	return nil
}

// A settingLine is one setting in JSON; what is not set is null.
type settingLine struct {
	Key   string  `json:"key"`
	Twin  string  `json:"twin"`
	Value *string `json:"value"`
	Path  *string `json:"path"` // of the file that the value names
	File  *string `json:"file"` // the ziping.yaml that states it
	Line  *int    `json:"line"`
}

func settingsJSON(s *job, path string, held settings.Set) error {
	out := struct {
		Schema   int           `json:"schema"`
		Path     string        `json:"path"`
		Files    []string      `json:"files"`
		Settings []settingLine `json:"settings"`
	}{Schema: 1, Path: path, Files: append([]string{}, held.Files...)}
	for _, k := range settings.Keys {
		line := settingLine{Key: k.Name, Twin: k.Twin}
		if v, ok := held.Find(k.Twin); ok {
			line.Value, line.File, line.Line = &v.Text, &v.File, &v.Line
			if v.IsFile() {
				file := filepath.Join(v.Dir(), v.Path())
				line.Path = &file
			}
		}
		out.Settings = append(out.Settings, line)
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	return enc.Encode(out)
}
