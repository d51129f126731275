package cmd

import (
	"context"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
)

// dropOptions are the options of `ziping FILE…`, what a drop on the program
// runs.
type dropOptions struct{ reportFlags }

func (o *dropOptions) addFlags(c *cobra.Command) { o.reportFlags.addFlags(c) }

// runDrop writes the report of each workbook or folder beside it.
func runDrop(ctx context.Context, s streams, paths []string, opts dropOptions) error {
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil && !looksLikePath(path) {
			return usageError("运行 ziping --help 看全部命令；要处理文件，请检查文件名", "没有“%s”这个命令，也没有这个文件", path)
		}
	}
	options, err := opts.options()
	if err != nil {
		return err
	}
	options.several = len(paths) > 1
	worst := exitClean
	for i, path := range paths {
		if stopped(ctx) {
			return ctx.Err()
		}
		if i > 0 {
			printf(s.out, "\n")
		}
		code, err := dropOne(s, path, options)
		if err != nil {
			return err
		}
		worst = mergeCodes(worst, code, len(paths))
	}
	if worst != exitClean {
		return &exitError{code: worst}
	}
	return nil
}

// dropOne writes one report, says what became of it, and returns its exit code;
// the error is of the screen.
func dropOne(s streams, path string, opt reportOptions) (int, error) {
	target, err := reportPath(path, "")
	if err != nil {
		printError(s.err, err)
		return exitFailure, nil
	}
	r := reportOn(path, target, opt)
	if r.err != nil {
		printf(s.err, "%s：没有生成报告\n", filepath.Base(path))
		printError(s.err, r.err)
		return r.code(), nil
	}
	return r.code(), tell(s, r, target)
}

// mergeCodes is the exit code of several units: a failed one beats findings,
// and among several units it means "some failed".
func mergeCodes(a, b, units int) int {
	failed := func(code int) bool { return code != exitClean && code != exitFindings }
	switch {
	case units == 1:
		return b
	case failed(a) || failed(b):
		return exitPartial
	case a == exitFindings || b == exitFindings:
		return exitFindings
	}
	return exitClean
}

// looksLikePath tells a missing file from a mistyped command.
func looksLikePath(arg string) bool {
	return filepath.Base(arg) != arg || isWorkbook(arg) || filepath.Ext(arg) != ""
}
