package cmd

import (
	"cmp"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/cmd/settings"
	"ziping/model"
	"ziping/render"
	"ziping/render/docx"
	"ziping/xlsx/grid"
	"ziping/xlsx/value"
)

// reportFlags choose how a report is filled; report, batch and a drop share them.
type reportFlags struct {
	unitFlags
	template  string
	outline   string
	moneyUnit string
	sentences string
	annexes   []string
	trace     bool
	date      string
	force     bool
}

func (f *reportFlags) addFlags(c *cobra.Command) {
	f.unitFlags.addFlags(c)
	c.Flags().StringVar(&f.template, "template", "", "Word 模板的`名称或文件`：内置模板的名称，或本单位的模板文件（.docx），见 ziping template --help")
	c.Flags().StringVar(&f.outline, "outline", "", "报告按哪一种`提纲`写："+strings.Join(templateNames(), "、"))
	c.Flags().StringVar(&f.moneyUnit, "money-unit", "", "报告里的金额写`元或万元`；不写则按金额大小选一种")
	c.Flags().StringVar(&f.sentences, "sentences", "", "自己的句式`文件`（YAML），排在内置句式前面")
	c.Flags().StringSliceVar(&f.annexes, "annex", nil, "另外附上的`附件`：核对（资金核对表和柱形图）")
	c.Flags().BoolVar(&f.trace, "trace", false, "给每个数字加批注，写明取自哪个单元格，并附取数来源表")
	c.Flags().StringVar(&f.date, "date", "", "落款`日期`，例如 2023年4月13日；不写则留待填写")
	c.Flags().BoolVar(&f.force, "force", false, "允许覆盖不是 ziping 写的文件")
}

// find looks up the settings that hold for an input, where the flags say nothing.
func (f *reportFlags) find(s *job, path string) error {
	return f.hold(s, path, map[string]string{settings.Profile: f.profile, settings.Rules: f.rules, settings.Outline: f.outline, settings.Template: f.template,
		settings.MoneyUnit: f.moneyUnit, settings.Date: f.date, settings.Sentences: f.sentences})
}

// reportOptions are the flags, resolved.
type reportOptions struct {
	pipelineOptions
	template  []byte         // nil for the built-in one
	name      string         // of the template, for messages
	strangers []docx.Problem // names in the template that are no field: texts of a unit's own, or mistakes
	warnings  []docx.Problem // what is likely a mistake in the template
	manner    manner
	trace     bool
	date      model.Date
	force     bool
	dropped   bool // no cure may speak of options
}

func (o reportOptions) view() render.Options {
	return render.Options{Trace: o.trace, Date: o.date, MoneyUnit: o.manner.moneyUnit, Sentences: o.manner.sentences, Annexes: o.manner.annexes}
}

func (f *reportFlags) options(d *door.Door) (reportOptions, error) {
	pipe, err := f.pipeline(d)
	if err != nil {
		return reportOptions{}, err
	}
	day := choose(f.held, settings.Date, f.date)
	date, err := signatureDate(day.text)
	if err != nil {
		return reportOptions{}, day.fault(err)
	}
	chosen, err := f.chosen()
	if err != nil {
		return reportOptions{}, err
	}
	look, err := f.manner(d)
	if err != nil {
		return reportOptions{}, err
	}
	template, err := chosenTemplate(d, chosen)
	if err != nil {
		return reportOptions{}, err
	}
	opt := reportOptions{pipelineOptions: pipe, template: template, name: cmp.Or(chosen.text, render.Templates()[0].Name), manner: look, trace: f.trace, date: date, force: f.force}
	return opt, opt.lint()
}

// lint sorts what is wrong with the template: what no data can mend is an error now, names that are no field are
// judged when the units have been read.
func (o *reportOptions) lint() error {
	if o.template == nil {
		return nil
	}
	o.strangers = render.Strangers(o.template)
	var bad []docx.Problem
	for _, p := range docx.Lint(o.template, render.TemplateSchema()) {
		switch {
		case p.Severity == docx.Warning:
			o.warnings = append(o.warnings, p)
		case p.Severity == docx.Error && p.Code != "unknown-field":
			bad = append(bad, p)
		}
	}
	if len(bad) > 0 {
		return templateError(o.name, &docx.TemplateError{Problems: append(bad, o.strangers...)})
	}
	return nil
}

