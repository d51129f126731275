package cmd

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/writer"
	"ziping/model/check/rules"
	"ziping/render"
)

type reportCommand struct {
	reportFlags
	onlyFlag
	out  string
	json bool
}

func newReport(s *job) *cobra.Command {
	var opts reportCommand
	c := &cobra.Command{
		Use:   "report 路径",
		Short: "核对并生成 Word 版绩效自评报告",
		Long: `核对一个单位的数字，再填好 Word 版绩效自评报告。发现问题时照样生成：
有疑问的数字标黄并加批注。读不出或没有写明的数字不会猜，会说明是哪个单元格，
报告里留空标出〔请补写：…〕。打不开的文件也会说明，不影响其他文件。`,
		Example: `  ziping report 甘州区科协
  ziping report 甘州区科协 -o 甘州区自评报告.docx --date 2023年4月13日
  ziping report 甘州区科协 --template 本单位模板.docx --trace`,
		Args: exactPath("路径"),
		RunE: func(c *cobra.Command, args []string) error { return runReport(s, args[0], opts) },
	}
	opts.reportFlags.addFlags(c)
	opts.onlyFlag.addFlags(c)
	c.Flags().StringVarP(&opts.out, "output", "o", "", "报告写到这个`文件`（.docx）；不写则放在工作簿旁边")
	c.Flags().BoolVar(&opts.json, "json", false, "核对结果写成 JSON（一个单位一行），供程序使用")
	return c
}

func runReport(s *job, path string, opts reportCommand) error {
	if err := opts.find(s, path); err != nil {
		return err
	}
	options, err := opts.options(s.door)
	if err != nil {
		return err
	}
	target, err := reportPath(path, opts.out)
	if err != nil {
		return err
	}
	only, err := opts.outputs()
	if err != nil {
		return err
	}
	options.tellTemplate(s)
	dir := filepath.Dir(target)
	r, doc := reportOn(path, options)
	if r.err == nil && only.has(outReport) {
		r.err = outputError(s.writer.Write(writer.File{Path: target, Force: options.force}, doc))
	}
	if r.err != nil || !only.has(outReport) {
		target = ""
	}
	more := r.besideReport(s, path, dir, options, only)
	if opts.json {
		err = findingFormats.of(".json")(s.out, sheet{result: r, report: target})
	} else {
		err = tell(s, r, target)
		more.tell(s)
	}
	if err != nil {
		return err
	}
	return errors.Join(more.err, r.exit())
}

// tell lists the findings, and says where the report is. A report that could not
// be written hides no finding; of a unit that has none the error says all.
func tell(s *job, r result, target string) error {
	var unwritten *writer.Error
	if r.err != nil && !errors.As(r.err, &unwritten) {
		return nil
	}
	if err := tellFindings(s, r); err != nil {
		return err
	}
	if r.err == nil && target != "" {
		printf(s.out, "报告已写入 %s\n", target)
	}
	return nil
}

// reportOn evaluates one unit and fills its report, unless it is refused.
func reportOn(path string, opt reportOptions) (result, []byte) {
	r := evaluate(path, opt.pipelineOptions)
	return r, r.fill(opt)
}

// fill fills the report, unless it is refused: then r.err says why.
func (r *result) fill(opt reportOptions) []byte {
	if r.err == nil {
		r.err = r.refusal()
	}
	var doc []byte
	if r.err == nil {
		doc, r.err = fillReport(r, opt)
	}
	return doc
}

// fillReport fills the report; what the report itself lacks (a section without
// data) joins the findings.
func fillReport(r *result, opt reportOptions) ([]byte, error) {
	report := render.NewReport(r.project, r.findings, opt.view())
	if !opt.several {
		if err := opt.unknown(report); err != nil {
			return nil, err
		}
	}
	missing, err := report.FindingsFor(opt.template)
	if err != nil {
		return nil, asTemplateError(opt.name, allMistakes(opt.template, err))
	}
	r.findings = rules.All.Join(r.findings, missing, r.project, opt.set)
	doc, err := content(func(w io.Writer) error { return render.WriteReport(w, report, opt.template) })
	return doc, asTemplateError(opt.name, allMistakes(opt.template, err))
}

// reportPath is where the report goes: -o, or beside the workbook or folder.
func reportPath(path, out string) (string, error) {
	name := writer.SafeName(baseName(path)) + reportSuffix
	if out == "" {
		abs, err := filepath.Abs(path)
		if err != nil {
			return "", inputError(path, err)
		}
		return filepath.Join(filepath.Dir(abs), name), nil
	}
	if info, err := os.Stat(out); err == nil && info.IsDir() {
		return filepath.Join(out, name), nil
	}
	if !strings.EqualFold(filepath.Ext(out), ".docx") {
		return "", usageError("例如 -o 报告.docx", "报告是 Word 文件，“%s”的扩展名不是 .docx", out)
	}
	return out, nil
}
