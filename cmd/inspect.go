package cmd

import (
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/render"
	"ziping/xlsx/profile"
)

type inspectOptions struct {
	readFlags
	json        bool
	cells       bool
	out         string
	saveProfile string
	force       bool
}

func newInspect(s *job) *cobra.Command {
	var opts inspectOptions
	c := &cobra.Command{
		Use:   "inspect 路径",
		Short: "说明认出了什么：每张表是什么、每一列是什么、忽略了什么，以及为什么",
		Long: `说明从一个单位的工作簿里认出了什么，以及为什么：每张工作表当作什么表、表头在哪一行、
哪一列当作什么、金额单位从哪里读到、哪些行是合计、哪些内容没有读。

-o 文件.html 里每张工作表画成一张图：读入的格按栏目着色，没有读入的格打斜线；
--json --cells 把每一格的用处写进 JSON。

认错了可以这样改：--save-profile 存下认表结果，改好词表后用 --profile 交回来，
各单位的同一种表就都能认了；或用 --header-row 直接指定表头行。`,
		Example: `  ziping inspect 临泽县科协
  ziping inspect 临泽县科协 -o 认表说明.html
  ziping inspect 临泽县科协 --json --cells
  ziping inspect 临泽县科协 --save-profile 本县词表.yaml`,
		Args: exactPath("路径"),
		RunE: func(c *cobra.Command, args []string) error {
			return runInspect(s, args[0], opts)
		},
	}
	opts.addFlags(c)
	c.Flags().BoolVar(&opts.json, "json", false, "结果写成 JSON（一个单位一行），供程序使用")
	c.Flags().BoolVar(&opts.cells, "cells", false, "JSON 里再写明每一格的用处（uses），与 --json 同用")
	c.Flags().StringVarP(&opts.out, "output", "o", "", "结果写入`文件`："+inspectFormats.list(true))
	c.Flags().StringVar(&opts.saveProfile, "save-profile", "", "把认出的表头存成词表`文件`（YAML），改好后用 --profile 交回来")
	c.Flags().BoolVar(&opts.force, "force", false, "允许覆盖不是 ziping 写的文件")
	return c
}

func runInspect(s *job, path string, opts inspectOptions) error {
	if err := opts.hold(s, path, map[string]string{settings.Profile: opts.profile}); err != nil {
		return err
	}
	read, err := opts.options(s.door)
	if err != nil {
		return err
	}
	write, err := opts.writer(s)
	if err != nil {
		return err
	}
	if opts.cells && !opts.inJSON() {
		return usageError("请加上 --json，或写 -o 文件.json", "--cells 只用在 JSON 里")
	}
	read.Cells, read.Picture = opts.cells, opts.drawn()
	pipe := pipelineOptions{door: s.door, read: read}
	if pipe.set, err = findSet(s.door, choice{}); err != nil {
		return err
	}
	r := evaluate(path, pipe)
	if r.err != nil {
		r.project = r.seen // what was recognised explains why
	}
	if r.project != nil || opts.json {
		if err := opts.deliver(s, r, write); err != nil {
			return errors.Join(r.err, err)
		}
	}
	return errors.Join(r.err, opts.learn(s, r, read.Profile))
}

// inJSON reports that the result is written as JSON.
func (o inspectOptions) inJSON() bool {
	return o.json || strings.EqualFold(filepath.Ext(o.out), ".json")
}

// drawn reports that the result is a page, which shows the sheets as pictures.
func (o inspectOptions) drawn() bool {
	return slices.Contains([]string{".html", ".htm"}, strings.ToLower(filepath.Ext(o.out)))
}

// deliver writes the explanation to the output file, or to stdout. What cannot be
// written to the file is told on the screen.
func (o inspectOptions) deliver(s *job, r result, write func(io.Writer, result) error) error {
	if o.out == "" {
		return write(s.out, r)
	}
	err := s.write(writer.File{Path: o.out, Force: o.force}, func(w io.Writer) error { return write(w, r) })
	if err == nil {
		printf(s.err, "已写入 %s\n", oneLine(o.out))
		return nil
	}
	if o.json {
		r.err = errors.Join(r.err, err)
		return errors.Join(write(s.out, r), err)
	}
	return errors.Join(explain(s, r), err)
}

// explain says on the screen what was recognised.
func explain(s *job, r result) error {
	return render.InspectText(s.out, r.project, render.TextOptions{Color: useColor(s.out), Width: terminalWidth(s.out)})
}

// learn saves what was recognised as a profile, also of a workbook that could
// not be read: that is when a profile is wanted most.
func (o inspectOptions) learn(s *job, r result, base *profile.Profile) error {
	if o.saveProfile == "" || r.project == nil {
		return nil
	}
	learned := profile.Learn(r.project, base)
	if err := s.write(writer.File{Path: o.saveProfile, Force: o.force, Start: true}, func(w io.Writer) error { _, err := w.Write(learned); return err }); err != nil {
		return err
	}
	printf(s.err, "词表已写入 %s\n", o.saveProfile)
	return nil
}

func (o inspectOptions) writer(s *job) (func(io.Writer, result) error, error) {
	if o.out == "" && !o.json {
		return func(_ io.Writer, r result) error { return explain(s, r) }, nil
	}
	write, err := inspectFormats.named(o.out, o.json)
	return func(w io.Writer, r result) error {
		return write(w, sheet{result: r, dir: filepath.Dir(o.out), cells: o.cells})
	}, err
}