// unknown are the names in the template that nothing in any of the reports stands behind: nil when there are none.
func (o *reportOptions) unknown(reports ...*render.Report) error {
	if len(reports) == 0 {
		return nil
	}
	var bad []docx.Problem
	for _, p := range o.strangers {
		if !slices.ContainsFunc(reports, func(r *render.Report) bool { return r.States(p.Name) }) {
			bad = append(bad, p)
		}
	}
	if len(bad) == 0 {
		return nil
	}
	return templateError(o.name, &docx.TemplateError{Problems: bad})
}

// tellTemplate prints what is likely a mistake in the template.
func (o *reportOptions) tellTemplate(s *job) {
	for _, p := range o.warnings {
		printf(s.err, "【%s】模板“%s”%s（%s）\n", p.Severity, oneLine(filepath.Base(o.name)), sentence(p.Message), p.ID)
		printHint(s.err, p.Hint)
	}
}

// signatureDate reads --date: one full day.
func signatureDate(text string) (model.Date, error) {
	if text == "" {
		return model.Date{}, nil
	}
	r := value.Dates(&grid.Cell{Kind: grid.String, Text: text}, 0)
	if r.State != model.Known || r.Value.From != r.Value.To || r.Value.From.Day == 0 || r.Value.YearAssumed {
		return model.Date{}, usageError("例如 --date 2023年4月13日", "“%s”不是一个完整的日期", text)
	}
	return r.Value.From, nil
}

// findTemplate reads a template by name or from a file, and compiles it once so
// that its mistakes are told before any work is done.
func findTemplate(d *door.Door, name string) ([]byte, error) {
	return chosenTemplate(d, choice{text: name})
}

func chosenTemplate(d *door.Door, c choice) ([]byte, error) {
	name := c.text
	if name == "" {
		return nil, nil
	}
	if t, ok := render.TemplateByName(name); ok {
		return t.Docx, nil
	}
	if filepath.Ext(name) == "" {
		if _, err := os.Stat(name); err != nil || c.by != nil && !c.isFile() {
			return nil, c.fault(usageError("内置的有 "+strings.Join(templateNames(), "、")+"；自己的模板请写 .docx 文件名", "没有名为“%s”的模板", name))
		}
	}
	data, err := c.read(d, door.Template)
	if err != nil {
		return nil, err
	}
	if _, err := docx.Compile(data); err != nil {
		return nil, templateError(name, allMistakes(data, err))
	}
	return data, nil
}

// allMistakes adds to what a template is refused for the names in it that do not exist.
func allMistakes(template []byte, err error) error {
	var bad *docx.TemplateError
	if template != nil && errors.As(err, &bad) {
		all := docx.Lint(template, render.TemplateSchema())
		all = slices.DeleteFunc(all, func(p docx.Problem) bool { return p.Severity != docx.Error })
		if len(all) > 0 {
			bad.Problems = all
		}
	}
	return err
}

func templateNames() []string {
	var names []string
	for _, t := range render.Templates() {
		names = append(names, t.Name)
	}
	return names
}

// templateError lists every mistake of a template.
func templateError(name string, err error) error {
	var bad *docx.TemplateError
	if !errors.As(err, &bad) {
		return fail(exitUsage, "请用 Word 或 WPS 另存为 .docx 后再试", "模板“%s”用不了：%v", name, err)
	}
	var errs []error
	for _, p := range bad.Problems {
		errs = append(errs, &hintError{errors.New("模板“" + filepath.Base(name) + "”" + p.Message + "（" + p.ID + "）"), p.Hint})
	}
	return &exitError{exitUsage, errors.Join(errs...)}
}
