package cmd

import (
	"errors"
	"io"
	"path/filepath"

	"github.com/spf13/cobra"

	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/render"
)

type checkOptions struct {
	unitFlags
	json  bool
	out   string
	force bool
}

func (o *checkOptions) addFlags(c *cobra.Command) {
	o.unitFlags.addFlags(c)
	c.Flags().BoolVar(&o.json, "json", false, "结果写成 JSON（一个单位一行），供程序使用")
	c.Flags().StringVarP(&o.out, "output", "o", "", "结果写入`文件`："+findingFormats.list(true))
	c.Flags().BoolVar(&o.force, "force", false, "允许覆盖不是 ziping 写的文件")
}

func newCheck(s *job) *cobra.Command {
	var opts checkOptions
	c := &cobra.Command{
		Use:   "check 路径",
		Short: "核对一个单位的数字，列出发现的问题",
		Long: `核对一个单位的数字，列出发现的问题：写的是什么、在哪个单元格、应该是多少、怎么改。

路径是一个工作簿，或一个文件夹（其中的工作簿合起来是一个单位）。`,
		Example: `  ziping check 高台县科协
  ziping check 高台县科普经费.xlsx -o 核对结果.html
  ziping check 高台县科协 --json`,
		Args: exactPath("路径"),
		RunE: func(c *cobra.Command, args []string) error {
			return runCheck(s, args[0], opts)
		},
	}
	opts.addFlags(c)
	return c
}

func runCheck(s *job, path string, opts checkOptions) error {
	if err := opts.hold(s, path, map[string]string{settings.Profile: opts.profile, settings.Rules: opts.rules}); err != nil {
		return err
	}
	pipe, err := opts.pipeline(s.door)
	if err != nil {
		return err
	}
	write, err := opts.writer(s)
	if err != nil {
		return err
	}
	r := evaluate(path, pipe)
	if r.err != nil && !opts.json {
		return r.err
	}
	if err := opts.deliver(s, r, write); err != nil {
		return err
	}
	return r.exit()
}

// exit is the error that carries the result's exit code and reason.
func (r result) exit() error {
	if code := r.code(); code != exitClean {
		return &exitError{code, r.err}
	}
	return nil
}

// deliver writes the result to the output file, or to stdout. What cannot be
// written to the file is told on the screen.
func (o checkOptions) deliver(s *job, r result, write func(io.Writer, result) error) error {
	if o.out == "" {
		return write(s.out, r)
	}
	err := s.write(writer.File{Path: o.out, Force: o.force}, func(w io.Writer) error { return write(w, r) })
	switch {
	case err == nil && !o.json:
		printf(s.err, "已写入 %s\n", oneLine(o.out))
	case err != nil && o.json:
		r.err = errors.Join(r.err, err)
		return errors.Join(write(s.out, r), err)
	case err != nil:
		return errors.Join(tellFindings(s, r), err)
	}
	return err
}

// writer chooses how findings are written, by --json or the output's name.
func (o checkOptions) writer(s *job) (func(io.Writer, result) error, error) {
	if o.out == "" && !o.json {
		return func(_ io.Writer, r result) error { return tellFindings(s, r) }, nil
	}
	write, err := findingFormats.named(o.out, o.json)
	return func(w io.Writer, r result) error { return write(w, sheet{result: r, dir: filepath.Dir(o.out)}) }, err
}

// tellFindings lists the findings on the screen.
func tellFindings(s *job, r result) error {
	return render.FindingsText(s.out, r.project, r.findings, render.TextOptions{Color: useColor(s.out), Width: terminalWidth(s.out), Checked: r.checked})
}
