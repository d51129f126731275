package cmd

import (
	"encoding/json"
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/render"
	"ziping/render/docx"
)

func newTemplate(s *job) *cobra.Command {
	c := &cobra.Command{
		Use:   "template",
		Short: "Word 模板：取出内置模板、检查自己的模板、查可用的字段",
		Long: `报告的样子由 Word 模板决定。取出内置模板，在 Word 或 WPS 里改字体、改文字、挪位置，
花括号里的 {{字段}} 由 ziping 填写；改好后用 report --template 交回来。

  {{项目名称}}  {{资金.实际支出｜万元}}          填一个值，竖线后面是写法
  {{#活动}} … {{/活动}}                          对每一项重复：一行、几段、一格里的内容都可以
  {{如果 资金.执行率 < 100%}} … {{否则}} … {{结束}}  有条件的内容
  {{^问题}} … {{/问题}}                          没有内容时才出现
  {{一级指标｜合并}}                             表格里相同的格子向下合并
  {{活动.名称｜顿号}}  {{活动｜个数}}              清单连成一句、数一数；{{活动.经费｜合计｜万元}} 相加
  {{如果 非 末项}}、{{结束}}                       在循环里：首项、末项；{{序号}} 给印出来的编号
  {{循环列 年份}}{{年}}{{结束循环}}                写在每一行的同一格里：这一列按清单重复
  {{问题｜去序号}}                               去掉手写的“一、”“（2）”
  {{!备注}}                                      写给自己看的，不会印出来`,
		Args: noArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(newTemplateList(s), newTemplateWorkbook(s), newTemplateReport(s), newTemplateCheck(s), newTemplateTags(s), newTemplateFields(s), newTemplatePreview(s), newTemplateFill(s), newTemplateMake(s))
	return c
}

func newTemplateList(s *job) *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: "列出内置的模板", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			for _, t := range render.Templates() {
				printf(s.out, "%s\n    %s\n", t.Name, t.Title)
			}
			return nil
		},
	}
}

func newTemplateReport(s *job) *cobra.Command {
	var out outFlags
	c := &cobra.Command{
		Use: "report [模板名]", Short: "取出内置的报告模板，改好后用 --template 交回来", Args: atMostOne,
		Example: `  ziping template report -o 本单位模板.docx`,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.needOut("ziping template report -o 本单位模板.docx"); err != nil {
				return err
			}
			data := render.Templates()[0].Docx
			if len(args) == 1 {
				t, ok := render.TemplateByName(args[0])
				if !ok {
					return usageError("内置的有 "+strings.Join(templateNames(), "、"), "没有名为“%s”的模板", args[0])
				}
				data = t.Docx
			}
			return out.write(s, func(w io.Writer) error { _, err := w.Write(data); return err })
		},
	}
	out.addFlags(c, "模板写到这个`文件`（.docx）")
	return c
}

func newTemplateCheck(s *job) *cobra.Command {
	var out outFlags
	var asJSON bool
	var data string
	c := &cobra.Command{
		Use: "check 模板.docx", Short: "检查自己的模板：写错的字段、没写完的循环，都指出在哪里", Args: exactPath("模板文件"),
		Example: `  ziping template check 本单位模板.docx
  ziping template check 本单位模板.docx -o 批注.docx
  ziping template check 任意模板.docx --data 数据.json`,
		RunE: func(_ *cobra.Command, args []string) error { return runTemplateCheck(s, args[0], data, out, asJSON) },
	}
	out.addFlags(c, "另存一份带批注的模板`文件`，每处问题一条批注")
	c.Flags().StringVar(&data, "data", "", "按这份数据`文件`（JSON）里的名字检查，不按 ziping 的字段；写 - 则从标准输入读")
	c.Flags().BoolVar(&asJSON, "json", false, "结果写成 JSON（一处问题一行），供程序使用")
	return c
}

func runTemplateCheck(s *job, path, dataPath string, out outFlags, asJSON bool) error {
	data, err := s.read(path, door.Template)
	if err != nil {
		return err
	}
	schema := render.TemplateSchema()
	if dataPath != "" {
		sample, err := readJSON(s, dataPath)
		if err != nil {
			return err
		}
		schema = docx.SchemaOf(sample)
	}
	problems := docx.Lint(data, schema)
	if err := printProblems(s, problems, asJSON); err != nil {
		return err
	}
	if out.out != "" {
		if err := out.needOut("-o 批注.docx"); err != nil {
			return err
		}
		err := out.write(s, func(w io.Writer) error { return docx.Annotate(w, data, problems) })
		var bad *docx.TemplateError
		if errors.As(err, &bad) {
			return fail(exitUsage, "先照上面说的改好，再运行一次", "这份模板加不了批注，没有另存：%s", bad.Problems[0].Message)
		}
		if err != nil {
			return err
		}
	}
	if slices.ContainsFunc(problems, func(p docx.Problem) bool { return p.Severity == docx.Error }) {
		return &exitError{code: exitFindings}
	}
	return nil
}

// printProblems lists what is wrong with a template.
func printProblems(s *job, problems []docx.Problem, asJSON bool) error {
	enc := json.NewEncoder(s.out)
	enc.SetEscapeHTML(false)
	for _, p := range problems {
		if asJSON {
			if err := enc.Encode(p); err != nil {
				return err
			}
			continue
		}
		printf(s.out, "【%s】%s（%s）\n", p.Severity, sentence(p.Message), p.ID)
		printHint(s.out, p.Hint)
	}
	if len(problems) == 0 && !asJSON {
		printf(s.out, "没有问题\n")
	}
	return nil
}

func newTemplateFields(s *job) *cobra.Command {
	var out outFlags
	var asJSON bool
	c := &cobra.Command{
		Use: "fields", Short: "列出模板里可以用的字段：意思和例子", Args: noArgs,
		Example: `  ziping template fields
  ziping template fields -o 字段表.docx`,
		RunE: func(*cobra.Command, []string) error {
			if out.out == "" && !asJSON {
				return render.FieldsText(s.out)
			}
			write, err := fieldFormats.named(out.out, asJSON)
			if err != nil {
				return err
			}
			return out.write(s, func(w io.Writer) error { return write(w, struct{}{}) })
		},
	}
	out.addFlags(c, "写到这个`文件`："+fieldFormats.list(true))
	c.Flags().BoolVar(&asJSON, "json", false, "写成 JSON，供程序使用")
	return c
}

func newTemplatePreview(s *job) *cobra.Command {
	var out outFlags
	c := &cobra.Command{
		Use: "preview 模板.docx", Short: "用样例数据填一份，看看模板的效果", Args: exactPath("模板文件"),
		Example: `  ziping template preview 本单位模板.docx -o 预览.docx`,
		RunE: func(_ *cobra.Command, args []string) error {
			if err := out.needOut("ziping template preview 本单位模板.docx -o 预览.docx"); err != nil {
				return err
			}
			template, err := findTemplate(s.door, args[0])
			if err != nil {
				return err
			}
			project, findings := render.Sample()
			report := render.NewReport(project, findings, render.Options{})
			return out.write(s, func(w io.Writer) error {
				return asTemplateError(args[0], allMistakes(template, render.WriteReport(w, report, template)))
			})
		},
	}
	out.addFlags(c, "写到这个`文件`（.docx）")
	return c
}

func asTemplateError(name string, err error) error {
	var bad *docx.TemplateError
	if errors.As(err, &bad) {
		return templateError(name, err)
	}
	return err
}
