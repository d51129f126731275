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
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes are part of the interface. 2 is never used: a Go panic exits with
// it. An unknown code is a failure.
const (
	exitClean     = 0
	exitFailure   = 1   // the work could not be done
	exitPartial   = 3   // some units failed, the others are done
	exitFindings  = 4   // done, with findings of error level
	exitUsage     = 10  // wrong arguments, profile, rule set or template
	exitLocked    = 11  // another ziping works on the same output
	exitOutput    = 12  // an output cannot be written
	exitCancelled = 130 // Ctrl-C
)

// version is set by the release build.
var version = "dev"

// Streams are what a command may talk to.
type streams struct {
	in       io.Reader
	out, err io.Writer
}

// Main runs the command line of the process and returns its exit code.
func Main() int {
	cobra.MousetrapHelpText = "" // files dropped on the program must reach RunE
	defer runtime.KeepAlive(ballast())
	code := run(context.Background(), os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr})
	if ownConsole() {
		waitForEnter(os.Stdin, os.Stderr)
	}
	return code
}

// interruptible is a context that ends with Ctrl-C, for commands that then
// finish the unit at hand; a second one ends the process, as the first does in
// every other command.
func interruptible(parent context.Context) (context.Context, context.CancelFunc) {
	ctx, stop := signal.NotifyContext(parent, os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	return ctx, stop
}

// ballast is memory that is never touched, so it costs none; it keeps the
// collector from running several times over the few megabytes that one unit
// takes, which is a third of the time from start to report.
func ballast() []byte { return make([]byte, 32<<20) }

// memoryLimit is what a command that reads one unit should take, ballast and
// all: near it the collector runs more often. The largest workbook that is
// accepted, three million cells, fits.
const memoryLimit = 300 << 20

// limitMemory sets it, unless the user's environment sets another.
func limitMemory() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(memoryLimit)
	}
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
	root := newRoot(s)
	root.SetArgs(args)
	root.SetOut(s.out)
	root.SetErr(s.err)
	err := root.ExecuteContext(ctx)
	var coded *exitError
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, context.Canceled):
		printError(s.err, errors.New("已取消，没有写完的文件已删除"))
		return exitCancelled
	case errors.As(err, &coded):
		if coded.err != nil {
			printError(s.err, coded.err)
		}
		return coded.code
	}
	var written *fs.PathError
	if errors.As(err, &written) && written.Op == "write" { // stdout is full or gone
		printError(s.err, outputError("标准输出", written))
		return exitOutput
	}
	printError(s.err, err)
	return exitFailure
}

func newRoot(s streams) *cobra.Command {
	var opts dropOptions
	root := &cobra.Command{
		Use:   "ziping [文件…]",
		Short: "读取项目资金表、活动台账和自评表，核对数字，生成绩效自评报告",
		Long: `ziping（自评）读取单位现有的 Excel 工作簿（资金表、活动台账、项目支出绩效自评表），
把每个合计与预算、与彼此核对一遍，再填好 Word 版绩效自评报告；报告里的每个数字都能追到单元格。
全程离线，不修改原文件。

最简单的用法：把工作簿拖到程序图标上，报告就写在工作簿旁边。`,
		Example: `  ziping check   甘州区科协               核对一个单位（一个文件，或装着该单位文件的文件夹）
  ziping report  甘州区科协 -o 报告.docx   核对并生成报告
  ziping batch   2022年各县 -o 结果        一次做完所有单位，并汇总`,
		Version:       version,
		Args:          cobra.ArbitraryArgs, // or cobra takes a dropped file for an unknown command
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 0 {
				return c.Help()
			}
			ctx, stop := interruptible(c.Context())
			defer stop()
			return runDrop(ctx, s, args, opts)
		},
	}
	opts.addFlags(root)
	root.CompletionOptions.DisableDefaultCmd = true
	root.AddCommand(
		newInspect(s), newCheck(s), newReport(s), newBatch(s),
		newTemplate(s), newRules(s), newProfile(s), newSchema(s),
	)
	speakChinese(root)
	return root
}

// An exitError carries the exit code a failure asks for; err may be nil when
// everything has been said.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// A hintError is a failure with what to do next.
type hintError struct {
	err  error
	hint string
}

func (e *hintError) Error() string { return e.err.Error() }
func (e *hintError) Unwrap() error { return e.err }

// fail is a failure with an exit code, a message and what to do next.
func fail(code int, hint, format string, args ...any) error {
	return &exitError{code, &hintError{fmt.Errorf(format, args...), hint}}
}

func usageError(hint, format string, args ...any) error {
	return fail(exitUsage, hint, format, args...)
}
