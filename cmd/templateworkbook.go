package cmd

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ziping/model"
	"ziping/xlsx/write/blank"
)

type templateWorkbookOptions struct {
	readFlags
	outFlags
	year       int
	unit, from string
}

func newTemplateWorkbook(s *job) *cobra.Command {
	var opts templateWorkbookOptions
	c := &cobra.Command{
		Use: "workbook", Short: "写一份空表：基本信息、资金表、活动台账、文字材料、自评表", Args: noArgs,
		Long: `写一份可以填的空表：基本信息、资金表、活动台账、文字材料和全国通用的项目支出绩效自评表。
合计、结余、执行率自动算，活动类别从资金表的支出方向里选，对不上的格变红。
--from 给出去年的材料，能沿用的（单位、项目名称、支出方向、指标和分值）先填好。`,
		Example: `  ziping template workbook -o 2023年空表.xlsx --year 2023 --unit 高台县科学技术协会
  ziping template workbook -o 2023年空表.xlsx --year 2023 --from 2022年/高台县科协`,
		RunE: func(*cobra.Command, []string) error { return runTemplateWorkbook(s, opts) },
	}
	opts.outFlags.addFlags(c, "空表写到这个`文件`（.xlsx）")
	c.Flags().IntVar(&opts.year, "year", 0, "预算`年度`，例如 2023")
	c.Flags().StringVar(&opts.unit, "unit", "", "单位全称的`名称`")
	c.Flags().StringVar(&opts.from, "from", "", "去年的工作簿或文件夹的`路径`，能沿用的先填好")
	return c
}

func runTemplateWorkbook(s *job, opts templateWorkbookOptions) error {
	if opts.out == "" || !strings.EqualFold(filepath.Ext(opts.out), ".xlsx") {
		return usageError("例如 ziping template workbook -o 空表.xlsx", "空表是 Excel 文件，请用 -o 写文件名（.xlsx）")
	}
	if opts.year != 0 && (opts.year < 1949 || opts.year > 2200) {
		return usageError("例如 --year 2023", "“%d”不是年度", opts.year)
	}
	form := blank.Form{Year: opts.year}
	if opts.from != "" {
		pipe, err := (&unitFlags{readFlags: opts.readFlags}).pipeline(s.door)
		if err != nil {
			return err
		}
		r := evaluate(opts.from, pipe)
		if r.err != nil {
			return r.err
		}
		form = carried(r.project, opts.year)
	}
	if opts.unit != "" {
		form.Unit = opts.unit
	}
	data, err := blank.Write(form)
	if err != nil {
		return fail(exitFailure, "请把本信息发给维护人员", "空表没有写成：%v", err)
	}
	return opts.write(s, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// carried is what of last year's project holds for another year: names, directions,
// indicators with their weights; no figure of money and no text.
func carried(p *model.Project, year int) blank.Form {
	f := blank.Form{Unit: p.Unit.Or(""), Project: p.Name.Or(""), Department: p.Department.Or(""), Year: year}
	if t := p.Main(); t != nil {
		for _, r := range t.Rows {
			if r.Kind == model.Detail && r.Label.Known() {
				f.Directions = append(f.Directions, r.Label.Value)
			}
		}
	}
	if len(p.Forms) > 0 {
		for _, x := range p.Forms[0].Indicators {
			f.Indicators = append(f.Indicators, blank.Indicator{Level1: x.Level1.Or(""), Level2: x.Level2.Or(""), Level3: x.Level3.Or(""), Weight: weightText(x.Weight)})
		}
	}
	return f
}

func weightText(c model.Cell[model.Number]) string {
	if !c.Known() {
		return ""
	}
	return c.Value.N.String()
}
