package cmd

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/cmd/writer"
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
	c.AddCommand(newTemplateList(s), newTemplateReport(s), newTemplateCheck(s), newTemplateTags(s), newTemplateFields(s), newTemplatePreview(s), newTemplateFill(s))
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

// outFlags are the options of the commands that write one file.
type outFlags struct {
	out   string
	force bool
}

func (f *outFlags) addFlags(c *cobra.Command, usage string) {
	c.Flags().StringVarP(&f.out, "output", "o", "", usage)
	c.Flags().BoolVar(&f.force, "force", false, "允许覆盖不是 ziping 写的文件")
}

// write writes the output, or stdout when none is named.
func (f *outFlags) write(s *job, produce func(io.Writer) error) error {
	if f.out == "" {
		return produce(s.out)
	}
	if err := s.write(writer.File{Path: f.out, Force: f.force, Start: isStart(f.out)}, produce); err != nil {
		return err
	}
	printf(s.err, "已写入 %s\n", f.out)
	return nil
}

// isStart tells a profile or rule set by its name: it is written to be worked on.
func isStart(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// needOut refuses to pour a Word file on the terminal.
func (f *outFlags) needOut(example string) error {
	if f.out == "" {
		return usageError("例如 "+example, "没有写输出文件（-o）")
	}
	if !strings.EqualFold(filepath.Ext(f.out), ".docx") {
		return usageError("例如 "+example, "输出是 Word 文件，“%s”的扩展名不是 .docx", f.out)
	}
	return nil
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

type fillOptions struct {
	outFlags
	data    string
	missing string
}

func newTemplateFill(s *job) *cobra.Command {
	var opts fillOptions
	c := &cobra.Command{
		Use: "fill 模板.docx --data 数据.json -o 输出.docx", Short: "用任意 JSON 数据填任意 Word 模板", Args: exactPath("模板文件"),
		RunE: func(_ *cobra.Command, args []string) error { return runTemplateFill(s, args[0], opts) },
	}
	opts.addFlags(c, "写到这个`文件`（.docx）")
	c.Flags().StringVar(&opts.data, "data", "", "数据`文件`（JSON，通常是一个对象；只有一张清单时用 {{#.}} … {{/.}}）；写 - 则从标准输入读")
	c.Flags().StringVar(&opts.missing, "missing", "error", "数据里没有的名字怎么处理，`写法`有 error 报错，empty 留空，keep 原样留着")
	return c
}

func runTemplateFill(s *job, path string, opts fillOptions) error {
	policy, ok := map[string]docx.MissingPolicy{"error": docx.MissingError, "empty": docx.MissingEmpty, "keep": docx.MissingKeep}[opts.missing]
	if !ok {
		return usageError("可以写 error、empty、keep", "--missing 不能是“%s”", opts.missing)
	}
	if err := opts.needOut("ziping template fill 模板.docx --data 数据.json -o 输出.docx"); err != nil {
		return err
	}
	if opts.data == "" {
		return usageError("例如 --data 数据.json", "没有写数据文件（--data）")
	}
	data, err := readJSON(s, opts.data)
	if err != nil {
		return err
	}
	template, err := s.read(path, door.Template)
	if err != nil {
		return err
	}
	strangers := lintFor(s, template, data)
	return opts.write(s, func(w io.Writer) error {
		err := docx.Fill(w, template, data, docx.Missing(policy), docx.Pictures(picturesBeside(opts.data)))
		if err == nil && policy == docx.MissingError && len(strangers) > 0 { // where nothing was printed nothing was asked for
			err = &docx.TemplateError{Problems: strangers}
		}
		return asTemplateError(path, err)
	})
}

// lintFor checks a template against the data it is filled with: it prints the warnings and returns the names that the
// data does not have. What else is wrong is told when it is filled.
func lintFor(s *job, template []byte, data any) []docx.Problem {
	var strangers []docx.Problem
	for _, p := range docx.Lint(template, docx.SchemaOf(data)) {
		switch {
		case p.Severity == docx.Warning:
			printf(s.err, "【%s】%s（%s）\n", p.Severity, sentence(p.Message), p.ID)
			printHint(s.err, p.Hint)
		case p.Code == "unknown-field":
			strangers = append(strangers, p)
		}
	}
	return strangers
}

// picturesBeside opens the pictures that data names: files in the folder of the
// data file or below it, nowhere else.
func picturesBeside(data string) func(string) (docx.Picture, error) {
	return func(name string) (docx.Picture, error) {
		if !filepath.IsLocal(filepath.FromSlash(name)) {
			return docx.Picture{}, fmt.Errorf("图片“%s”不在数据文件所在的文件夹里", name)
		}
		root, err := os.OpenRoot(filepath.Dir(data))
		if err != nil {
			return docx.Picture{}, err
		}
		defer root.Close()
		f, err := root.Open(filepath.FromSlash(name))
		if err != nil {
			return docx.Picture{}, fmt.Errorf("找不到图片“%s”", name)
		}
		defer f.Close()
		content, err := io.ReadAll(io.LimitReader(f, door.Picture.Max))
		return docx.Picture{Data: content, Name: filepath.Base(name)}, err
	}
}

// readJSON reads one JSON value, numbers kept as written.
func readJSON(s *job, path string) (any, error) {
	var data []byte
	var err error
	if path == "-" {
		if data, err = s.door.ReadStream(s.in, "标准输入", door.JSON); err != nil {
			err = inputError("标准输入", err)
		}
	} else {
		data, err = s.read(path, door.JSON)
	}
	if err != nil {
		return nil, err
	}
	if !utf8.Valid(data) {
		return nil, usageError("用记事本打开，另存为 UTF-8 编码", "数据文件“%s”不是 UTF-8 编码的文字", path)
	}
	dec := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	dec.UseNumber()
	var out any
	if err := dec.Decode(&out); err != nil {
		return nil, usageError("数据文件例如：{\"项目名称\": \"…\"}", "数据文件“%s”不是完好的 JSON：%s", path, jsonReason(data, err))
	}
	if _, err := dec.Token(); err != io.EOF {
		return nil, usageError("一个文件里只放一个对象", "数据文件“%s”在第一个对象之后还有内容", path)
	}
	return out, nil
}

// jsonReason says where a JSON text is wrong.
func jsonReason(data []byte, err error) string {
	var syntax *json.SyntaxError
	switch {
	case errors.As(err, &syntax):
		line := 1 + bytes.Count(data[:min(int(syntax.Offset), len(data))], []byte("\n"))
		return fmt.Sprintf("第 %d 行写法有误", line)
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return "内容不完整"
	}
	return err.Error()
}
