package cmd

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/writer"
	"ziping/render"
	"ziping/xlsx/write"
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
	c.Flags().StringVarP(&o.out, "output", "o", "", "结果写入`文件`：.txt、.html、.xlsx（核对清单）或 .json")
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

// deliver writes the result to the output file, or to stdout.
func (o checkOptions) deliver(s *job, r result, write func(io.Writer, result) error) error {
	if o.out == "" {
		return write(s.out, r)
	}
	err := s.write(writer.File{Path: o.out, Force: o.force}, func(w io.Writer) error { return write(w, r) })
	if err == nil && !o.json {
		printf(s.err, "已写入 %s\n", o.out)
	}
	return err
}

// writer chooses how findings are written, by --json or the output's name.
func (o checkOptions) writer(s *job) (func(io.Writer, result) error, error) {
	switch ext := strings.ToLower(filepath.Ext(o.out)); {
	case o.json && !jsonName(o.out):
		return nil, jsonNameError(o.out)
	case o.json:
		return writeFindingsJSON, nil
	case o.out == "":
		return func(w io.Writer, r result) error {
			return render.FindingsText(w, r.project, r.findings, render.TextOptions{Color: useColor(s.out), Width: terminalWidth(s.out)})
		}, nil
	case ext == ".json":
		return writeFindingsJSON, nil
	case ext == ".txt":
		return func(w io.Writer, r result) error {
			return render.FindingsText(w, r.project, r.findings, render.TextOptions{})
		}, nil
	case ext == ".html" || ext == ".htm":
		return func(w io.Writer, r result) error {
			return render.FindingsHTML(w, []render.UnitFindings{{Name: r.name, Project: r.project, Findings: r.findings}})
		}, nil
	case ext == ".xlsx":
		return func(w io.Writer, r result) error {
			return write.Checklist{checklist(r, filepath.Dir(o.out))}.Write(w)
		}, nil
	}
	return nil, usageError("可以用 .txt、.html、.xlsx 或 .json", "不知道怎样写“%s”这种文件", o.out)
}

func writeFindingsJSON(w io.Writer, r result) error {
	return render.WriteJSON(w, r.project, r.findings, render.JSONOptions{Failed: failedText(r.err)})
}
