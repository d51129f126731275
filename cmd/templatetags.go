package cmd

import (
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/render/docx"
)

func newTemplateTags(s *job) *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use: "tags 模板.docx", Short: "列出任意模板里的标签：要哪些数据，写在哪里", Args: exactPath("模板文件"),
		Example: `  ziping template tags 任意模板.docx
  ziping template tags 任意模板.docx --json`,
		RunE: func(_ *cobra.Command, args []string) error { return runTemplateTags(s, args[0], asJSON) },
	}
	c.Flags().BoolVar(&asJSON, "json", false, "结果写成 JSON（一个标签一行），供程序使用")
	return c
}

// tagWords say what a tag does.
var tagWords = map[docx.TagKind]string{docx.KindValue: "值", docx.KindLoop: "循环", docx.KindInverse: "没有时", docx.KindCondition: "条件",
	docx.KindPicture: "图片", docx.KindChart: "图表", docx.KindCounter: "编号"}

func runTemplateTags(s *job, path string, asJSON bool) error {
	data, err := s.read(path, door.Template)
	if err != nil {
		return err
	}
	t, err := docx.Compile(data)
	if err != nil {
		return asTemplateError(path, err)
	}
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, tag := range t.Tags() {
		if asJSON {
			if err := enc.Encode(tag); err != nil {
				return err
			}
			continue
		}
		line := tag.Name
		if tag.Format != "" {
			line += "｜" + tag.Format
		}
		line += "  " + tagWords[tag.Kind]
		if len(tag.Loops) > 0 {
			line += "  在 " + strings.Join(tag.Loops, " › ") + " 里"
		}
		printf(s.out, "%s  %s\n", line, tag.Place)
	}
	return nil
}
