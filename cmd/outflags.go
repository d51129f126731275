package cmd

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"ziping/cmd/writer"
)

// outFlags are the options of the commands that write one file.
type outFlags struct {
	out   string
	force bool
}

func (f *outFlags) addFlags(c *cobra.Command, usage string) {
	c.Flags().StringVarP(&f.out, "output", "o", "", usage)
	c.Flags().BoolVar(&f.force, "force", false, "允许覆盖不是 ziping 写的文件")
}

// write writes the output, or stdout when none is named.
func (f *outFlags) write(s *job, produce func(io.Writer) error) error {
	if f.out == "" {
		return produce(s.out)
	}
	if err := s.write(writer.File{Path: f.out, Force: f.force, Start: isStart(f.out)}, produce); err != nil {
		return err
	}
	printf(s.err, "已写入 %s\n", f.out)
	return nil
}

// isStart tells a profile or rule set by its name: it is written to be worked on.
func isStart(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

// needOut refuses to pour a Word file on the terminal.
func (f *outFlags) needOut(example string) error {
	if f.out == "" {
		return usageError("例如 "+example, "没有写输出文件（-o）")
	}
	if !strings.EqualFold(filepath.Ext(f.out), ".docx") {
		return usageError("例如 "+example, "输出是 Word 文件，“%s”的扩展名不是 .docx", f.out)
	}
	return nil
}
