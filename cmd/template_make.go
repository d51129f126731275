package cmd

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/model"
	"ziping/model/check"
	"ziping/render"
	"ziping/render/docx"
	"ziping/render/remake"
)

type makeOptions struct {
	unitFlags
	from, project, out string
	force              bool
}

func newTemplateMake(s *job) *cobra.Command {
	var opts makeOptions
	c := &cobra.Command{
		Use: "make 去年报告.docx --from 路径", Short: "把去年的报告改成今年的模板", Args: exactPath("报告文件"),
		Long: `把一份写好的报告改成模板：工作簿里有的单位名称、年度、金额、比率、场次、人次和文号，改成
{{…}} 标签，写法照原来的；逐类、逐项写的段落和表格的行改成循环。每个标签有批注，写明原来是什么、
取自哪个单元格。看不出是哪一项的不改，列出来；工作簿解释不了的年度和数字列在最前面。
--from 是写那份报告时用的工作簿（去年的），或数字相同的工作簿。改好的模板用同样的工作簿填，
和原来的报告一字不差。没有改的地方，格式、页眉、编号都和原来一样。`,
		Example: `  ziping template make 2022年报告.docx --from 2022年工作簿 -o 本单位模板.docx`,
		RunE:    func(_ *cobra.Command, args []string) error { return runTemplateMake(s, args[0], opts) },
	}
	opts.addFlags(c)
	c.Flags().StringVar(&opts.from, "from", "", "写那份报告用的工作簿或文件夹（`路径`）")
	c.Flags().StringVar(&opts.project, "project", "", "有几个项目时，报告是哪个`项目`的")
	c.Flags().StringVarP(&opts.out, "output", "o", "", "模板写到这个`文件`（.docx）；不写则放在报告旁边")
	c.Flags().BoolVar(&opts.force, "force", false, "允许覆盖不是 ziping 写的文件")
	return c
}

func runTemplateMake(s *job, path string, opts makeOptions) error {
	if opts.from == "" {
		return usageError("例如 --from 2022年工作簿", "没有写工作簿（--from）")
	}
	out := opts.out
	if out == "" {
		out = strings.TrimSuffix(path, filepath.Ext(path)) + "（模板）.docx"
	} else if !strings.EqualFold(filepath.Ext(out), ".docx") {
		return usageError("例如 -o 本单位模板.docx", "模板是 Word 文件，“%s”的扩展名不是 .docx", out)
	}
	if err := opts.hold(s, opts.from, map[string]string{settings.Profile: opts.profile, settings.Rules: opts.rules}); err != nil {
		return err
	}
	pipe, err := opts.pipeline(s.door)
	if err != nil {
		return err
	}
	_, data, err := readFinished(s.door, path)
	if err != nil {
		return err
	}
	if data == nil {
		return fail(exitFailure, "请把报告另存为 .docx", "“%s”不是 .docx，做不成模板", path)
	}
	if t, err := docx.Compile(data); err == nil && len(t.Tags()) > 0 {
		return fail(exitFailure, "直接用 report --template 填它", "“%s”里已经有 {{…}} 标签，是一份模板", path)
	}
	r := evaluate(opts.from, pipe)
	if r.err != nil {
		return r.err
	}
	project, err := chosenProject(r.project, opts.project)
	if err != nil {
		return err
	}
	return makeTemplate(s, path, out, data, project, r.findings, opts.force)
}

func makeTemplate(s *job, path, out string, data []byte, project *model.Project, findings []check.Finding, force bool) error {
	made, template, err := remake.Make(render.NewReport(project, findings, render.Options{}), filepath.Base(path), data)
	if err != nil {
		return asTemplateError(path, err)
	}
	if len(made.Tagged) == 0 {
		printf(s.out, "%s", made.Text())
		return fail(exitFailure, "确认 --from 是写这份报告用的工作簿（同一年、同一个单位）", "报告和工作簿没有对得上的内容，没有写模板")
	}
	if err := s.write(writer.File{Path: out, Force: force}, func(w io.Writer) error { _, err := w.Write(template); return err }); err != nil {
		return errors.Join(err)
	}
	printf(s.out, "%s\n", made.Text())
	printf(s.out, "模板已写入 %s\n逐条看过批注，删去批注，就可以用 report --template 填写。\n", oneLine(out))
	return nil
}

// chosenProject is the project that a report is of, by its name where there are several.
func chosenProject(p *model.Project, name string) (*model.Project, error) {
	all := p.Split()
	if len(all) == 1 {
		return all[0], nil
	}
	var names []string
	for _, one := range all {
		names = append(names, one.Name.Value)
		if name != "" && model.Key(one.Name.Value) == model.Key(name) {
			return one, nil
		}
	}
	return nil, usageError("例如 --project "+names[0], "工作簿里有 %d 个项目（%s），请用 --project 指明报告是哪个的", len(all), list(names))
}
