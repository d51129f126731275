package cmd

import (
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
)

type askOptions struct {
	reportFlags
	out string
}

func newAsk(s *job) *cobra.Command {
	var opts askOptions
	c := &cobra.Command{
		Use:   "ask 路径",
		Short: "写一份补充材料：缺什么、要定什么、要改什么",
		Long: `写一份 补充材料.xlsx，有三张表：

  请补写   报告要用而表里没有的文字，一栏一行，填在黄色的格里
  请确认   读表时拿不准的地方，各有几项可选；确实不用改的问题也在这里定
  要改的   发现的问题，按轻重排，有整改情况和签字两栏

填好后和原来的表放在一起（文件名随意），再核对或生成报告一次就用上了。
重新生成时，已经填写的内容全部保留。report、batch 和拖放有要问的也会写这一份。`,
		Example: `  ziping ask 甘州区科协
  ziping ask 甘州区科协 -o 补充材料.xlsx`,
		Args: exactPath("路径"),
		RunE: func(c *cobra.Command, args []string) error { return runAsk(s, args[0], opts) },
	}
	opts.addFlags(c)
	c.Flags().StringVarP(&opts.out, "output", "o", "", "写到这个`文件`（.xlsx）；不写则放在工作簿旁边")
	return c
}

func runAsk(s *job, path string, opts askOptions) error {
	if err := opts.find(s, path); err != nil {
		return err
	}
	options, err := opts.options(s.door)
	if err != nil {
		return err
	}
	target, err := defaultSupplement(path)
	if err != nil {
		return err
	}
	if opts.out != "" {
		if !strings.EqualFold(filepath.Ext(opts.out), ".xlsx") {
			return usageError("例如 -o 补充材料.xlsx", "补充材料是 Excel 文件，“%s”的扩展名不是 .xlsx", opts.out)
		}
		target = opts.out
	}
	r := evaluate(path, options.pipelineOptions)
	if r.err != nil {
		return r.err
	}
	if opts.out != "" {
		if as, input := s.door.Input(opts.out); input && !isSupplement(opts.out) {
			return usageError("请换一个文件名", "“%s”是这次读入的文件（%s），不能写在它上面", opts.out, as)
		}
	}
	where, err := r.writeSupplement(s, target, options, opts.out != "")
	if err != nil {
		return err
	}
	if where == "" {
		printf(s.out, "没有要问的：文字齐全，没有要确认的，也没有要改的。\n")
		return nil
	}
	tellSupplement(s, where)
	return nil
}
