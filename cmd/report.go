package cmd

import (
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/writer"
	"ziping/model/check"
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
	c.Flags().StringVarP(&opts.out, "output", "o", "", "报告写到这个`文件`（.docx），有几个项目的写到这个文件夹；不写则放在工作簿旁边")
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
	r, docs := reportOn(path, options)
	if r.err == nil && only.has(outReport) {
		r.err = r.writeReports(s, docs, target, opts)
	}
	if r.err != nil {
		r.reports = nil
	}
	more := r.besideReport(s, path, dir, options, only)
	if opts.json {
		err = findingFormats.of(".json")(s.out, sheet{result: r})
	} else {
		err = tell(s, r)
		more.tell(s)
	}
	if err != nil {
		return err
	}
	return errors.Join(more.err, r.exit())
}

// writeReports writes the report, or one for each of several projects into the
// folder of the target: all or, when one of them may not be written, none.
func (r *result) writeReports(s *job, docs [][]byte, target string, opts reportCommand) error {
	if len(docs) == 1 {
		if !strings.EqualFold(filepath.Ext(target), ".docx") {
			return usageError("例如 -o 报告.docx", "报告是 Word 文件，“%s”的扩展名不是 .docx", opts.out)
		}
		where, err := writeReport(s, target, opts.force, false, docs[0])
		r.reports = []string{where}
		return err
	}
	dir := filepath.Dir(target)
	if info, err := os.Stat(opts.out); opts.out != "" && (err != nil || !info.IsDir()) {
		if strings.EqualFold(filepath.Ext(opts.out), ".docx") {
			return usageError("例如 -o 报告", "材料里有 %d 个项目，每个一份报告，-o 要写文件夹，不能写“%s”", len(docs), opts.out)
		}
		dir = opts.out
		if err := outputError(s.writer.Mkdir(dir)); err != nil {
			return err
		}
	}
	var outputs []writer.Output
	for i, name := range r.reportNames(baseName(r.path)) {
		path := filepath.Join(dir, name)
		r.reports = append(r.reports, path)
		outputs = append(outputs, writer.Output{File: writer.File{Path: path, Force: opts.force}, Data: docs[i]})
	}
	return outputError(s.writer.WriteAll(outputs))
}

// reportNames are the names of the files of a unit's reports: 〔unit〕_绩效自评报告.docx,
// of several projects 〔unit〕_〔project〕_自评报告.docx. unit stands in where no
// workbook names one.
func (r *result) reportNames(unit string) []string {
	all := r.project.Split()
	if len(all) == 1 {
		return []string{writer.SafeName(unit) + reportSuffix}
	}
	if r.project.Unit.Known() {
		unit = r.project.Unit.Value
	}
	var names []string
	for i, p := range all {
		name := writer.SafeName(unit) + "_" + writer.SafeName(cmp.Or(p.Name.Value, strconv.Itoa(i+1))) + projectSuffix
		for n := 2; slices.Contains(names, name); n++ {
			name = writer.SafeName(unit) + "_" + writer.SafeName(p.Name.Value) + "(" + strconv.Itoa(n) + ")" + projectSuffix
		}
		names = append(names, name)
	}
	return names
}

// tell lists the findings, and says where the reports are. A report that could not
// be written hides no finding; of a unit that has none the error says all.
func tell(s *job, r result) error {
	var unwritten *writer.Error
	if r.err != nil && !errors.As(r.err, &unwritten) {
		return nil
	}
	if err := tellFindings(s, r); err != nil {
		return err
	}
	for _, path := range r.reports {
		printf(s.out, "报告已写入 %s\n", path)
	}
	return nil
}

// reportOn evaluates one unit and fills its reports, unless it is refused.
func reportOn(path string, opt reportOptions) (result, [][]byte) {
	r := evaluate(path, opt.pipelineOptions)
	return r, r.fill(opt)
}

// fill fills the report of each project, unless it is refused: then r.err says why.
func (r *result) fill(opt reportOptions) [][]byte {
	if r.err == nil {
		r.err = r.refusal()
	}
	var docs [][]byte
	if r.err == nil {
		docs, r.err = fillReports(r, opt)
	}
	return docs
}

// fillReports fills the report of each project of a unit; what a report itself
// lacks (a section without data) joins the findings.
func fillReports(r *result, opt reportOptions) ([][]byte, error) {
	all := r.project.Split()
	reports := make([]*render.Report, len(all))
	for i, p := range all {
		reports[i] = render.NewReport(p, r.findingsOf(i, len(all)), opt.view())
	}
	if !opt.several {
		if err := opt.unknown(reports...); err != nil {
			return nil, err
		}
	}
	var docs [][]byte
	for i, report := range reports {
		missing, err := report.FindingsFor(opt.template)
		if err != nil {
			return nil, asTemplateError(opt.name, allMistakes(opt.template, err))
		}
		for k := range missing {
			if len(all) > 1 {
				missing[k].Project = i + 1
			}
		}
		r.findings = rules.All.Join(r.findings, missing, all[i], opt.set)
		doc, err := content(func(w io.Writer) error { return render.WriteReport(w, report, opt.template) })
		if err != nil {
			return nil, asTemplateError(opt.name, allMistakes(opt.template, err))
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// findingsOf are the findings of one of several projects, and of the unit.
func (r *result) findingsOf(i, projects int) []check.Finding {
	if projects == 1 {
		return r.findings
	}
	return slices.DeleteFunc(slices.Clone(r.findings), func(f check.Finding) bool { return f.Project != 0 && f.Project != i+1 })
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
	if filepath.Ext(out) != "" && !strings.EqualFold(filepath.Ext(out), ".docx") {
		return "", usageError("例如 -o 报告.docx", "报告是 Word 文件，“%s”的扩展名不是 .docx", out)
	}
	return out, nil
}
