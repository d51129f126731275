package cmd

import (
	"context"
	"path/filepath"
	"runtime"

	"github.com/spf13/cobra"

	"ziping/render"
)

type batchOptions struct {
	reportFlags
	out     string
	json    bool
	workers int
}

func newBatch(s *job) *cobra.Command {
	var opts batchOptions
	c := &cobra.Command{
		Use:   "batch 文件夹 -o 结果文件夹",
		Short: "一次做完所有单位：每个单位的报告和核对结果，加一份汇总",
		Long: `一次做完一个文件夹下的所有单位。每个子文件夹是一个单位；直接放在文件夹里的工作簿，
一个文件是一个单位。文件夹里有资金分配表的，逐个单位与下达金额核对。

结果文件夹里，每个单位一个子文件夹（绩效自评报告、核对结果），另有 汇总.xlsx 和
所有单位的 核对结果.html。
一个单位出错不影响其他单位。`,
		Example: `  ziping batch 2022年各县 -o 结果`,
		Args:    exactPath("文件夹"),
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := interruptible(c.Context())
			defer stop()
			return runBatch(ctx, s, args[0], opts)
		},
	}
	opts.addFlags(c)
	c.Flags().StringVarP(&opts.out, "output", "o", "", "结果写入这个`文件夹`（必填）")
	c.Flags().BoolVar(&opts.json, "json", false, "结果写成 JSON（一个单位一行），供程序使用")
	c.Flags().IntVar(&opts.workers, "workers", runtime.NumCPU(), "同时处理的单位`个数`")
	return c
}

// A batchUnit is one unit of a batch and what became of it.
type batchUnit struct {
	unitPath
	result
	report string // path of the report relative to the output folder, "" for none
	old    string // the same of one that an earlier run wrote and this one did not
}

func runBatch(ctx context.Context, s *job, dir string, opts batchOptions) error {
	if opts.out == "" {
		return usageError("例如 ziping batch "+dir+" -o 结果", "没有写结果放在哪个文件夹（-o）")
	}
	if opts.workers < 1 {
		return usageError("例如 --workers 2", "同时处理的单位个数至少是 1")
	}
	if err := opts.find(s, dir); err != nil {
		return err
	}
	options, err := opts.options(s.door)
	if err != nil {
		return err
	}
	options.several = true
	options.tellTemplate(s)
	paths, err := discover(s.door, dir, opts.out)
	s.tellOmitted()
	if err != nil {
		return err
	}
	if err := outputError(s.writer.Mkdir(opts.out)); err != nil {
		return err
	}
	return batchInto(ctx, s, paths, options, opts)
}

// batchInto does the units of a batch into a folder that is there.
func batchInto(ctx context.Context, s *job, paths []unitPath, options reportOptions, opts batchOptions) error {
	release, err := s.writer.Hold(opts.out)
	if err != nil {
		return outputError(err)
	}
	defer release()
	s.writer.Sweep(opts.out)
	b := batch{opts: options, out: opts.out, to: s.writer, workers: opts.workers, progress: newProgress(s.err, len(paths))}
	units, rollup, err := b.run(ctx, paths)
	if err != nil {
		return err
	}
	return finishBatch(s, units, rollup, opts)
}

// finishBatch says what became of the units, then of the roll-up, and returns
// the exit code: a failed unit is told by 3, else an output by 12, else findings
// by 4.
func finishBatch(s *job, units []*batchUnit, rollup error, opts batchOptions) error {
	failed, code := 0, exitClean
	for _, u := range units {
		if opts.json { // a line that does not arrive is told at the end; the others are tried
			_ = render.WriteJSON(s.out, u.project, u.findings, render.JSONOptions{Report: u.report, Failed: u.failed(), Checked: u.checked})
		}
		if u.err != nil {
			failed++
			printf(s.err, "%s：没有生成报告\n", u.unitPath.name)
			printError(s.err, u.err)
			if u.old != "" {
				printf(s.err, "  以前的报告没有动：%s\n", oneLine(filepath.Join(opts.out, filepath.FromSlash(u.old))))
			}
		}
		code = mergeCodes(code, u.code(), 2)
	}
	if rollup != nil {
		printError(s.err, rollup)
		if code != exitPartial {
			code = exitOutput
		}
	}
	if !opts.json {
		printf(s.out, "%d 个单位：完成 %d 个，失败 %d 个。%s\n", len(units), len(units)-failed, failed, whereRollup(opts.out, rollup))
	}
	if code != exitClean {
		return &exitError{code: code}
	}
	return nil
}

func whereRollup(out string, err error) string {
	if err != nil {
		return "汇总没有写成"
	}
	return "汇总见 " + filepath.Join(out, rollupName)
}

// failed is why a unit has no result, with its name, "" when it has.
func (u *batchUnit) failed() string {
	if u.err == nil {
		return ""
	}
	return u.unitPath.name + "：" + failedText(u.err)
}
