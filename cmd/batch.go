package cmd

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/spf13/cobra"
)

type batchOptions struct {
	reportFlags
	out     string
	json    bool
	workers int
	expect  string // file with the names of who must hand in
	shard   string // i/n
	merge   string // folder of results whose roll-up is to be made
	dry     bool
	papers  cityPapers
}

func newBatch(s *job) *cobra.Command {
	var opts batchOptions
	c := &cobra.Command{
		Use:   "batch 文件夹 -o 结果文件夹",
		Short: "一次做完所有单位：每个单位一个可退回的文件夹，加全市汇总",
		Long: `一次做完一个文件夹下的所有单位。子文件夹（任何一层）、散放的工作簿、zip 压缩包都认得；
只交了 Word 或扫描件的、空文件夹、分配了资金却没有交的，也列在汇总里。
文件夹里有资金分配表的，逐个单位与下达金额核对；--expect 给出应报送单位的名单。

结果文件夹里，每个单位一个子文件夹，可以整个退回去：绩效自评报告、退回单、核对结果。
另有 汇总.xlsx、汇总报告.docx 和可打印的 核对结果.html。
一个单位出错不影响其他单位。中断后再运行一次就接着做，做过而没有变化的不重做。

单位很多时可以分到几台机器上做：--shard 1/3、2/3、3/3 各做三分之一，
写进同一个结果文件夹，最后 --merge 结果文件夹 做汇总。`,
		Example: `  ziping batch 2022年各县 -o 结果
  ziping batch 2022年各县 -o 结果 --expect 应报送单位.txt
  ziping batch 2022年各县 -o 结果 --shard 1/3
  ziping batch --merge 结果`,
		Args: func(c *cobra.Command, args []string) error {
			if opts.merge != "" && len(args) == 0 {
				return nil
			}
			return exactPath("文件夹")(c, args)
		},
		RunE: func(c *cobra.Command, args []string) error {
			ctx, stop := interruptible(c.Context())
			defer stop()
			if opts.merge != "" {
				return runMerge(s, opts)
			}
			return runBatch(ctx, s, args[0], opts)
		},
	}
	opts.addFlags(c)
	c.Flags().StringVarP(&opts.out, "output", "o", "", "结果写入这个`文件夹`（必填）")
	c.Flags().BoolVar(&opts.json, "json", false, "结果写成 JSON（一个单位一行），供程序使用；进度也写成 JSON，在标准错误上")
	c.Flags().IntVar(&opts.workers, "workers", runtime.NumCPU(), "同时处理的单位`个数`")
	c.Flags().StringVar(&opts.expect, "expect", "", "应报送单位的名单`文件`：文本一行一个，或 Excel 一列")
	c.Flags().StringVar(&opts.shard, "shard", "", "只做其中一份，写作 `第几份/共几份`，例如 1/3；也认环境变量 JOB_COMPLETION_INDEX 和 JOB_COMPLETION_COUNT")
	c.Flags().StringVar(&opts.merge, "merge", "", "各份都做完后，给这个结果`文件夹`做汇总")
	c.Flags().BoolVar(&opts.dry, "dry-run", false, "只列出有哪些单位、各有哪些文件，什么也不写")
	opts.papers.addFlags(c)
	return c
}

// A share is the part of the units that one run does: those whose number in the
// order of names leaves its rest. The zero share is all of them.
type share struct{ index, of int } // 1-based

func (s share) mine(i int) bool { return s.of < 2 || i%s.of == s.index-1 }

// String is the share as a lock is named, "" for the whole.
func (s share) String() string {
	if s.of == 0 {
		return ""
	}
	return strconv.Itoa(s.index) + "-" + strconv.Itoa(s.of)
}

// shareOf reads --shard, and where it says nothing, what a Kubernetes Indexed Job
// tells its pods.
func shareOf(flag string) (share, error) {
	if flag == "" {
		index, count := os.Getenv("JOB_COMPLETION_INDEX"), os.Getenv("JOB_COMPLETION_COUNT")
		if index == "" || count == "" {
			return share{}, nil
		}
		n, err := strconv.Atoi(index)
		if err != nil {
			return share{}, usageError("由 Kubernetes 的 Indexed Job 给出，从 0 数起", "环境变量 JOB_COMPLETION_INDEX 的“%s”不是数", index)
		}
		flag = strconv.Itoa(n+1) + "/" + count
	}
	a, b, ok := strings.Cut(flag, "/")
	i, errA := strconv.Atoi(a)
	n, errB := strconv.Atoi(b)
	if !ok || errors.Join(errA, errB) != nil || i < 1 || n < 1 || i > n || n > 100_000 {
		return share{}, usageError("例如 --shard 1/3", "“%s”不是“第几份/共几份”", flag)
	}
	return share{i, n}, nil
}

func runBatch(ctx context.Context, s *job, dir string, opts batchOptions) error {
	if opts.out == "" && !opts.dry {
		return usageError("例如 ziping batch "+dir+" -o 结果", "没有写结果放在哪个文件夹（-o）")
	}
	if opts.workers < 1 {
		return usageError("例如 --workers 2", "同时处理的单位个数至少是 1")
	}
	part, err := shareOf(opts.shard)
	if err != nil {
		return err
	}
	if err := opts.find(s, dir); err != nil {
		return err
	}
	options, err := opts.options(s.door)
	if err != nil {
		return err
	}
	options.several = true
	if err := opts.papers.read(s, opts.held); err != nil {
		return err
	}
	options.tellTemplate(s)
	paths, others, err := discover(s.door, dir, opts.out)
	s.tellOmitted()
	if err != nil {
		return err
	}
	b := newRun(s, options, opts)
	b.title, b.others, b.part = baseName(dir), others, part
	if b.expect, err = expected(s.door, opts.expect, options.pipelineOptions); err != nil {
		return err
	}
	if opts.dry {
		return b.list(ctx, paths)
	}
	if err := outputError(s.writer.Mkdir(opts.out)); err != nil {
		return err
	}
	return batchInto(ctx, s, b, paths)
}

// batchInto does the units of a run into a folder that is there.
func batchInto(ctx context.Context, s *job, b *batch, paths []unitPath) error {
	release, err := s.writer.HoldPart(b.out, b.part.String())
	if err != nil {
		return outputError(err)
	}
	defer release()
	s.writer.Sweep(b.out)
	if err := b.run(ctx, paths); err != nil {
		return err
	}
	if b.part.of > 0 {
		return b.finish(s, nil)
	}
	return b.finish(s, b.writeRollup())
}

// runMerge makes the roll-up of what shards have done.
func runMerge(s *job, opts batchOptions) error {
	if info, err := os.Stat(opts.merge); err != nil {
		return inputError(opts.merge, err)
	} else if !info.IsDir() {
		return usageError("例如 ziping batch --merge 结果", "“%s”不是文件夹", opts.merge)
	}
	opts.out = opts.merge
	if err := opts.find(s, opts.merge); err != nil {
		return err
	}
	if err := opts.papers.read(s, opts.held); err != nil {
		return err
	}
	release, err := s.writer.Hold(opts.out)
	if err != nil {
		return outputError(err)
	}
	defer release()
	b := newRun(s, reportOptions{force: opts.force}, opts)
	if err := b.recall(); err != nil {
		return err
	}
	return b.finish(s, b.writeRollup())
}

// file is a file of the results.
func (b *batch) file(name string) string { return filepath.Join(b.out, filepath.FromSlash(name)) }
