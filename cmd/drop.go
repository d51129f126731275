package cmd

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/writer"
)

// dropOptions are the options of `ziping FILE…`, what a drop on the program
// runs.
type dropOptions struct{ reportFlags }

func (o *dropOptions) addFlags(c *cobra.Command) { o.reportFlags.addFlags(c) }

// runDrop writes the report of each workbook or folder beside it.
func runDrop(ctx context.Context, s *job, paths []string, opts dropOptions) error {
	for _, path := range paths {
		if _, err := os.Stat(path); err != nil && !looksLikePath(path) {
			return usageError("运行 ziping --help 看全部命令；要处理文件，请检查文件名", "没有“%s”这个命令，也没有这个文件", path)
		}
	}
	if err := opts.find(s, commonFolder(paths)); err != nil {
		return err
	}
	options, err := opts.options(s.door)
	if err != nil {
		return err
	}
	options.several = len(paths) > 1
	options.tellTemplate(s)
	worst := exitClean
	for i, path := range paths {
		if stopped(ctx) {
			return &cancelError{fmt.Sprintf("已取消：做完 %d/%d 个，没有写完的文件已删除", i, len(paths))}
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

// commonFolder is where the settings of several paths are looked for: a single
// path itself, else the innermost folder that all lie in.
func commonFolder(paths []string) string {
	if len(paths) == 1 {
		return paths[0]
	}
	common := ""
	for i, path := range paths {
		abs, err := filepath.Abs(path)
		if err != nil {
			return paths[0]
		}
		dir := filepath.Dir(abs)
		if i == 0 {
			common = dir
		}
		for common != filepath.Dir(common) && common != dir && !strings.HasPrefix(dir, strings.TrimSuffix(common, string(filepath.Separator))+string(filepath.Separator)) {
			common = filepath.Dir(common)
		}
	}
	return common
}

// dropOne writes one report, says what became of it, and returns its exit code;
// the error is of the screen.
func dropOne(s *job, path string, opt reportOptions) (int, error) {
	target, err := reportPath(path, "")
	if err != nil {
		printError(s.err, err)
		return exitFailure, nil
	}
	r, doc := reportOn(path, opt)
	if r.err == nil {
		target, r.err = dropInto(s, target, opt.force, doc)
	}
	err = tell(s, r, target)
	if r.err != nil {
		printf(s.err, "%s：没有生成报告\n", oneLine(filepath.Base(path)))
		printError(s.err, r.err)
	}
	return r.code(), err
}

// dropInto writes a report beside what was dropped, or, where the folder cannot
// be written to, in the user's 文档, and says so; where is the file.
func dropInto(s *job, target string, force bool, doc []byte) (where string, err error) {
	err = s.writer.Write(writer.File{Path: target, Force: force}, doc)
	var refused *writer.Error
	if !errors.As(err, &refused) || refused.Why != writer.FolderDenied {
		return target, outputError(err)
	}
	folder := documents()
	if folder == "" {
		return target, outputError(err)
	}
	folder = filepath.Join(folder, "ziping")
	elsewhere := filepath.Join(folder, filepath.Base(target))
	if second := s.writer.Mkdir(folder); second != nil {
		return target, outputError(err)
	}
	if err := s.writer.Write(writer.File{Path: elsewhere, Force: force}, doc); err != nil {
		return elsewhere, outputError(err)
	}
	printf(s.err, "“%s”不允许写入，结果改放在“%s”。\n", oneLine(filepath.Dir(target)), oneLine(folder))
	return elsewhere, nil
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
