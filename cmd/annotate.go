package cmd

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/door"
	"ziping/cmd/handout"
	"ziping/cmd/settings"
	"ziping/cmd/writer"
	"ziping/xlsx/write"
	"ziping/xlsx/write/annotate"
)

type annotateOptions struct {
	unitFlags
	out   string
	force bool
}

func newAnnotate(s *job) *cobra.Command {
	var opts annotateOptions
	c := &cobra.Command{
		Use:   "annotate 路径",
		Short: "把发现的问题标在本单位工作簿的副本里：批注、底色，前面加一张要改的",
		Long: `把发现的问题标在本单位工作簿的副本里：有问题的格加批注和底色，没有读入的画斜线，
最前面加一张“要改的”。别的都不动：公式、图表、批注、宏、格式一个字节都不变。原文件不修改。

在副本里改好后，直接拿副本再核对就行：原表没有改过，就用改过的副本。
不能稳妥标注的文件（.xls、加密的、写法特别的）照原样放在清单旁边，并说明原因。`,
		Example: `  ziping annotate 甘州区科协
  ziping annotate 高台县科普经费.xlsx -o 高台县科普经费（标注）.xlsx`,
		Args: exactPath("路径"),
		RunE: func(c *cobra.Command, args []string) error { return runAnnotate(s, args[0], opts) },
	}
	opts.unitFlags.addFlags(c)
	c.Flags().StringVarP(&opts.out, "output", "o", "", "写到这个`文件夹`；只有一个工作簿时也可以是文件（.xlsx）。不写则放在旁边的“…_标注”文件夹")
	c.Flags().BoolVar(&opts.force, "force", false, "允许覆盖不是 ziping 写的文件")
	return c
}

func runAnnotate(s *job, path string, opts annotateOptions) error {
	if err := opts.hold(s, path, map[string]string{settings.Profile: opts.profile, settings.Rules: opts.rules}); err != nil {
		return err
	}
	pipe, err := opts.pipeline(s.door)
	if err != nil {
		return err
	}
	r := evaluate(path, pipe)
	if r.err != nil {
		return r.err
	}
	copies := r.unit(reportOptions{}).Annotate(r.given)
	to, err := annotateTarget(path, opts.out, copies)
	if err != nil {
		return err
	}
	var outputs []writer.Output
	list, err := content(func(w io.Writer) error { return write.Checklist(checklist(r, to.dir)).Write(w) })
	if err != nil {
		return err
	}
	outputs = append(outputs, writer.Output{File: writer.File{Path: to.list, Force: opts.force}, Data: list})
	for _, c := range copies {
		outputs = append(outputs, writeBytes(writer.File{Path: to.of(c.Name), Force: opts.force}, c.Data))
	}
	if err := s.writeTree(outputs); err != nil {
		return errors.Join(tellFindings(s, r), err)
	}
	tellCopies(s, copies, to.of)
	printf(s.out, "问题清单：%s\n", oneLine(to.list))
	return r.exit()
}

// writeTree writes outputs with the folders they lie in: all or none.
func (j *job) writeTree(outputs []writer.Output) error {
	for _, o := range outputs {
		if dir := filepath.Dir(o.Path); !exists(dir) {
			if err := j.writer.Mkdir(dir); err != nil {
				return outputError(err)
			}
		}
	}
	return outputError(j.writer.WriteAll(outputs))
}

// A copyPlace is where marked copies go.
type copyPlace struct {
	dir  string
	list string
	file string // of the only one, "" for their own names in dir
}

func (p copyPlace) of(name string) string {
	if p.file != "" {
		return p.file
	}
	return filepath.Join(p.dir, safePath(name))
}

// annotateTarget is where -o, or the place of the unit, puts the copies.
func annotateTarget(path, out string, copies []handout.Copy) (copyPlace, error) {
	name := writer.SafeName(baseName(path))
	list := name + "_核对清单.xlsx"
	ext := strings.ToLower(filepath.Ext(out))
	info, err := os.Stat(out)
	folder := err == nil && info.IsDir()
	switch {
	case out == "":
		abs, err := filepath.Abs(path)
		if err != nil {
			return copyPlace{}, inputError(path, err)
		}
		out = filepath.Join(filepath.Dir(abs), name+"_"+markedFolder)
	case !folder && slices.Contains(workbookExt, ext):
		if len(copies) != 1 {
			return copyPlace{}, usageError("-o 请写一个文件夹", "这个单位有 %d 个工作簿，不能都写成“%s”", len(copies), out)
		}
		return copyPlace{dir: filepath.Dir(out), list: strings.TrimSuffix(out, filepath.Ext(out)) + "_核对清单.xlsx", file: out}, nil
	}
	return copyPlace{dir: out, list: filepath.Join(out, list)}, nil
}

// tellCopies says of every workbook whether it was marked, and if not, why.
func tellCopies(s *job, copies []handout.Copy, to func(string) string) {
	marked, cells := 0, 0
	for _, c := range copies {
		if c.Why != "" {
			printf(s.out, "没有标注：%s（%s），照原样放在清单旁边\n", oneLine(to(c.Name)), c.Why)
			continue
		}
		marked++
		cells += c.Cells
		line := fmt.Sprintf("已标注：%s（%d 格", oneLine(to(c.Name)), c.Cells)
		if c.Kept > 0 {
			line += fmt.Sprintf("，其中 %d 格原有批注，没有再加", c.Kept)
		}
		printf(s.out, "%s）\n", line)
	}
	printf(s.out, "%d 个工作簿：标注 %d 个，照原样 %d 个。\n", len(copies), marked, len(copies)-marked)
}

// markedOnly are the outputs of the copies that carry marks, in a folder. A copy of
// an earlier run that a person has worked on stays, and says so.
func (j *job) markedOnly(copies []handout.Copy, dir string, force bool) []writer.Output {
	var out []writer.Output
	for i, c := range copies {
		if c.Why != "" {
			continue
		}
		path := filepath.Join(dir, safePath(c.Name))
		fresh, untouched := j.fresh(path)
		if !fresh && !untouched && !force {
			copies[i].Why = "“" + filepath.Base(path) + "”已有标注过的副本，有人改过，没有动"
			continue
		}
		j.door.Forget(path)
		out = append(out, writeBytes(writer.File{Path: path, Force: force || untouched}, c.Data))
	}
	return out
}

// safePath is a slash path whose names can be file names everywhere.
func safePath(name string) string {
	parts := strings.Split(name, "/")
	for i, p := range parts {
		ext := filepath.Ext(p)
		parts[i] = writer.SafeName(strings.TrimSuffix(p, ext)) + strings.ToLower(ext)
	}
	return filepath.Join(parts...)
}

// fresh reports that there is nothing at a place, untouched that there is a marked
// copy in which nobody has changed a cell.
func (j *job) fresh(path string) (fresh, untouched bool) {
	if !exists(path) {
		return true, false
	}
	var look *door.Door
	data, err := look.Read(path, door.Workbook)
	if err != nil {
		return false, false
	}
	return false, annotate.Untouched(data)
}
