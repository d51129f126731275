// Package cmd is the command line of ziping, and the one place where the
// packages meet: xlsx reads, model/check judges, render writes.
//
// Manners. Everything a user reads is Chinese. What was asked for goes to
// stdout; everything about the work goes to stderr. A message says what is
// wrong, where, and on a line of its own what to do about it. Nothing is
// printed but through printf and printError. With --json, stdout holds JSON
// lines and nothing else.
package cmd

import (
	"context"
	"errors"
	"io"
	"os"

	"github.com/spf13/cobra"

	"ziping/cmd/writer"
)

// Main runs the command line of the process and returns its exit code.
func Main() int {
	cobra.MousetrapHelpText = "" // files dropped on the program must reach RunE
	paceCollector()
	code := run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	if ownConsole() {
		waitForEnter(os.Stdin, os.Stderr)
	}
	return code
}

// run executes one command line. A fault of our own ends in a message and
// exitFailure, not in Go's panic and its exit code 2.
func run(ctx context.Context, args []string, s streams) (code int) {
	defer func() {
		if p := recover(); p != nil {
			printError(s.err, internalError(p))
			code = exitFailure
		}
	}()
	out := &sink{Writer: s.out}
	j := newJob(streams{s.in, out, s.err})
	root := newTree(j)
	root.SetArgs(args)
	root.SetOut(j.out)
	root.SetErr(j.err)
	code = finish(s.err, root.ExecuteContext(ctx), out.err)
	j.tellOmitted()
	for _, dir := range j.writer.Unsynced() {
		printf(s.err, "“%s”里的文件已写好，但磁盘没有确认；拔盘或关机前请再看一眼。\n", oneLine(dir))
	}
	return code
}

// finish says why a command failed and returns its exit code. lost is why what
// it printed did not arrive; that never hides that units failed.
func finish(w io.Writer, err, lost error) int {
	code := exitClean
	var coded *exitError
	var cancelled *cancelError
	switch {
	case err == nil, lost != nil && errors.Is(err, lost):
	case errors.As(err, &cancelled):
		printError(w, cancelled)
		return exitCancelled
	case errors.Is(err, context.Canceled):
		printError(w, errors.New("已取消，没有写完的文件已删除"))
		return exitCancelled
	case errors.As(err, &coded):
		printError(w, err)
		code = coded.code
	default:
		printError(w, err)
		code = exitFailure
	}
	if lost != nil {
		printError(w, outputError(&writer.Error{Path: stdoutName, Why: writer.Failed, Err: lost}))
		if code == exitClean || code == exitFindings {
			code = exitOutput
		}
	}
	return code
}

func newRoot(s streams) *cobra.Command { return newTree(newJob(s)) }

func newTree(s *job) *cobra.Command {
	var opts dropOptions
	root := &cobra.Command{
		Use:   "ziping [文件…]",
		Short: "读取项目资金表、活动台账和自评表，核对数字，生成绩效自评报告",
		Long: `ziping（自评）读取单位现有的 Excel 工作簿（资金表、活动台账、项目支出绩效自评表），
把每个合计与预算、与彼此核对一遍，再填好 Word 版绩效自评报告；报告里的每个数字都能追到单元格。
全程离线，不修改原文件。

最简单的用法：把一个单位的工作簿（几个一起，或整个文件夹）拖到程序图标上，报告和问题清单
就写在旁边的“单位_核对结果”文件夹里；几个单位或装着各单位的文件夹一起拖，就一次做完并汇总。
本单位的 Word 模板可以和工作簿一起拖。`,
		Example: `  ziping check   甘州区科协               核对一个单位（一个文件，或装着该单位文件的文件夹）
  ziping report  甘州区科协 -o 报告.docx   核对并生成报告
  ziping batch   2022年各县 -o 结果        一次做完所有单位，并汇总`,
		Version:       version,
		Args:          cobra.ArbitraryArgs, // or cobra takes a dropped file for an unknown command
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 && !ownConsole() {
				return c.Help()
			}
			ctx, stop := interruptible(c.Context())
			defer stop()
			if len(args) == 0 { // a double click
				return runServe(ctx, s, nil, serveCommand{unitFlags: opts.unitFlags, idle: 30})
			}
			return runDrop(ctx, s, args, opts)
		},
	}
	opts.addFlags(root)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		newInspect(s), newCheck(s), newReport(s), newAnnotate(s), newAsk(s), newBatch(s), newReview(s),
		newTemplate(s), newRules(s), newProfile(s), newServe(s), newSettings(s), newSchema(s), newVersion(s),
	)
	root.SetHelpCommand(newHelp(s))
	speakChinese(root)
	return root
}
