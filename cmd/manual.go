package cmd

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"ziping/render/manual"
)

// manualNames open the manual after help.
var manualNames = []string{"手册", "使用手册", "manual"}

func newHelp(s *job) *cobra.Command {
	var out outFlags
	c := &cobra.Command{
		Use:   "help [命令 或 手册]",
		Short: "说明一个命令怎么用；help 手册 是使用手册",
		Example: `  ziping help check
  ziping help 手册                     在窗口里看
  ziping help 手册 -o 使用手册.html     存成带图的一页，用浏览器打开`,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) == 1 && slices.Contains(manualNames, args[0]) {
				if out.out == "" {
					return manual.Text(s.out)
				}
				return out.write(s, func(w io.Writer) error { return manual.HTML(w, version) })
			}
			if out.out != "" {
				return usageError("例如 ziping help 手册 -o 使用手册.html", "只有手册能存成文件")
			}
			target, rest, err := c.Root().Find(args)
			if target == nil || err != nil || len(rest) > 0 && target == c.Root() {
				return usageError("运行 ziping --help 看全部命令", "没有“%s”这个命令", strings.Join(args, " "))
			}
			return target.Help()
		},
	}
	out.addFlags(c, "手册写到这个`文件`（.html）")
	return c
}
